//! Whether the page of a large archive can be used: how large it is, how long a browser takes to open, filter and show it.
//!
//! `cargo bench --bench page` makes the page of a generated archive of 10,000 SOPs and drives Chromium, which is installed where there
//! is none. `SOPLINT_BENCH_DOCUMENTS=2000` takes another size.

#![allow(clippy::print_stdout, reason = "a bench prints its numbers, 2026-11")]

mod support {
    pub(crate) mod archive;
    #[path = "../../tests/support/browser.rs"]
    pub(crate) mod browser;
    pub(crate) mod verdict;
}

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use support::archive;
use support::browser::Browser;
use support::verdict::verdict;

const DOCUMENTS: usize = 10_000;

/// What must hold for 10,000 documents.
const MOST_MIB: f64 = 25.0;
const MOST_SECONDS: f64 = 3.0;
/// What people take for at once.
const MOST_SECONDS_OF_A_STEP: f64 = 0.5;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let count = std::env::var("SOPLINT_BENCH_DOCUMENTS").ok().and_then(|count| count.parse().ok()).unwrap_or(DOCUMENTS);
    let page = page(count)?;
    let size = std::fs::metadata(&page)?.len() as f64 / f64::from(1 << 20);
    let mut verdicts = vec![verdict(&format!("MiB of the page of {count} documents"), size, MOST_MIB, true)];
    let Some(mut browser) = Browser::new("page-bench", (1400, 1000)) else { return Ok(()) };
    let mut tell = |what: &str, time: Duration, most: f64| verdicts.push(verdict(what, time.as_secs_f64(), most, true));
    let overview = browser.open(&page, "");
    tell("seconds to open it", overview, MOST_SECONDS);
    let filtered = browser.open(&page, "matrix?q=surat&outcome=finding&sort=worst");
    tell("seconds to open the matrix, filtered", filtered, MOST_SECONDS);
    tell("seconds to the whole matrix", browser.go("matrix"), MOST_SECONDS_OF_A_STEP);
    tell("seconds to another filter", browser.go("matrix?outcome=e&group=MB"), MOST_SECONDS_OF_A_STEP);
    tell("seconds to all findings", browser.go("findings"), MOST_SECONDS_OF_A_STEP);
    tell("seconds to a document with its picture", browser.go(&format!("d/{}", count / 2)), MOST_SECONDS_OF_A_STEP);
    let milliseconds = scrolled(&mut browser);
    tell("seconds of a frame while the matrix scrolls", Duration::from_secs_f64(milliseconds / 1000.0), 0.1);
    println!("\nsummary");
    verdicts.iter().for_each(|(line, _)| println!("  {line}"));
    let missed = verdicts.iter().filter(|(_, reached)| !reached).count();
    if missed == 0 { Ok(()) } else { Err(format!("{missed} numbers are not reached").into()) }
}

/// The mean time of a frame, in milliseconds, while the matrix is scrolled by 60 screens.
fn scrolled(browser: &mut Browser) -> f64 {
    browser.go("matrix");
    let script = "new Promise((done) => {
      const box = document.querySelector('.grid');
      const begin = performance.now();
      let frames = 0;
      const step = () => {
        box.scrollTop += box.clientHeight;
        box.scrollLeft += 40;
        frames += 1;
        if (frames < 60) requestAnimationFrame(step);
        else done((performance.now() - begin) / frames);
      };
      requestAnimationFrame(step);
    })";
    browser.eval(script).as_f64().unwrap_or(f64::MAX)
}

/// Audits a generated archive.
fn page(count: usize) -> Result<PathBuf, Failure> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("audited").join(count.to_string());
    archive::kept(&folder, count)?;
    let page = folder.with_extension("html");
    let ran = Command::new(env!("CARGO_BIN_EXE_soplint"))
        .current_dir(&folder)
        .args(["audit", ".", "--no-cache", "--no-progress", "--no-history", "--exit-zero", "--output"])
        .arg(format!("html={}", page.display()))
        .output()?;
    if !ran.status.success() {
        return Err(String::from_utf8_lossy(&ran.stderr).into());
    }
    Ok(page)
}
