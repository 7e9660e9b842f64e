//! The reference of the rule language, as Markdown.
//!
//! In: the tables of keys, checks and functions the loader works with, the model, and the shipped packs for examples. Out: a
//! page in one language. What is on it is what the program knows, so it cannot say anything else.

use std::fmt::{self, Write};

use super::super::clean::cell;
use super::say;
use crate::engine::Linter;
use crate::pack::keys::verbs::{VERBS, VerbWords};
use crate::pack::keys::{
    CALENDAR, CHANGE, EXAMPLES, Key, LIMITS, LIST, LIST_EDIT, LOCAL_CHANGE, MATCH, OFF, OVERRIDE, PACK, POSITION,
    PROJECT, RULE, SETTINGS, SOURCE, Shape, TABLE, UNIT,
};
use crate::report::example;
use crate::rule::expression::functions::FUNCTIONS;
use crate::rule::named::NamedCheck;
use crate::rule::path::{Facet, Type, value_type};
use crate::sop::Language;
use crate::sop::record::{EnumSpec, TypeId};

/// The page; examples come from the rules of the linter.
///
/// # Errors
/// Those of writing into memory: none.
pub fn page(linter: &Linter) -> Result<String, fmt::Error> {
    let language = linter.options.language;
    let mut out = String::new();
    out.push_str(say(language, HEAD.0, HEAD.1));
    for (title, keys) in sections(language) {
        writeln!(out, "### {title}\n")?;
        table(&mut out, keys, language)?;
    }
    out.push_str(say(language, EXPRESSIONS.0, EXPRESSIONS.1));
    functions(&mut out, language)?;
    writeln!(out, "## {}\n", say(language, "Pemeriksaan", "Checks"))?;
    for verb in VERBS {
        check(&mut out, linter, verb)?;
    }
    model(&mut out, linter)?;
    sets(&mut out, linter)?;
    Ok(out)
}

const HEAD: (&str, &str) = (
    "# Bahasa aturan\n\n<!-- Halaman ini dibuat oleh `soplint manual --reference`; jangan disunting. -->\n\nAcuan lengkap. Untuk \
     belajar langkah demi langkah: [Menulis aturan](menulis-aturan.md).\n\n## Kunci\n\nTanda • berarti wajib. Setiap kunci \
     yang salah ketik ditunjukkan di tempatnya, dengan usulan.\n\n",
    "# The rule language\n\n<!-- This page is made by `soplint manual --reference`; do not edit it. -->\n\nThe whole reference. To \
     learn it step by step: [Writing rules](writing-rules.md).\n\n## Keys\n\nA dot • marks what must be there. A misspelt key \
     is shown at its place, with what was probably meant.\n\n",
);

const EXPRESSIONS: (&str, &str) = (
    "## Syarat\n\nSatu baris. Nama polos adalah bidang unsur yang terdalam; yang di luar disebut namanya (`document.number`, nama \
     dari `as`). Di seberang nilai terbatas, kata polos adalah salah satu nilainya; teks ditulis dalam tanda petik.\n\n\
     ```text\na and b · a or b · not a\n= != < <= > >=\nx is present · missing · unreadable · inapplicable   (juga: is not …)\nx in (a, b) · x in list · x not in …\nx matches /pola/ · x matches $param\nx like y · list overlaps list\ntanggal + 3 working days · tanggal - tanggal · 2 * durasi · today\nminutes hours working hours working days days weeks months years\n```\n\n\
     Hasilnya **benar, salah, atau belum pasti**. Belum pasti bila nilainya tidak ada, tidak terbaca, atau jenis waktunya \
     tidak dapat dibandingkan; maka tidak ada temuan, tetapi laporan menghitungnya. Keberadaan adalah urusan `require`.\n\n",
    "## Conditions\n\nOne line. A plain name is a field of the innermost element; outer things are named (`document.number`, the \
     name from `as`). Opposite a set of values a bare word is one of them; text stands between quotes.\n\n\
     ```text\na and b · a or b · not a\n= != < <= > >=\nx is present · missing · unreadable · inapplicable   (also: is not …)\nx in (a, b) · x in list · x not in …\nx matches /pattern/ · x matches $param\nx like y · list overlaps list\ndate + 3 working days · date - date · 2 * duration · today\nminutes hours working hours working days days weeks months years\n```\n\n\
     The result is **true, false or undecided**. It is undecided when a value is missing or cannot be read, or when kinds \
     of time do not compare; then there is no finding, but the report counts it. Presence is the job of `require`.\n\n",
);

fn sections(language: Language) -> Vec<(&'static str, &'static [Key])> {
    vec![
        (say(language, "Paket", "A pack"), PACK),
        (say(language, "Aturan, selain pemeriksaannya", "A rule, but for its check"), RULE),
        (say(language, "Sumber", "A source"), SOURCE),
        (say(language, "Daftar kata", "A list"), LIST),
        (say(language, "Perubahan daftar di bawahnya", "Changes of a list below"), LIST_EDIT),
        (say(language, "Tabel", "A table"), TABLE),
        (say(language, "Contoh", "Examples"), EXAMPLES),
        (say(language, "Perubahan aturan (`change`)", "A change of a rule (`change`)"), CHANGE),
        (say(language, "Aturan yang dimatikan (`disable`)", "A rule that is switched off (`disable`)"), OFF),
        (say(language, "Setelan `soplint.yaml`", "Settings, `soplint.yaml`"), SETTINGS),
        (say(language, "Batas pembacaan (`limits`)", "Bounds of reading (`limits`)"), LIMITS),
        (
            say(
                language,
                "Perbedaan untuk sebagian dokumen (`overrides`)",
                "What is different for some documents (`overrides`)",
            ),
            OVERRIDE,
        ),
        (say(language, "Dokumen yang dimaksud (`match`)", "The documents that are meant (`match`)"), MATCH),
        (say(language, "Perubahan di dalamnya", "A change in them"), LOCAL_CHANGE),
        (say(language, "Data proyek", "Project data"), PROJECT),
        (say(language, "Jabatan", "A position"), POSITION),
        (say(language, "Unit", "A unit"), UNIT),
        (say(language, "Kalender", "The calendar"), CALENDAR),
    ]
}

fn table(out: &mut String, keys: &[Key], language: Language) -> fmt::Result {
    writeln!(
        out,
        "| {} | {} | {} |",
        say(language, "kunci", "key"),
        say(language, "nilai", "value"),
        say(language, "arti", "meaning")
    )?;
    writeln!(out, "|---|---|---|")?;
    for key in keys {
        let needed = if key.needed { " •" } else { "" };
        let meaning = cell(say(language, key.id, key.en));
        writeln!(out, "| `{}`{needed} | {} | {meaning} |", key.name, cell(&value(&key.shape, language)))?;
    }
    writeln!(out)
}

/// The shape of a value, in words.
fn value(shape: &Shape, language: Language) -> String {
    let list = say(language, "daftar", "list");
    match shape {
        Shape::Text => say(language, "teks", "text").to_owned(),
        Shape::Condition => say(language, "syarat", "condition").to_owned(),
        Shape::Path => say(language, "bidang", "field").to_owned(),
        Shape::Flag => "true, false".to_owned(),
        Shape::Number => say(language, "angka", "number").to_owned(),
        Shape::RuleId => say(language, "nomor aturan", "rule id").to_owned(),
        Shape::OneOf(words) => words.join(", "),
        Shape::Bilingual => "{id: …, en: …}".to_owned(),
        Shape::OneOrMore(one) => format!("{}, {} {list}", value(one, language), say(language, "atau", "or a")),
        Shape::List(one) => format!("{list}: {}", value(one, language)),
        Shape::Map(_) => say(language, "pasangan kunci: nilai", "key: value pairs").to_owned(),
        Shape::Named(one) => format!("{}: {}", say(language, "nama", "name"), value(one, language)),
        Shape::Either(shapes) => {
            let shapes: Vec<String> = shapes.iter().map(|shape| value(shape, language)).collect();
            shapes.join(say(language, " atau ", " or "))
        }
        Shape::Any => say(language, "apa saja", "anything").to_owned(),
    }
}

fn functions(out: &mut String, language: Language) -> fmt::Result {
    writeln!(out, "| {} | {} |\n|---|---|", say(language, "fungsi", "function"), say(language, "hasil", "gives"))?;
    for function in FUNCTIONS {
        writeln!(out, "| `{}` | {} |", function.form, say(language, function.id, function.en))?;
    }
    writeln!(out)
}

fn check(out: &mut String, linter: &Linter, verb: &VerbWords) -> fmt::Result {
    let language = linter.options.language;
    writeln!(out, "### {}\n", verb.name)?;
    writeln!(out, "- {}: {}", say(language, "menemukan", "finds"), say(language, verb.id, verb.en))?;
    writeln!(
        out,
        "- {}: {}",
        say(language, "mengapa penting", "why it matters"),
        say(language, verb.why_id, verb.why_en)
    )?;
    writeln!(out, "- {}: {}", say(language, "nilai", "value"), cell(&value(&verb.shape, language)))?;
    if !verb.gives.is_empty() {
        let gives: Vec<String> = verb.gives.iter().map(|name| format!("`{{{name}}}`")).collect();
        writeln!(out, "- {}: {}", say(language, "memberi pada pesan", "gives to messages"), gives.join(" "))?;
    }
    writeln!(out, "\n```yaml\n{}\n```\n", verb.example)?;
    if !verb.parameters().is_empty() {
        table(out, verb.parameters(), language)?;
    }
    if verb.name == "check" {
        named_checks(out, language)?;
    }
    shown(out, linter, verb)
}

/// The checks that are called by name, with their parameters.
fn named_checks(out: &mut String, language: Language) -> fmt::Result {
    writeln!(
        out,
        "| {} | {} | `with` |\n|---|---|---|",
        say(language, "nama", "name"),
        say(language, "menemukan", "finds")
    )?;
    for check in NamedCheck::ALL {
        let parameters = check.parameters().iter().map(|parameter| match parameter.default {
            Some(default) => format!("`{}` ({default})", parameter.name),
            None => format!("`{}` •", parameter.name),
        });
        let (id, en) = check.words();
        let with = parameters.collect::<Vec<_>>().join(", ");
        writeln!(out, "| `{}` | {} | {with} |", check.name(), say(language, id, en))?;
    }
    writeln!(out)
}

/// A rule of the packs that uses the check, and what it says about its first bad example.
fn shown(out: &mut String, linter: &Linter, verb: &VerbWords) -> fmt::Result {
    let language = linter.options.language;
    let rules = linter.walk.rules.iter().filter(|rule| rule.verb.name() == verb.name);
    let Some((rule, bad)) = rules.filter_map(|rule| Some((rule, rule.fails.first()?))).next() else { return Ok(()) };
    let documents = example::documents(bad);
    let title = rule.title.get(language);
    writeln!(out, "{} `{}` ({title}):\n", say(language, "Contoh nyata:", "A real one:"), rule.id)?;
    for document in &documents {
        writeln!(out, "```yaml\n{document}```\n")?;
    }
    super::project(out, bad, language)?;
    let printed = example::output(linter, rule, bad, false).map_err(|_| fmt::Error)?;
    writeln!(out, "```text\n{printed}\n```\n")
}

fn model(out: &mut String, linter: &Linter) -> fmt::Result {
    let language = linter.options.language;
    writeln!(out, "## {}\n", say(language, "Bidang dokumen", "Fields of the document"))?;
    let dates: Vec<&str> = Facet::OF_DATE.iter().map(|(name, _)| *name).collect();
    let durations: Vec<&str> = Facet::OF_DURATION.iter().map(|(name, _)| *name).collect();
    writeln!(
        out,
        "{}: `{}`. {}: `{}`.\n",
        say(language, "Bagian sebuah tanggal", "Parts of a date"),
        dates.join("`, `"),
        say(language, "Bagian sebuah durasi", "Parts of a duration"),
        durations.join("`, `")
    )?;
    for &ty in TypeId::ALL {
        writeln!(out, "### {}\n", ty.name())?;
        writeln!(
            out,
            "| {} | {} | {} | {} |\n|---|---|---|---|",
            say(language, "bidang", "field"),
            say(language, "jenis", "type"),
            say(language, "label", "label"),
            say(language, "arti (Inggris)", "meaning")
        )?;
        for (number, field) in ty.fields().iter().enumerate() {
            let (kind, is_list) = value_type(field.ty);
            let name = kind.name();
            let kind = if is_list { format!("{} {name}", say(language, "daftar", "list of")) } else { name };
            let label = linter.vocabulary.field_name(ty, number as u8, language);
            writeln!(out, "| `{}` | {kind} | {label} | {} |", field.name, field.doc.trim())?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The sets of values of the model, each once, with what documents call its values.
fn sets(out: &mut String, linter: &Linter) -> fmt::Result {
    let language = linter.options.language;
    writeln!(out, "## {}\n", say(language, "Nilai terbatas", "Sets of values"))?;
    writeln!(
        out,
        "| {} | {} |\n|---|---|",
        say(language, "jenis", "type"),
        say(language, "nilai dalam syarat (dalam dokumen)", "values in conditions (in documents)")
    )?;
    let fields = TypeId::ALL.iter().flat_map(|ty| ty.fields()).map(|field| value_type(field.ty).0);
    let facets = Facet::OF_DATE.iter().chain(Facet::OF_DURATION).map(|(_, facet)| facet.ty());
    let mut shown: Vec<&str> = Vec::new();
    for ty in fields.chain(facets) {
        let Type::Enum(spec) = ty else { continue };
        if !shown.contains(&spec.name) {
            shown.push(spec.name);
            writeln!(out, "| {} | {} |", ty.name(), cell(&values(spec, linter, language)))?;
        }
    }
    Ok(())
}

fn values(spec: &EnumSpec, linter: &Linter, language: Language) -> String {
    let values = spec.values.iter().enumerate().map(|(code, word)| {
        match linter.vocabulary.value_name(spec, code as u8, language) {
            "" => format!("`{word}`"),
            name => format!("`{word}` ({name})"),
        }
    });
    values.collect::<Vec<_>>().join(", ")
}
