//! What the office knows beside its SOPs: the settings, the roster with units, tasks and positions, and the log of its SOPs.

use std::fmt::Write as _;

use super::plan::Plan;
use super::words::UNITS;

/// The name of the roster, where findings about units and tasks stand.
pub(super) const ROSTER: &str = "roster.yaml";

/// SOPs of which one data file can tell: such a file has at most 4 MiB.
const MOST_LOGGED: usize = 20_000;

/// Whether the office keeps a log of its SOPs.
pub(super) fn has_log(plan: &Plan) -> bool {
    plan.sops.len() <= MOST_LOGGED
}

/// The files beside the folders of the units.
pub(super) fn files(plan: &Plan) -> Vec<(&'static str, String)> {
    let data = if has_log(plan) { "roster.yaml, log.yaml" } else { ROSTER };
    let settings = format!("# Settings of the invented office.\nextends: [kpu]\nproject: [{data}]\n");
    let log = has_log(plan).then(|| ("log.yaml", log(plan)));
    [("soplint.yaml", settings), (ROSTER, roster(plan))].into_iter().chain(log).collect()
}

fn roster(plan: &Plan) -> String {
    let mut text = "# The organisation of the invented office.\nunits:\n".to_owned();
    text.push_str("  - {name: Komisi, sop_required: false}\n  - {name: Sekretariat KPU Kabupaten Contoh, aliases: [Sekretariat], sop_required: false}\n");
    for (at, unit) in UNITS.iter().enumerate() {
        let parent = if unit.is_secretariat { "Sekretariat" } else { "Komisi" };
        // Writing to a string cannot fail.
        let _ = writeln!(text, "  - name: {}\n    parent: {parent}", unit.name);
        let tasks = tasks(plan, at);
        if !tasks.is_empty() {
            text.push_str("    tasks:\n");
            for task in tasks {
                let _ = writeln!(text, "      - {task}");
            }
        }
    }
    text.push_str("\npositions:\n");
    text.push_str(
        "  - {name: Ketua KPU Kabupaten Contoh, aliases: [Ketua], unit: Komisi, rank: 1, approves: [Komisi]}\n",
    );
    text.push_str("  - {name: Sekretaris KPU Kabupaten Contoh, aliases: [Sekretaris], unit: Sekretariat, rank: 2, approves: [Sekretariat]}\n");
    for unit in &UNITS {
        for (name, rank) in [(unit.head, 3), (unit.staff, 4), (unit.helper, 5)] {
            let _ = writeln!(text, "  - {{name: {name}, unit: {}, rank: {rank}}}", unit.name);
        }
    }
    text.push_str("  - {name: Arsiparis, rank: 4}\n\ncalendar:\n  working_day: 7.5 hours\n");
    text
}

/// A task for each object of which the unit has an SOP that is as it should be, and those that have none.
fn tasks(plan: &Plan, unit: usize) -> Vec<String> {
    let mut tasks = Vec::new();
    for (object, name) in UNITS[unit].objects.iter().enumerate() {
        let is_right = |sop: &&super::plan::Sop| {
            sop.unit == unit && sop.words.1 == object && sop.changes.is_empty() && sop.in_force
        };
        if let Some(sop) = plan.sops.iter().find(is_right) {
            tasks.push(format!("{{name: Urusan {}, sop: [{}]}}", name.to_lowercase(), sop.title));
        }
    }
    tasks.extend(plan.idle_tasks.iter().filter(|(of, _)| *of == unit).map(|(_, name)| name.clone()));
    tasks
}

/// Trials of all SOPs, and the last monitoring of those in force.
fn log(plan: &Plan) -> String {
    let mut text = "# What the office recorded about its SOPs.\ntables:\n  trials:\n    rows:\n".to_owned();
    let numbers = || (0..plan.sops.len()).filter(|at| plan.sops[*at].number_of.is_none());
    for at in numbers() {
        let year = plan.sops[at].year;
        let _ = writeln!(text, "      - [{}, {year}-01-04, {year}-01-05]", plan.number(at));
    }
    text.push_str("  monitoring:\n    rows:\n");
    for at in numbers().filter(|at| plan.sops[*at].in_force && !plan.unwatched.contains(at)) {
        let _ = writeln!(text, "      - [{}, 2026-01-{:02}]", plan.number(at), 5 + at % 20);
    }
    text.push_str("  evaluations: {rows: []}\n");
    text
}
