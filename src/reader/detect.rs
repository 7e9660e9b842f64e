//! Which format an input has.
//!
//! In: its name and its first bytes. Out: a [`Format`], or what the bytes really are. Content is looked at before the
//! name, so that a Word file under the name of a text source is not read as text.

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Word in another form than `.docx`: OpenDocument text
    Word,
    /// Excel in another form than `.xlsx`: its binary form
    Excel,
    /// PDF
    Pdf,
    /// Office files of before 2007 and encrypted ones (an OLE container).
    OldOffice,
    /// A zip archive of another kind.
    Zip,
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
    match bytes {
        [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ..] => return Detected::Unsupported(Foreign::OldOffice),
        [b'%', b'P', b'D', b'F', b'-', ..] => return Detected::Unsupported(Foreign::Pdf),
        [b'P', b'K', 3 | 5, 4 | 6, ..] => return in_zip(name, bytes),
        _ => {}
    }
    by_name(name)
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
        Some("odt") => Detected::Unsupported(Foreign::Word),
        Some("xlsb") => Detected::Unsupported(Foreign::Excel),
        Some("pdf") => Detected::Unsupported(Foreign::Pdf),
        Some("doc" | "xls" | "ppt") => Detected::Unsupported(Foreign::OldOffice),
        _ => Detected::Unknown,
    }
}

/// Whether a walk over a folder takes the file as an SOP source by its name.
#[must_use]
pub fn is_source_name(name: &str) -> bool {
    let name = name.to_lowercase();
    Format::ALL.into_iter().any(|format| format.endings().iter().any(|ending| name.ends_with(ending)))
}

/// What a zip file is, by the names of its parts, which stand in it as they are; else by its own name.
fn in_zip(name: &str, bytes: &[u8]) -> Detected {
    let holds = |part: &str| memchr::memmem::find(bytes, part.as_bytes()).is_some();
    // The names of all parts are listed at the end. A document may hold a workbook, so the part itself is asked for.
    if holds("word/document") {
        return Detected::Readable(Format::Docx);
    }
    if holds("xl/workbook.bin") {
        return Detected::Unsupported(Foreign::Excel);
    }
    if holds("xl/workbook") {
        return Detected::Readable(Format::Xlsx);
    }
    if holds("application/vnd.oasis.opendocument.spreadsheet") {
        return Detected::Readable(Format::Ods);
    }
    match by_name(name) {
        // A package that is damaged beyond its names is still what it is called.
        office @ Detected::Readable(Format::Docx | Format::Xlsx | Format::Ods) => office,
        office @ Detected::Unsupported(_) => office,
        _ => Detected::Unsupported(Foreign::Zip),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_comes_before_the_name() {
        assert_eq!(detect("a.sop.yaml", b"PK\x03\x04..."), Detected::Unsupported(Foreign::Zip));
        assert_eq!(detect("a.docx", b"PK\x03\x04..."), Detected::Readable(Format::Docx));
        assert_eq!(detect("a.docx", b"PK\x03\x04...xl/workbook.xml"), Detected::Readable(Format::Xlsx));
        assert_eq!(detect("a.sop.md", b"%PDF-1.7"), Detected::Unsupported(Foreign::Pdf));
        assert_eq!(detect("a.zip", b"PK\x03\x04...word/document.xml"), Detected::Readable(Format::Docx));
        assert_eq!(detect("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), Detected::Unsupported(Foreign::OldOffice));
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
