//! What the report rests on and what its words mean.
//!
//! In: an audit. Out: markup: how to read outcomes, score and grade, the packs and their hashes, the record, what the packs do not check,
//! and every rule of the run.

use maud::{Markup, html};

use super::{Page, text};
use crate::engine::scorecard::weight;
use crate::finding::Severity;
use crate::report::explain::{benefit, severities};
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
    let weights = [Severity::Error, Severity::Warning, Severity::Info].map(weight);
    html! {
        h2 { (page.say("Nilai, predikat, dan upaya", "Score, grade and effort")) }
        p { (page.say(
            "Nilai (0 sampai 100) adalah bagian dari hasil yang diputuskan (lulus atau temuan) yang lulus. Bobot tiap hasil menurut tingkat aturannya: ",
            "The score (0 to 100) is the share of the decided outcomes (passed or finding) that pass. Each weighs by the severity of its rule: ",
        ))
        (page.say("kesalahan", "error")) " " (weights[0]) ", " (page.say("peringatan", "warning")) " " (weights[1]) ", " (page.say("saran", "info")) " " (weights[2]) ". "
        (page.say(
            "Temuan yang diterima dan hasil yang tidak dapat diputuskan tidak dihitung. Dokumen yang tidak terbaca tidak mempunyai nilai.",
            "Accepted findings and what could not be decided do not count. A document that was not read has no score.",
        )) }
        p { (page.say(
            "Predikat: A mulai 90 dan tanpa kesalahan, B mulai 80, C mulai 70, D mulai 60, E di bawahnya. Dengan satu kesalahan saja predikat paling tinggi B.",
            "Grade: A from 90 and without any error, B from 80, C from 70, D from 60, E below. With a single error it is B at best.",
        )) }
        p { (page.say(
            "Upaya adalah perkiraan waktu seorang yang mengenal prosedurnya; untuk perencanaan, bukan pengukuran.",
            "Effort is an estimate of the time of somebody who knows the procedure; for planning, not a measurement.",
        )) }
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
                td.n { (text::count(score.outcomes.pass, page.language)) }
                td.n { (text::count(score.outcomes.finding, page.language)) }
                td.n { (text::count(score.outcomes.not_decidable, page.language)) }
            } } }
        }
    }
}
