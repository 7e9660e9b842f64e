//! The linter benches measure: the default pack, or some of its rules, in Indonesian on a fixed day.

use soplint::engine::{Linter, Options};
use soplint::rule::Rule;
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};

/// A linter of those rules of the default pack whose ids are wanted.
pub(crate) fn linter(is_wanted: impl Fn(&str) -> bool) -> Result<Linter, Box<dyn std::error::Error>> {
    let vocabulary = Vocabulary::shipped()?;
    let shipped = soplint::pack::shipped(soplint::pack::DEFAULT).ok_or("the default pack is not there")?;
    let rules = soplint::pack::load(shipped.text, &vocabulary).0.ok_or("the default pack is broken")?.rules;
    let rules: Vec<Rule> = rules.into_iter().filter(|rule| is_wanted(rule.id.as_str())).collect();
    let today = Day::new(2026, 3, 1).ok_or("a day")?;
    Ok(Linter::new(rules, vocabulary, Options::new(Language::Id, today)))
}
