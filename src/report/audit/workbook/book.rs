//! What the sheets of a workbook share: documents and where their rows are, names of sheets, links.

use super::Audit;
use super::bounds::Bounds;
use crate::engine::report::{DocumentReport, SourceReport};
use crate::engine::scorecard::DocumentScore;
use crate::report::found;
use crate::report::words::{say, words};
use crate::sop::Language;

/// A sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Page {
    Overview,
    Findings,
    Matrix,
    Units,
    Documents,
    Coverage,
    Unchecked,
    Rules,
}

impl Page {
    /// What stands on its tab: at most 31 characters, and none of `[]:*?/\`.
    pub(super) fn name(self, language: Language) -> &'static str {
        let (id, en) = match self {
            Self::Overview => ("Ringkasan", "Overview"),
            Self::Findings => ("Temuan", "Findings"),
            Self::Matrix => ("Matriks", "Matrix"),
            Self::Units => ("Nilai unit", "Unit scores"),
            Self::Documents => ("Nilai dokumen", "Document scores"),
            Self::Coverage => ("Cakupan", "Coverage"),
            Self::Unchecked => ("Tidak diperiksa", "Not checked"),
            Self::Rules => ("Aturan", "Rules"),
        };
        say(language, id, en)
    }

    /// The colour of its tab.
    pub(super) fn colour(self) -> u32 {
        match self {
            Self::Overview => 0x1F_3A5F,
            Self::Findings => 0xB0_3A2E,
            Self::Unchecked => 0xB7_7E0B,
            Self::Matrix | Self::Units | Self::Documents => 0x2E_6E9E,
            Self::Coverage | Self::Rules => 0x5F_6773,
        }
    }
}

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// A row of a sheet, from 0.
    Row(&'static str, u32),
    /// A file.
    File(String),
}

impl Target {
    /// The link as the library wants it; nothing for a file whose name no link can hold.
    pub(super) fn link(&self) -> Option<String> {
        match self {
            Self::Row(sheet, row) => Some(format!("internal:'{sheet}'!A{}", u64::from(*row) + 1)),
            Self::File(path) => is_safe(path).then(|| format!("file:///{path}")),
        }
    }
}

/// The file an input lies in: itself, or the archive it was packed into.
fn on_disk(name: &str) -> &str {
    const PACKED: [&str; 5] = [".zip/", ".tar/", ".tar.gz/", ".tgz/", ".tar.zst/"];
    let lower = name.to_ascii_lowercase();
    let ends = PACKED.iter().filter_map(|ending| Some(lower.find(ending)? + ending.len() - 1));
    ends.min().map_or(name, |end| &name[..end])
}

/// Whether a path is one in every program that follows a link: no scheme, no server, no escape, nothing hidden.
fn is_safe(path: &str) -> bool {
    let odd = |character: char| {
        crate::report::clean::is_hidden(character)
            || matches!(character, ':' | '\\' | '#' | '%' | '?' | '|' | '*' | '"' | '<' | '>')
    };
    !path.is_empty() && !path.starts_with("//") && path.encode_utf16().count() < 2000 && !path.chars().any(odd)
}

/// A document and what is known of it.
#[derive(Clone, Copy)]
pub(super) struct Listed<'r> {
    pub(super) source: &'r SourceReport,
    pub(super) document: &'r DocumentReport,
    pub(super) score: &'r DocumentScore,
    pub(super) unit: Option<&'r str>,
    /// The row of its first finding on the sheet of findings, and how many there are.
    pub(super) findings: (u32, usize),
}

/// What the sheets share.
pub(super) struct Book<'r> {
    pub(super) audit: &'r Audit<'r>,
    pub(super) language: Language,
    pub(super) bounds: Bounds,
    /// In the order of the report.
    pub(super) documents: Vec<Listed<'r>>,
    /// All findings, those in data files of the project and accepted ones among them.
    pub(super) findings: usize,
}

impl<'r> Book<'r> {
    pub(super) fn new(audit: &'r Audit<'r>, bounds: Bounds) -> Self {
        let report = audit.outputs.report;
        let mut scores = audit.scores.documents.iter().peekable();
        let (mut documents, mut row) = (Vec::with_capacity(audit.scores.documents.len()), 1_usize);
        for (at, source) in report.sources.iter().enumerate() {
            for (nth, document) in source.documents.iter().enumerate() {
                let findings = document.findings.len() + document.accepted().len();
                let first = u32::try_from(row).unwrap_or(u32::MAX);
                row += findings;
                if let Some(score) = scores.next_if(|score| (score.source, score.document) == (at, nth)) {
                    let unit = audit.scores.units.get(score.unit).and_then(|unit| unit.name.as_deref());
                    documents.push(Listed { source, document, score, unit, findings: (first, findings) });
                }
            }
        }
        Self { audit, language: report.language, bounds, documents, findings: row - 1 }
    }

    /// One of two texts.
    pub(super) fn say(&self, id: &'static str, en: &'static str) -> &'static str {
        say(self.language, id, en)
    }

    /// The row of a document on its sheet.
    pub(super) fn row_of(&self, document: usize) -> Option<Target> {
        self.target(Page::Documents, u32::try_from(document + 1).ok()?)
    }

    /// A row of a sheet, if there is room for it.
    pub(super) fn target(&self, page: Page, row: u32) -> Option<Target> {
        (row.checked_add(1)? < self.bounds.rows).then(|| Target::Row(page.name(self.language), row))
    }

    /// The file of an input.
    pub(super) fn file(&self, source: &SourceReport) -> Option<Target> {
        let name = on_disk(&source.name);
        let way = if name.starts_with('/') { "" } else { self.audit.way };
        Some(Target::File(format!("{way}{name}")))
    }

    /// The name of an input, with the place of the document in it where there are several.
    pub(super) fn path(&self, source: &SourceReport, document: &DocumentReport) -> String {
        match source.documents.len() {
            0 | 1 => source.name.clone(),
            _ => format!("{}, {} {}", source.name, words(self.language).document, document.index + 1),
        }
    }

    /// What a document is called: its number, else its title, else its file.
    pub(super) fn called(&self, listed: &Listed<'r>) -> String {
        let names = [&listed.document.number, &listed.document.title];
        let name = names.into_iter().flatten().find(|name| !name.trim().is_empty());
        name.cloned().unwrap_or_else(|| self.path(listed.source, listed.document))
    }

    /// Documents and their findings, in order.
    pub(super) fn unit_name(&self, unit: Option<&'r str>) -> &'r str {
        unit.unwrap_or(self.say("(tanpa unit)", "(no unit)"))
    }

    /// The findings, in order, with the places of their documents among [`Book::documents`].
    pub(super) fn recognised(&self) -> impl Iterator<Item = (Option<usize>, found::Recognised<'r>)> + use<'_, 'r> {
        let mut next = 0;
        found::recognised(self.audit.outputs.report).map(move |one| {
            let is_of = |listed: &Listed<'_>| std::ptr::eq(listed.document, one.found.document);
            while next < self.documents.len() && !is_of(&self.documents[next]) && self.is_before(next, &one) {
                next += 1;
            }
            (self.documents.get(next).is_some_and(is_of).then_some(next), one)
        })
    }

    /// Whether a document stands before that of a finding.
    fn is_before(&self, at: usize, one: &found::Recognised<'_>) -> bool {
        let listed = &self.documents[at];
        (listed.source.source, listed.document.index) < (one.found.source.source, one.found.document.index)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(path: &str) -> Option<String> {
        Target::File(path.to_owned()).link()
    }

    #[test]
    fn a_link_leads_to_a_file_and_to_nothing_else() {
        assert_eq!(link("../sop/Gaji & Honor (é).xlsx").as_deref(), Some("file:///../sop/Gaji & Honor (é).xlsx"));
        for path in
            ["", "javascript:alert(1)", "C:/a.xlsx", "\\\\peladen\\a", "//peladen/a", "a#b", "a%20b", "a\u{202e}b"]
        {
            assert_eq!(link(path), None, "{path:?}");
        }
    }

    #[test]
    fn what_is_packed_is_found_in_its_archive() {
        assert_eq!(on_disk("arsip/2024.ZIP/gaji/a.zip/b.docx"), "arsip/2024.ZIP");
        assert_eq!(on_disk("arsip.tar.gz/a.sop.yaml"), "arsip.tar.gz");
        assert_eq!(on_disk("sop/a.zip.sop.yaml"), "sop/a.zip.sop.yaml");
    }

    #[test]
    fn every_sheet_has_a_name_excel_takes() {
        for language in Language::ALL {
            for page in [
                Page::Overview,
                Page::Findings,
                Page::Matrix,
                Page::Units,
                Page::Documents,
                Page::Coverage,
                Page::Unchecked,
                Page::Rules,
            ] {
                let name = page.name(language);
                assert!(name.len() <= 31 && !name.contains(['[', ']', ':', '*', '?', '/', '\\', '\'']), "{name}");
            }
        }
    }
}
