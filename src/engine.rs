//! Which documents meet which rules: from the bytes of the inputs to one report.
//!
//! In: compiled rules, the facts of the run, and the inputs. Out: a [`Report`]. [`Linter::check`] judges one input and
//! [`Linter::finish`] all of them together; both do no I/O, start no threads and read no clock. [`run_all`] calls them for
//! many inputs in parallel. A panic is caught and becomes an outcome of that one input.

pub mod accept;
pub mod card;
pub mod facts;
pub mod fingerprint;
pub mod fix;
mod folder;
pub mod history;
mod load;
mod many;
pub mod messages;
mod overrides;
mod packing;
pub mod portrait;
pub mod record;
pub mod report;
pub mod scorecard;
pub mod snapshot;
pub mod trial;

use accept::Acceptances;

use crate::check::archive::{Archive, ArchiveChecked, Coverage, InProject, Pass};
use crate::check::{MOST_FINDINGS, Outcome, Reason, Run, Subject, Walk, check_document};
use crate::finding::{Finding, RuleId};
use crate::pack::data_file;
use crate::reader::detect::{Detected, Packed, by_name, detect};
use crate::reader::{Format, Opened, Problem, ReadLimits, Reading};
use crate::rule::table::{Lengths, Rows, Tables};
use crate::rule::{PackInfo, Phase, Rule};
use crate::sop::date::{Calendar, Day};
use crate::sop::duration::Conversions;
use crate::sop::flow::longest;
use crate::sop::project::{DataFile, Project};
use crate::sop::{Language, Sop, Vocabulary, understand};
use crate::source::{Excerpt, Lines, Place, SourceId, Span};

use accept::inline::directives;
use card::{Card, Cards};
pub use folder::Folder;
pub use load::{Bound, Broken, LoadError, NoFile, Packing};
pub use many::{Sketching, judge, run_all, run_all_knowing, run_judged};
use messages::{EngineMessage, Trouble};
pub use overrides::Overrides;
use report::{DocumentReport, Report, SourceReport, Summary};

/// Bounds and choices of a run.
#[derive(Debug, Clone)]
pub struct Options {
    /// Language of messages.
    pub language: Language,
    /// The day of the run.
    pub today: Day,
    /// How durations of different kinds compare.
    pub conversions: Conversions,
    /// The phase all documents are judged in; without one, each says its own.
    pub phase: Option<Phase>,
    /// Which days are working days.
    pub calendar: Calendar,
    /// Bounds of reading.
    pub limits: ReadLimits,
    /// Bytes of the largest text that is read.
    pub most_bytes: u64,
    /// Bytes of the largest file of office programs that is read.
    pub most_office_bytes: u64,
    /// Whether hashes of the inputs are wanted.
    pub hash: bool,
    /// Inputs of which everything is kept that may become a finding of the archive; of more, what does is read again.
    pub most_kept: usize,
    /// What is kept of each document beside what was found.
    pub cards: Cards,
}

/// A text is at most this large, unless the command line says otherwise.
pub const MOST_BYTES: u64 = 32 << 20;
/// A file of office programs is at most this large, unless the command line says otherwise (contracts, section 10).
pub const MOST_OFFICE_BYTES: u64 = 50 << 20;

/// So many inputs keep all that may become a finding of the archive: about 40 MiB.
pub const MOST_KEPT: usize = 2000;

impl Options {
    /// The usual bounds, for messages in `language` on the day `today`.
    #[must_use]
    pub fn new(language: Language, today: Day) -> Self {
        Self {
            language,
            today,
            conversions: Conversions::default(),
            phase: None,
            calendar: Calendar::default(),
            limits: ReadLimits::default(),
            most_bytes: MOST_BYTES,
            most_office_bytes: MOST_OFFICE_BYTES,
            hash: false,
            most_kept: MOST_KEPT,
            cards: Cards::None,
        }
    }

    /// Bytes of the largest input with such a name that is read.
    #[must_use]
    pub fn most_bytes_of(&self, name: &str) -> u64 {
        match by_name(name) {
            Detected::Readable(Format::Yaml | Format::Markdown) | Detected::Unknown => self.most_bytes,
            Detected::Readable(Format::Docx | Format::Xlsx | Format::Ods) | Detected::Unsupported(_) => {
                self.most_office_bytes
            }
        }
    }
}

/// Rules and words, ready to judge any number of documents.
#[derive(Debug)]
pub struct Linter {
    /// The rules.
    pub walk: Walk,
    /// The packs they come from.
    pub packs: Vec<PackInfo>,
    /// The words.
    pub vocabulary: Vocabulary,
    /// Bounds and choices.
    pub options: Options,
    /// What the project knows beside its documents.
    pub known: Known,
    /// The tables of the packs, for the project data of examples.
    pub tables: Tables,
    /// The lengths of time they name.
    pub lengths: Lengths,
    /// Rules that packs or settings switch off, with their reasons.
    pub off: Vec<(RuleId, Option<String>)>,
    /// Findings that are accepted.
    pub accepted: Acceptances,
}

/// What a project knows beside its documents.
#[derive(Debug, Default)]
pub struct Known {
    /// Its organisation.
    pub project: Option<Project>,
    /// Rows of tables that stand in place of those the rules were compiled with; examples bring their own.
    pub rows: Option<Rows>,
    /// What is different for some of its documents.
    pub overrides: Overrides,
}

/// A run, and what is known in it.
#[derive(Clone, Copy)]
struct Judging<'r> {
    run: Run<'r>,
    known: &'r Known,
}

impl Linter {
    /// A linter of these rules, which knows no packs and no project.
    #[must_use]
    pub fn new(rules: Vec<Rule>, vocabulary: Vocabulary, options: Options) -> Self {
        Self {
            walk: Walk::new(rules),
            packs: Vec::new(),
            vocabulary,
            options,
            known: Known::default(),
            tables: Tables::new(),
            lengths: Lengths::new(),
            off: Vec::new(),
            accepted: Acceptances::default(),
        }
    }

    /// What a data file says, by its name and its text; without one, nothing is known. Mistakes in it are those of its author:
    /// they are told where packs are loaded.
    #[must_use]
    pub fn known_from(&self, file: Option<(&str, &str)>) -> Known {
        let Some((name, text)) = file else { return Known::default() };
        let (supplied, _) = data_file(text, &self.vocabulary, &self.tables);
        let file = DataFile { layer: 0, name: name.to_owned(), text: text.to_owned() };
        let project = Project::new(&self.vocabulary, &supplied.data, vec![file]);
        Known { project: Some(project), rows: Some(supplied.rows), overrides: Overrides::default() }
    }

    fn run<'r>(&'r self, known: &'r Known) -> Run<'r> {
        Run {
            vocabulary: &self.vocabulary,
            language: self.options.language,
            today: self.options.today,
            conversions: self.options.conversions,
            calendar: &self.options.calendar,
            phase: self.options.phase,
            project: known.project.as_ref(),
            rows: known.rows.as_ref(),
            // What is only counted cannot be told to be old or new.
            most_findings: if self.accepted.counts_all { usize::MAX } else { MOST_FINDINGS },
            local: None,
            sketches: true,
        }
    }

    /// Judges one input. `name` is shown in reports and tells its format where the content does not.
    #[must_use]
    pub fn check(&self, source: SourceId, name: &str, bytes: &[u8]) -> SourceReport {
        self.check_in(Judging { run: self.run(&self.known), known: &self.known }, source, name, bytes)
    }

    /// The same in a run of its own.
    fn check_in(&self, judging: Judging<'_>, source: SourceId, name: &str, bytes: &[u8]) -> SourceReport {
        let mut report = SourceReport::new(source, name);
        report.bytes = Some(bytes.len() as u64);
        if self.options.hash {
            report.sha256 = Some(record::sha256(bytes));
        }
        if bytes.len() as u64 > self.options.most_bytes_of(name) {
            self.unread(&mut report, self.too_large(name, bytes.len() as u64));
            return report;
        }
        match detect(name, bytes) {
            Detected::Readable(format) => self.check_format(judging, &mut report, format, bytes),
            Detected::Unsupported(kind) => self.unread(&mut report, Trouble::Unsupported(kind)),
            Detected::Unknown => self.unread(&mut report, Trouble::UnknownFormat),
        }
        report
    }

    /// An input that gave no bytes.
    #[must_use]
    pub fn not_loaded(&self, source: SourceId, name: &str, error: &LoadError) -> SourceReport {
        let mut report = SourceReport::new(source, name);
        let trouble = match error {
            LoadError::TooLarge(bytes) => {
                report.bytes = Some(*bytes);
                self.too_large(name, *bytes)
            }
            LoadError::OverLimit { what: Bound::Bytes | Bound::Ratio, .. } => {
                unsupported(name).unwrap_or_else(|| Trouble::NotLoaded(error.clone()))
            }
            LoadError::Unsupported(kind) => Trouble::Unsupported(*kind),
            LoadError::Internal(reason) => Trouble::Internal(reason.clone()),
            LoadError::Io(_)
            | LoadError::Encrypted
            | LoadError::Damaged(_)
            | LoadError::OverLimit { .. }
            | LoadError::Packing(_)
            | LoadError::NoFile(_) => Trouble::NotLoaded(error.clone()),
        };
        self.unread(&mut report, trouble);
        report
    }

    /// An input that is not what it was a moment ago.
    fn changed(&self, source: SourceId, name: &str) -> SourceReport {
        let mut report = SourceReport::new(source, name);
        self.unread(&mut report, Trouble::Changed);
        report
    }

    fn too_large(&self, name: &str, bytes: u64) -> Trouble {
        unsupported(name).unwrap_or_else(|| Trouble::TooLarge { bytes, most: self.options.most_bytes_of(name) })
    }

    /// An input whose check broke a promise of ours.
    fn crashed(&self, source: SourceId, name: &str, payload: &(dyn std::any::Any + Send)) -> SourceReport {
        let mut report = SourceReport::new(source, name);
        let text = payload.downcast_ref::<String>().map(String::as_str);
        let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("?");
        self.unread(&mut report, Trouble::Internal(text.to_owned()));
        report
    }

    fn check_format(&self, judging: Judging<'_>, report: &mut SourceReport, format: Format, bytes: &[u8]) {
        report.format = Some(format);
        if bytes.is_empty() {
            return self.unread(report, Trouble::Empty);
        }
        let opened = match format.open(bytes, &self.options.limits) {
            Ok(opened) => opened,
            Err(error) => return self.unread(report, Trouble::Unopened(error)),
        };
        let Reading { documents, problems } = opened.read(&self.options.limits);
        if documents.is_empty() && problems.is_empty() {
            return self.unread(report, Trouble::Empty);
        }
        for (at, document) in documents.iter().enumerate() {
            let of_document: Vec<&Problem> = problems.iter().filter(|problem| problem.document == at).collect();
            let sop = understand(document, &self.vocabulary);
            // Whoever writes `*.sop.yaml` says what it is; a Word file may be anything.
            if format.is_office() && sop.is_no_procedure() && of_document.is_empty() {
                self.unread(report, Trouble::NoProcedure);
                continue;
            }
            let directives = directives(document, at as u32);
            // As with a baseline: each finding is held against them.
            let most_findings = if directives.is_empty() { judging.run.most_findings } else { usize::MAX };
            let judging = Judging { run: Run { most_findings, ..judging.run }, ..judging };
            report.add_directives(directives);
            let mut judged = self.check_one(judging, report, at as u32, sop, &of_document);
            fix::fit(&opened, &report.name, document, &mut judged.findings);
            report.documents.push(judged);
        }
        let lost = problems.iter().filter(|problem| problem.document >= documents.len());
        for problem in lost {
            let message = messages::of_problem(problem, self.options.language);
            self.add_unchecked(report, message, problem.span, documents.len() as u32);
        }
        report.excerpt = excerpt(&opened, report);
    }

    /// Adds to an SOP what does not stand in its text: the name of its file, what the project and the registry of regulations
    /// know of it, and the time of its longest way, for which the project says how long people work.
    pub fn complete(&self, name: &str, sop: &mut Sop<'_>) {
        self.complete_in(&self.run(&self.known), name, sop);
    }

    fn complete_in(&self, run: &Run<'_>, name: &str, sop: &mut Sop<'_>) {
        sop.name_file(name);
        if let Some(project) = run.project {
            project.link(&self.vocabulary, sop);
        }
        if sop.document.cites() {
            run.registry().link(&self.vocabulary.citations, &self.vocabulary.subjects, &mut sop.document);
        }
        longest::fill(sop, &self.options.conversions);
    }

    fn check_one(
        &self,
        Judging { run, known }: Judging<'_>,
        input: &SourceReport,
        at: u32,
        mut sop: Sop<'_>,
        problems: &[&Problem],
    ) -> DocumentReport {
        let (language, source) = (self.options.language, input.source);
        self.complete_in(&run, &input.name, &mut sop);
        let overrides = known.overrides.matching(&self.vocabulary, run.project, &input.name, &sop);
        let local = known.overrides.together(&overrides);
        let phase = local.as_ref().and_then(|local| local.phase).or(run.phase);
        let run = Run { phase, local: local.as_ref(), ..run };
        let subject = Subject { sop: &sop, source, document: at };
        let checked = check_document(&self.walk, &run, subject);
        let mut report = DocumentReport::new(at, &sop, checked);
        report.set_overrides(overrides);
        report.card = Card::of(self.options.cards, &run, &sop);
        if self.accepted.asks_units() && sop.document.unit.is_present() {
            report.aside.get_or_insert_default().unit = Some(sop.document.unit.as_str().to_owned());
        }
        for problem in problems {
            report.add_engine(source, messages::of_problem(problem, language), problem.span, problem.other, language);
        }
        for remark in &sop.remarks {
            report.add_engine(source, messages::of_remark(remark, language), remark.span, remark.other, language);
        }
        report
    }

    /// Nothing of the input was read.
    fn unread(&self, report: &mut SourceReport, trouble: Trouble) {
        let message = messages::of_trouble(&trouble, self.options.language);
        report.documents.push(DocumentReport::unread(report.source, message, self.walk.rules.len()));
    }

    /// A document that broke off before anything of it could be understood.
    fn add_unchecked(&self, report: &mut SourceReport, message: EngineMessage, span: Span, at: u32) {
        let mut document = DocumentReport::unread(report.source, message, self.walk.rules.len());
        document.index = at;
        if let Some(finding) = document.findings.first_mut() {
            finding.place = Place { source: report.source, span: Some(span) };
        }
        report.documents.push(document);
    }

    /// Judges all inputs together, settles and orders.
    #[must_use]
    pub fn finish(&self, sources: Vec<SourceReport>, coverage: Coverage) -> Report {
        self.finish_knowing(&self.known, sources, coverage)
    }

    fn finish_knowing(&self, known: &Known, mut sources: Vec<SourceReport>, coverage: Coverage) -> Report {
        sources.sort_by_key(|source| source.source);
        let in_order = |count, decide: &Decide<'_>| (0..count).map(decide).collect();
        let decided = self.decide(known, &sources, coverage, None, in_order);
        self.settle(known, sources, decided)
    }

    /// Judges all inputs together; they are in order. Each rule decides on its own, and `each` asks them in any order: all, or
    /// only those that were not decided before.
    fn decide(
        &self,
        known: &Known,
        sources: &[SourceReport],
        coverage: Coverage,
        before: Option<Decided>,
        each: impl FnOnce(usize, &Decide<'_>) -> Vec<ArchiveChecked>,
    ) -> Decided {
        let documents = sources.iter().enumerate().flat_map(|(source, of)| {
            let with_facts = of.documents.iter().enumerate().filter(|(_, document)| document.facts.is_some());
            with_facts.map(move |(document, _)| (source as u32, document as u32))
        });
        let documents: Vec<(u32, u32)> = documents.collect();
        let reports = || sources.iter().flat_map(|source| &source.documents);
        let facts: Vec<_> = reports().filter_map(|document| document.facts.as_deref()).collect();
        let unread = reports().filter(|document| document.hides_itself()).count();
        let run = self.run(known);
        let archive = Archive { facts: &facts, run: &run, coverage, unread };
        let pass = Pass::new(&self.walk, &archive);
        let mut by_rule = before.map_or_else(Vec::new, |before| before.by_rule);
        by_rule.resize_with(self.walk.rules.len(), || None);
        let open: Vec<usize> = (0..by_rule.len()).filter(|&rule| by_rule[rule].is_none()).collect();
        let decided = each(open.len(), &|at| pass.decide(open[at] as u32));
        open.iter().zip(decided).for_each(|(&rule, decided)| by_rule[rule] = Some(decided));
        Decided { documents, by_rule }
    }

    /// Adds what was decided about all inputs together, and orders.
    fn settle(&self, known: &Known, mut sources: Vec<SourceReport>, decided: Decided) -> Report {
        let Decided { documents, by_rule } = decided;
        let mut checked: Vec<ArchiveChecked> = by_rule.into_iter().flatten().collect();
        for (fact, rule, outcome) in checked.iter_mut().flat_map(|checked| std::mem::take(&mut checked.outcomes)) {
            let (at, document) = documents[fact];
            let kept = &mut sources[at as usize].documents[document as usize].outcomes[rule as usize];
            // What waited for the archive is decided now.
            *kept = if *kept == Outcome::NotDecidable(Reason::NotSupplied) { outcome } else { kept.and(outcome) };
        }
        for finding in checked.iter_mut().flat_map(|checked| std::mem::take(&mut checked.findings)) {
            let at = sources.partition_point(|source| source.source < finding.place.source);
            let document = finding.document;
            let found = sources[at].documents.iter_mut().find(|report| report.index == document);
            if let Some(report) = found {
                report.findings.push(finding);
            }
        }
        for document in sources.iter_mut().flat_map(|source| &mut source.documents) {
            self.leave_out(known, document);
            document.findings.sort_by(Finding::order);
            document.facts = None;
        }
        let in_project = checked.into_iter().flat_map(|checked| checked.in_project).collect();
        self.add_project(known, &mut sources, in_project);
        let (waivers, baseline) = accept::settle(self, &mut sources);
        keep_shown(&mut sources);
        let summary = Summary::of(&sources);
        let (language, today) = (self.options.language, self.options.today);
        Report { sources, summary, language, today, waivers, baseline }
    }

    /// Leaves out what rules found that are off for a document; those that compare documents were asked about all of them.
    fn leave_out(&self, known: &Known, document: &mut DocumentReport) {
        let Some(local) = known.overrides.together(document.overrides()) else { return };
        document.findings.retain(|finding| !local.is_off(finding.rule));
        for at in local.off.iter().filter_map(|rule| self.walk.index(*rule)) {
            document.outcomes[at] = Outcome::NotApplicable;
        }
    }

    /// Adds the data files of the project in which something was found, behind the inputs.
    fn add_project(&self, known: &Known, sources: &mut Vec<SourceReport>, found: Vec<InProject>) {
        let files = known.project.iter().flat_map(|project| project.files());
        for file in files {
            let in_file: Vec<&InProject> = found.iter().filter(|found| found.layer == file.layer).collect();
            if in_file.is_empty() {
                continue;
            }
            let source = SourceId(sources.last().map_or(0, |last| last.source.0 + 1));
            let spans = in_file.iter().filter_map(|found| found.finding.place.span);
            let mut report = SourceReport::new(source, &file.name);
            report.of_project = true;
            report.format = Some(Format::Yaml);
            report.excerpt = Excerpt::new(&Lines::new(&file.text), spans);
            report.documents.push(DocumentReport::of_project(source, &in_file, self.walk.rules.len()));
            sources.push(report);
        }
    }
}

/// Of a kind that is not read at all, the size is not what is wrong.
fn unsupported(name: &str) -> Option<Trouble> {
    match by_name(name) {
        // Of an archive that is opened, it is.
        Detected::Unsupported(kind) if Packed::by_name(name).is_none() => Some(Trouble::Unsupported(kind)),
        Detected::Unsupported(_) | Detected::Readable(_) | Detected::Unknown => None,
    }
}

/// The lines that findings and facts may want to show later.
fn excerpt(opened: &Opened<'_>, report: &SourceReport) -> Excerpt {
    let places = report.documents.iter().flat_map(DocumentReport::places);
    let places = places.filter(|place| place.source == report.source).filter_map(|place| place.span);
    let spans: Vec<Span> = places.chain(report.directives().iter().map(|directive| directive.span)).collect();
    if spans.is_empty() {
        return Excerpt::default();
    }
    Excerpt::with_addresses(&Lines::new(opened.view()), opened.addresses(), spans)
}

/// What the archive pass decided; its documents are those with facts, each by its input and its place in it.
struct Decided {
    documents: Vec<(u32, u32)>,
    /// By rule; nothing where it has still to decide.
    by_rule: Vec<Option<ArchiveChecked>>,
}

/// Decides one of the rules that are open.
type Decide<'d> = dyn Fn(usize) -> ArchiveChecked + Sync + 'd;

/// Keeps of each input what its findings and those of others show.
fn keep_shown(sources: &mut [SourceReport]) {
    let documents = sources.iter().flat_map(|source| &source.documents);
    let mut places: Vec<Place> = documents.flat_map(DocumentReport::shown_places).collect();
    places.sort_unstable();
    let mut rest = places.as_slice();
    for source in sources {
        let (own, others) = rest.split_at(rest.partition_point(|place| place.source <= source.source));
        source.excerpt.keep(own.iter().filter_map(|place| place.span));
        rest = others;
    }
}

#[cfg(test)]
mod tests {
    use super::report::Checked;
    use super::*;
    use crate::finding::Severity;
    use crate::rule::{Benefit, Bilingual, Clause, Severities, Sure, Verb};

    fn panicking_linter() -> Linter {
        let rule = Rule {
            id: RuleId::known("ZZ001"),
            title: Bilingual::default(),
            clause: Clause { source: String::new(), text: String::new(), sure: Sure::C },
            severity: Severities::always(Severity::Error),
            benefit: Benefit::Coverage,
            answers: Vec::new(),
            applies_to: Vec::new(),
            when: None,
            for_each: None,
            filter: None,
            verb: Verb::Panic("Rusak"),
            message: Bilingual::default(),
            unsure: None,
            help: None,
            cure: None,
            passes: Vec::new(),
            fails: Vec::new(),
            was: Vec::new(),
            locked: false,
            says: String::new(),
            named: None,
            changes: Vec::new(),
            pack: String::new(),
        };
        let today = Day::new(2026, 3, 1).expect("a day");
        Linter::new(vec![rule], Vocabulary::shipped().expect("the vocabulary"), Options::new(Language::Id, today))
    }

    #[test]
    fn a_rule_that_panics_spoils_one_document_only() {
        let linter = panicking_linter();
        let texts = ["judul: Baik\n", "judul: Rusak\n", "judul: Baik juga\n"];
        let names: Vec<String> = (0..texts.len()).map(|at| format!("{at}.sop.yaml")).collect();
        let report = run_all(&linter, &names, Coverage::Whole, |at| Ok(texts[at].as_bytes()), |_| {});
        let checked: Vec<Checked> = report.sources.iter().map(|source| source.documents[0].checked).collect();
        assert_eq!(checked, [Checked::Full, Checked::None, Checked::Full]);
        let finding = &report.sources[1].documents[0].findings[0];
        assert_eq!(finding.rule, RuleId::known("EN005"));
        assert!(finding.message.contains("a rule broke its promise"), "{}", finding.message);
        assert_eq!(report.summary.unchecked, 1);
    }

    #[test]
    fn an_input_that_gives_no_bytes_is_not_checked() {
        let linter = panicking_linter();
        let names = vec!["hilang.sop.yaml".to_owned()];
        let load = |_| Err::<Vec<u8>, _>(LoadError::Io("tidak ada".to_owned()));
        let report = run_all(&linter, &names, Coverage::Single, load, |_| {});
        assert_eq!(report.sources[0].documents[0].checked, Checked::None);
        assert_eq!(report.sources[0].documents[0].findings[0].rule, RuleId::known("EN001"));
    }
}
