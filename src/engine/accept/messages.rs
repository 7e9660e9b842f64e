//! What is said of waivers and baselines themselves (WV001 … BL001), in both languages.
//!
//! In: what is wrong with one. Out: a message with its severity. They belong to no pack and cannot be switched off.

use crate::engine::messages::EngineEntry;
use crate::finding::{RuleId, Severity};
use crate::sop::Language;
use crate::sop::date::Day;

use super::inline::Mistake;

/// A waiver that has ended.
pub(super) const EXPIRED: RuleId = RuleId::known("WV001");
/// One that ends soon.
pub(super) const EXPIRES: RuleId = RuleId::known("WV002");
/// One that covers nothing.
pub(super) const UNUSED: RuleId = RuleId::known("WV003");
/// One that does not say what it must.
pub(super) const INCOMPLETE: RuleId = RuleId::known("WV004");
/// One of a rule that does not exist.
pub(super) const NO_RULE: RuleId = RuleId::known("WV005");
/// One of a rule that may not be waived.
pub(super) const LOCKED: RuleId = RuleId::known("WV006");
/// Entries of a baseline that match nothing.
pub(super) const STALE: RuleId = RuleId::known("BL001");

/// What `explain` says of them.
pub const ENTRIES: &[EngineEntry] = &[
    EngineEntry {
        id: EXPIRED,
        title: ("Dispensasi masih berlaku", "The waiver has not ended"),
        help: (
            "perbaiki dokumennya, atau mintakan persetujuan baru lalu ubah tanggal akhirnya",
            "mend the document, or have it agreed anew and change its last day",
        ),
    },
    EngineEntry {
        id: EXPIRES,
        title: ("Dispensasi masih lama berlaku", "The waiver does not end soon"),
        help: ("perbaiki dokumennya sebelum hari itu", "mend the document before that day"),
    },
    EngineEntry {
        id: UNUSED,
        title: ("Setiap dispensasi masih diperlukan", "Every waiver is still needed"),
        help: ("hapus dispensasi ini: temuannya sudah tidak ada", "delete it: what it covered is no longer found"),
    },
    EngineEntry {
        id: INCOMPLETE,
        title: (
            "Dispensasi menyebut alasan, penanggung jawab, dan akhirnya",
            "A waiver says why, who answers for it and until when",
        ),
        help: (
            "dalam dokumen tulis `# soplint: allow MB007 until=2026-12-31 reason=\"…\"`",
            "in a document write `# soplint: allow MB007 until=2026-12-31 reason=\"…\"`",
        ),
    },
    EngineEntry {
        id: NO_RULE,
        title: ("Dispensasi menyebut aturan yang ada", "A waiver names a rule that exists"),
        help: ("`soplint rules` menampilkan semua aturan", "`soplint rules` lists the rules"),
    },
    EngineEntry {
        id: LOCKED,
        title: ("Aturan itu boleh didispensasi", "The rule may be waived"),
        help: ("perbaiki dokumennya", "mend the document"),
    },
    EngineEntry {
        id: STALE,
        title: ("Daftar temuan lama (baseline) sesuai dengan keadaan", "The baseline is as things are"),
        help: (
            "jalankan `soplint baseline --prune` agar temuan itu tidak dapat kembali",
            "run `soplint baseline --prune`, so that they cannot come back",
        ),
    },
];

/// Something to say.
pub(super) struct Said {
    pub(super) rule: RuleId,
    pub(super) severity: Severity,
    pub(super) message: String,
}

/// Says things in the language of a run.
#[derive(Clone, Copy)]
pub(super) struct Sayer(pub(super) Language);

impl Sayer {
    fn said(self, rule: RuleId, severity: Severity, id: String, en: String) -> Said {
        let message = match self.0 {
            Language::Id => id,
            Language::En => en,
        };
        Said { rule, severity, message }
    }

    pub(super) fn expired(self, of: RuleId, day: Day, findings: usize) -> Said {
        let day = day.to_iso();
        self.said(
            EXPIRED,
            Severity::Error,
            format!("dispensasi {of} berakhir {day}; {findings} temuannya berlaku lagi"),
            format!("the waiver of {of} ended on {day}; findings that count again: {findings}"),
        )
    }

    pub(super) fn expires(self, of: RuleId, day: Day, days: i64) -> Said {
        let day = day.to_iso();
        self.said(
            EXPIRES,
            Severity::Info,
            format!("dispensasi {of} berakhir {day}, {days} hari lagi"),
            format!("the waiver of {of} ends on {day}, in {days} days"),
        )
    }

    pub(super) fn unused(self, of: &str) -> Said {
        self.said(
            UNUSED,
            Severity::Warning,
            format!("dispensasi {of} tidak mengenai temuan apa pun"),
            format!("the waiver of {of} covers no finding"),
        )
    }

    pub(super) fn no_rule(self, written: &str, near: Option<&str>) -> Said {
        let (id, en) = match near {
            Some(near) => (format!(", mungkin maksudnya {near}"), format!(", did you mean {near}?")),
            None => Default::default(),
        };
        self.said(
            NO_RULE,
            Severity::Error,
            format!("tidak ada aturan `{written}`{id}"),
            format!("there is no rule `{written}`{en}"),
        )
    }

    pub(super) fn locked(self, of: &str) -> Said {
        self.said(LOCKED, Severity::Error, format!("{of} tidak boleh didispensasi"), format!("{of} may not be waived"))
    }

    pub(super) fn not_inline(self) -> Said {
        self.said(
            LOCKED,
            Severity::Error,
            "dispensasi di dalam dokumen tidak diterima di sini; pakai berkas dispensasi".to_owned(),
            "waivers inside documents are not accepted here; use the waivers file".to_owned(),
        )
    }

    pub(super) fn mistake(self, mistake: &Mistake) -> Said {
        let (id, en) = match mistake {
            Mistake::Word(word) if word.is_empty() => {
                ("setelah `soplint:` tidak ada perintah".to_owned(), "nothing stands behind `soplint:`".to_owned())
            }
            Mistake::Word(word) => (
                format!("perintah `{word}` tidak dikenal; yang ada `allow` dan `allow-file`"),
                format!("there is no directive `{word}`; there are `allow` and `allow-file`"),
            ),
            Mistake::NoRule => ("dispensasi tidak menyebut aturan".to_owned(), "the waiver names no rule".to_owned()),
            Mistake::NoReason => (
                "dispensasi tidak menyebut alasan (reason=\"…\")".to_owned(),
                "the waiver says no reason (reason=\"…\")".to_owned(),
            ),
            Mistake::Day(day) => (
                format!("`{day}` bukan tanggal; tulis seperti 2026-12-31"),
                format!("`{day}` is no day; write it like 2026-12-31"),
            ),
            Mistake::Rest(rest) => (
                format!(
                    "`{rest}` tidak dipahami; alasan yang terdiri atas beberapa kata ditulis di antara tanda petik"
                ),
                format!("`{rest}` is not understood; a reason of several words stands between quotes"),
            ),
        };
        self.said(INCOMPLETE, Severity::Error, id, en)
    }

    pub(super) fn stale(self, path: &str, count: usize, is_ratchet: bool) -> Said {
        let severity = if is_ratchet { Severity::Error } else { Severity::Info };
        self.said(
            STALE,
            severity,
            format!("{count} temuan lama di `{path}` sudah tidak ada"),
            format!("old findings in `{path}` that are no longer there: {count}"),
        )
    }
}
