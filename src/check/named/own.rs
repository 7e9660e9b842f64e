//! `self-reference`: an SOP that names itself among its related SOPs.
//!
//! *What it checks*: the references of one list against the number and the title of the document. *Why it matters*: who
//! follows the reference is where he was; usually another SOP was meant. *Parameters*: `of` (a list of references, else
//! `related`). *Example*: `check: self-reference`.

use crate::check::evidence::value_read;
use crate::check::paths::label;
use crate::check::walk::{elements, logical};
use crate::check::{Judge, Outcome, Specials};
use crate::rule::named::Named;
use crate::sop::record::{Record, Slot};
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
        if is_number.is_some() && is_number == number || Some(names.title(judge.run, named.as_str())) == title {
            let written = format!("{}.text", logical(path, trail));
            own.push(value_read(judge.subject.sop.view, text, &written, label(&judge.env, path)));
        }
    });
    for read in own {
        judge.report(vec![read], &Specials::default());
        outcome = Outcome::Finding;
    }
    outcome
}

/// A field of an element that says something.
fn present<'m, 'a>(element: &'m dyn Record<'a>, field: &str) -> Option<&'m Value<'a>> {
    let (number, _) = element.type_id().field(field)?;
    match element.slot(number) {
        Slot::One(value) if value.is_present() => Some(value),
        _ => None,
    }
}
