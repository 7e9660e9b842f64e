//! The page, read back: its markup as text, its parcels opened as a browser would.

use std::io::Read;

use flate2::read::DeflateDecoder;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::super::sample::Sample;
use super::{rendered, with_audit};
use crate::check::Outcome;
use crate::report::audit::{Format, PageBounds, page_within};
use crate::sop::Language;

/// A title that would run if any of it were taken for markup.
const HOSTILE: &str = "</script><img src=x onerror=alert(1)>";

fn page(sample: Sample) -> String {
    String::from_utf8(rendered(sample, Format::Html)).expect("UTF-8")
}

fn page_in(sample: Sample, bounds: PageBounds) -> String {
    with_audit(sample, |audit| {
        let mut out = Vec::new();
        page_within(audit, bounds, &mut out).expect("memory never fails");
        String::from_utf8(out).expect("UTF-8")
    })
}

/// What is in a parcel; nothing when the page has none with that id.
fn parcel(page: &str, id: &str) -> Option<Value> {
    let head = format!("<script type=\"application/octet-stream\" id=\"{id}\">");
    let letters = page.split(&head).nth(1)?.split('<').next()?;
    let mut text = String::new();
    DeflateDecoder::new(&bytes(letters)[..]).read_to_string(&mut text).expect("deflated UTF-8");
    Some(serde_json::from_str(&text).expect("JSON"))
}

fn bytes(letters: &str) -> Vec<u8> {
    const ALPHABET: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values: Vec<u32> = letters.chars().filter_map(|letter| ALPHABET.find(letter)).map(|at| at as u32).collect();
    let groups = values.chunks(4).flat_map(|group| {
        let bits = group.iter().enumerate().fold(0, |bits, (at, value)| bits | value << (18 - 6 * at));
        bits.to_be_bytes()[1..group.len()].to_vec()
    });
    groups.collect()
}

fn index(page: &str) -> Value {
    parcel(page, "index").expect("an index")
}

/// The place of a document in the index, by its file.
fn place(index: &Value, path: &str) -> usize {
    let paths = index["documents"]["path"].as_array().expect("paths");
    paths.iter().position(|other| other == path).expect(path)
}

#[test]
fn texts_of_documents_are_no_markup() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/<b>.sop.yaml", "judul: x\n");
    sample.sources[source].documents[0].title = Some(HOSTILE.to_owned());
    sample.find(source, "MB003", HOSTILE, "x", 0);
    let page = page(sample);
    assert!(!page.contains("<img") && !page.contains("<b>"));
    assert_eq!(page.matches("</script>").count(), page.matches("<script").count(), "no script ends early");
    let index = index(&page);
    assert_eq!(index["documents"]["title"][0], HOSTILE, "and nothing of them is lost");
    assert_eq!(parcel(&page, "sheets-0").expect("a sheet")[0]["findings"][0]["message"], HOSTILE);
}

#[test]
fn only_the_script_of_the_page_may_run() {
    let page = page(Sample::with_everything());
    let script = page.rsplit("<script>").next().and_then(|rest| rest.split("</script>").next()).expect("a script");
    let hash = page.split("'sha256-").nth(1).and_then(|rest| rest.split('\'').next()).expect("a policy");
    assert_eq!(bytes(hash), Sha256::digest(script).to_vec());
    assert!(page.contains("default-src 'none'"));
    for elsewhere in ["http://", "https://", "url(", "@import", "fetch(", "innerHTML"] {
        let own = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!own.contains(elsewhere), "{elsewhere}");
    }
}

#[test]
fn each_outcome_has_a_letter_of_its_own() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("sop/a.sop.yaml", "judul: a\n");
    sample.find(source, "MB003", "waktu", "a", 0);
    let outcomes = &mut sample.sources[source].documents[0].outcomes;
    outcomes[0] = Outcome::NotApplicable;
    outcomes[2] = Outcome::Waived;
    outcomes[3] = Outcome::NotDecidable(crate::check::Reason::Missing);
    let index = index(&page(sample));
    assert_eq!(index["documents"]["outcomes"][0], ".eau");
}

#[test]
fn what_was_not_read_has_neither_score_nor_outcomes() {
    let page = page(Sample::with_everything());
    let index = index(&page);
    let lost = place(&index, "sop/hilang.sop.md");
    let of = |column: &str| index["documents"][column][lost].clone();
    assert_eq!((of("checked"), of("score"), of("grade")), ("n".into(), Value::Null, Value::Null));
    assert!(of("outcomes").as_str().expect("letters").chars().all(|letter| letter == 'x'));
    let sheet = &parcel(&page, "sheets-0").expect("sheets")[lost];
    assert!(sheet["unread"][0][0].as_str().expect("a reason").contains("tidak ada berkas itu"));
}

#[test]
fn a_related_place_in_another_file_leads_to_its_page() {
    let page = page(Sample::with_everything());
    let index = index(&page);
    let sheet = &parcel(&page, "sheets-0").expect("sheets")[place(&index, "arsip/sop.xlsx")];
    let related = sheet["findings"].as_array().expect("findings").iter().find_map(|one| one["related"].get(1));
    let related = related.expect("a second place");
    assert_eq!(related["path"], "sop/ls.sop.yaml");
    assert_eq!(related["entry"], place(&index, "sop/ls.sop.yaml"));
}

#[test]
fn a_page_without_room_says_what_it_leaves_out() {
    let bounds = PageBounds { sheets: 0, pictures: 0, ..PageBounds::default() };
    let page = page_in(Sample::with_everything(), bounds);
    let index = index(&page);
    assert_eq!(index["sheets"], 0);
    assert!(parcel(&page, "sheets-0").is_none() && parcel(&page, "pictures-0").is_none());
    assert!(index["documents"]["picture"].as_array().expect("places").iter().all(Value::is_null));
}

#[test]
fn of_too_many_documents_those_not_read_and_the_worst_stay() {
    let bounds = PageBounds { documents: 2, ..PageBounds::default() };
    let page = page_in(Sample::with_everything(), bounds);
    let index = index(&page);
    let left_out = index["left_out"].as_u64().expect("a number");
    assert!(left_out > 0 && page.contains(&format!("{left_out} dokumen tidak mempunyai halaman sendiri")));
    place(&index, "sop/hilang.sop.md");
    assert_eq!(index["documents"]["path"].as_array().expect("paths").len(), 2);
}
