//! What must hold for a document as it was understood: all places lie in the view, all references lead to something.

use std::sync::LazyLock;

use soplint::document::Document;
use soplint::sop::flow::Flow;
use soplint::sop::record::{FieldType, Record, Slot, TypeId};
use soplint::sop::value::Value;
use soplint::sop::{Sop, Vocabulary, understand};

use super::invariants::{assert_in_view, assert_located};

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| Vocabulary::shipped().expect("the vocabulary"));

/// Understands a document and checks all of its model.
pub fn assert_understood(document: &Document<'_>) {
    let sop = understand(document, &VOCABULARY);
    let is_whole = document.nodes().all(|node| node.complete);
    assert!(is_whole || sop.incomplete, "something was cut off, and the SOP is said to be whole");
    assert_record(&sop, &sop.document);
    for remark in &sop.remarks {
        assert_in_view(remark.span, sop.view);
        remark.other.iter().for_each(|span| assert_in_view(*span, sop.view));
    }
    assert_flow(&sop.flow, sop.document.steps.items.len());
}

fn assert_record<'a>(sop: &Sop<'a>, record: &dyn Record<'a>) {
    assert_in_view(record.anchor(), sop.view);
    for (number, spec) in record.type_id().fields().iter().enumerate() {
        match record.slot(number as u8) {
            Slot::One(value) => assert_value(sop, value, spec.ty),
            Slot::Many(list) => {
                assert_in_view(list.near, sop.view);
                list.items.iter().for_each(|value| assert_value(sop, value, spec.ty));
            }
            Slot::Records(list) => {
                assert_in_view(list.near(), sop.view);
                (0..list.len()).filter_map(|at| list.get(at)).for_each(|record| assert_record(sop, record));
            }
            Slot::Refs(ty, list) => {
                assert_in_view(list.near, sop.view);
                let count = elements(sop, ty).unwrap_or(u32::MAX);
                assert!(list.items.iter().all(|at| *at < count), "{} leads to no {ty:?}", spec.name);
            }
        }
    }
}

fn assert_value<'a>(sop: &Sop<'a>, value: &Value<'a>, ty: FieldType) {
    assert_located(&value.text, sop.view);
    if let (Some(at), FieldType::Ref(ty)) = (value.element(), ty) {
        assert!(elements(sop, ty).is_none_or(|count| at < count as usize), "{value:?} leads to no {ty:?}");
    }
}

/// How many elements of a type the document has, when it has a list of them.
fn elements(sop: &Sop<'_>, ty: TypeId) -> Option<u32> {
    let fields = TypeId::Document.fields();
    let at = fields.iter().position(|spec| matches!(spec.ty, FieldType::Records(of) if of == ty))?;
    match sop.document.slot(at as u8) {
        Slot::Records(list) => Some(list.len() as u32),
        _ => None,
    }
}

fn assert_flow(flow: &Flow, steps: usize) {
    let all = [&flow.starts, &flow.ends, &flow.broken].into_iter().chain(&flow.next);
    assert!(all.flatten().all(|at| (*at as usize) < steps), "the flow leads to a step that is not there: {flow:?}");
    let per_step = [flow.next.len(), flow.reachable.len(), flow.can_finish.len()];
    assert_eq!(per_step, [steps; 3], "the flow knows other steps than the document");
}
