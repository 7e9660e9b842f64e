//! Engine messages: what is said about a document that could not be read, in the words of its author.
//!
//! They have ids like rules (EN001 …) but belong to no pack and cannot be switched off (contracts, section 11).

mod load;
mod remarks;

pub use remarks::of_remark;

use super::accept;
use super::load::LoadError;

use crate::finding::{RuleId, Severity};
use crate::reader::detect::Foreign;
use crate::reader::{Counted, OfficeProblem, Problem, ProblemKind, SyntaxError, Unopened};
use crate::sop::Language;
use crate::source::DecodeError;

/// What a message means for the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// All or part of it was not checked.
    Unchecked,
    /// A warning; everything was checked.
    Warning,
}

/// A message about a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EngineMessage {
    /// Id.
    pub id: RuleId,
    /// What it means.
    pub effect: Effect,
    /// What is said.
    pub text: String,
    /// The text it is about, when it is about one.
    pub found: String,
}

impl EngineMessage {
    /// The severity in reports.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self.effect {
            Effect::Unchecked => Severity::Error,
            Effect::Warning => Severity::Warning,
        }
    }
}

/// Why nothing of an input was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// It is not what its format is.
    Unopened(Unopened),
    /// It gave no bytes, and not for its size.
    NotLoaded(LoadError),
    /// It is larger than the limit.
    TooLarge {
        /// Its size.
        bytes: u64,
        /// The limit.
        most: u64,
    },
    /// There is nothing in it.
    Empty,
    /// It was another one when it was read again.
    Changed,
    /// Nothing in it belongs to a procedure.
    NoProcedure,
    /// A known kind of file without a reader.
    Unsupported(Foreign),
    /// An unknown kind of file.
    UnknownFormat,
    /// A broken promise of ours.
    Internal(String),
}

/// What an engine message is about, and what to do, for `explain`.
pub struct EngineEntry {
    /// Id.
    pub id: RuleId,
    /// Title in Indonesian and English.
    pub title: (&'static str, &'static str),
    /// What to do, in Indonesian and English.
    pub help: (&'static str, &'static str),
}

const NOT_OPENED: RuleId = RuleId::known("EN001");
const ENCRYPTED: RuleId = RuleId::known("EN002");
const OVER_LIMIT: RuleId = RuleId::known("EN003");
const UNSUPPORTED: RuleId = RuleId::known("EN004");
const INTERNAL: RuleId = RuleId::known("EN005");
const NOT_UNDERSTOOD: RuleId = RuleId::known("EN007");
const UNKNOWN_KEY: RuleId = RuleId::known("EN008");
const SYNTAX: RuleId = RuleId::known("EN009");

/// What is said of documents.
const ENTRIES: &[EngineEntry] = &[
    EngineEntry {
        id: NOT_OPENED,
        title: ("Berkas dapat dibuka dan dibaca", "The file can be opened and read"),
        help: (
            "periksa izin berkas, simpan ulang sebagai UTF-8, lalu periksa kembali",
            "check the permissions of the file, save it as UTF-8, and check again",
        ),
    },
    EngineEntry {
        id: ENCRYPTED,
        title: ("Berkas tidak terkunci kata sandi", "The file is not protected by a password"),
        help: (
            "buka berkas di programnya, hapus kata sandinya (File > Info > Protect), simpan, lalu periksa kembali; arsip dibuat ulang tanpa kata sandi",
            "open the file in its program, remove the password (File > Info > Protect), save it, and check again; make an archive anew without a password",
        ),
    },
    EngineEntry {
        id: OVER_LIMIT,
        title: ("Berkas dalam batas yang wajar", "The file is within reasonable limits"),
        help: (
            "bagi berkas menjadi beberapa SOP; isi arsip yang terlalu besar dikeluarkan ke sebuah folder, lalu folder itu diperiksa",
            "split the file into several SOPs; unpack an archive that is too large into a folder, and check the folder",
        ),
    },
    EngineEntry {
        id: UNSUPPORTED,
        title: ("Format berkas didukung", "The format of the file is supported"),
        help: (
            "simpan sebagai .docx (Word) atau .xlsx (Excel), atau tulis sebagai `*.sop.yaml` atau `*.sop.md`; berkas yang bukan SOP dapat dikecualikan dalam `.soplintignore`",
            "save it as .docx (Word) or .xlsx (Excel), or write it as `*.sop.yaml` or `*.sop.md`; files that are no SOPs can be left out by `.soplintignore`",
        ),
    },
    EngineEntry {
        id: INTERNAL,
        title: ("Kesalahan di dalam soplint", "An error inside soplint"),
        help: (
            "laporkan kesalahan ini beserta berkasnya; dokumen lain tetap diperiksa",
            "please report this error together with the file; the other documents were checked",
        ),
    },
    EngineEntry {
        id: NOT_UNDERSTOOD,
        title: ("Setiap bagian dapat dipahami", "Every part can be understood"),
        help: (
            "tulis bagian ini dalam bentuk yang dijelaskan di panduan format",
            "write this part in a form the guide to the formats describes",
        ),
    },
    EngineEntry {
        id: UNKNOWN_KEY,
        title: ("Kunci dan nilai dikenal", "Keys and values are known"),
        help: ("perbaiki ejaannya, atau hapus bila tidak diperlukan", "correct the spelling, or delete it"),
    },
    EngineEntry {
        id: SYNTAX,
        title: ("Sintaks sumber benar", "The syntax of the source is right"),
        help: (
            "perbaiki di tempat yang ditunjuk, lalu periksa kembali",
            "mend the place that is shown, and check again",
        ),
    },
];

/// All entries: what is said of documents, then of waivers and baselines.
pub fn entries() -> impl Iterator<Item = &'static EngineEntry> {
    ENTRIES.iter().chain(accept::messages::ENTRIES)
}

/// The entry of an engine message.
#[must_use]
pub fn entry(id: RuleId) -> Option<&'static EngineEntry> {
    entries().find(|entry| entry.id == id)
}

/// The label of the first of two places.
#[must_use]
pub fn first_label(language: Language) -> &'static str {
    say(language, "yang pertama di sini", "the first one is here")
}

fn say<'t>(language: Language, id: &'t str, en: &'t str) -> &'t str {
    match language {
        Language::Id => id,
        Language::En => en,
    }
}

fn message(id: RuleId, effect: Effect, language: Language, indonesian: String, english: String) -> EngineMessage {
    let text = match language {
        Language::Id => indonesian,
        Language::En => english,
    };
    EngineMessage { id, effect, text, found: String::new() }
}

/// Says why nothing of an input was read.
#[must_use]
pub fn of_trouble(trouble: &Trouble, language: Language) -> EngineMessage {
    let (id, indonesian, english) = match trouble {
        Trouble::Unopened(error) => unopened(error),
        Trouble::NotLoaded(error) => load::words(error),
        Trouble::TooLarge { bytes, most } => (
            OVER_LIMIT,
            format!("berkas berukuran {} MiB, batasnya {} MiB", mib(*bytes), mib(*most)),
            format!("the file has {} MiB, the limit is {} MiB", mib(*bytes), mib(*most)),
        ),
        Trouble::Changed => (
            NOT_OPENED,
            "berkas berubah selama diperiksa; jalankan sekali lagi".to_owned(),
            "the file changed while it was checked; run once more".to_owned(),
        ),
        Trouble::Empty => (NOT_OPENED, "berkas kosong".to_owned(), "the file is empty".to_owned()),
        Trouble::NoProcedure => (
            NOT_UNDERSTOOD,
            "tidak dikenali sebagai SOP: tidak ada nomor, tanggal, pengesahan, dasar hukum, atau langkah kegiatan"
                .to_owned(),
            "not recognised as an SOP: it has no number, date, approval, legal basis or steps".to_owned(),
        ),
        Trouble::Unsupported(kind) => {
            let id = if *kind == Foreign::Encrypted { ENCRYPTED } else { UNSUPPORTED };
            let (indonesian, english) = foreign(*kind);
            (id, indonesian.to_owned(), english.to_owned())
        }
        Trouble::UnknownFormat => (
            UNSUPPORTED,
            "bukan berkas SOP: namanya tidak berakhir dengan `.sop.yaml`, `.sop.md`, `.docx`, `.xlsx`, atau `.ods`"
                .to_owned(),
            "no SOP: the name does not end in `.sop.yaml`, `.sop.md`, `.docx`, `.xlsx` or `.ods`".to_owned(),
        ),
        Trouble::Internal(reason) => internal(reason),
    };
    message(id, Effect::Unchecked, language, indonesian, english)
}

fn internal(reason: &str) -> (RuleId, String, String) {
    (INTERNAL, format!("kesalahan di dalam soplint: {reason}"), format!("an error inside soplint: {reason}"))
}

fn mib(bytes: u64) -> String {
    let tenths = bytes * 10 / (1 << 20);
    format!("{},{}", tenths / 10, tenths % 10).trim_end_matches(",0").to_owned()
}

fn unopened(error: &Unopened) -> (RuleId, String, String) {
    match error {
        Unopened::Encoding(error) => encoding(error),
        #[cfg(feature = "package")]
        Unopened::Package(error) => package(error),
        Unopened::NoReader => (
            UNSUPPORTED,
            "program ini dibuat tanpa pembaca untuk format ini".to_owned(),
            "this program was built without a reader of this format".to_owned(),
        ),
    }
}

#[cfg(feature = "package")]
fn package(error: &crate::reader::package::PackageError) -> (RuleId, String, String) {
    use crate::reader::package::{Bounded, Damage, PackageError};
    match error {
        PackageError::Encrypted => {
            (ENCRYPTED, "berkas terkunci kata sandi".to_owned(), "the file is protected by a password".to_owned())
        }
        PackageError::OverLimit { what, most } => {
            let (indonesian, english) = match what {
                Bounded::Entries => (format!("lebih dari {most} bagian"), format!("more than {most} parts")),
                Bounded::PartBytes => (
                    format!("satu bagiannya lebih dari {} MiB setelah dibuka", mib(*most)),
                    format!("one of its parts has more than {} MiB unpacked", mib(*most)),
                ),
                Bounded::TotalBytes => (
                    format!("isinya lebih dari {} MiB setelah dibuka", mib(*most)),
                    format!("its parts have more than {} MiB unpacked", mib(*most)),
                ),
                Bounded::Ratio => (
                    format!("isinya mengembang lebih dari {most} kali lipat; berkas seperti ini tidak wajar"),
                    format!("it unpacks to more than {most} times its size, which no ordinary file does"),
                ),
                Bounded::Depth => {
                    (format!("bersarang lebih dari {most} tingkat"), format!("nested more than {most} levels deep"))
                }
            };
            (OVER_LIMIT, indonesian, english)
        }
        PackageError::Damaged(damage) => {
            let (indonesian, english) = match damage {
                Damage::NoList => {
                    ("bukan berkas Office, atau terpotong", "it is no Office file, or its end is cut off")
                }
                Damage::Part => ("isinya tidak dapat dibuka", "its content cannot be unpacked"),
                Damage::Twice => ("dua bagian bernama sama", "two of its parts have the same name"),
            };
            (NOT_OPENED, format!("berkas rusak: {indonesian}"), format!("the file is damaged: {english}"))
        }
        PackageError::NoPart(part) => (
            NOT_OPENED,
            format!("berkas rusak: bagian `{part}` tidak ada"),
            format!("the file is damaged: there is no part `{part}`"),
        ),
        PackageError::Encoding { part, .. } | PackageError::Xml { part, .. } => (
            NOT_OPENED,
            format!("berkas rusak: bagian `{part}` tidak dapat dibaca"),
            format!("the file is damaged: its part `{part}` cannot be read"),
        ),
    }
}

fn encoding(error: &DecodeError) -> (RuleId, String, String) {
    let (indonesian, english) = match error {
        DecodeError::NotUtf8 { offset } => (
            format!("berkas bukan teks UTF-8 (bita ke-{})", offset + 1),
            format!("the file is no UTF-8 text (byte {})", offset + 1),
        ),
        DecodeError::NotUtf16 { offset } => (
            format!("teks UTF-16 rusak di sekitar bita ke-{}", offset + 1),
            format!("the UTF-16 text is broken near byte {}", offset + 1),
        ),
        DecodeError::Binary { offset } => (
            format!("berkas biner, bukan teks (bita ke-{} adalah NUL)", offset + 1),
            format!("a binary file, no text (byte {} is NUL)", offset + 1),
        ),
    };
    (NOT_OPENED, indonesian, english)
}

/// What a file without a reader is, and what to do.
fn foreign(kind: Foreign) -> (&'static str, &'static str) {
    match kind {
        Foreign::OldWord => (
            "berkas Word lama (.doc) tidak dapat dibaca; simpan sebagai .docx",
            "an old Word file (.doc) cannot be read; save it as .docx",
        ),
        Foreign::OldExcel => (
            "berkas Excel lama (.xls) tidak dapat dibaca; simpan sebagai .xlsx",
            "an old Excel file (.xls) cannot be read; save it as .xlsx",
        ),
        Foreign::BinaryExcel => (
            "berkas Excel biner (.xlsb) tidak dapat dibaca; simpan sebagai .xlsx",
            "a binary Excel file (.xlsb) cannot be read; save it as .xlsx",
        ),
        Foreign::Slides => (
            "berkas presentasi tidak dapat dibaca; simpan SOP sebagai .docx atau .xlsx",
            "a presentation cannot be read; save the SOP as .docx or .xlsx",
        ),
        Foreign::OpenText => (
            "berkas teks OpenDocument (.odt) tidak dapat dibaca; simpan sebagai .docx",
            "an OpenDocument text (.odt) cannot be read; save it as .docx",
        ),
        Foreign::RichText => (
            "berkas RTF tidak dapat dibaca; simpan sebagai .docx",
            "a rich text file (.rtf) cannot be read; save it as .docx",
        ),
        Foreign::Pdf => (
            "berkas PDF belum dapat dibaca; sertakan berkas asalnya, .docx atau .xlsx",
            "a PDF file cannot be read yet; add the file it was made from, .docx or .xlsx",
        ),
        Foreign::Image => (
            "gambar atau hasil pindai belum dapat dibaca; sertakan berkas asalnya, .docx atau .xlsx",
            "a picture or scan cannot be read yet; add the file it was made from, .docx or .xlsx",
        ),
        Foreign::Encrypted => ("berkas terkunci kata sandi", "the file is protected by a password"),
        Foreign::OldOffice => (
            "berkas Office lama tidak dapat dibaca; simpan sebagai .docx atau .xlsx",
            "an old Office file cannot be read; save it as .docx or .xlsx",
        ),
        Foreign::Zip => (
            "arsip zip tidak dibuka; keluarkan berkas di dalamnya",
            "a zip archive is not opened; unpack the files in it",
        ),
        Foreign::Archive => (
            "arsip jenis ini tidak dibuka; keluarkan berkas di dalamnya",
            "an archive of this kind is not opened; unpack the files in it",
        ),
    }
}

/// Says what a reader could not read.
#[must_use]
pub fn of_problem(problem: &Problem, language: Language) -> EngineMessage {
    let (id, indonesian, english) = match &problem.kind {
        ProblemKind::Syntax(error) => {
            let (indonesian, english) = syntax(error);
            (SYNTAX, indonesian, english)
        }
        ProblemKind::DuplicateKey(key) => {
            (SYNTAX, format!("kunci `{key}` ditulis dua kali"), format!("key `{key}` is written twice"))
        }
        ProblemKind::LoneDash => {
            let texts = (
                "tulis `\"-\"` dengan tanda kutip; program lain tidak dapat membaca `-` di sini",
                "write `\"-\"` with quotes; other programs cannot read `-` here",
            );
            return message(SYNTAX, Effect::Warning, language, texts.0.to_owned(), texts.1.to_owned());
        }
        ProblemKind::UnknownAlias(name) => (
            SYNTAX,
            format!("alias `*{name}` tidak menunjuk jangkar mana pun sebelumnya"),
            format!("alias `*{name}` names no anchor before it"),
        ),
        ProblemKind::TooDeep(most) => {
            (OVER_LIMIT, format!("bersarang lebih dari {most} tingkat"), format!("nested more than {most} levels deep"))
        }
        ProblemKind::TooManyNodes(most) => {
            (OVER_LIMIT, format!("lebih dari {most} unsur"), format!("more than {most} nodes"))
        }
        ProblemKind::Html => (
            SYNTAX,
            "bagian HTML ini tidak dibaca; tulis sebagai tabel, daftar, atau teks Markdown".to_owned(),
            "this HTML is not read; write it as a table, a list or text of Markdown".to_owned(),
        ),
        ProblemKind::TooMuchAliased(most) => (
            OVER_LIMIT,
            format!("alias mengulang lebih dari {most} MiB teks"),
            format!("aliases repeat more than {most} MiB of text"),
        ),
        ProblemKind::TooManyAliases(most) => {
            (OVER_LIMIT, format!("lebih dari {most} alias"), format!("more than {most} aliases"))
        }
        ProblemKind::Office(problem) => office(problem),
    };
    message(id, Effect::Unchecked, language, indonesian, english)
}

fn office(problem: &OfficeProblem) -> (RuleId, String, String) {
    match problem {
        #[cfg(feature = "package")]
        OfficeProblem::Package(error) => package(error),
        OfficeProblem::TooMuch(what, most) => {
            let (ya, yes) = match what {
                Counted::Cells => ("sel", "cells"),
                Counted::Sheets => ("lembar", "sheets"),
                Counted::Shapes => ("bentuk gambar", "drawn shapes"),
                Counted::Text => ("MiB teks", "MiB of text"),
            };
            (
                OVER_LIMIT,
                format!("lebih dari {most} {ya}; sisanya tidak dibaca"),
                format!("more than {most} {yes}; the rest was not read"),
            )
        }
        OfficeProblem::Part(part) => (
            NOT_OPENED,
            format!("bagian `{part}` dari berkas ini tidak dapat dibaca"),
            format!("the part `{part}` of this file cannot be read"),
        ),
    }
}

fn syntax(error: &SyntaxError) -> (String, String) {
    let (indonesian, english): (&str, &str) = match error {
        SyntaxError::Tab => {
            ("tab tidak boleh dipakai untuk indentasi; gunakan spasi", "a tab may not indent; use spaces")
        }
        SyntaxError::OpenQuote => ("tanda kutip tidak ditutup", "a quote is never closed"),
        SyntaxError::OpenBracket('[') => ("kurung `[` tidak ditutup", "the bracket `[` is never closed"),
        SyntaxError::OpenBracket(_) => ("kurung `{` tidak ditutup", "the bracket `{` is never closed"),
        SyntaxError::Colon => (
            "titik dua di tengah teks; apit teks itu dengan tanda kutip",
            "a colon inside the text; put the text between quotes",
        ),
        SyntaxError::MissingColon => ("kunci ini tidak diikuti titik dua", "no colon follows this key"),
        SyntaxError::OpenFrontMatter => {
            ("bagian depan (`---`) tidak ditutup dengan `---`", "the front matter (`---`) is never closed by `---`")
        }
        SyntaxError::OpenBlock => (
            "komentar atau blok kode tidak ditutup; isi di belakangnya tidak terbaca",
            "a comment or code block is never closed; what follows it was not read",
        ),
        SyntaxError::Indentation => {
            ("indentasi tidak sejajar dengan baris di atasnya", "the indentation fits no line above")
        }
        SyntaxError::Character(_) => (
            "karakter ini tidak boleh di sini; apit teks dengan tanda kutip",
            "this character may not stand here; put the text between quotes",
        ),
        SyntaxError::AfterQuote => {
            ("ada teks di belakang tanda kutip penutup", "there is text behind the closing quote")
        }
        SyntaxError::Escape => ("urutan `\\` ini tidak dikenal", "this `\\` escape does not exist"),
        SyntaxError::Other(text) => {
            return (format!("sintaks salah: {text}"), format!("wrong syntax: {text}"));
        }
    };
    (indonesian.to_owned(), english.to_owned())
}
