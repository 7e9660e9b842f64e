//! What the settings make different for some documents (`overrides`).
//!
//! In: the overrides as they were loaded, the folder their globs count from, and one understood SOP. Out: which of them match it,
//! and what they say together: of each key what is said last. Without overrides nothing is asked of any document.

use super::Folder;
use crate::check::Local;
use crate::finding::RuleId;
use crate::pack::{Match, Override};
use crate::rule::Severities;
use crate::sop::model::{Document, Status};
use crate::sop::project::{Project, name_forms};
use crate::sop::{Sop, Vocabulary};

/// Overrides, ready to be asked about documents.
#[derive(Debug, Default)]
pub struct Overrides {
    loaded: crate::pack::Overrides,
    folder: Folder,
    /// By entry, where it names units.
    units: Vec<Option<Units>>,
    /// Whether the phase of the run beats theirs.
    without_phases: bool,
}

/// Units by their names, and where the project lists them, by their numbers in it.
#[derive(Debug)]
struct Units {
    forms: Vec<String>,
    listed: Vec<usize>,
}

impl Units {
    fn new(vocabulary: &Vocabulary, project: Option<&Project>, names: &[String]) -> Self {
        let find = |name: &String| project?.unit_named(vocabulary, name);
        Self {
            forms: names.iter().flat_map(|name| name_forms(vocabulary, name)).collect(),
            listed: names.iter().filter_map(find).collect(),
        }
    }

    fn hold(&self, vocabulary: &Vocabulary, project: Option<&Project>, document: &Document<'_>) -> bool {
        let unit = &document.unit;
        let by_name = || name_forms(vocabulary, unit.as_str()).any(|form| self.forms.contains(&form));
        let by_list = || project?.is_unit_within(document.unit_entry.element()?, &self.listed);
        unit.is_present() && (by_name() || by_list() == Some(true))
    }
}

impl Overrides {
    /// Overrides of a project whose settings stand in `folder`.
    #[must_use]
    pub fn new(
        loaded: crate::pack::Overrides,
        folder: Folder,
        vocabulary: &Vocabulary,
        project: Option<&Project>,
    ) -> Self {
        let units = |of: &Override| of.matches.units.as_ref().map(|names| Units::new(vocabulary, project, names));
        let units = loaded.list.iter().map(units).collect();
        Self { loaded, folder, units, without_phases: false }
    }

    /// The entries, in the order in which they are said.
    #[must_use]
    pub fn list(&self) -> &[Override] {
        &self.loaded.list
    }

    /// Says nothing of phases any more: the command line names one for all documents.
    pub fn without_phases(&mut self) {
        self.without_phases = true;
    }

    /// The entries that match a document, by their numbers, in order.
    pub(super) fn matching(
        &self,
        vocabulary: &Vocabulary,
        project: Option<&Project>,
        name: &str,
        sop: &Sop<'_>,
    ) -> Vec<u32> {
        let document = &sop.document;
        let status = document.status.code().and_then(Status::from_code);
        let holds = |at: &u32| {
            let matches = self.matches(*at);
            let by_status =
                matches.statuses.as_ref().is_none_or(|of| status.is_some_and(|status| of.contains(&status)));
            let units = self.units.get(*at as usize).and_then(Option::as_ref);
            by_status && units.is_none_or(|units| units.hold(vocabulary, project, document))
        };
        self.named(name).into_iter().filter(holds).collect()
    }

    /// The entries that may be for an input of which nothing else is known than its name.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<u32> {
        if self.loaded.list.is_empty() {
            return Vec::new();
        }
        let by_path = self.folder.place(name).map_or_else(Vec::new, |place| self.loaded.globs.lists_that_name(&place));
        let all = 0..self.loaded.list.len() as u32;
        all.filter(|at| !self.matches(*at).by_path || by_path.binary_search(at).is_ok()).collect()
    }

    fn matches(&self, at: u32) -> &Match {
        &self.loaded.list[at as usize].matches
    }

    /// What some entries say together; nothing where there are none.
    #[must_use]
    pub fn together(&self, matching: &[u32]) -> Option<Local> {
        if matching.is_empty() {
            return None;
        }
        let mut local = Local::default();
        let mut severities: Vec<(RuleId, Severities)> = Vec::new();
        for entry in self.entries(matching) {
            let phase = entry.phase.filter(|_| !self.without_phases);
            local.phase = phase.map(|said| said.value).or(local.phase);
            severities.extend(entry.changes.iter().map(|change| (change.rule, change.severities)));
            local.off.extend(entry.off.iter().map(|off| off.rule));
        }
        // Stable: of each rule the last one stands first now.
        severities.reverse();
        severities.sort_by_key(|(rule, _)| *rule);
        severities.dedup_by_key(|(rule, _)| *rule);
        local.off.sort_unstable();
        local.off.dedup();
        Some(Local { severities, ..local })
    }

    /// The rules some entries switch off, by id, with the reason that is given last.
    #[must_use]
    pub fn off(&self, matching: &[u32]) -> Vec<(RuleId, Option<&str>)> {
        let off = self.entries(matching).flat_map(|entry| &entry.off);
        let mut off: Vec<(RuleId, Option<&str>)> = off.map(|off| (off.rule, off.reason.as_deref())).collect();
        off.reverse();
        off.sort_by_key(|(rule, _)| *rule);
        off.dedup_by_key(|(rule, _)| *rule);
        off
    }

    fn entries(&self, matching: &[u32]) -> impl Iterator<Item = &Override> {
        matching.iter().filter_map(|at| self.loaded.list.get(*at as usize))
    }
}
