//! Documents on their way: whether what a step needs came out before, and who made it.
//!
//! In: steps with their kelengkapan and output, and the flow. Out: `chained` and `made_in` of each step, `delivers` of the
//! document. Where it cannot be said for sure (a list that was lost, a file that may hold anything, a step nothing leads
//! to), nothing is said. Cost: linear in the words of all names.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::sop::Vocabulary;
use crate::sop::documents::{DocumentName, Seen};
use crate::sop::flow::Flow;
use crate::sop::model::{Document, Item};
use crate::sop::record::List;
use crate::sop::value::{Parsed, Target, Value};

/// The names that were read, by their texts: the output of one step is mostly an input of the next.
type Known<'m> = FxHashMap<&'m str, Rc<DocumentName>>;

/// Ways into a step that are followed; a step with more is left alone.
const MOST_WAYS_BACK: usize = 16;

/// The names in one list of a step.
struct Names {
    all: Vec<Rc<DocumentName>>,
    /// Whether all of them were read and there is one.
    sure: bool,
}

impl Names {
    fn of<'m>(vocabulary: &Vocabulary, known: &mut Known<'m>, list: &'m List<Item<'_>>) -> Self {
        let present = list.items.iter().filter(|item| item.text.is_present()).map(|item| item.text.as_str());
        let name = |text| known.entry(text).or_insert_with(|| Rc::new(vocabulary.documents.name(text))).clone();
        let all: Vec<Rc<DocumentName>> = present.map(name).collect();
        Self { sure: list.is_whole() && !all.is_empty(), all }
    }

    /// The keys of those that are one paper.
    fn keys(&self) -> impl Iterator<Item = &str> {
        self.all.iter().filter(|name| name.paper && !name.collective).map(|name| name.key.as_str())
    }

    fn has_paper(&self) -> bool {
        self.all.iter().any(|name| name.paper)
    }

    fn seen(&self) -> Seen {
        let mut seen = Seen::default();
        self.all.iter().for_each(|name| seen.add(name));
        seen
    }

    /// Whether one of them may hold any other document.
    fn hold_others(&self) -> bool {
        self.all.iter().any(|name| name.collective)
    }
}

/// Works out what happens to the documents.
pub(super) fn derive(vocabulary: &Vocabulary, model: &mut Document<'_>, flow: &Flow) {
    let mut known = Known::default();
    let steps = &model.steps.items;
    let inputs: Vec<Names> = steps.iter().map(|step| Names::of(vocabulary, &mut known, &step.inputs)).collect();
    let outputs: Vec<Names> = steps.iter().map(|step| Names::of(vocabulary, &mut known, &step.outputs)).collect();
    delivers(vocabulary, model, &outputs);
    made_in(model, &inputs, &outputs);
    if flow.readable && flow.broken.is_empty() {
        chained(model, &inputs, &outputs);
    }
}

/// Whether some output names what the title promises.
fn delivers(vocabulary: &Vocabulary, model: &mut Document<'_>, outputs: &[Names]) {
    let read = model.steps.is_whole() && outputs.iter().any(|names| names.sure);
    let lost = model.steps.items.iter().any(|step| !step.outputs.is_whole());
    let holds = outputs.iter().any(Names::hold_others);
    let Some(promised) = vocabulary.documents.promised(model.title.as_str()).filter(|_| read && !lost) else { return };
    let mut seen = Seen::default();
    outputs.iter().flat_map(|names| &names.all).for_each(|name| seen.add(name));
    let found = seen.knows(&promised);
    if found || !holds {
        model.delivers = Value::derived(Parsed::Bool(found), model.title.span());
    }
}

/// The first step in which the same actor alone brought out a paper this step is about.
fn made_in(model: &mut Document<'_>, inputs: &[Names], outputs: &[Names]) {
    let mut made: FxHashMap<(u32, &str), u32> = FxHashMap::default();
    for (at, step) in model.steps.items.iter_mut().enumerate() {
        let [actor] = *step.actors.items.as_slice() else { continue };
        let mut about = inputs[at].keys().chain(outputs[at].keys());
        if let Some(&first) = about.find_map(|key| made.get(&(actor, key))) {
            step.made_in = Value::derived(Parsed::Target(Target::Element(first)), step.anchor);
        }
        for key in outputs[at].keys() {
            made.entry((actor, key)).or_insert(at as u32);
        }
    }
}

/// Whether something a step needs came out of a step before it, on the flow or in the table.
fn chained(model: &mut Document<'_>, inputs: &[Names], outputs: &[Names]) {
    let mut before = Seen::default();
    let mut of_step: FxHashMap<usize, Seen> = FxHashMap::default();
    let mut unsure = false;
    for at in 0..model.steps.items.len() {
        let step = &model.steps.items[at];
        let from: Vec<usize> =
            step.came_from.items.iter().map(|&from| from as usize).filter(|&from| from != at).collect();
        let comes_back = from.iter().filter(|&&from| from > at).take(MOST_WAYS_BACK).any(|&from| {
            let seen = of_step.entry(from).or_insert_with(|| outputs[from].seen());
            inputs[at].all.iter().any(|name| seen.knows(name))
        });
        let known = comes_back || inputs[at].all.iter().any(|name| before.knows(name));
        let given = from.iter().any(|&from| from < at && outputs[from].sure);
        let lost = unsure
            || from.len() > MOST_WAYS_BACK
            || from.iter().any(|&from| !outputs[from].sure || outputs[from].hold_others());
        // Tools and supplies come from no step; only where papers meet, another paper was expected.
        let papers = inputs[at].has_paper() && from.iter().any(|&from| outputs[from].has_paper());
        if inputs[at].sure && given && (known || papers && !lost && !inputs[at].hold_others()) {
            let near = step.inputs.items.first().map_or(step.anchor, |item| item.text.span());
            model.steps.items[at].chained = Value::derived(Parsed::Bool(known), near);
        }
        outputs[at].all.iter().for_each(|name| before.add(name));
        unsure |= !model.steps.items[at].outputs.is_whole() || outputs[at].hold_others();
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::{Format, ReadLimits};
    use crate::sop::value::Parsed;
    use crate::sop::{Vocabulary, understand};

    fn last(steps: &[&str]) -> (Option<bool>, Option<usize>) {
        known(steps, steps.len())
    }

    /// What is known of a step: whether its inputs came out before, and the step in which its actor made them.
    fn known(steps: &[&str], number: usize) -> (Option<bool>, Option<usize>) {
        let text = steps.iter().enumerate().fold("kegiatan:\n".to_owned(), |text, (at, step)| {
            format!("{text}  - {{no: {}, uraian: Mencatat surat, {step}}}\n", at + 1)
        });
        let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
        let opened = Format::Yaml.open(text.as_bytes(), &ReadLimits::default()).expect("text");
        let reading = opened.read(&ReadLimits::default());
        let sop = understand(&reading.documents[0], &vocabulary);
        let step = &sop.document.steps.items[number - 1];
        let chained = match step.chained.parsed {
            Parsed::Bool(chained) => Some(chained),
            _ => None,
        };
        (chained, step.made_in.element().map(|at| at + 1))
    }

    fn chained(steps: &[&str]) -> Option<bool> {
        last(steps).0
    }

    #[test]
    fn an_input_comes_from_any_step_before() {
        let first = "output: Surat tugas";
        assert_eq!(chained(&[first, "kelengkapan: ST, output: Nota"]), Some(true));
        assert_eq!(chained(&[first, "output: Nota", "kelengkapan: Surat tugas yang telah diparaf"]), Some(true));
        assert_eq!(chained(&[first, "kelengkapan: Kuitansi"]), Some(false));
    }

    #[test]
    fn what_may_hold_or_be_something_else_is_not_judged() {
        let first = "output: Surat tugas";
        assert_eq!(chained(&[first, "kelengkapan: Berkas perjalanan"]), None, "the letter may lie in the file");
        assert_eq!(chained(&["output: Dokumen lengkap", "kelengkapan: Kuitansi"]), None);
        assert_eq!(chained(&[first, "kelengkapan: [Komputer, Printer]"]), None, "tools come from no step");
        assert_eq!(chained(&["waktu: 1 jam", "kelengkapan: Kuitansi"]), None, "nothing came out");
        assert_eq!(chained(&["output: Surat tugas, lanjut: 9", "kelengkapan: Kuitansi"]), None, "a way is lost");
        assert_eq!(chained(&["kelengkapan: Kuitansi"]), None, "nothing is before it");
    }

    #[test]
    fn a_paper_that_comes_back_is_an_input_too() {
        let refused = "kelengkapan: Kuitansi, keputusan: {ya: 4, tidak: 3}";
        let steps = |made: &'static str| ["output: Nota", refused, made, "output: Arsip"];
        assert_eq!(known(&steps("output: Kuitansi, lanjut: 2"), 2).0, Some(true));
        assert_eq!(known(&steps("output: Undangan, lanjut: 2"), 2).0, Some(false));
    }

    #[test]
    fn who_made_a_paper_is_known_where_one_actor_acts_alone() {
        let made = |steps: &[&str]| last(steps).1;
        let first = "pelaksana: Arsiparis, output: Konsep surat tugas";
        assert_eq!(made(&[first, "pelaksana: Arsiparis, kelengkapan: Surat tugas terparaf"]), Some(1));
        assert_eq!(made(&[first, "pelaksana: Sekretaris, kelengkapan: Surat tugas"]), None);
        assert_eq!(made(&[first, "pelaksana: [Arsiparis, Sekretaris], kelengkapan: Surat tugas"]), None);
        assert_eq!(made(&[first, "pelaksana: Arsiparis, kelengkapan: Surat undangan"]), None);
    }
}
