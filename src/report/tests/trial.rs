//! Tried rules of every kind, through every form: the schema, the XML, the words and the colours.

use std::sync::LazyLock;

use serde_json::{Value, json};

use super::validator::{Schema, pointers};
use crate::engine::trial::{self, Candidate, Case, RuleTrial, Wants};
use crate::engine::{Linter, Options};
use crate::report::trial::{Form, Trials, TriedPack, render};
use crate::sop::date::Day;
use crate::sop::{Language, Vocabulary};

static SCHEMA: LazyLock<Schema> =
    LazyLock::new(|| Schema::new(include_str!("../../../docs/schema/test-v1.schema.json")));

/// ZZ001 holds, ZZ002 shows every kind of difference, ZZ003 has no examples, ZZ004 proves nothing.
const PACK: &str = r#"pack: uji
version: 0.1.0
model: 1
languages: [id, en]
sources: {s: {title: "Sumber <&>"}}
lists: {kabur: {id: [segera, sesegera mungkin]}}
rules:
  - id: ZZ001
    title: &title {id: "Tanpa kata kabur", en: "No vague words"}
    source: s
    sure: C
    severity: warning
    benefit: unambiguous
    for: steps
    forbid-terms: &check {in: text, lists: [kabur]}
    message: &message {id: "`{term}` <kabur>", en: "`{term}` is vague"}
    examples:
      pass: [{kegiatan: [{no: 1, uraian: Mengirim surat}]}]
      fail: [{doc: {kegiatan: [{no: 1, uraian: Mengirim segera}]}, at: [{"steps[1].text": segera}]}]
  - id: ZZ002
    title: *title
    source: s
    sure: C
    severity: warning
    benefit: unambiguous
    for: steps
    forbid-terms: *check
    message: *message
    examples:
      pass:
        - {kegiatan: [{no: 1, uraian: Mengirim segera}]}
        - {kegiatn: [{no: 1, uraian: Mengirim surat}]}
      fail:
        - {doc: {kegiatan: [{no: 1, uraian: Mengirim sesegera mungkin}]}, at: [{steps.text: segera}]}
        - {doc: {kegiatan: [{no: 1, uraian: Mengirim surat}]}, at: [steps.text]}
        - {doc: {nomor: SOP-1}, at: [steps.text]}
  - id: ZZ003
    title: *title
    source: s
    sure: C
    severity: warning
    benefit: unambiguous
    for: steps
    forbid-terms: *check
    message: *message
  - id: ZZ004
    title: *title
    source: s
    sure: C
    severity: warning
    benefit: unambiguous
    for: steps
    forbid-terms: *check
    message: *message
    examples:
      pass: [{nomor: SOP-1}]
"#;

fn trials() -> Vec<RuleTrial> {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let (pack, diagnostics) = crate::pack::load(PACK, &vocabulary);
    assert_eq!(diagnostics, []);
    let case =
        |path: &str, bytes: &[u8], wants| Case { path: path.to_owned(), bytes: bytes.to_vec(), project: None, wants };
    let text = b"kegiatan:\n  - no: 1\n    uraian: \xc3\xa9 segera\n";
    let candidates = pack.expect("a pack").rules.into_iter().map(|rule| {
        let mut cases = Vec::new();
        if rule.id.as_str() == "ZZ001" {
            let sidecar = "3:15-3:21 «segera» steps[1].text\n".to_owned();
            cases.push(case("c/fail-a.sop.yaml", text, Wants::Findings(Some(sidecar))));
        }
        if rule.id.as_str() == "ZZ002" {
            cases.push(case("c/fail-\u{1b}b.sop.yaml", text, Wants::Findings(None)));
            cases.push(case("c/pass-c.sop.yaml", text, Wants::Silence));
            cases.push(case("c/pass-d.docx", b"PK\x03\x04", Wants::Silence));
        }
        Candidate { rule, pack_file: "uji.yaml".to_owned(), cases }
    });
    let candidates = candidates.collect();
    let options = Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day"));
    trial::run(Linter::new(Vec::new(), vocabulary, options), candidates)
}

fn rendered(form: Form, language: Language, colour: bool) -> String {
    let trials = trials();
    let pack = TriedPack { name: "uji".to_owned(), version: "0.1.0".to_owned(), file: "uji.yaml".to_owned() };
    let shown = Trials {
        trials: &trials,
        packs: vec![pack],
        language,
        today: Day::new(2026, 3, 1).expect("a day"),
        colour,
        written: &["c/fail-x.at".to_owned()],
        exit_code: 1,
    };
    let mut out = Vec::new();
    render(form, &shown, &mut out).expect("memory never fails");
    String::from_utf8(out).expect("text")
}

fn json_outcome() -> Value {
    serde_json::from_str(&rendered(Form::Json, Language::Id, false)).expect("JSON")
}

#[test]
fn the_outcome_fits_the_schema() {
    assert_eq!(SCHEMA.all_mistakes(&json_outcome()), Vec::<String>::new());
}

#[test]
fn no_field_of_the_outcome_may_be_left_out_or_change_its_type() {
    let outcome = json_outcome();
    let mut all = Vec::new();
    pointers(&outcome, "", &mut all);
    assert!(all.len() > 150);
    for pointer in &all {
        let mut broken = outcome.clone();
        *broken.pointer_mut(pointer).expect("it is there") = json!(-1.5);
        assert!(!SCHEMA.all_mistakes(&broken).is_empty(), "{pointer} may be -1.5");
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        let mut broken = outcome.clone();
        let Some(Value::Object(map)) = broken.pointer_mut(parent) else { continue };
        if map.remove(key).is_some() {
            assert_eq!(SCHEMA.all_mistakes(&broken), [format!("{parent}: required")], "without {pointer}");
        }
    }
}

#[test]
fn programs_are_told_what_became_of_each() {
    let outcome = json_outcome();
    let verdicts = |rule: usize| -> Vec<String> {
        let tried = outcome["rules"][rule]["tried"].as_array().expect("a list");
        let word = |tried: &Value, key: &str| tried[key].as_str().unwrap_or("").to_owned();
        tried
            .iter()
            .map(|tried| format!("{} {} {}", word(tried, "kind"), word(tried, "verdict"), word(tried, "outcome")))
            .collect()
    };
    assert_eq!(verdicts(0), ["pass holds pass", "fail holds finding", "fail holds finding"]);
    assert_eq!(
        verdicts(1),
        [
            "pass differs finding",
            "pass unreadable not_decidable",
            "fail differs finding",
            "fail differs pass",
            "fail differs not_applicable",
            "fail no_sidecar finding",
            "pass differs finding",
            "pass unreadable not_decidable",
        ]
    );
    assert_eq!(outcome["rules"][1]["fires"], json!({"held": 2, "of": 4}));
    assert_eq!(
        outcome["rules"][1]["tried"][2]["difference"],
        json!(["- steps.text «segera»", "+ steps[1].text «sesegera mungkin»"])
    );
    assert_eq!(outcome["rules"][2]["without"], json!(["pass", "fail"]));
    assert_eq!(outcome["rules"][3]["proves_nothing"], json!(true));
    assert_eq!(outcome["summary"], json!({"rules": 4, "examples": 8, "cases": 4, "failed": 8, "exit_code": 1}));
}

#[test]
fn people_see_expected_and_found_side_by_side() {
    let text = rendered(Form::Full, Language::Id, false);
    for part in [
        "aturan  menandai  diam  letak tepat\nZZ001        2/2   1/1          2/2\nZZ002        2/4   0/4          0/4\n",
        "ZZ003          –     –            –\n",
        "gagal[ZZ002]: temuannya bukan yang diharapkan\n  ┌─ uji.yaml:34\n  - steps.text «segera»\n  + steps[1].text «sesegera mungkin»: `sesegera mungkin` <kabur>\n",
        "  - (tidak ada temuan)\n  + steps[1].text «segera»: `segera` <kabur>\n",
        "  ! kunci `kegiatn` tidak dikenal; maksudnya `kegiatan`?\n",
        "  - steps.text\n  + (tidak ada temuan)\n  = sebab: aturan menilainya benar\n",
        "  = sebab: aturan tidak berlaku: ",
        "  ┌─ c/fail-?b.sop.yaml\n  + 3:15-3:21 «segera» steps[1].text: `segera` <kabur>\n",
        "tanpa contoh: ZZ003 (pass, fail), ZZ004 (fail)\n",
        "(aturan tidak berlaku atau tidak dapat diputuskan): ZZ004\n",
        "ditulis: c/fail-x.at\n4 aturan · 8 contoh · 4 berkas: 8 tidak sesuai\n",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert!(!text.contains('\u{1b}'));
    let english = rendered(Form::Full, Language::En, false);
    assert!(
        english.ends_with("written: c/fail-x.at\n4 rules · 8 examples · 4 files: 8 not as expected\n"),
        "{english}"
    );
    for word in ["gagal", "contoh", "temuan", "aturan"] {
        assert!(!english.contains(word), "{word} is in\n{english}");
    }
}

#[test]
fn what_is_expected_is_red_and_what_was_found_green() {
    let text = rendered(Form::Full, Language::Id, true);
    assert!(
        text.contains("  \u{1b}[31m- steps.text «segera»\u{1b}[0m\n  \u{1b}[32m+ steps[1].text «sesegera mungkin»"),
        "{text}"
    );
    let mut plain = text;
    for code in ["\u{1b}[31m", "\u{1b}[32m", "\u{1b}[36m", "\u{1b}[1;31m", "\u{1b}[0m"] {
        plain = plain.replace(code, "");
    }
    assert_eq!(plain, rendered(Form::Full, Language::Id, false), "colour changes no word");
    assert!(!rendered(Form::Json, Language::Id, true).contains('\u{1b}'));
    assert!(!rendered(Form::Junit, Language::Id, true).contains('\u{1b}'));
}

/// An element of the XML.
#[derive(Debug, Default)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    children: Vec<Element>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map_or_else(|| panic!("{} has no {name}", self.name), |(_, value)| value)
    }

    fn number(&self, name: &str) -> usize {
        self.get(name).parse().expect("a number")
    }

    fn count(&self, name: &str) -> usize {
        self.children.iter().map(|child| usize::from(child.name == name) + child.count(name)).sum()
    }
}

/// Reads XML as strictly as the form needs it: nesting, attributes between quotes, the five entities.
fn parsed(xml: &str) -> Element {
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").expect("a declaration");
    let mut open = vec![Element::default()];
    for (at, piece) in body.split('<').enumerate() {
        if at == 0 {
            assert_eq!(piece, "");
            continue;
        }
        let (tag, text) = piece.split_once('>').expect("a tag ends");
        assert!(!text.contains('>'), "a bare > in {text:?}");
        if let Some(name) = tag.strip_prefix('/') {
            let closed = open.pop().expect("an open element");
            assert_eq!(closed.name, name);
            open.last_mut().expect("a parent").children.push(closed);
        } else {
            let (tag, alone) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
            let element = element(tag);
            if alone { open.last_mut().expect("a parent").children.push(element) } else { open.push(element) }
        }
        open.last_mut().expect("a parent").text.push_str(&unescaped(text));
    }
    assert_eq!(open.len(), 1, "every element is closed");
    let mut document = open.pop().expect("the document");
    assert_eq!(document.children.len(), 1, "one root");
    document.children.remove(0)
}

fn element(tag: &str) -> Element {
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut element = Element { name: name.to_owned(), ..Element::default() };
    while !rest.is_empty() {
        let (key, behind) = rest.split_once("=\"").expect("an attribute");
        let (value, behind) = behind.split_once('"').expect("a quote is closed");
        element.attributes.push((key.to_owned(), unescaped(value)));
        rest = behind.trim_start();
    }
    element
}

fn unescaped(text: &str) -> String {
    for (at, _) in text.match_indices('&') {
        assert!(["&amp;", "&lt;", "&gt;", "&quot;"].iter().any(|entity| text[at..].starts_with(entity)), "{text}");
    }
    assert!(text.chars().all(|c| c == '\n' || !c.is_control()), "{text:?}");
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[test]
fn build_servers_get_a_suite_for_each_rule() {
    let root = parsed(&rendered(Form::Junit, Language::Id, false));
    assert_eq!(root.name, "testsuites");
    let suites: Vec<&str> = root.children.iter().map(|suite| suite.get("name")).collect();
    assert_eq!(suites, ["ZZ001", "ZZ002", "ZZ003", "ZZ004"]);
    for element in root.children.iter().chain([&root]) {
        assert_eq!(element.number("tests"), element.count("testcase"));
        assert_eq!(element.number("failures"), element.count("failure"));
        assert_eq!(element.number("errors"), element.count("error"));
    }
    assert_eq!((root.number("tests"), root.number("failures"), root.number("errors")), (12, 6, 2));
    let case = &root.children[1].children[2];
    assert_eq!((case.get("classname"), case.get("name")), ("uji.ZZ002", "fail uji.yaml:34"));
    assert_eq!((case.get("file"), case.get("line")), ("uji.yaml", "34"));
    let failure = &case.children[0];
    assert_eq!(failure.get("message"), "temuannya bukan yang diharapkan");
    assert!(
        failure
            .text
            .starts_with("- steps.text «segera»\n+ steps[1].text «sesegera mungkin»: `sesegera mungkin` <kabur>\n= "),
        "{}",
        failure.text
    );
}
