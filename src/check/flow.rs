//! `flow`: the way through the procedure must be sound (workflow-net soundness on the step graph).
//!
//! *What it checks*: the predicates named by the rule: a start, an end, every step reachable, no dead end, loops that can
//! be left, parallel ways that meet again … *Why it matters*: a procedure whose way breaks off or goes in circles cannot be followed without asking a
//! superior. *Parameters*: a list of predicates. *Example*: `flow: [all-reachable]`. Each finding names the step. When the
//! steps could not be read whole, nothing is concluded.

mod joins;

use super::{Judge, Outcome, Read, Reason, Specials};
use crate::finding::Confidence;
use crate::rule::Predicate;
use crate::rule::message::Special;
use crate::sop::flow::Flow;
use crate::sop::model::{Document, Edge, EdgeHow, StepKind};
use crate::sop::value::{Parsed, Target};
use crate::sop::{Language, Sop};
use crate::source::Span;

/// A step that breaks a predicate, or the table as a whole.
struct Problem {
    step: Option<usize>,
    /// The place inside the step, with the field it belongs to.
    place: Option<(Span, &'static str)>,
    id: String,
    en: String,
}

/// The outcome of a check of the flow where there is none, or where it was not read.
pub(super) fn without_flow(sop: &Sop<'_>) -> Option<Outcome> {
    if sop.document.steps.items.is_empty() {
        return Some(Outcome::NotApplicable);
    }
    (!sop.flow.readable).then_some(Outcome::NotDecidable(Reason::Unreadable))
}

pub(super) fn check(judge: &mut Judge<'_, '_, '_>, predicates: &[Predicate]) -> Outcome {
    let sop = judge.subject.sop;
    if let Some(outcome) = without_flow(sop) {
        return outcome;
    }
    let mut outcome = Outcome::Pass;
    for predicate in predicates {
        if concludes_from_absence(*predicate) && !sop.flow.is_sure() {
            outcome = outcome.and(Outcome::NotDecidable(Reason::NotUnderstood));
            continue;
        }
        for problem in problems(&sop.flow, &sop.document, *predicate) {
            outcome = Outcome::Finding;
            report(judge, &problem);
        }
    }
    outcome
}

/// Whether a predicate says that something cannot be reached. A way that breaks off is reported by itself; what lies
/// behind it would only repeat that.
fn concludes_from_absence(predicate: Predicate) -> bool {
    match predicate {
        // A broken way may lead to the end that is missed.
        Predicate::HasEnd
        | Predicate::EndReachable
        | Predicate::AllReachable
        | Predicate::CanAlwaysFinish
        | Predicate::NoOrphans
        | Predicate::LoopsCanExit
        | Predicate::SplitsMatchJoins => true,
        Predicate::HasStart | Predicate::SingleStart | Predicate::NoDeadEnds | Predicate::NoImplicitSplit => false,
    }
}

fn report(judge: &mut Judge<'_, '_, '_>, problem: &Problem) {
    let sop = judge.subject.sop;
    let steps = &sop.document.steps;
    let read = match problem.step {
        Some(at) => {
            let step = &steps.items[at];
            let (span, field) = problem.place.unwrap_or((step.anchor, ""));
            let dot = if field.is_empty() { "" } else { "." };
            Read {
                span,
                elsewhere: if field.is_empty() { step.text.text.written_elsewhere() } else { None },
                logical: format!("steps[{}]{dot}{field}", at + 1),
                text: sop.view.get(span.range()).unwrap_or_default().to_owned(),
                confidence: Confidence::High,
                label: String::new(),
                mend: None,
            }
        }
        None => Read {
            span: steps.near,
            elsewhere: None,
            logical: "steps".to_owned(),
            text: String::new(),
            confidence: Confidence::High,
            label: String::new(),
            mend: None,
        },
    };
    let text = match judge.run.language {
        Language::Id => &problem.id,
        Language::En => &problem.en,
    };
    judge.report(vec![read], &Specials::default().with(Special::Problem, text.as_str()));
}

fn problems(flow: &Flow, document: &Document<'_>, predicate: Predicate) -> Vec<Problem> {
    let at_steps = |wanted: &dyn Fn(usize) -> bool, id: &str, en: &str| {
        let steps = (0..document.steps.items.len()).filter(|&at| wanted(at));
        steps.map(|at| at_step(document, at, id, en)).collect()
    };
    match predicate {
        Predicate::HasStart if flow.starts.is_empty() => {
            whole("tidak ada langkah yang ditandai sebagai mulai", "no step is marked as the start")
        }
        Predicate::HasEnd if flow.ends.is_empty() => {
            whole("tidak ada langkah yang mengakhiri prosedur", "no step ends the procedure")
        }
        Predicate::EndReachable if !flow.starts.is_empty() && !flow.ends.is_empty() && !end_reached(flow) => {
            whole("akhir prosedur tidak dapat dicapai dari langkah mulai", "the end cannot be reached from the start")
        }
        Predicate::HasStart | Predicate::HasEnd | Predicate::EndReachable => Vec::new(),
        Predicate::SingleStart => at_steps(
            &|at| is_second_start(flow, document, at),
            "langkah {n} juga ditandai sebagai mulai",
            "step {n} is marked as a start too",
        ),
        Predicate::AllReachable => {
            let roots = unreachable_roots(flow);
            at_steps(
                &|at| roots.contains(&at),
                "langkah {n} tidak dapat dicapai dari langkah mulai",
                "step {n} cannot be reached from the start",
            )
        }
        Predicate::CanAlwaysFinish => at_steps(
            &|at| is_trapped(flow, at) && !is_dead_end(flow, document, at),
            "dari langkah {n} akhir prosedur tidak dapat dicapai",
            "the end cannot be reached from step {n}",
        ),
        Predicate::NoDeadEnds => dead_ends(flow, document),
        Predicate::NoOrphans => at_steps(
            &|at| is_orphan(flow, document, at),
            "langkah {n} tidak terhubung dengan langkah lain",
            "step {n} is connected with no other step",
        ),
        Predicate::NoImplicitSplit => at_steps(
            &|at| flow.next[at].len() > 1 && !is(document, at, StepKind::Decision),
            "langkah {n} bukan keputusan, tetapi bercabang",
            "step {n} is no decision but has several ways out",
        ),
        Predicate::LoopsCanExit => {
            let closing = closing_steps(flow);
            at_steps(
                &|at| closing.contains(&at),
                "langkah {n} kembali ke putaran yang tidak dapat ditinggalkan",
                "step {n} goes back into a loop that nothing leaves",
            )
        }
        Predicate::SplitsMatchJoins => at_steps(
            &|at| joins::is_open_split(flow, document, at),
            "cabang sejajar dari langkah {n} tidak bertemu kembali di satu langkah",
            "the parallel ways out of step {n} do not meet again in one step",
        ),
    }
}

fn whole(id: &str, en: &str) -> Vec<Problem> {
    vec![Problem { step: None, place: None, id: id.to_owned(), en: en.to_owned() }]
}

fn is(document: &Document<'_>, at: usize, kind: StepKind) -> bool {
    document.steps.items[at].kind.code() == Some(kind.code())
}

/// Neither a way in nor a way out. A single step is a procedure, and a written way that leads nowhere is a way.
fn is_orphan(flow: &Flow, document: &Document<'_>, at: usize) -> bool {
    let number = at as u32;
    let unwritten = is(document, at, StepKind::Decision) && document.steps.items[at].branches.items.is_empty();
    let leaves = !flow.next[at].is_empty() || (flow.broken.contains(&number) && !unwritten);
    let bounds = flow.starts.contains(&number) || flow.ends.contains(&number);
    flow.next.len() > 1 && !leaves && !bounds && document.steps.items[at].came_from.items.is_empty()
}

/// Each table may have one start.
fn is_second_start(flow: &Flow, document: &Document<'_>, at: usize) -> bool {
    let table = |at: u32| document.steps.items[at as usize].table.int();
    let at = at as u32;
    flow.starts.contains(&at) && flow.starts.iter().any(|&other| other < at && table(other) == table(at))
}

fn end_reached(flow: &Flow) -> bool {
    flow.ends.iter().any(|&at| flow.reachable[at as usize])
}

/// The end cannot be reached from here, although it can from elsewhere.
fn is_trapped(flow: &Flow, at: usize) -> bool {
    flow.reachable[at] && !flow.can_finish[at] && end_reached(flow)
}

/// Where unreachable parts begin: one step for each, for the steps behind it are lost with it. When the end itself is
/// among them, that alone is said.
fn unreachable_roots(flow: &Flow) -> Vec<usize> {
    if flow.starts.is_empty() || !(flow.ends.is_empty() || end_reached(flow)) {
        return Vec::new();
    }
    let lost: Vec<usize> = (0..flow.reachable.len()).filter(|&at| !flow.reachable[at]).collect();
    let mut entered = vec![false; flow.next.len()];
    for &from in &lost {
        flow.next[from].iter().filter(|&&to| to as usize != from).for_each(|&to| entered[to as usize] = true);
    }
    let (first, in_loops): (Vec<usize>, Vec<usize>) = lost.into_iter().partition(|&at| !entered[at]);
    one_for_each_part(flow, first.into_iter().chain(in_loops))
}

/// The steps that go back into loops nothing leads out of: one for each loop.
fn closing_steps(flow: &Flow) -> Vec<usize> {
    let goes_back = |at: usize| flow.next[at].iter().any(|&to| to as usize <= at);
    let closing = (0..flow.next.len()).rev().filter(|&at| is_trapped(flow, at) && goes_back(at));
    one_for_each_part(flow, closing)
}

/// Of several steps those that cannot be reached from an earlier one.
fn one_for_each_part(flow: &Flow, steps: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut covered = vec![false; flow.next.len()];
    let mut kept = Vec::new();
    for at in steps {
        if covered[at] {
            continue;
        }
        kept.push(at);
        let mut waiting = vec![at];
        while let Some(at) = waiting.pop() {
            if !std::mem::replace(&mut covered[at], true) {
                waiting.extend(flow.next[at].iter().map(|&to| to as usize));
            }
        }
    }
    kept
}

/// No way out although the step does not end. A decision whose ways lead nowhere is the business of the branch rules.
/// Where nothing ends at all, the last step is no dead end of its own.
fn is_dead_end(flow: &Flow, document: &Document<'_>, at: usize) -> bool {
    let is_last = at + 1 == document.steps.items.len();
    let ends = flow.ends.contains(&(at as u32)) || (is_last && flow.ends.is_empty());
    flow.next[at].is_empty() && !ends && !is(document, at, StepKind::Decision)
}

/// Steps nothing follows, and written ways out that lead nowhere.
fn dead_ends(flow: &Flow, document: &Document<'_>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut ways: Vec<Vec<&Edge<'_>>> = vec![Vec::new(); document.steps.items.len()];
    for edge in document.edges.items.iter().filter(|edge| edge.how.code() != Some(EdgeHow::Implied.code())) {
        if let Some(from) = edge.from.element() {
            ways[from].push(edge);
        }
    }
    for (at, ways) in ways.iter().enumerate() {
        let lost = lost_ways(document, at, ways);
        if lost.is_empty() && is_dead_end(flow, document, at) {
            let (id, en) = (
                "alur terputus di langkah {n}: tidak ada langkah berikutnya",
                "the flow breaks off at step {n}: nothing follows",
            );
            problems.push(at_step(document, at, id, en));
        }
        for (place, target) in lost {
            let (id, en) = (
                format!("langkah {{n}} berlanjut ke `{target}`, yang bukan nomor langkah"),
                format!("step {{n}} goes on to `{target}`, which is no step"),
            );
            problems.push(Problem { place: Some(place), ..at_step(document, at, &id, &en) });
        }
    }
    problems
}

/// The ways out of a step, but for the branches of a decision, that name no step.
fn lost_ways<'d>(document: &Document<'_>, at: usize, ways: &[&'d Edge<'_>]) -> Vec<((Span, &'static str), &'d str)> {
    // The branches come first.
    let branches = document.steps.items[at].branches.items.len();
    let decides = is(document, at, StepKind::Decision);
    ways.iter()
        .enumerate()
        .filter(|(number, edge)| {
            let dangles = matches!(edge.to.parsed, Parsed::Target(Target::Dangling));
            dangles && !(decides && *number < branches)
        })
        .map(|(number, edge)| {
            let field = if number < branches { "branches" } else { "goes_to" };
            ((edge.to.span(), field), edge.to.as_str())
        })
        .collect()
}

/// A problem of one step; `{n}` is its number.
fn at_step(document: &Document<'_>, at: usize, id: &str, en: &str) -> Problem {
    let written = document.steps.items[at].number.as_str();
    let (number_id, number_en) = match written {
        "" => (format!("ke-{}", at + 1), format!("no. {}", at + 1)),
        number => (number.to_owned(), number.to_owned()),
    };
    Problem { step: Some(at), place: None, id: id.replace("{n}", &number_id), en: en.replace("{n}", &number_en) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reader::{Format, ReadLimits};
    use crate::sop::{Vocabulary, understand};

    /// The problems of a flow whose steps are `number: what follows`.
    fn found(steps: &[&str], predicate: Predicate) -> Vec<String> {
        let text = steps.iter().enumerate().fold("kegiatan:\n".to_owned(), |text, (at, ways)| {
            format!("{text}  - {{no: {}, uraian: Mencatat surat, {ways}}}\n", at + 1)
        });
        let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
        let opened = Format::Yaml.open(text.as_bytes(), &ReadLimits::default()).expect("text");
        let reading = opened.read(&ReadLimits::default());
        let sop = understand(&reading.documents[0], &vocabulary);
        if concludes_from_absence(predicate) && !sop.flow.is_sure() {
            return vec!["unsure".to_owned()];
        }
        let problems = problems(&sop.flow, &sop.document, predicate);
        problems.into_iter().map(|problem| problem.step.map_or_else(String::new, |at| (at + 1).to_string())).collect()
    }

    #[test]
    fn of_an_unreachable_part_its_beginning_is_named() {
        let steps = ["lanjut: 5", "waktu: 1 jam", "waktu: 1 jam", "waktu: 1 jam", "waktu: 1 jam"];
        assert_eq!(found(&steps, Predicate::AllReachable), ["2"]);
        let loops = ["lanjut: 4", "lanjut: 3", "lanjut: 2", "waktu: 1 jam"];
        assert_eq!(
            found(&loops, Predicate::AllReachable),
            ["2"],
            "a loop has no beginning; its first step stands for it"
        );
    }

    #[test]
    fn when_the_end_is_lost_that_alone_is_said() {
        let steps = ["waktu: 1 jam", "lanjut: 1", "waktu: 1 jam"];
        assert_eq!(found(&steps, Predicate::EndReachable), [""]);
        assert_eq!(found(&steps, Predicate::AllReachable), Vec::<String>::new());
        assert_eq!(found(&steps, Predicate::LoopsCanExit), Vec::<String>::new());
    }

    #[test]
    fn behind_a_broken_way_nothing_is_concluded() {
        for steps in [
            ["lanjut: 9", "waktu: 1 jam", "waktu: 1 jam"],
            ["'keputusan': {ya: 9, tidak: 3}", "waktu: 1 jam", "waktu: 1 jam"],
            ["'keputusan': {ya: 3}", "waktu: 1 jam", "waktu: 1 jam"],
        ] {
            assert_eq!(found(&steps, Predicate::AllReachable), ["unsure"], "{steps:?}");
            assert_eq!(found(&steps, Predicate::EndReachable), ["unsure"], "{steps:?}");
        }
    }

    #[test]
    fn a_way_that_names_no_step_is_a_dead_end_where_it_stands() {
        assert_eq!(found(&["lanjut: 9", "waktu: 1 jam"], Predicate::NoDeadEnds), ["1"]);
        assert_eq!(found(&["lanjut: [2, 9]", "waktu: 1 jam"], Predicate::NoDeadEnds), ["1"]);
        assert_eq!(
            found(&["keputusan: {ya: 2, tidak: 9}", "waktu: 1 jam"], Predicate::NoDeadEnds),
            Vec::<String>::new()
        );
    }

    #[test]
    fn where_nothing_ends_the_last_step_is_no_dead_end_of_its_own() {
        let steps = ["jenis: mulai", "lanjut: 1"];
        assert_eq!(found(&steps, Predicate::HasEnd), [""]);
        assert_eq!(found(&steps, Predicate::NoDeadEnds), Vec::<String>::new());
    }

    #[test]
    fn a_last_step_that_goes_back_is_no_end() {
        assert_eq!(found(&["waktu: 1 jam", "lanjut: 1"], Predicate::HasEnd), [""]);
        assert_eq!(found(&["waktu: 1 jam", "lanjut: 9"], Predicate::HasEnd), ["unsure"]);
        assert_eq!(found(&["waktu: 1 jam", "lanjut: selesai"], Predicate::HasEnd), Vec::<String>::new());
    }

    #[test]
    fn the_first_and_the_last_step_stand_for_a_start_and_an_end_nobody_marked() {
        for steps in [["jenis: mulai", "waktu: 1 jam"], ["waktu: 1 jam", "jenis: selesai"]] {
            for predicate in [Predicate::HasStart, Predicate::HasEnd, Predicate::NoDeadEnds] {
                assert_eq!(found(&steps, predicate), Vec::<String>::new(), "{steps:?}");
            }
        }
        assert_eq!(found(&["jenis: selesai", "waktu: 1 jam"], Predicate::HasStart), [""]);
    }

    #[test]
    fn a_step_without_ways_is_an_orphan() {
        let steps = ["lanjut: 3", "keputusan: {}, jenis: keputusan", "jenis: selesai"];
        assert_eq!(found(&steps, Predicate::NoOrphans), ["2"]);
        let last = ["lanjut: 2", "jenis: selesai", "waktu: 1 jam"];
        assert_eq!(found(&last, Predicate::NoOrphans), ["3"]);
        for steps in
            [&["waktu: 1 jam"][..], &["waktu: 1 jam", "waktu: 1 jam"], &["lanjut: 3", "lanjut: 1", "waktu: 1 jam"]]
        {
            assert_eq!(found(steps, Predicate::NoOrphans), Vec::<String>::new(), "{steps:?}");
        }
    }

    #[test]
    fn parallel_ways_meet_again_in_one_step() {
        let meet = ["lanjut: [2, 3]", "lanjut: 4", "waktu: 1 jam", "waktu: 1 jam"];
        let straight = ["lanjut: [2, 3]", "waktu: 1 jam", "waktu: 1 jam"];
        let nested = ["lanjut: [2, 3, 4]", "lanjut: 4", "lanjut: 4", "lanjut: 5", "waktu: 1 jam"];
        let later =
            ["lanjut: [2, 3]", "lanjut: 4", "waktu: 1 jam", "keputusan: {ya: 5, tidak: selesai}", "waktu: 1 jam"];
        let unsure = ["lanjut: [2, 3]", "lanjut: selesai", "keputusan: {ya: selesai, tidak: 1}", "waktu: 1 jam"];
        for steps in [&meet[..], &straight, &nested, &later, &unsure] {
            assert_eq!(found(steps, Predicate::SplitsMatchJoins), Vec::<String>::new(), "{steps:?}");
        }
        let apart = ["lanjut: [2, 3]", "lanjut: selesai", "waktu: 1 jam"];
        assert_eq!(found(&apart, Predicate::SplitsMatchJoins), ["1"]);
        let in_part =
            ["waktu: 1 jam", "lanjut: [3, 4, 5]", "lanjut: 6", "lanjut: 6", "lanjut: selesai", "waktu: 1 jam"];
        assert_eq!(found(&in_part, Predicate::SplitsMatchJoins), ["2"]);
    }

    #[test]
    fn a_loop_nothing_leaves_is_named_once() {
        let steps = ["keputusan: {ya: 4, tidak: 2}", "waktu: 1 jam", "keputusan: {ya: 2, belum: 3}", "waktu: 1 jam"];
        assert_eq!(found(&steps, Predicate::LoopsCanExit), ["3"]);
        let free = ["waktu: 1 jam", "keputusan: {ya: 3, tidak: 1}", "waktu: 1 jam"];
        assert_eq!(found(&free, Predicate::LoopsCanExit), Vec::<String>::new());
    }
}
