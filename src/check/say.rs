//! Fills the placeholders of messages.
//!
//! In: a checked template and the element a rule spoke about. Out: the message in the template's language. Values are
//! printed as written; days, enum values and lengths in the words of the language of the run.

use super::Specials;
use super::eval::{Datum, datum, leaf_value};
use super::paths::{Env, Leaf, visit};
use crate::rule::expression::Term;
use crate::rule::message::{Part, Special, Template, thousandths};
use crate::rule::path::{Path, Root, Type};
use crate::sop::Language;
use crate::sop::record::{FieldType, Record, Slot, TypeId};
use crate::sop::value::{Parsed, Value};

/// What is printed for a value that is not there.
const NOTHING: &str = "–";
/// Elements of a list that are printed.
const MOST_ELEMENTS: usize = 5;
/// Characters of a value that are printed.
const LONGEST: usize = 80;
/// Characters that are printed of what no document says, but the registry or the project.
const LONGEST_KNOWN: usize = 240;

/// Fills a message.
#[must_use]
pub fn fill(template: &Template, env: &Env<'_, '_>, specials: &Specials) -> String {
    let mut message = String::new();
    for part in &template.parts {
        match part {
            Part::Text(text) | Part::Param(text) => message.push_str(text),
            Part::Special(special) => message.push_str(&shortened(specials.get(*special))),
            Part::Value(term, ty) => message.push_str(&printed(env, term, *ty)),
            Part::Optional(before, term, ty, behind) => message.push_str(&optional(env, before, (term, *ty), behind)),
        }
    }
    message
}

/// Fills a message but for what only another document can tell: the texts around those holes.
#[must_use]
pub fn fill_around(template: &Template, env: &Env<'_, '_>, specials: &Specials) -> Vec<String> {
    let mut around = vec![String::new()];
    for part in &template.parts {
        let last = around.last_mut().expect("internal: never empty");
        match part {
            Part::Text(text) | Part::Param(text) => last.push_str(text),
            Part::Special(Special::Near | Special::Problem) => around.push(String::new()),
            Part::Value(term, _) if is_of_other(term) => around.push(String::new()),
            Part::Special(special) => last.push_str(&shortened(specials.get(*special))),
            Part::Value(term, ty) => last.push_str(&printed(env, term, *ty)),
            Part::Optional(before, term, ty, behind) => last.push_str(&optional(env, before, (term, *ty), behind)),
        }
    }
    around
}

/// A value with what stands around it, or nothing.
fn optional(env: &Env<'_, '_>, before: &str, (term, ty): (&Term, Type), behind: &str) -> String {
    let shown = printed(env, term, ty);
    if shown == NOTHING { String::new() } else { format!("{before}{shown}{behind}") }
}

/// Fills a message about what stands in no document: only what its check tells can be printed.
#[must_use]
pub fn fill_told(template: &Template, near: &str, problem: &str) -> String {
    let parts = template.parts.iter().map(|part| match part {
        Part::Text(text) | Part::Param(text) => text.clone(),
        Part::Special(Special::Near) => shortened(near),
        Part::Special(Special::Problem | Special::Found) => shortened(problem),
        Part::Optional(..) => String::new(),
        Part::Special(Special::Field | Special::Term | Special::Better) | Part::Value(..) => NOTHING.to_owned(),
    });
    parts.collect()
}

/// What stands for the nearest name where none is near.
#[must_use]
pub fn near_or_none(near: &str, language: Language) -> &str {
    match (near, language) {
        ("", Language::Id) => "tidak ada yang mirip",
        ("", Language::En) => "none is near",
        (near, _) => near,
    }
}

/// What a check of the archive puts into the holes of a message, in their order.
pub fn told<'t>(template: &'t Template, near: &'t str, problem: &'t str) -> impl Iterator<Item = &'t str> {
    template.parts.iter().filter_map(move |part| match part {
        Part::Special(Special::Near) => Some(near),
        Part::Special(Special::Problem) => Some(problem),
        _ => None,
    })
}

/// What this element puts into the holes of another's message.
#[must_use]
pub fn others(template: &Template, env: &Env<'_, '_>) -> Vec<String> {
    let holes = template.parts.iter().filter_map(|part| match part {
        Part::Value(term, ty) if is_of_other(term) => Some(shortened(&value(env, term, *ty))),
        _ => None,
    });
    holes.collect()
}

fn is_of_other(term: &Term) -> bool {
    matches!(term, Term::Path(path) if path.root == Root::Other)
}

/// A text on one line, cut when it is long.
#[must_use]
pub fn shortened(text: &str) -> String {
    cut(text, LONGEST)
}

fn cut(text: &str, longest: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= longest {
        return line;
    }
    let cut: String = line.chars().take(longest - 1).collect();
    format!("{}…", cut.trim_end())
}

fn printed(env: &Env<'_, '_>, term: &Term, ty: Type) -> String {
    let known = matches!(term, Term::Path(path) if path.into_project().is_some_and(|(_, at)| at < path.fields.len()));
    cut(&value(env, term, ty), if known { LONGEST_KNOWN } else { LONGEST })
}

fn value(env: &Env<'_, '_>, term: &Term, ty: Type) -> String {
    if let Term::Path(path) = term {
        return path_value(env, path);
    }
    datum(env, term).map_or_else(|_| NOTHING.to_owned(), |value| shown(env, value, ty))
}

fn path_value(env: &Env<'_, '_>, path: &Path) -> String {
    let mut texts = Vec::new();
    visit(env, path, &mut |leaf| {
        texts.push(match leaf {
            Leaf::Value(value) if path.facet.is_some() => {
                let datum = leaf_value(value, path);
                datum.map_or_else(|_| NOTHING.to_owned(), |datum| shown(env, datum, path.ty))
            }
            Leaf::Value(value) => scalar(env, value, path),
            Leaf::Record(record, _) => match name_slot(record.type_id()).map(|field| record.slot(field)) {
                Some(Slot::One(value)) => value.as_str().to_owned(),
                _ => NOTHING.to_owned(),
            },
        });
    });
    match texts.len() {
        0 => NOTHING.to_owned(),
        count if count > MOST_ELEMENTS => format!("{}, …", texts[..MOST_ELEMENTS].join(", ")),
        _ => texts.join(", "),
    }
}

/// A value as written, or what it means where the text alone would not do.
fn scalar(env: &Env<'_, '_>, value: &Value<'_>, path: &Path) -> String {
    let language = env.run.language;
    match &value.parsed {
        Parsed::Enum(code) => {
            let spec = match path.last().map(|(ty, field)| ty.fields()[field as usize].ty) {
                Some(FieldType::Enum(spec) | FieldType::Enums(spec)) => spec,
                _ => return NOTHING.to_owned(),
            };
            env.run.vocabulary.value_name(spec, *code, language).to_owned()
        }
        Parsed::Int(number) => number.to_string(),
        Parsed::Date(date) => {
            date.calendar().map_or_else(|| written(value), |day| day.describe(language, &env.run.vocabulary.dates))
        }
        Parsed::Duration(duration) if value.as_str().is_empty() => duration
            .upper()
            .map_or_else(|| NOTHING.to_owned(), |length| length.describe(language, &env.run.vocabulary.time)),
        _ => written(value),
    }
}

fn written(value: &Value<'_>) -> String {
    if value.as_str().is_empty() { NOTHING.to_owned() } else { value.as_str().to_owned() }
}

fn shown(env: &Env<'_, '_>, value: Datum<'_>, ty: Type) -> String {
    let (language, words) = (env.run.language, &env.run.vocabulary.time);
    match value {
        Datum::Text(text) => text.to_owned(),
        Datum::Lower(text) => text.to_lowercase(),
        Datum::Number(number) => thousandths(number),
        Datum::Bool(value) => value.to_string(),
        Datum::Enum(code) => match ty {
            Type::Enum(spec) => spec.values.get(code as usize).copied().unwrap_or(NOTHING).to_owned(),
            _ => NOTHING.to_owned(),
        },
        Datum::Date(day) => day.describe(language, &env.run.vocabulary.dates),
        Datum::Length(length) => length.describe(language, words),
        Datum::Version(_) => NOTHING.to_owned(),
        Datum::Record(ty, at) => match env.follow(ty, at as usize).map(|record| (record, name_slot(ty))) {
            Some((record, Some(field))) => match record.slot(field) {
                Slot::One(value) => value.as_str().to_owned(),
                _ => NOTHING.to_owned(),
            },
            _ => NOTHING.to_owned(),
        },
    }
}

/// The text an element is recognised by when it has moved: of a step what is done, not its number. A document has its title,
/// which its report knows.
pub(super) fn recognised_by<'m>(element: &'m dyn Record<'_>) -> &'m str {
    let ty = element.type_id();
    let field = match ty {
        TypeId::Document => None,
        TypeId::Step => ty.field("text").map(|(number, _)| number),
        _ => name_slot(ty),
    };
    match field.map(|field| element.slot(field)) {
        Some(Slot::One(value)) => value.as_str(),
        _ => "",
    }
}

/// The field that stands for an element in a message.
fn name_slot(ty: TypeId) -> Option<u8> {
    let name = match ty {
        TypeId::Step | TypeId::Revision => "number",
        TypeId::Actor | TypeId::Position | TypeId::Unit | TypeId::Regulation => "name",
        TypeId::Approval => "position",
        TypeId::Edge => "label",
        TypeId::Document | TypeId::Imprint | TypeId::Section => "title",
        TypeId::Item | TypeId::Reference | TypeId::Label | TypeId::Mention | TypeId::Unseen => "text",
        TypeId::Symbol => "form",
        TypeId::Arrow => "heads",
    };
    ty.field(name).map(|(number, _)| number)
}
