//! The expression language of packs: what compiles, where a mistake stands, and that nothing can break the loader.
//!
//! In the tables `⟦…⟧` marks where a mistake stands. Random input comes from fixed seeds, so a failure can be repeated;
//! `SOPLINT_FUZZ=20000` changes the shipped pack more often than an ordinary run does.

use std::cell::RefCell;

use rustc_hash::{FxHashMap, FxHashSet};

use soplint::pack::{self, Level};
use soplint::rule::expression::{Parameter, Scope, compile};
use soplint::rule::message::Template;
use soplint::rule::mistake::Mistake;
use soplint::rule::path::Type;
use soplint::rule::pattern::Pattern;
use soplint::rule::table::Table;
use soplint::sop::Vocabulary;
use soplint::sop::date::Day;
use soplint::sop::record::TypeId;

/// What expressions are compiled with.
struct Bench {
    vocabulary: Vocabulary,
    params: FxHashMap<String, Parameter>,
    tables: FxHashMap<String, Table>,
    used: RefCell<FxHashSet<String>>,
}

impl Bench {
    fn new() -> Self {
        let table = Table {
            columns: vec![("longest".to_owned(), Type::Int)],
            rows: Some(vec![("memeriksa".to_owned(), vec![Parameter::Number(5000)])]),
        };
        let forms =
            Table { columns: vec![("name".to_owned(), Type::Text), ("since".to_owned(), Type::Date)], rows: None };
        let params = [
            ("start", Parameter::Date(Day::new(2025, 2, 3).expect("a day"))),
            ("max_words", Parameter::Number(25_000)),
            ("unit_name", Parameter::Text("Subbagian Keuangan".to_owned())),
            ("strict", Parameter::Bool(true)),
            ("pattern", Parameter::Pattern(Pattern::new("^SOP-", false, 0).expect("valid"))),
            ("titles", Parameter::List(vec!["Konsep".to_owned()])),
            ("kinds", Parameter::List(vec!["task".to_owned(), "decision".to_owned()])),
        ];
        Self {
            vocabulary: Vocabulary::shipped().expect("the vocabulary"),
            params: params.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            tables: FxHashMap::from_iter([("step_limit".to_owned(), table), ("forms".to_owned(), forms)]),
            used: RefCell::default(),
        }
    }

    fn scope(&self, element: TypeId) -> Scope<'_> {
        Scope {
            vocabulary: &self.vocabulary,
            element,
            outer: None,
            named: Some(("step", TypeId::Step)),
            other: None,
            params: &self.params,
            tables: &self.tables,
            used: &self.used,
        }
    }

    fn mistakes(&self, element: TypeId, text: &str) -> Vec<Mistake> {
        let mistakes = compile(text, &self.scope(element)).err();
        assert!(mistakes.as_ref().is_none_or(|mistakes| !mistakes.is_empty()), "{text}: fails without a reason");
        mistakes.unwrap_or_default()
    }
}

/// A text without its marks, and the ranges they stood around.
fn marked(text: &str) -> (String, Vec<(usize, usize)>) {
    let (mut plain, mut starts, mut ranges) = (String::new(), Vec::new(), Vec::new());
    for character in text.chars() {
        match character {
            '⟦' => starts.push(plain.len()),
            '⟧' => ranges.push((starts.pop().expect("an opened mark"), plain.len())),
            other => plain.push(other),
        }
    }
    ranges.sort_unstable();
    (plain, ranges)
}

#[test]
fn expressions_that_compile() {
    let bench = Bench::new();
    for text in [
        "number is present",
        "not number is missing and (text is present or kind = task)",
        "kind = decision",
        "decision = kind",
        "kind in (task, decision) and opening not in (verb, light_verb)",
        "kind in $kinds",
        "text in $titles",
        "document.status != draft",
        "text = \"é → é\"",
        "text matches /^\\d+\\/[A-Z]+ é/",
        "duration matches $pattern",
        "text like step.text",
        "inputs.text overlaps step.outputs.text",
        "words <= $max_words",
        "words <= 2 * $max_words",
        "2 * duration <= 3 working days",
        "duration <= 1 working day and duration >= 30 minutes and duration < 1.5 hours",
        "duration.high <= 2 * duration.low",
        "duration.form not in (vague, no_unit)",
        "(document.effective_date - document.created_date) <= 30 days",
        "document.created_date + 3 months >= today",
        "document.effective_date.year = year_in(document.number)",
        "days_between(document.created_date, document.effective_date) <= 30",
        "count(actors) >= 1",
        "count(branches where to is missing and ends = false) = 0",
        "count(set(branches.label)) = count(branches)",
        "count(next where count(actors where name like step.text) = 0) >= 1",
        "max(document.revised_date, document.effective_date) < today",
        "max(document.steps.words) < 40",
        "sum(document.steps.duration) <= document.total_duration",
        "words(text) > 1",
        "words <= lookup(step_limit, verb).longest",
        "lookup(step_limit, verb).longest is missing or lookup(forms, text).name is present",
        "lookup(forms, text).since <= today and lookup(forms, text).name like text",
        "not max(document.revised_date, document.effective_date) is present",
        "lower(text) = \"konsep surat\" and lower(text) in $titles and lower(verb) matches /^me/",
        "document.effective_date >= $start and document.created_date in ($start, today)",
        "document.created_date + 3 working days >= today and document.created_date - 2 weeks < today",
        "max(2 * duration, 3 working days) >= min(duration, 1 hour)",
        "duration in document.step_columns",
        "$strict = true",
        "(index) = 1",
        "\"Konsep\" = text",
    ] {
        let mistakes = bench.mistakes(TypeId::Step, text);
        assert!(mistakes.is_empty(), "{text}: {mistakes:?}");
    }
}

#[test]
fn mistakes_stand_where_they_are_made() {
    let bench = Bench::new();
    for (text, codes) in [
        ("⟦⟧", "PK010"),
        ("é ⟦é⟧", "PK010"),
        ("kind ⟦==⟧ task", "PK010"),
        ("kind = task ⟦&&⟧ text ⟦≠⟧ ⟦“⟧é”", "PK010 PK010 PK010"),
        ("text = ⟦'⟧x' and ⟦wrods⟧ > 1", "PK010 PK011"),
        ("text matches⟦⟧", "PK010"),
        ("text matches ⟦\"x\"⟧", "PK010"),
        ("text matches ⟦/⟧x", "PK010"),
        ("text = ⟦\"⟧x", "PK010"),
        ("actors.⟦⟧", "PK010"),
        ("words > ⟦$⟧", "PK010"),
        ("words > ⟦#⟧1", "PK010"),
        ("words > ⟦12345678901234567890⟧", "PK010"),
        ("count(actors⟦⟧", "PK010"),
        ("text ⟦not⟧ like text", "PK010"),
        ("text is ⟦void⟧", "PK010"),
        ("duration < 3 ⟦hari⟧", "PK010"),
        ("⟦waktu⟧ is present", "PK011"),
        ("⟦é_è⟧ = 1", "PK011"),
        ("⟦docment⟧.title is present", "PK011"),
        ("duration.⟦hight⟧ > 1 days", "PK011"),
        ("text = ⟦Konsep⟧", "PK011"),
        ("⟦title⟧ is present and count(branches where ⟦outputs⟧ is present) = 1", "PK012 PK012"),
        ("kind = ⟦tsak⟧", "PK013"),
        ("⟦knd⟧ = ⟦tsak⟧", "PK011 PK013"),
        ("kind in (⟦tsak⟧, task, ⟦desicion⟧)", "PK013 PK013"),
        ("opening in ⟦$kinds⟧", "PK013"),
        ("⟦kind = \"task\"⟧", "PK014"),
        ("⟦text + 1⟧ = text", "PK014"),
        ("⟦kind < task⟧", "PK014"),
        ("⟦text⟧ and ⟦number⟧", "PK014 PK014"),
        ("⟦index⟧ matches /x/", "PK014"),
        ("text matches ⟦$max_words⟧", "PK014"),
        ("⟦cuont⟧(actors) = 1", "PK015"),
        ("⟦words(text, text)⟧ = 1", "PK015"),
        ("⟦set(branches.label)⟧ = 1", "PK015"),
        ("⟦actor_names⟧ = \"x\"", "PK016"),
        ("words in ⟦$max_words⟧", "PK016"),
        ("count(⟦text⟧) = 1", "PK016"),
        ("min(⟦words⟧) = 1", "PK016"),
        ("text matches /é\\/⟦(⟧x/", "PK017"),
        ("text matches /é⟦(?=⟧x)/", "PK017"),
        ("text.⟦length⟧ > 1", "PK018"),
        ("count(actors).⟦x⟧ = 1", "PK018"),
        ("words > ⟦$max_wrds⟧", "PK020"),
        ("words > lookup(⟦step_limits⟧, verb).⟦longst⟧", "PK020 PK020"),
        ("count(⟦archive⟧.units) = 1", "PK020"),
        ("⟦other⟧.text = text", "PK032"),
        ("⟦count(actors)⟧ is present", "PK014"),
        ("document.created_date + ⟦2 hours⟧ < today", "PK014"),
        ("document.created_date - ⟦1.5 working days⟧ < today", "PK014"),
        ("document.created_date + 3 months + ⟦30 minutes⟧ < today", "PK014"),
        ("⟦duration < $start⟧", "PK014"),
        ("lower(⟦words⟧) = text", "PK014"),
        ("lookup(forms, text).⟦nmae⟧ is present", "PK020"),
    ] {
        let (plain, ranges) = marked(text);
        let found = bench.mistakes(TypeId::Step, &plain);
        let places: Vec<(usize, usize)> =
            found.iter().map(|mistake| (mistake.range.start, mistake.range.end)).collect();
        let found_codes: Vec<&str> = found.iter().map(|mistake| mistake.code).collect();
        assert_eq!(found_codes.join(" "), codes, "{text}: {found:?}");
        assert_eq!(places, ranges, "{text}: {found:?}");
    }
}

#[test]
fn suggestions_name_what_was_meant() {
    let bench = Bench::new();
    for (text, help) in [
        ("waktu is present", "did you mean 'duration' (Waktu)?"),
        ("wakut is present", "did you mean 'duration' (Waktu)?"),
        ("kind = keputusan", "did you mean 'decision' (Keputusan)?"),
        ("kind = \"keputusan\"", "write the value without quotes: decision"),
        ("text = Konsep", "text stands between double quotes: \"Konsep\""),
        ("number = 3", "put the number between quotes: \"3\""),
        ("title = text", "write 'document.title'"),
        ("actor_names = \"Kasir\"", "write '\"Kasir\" in actor_names'"),
        ("actor_names != \"Kasir\"", "write '\"Kasir\" not in actor_names'"),
        ("duration < 3 hari kerja", "did you mean 'working days'?"),
        ("text is empty", "did you mean 'missing'?"),
        ("text is present AND number is present", "write 'and'"),
        ("text ≠ number", "write '!='"),
        ("inputs overlaps outputs.text", "did you mean 'inputs.text'?"),
    ] {
        let found = bench.mistakes(TypeId::Step, text);
        assert_eq!(found.first().and_then(|mistake| mistake.help.as_deref()), Some(help), "{text}: {found:?}");
    }
}

/// A small generator of numbers (xorshift), so that a seed is all there is to know.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most as u64) as usize
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }
}

const TOKENS: &[&str] = &[
    "and",
    "or",
    "not",
    "is",
    "in",
    "matches",
    "like",
    "overlaps",
    "where",
    "present",
    "missing",
    "today",
    "true",
    "kind",
    "task",
    "decision",
    "words",
    "text",
    "title",
    "number",
    "duration",
    "deadline",
    "actors",
    "branches",
    "outputs.text",
    "document",
    "document.parts",
    "step",
    "other.title",
    "archive",
    "waktu",
    "é",
    "→",
    "count(",
    "max(",
    "sum(",
    "set(",
    "lookup(",
    "step_limit",
    "words(",
    "year_in(",
    "days_between(",
    "(",
    ")",
    ",",
    ".",
    "=",
    "!=",
    "<",
    "<=",
    "+",
    "-",
    "*",
    "==",
    "&&",
    "“",
    "'",
    "\"x\"",
    "\"é",
    "/^é\\/(a|b)/",
    "/(?=x)/",
    "/(",
    "3",
    "1.5",
    "99999999999999999999",
    "days",
    "working days",
    "hari",
    "$max_words",
    "$pattern",
    "$titles",
    "$kinds",
    "$é",
    "$",
    "#",
    "\n",
    "\u{feff}",
    "{",
    "}",
    "!",
    "form",
    ".low",
];

#[test]
fn no_sequence_of_tokens_breaks_the_compiler() {
    let bench = Bench::new();
    let mut random = Random(0x50_51);
    let elements = [TypeId::Document, TypeId::Step, TypeId::Edge, TypeId::Reference];
    for _ in 0..20_000 {
        let count = 1 + random.below(12);
        let spaces = ["", " ", " ", " ", "  "];
        let text: String = (0..count).map(|_| format!("{}{}", random.pick(TOKENS), random.pick(&spaces))).collect();
        let element = elements[random.below(elements.len())];
        let scope = bench.scope(element);
        for mistake in bench.mistakes(element, &text) {
            assert!(text.get(mistake.range.clone()).is_some(), "{text:?}: {mistake:?}");
        }
        let message = format!("é {{{text}}} → {text}");
        for mistake in Template::compile(&message, &scope, Some("must")).err().into_iter().flatten() {
            assert!(message.get(mistake.range.clone()).is_some(), "{message:?}: {mistake:?}");
        }
    }
}

#[test]
fn long_and_deep_expressions_are_bounded() {
    let bench = Bench::new();
    for text in [
        "(".repeat(100_000),
        "count(".repeat(100_000),
        "not ".repeat(100_000),
        format!("words = 1{}", " + 1".repeat(100_000)),
        format!("words = 1{}", " * 1".repeat(100_000)),
        format!("words = 1{}", " and words = 1".repeat(20_000)),
        format!("words in (1{})", ", 1".repeat(100_000)),
        format!("document{}", ".title".repeat(100_000)),
        format!("{} = 1", "é".repeat(1_000_000)),
        format!("text matches /{}/", "(a{50}){50}".repeat(150)),
        format!("text matches /{}/", "(".repeat(1_900)),
        "9".repeat(1_000_000),
    ] {
        for mistake in bench.mistakes(TypeId::Step, &text) {
            assert!(text.get(mistake.range.clone()).is_some(), "{:?}", mistake.range);
        }
    }
}

/// What holds for every load of every text.
fn check_load(text: &str, vocabulary: &Vocabulary) {
    let (pack, diagnostics) = pack::load(text, vocabulary);
    let broken = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    assert_eq!(pack.is_none(), broken, "{diagnostics:?}\n{text}");
    for diagnostic in &diagnostics {
        let others = diagnostic.other.iter().map(|(span, _)| *span);
        for span in others.chain([diagnostic.span]) {
            assert!(
                text.get(span.range()).is_some(),
                "{diagnostic:?} stands outside the text or inside a letter\n{text}"
            );
        }
        assert!(!diagnostic.message.is_empty());
    }
    assert!(diagnostics.is_sorted_by_key(|diagnostic| diagnostic.span), "the order of the text");
}

/// The text of the pack that is used when nobody says which.
fn default_pack() -> &'static str {
    pack::shipped(pack::DEFAULT).expect("the default pack").text
}

/// The shipped pack with a few of its rules, so that a load is short.
fn small_pack(random: &mut Random) -> String {
    let text = default_pack();
    let (head, rules) = text.split_once("rules:\n").expect("rules");
    let rules: Vec<&str> = rules.split("\n  - id:").collect();
    let chosen: Vec<&str> = (0..3).map(|_| rules[random.below(rules.len())]).collect();
    let chosen = chosen.iter().map(|rule| format!("  - id:{}\n", rule.trim_start_matches("  - id:").trim_end()));
    format!("{head}rules:\n{}", chosen.collect::<String>())
}

/// One small change at a random place.
fn mutated(text: &str, random: &mut Random) -> String {
    const PIECES: &[&str] = &[
        "é", "→", "\t", "\n", "\r\n", ":", ": ", " #", "- ", "{", "}", "[", "]", "\"", "'", "*", "&a ", "!x ", "|",
        ">-", "---", "/", "\\", "$", "=", "and", "waktu", "id", "\u{feff}", "\u{0}", "  ", "@", "`", "<<: *a",
    ];
    let boundary = |at: usize| (at..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    let at = boundary(random.below(text.len() + 1));
    let end = boundary((at + random.below(12)).min(text.len()));
    match random.below(4) {
        0 => format!("{}{}{}", &text[..at], random.pick(PIECES), &text[at..]),
        1 => format!("{}{}", &text[..at], &text[end..]),
        2 => format!("{}{}{}", &text[..at], random.pick(PIECES), &text[end..]),
        _ => {
            let from = boundary(random.below(text.len() + 1));
            let piece = &text[from..boundary((from + random.below(200)).min(text.len()))];
            format!("{}{piece}{}", &text[..at], &text[at..])
        }
    }
}

#[test]
fn no_change_of_the_shipped_pack_breaks_the_loader() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let mut random = Random(0x41_44_49);
    let rounds = std::env::var("SOPLINT_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(400_u32);
    for _ in 0..rounds {
        let mut text = small_pack(&mut random);
        for _ in 0..1 + random.below(4) {
            text = mutated(&text, &mut random);
        }
        check_load(&text, &vocabulary);
    }
    for _ in 0..rounds / 40 {
        check_load(&mutated(default_pack(), &mut random), &vocabulary);
    }
}

#[test]
fn large_and_repeated_packs_are_bounded() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let id = |number: usize| {
        let letter = |at: usize| char::from(b'A' + (at % 26) as u8);
        format!("{}{}{:03}", letter(number / 26_000), letter(number / 1_000), number % 1_000)
    };
    let many: String = (0..20_000).map(|number| format!("  - id: {}\n", id(number))).collect();
    for text in [
        String::new(),
        "\u{feff}".to_owned(),
        "~".to_owned(),
        "[".repeat(100_000),
        format!("{}: 1\n", "k".repeat(2_000_000)),
        format!("rules:\n{many}"),
        format!("lists: {{a: {{id: [{}]}}}}\n", "\"/a*/\", ".repeat(50_000)),
        format!("params: {{a: &a [1], {} }}\n", "b: *a, ".repeat(2_000)),
    ] {
        check_load(&text, &vocabulary);
    }
}
