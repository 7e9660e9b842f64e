//! Numbers of which the program that wrote a file did not keep all digits, such as a NIP typed into a cell as a number.
//!
//! In: a document, and the model as it was filled in. Out: the values that hold such a number are unreadable: what is shown of
//! it is not what was typed. Each of the numbers is told.

use crate::document::Document as Neutral;
use crate::sop::RemarkKind;
use crate::sop::model::Document;
use crate::sop::record::{Record, SlotMut, TypeId};
use crate::sop::value::Value;
use crate::source::Span;

use super::fill::Filler;

/// Numbers that are told. Whoever sees a hundred needs no more.
const MOST_TOLD: usize = 100;

/// Makes values with such numbers unreadable and tells the numbers.
pub(super) fn mark<'a>(filler: &mut Filler<'_, 'a>, model: &mut Document<'a>) {
    let source = filler.source;
    if source.inexact().is_empty() {
        return;
    }
    for &span in source.inexact().iter().take(MOST_TOLD) {
        let number = source.view.get(span.range()).unwrap_or_default().to_owned();
        filler.remark(RemarkKind::LostDigits { number }, span, None);
    }
    record(source, model);
}

fn record(source: &Neutral<'_>, of: &mut dyn Record<'_>) {
    let fields = of.type_id().fields();
    for (number, spec) in (0_u8..).zip(fields) {
        // What is written stays what is written, for rules about words.
        if of.type_id() == TypeId::Document && spec.name == "texts" {
            continue;
        }
        match of.slot_mut(number) {
            SlotMut::One(value) => check(source, value),
            SlotMut::Many(list) => list.items.iter_mut().for_each(|value| check(source, value)),
            SlotMut::Records(list) => {
                for at in 0..list.len() {
                    if let Some(of) = list.get_mut(at) {
                        record(source, of);
                    }
                }
            }
            SlotMut::Refs(_) => {}
        }
    }
}

fn check(source: &Neutral<'_>, value: &mut Value<'_>) {
    if value.is_present() && !value.as_str().is_empty() && holds_one(source.inexact(), value.span()) {
        *value = Value::unreadable(value.span());
    }
}

/// Whether one of the numbers, which stand in order, lies in a span.
fn holds_one(numbers: &[Span], span: Span) -> bool {
    let first = numbers.partition_point(|number| number.end <= span.start);
    numbers.get(first).is_some_and(|number| number.start < span.end)
}
