//! YAML as people write and break it: values, places, problems, bombs, mutations.

mod bombs;
mod broken;
mod random;
mod styles;

use super::*;
use crate::document::Cursor;
use crate::reader::SyntaxError;
use crate::reader::tests::{assert_valid, outline};
use crate::source::SpannedText;

fn read_default(view: &str) -> Reading<'_> {
    let reading = read(view, &ReadLimits::default());
    assert_valid(&reading, view);
    reading
}

/// Reads a view that has nothing wrong.
fn whole(view: &str) -> Reading<'_> {
    let reading = read_default(view);
    assert_eq!(reading.problems, [], "{view:?}");
    reading
}

/// The tree of the one document of a view without problems.
fn tree(view: &str) -> String {
    let reading = whole(view);
    assert_eq!(reading.documents.len(), 1, "{view:?}");
    outline(&reading.documents[0])
}

fn field(document: &Document<'_>, map: NodeId, key: &str) -> Cursor {
    let map = Cursor { node: map, used_at: None };
    let mut fields = document.fields(map).into_iter();
    fields.find(|field| document.node(field.node).text.as_str() == key).expect("the map has the key")
}

/// The value behind a path of keys.
fn value<'a>(document: &Document<'a>, path: &str) -> SpannedText<'a> {
    let mut at = Cursor { node: document.children(document.root()).next().expect("a value"), used_at: None };
    for key in path.split('.') {
        let map = document.resolve(at);
        let found = document.fields(map).into_iter().find(|field| document.node(field.node).text.as_str() == key);
        let found = found.expect("the map has the key");
        let node = document.value(found.node).expect("the field has a value");
        at = document.resolve(Cursor { node, used_at: found.used_at });
    }
    document.text(at)
}

fn at(view: &str, span: Span) -> (&str, u32) {
    (&view[span.range()], span.start)
}

#[test]
fn maps_lists_and_scalars_become_nodes() {
    let expected = r#"{a="1" b=["x" {c="d"}] e=["f" {g="h" i="j"}]}"#;
    assert_eq!(tree("a: 1\nb: [x, {c: d}]\ne:\n- f\n- g: h\n  i: j\n"), expected);
}

#[test]
fn every_scalar_is_text_as_written() {
    assert_eq!(
        tree("no: no\ntanggal: 2025-02-03\njam: 1:30\nnip: 0012\nkosong: ~\nbenar: true\nnull: null\n"),
        r#"{no="no" tanggal="2025-02-03" jam="1:30" nip="0012" kosong="~" benar="true" null="null"}"#
    );
}

#[test]
fn a_node_covers_its_children_and_no_more() {
    let view = "a:\n  b: 1\n  c:\n    - x\n\n# akhir\n\nd: [p, q] # r\ne: {f: g}\n";
    let reading = whole(view);
    let document = &reading.documents[0];
    let root = document.children(document.root()).next().expect("a map");
    let covered = |key: &str| {
        let field = field(document, root, key);
        let value = document.value(field.node).expect("a value");
        (&view[document.node(field.node).span.range()], &view[document.node(value).span.range()])
    };
    assert_eq!(covered("a"), ("a:\n  b: 1\n  c:\n    - x", "b: 1\n  c:\n    - x"));
    assert_eq!(covered("d"), ("d: [p, q]", "[p, q]"));
    assert_eq!(covered("e"), ("e: {f: g}", "{f: g}"));
}

#[test]
fn an_empty_value_stands_at_its_key() {
    let view = "a:\nb: ~\nc: \"\"\nd: ''\ne: |\nf: {g: , h: }\n";
    let reading = whole(view);
    let document = &reading.documents[0];
    let shown = |path: &str| {
        let text = value(document, path);
        (text.as_str().to_owned(), &view[text.span().range()])
    };
    assert_eq!(shown("a"), (String::new(), "a"));
    assert_eq!(shown("b"), ("~".to_owned(), "~"));
    assert_eq!(shown("c"), (String::new(), "\"\""));
    assert_eq!(shown("d"), (String::new(), "''"));
    assert_eq!(shown("e"), (String::new(), "e"));
    assert_eq!(shown("f.g"), (String::new(), "g"));
    assert_eq!(shown("f.h"), (String::new(), "h"));
}

#[test]
fn an_empty_entry_stands_at_its_dash() {
    let view = "a:\n  - x\n  -\n  - y\nb: z\n";
    let reading = whole(view);
    let empty =
        reading.documents[0].nodes().find(|node| node.kind == NodeKind::Scalar && node.text.as_str().is_empty());
    assert_eq!(at(view, empty.expect("an empty entry").text.span()), ("-", 11));
}

#[test]
fn a_collection_as_a_key_is_a_key_with_its_own_bytes() {
    assert_eq!(tree("? [q, r]\n: s\nt: u\n"), r#"{[q, r]="s" t="u"}"#);
    assert_eq!(tree("{{nama}}: x\n"), r#"{{{nama}}="x"}"#);
    assert_eq!(tree("a: {[b]: {c: d}, e: f}\n"), r#"{a={[b]={c="d"} e="f"}}"#);
    assert_eq!(tree("? - a\n  - b\n: v\nw: x\n"), "{- a\n  - b=\"v\" w=\"x\"}");
}

#[test]
fn an_alias_is_shown_at_its_use_and_written_elsewhere() {
    let view = "a: &x Kepala Subbagian\nb: *x\nc: [*x]\n";
    let reading = whole(view);
    let document = &reading.documents[0];
    let text = value(document, "b");
    assert_eq!(text.as_str(), "Kepala Subbagian");
    assert_eq!(at(view, text.span()), ("*x", 26));
    assert_eq!(at(view, text.locate(&(0..6), view)), ("*x", 26));
    assert_eq!(text.written_elsewhere().map(|span| &view[span.range()]), Some("Kepala Subbagian"));
    assert_eq!(outline(document), r#"{a="Kepala Subbagian" b=*"Kepala Subbagian" c=[*"Kepala Subbagian"]}"#);
}

#[test]
fn an_alias_of_a_map_gives_its_fields_at_the_use() {
    let view = "a: &x {b: c}\nd: *x\n";
    let reading = whole(view);
    let document = &reading.documents[0];
    let text = value(document, "d.b");
    assert_eq!((text.as_str(), at(view, text.span())), ("c", ("*x", 16)));
}

#[test]
fn an_alias_of_an_alias_and_of_a_key_lead_to_the_text() {
    assert_eq!(tree("a: &x b\nc: &y [*x]\nd: *y\n&k e: f\ng: *k\n*x : h\n"), {
        r#"{a="b" c=[*"b"] d=*"" e="f" g="e" b="h"}"#
    });
}

#[test]
fn merged_fields_follow_the_own_ones_with_precedence() {
    let view = "a: &a {p: 1, q: 1}\nb: &b {q: 2, r: 2}\nc: {<<: *a, p: 3}\nd: {<<: [*b, *a]}\ne:\n  <<: [{r: 5}, *b]\n  <<: *a\n";
    let reading = whole(view);
    let document = &reading.documents[0];
    let root = document.children(document.root()).next().expect("a map");
    let fields = |key: &str| {
        let map = document.value(field(document, root, key).node).expect("a map");
        let fields = document.fields(Cursor { node: map, used_at: None }).into_iter().map(|field| {
            let value = document.value(field.node).expect("a value");
            let place = field.used_at.map_or("", |span| &view[span.range()]);
            format!("{}={}{place}", document.node(field.node).text.as_str(), document.node(value).text.as_str())
        });
        fields.collect::<Vec<_>>().join(" ")
    };
    assert_eq!(fields("c"), "p=3 q=1*a");
    assert_eq!(fields("d"), "q=2*b r=2*b p=1*a");
    assert_eq!(fields("e"), "r=5 q=2*b p=1*a");
}

#[test]
fn merges_of_merges_are_followed() {
    let view = "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, z: 3}\n";
    let reading = whole(view);
    let text = value(&reading.documents[0], "c.x");
    assert_eq!((text.as_str(), at(view, text.span())), ("1", ("*b", 42)));
}

#[test]
fn unknown_aliases_are_problems() {
    let view = "a: *tidak_ada\nb: c\n";
    let reading = read_default(view);
    assert_eq!(reading.problems.len(), 1);
    assert_eq!(reading.problems[0].kind, ProblemKind::UnknownAlias("tidak_ada".to_owned()));
    assert_eq!(&view[reading.problems[0].span.range()], "*tidak_ada");
    assert_eq!(outline(&reading.documents[0]), r#"{a=!""! b="c"}"#);
}

#[test]
fn an_anchor_that_contains_itself_is_an_unknown_alias() {
    for view in ["a: &a [*a]\n", "a: &a {b: *a}\n", "a: &a\n  - b: [*a, c]\n"] {
        let reading = read_default(view);
        let kinds: Vec<_> = reading.problems.iter().map(|problem| &problem.kind).collect();
        assert_eq!(kinds, [&ProblemKind::UnknownAlias("a".to_owned())], "{view:?}");
    }
}

#[test]
fn a_merge_of_itself_ends() {
    let view = "a: &a\n  <<: *a\n  b: c\n";
    let reading = read_default(view);
    assert_eq!(value(&reading.documents[0], "a.b").as_str(), "c");
}

#[test]
fn a_key_given_twice_is_a_problem_with_both_places() {
    let view = "nomor: 1\njudul: x\nnomor: [2,\n  3]\n\"nomor\": 4\n";
    let reading = read_default(view);
    let shown: Vec<_> =
        reading.problems.iter().map(|p| (at(view, p.span), p.other.map(|other| at(view, other)))).collect();
    assert_eq!(shown, [(("nomor", 18), Some(("nomor", 0))), (("nomor", 35), Some(("nomor", 0)))]);
    assert_eq!(reading.problems[0].kind, ProblemKind::DuplicateKey("nomor".to_owned()));
    assert_eq!(outline(&reading.documents[0]), r#"{nomor=!"1" judul="x" nomor=!["2" "3"] nomor=!"4"}"#);
}

#[test]
fn large_maps_know_their_duplicates_too() {
    for count in [15, 16, 17, 18, 40] {
        let mut view: String = (0..count).map(|n| format!("k{n}: {{a: 1, b: {n}}}\n")).collect();
        view.push_str("k3: x\nk0: y\nk3: z\n");
        let reading = read_default(&view);
        let shown: Vec<_> =
            reading.problems.iter().map(|problem| (&view[problem.span.range()], problem.other)).collect();
        let first = |key: &str| view.find(&format!("{key}:")).map(|at| Span::new(at, at + key.len()));
        assert_eq!(shown, [("k3", first("k3")), ("k0", first("k0")), ("k3", first("k3"))], "{count} keys");
    }
}

#[test]
fn maps_side_by_side_may_have_the_same_keys() {
    let entry = |n: usize| (0..n).map(|key| format!("k{key}: {key}")).collect::<Vec<_>>().join(", ");
    let view = format!("a:\n  - {{{0}}}\n  - {{{0}}}\n  - {{k1: {{{0}}}, k2: {{{0}}}}}\n", entry(30));
    assert_eq!(read_default(&view).problems, []);
}

#[test]
fn each_document_of_a_stream_is_its_own() {
    let view = "# satu\na: 1\n---\nb: *x\n---\n# kosong\n---\n~\n...\n---\nc: 2\na: 3\n...\n";
    let reading = read_default(view);
    let outlines: Vec<_> = reading.documents.iter().map(outline).collect();
    assert_eq!(outlines, [r#"{a="1"}"#, r#"{b=!""!}"#, r#""~""#, r#"{c="2" a="3"}"#]);
    assert_eq!(reading.problems.len(), 1);
    assert_eq!(reading.problems[0].document, 1);
    let spans: Vec<_> =
        reading.documents.iter().map(|document| &view[document.node(document.root()).span.range()]).collect();
    assert_eq!(spans, ["# satu\na: 1\n", "---\nb: *x\n", "---\n~\n...", "---\nc: 2\na: 3\n..."]);
}

#[test]
fn anchors_end_with_their_document() {
    let reading = read_default("a: &x 1\n---\nb: *x\n");
    assert_eq!(reading.problems.len(), 1);
    assert_eq!(reading.problems[0].document, 1);
}

#[test]
fn nothing_is_no_document() {
    for view in ["", "\u{feff}", "# hanya komentar\n", "\n\n  \n", "---\n", "---\n---\n...\n", "%YAML 1.2\n---\n"] {
        assert_eq!(whole(view).documents.len(), 0, "{view:?}");
    }
    for view in ["{}", "[]", "a:", "''"] {
        assert_eq!(whole(view).documents.len(), 1, "{view:?}");
    }
}

#[test]
fn formatters_may_close_brackets_at_the_margin() {
    assert_eq!(tree("a: [\n  1,\n  2\n]\nb: {\n  c: 3,\n}\nd:\n  - e: [\n      x\n    ]\n"), {
        r#"{a=["1" "2"] b={c="3"} d=[{e=["x"]}]}"#
    });
}

#[test]
fn a_mark_and_windows_line_ends_change_no_text() {
    let view = "\u{feff}a: 1\r\nb:\r\n  - x\r\n  - y # z\r\n";
    assert_eq!(tree(view), r#"{a="1" b=["x" "y"]}"#);
}

#[test]
fn comments_may_stand_anywhere() {
    let many = "  # komentar: 'x\n".repeat(300);
    assert_eq!(tree(&format!("# a\na: # b\n{many}  b: 1 # c\n{many}  c: 2\n{many}")), r#"{a={b="1" c="2"}}"#);
}

#[test]
fn limits_are_problems_and_what_was_read_stays() {
    let limits = ReadLimits { depth: 4, nodes: 20, aliases: 2, ..ReadLimits::default() };
    let long = format!("a: {{b: c}}\nd: [{}]\n---\ne: f\n", "x, ".repeat(40));
    let reading = read(&long, &limits);
    assert_valid(&reading, &long);
    assert_eq!(reading.problems.len(), 1);
    assert_eq!(reading.problems[0].kind, ProblemKind::TooManyNodes(20));
    assert!(outline(&reading.documents[0]).starts_with(r#"{!a={b="c"} d=![!"x""#));
    assert_eq!(outline(&reading.documents[1]), r#"{e="f"}"#);

    let aliases = "a: &x 1\nb: [*x, *x, *x]\nc: 2\n";
    let reading = read(aliases, &limits);
    assert_eq!(reading.problems[0].kind, ProblemKind::TooManyAliases(2));
    assert_eq!(at(aliases, reading.problems[0].span), ("*x", 20));

    for deep in ["a: [[[[x]]]]\nb: c\n", "a: {b: {c: [[x]]}}\nb: c\n", "a:\n b:\n  c:\n   - - x\nb: c\n"] {
        let reading = read(deep, &limits);
        assert_valid(&reading, deep);
        assert_eq!(reading.problems.len(), 1, "{deep:?} {:?}", reading.problems);
        assert_eq!(reading.problems[0].kind, ProblemKind::TooDeep(4), "{deep:?}");
        assert!(outline(&reading.documents[0]).ends_with(r#"b="c"}"#), "{}", outline(&reading.documents[0]));
    }
}

#[test]
fn a_part_is_read_into_a_document_at_its_place() {
    let view = "---\nnomor: é 1\nisi: >\n  satu\n  dua\n---\n# Judul: x\n";
    let end = view.find("---\n#").expect("the end");
    let document = Document::new(view, 8);
    let (mut document, problems) = read_into(document, Span::new(4, end), &ReadLimits::default());
    document.close(view.len() as u32);
    assert_eq!(problems, []);
    assert_eq!(outline(&document), "{nomor=\"é 1\" isi=\"satu dua\\n\"}");
    let text = value(&document, "isi");
    assert_eq!(at(view, text.locate(&(5..8), view)), ("dua", 32));
    assert_valid(&Reading { documents: vec![document], problems }, view);
}

#[test]
fn a_broken_part_cuts_off_the_root_it_was_read_into() {
    let view = "---\na: b: c\nd: e\n---\n";
    let (mut document, problems) = read_into(Document::new(view, 8), Span::new(4, 17), &ReadLimits::default());
    document.close(view.len() as u32);
    assert_eq!(problems.len(), 1);
    assert_eq!(outline(&document), r#"{!a=!"b"! d="e"}"#);
    assert!(!document.node(document.root()).complete);
}

#[test]
fn a_node_is_small() {
    assert!(size_of::<crate::document::Node<'_>>() <= 56, "{}", size_of::<crate::document::Node<'_>>());
}
