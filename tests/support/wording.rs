//! The rules about wording, measured on the texts under `fixtures/wording`.
//!
//! In: texts of one kind each (a step, a time, a citation …) with the rules that have to find something. Out: for every rule
//! that any text names and that exists, how often it was right, wrong and missing. Each text is judged alone, in the smallest
//! document that can hold it; what stands around it (`with`) is as empty as the defect allows.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value, json};
use soplint::check::archive::Coverage;
use soplint::engine::{Linter, LoadError, Options, run_all};
use soplint::finding::Severity;
use soplint::pack::{LayerText, SHIPPED, Stack, compose};
use soplint::rule::Phase;
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};

/// The files, in the order in which they are told.
const FILES: [&str; 4] = ["clean.yaml", "defective.yaml", "second.yaml", "third.yaml"];

#[derive(Deserialize)]
struct File {
    texts: Vec<Text>,
}

/// A text and what has to be found in it.
#[derive(Deserialize)]
pub(crate) struct Text {
    pub(crate) id: String,
    kind: Kind,
    pub(crate) text: String,
    expect: BTreeSet<String>,
    /// Further keys of the step; `aktor` are the actors of the document.
    #[serde(default)]
    with: Map<String, Value>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Step,
    Duration,
    Citation,
    Output,
    Actor,
    Warning,
    Title,
    Qualification,
}

/// How a rule did.
#[derive(Default, Clone)]
pub(crate) struct Score {
    /// Texts in which it found what it should.
    pub(crate) right: usize,
    /// Texts in which it found what is none, by their ids.
    pub(crate) wrong: Vec<String>,
    /// Texts in which it found nothing, by their ids.
    pub(crate) missed: Vec<String>,
}

/// A rule with its severity in a final document.
pub(crate) struct Measured {
    pub(crate) rule: String,
    pub(crate) severity: Severity,
    pub(crate) score: Score,
}

impl Score {
    /// Of what it found, how much is right, in percent.
    pub(crate) fn precision(&self) -> f64 {
        share(self.right, self.right + self.wrong.len())
    }

    /// Of what it should find, how much it found, in percent.
    pub(crate) fn recall(&self) -> f64 {
        share(self.right, self.right + self.missed.len())
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { part as f64 * 100.0 / whole as f64 }
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All texts.
pub(crate) fn texts() -> Vec<Text> {
    let read = |name: &&str| {
        let path = root().join("fixtures/wording").join(name);
        let text = fs::read_to_string(&path).expect("a file of texts");
        let file: File = serde_yaml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        file.texts
    };
    FILES.iter().flat_map(read).collect()
}

/// Judges all texts; the rules by id.
pub(crate) fn measure(texts: &[Text]) -> Vec<Measured> {
    let linter = linter();
    let of_rules = linter.walk.rules.iter();
    let severities: BTreeMap<String, Severity> =
        of_rules.filter_map(|rule| Some((rule.id.to_string(), rule.severity.get(Phase::Final)?))).collect();
    let named: BTreeSet<&String> = texts.iter().flat_map(|text| &text.expect).collect();
    let mut scores: BTreeMap<&String, Score> =
        named.into_iter().filter(|rule| severities.contains_key(*rule)).map(|rule| (rule, Score::default())).collect();
    for text in texts {
        let found = found(&linter, text);
        for (rule, score) in &mut scores {
            match (text.expect.contains(*rule), found.contains(*rule)) {
                (true, true) => score.right += 1,
                (true, false) => score.missed.push(text.id.clone()),
                (false, true) => score.wrong.push(text.id.clone()),
                (false, false) => {}
            }
        }
    }
    let measured = |(rule, score): (&String, Score)| Measured { rule: rule.clone(), severity: severities[rule], score };
    scores.into_iter().map(measured).collect()
}

/// The table the pages show.
pub(crate) fn table(texts: &[Text], measured: &[Measured]) -> String {
    let clean = texts.iter().filter(|text| text.expect.is_empty()).count();
    let mut table = format!("{} texts, {clean} of them without a defect\n\n", texts.len());
    table.push_str("rule   severity  right  wrong  missed  precision  recall\n");
    for one in measured {
        let severity = format!("{:?}", one.severity).to_lowercase();
        let (score, right) = (&one.score, one.score.right);
        let (wrong, missed) = (score.wrong.len(), score.missed.len());
        let (precision, recall) = (score.precision(), score.recall());
        writeln!(
            table,
            "{}  {severity:<8}  {right:>5}  {wrong:>5}  {missed:>6}  {precision:>7.1} %  {recall:>4.0} %",
            one.rule
        )
        .expect("a string takes all");
    }
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let all = together(measured.iter().filter(|one| one.severity == severity));
        let name = format!("{severity:?}").to_lowercase();
        writeln!(table, "all of severity {name}: precision {:.1} %, recall {:.1} %", all.precision(), all.recall())
            .expect("a string takes all");
    }
    table
}

/// The scores of several rules as one.
pub(crate) fn together<'m>(measured: impl Iterator<Item = &'m Measured>) -> Score {
    measured.fold(Score::default(), |mut all, one| {
        all.right += one.score.right;
        all.wrong.extend(one.score.wrong.iter().cloned());
        all.missed.extend(one.score.missed.iter().cloned());
        all
    })
}

fn linter() -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let pack = SHIPPED.iter().find(|pack| pack.name == "sop-ap").expect("the pack of SOP AP");
    let stack = Stack::gather(vec![LayerText::shipped(pack)], &mut |_, _| Err("no file".to_owned()));
    let (loaded, diagnostics) = compose(&stack, &vocabulary);
    let loaded = loaded.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let options = Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day"));
    Linter::new(loaded.rules, vocabulary, options)
}

/// The rules that find something in a text.
fn found(linter: &Linter, text: &Text) -> BTreeSet<String> {
    let bytes = document(text).to_string().into_bytes();
    let load = |_: usize| -> Result<&[u8], LoadError> { Ok(&bytes) };
    let report = run_all(linter, &[format!("{}.sop.yaml", text.id)], Coverage::Whole, load, |_| {});
    let documents = report.sources.iter().flat_map(|source| &source.documents);
    documents.flat_map(|document| &document.findings).map(|finding| finding.rule.to_string()).collect()
}

/// The smallest document that can hold a text.
fn document(text: &Text) -> Value {
    let said = &text.text;
    match text.kind {
        Kind::Step => steps(text, json!({"no": 1, "uraian": said})),
        Kind::Duration => steps(text, json!({"no": 1, "uraian": "Mencatat surat", "waktu": said})),
        Kind::Output => steps(text, json!({"no": 1, "uraian": "Mengolah berkas", "output": said})),
        Kind::Actor => {
            json!({"pelaksana": [said], "kegiatan": [{"no": 1, "uraian": "Mencatat surat", "pelaksana": said}]})
        }
        Kind::Citation => json!({"dasar_hukum": [said]}),
        Kind::Warning => json!({"peringatan": [said]}),
        Kind::Title => json!({"judul": said}),
        Kind::Qualification => json!({"kualifikasi_pelaksana": [said]}),
    }
}

/// A step with what stands around it, and one for branches to lead to.
fn steps(text: &Text, mut step: Value) -> Value {
    let mut with = text.with.clone();
    let actors = with.remove("aktor");
    if let Value::Object(keys) = &mut step {
        keys.extend(with);
    }
    let mut document = json!({"kegiatan": [step, {"no": 2, "uraian": "Mengarsipkan berkas"}]});
    if let (Value::Object(keys), Some(actors)) = (&mut document, actors) {
        keys.insert("pelaksana".to_owned(), actors);
    }
    document
}
