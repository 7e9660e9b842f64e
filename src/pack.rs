//! Rule packs: YAML written by compliance officers → valid rules.
//!
//! In: the text of a pack. Out: its rules, or all its mistakes at once, each with a code, its exact place in the text, and
//! where possible what was meant (rule language, section 7). A pack is read by the same span-carrying reader as SOP
//! sources, so a mistake inside an expression inside a folded scalar still has its own place.

mod calendar;
mod change;
mod compose;
mod data;
mod examples;
mod globs;
mod header;
pub mod keys;
mod names;
mod outline;
mod project;
pub(crate) mod quote;
mod rules;
mod settings;
mod shipped;
mod stack;
mod syntax;
mod tree;
mod verbs;
pub mod waivers;

use crate::rule::table::Tables;
use crate::rule::{PackInfo, Rule};
use crate::sop::Vocabulary;
use crate::source::Span;

pub use crate::sop::project::ProjectData;
pub use change::Off;
pub use change::overrides::{Change, Match, Override, Overrides};
pub use compose::{Loaded, Origin, Readings, compose, compose_read};
pub use globs::Globs;
pub use outline::{Outline, outline};
pub use project::{Supplied, data_file};
pub use settings::{Files, Said, Settings};
pub use shipped::{DEFAULT, SHIPPED, ShippedPack, shipped};
pub use stack::{Find, Layer, LayerKind, LayerText, Stack};

/// How bad a mistake in a pack is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The pack is not used.
    Error,
    /// The pack is used.
    Warning,
}

/// A mistake in a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Code: `PK011`.
    pub code: &'static str,
    /// How bad.
    pub level: Level,
    /// What is wrong.
    pub message: String,
    /// The layer it stands in.
    pub file: usize,
    /// Where, in the text of that layer.
    pub span: Span,
    /// A second place in the same text that belongs to it, with its label.
    pub other: Option<(Span, String)>,
    /// A place in another layer that belongs to it, with its label.
    pub elsewhere: Option<(usize, Span, String)>,
    /// What to do.
    pub help: Option<String>,
}

/// A pack that was loaded, with everything it rests on.
#[derive(Debug)]
pub struct Pack {
    /// Name, version and hash.
    pub info: PackInfo,
    /// Languages its messages are in.
    pub languages: Vec<crate::sop::Language>,
    /// Its rules, and those it extends.
    pub rules: Vec<Rule>,
    /// Its tables.
    pub tables: Tables,
}

/// Largest pack that is read.
pub const MOST_BYTES: usize = 4 << 20;

/// Loads one pack, which may extend shipped ones.
///
/// The pack is absent when there is an error among the diagnostics; warnings come with it. Diagnostics are in the order
/// of the text.
#[must_use]
pub fn load(text: &str, vocabulary: &Vocabulary) -> (Option<Pack>, Vec<Diagnostic>) {
    let top = LayerText { id: String::new(), name: String::new(), text: text.to_owned(), kind: LayerKind::Pack };
    let stack = Stack::gather(vec![top], &mut |_, _| Err("files are not looked for here".to_owned()));
    let (loaded, diagnostics) = compose(&stack, vocabulary);
    let pack = loaded.and_then(|mut loaded| {
        let info = loaded.packs.pop()?;
        Some(Pack { info, languages: loaded.languages, rules: loaded.rules, tables: loaded.tables })
    });
    (pack, diagnostics)
}

fn error(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic {
        code,
        level: Level::Error,
        message: message.into(),
        file: 0,
        span,
        other: None,
        elsewhere: None,
        help: None,
    }
}

fn warning(code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic { level: Level::Warning, ..error(code, span, message) }
}
