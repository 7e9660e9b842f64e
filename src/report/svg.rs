//! The flow of an SOP as a picture: a lane for each actor, a row for each step, symbols and arrows, as on the official form.
//!
//! In: an understood SOP. Out: an SVG file that stands alone: no script, no font, no other file, the same bytes every time.
//! It is drawn from the model and not from a drawing somebody made, so it shows what was understood and says what was not.
//! `plan` says what is shown, `route` how the arrows run, `layout` where everything is, `draw` writes it.

mod draw;
mod layout;
mod plan;
mod route;
mod text;

use std::collections::BTreeSet;

use crate::sop::{Language, Sop, Vocabulary};

use layout::Layout;
use plan::Plan;
use route::Routes;

/// What is to be drawn.
#[derive(Debug)]
pub struct Picture<'p, 'a> {
    /// The SOP.
    pub sop: &'p Sop<'a>,
    /// Names of columns.
    pub vocabulary: &'p Vocabulary,
    /// Language of the words that are not in the SOP.
    pub language: Language,
    /// What is drawn in red.
    pub faults: &'p Faults,
}

/// What is wrong, by place in the lists of the model, from 0.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults {
    /// Steps.
    pub steps: BTreeSet<usize>,
    /// Edges.
    pub edges: BTreeSet<usize>,
}

/// The picture as an SVG file.
#[must_use]
pub fn render(picture: &Picture<'_, '_>) -> String {
    let plan = Plan::new(picture);
    let routes = Routes::new(&plan);
    let layout = Layout::new(picture, &plan, &routes);
    draw::draw(picture, &plan, &routes, &layout)
}

#[cfg(test)]
pub(in crate::report) mod tests;
