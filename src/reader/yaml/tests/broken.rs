//! Broken documents: where the cause is, and what is read before and behind it.

use super::*;
use SyntaxError as S;

/// Class, its bytes and offset, and the second place.
fn problem(view: &str) -> (SyntaxError, (&str, u32), Option<(&str, u32)>) {
    let reading = read_default(view);
    assert_eq!(reading.problems.len(), 1, "{view:?}: {:?}", reading.problems);
    let problem = &reading.problems[0];
    match &problem.kind {
        ProblemKind::Syntax(class) => (class.clone(), at(view, problem.span), problem.other.map(|span| at(view, span))),
        other => panic!("{other:?} in {view:?}"),
    }
}

fn outline_of(view: &str) -> String {
    let reading = read_default(view);
    let outlines: Vec<_> = reading.documents.iter().map(outline).collect();
    outlines.join(" --- ")
}

#[test]
fn the_cause_is_named_and_shown_where_it_is() {
    let cases: &[(&str, SyntaxError, (&str, u32))] = &[
        ("a: 1\nuraian: Memeriksa: lengkap\nb: 2\n", S::Colon, (":", 22)),
        ("k:\n  - no: 1\n    uraian: Memeriksa: lengkap\nz: 1\n", S::Colon, (":", 34)),
        ("a: 1\n  b: 2\nc: 3\n", S::Colon, (":", 8)),
        ("a: 1\njudul\nb: 2\n", S::MissingColon, ("j", 5)),
        ("a:\n\tb: 1\nc: 2\n", S::Tab, ("\t", 3)),
        ("a:\n  b: 1\n\tc: 2\nd: 3\n", S::Tab, ("\t", 10)),
        ("a:\n  b: 1\n  \tc: 2\nd: 3\n", S::Tab, ("\t", 12)),
        ("a:\n  - x\n\t- y\nd: 3\n", S::Tab, ("\t", 9)),
        ("a:\n  b: \"x\"\n\tc: 2\nd: 3\n", S::Tab, ("\t", 12)),
        ("a:\n  b: [x]\n\tc: 2\nd: 3\n", S::Tab, ("\t", 12)),
        ("a:\n  b: |\n\tx\nd: 3\n", S::Tab, ("\t", 10)),
        ("a:\n  - no: 1\n\t\turaian: x\nd: 3\n", S::Tab, ("\t", 13)),
        ("a: 'satu\nb: 2\nc: 3\n", S::OpenQuote, ("'", 3)),
        ("a: \"satu\nb: 2\nc: 3\n", S::OpenQuote, ("\"", 3)),
        ("a: \"satu\nb: \"2\"\nc: 3\n", S::OpenQuote, ("\"", 3)),
        ("a: \"satu\nb: \"\"\nc: 3\n", S::OpenQuote, ("\"", 3)),
        ("a:\n  - b: 'satu\n    c: 'dua'\nd: 3\n", S::OpenQuote, ("'", 10)),
        ("a: [x, 'y]\nb: 2\n", S::OpenQuote, ("'", 7)),
        ("a: 1\n\"b: 2\nc: 3\n", S::OpenQuote, ("\"", 5)),
        ("a: \"x\n---\nb: 1\n", S::OpenQuote, ("\"", 3)),
        ("a: 'x' y\nb: 1\n", S::AfterQuote, ("y", 7)),
        ("a: \"x\" y\nb: 1\n", S::AfterQuote, ("y", 7)),
        ("a: [1, 2\nb: 3\nc: 4\n", S::OpenBracket('['), ("[", 3)),
        ("a: [1, 2\n", S::OpenBracket('['), ("[", 3)),
        ("a: {x: 1\nb: 3\nc: 4\n", S::OpenBracket('{'), ("{", 3)),
        ("k:\n  - a: [b, c\n    waktu: 1 jam\n  - a: d\nz: 1\n", S::OpenBracket('['), ("[", 10)),
        ("k:\n  - a: [b, [c, d]\n    waktu: 1 jam\nz: 1\n", S::OpenBracket('['), ("[", 10)),
        ("a: [1}\nb: 2\n", S::OpenBracket('['), ("[", 3)),
        ("a: {id: SOP surat: masuk, en: \"Mail\"}\nb: 2\n", S::Colon, (":", 17)),
        ("a: [Unit: TU: KPU]\nb: 2\n", S::Colon, (":", 12)),
        ("a: ]\nb: 2\n", S::Character(']'), ("]", 3)),
        ("a: @x\nb: 1\n", S::Character('@'), ("@", 3)),
        ("a: `x`\nb: 1\n", S::Character('`'), ("`", 3)),
        ("a: x\u{1}\nb: 1\n", S::Character('\u{1}'), ("\u{1}", 4)),
        ("a: - x\nb: 1\n", S::Character('-'), ("-", 3)),
        ("a: \"é \\q\"\nb: 1\n", S::Escape, ("\\q", 7)),
        ("a: \"\\n \\u00zz\"\nb: 1\n", S::Escape, ("\\u00", 7)),
        ("a: \"\\U00110000\"\nb: 1\n", S::Escape, ("\\U00110000", 4)),
        ("a:\n    b: 1\n  c: 2\nd: 3\n", S::Indentation, ("c", 14)),
        ("a:\n  - b\n c: 1\nd: 3\n", S::Indentation, ("c", 10)),
    ];
    for (view, class, place) in cases {
        for (prefix, line_end) in [("", "\n"), ("\u{feff}", "\n"), ("# é →\n", "\n"), ("", "\r\n"), ("x: 😀\n", "\r\n")]
        {
            let shifted = format!("{prefix}{view}").replace('\n', line_end);
            let found = problem(&shifted);
            let before = format!("{prefix}{}", &view[..place.1 as usize]).replace('\n', line_end).len() as u32;
            assert_eq!((&found.0, found.1), (class, (place.0, before)), "{shifted:?}");
        }
    }
}

#[test]
fn an_open_bracket_shows_where_it_was_noticed() {
    let second = |view| problem(view).2;
    assert_eq!(second("k:\n  - a: [b, c\n    waktu: 1 jam\n"), Some((":", 25)));
    assert_eq!(second("a: \"satu\nb: \"2\"\nc: 3\n"), Some(("2", 13)));
}

#[test]
fn fields_before_and_behind_a_break_are_read() {
    let cases = [
        ("a: 1\nb: c: d\ne: f\n", r#"{!a="1" b=!"c"! e="f"}"#),
        ("a: {x: [p]}\nb: [1, 2\nc: 3\nd: {e: f}\n", r#"{!a={x=["p"]} b=![!"1"] c="3" d={e="f"}}"#),
        ("a: 1\nb: {x: 1\nc: 3\nd: 4\n", r#"{!a="1" b=!{!x=!} c="3" d="4"}"#),
        ("a: 1\nb: \"satu\nc: 2\nd: \"3\"\ne: 4\n", r#"{!a="1" b=! c="2" d="3" e="4"}"#),
        ("a: 1\njudul\nb: 2\n", r#"{!a="1" b="2"}"#),
        ("a: 1\n\"b: x\nc: 2\nd: \"e\"\n", r#"{!a="1" c="2" d="e"}"#),
        ("a:\n\tb: 1\nc: 2\n", r#"{!a=! c="2"}"#),
        ("a: ]\n\"b c\": 2\n'd': 3\n  e: f\n7: 8\n", r#"{!a=! b c="2" d=!"3 e"! 7="8"}"#),
        ("  a: @\n  b: 1\n c: 2\n  d: 3\n", r#"{!a=! b="1" d="3"}"#),
    ];
    for (view, expected) in cases {
        // The second key of a case may be broken as well.
        assert_eq!(outline_of(view), expected, "{view:?}");
    }
}

#[test]
fn a_quote_that_swallows_a_key_is_open_even_if_it_is_closed_by_chance() {
    let view = "a: \"satu\nb: 2\nc: \"\nd: 4\n";
    let reading = read_default(view);
    let shown: Vec<_> = reading.problems.iter().map(|problem| (&problem.kind, at(view, problem.span))).collect();
    let open = ProblemKind::Syntax(S::OpenQuote);
    assert_eq!(shown, [(&open, ("\"", 3)), (&open, ("\"", 17))]);
    assert_eq!(outline(&reading.documents[0]), r#"{!a=! b="2" c=! d="4"}"#);
    assert_eq!(read_default("a: \"satu\n  b: 2\n c: \"\nd: 4\n").problems, []);
    assert_eq!(read_default("a: \"satu\n# b c\nd. e\"\nf: 4\n").problems, []);
}

#[test]
fn steps_before_the_broken_one_stay_whole() {
    let view = "judul: x\nkegiatan:\n  - no: 1\n    uraian: a\n  - no: 2\n    uraian: Memeriksa: lengkap\n    waktu: y\n  - no: 3\nperingatan: z\n";
    assert_eq!(
        outline_of(view),
        r#"{!judul="x" kegiatan=![!{no="1" uraian="a"} {!no="2" uraian=!"Memeriksa"!}] peringatan="z"}"#
    );
    let reading = read_default(view);
    let document = &reading.documents[0];
    assert!(!document.node(document.root()).complete);
    let list = document.nodes().find(|node| node.kind == NodeKind::List).expect("the steps");
    assert_eq!(&view[list.span.range()], "- no: 1\n    uraian: a\n  - no: 2\n    uraian: Memeriksa");
}

#[test]
fn a_break_before_anything_was_read_loses_only_itself() {
    assert_eq!(outline_of("judul dokumen\na: 1\nb: 2\n"), r#"{!a="1" b="2"}"#);
    assert_eq!(outline_of("@\na: 1\nb: 2\n"), r#"{!a="1" b="2"}"#);
    assert_eq!(outline_of("- x\na: 1\n"), r#"[!"x"] {!a="1"}"#);
    let reading = read_default("@");
    assert_eq!(reading.problems.len(), 1);
}

#[test]
fn a_document_in_brackets_is_not_taken_up_inside() {
    let view = "{a: 1,\nb: 2,\nc: @}\n---\nd: 3\n";
    assert_eq!(outline_of(view), r#" --- {d="3"}"#);
}

#[test]
fn a_broken_document_leaves_the_next_ones_whole() {
    let view = "a: 1\n---\nb: \"x\n---\nc: 2\n---\nd: [\n...\n# akhir\ne: 4\nf: g: h\n---\ni: 5\n";
    assert_eq!(outline_of(view), r#"{a="1"} --- {!b=!} --- {c="2"} --- {!d=![!]} --- {!e="4" f=!"g"!} --- {i="5"}"#);
    let reading = read_default(view);
    let documents: Vec<_> = reading.problems.iter().map(|problem| problem.document).collect();
    assert_eq!(documents, [1, 3, 4]);
    let complete: Vec<_> = reading.documents.iter().map(|document| document.node(document.root()).complete).collect();
    assert_eq!(complete, [true, false, true, false, false, true]);
}

#[test]
fn keys_around_a_break_are_not_compared() {
    let reading = read_default("a: 1\nb: c: d\na: 2\na: 3\n");
    let kinds: Vec<_> = reading.problems.iter().map(|problem| &problem.kind).collect();
    assert_eq!(kinds, [&ProblemKind::Syntax(S::Colon), &ProblemKind::DuplicateKey("a".to_owned())]);
}

#[test]
fn aliases_behind_a_break_are_no_further_problems() {
    let view = "a: &x 1\nb: c: d\ne: *x\nf: &y 2\ng: *y\n";
    let reading = read_default(view);
    assert_eq!(reading.problems.len(), 1);
    assert_eq!(outline(&reading.documents[0]), r#"{!a="1" b=!"c"! e=!""! f="2" g=*"2"}"#);
}

#[test]
fn many_breaks_are_read_until_it_is_enough() {
    let view: String = (0..200).map(|n| format!("k{n}: a: b\nj{n}: x\n")).collect();
    let reading = read_default(&view);
    assert_eq!(reading.problems.len(), RESTARTS + 1);
    assert!(outline(&reading.documents[0]).contains(r#"j63="x""#));
    let stream: String = (0..ALL_RESTARTS * 2).map(|n| format!("---\nk{n}: @\n")).collect();
    assert_eq!(read_default(&stream).problems.len(), ALL_RESTARTS + 1);
}

#[test]
fn a_dash_alone_behind_a_key_is_read() {
    let view = "a: 1\ntanggal_revisi: -\nb:\n  c: -   # tidak ada\n  d: [x]\nteks: |\n  satu: -\n  dua\ne: 3\n";
    let reading = read(view, &ReadLimits::default());
    let document = &reading.documents[0];
    let texts: Vec<(&str, &str)> = document
        .nodes()
        .filter(|node| node.kind == NodeKind::Scalar)
        .map(|node| (node.text.as_str(), &view[node.text.span().range()]))
        .collect();
    assert_eq!(texts[..5], [("1", "1"), ("-", "-"), ("-", "-"), ("x", "x"), ("satu: -\ndua\n", "satu: -\n  dua")]);
    assert!(document.nodes().all(|node| node.complete));
    let kinds: Vec<&ProblemKind> = reading.problems.iter().map(|problem| &problem.kind).collect();
    assert_eq!(kinds, [&ProblemKind::LoneDash, &ProblemKind::LoneDash]);
}

#[test]
fn another_break_is_found_beside_a_dash() {
    let view = "a: -\nb: \"x\nc: 1\n";
    let reading = read(view, &ReadLimits::default());
    let kinds: Vec<&ProblemKind> = reading.problems.iter().map(|problem| &problem.kind).collect();
    assert!(matches!(kinds[..], [ProblemKind::LoneDash, ProblemKind::Syntax(_)]), "{kinds:?}");
}
