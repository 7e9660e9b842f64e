//! `junit`: a case for each document and rule, whatever became of it.

use super::read::{Element, elements};
use super::sample::Sample;
use crate::check::{Outcome, Reason};
use crate::engine::report::Checked;
use crate::report::Format;
use crate::sop::Language;

fn rendered(sample: Sample) -> Vec<Element> {
    elements(&sample.render(Format::Junit))
}

/// One document with every outcome.
fn every_outcome() -> Sample {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/ls.sop.yaml", "waktu: Segera\n");
    let outcomes = &mut sample.sources[source].documents[0].outcomes;
    outcomes[2] = Outcome::NotDecidable(Reason::NotSupplied);
    outcomes[3] = Outcome::NotApplicable;
    sample.find(source, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 0).logical =
        "steps[4].duration".to_owned();
    sample
}

#[test]
fn every_rule_that_applies_is_a_case() {
    assert_eq!(
        every_outcome().render(Format::Junit),
        "\
<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<testsuites name=\"soplint\" tests=\"3\" failures=\"1\" errors=\"0\">
  <testsuite name=\"sop/ls.sop.yaml\" tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\">
    <testcase classname=\"sop/ls.sop.yaml\" name=\"ID001\"/>
    <testcase classname=\"sop/ls.sop.yaml\" name=\"MB003\"><failure type=\"error\" message=\"waktu `Segera` tidak dapat diukur\">1:8 steps[4].duration</failure></testcase>
    <testcase classname=\"sop/ls.sop.yaml\" name=\"ST004\"><skipped message=\"memerlukan dokumen atau daftar yang tidak diberikan\"/></testcase>
  </testsuite>
</testsuites>
"
    );
}

#[test]
fn the_sums_are_those_of_the_cases() {
    let all = rendered(Sample::with_everything());
    let number = |element: &Element, name: &str| element.get(name).and_then(|text| text.parse().ok()).unwrap_or(0usize);
    let mut suites = 0;
    for (at, suite) in all.iter().enumerate().filter(|(_, element)| element.name.starts_with("testsuite")) {
        let is_inside = |element: &Element| {
            std::iter::successors(element.parent, |&parent| all[parent].parent).any(|parent| parent == at)
        };
        let count = |name: &str| all.iter().filter(|element| element.name == name && is_inside(element)).count();
        let counted = ["testcase", "failure", "error"].map(count);
        assert_eq!(counted, ["tests", "failures", "errors"].map(|name| number(suite, name)));
        // The schemas of readers know it for suites only.
        let skipped = (suite.name == "testsuite").then(|| count("skipped").to_string());
        assert_eq!(suite.get("skipped").map(ToOwned::to_owned), skipped);
        suites += 1;
    }
    assert_eq!(suites, 10, "one for each of nine documents, and that of all");
}

#[test]
fn all_findings_of_a_rule_are_one_failure() {
    let mut sample = Sample::new(Language::En);
    let source = sample.source("a.sop.yaml", "Segera\nnanti\n");
    sample.find(source, "MB003", "first <&>", "Segera", 0);
    sample.find(source, "MB003", "second ]]>", "nanti", 0);
    let all = rendered(sample);
    let failures: Vec<&Element> = all.iter().filter(|element| element.name == "failure").collect();
    assert_eq!(failures.len(), 1);
    assert_eq!(failures[0].get("message"), Some("first <&> (and 1 finding more)"));
    assert_eq!(failures[0].text, "1:1: first <&>\n2:1: second ]]>");
}

#[test]
fn a_document_that_was_not_checked_is_an_error() {
    let mut sample = Sample::new(Language::Id);
    sample.lost("sop/hilang.sop.md", "tidak ada berkas itu");
    let all = rendered(sample);
    let error = all.iter().find(|element| element.name == "error").expect("an error");
    assert_eq!(error.get("type"), Some("EN001"));
    assert!(error.get("message").is_some_and(|message| message.contains("tidak ada berkas itu")));
    assert!(all.iter().all(|element| element.name != "failure"));
}

#[test]
fn a_document_that_was_not_read_to_its_end_is_an_error_though_nothing_says_why() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("a.sop.yaml", "Segera\n");
    sample.sources[source].documents[0].checked = Checked::Partly;
    let all = rendered(sample);
    let error = all.iter().find(|element| element.name == "error").expect("an error");
    assert_eq!(error.get("message"), Some("tidak terbaca seluruhnya"));
}

#[test]
fn documents_of_a_stream_are_suites_of_their_own() {
    let all = rendered(Sample::with_everything());
    let names: Vec<&str> =
        all.iter().filter(|element| element.name == "testsuite").filter_map(|suite| suite.get("name")).collect();
    assert!(names.contains(&"sop/arus.sop.yaml#1") && names.contains(&"sop/arus.sop.yaml#2"), "{names:?}");
}
