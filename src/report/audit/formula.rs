//! How scores, grades and times are made, in words: said in the same way in every report.

use crate::engine::scorecard::{Score, weight};
use crate::finding::Severity;
use crate::sop::Language;

/// How a score is made.
pub(super) fn score(language: Language) -> String {
    let [error, warning, info] = [Severity::Error, Severity::Warning, Severity::Info].map(weight);
    match language {
        Language::Id => format!(
            "Nilai (0 sampai 100) adalah bagian yang lulus dari semua hasil yang dapat diputuskan (lulus atau temuan). Bobotnya menurut tingkat aturan: kesalahan {error}, peringatan {warning}, saran {info}. Temuan yang diterima dan yang tidak dapat diputuskan tidak dihitung; dokumen yang tidak terbaca tidak mempunyai nilai, begitu pula bila yang tidak dapat diputuskan lebih banyak daripada yang diputuskan."
        ),
        Language::En => format!(
            "The score (0 to 100) is the share that passes of everything that could be decided (passed or finding). It weighs by the severity of the rule: error {error}, warning {warning}, info {info}. Accepted findings and what could not be decided do not count; a document that was not read has no score, nor has one of which more could not be decided than was."
        ),
    }
}

/// How a grade is made ([`crate::engine::scorecard::Grade`]).
pub(super) fn grade(language: Language) -> &'static str {
    match language {
        Language::Id => {
            "Predikat: A mulai 90, B mulai 80, C mulai 70, D mulai 60, E di bawahnya. Kesalahan membatasinya: dokumen dengan 1 atau 2 kesalahan paling tinggi C, 3 sampai 5 paling tinggi D, lebih banyak E; unit atau arsip yang dokumennya ada yang mempunyai kesalahan paling tinggi B (sampai sepersepuluh dokumen), C (sampai seperempat), D (sampai separuh), selebihnya E, tetapi karena kesalahan tidak pernah lebih rendah daripada dokumennya yang paling banyak kesalahannya."
        }
        Language::En => {
            "Grade: A from 90, B from 80, C from 70, D from 60, E below. Errors bound it: a document with 1 or 2 errors has C at best, with 3 to 5 D, with more E; a unit or archive in which documents have errors has B at best (up to a tenth of the documents), C (up to a quarter), D (up to half), else E, but for errors never worse than its document that has most."
        }
    }
}

/// Why the letter of a unit or an archive is not what its score alone would give; nothing where it is.
pub(super) fn bound(score: &Score, language: Language) -> Option<String> {
    use crate::engine::scorecard::Grade;
    let (grade, alone) = (score.grade()?, Grade::of_score(score.percent()?));
    let (faulty, read) = (score.faulty, score.read());
    (grade != alone).then(|| match language {
        Language::Id => format!("{faulty} dari {read} dokumen mempunyai kesalahan"),
        Language::En => format!("{faulty} of {read} documents have errors"),
    })
}

/// How effort is made.
pub(super) fn effort(language: Language) -> &'static str {
    match language {
        Language::Id => {
            "Upaya adalah perkiraan waktu seorang yang mengenal prosedurnya; untuk perencanaan, bukan pengukuran."
        }
        Language::En => {
            "Effort is an estimate of the time of somebody who knows the procedure; for planning, not a measurement."
        }
    }
}
