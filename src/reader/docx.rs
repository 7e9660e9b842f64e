//! Word files → one neutral document.
//!
//! In: the bytes of a package whose main part is a WordprocessingML document (ECMA-376 part 1, 17). Out: its headings,
//! paragraphs, lists and tables in reading order, as they would be if all tracked changes were accepted, with the numbers that
//! are printed; and what nobody sees on paper. Page headers come first where they hold a table or a label with its value,
//! else they and the footers are in the view alone; notes come last. What is not read is told.

mod fields;
mod grid;
mod layout;
mod marks;
mod numbering;
mod paragraph;
mod parts;
mod properties;
mod sections;
mod sink;
mod styles;
mod symbols;
mod table;
mod walk;

use rustc_hash::{FxHashMap, FxHashSet};

use self::paragraph::{Paragraph, has_label};
use self::parts::{Context, Parts};
use self::sections::References;
use self::sink::Sink;
use self::walk::{Block, NoteKind, Referred, Walk};
use super::draft::Extract;
use super::package::{Damage, Package, PackageError, in_part};
use super::xml::XmlError;
use super::{ProblemKind, ReadLimits};
use crate::source::address::Story;

/// Reads a file.
pub(super) fn read(bytes: &[u8], limits: &ReadLimits) -> Result<Extract, PackageError> {
    let package = Package::open(bytes, &limits.package)?;
    let (mut parts, main, text) = Parts::open(package)?;
    let context = parts.context();
    if !parts::is_text(&text, context.depth) {
        return Err(PackageError::Damaged(Damage::Part));
    }
    let comments = comments(&mut parts, &context, limits);
    let sink = Sink::new(limits, comments, sections::page_area(&text));
    let mut reader = Reader { parts, context: &context, limits, sink, asides: Vec::new() };
    reader.unread_parts();
    let references = reader.references(&text);
    reader.page_headers(&references);
    let referred = reader.body(&text).map_err(|error| in_part(&main, error))?;
    reader.notes("footnotes", NoteKind::Foot, &referred);
    reader.notes("endnotes", NoteKind::End, &referred);
    reader.page_footers(&references);
    Ok(reader.finish())
}

/// The texts of the comments, by their ids.
fn comments(parts: &mut Parts<'_>, context: &Context, limits: &ReadLimits) -> FxHashMap<String, String> {
    let Some((name, text)) = parts.of_kind("comments") else { return FxHashMap::default() };
    let mut walk = Walk::new(&text, context, limits);
    let mut found: FxHashMap<String, String> = FxHashMap::default();
    let mut id = String::new();
    loop {
        match walk.next() {
            Ok(Some(Block::Begins(next))) => id = next,
            Ok(Some(Block::Paragraph(paragraph))) if !paragraph.is_blank() => {
                let text = found.entry(id.clone()).or_default();
                text.push_str(if text.is_empty() { "" } else { "\n" });
                text.push_str(&paragraph.text);
            }
            Ok(Some(_)) => {}
            Ok(None) => break,
            Err(_) => {
                parts.unread.push(name);
                break;
            }
        }
    }
    found
}

/// The reading of one file.
struct Reader<'a, 'c> {
    parts: Parts<'a>,
    context: &'c Context,
    limits: &'c ReadLimits,
    sink: Sink<'c>,
    /// Page headers that are no part of the document, which stand at the end of the view.
    asides: Vec<Block>,
}

impl Reader<'_, '_> {
    /// Tells the parts that could not be read so far.
    fn unread_parts(&mut self) {
        for part in std::mem::take(&mut self.parts.unread) {
            self.sink.unread(part);
        }
    }

    fn references(&mut self, text: &str) -> References {
        let settings = self.parts.of_kind("settings");
        let even = settings.is_some_and(|(_, text)| sections::is_switched_on(&text, "evenAndOddHeaders"));
        sections::references(text, even)
    }

    /// The body, as far as it can be read; the notes it refers to.
    fn body(&mut self, text: &str) -> Result<Referred, XmlError> {
        self.sink.begin(Story::Body);
        let mut walk = Walk::new(text, self.context, self.limits);
        loop {
            match walk.next() {
                Ok(Some(block)) => self.sink.block(block),
                Ok(None) => break,
                Err(error) if self.sink.is_empty() => return Err(error),
                Err(XmlError::TooDeep(most)) => {
                    self.sink.problem(ProblemKind::TooDeep(most));
                    break;
                }
                Err(_) => {
                    self.sink.unread("word/document.xml".to_owned());
                    break;
                }
            }
            if self.sink.is_full() {
                break;
            }
        }
        if walk.is_over() {
            self.sink.too_many();
        }
        Ok(walk.referred)
    }

    /// The blocks of a small part; those in front of an error are kept.
    fn blocks(&mut self, name: &str) -> Vec<Block> {
        let Some(text) = self.parts.text(name) else { return Vec::new() };
        let mut walk = Walk::new(&text, self.context, self.limits);
        let mut blocks = Vec::new();
        loop {
            match walk.next() {
                Ok(Some(block)) => blocks.push(block),
                Ok(None) => break,
                Err(_) => {
                    self.parts.unread.push(name.to_owned());
                    break;
                }
            }
        }
        if walk.is_over() {
            self.sink.too_many();
        }
        blocks
    }

    /// Page headers: institutions keep the identity of a procedure there, in a table or as labels with values.
    fn page_headers(&mut self, references: &References) {
        self.sink.begin(Story::Header);
        let mut seen: FxHashSet<String> = FxHashSet::default();
        for name in self.targets(&references.headers) {
            let blocks = self.blocks(&name);
            if holds_fields(&blocks) && seen.insert(texts(&blocks)) {
                for block in blocks {
                    match block {
                        Block::Paragraph(paragraph) if is_page_number(&paragraph) => self.sink.aside(paragraph),
                        block => self.sink.block(block),
                    }
                }
            } else {
                self.asides.extend(blocks);
            }
        }
        self.unread_parts();
    }

    /// The page headers that were put aside, and the footers.
    fn page_footers(&mut self, references: &References) {
        self.sink.begin(Story::Header);
        let headers = std::mem::take(&mut self.asides);
        self.aside(headers);
        self.sink.begin(Story::Footer);
        for name in self.targets(&references.footers) {
            let blocks = self.blocks(&name);
            self.aside(blocks);
        }
        self.unread_parts();
    }

    fn aside(&mut self, blocks: Vec<Block>) {
        for block in blocks {
            match block {
                Block::Paragraph(paragraph) => self.sink.aside(paragraph),
                Block::Table(table) => table.into_paragraphs(&mut |paragraph| self.sink.aside(paragraph)),
                Block::Begins(_) => {}
                block @ Block::Tells(_) => self.sink.block(block),
            }
        }
    }

    /// The names of parts, each once.
    fn targets(&self, ids: &[String]) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for name in ids.iter().filter_map(|id| self.context.targets.get(id)) {
            if !name.is_empty() && !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }

    /// The notes that the body refers to.
    fn notes(&mut self, kind: &str, of: NoteKind, referred: &Referred) {
        if !referred.iter().any(|(kind, _)| *kind == of) {
            return;
        }
        let name = self.parts.name_of(kind);
        let blocks = name.map(|name| self.blocks(&name)).unwrap_or_default();
        self.sink.begin(Story::Note);
        let mut is_shown = false;
        for block in blocks {
            match &block {
                Block::Begins(id) => is_shown = referred.contains(&(of, id.clone())),
                _ if is_shown => self.sink.block(block),
                _ => {}
            }
        }
        self.unread_parts();
    }

    fn finish(mut self) -> Extract {
        self.unread_parts();
        self.sink.draft.finish()
    }
}

/// Whether a page header holds a table, or a label with its value in a line or in a box of text.
fn holds_fields(blocks: &[Block]) -> bool {
    blocks.iter().any(|block| match block {
        Block::Paragraph(paragraph) => {
            let boxes = || paragraph.floating.iter().flat_map(|floating| &floating.items);
            let has_labels = has_label(&paragraph.text) || boxes().any(|item| has_label(&item.text));
            !is_page_number(paragraph) && has_labels
        }
        Block::Table(table) => table.has_text(),
        Block::Begins(_) | Block::Tells(_) => false,
    })
}

/// `Halaman 1 dari 3`, without a label.
fn is_page_number(paragraph: &Paragraph) -> bool {
    paragraph.has_page_number && !has_label(&paragraph.text)
}

/// All that is written in blocks, to tell whether two page headers are the same.
fn texts(blocks: &[Block]) -> String {
    let mut all = String::new();
    let mut add = |paragraph: &paragraph::Paragraph| {
        all.push_str(&paragraph.text);
        all.push('\n');
    };
    for block in blocks {
        match block {
            Block::Paragraph(paragraph) => add(paragraph),
            Block::Table(table) => table.each_paragraph(&mut add),
            Block::Begins(_) | Block::Tells(_) => {}
        }
    }
    all
}

#[cfg(test)]
mod tests;
