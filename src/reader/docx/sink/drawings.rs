//! What floats over the text → shapes and drawings of the draft.
//!
//! In: what is anchored in the cells of a table or in a paragraph. Out: drawings on the grid of that table, or beside the text;
//! a lone box of text beside the text is a paragraph like those around it.

use super::Sink;
use crate::document::{NodeId, NodeKind};
use crate::reader::docx::layout::{Hosted, Layout, beside_text};
use crate::reader::docx::paragraph::has_label;
use crate::reader::drawing::item::{Body, Item};
use crate::reader::drawing::word::Floating;
use crate::reader::drawing::{self, Page};
use crate::source::Address;

impl Sink<'_> {
    /// Adds what floats over a table, and what is anchored above it and lies on it.
    pub(super) fn draw_on(&mut self, grid: NodeId, layout: Layout, floating: Vec<Hosted>, above: Vec<Floating>) {
        let page = self.page;
        let mut placed = Vec::new();
        let mut sort = |result| match result {
            Ok(found) => placed.push(found),
            Err(loose) => self.above.push(loose),
        };
        floating.into_iter().for_each(|hosted| sort(layout.place(hosted, page)));
        let own = placed.len();
        let mut sort = |result| match result {
            Ok(found) => placed.push(found),
            Err(loose) => self.above.push(loose),
        };
        above.into_iter().for_each(|floating| sort(layout.place_from_above(floating, page)));
        let rows_are_sure = layout.rows_are_sure && placed.len() == own;
        let Layout { columns, rows, .. } = layout;
        self.draw(Page { grid: Some(grid), sheet: None, columns, rows, rows_are_sure }, placed);
    }

    /// Adds what is anchored in the last paragraph and lies beside the text. A box of text is text.
    pub(super) fn draw_above(&mut self) {
        let (mut placed, page) = (Vec::new(), self.page);
        for floating in std::mem::take(&mut self.above) {
            match running_text(&floating) {
                Some(item) if self.admits(item.text.len()) => {
                    self.draft.leaf(NodeKind::Paragraph, item.text.trim(), address(item));
                }
                Some(_) => {}
                None => placed.push(beside_text(floating, page)),
            }
        }
        if !placed.is_empty() {
            let page = Page { grid: None, sheet: None, columns: Vec::new(), rows: Vec::new(), rows_are_sure: false };
            self.draw(page, placed);
        }
    }

    fn draw(&mut self, page: Page, mut placed: Vec<drawing::Placed>) {
        /// EMU beyond which nothing is told apart; no page is a thousandth as wide.
        const FAR: i64 = 1 << 40;
        for placed in &mut placed {
            (placed.x, placed.y) = (placed.x.clamp(-FAR, FAR), placed.y.clamp(-FAR, FAR));
        }
        let items = || placed.iter().flat_map(|placed| &placed.floating.items);
        self.nodes += items().count();
        let length = items().map(|item| item.text.len() + item.name.len() + 1).sum();
        if self.admits(length) {
            drawing::place(&mut self.draft, page, placed);
        }
    }
}

/// The address of a shape.
pub(super) fn address(item: &Item) -> Address {
    Address::Shape { sheet: None, name: (*item.name).into() }
}

/// A lone box beside the text that holds labels with values, or more than a caption: it is read like the text beside it.
fn running_text(floating: &Floating) -> Option<&Item> {
    /// Letters of a caption.
    const CAPTION: usize = 200;
    let [item] = floating.items.as_slice() else { return None };
    let is_text = has_label(&item.text) || item.text.chars().nth(CAPTION).is_some();
    (is_text && matches!(item.body, Body::Shape { .. })).then_some(item)
}
