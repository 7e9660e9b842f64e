//! `check`: what the rule language cannot say, written in Rust and called by name.
//!
//! *What it checks*: whatever the named check does; each has a file here. *Why it matters*: pairs of similar names, circles
//! and gaps of an archive cannot be said by one comparison, and a language that could say them would hide what it
//! checks. *Parameters*: `check` is the name, `with` holds the parameters, which are typed (`rule::named`). *Example*:
//! `check: similar-names` with `with: {of: actors.name, least: 0.9}`.
//!
//! A check of one document is judged where its rule is ([`check`]). One of the archive first gathers facts of each document
//! ([`collect`]) and then decides about all of them ([`decide`]); what rests on something that is *not* there is decided only
//! where a whole folder was given.

mod alike;
mod circles;
mod citations;
mod clones;
mod cycle;
mod editions;
mod file_number;
mod list_numbers;
mod mentioned;
mod micro;
mod mutual;
mod organisation;
mod own;
mod ping_pong;
mod repeated;
mod replaced;
mod series;
mod similar;
mod spellings;

use super::archive::{Archive, ArchiveChecked, Collector, Facts, Index};
use super::{Judge, Outcome, Walk};
use crate::rule::named::{Named, NamedCheck};

/// A check of one document.
pub(super) fn check(judge: &mut Judge<'_, '_, '_>, named: &Named) -> Outcome {
    match named.check {
        NamedCheck::FileNumber => file_number::check(judge),
        NamedCheck::ListNumbers => list_numbers::check(judge, named),
        NamedCheck::PingPong => ping_pong::check(judge, named),
        NamedCheck::UnitSpellings => spellings::check(judge, named),
        NamedCheck::SelfReference => own::check(judge, named),
        NamedCheck::SimilarNames => similar::check(judge, named),
        // Decided by the archive.
        NamedCheck::AlikeInArchive
        | NamedCheck::CitationsAgree
        | NamedCheck::ClonedText
        | NamedCheck::MentionedNumbers
        | NamedCheck::MicroWithoutMacro
        | NamedCheck::MutualReferences
        | NamedCheck::NumberSeries
        | NamedCheck::OlderEdition
        | NamedCheck::ReferenceCycle
        | NamedCheck::RepeatedText
        | NamedCheck::ReplacedInForce
        | NamedCheck::TasksWithoutSop
        | NamedCheck::UnitsWithoutSop => Outcome::NotApplicable,
    }
}

/// Gathers what a check of the archive wants to know of a document.
pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    match named.check {
        NamedCheck::AlikeInArchive => alike::collect(collector, named, facts),
        NamedCheck::ClonedText => clones::collect(collector, named, facts),
        NamedCheck::CitationsAgree => citations::collect(collector, named, facts),
        NamedCheck::MentionedNumbers => mentioned::collect(collector, named, facts),
        NamedCheck::MicroWithoutMacro => micro::collect(collector, named, facts),
        NamedCheck::MutualReferences | NamedCheck::ReferenceCycle => cycle::collect(collector, named, facts),
        NamedCheck::NumberSeries => series::collect(collector, facts),
        NamedCheck::OlderEdition => editions::collect(collector, facts),
        NamedCheck::ReplacedInForce => replaced::collect(collector, named, facts),
        NamedCheck::RepeatedText => repeated::collect(collector, named, facts),
        NamedCheck::TasksWithoutSop | NamedCheck::UnitsWithoutSop => organisation::collect(collector),
        NamedCheck::FileNumber
        | NamedCheck::ListNumbers
        | NamedCheck::PingPong
        | NamedCheck::SelfReference
        | NamedCheck::SimilarNames
        | NamedCheck::UnitSpellings => Outcome::NotApplicable,
    }
}

/// Decides one of the checks of the archive.
pub(super) fn decide<'i, 'f: 'i>(
    walk: &Walk,
    archive: &Archive<'f>,
    index: &dyn Fn() -> &'i Index<'f>,
    (rule, named): (u32, &Named),
    checked: &mut ArchiveChecked,
) {
    match named.check {
        NamedCheck::AlikeInArchive => alike::decide(walk, archive, (rule, named), checked),
        NamedCheck::ClonedText => clones::decide(walk, archive, (rule, named), checked),
        NamedCheck::CitationsAgree => citations::decide(walk, archive, rule, checked),
        NamedCheck::MentionedNumbers => mentioned::decide(walk, archive, index(), rule, checked),
        NamedCheck::MicroWithoutMacro => micro::decide(walk, archive, index(), rule, checked),
        NamedCheck::MutualReferences => mutual::decide(walk, archive, index(), (rule, named), checked),
        NamedCheck::NumberSeries => series::decide(walk, archive, rule, checked),
        NamedCheck::OlderEdition => editions::decide(walk, archive, rule, checked),
        NamedCheck::ReferenceCycle => cycle::decide(walk, archive, index(), rule, checked),
        NamedCheck::ReplacedInForce => replaced::decide(walk, archive, index(), rule, checked),
        NamedCheck::RepeatedText => repeated::decide(walk, archive, (rule, named), checked),
        NamedCheck::TasksWithoutSop => organisation::tasks(walk, archive, index(), rule, checked),
        NamedCheck::UnitsWithoutSop => organisation::units(walk, archive, rule, checked),
        NamedCheck::FileNumber
        | NamedCheck::ListNumbers
        | NamedCheck::PingPong
        | NamedCheck::SelfReference
        | NamedCheck::SimilarNames
        | NamedCheck::UnitSpellings => {}
    }
}
