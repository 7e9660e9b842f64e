//! Whether a whole archive can be audited: every planted contradiction found, in bounded memory and linear time.
//!
//! `cargo bench --bench audit` prints, for generated archives of 10,000 and 100,000 SOPs: contradictions planted and found, alarms
//! where nothing was planted, peak memory of the program, and the share of the archive pass in the whole time on two threads.
//! `SOPLINT_BENCH_DOCUMENTS=1000,2000` takes other sizes; the numbers are about archives ten times as large as each other.

#![allow(clippy::print_stdout, reason = "a bench prints its numbers, 2026-11")]

mod support {
    pub(crate) mod archive;
    pub(crate) mod peak;
    pub(crate) mod project;
    pub(crate) mod verdict;
}

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::time::{Duration, Instant};

use serde_json::Value;
use soplint::check::archive::Coverage;
use soplint::engine::{LoadError, run_all};
use support::archive::{self, Archive, Planted};
use support::peak::peak;
use support::project::linter_of;
use support::verdict::verdict;

const DOCUMENTS: [usize; 2] = [10_000, 100_000];

/// What must hold.
const MOST_MEMORY_MIB: f64 = 1.2 * 1024.0;
const MOST_ARCHIVE_PASS: f64 = 0.25;
/// How much longer an archive may take that is ten times as large.
const MOST_GROWTH: f64 = 11.0;

type Failure = Box<dyn std::error::Error>;
type Verdict = (String, bool);

fn main() -> Result<(), Failure> {
    let sizes = sizes()?;
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audited");
    let (mut verdicts, mut whole) = (Vec::new(), Vec::new());
    for count in &sizes {
        let folder = root.join(count.to_string());
        let archive = archive::kept(&folder, *count)?;
        println!("{count} documents, {} contradictions planted", archive.planted.len());
        verdicts.extend(found(&folder, &archive)?);
        let times = times(&folder, &archive)?;
        verdicts.push(share(*count, &times));
        whole.push(times.whole.as_secs_f64());
    }
    if let ([.., fewer, more], [.., before, after]) = (&sizes[..], &whole[..]) {
        let growth = after / before / (*more as f64 / *fewer as f64) * 10.0;
        verdicts.push(verdict("time of an archive ten times as large", growth, MOST_GROWTH, true));
    }
    println!("\nsummary");
    verdicts.iter().for_each(|(line, _)| println!("  {line}"));
    let missed = verdicts.iter().filter(|(_, reached)| !reached).count();
    println!("  {missed} of {} numbers missed", verdicts.len());
    Ok(())
}

fn sizes() -> Result<Vec<usize>, Failure> {
    match std::env::var("SOPLINT_BENCH_DOCUMENTS") {
        Ok(sizes) => Ok(sizes.split(',').map(str::parse).collect::<Result<_, _>>()?),
        Err(_) => Ok(DOCUMENTS.to_vec()),
    }
}

/// What the program finds, and the memory it takes.
fn found(folder: &Path, archive: &Archive) -> Result<Vec<Verdict>, Failure> {
    let output = folder.with_extension("jsonl");
    let written = format!("jsonl={}", output.display());
    let mut command = Command::new(env!("CARGO_BIN_EXE_soplint"));
    let usual = ["audit", ".", "--today", "2026-03-01", "--exit-zero", "--no-progress", "--no-cache", "--no-history"];
    command.current_dir(folder).stdout(Stdio::null()).args(usual).args(["--output", &written]);
    let (memory, seconds) = peak(&mut command)?;
    let count = archive.documents.len();
    println!("  soplint audit: {seconds:.1} s, {:.0} documents a second, {memory:.0} MiB", count as f64 / seconds);
    let findings = findings(&std::fs::read_to_string(output)?, archive)?;
    let missed: Vec<&Planted> = archive.planted.iter().filter(|planted| !is_found(planted, &findings)).collect();
    missed.iter().take(10).for_each(|planted| println!("  MISSED {planted:?}"));
    let at: BTreeSet<&str> = archive.planted.iter().map(|planted| planted.path.as_str()).collect();
    let alarms: Vec<_> = findings.iter().filter(|((_, path), _)| !at.contains(path.as_str())).collect();
    alarms.iter().take(10).for_each(|alarm| println!("  ALARM {alarm:?}"));
    let planted = archive.planted.len() as f64;
    Ok(vec![
        verdict(&format!("contradictions found, {count} documents"), planted - missed.len() as f64, planted, false),
        verdict(&format!("alarms where nothing was planted, {count} documents"), alarms.len() as f64, 0.0, true),
        verdict(&format!("peak memory, {count} documents, MiB"), memory, MOST_MEMORY_MIB, true),
    ])
}

/// The files a finding points at besides its own, by rule and file.
type Findings = BTreeMap<(String, String), BTreeSet<String>>;

/// The findings of the rules for which contradictions are planted.
fn findings(lines: &str, archive: &Archive) -> Result<Findings, Failure> {
    let rules: BTreeSet<&str> = archive.planted.iter().map(|planted| planted.rule).collect();
    let rule = |line: &str| {
        line.strip_prefix(r#"{"type":"finding","rule":""#).and_then(|rest| Some(rest.split_once('"')?.0.to_owned()))
    };
    let mut findings = Findings::new();
    for line in lines.lines().filter(|line| rule(line).is_some_and(|rule| rules.contains(rule.as_str()))) {
        let finding: Value = serde_json::from_str(line)?;
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let others = finding["related"].as_array().into_iter().flatten().map(|of| text(&of["location"]["path"]));
        let key = (text(&finding["rule"]), text(&finding["location"]["path"]));
        findings.entry(key).or_default().extend(others);
    }
    Ok(findings)
}

/// Whether a contradiction is found, with its other place.
fn is_found(planted: &Planted, findings: &Findings) -> bool {
    let others = findings.get(&(planted.rule.to_owned(), planted.path.clone()));
    others.is_some_and(|others| planted.other.as_ref().is_none_or(|other| others.contains(other)))
}

struct Times {
    /// Until the last document was judged.
    judging: Duration,
    whole: Duration,
}

/// One run of the library on two threads, over files that were read once before.
fn times(folder: &Path, archive: &Archive) -> Result<Times, Failure> {
    let linter = linter_of(folder)?;
    let files: Vec<PathBuf> = archive.documents.iter().map(|name| folder.join(name)).collect();
    for file in &files {
        std::hint::black_box(std::fs::read(file)?);
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
    let load = |at: usize| std::fs::read(&files[at]).map_err(|error| LoadError::Io(error.to_string()));
    let start = Instant::now();
    let last = Mutex::new(Duration::ZERO);
    let done = |_: &_| {
        if let Ok(mut last) = last.lock() {
            *last = (*last).max(start.elapsed());
        }
    };
    let report = pool.install(|| run_all(&linter, &archive.documents, Coverage::Whole, load, done));
    let whole = start.elapsed();
    assert_eq!(report.summary.checked, files.len(), "the archive is readable");
    Ok(Times { judging: last.into_inner().unwrap_or_default(), whole })
}

/// The share of all that comes behind the last document: what the archive pass decides, the inputs that are read again for the
/// words of its findings, and the order of all findings.
fn share(count: usize, times: &Times) -> Verdict {
    let behind = times.whole - times.judging;
    let ratio = behind.as_secs_f64() / times.whole.as_secs_f64();
    println!(
        "  library: {:.2} s, of which {:.2} s behind the last document",
        times.whole.as_secs_f64(),
        behind.as_secs_f64()
    );
    verdict(&format!("archive pass / whole time, {count} documents"), ratio, MOST_ARCHIVE_PASS, true)
}
