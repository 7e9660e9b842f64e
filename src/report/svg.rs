//! The flow of an SOP as a picture: a lane for each actor, a row for each step, symbols and arrows, as on the official form.
//!
//! In: the portrait of an SOP. Out: an SVG file that stands alone: no script, no font, no other file, the same bytes every time.
//! It is drawn from the model and not from a drawing somebody made, so it shows what was understood and says what was not.
//! The portrait says what is shown, `route` how the arrows run, `layout` where everything is, `draw` writes it.

mod draw;
mod layout;
mod route;
pub(in crate::report) mod text;

use std::collections::BTreeSet;

use crate::engine::portrait::Portrait;
use crate::sop::record::TypeId;
use crate::sop::{Language, Vocabulary};

use layout::Layout;
use route::Routes;

/// What is to be drawn.
#[derive(Debug)]
pub struct Picture<'p> {
    /// The SOP, as it was read.
    pub portrait: &'p Portrait,
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
pub fn render(picture: &Picture<'_>) -> String {
    let chart = &picture.portrait.flow;
    let routes = Routes::new(chart);
    let layout = Layout::new(picture, chart, &routes);
    draw::draw(picture, chart, &routes, &layout)
}

/// What the columns are called, from the left; the lanes stand between the second and the third.
fn column_names(picture: &Picture<'_>) -> [String; 7] {
    ["number", "text", "actors", "inputs", "duration", "outputs", "remarks"].map(|name| {
        let field = TypeId::Step.field(name);
        let label = field.map(|(number, _)| picture.vocabulary.field_name(TypeId::Step, number, picture.language));
        label.unwrap_or_default().to_owned()
    })
}

impl Picture<'_> {
    fn say(&self, id: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Id => id,
            Language::En => en,
        }
    }
}

#[cfg(test)]
pub(in crate::report) mod tests;
