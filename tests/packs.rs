//! Rule packs as their authors write them: every mistake has its place, its words and a case.
//!
//! A case is a pack under `fixtures/packs/bad/`. Its head says what the mistake is (`# expect: PK011 14:12 «waktu»`: code,
//! line, column in characters, and the text under the caret); its sidecar `.expected` is what the author sees.
//! `SOPLINT_BLESS=1` writes the sidecars anew, never the heads.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use soplint::pack::{self, Diagnostic, LayerKind, LayerText, Level, Loaded, Stack};
use soplint::report;
use soplint::sop::Vocabulary;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

struct Case {
    name: String,
    path: PathBuf,
    text: String,
}

impl Case {
    /// The expectations in the head of the pack.
    fn expected(&self) -> Vec<&str> {
        let head = self.text.trim_start_matches('\u{feff}').lines().take_while(|line| line.starts_with('#'));
        head.filter_map(|line| line.strip_prefix("# expect: ")).collect()
    }

    /// The case with what it extends; other files stand in folders beside it.
    fn stack(&self) -> Stack {
        let kind = match &self.name {
            name if name.contains("-settings-") => LayerKind::Settings,
            name if name.contains("-project-") => LayerKind::Project,
            _ => LayerKind::Pack,
        };
        let layer = |id: String, text: String, kind| LayerText { name: id.clone(), id, text, kind };
        Stack::gather(vec![layer(self.name.clone(), self.text.clone(), kind)], &mut |name, _| {
            let path = self.path.with_file_name(name);
            let text = fs::read_to_string(&path).map_err(|_| "there is no such file".to_owned())?;
            Ok(vec![layer(name.trim_start_matches("./").to_owned(), text, LayerKind::Pack)])
        })
    }

    /// The layers, and what is said of the case itself.
    fn load(&self, vocabulary: &Vocabulary) -> (Option<Loaded>, Vec<Diagnostic>, Stack) {
        let stack = self.stack();
        let (loaded, diagnostics) = pack::compose(&stack, vocabulary);
        (loaded, diagnostics, stack)
    }
}

fn cases() -> Vec<Case> {
    let folder = root().join("fixtures/packs/bad");
    let entries = fs::read_dir(folder).expect("the bad packs").map(|entry| entry.expect("an entry").path());
    let mut paths: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "yaml")).collect();
    paths.sort();
    let case = |path: PathBuf| Case {
        name: path.file_name().expect("a name").to_string_lossy().into_owned(),
        text: fs::read_to_string(&path).expect("text"),
        path,
    };
    paths.into_iter().map(case).collect()
}

fn vocabulary() -> Vocabulary {
    Vocabulary::shipped().expect("the vocabulary")
}

/// `PK011 14:12 «waktu»`, worked out from the bytes alone; in a layer below, with its name.
fn place(stack: &Stack, diagnostic: &Diagnostic) -> String {
    let source = &stack.layers[diagnostic.file].source;
    let text = source.text.as_str();
    let within = if diagnostic.file + 1 == stack.layers.len() { "" } else { &format!(" in {}", source.name) };
    let (start, end) = (diagnostic.span.start as usize, diagnostic.span.end as usize);
    let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let line = text[..start].matches('\n').count() + 1;
    let column = text[line_start..start].trim_start_matches('\u{feff}').chars().count() + 1;
    let under = text[start..end].replace("\r\n", "⏎").replace('\n', "⏎");
    format!("{} {line}:{column} «{under}»{within}", diagnostic.code)
}

#[test]
fn every_mistake_is_reported_at_its_place() {
    let vocabulary = vocabulary();
    let mut wrong = Vec::new();
    for case in cases() {
        let (_, diagnostics, stack) = case.load(&vocabulary);
        let found: Vec<String> = diagnostics.iter().map(|diagnostic| place(&stack, diagnostic)).collect();
        if found != case.expected() {
            wrong.push(format!("{}:\n  {}", case.path.display(), found.join("\n  ")));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} packs report something else than their heads say:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn every_mistake_is_said_as_expected() {
    let vocabulary = vocabulary();
    let bless = std::env::var("SOPLINT_BLESS").is_ok_and(|value| value == "1");
    let mut wrong = Vec::new();
    for case in cases() {
        let (_, diagnostics, stack) = case.load(&vocabulary);
        let shown = report::pack::render_stack(&stack, &diagnostics, false);
        let sidecar = case.path.with_extension("expected");
        if bless {
            fs::write(&sidecar, &shown).expect("a sidecar");
        }
        let expected = fs::read_to_string(&sidecar).unwrap_or_default();
        if shown != expected {
            wrong.push(format!("{}\n--- expected\n{expected}--- shown\n{shown}", sidecar.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_pack_with_an_error_is_not_used_and_one_with_warnings_is() {
    let vocabulary = vocabulary();
    for case in cases() {
        let (loaded, diagnostics, stack) = case.load(&vocabulary);
        let broken = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
        assert_eq!(loaded.is_none(), broken, "{}", case.name);
        let packs = stack.layers.iter().filter(|layer| layer.source.kind != LayerKind::Project);
        let texts = packs.map(|layer| layer.source.text.matches("\n  - id: ").count());
        let rules: usize = texts.sum();
        let all = loaded.is_none_or(|loaded| loaded.rules.len() + loaded.off.len() == rules);
        assert!(all, "{}: a rule was lost without an error", case.name);
    }
}

#[test]
fn every_sidecar_has_a_case() {
    let names: BTreeSet<PathBuf> = cases().into_iter().map(|case| case.path.with_extension("expected")).collect();
    let entries = fs::read_dir(root().join("fixtures/packs/bad")).expect("the bad packs");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let left: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|end| end == "expected")).collect();
    for path in left {
        assert!(names.contains(&path), "{} has no pack", path.display());
    }
}

#[test]
fn every_code_has_a_case_and_every_case_a_code() {
    let codes = codes_of_sources();
    let cases = cases();
    let covered: BTreeSet<String> = cases.iter().flat_map(Case::expected).map(|line| line[..5].to_owned()).collect();
    assert_eq!(codes, covered, "codes in src/ and codes in fixtures/packs/bad/");
    for case in &cases {
        let expected = case.expected();
        assert!(!expected.is_empty(), "{} expects nothing", case.name);
        let code = case.name[..5].to_uppercase();
        let about = case.name == "many-at-once.yaml" || expected.iter().any(|line| line.starts_with(&code));
        assert!(about, "{} is not about {code}", case.name);
    }
}

/// The codes that the sources hold.
fn codes_of_sources() -> BTreeSet<String> {
    let mut folders = vec![root().join("src")];
    let mut codes = BTreeSet::new();
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).expect("text");
            for (at, _) in text.match_indices("\"PK0") {
                codes.insert(text[at + 1..at + 6].to_owned());
            }
        }
    }
    codes
}

#[test]
fn one_load_reports_a_dozen_kinds_of_mistakes() {
    let case = cases().into_iter().find(|case| case.name == "many-at-once.yaml").expect("the case");
    let (_, diagnostics, _) = case.load(&vocabulary());
    let codes: BTreeSet<&str> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert!(codes.len() >= 12 && diagnostics.len() >= codes.len(), "{codes:?}");
}

#[test]
fn shipped_packs_load_without_a_word() {
    let vocabulary = vocabulary();
    for shipped in pack::SHIPPED {
        let (pack, diagnostics) = pack::load(shipped.text, &vocabulary);
        let shown = report::pack::render(shipped.path, shipped.text, &diagnostics, false);
        assert!(pack.is_some() && diagnostics.is_empty(), "{shown}");
        let pack = pack.expect("just looked");
        let own = pack.rules.iter().filter(|rule| rule.pack == shipped.name).count();
        assert_eq!(own, shipped.text.matches("\n  - id: ").count(), "{}: a rule was lost", shipped.name);
    }
}

#[test]
fn a_pack_that_is_too_large_is_not_read() {
    let (pack, diagnostics) = pack::load(&" ".repeat(pack::MOST_BYTES + 1), &vocabulary());
    assert!(pack.is_none());
    assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.code).collect::<Vec<_>>(), ["PK001"]);
}

#[test]
fn a_shipped_pack_without_examples_is_the_same_in_all_else() {
    let vocabulary = vocabulary();
    for shipped in pack::SHIPPED {
        let stack = || Stack::gather(vec![LayerText::shipped(shipped)], &mut |_, _| Err("no file".to_owned()));
        let (spared, said) = pack::compose(&stack().without_examples(), &vocabulary);
        let mut spared = spared.expect(shipped.name);
        let (whole, _) = pack::compose(&stack(), &vocabulary);
        let mut whole = whole.expect(shipped.name);
        assert_eq!(said, [], "{}", shipped.name);
        assert!(spared.rules.iter().all(|rule| rule.passes.is_empty() && rule.fails.is_empty()), "{}", shipped.name);
        assert!(whole.rules.iter().any(|rule| !rule.passes.is_empty()), "{}", shipped.name);
        for rule in whole.rules.iter_mut().chain(&mut spared.rules) {
            (rule.passes, rule.fails) = (Vec::new(), Vec::new());
        }
        assert_eq!(format!("{spared:?}"), format!("{whole:?}"), "{}", shipped.name);
    }
}
