//! What a report costs beside the check it is about, and what a run costs in which nothing has changed.
//!
//! `cargo bench --bench reports` prints, for 10,000 SOPs with 25,000 findings or more, the time of every format as a ratio to the time of the
//! check on two threads, and the size of the SARIF file; then, for the archive as it is generated, a run that is remembered as
//! a ratio to one that is not. All are ratios of one run, and the best of several rounds counts.

#![allow(clippy::print_stdout, reason = "a bench prints its numbers, 2026-11")]

mod support {
    pub(crate) mod corpus;
    pub(crate) mod linter;
    pub(crate) mod verdict;
}

use std::io::{self, Write};
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use soplint::check::archive::Coverage;
use soplint::engine::report::Report;
use soplint::engine::{Linter, LoadError, run_all};
use soplint::report::{Format, Outputs, Style, render};
use support::corpus;
use support::linter::linter;
use support::verdict::verdict;

const DOCUMENTS: usize = 10_000;
const LEAST_FINDINGS: usize = 25_000;
const ROUNDS: usize = 5;
/// Times of a document that are made such as nobody can measure.
const SPOILT: usize = 3;

/// What must hold.
const MOST_RENDERING: f64 = 0.15;
const MOST_REMEMBERED: f64 = 0.10;
/// GitHub takes 10 MB of gzip; JSON of this kind shrinks at least to a fifth.
const MOST_SARIF_MB: f64 = 50.0;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("corpus");
    let mut verdicts = rendering(&root)?;
    verdicts.push(remembered(&root)?);
    println!("\nsummary");
    verdicts.iter().for_each(|(line, _)| println!("  {line}"));
    let missed = verdicts.iter().filter(|(_, reached)| !reached).count();
    println!("  {missed} of {} numbers missed", verdicts.len());
    Ok(())
}

/// The check of an archive with many findings, and each format of its report.
fn rendering(root: &Path) -> Result<Vec<(String, bool)>, Failure> {
    let files = corpus::files(root, DOCUMENTS)?;
    let texts = files.iter().map(|file| std::fs::read_to_string(file).map(|text| spoilt(&text)));
    let texts: Vec<String> = texts.collect::<Result<_, _>>()?;
    let names: Vec<String> = files.iter().map(|file| file.to_string_lossy().into_owned()).collect();
    let linter = linter(|_| true)?;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(2).build()?;
    let check = || {
        let load = |at: usize| Ok::<_, LoadError>(texts[at].as_bytes());
        pool.install(|| run_all(&linter, &names, Coverage::Whole, load, |_| {}))
    };
    let (mut check_time, report) = timed(check);
    for _ in 1..ROUNDS {
        check_time = check_time.min(timed(check).0);
    }
    let summary = report.summary;
    let findings = summary.error + summary.warning + summary.info;
    println!("{DOCUMENTS} documents, {findings} findings, check on two threads {:.0} ms\n", ms(check_time));
    if findings < LEAST_FINDINGS {
        return Err(format!("{findings} findings are too few to measure").into());
    }
    let mut verdicts = Vec::new();
    for format in Format::ALL {
        let (time, bytes) = rendered(format, &report, &linter)?;
        let ratio = time.as_secs_f64() / check_time.as_secs_f64();
        println!("  {:<10} {:>8.1} ms {:>8.1} MB  {ratio:.3}", format.name(), ms(time), bytes as f64 / 1e6);
        verdicts.push(verdict(&format!("{} / check", format.name()), ratio, MOST_RENDERING, true));
        if format == Format::Sarif {
            verdicts.push(verdict("SARIF of 25,000 results, MB before gzip", bytes as f64 / 1e6, MOST_SARIF_MB, true));
        }
    }
    Ok(verdicts)
}

/// A document with times nobody can measure.
fn spoilt(text: &str) -> String {
    let mut left = SPOILT;
    let lines = text.lines().map(|line| match line.split_once("waktu: ") {
        Some((before, time)) if left > 0 && time.ends_with("menit") => {
            left -= 1;
            format!("{before}waktu: Segera\n")
        }
        _ => format!("{line}\n"),
    });
    lines.collect()
}

fn rendered(format: Format, report: &Report, linter: &Linter) -> Result<(Duration, u64), Failure> {
    let outputs = Outputs { report, linter, style: Style::default(), exit_code: 1 };
    let mut best = Duration::MAX;
    let mut counted = Counted(0);
    for _ in 0..ROUNDS {
        counted = Counted(0);
        let start = Instant::now();
        let mut out = io::BufWriter::with_capacity(1 << 16, &mut counted);
        render(format, &outputs, &mut out)?;
        out.flush()?;
        drop(out);
        best = best.min(start.elapsed());
    }
    Ok((best, counted.0))
}

/// Takes bytes, and only counts them.
struct Counted(u64);

impl Write for Counted {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A run over an archive in which nothing has changed, against one that looks at everything.
fn remembered(root: &Path) -> Result<(String, bool), Failure> {
    corpus::files(root, DOCUMENTS)?;
    let folder = root.join(DOCUMENTS.to_string());
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("remembered");
    let cache = cache.to_string_lossy().into_owned();
    let run = |more: &[&str]| -> Result<Duration, Failure> {
        let mut command = Command::new(env!("CARGO_BIN_EXE_soplint"));
        command.args(["check", "-f", "concise", "--today", "2026-03-01", "--exit-zero", "--no-progress"]).args(more);
        command.arg(&folder).stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null());
        let start = Instant::now();
        command.status()?;
        Ok(start.elapsed())
    };
    let warm = ["--cache-dir", cache.as_str()];
    run(&warm)?;
    let (mut cold_time, mut warm_time) = (Duration::MAX, Duration::MAX);
    for _ in 0..ROUNDS {
        cold_time = cold_time.min(run(&["--no-cache"])?);
        warm_time = warm_time.min(run(&warm)?);
    }
    println!("\nall anew {:.0} ms, remembered {:.0} ms", ms(cold_time), ms(warm_time));
    Ok(verdict("remembered / all anew", warm_time.as_secs_f64() / cold_time.as_secs_f64(), MOST_REMEMBERED, true))
}

fn timed<T>(f: impl Fn() -> T) -> (Duration, T) {
    let start = Instant::now();
    let value = f();
    (start.elapsed(), value)
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
