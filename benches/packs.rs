//! What rules cost, and what their loader sees: loading the shipped packs, checking with ten times as many rules, and
//! mistakes shown in the line they were made in.
//!
//! `cargo bench --bench packs` prints the time to load and compile all shipped packs (text → rules ready to check), and how
//! much longer a check takes with 500 synthetic rules than with 50 on the same archive: terms and walks are shared, so ten
//! times the rules must not be ten times the work. Best of several rounds that take turns; the second number is a ratio. The
//! third is a count: of 100 seeded mutations of each pack, those reported in the mutated line, for the worst pack.

#![allow(clippy::print_stdout, reason = "a bench prints its numbers, 2026-11")]

mod support {
    pub(crate) mod corpus;
    #[path = "../../tests/support/mutant.rs"]
    pub(crate) mod mutant;
}

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use soplint::check::Walk;
use soplint::check::archive::Coverage;
use soplint::engine::{Linter, LoadError, Options, run_all};
use soplint::pack::{LayerText, SHIPPED, Stack, compose, load};
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};
use support::{corpus, mutant};

const DOCUMENTS: usize = 1_000;
const ROUNDS: usize = 15;

/// What must hold.
const MOST_LOAD_MS: f64 = 20.0;
const MOST_RULES_RATIO: f64 = 3.0;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let vocabulary = Vocabulary::shipped()?;
    let load_ms = loading(&vocabulary)?;
    let ratio = many_rules()?;
    println!("\nsummary");
    let verdicts = [
        at_most("loading and compiling all shipped packs, ms", load_ms, MOST_LOAD_MS),
        at_most("500 rules / 50 rules", ratio, MOST_RULES_RATIO),
        mutations(&vocabulary),
    ];
    let missed = verdicts.iter().filter(|reached| !**reached).count();
    println!("  {missed} of {} numbers missed", verdicts.len());
    Ok(())
}

/// Prints a number and its limit; whether it is reached.
fn at_most(what: &str, value: f64, limit: f64) -> bool {
    let reached = value <= limit;
    println!("  {what}: {value:.2} (limit ≤ {limit}) {}", word(reached));
    reached
}

/// Prints how many mutations of the worst pack are reported in their line; whether they are enough.
fn mutations(vocabulary: &Vocabulary) -> bool {
    let seen = |shipped| mutant::COUNT - mutant::missed(shipped, vocabulary).values().map(Vec::len).sum::<usize>();
    let worst = SHIPPED.iter().map(seen).min().unwrap_or_default();
    let reached = worst >= mutant::LEAST;
    let (count, least) = (mutant::COUNT, mutant::LEAST);
    println!(
        "  mutations reported in their line, of {count} in each pack: {worst} (limit ≥ {least}) {}",
        word(reached)
    );
    reached
}

fn word(reached: bool) -> &'static str {
    if reached { "reached" } else { "MISSED" }
}

/// Milliseconds from the texts of all shipped packs to rules that are ready to check, each pack with what it extends.
fn loading(vocabulary: &Vocabulary) -> Result<f64, Failure> {
    let mut best = vec![Duration::MAX; SHIPPED.len()];
    for _ in 0..ROUNDS {
        for (shipped, best) in SHIPPED.iter().zip(&mut best) {
            let start = Instant::now();
            let stack = Stack::gather(vec![LayerText::shipped(shipped)], &mut |_, _| Err("no file".to_owned()));
            let (loaded, _) = compose(&stack, vocabulary);
            let walk = Walk::new(loaded.ok_or("a shipped pack is broken")?.rules);
            *best = (*best).min(start.elapsed());
            std::hint::black_box(walk);
        }
    }
    for (shipped, best) in SHIPPED.iter().zip(&best) {
        println!("  {:<24} {:>7.2} ms", shipped.name, best.as_secs_f64() * 1e3);
    }
    Ok(best.iter().sum::<Duration>().as_secs_f64() * 1e3)
}

/// How much longer a check takes with ten times the rules.
fn many_rules() -> Result<f64, Failure> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let files = corpus::files(&root, DOCUMENTS)?;
    let texts: Vec<Vec<u8>> = files.iter().map(std::fs::read).collect::<Result<_, _>>()?;
    let names: Vec<String> = files.iter().map(|file: &PathBuf| file.to_string_lossy().into_owned()).collect();
    let linters = [linter(50)?, linter(500)?];
    let mut best = [Duration::MAX; 2];
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build()?;
    for _ in 0..ROUNDS {
        for (linter, best) in linters.iter().zip(&mut best) {
            let start = Instant::now();
            let read = |at: usize| -> Result<&[u8], LoadError> { Ok(&texts[at]) };
            let report = pool.install(|| run_all(linter, &names, Coverage::Whole, read, |_| {}));
            *best = (*best).min(start.elapsed());
            assert_eq!(report.summary.checked, DOCUMENTS, "the archive is readable");
        }
    }
    let [few, many] = best.map(|time| time.as_secs_f64() * 1e3);
    println!(
        "\n  {DOCUMENTS} documents with  50 rules {few:>8.1} ms\n  {DOCUMENTS} documents with 500 rules {many:>8.1} ms"
    );
    Ok(many / few)
}

fn linter(rules: usize) -> Result<Linter, Failure> {
    let vocabulary = Vocabulary::shipped()?;
    let text = synthetic(rules);
    let (pack, diagnostics) = load(&text, &vocabulary);
    let pack = pack.ok_or_else(|| format!("the synthetic pack is broken: {diagnostics:?}"))?;
    let today = Day::new(2026, 3, 1).ok_or("a day")?;
    Ok(Linter::new(pack.rules, vocabulary, Options::new(Language::Id, today)))
}

/// A pack with that many rules, a mixture of what packs are made of. None of them finds anything: what is measured is
/// looking, not reporting.
fn synthetic(rules: usize) -> String {
    let mut text =
        "pack: uji\nversion: 1.0.0\nmodel: 1\nlanguages: [id]\nsources: {s: {title: S}}\nlists:\n".to_owned();
    for at in (0..rules).filter(|at| at % 4 == 0) {
        let _ =
            writeln!(text, "  kata{at}: {{id: [katakabur{at}, 'frasa kabur nomor {at}', '/pola kabur {at}[a-z]+/']}}");
    }
    text.push_str("rules:\n");
    for at in 0..rules {
        let family = [(b'A' + (at / 676 % 26) as u8) as char, (b'A' + (at / 26 % 26) as u8) as char];
        let check = match at % 8 {
            0 | 4 => format!("for: steps\n    forbid-terms: {{in: text, lists: [kata{at}]}}"),
            1 => "for: steps\n    require: [text]".to_owned(),
            2 => format!("for: steps\n    where: kind = task\n    must: words <= {}", 100 + at),
            3 => format!("must: count(steps where duration > {} weeks) = 0", 100 + at),
            5 => format!("must-not: title matches /^Judul kabur {at}$/"),
            6 => "for: legal_basis\n    require: [text]".to_owned(),
            _ => format!("for: actors\n    must-not: name = \"Aktor {at}\""),
        };
        let _ = writeln!(
            text,
            "  - id: {}{}{:03}\n    title: {{id: t}}\n    source: s\n    sure: A\n    severity: warning\n    benefit: standardise\n    {check}\n    message: {{id: 'x'}}",
            family[0],
            family[1],
            at % 1000
        );
    }
    text
}
