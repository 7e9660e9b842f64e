//! How close checking is to the limit of reading and parsing the bytes.
//!
//! `cargo bench --bench check` prints, for a generated archive of 10,000 SOPs of about 3 KB: reading alone, reading with
//! UTF-8 validation, bare YAML events with the parser that is used, the rules of the gate, and the whole pack, as ratios of one run; then peak
//! memory and growth from 1,000 to 100,000 documents, and the start-up time of one check. Stages take turns, and the best
//! of several rounds counts: these numbers are ratios, for machines are noisy.

#![allow(clippy::print_stdout, reason = "a bench prints its numbers, 2026-11")]

mod support {
    pub(crate) mod corpus;
    pub(crate) mod linter;
    pub(crate) mod peak;
    pub(crate) mod verdict;
}

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use rayon::prelude::*;

use soplint::check::archive::Coverage;
use soplint::engine::{Linter, LoadError, run_all};
use support::corpus;
use support::linter::linter;
use support::peak::peak;
use support::verdict::verdict;

const DOCUMENTS: usize = 10_000;
const ROUNDS: usize = 7;

/// The rules of the gate: presence, dates, citations, actors, times, flow, approval. The others of the pack are about wording,
/// organisation, life cycle and archive.
const GATE: &str = "IM003 IM004 IM008 IM009 IM011 ID001 ID004 ID005 ID006 ID007 ID008 ID009 ID010 ID012 ID013 ID016 ID017 ID019 \
    ID021 ID022 LB001 LB002 LB003 LB004 LB009 LB013 AC001 AC002 AC003 AC006 AC010 ST001 ST002 ST003 ST006 ST007 ST014 MB001 \
    MB002 MB003 MB004 MB005 MB006 MB009 MB017 MB019 FL002 FL003 FL004 FL005 FL006 FL007 FL008 FL009 FL011 FL012 AK001 AK002 \
    AK003 AK004 AK005 AK010 AR001 AR005";

/// What must hold.
const MOST_GATE_PER_EVENTS: f64 = 2.0;
const MOST_CHECK_PER_GATE: f64 = 1.6;
const LEAST_SPEEDUP: f64 = 1.8;
const MOST_MEMORY_MIB: f64 = 400.0;
const MOST_STARTUP_MS: f64 = 15.0;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let files = corpus::files(&root, DOCUMENTS)?;
    let bytes: u64 = files.iter().map(|file| std::fs::metadata(file).map_or(0, |data| data.len())).sum();
    println!("{DOCUMENTS} documents, {:.1} MB, {} bytes each\n", bytes as f64 / 1e6, bytes / DOCUMENTS as u64);
    let (gate, linter) = (linter(|id| GATE.contains(id))?, linter(|_| true)?);
    println!("{} rules of the gate, {} of the pack", gate.walk.rules.len(), linter.walk.rules.len());
    let names: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let mut verdicts = Vec::new();
    let mut whole = Vec::new();
    for threads in [1, 2] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build()?;
        let times = pool.install(|| stages(&files, [&gate, &linter], &names));
        report(threads, &times, bytes);
        let ratio = |time: Duration, to: Duration| time.as_secs_f64() / to.as_secs_f64();
        verdicts.push(verdict(
            &format!("rules of the gate / YAML events, {threads} thread(s)"),
            ratio(times.gate, times.events),
            MOST_GATE_PER_EVENTS,
            true,
        ));
        verdicts.push(verdict(
            &format!("whole pack / rules of the gate, {threads} thread(s)"),
            ratio(times.check, times.gate),
            MOST_CHECK_PER_GATE,
            true,
        ));
        whole.push(times.check);
    }
    let speedup = whole[0].as_secs_f64() / whole[1].as_secs_f64();
    verdicts.push(verdict("two threads / one thread", speedup, LEAST_SPEEDUP, false));
    verdicts.extend(memory(&root)?);
    verdicts.push(startup(&files[0])?);
    println!("\nsummary");
    for (line, _) in &verdicts {
        println!("  {line}");
    }
    let missed = verdicts.iter().filter(|(_, reached)| !reached).count();
    println!("  {missed} of {} numbers missed", verdicts.len());
    Ok(())
}

#[derive(Default)]
struct Times {
    read: Duration,
    validate: Duration,
    events: Duration,
    gate: Duration,
    check: Duration,
}

/// Every stage includes the ones before it: the files are read each time.
fn stages(files: &[PathBuf], [gate, whole]: [&Linter; 2], names: &[String]) -> Times {
    let never = Duration::MAX;
    let mut times = Times { read: never, validate: never, events: never, gate: never, check: never };
    let check = |linter: &Linter| {
        let load = |at: usize| std::fs::read(&files[at]).map_err(|error| LoadError::Io(error.to_string()));
        let report = run_all(linter, names, Coverage::Whole, load, |_| {});
        assert_eq!(report.summary.checked, files.len(), "the archive is readable");
        report.summary.outcomes.pass
    };
    for _ in 0..ROUNDS {
        best(&mut times.read, || sum(files, |bytes| bytes.len()));
        best(&mut times.validate, || sum(files, |bytes| std::str::from_utf8(bytes).map_or(0, str::len)));
        best(&mut times.events, || sum(files, |bytes| std::str::from_utf8(bytes).map_or(0, events)));
        best(&mut times.gate, || check(gate));
        best(&mut times.check, || check(whole));
    }
    times
}

fn best(kept: &mut Duration, f: impl FnOnce() -> usize) {
    let start = Instant::now();
    std::hint::black_box(f());
    *kept = (*kept).min(start.elapsed());
}

fn sum(files: &[PathBuf], f: impl Fn(&[u8]) -> usize + Sync) -> usize {
    files.par_iter().map(|file| std::fs::read(file).map_or(0, |bytes| f(&bytes))).sum()
}

fn events(text: &str) -> usize {
    granit_parser::Parser::new_from_str(text).filter(Result::is_ok).count()
}

fn report(threads: usize, times: &Times, bytes: u64) {
    println!("{threads} thread(s)                  time   ratio to events    MB/s   files/s");
    for (name, time) in [
        ("read", times.read),
        ("read + UTF-8", times.validate),
        ("read + UTF-8 + events", times.events),
        ("rules of the gate", times.gate),
        ("whole pack", times.check),
    ] {
        let seconds = time.as_secs_f64();
        println!(
            "  {name:<24} {:>7.1} ms {:>10.2} {:>14.0} {:>9.0}",
            seconds * 1e3,
            seconds / times.events.as_secs_f64(),
            bytes as f64 / 1e6 / seconds,
            DOCUMENTS as f64 / seconds,
        );
    }
    println!();
}

/// Peak memory of the program itself, over archives of growing size.
fn memory(root: &Path) -> Result<Vec<(String, bool)>, Failure> {
    let mut verdicts = Vec::new();
    println!("memory of `soplint check -f concise`       peak      time    files/s");
    let mut before: Option<(usize, f64, f64)> = None;
    for count in [1_000, 10_000, 100_000] {
        // Read once, so that the time is that of checking and not of a disk.
        let files = corpus::files(root, count)?;
        std::hint::black_box(sum(&files, |bytes| bytes.len()));
        let folder = root.join(count.to_string());
        let (peak, seconds) = peak_memory(&folder)?;
        println!("  {count:>7} documents {:>24.1} MiB {:>7.2} s {:>9.0}", peak, seconds, count as f64 / seconds);
        if let Some((fewer, less, faster)) = before {
            let per_document = (peak - less) * 1024.0 * 1024.0 / (count - fewer) as f64;
            println!(
                "    growth: {per_document:.0} bytes a document, time × {:.1} for × {}",
                seconds / faster,
                count / fewer
            );
        }
        before = Some((count, peak, seconds));
        if count == 100_000 {
            verdicts.push(verdict("peak memory for 100,000 documents, MiB", peak, MOST_MEMORY_MIB, true));
        }
    }
    Ok(verdicts)
}

/// Runs the program on a folder; its peak resident memory in MiB, and the seconds it took.
fn peak_memory(folder: &Path) -> Result<(f64, f64), Failure> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_soplint"));
    command.args(["check", "-f", "concise", "--today", "2026-03-01", "--exit-zero", "--no-progress", "--no-cache"]);
    Ok(peak(command.arg(folder).stdout(std::process::Stdio::null()))?)
}

/// One document, process start to exit, against an empty process of the same program.
fn startup(file: &Path) -> Result<(String, bool), Failure> {
    let mut times = [Duration::MAX; 2];
    for _ in 0..30 {
        for (time, arguments) in
            times.iter_mut().zip([&["--version"][..], &["check", "--today", "2026-03-01", "--exit-zero"]])
        {
            let mut command = Command::new(env!("CARGO_BIN_EXE_soplint"));
            command.args(arguments).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
            if arguments.len() > 1 {
                command.arg(file);
            }
            let start = Instant::now();
            command.status()?;
            *time = (*time).min(start.elapsed());
        }
    }
    let [empty, one] = times.map(|time| time.as_secs_f64() * 1e3);
    println!("\nstart-up: empty process {empty:.2} ms, one document {one:.2} ms");
    Ok(verdict("one document, ms more than an empty process", one - empty, MOST_STARTUP_MS, true))
}
