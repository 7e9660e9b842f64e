//! Page headers and footers of sheets, as they come into the draft.
//!
//! In: the texts that are printed around the sheets of a file. Out: a paragraph for each header that holds a label with its value;
//! other headers and footers are in the view alone. What several sheets have is taken once.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::super::draft::Draft;
use super::{Budget, tidy};
use crate::document::NodeKind;
use crate::source::Address;
use crate::source::address::Story;

/// The page headers and footers of a file so far.
#[derive(Debug, Default)]
pub(in super::super) struct Printed {
    texts: FxHashSet<String>,
}

impl Printed {
    /// Writes a header or footer of a sheet; `holds_field` says whether it holds a label with its value.
    pub(in super::super) fn write(
        &mut self,
        (draft, budget): (&mut Draft, &mut Budget),
        (sheet, story): (&Arc<str>, Story),
        text: &str,
        holds_field: bool,
    ) {
        let text = tidy(text);
        if !budget.has_room(draft, &text) || !self.texts.insert(text.to_string()) {
            return;
        }
        let address = Address::Page { sheet: Arc::clone(sheet), story };
        if holds_field && story == Story::Header {
            draft.leaf(NodeKind::Paragraph, &text, address);
        } else {
            draft.aside(&text, address);
        }
    }
}

/// `Nomor: SOP-1`, a label with its value.
pub(in super::super) fn is_field(line: &str) -> bool {
    line.split_once(':')
        .is_some_and(|(label, value)| label.contains(char::is_alphabetic) && value.contains(char::is_alphanumeric))
}
