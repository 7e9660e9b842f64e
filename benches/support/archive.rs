//! A generated archive of the SOPs of an invented KPU Kabupaten, in which contradictions are planted.
//!
//! In: how many documents. Out: files in folders per unit and year with the roster, the log and the settings of the office
//! beside them, the same bytes for every run; and the list of what must be found ([`Planted`]). A document in which nothing is
//! planted contradicts no other one; one in a hundred has defects of its own. Names and numbers are invented.

#[path = "archive/broken.rs"]
mod broken;
#[path = "archive/defects.rs"]
mod defects;
#[path = "archive/page.rs"]
mod page;
#[path = "archive/plan.rs"]
mod plan;
#[path = "archive/plant.rs"]
mod plant;
#[path = "archive/project.rs"]
mod project;
#[path = "archive/words.rs"]
mod words;

use std::io;
use std::path::Path;

use plan::Plan;

/// A contradiction, and where it must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Planted {
    /// The rule that finds it.
    pub(crate) rule: &'static str,
    /// The file in which it stands, from the folder of the archive.
    pub(crate) path: String,
    /// The file it contradicts, where there is one: the finding shows it as its second place.
    pub(crate) other: Option<String>,
}

/// What was written.
#[derive(Debug)]
pub(crate) struct Archive {
    /// The documents, in order.
    #[allow(dead_code, reason = "not every target reads it, 2026-11")]
    pub(crate) documents: Vec<String>,
    /// What must be found.
    #[allow(dead_code, reason = "not every target reads it, 2026-11")]
    pub(crate) planted: Vec<Planted>,
    /// Files that nobody can read whole.
    #[allow(dead_code, reason = "only archives with such files have some, 2026-11")]
    pub(crate) broken: Vec<String>,
}

/// Whether some files are broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(dead_code, reason = "not every target makes both, 2026-11")]
pub(crate) enum Condition {
    /// Every document can be read.
    Sound,
    /// One in twenty files is cut off, empty, of another kind, or in another encoding.
    Damaged,
}

/// Writes an archive of so many documents into a folder.
#[allow(dead_code, reason = "benches keep what they wrote, 2026-11")]
pub(crate) fn write(root: &Path, count: usize, condition: Condition) -> io::Result<Archive> {
    let plan = Plan::new(count);
    let broken = write_planned(root, &plan, condition)?;
    Ok(told(&plan, broken))
}

/// Makes sure a sound archive of so many documents is in a folder.
#[allow(dead_code, reason = "tests write theirs anew, 2026-11")]
pub(crate) fn kept(root: &Path, count: usize) -> io::Result<Archive> {
    let plan = Plan::new(count);
    // Archives that an older generator wrote are written anew.
    let done = root.with_extension("done-5");
    if !done.exists() {
        let _ = std::fs::remove_dir_all(root);
        write_planned(root, &plan, Condition::Sound)?;
        std::fs::write(done, "")?;
    }
    Ok(told(&plan, Vec::new()))
}

/// Writes what is planned; the names of broken files.
fn write_planned(root: &Path, plan: &Plan, condition: Condition) -> io::Result<Vec<String>> {
    for (name, text) in project::files(plan) {
        put(root, name, text.as_bytes())?;
    }
    for at in 0..plan.sops.len() {
        put(root, &plan.path(at), page::written(plan, at).as_bytes())?;
    }
    let broken = match condition {
        Condition::Sound => Vec::new(),
        Condition::Damaged => broken::files(plan),
    };
    for (name, bytes) in &broken {
        put(root, name, bytes)?;
    }
    Ok(broken.into_iter().map(|(name, _)| name).collect())
}

fn told(plan: &Plan, broken: Vec<String>) -> Archive {
    let documents = (0..plan.sops.len()).map(|at| plan.path(at)).collect();
    Archive { documents, planted: plant::list(plan), broken }
}

fn put(root: &Path, name: &str, bytes: &[u8]) -> io::Result<()> {
    let path = root.join(name);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder)?;
    }
    std::fs::write(path, bytes)
}

/// A small generator of numbers (xorshift), so that every machine makes the same archive.
struct Random(u64);

impl Random {
    /// A generator whose numbers depend on `seed` alone.
    fn of(seed: usize) -> Self {
        Self(0x9e37_79b9_7f4a_7c15 ^ (seed as u64 + 1).wrapping_mul(0xbf58_476d_1ce4_e5b9))
    }

    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 11) % limit.max(1) as u64) as usize
    }
}

/// A number that depends on a text alone (FNV-1a).
fn number_of(text: &str) -> usize {
    let hash = text
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash >> 16) as usize
}
