//! The fuzz targets: what each makes of its bytes, and within which bounds it reads.

use soplint::reader::detect::detect;
use soplint::reader::{Format, ReadLimits};

use super::{files, invariants};

/// A fuzz target.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// The bytes are a file, tried as each format of office programs.
    Package,
    /// The bytes are the parts of a Word file.
    Docx,
    /// The bytes are the parts of a workbook.
    Xlsx,
    /// The bytes are the parts of an OpenDocument spreadsheet.
    Ods,
    /// The bytes are drawings of a Word file and of a sheet.
    Drawing,
    /// The bytes are a Markdown file.
    Markdown,
    /// The bytes are a YAML file.
    Yaml,
}

impl Target {
    /// All targets.
    pub const ALL: [Self; 7] =
        [Self::Package, Self::Docx, Self::Xlsx, Self::Ods, Self::Drawing, Self::Markdown, Self::Yaml];

    /// The name of its file and of its folders.
    pub fn name(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
            Self::Drawing => "drawing",
            Self::Markdown => "markdown",
            Self::Yaml => "yaml",
        }
    }

    /// Makes files of the bytes, reads them and checks what must hold.
    pub fn check(self, bytes: &[u8]) {
        self.check_within(bytes, &self.limits());
    }

    /// The same within other bounds.
    pub fn check_within(self, bytes: &[u8], limits: &ReadLimits) {
        match self {
            Self::Package => {
                for name in ["a.docx", "a.xlsx", "a.ods", "a.sop.yaml", ""] {
                    assert_eq!(detect(name, bytes), detect(name, bytes));
                }
                for format in [Format::Docx, Format::Xlsx, Format::Ods] {
                    invariants::check(format, bytes, limits);
                }
            }
            Self::Docx => invariants::check(Format::Docx, &files::docx(bytes), limits),
            Self::Xlsx => invariants::check(Format::Xlsx, &files::xlsx(bytes), limits),
            Self::Ods => invariants::check(Format::Ods, &files::ods(bytes), limits),
            Self::Drawing => {
                let mut inputs = files::split(bytes);
                let (text, sheet) = (inputs.next().unwrap_or_default(), inputs.next().unwrap_or_default());
                invariants::check(Format::Docx, &files::drawn_text(text), limits);
                invariants::check(Format::Xlsx, &files::drawn_sheet(sheet), limits);
            }
            Self::Markdown => invariants::check(Format::Markdown, bytes, limits),
            Self::Yaml => invariants::check(Format::Yaml, bytes, limits),
        }
    }

    /// The bounds while fuzzing. Those of parts are small, so that small inputs reach them and a run is not spent on large sheets;
    /// the others are those of the program.
    fn limits(self) -> ReadLimits {
        let usual = ReadLimits::default();
        match self {
            Self::Package | Self::Markdown | Self::Yaml => usual,
            Self::Docx | Self::Xlsx | Self::Ods | Self::Drawing => {
                ReadLimits { cells: 4_000, nodes: 4_000, shapes: 200, text: 1 << 20, ..usual }
            }
        }
    }
}
