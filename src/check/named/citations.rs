//! `citations-agree`: one regulation that an archive cites in ways that cannot both be right.
//!
//! *What it checks*: citations of one key whose subjects are different ones, and citations of one number, year and subject
//! whose kinds differ. *Why it matters*: of "Peraturan Presiden 86/2007" and "Keputusan Presiden 86/2007" one does not exist,
//! and who copies it copies the mistake. *Parameters*: `of` (a list of references, else `legal_basis`). *Example*:
//! `check: citations-agree`. The way that is written less often is reported, of equals the later; `{near}` is the other one.
//! A shortened title, a short form and a slip of the pen are no other subject (`sop::regulation::subject`); what the registry
//! knows to be right is never the one that is reported.

use crate::check::archive::{Archive, ArchiveChecked, CitedFact, Collector, Facts, Form, Sketch};
use crate::check::evidence::value_read;
use crate::check::paths::label;
use crate::check::walk::{elements, logical};
use crate::check::{Outcome, Walk};
use crate::finding::Related;
use crate::rule::named::Named;
use crate::sop::record::{Record, Slot};
use crate::sop::regulation::{Subject, key_parts};
use crate::sop::value::{Parsed, Value};

/// Different ways of citing one number; where there are more, the number stands for different regulations.
const MOST_WAYS: usize = 32;
/// How often the usual way is written for each time of one that only says more of the subject.
const OUTLIER: usize = 4;
/// Words more at the front of a title that make it another one.
const MORE_IN_FRONT: usize = 2;
/// Words of the shortest subject by which citations of different kinds are told to be of one regulation.
const TELLING_WORDS: usize = 2;

/// Gathers the citations of a document.
pub(super) fn collect<'m>(collector: &Collector<'m, 'm, '_>, named: &Named, facts: &mut Facts) -> Outcome {
    let Some(path) = named.of() else { return Outcome::NotApplicable };
    let document = &collector.subject.sop.document;
    let env = collector.env(document);
    let before = facts.cited.len();
    elements(&env, document, &path.fields, &mut Vec::new(), &mut |element, trail| {
        let field = |name| field_of(element, name).filter(|value| value.is_present());
        let (Some(text), Some(key), Some(subject), Some(_)) =
            (field("text"), field("key"), field("subject"), field("type_name"))
        else {
            return;
        };
        let subject = collector.subjects().form(subject.as_str()).key();
        let own = [key.as_str().to_owned(), subject];
        let (number, key, subject) = (
            key_parts(&own[0]).map_or(Form::NONE, |(_, number)| Form::of(number)),
            Form::of(&own[0]),
            Form::of(&own[1]),
        );
        let read = || value_read(env.sop.view, text, "text", label(&env, path));
        let sketch = || collector.sketch(&collector.env(element), read(), &logical(path, trail));
        let draft = facts.draft(text.span(), || sketch().with_own(&own));
        let is_title = field("subject_fits").is_some_and(|fits| fits.parsed == Parsed::Bool(true));
        let known = (field("law").is_some_and(|law| law.element().is_some()), is_title);
        facts.cited.push(CitedFact { rule: collector.rule, number, key, subject, known, draft });
    });
    if facts.cited.len() == before { Outcome::NotApplicable } else { Outcome::Pass }
}

fn field_of<'m, 'a>(element: &'m dyn Record<'a>, name: &str) -> Option<&'m Value<'a>> {
    match element.slot(element.type_id().field(name)?.0) {
        Slot::One(value) => Some(value),
        Slot::Many(_) | Slot::Records(_) | Slot::Refs(..) => None,
    }
}

/// A citation and the index of its document.
type Placed<'f> = (usize, &'f CitedFact);

/// One way of citing a number of a year, and where it is written.
struct Way<'f> {
    key: &'f str,
    subject: Subject,
    facts: &'f [Placed<'f>],
}

impl<'f> Way<'f> {
    /// The way of facts that are cited alike; nothing where its words are forgotten.
    fn new(archive: &Archive<'f>, facts: &'f [Placed<'f>], checked: &mut ArchiveChecked) -> Option<Self> {
        let (at, first) = facts.first()?;
        let mut own = checked.sketch(archive.facts, *at, first.draft)?.own();
        Some(Self { key: own.next()?, subject: Subject::of_key(own.next()?), facts })
    }

    /// How often it is written; of equals the one that stands first counts more.
    fn weight(&self) -> (usize, std::cmp::Reverse<(usize, u32)>) {
        let first = &self.facts[0];
        (self.facts.len(), std::cmp::Reverse((first.0, first.1.draft.start)))
    }
}

/// Compares the citations of all documents.
pub(super) fn decide(walk: &Walk, archive: &Archive<'_>, rule: u32, checked: &mut ArchiveChecked) {
    let mut cited: Vec<Placed<'_>> = archive.cited(rule).filter(|(_, fact)| !fact.number.is_none()).collect();
    // Stable: citations that are equal stay in the order of their documents.
    cited.sort_by_key(|(_, fact)| (fact.number, fact.key, fact.subject));
    for number in cited.chunk_by(|(_, a), (_, b)| a.number == b.number) {
        let ways = ways(archive, number, checked);
        for (at, way) in ways.iter().enumerate() {
            let others = ways.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, other)| other);
            let usual = others.filter(|other| other.weight() > way.weight() && differ(way, other));
            let Some(usual) = usual.max_by_key(|other| other.weight()) else { continue };
            for (document, fact) in way.facts {
                let sketch = checked.sketch(archive.facts, *document, fact.draft);
                let (other, of) = usual.facts[0];
                let usual = checked.sketch(archive.facts, other, of.draft);
                checked.findings.extend(sketch.zip(usual).map(|(sketch, usual)| drawn(walk, rule, sketch, usual)));
                checked.outcomes.push((*document, rule, Outcome::Finding));
            }
        }
    }
}

/// The ways of citing one number of a year, where there are several.
fn ways<'f>(archive: &Archive<'f>, number: &'f [Placed<'f>], checked: &mut ArchiveChecked) -> Vec<Way<'f>> {
    let alike = || number.chunk_by(|(_, a), (_, b)| (a.key, a.subject) == (b.key, b.subject));
    match (2..=MOST_WAYS).contains(&alike().count()) {
        true => alike().filter_map(|facts| Way::new(archive, facts, checked)).collect(),
        false => Vec::new(),
    }
}

/// Whether two ways of citing a number cannot both be right.
fn differ(way: &Way<'_>, usual: &Way<'_>) -> bool {
    let agree =
        || way.subject.agrees(&usual.subject) != Some(false) || usual.subject.agrees(&way.subject) != Some(false);
    let (known_kind, known_title) = way.facts[0].1.known;
    if way.key == usual.key {
        let says_more = || way.subject.words_in_front_of(&usual.subject).is_some_and(|more| more >= MORE_IN_FRONT);
        return !known_title && (!agree() || (usual.facts.len() >= OUTLIER * way.facts.len() && says_more()));
    }
    if known_kind {
        return false;
    }
    let telling = way.subject.len().min(usual.subject.len()) >= TELLING_WORDS;
    kind(way.key) != kind(usual.key) && telling && way.subject.is_same(&usual.subject)
}

/// `PERPRES` of `PERPRES-86-2007`, `KPT` of `KPT-KPU-…`.
fn kind(key: &str) -> &str {
    key.split('-').next().unwrap_or(key)
}

fn drawn(walk: &Walk, rule: u32, sketch: &Sketch, usual: &Sketch) -> crate::finding::Finding {
    let near = crate::check::say::shortened(&usual.found);
    let mut finding = sketch.drawn(&walk.rules[rule as usize], std::iter::repeat(near.as_str()));
    finding.related.push(Related { place: usual.place, label: near.clone() });
    finding
}
