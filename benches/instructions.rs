//! How many instructions checking one document takes: a number that does not depend on what else the machine does.
//!
//! `cargo bench --bench instructions` runs itself under valgrind's callgrind, once for bare YAML events and once for the
//! whole check of the same documents, and prints the ratio. Without valgrind it says so and measures nothing.

#![allow(clippy::print_stdout, reason = "a bench prints its numbers, 2026-11")]

mod support {
    pub(crate) mod corpus;
    pub(crate) mod linter;
}

use std::path::Path;
use std::process::Command;

use soplint::source::SourceId;
use support::corpus;
use support::linter::linter;

const DOCUMENTS: usize = 200;
/// What a run under valgrind does besides loading and checking once.
const MODES: [&str; 3] = ["nothing", "events", "check"];

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let files = corpus::files(&root, DOCUMENTS)?;
    let texts: Vec<String> = files.iter().map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let mode = std::env::args().nth(1);
    if !mode.as_deref().is_some_and(|mode| MODES.contains(&mode)) {
        return compare();
    }
    let linter = linter(|_| true)?;
    let check = |at: usize| std::hint::black_box(linter.check(SourceId(at as u32), "x.sop.yaml", texts[at].as_bytes()));
    // The patterns of the rules are compiled when a text first needs them: once, like loading the packs.
    (0..texts.len()).for_each(|at| drop(check(at)));
    match mode.as_deref() {
        Some("events") => {
            let count: usize = texts.iter().map(|text| granit_parser::Parser::new_from_str(text).count()).sum();
            std::hint::black_box(count);
        }
        Some("check") => (0..texts.len()).for_each(|at| drop(check(at))),
        _ => {}
    }
    Ok(())
}

fn compare() -> Result<(), Failure> {
    if Command::new("valgrind").arg("--version").output().is_err() {
        println!("valgrind is not installed: nothing was measured");
        return Ok(());
    }
    // Loading packs and texts and a first check of all is the same in all three and is taken off.
    let [nothing, events, check] = MODES.map(instructions);
    let (nothing, events, check) = (nothing?, events?, check?);
    let per = |count: u64| (count - nothing) / DOCUMENTS as u64;
    println!("instructions a document: events {}, whole check {}", per(events), per(check));
    println!("whole check / YAML events: {:.2} (limit ≤ 2.0)", (check - nothing) as f64 / (events - nothing) as f64);
    Ok(())
}

fn instructions(mode: &str) -> Result<u64, Failure> {
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .arg(mode)
        .output()?;
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let line = text.lines().find(|line| line.contains("Collected")).ok_or("valgrind counted nothing")?;
    let count = line.rsplit(':').next().ok_or("no count")?;
    Ok(count.trim().parse()?)
}
