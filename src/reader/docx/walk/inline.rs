//! What stands in a line: text, signs, fields, changes, comments, and what is not read.
//!
//! In: the start of an element that is no block. Out: text and notes in the paragraph that is open.

use super::super::fields::{FormField, shows_page};
use super::super::paragraph::{OpenParagraph, What};
use super::super::properties::RunProperties;
use super::super::symbols;
use super::{Open, Walk};
use crate::document::drawing::Form;
use crate::reader::drawing::item::{Body, Item};
use crate::reader::drawing::word;
use crate::reader::xml::{Element, Token, XmlError};

/// Kinds of notes below the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::reader::docx) enum NoteKind {
    /// At the foot of the page.
    Foot,
    /// At the end of the document.
    End,
}

impl<'x> Walk<'x, '_> {
    pub(super) fn inline(&mut self, element: &Element<'x>) -> Result<(), XmlError> {
        match element.name() {
            // In a run of text, and in a run of a formula.
            "t" => {
                let text = self.xml.text()?;
                self.push_written(&text);
            }
            "tab" | "ptab" => self.sign("\t"),
            "br" | "cr" => self.sign("\n"),
            "noBreakHyphen" => self.sign("-"),
            "sym" | "symEx" => self.symbol(element),
            "instrText" => self.instruction()?,
            "fldChar" => self.field_sign(element)?,
            "fldSimple" => {
                let shows = element.attribute("instr").is_some_and(|instruction| shows_page(&instruction));
                self.mark_page_number(shows);
                self.open.push(Open::Through);
            }
            "delText" | "delInstrText" => self.xml.skip()?,
            "ins" | "moveTo" => {
                let start = self.paragraph.as_ref().map_or(0, |paragraph| paragraph.text.len());
                self.open.push(Open::Inserted(start));
            }
            "del" | "moveFrom" => {
                self.xml.skip()?;
                self.note_here(What::Change);
            }
            "commentRangeStart" | "commentReference" => {
                self.comment(element);
                self.open.push(Open::Through);
            }
            "footnoteReference" => self.refer(NoteKind::Foot, element),
            "endnoteReference" => self.refer(NoteKind::End, element),
            "drawing" | "pict" => self.drawing(element)?,
            "altChunk" | "object" | "control" | "subDoc" => self.unread(element)?,
            _ => self.open.push(Open::Through),
        }
        Ok(())
    }

    /// The paragraph that is open. Text between paragraphs, which no program writes, gets one of its own.
    fn here(&mut self) -> &mut OpenParagraph {
        let next = &mut self.next;
        let is_outside = self.tables.is_empty();
        self.paragraph.get_or_insert_with(|| {
            let number = *next;
            *next += u32::from(is_outside);
            OpenParagraph::new(number)
        })
    }

    /// Adds text that is seen, unless it is hidden, belongs to an instruction, or tells what is to be entered.
    pub(super) fn push_text(&mut self, text: &str) {
        if text.is_empty() || self.placeholders > 0 || self.fields.hold(text) {
            return;
        }
        self.gained += 1;
        let run = self.run.style.clone();
        let RunProperties { is_hidden, is_bold, .. } = self.run;
        let styles = &self.context.styles;
        let here = self.here();
        let is_hidden = is_hidden.unwrap_or_else(|| styles.hides(here.properties.style.as_deref(), run.as_deref()));
        if is_hidden {
            let end = here.text.len();
            if !text.trim().is_empty() {
                here.note(end, What::Hidden);
            }
            return;
        }
        if !text.trim().is_empty() && !here.has_light_text {
            let by_style = || styles.emboldens(here.properties.style.as_deref(), run.as_deref());
            here.has_light_text = !is_bold.unwrap_or_else(by_style);
        }
        here.text.push_str(text);
    }

    /// Adds text as it is written, which may stand for signs in the font of its run.
    fn push_written(&mut self, text: &str) {
        match self.run.font.as_deref().and_then(|font| symbols::translated(font, text)) {
            Some(signs) => self.push_text(&signs),
            None => self.push_text(text),
        }
    }

    /// Adds what an element without content stands for.
    fn sign(&mut self, text: &str) {
        self.push_text(text);
        self.open.push(Open::Through);
    }

    fn symbol(&mut self, element: &Element<'_>) {
        let code = element.attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        let font = element.attribute("font").unwrap_or_default();
        let sign = code.map_or(' ', |code| symbols::character(&font, code));
        let mut bytes = [0; 4];
        self.push_text(sign.encode_utf8(&mut bytes));
        self.open.push(Open::Through);
    }

    fn instruction(&mut self) -> Result<(), XmlError> {
        let text = self.xml.text()?;
        self.mark_page_number(shows_page(&text));
        Ok(())
    }

    fn mark_page_number(&mut self, shows: bool) {
        if let (true, Some(paragraph)) = (shows, &mut self.paragraph) {
            paragraph.has_page_number = true;
        }
    }

    /// A sign of a field, with the state of a box or a list of a form that has no result of its own (17.16.17).
    fn field_sign(&mut self, element: &Element<'_>) -> Result<(), XmlError> {
        let sign = element.attribute("fldCharType").unwrap_or_default();
        let form = FormField::read(&mut self.xml)?;
        if let Some(text) = form.text() {
            self.push_text(&text);
        }
        self.fields.sign(&sign);
        Ok(())
    }

    pub(super) fn end_insertion(&mut self, start: usize) {
        if let Some(paragraph) = self.paragraph.as_mut().filter(|paragraph| paragraph.text.len() > start) {
            paragraph.note(start, What::Change);
        }
    }

    fn comment(&mut self, element: &Element<'_>) {
        let id = element.attribute("id").unwrap_or_default().into_owned();
        if self.comments.insert(id.clone()) {
            self.note_here(What::Comment(id));
        }
    }

    /// Tells something of the end of the text so far.
    fn note_here(&mut self, what: What) {
        match &mut self.paragraph {
            Some(paragraph) => {
                let end = paragraph.text.len();
                paragraph.note(end, what);
            }
            None => self.tell(what),
        }
    }

    /// What floats over the text, anchored here. Beyond the limit the rest is passed over once that is known.
    fn drawing(&mut self, element: &Element<'_>) -> Result<(), XmlError> {
        if self.shapes_are_cut {
            return self.xml.skip();
        }
        let found = word::read(&mut self.xml, element.name(), &mut self.shapes_left)?;
        self.gained += found.len();
        self.shapes_are_cut = found.iter().any(|floating| floating.is_cut);
        for name in found.iter().flat_map(|floating| &floating.items).filter_map(unread_object) {
            self.note_here(What::Unread(name));
        }
        if !found.is_empty() {
            self.here().floating.extend(found);
        }
        Ok(())
    }

    fn refer(&mut self, kind: NoteKind, element: &Element<'_>) {
        let id = element.attribute("id").unwrap_or_default().into_owned();
        self.referred.insert((kind, id));
        self.open.push(Open::Through);
    }

    /// Something that is not read: the text of another file, an object of another program.
    fn unread(&mut self, element: &Element<'_>) -> Result<(), XmlError> {
        let mut id = element.attribute("id").map(String::from);
        let outside = self.xml.depth().saturating_sub(1);
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Some(Token::Start(inner)) if matches!(inner.name(), "OLEObject" | "control") => {
                    id = inner.attribute("id").map(String::from).or(id);
                }
                Some(_) => {}
                None => break,
            }
        }
        let part = id.and_then(|id| self.context.targets.get(&id).cloned());
        let part = part.filter(|part| !part.is_empty()).unwrap_or_else(|| element.name().to_owned());
        self.gained += 1;
        self.note_here(What::Unread(part));
        Ok(())
    }
}

/// The name of an object of which only the place is known: a chart, a diagram.
fn unread_object(item: &Item) -> Option<String> {
    match &item.body {
        Body::Shape { form: Form::Other(form), .. } if &**form == "graphicFrame" => Some(item.name.to_string()),
        _ => None,
    }
}
