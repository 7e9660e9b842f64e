//! The page for the browser: one file that needs nothing but a browser, no network and no other file.
//!
//! In: an audit. Out: HTML. The `overview`, the `units` and what the page is `about` are written as they are read, and show without any
//! program. What there is one of for each document is packed: an `index` of all documents and outcomes, opened when the page is, and a
//! `sheet` and a picture for each document, in parcels (`pack`) of some dozens that are opened when somebody asks. `page.css` and
//! the scripts beside this file are the rest. Texts of documents are hostile: they stand escaped in the markup (`maud`), or packed,
//! and the scripts put them into the page as text only.

mod about;
mod charts;
mod faults;
mod gaps;
mod index;
mod overview;
mod pack;
mod selection;
mod sheet;
mod text;
mod units;

use std::io::{self, Write};

use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::Audit;
use crate::report::svg::{self, Picture};
use crate::report::words::say;
use crate::sop::Language;
use crate::sop::date::Day;

use index::Places;
use pack::{base64, parcel};
use selection::{Entry, Selection};

/// Documents with a page.
const MOST_DOCUMENTS: usize = 20_000;
/// Documents whose sheets are opened together.
const SHEETS: usize = 64;
/// Documents whose pictures are opened together.
const PICTURES: usize = 32;
/// How large the page may become before it holds no more sheets: bytes.
const MOST_SHEETS: u64 = 15 << 20;
/// How large it may become before it holds no more pictures: bytes.
const MOST_BYTES: u64 = 23 << 20;

const STYLE: &str = include_str!("html/page.css");
/// The parts of the script, in the order in which they are run.
const SCRIPT: &str = concat!(
    "\"use strict\";\n",
    include_str!("html/data.js"),
    include_str!("html/parts.js"),
    include_str!("html/matrix.js"),
    include_str!("html/findings.js"),
    include_str!("html/document.js"),
    include_str!("html/page.js"),
);

/// What is written, and for whom.
#[derive(Clone, Copy)]
struct Page<'p, 'r> {
    audit: &'p Audit<'r>,
    shown: &'p Selection<'r>,
    bounds: Bounds,
    language: Language,
}

/// How much the page holds.
#[derive(Debug, Clone, Copy)]
pub(in crate::report) struct Bounds {
    /// Documents with a page of their own.
    pub(in crate::report) documents: usize,
    /// How large the file may become before it holds no more sheets: bytes.
    pub(in crate::report) sheets: u64,
    /// How large it may become before it holds no more pictures: bytes.
    pub(in crate::report) pictures: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self { documents: MOST_DOCUMENTS, sheets: MOST_SHEETS, pictures: MOST_BYTES }
    }
}

/// Writes the report.
pub(super) fn render(audit: &Audit<'_>, out: &mut dyn Write) -> io::Result<()> {
    render_within(audit, Bounds::default(), out)
}

/// Writes as much of the report as the bounds allow.
pub(in crate::report) fn render_within(audit: &Audit<'_>, bounds: Bounds, out: &mut dyn Write) -> io::Result<()> {
    let shown = Selection::of(audit, bounds.documents);
    let page = Page { audit, shown: &shown, bounds, language: audit.outputs.report.language };
    let mut out = Counted { out, bytes: 0 };
    page.head(&mut out)?;
    page.sections(&mut out)?;
    let places = Places { sheets: page.sheets(&mut out)?, pictures: page.pictures(&mut out)? };
    parcel(&mut out, "index", &index::index(page, &places))?;
    write!(out, "<script>{SCRIPT}</script>\n</body>\n</html>\n")
}

impl<'r> Page<'_, 'r> {
    fn say(self, id: &'static str, en: &'static str) -> &'static str {
        say(self.language, id, en)
    }

    fn day(self, day: Day) -> String {
        day.describe(self.language, &self.audit.outputs.linter.vocabulary.dates)
    }

    fn head(self, out: &mut dyn Write) -> io::Result<()> {
        let title = format!("{} – {}", self.say("Audit SOP", "Audit of SOPs"), self.audit.title);
        let head = html! {
            (DOCTYPE)
            (PreEscaped(format!("<html lang=\"{}\">", self.language.code())))
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="referrer" content="no-referrer";
                meta name="generator" content=(concat!("soplint ", env!("CARGO_PKG_VERSION")));
                title { (title) }
                style { (PreEscaped(STYLE)) }
            }
            (PreEscaped("<body>"))
        };
        writeln!(out, "{}", head.into_string())
    }

    /// What shows without any program.
    fn sections(self, out: &mut dyn Write) -> io::Result<()> {
        let banner = html! {
            a.skip href="#main" { (self.say("Langsung ke isi", "Skip to content")) }
            header.top {
                p.brand { (self.audit.title) }
                (self.navigation())
                p.print-only { (self.imprint()) }
                button.plain #print type="button" hidden { (self.say("Cetak", "Print")) }
            }
        };
        writeln!(out, "{}\n<main id=\"main\" tabindex=\"-1\">", banner.into_string())?;
        writeln!(out, "{}", overview::overview(self).into_string())?;
        writeln!(out, "{}", units::units(self).into_string())?;
        writeln!(out, "{}", about::about(self).into_string())?;
        let rest = html! {
            section #view hidden {}
            p #hits .unseen role="status" aria-live="polite" {}
            noscript { p.notice { (self.say(
                "Matriks, daftar temuan, dan halaman dokumen memerlukan JavaScript; ikhtisar, unit, dan keterangan tidak.",
                "Matrix, findings and pages of documents need JavaScript; overview, units and notes do not.",
            )) } }
            p.notice #too-old hidden { (self.say(
                "Peramban ini terlalu lama untuk matriks dan halaman dokumen. Pakai Chrome 103, Firefox 113, Safari 16.4 atau yang lebih baru.",
                "This browser is too old for the matrix and the pages of documents. Use Chrome 103, Firefox 113, Safari 16.4 or newer.",
            )) }
        };
        writeln!(out, "{}\n</main>\n{}", rest.into_string(), self.footer().into_string())
    }

    fn navigation(self) -> Markup {
        let places = [
            ("overview", self.say("Ikhtisar", "Overview")),
            ("units", self.say("Unit", "Units")),
            ("matrix", self.say("Matriks", "Matrix")),
            ("findings", self.say("Temuan", "Findings")),
            ("about", self.say("Keterangan", "About")),
        ];
        html! {
            nav aria-label=(self.say("Bagian laporan", "Parts of the report")) {
                @for (place, name) in places { a href={ "#" (place) } { (name) } }
            }
        }
    }

    fn footer(self) -> Markup {
        html! {
            footer.bottom {
                p { (self.imprint()) }
            }
        }
    }

    /// Who made the page, for which day, on what it rests.
    fn imprint(self) -> Markup {
        let record = &self.audit.record.id;
        html! {
            "soplint " (env!("CARGO_PKG_VERSION")) " · " (self.day(self.audit.outputs.report.today)) " · "
            (self.say("rekaman", "record")) " " code { (record.get(..16).unwrap_or(record)) }
        }
    }

    /// The sheets of the documents, as long as there is room; how many have one.
    fn sheets(self, out: &mut Counted<'_>) -> io::Result<usize> {
        let mut written = 0;
        for (number, entries) in self.shown.entries.chunks(SHEETS).enumerate() {
            if out.bytes > self.bounds.sheets {
                break;
            }
            let sheets: Vec<_> = entries.iter().map(|entry| sheet::sheet(self, entry)).collect();
            parcel(out, &format!("sheets-{number}"), &sheets)?;
            written += entries.len();
        }
        Ok(written)
    }

    /// The pictures, those of the worst documents first, as long as there is room; for each document where it is.
    fn pictures(self, out: &mut Counted<'_>) -> io::Result<Vec<Option<usize>>> {
        let mut places = vec![None; self.shown.entries.len()];
        let worst = self.shown.worst_first();
        for (number, some) in worst.chunks(PICTURES).enumerate() {
            if out.bytes > self.bounds.pictures {
                break;
            }
            let pictures: Vec<String> =
                some.iter().filter_map(|&at| self.picture(self.shown.entries.get(at)?)).collect();
            parcel(out, &format!("pictures-{number}"), &pictures)?;
            let drawn = some.iter().filter(|&&at| self.shown.entries.get(at).is_some_and(Entry::has_picture));
            drawn.enumerate().for_each(|(at, &entry)| places[entry] = Some(number * PICTURES + at));
        }
        Ok(places)
    }

    fn picture(self, entry: &Entry<'r>) -> Option<String> {
        if !entry.has_picture() {
            return None;
        }
        // A portrait that is damaged still takes its place among the others.
        let Some(portrait) = entry.portrait() else { return Some(String::new()) };
        let faults = faults::faults(&entry.document.findings, &portrait.flow);
        let vocabulary = &self.audit.outputs.linter.vocabulary;
        Some(svg::render(&Picture { portrait: &portrait, vocabulary, language: self.language, faults: &faults }))
    }
}

/// What the page may do: run its one script, use its own styles, and nothing from anywhere.
fn policy() -> String {
    let script = base64(&Sha256::digest(SCRIPT));
    format!(
        "default-src 'none'; script-src 'sha256-{script}'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
    )
}

/// Counts what is written.
struct Counted<'o> {
    out: &'o mut dyn Write,
    bytes: u64,
}

impl Write for Counted<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.out.write(bytes)?;
        self.bytes += count as u64;
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
