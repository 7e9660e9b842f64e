//! How close reading Word and Excel files is to the limit of unpacking and parsing them, what memory it takes, and how right
//! what is read is.
//!
//! `cargo bench --bench office` prints, in one run: for ordinary and for large files, the time to read them beside the time to
//! unpack the same parts and run the same XML parser over them without doing anything; peak memory of reading large
//! workbooks, each in a process of its own; and how many values and edges of the files under `fixtures/office` are read right.
//! Stages take turns, and the best of several rounds counts: times are compared as ratios, for machines are noisy. Of a short
//! stage one of many rounds is undisturbed; of a long one none may be, so that time on a processor counts where it is told.

#![allow(clippy::print_stdout, reason = "a bench prints its numbers, 2026-11")]

mod support {
    #[path = "../../tests/support/inspected.rs"]
    pub(crate) mod inspected;
    pub(crate) mod linter;
    #[path = "../../tests/support/office.rs"]
    pub(crate) mod office;
    pub(crate) mod office_files;
}

use std::hint::black_box;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use quick_xml::events::Event;
use soplint::engine::Linter;
use soplint::reader::detect::{Detected, detect};
use soplint::reader::{Format, ReadLimits, Reading};
use soplint::sop::{Vocabulary, understand};
use soplint::source::SourceId;
use support::linter::linter;
use support::office::{EdgeForm, score, truth};
use support::office_files::{COLUMNS, Fill, document, shapes, workbook};
use zip::ZipArchive;

/// What must hold (the numbers of the issue about office files). Shares are in percent.
const MOST_READ_PER_FLOOR: f64 = 2.5;
const LEAST_VALUES: f64 = 100.0;
const LEAST_GLUED: f64 = 98.0;
const LEAST_LOOSE: f64 = 90.0;
/// How much more memory five sheets take than one of them, when nothing of them is kept.
const MOST_SHEETS_PER_SHEET: f64 = 1.2;
/// Bytes kept for a cell: its text, its address and its node.
const MOST_PER_CELL: f64 = 256.0;
/// How much more memory a drawing takes than the part it is in.
const MOST_SHAPES_PER_PART: f64 = 1.5;

/// How long the rounds of one input go on, and how few they may be.
const SPAN: Duration = Duration::from_secs(2);
const LEAST_ROUNDS: usize = 15;
/// What one slice of a processor holds.
const SHORT: Duration = Duration::from_millis(10);
/// Rounds of the stages that have no limit.
const OTHER_ROUNDS: usize = 3;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    if arguments.next().as_deref() == Some(CHILD) {
        return child(Path::new(&arguments.next().ok_or("no file")?));
    }
    let vocabulary = Vocabulary::shipped()?;
    let made = made()?;
    let mut reached = speed(&made)?;
    reached.extend(memory(&made)?);
    reached.extend(truths(&vocabulary));
    let missed = reached.iter().filter(|reached| !**reached).count();
    println!("\n{missed} of {} numbers missed", reached.len());
    Ok(())
}

/// Prints a number and its limit; whether it is reached.
fn at_most(what: &str, value: f64, limit: f64) -> bool {
    told(what, value, '≤', limit, value <= limit)
}

fn at_least(what: &str, value: f64, limit: f64) -> bool {
    told(what, value, '≥', limit, value >= limit)
}

fn told(what: &str, value: f64, sign: char, limit: f64, reached: bool) -> bool {
    let mark = if reached { "reached" } else { "MISSED" };
    println!("  {what}: {value:.2} (limit {sign} {limit}) {mark}");
    reached
}

/// The generated files.
struct Made {
    /// 200,000 cells in one sheet.
    workbook: PathBuf,
    /// A table of 2,000 rows.
    document: PathBuf,
    /// As many cells in each of five sheets.
    sheets: PathBuf,
    /// Blank cells in one sheet and in five.
    blank: [PathBuf; 2],
    /// 100,000 shapes.
    shapes: PathBuf,
}

/// Rows of a large sheet.
const ROWS: usize = 20_000;

/// Makes the files, the same ones each time.
fn made() -> Result<Made, Failure> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("office");
    std::fs::create_dir_all(&folder)?;
    let file = |name: &str, make: &dyn Fn(&Path) -> Result<(), Failure>| -> Result<PathBuf, Failure> {
        let path = folder.join(name);
        make(&path)?;
        Ok(path)
    };
    Ok(Made {
        workbook: file("workbook.xlsx", &|path| workbook(path, 1, ROWS, Fill::Values))?,
        document: file("document.docx", &|path| document(path, 2_000))?,
        sheets: file("sheets.xlsx", &|path| workbook(path, 5, ROWS, Fill::Values))?,
        blank: [
            file("blank.xlsx", &|path| workbook(path, 1, 2 * ROWS, Fill::Styles))?,
            file("blank-sheets.xlsx", &|path| workbook(path, 5, 2 * ROWS, Fill::Styles))?,
        ],
        shapes: file("shapes.xlsx", &|path| shapes(path, 100_000))?,
    })
}

/// Best times of the stages of one input.
struct Times {
    floor: Duration,
    reading: Duration,
    understanding: Duration,
    check: Duration,
}

/// Compares reading with its floor; which numbers are reached.
fn speed(made: &Made) -> Result<Vec<bool>, Failure> {
    let fixtures = support::office::root().join("fixtures/office");
    let inputs = [
        ("ordinary workbook", fixtures.join("xlsx/01-cover-glued.xlsx")),
        ("ordinary document", fixtures.join("docx/01-template.docx")),
        ("200,000 cells", made.workbook.clone()),
        ("table of 2,000 rows", made.document.clone()),
    ];
    let linter = linter(|_| true)?;
    println!("speed                  packed       XML   unpack + events   reading   understanding   whole check");
    let mut ratios = Vec::new();
    for (name, file) in inputs {
        let bytes = std::fs::read(&file)?;
        let times = stages(&linter, &file.to_string_lossy(), &bytes)?;
        let size = |bytes: usize| format!("{:.0} kB", bytes as f64 / 1e3);
        let ms = |time: Duration| format!("{:.2} ms", time.as_secs_f64() * 1e3);
        println!(
            "  {name:<20} {:>7} {:>9}   {:>15} {:>9}   {:>13} {:>13}",
            size(bytes.len()),
            size(floor(&bytes)?),
            ms(times.floor),
            ms(times.reading),
            ms(times.understanding),
            ms(times.check),
        );
        ratios.push((name, times.reading.as_secs_f64() / times.floor.as_secs_f64()));
    }
    println!();
    let told = |(name, ratio)| at_most(&format!("reading / unpack + events, {name}"), ratio, MOST_READ_PER_FLOOR);
    Ok(ratios.into_iter().map(told).collect())
}

/// Runs the stages in turn, as often as there is time for.
fn stages(linter: &Linter, name: &str, bytes: &[u8]) -> Result<Times, Failure> {
    let limits = ReadLimits::default();
    let format = format(name, bytes)?;
    let opened = format.open(bytes, &limits).map_err(|error| format!("{name}: {error:?}"))?;
    let reading = opened.read(&limits);
    whole(name, &reading)?;
    let document = reading.documents.first().ok_or("a file without text")?;
    let most = Duration::MAX;
    let mut times = Times { floor: most, reading: most, understanding: most, check: most };
    let start = Instant::now();
    let mut rounds = 0;
    while rounds < LEAST_ROUNDS || start.elapsed() < SPAN {
        best(&mut times.floor, || floor(bytes));
        best(&mut times.reading, || {
            format.open(bytes, &limits).is_ok_and(|opened| opened.read(&limits).documents.len() == 1)
        });
        rounds += 1;
    }
    for _ in 0..OTHER_ROUNDS {
        best(&mut times.understanding, || understand(document, &linter.vocabulary));
        best(&mut times.check, || linter.check(SourceId(0), name, bytes));
    }
    Ok(times)
}

fn format(name: &str, bytes: &[u8]) -> Result<Format, Failure> {
    match detect(name, bytes) {
        Detected::Readable(format) => Ok(format),
        other => Err(format!("{name}: {other:?}").into()),
    }
}

/// A file that is cut short would be read too fast.
fn whole(name: &str, reading: &Reading<'_>) -> Result<(), Failure> {
    if reading.problems.is_empty() { Ok(()) } else { Err(format!("{name}: {:?}", reading.problems).into()) }
}

fn best<T>(kept: &mut Duration, f: impl FnOnce() -> T) {
    let (processor, start) = (on_processor(), Instant::now());
    black_box(f());
    let (elapsed, after) = (start.elapsed(), on_processor());
    let spent = after.zip(processor).map(|(after, before)| after.saturating_sub(before));
    *kept = (*kept).min(spent.filter(|_| elapsed > SHORT).unwrap_or(elapsed));
}

/// How long this thread has been on a processor, where the system tells.
fn on_processor() -> Option<Duration> {
    // The second file is brought up to date only when the first one is read.
    let _ = std::fs::read("/proc/self/stat").ok()?;
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    told.split_whitespace().next()?.parse().ok().map(Duration::from_nanos)
}

/// Unpacks the parts a reader needs and walks over their XML with the parser that is used, doing nothing; the bytes of XML.
fn floor(bytes: &[u8]) -> Result<usize, Failure> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut total = 0;
    for at in 0..archive.len() {
        let is_needed = archive.name_for_index(at).and_then(Result::ok).is_some_and(|name| is_needed(&name));
        if !is_needed {
            continue;
        }
        let mut part = archive.by_index(at)?;
        let mut text = Vec::with_capacity(part.size() as usize);
        part.read_to_end(&mut text)?;
        total += text.len();
        let mut xml = quick_xml::Reader::from_reader(text.as_slice());
        loop {
            match xml.read_event()? {
                Event::Eof => break,
                event => drop(black_box(event)),
            }
        }
    }
    Ok(total)
}

/// Whether the reader of the format opens a part of that name. Themes, thumbnails, settings of printers and the list of types
/// say nothing of a procedure, and older copies of the styles are for older programs.
fn is_needed(name: &str) -> bool {
    let Some((folder, file)) = name.rsplit_once('/') else { return false };
    match folder {
        "_rels" => file == ".rels",
        "word/_rels" => file == "document.xml.rels",
        "word" => {
            ["document", "styles.", "numbering", "settings", "comments.", "header", "footer", "footnotes", "endnotes"]
                .iter()
                .any(|kind| file.starts_with(kind))
        }
        "xl/_rels" => file == "workbook.xml.rels",
        "xl" => ["workbook", "styles", "sharedStrings", "comments"].iter().any(|kind| file.starts_with(kind)),
        "xl/worksheets" | "xl/worksheets/_rels" | "xl/drawings" | "xl/threadedComments" => true,
        _ => false,
    }
}

/// The word that makes this program read one file and tell its peak memory.
const CHILD: &str = "read-one-file";

/// Peak memory of reading large files; which numbers are reached.
fn memory(made: &Made) -> Result<Vec<bool>, Failure> {
    let [blank, blank_sheets] = &made.blank;
    let files = [
        ("200,000 cells in 1 sheet", &made.workbook),
        ("1,000,000 cells in 5 sheets", &made.sheets),
        ("400,000 blank cells in 1 sheet", blank),
        ("2,000,000 blank cells in 5 sheets", blank_sheets),
        ("100,000 shapes on 1 sheet", &made.shapes),
    ];
    println!("\nmemory                                packed       XML   largest part   text kept      peak");
    let mut all = Vec::new();
    for (name, file) in files {
        let measured = measure(file)?;
        let mib = |bytes: u64| format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20));
        println!(
            "  {name:<34} {:>8} {:>9} {:>14} {:>11} {:>9}",
            mib(measured.packed),
            mib(measured.xml),
            mib(measured.largest),
            mib(measured.text),
            mib(measured.peak)
        );
        all.push(measured);
    }
    let [one, five, blank, blanks, shapes] = all.as_slice() else { return Err("a file was not measured".into()) };
    println!();
    let per_sheet = blanks.beside_file() / blank.beside_file();
    // The other four sheets, whose markup is gone: what is left of them is what is kept.
    let per_cell = (five.beside_file() - one.beside_file()) / (4 * ROWS * COLUMNS) as f64;
    let per_part = shapes.beside_file() / shapes.largest as f64;
    Ok(vec![
        at_most("peak beside the file, 5 blank sheets / 1", per_sheet, MOST_SHEETS_PER_SHEET),
        at_most("bytes kept for each further cell, markup gone", per_cell, MOST_PER_CELL),
        at_most("peak beside the file / largest part, 100,000 shapes", per_part, MOST_SHAPES_PER_PART),
    ])
}

/// What reading one file takes, in bytes.
struct Measured {
    packed: u64,
    xml: u64,
    largest: u64,
    text: u64,
    peak: u64,
}

impl Measured {
    /// The peak without the bytes of the file, which are in memory all the time.
    fn beside_file(&self) -> f64 {
        self.peak as f64 - self.packed as f64
    }
}

fn measure(file: &Path) -> Result<Measured, Failure> {
    let bytes = std::fs::read(file)?;
    let mut archive = ZipArchive::new(Cursor::new(&bytes))?;
    let sizes = (0..archive.len()).map(|at| archive.by_index(at).map(|part| part.size()));
    let sizes = sizes.collect::<Result<Vec<u64>, _>>()?;
    let output = Command::new(std::env::current_exe()?).arg(CHILD).arg(file).output()?;
    let told = String::from_utf8(output.stdout)?;
    let mut numbers = told.split_whitespace().map(str::parse);
    let mut next = || numbers.next().ok_or_else(|| format!("{}: nothing was read", file.display()));
    Ok(Measured {
        packed: bytes.len() as u64,
        xml: sizes.iter().sum(),
        largest: sizes.iter().max().copied().unwrap_or_default(),
        text: next()??,
        peak: next()??,
    })
}

/// Reads a file; tells the bytes of its text and the peak of resident memory.
fn child(file: &Path) -> Result<(), Failure> {
    let name = file.to_string_lossy();
    let bytes = std::fs::read(file)?;
    let limits = ReadLimits::default();
    let opened = format(&name, &bytes)?.open(&bytes, &limits).map_err(|error| format!("{error:?}"))?;
    black_box(opened.read(&limits));
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).ok_or("no peak is told here")?;
    let kib: u64 = line.trim().trim_end_matches(" kB").parse()?;
    println!("{} {}", opened.view().len(), kib << 10);
    Ok(())
}

/// What was read right, of what there is.
#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn add(&mut self, right: usize, all: usize) {
        self.right += right;
        self.all += all;
    }

    fn told(&self, what: &str, limit: f64) -> bool {
        let share = 100.0 * self.right as f64 / self.all.max(1) as f64;
        at_least(&format!("{what}, {} of {}, in percent", self.right, self.all), share, limit)
    }
}

/// Compares the fixtures with the sources they were made from; which numbers are reached.
fn truths(vocabulary: &Vocabulary) -> Vec<bool> {
    let (mut values, mut glued, mut loose, mut written) =
        (Share::default(), Share::default(), Share::default(), Share::default());
    let (mut files, mut wrong) = (0, Vec::new());
    for (name, expected) in &truth().files {
        let Some(score) = score(vocabulary, name, expected) else { continue };
        files += 1;
        values.add(score.right, score.values);
        match score.edge_form {
            Some(EdgeForm::Glued) => glued.add(score.edges_right, score.edges),
            Some(EdgeForm::Loose) => loose.add(score.edges_right, score.edges),
            Some(EdgeForm::Written) => written.add(score.edges_right, score.edges),
            None => {}
        }
        let lost = score.lost.len() + score.edges_lost.len();
        let mine = score.wrong.len() + score.edges_wrong.len();
        if lost + mine > 0 {
            println!("  {name}: {lost} not read, {mine} wrong");
        }
        wrong.extend(score.wrong.into_iter().chain(score.edges_wrong));
    }
    println!("\ntruth: {files} files under fixtures/office");
    vec![
        values.told("values read right", LEAST_VALUES),
        glued.told("edges read right, connectors glued", LEAST_GLUED),
        loose.told("edges read right, connectors not glued", LEAST_LOOSE),
        written.told("edges read right, written", LEAST_VALUES),
        at_most("values and edges that are wrong and presented as certain", wrong.len() as f64, 0.0),
    ]
}
