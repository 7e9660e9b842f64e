//! Words and numbers of the page.
//!
//! In: counts, shares, minutes, and a language. Out: text. The words of the scripts stand here, too, so that no script knows a language.

use maud::{Markup, html};

use crate::finding::Severity;
use crate::report::figures::{DAY, count, decimal};
use crate::report::found::Site;
use crate::report::words::words;
use crate::sop::Language;

/// What scripts say: key, Indonesian, English. `{}` is filled in by the script.
pub(super) const WORDS: &[(&str, &str, &str)] = &[
    ("matrix", "Matriks aturan dan dokumen", "Matrix of rules and documents"),
    (
        "matrix-help",
        "Satu baris per dokumen, satu kolom per aturan. Tombol panah berpindah sel, Enter membuka dokumen; Enter atau klik pada kepala kolom menjelaskan aturannya.",
        "A row for each document, a column for each rule. Arrow keys move, Enter opens the document; Enter or a click on the head of a column explains its rule.",
    ),
    (
        "matrix-worst",
        "Arsip ini terlalu besar untuk satu halaman: hanya dokumen terburuk dan yang tidak terbaca yang tampil; {} dokumen lain hanya dihitung di ikhtisar.",
        "This archive is too large for one page: only the worst documents and those not read are shown; {} others are only counted in the overview.",
    ),
    (
        "matrix-print",
        "Matriks tidak dicetak seluruhnya; pakai buku kerja Excel (audit.xlsx).",
        "The matrix is not printed whole; use the Excel workbook (audit.xlsx).",
    ),
    ("findings", "Temuan", "Findings"),
    ("search", "Cari judul, nomor, atau berkas", "Search title, number or file"),
    ("unit", "Unit", "Unit"),
    ("group", "Kelompok aturan", "Group of rules"),
    ("severity", "Tingkat", "Severity"),
    ("outcome", "Hasil", "Outcome"),
    ("rule", "Aturan", "Rule"),
    ("state", "Keadaan", "State"),
    ("sort", "Urutan", "Order"),
    ("all", "semua", "all"),
    ("sort-path", "menurut berkas", "by file"),
    ("sort-worst", "nilai terendah dahulu", "lowest score first"),
    ("sort-best", "nilai tertinggi dahulu", "highest score first"),
    ("sort-title", "menurut judul", "by title"),
    ("clear", "Hapus saringan", "Clear filters"),
    ("no-unit", "(tanpa unit)", "(no unit)"),
    ("with-parts", "{} dengan bagiannya", "{} with its parts"),
    ("document", "Dokumen", "Document"),
    ("score", "Nilai", "Score"),
    ("grade", "Predikat", "Grade"),
    ("hits-documents", "{} dari {} dokumen, {} aturan", "{} of {} documents, {} rules"),
    ("hits-findings", "{} dari {} temuan", "{} of {} findings"),
    ("nothing", "Tidak ada yang cocok dengan saringan ini.", "Nothing fits these filters."),
    ("no-documents", "Tidak ada dokumen.", "There are no documents."),
    ("error", "kesalahan", "error"),
    ("warning", "peringatan", "warning"),
    ("info", "saran", "info"),
    ("not-checked", "tidak diperiksa", "not checked"),
    ("errors", "kesalahan", "errors"),
    ("warnings", "peringatan", "warnings"),
    ("infos", "saran", "infos"),
    ("o-finding", "temuan", "finding"),
    ("o-e", "temuan: kesalahan", "finding: error"),
    ("o-w", "temuan: peringatan", "finding: warning"),
    ("o-i", "temuan: saran", "finding: info"),
    ("o-a", "temuan, diterima", "finding, accepted"),
    ("o-p", "lulus", "passed"),
    ("o-u", "tidak dapat diputuskan", "not decidable"),
    ("o-q", "harus dijawab orang", "for a person to answer"),
    ("o-x", "dokumen tidak terbaca", "document not read"),
    ("o-.", "tidak berlaku", "not applicable"),
    ("s-0", "dihitung", "counts"),
    ("s-1", "diterima: dispensasi", "accepted: waiver"),
    ("s-2", "diterima: dispensasi di dokumen", "accepted: waiver in the document"),
    ("s-3", "diterima: temuan lama", "accepted: old finding"),
    ("s-accepted", "diterima", "accepted"),
    ("not-read", "TIDAK TERBACA", "NOT READ"),
    (
        "not-read-long",
        "Dokumen ini tidak terbaca. Tidak satu aturan pun diperiksa: tidak ada yang dapat dikatakan tentang isinya.",
        "This document was not read. No rule was checked: nothing can be said about what it contains.",
    ),
    ("partly-read", "TERBACA SEBAGIAN", "READ IN PART"),
    (
        "partly-read-long",
        "Sebagian dokumen ini tidak terbaca. Yang tidak disebut di bawah belum tentu tidak ada.",
        "Part of this document was not read. What is not told below is not necessarily missing.",
    ),
    ("fully-read", "terbaca seluruhnya", "read whole"),
    ("why-unknown", "tidak terbaca seluruhnya", "not read to its end"),
    ("data-file", "Berkas data proyek, bukan SOP", "A data file of the project, no SOP"),
    ("identity", "Identitas seperti terbaca", "Identity as it was read"),
    ("field", "Bidang", "Field"),
    ("written", "Tertulis", "As written"),
    ("meaning", "Dibaca sebagai", "Read as"),
    ("f-p", "ada", "present"),
    ("f-m", "tidak ada", "missing"),
    ("f-i", "dinyatakan tidak ada", "stated as none"),
    ("f-u", "tidak terbaca", "not readable"),
    ("list-cut", "daftar ini tidak terbaca seluruhnya", "this list was not read whole"),
    ("picture", "Diagram alir seperti terbaca", "Flow as it was read"),
    (
        "picture-red",
        "Merah dan tebal: langkah dan arah alir yang mempunyai kesalahan atau peringatan.",
        "Red and bold: steps and ways with an error or a warning.",
    ),
    ("picture-scroll", "Diagram alir; geser ke samping di layar sempit", "Flow; scroll sideways on a narrow screen"),
    (
        "no-picture",
        "Gambar dokumen ini tidak dimuat, agar berkas laporan tidak terlalu besar. Untuk membuatnya:",
        "The picture of this document is not in the file, which would grow too large. To make it:",
    ),
    (
        "no-picture-unread",
        "Dokumen ini tidak terbaca, jadi tidak ada alur yang dapat digambar.",
        "This document was not read, so there is no flow to draw.",
    ),
    (
        "no-sheet",
        "Rincian dokumen ini tidak dimuat, agar berkas laporan tidak terlalu besar. Untuk melihatnya:",
        "The details of this document are not in the file, which would grow too large. To see them:",
    ),
    ("no-findings", "Tidak ada temuan.", "No findings."),
    (
        "no-findings-but",
        "Tidak ada temuan, tetapi {} aturan tidak dapat diputuskan.",
        "No findings, but {} rules could not be decided.",
    ),
    ("place", "Letak", "Place"),
    ("whole", "seluruh dokumen", "whole document"),
    ("found", "Tertulis", "Written"),
    ("instead", "Tulis", "Write"),
    ("help", "Perbaikan", "What to do"),
    ("source", "Dasar", "Source"),
    ("certainty", "Kepastian dasar", "Certainty of the source"),
    ("related", "Terkait", "Related"),
    ("sure", "Keyakinan", "Confidence"),
    ("accepted-because", "Diterima, tidak dihitung", "Accepted, does not count"),
    ("outcomes", "Hasil per kelompok aturan", "Outcomes by group of rules"),
    ("rules-of", "Aturan {}", "Rules {}"),
    ("benefit", "Manfaat", "Protects"),
    ("answers", "Menjawab", "Answers"),
    ("question", "Pertanyaan", "Question"),
    ("pack", "Paket", "Pack"),
    ("close", "Tutup", "Close"),
    ("show-findings", "Lihat temuan aturan ini", "Findings of this rule"),
    ("show-matrix", "Lihat di matriks", "Show in the matrix"),
    ("previous", "Sebelumnya", "Previous"),
    ("next", "Berikutnya", "Next"),
    ("back-matrix", "Matriks", "Matrix"),
    ("file", "Berkas", "File"),
    ("number", "Nomor", "Number"),
    ("format", "Format", "Format"),
    ("phase", "Fase", "Phase"),
    ("reading", "Pembacaan", "Reading"),
    ("document-n", "dokumen {}", "document {}"),
    ("no-sop", "BELUM ADA SOP", "NO SOP"),
    (
        "no-sop-needed",
        "Unit ini belum mempunyai SOP sendiri, dan tidak diwajibkan.",
        "This unit has no SOP of its own, and none is required.",
    ),
    ("documents", "Dokumen", "Documents"),
    ("read-of", "{} terbaca dari {}", "{} read of {}"),
    ("effort", "Perkiraan upaya", "Estimated effort"),
    ("parts", "Bagian", "Parts"),
    ("unknown", "Halaman ini tidak ada dalam laporan.", "There is no such page in this report."),
    (
        "broken",
        "Data halaman ini rusak; buat laporannya lagi.",
        "The data of this page are damaged; make the report again.",
    ),
    ("no-score", "tanpa nilai", "no score"),
    ("print-document", "Cetak dokumen ini", "Print this document"),
    ("legend", "Arti tanda", "Meaning of the signs"),
];

/// A share, 0 to 100, in tenths.
pub(super) fn tenths(percent: f64) -> u32 {
    (percent * 10.0).round().clamp(0.0, 1000.0) as u32
}

/// `1.234 kesalahan`, `1 error`, `2 errors`.
pub(super) fn severities(number: usize, severity: Severity, language: Language) -> String {
    let word = words(language).severity(severity);
    let plural = if language == Language::En && number != 1 { "s" } else { "" };
    format!("{} {word}{plural}", count(number, language))
}

/// Where something is, for people who may not know what `3:12` means.
pub(super) fn place(site: &Site<'_>, language: Language) -> String {
    match (site.text(), language) {
        (Some(text), Language::Id) => format!("baris {}, kolom {}", text.start.line, text.start.column),
        (Some(text), Language::En) => format!("line {}, column {}", text.start.line, text.start.column),
        (None, _) => site.told(language),
    }
}

/// A message, with what it quotes between backticks set as such.
pub(super) fn quoted(text: &str) -> Markup {
    let parts: Vec<&str> = text.split('`').collect();
    html! {
        @for (at, part) in parts.iter().enumerate() {
            @match (at % 2, at + 1 < parts.len()) {
                (1, true) => code { (part) },
                (1, false) => { "`" (part) }
                _ => (part),
            }
        }
    }
}

/// Working time: minutes, hours, or working days of eight hours.
pub(super) fn effort(minutes: u32, language: Language) -> String {
    let (hours, days) = (f64::from(minutes) / 60.0, f64::from(minutes) / f64::from(DAY));
    let number =
        |value: f64| if value < 100.0 { decimal(value, language) } else { count(value.ceil() as usize, language) };
    match (minutes, language) {
        (0..60, Language::Id) => format!("{minutes} menit"),
        (0..60, Language::En) => format!("{minutes} min"),
        (60..960, Language::Id) => format!("{} jam", number(hours)),
        (60..960, Language::En) => format!("{} h", number(hours)),
        (_, Language::Id) => format!("{} hari kerja", number(days)),
        (_, Language::En) => format!("{} working days", number(days)),
    }
}

/// The sign and the meaning of each outcome, for the glossary: letter, Indonesian, English.
pub(super) const GLOSSARY: [(&str, &str, &str); 8] = [
    ("p", "lulus: semua yang dilihat aturan ini benar", "passed: everything the rule looked at is right"),
    (
        "e",
        "temuan, kesalahan: dokumen tidak boleh dipakai begini",
        "finding, error: the document must not be used like this",
    ),
    ("w", "temuan, peringatan: harus diperbaiki", "finding, warning: to be mended"),
    ("i", "temuan, saran", "finding, hint"),
    (
        "a",
        "ada temuan, tetapi semuanya diterima: dispensasi atau temuan lama",
        "something was found, and all of it is accepted: a waiver, or an old finding",
    ),
    (
        "u",
        "tidak dapat diputuskan: nilai yang diperlukan tidak ada atau tidak terbaca",
        "not decidable: a value it needs is missing or cannot be read",
    ),
    ("q", "harus dijawab orang", "for a person to answer"),
    (".", "tidak berlaku untuk dokumen ini", "does not concern this document"),
];

/// The sign of an outcome; each is another one, so that none is told by its colour alone.
pub(super) fn sign(letter: &str) -> &'static str {
    match letter {
        "p" => "✓",
        "e" => "✕",
        "w" => "!",
        "i" => "i",
        "a" => "◇",
        "u" => "?",
        "q" => "¿",
        "x" => "∅",
        _ => "·",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_message_quotes_is_set_as_such_and_escaped() {
        assert_eq!(quoted("nomor `<b>` dipakai").into_string(), "nomor <code>&lt;b&gt;</code> dipakai");
        assert_eq!(quoted("satu ` saja").into_string(), "satu ` saja");
    }

    #[test]
    fn effort_is_told_in_a_unit_people_plan_with() {
        assert_eq!([0, 59, 60, 90].map(|n| effort(n, Language::Id)), ["0 menit", "59 menit", "1,0 jam", "1,5 jam"]);
        assert_eq!(
            [959, 960, 24000].map(|n| effort(n, Language::En)),
            ["16.0 h", "2.0 working days", "50.0 working days"]
        );
    }

    #[test]
    fn each_word_of_the_scripts_stands_once_and_in_both_languages() {
        let mut keys: Vec<&str> = WORDS.iter().map(|(key, _, _)| *key).collect();
        keys.sort_unstable();
        assert!(keys.windows(2).all(|pair| pair[0] != pair[1]), "a key stands twice");
        for (key, id, en) in WORDS {
            assert!(!id.is_empty() && !en.is_empty(), "{key}");
            assert_eq!(id.matches("{}").count(), en.matches("{}").count(), "{key}");
        }
    }
}
