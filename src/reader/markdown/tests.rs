//! Markdown as people write it: what each node holds, and where it stands.

mod random;

use super::*;
use crate::document::{Cursor, Node};
use crate::reader::tests::{Rng, assert_valid, outline};

fn read_default(view: &str) -> Reading<'_> {
    let reading = read(view, &ReadLimits::default());
    assert_valid(&reading, view);
    reading
}

/// The tree of a view without problems.
fn tree(view: &str) -> String {
    let reading = read_default(view);
    assert_eq!(reading.problems, [], "{view:?}");
    reading.documents.iter().map(outline).collect()
}

fn problems(view: &str) -> Vec<(ProblemKind, String)> {
    let reading = read_default(view);
    reading.problems.into_iter().map(|problem| (problem.kind, view[problem.span.range()].to_owned())).collect()
}

/// The bytes of the word `word` in the one text that holds it.
fn bytes_of<'v>(view: &'v str, word: &str) -> &'v str {
    let reading = read_default(view);
    let nodes = reading.documents.iter().flat_map(Document::nodes);
    let found: Vec<&Node<'_>> = nodes.filter(|node| node.text.as_str().contains(word)).collect();
    assert_eq!(found.len(), 1, "{word:?} in {view:?}");
    let at = found[0].text.as_str().find(word).expect("it is there");
    &view[found[0].text.locate(&(at..at + word.len()), view).range()]
}

#[test]
fn a_source_becomes_fields_headings_lists_and_tables() {
    let view = "---\nnomor: SOP-1\ndisahkan_oleh:\n  nip: \"0123\"\n---\n\n# Pengajuan SPM\n\n## Dasar Hukum\n\n1. UU 17\n2. UU 1\n\nTeks\ndua baris.\n\n| No | Uraian |\n|---|---|\n| 1 | Menyerahkan |\n";
    assert_eq!(
        tree(view),
        concat!(
            r#"{nomor="SOP-1" disahkan_oleh={nip="0123"}} h1"Pengajuan SPM" h2"Dasar Hukum" [1."UU 17"() 2."UU 1"()] "#,
            r#"p"Teks dua baris." table(row("No" "Uraian") row("1" "Menyerahkan"))"#
        )
    );
}

#[test]
fn front_matter_is_found_with_a_mark_and_windows_line_ends() {
    for (bom, line_end) in [("", "\n"), ("\u{feff}", "\n"), ("", "\r\n"), ("\u{feff}", "\r\n")] {
        for closing in ["---", "---  ", "..."] {
            let view =
                format!("{bom}---\nnomor: é 1\nisi: >-\n  satu\n  dua\n{closing}\n# Judul\n").replace('\n', line_end);
            assert_eq!(tree(&view), r#"{nomor="é 1" isi="satu dua"} h1"Judul""#, "{view:?}");
            assert_eq!((bytes_of(&view, "dua"), bytes_of(&view, "Judul")), ("dua", "Judul"));
        }
    }
}

#[test]
fn rules_are_no_front_matter() {
    assert_eq!(tree("---\n\nteks\n\n---\n\nlagi\n"), r#"p"teks" p"lagi""#);
    assert_eq!(tree("---\n# Judul\n\n---\n## Dua\n"), r#"h1"Judul" h2"Dua""#);
    assert_eq!(tree("# Judul\n\n---\nnomor: 1\n---\n\nteks\n"), r#"h1"Judul" h2"nomor: 1" p"teks""#);
    assert_eq!(tree("---\n---\nteks\n"), r#"p"teks""#);
    assert_eq!(tree("---\nteks\n"), r#"p"teks""#);
    assert_eq!(tree(" ---\nnomor: 1\n---\n"), r#"h2"nomor: 1""#);
    assert_eq!(tree("---\n# komentar\nnomor: 1\n\n\"dua\": 2\n---\n"), r#"{nomor="1" dua="2"}"#);
}

#[test]
fn front_matter_that_is_never_closed_is_a_problem_and_is_read() {
    let open = || ProblemKind::Syntax(SyntaxError::OpenFrontMatter);
    for (view, expected) in [
        ("---\nnomor: 1\njudul: x\n\n# Judul\n\nteks\n", r#"{!nomor="1" judul="x"} h1"Judul" p"teks""#),
        ("---\nnomor: 1\n# Judul\n", r#"{!nomor="1"} h1"Judul""#),
        ("\u{feff}---\r\nnomor: 1\r\n", r#"{!nomor="1"}"#),
    ] {
        assert_eq!(problems(view), [(open(), "---".to_owned())], "{view:?}");
        assert_eq!(outline(&read_default(view).documents[0]), expected);
    }
}

#[test]
fn broken_front_matter_leaves_the_text_readable() {
    let view = "---\nnomor: 1\njudul: a: b\nunit: x\n---\n# Judul\n";
    assert_eq!(problems(view), [(ProblemKind::Syntax(SyntaxError::Colon), ":".to_owned())]);
    let reading = read_default(view);
    assert_eq!(outline(&reading.documents[0]), r#"{!nomor="1" judul=!"a"! unit="x"} h1"Judul""#);
    assert!(!reading.documents[0].node(reading.documents[0].root()).complete);
}

#[test]
fn numbers_are_those_a_reader_sees() {
    assert_eq!(tree("1. a\n1. b\n1. c\n"), r#"[1."a"() 2."b"() 3."c"()]"#);
    assert_eq!(tree("3) a\n9) b\n"), r#"[3."a"() 4."b"()]"#);
    assert_eq!(tree("0. a\n5. b\n\n\n1) c\n"), r#"[0."a"() 1."b"()] [1."c"()]"#);
    assert_eq!(tree("- a\n- b\n* c\n"), r#"[-"a"() -"b"()] [-"c"()]"#);
}

#[test]
fn nested_lists_stand_below_their_entry() {
    assert_eq!(tree("1. a\n   - x\n     1. y\n   - z\n2. b\n"), r#"[1."a"([-"x"([1."y"()]) -"z"()]) 2."b"()]"#);
    assert_eq!(tree("- a\n\n  lagi\n\n  - x\n\n- b\n"), r#"[-"a"(p"lagi" [-"x"()]) -"b"()]"#);
    assert_eq!(tree("-\n- - x\n-\n  b\n"), r#"[-""() -""([-"x"()]) -"b"()]"#);
}

#[test]
fn an_entry_may_hold_any_block() {
    assert_eq!(
        tree("- # h\n- | a |\n  |---|\n  | b |\n- a\n  ===\n"),
        r#"[-""(h1"h") -""(table(row("a") row("b"))) -""(h1"a")]"#
    );
    assert_eq!(tree("- a\n  ```\n  kode\n  ```\n  b\n- > kutip\n"), r#"[-"a"(p"b") -"kutip"()]"#);
    assert_eq!(tree("- [x] selesai\n- [ ] *belum*\n"), r#"[-"selesai"() -"belum"()]"#);
}

#[test]
fn an_entry_without_text_is_shown_at_its_mark() {
    let view = "- a\n-\n12. # h\n";
    let reading = read_default(view);
    let empty = reading.documents[0]
        .nodes()
        .filter(|node| matches!(node.kind, NodeKind::Item { .. }) && node.text.as_str().is_empty());
    let shown: Vec<_> = empty.map(|node| &view[node.text.span().range()]).collect();
    assert_eq!(shown, ["-", "12."]);
}

#[test]
fn marks_are_no_text() {
    assert_eq!(tree("# A **b** _c_ `d`\n\nE\n===\n\nF *g\nh*\n---\n"), r#"h1"A b c d" h1"E" h2"F g h""#);
    assert_eq!(tree("a [b *c*](http://x.y) ![alt **teks**](g.png) <http://u.v> d[^1]\n\n[^1]: catatan\n"), {
        r#"p"a b c alt teks http://u.v d" p"catatan""#
    });
    assert_eq!(tree("a  \nb\\\nc<br>d<BR/>e<br />f<bra>g<!-- x -->h\n"), r#"p"a\nb\nc\nd\ne\nfgh""#);
}

#[test]
fn comments_and_code_give_no_text() {
    assert_eq!(
        tree("<!-- a\n\nb -->\n\nc\n\n```\nd\n```\n\n    e\n\n<div>\n</div>\n\ng <!-- h --> i\n"),
        r#"p"c" p"g  i""#
    );
    assert_eq!(tree("<!-- a -->\n"), "");
}

#[test]
fn a_block_that_hides_the_rest_is_a_problem() {
    let open = |shown: &str| vec![(ProblemKind::Syntax(SyntaxError::OpenBlock), shown.to_owned())];
    assert_eq!(problems("a\n\n```\nb\n\n# c\n"), open("```"));
    assert_eq!(problems("a\n\n~~~~ teks\nb\n~~~\n"), open("~~~~ teks"));
    assert_eq!(problems("a\n\n<!-- b\n\n# c\n"), open("<!-- b"));
    for closed in [
        "```\na\n```",
        "```\n```",
        "- a\n\n  ```\n  b\n  ```\n",
        "> ```\n> b\n\nc",
        "<!-- a -->",
        "<div>\n</div>",
        "````\n```\n````  \n",
    ] {
        assert_eq!(problems(closed), [], "{closed:?}");
    }
}

#[test]
fn text_in_html_is_said_to_be_unread() {
    assert_eq!(problems("a\n\n<table><tr><td>b</td></tr></table>\n\nc\n"), [(ProblemKind::Html, "<".to_owned())]);
    assert_eq!(problems("a\n\n<div align=\"center\">\n<img src=\"b.png\">\n</div>\n\nc<br>d\n"), []);
}

#[test]
fn quotes_and_footnotes_are_ordinary_paragraphs() {
    assert_eq!(tree("> a\n> b\n>\n> > c\n>\n> - d\n"), r#"p"a b" p"c" [-"d"()]"#);
    assert_eq!(tree("a[^x]\n\n[^x]: b\n\n    c\n"), r#"p"a" p"b" p"c""#);
}

#[test]
fn cells_have_their_text_and_their_place() {
    let view = "| a |b|  c |\n|:--|--:|---|\n| **x** |  | y \\| z |\n|| `p\\|q` |\n| 1 |\n\nteks\n";
    assert_eq!(tree(view), r#"table(row("a" "b" "c") row("x" "" "y | z") row("" "p|q" "") row("1" "" "")) p"teks""#);
    let reading = read_default(view);
    let cells: Vec<_> = reading.documents[0].nodes().filter(|node| node.kind == NodeKind::Cell).collect();
    let empty: Vec<_> =
        cells.iter().filter(|cell| cell.text.as_str().is_empty()).map(|cell| cell.text.span()).collect();
    let row = |start: &str| view.find(start).expect("a row") as u32;
    let (second, third, fourth) = (row("| **x"), row("|| "), row("| 1 |"));
    let span = |start, end| Span { start, end };
    assert_eq!(
        empty,
        [
            span(second + 9, second + 11),
            span(third + 1, third + 1),
            span(third + 11, third + 11),
            span(fourth + 5, fourth + 5),
            span(fourth + 5, fourth + 5),
        ]
    );
    assert_eq!((bytes_of(view, "y | z"), bytes_of(view, "p|q"), bytes_of(view, "|q")), ("y \\| z", "p\\|q", "\\|q"));
}

#[test]
fn cells_without_a_column_are_kept() {
    let view = "| a |\n|---|\n| b | zu | viel \\| x |\n| c | |\n| d || e\n";
    assert_eq!(tree(view), r#"table(row("a") row("b" "zu" "viel \\| x") row("c") row("d" "" "e"))"#);
    assert_eq!(bytes_of(view, "viel"), "viel");
}

#[test]
fn words_are_located_through_marks_and_entities() {
    let view = "a **b**c &amp; d&eacute;f \\* g &#x1F600; `h` “i” [j k](u)\nl  \nm ``n ` o``\n";
    for word in ["a", "b", "c", "g", "h", "“i”", "j k", "l", "m", "n ` o"] {
        assert_eq!(bytes_of(view, word), word);
    }
    assert_eq!(bytes_of(view, "bc"), "b**c");
    assert_eq!(bytes_of(view, "&"), "&amp;");
    assert_eq!(bytes_of(view, "déf"), "d&eacute;f");
    assert_eq!(bytes_of(view, "*"), "*");
    assert_eq!(bytes_of(view, "😀"), "&#x1F600;");
    assert_eq!(bytes_of(view, "k\u{20}l"), "k](u)\nl");
}

#[test]
fn code_over_lines_is_located_too() {
    for (view, line) in [("x `a\nb` y\n", "a\nb"), ("> x `a\n> b` y\n", "a\n> b"), ("- x `a\r\n  b` y\r\n", "a\r\n  b")]
    {
        assert_eq!((bytes_of(view, "a b"), bytes_of(view, "b"), bytes_of(view, "y")), (line, "b", "y"), "{view:?}");
    }
}

#[test]
fn a_text_in_one_piece_is_the_view_itself() {
    let view = "## *Dasar* &amp; Hukum\n\n- **satu dua**\n- tiga\n\n| `x y` | a \\| b |\n|---|---|\n";
    let reading = read_default(view);
    let verbatim = reading.documents[0].nodes().filter(|node| &view[node.text.span().range()] == node.text.as_str());
    let texts: Vec<_> = verbatim.map(|node| node.text.as_str()).filter(|text| !text.is_empty()).collect();
    assert_eq!(texts, ["satu dua", "tiga", "x y"]);
}

#[test]
fn a_node_covers_all_of_it() {
    let view = "# A *b*  \n\n**c** d.\n\n1. e\n\n   f\n\n   - g\n\n| h |\n|---|\n| i |\n\n";
    let reading = read_default(view);
    let covered: Vec<_> = reading.documents[0].nodes().skip(1).map(|node| &view[node.span.range()]).collect();
    assert_eq!(
        covered,
        [
            "# A *b*",
            "**c** d.",
            "1. e\n\n   f\n\n   - g",
            "1. e\n\n   f\n\n   - g",
            "f",
            "- g",
            "- g",
            "| h |\n|---|\n| i |",
            "| h |",
            "h",
            "| i |",
            "i",
        ]
    );
}

#[test]
fn nothing_is_no_document() {
    for view in ["", "\u{feff}", "\n \n", "<!-- a -->", "---\n", "---\n---\n"] {
        assert_eq!(read_default(view).documents.len(), 0, "{view:?}");
    }
}

#[test]
fn limits_are_problems_and_what_was_read_stays() {
    let limits = ReadLimits { nodes: 12, depth: 3, ..ReadLimits::default() };
    let view = "# a\n\n| b | c |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n| 5 | 6 |\n";
    let reading = read(view, &limits);
    assert_valid(&reading, view);
    assert_eq!(reading.problems[0].kind, ProblemKind::TooManyNodes(12));
    assert_eq!(outline(&reading.documents[0]), r#"h1"a" table(!row("b" "c") row("1" "2") row("3" "4") row(!))"#);

    let view = "- a\n  - b\n    - c\n      - d\n        - e\n    - f\n- g\n";
    let reading = read(view, &limits);
    assert_valid(&reading, view);
    assert_eq!(outline(&reading.documents[0]), r#"[-"a"([-"b"([-"c"(!) -"f"()])]) -"g"()]"#);
    let kinds: Vec<_> = reading.problems.iter().map(|problem| &problem.kind).collect();
    assert_eq!(kinds, [&ProblemKind::TooDeep(3)]);
}

#[test]
fn front_matter_fields_are_found_by_key() {
    let view = "---\na: &x {b: c}\nd: *x\n---\n";
    let reading = read_default(view);
    let document = &reading.documents[0];
    let map = document.children(document.root()).next().expect("a map");
    let fields = document.fields(Cursor { node: map, used_at: None });
    assert_eq!(fields.len(), 2);
}

/// A small stack: whoever recurses over the input falls over here.
const STACK: usize = 256 * 1024;

fn read_small(view: String) -> (Vec<ProblemKind>, usize) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let reading = read(&view, &ReadLimits { nodes: 200_000, ..ReadLimits::default() });
        assert_valid(&reading, &view);
        let nodes = reading.documents.iter().map(Document::len).sum();
        (reading.problems.into_iter().map(|problem| problem.kind).collect(), nodes)
    });
    thread.expect("a thread").join().expect("no overflow")
}

#[test]
fn bombs_are_read() {
    let lists: String = (0..2_000).map(|n| format!("{}- a\n", "  ".repeat(n))).collect();
    assert_eq!(read_small(lists).0, [ProblemKind::TooDeep(64)]);
    for bomb in [
        "[", "> ", "*a ", "`", "``a ", "![", "<", "<!--", "&", "**a *b ", "- ", "1. ", "| a ", "[^1]", "\\", "_a",
        "~~~\n", "<br>",
    ] {
        let (kinds, _) = read_small(bomb.repeat(20_000));
        assert!(kinds.len() <= 1, "{bomb:?} {kinds:?}");
    }
    let ragged = format!("{}\n{}\n{}", "|a".repeat(1_000), "|-".repeat(1_000), "|a\n".repeat(1_000));
    let (kinds, nodes) = read_small(ragged);
    assert_eq!((kinds, nodes), (vec![ProblemKind::TooManyNodes(200_000)], 200_001));
    let (kinds, _) = read_small(format!("---\na: {}\n---\n", "[".repeat(10_000)));
    assert_eq!(kinds, [ProblemKind::TooDeep(64)]);
    assert_eq!(read_small(format!("a{}", " &amp; *b*".repeat(50_000))), (vec![], 2));
    assert_eq!(read_small(format!("| a |\n|---|\n{}", "| b | c\n".repeat(20_000))).0, []);
}

/// A source with everything in it.
const SOP: &str = "---\r\nnomor: SOP-1\njudul: “uji” 😀\nlain: [a, b]\n---\n\n# Pengajuan *SPM* &amp; `LS`\n\nJudul\n---\n\n## Dasar Hukum\n\n1. UU **17** é\n1. UU 1\n   - a\n\n     b\n   - [x] c\n\n> kutip\n> dua `x\n> y`\n\n<!-- komentar\n\nlagi -->\n\n| No | Uraian | → |\n|---|:-:|---|\n| 1 | Menyerahkan \\| berkas <br> lagi | |\n| 2 | a | b | c | `d\\|e` |\n|| x\n\n```\nkode\n```\n\n    kode\n\nakhir[^1] [l](u) ![i](v)  \nbaris\\\nlain\n\n[^1]: kaki\n";

#[test]
fn damaged_sources_are_read_without_harm() {
    const BITS: &[&str] = &[
        "\n", "\r\n", "\t", "    ", "|", "||", "\\|", "`", "``", "```\n", "*", "**", "_", "[", "](", ")", "![", "<",
        ">", "<!--", "-->", "<br>", "&amp;", "&#0;", "&", "# ", "- ", "1. ", "> ", "---\n", "...\n", "|---|\n", "\\",
        "\u{feff}", "é", "😀", "[^1]", ": ", "===\n",
    ];
    let mut rng = Rng(0x5eed);
    for round in 0..8_000 {
        let mut view = SOP.to_owned();
        for _ in 0..=rng.below(5) {
            crate::reader::tests::damage(&mut view, BITS, &mut rng);
        }
        if rng.chance(20) {
            view = view.replace('\n', "\r\n");
        }
        let few = ReadLimits { depth: 2, nodes: 40, aliases: 1, ..ReadLimits::default() };
        let limits = if round % 3 == 0 { few } else { ReadLimits::default() };
        assert_valid(&read(&view, &limits), &view);
    }
}
