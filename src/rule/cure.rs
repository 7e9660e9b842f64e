//! What a rule says of mending: `fix` of a rule in a pack.
//!
//! In: what a program writes in place of what the rule found, and which of that is probable only. How a finding is mended in fact
//! is for the checks and the readers.

use super::terms::TermList;
use crate::sop::record::names;

/// How a program may mend what a rule finds.
#[derive(Debug, Clone)]
pub struct Cure {
    /// What it writes.
    pub replace: Replace,
    /// Where that is probable only.
    pub doubt: Doubt,
}

names! {
    /// What a program writes in place of what was found.
    Replace {
        /// The better form of the term.
        Better = "better",
        /// What a text that was not understood probably means.
        Meant = "meant",
        /// The form that is used most.
        Usual = "usual",
        /// The kinds of regulation of the legal basis, written out.
        Full = "full",
    }
}

impl Cure {
    /// Whether what it writes for `term` is only probably meant.
    #[must_use]
    pub fn is_doubtful(&self, term: &str) -> bool {
        match &self.doubt {
            Doubt::None => false,
            Doubt::Of(terms) => terms.holds(&term.split_whitespace().collect::<Vec<_>>().join(" ")),
            Doubt::All => true,
        }
    }
}

/// Which cures of a rule are probable and not certain.
#[derive(Debug, Clone)]
pub enum Doubt {
    /// None.
    None,
    /// These terms.
    Of(TermList),
    /// All.
    All,
}
