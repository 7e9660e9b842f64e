//! The words documents are written in, compiled from data.
//!
//! In: the YAML files under `rules/vocabulary` and `rules/regulations`. Out: tables that answer which field a label names,
//! which value a word stands for, and how both are printed. Nothing here is written twice: a label, a unit or a name
//! stands in one file.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use thiserror::Error;

use super::Language;
use super::abbreviation::AbbreviationWords;
use super::actor::ActorWords;
use super::citation::{CitationWords, TypesData};
use super::date::DateWords;
use super::documents::DocumentWords;
use super::duration::TimeWords;
use super::label::{nearest, normal};
use super::model::DocumentKind;
use super::opening::OpeningWords;
use super::record::{EnumSpec, FieldType, TypeId};
use super::regulation::{Registry, SubjectWords};

/// A mistake in the vocabulary files; shipped files are tested, so this concerns a project's own.
#[derive(Debug, Error)]
#[error("{file}: {reason}")]
pub struct VocabularyError {
    /// File name.
    pub file: &'static str,
    /// What is wrong.
    pub reason: String,
}

/// What a label stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Number of the field.
    pub field: u8,
    /// Name of the value the label sets on the element it opens (`disusun_oleh` → prepare).
    pub opens_as: Option<Box<str>>,
    /// The right form of a misspelt label.
    pub standard: Option<Box<str>>,
}

/// Names in both languages.
#[derive(Debug, Clone, Default)]
struct Names {
    id: Box<str>,
    en: Box<str>,
}

impl Names {
    fn get(&self, language: Language) -> &str {
        match language {
            Language::Id => &self.id,
            Language::En => &self.en,
        }
    }
}

/// All words.
#[derive(Debug)]
pub struct Vocabulary {
    labels: Vec<FxHashMap<Box<str>, Label>>,
    field_names: Vec<Vec<Names>>,
    values: FxHashMap<&'static str, FxHashMap<Box<str>, u8>>,
    longest_words: FxHashMap<&'static str, usize>,
    /// First words of the names of SOPs as a kind of document.
    sop_starts: Vec<Box<str>>,
    value_names: FxHashMap<&'static str, Vec<Names>>,
    spanning: FxHashMap<Box<str>, Option<Box<str>>>,
    /// Headings over two fields, and the second of them.
    both: FxHashMap<Box<str>, u8>,
    none: FxHashSet<Box<str>>,
    none_dates: FxHashSet<Box<str>>,
    /// First bytes of the words above: most values are ruled out by theirs.
    none_starts: Vec<u8>,
    /// Units and other words of time.
    pub time: TimeWords,
    /// Names of months.
    pub dates: DateWords,
    /// Forms of citations.
    pub citations: CitationWords,
    /// Words of the subjects of regulations.
    pub subjects: SubjectWords,
    /// The regulations that are known, compiled when they are first asked for.
    regulations: OnceLock<Registry>,
    /// First words of steps and titles.
    pub openings: OpeningWords,
    /// Names of actors.
    pub actors: ActorWords,
    /// Words around abbreviations.
    pub abbreviations: AbbreviationWords,
    /// Words about documents.
    pub documents: DocumentWords,
    /// Marks and targets of the step table.
    pub marks: MarkWords,
    /// Small words, each with the language it tells.
    pub language_words: FxHashMap<Box<str>, Language>,
}

/// Words of the step table.
#[derive(Debug, Default)]
pub struct MarkWords {
    /// Marks of a start.
    pub start: FxHashSet<Box<str>>,
    /// Marks of a decision.
    pub decision: FxHashSet<Box<str>>,
    /// Marks of an end.
    pub end: FxHashSet<Box<str>>,
    /// Lines that only pass through.
    pub nothing: FxHashSet<Box<str>>,
    /// Targets that end the procedure.
    pub ends: FxHashSet<Box<str>>,
    /// Beginnings of targets that leave to another procedure.
    pub ends_by_reference: Vec<Box<str>>,
    /// What stands for the text of the step above.
    ditto: FxHashSet<Box<str>>,
    ditto_starts: Vec<u8>,
    /// The bytes of the longest of them.
    longest_ditto: usize,
    /// Words that begin a condition: `jika`.
    pub conditions: FxHashSet<Box<str>>,
    /// Targets that mean the following step.
    pub goes_on: FxHashSet<Box<str>>,
    /// Words between a caption and its target that say nothing.
    pub way_words: FxHashSet<Box<str>>,
    /// First words of questions.
    pub questions: FxHashSet<Box<str>>,
    /// The bytes of the longest of them.
    longest_question: usize,
    /// Signs at the end of questions.
    pub question_marks: Vec<Box<str>>,
    /// What stands between the names of joint actors, in lower case.
    pub joint: Vec<Box<str>>,
    /// Words that begin a direction in running text.
    pub directions: FxHashSet<Box<str>>,
    /// Words in front of the number of a step.
    pub step_words: FxHashSet<Box<str>>,
    /// Beginnings of lines that say for whom somebody signs.
    pub acting: Vec<Box<str>>,
    /// Beginnings of lines that show a signature.
    pub signed: Vec<Box<str>>,
    /// Beginnings of lines that name the place of a signature.
    pub places: Vec<Box<str>>,
    /// Labels of a rank.
    pub rank_labels: FxHashSet<Box<str>>,
    /// Ranks of officials.
    pub ranks: FxHashSet<Box<str>>,
    /// Headings of the identity block.
    pub identity: FxHashSet<Box<str>>,
    /// First words of the row that adds up times.
    pub totals: FxHashSet<Box<str>>,
    /// First words of lines above or in front of notes on a table.
    pub notes: FxHashSet<Box<str>>,
    /// First words of lines at the head of a form that name no agency and no unit.
    pub not_agencies: FxHashSet<Box<str>>,
}

impl MarkWords {
    /// Whether a text stands for that of the step above.
    #[must_use]
    pub fn is_ditto(&self, text: &str) -> bool {
        text.len() <= self.longest_ditto
            && self.ditto_starts.contains(&first_byte(text))
            && self.ditto.contains(&*normal(text))
    }

    /// Whether the text of a step asks something.
    #[must_use]
    pub fn asks(&self, text: &str) -> bool {
        let text = text.trim();
        let first =
            text.split_whitespace().next().unwrap_or_default().trim_end_matches(|c: char| c.is_ascii_punctuation());
        let question = first.len() <= self.longest_question && self.questions.contains(&*normal(first));
        question || self.question_marks.iter().any(|mark| text.ends_with(&**mark))
    }
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct LabelEntry {
    id: String,
    en: String,
    #[serde(default)]
    also: Vec<String>,
    #[serde(default)]
    misspelt: BTreeMap<String, String>,
    #[serde(default, rename = "as")]
    opens_as: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    derived: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SpanningEntry {
    label: String,
    #[serde(default)]
    misspelt: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BothEntry {
    fields: [String; 2],
    labels: Vec<String>,
}

#[derive(Deserialize)]
struct LabelFile {
    both: Vec<BothEntry>,
    spanning: Vec<SpanningEntry>,
    #[serde(flatten)]
    types: FxHashMap<String, FxHashMap<String, LabelEntry>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValueEntry {
    id: Vec<String>,
    en: Vec<String>,
}

type ValueFile = FxHashMap<String, FxHashMap<String, ValueEntry>>;

/// The shape of `words.yaml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WordFile {
    none: Vec<String>,
    none_dates: Vec<String>,
    ends: Vec<String>,
    ends_by_reference: Vec<String>,
    way_words: Vec<String>,
    questions: Vec<String>,
    question_marks: Vec<String>,
    joint: Vec<String>,
    directions: Vec<String>,
    step_words: Vec<String>,
    marks: FxHashMap<String, Vec<String>>,
    ditto: Vec<String>,
    goes_on: Vec<String>,
    acting: Vec<String>,
    signed: Vec<String>,
    places: Vec<String>,
    rank_labels: Vec<String>,
    ranks: Vec<String>,
    identity: Vec<String>,
    totals: Vec<String>,
    notes: Vec<String>,
    not_agencies: Vec<String>,
    pub(super) conditions: Vec<String>,
    pub(super) light_verbs: Vec<String>,
    pub(super) not_verbs: Vec<String>,
    pub(super) not_passives: Vec<String>,
    pub(super) bare_verbs: Vec<String>,
    pub(super) person_titles: Vec<String>,
    pub(super) person_degrees: Vec<String>,
    pub(super) actor_kinds: BTreeMap<String, Vec<String>>,
    pub(super) actor_endings: BTreeMap<String, Vec<String>>,
    pub(super) expand: FxHashMap<String, String>,
    pub(super) abbreviations: FxHashMap<String, Vec<String>>,
    pub(super) documents: FxHashMap<String, Vec<String>>,
    language: FxHashMap<String, Vec<String>>,
}

const LABELS: &str = include_str!("../../rules/vocabulary/labels.yaml");
const VALUES: &str = include_str!("../../rules/vocabulary/values.yaml");
const WORDS: &str = include_str!("../../rules/vocabulary/words.yaml");
const TIME: &str = include_str!("../../rules/vocabulary/time.yaml");
const REGULATION_TYPES: &str = include_str!("../../rules/regulations/types.yaml");
const MISTAKEN: &str = include_str!("../../rules/regulations/mistaken.yaml");

fn parse<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, VocabularyError> {
    serde_yaml::from_str(text).map_err(|error| VocabularyError { file, reason: error.to_string() })
}

fn compiled<T>(file: &'static str, result: Result<T, String>) -> Result<T, VocabularyError> {
    result.map_err(|reason| VocabularyError { file, reason })
}

impl Vocabulary {
    /// Compiles the vocabulary that ships with the program.
    ///
    /// # Errors
    /// [`VocabularyError`] when a file does not have its shape, or names a field or value the model does not have.
    pub fn shipped() -> Result<Self, VocabularyError> {
        let labels: LabelFile = parse("labels.yaml", LABELS)?;
        let values: ValueFile = parse("values.yaml", VALUES)?;
        let words: WordFile = parse("words.yaml", WORDS)?;
        let time = parse("time.yaml", TIME)?;
        let types: TypesData = parse("types.yaml", REGULATION_TYPES)?;
        let mut vocabulary = Self {
            labels: Vec::new(),
            field_names: Vec::new(),
            values: FxHashMap::default(),
            longest_words: FxHashMap::default(),
            sop_starts: Vec::new(),
            value_names: FxHashMap::default(),
            spanning: FxHashMap::default(),
            both: FxHashMap::default(),
            none: normals(&words.none),
            none_dates: normals(&words.none_dates),
            none_starts: words.none.iter().chain(&words.none_dates).map(|word| first_byte(word)).collect(),
            time: compiled("time.yaml", TimeWords::new(&time))?,
            dates: compiled("time.yaml", DateWords::new(&time))?,
            citations: compiled("types.yaml", CitationWords::new(&types, &parse("mistaken.yaml", MISTAKEN)?))?,
            subjects: SubjectWords::new(&types.subjects),
            regulations: OnceLock::new(),
            openings: OpeningWords::new(&words),
            actors: ActorWords::new(&words),
            abbreviations: AbbreviationWords::new(&words),
            documents: DocumentWords::new(&words),
            marks: marks(&words),
            language_words: language_words(&words),
        };
        vocabulary.add_labels(labels)?;
        vocabulary.add_values(values)?;
        Ok(vocabulary)
    }

    /// The regulations that ship with the program.
    #[must_use]
    pub fn regulations(&self) -> &Registry {
        self.regulations.get_or_init(|| {
            Registry::shipped(&self.citations, &self.subjects).expect("internal: the shipped registry is tested")
        })
    }

    fn add_labels(&mut self, mut file: LabelFile) -> Result<(), VocabularyError> {
        let error = |reason: String| VocabularyError { file: "labels.yaml", reason };
        for ty in TypeId::ALL {
            let mut entries = file.types.remove(ty.name()).unwrap_or_default();
            let mut known: FxHashMap<Box<str>, Label> = FxHashMap::default();
            let mut names = Vec::new();
            for (number, field) in ty.fields().iter().enumerate() {
                let entry = entries
                    .remove(field.name)
                    .ok_or_else(|| error(format!("no label for {}.{}", ty.name(), field.name)))?;
                names.push(Names { id: entry.id.as_str().into(), en: entry.en.as_str().into() });
                add_entry(&mut known, number as u8, field.name, entry).map_err(error)?;
            }
            if let Some(name) = entries.into_keys().min() {
                return Err(error(format!("{} has no field {name}", ty.name())));
            }
            self.labels.push(known);
            self.field_names.push(names);
        }
        if let Some(name) = file.types.into_keys().min() {
            return Err(error(format!("the model has no type {name}")));
        }
        for entry in file.both {
            let [first, second] = entry.fields.map(|name| TypeId::Document.field(&name).map(|(number, _)| number));
            let (Some(first), Some(second)) = (first, second) else {
                return Err(error(format!("a label of two fields names one that does not exist: {:?}", entry.labels)));
            };
            for label in &entry.labels {
                let form: Box<str> = normal(label).into();
                let label = Label { field: first, opens_as: None, standard: None };
                self.labels[TypeId::Document as usize].insert(form.clone(), label);
                self.both.insert(form, second);
            }
        }
        for entry in file.spanning {
            for wrong in &entry.misspelt {
                self.spanning.insert(normal(wrong).into(), Some(entry.label.as_str().into()));
            }
            self.spanning.insert(normal(&entry.label).into(), None);
        }
        Ok(())
    }

    fn add_values(&mut self, mut file: ValueFile) -> Result<(), VocabularyError> {
        let error = |reason: String| VocabularyError { file: "values.yaml", reason };
        for spec in all_enums() {
            let Some(mut entries) = file.remove(spec.name) else {
                return Err(error(format!("no names for the values of {}", spec.name)));
            };
            let mut known: FxHashMap<Box<str>, u8> = FxHashMap::default();
            let mut names = Vec::new();
            for (code, value) in spec.values.iter().enumerate() {
                let Some(entry) = entries.remove(*value) else {
                    return Err(error(format!("no names for {}.{value}", spec.name)));
                };
                let first = |list: &[String]| list.first().map_or(*value, String::as_str).into();
                names.push(Names { id: first(&entry.id), en: first(&entry.en) });
                let spoken = entry.id.iter().chain(&entry.en).map(|name| normal(name));
                for name in spoken.chain([normal(value)]) {
                    known.entry(name.into()).or_insert(code as u8);
                }
            }
            let words = known.keys().filter(|name| !name.contains(' ')).map(|name| name.len());
            self.longest_words.insert(spec.name, words.max().unwrap_or_default());
            self.values.insert(spec.name, known);
            self.value_names.insert(spec.name, names);
        }
        let kinds = self.values.get(DocumentKind::SPEC.name).into_iter().flatten();
        let of_sops = kinds.filter(|(_, code)| **code == DocumentKind::Sop.code());
        self.sop_starts = of_sops.map(|(name, _)| name.split(' ').next().unwrap_or_default().into()).collect();
        self.sop_starts.sort_unstable();
        Ok(())
    }

    /// Which field of `ty` a label names.
    #[must_use]
    pub fn label(&self, ty: TypeId, label: &str) -> Option<&Label> {
        let known = &self.labels[ty as usize];
        known.get(label).or_else(|| {
            let form = normal(label);
            let with = |word: &str| known.get(&*form.replace(" & ", word));
            let joined = || form.contains(" & ").then(|| with(" dan ").or_else(|| with(" and ")))?;
            known.get(&*form).or_else(joined).or_else(|| Some(self.of_two(ty, &form)?.0))
        })
    }

    /// `peringatan/risiko`: the list of a document that the first of two names stands for, and the second name.
    fn of_two<'f>(&self, ty: TypeId, form: &'f str) -> Option<(&Label, &'f str)> {
        /// Words of the longest name.
        const MOST_WORDS: usize = 4;
        let (first, second) = form.split_once('/').filter(|_| ty == TypeId::Document)?;
        let label = self.labels[ty as usize].get(first)?;
        let is_list = matches!(ty.fields()[label.field as usize].ty, FieldType::Records(_));
        let is_name = second.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '/'));
        let is_short = (1..=MOST_WORDS).contains(&second.split_whitespace().count());
        (is_list && is_name && is_short).then_some((label, second))
    }

    /// The keys under which a structured source may write a field, as one word each, in order; none for what is derived.
    #[must_use]
    pub fn keys(&self, ty: TypeId, field: u8) -> Vec<String> {
        let labels = self.labels[ty as usize].iter();
        let right = labels.filter(|(_, label)| label.field == field && label.standard.is_none());
        let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        let keys = right.map(|(name, _)| name.replace(' ', "_"));
        let mut keys: Vec<String> = keys.filter(|key| key.chars().all(word)).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// The label of `ty` nearest to one that is not known, as the writer might have meant it.
    #[must_use]
    pub fn nearest_label(&self, ty: TypeId, label: &str) -> Option<String> {
        let mut known: Vec<&str> = self.labels[ty as usize].keys().map(AsRef::as_ref).collect();
        known.sort_unstable();
        let found = nearest(&normal(label), known)?;
        Some(if label.contains('_') || !label.contains(' ') { found.replace(' ', "_") } else { found.to_owned() })
    }

    /// The second field of a heading that stands over two.
    #[must_use]
    pub fn second_field(&self, heading: &str) -> Option<u8> {
        let form = normal(heading);
        let of_two = || {
            let (first, second) = self.of_two(TypeId::Document, &form)?;
            let second = self.labels[TypeId::Document as usize].get(second)?;
            let is_known = self.labels[TypeId::Document as usize].contains_key(&*form);
            (second.field != first.field && !is_known).then_some(second.field)
        };
        self.both.get(&*form).copied().or_else(of_two)
    }

    /// Whether a column header spans several columns, with its right form when it is misspelt.
    #[must_use]
    pub fn spanning(&self, label: &str) -> Option<Option<&str>> {
        self.spanning.get(&*normal(label)).map(Option::as_deref)
    }

    /// The label of a field in messages.
    #[must_use]
    pub fn field_name(&self, ty: TypeId, field: u8, language: Language) -> &str {
        self.field_names[ty as usize][field as usize].get(language)
    }

    /// The value of a set that a word stands for.
    #[must_use]
    pub fn value(&self, spec: &EnumSpec, word: &str) -> Option<u8> {
        /// Bytes of the longest name; a longer text is a sentence.
        const LONGEST: usize = 64;
        if word.len() > LONGEST {
            return None;
        }
        let known = self.values.get(spec.name)?;
        known.get(word).or_else(|| known.get(&*normal(word))).copied()
    }

    /// The form in which names, titles and numbers are compared: without "SOP" in front, case and punctuation.
    #[must_use]
    pub fn sop_name(&self, name: &str) -> String {
        self.sop_name_of(self.actors.names(name).name)
    }

    /// The same of a name in its normal form.
    #[must_use]
    pub fn sop_name_of(&self, mut form: String) -> String {
        /// Words of the longest name of a kind of document.
        const LONGEST: usize = 4;
        let first = form.split(' ').next().unwrap_or_default();
        let is_plain = first.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if is_plain && !self.sop_starts.iter().any(|start| **start == *first) {
            return form;
        }
        let ends = form.match_indices(' ').map(|(at, _)| at).take(LONGEST);
        let is_kind = |end: &usize| self.value(&DocumentKind::SPEC, &form[..*end]) == Some(DocumentKind::Sop.code());
        if let Some(end) = ends.filter(is_kind).last() {
            form.drain(..=end);
        }
        form
    }

    /// The bytes of the longest name of a value that is one word.
    #[must_use]
    pub fn longest_word(&self, spec: &EnumSpec) -> usize {
        self.longest_words.get(spec.name).copied().unwrap_or_default()
    }

    /// The name of a value nearest to a word that is none.
    #[must_use]
    pub fn nearest_value(&self, spec: &EnumSpec, word: &str) -> Option<String> {
        let mut known: Vec<&str> = self.values.get(spec.name)?.keys().map(AsRef::as_ref).collect();
        known.sort_unstable();
        nearest(&normal(word), known).map(str::to_owned)
    }

    /// How a value of a set is printed.
    #[must_use]
    pub fn value_name(&self, spec: &EnumSpec, code: u8, language: Language) -> &str {
        let names = self.value_names.get(spec.name).and_then(|names| names.get(code as usize));
        names.map_or("", |names| names.get(language))
    }

    /// Whether a text means "none on purpose" in a field of that type.
    #[must_use]
    pub fn is_none(&self, text: &str, ty: FieldType) -> bool {
        if text.len() > 12 || !self.none_starts.contains(&first_byte(text)) {
            return false;
        }
        let form = normal(text);
        self.none.contains(&*form) || (ty == FieldType::Date && self.none_dates.contains(&*form))
    }
}

fn add_entry(known: &mut FxHashMap<Box<str>, Label>, field: u8, name: &str, entry: LabelEntry) -> Result<(), String> {
    let mut add = |label: &str, opens_as: Option<&str>, standard: Option<&str>| {
        let form: Box<str> = normal(label).into();
        let entry = Label { field, opens_as: opens_as.map(Into::into), standard: standard.map(Into::into) };
        match known.get(&form) {
            Some(other) if other.field != field => Err(format!("label {label:?} names two fields")),
            // What a label opens is more exact than the label alone.
            Some(other) if other.opens_as.is_some() => Ok(()),
            _ => {
                known.insert(form, entry);
                Ok(())
            }
        }
    };
    if entry.derived {
        return Ok(());
    }
    for (value, labels) in &entry.opens_as {
        for label in labels {
            add(label, Some(value), None)?;
        }
    }
    for (wrong, right) in &entry.misspelt {
        add(wrong, None, Some(right))?;
    }
    for label in [entry.id.as_str(), entry.en.as_str(), name].into_iter().chain(entry.also.iter().map(String::as_str)) {
        add(label, None, None)?;
    }
    Ok(())
}

/// All sets the model uses.
fn all_enums() -> Vec<&'static EnumSpec> {
    let fields = TypeId::ALL.iter().flat_map(|ty| ty.fields());
    let mut specs: Vec<&'static EnumSpec> = fields
        .filter_map(|field| match field.ty {
            FieldType::Enum(spec) | FieldType::Enums(spec) => Some(spec),
            _ => None,
        })
        .collect();
    specs.sort_unstable_by_key(|spec| spec.name);
    specs.dedup_by_key(|spec| spec.name);
    specs
}

fn first_byte(text: &str) -> u8 {
    text.bytes().next().map_or(0, |byte| byte.to_ascii_lowercase())
}

fn normals(words: &[String]) -> FxHashSet<Box<str>> {
    words.iter().map(|word| normal(word).into()).collect()
}

fn marks(words: &WordFile) -> MarkWords {
    let of = |name: &str| words.marks.get(name).map(|list| normals(list)).unwrap_or_default();
    MarkWords {
        start: of("start"),
        decision: of("decision"),
        end: of("end"),
        nothing: of("nothing"),
        ends: normals(&words.ends),
        ends_by_reference: words.ends_by_reference.iter().map(|word| normal(word).into()).collect(),
        way_words: normals(&words.way_words),
        longest_question: words.questions.iter().map(String::len).max().unwrap_or_default(),
        questions: normals(&words.questions),
        question_marks: words.question_marks.iter().map(|mark| mark.as_str().into()).collect(),
        directions: normals(&words.directions),
        step_words: normals(&words.step_words),
        joint: words.joint.iter().map(|word| word.as_str().into()).collect(),
        ditto: normals(&words.ditto),
        ditto_starts: words.ditto.iter().map(|word| first_byte(word)).collect(),
        longest_ditto: words.ditto.iter().map(String::len).max().unwrap_or_default(),
        conditions: normals(&words.conditions),
        goes_on: normals(&words.goes_on),
        acting: words.acting.iter().map(|word| word.as_str().into()).collect(),
        signed: words.signed.iter().map(|word| word.as_str().into()).collect(),
        places: words.places.iter().map(|word| word.as_str().into()).collect(),
        rank_labels: normals(&words.rank_labels),
        ranks: normals(&words.ranks),
        identity: normals(&words.identity),
        totals: normals(&words.totals),
        notes: normals(&words.notes),
        not_agencies: normals(&words.not_agencies),
    }
}

fn language_words(words: &WordFile) -> FxHashMap<Box<str>, Language> {
    let of = |language: Language| words.language.get(language.code()).map(|list| normals(list)).unwrap_or_default();
    let known =
        Language::ALL.into_iter().flat_map(|language| of(language).into_iter().map(move |word| (word, language)));
    known.collect()
}
