//! The pages under `docs/` that are made by the program are what it makes.
//!
//! `SOPLINT_BLESS=1 cargo test --test docs` writes them anew; what changed in them has to be read.

use std::fs;
use std::path::{Path, PathBuf};

use soplint::engine::{Linter, Options};
use soplint::pack::{LayerText, SHIPPED, Stack, compose};
use soplint::report::manual;
use soplint::report::schema::{Subject, schema};
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a page with the committed one, or writes it.
fn check(path: &Path, page: &str, mistakes: &mut Vec<String>) {
    if std::env::var("SOPLINT_BLESS").is_ok_and(|value| value == "1") {
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, page).expect("a page");
        return;
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    let differs = committed.lines().zip(page.lines()).position(|(old, new)| old != new);
    if committed != page {
        let line = differs.map_or_else(|| "its length".to_owned(), |at| format!("line {}", at + 1));
        mistakes.push(format!("{}: differs from what the program makes in {line}", path.display()));
    }
}

/// A linter with the rules of one shipped pack and those it extends.
fn linter(at: usize, language: Language) -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let stack = Stack::gather(vec![LayerText::shipped(&SHIPPED[at])], &mut |_, _| Err("no file".to_owned()));
    let (loaded, diagnostics) = compose(&stack, &vocabulary);
    let loaded = loaded.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let options = Options::new(language, Day::new(2026, 3, 1).expect("a day"));
    Linter { packs: loaded.packs, tables: loaded.tables, ..Linter::new(loaded.rules, vocabulary, options) }
}

/// A linter with the rules of all shipped packs, for examples of every check.
fn every_pack(language: Language) -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let tops = SHIPPED.iter().map(LayerText::shipped).collect();
    let (loaded, diagnostics) = compose(&Stack::gather(tops, &mut |_, _| Err("no file".to_owned())), &vocabulary);
    let loaded = loaded.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let options = Options::new(language, Day::new(2026, 3, 1).expect("a day"));
    Linter { tables: loaded.tables, ..Linter::new(loaded.rules, vocabulary, options) }
}

#[test]
fn the_schemas_are_what_the_program_writes() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let mut mistakes = Vec::new();
    for subject in Subject::ALL {
        let text = serde_json::to_string_pretty(&schema(subject, &vocabulary)).expect("JSON") + "\n";
        let path = root().join(format!("docs/schema/{}-v1.schema.json", subject.name()));
        check(&path, &text, &mut mistakes);
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_picture_of_a_flow_is_what_the_program_draws() {
    use soplint::engine::portrait::Portrait;
    use soplint::reader::{Format, ReadLimits};
    use soplint::report::svg::{Faults, Picture, render};

    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let limits = ReadLimits::default();
    let source = fs::read(root().join("fixtures/kpu-keuangan/final/pengajuan-up.sop.md")).expect("an SOP");
    let opened = Format::Markdown.open(&source, &limits).expect("text");
    let reading = opened.read(&limits);
    let sop = soplint::sop::understand(&reading.documents[0], &vocabulary);
    let (language, faults) = (Language::Id, Faults::default());
    let portrait = Portrait::of(&sop, &vocabulary, language);
    let picture = render(&Picture { portrait: &portrait, vocabulary: &vocabulary, language, faults: &faults });
    let mut mistakes = Vec::new();
    check(&root().join("docs/alur.svg"), &picture, &mut mistakes);
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_reference_of_the_rule_language_is_what_the_program_writes() {
    let mut mistakes = Vec::new();
    for (language, path) in [(Language::En, "docs/rule-language.md"), (Language::Id, "docs/id/bahasa-aturan.md")] {
        let page = manual::language::page(&every_pack(language)).expect("a page");
        check(&root().join(path), &page, &mut mistakes);
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

#[test]
fn the_manual_of_every_shipped_pack_is_what_the_program_writes() {
    let mut mistakes = Vec::new();
    let mut pages: Vec<PathBuf> = Vec::new();
    for (at, shipped) in SHIPPED.iter().enumerate() {
        for (language, folder) in [(Language::En, "docs/rules"), (Language::Id, "docs/id/aturan")] {
            let linter = linter(at, language);
            let pack = linter.packs.iter().find(|pack| pack.name == shipped.name).expect("the pack");
            let page = manual::page(&linter, pack).expect("a page");
            for rule in linter.walk.rules.iter().filter(|rule| rule.pack == pack.name) {
                assert!(page.contains(&format!("\n## {}\n", rule.id)), "{}: {} has no section", shipped.name, rule.id);
                // Nothing breaks a question, and no text source breaks a rule about what paper does not show.
                let shows_nothing = rule.verb.is_question() || rule.fails.is_empty();
                let printed = page.contains(&format!("[{}]: ", rule.id)) || shows_nothing;
                assert!(printed, "{}: no example of {} shows what the tool says", shipped.name, rule.id);
            }
            let path = root().join(folder).join(format!("{}.md", shipped.name));
            check(&path, &page, &mut mistakes);
            pages.push(path);
        }
    }
    for folder in ["docs/rules", "docs/id/aturan"] {
        for entry in fs::read_dir(root().join(folder)).expect("the pages") {
            let path = entry.expect("an entry").path();
            assert!(pages.contains(&path), "{}: no pack has this page", path.display());
        }
    }
    assert!(mistakes.is_empty(), "{}", mistakes.join("\n"));
}

/// The piece of a rule that the reference shows for each check is a rule the loader takes.
#[test]
fn the_examples_of_checks_load() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    for verb in soplint::pack::keys::verbs::VERBS {
        let message = if verb.name == "ask" { "" } else { "\n    message: {id: pesan, en: message}" };
        let text = format!(
            "pack: uji\nversion: 1.0.0\nmodel: 1\nlanguages: [id, en]\nsources: {{s: {{title: S}}}}\nlists:\n  vague: {{id: [segera]}}\n  filing: {{id: ['mengarsip*']}}\n  loanwords: {{id: {{mengupload: mengunggah}}}}\nrules:\n  - id: ZZ001\n    title: {{id: judul, en: title}}\n    source: s\n    sure: A\n    severity: warning\n    benefit: standardise\n    {}{message}\n",
            verb.example.replace('\n', "\n    ")
        );
        let (pack, diagnostics) = soplint::pack::load(&text, &vocabulary);
        let errors: Vec<&str> = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code != "PK052")
            .map(|diagnostic| diagnostic.message.as_str())
            .collect();
        assert_eq!(errors, Vec::<&str>::new(), "{text}");
        assert_eq!(pack.expect("a pack").rules[0].verb.name(), verb.name);
    }
}

/// Every link of the papers to a file leads somewhere.
#[test]
fn links_lead_to_files() {
    let mut pages: Vec<PathBuf> =
        ["README.md", "README.id.md", "ARCHITECTURE.md", "CONTRIBUTING.md"].map(|name| root().join(name)).to_vec();
    let mut folders = vec![root().join("docs")];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(ending) if ending == "md" => pages.push(path),
                _ => {}
            }
        }
    }
    let mut lost = Vec::new();
    let mut count = 0;
    for page in &pages {
        let text = fs::read_to_string(page).expect("text");
        for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
            let file = link.split('#').next().unwrap_or_default();
            if file.is_empty() || file.contains(':') || file.contains(' ') {
                continue;
            }
            count += 1;
            if !page.with_file_name(file).exists() {
                lost.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(count > 30 && lost.is_empty(), "{count} links, {}", lost.join("\n"));
}

/// The numbers of the pages about audits are those of the program.
#[test]
fn scores_grades_and_minutes_are_told_as_they_are_counted() {
    use soplint::engine::scorecard::{Grade, effort, weight};
    use soplint::finding::Severity;

    let words = |language| match language {
        Language::En => (["error", "warning", "info"], ["none", "a tenth", "a quarter", "half", "any"], "any"),
        Language::Id => (
            ["kesalahan", "peringatan", "saran"],
            ["tidak ada", "sepersepuluh", "seperempat", "separuh", "berapa pun"],
            "berapa pun",
        ),
    };
    for (language, path) in [(Language::En, "docs/audit.md"), (Language::Id, "docs/id/audit.md")] {
        let page = fs::read_to_string(root().join(path)).expect("the page");
        let (severities, shares, any) = words(language);
        for (severity, word) in Severity::ALL.into_iter().zip(severities) {
            let row = format!("\n| {word} | {} |\n", weight(severity));
            assert!(page.contains(&row), "{path}: no row {row}");
        }
        // The bounds of each letter, asked of the program number by number.
        for (grade, share) in [Grade::A, Grade::B, Grade::C, Grade::D, Grade::E].into_iter().zip(shares) {
            let least = (0..=100).find(|score| Grade::of_score(f64::from(*score)) <= grade).expect("a score");
            let most = (0..1000).rev().find(|errors| Grade::with_errors(*errors) <= grade).expect("a number");
            let most = if most == 999 { any.to_owned() } else { most.to_string() };
            let row = format!("\n| {} | {least} | {most} | {share} |\n", grade.letter());
            assert!(page.contains(&row), "{path}: no row {row}");
        }
        let shares = [0, 1, 10, 11, 25, 26, 50, 51].map(|faulty| Grade::with_faulty(faulty, 100).letter());
        assert_eq!(shares, ['A', 'B', 'B', 'C', 'C', 'D', 'D', 'E'], "{path}: none, a tenth, a quarter, half");
        let first = effort::FIRST.into_iter().zip(effort::FURTHER).flat_map(|(first, further)| [first, further]);
        let minutes = [effort::LOOK, effort::CONSIDER].into_iter().chain(first);
        let minutes = minutes.chain([effort::TOGETHER, effort::DRAFT, effort::CONVERT, effort::REPAIR]);
        let is_head = |line: &str| line.ends_with("| minutes |") || line.ends_with("| menit |");
        let rows = page.lines().skip_while(|line| !is_head(line)).skip(2).take_while(|line| line.starts_with('|'));
        let told: Vec<u32> =
            rows.filter_map(|row| row.split('|').nth(2)?.split_whitespace().next()?.parse().ok()).collect();
        assert_eq!(told, minutes.collect::<Vec<u32>>(), "{path}");
    }
}

/// The line of a history on the pages about audits is one that is read.
#[test]
fn the_history_on_the_pages_is_one() {
    use soplint::engine::history;

    for path in ["docs/audit.md", "docs/id/audit.md"] {
        let page = fs::read_to_string(root().join(path)).expect("the page");
        let line = page.lines().find(|line| line.starts_with('{')).expect("a line of a history");
        let audits = history::read(line).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert_eq!(history::with("", &audits[0]).trim_end(), line, "{path}: the keys in their order");
        let keys = serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(line).expect("an object");
        for key in keys.keys().filter(|key| *key != "schema") {
            assert!(page.contains(&format!("`{key}`")), "{path}: what is {key}?");
        }
        assert!(page.contains(history::FILE) && page.contains(&history::MOST_UNITS.to_string()), "{path}");
    }
}
