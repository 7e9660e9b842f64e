//! Which format an input has.
//!
//! In: its name and its first bytes. Out: a [`Format`], or what the bytes really are. Content is looked at before the
//! name, so that a Word file under the name of a text source is not read as text.

mod archive;
mod ole;

pub use archive::Packed;

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Format {
    /// `*.sop.yaml`
    Yaml,
    /// `*.sop.md`
    Markdown,
    /// Word, `.docx`
    Docx,
    /// Excel, `.xlsx`
    Xlsx,
    /// OpenDocument spreadsheet, `.ods`
    Ods,
}

/// What an input turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Detected {
    /// A format with a reader.
    Readable(Format),
    /// A known kind of file without a reader.
    Unsupported(Foreign),
    /// Nothing that a procedure is kept in.
    Unknown,
}

/// Kinds of files procedures are kept in, but which cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Foreign {
    /// Word of before 2007, `.doc`
    OldWord,
    /// Excel of before 2007, `.xls`
    OldExcel,
    /// Excel in its binary form, `.xlsb`
    BinaryExcel,
    /// Presentations: `.ppt`, `.pptx`, `.odp`
    Slides,
    /// OpenDocument text, `.odt`
    OpenText,
    /// Rich text, `.rtf`
    RichText,
    /// PDF
    Pdf,
    /// A picture or a scan.
    Image,
    /// An Office file locked with a password.
    Encrypted,
    /// An OLE file of another kind.
    OldOffice,
    /// A zip archive of another kind.
    Zip,
    /// An archive that is no zip file: tar, rar, 7z and others.
    Archive,
}

impl Foreign {
    /// Whether it holds other files and is no document itself.
    #[must_use]
    pub fn is_archive(self) -> bool {
        match self {
            Self::Zip | Self::Archive => true,
            Self::OldWord
            | Self::OldExcel
            | Self::BinaryExcel
            | Self::Slides
            | Self::OpenText
            | Self::RichText
            | Self::Pdf
            | Self::Image
            | Self::Encrypted
            | Self::OldOffice => false,
        }
    }
}

impl Format {
    /// All formats.
    pub const ALL: [Self; 5] = [Self::Yaml, Self::Markdown, Self::Docx, Self::Xlsx, Self::Ods];

    /// The name in machine-readable output.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Markdown => "markdown",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
            Self::Ods => "ods",
        }
    }

    /// Whether files of this format are written by office programs, and may be anything.
    #[must_use]
    pub fn is_office(self) -> bool {
        match self {
            Self::Yaml | Self::Markdown => false,
            Self::Docx | Self::Xlsx | Self::Ods => true,
        }
    }

    /// The endings that mark a file as an SOP source of this format.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Yaml => &[".sop.yaml", ".sop.yml"],
            Self::Markdown => &[".sop.md", ".sop.markdown"],
            Self::Docx => &[".docx", ".docm"],
            Self::Xlsx => &[".xlsx", ".xlsm"],
            Self::Ods => &[".ods"],
        }
    }

    /// The endings that are enough when somebody names the file.
    #[must_use]
    pub fn plain_endings(self) -> &'static [&'static str] {
        match self {
            Self::Yaml => &[".yaml", ".yml"],
            Self::Markdown => &[".md", ".markdown"],
            Self::Docx | Self::Xlsx | Self::Ods => self.endings(),
        }
    }
}

/// Looks at the first bytes, then at the name.
#[must_use]
pub fn detect(name: &str, bytes: &[u8]) -> Detected {
    if let Some(kind) = magic(bytes) {
        return Detected::Unsupported(kind);
    }
    match bytes {
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => {
            let named = match by_name(name) {
                Detected::Unsupported(kind) => Some(kind),
                Detected::Readable(_) | Detected::Unknown => None,
            };
            return Detected::Unsupported(ole::kind(bytes, named));
        }
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return in_zip(name, bytes),
        _ => {}
    }
    by_name(name)
}

/// Kinds that their first bytes tell.
fn magic(bytes: &[u8]) -> Option<Foreign> {
    match bytes {
        [b'%', b'P', b'D', b'F', b'-', ..] => Some(Foreign::Pdf),
        [b'{', b'\\', b'r', b't', b'f', ..] => Some(Foreign::RichText),
        // PNG; JPEG; TIFF in its two byte orders
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => {
            Some(Foreign::Image)
        }
        _ => archive::is_foreign(bytes).then_some(Foreign::Archive),
    }
}

/// What the name alone says.
#[must_use]
pub fn by_name(name: &str) -> Detected {
    let name = name.to_lowercase();
    let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
    if let Some(format) = Format::ALL.into_iter().find(|format| ends(format.endings()) || ends(format.plain_endings()))
    {
        return Detected::Readable(format);
    }
    match name.rsplit('.').next() {
        Some("doc" | "dot") => Detected::Unsupported(Foreign::OldWord),
        Some("xls" | "xlt") => Detected::Unsupported(Foreign::OldExcel),
        Some("xlsb") => Detected::Unsupported(Foreign::BinaryExcel),
        Some("ppt" | "pps" | "pptx" | "pptm" | "ppsx" | "odp") => Detected::Unsupported(Foreign::Slides),
        Some("odt") => Detected::Unsupported(Foreign::OpenText),
        Some("rtf") => Detected::Unsupported(Foreign::RichText),
        Some("pdf") => Detected::Unsupported(Foreign::Pdf),
        Some("jpg" | "jpeg" | "png" | "tif" | "tiff" | "bmp" | "heic" | "webp") => {
            Detected::Unsupported(Foreign::Image)
        }
        _ => archive::named(&name).map_or(Detected::Unknown, Detected::Unsupported),
    }
}

/// Whether a walk over a folder takes the file as an SOP source by its name.
#[must_use]
pub fn is_source_name(name: &str) -> bool {
    let name = name.to_lowercase();
    Format::ALL.into_iter().any(|format| format.endings().iter().any(|ending| name.ends_with(ending)))
}

/// What a zip file is, by the names of its parts; else by its own name.
fn in_zip(name: &str, bytes: &[u8]) -> Detected {
    let directory = directory(bytes);
    let holds = |part: &str| memchr::memmem::find(directory, part.as_bytes()).is_some();
    let is_open = |kind: &str| mimetype(bytes).is_some_and(|found| found.starts_with(kind.as_bytes()));
    if holds("word/document") {
        return Detected::Readable(Format::Docx);
    }
    if holds("ppt/presentation") || is_open("application/vnd.oasis.opendocument.presentation") {
        return Detected::Unsupported(Foreign::Slides);
    }
    if holds("xl/workbook.bin") {
        return Detected::Unsupported(Foreign::BinaryExcel);
    }
    if holds("xl/workbook") {
        return Detected::Readable(Format::Xlsx);
    }
    if is_open("application/vnd.oasis.opendocument.spreadsheet") {
        return Detected::Readable(Format::Ods);
    }
    if is_open("application/vnd.oasis.opendocument.text") {
        return Detected::Unsupported(Foreign::OpenText);
    }
    match by_name(name) {
        // A package that is damaged beyond its names is still what it is called.
        office @ Detected::Readable(Format::Docx | Format::Xlsx | Format::Ods) => office,
        office @ Detected::Unsupported(_) => office,
        _ => Detected::Unsupported(Foreign::Zip),
    }
}

/// The central directory of a zip file (APPNOTE 4.3.12), which lists its parts and not those of files packed in it; all of a
/// file that has none.
fn directory(bytes: &[u8]) -> &[u8] {
    /// Offset of the directory in the record that ends the file (APPNOTE 4.3.16).
    const OFFSET: std::ops::Range<usize> = 16..20;
    let end = memchr::memmem::rfind(bytes, b"PK\x05\x06");
    let directory = end.and_then(|end| {
        let offset = bytes[end..].get(OFFSET)?.first_chunk().map(|offset| u32::from_le_bytes(*offset))?;
        let directory = bytes.get(offset as usize..end)?;
        directory.starts_with(b"PK\x01\x02").then_some(directory)
    });
    directory.unwrap_or(bytes)
}

/// The kind an OpenDocument package says it has, in its first part, which is not compressed (ODF 1.3 part 2, 3.3).
fn mimetype(bytes: &[u8]) -> Option<&[u8]> {
    /// Bytes of a local header before the name.
    const NAME: usize = 30;
    bytes.get(NAME..)?.strip_prefix(b"mimetype")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn foreign(name: &str, bytes: &[u8]) -> Option<Foreign> {
        match detect(name, bytes) {
            Detected::Unsupported(kind) => Some(kind),
            Detected::Readable(_) | Detected::Unknown => None,
        }
    }

    /// A zip file of empty parts, with a directory.
    fn zip(parts: &[&str], content: &[u8]) -> Vec<u8> {
        let mut bytes = b"PK\x03\x04".to_vec();
        bytes.resize(30, 0);
        bytes.extend(content);
        let start = bytes.len() as u32;
        for part in parts {
            bytes.extend(b"PK\x01\x02");
            bytes.extend(part.as_bytes());
        }
        bytes.extend(b"PK\x05\x06");
        bytes.extend([0; 12]);
        bytes.extend(start.to_le_bytes());
        bytes.extend([0; 2]);
        bytes
    }

    #[test]
    fn content_comes_before_the_name() {
        assert_eq!(foreign("a.sop.yaml", b"PK\x03\x04..."), Some(Foreign::Zip));
        assert_eq!(detect("a.docx", b"PK\x03\x04..."), Detected::Readable(Format::Docx));
        assert_eq!(detect("a.docx", b"PK\x03\x04...xl/workbook.xml"), Detected::Readable(Format::Xlsx));
        assert_eq!(foreign("a.sop.md", b"%PDF-1.7"), Some(Foreign::Pdf));
        assert_eq!(detect("a.zip", b"PK\x03\x04...word/document.xml"), Detected::Readable(Format::Docx));
        assert_eq!(foreign("a.doc", b"{\\rtf1\\ansi"), Some(Foreign::RichText));
        assert_eq!(foreign("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Some(Foreign::OldOffice));
        assert_eq!(foreign("a.xlsx", &ole::tests::compound(&["EncryptedPackage"])), Some(Foreign::Encrypted));
        for image in [&b"\x89PNG\r\n\x1a\n"[..], b"\xff\xd8\xff\xe0", b"II*\0", b"MM\0*"] {
            assert_eq!(foreign("a.docx", image), Some(Foreign::Image));
        }
    }

    #[test]
    fn a_package_is_what_its_own_parts_say_and_not_what_is_packed_in_it() {
        assert_eq!(detect("a", &zip(&["xl/workbook.xml"], b"word/document.xml")), Detected::Readable(Format::Xlsx));
        assert_eq!(foreign("a", &zip(&["ppt/presentation.xml"], b"xl/workbook.xml")), Some(Foreign::Slides));
        assert_eq!(foreign("a", &zip(&["xl/workbook.bin"], b"")), Some(Foreign::BinaryExcel));
        for (kind, wanted) in [
            ("text", Detected::Unsupported(Foreign::OpenText)),
            ("presentation", Detected::Unsupported(Foreign::Slides)),
            ("spreadsheet", Detected::Readable(Format::Ods)),
        ] {
            let content = format!("mimetypeapplication/vnd.oasis.opendocument.{kind}");
            assert_eq!(detect("a", &zip(&["content.xml"], content.as_bytes())), wanted);
        }
    }

    #[test]
    fn kinds_without_a_reader_are_known_by_their_names_too() {
        for (name, kind) in [
            ("SOP.DOC", Foreign::OldWord),
            ("a.xls", Foreign::OldExcel),
            ("a.xlsb", Foreign::BinaryExcel),
            ("a.ppt", Foreign::Slides),
            ("a.pptx", Foreign::Slides),
            ("a.odt", Foreign::OpenText),
            ("a.rtf", Foreign::RichText),
            ("a.pdf", Foreign::Pdf),
            ("Pindai 1.JPG", Foreign::Image),
            ("a.tiff", Foreign::Image),
        ] {
            assert_eq!(foreign(name, b""), Some(kind), "{name}");
        }
    }

    #[test]
    fn names_are_told_by_their_ending_in_any_case() {
        assert_eq!(detect("arsip/A.SOP.YAML", b""), Detected::Readable(Format::Yaml));
        assert_eq!(detect("a.yml", b"x"), Detected::Readable(Format::Yaml));
        assert_eq!(detect("a.Md", b"x"), Detected::Readable(Format::Markdown));
        assert_eq!(detect("a.xlsx", b""), Detected::Readable(Format::Xlsx));
        assert_eq!(detect("a.txt", b"x"), Detected::Unknown);
        assert!(is_source_name("a.sop.Yml") && !is_source_name("a.yml"));
    }
}
