//! `check`: what the rule language cannot say, written in Rust and called by name.
//!
//! *What it checks*: whatever the named check does; each has a file here. *Why it matters*: pairs of similar names and
//! circles through an archive cannot be said by one comparison, and a language that could say them would hide what it
//! checks. *Parameters*: `check` is the name, `with` holds the parameters, which are typed (`rule::named`). *Example*:
//! `check: similar-names` with `with: {of: actors.name, least: 0.9}`.

pub(super) mod citations;
pub(super) mod cycle;
mod numbers;
mod ping_pong;
mod similar;
mod spellings;

use super::{Judge, Outcome};
use crate::rule::named::{Named, NamedCheck};

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, named: &Named) -> Outcome {
    match named.check {
        NamedCheck::ListNumbers => numbers::check(judge, named),
        NamedCheck::SimilarNames => similar::check(judge, named),
        NamedCheck::PingPong => ping_pong::check(judge, named),
        NamedCheck::UnitSpellings => spellings::check(judge, named),
        // Decided by the archive.
        NamedCheck::ReferenceCycle | NamedCheck::CitationsAgree => Outcome::NotApplicable,
    }
}
