//! What is said of a document that was read and not understood whole.
//!
//! In: a remark of the model. Out: its message. Texts without anything of the document in them stand below, by the name of
//! their remark, in Indonesian and English.

use super::{Effect, EngineMessage, NOT_UNDERSTOOD, OVER_LIMIT, SYNTAX, UNKNOWN_KEY, message};
use crate::finding::RuleId;
use crate::sop::{Language, Remark, RemarkKind};

/// Says what the model has no place for.
#[must_use]
pub fn of_remark(remark: &Remark, language: Language) -> EngineMessage {
    let said = match &remark.kind {
        RemarkKind::UnknownKey { key, near } => unknown(("kunci", "key"), key, near.as_deref()),
        RemarkKind::UnknownColumn { column, near } => unknown(("kolom", "column"), column, near.as_deref()),
        RemarkKind::UnknownValue { value, near } => unknown(("nilai", "value"), value, near.as_deref()),
        RemarkKind::GivenTwice { key } => given_twice(key),
        RemarkKind::WrongShape { key } => {
            let texts = (format!("{key} harus berupa teks"), format!("{key} must be text"));
            Said { found: key, ..not_understood(texts) }
        }
        RemarkKind::UnreadableBranch { text } => unreadable_branch(text),
        RemarkKind::DirectionInText { text } => Said { found: text, ..not_understood(owned(DIRECTION_IN_TEXT)) },
        RemarkKind::ChartIsPicture => not_understood(owned(CHART_IS_PICTURE)),
        RemarkKind::PlainLine => not_understood(owned(PLAIN_LINE)),
        RemarkKind::UnsureCaption { text } => unsure_caption(text),
        RemarkKind::LostDigits { number } => Said { found: number, ..not_understood(owned(LOST_DIGITS)) },
        RemarkKind::UnsureArrow => not_understood(owned(UNSURE_ARROW)),
        RemarkKind::UnplacedShape => not_understood(owned(UNPLACED_SHAPE)),
        RemarkKind::Unread => not_understood(owned(UNREAD)),
        RemarkKind::UnknownSteps => not_understood(owned(UNKNOWN_STEPS)),
        RemarkKind::SecondProcedure { name } => second_procedure(name),
        RemarkKind::StepsBelowTable => not_understood(owned(STEPS_BELOW_TABLE)),
        RemarkKind::TooMany { limit } => too_many(*limit),
    };
    let (indonesian, english) = said.texts;
    let found = said.found.to_owned();
    EngineMessage { found, ..message(said.id, said.effect, language, indonesian, english) }
}

type Texts = (String, String);

/// A message in both languages.
struct Said<'r> {
    id: RuleId,
    effect: Effect,
    texts: Texts,
    /// The text it is about; empty when it is about none.
    found: &'r str,
}

fn owned((indonesian, english): (&str, &str)) -> Texts {
    (indonesian.to_owned(), english.to_owned())
}

/// What is written in a form that is not read.
fn not_understood(texts: Texts) -> Said<'static> {
    Said { id: NOT_UNDERSTOOD, effect: Effect::Unchecked, texts, found: "" }
}

/// A word that is not known, with the nearest one that is.
fn unknown<'r>((indonesian, english): (&str, &str), word: &'r str, near: Option<&str>) -> Said<'r> {
    let (maksudnya, meant) = match near {
        Some(near) => (format!("; maksudnya `{near}`?"), format!("; did you mean `{near}`?")),
        None => Texts::default(),
    };
    let texts =
        (format!("{indonesian} `{word}` tidak dikenal{maksudnya}"), format!("{english} `{word}` is not known{meant}"));
    Said { id: UNKNOWN_KEY, effect: Effect::Warning, texts, found: word }
}

fn given_twice(key: &str) -> Said<'_> {
    let texts = (
        format!("{key} ditulis dua kali, dengan kunci yang berbeda"),
        format!("{key} is written twice, under different keys"),
    );
    Said { id: SYNTAX, effect: Effect::Unchecked, texts, found: key }
}

fn second_procedure(name: &str) -> Said<'_> {
    let texts = (
        format!("SOP kedua dalam berkas ini, `{name}`, tidak diperiksa; simpan setiap SOP sebagai berkas sendiri"),
        format!("the second SOP in this file, `{name}`, is not checked; save each SOP as a file of its own"),
    );
    Said { id: SYNTAX, effect: Effect::Unchecked, texts, found: name }
}

fn unreadable_branch(text: &str) -> Said<'_> {
    let texts = (
        format!("cabang tidak terbaca: `{text}`; tulis `Ya 3; Tidak 1`"),
        format!("way out not understood: `{text}`; write `Ya 3; Tidak 1`"),
    );
    Said { found: text, ..not_understood(texts) }
}

fn unsure_caption(text: &str) -> Said<'_> {
    let texts = (
        format!("tidak jelas panah mana yang dimaksud `{text}`; letakkan tulisan itu di dekat pangkal panahnya"),
        format!("it is not clear which arrow `{text}` belongs to; put it near the start of its arrow"),
    );
    Said { found: text, ..not_understood(texts) }
}

fn too_many(limit: usize) -> Said<'static> {
    let texts = (
        format!("lebih dari {limit} unsur; sisanya tidak dibaca"),
        format!("more than {limit} elements; the rest was not read"),
    );
    Said { id: OVER_LIMIT, effect: Effect::Unchecked, texts, found: "" }
}

const DIRECTION_IN_TEXT: (&str, &str) = (
    "arah alir dalam teks tidak dibaca; tulis di kolom Keputusan atau `lanjut`",
    "directions in running text are not read; write them in the `Decision` column (Keputusan) or under `next` (lanjut)",
);

const CHART_IS_PICTURE: (&str, &str) = (
    "bagan alir berupa gambar: pelaksana dan alur tidak dapat dibaca; gambar ulang dengan Shapes",
    "the flowchart is a picture: actors and flow cannot be read; draw it with Shapes",
);

const UNSURE_ARROW: (&str, &str) = (
    "arah dari simbol ini tidak jelas: ujung panah tidak melekat pada simbol; tempelkan kedua ujungnya",
    "where this symbol leads is not clear: an arrow touches no symbol; glue both of its ends",
);

const PLAIN_LINE: (&str, &str) = (
    "garis ini tidak berkepala panah: arah alurnya tidak diketahui; beri kepala panah pada ujung tujuannya",
    "this line has no arrow head: where it leads is not known; give it a head at the end it leads to",
);

const LOST_DIGITS: (&str, &str) = (
    "tersimpan sebagai angka: program lembar sebar hanya menyimpan 15 angka pertama, sisanya menjadi nol; format selnya sebagai Text, lalu ketik ulang",
    "stored as a number: the spreadsheet program kept only its first 15 digits and made the others zeros; format the cell as Text and type it again",
);

const UNPLACED_SHAPE: (&str, &str) = (
    "simbol ini tidak berada pada baris langkah dan lajur pelaksana mana pun",
    "this symbol lies in no row of a step and no lane of an actor",
);

const UNREAD: (&str, &str) = (
    "tabel ini tidak dibaca; tulis di luar daftar, dengan tajuk kolom yang dikenal",
    "this table is not read; write it outside lists, with column headers that are known",
);

const UNKNOWN_STEPS: (&str, &str) = (
    "langkah kegiatan tidak dikenali; tulis sebagai tabel atau daftar bernomor di bawah judul `Kegiatan`",
    "the steps are not recognised; write them as a table or a numbered list under the heading `Procedure` (Kegiatan)",
);

const STEPS_BELOW_TABLE: (&str, &str) = (
    "teks bernomor di bawah tabel kegiatan ini mungkin langkah lanjutan dan tidak dibaca; tulis sebagai baris tabel",
    "this numbered text below the table of steps may be further steps and is not read; write it as rows of the table",
);
