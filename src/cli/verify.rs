//! `soplint verify`: whether an archive and its reports are still those of an audit.
//!
//! In: the record of an audit, the archive, and the reports that lie beside the record. Out: every difference, and an exit code: 0
//! when all is as it was, 1 when something is not, 3 when something cannot be read.

use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::accept::{self, Places, Wanted};
use super::args::{CheckArgs, Common, VerifyArgs};
use super::audit::{is_report, texts};
use super::discover::{Input, Opening, Selection, discover};
use super::files::{is_same, reason};
use super::linter::{Setup, setup_to_check, shown};
use super::{CLEAN, FINDINGS, Refused, UNCHECKED, terminal};
use crate::engine::record::{self, Difference, Record, from_root, sha256};
use crate::engine::report::Checked;
use crate::engine::{Linter, LoadError};
use crate::report::clean;
use crate::sop::Language;

pub(super) fn run(options: &VerifyArgs, common: &Common) -> Result<u8, Refused> {
    let text = std::fs::read_to_string(&options.record)
        .map_err(|error| Refused::new(format!("cannot read {}: {}", shown(&options.record), reason(&error))))?;
    let record = Record::parse(&text).map_err(|error| {
        Refused::new(format!("{} cannot be used: {error}", shown(&options.record)))
            .help("name the record.json that `soplint audit --to FOLDER` wrote, as it was written")
    })?;
    let mut setup = setup_to_check(common, &[], &[])?;
    let places = Places::of(common, &setup)?;
    accept::load(&mut setup, &places, common, &options.paths, Wanted { waivers: true, baseline: !common.isolated })?;
    let mut checks = CheckArgs::of_paths(&options.paths).map_err(|error| Refused::new(error.to_string()))?;
    checks.run.no_ignore = options.no_ignore;
    let mut inputs =
        discover(&checks, &setup.linter, Selection::new(&setup.stack, &setup.settings), Opening::Archives)?;
    let reports = Reports::of(&record, options);
    inputs.leave_out(|path| reports.names(path) || is_report(path));
    let roots: Vec<String> = options.paths.iter().map(|path| shown(path)).collect();
    let now: Vec<record::Input> = inputs.list.par_iter().map(|input| looked_at(input, &setup.linter, &roots)).collect();
    let told = Told { record: &record, language: setup.linter.options.language };
    let differences = record.compare(&now);
    let (changed, missing) = reports.compare(&record)?;
    let compared = reports.files.len() - missing.len();
    let lines: Vec<String> = differences.iter().map(|difference| told.difference(difference)).collect();
    let reports =
        changed.iter().map(|name| told.say(&format!("laporan diubah: {name}"), &format!("report changed: {name}")));
    let texts = told.texts(&setup);
    let lines: Vec<String> = lines.into_iter().chain(texts).chain(reports).collect();
    missing.iter().for_each(|name| {
        terminal::note(
            &told.say(&format!("laporan tidak ada di sini: {name}"), &format!("report is not here: {name}")),
        );
    });
    told.tell_packs(&setup.linter);
    terminal::write(|out| {
        lines.iter().try_for_each(|line| writeln!(out, "{}", clean::line(line)))?;
        writeln!(out, "{}", told.verdict(lines.len(), compared))
    })?;
    let unread = |difference: &Difference| matches!(difference, Difference::Unread(_));
    Ok(match lines.len() - differences.iter().filter(|difference| unread(difference)).count() {
        0 if lines.is_empty() => CLEAN,
        0 => UNCHECKED,
        _ => FINDINGS,
    })
}

/// An input as it is now.
fn looked_at(input: &Input, linter: &Linter, roots: &[String]) -> record::Input {
    let path = from_root(&input.name, roots).to_owned();
    let (bytes, sha256) = match input.load(linter.options.most_bytes_of(&input.name)) {
        Ok(bytes) => (Some(bytes.len() as u64), Some(sha256(&bytes))),
        Err(LoadError::TooLarge(bytes)) => (Some(bytes), None),
        Err(_) => (None, None),
    };
    record::Input { path, bytes, sha256, checked: Checked::None }
}

/// The reports of the record: those that are named, else those beside it.
struct Reports {
    files: Vec<PathBuf>,
    are_named: bool,
    record: PathBuf,
}

impl Reports {
    fn of(record: &Record, options: &VerifyArgs) -> Self {
        let beside = record.reports.iter().map(|report| options.record.with_file_name(&report.file));
        let are_named = !options.report.is_empty();
        let files = if are_named { options.report.clone() } else { beside.collect() };
        Self { files, are_named, record: options.record.clone() }
    }

    /// Whether a file is one of them, or the record.
    fn names(&self, path: &Path) -> bool {
        let own = self.files.iter().chain([&self.record]);
        own.filter(|file| file.file_name() == path.file_name()).any(|file| is_same(file, path))
    }

    /// Those whose bytes the record does not know, and those that are not there.
    fn compare(&self, record: &Record) -> Result<(Vec<String>, Vec<String>), Refused> {
        let (mut changed, mut missing) = (Vec::new(), Vec::new());
        for file in &self.files {
            match std::fs::read(file) {
                Ok(bytes) => {
                    let hash = sha256(&bytes);
                    if !record.reports.iter().any(|report| report.sha256 == hash) {
                        changed.push(shown(file));
                    }
                }
                Err(error) if error.kind() == std::io::ErrorKind::NotFound && !self.are_named => {
                    missing.push(shown(file))
                }
                Err(error) => return Err(Refused::new(format!("cannot read {}: {}", shown(file), reason(&error)))),
            }
        }
        Ok((changed, missing))
    }
}

/// Says what was found.
struct Told<'r> {
    record: &'r Record,
    language: Language,
}

impl Told<'_> {
    fn say(&self, id: &str, en: &str) -> String {
        match self.language {
            Language::Id => id.to_owned(),
            Language::En => en.to_owned(),
        }
    }

    fn difference(&self, difference: &Difference) -> String {
        match difference {
            Difference::Gone(path) => self.say(&format!("tidak ada lagi: {path}"), &format!("no longer there: {path}")),
            Difference::New(path) => self.say(&format!("baru: {path}"), &format!("new: {path}")),
            Difference::Changed(path) => self.say(&format!("berubah: {path}"), &format!("changed: {path}")),
            Difference::Unread(path) => self.say(
                &format!("tidak terbaca, dulu maupun sekarang: {path}"),
                &format!("cannot be read, neither then nor now: {path}"),
            ),
        }
    }

    fn verdict(&self, differences: usize, reports: usize) -> String {
        let basis = &self.record.basis;
        let id: String = self.record.id.chars().take(12).collect();
        let (title, today, count) = (&basis.title, basis.today, basis.inputs.len());
        match differences {
            0 => self.say(
                &format!("sesuai: arsip {title} ({count} masukan) dan {reports} laporannya adalah yang diaudit pada {today} (catatan {id})"),
                &format!("as recorded: the archive {title} ({count} inputs) and {reports} of its reports are those audited on {today} (record {id})"),
            ),
            _ => self.say(
                &format!("{differences} perbedaan dengan catatan audit {id} tanggal {today}"),
                &format!("{differences} differences from the audit record {id} of {today}"),
            ),
        }
    }

    /// The settings, data, waivers and baseline that are here under the name they have in the record, and are other ones. Those that are not
    /// here are only told: an archive may be held against its record anywhere.
    fn texts(&self, setup: &Setup) -> Vec<String> {
        let now = texts(&setup.linter, &setup.stack);
        let mut lines = Vec::new();
        for text in self.record.basis.texts.iter().filter(|text| text.kind != "pack") {
            let name = &text.name;
            match now.iter().find(|other| (&other.kind, &other.name) == (&text.kind, name)) {
                Some(other) if other.sha256 == text.sha256 => {}
                Some(_) => lines.push(self.say(&format!("berubah: {name}"), &format!("changed: {name}"))),
                None => terminal::note(&self.say(
                    &format!("{name} tidak berlaku di sini, jadi tidak dibandingkan"),
                    &format!("{name} is not in force here and was not compared"),
                )),
            }
        }
        lines
    }

    /// Says where this program would judge otherwise than the one that made the record.
    fn tell_packs(&self, linter: &Linter) {
        let basis = &self.record.basis;
        let version = env!("CARGO_PKG_VERSION");
        if basis.version != version {
            terminal::note(&self.say(
                &format!("audit dibuat dengan soplint {}; ini {version}", basis.version),
                &format!("the audit was made with soplint {}; this is {version}", basis.version),
            ));
        }
        for pack in &basis.packs {
            let is_same = linter.packs.iter().any(|own| (&own.name, &own.sha256) == (&pack.name, &pack.sha256));
            if !is_same {
                terminal::note(&self.say(
                    &format!("paket {} {} dari catatan bukan yang berlaku di sini", pack.name, pack.version),
                    &format!("the pack {} {} of the record is not the one in force here", pack.name, pack.version),
                ));
            }
        }
    }
}
