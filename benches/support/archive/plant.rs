//! Contradictions between SOPs, planted one by one, each in clusters that nothing else touches.
//!
//! In: a plan without any. Out: the same with the [`Spot`](super::plan::Spot)s at which they must be found. What is planted is the
//! smallest change that makes two papers contradict each other; everything else stays as it was.

use std::collections::BTreeSet;

use super::Planted;
use super::page::Page;
use super::plan::{Link, Plan, Sop};
use super::project::{ROSTER, has_log};
use super::words::{FEW, NONE, UNITS};

/// SOPs for each contradiction of a kind, and how many of a kind there are at least and at most.
const SOPS_PER_PLANT: usize = 600;
const PLANTS: (usize, usize) = (1, 30);
/// SOPs that share one warning.
const SHARED_WARNING: usize = 12;
/// SOPs of a cluster in which something can be planted.
const WHOLE: usize = 5;

/// Plants everything there is room for; the clusters in which it stands.
pub(super) fn plant(plan: &mut Plan) -> BTreeSet<usize> {
    let times = (plan.sops.len() / SOPS_PER_PLANT).clamp(PLANTS.0, PLANTS.1);
    let mut planter = Planter::new(plan);
    for time in 0..times {
        // A plant for which no room is left is left out, and must not be found.
        KINDS.iter().for_each(|kind| {
            let _ = kind(&mut planter, time);
        });
    }
    let _ = shared_warning(&mut planter);
    coverage(planter.plan);
    planter.used
}

/// The contradictions with the files in which they stand.
pub(super) fn list(plan: &Plan) -> Vec<Planted> {
    let path = |at: Option<usize>| at.map_or_else(|| ROSTER.to_owned(), |at| plan.path(at));
    let planted = plan.spots.iter().map(|spot| Planted {
        rule: spot.rule,
        path: path(spot.at),
        other: spot.other.map(|other| plan.path(other)),
    });
    let odd =
        plan.odd.iter().map(|&(rule, at)| Planted { rule, path: plan.path(at), other: plan.first_about_the_same(at) });
    planted.chain(odd).collect()
}

type Kind = fn(&mut Planter<'_>, usize) -> Option<()>;

const KINDS: [Kind; 25] = [
    same_number,
    gap,
    title_nearly_the_same,
    file_of_another_number,
    related_to_nothing,
    related_to_what_was_replaced,
    related_to_itself,
    not_mutual,
    regulation_of_another_kind,
    regulation_about_something_else,
    other_time,
    other_actor,
    actor_spelt_otherwise,
    circle_of_two,
    circle_of_three,
    micro_without_macro,
    mentions_nothing,
    mentions_what_was_replaced,
    two_in_force,
    replaced_and_in_force,
    copied_steps,
    never_evaluated,
    never_monitored,
    never_reviewed,
    review_is_overdue,
];

struct Planter<'p> {
    plan: &'p mut Plan,
    /// Clusters in which nothing is planted yet, those of all units mixed, the next one last.
    free: Vec<usize>,
    used: BTreeSet<usize>,
}

impl<'p> Planter<'p> {
    fn new(plan: &'p mut Plan) -> Self {
        let is_fit = |at: &usize| {
            let cluster = &plan.clusters[*at];
            cluster.len() >= WHOLE && plan.sops[cluster.start].unit != FEW
        };
        let fit: Vec<usize> = (0..plan.clusters.len()).filter(is_fit).collect();
        // A step that shares no factor with their number leads to every one of them.
        let step = [7919, 7907, 7901].into_iter().find(|step| !fit.len().is_multiple_of(*step)).unwrap_or(1);
        let mut free: Vec<usize> = (0..fit.len()).map(|at| fit[at * step % fit.len()]).collect();
        free.reverse();
        Self { plan, free, used: BTreeSet::new() }
    }

    /// The last SOP but one of a cluster of its own.
    fn sop(&mut self) -> Option<usize> {
        let cluster = self.free.pop()?;
        Some(self.in_cluster(cluster))
    }

    /// Two such SOPs of one unit, in the order of the archive.
    fn pair(&mut self) -> Option<(usize, usize)> {
        let unit_of = |planter: &Self, cluster: usize| planter.plan.sops[planter.plan.clusters[cluster].start].unit;
        let one = self.free.pop()?;
        let unit = unit_of(self, one);
        let other = self.free.iter().rposition(|cluster| unit_of(self, *cluster) == unit)?;
        let other = self.free.remove(other);
        let (one, other) = (one.min(other), one.max(other));
        Some((self.in_cluster(one), self.in_cluster(other)))
    }

    fn in_cluster(&mut self, cluster: usize) -> usize {
        self.used.insert(cluster);
        self.plan.clusters[cluster].start + 3
    }

    fn edit(&mut self, at: usize) -> &mut Sop {
        &mut self.plan.sops[at]
    }

    /// An SOP that another one of its unit replaced, and that one.
    fn edition(&mut self) -> Option<(usize, usize)> {
        let (old, new) = self.pair()?;
        self.replace(old, new);
        let (title, words) = (self.plan.sops[new].title.clone(), self.plan.sops[new].words);
        let sop = self.edit(old);
        (sop.in_force, sop.is_apart) = (false, true);
        // What it says otherwise, and what it leads to, concerns nobody any more.
        sop.related.push(Link::Words("SOP Penyewaan Istana Pasir".to_owned()));
        sop.change(|page| {
            page.steps[SHARED_STEP].time = Some("50 menit".to_owned());
            page.steps[SHARED_STEP].remark = Some("Lihat SOP-001/KUNO/9999/2010".to_owned());
            page.list("dasar_hukum").push("Peraturan Bupati Contoh Nomor 101 Tahun 2020 tentang Hari Jadi".to_owned());
        });
        (sop.title, sop.words) = (title, words);
        Some((old, new))
    }

    fn replace(&mut self, old: usize, new: usize) {
        let sop = self.edit(new);
        sop.replaces = Some(old);
        sop.change(|page| page.list("riwayat_perubahan").push("Revisi 1: alur diperbarui".to_owned()));
    }
}

/// A text with one letter of its longest word written twice.
fn slipped(text: &str, time: usize) -> String {
    let longest = text.split(' ').max_by_key(|word| word.len()).unwrap_or(text);
    let place = text.find(longest).unwrap_or(0) + 2 + time % (longest.len() - 3);
    let letter = &text[place..place + 1];
    format!("{}{letter}{}", &text[..place], &text[place..])
}

fn same_number(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let (one, other) = planter.pair()?;
    planter.edit(other).number_of = Some(one);
    planter.plan.note("AR001", one, Some(other));
    planter.plan.note("AR001", other, Some(one));
    Some(())
}

fn gap(planter: &mut Planter<'_>, time: usize) -> Option<()> {
    let at = planter.sop()?;
    planter.edit(at).skipped = 1 + (time % 3) as u32;
    planter.plan.note("AR002", at, Some(at - 1));
    Some(())
}

fn title_nearly_the_same(planter: &mut Planter<'_>, time: usize) -> Option<()> {
    let (one, other) = planter.pair()?;
    planter.edit(other).title = slipped(&planter.plan.sops[one].title, time);
    planter.plan.note("AR003", other, Some(one));
    Some(())
}

fn file_of_another_number(planter: &mut Planter<'_>, time: usize) -> Option<()> {
    let at = planter.sop()?;
    // None of the numbers inside, not even that of the year.
    planter.edit(at).file_number = Some(901 + time as u32);
    planter.plan.note("AR004", at, None);
    Some(())
}

const NOBODYS: [&str; 6] =
    ["Kolam Ikan", "Museum Wayang", "Landasan Helikopter", "Kebun Anggrek", "Studio Rekaman", "Perahu Dayung"];
const UNDONE: [&str; 5] = ["Penyewaan", "Pelelangan", "Pengecatan", "Perombakan", "Pengasapan"];

/// What no SOP of the office is about.
fn nobodys(time: usize) -> String {
    format!("{} {}", UNDONE[time % UNDONE.len()], NOBODYS[time / UNDONE.len() % NOBODYS.len()])
}

fn related_to_nothing(planter: &mut Planter<'_>, time: usize) -> Option<()> {
    let at = planter.sop()?;
    planter.edit(at).related.push(Link::Words(format!("SOP {}", nobodys(time))));
    planter.plan.note("AR005", at, None);
    Some(())
}

fn related_to_what_was_replaced(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let ((old, _), at) = (planter.edition()?, planter.sop()?);
    planter.edit(at).related.push(Link::Number(old));
    planter.plan.note("AR005", at, Some(old));
    Some(())
}

fn related_to_itself(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let at = planter.sop()?;
    planter.edit(at).related.push(Link::Title(at));
    planter.plan.note("AR006", at, Some(at));
    Some(())
}

fn not_mutual(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let (at, other) = (planter.sop()?, planter.sop()?);
    planter.edit(at).related.push(Link::Title(other));
    planter.plan.note("AR007", at, Some(other));
    Some(())
}

/// Cites the guideline of the unit in another way; any other SOP of the unit cites it as it is.
fn cited(planter: &mut Planter<'_>, way: impl Fn(&str) -> String + 'static) -> Option<()> {
    let at = planter.sop()?;
    planter.edit(at).change(move |page: &mut Page| {
        if let Some(law) = page.list("dasar_hukum").last_mut() {
            *law = way(law);
        }
    });
    let first = planter.plan.first_of(planter.plan.sops[at].unit);
    planter.plan.note("AR009", at, Some(first));
    Some(())
}

fn regulation_of_another_kind(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    cited(planter, |law| law.replace("Keputusan Komisi Pemilihan Umum Kabupaten", "Peraturan Bupati"))
}

fn regulation_about_something_else(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    cited(planter, |law| {
        let about = law.find("tentang").unwrap_or(law.len());
        format!("{}tentang Tata Cara Pemilahan Limbah Kertas", &law[..about])
    })
}

/// The step that all SOPs about one object have in common.
const SHARED_STEP: usize = 1;

fn other_time(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let at = planter.sop()?;
    planter.edit(at).change(|page| page.steps[SHARED_STEP].time = Some("25 menit".to_owned()));
    planter.plan.odd.push(("AR010", at));
    Some(())
}

fn other_actor(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let at = planter.sop()?;
    planter.edit(at).change(|page| {
        page.steps[SHARED_STEP].actor = Some("arsip");
        // Who has nothing else to do is an actor no more.
        page.actors.retain(|(key, _)| page.steps.iter().any(|step| step.actor == Some(*key)));
    });
    planter.plan.odd.push(("AR011", at));
    Some(())
}

fn actor_spelt_otherwise(planter: &mut Planter<'_>, time: usize) -> Option<()> {
    let at = planter.sop()?;
    // The head does nothing that other SOPs say in the same words: there, another name would be another actor.
    planter.edit(at).change(move |page| {
        if let Some((_, name)) = page.actors.iter_mut().find(|(key, _)| *key == "kepala") {
            *name = slipped(name, time);
        }
    });
    let first = planter.plan.first_of(planter.plan.sops[at].unit);
    planter.plan.note("AR012", at, Some(first));
    Some(())
}

fn circle_of_two(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let (one, other) = (planter.sop()?, planter.sop()?);
    circle(planter, &[one, other])
}

fn circle_of_three(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let (one, two, three) = (planter.sop()?, planter.sop()?, planter.sop()?);
    circle(planter, &[one, two, three])
}

fn circle(planter: &mut Planter<'_>, sops: &[usize]) -> Option<()> {
    for (at, next) in sops.iter().zip(sops.iter().cycle().skip(1)) {
        planter.edit(*at).needs.push(Link::Title(*next));
    }
    let first = *sops.iter().min()?;
    // It is told once, at the first of them.
    sops.iter().filter(|other| **other != first).for_each(|other| planter.plan.note("AR015", first, Some(*other)));
    Some(())
}

fn micro_without_macro(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let at = planter.sop()?;
    planter.edit(at).is_apart = true;
    let first = planter.plan.first_of(planter.plan.sops[at].unit);
    planter.plan.note("AR016", at, Some(first));
    Some(())
}

fn mentions_nothing(planter: &mut Planter<'_>, time: usize) -> Option<()> {
    let at = planter.sop()?;
    let number = format!("SOP-{:03}/LAMA/9999/2016", 1 + time);
    planter.edit(at).mentions = Some(Link::Words(number));
    planter.plan.note("AR017", at, None);
    Some(())
}

fn mentions_what_was_replaced(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let ((old, _), at) = (planter.edition()?, planter.sop()?);
    planter.edit(at).mentions = Some(Link::Number(old));
    planter.plan.note("AR017", at, Some(old));
    Some(())
}

fn two_in_force(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let (one, other) = planter.pair()?;
    planter.edit(other).title = planter.plan.sops[one].title.clone();
    planter.plan.note("AR018", one, Some(other));
    planter.plan.note("AR018", other, Some(one));
    Some(())
}

fn replaced_and_in_force(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let (old, new) = planter.pair()?;
    planter.replace(old, new);
    planter.plan.note("AR021", new, Some(old));
    Some(())
}

/// An SOP whose steps are those of another one, under a title of its own.
fn copied_steps(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let (one, other) = planter.pair()?;
    planter.edit(other).words = planter.plan.sops[one].words;
    planter.plan.note("AR022", one, Some(other));
    planter.plan.note("AR022", other, Some(one));
    Some(())
}

/// An SOP for a contradiction with the log of the office, where it keeps one.
fn logged(planter: &mut Planter<'_>) -> Option<usize> {
    has_log(planter.plan).then(|| planter.sop())?
}

fn never_evaluated(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let at = logged(planter)?;
    planter.edit(at).change(|page| {
        page.drop_field("tanggal_tinjauan_terakhir");
        page.set("tanggal_pembuatan", "6 Mei 2024");
        page.set("tanggal_efektif", "1 Juli 2024");
    });
    planter.plan.note("LC001", at, None);
    Some(())
}

fn never_monitored(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let at = logged(planter)?;
    planter.plan.unwatched.insert(at);
    planter.edit(at).change(|page| page.set("tanggal_efektif", "1 Juli 2025"));
    planter.plan.note("LC002", at, None);
    Some(())
}

fn never_reviewed(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let at = logged(planter)?;
    planter.edit(at).change(|page| {
        page.drop_field("tanggal_tinjauan_terakhir");
        page.set("tanggal_pembuatan", "4 Januari 2016");
        page.set("tanggal_efektif", "1 Februari 2016");
    });
    planter.plan.note("LC003", at, None);
    // Who never reviews does not evaluate either.
    planter.plan.note("LC001", at, None);
    Some(())
}

fn review_is_overdue(planter: &mut Planter<'_>, _: usize) -> Option<()> {
    let at = planter.sop()?;
    planter.edit(at).change(|page| {
        page.drop_field("tanggal_tinjauan_terakhir");
        page.set("tanggal_efektif", "2 Juni 2025");
        page.set("tanggal_tinjau_ulang", "1 Februari 2026");
    });
    planter.plan.note("LC004", at, None);
    Some(())
}

/// A warning that came with a template.
fn shared_warning(planter: &mut Planter<'_>) -> Option<()> {
    let mut sops = Vec::new();
    for _ in 0..SHARED_WARNING {
        sops.push(planter.sop()?);
    }
    sops.sort_unstable();
    for at in &sops {
        let warning = "Apabila SOP ini tidak dilaksanakan, maka kegiatan terhambat.";
        planter.edit(*at).change(move |page| page.list("peringatan").push(warning.to_owned()));
    }
    // It is told once, at the first of them.
    planter.plan.note("AR019", sops[0], Some(sops[1]));
    Some(())
}

/// A unit without an SOP, and tasks nobody wrote one for: they are told where the organisation is described.
fn coverage(plan: &mut Plan) {
    plan.spots.push(super::plan::Spot { rule: "AR013", at: None, other: None });
    for unit in [0, 4, FEW, NONE] {
        plan.idle_tasks.push((unit, format!("{} {}", UNDONE[unit % UNDONE.len()], UNITS[unit].objects[9])));
        plan.spots.push(super::plan::Spot { rule: "AR014", at: None, other: None });
    }
}
