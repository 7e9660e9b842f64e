//! Whether the units and positions of a project fit together.
//!
//! In: what all data files say. Out: a mistake at its place for a name two entries share, a unit nobody lists, and units that
//! are above themselves. What is not listed at all is not missed: without units the units of positions are any texts.

use rustc_hash::FxHashMap;

use crate::pack::{Diagnostic, error};
use crate::sop::Vocabulary;
use crate::sop::label::nearest;
use crate::sop::project::link::kind_of_sop;
use crate::sop::project::{PositionEntry, ProjectData, UnitEntry, Written, name_forms};

/// Names an unknown one is compared with.
const MOST_COMPARED: usize = 1000;

/// All mistakes, with the file of each.
pub(in crate::pack) fn mistakes(data: &ProjectData, vocabulary: &Vocabulary) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let positions = data.positions.as_deref().unwrap_or_default();
    let names = positions.iter().map(|entry| (&entry.name, &entry.aliases));
    Names::new(vocabulary, names, "a position", &mut found);
    let Some(units) = data.units.as_deref() else { return found };
    let names = units.iter().map(|entry| (&entry.name, &entry.aliases));
    let names = Names::new(vocabulary, names, "a unit", &mut found);
    circles(&names, units, &mut found);
    for entry in units {
        found.extend(entry.parent.as_ref().and_then(|parent| names.unknown(parent, "no unit")));
    }
    for entry in positions {
        about_units(&names, entry, &mut found);
    }
    found
}

/// The names of the units or positions, each with the entry it belongs to.
struct Names<'d> {
    vocabulary: &'d Vocabulary,
    by_form: FxHashMap<String, usize>,
    written: Vec<&'d Written>,
}

impl<'d> Names<'d> {
    fn new(
        vocabulary: &'d Vocabulary,
        entries: impl Iterator<Item = (&'d Written, &'d Vec<Written>)>,
        what: &str,
        found: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut names = Self { vocabulary, by_form: FxHashMap::default(), written: Vec::new() };
        let mut first: FxHashMap<String, &Written> = FxHashMap::default();
        for (at, (name, aliases)) in entries.enumerate() {
            names.written.push(name);
            for written in std::iter::once(name).chain(aliases) {
                for form in name_forms(vocabulary, &written.text) {
                    let known = *names.by_form.entry(form.clone()).or_insert(at);
                    match first.get(&form) {
                        Some(earlier) if known != at => found.push(twice(written, earlier, what)),
                        Some(_) => {}
                        None => {
                            first.insert(form, written);
                        }
                    }
                }
            }
        }
        names
    }

    fn find(&self, name: &str) -> Option<usize> {
        name_forms(self.vocabulary, name).find_map(|form| self.by_form.get(&form).copied())
    }

    /// A name nobody lists. Only among as many names as an organisation has is it said which one may be meant.
    fn unknown(&self, name: &Written, what: &str) -> Option<Diagnostic> {
        if self.find(&name.text).is_some() {
            return None;
        }
        let few = self.written.iter().map(|known| known.text.as_str()).take(MOST_COMPARED);
        let near = nearest(&name.text, few);
        let help = near.map(|near| format!("did you mean '{near}'?"));
        Some(Diagnostic { help, file: name.file, ..error("PK020", name.span, format!("{what} '{}'", name.text)) })
    }
}

fn twice(second: &Written, first: &Written, what: &str) -> Diagnostic {
    let label = "the first one is here".to_owned();
    let (other, elsewhere) = match second.file == first.file {
        true => (Some((first.span, label)), None),
        false => (None, Some((first.file, first.span, label))),
    };
    let message = format!("'{}' is already the name of {what}", second.text);
    let help = Some("give one of them another name, or leave this one out".to_owned());
    Diagnostic { file: second.file, other, elsewhere, help, ..error("PK005", second.span, message) }
}

/// Units that are above themselves: said once for each circle, at its first unit.
fn circles(names: &Names<'_>, units: &[UnitEntry], found: &mut Vec<Diagnostic>) {
    let parent = |at: usize| units[at].parent.as_ref().and_then(|parent| names.find(&parent.text));
    // The walk in which a unit was first met, counted from 1.
    let mut met = vec![0; units.len()];
    for start in 0..units.len() {
        let mut at = start;
        while met[at] == 0 {
            met[at] = start + 1;
            match parent(at) {
                Some(above) => at = above,
                None => break,
            }
        }
        let closes = met[at] == start + 1 && parent(at).is_some();
        let first = units[at].parent.as_ref().filter(|_| closes && is_circle(at, units.len(), parent));
        if let Some(written) = first {
            let message = format!("the unit '{}' is above itself", units[at].name.text);
            let help = Some("the highest unit has no 'parent'".to_owned());
            found.push(Diagnostic { file: written.file, help, ..error("PK022", written.span, message) });
        }
    }
}

/// Whether the way up from a unit leads back to it.
fn is_circle(start: usize, units: usize, parent: impl Fn(usize) -> Option<usize>) -> bool {
    let mut at = parent(start);
    for _ in 0..units {
        match at {
            Some(above) if above == start => return true,
            Some(above) => at = parent(above),
            None => return false,
        }
    }
    false
}

fn about_units(names: &Names<'_>, entry: &PositionEntry, found: &mut Vec<Diagnostic>) {
    found.extend(entry.unit.as_ref().and_then(|unit| names.unknown(unit, "no unit")));
    let approves = entry.approves.iter().flatten();
    let units = approves.filter(|name| kind_of_sop(names.vocabulary, &name.text).is_none());
    found.extend(units.filter_map(|name| names.unknown(name, "no unit and no kind of SOP")));
}
