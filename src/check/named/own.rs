//! `self-reference`: an SOP that names itself among its related SOPs.
//!
//! *What it checks*: the references of one list against the number and the title of the document. *Why it matters*: who
//! follows the reference is where he was; usually another SOP was meant. *Parameters*: `of` (a list of references, else
//! `related`). *Example*: `check: self-reference`. The number or the title that is meant is shown beside the finding.

use crate::check::evidence::value_read;
use crate::check::paths::label;
use crate::check::walk::{elements, logical};
use crate::check::{Judge, Outcome, Read, Specials};
use crate::rule::named::Named;
use crate::sop::record::{Record, Slot, TypeId};
use crate::sop::value::Value;

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, named: &Named) -> Outcome {
    let Some(path) = named.of() else { return Outcome::NotApplicable };
    let (document, names) = (&judge.subject.sop.document, &judge.memo.names);
    let number = Some(&document.number).filter(|value| value.is_present());
    let number = number.map(|value| names.number(judge.run, value.as_str()));
    let title = Some(&document.title).filter(|value| value.is_present());
    let title = title.map(|value| names.title(judge.run, value.as_str()));
    if number.is_none() && title.is_none() {
        return Outcome::NotApplicable;
    }
    let mut outcome = Outcome::NotApplicable;
    let mut own = Vec::new();
    elements(&judge.env, document, &path.fields, &mut Vec::new(), &mut |element, trail| {
        let Some(text) = present(element, "text") else { return };
        outcome = outcome.and(Outcome::Pass);
        let named = present(element, "subject").unwrap_or(text);
        let is_number = present(element, "number").map(|value| names.number(judge.run, value.as_str()));
        let same_number = is_number.is_some() && is_number == number;
        if same_number || Some(names.title(judge.run, named.as_str())) == title {
            let written = format!("{}.text", logical(path, trail));
            let read = value_read(judge.subject.sop.view, text, &written, label(&judge.env, path));
            own.push(vec![read, identity(judge, if same_number { "number" } else { "title" })]);
        }
    });
    for reads in own {
        judge.report(reads, &Specials::default());
        outcome = Outcome::Finding;
    }
    outcome
}

/// The field of the document by which it was named.
fn identity(judge: &Judge<'_, '_, '_>, field: &str) -> Read {
    let document = &judge.subject.sop.document;
    let value = if field == "number" { &document.number } else { &document.title };
    let (vocabulary, language) = (judge.run.vocabulary, judge.run.language);
    let named = TypeId::Document.field(field);
    let label = named.map_or("", |(number, _)| vocabulary.field_name(TypeId::Document, number, language));
    value_read(judge.subject.sop.view, value, field, label)
}

/// A field of an element that says something.
fn present<'m, 'a>(element: &'m dyn Record<'a>, field: &str) -> Option<&'m Value<'a>> {
    let (number, _) = element.type_id().field(field)?;
    match element.slot(number) {
        Slot::One(value) if value.is_present() => Some(value),
        _ => None,
    }
}
