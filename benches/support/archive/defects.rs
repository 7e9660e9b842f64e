//! Defects of single SOPs, such as every archive has: one SOP in a hundred has some, most of them in two units.
//!
//! In: a plan, and the clusters in which contradictions are planted. Out: the same with changes in SOPs of other clusters. No defect
//! contradicts another SOP.

use std::collections::BTreeSet;

use super::Random;
use super::page::Page;
use super::plan::Plan;
use super::words::{FEW, NONE};

/// One SOP in so many has defects.
const SOPS_PER_FAULTY: usize = 100;
/// Units that write badly, and one that makes no mistakes.
const POOR: [usize; 2] = [2, 5];
const GOOD: usize = 1;
/// Of ten faulty SOPs, so many are of the units that write badly.
const OF_POOR: usize = 6;
/// The most defects of one SOP.
const MOST: usize = 4;

/// Adds defects to SOPs of clusters that are not `used`.
pub(super) fn add(plan: &mut Plan, used: &BTreeSet<usize>) {
    let is_free = |at: &usize| !used.contains(&plan.sops[*at].cluster);
    let of_units = |units: &[usize]| -> Vec<usize> {
        (0..plan.sops.len()).filter(|at| units.contains(&plan.sops[*at].unit)).filter(is_free).collect()
    };
    let others: Vec<usize> = (0..NONE).filter(|unit| *unit != GOOD && *unit != FEW && !POOR.contains(unit)).collect();
    let (mut poor, mut others) = (of_units(&POOR), of_units(&others));
    let mut random = Random::of(plan.sops.len());
    for time in 0..plan.sops.len() / SOPS_PER_FAULTY {
        let (from, least) = if time % 10 < OF_POOR { (&mut poor, 2) } else { (&mut others, 1) };
        if from.is_empty() {
            continue;
        }
        let at = from.swap_remove(random.below(from.len()));
        let (first, count) = (random.below(DEFECTS.len()), least + random.below(MOST + 1 - least));
        for defect in 0..count {
            // Neighbours in the list are of different kinds, so that none hides another.
            plan.sops[at].change(DEFECTS[(first + defect) % DEFECTS.len()]);
        }
    }
}

const DEFECTS: [fn(&mut Page); 20] = [
    |page| page.steps[2].time = None,
    |page| page.approver.clear(),
    |page| page.steps[3].time = Some("Segera".to_owned()),
    |page| page.approver.retain(|(key, _)| *key != "nama"),
    |page| page.steps[0].text.push_str(", dll"),
    |page| page.drop_field("pencatatan"),
    no_second_branch,
    |page| page.list("dasar_hukum").insert(1, "Peraturan Pemerintah Nomor 94 Tahun 2021".to_owned()),
    |page| page.steps[2].output = None,
    |page| page.actors.push(("cadangan", "Arsiparis Madya".to_owned())),
    dead_step,
    |page| page.set("tanggal_efektif", "3 Januari 2019"),
    |page| page.steps[4].actor = None,
    |page| page.drop_field("peringatan"),
    noun_in_front,
    |page| page.set("tanggal_pembuatan", "31 Februari 2021"),
    |page| page.steps[0].time = Some("10".to_owned()),
    |page| page.drop_field("kualifikasi_pelaksana"),
    |page| page.steps[3].inputs.clear(),
    |page| page.set("ruang_lingkup", "[isi ruang lingkup]"),
];

/// What is prepared instead of what is done.
fn noun_in_front(page: &mut Page) {
    let text = &mut page.steps[2].text;
    let rest = text.split_once(' ').map_or("", |(_, rest)| rest);
    *text = format!("Persiapan {rest}");
}

fn no_second_branch(page: &mut Page) {
    if let Some((_, no)) = page.steps.iter_mut().find_map(|step| step.branches.as_mut()) {
        *no = None;
    }
}

/// A yes that jumps over the next step.
fn dead_step(page: &mut Page) {
    if let Some((yes, _)) = page.steps.iter_mut().find_map(|step| step.branches.as_mut()) {
        *yes += 1;
    }
}
