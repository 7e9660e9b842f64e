//! What the report rests on and what its words mean.
//!
//! In: an audit. Out: markup: how to read outcomes, score and grade, the packs and their hashes, the record, what the packs do not check,
//! and every rule of the run.

use maud::{Markup, html};

use super::{Page, text};
use crate::report::audit::formula;
use crate::report::explain::{benefit, severities};
use crate::report::figures;
use crate::report::words::say;

/// The section.
pub(super) fn about(page: Page<'_, '_>) -> Markup {
    html! {
        section #about aria-labelledby="about-title" {
            h1 #about-title { (page.say("Keterangan", "About this report")) }
            (glossary(page))
            (formula(page))
            (packs(page))
            (covers(page))
            (record(page))
            (rules(page))
        }
    }
}

fn glossary(page: Page<'_, '_>) -> Markup {
    html! {
        h2 { (page.say("Arti tanda dalam matriks", "Signs of the matrix")) }
        table {
            caption { (page.say("Tiap dokumen mempunyai satu hasil untuk tiap aturan", "Each document has one outcome for each rule")) }
            thead { tr { th scope="col" { (page.say("Tanda", "Sign")) } th scope="col" { (page.say("Arti", "Meaning")) } } }
            tbody {
                @for (letter, id, en) in text::GLOSSARY { tr {
                    td.c { span class={ "o o-" (name(letter)) } { (text::sign(letter)) } }
                    td { (say(page.language, id, en)) }
                } }
                tr {
                    td.c { span.o.o-x { (text::sign("x")) } }
                    td { (page.say("dokumen tidak terbaca: tidak ada yang diperiksa", "the document was not read: nothing was checked")) }
                }
            }
        }
    }
}

/// The class of an outcome.
fn name(letter: &str) -> &str {
    if letter == "." { "n" } else { letter }
}

fn formula(page: Page<'_, '_>) -> Markup {
    let language = page.audit.outputs.report.language;
    html! {
        h2 { (page.say("Nilai, predikat, dan upaya", "Score, grade and effort")) }
        p { (formula::score(language)) }
        p { (formula::grade(language)) }
        p { (formula::effort(language)) }
    }
}

fn packs(page: Page<'_, '_>) -> Markup {
    html! {
        h2 { (page.say("Paket aturan", "Rule packs")) }
        table {
            caption { (page.say("Paket yang dipakai, dengan hash isinya", "The packs of the run, with the hashes of their texts")) }
            thead { tr { th scope="col" { (page.say("Paket", "Pack")) } th scope="col" { (page.say("Versi", "Version")) } th scope="col" { "SHA-256" } } }
            tbody { @for pack in &page.audit.outputs.linter.packs { tr {
                th scope="row" { (pack.name) } td { (pack.version) } td { code.hash { (pack.sha256) } }
            } } }
        }
    }
}

fn covers(page: Page<'_, '_>) -> Markup {
    let packs = &page.audit.outputs.linter.packs;
    let covers = || packs.iter().filter_map(|pack| Some((pack, pack.covers.as_ref()?.get(page.language))));
    html! {
        @if covers().next().is_some() {
            h2 { (page.say("Yang tidak diperiksa paket aturan", "What the packs do not check")) }
            dl { @for (pack, text) in covers() { dt { (pack.name) " " (pack.version) } dd { (text::quoted(text.trim())) } } }
        }
    }
}

fn record(page: Page<'_, '_>) -> Markup {
    html! {
        h2 { (page.say("Rekaman audit", "Record of the audit")) }
        p { code.hash { (page.audit.record.id) } }
        p { (page.say(
            "Nomor ini adalah hash dari segala yang mendasari laporan: berkas, paket, setelan, data proyek, tanggal, dan versi program. Dengan record.json dan arsipnya, `soplint verify` membuktikan bahwa laporan ini milik berkas-berkas itu.",
            "This number is the hash of all that the report rests on: files, packs, settings, project data, the day, and the version of the program. With record.json and the archive, `soplint verify` proves that this report belongs to those files.",
        )) }
    }
}

fn rules(page: Page<'_, '_>) -> Markup {
    let rules = page.audit.outputs.linter.walk.rules.iter().zip(&page.audit.scores.rules);
    html! {
        h2 { (page.say("Aturan yang dijalankan", "Rules of the run")) }
        table {
            caption { (page.say("Angka adalah dokumen dengan hasil itu", "Numbers are documents with that outcome")) }
            thead { tr {
                th scope="col" { (page.say("Aturan", "Rule")) }
                th scope="col" { (page.say("Yang diminta", "What it asks")) }
                th scope="col" { (page.say("Tingkat", "Severity")) }
                th scope="col" { (page.say("Dasar", "Source")) }
                th scope="col" { (page.say("Manfaat", "Protects")) }
                th.n scope="col" { (page.say("Lulus", "Passed")) }
                th.n scope="col" { (page.say("Temuan", "Finding")) }
                th.n scope="col" { (page.say("Tidak diputuskan", "Not decidable")) }
            } }
            tbody { @for (rule, score) in rules { tr {
                th scope="row" { a href={ "#r/" (rule.id) } { (rule.id) } }
                td { (rule.title.get(page.language)) }
                td { (severities(rule.severity, page.language)) }
                td { (rule.clause.source) @if !rule.clause.text.is_empty() { " – " (rule.clause.text) } }
                td { (benefit(rule.benefit, page.language)) }
                td.n { (figures::count(score.outcomes.pass, page.language)) }
                td.n { (figures::count(score.outcomes.finding, page.language)) }
                td.n { (figures::count(score.outcomes.not_decidable, page.language)) }
            } } }
        }
    }
}
