//! Every style of scalar in every context: each word of the value must be found at its own bytes.

use super::*;

struct Case {
    /// The scalar as it stands behind `k: `; its further lines are indented by two.
    raw: &'static str,
    value: &'static str,
    /// Words that are written otherwise, with their bytes.
    escaped: &'static [(&'static str, &'static str)],
}

const fn same(raw: &'static str, value: &'static str) -> Case {
    Case { raw, value, escaped: &[] }
}

const fn escaped(raw: &'static str, value: &'static str, escaped: &'static [(&'static str, &'static str)]) -> Case {
    Case { raw, value, escaped }
}

const FLOW: &[Case] = &[
    same("satu dua", "satu dua"),
    same("“Kepala” – é ° → 😀", "“Kepala” – é ° → 😀"),
    same("satu\n  dua\n  tiga", "satu dua tiga"),
    same("satu  \n    dua\n\n  tiga\n\n\n     empat", "satu dua\ntiga\n\nempat"),
    same("é\n  → x\n  ß", "é → x ß"),
    same("satu\tdua\n  \ttiga", "satu\tdua tiga"),
    same("a#b c:d \n  e", "a#b c:d e"),
    same("'satu dua'", "satu dua"),
    escaped("'Jum''at pagi'", "Jum'at pagi", &[("Jum'at", "Jum''at")]),
    escaped("'''a'' b'''", "'a' b'", &[("'a'", "''a''"), ("b'", "b''")]),
    same("'satu  \n    dua\n\n  tiga \\n “é”'", "satu dua\ntiga \\n “é”"),
    same("'  satu\n  '", "  satu "),
    same("'\n  satu\n  '", " satu "),
    same("\"satu dua\"", "satu dua"),
    same(r#""satu\ndua\ttiga \n empat""#, "satu\ndua\ttiga \n empat"),
    escaped(r#""a \"b\" c\\d""#, "a \"b\" c\\d", &[("\"b\"", r#"\"b\""#), ("c\\d", r"c\\d")]),
    escaped(
        r#""caf\u00e9 \x41b \U0001F600 x""#,
        "café Ab 😀 x",
        &[("café", r"caf\u00e9"), ("Ab", r"\x41b"), ("😀", r"\U0001F600")],
    ),
    escaped(r#""\uD83D\uDE00 x \uD834\uDD1Ey z""#, "😀 x 𝄞y z", &[("😀", r"\uD83D\uDE00"), ("𝄞y", r"\uD834\uDD1Ey")]),
    escaped(
        r#""a\_b \e\a c \/d""#,
        "a\u{a0}b \u{1b}\u{7} c /d",
        &[("a", "a"), ("b", "b"), ("\u{1b}\u{7}", r"\e\a"), ("/d", r"\/d")],
    ),
    same(r#""a\Lb\Pc\Nd""#, "a\u{2028}b\u{2029}c\u{85}d"),
    same("\"satu  \n    dua\n\n  tiga\n\n\n  empat\"", "satu dua\ntiga\n\nempat"),
    escaped("\"satu \\\n    dua\\\n  tiga\"", "satu duatiga", &[("duatiga", "dua\\\n  tiga")]),
    same("\"satu\\\n\n  dua \\\n\n\n   tiga\"", "satu\ndua \n\ntiga"),
    same("\"satu\\\n  \\  dua\"", "satu  dua"),
    same("\"\n  satu \\t\n  dua\n  \"", " satu \t dua "),
    same("\"“é” →\n  😀\n  x\"", "“é” → 😀 x"),
];

const BLOCK: &[Case] = &[
    same("|\n  satu\n  dua", "satu\ndua\n"),
    same("|-\n  satu\n  dua", "satu\ndua"),
    same("|+\n  satu\n\n  dua\n\n", "satu\n\ndua\n\n\n"),
    same("|\n  satu\n    dua  \n\n\n     tiga\n  empat", "satu\n  dua  \n\n\n   tiga\nempat\n"),
    same("|\n\n\n  satu", "\n\nsatu\n"),
    same("|2\n    satu\n  dua", "  satu\ndua\n"),
    same("|2-\n   satu\n\n   dua", " satu\n\n dua"),
    same(
        "| # komentar: x\n  satu # bukan komentar\n  dua: \"x\" 'y' \\n",
        "satu # bukan komentar\ndua: \"x\" 'y' \\n\n",
    ),
    same("|\n  \tsatu\n  \t dua\t", "\tsatu\n\t dua\t\n"),
    same("|\n  “é” →\n  😀 x", "“é” →\n😀 x\n"),
    same(">\n  satu\n  dua", "satu dua\n"),
    same(">-\n  satu\n  dua", "satu dua"),
    same(">+\n  satu\n  dua\n\n", "satu dua\n\n\n"),
    same(">\n  satu\n  dua\n\n  tiga\n\n\n  empat", "satu dua\ntiga\n\nempat\n"),
    same(">\n  satu\n    - dua\n    - tiga\n  empat\n  lima", "satu\n  - dua\n  - tiga\nempat lima\n"),
    same(">\n\n  satu\n\n    dua\n\n\n  tiga", "\nsatu\n\n  dua\n\n\ntiga\n"),
    same(">2-\n    satu\n  dua\n  tiga", "  satu\ndua tiga"),
    same(">-\n  “é” →\n  😀  x\n   ß", "“é” → 😀  x\n ß"),
];

/// Puts a scalar somewhere: the view, and the part of it that is to be read.
type Context = fn(&str) -> (String, usize, usize);

fn all(view: String) -> (String, usize, usize) {
    let len = view.len();
    (view, 0, len)
}

fn indented(raw: &str, by: usize) -> String {
    raw.replace('\n', &format!("\n{}", " ".repeat(by)))
}

const ANYWHERE: &[Context] = &[
    |raw| all(format!("k: {raw}\nl: m\n")),
    |raw| all(format!("k: {raw}")),
    |raw| all(format!("\u{feff}k: {raw}\nl: m\n")),
    |raw| all(format!("# satu “é”\nj: k\nk: {raw}\nl: m\n").replace('\n', "\r\n")),
    |raw| all(format!("\u{feff}j: “é”\nk: {raw}\n").replace('\n', "\r\n")),
    |raw| all(format!("luar:\n  - k: {}\n    l: m\n", indented(raw, 4))),
    |raw| all(format!("luar:\n  - 😀\n  - {}\n", indented(raw, 2))),
    |raw| all(format!("luar:\n- k: &a {}\n  l: !!str x\n", indented(raw, 2))),
    |raw| all(format!("a: b\n---\nk: {raw}\n")),
    |raw| {
        let (start, end) = ("---\nnomor: “é”\n", "\n---\n# Judul: x\n");
        (format!("{start}k: {raw}\nl: m{end}"), 4, start.len() + "k: ".len() + raw.len() + "\nl: m".len())
    },
];

const IN_BRACKETS: &[Context] = &[
    |raw| all(format!("a: [“é”, {raw} , x]\n")),
    |raw| all(format!("a: {{k: {raw}, l: m}}\n")),
    |raw| all(format!("{{a: [{{k: {raw}\n }}]}}\n")),
    |raw| all(format!("a:\n  - [{}, x]\n", indented(raw, 2)).replace('\n', "\r\n")),
];

fn check(case: &Case, context: Context) {
    let (view, from, to) = context(case.raw);
    let limits = ReadLimits::default();
    let reading = if (from, to) == (0, view.len()) {
        read(&view, &limits)
    } else {
        let (document, problems) = read_into(Document::new(&view, 8), Span::new(from, to), &limits);
        let mut document = document;
        document.close(to as u32);
        Reading { documents: vec![document], problems }
    };
    assert_eq!(reading.problems, [], "{view:?}");
    assert_valid(&reading, &view);
    let nodes: Vec<_> = reading.documents.iter().flat_map(Document::nodes).collect();
    // A block scalar at the very end may lose its last break with the text.
    let is_it =
        |value: &str| value == case.value || (view.ends_with(case.raw) && value.trim_end() == case.value.trim_end());
    let node = nodes.iter().find(|node| node.kind == NodeKind::Scalar && is_it(node.text.as_str()));
    let found: Vec<_> = nodes.iter().map(|node| node.text.as_str()).collect();
    let node = node.unwrap_or_else(|| panic!("no {:?} in {found:?} of {view:?}", case.value));
    words(&node.text, case, &view);
    words(&node.text.trimmed(&view), case, &view);
}

fn words(text: &SpannedText<'_>, case: &Case, view: &str) {
    let value = text.as_str();
    for word in value.split_whitespace() {
        let start = word.as_ptr() as usize - value.as_ptr() as usize;
        let raw = &view[text.locate(&(start..start + word.len()), view).range()];
        let expected = case.escaped.iter().find(|(value, _)| *value == word).map_or(word, |(_, raw)| raw);
        assert_eq!(without_blanks(raw), without_blanks(expected), "{word:?} of {value:?} in {view:?}");
        let part = text.slice(start..start + word.len(), view);
        assert_eq!((part.as_str(), &view[part.span().range()]), (word, raw));
    }
}

/// Behind an escaped line break the indentation depends on the context.
fn without_blanks(raw: &str) -> String {
    raw.split_whitespace().collect()
}

#[test]
fn every_word_of_a_flow_scalar_is_found_at_its_bytes() {
    for case in FLOW {
        for context in ANYWHERE.iter().chain(IN_BRACKETS) {
            check(case, *context);
        }
    }
}

#[test]
fn every_word_of_a_block_scalar_is_found_at_its_bytes() {
    for case in BLOCK {
        for context in ANYWHERE {
            check(case, *context);
        }
    }
}

#[test]
fn keys_are_located_like_values() {
    let view = "\"no\\tmor\": 1\n'Jum''at': 2\nsatu dua: 3\n";
    let reading = whole(view);
    let shown: Vec<_> = reading.documents[0]
        .nodes()
        .filter(|node| node.kind == NodeKind::Field)
        .map(|node| (node.text.as_str(), &view[node.text.locate(&(3..node.text.as_str().len()), view).range()]))
        .collect();
    assert_eq!(shown, [("no\tmor", "mor"), ("Jum'at", "''at"), ("satu dua", "u dua")]);
}

#[test]
fn a_sentence_of_a_folded_text_can_be_cut_again() {
    let view = "k: >-\n  Satu dua\n  tiga. Empat\n  lima “enam”.\n";
    let reading = whole(view);
    let text = value(&reading.documents[0], "k");
    let sentence = text.slice(15..text.as_str().len(), view);
    assert_eq!(sentence.as_str(), "Empat lima “enam”.");
    assert_eq!(&view[sentence.span().range()], "Empat\n  lima “enam”.");
    let word = sentence.slice(6..10, view);
    assert_eq!((word.as_str(), &view[word.span().range()]), ("lima", "lima"));
    assert_eq!(&view[sentence.locate(&(14..18), view).range()], "enam");
}
