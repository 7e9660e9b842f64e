//! Many inputs, in parallel and in bounded memory.
//!
//! In: names, and a function that gives the bytes behind each. Out: a [`Report`] that depends neither on the number of threads nor on
//! how much is kept. Of many inputs ([`super::Options::most_kept`]) only compact facts are kept; when the archive pass has told which of
//! them become findings, just those inputs are read again for their words. An input that changed in between is not checked.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::report::{Report, SourceReport};
use super::{Decide, Decided, Judging, Known, Linter, LoadError};
use crate::check::Run;
use crate::check::archive::{ArchiveChecked, Coverage, Missing};
use crate::source::SourceId;

/// Judges many inputs, on as many threads as rayon's current pool has, and then all of them together.
///
/// `load` gives the bytes of an input, each time it is asked; `done` is told after each one. The report does not depend on the number
/// of threads.
pub fn run_all<B, L, D>(linter: &Linter, names: &[String], coverage: Coverage, load: L, done: D) -> Report
where
    B: AsRef<[u8]>,
    L: Fn(usize) -> Result<B, LoadError> + Sync,
    D: Fn(&SourceReport) + Sync,
{
    run_all_knowing(linter, &linter.known, (names, coverage), load, done)
}

/// The same for a project that knows something else, such as that of an example.
pub fn run_all_knowing<B, L, D>(
    linter: &Linter,
    known: &Known,
    (names, coverage): (&[String], Coverage),
    load: L,
    done: D,
) -> Report
where
    B: AsRef<[u8]>,
    L: Fn(usize) -> Result<B, LoadError> + Sync,
    D: Fn(&SourceReport) + Sync,
{
    let judge = |at: usize, sketching: Sketching| {
        judge(linter, known, (SourceId(at as u32), &names[at]), sketching, || load(at))
    };
    run_judged(linter, known, (names.len(), coverage), judge, done)
}

/// Whether what may become a finding of the archive is written down, or only numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sketching {
    /// Written down.
    Made,
    /// Only numbered: when it is wanted, the input is judged again.
    Numbered,
}

/// Judges one input by itself, whatever happens in it.
pub fn judge<B: AsRef<[u8]>>(
    linter: &Linter,
    known: &Known,
    (source, name): (SourceId, &str),
    sketching: Sketching,
    load: impl FnOnce() -> Result<B, LoadError>,
) -> SourceReport {
    let run = Run { sketches: sketching == Sketching::Made, ..linter.run(known) };
    let judged = catch_unwind(AssertUnwindSafe(|| match load() {
        Ok(bytes) => linter.check_in(Judging { run, known }, source, name, bytes.as_ref()),
        Err(error) => linter.not_loaded(source, name, &error),
    }));
    judged.unwrap_or_else(|payload| linter.crashed(source, name, &*payload))
}

/// Judges all inputs together. `judge` gives each of them judged by itself, the same one each time it is asked, whether it judges it
/// then or has kept it; inputs are numbered in the order of their names.
pub fn run_judged<J, D>(
    linter: &Linter,
    known: &Known,
    (count, coverage): (usize, Coverage),
    judge: J,
    done: D,
) -> Report
where
    J: Fn(usize, Sketching) -> SourceReport + Sync,
    D: Fn(&SourceReport) + Sync,
{
    let keeps = count <= linter.options.most_kept;
    let first = if keeps { Sketching::Made } else { Sketching::Numbered };
    let mut sources = each(count, |at| {
        let mut report = judge(at, first);
        done(&report);
        if !keeps {
            report.keep_sketches(|_, _| false);
        }
        report
    });
    let at_once = |count, decide: &Decide<'_>| each(count, decide);
    let mut decided = linter.decide(known, &sources, coverage, None, at_once);
    // Once, but for inputs that changed: without them other findings may come to be.
    loop {
        let wanted = wanted(&sources, &decided);
        if wanted.is_empty() {
            return linter.settle(known, sources, decided);
        }
        let is_same = read_again(linter, &mut sources, &wanted, &|at| judge(at, Sketching::Made));
        let before = is_same.then(|| decided.without_the_missing());
        decided = linter.decide(known, &sources, coverage, before, at_once);
    }
}

impl Decided {
    /// The sketches that rules need and are forgotten.
    fn missing(&self) -> impl Iterator<Item = &Missing> {
        self.by_rule.iter().flatten().flat_map(|checked| &checked.missing)
    }

    /// The same, with the rules open that need them.
    fn without_the_missing(mut self) -> Self {
        let lack = |checked: &&mut Option<ArchiveChecked>| checked.as_ref().is_some_and(|of| !of.missing.is_empty());
        self.by_rule.iter_mut().filter(lack).for_each(|checked| *checked = None);
        self
    }
}

/// A sketch by its input, its document in that, and its number.
type Wanted = (u32, u32, u32);

/// The sketches to keep: those that are missing, and in the same inputs those that are there; in order.
fn wanted(sources: &[SourceReport], decided: &Decided) -> Vec<Wanted> {
    let missing = decided.missing().map(|missing| {
        let (source, document) = decided.documents[missing.document as usize];
        (source, document, missing.sketch)
    });
    let mut wanted: Vec<Wanted> = missing.collect();
    wanted.sort_unstable();
    wanted.dedup();
    let kept: Vec<Wanted> = wanted.chunk_by(|a, b| a.0 == b.0).flat_map(|of| there(sources, of[0].0)).collect();
    wanted.extend(kept);
    wanted.sort_unstable();
    wanted
}

fn there(sources: &[SourceReport], source: u32) -> impl Iterator<Item = Wanted> + '_ {
    let documents = sources[source as usize].documents.iter().zip(0..);
    documents.flat_map(move |(document, at)| {
        let sketched = document.facts.iter().flat_map(|facts| facts.sketched());
        sketched.map(move |number| (source, at, number))
    })
}

/// Judges the inputs of some sketches again, and keeps of them just these. Whether all inputs are what they were.
fn read_again(
    linter: &Linter,
    sources: &mut [SourceReport],
    wanted: &[Wanted],
    judge: &(impl Fn(usize) -> SourceReport + Sync),
) -> bool {
    let inputs: Vec<&[Wanted]> = wanted.chunk_by(|a, b| a.0 == b.0).collect();
    let before = &*sources;
    let again = each(inputs.len(), |at| {
        let (source, wanted) = (inputs[at][0].0, inputs[at]);
        let mut report = judge(source as usize);
        let is_same = report.tells_the_same(&before[source as usize]);
        if report.has_facts() && !is_same {
            report = linter.changed(report.source, &report.name);
        }
        report.keep_sketches(|document, number| wanted.binary_search(&(source, document as u32, number)).is_ok());
        (report, is_same)
    });
    let all_same = again.iter().all(|(_, is_same)| *is_same);
    for (wanted, (report, _)) in inputs.iter().zip(again) {
        sources[wanted[0].0 as usize] = report;
    }
    all_same
}

#[cfg(feature = "parallel")]
fn each<T: Send>(count: usize, f: impl Fn(usize) -> T + Sync + Send) -> Vec<T> {
    use rayon::prelude::*;
    (0..count).into_par_iter().map(f).collect()
}

#[cfg(not(feature = "parallel"))]
fn each<T>(count: usize, f: impl Fn(usize) -> T) -> Vec<T> {
    (0..count).map(f).collect()
}
