//! How a document was understood: every field with its value, its text, its place and how it was found.
//!
//! In: an understood SOP. Out: tables for people, or JSON for programs. Both walk the model by its field tables, so a field
//! that is added to the model is shown without a change here.

use std::io::{self, Write};

use serde_json::{Map, Value as Json, json};
use unicode_width::UnicodeWidthStr;

use crate::engine::messages::{of_problem, of_remark};
use crate::reader::Problem;
use crate::sop::flow::Flow;
use crate::sop::meaning::Meaning;
use crate::sop::model::{Document, EdgeHow, Step};
use crate::sop::record::{FieldType, Record, Slot, TypeId};
use crate::sop::value::{How, Parsed, State, Target, Value};
use crate::sop::{Language, Sop, Vocabulary};
use crate::source::{Addresses, Lines, Span};

use super::clean::line as clean;
use super::place::{AddressJson, told};

/// One document to be shown.
pub struct Inspection<'i, 'a> {
    /// Name of the input.
    pub name: &'i str,
    /// The SOP.
    pub sop: &'i Sop<'a>,
    /// Where the pieces of its text lie, in a file that is not text.
    pub addresses: &'i Addresses,
    /// What the reader could not read of it.
    pub problems: Vec<&'i Problem>,
    /// Words.
    pub vocabulary: &'i Vocabulary,
    /// Language of labels.
    pub language: Language,
}

/// Widest column of a table with many columns.
const WIDEST: usize = 48;
/// Widest column of a list: as wide as its text.
const WIDEST_OF_LIST: usize = usize::MAX;

impl<'i, 'a> Inspection<'i, 'a> {
    fn say(&self, id: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Id => id,
            Language::En => en,
        }
    }

    fn document(&self) -> &'i Document<'a> {
        &self.sop.document
    }

    /// Writes the tables.
    ///
    /// # Errors
    /// Those of `out`.
    pub fn table(&self, out: &mut dyn Write) -> io::Result<()> {
        let places = self.places();
        writeln!(out, "{}", clean(self.name))?;
        self.fields(out, &places)?;
        self.lists(out, &places)?;
        self.steps(out, &places)?;
        self.flow(out)?;
        self.not_understood(out, &places)
    }

    fn places(&self) -> Places<'i> {
        Places { lines: Lines::new(self.sop.view), addresses: self.addresses, language: self.language }
    }

    /// The scalar fields of the document.
    fn fields(&self, out: &mut dyn Write, places: &Places<'_>) -> io::Result<()> {
        let header = [
            self.say("bidang", "field"),
            self.say("nama dalam aturan", "name in rules"),
            self.say("nilai", "value"),
            self.say("tertulis", "as written"),
            self.say("posisi", "place"),
            self.say("asal", "found by"),
        ];
        let mut rows = vec![header.map(str::to_owned).to_vec()];
        for (number, spec) in Document::FIELDS.iter().enumerate() {
            let Slot::One(value) = self.document().slot(number as u8) else { continue };
            if value.state == State::Missing && value.how == How::Derived {
                continue;
            }
            let label = self.vocabulary.field_name(TypeId::Document, number as u8, self.language);
            rows.push(vec![
                label.to_owned(),
                spec.name.to_owned(),
                self.understood(value, spec.ty),
                value.as_str().to_owned(),
                places.told(value.span()),
                self.how(value).to_owned(),
            ]);
        }
        section(out, self.say("IDENTITAS", "IDENTITY"), &rows, WIDEST)?;
        let absent =
            Document::FIELDS.iter().enumerate().filter_map(|(number, _)| match self.document().slot(number as u8) {
                Slot::One(value) if value.state == State::Missing && value.how == How::Derived => {
                    Some(self.vocabulary.field_name(TypeId::Document, number as u8, self.language))
                }
                _ => None,
            });
        let absent: Vec<&str> = absent.collect();
        if !absent.is_empty() {
            writeln!(out, "  {}: {}", self.say("tidak ditemukan", "not found"), absent.join(", "))?;
        }
        Ok(())
    }

    /// The lists of the document but for its steps.
    fn lists(&self, out: &mut dyn Write, places: &Places<'_>) -> io::Result<()> {
        for (number, _) in Document::FIELDS.iter().enumerate() {
            let name = Document::FIELDS[number].name;
            let Slot::Records(list) = self.document().slot(number as u8) else { continue };
            // Steps and ways are shown by themselves, and so is what symbols and arrows say of them.
            if list.is_empty() || ["steps", "edges", "symbols", "arrows"].contains(&name) {
                continue;
            }
            let mut rows = Vec::new();
            for at in 0..list.len() {
                let Some(record) = list.get(at) else { continue };
                rows.push(vec![format!("{}.", at + 1), self.summary(record), places.told(record.anchor())]);
            }
            let title = self.vocabulary.field_name(TypeId::Document, number as u8, self.language).to_uppercase();
            section(out, &title, &rows, WIDEST_OF_LIST)?;
        }
        Ok(())
    }

    /// The present scalar fields of an element in one line.
    fn summary(&self, record: &dyn Record<'a>) -> String {
        let ty = record.type_id();
        let mut parts = Vec::new();
        for (number, spec) in ty.fields().iter().enumerate() {
            let Slot::One(value) = record.slot(number as u8) else { continue };
            let shows = match value.state {
                // What leads nowhere says no more than the text it stands in.
                State::Present if value.parsed == Parsed::Target(Target::Dangling) => false,
                State::Present => value.how != How::Derived || matches!(value.parsed, Parsed::Enum(_)),
                State::Unreadable => true,
                State::Missing | State::Inapplicable => false,
            };
            if shows {
                let label = self.vocabulary.field_name(ty, number as u8, self.language);
                parts.push(format!("{label}: {}", self.understood(value, spec.ty)));
            }
        }
        parts.join(" · ")
    }

    fn steps(&self, out: &mut dyn Write, places: &Places<'_>) -> io::Result<()> {
        let steps = &self.document().steps;
        let label = |name: &str| {
            TypeId::Step
                .field(name)
                .map_or("", |(number, _)| self.vocabulary.field_name(TypeId::Step, number, self.language))
        };
        let names = ["number", "kind", "text", "actors", "inputs", "duration", "outputs"];
        let header = names.map(|name| label(name).to_owned());
        let mut rows = vec![[header.to_vec(), vec![self.say("posisi", "place").to_owned()]].concat()];
        // What rules call the columns, below their labels.
        rows.push(names.iter().map(|name| format!("({name})")).chain([String::new()]).collect());
        for step in &steps.items {
            rows.push(vec![
                step.number.as_str().to_owned(),
                self.field_of(step, "kind"),
                step.text.as_str().to_owned(),
                self.names(step),
                join(step.inputs.items.iter().map(|item| item.text.as_str())),
                if step.duration.is_present() {
                    step.duration.as_str().to_owned()
                } else {
                    self.field_of(step, "duration")
                },
                join(step.outputs.items.iter().map(|item| item.text.as_str())),
                places.told(step.anchor),
            ]);
        }
        if steps.items.is_empty() {
            return writeln!(out, "\n{}", self.say("tidak ada langkah yang ditemukan", "no steps were found"));
        }
        section(out, self.say("LANGKAH", "STEPS"), &rows, WIDEST)?;
        self.columns(out)
    }

    /// Which columns of the step table were found, and which of the mutu baku were not.
    fn columns(&self, out: &mut dyn Write) -> io::Result<()> {
        let document = self.document();
        for (list, name, title) in [
            (&document.step_columns, "step_columns", self.say("kolom yang dikenali", "columns that were found")),
            (&document.missing_columns, "missing_columns", self.say("kolom yang tidak ditemukan", "columns not found")),
        ] {
            let Some((_, spec)) = TypeId::Document.field(name) else { continue };
            let names: Vec<String> = list.items.iter().map(|value| self.understood(value, spec.ty)).collect();
            if !names.is_empty() {
                writeln!(out, "  {title}: {}", names.join(", "))?;
            }
        }
        Ok(())
    }

    fn field_of(&self, step: &Step<'a>, name: &str) -> String {
        let Some((number, spec)) = TypeId::Step.field(name) else { return String::new() };
        match step.slot(number) {
            Slot::One(value) => self.understood(value, spec.ty),
            _ => String::new(),
        }
    }

    fn names(&self, step: &Step<'_>) -> String {
        let actors = &self.document().actors.items;
        let mut names: Vec<&str> = step
            .actors
            .items
            .iter()
            .filter_map(|&at| actors.get(at as usize))
            .map(|actor| actor.name.as_str())
            .collect();
        if !step.actors.is_whole() {
            names.push(self.say("(tidak terbaca)", "(unreadable)"));
        }
        names.join("; ")
    }

    fn flow(&self, out: &mut dyn Write) -> io::Result<()> {
        let steps = &self.document().steps.items;
        if steps.is_empty() {
            return Ok(());
        }
        writeln!(out, "\n{}", self.say("ALUR", "FLOW"))?;
        let Flow { readable, starts, ends, .. } = &self.sop.flow;
        if !readable {
            writeln!(
                out,
                "  {}",
                self.say(
                    "tidak terbaca seluruhnya; aturan alur tidak diputuskan",
                    "not read whole; flow rules are undecided"
                )
            )?;
        }
        let number = |at: u32| steps.get(at as usize).map_or("?", |step| step.number.as_str());
        let list = |all: &[u32]| all.iter().map(|&at| number(at)).collect::<Vec<_>>().join(", ");
        writeln!(
            out,
            "  {}: {} · {}: {}",
            self.say("mulai", "start"),
            list(starts),
            self.say("selesai", "end"),
            list(ends)
        )?;
        for edge in &self.document().edges.items {
            let from = edge.from.element().map_or("?", |at| number(at as u32));
            let to = match edge.to.element() {
                Some(at) => number(at as u32).to_owned(),
                None if edge.to.as_str().is_empty() && matches!(edge.ends.parsed, Parsed::Bool(true)) => {
                    self.say("selesai", "end").to_owned()
                }
                None => clean(edge.to.as_str()).into_owned(),
            };
            let how = match edge.how.code().and_then(EdgeHow::from_code) {
                Some(EdgeHow::Implied) => self.say(" (menurut urutan)", " (by order)"),
                _ => "",
            };
            let label =
                if edge.label.is_present() { format!(" [{}]", clean(edge.label.as_str())) } else { String::new() };
            let lost = match edge.to.parsed {
                Parsed::Target(Target::Dangling) => self.say("  ← tidak ada langkah itu", "  ← no such step"),
                Parsed::Target(Target::Ambiguous) => self.say("  ← lebih dari satu langkah", "  ← more than one step"),
                _ => "",
            };
            writeln!(out, "  {from} → {to}{label}{how}{lost}")?;
        }
        Ok(())
    }

    fn not_understood(&self, out: &mut dyn Write, places: &Places<'_>) -> io::Result<()> {
        let problems = self.problems.iter().map(|problem| (problem.span, of_problem(problem, self.language)));
        let remarks = self.sop.remarks.iter().map(|remark| (remark.span, of_remark(remark, self.language)));
        let mut all: Vec<_> = problems.chain(remarks).collect();
        if all.is_empty() {
            return Ok(());
        }
        all.sort_by_key(|(span, _)| *span);
        writeln!(out, "\n{}", self.say("TIDAK DIPAHAMI", "NOT UNDERSTOOD"))?;
        for (span, message) in all {
            writeln!(out, "  {} {}: {}", places.told(span), message.id, clean(&message.text))?;
        }
        Ok(())
    }

    /// What a value means, or its state.
    fn understood(&self, value: &Value<'_>, ty: FieldType) -> String {
        Meaning { vocabulary: self.vocabulary, language: self.language }.of(value, ty)
    }

    fn how(&self, value: &Value<'_>) -> &'static str {
        let (id, en) = match value.how {
            How::Key => ("kunci", "key"),
            How::TableHeader => ("kepala kolom", "column header"),
            How::Heading => ("judul", "heading"),
            How::Position => ("letak", "position"),
            How::Shape => ("gambar", "drawing"),
            How::Fallback => ("pengganti", "stand-in"),
            How::Derived => ("disimpulkan", "derived"),
            How::Project => ("data proyek", "project data"),
        };
        match self.language {
            Language::Id => id,
            Language::En => en,
        }
    }

    /// The document as JSON: every field of the model with its state, text, meaning, place and origin.
    #[must_use]
    pub fn json(&self) -> Json {
        let places = self.places();
        let problems = self.problems.iter().map(|problem| (problem.span, of_problem(problem, self.language)));
        let remarks = self.sop.remarks.iter().map(|remark| (remark.span, of_remark(remark, self.language)));
        let not_understood: Vec<Json> = problems
            .chain(remarks)
            .map(|(span, message)| json!({"id": message.id, "message": message.text, "place": places.json(span)}))
            .collect();
        json!({
            "schema": "soplint-inspect-v1",
            "path": self.name,
            "document": self.record(&places, self.document()),
            "not_understood": not_understood,
        })
    }

    fn record(&self, places: &Places<'_>, record: &dyn Record<'a>) -> Json {
        let mut fields = Map::new();
        for (number, spec) in record.type_id().fields().iter().enumerate() {
            // All texts together are the file itself.
            if spec.name == "texts" {
                continue;
            }
            let field = match record.slot(number as u8) {
                Slot::One(value) => self.scalar(places, value, spec.ty),
                Slot::Many(list) => {
                    json!(list.items.iter().map(|value| self.scalar(places, value, spec.ty)).collect::<Vec<_>>())
                }
                Slot::Records(list) => {
                    let records = (0..list.len()).filter_map(|at| list.get(at));
                    json!(records.map(|record| self.record(places, record)).collect::<Vec<_>>())
                }
                Slot::Refs(_, list) => json!(list.items.iter().map(|at| at + 1).collect::<Vec<_>>()),
            };
            fields.insert(spec.name.to_owned(), field);
        }
        Json::Object(fields)
    }

    fn scalar(&self, places: &Places<'_>, value: &Value<'_>, ty: FieldType) -> Json {
        if value.state == State::Missing && value.how == How::Derived {
            return json!({"state": "missing"});
        }
        json!({
            "state": value.state,
            "text": value.as_str(),
            "value": machine(value, ty),
            "how": value.how,
            "confidence": value.confidence,
            "place": places.json(value.span()),
        })
    }
}

/// What a value means, in words that are never translated.
fn machine(value: &Value<'_>, ty: FieldType) -> Json {
    match (&value.parsed, ty) {
        (Parsed::Enum(code), FieldType::Enum(spec) | FieldType::Enums(spec)) => json!(spec.values.get(*code as usize)),
        (Parsed::Int(number), _) => json!(number),
        (Parsed::Bool(value), _) => json!(value),
        (Parsed::Date(date), _) => {
            json!({"form": date.form.name(), "date": date.calendar().map(crate::sop::date::Day::to_iso)})
        }
        (Parsed::Duration(duration), _) => json!({
            "form": duration.form.name(),
            "basis": duration.basis.map(crate::sop::duration::Basis::name),
        }),
        (Parsed::Target(Target::Element(at)), _) => json!(at + 1),
        (Parsed::Target(Target::Dangling), _) => json!("dangling"),
        (Parsed::Target(Target::Ambiguous), _) => json!("ambiguous"),
        (Parsed::Target(Target::Outside), _) => json!("outside"),
        (Parsed::Version(_) | Parsed::Nothing | Parsed::Enum(_), _) => Json::Null,
    }
}

/// What turns spans into places.
struct Places<'i> {
    lines: Lines<'i>,
    addresses: &'i Addresses,
    language: Language,
}

impl Places<'_> {
    /// For people: the address, or line and column.
    fn told(&self, span: Span) -> String {
        if let Some(address) = self.addresses.of(span) {
            return told(address, self.language);
        }
        let position = self.lines.position(span.start);
        format!("{}:{}", position.line, position.column)
    }

    /// For programs: the address, or where it starts and ends.
    fn json(&self, span: Span) -> Json {
        if let Some(address) = self.addresses.of(span) {
            return json!({"address": AddressJson::from(address)});
        }
        let end = |offset: u32| {
            let position = self.lines.position(offset);
            json!({"line": position.line, "column": position.column, "byte": offset})
        };
        json!({"start": end(span.start), "end": end(span.end)})
    }
}

fn join<'t>(texts: impl Iterator<Item = &'t str>) -> String {
    texts.collect::<Vec<_>>().join("; ")
}

/// A titled table with columns as wide as they need to be.
fn section(out: &mut dyn Write, title: &str, rows: &[Vec<String>], widest: usize) -> io::Result<()> {
    writeln!(out, "\n{title}")?;
    let cells: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|cell| cut(cell, widest)).collect()).collect();
    let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| cells.iter().filter_map(|row| row.get(at)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for row in cells {
        let mut line = String::from(" ");
        for (cell, width) in row.iter().zip(&widths) {
            line.push(' ');
            line.push_str(cell);
            line.push_str(&" ".repeat(width - cell.width() + 1));
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A cell on one line, cut when it is too wide.
fn cut(cell: &str, widest: usize) -> String {
    let line = clean(cell).split_whitespace().collect::<Vec<_>>().join(" ");
    if line.width() <= widest {
        return line;
    }
    let mut cut = String::new();
    for character in line.chars() {
        if cut.width() + 2 > widest {
            break;
        }
        cut.push(character);
    }
    format!("{}…", cut.trim_end())
}
