//! Every key a pack, settings and project data may have: its name, the shape of its value, what it means.
//!
//! The loader takes the names from here, the schemas for editors the shapes, the manual the meanings: nothing of it is
//! written twice. [`verbs`] holds the checks and their parameters.

pub mod verbs;

use crate::finding::Severity;
use crate::rule::{Benefit, Phase, Question, Replace, Sure};
use crate::sop::duration::PlainDay;
use crate::sop::model::LegalStatus;

/// The shape of a value.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Text.
    Text,
    /// A condition in the expression language.
    Condition,
    /// The path of a field.
    Path,
    /// `true` or `false`.
    Flag,
    /// A number.
    Number,
    /// Id of a rule.
    RuleId,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A text in each language: `{id: …, en: …}`.
    Bilingual,
    /// One of them, or a list.
    OneOrMore(&'static Shape),
    /// A list.
    List(&'static Shape),
    /// `key: value` pairs with these keys.
    Map(&'static [Key]),
    /// `key: value` pairs with keys of one's own.
    Named(&'static Shape),
    /// One of several shapes.
    Either(&'static [Shape]),
    /// Anything.
    Any,
}

/// A key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// Whether it must be there.
    pub needed: bool,
    /// The shape of its value.
    pub shape: Shape,
    /// What it means, in Indonesian.
    pub id: &'static str,
    /// What it means, in English.
    pub en: &'static str,
}

/// Writes a table of keys, and the list of their names for the loader.
macro_rules! keys {
    ($($(#[doc = $doc:literal])+ $table:ident / $names:ident { $($name:literal $(! $needed:ident)? : $shape:expr, $id:literal, $en:literal;)+ })+) => {
        $(
            $(#[doc = $doc])+
            pub const $table: &[$crate::pack::keys::Key] = &[$($crate::pack::keys::Key {
                name: $name,
                needed: keys!(@needed $($needed)?),
                shape: $shape,
                id: $id,
                en: $en,
            }),+];
            #[doc = "The names of these keys."]
            pub(in crate::pack) const $names: &[&str] = &[$($name),+];
        )+
    };
    (@needed needed) => { true };
    (@needed) => { false };
}
pub(super) use keys;

/// Words of severities.
pub const SEVERITIES: &[&str] = &[Severity::Error.name(), Severity::Warning.name(), Severity::Info.name()];
/// Words of the gate.
const GATES: &[&str] = &[Severity::Error.name(), Severity::Warning.name(), Severity::Info.name(), "never"];
const LANGUAGES: Shape = Shape::OneOf(&["id", "en"]);
/// Types of columns.
pub(super) const COLUMN_TYPE_NAMES: &[&str] = &["text", "number", "duration", "date", "bool"];
const COLUMN_TYPES: Shape = Shape::OneOf(COLUMN_TYPE_NAMES);
const TERMS: Shape = Shape::Either(&[Shape::List(&Shape::Text), Shape::Map(LIST_EDIT), Shape::Named(&Shape::Text)]);
const BY_PHASE: Shape = Shape::Map(PHASES);
const EXAMPLE: Shape = Shape::Any;

keys! {
    /// Keys of a pack.
    PACK / PACK_KEYS {
        "pack" !needed: Shape::Text, "nama paket", "name of the pack";
        "version" !needed: Shape::Text, "edisi paket, seperti 1.0.0", "edition of the pack, such as 1.0.0";
        "model" !needed: Shape::Number, "versi model dokumen; sekarang 1", "version of the document model; 1 today";
        "languages" !needed: Shape::OneOrMore(&LANGUAGES), "bahasa pesan paket; yang pertama menjadi bawaan", "languages of its messages; the first is the default";
        "extends": Shape::OneOrMore(&Shape::Text), "paket di bawahnya: nama paket bawaan (sop-ap@1), berkas (./dasar.yaml), atau folder", "packs it rests on: a shipped one (sop-ap@1), a file (./base.yaml) or a folder";
        "sources": Shape::Named(&Shape::Either(&[Shape::Text, Shape::Map(SOURCE)])), "sumber yang dirujuk aturan, dengan kunci pendek", "sources that rules name, by a short key";
        "params": Shape::Named(&Shape::Any), "nilai yang dipakai aturan sebagai $nama: angka, durasi, tanggal, teks, true/false, /pola/, daftar", "values that rules use as $name: number, duration, date, text, true/false, /pattern/, list";
        "lists": Shape::Named(&Shape::Map(LIST)), "daftar kata per bahasa", "word lists by language";
        "tables": Shape::Named(&Shape::Map(TABLE)), "tabel untuk lookup(…)", "tables for lookup(…)";
        "covers": Shape::Bilingual, "apa yang TIDAK diperiksa paket ini", "what this pack does NOT check";
        "rules": Shape::List(&Shape::Map(RULE)), "aturan", "the rules";
        "change": Shape::Named(&Shape::Map(CHANGE)), "apa yang berbeda pada aturan paket di bawahnya, per nomor aturan", "what is different in rules of the packs below, by rule id";
        "disable": Shape::List(&Shape::Either(&[Shape::RuleId, Shape::Map(OFF)])), "aturan paket di bawahnya yang dimatikan", "rules of the packs below that are switched off";
    }

    /// Keys of the settings of a project (`soplint.yaml`).
    SETTINGS / SETTINGS_KEYS {
        "extends": Shape::OneOrMore(&Shape::Text), "paket yang dipakai; tanpa ini sop-ap", "packs that are used; sop-ap without it";
        "language": LANGUAGES, "bahasa pesan", "language of messages";
        "phase": Shape::OneOf(Phase::SPEC.values), "tahap semua dokumen; tanpa ini menurut status masing-masing", "phase of all documents; by their status without it";
        "fail_on": Shape::OneOf(GATES), "tingkat temuan yang menggagalkan pemeriksaan", "severity from which findings fail the run";
        "include": Shape::OneOrMore(&Shape::Text), "glob berkas yang diperiksa saat folder ditelusuri; tanpa ini semua", "globs of files that are checked where folders are searched; all without it";
        "exclude": Shape::OneOrMore(&Shape::Text), "glob berkas dan folder yang dilewati", "globs of files and folders that are left out";
        "limits": Shape::Map(LIMITS), "batas pembacaan", "bounds of reading";
        "project": Shape::OneOrMore(&Shape::Text), "berkas data proyek: jabatan, unit, kalender, isi tabel", "files with project data: positions, units, calendar, rows of tables";
        "sources": Shape::Named(&Shape::Either(&[Shape::Text, Shape::Map(SOURCE)])), "sumber tambahan", "further sources";
        "waivers": Shape::Either(&[Shape::Text, Shape::Map(WAIVER_SETTINGS)]), "berkas dispensasi, atau cara memakainya", "the waivers file, or how waivers are used";
        "baseline": Shape::Either(&[Shape::Text, Shape::Map(BASELINE_SETTINGS)]), "berkas temuan lama (baseline), atau cara memakainya", "the baseline file, or how the baseline is used";
        "params": Shape::Named(&Shape::Any), "nilai yang berbeda di sini", "values that are different here";
        "lists": Shape::Named(&Shape::Map(LIST)), "kata yang ditambah atau dihapus di sini", "words that are added or removed here";
        "tables": Shape::Named(&Shape::Map(TABLE)), "baris tabel yang ditambah di sini", "rows of tables that are added here";
        "change": Shape::Named(&Shape::Map(CHANGE)), "apa yang berbeda pada aturan, per nomor aturan", "what is different in rules, by rule id";
        "disable": Shape::List(&Shape::Either(&[Shape::RuleId, Shape::Map(OFF)])), "aturan yang dimatikan", "rules that are switched off";
        "overrides": Shape::List(&Shape::Map(OVERRIDE)), "apa yang berbeda untuk sebagian dokumen; yang terakhir cocok berlaku", "what is different for some documents; the last one that matches holds";
    }

    /// Keys of `limits`.
    LIMITS / LIMITS_KEYS {
        "file_mib": Shape::Number, "ukuran masukan terbesar yang dibaca, dalam MiB", "size of the largest input that is read, in MiB";
    }

    /// Keys of an entry of `overrides`.
    OVERRIDE / OVERRIDE_KEYS {
        "match" !needed: Shape::Map(MATCH), "dokumen mana; semua syaratnya harus terpenuhi", "which documents; all its conditions must hold";
        "phase": Shape::OneOf(Phase::SPEC.values), "tahap penilaiannya", "the phase they are judged in";
        "change": Shape::Named(&Shape::Map(LOCAL_CHANGE)), "tingkat aturan di dalamnya, per nomor aturan", "severities of rules in them, by rule id";
        "disable": Shape::List(&Shape::Either(&[Shape::RuleId, Shape::Map(OFF)])), "aturan yang dimatikan di dalamnya", "rules that are switched off in them";
    }

    /// Keys of `match`.
    MATCH / MATCH_KEYS {
        "path": Shape::OneOrMore(&Shape::Text), "glob dari folder pengaturan: sop/layanan/**", "globs from the folder of the settings: sop/services/**";
        "unit": Shape::OneOrMore(&Shape::Text), "unit; dengan data unit, beserta unit di bawahnya", "units; where the project lists its units, with those below them";
        "status": Shape::OneOrMore(&Shape::Text), "status yang dinyatakan dokumen: draft, review, final, atau nama statusnya", "the status a document states: draft, review, final, or the name of the status";
    }

    /// Keys of a change for some documents.
    LOCAL_CHANGE / LOCAL_CHANGE_KEYS {
        "severity" !needed: Shape::Either(&[Shape::OneOf(SEVERITIES), BY_PHASE]), "tingkat", "severity";
        "reason": Shape::Text, "alasan; wajib bila melemahkan error", "why; needed where an error is weakened";
    }

    /// How waivers are used.
    WAIVER_SETTINGS / WAIVER_SETTINGS_KEYS {
        "file": Shape::Text, "berkasnya; tanpa ini soplint.waivers.yaml di samping berkas ini", "the file; soplint.waivers.yaml beside this one without it";
        "most_months": Shape::Number, "lama dispensasi paling banyak, dalam bulan; tanpa ini 12", "longest time of a waiver, in months; 12 without it";
        "warn_days": Shape::Number, "berapa hari sebelum berakhir diingatkan; tanpa ini 30", "days before its end from which it is told; 30 without it";
        "inline": Shape::Flag, "false: dispensasi di dalam komentar dokumen tidak diterima", "false: waivers in comments of documents are not accepted";
    }

    /// How the baseline is used.
    BASELINE_SETTINGS / BASELINE_SETTINGS_KEYS {
        "file": Shape::Text, "berkasnya; tanpa ini soplint.baseline.jsonl di samping berkas ini", "the file; soplint.baseline.jsonl beside this one without it";
        "allow": Shape::OneOrMore(&Shape::OneOf(SEVERITIES)), "tingkat temuan yang boleh dicatat di dalamnya; tanpa ini semua", "severities that may be in it; all without it";
        "ratchet": Shape::Flag, "true: yang sudah diperbaiki harus dihapus dari berkas, dan jumlah temuan tiap dokumen tidak boleh bertambah", "true: what was mended must be taken out of it, and the count of a document may never grow";
    }

    /// Keys of a waivers file (`soplint.waivers.yaml`).
    WAIVERS / WAIVERS_KEYS {
        "waivers": Shape::List(&Shape::Map(WAIVER)), "dispensasi", "the waivers";
    }

    /// Keys of a waiver.
    WAIVER / WAIVER_KEYS {
        "id": Shape::Text, "namanya, seperti W-2026-003", "its name, such as W-2026-003";
        "rule" !needed: Shape::RuleId, "aturan yang temuannya diterima", "the rule whose findings are accepted";
        "where" !needed: Shape::Map(WHERE), "temuan mana: yang cocok dengan semua yang disebut", "which findings: those that fit everything that is said";
        "reason" !needed: Shape::Text, "alasan", "why";
        "owner" !needed: Shape::Text, "unit atau jabatan yang bertanggung jawab", "the unit or position that answers for it";
        "approved_by": Shape::Text, "jabatan yang menyetujui; wajib bila aturan itu error", "the position that agreed; needed where the rule is an error";
        "letter": Shape::Text, "nomor surat atau nota dinasnya", "number of the letter about it";
        "expires" !needed: Shape::Text, "hari terakhir berlakunya, seperti 2026-12-31", "the last day on which it holds, such as 2026-12-31";
    }

    /// Which findings a waiver is for.
    WHERE / WHERE_KEYS {
        "document": Shape::Text, "nomor SOP", "number of the SOP";
        "path": Shape::Text, "berkasnya atau foldernya, dari folder soplint.yaml; * dan ** boleh", "its file or folder, from the folder of soplint.yaml; * and ** are allowed";
        "unit": Shape::Text, "unit kerja pemilik SOP", "the unit of the SOP";
        "at": Shape::Text, "letak dalam dokumen, seperti steps[].duration, beserta yang di bawahnya", "place in the document, such as steps[].duration, with what is below it";
        "text": Shape::Text, "teks yang ditemukan", "the text that was found";
        "fingerprint": Shape::Text, "sidik temuan (`fingerprint` dalam keluaran JSON)", "fingerprint of the finding (in JSON output)";
    }

    /// Keys of a file with project data.
    PROJECT / PROJECT_KEYS {
        "positions": Shape::List(&Shape::Map(POSITION)), "peta jabatan", "positions of the organisation";
        "units": Shape::List(&Shape::Map(UNIT)), "unit kerja", "units of the organisation";
        "calendar": Shape::Map(CALENDAR), "hari kerja", "working days";
        "regulations": Shape::List(&Shape::Map(REGULATION)), "peraturan yang ditambah atau dibetulkan", "regulations that are added or corrected";
        "tables": Shape::Named(&Shape::Map(TABLE)), "isi tabel yang dinyatakan paket", "rows of tables that packs declare";
    }

    /// Keys of a position.
    POSITION / POSITION_KEYS {
        "name" !needed: Shape::Text, "nama jabatan", "name";
        "aliases": Shape::OneOrMore(&Shape::Text), "nama lain dan singkatan", "other names and short forms";
        "unit": Shape::Text, "unitnya", "its unit";
        "rank": Shape::Number, "jenjang; 1 yang tertinggi", "rank; 1 is the highest";
        "valid_from": Shape::Text, "hari pertama jabatan ini ada, seperti 2021-01-01", "first day on which it exists, such as 2021-01-01";
        "valid_to": Shape::Text, "hari terakhir jabatan ini ada", "last day on which it exists";
        "holders": Shape::List(&Shape::Map(HOLDER)), "siapa yang menjabat, dan kapan; tanpa ini tidak diperiksa", "who held it, and when; not checked without it";
        "approves": Shape::OneOrMore(&Shape::Text), "unit (beserta unit di bawahnya) atau jenis SOP (makro, mikro, pelayanan, …) yang boleh disahkannya", "units (with the units below them) or kinds of SOP (macro, micro, service, …) it may approve";
        "incompatible": Shape::OneOrMore(&Shape::Text), "jabatan atau tugas yang tidak boleh dirangkap dengannya", "positions or duties nobody may have together with it";
    }

    /// Keys of an official who held a position.
    HOLDER / HOLDER_KEYS {
        "name" !needed: Shape::Text, "nama pejabat", "name of the official";
        "from": Shape::Text, "hari pertama menjabat, seperti 2025-01-02", "first day in office, such as 2025-01-02";
        "to": Shape::Text, "hari terakhir menjabat", "last day in office";
    }

    /// Keys of a unit.
    UNIT / UNIT_KEYS {
        "name" !needed: Shape::Text, "nama unit", "name";
        "aliases": Shape::OneOrMore(&Shape::Text), "nama lain dan singkatan", "other names and short forms";
        "parent": Shape::Text, "unit di atasnya", "the unit it is a part of";
        "sop_required": Shape::Flag, "apakah wajib memiliki SOP; tanpa ini unit terkecil wajib", "whether it must have an SOP; without it the smallest units must";
        "valid_from": Shape::Text, "hari pertama unit ini ada dalam bentuknya sekarang (SOTK), seperti 2021-01-01", "first day on which it exists in this form, such as 2021-01-01";
        "valid_to": Shape::Text, "hari terakhir unit ini ada", "last day on which it exists";
        "tasks": Shape::List(&Shape::Either(&[Shape::Text, Shape::Map(TASK)])), "tugas dan fungsinya", "its tasks";
    }

    /// Keys of a task.
    TASK / TASK_KEYS {
        "name" !needed: Shape::Text, "tugasnya", "the task";
        "sop": Shape::OneOrMore(&Shape::Text), "judul atau nomor SOP yang mengaturnya", "titles or numbers of the SOPs for it";
    }

    /// Keys of the calendar.
    CALENDAR / CALENDAR_KEYS {
        "working_day": Shape::Text, "lama satu hari kerja, seperti 7.5 hours", "length of a working day, such as 7.5 hours";
        "working_week": Shape::Text, "banyaknya hari kerja seminggu, seperti 5; tanpa ini minggu tidak dibandingkan dengan hari kerja", "working days of a week, such as 5; without it weeks are not compared with working days";
        "working_month": Shape::Text, "banyaknya hari kerja sebulan, seperti 22; tanpa ini bulan tidak dibandingkan dengan hari kerja", "working days of a month, such as 22; without it months are not compared with working days";
        "plain_day": Shape::OneOf(PlainDay::SPEC.values), "arti `hari` tanpa keterangan", "what plain `hari` means";
        "holidays": Shape::OneOrMore(&Shape::Text), "hari libur, seperti 2026-01-01", "days on which nobody works, such as 2026-01-01";
        "national_holidays": Shape::Flag, "true: libur nasional Indonesia yang tanggalnya tetap ikut dihitung; yang berpindah dan cuti bersama tulis di `holidays`", "true: national holidays of Indonesia on fixed dates count too; list the moving ones under `holidays`";
    }

    /// Keys of a regulation. What is left out stays as the registry says it.
    REGULATION / REGULATION_KEYS {
        "id" !needed: Shape::Text, "kunci, seperti PERPRES-16-2018: jenis, nomor, tahun", "its key, such as PERPRES-16-2018: kind, number, year";
        "type": Shape::Text, "kode jenis: UU, PP, PERPRES, PMK, …", "code of its kind: UU, PP, PERPRES, PMK, …";
        "issuer": Shape::Text, "yang menerbitkan, bila jenisnya diterbitkan banyak pihak", "who issued it, for kinds that many issue";
        "number": Shape::Text, "nomor seperti dalam naskah, misalnya 210/PMK.05/2022", "number as in its text, such as 210/PMK.05/2022";
        "year": Shape::Number, "tahun", "year";
        "subject": Shape::Text, "tentang apa", "what it is about";
        "subject_exact": Shape::Flag, "apakah itu judul resmi, kata demi kata", "whether that is the official title, word for word";
        "gazette": Shape::Named(&Shape::Text), "lembaran negara (ln), tambahannya (tln), berita negara (bn)", "state gazette (ln), its supplement (tln), state reports (bn)";
        "status": Shape::OneOf(LegalStatus::SPEC.values), "keberlakuan", "whether it is in force";
        "status_verified": Shape::Flag, "apakah keberlakuan itu sudah dicek", "whether that was checked";
        "amends": Shape::Text, "kunci peraturan yang diubahnya", "key of the regulation it amends";
        "amended_by": Shape::List(&Shape::Map(CLAIM)), "yang mengubahnya", "what amends it";
        "revoked_by": Shape::List(&Shape::Map(CLAIM)), "yang mencabut atau menggantinya", "what revokes or replaces it";
        "revokes": Shape::List(&Shape::Map(CLAIM)), "yang dicabut atau digantinya", "what it revokes or replaces";
        "aliases": Shape::OneOrMore(&Shape::Text), "sebutan lain", "other names";
        "verified": Shape::Flag, "apakah nomor, tahun, dan judulnya sudah dicek; yang belum hanya ditanyakan", "whether number, year and subject were checked; what was not is only asked";
        "yearly": Shape::Flag, "apakah dibuat baru setiap tahun anggaran", "whether it is made anew every budget year";
        "yearly_series": Shape::Text, "nama seri tahunannya, seperti SBM", "name of its yearly series, such as SBM";
        "budget_year": Shape::Number, "tahun anggarannya", "its budget year";
        "source" !needed: Shape::Either(&[Shape::Text, Shape::Bilingual]), "dari mana diketahui; dicetak dalam temuan", "who says so; printed in findings";
        "as_of" !needed: Shape::Text, "hari pengecekan, seperti 2026-11-24", "the day it was looked up, such as 2026-11-24";
    }

    /// Keys of what one regulation does to another.
    CLAIM / CLAIM_KEYS {
        "id" !needed: Shape::Text, "kunci peraturan itu", "key of that regulation";
        "verified" !needed: Shape::Flag, "apakah hal itu sudah dicek", "whether that was checked";
    }

    /// Keys of a source.
    SOURCE / SOURCE_KEYS {
        "title" !needed: Shape::Text, "judul, seperti dicetak dalam temuan", "title, as printed in findings";
        "url": Shape::Text, "alamat", "address";
        "note": Shape::Text, "catatan untuk penulis paket", "a note for authors of packs";
        "clauses": Shape::Named(&Shape::Bilingual), "klausul sumber dan isinya, untuk tabel cakupan", "its clauses and what they ask, for the coverage table";
    }

    /// Languages of a list.
    LIST / LIST_KEYS {
        "id": TERMS, "kata Indonesia", "Indonesian terms";
        "en": TERMS, "kata Inggris", "English terms";
        "any": TERMS, "kata untuk semua bahasa", "terms for every language";
    }

    /// What a layer says of a list below.
    LIST_EDIT / LIST_EDIT_KEYS {
        "add": Shape::Either(&[Shape::List(&Shape::Text), Shape::Named(&Shape::Text)]), "kata yang ditambah", "terms to add";
        "remove": Shape::List(&Shape::Text), "kata yang dihapus", "terms to take away";
    }

    /// Keys of a table.
    TABLE / TABLE_KEYS {
        "key": Shape::OneOf(&["text"]), "jenis kuncinya", "type of its key";
        "columns": Shape::Named(&COLUMN_TYPES), "kolom dan jenisnya", "columns and their types";
        "rows": Shape::List(&Shape::List(&Shape::Any)), "baris: kunci, lalu satu nilai tiap kolom; tanpa ini diisi data proyek", "rows: the key, then a value for each column; without it the project supplies them";
    }

    /// Keys of a rule, but for its check.
    RULE / RULE_KEYS {
        "id" !needed: Shape::RuleId, "dua huruf besar dan tiga angka; tidak pernah dipakai ulang", "two capitals and three digits; never used again";
        "was": Shape::OneOrMore(&Shape::RuleId), "nomor lamanya", "ids it had before";
        "title" !needed: Shape::Bilingual, "apa yang dilakukan dokumen yang baik", "what a good document does";
        "source" !needed: Shape::Text, "kunci sumber, lalu klausulnya; beberapa klausul dipisah titik koma", "key of a source, then the clause; several are parted by semicolons";
        "sure" !needed: Shape::OneOf(Sure::SPEC.values), "A dibaca sendiri, B dari sumber kedua, C praktik (bukan error)", "A read, B second-hand, C practice (no error)";
        "severity" !needed: Shape::Either(&[Shape::OneOf(SEVERITIES), BY_PHASE]), "tingkat, atau satu untuk tiap tahap", "severity, or one for each phase";
        "phase": Shape::OneOrMore(&Shape::OneOf(Phase::SPEC.values)), "tahap yang diperiksa; tanpa ini semua", "phases it is for; all without it";
        "benefit" !needed: Shape::OneOf(Benefit::SPEC.values), "manfaat yang dilindungi", "what it protects";
        "answers": Shape::OneOrMore(&Shape::OneOf(Question::SPEC.values)), "pertanyaan definisi SOP yang dijawab", "questions of the SOP definition it protects";
        "applies-to": Shape::Named(&Shape::OneOrMore(&Shape::Text)), "dokumen yang dikenai: {kind: [sop], agency: [Komisi Pemilihan Umum]}; teks berarti awal nama, /pola/ boleh", "documents it is for: {kind: [sop], agency: [Komisi Pemilihan Umum]}; a text means how the name begins, /pattern/ is allowed";
        "when": Shape::Condition, "syarat tentang dokumen", "condition on the document";
        "for": Shape::Path, "daftar yang diperiksa satu per satu, seperti steps", "list whose elements are judged one by one, such as steps";
        "as": Shape::Text, "nama unsur di dalam `where` bersarang", "name of the element inside nested `where`";
        "where": Shape::Condition, "syarat tentang unsur", "condition on the element";
        "message": Shape::Bilingual, "apa yang dikatakan; {bidang} diisi nilainya, {'teks' bidang 'teks'} hanya ada bila nilainya ada", "what is said; {field} is replaced by its value, {'text' field 'text'} stands only where there is a value";
        "unsure": Shape::Map(UNSURE), "apa yang ditanyakan sebagai gantinya bila belum pasti", "what is asked instead where it is not sure";
        "with": Shape::Named(&Shape::Any), "parameter dari `check`", "parameters of `check`";
        "help": Shape::Bilingual, "cara memperbaikinya", "how to mend it";
        "fix": Shape::Map(FIX), "perbaikan yang aman dilakukan program", "what a program may safely mend";
        "locked": Shape::Flag, "true: lapisan lain tidak boleh melemahkannya", "true: other layers may not weaken it";
        "examples": Shape::Map(EXAMPLES), "contoh yang dijalankan sebagai uji", "examples that run as tests";
    }

    /// Keys of `unsure`.
    UNSURE / UNSURE_KEYS {
        "when" !needed: Shape::Condition, "syarat tentang unsur; `message` hanya dikatakan bila syarat ini pasti tidak terpenuhi", "condition on the element; the rule's own `message` is said only where it is surely false";
        "message" !needed: Shape::Bilingual, "pertanyaannya; {bidang} diisi nilainya", "the question; {field} is replaced by its value";
    }

    /// Severities by phase.
    PHASES / PHASE_KEYS {
        "draft": Shape::OneOf(SEVERITIES), "konsep", "being written";
        "review": Shape::OneOf(SEVERITIES), "direviu", "being reviewed";
        "final": Shape::OneOf(SEVERITIES), "disahkan, atau tidak dinyatakan", "approved, or nothing is said";
    }

    /// Keys of `fix`.
    FIX / FIX_KEYS {
        "replace" !needed: Shape::OneOf(Replace::SPEC.values), "yang ditulis: better (bentuk yang lebih baik, replace-terms), meant (maksud waktu atau tanggal yang salah eja, must dan must-not), usual (bentuk yang paling sering dipakai, check: unit-spellings), full (jenis peraturan pada dasar hukum ditulis lengkap, must dan must-not)", "what is written: better (the better form, replace-terms), meant (what a misspelt time or date means, must and must-not), usual (the form used most, check: unit-spellings), full (kinds of regulation of the legal basis written out, must and must-not)";
        "unsafe": Shape::OneOrMore(&Shape::Text), "all, atau istilah dan nama daftar, yang perbaikannya baru mungkin benar: hanya dilakukan dengan --unsafe-fixes", "all, or terms and names of lists, whose cure is probable only: done with --unsafe-fixes alone";
    }

    /// Keys of `examples`.
    EXAMPLES / EXAMPLES_KEYS {
        "pass": Shape::List(&EXAMPLE), "potongan sumber yang tidak dilaporkan", "pieces of sources that are not reported";
        "fail": Shape::List(&EXAMPLE), "potongan sumber yang dilaporkan: {doc: …, at: [tempat]}", "pieces of sources that are reported: {doc: …, at: [places]}";
    }

    /// Keys of a change.
    CHANGE / CHANGE_KEYS {
        "severity": Shape::Either(&[Shape::OneOf(SEVERITIES), BY_PHASE]), "tingkat", "severity";
        "phase": Shape::OneOrMore(&Shape::OneOf(Phase::SPEC.values)), "tahap", "phases";
        "title": Shape::Bilingual, "judul", "title";
        "message": Shape::Bilingual, "pesan", "message";
        "help": Shape::Bilingual, "cara memperbaiki", "how to mend it";
        "applies-to": Shape::Named(&Shape::OneOrMore(&Shape::Text)), "dokumen yang dikenai, sebagai tambahan", "documents it is for, in addition";
        "when": Shape::Condition, "syarat tambahan tentang dokumen", "further condition on the document";
        "where": Shape::Condition, "syarat tambahan tentang unsur", "further condition on the element";
        "reason": Shape::Text, "alasan; wajib bila melemahkan error", "why; needed where an error is weakened";
    }

    /// Keys of an entry of `disable`.
    OFF / OFF_KEYS {
        "rule" !needed: Shape::RuleId, "aturan", "the rule";
        "reason": Shape::Text, "alasan; wajib bila aturan itu error", "why; needed where the rule is an error";
    }
}
