//! Makes reports by hand: texts, and findings that name the words they are about.

use crate::check::archive::Coverage;
use crate::check::{Outcome, Reason, Walk};
use crate::engine::report::{Checked, DocumentReport, Report, SourceReport, Unchecked};
use crate::engine::{Linter, LoadError, Options};
use crate::finding::{Applicability, Confidence, Edit, Finding, Fix, Related, RuleId, Severity};
use crate::reader::Format;
use crate::report::{Format as Output, Outputs, Style, render};
use crate::rule::message::Template;
use crate::rule::{Benefit, Bilingual, Clause, PackInfo, Rule, Severities, Sure, Verb};
use crate::sop::date::Day;
use crate::sop::{Language, Vocabulary};
use crate::source::address::Story;
use crate::source::{Address, Addresses, Excerpt, Lines, Place, SourceId, Span};

/// A report in the making.
pub(super) struct Sample {
    pub(super) linter: Linter,
    pub(super) style: Style,
    pub(super) sources: Vec<SourceReport>,
    /// The text of each source.
    pub(super) texts: Vec<String>,
    /// The addresses in each text; none in text sources.
    pub(super) addresses: Vec<Addresses>,
}

impl Sample {
    pub(super) fn new(language: Language) -> Self {
        let today = Day::new(2025, 3, 1).expect("a day");
        let rules = vec![
            rule("ID001", Severity::Error, "bagian identitas no. 2", None),
            rule("MB003", Severity::Error, "bagian mutu baku", Some(("tulis lama waktu", "write a length of time"))),
            rule("ST004", Severity::Warning, "prinsip kemudahan", None),
            rule("ST006", Severity::Info, "prinsip kejelasan", Some(("", ""))),
        ];
        let covers = Bilingual {
            id: "kebenaran isi prosedur tidak diperiksa".to_owned(),
            en: "the procedure itself is not checked".to_owned(),
        };
        let pack = |name: &str, covers| PackInfo {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            sha256: "00ff".to_owned(),
            covers,
            clauses: Vec::new(),
        };
        let linter = Linter {
            walk: Walk::new(rules),
            packs: vec![pack("sop-ap", Some(covers)), pack("lokal", None)],
            vocabulary: Vocabulary::shipped().expect("the shipped vocabulary is right"),
            options: Options::new(language, today),
            known: Default::default(),
            tables: Default::default(),
            lengths: Default::default(),
            off: Vec::new(),
            accepted: Default::default(),
        };
        Self { linter, style: Style::default(), sources: Vec::new(), texts: Vec::new(), addresses: Vec::new() }
    }

    /// Adds a source with one document that was read whole and passed every rule.
    pub(super) fn source(&mut self, name: &str, text: &str) -> usize {
        let mut source = self.unread(name, "");
        source.documents[0].findings.clear();
        source.documents[0].unchecked.clear();
        source.documents[0].checked = Checked::Full;
        source.documents[0].outcomes = vec![Outcome::Pass; self.linter.walk.rules.len()];
        source.format = Format::ALL.into_iter().find(|format| format.endings().iter().any(|end| name.ends_with(end)));
        self.sources.push(source);
        self.texts.push(text.to_owned());
        self.addresses.push(Addresses::default());
        self.sources.len() - 1
    }

    /// Adds a source that is no text: its pieces with their addresses, each ended by a line break as readers do.
    pub(super) fn office(&mut self, name: &str, pieces: &[(&str, Address)]) -> usize {
        let mut text = String::new();
        let mut addresses = Addresses::default();
        for (piece, address) in pieces {
            addresses.push(text.len(), address.clone());
            text += piece;
            text.push('\n');
        }
        let source = self.source(name, &text);
        self.addresses[source] = addresses;
        source
    }

    /// Adds one more document to a source.
    pub(super) fn document(&mut self, source: usize) -> &mut DocumentReport {
        let mut other = self.unread("", "");
        let index = self.sources[source].documents.len() as u32;
        let mut document = other.documents.remove(0);
        document.index = index;
        document.findings.clear();
        document.unchecked.clear();
        document.checked = Checked::Full;
        document.outcomes = vec![Outcome::Pass; self.linter.walk.rules.len()];
        self.sources[source].documents.push(document);
        &mut self.sources[source].documents[index as usize]
    }

    /// A source of which nothing was read.
    fn unread(&self, name: &str, why: &str) -> SourceReport {
        self.linter.not_loaded(SourceId(self.sources.len() as u32), name, &LoadError::Io(why.to_owned()))
    }

    /// Adds a source of which nothing was read.
    pub(super) fn lost(&mut self, name: &str, why: &str) -> usize {
        self.sources.push(self.unread(name, why));
        self.texts.push(String::new());
        self.addresses.push(Addresses::default());
        self.sources.len() - 1
    }

    /// Adds a finding about the `nth` occurrence of `words`, or about the whole document without words.
    pub(super) fn find(&mut self, source: usize, rule: &str, message: &str, words: &str, nth: usize) -> &mut Finding {
        let span = (!words.is_empty()).then(|| self.span(source, words, nth));
        let id = RuleId::known(rule);
        let at = self.linter.walk.index(id);
        let severity = at.map_or(Severity::Warning, |at| self.linter.walk.rules[at].severity.worst());
        let document = self.sources[source].documents.last_mut().expect("a source has a document");
        if let Some(at) = at {
            document.outcomes[at] = Outcome::Finding;
        }
        document.findings.push(Finding {
            rule: id,
            severity,
            confidence: Confidence::High,
            message: message.to_owned(),
            place: Place { source: SourceId(source as u32), span },
            document: document.index,
            logical: String::new(),
            within: Box::default(),
            found: words.to_owned(),
            related: Vec::new(),
            suggestion: None,
            fix: None,
        });
        document.findings.last_mut().expect("just pushed")
    }

    /// Makes the last rule a question about the first document of a source.
    pub(super) fn ask(&mut self, source: usize, id: &str, en: &str) {
        let question = Bilingual { id: id.to_owned(), en: en.to_owned() };
        let rule = self.linter.walk.rules.last_mut().expect("there are rules");
        rule.verb = Verb::Ask(question);
        let outcomes = &mut self.sources[source].documents[0].outcomes;
        *outcomes.last_mut().expect("an outcome for each rule") = Outcome::NotDecidable(Reason::Person);
    }

    /// A second place for a finding.
    pub(super) fn related(&self, source: usize, words: &str, nth: usize, label: &str) -> Related {
        let span = (!words.is_empty()).then(|| self.span(source, words, nth));
        Related { place: Place { source: SourceId(source as u32), span }, label: label.to_owned() }
    }

    fn span(&self, source: usize, words: &str, nth: usize) -> Span {
        let (start, found) = self.texts[source].match_indices(words).nth(nth).expect("the words are there");
        Span::new(start, start + found.len())
    }

    /// Writes the report in a format.
    pub(super) fn write(self, format: Output, out: &mut dyn std::io::Write) -> std::io::Result<()> {
        let (linter, style, report) = self.finished();
        render(format, &Outputs { report: &report, linter: &linter, style, exit_code: 1 }, out)
    }

    /// The report, and what made it.
    pub(super) fn finished(self) -> (Linter, Style, Report) {
        let Self { linter, style, mut sources, texts, addresses } = self;
        let places: Vec<Place> = sources
            .iter()
            .flat_map(|source| &source.documents)
            .flat_map(|document| &document.findings)
            .flat_map(|finding| {
                std::iter::once(finding.place).chain(finding.related.iter().map(|related| related.place))
            })
            .collect();
        for ((source, text), addresses) in sources.iter_mut().zip(&texts).zip(&addresses) {
            let spans = places.iter().filter(|place| place.source == source.source).filter_map(|place| place.span);
            source.excerpt = Excerpt::with_addresses(&Lines::new(text), addresses, spans);
        }
        let report = linter.finish(sources, Coverage::Single);
        (linter, style, report)
    }

    /// The report in a format.
    pub(super) fn render(self, format: Output) -> String {
        let mut out = Vec::new();
        self.write(format, &mut out).expect("memory never fails");
        String::from_utf8(out).expect("reports are text")
    }

    /// Every shape there is.
    pub(super) fn with_everything() -> Self {
        let mut sample = Self::new(Language::Id);
        sample.linter.off = vec![(RuleId::known("ID014"), Some("nomenklatur".to_owned()))];
        let ls = sample.source("sop/ls.sop.yaml", LS);
        sample.sources[ls].sha256 = Some("ab".repeat(32));
        sample.sources[ls].documents[0].number = Some("SOP-012/2025".to_owned());
        sample.sources[ls].documents[0].title = Some("Pengajuan SPM Langsung (LS)".to_owned());
        let aneh = sample.source("sop/aneh.sop.yaml", ODD);
        let panjang = sample.source("sop/panjang.sop.yaml", &long_line());
        let arus = sample.source("sop/arus.sop.yaml", STREAM);
        let rusak = sample.source("sop/rusak.sop.yaml", "judul: \"LS\n");
        let lembar = sample.office("arsip/sop.xlsx", &workbook());
        let naskah = sample.office("arsip/sop.docx", &letter());
        sample.lost("sop/hilang.sop.md", "tidak ada berkas itu");

        sample.find(ls, "ID001", "identitas belum memuat nomor SOP", "", 0);
        sample.find(ls, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 0).logical =
            "steps[1].duration".to_owned();
        sample.find(ls, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 1).logical =
            "steps[2].duration".to_owned();
        let related = vec![
            sample.related(ls, "Meneliti berkas", 0, "langkah 1"),
            sample.related(arus, "SOP dua", 0, "juga di sini"),
            sample.related(aneh, "", 0, "seluruhnya"),
        ];
        sample.find(ls, "ST004", "uraian langkah 2 sama dengan langkah 1", "Meneliti berkas", 1).related = related;
        sample.find(ls, "ST006", "langkah 1 dan 2 dapat digabung", STEPS, 0);

        sample.find(aneh, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 0);
        sample.find(aneh, "ST006", "kata `nanti` tidak jelas", "nanti", 0).confidence = Confidence::Low;
        let mended = sample.find(aneh, "ST004", "kunci `judul` di awal", "judul", 0);
        mended.suggestion = Some("nama".into());
        let span = mended.place.span.expect("a place");
        let edits = vec![Edit { span, text: "nama".into() }];
        mended.fix = Some(Box::new(Fix { applicability: Applicability::Safe, edits }));
        sample.find(aneh, "EN008", "kunci `juduls` tidak dikenal", "\u{1b}[31mmerah\u{202e}", 0);

        sample.find(panjang, "MB003", "waktu `segera` tidak dapat diukur", "segera", 0);
        sample.find(panjang, "MB003", "waktu `akhir` tidak dapat diukur", "akhir", 0);

        sample.find(arus, "ST006", "judul `SOP satu` tidak jelas", "SOP satu", 0);
        sample.document(arus).outcomes[1] = Outcome::NotDecidable(Reason::Missing);
        sample.find(arus, "ST006", "judul `SOP dua` tidak jelas", "SOP dua", 0).found = String::new();

        let related = vec![
            sample.related(lembar, "SOP-012/KUL/9999/2025", 0, "di sini berbeda"),
            sample.related(ls, "Meneliti berkas", 0, "juga di sini"),
        ];
        sample.find(lembar, "ID001", "nomor `SOP-013` berbeda", "SOP-013", 0).related = related;
        sample.find(lembar, "MB003", "waktu `segera,` tidak dapat diukur", "segera,", 0).logical =
            "steps[4].duration".to_owned();
        sample.find(lembar, "ST006", "keputusan tidak bertanya", "Lengkap", 0);
        sample.find(naskah, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 0);
        sample.find(naskah, "ST004", "istilah `SOP AP` tidak baku", "SOP AP", 0);
        sample.find(naskah, "ST006", "halaman `1` tidak jelas", "Halaman 1", 0);

        sample.find(rusak, "EN009", "tanda kutip tidak ditutup", "\"", 0).severity = Severity::Error;
        let broken = &mut sample.sources[rusak].documents[0];
        broken.checked = Checked::Partly;
        broken
            .unchecked
            .push(Unchecked { rule: RuleId::known("EN009"), message: "tanda kutip tidak ditutup".to_owned() });
        sample
    }
}

/// The two steps of [`LS`], over four lines.
pub(super) const STEPS: &str = "\
- uraian: Meneliti berkas
    waktu: Segera
  - uraian: Meneliti berkas
    waktu: Segera";

pub(super) const LS: &str = "\
judul: Pengajuan SPM Langsung (LS)
kegiatan:
  - uraian: Meneliti berkas
    waktu: Segera
  - uraian: Meneliti berkas
    waktu: Segera
";

/// A byte order mark, CRLF, a tab, wide letters, an emoji of three characters, an escape sequence, a bidirectional mark.
pub(super) const ODD: &str = "\u{feff}judul: 漢字 é\tSegera 👩\u{200d}💼\r\nwaktu: \u{1b}[31mmerah\u{202e} nanti\r\n";

pub(super) const STREAM: &str = "judul: SOP satu\n---\njudul: SOP dua\n";

/// Cells of two sheets, one of them with three lines, a shape and a page header.
pub(super) fn workbook() -> [(&'static str, Address); 5] {
    let cell = |sheet: &str, row, column| Address::Cell { sheet: sheet.into(), row, column };
    [
        ("SOP-012/KUL/9999/2025", cell("COVER", 1, 8)),
        ("Nomor: SOP-013", cell("SOP 1 ", 0, 0)),
        ("5\nMenit, é\tsegera,\nlalu dicatat", cell("SOP 1 ", 8, 8)),
        ("Lengkap?", Address::Shape { sheet: Some("SOP 1 ".into()), name: "Diamond 7".into() }),
        ("Status: konsep", Address::Page { sheet: "SOP 1 ".into(), story: Story::Header }),
    ]
}

/// A paragraph, a cell of a table and a page header.
pub(super) fn letter() -> [(&'static str, Address); 3] {
    let waktu = Address::TableCell { table: 1, row: 4, column: 5, header: Some("Waktu".into()) };
    [
        ("Penyusunan SOP AP", Address::Paragraph { story: Story::Body, paragraph: 11 }),
        ("Segera", waktu),
        ("Halaman 1", Address::Paragraph { story: Story::Header, paragraph: 0 }),
    ]
}

/// A line of which only the surroundings of two words are kept.
pub(super) fn long_line() -> String {
    format!("uraian: {}segera {}akhir\n", "é ".repeat(1000), "kata ".repeat(1000))
}

fn rule(id: &str, severity: Severity, clause: &str, help: Option<(&str, &str)>) -> Rule {
    Rule {
        id: RuleId::known(id),
        title: Bilingual { id: "Judulnya".to_owned(), en: "Its title".to_owned() },
        clause: Clause { source: "Permenpan RB 35/2012, lampiran".to_owned(), text: clause.to_owned(), sure: Sure::A },
        severity: Severities::always(severity),
        benefit: Benefit::Unambiguous,
        answers: Vec::new(),
        applies_to: Vec::new(),
        when: None,
        for_each: None,
        filter: None,
        verb: Verb::Require(Vec::new()),
        message: Bilingual { id: Template::default(), en: Template::default() },
        unsure: None,
        help: help.map(|(id, en)| Bilingual { id: id.to_owned(), en: en.to_owned() }),
        cure: None,
        passes: Vec::new(),
        fails: Vec::new(),
        was: Vec::new(),
        locked: false,
        says: String::new(),
        named: None,
        changes: Vec::new(),
        pack: "sop-ap".to_owned(),
    }
}
