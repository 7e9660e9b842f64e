//! The words around tried rules, in the languages of reports.

use super::Sums;
use crate::check::Outcome;
use crate::engine::trial::{Kind, Tried, Verdict};
pub(super) use crate::report::words::say;
use crate::report::words::{counted, reason};
use crate::sop::Language;

/// The heads of the columns: rule, fires, silent, exact.
pub(super) fn heads(language: Language) -> [&'static str; 4] {
    match language {
        Language::Id => ["aturan", "menandai", "diam", "letak tepat"],
        Language::En => ["rule", "fires", "silent", "exact place"],
    }
}

/// Stands for no finding.
pub(super) fn nothing(language: Language) -> &'static str {
    say(language, "(tidak ada temuan)", "(no finding)")
}

/// What is wrong with an example or a case.
pub(super) fn wrong(tried: &Tried, language: Language) -> &'static str {
    let example = tried.is_example();
    match (&tried.verdict, tried.kind) {
        (Verdict::Holds, _) => say(language, "sesuai", "holds"),
        (Verdict::Unreadable(_), _) if example => {
            say(language, "contoh tidak terbaca seluruhnya", "the example cannot be read whole")
        }
        (Verdict::Unreadable(_), _) => {
            say(language, "berkas tidak terbaca seluruhnya", "the file cannot be read whole")
        }
        (Verdict::NoSidecar, _) => {
            say(language, "belum ada berkas `.at` dengan temuan yang diharapkan", "no `.at` file says what is expected")
        }
        (Verdict::Differs, Kind::Pass) if example => {
            say(language, "contoh yang harus lolos ditandai", "an example that must pass is reported")
        }
        (Verdict::Differs, Kind::Pass) => {
            say(language, "berkas yang harus lolos ditandai", "a file that must pass is reported")
        }
        (Verdict::Differs, Kind::Fail) if tried.found.is_empty() && example => {
            say(language, "contoh yang harus melanggar tidak ditandai", "an example that must fail is not reported")
        }
        (Verdict::Differs, Kind::Fail) if tried.found.is_empty() => {
            say(language, "berkas yang harus melanggar tidak ditandai", "a file that must fail is not reported")
        }
        (Verdict::Differs, Kind::Fail) => {
            say(language, "temuannya bukan yang diharapkan", "the findings are not those that were expected")
        }
    }
}

/// Why a rule that should have spoken said nothing.
pub(super) fn why_silent(tried: &Tried, language: Language) -> Option<String> {
    if tried.kind != Kind::Fail || tried.verdict != Verdict::Differs || !tried.found.is_empty() {
        return None;
    }
    Some(match tried.outcome {
        Outcome::NotApplicable => say(
            language,
            "aturan tidak berlaku: `applies-to`, `when`, `for`, `where`, atau fasenya mengecualikannya",
            "the rule does not apply: its `applies-to`, `when`, `for`, `where` or phase leaves this out",
        )
        .to_owned(),
        Outcome::NotDecidable(why) => {
            let undecided = say(language, "tidak dapat diputuskan", "could not be decided");
            format!("{undecided}: {}", reason(why, language))
        }
        Outcome::Pass | Outcome::Finding | Outcome::Waived => {
            say(language, "aturan menilainya benar", "the rule finds it to be right").to_owned()
        }
    })
}

/// What to do about it.
pub(super) fn help(tried: &Tried, language: Language) -> &'static str {
    let example = tried.is_example();
    match (&tried.verdict, tried.kind) {
        (Verdict::Unreadable(_), _) => say(
            language,
            "tulis seperti sumber `*.sop.yaml`; kunci dan bentuknya ada di docs/formats.md",
            "write it as a `*.sop.yaml` source; docs/formats.md has the keys and forms",
        ),
        (Verdict::NoSidecar, _) => say(
            language,
            "jika temuan ini benar, tulis dengan `soplint test --update`",
            "if these findings are right, write them with `soplint test --update`",
        ),
        (Verdict::Differs, Kind::Pass) if example => say(
            language,
            "jika dokumen ini benar, longgarkan aturannya; jika salah, pindahkan ke `fail` dengan `at`",
            "if the document is right, loosen the rule; if it is wrong, move it to `fail` with `at`",
        ),
        (Verdict::Differs, Kind::Pass) => say(
            language,
            "jika dokumen ini benar, longgarkan aturannya; jika salah, ganti namanya menjadi fail-…",
            "if the document is right, loosen the rule; if it is wrong, rename it to fail-…",
        ),
        (Verdict::Differs, Kind::Fail) if tried.found.is_empty() => say(
            language,
            "perbaiki syarat aturannya, atau isi dokumennya",
            "mend the conditions of the rule, or the document",
        ),
        (Verdict::Differs | Verdict::Holds, _) if example => say(
            language,
            "jika temuan `+` benar, sesuaikan `at`; jika tidak, perbaiki aturannya",
            "if the findings with `+` are right, adapt `at`; if not, mend the rule",
        ),
        (Verdict::Differs | Verdict::Holds, _) => say(
            language,
            "jika temuan `+` benar, jalankan `soplint test --update`; jika tidak, perbaiki aturannya",
            "if the findings with `+` are right, run `soplint test --update`; if not, mend the rule",
        ),
    }
}

/// `pass` and `fail` as examples are called.
pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Pass => "pass",
        Kind::Fail => "fail",
    }
}

/// The line at the end.
pub(super) fn summary(sums: Sums, language: Language) -> String {
    let Sums { rules, examples, cases, failed } = sums;
    let (counts, outcome) = match language {
        Language::Id => (
            format!("{rules} aturan · {examples} contoh · {cases} berkas"),
            match failed {
                _ if examples + cases == 0 => "tidak ada yang diuji".to_owned(),
                0 => "semua sesuai".to_owned(),
                _ => format!("{failed} tidak sesuai"),
            },
        ),
        Language::En => (
            format!("{} · {} · {}", counted(rules, "rule"), counted(examples, "example"), counted(cases, "file")),
            match failed {
                _ if examples + cases == 0 => "nothing to test".to_owned(),
                0 => "all as expected".to_owned(),
                _ => format!("{failed} not as expected"),
            },
        ),
    };
    format!("{counts}: {outcome}")
}
