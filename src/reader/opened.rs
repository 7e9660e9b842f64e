//! An input that is open: its text view, the addresses in it, and how to read the documents of that view.
//!
//! In: bytes and a format. Out: for text, the bytes themselves as a view; for office files, the view their reader made. Both
//! are read into documents that borrow from the view.

use std::sync::OnceLock;

use super::{Format, ReadLimits, Reading, markdown, yaml};
use crate::document::Document;
use crate::finding::Edit;
use crate::source::{Addresses, DecodeError, Encoding, TextView};

/// An open input.
#[derive(Debug)]
pub struct Opened<'a> {
    format: Format,
    content: Content<'a>,
}

#[derive(Debug)]
enum Content<'a> {
    Text(TextView<'a>),
    #[cfg(feature = "package")]
    Extract(Box<super::draft::Extract>),
}

/// Why an input cannot be opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unopened {
    /// It is no text.
    Encoding(DecodeError),
    /// It is no package, or one that cannot be read.
    #[cfg(feature = "package")]
    Package(super::package::PackageError),
    /// This program was built without the reader of the format.
    NoReader,
}

impl Format {
    /// Opens an input of this format.
    ///
    /// # Errors
    /// [`Unopened`] says why nothing of it can be read.
    pub fn open<'a>(self, bytes: &'a [u8], limits: &ReadLimits) -> Result<Opened<'a>, Unopened> {
        let content = match self {
            Self::Yaml | Self::Markdown => TextView::decode(bytes).map(Content::Text).map_err(Unopened::Encoding)?,
            Self::Docx => docx(bytes, limits)?,
            Self::Xlsx => xlsx(bytes, limits)?,
            Self::Ods => ods(bytes, limits)?,
        };
        Ok(Opened { format: self, content })
    }
}

/// A function that opens files of one format, where this program was built with its reader.
macro_rules! office {
    ($name:ident, $feature:literal) => {
        #[cfg(feature = $feature)]
        fn $name<'a>(bytes: &'a [u8], limits: &ReadLimits) -> Result<Content<'a>, Unopened> {
            super::$name::read(bytes, limits)
                .map(|extract| Content::Extract(Box::new(extract)))
                .map_err(Unopened::Package)
        }

        #[cfg(not(feature = $feature))]
        fn $name<'a>(_: &'a [u8], _: &ReadLimits) -> Result<Content<'a>, Unopened> {
            Err(Unopened::NoReader)
        }
    };
}

office!(docx, "docx");
office!(xlsx, "xlsx");
office!(ods, "ods");

impl Opened<'_> {
    /// The text view all spans of the input refer to.
    #[must_use]
    pub fn view(&self) -> &str {
        match &self.content {
            Content::Text(view) => &view.text,
            #[cfg(feature = "package")]
            Content::Extract(extract) => extract.view(),
        }
    }

    /// The addresses of the pieces of the view; none where lines and columns are the places.
    #[must_use]
    pub fn addresses(&self) -> &Addresses {
        match &self.content {
            Content::Text(_) => no_addresses(),
            #[cfg(feature = "package")]
            Content::Extract(extract) => extract.addresses(),
        }
    }

    /// Whether the bytes of the view are those of the input, so that a program can change them.
    #[must_use]
    pub fn is_editable(&self) -> bool {
        matches!(&self.content, Content::Text(view) if view.encoding == Encoding::Utf8)
    }

    /// The edit as it has to be written at its place in a document of this input; none where the place allows none.
    #[must_use]
    pub fn rewrite(&self, document: &Document<'_>, edit: &Edit) -> Option<Edit> {
        match (self.is_editable(), self.format) {
            (true, Format::Yaml) => yaml::rewrite(document, edit),
            (true, Format::Markdown) => markdown::rewrite(document, edit),
            (true, Format::Docx | Format::Xlsx | Format::Ods) | (false, _) => None,
        }
    }

    /// Reads the documents of the input.
    #[must_use]
    pub fn read(&self, limits: &ReadLimits) -> Reading<'_> {
        match &self.content {
            Content::Text(view) if self.format == Format::Markdown => markdown::read(&view.text, limits),
            Content::Text(view) => yaml::read(&view.text, limits),
            #[cfg(feature = "package")]
            Content::Extract(extract) => extract.read(),
        }
    }
}

fn no_addresses() -> &'static Addresses {
    static NONE: OnceLock<Addresses> = OnceLock::new();
    NONE.get_or_init(Addresses::default)
}
