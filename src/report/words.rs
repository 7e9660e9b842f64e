//! The words around findings, in the languages of reports.
//!
//! In: a language and a number. Out: words. Messages, help and clauses are not here: they come with the rules and with
//! the engine messages.

use crate::check::Reason;
use crate::finding::{Confidence, Severity};
use crate::sop::Language;

/// The words of one language.
pub(super) struct Words {
    error: &'static str,
    warning: &'static str,
    info: &'static str,
    /// Heads an engine message that says something was not checked.
    pub(super) not_checked: &'static str,
    /// Before the clause of a rule.
    pub(super) source: &'static str,
    /// Before the logical path.
    pub(super) at: &'static str,
    /// Before what to do.
    pub(super) help: &'static str,
    /// Before the text to write instead.
    pub(super) replace: &'static str,
    /// Before an example of what to write instead.
    pub(super) such_as: &'static str,
    /// Before what was probably meant.
    pub(super) perhaps: &'static str,
    /// Before a place that has no line to show.
    pub(super) related: &'static str,
    /// Before how sure a finding is.
    pub(super) confidence: &'static str,
    /// Before the index of a document in its input.
    pub(super) document: &'static str,
}

const INDONESIAN: Words = Words {
    error: "kesalahan",
    warning: "peringatan",
    info: "saran",
    not_checked: "tidak diperiksa",
    source: "dasar",
    at: "letak",
    help: "perbaikan",
    replace: "ganti dengan",
    such_as: "misalnya",
    perhaps: "mungkin maksudnya",
    related: "terkait",
    confidence: "keyakinan",
    document: "dokumen",
};

const ENGLISH: Words = Words {
    error: "error",
    warning: "warning",
    info: "info",
    not_checked: "not checked",
    source: "source",
    at: "at",
    help: "help",
    replace: "replace by",
    such_as: "for example",
    perhaps: "perhaps this is meant:",
    related: "related",
    confidence: "confidence",
    document: "document",
};

/// The words of a language.
pub(super) fn words(language: Language) -> &'static Words {
    match language {
        Language::Id => &INDONESIAN,
        Language::En => &ENGLISH,
    }
}

/// One of two texts, by language.
pub(super) fn say<'t>(language: Language, id: &'t str, en: &'t str) -> &'t str {
    match language {
        Language::Id => id,
        Language::En => en,
    }
}

impl Words {
    /// The word for a severity.
    pub(super) fn severity(&self, severity: Severity) -> &'static str {
        match severity {
            Severity::Error => self.error,
            Severity::Warning => self.warning,
            Severity::Info => self.info,
        }
    }
}

/// How sure a finding is, with what that means for the reader.
pub(super) fn sure(confidence: Confidence, language: Language) -> &'static str {
    match (confidence, language) {
        (Confidence::High, Language::Id) => "tinggi",
        (Confidence::High, Language::En) => "high",
        (Confidence::Medium, Language::Id) => "sedang",
        (Confidence::Medium, Language::En) => "medium",
        (Confidence::Low, Language::Id) => "rendah; pastikan bagian ini dibaca dengan benar",
        (Confidence::Low, Language::En) => "low; make sure that this part was read rightly",
    }
}

/// Why something could not be decided.
pub(super) fn reason(reason: Reason, language: Language) -> &'static str {
    match (reason, language) {
        (Reason::Missing, Language::Id) => "nilai yang diperlukan tidak ada",
        (Reason::Missing, Language::En) => "a value it needs is missing",
        (Reason::Unreadable, Language::Id) => "nilai yang diperlukan tidak terbaca",
        (Reason::Unreadable, Language::En) => "a value it needs cannot be read",
        (Reason::NotUnderstood, Language::Id) => "nilai yang diperlukan tidak dapat dipahami",
        (Reason::NotUnderstood, Language::En) => "a value it needs was not understood",
        (Reason::Kinds, Language::Id) => "satuan yang dibandingkan tidak sejenis",
        (Reason::Kinds, Language::En) => "units of different kinds do not compare",
        (Reason::Ambiguous, Language::Id) => "rujukan menunjuk lebih dari satu tempat",
        (Reason::Ambiguous, Language::En) => "a reference leads to more than one thing",
        (Reason::NotSupplied, Language::Id) => "memerlukan dokumen atau daftar yang tidak diberikan",
        (Reason::NotSupplied, Language::En) => "needs documents or a list that were not given",
        (Reason::Person, Language::Id) => "harus dijawab orang",
        (Reason::Person, Language::En) => "a person must answer",
    }
}

/// `2 documents`, `1 error`: English counts its things; Indonesian does not change them.
pub(super) fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
