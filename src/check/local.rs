//! What the settings of a project make different for one document.
//!
//! In: what was found to hold for it. Out: the answers a check asks for: in which phase the document is judged, how bad a breach of
//! a rule is in it, whether a rule is on. Rules are compiled once for all documents; without anything different nothing is asked.

use super::Run;
use crate::finding::{RuleId, Severity};
use crate::rule::{Phase, Rule, Severities};

/// What is different for one document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Local {
    /// The phase it is judged in, unless the whole run has one that beats it.
    pub phase: Option<Phase>,
    /// Severities that stand in place of those of the rules, one for a rule, by id.
    pub severities: Vec<(RuleId, Severities)>,
    /// Rules that are off, by id.
    pub off: Vec<RuleId>,
}

impl Local {
    /// The severities of a rule, where they are others than its own.
    #[must_use]
    pub fn severities(&self, rule: RuleId) -> Option<Severities> {
        let at = self.severities.binary_search_by_key(&rule, |(id, _)| *id).ok()?;
        self.severities.get(at).map(|(_, severities)| *severities)
    }

    /// Whether a rule is off.
    #[must_use]
    pub fn is_off(&self, rule: RuleId) -> bool {
        self.off.binary_search(&rule).is_ok()
    }
}

impl Run<'_> {
    /// How bad a breach of a rule is; nothing when the rule is not run in that phase.
    pub(crate) fn severity(&self, rule: &Rule, phase: Phase) -> Option<Severity> {
        let local = self.local.and_then(|local| local.severities(rule.id));
        local.unwrap_or(rule.severity).get(phase)
    }

    /// Whether a rule is off for the document. One that compares documents tells the others all the same what it read in this
    /// one: what it finds in this one is left out when all were compared.
    pub(crate) fn is_off(&self, rule: &Rule) -> bool {
        self.local.is_some_and(|local| !rule.verb.needs_archive() && local.is_off(rule.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_said_is_as_the_rule_says() {
        let id = RuleId::known;
        let severities =
            vec![(id("AA001"), Severities::always(Severity::Info)), (id("AA003"), Severities::always(Severity::Error))];
        let local = Local { phase: None, severities, off: vec![id("AA002")] };
        assert_eq!(local.severities(id("AA003")), Some(Severities::always(Severity::Error)));
        assert_eq!(local.severities(id("AA002")), None);
        assert!(local.is_off(id("AA002")) && !local.is_off(id("AA001")));
    }
}
