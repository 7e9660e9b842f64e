//! `similar-names`: two names so alike that one is probably a misspelling of the other.
//!
//! *What it checks*: the different names of a list with each other. Equal normal forms are one name; names that differ in a
//! number, a letter or a short word are two. *Why it matters*: "Pejabat Pembuat Komitment" is a second actor to every table
//! and to every reader who counts. *Parameters*: `of` (texts), `least` (how alike, 0 to 1). *Example*:
//! `with: {of: actors.name, least: 0.85}`. The one that is used less is reported, of equals the later; `{near}` is the other.

use crate::check::evidence::value_read;
use crate::check::paths::{Leaf, label, visit};
use crate::check::{Judge, Outcome, Read, Reason, Specials};
use crate::rule::message::Special;
use crate::rule::named::Named;
use crate::sop::label::may_be_near;

/// Different names that are compared; a document with more is no list of names.
const MOST_NAMES: usize = 200;
/// Characters of the shortest name that is compared, and of the shortest word in which names may differ.
const SHORTEST: (usize, usize) = (8, 5);
/// Letters in which words of that length may differ.
const MOST_LETTERS: usize = 2;

/// A name, where it stands first, and how often.
struct Name {
    form: Box<str>,
    read: Read,
    count: usize,
}

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, named: &Named) -> Outcome {
    let (Some(path), Some(least)) = (named.of(), named.number()) else { return Outcome::NotApplicable };
    let env = judge.env;
    let label = label(&env, path);
    let mut names: Vec<Name> = Vec::new();
    let whole = visit(&env, path, &mut |leaf| {
        let Leaf::Value(value) = leaf else { return };
        if !value.is_present() {
            return;
        }
        let form = judge.memo.names.text(judge.run, value.as_str());
        match names.iter().position(|name| name.form == form) {
            Some(known) => names[known].count += 1,
            None if names.len() < MOST_NAMES => {
                names.push(Name { form, read: value_read(env.sop.view, value, &path.written, label), count: 1 });
            }
            None => {}
        }
    });
    let mut outcome = if names.is_empty() { Outcome::NotApplicable } else { Outcome::Pass };
    for (at, other) in pairs(&names, least) {
        let (read, other) = (names[at].read.clone(), names[other].read.clone());
        let near = other.text.clone();
        judge.report(vec![read, other], &Specials::default().with(Special::Near, near));
        outcome = Outcome::Finding;
    }
    if whole { outcome } else { outcome.and(Outcome::NotDecidable(Reason::Unreadable)) }
}

/// The names that are probably misspelt, each with the one that was meant.
fn pairs(names: &[Name], least: i64) -> Vec<(usize, usize)> {
    let before = |at: usize| (0..at).map(move |other| (at, other));
    let are_alike = |&(at, other): &(usize, usize)| are_alike(&names[at].form, &names[other].form, least);
    let alike: Vec<(usize, usize)> = (0..names.len()).flat_map(before).filter(are_alike).collect();
    if alike.is_empty() {
        return Vec::new();
    }
    let rank = |at: usize| (names[at].count, std::cmp::Reverse(at));
    let meant = |at: usize| {
        let other = |&(one, other): &(usize, usize)| [(one, other), (other, one)].into_iter().find(|(a, _)| *a == at);
        let meant = alike.iter().filter_map(other).map(|(_, other)| other).max_by_key(|&other| rank(other));
        meant.filter(|&meant| rank(meant) > rank(at)).map(|meant| (at, meant))
    };
    (0..names.len()).filter_map(meant).collect()
}

/// Words of the same number of which each pair is equal or nearly so. What is cheap to tell comes first.
pub(super) fn are_alike(a: &str, b: &str, least: i64) -> bool {
    let (a_length, b_length) = (a.chars().count(), b.chars().count());
    let long = a_length.min(b_length) >= SHORTEST.0;
    // As many as make names too different to be close.
    let slips = a_length.max(b_length) * usize::try_from(1000 - least).unwrap_or_default() / 1000 + 1;
    let close = || strsim::normalized_damerau_levenshtein(a, b) * 1000.0 >= least as f64;
    long && (same_letters(a, b) || same_words(a, b)) && may_be_near(a, b, slips) && close()
}

fn same_letters(a: &str, b: &str) -> bool {
    a.bytes().filter(|&byte| byte != b' ').eq(b.bytes().filter(|&byte| byte != b' '))
}

fn same_words(a: &str, b: &str) -> bool {
    let (mut of_a, mut of_b) = (a.split(' '), b.split(' '));
    let alike = of_a.by_ref().zip(of_b.by_ref()).all(|(a, b)| a == b || is_slip(a, b));
    alike && of_a.next().is_none() && of_b.next().is_none()
}

fn is_slip(a: &str, b: &str) -> bool {
    let plain = |word: &str| word.chars().count() >= SHORTEST.1 && word.chars().all(char::is_alphabetic);
    a.len().abs_diff(b.len()) <= 4 * MOST_LETTERS
        && plain(a)
        && plain(b)
        && may_be_near(a, b, MOST_LETTERS)
        && strsim::damerau_levenshtein(a, b) <= MOST_LETTERS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_told_from_another_name() {
        for (a, b) in [
            ("pejabat pembuat komitmen", "pejabat pembuat komitment"),
            ("sub bagian umum", "subbagian umum"),
            ("bendahara pengeluaran", "bendahara pengeluarran"),
        ] {
            assert!(are_alike(a, b, 850), "{a} {b}");
        }
        for (a, b) in [
            ("bendahara penerimaan", "bendahara pengeluaran"),
            ("petugas loket a", "petugas loket b"),
            ("petugas loket 1", "petugas loket 2"),
            ("kepala seksi i", "kepala seksi ii"),
            ("operator sakti", "operator saksi pemilu"),
            ("ppk", "pps"),
            ("staf umum", "staf arsip"),
        ] {
            assert!(!are_alike(a, b, 850), "{a} {b}");
        }
        assert!(!are_alike("pejabat pembuat komitmen", "pejabat pembuat komitment", 990), "the rule says how alike");
    }
}
