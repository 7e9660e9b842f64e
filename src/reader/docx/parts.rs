//! The parts of a file beside its text: styles, lists, comments, notes, page headers.
//!
//! In: the package and its main part. Out: each part by its kind, and what could not be read. A part that nothing leads to is
//! simply not there; one that is named and cannot be read is told.

use rustc_hash::FxHashMap;

use super::numbering::Numbering;
use super::styles::Styles;
use crate::reader::package::{Package, PackageError, Relationship};
use crate::reader::xml::{Token, Xml, XmlError};

/// What the text of every story refers to.
#[derive(Debug, Default)]
pub(super) struct Context {
    pub(super) styles: Styles,
    pub(super) numbering: Numbering,
    /// The parts that the main part leads to, by the ids of the relationships.
    pub(super) targets: FxHashMap<String, String>,
    /// How deep XML may be nested.
    pub(super) depth: usize,
}

/// The package of a file.
pub(super) struct Parts<'a> {
    package: Package<'a>,
    relationships: Vec<Relationship>,
    /// Names of parts that could not be read.
    pub(super) unread: Vec<String>,
}

impl<'a> Parts<'a> {
    /// The parts of a package, the name of the main one and its text.
    pub(super) fn open(mut package: Package<'a>) -> Result<(Self, String, String), PackageError> {
        let main = main_part(&mut package)?;
        let text = package.required(&main)?;
        let mut parts = Self { package, relationships: Vec::new(), unread: Vec::new() };
        match parts.package.relationships(&main) {
            Ok(relationships) => parts.relationships = relationships,
            Err(_) => parts.unread.push(format!("{main}.rels")),
        }
        Ok((parts, main, text))
    }

    /// What the text refers to.
    pub(super) fn context(&mut self) -> Context {
        let targets = self.relationships.iter().map(|part| (part.id.clone(), part.target.clone())).collect();
        Context {
            styles: self.parsed("styles", Styles::read),
            numbering: self.parsed("numbering", Numbering::read),
            targets,
            depth: self.package.depth(),
        }
    }

    /// The name of the part of a kind.
    pub(super) fn name_of(&self, kind: &str) -> Option<String> {
        let part = self.relationships.iter().find(|part| part.kind == kind && !part.target.is_empty());
        part.map(|part| part.target.clone())
    }

    /// The name and the text of the part of a kind.
    pub(super) fn of_kind(&mut self, kind: &str) -> Option<(String, String)> {
        let name = self.name_of(kind)?;
        let text = self.text(&name)?;
        Some((name, text))
    }

    /// The text of a part that is named.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.package.part(name) {
            Ok(Some(text)) => Some(text),
            Ok(None) | Err(_) => {
                self.unread.push(name.to_owned());
                None
            }
        }
    }

    fn parsed<T: Default>(&mut self, kind: &str, read: fn(&str, usize) -> Result<T, XmlError>) -> T {
        let Some((name, text)) = self.of_kind(kind) else { return T::default() };
        read(&text, self.package.depth()).unwrap_or_else(|_| {
            self.unread.push(name);
            T::default()
        })
    }
}

/// The part with the text, which a package without relationships keeps at its usual place.
fn main_part(package: &mut Package<'_>) -> Result<String, PackageError> {
    const USUAL: &str = "word/document.xml";
    match package.main_part() {
        Err(PackageError::NoPart(_)) if package.names().any(|name| name == USUAL) => Ok(USUAL.to_owned()),
        main => main,
    }
}

/// Whether a part is a text of a word processor, as far as its first element tells. Broken XML is for its reader to tell.
pub(super) fn is_text(text: &str, depth: usize) -> bool {
    let mut xml = Xml::new(text, depth);
    loop {
        match xml.next() {
            Ok(Some(Token::Start(element))) => return element.name() == "document",
            Ok(Some(_)) => {}
            Ok(None) => return false,
            Err(_) => return true,
        }
    }
}
