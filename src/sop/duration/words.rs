//! The words for times, compiled: [`TimeData`] in, [`TimeWords`] out, or what is wrong with the data.
//!
//! Everything is checked here, at load time; parsing, in [`super::parse`], only looks up. The expressions for whole cells are
//! compiled when the first cell needs them: most documents have none.

use std::sync::OnceLock;

use regex::{RegexSet, RegexSetBuilder};

use super::data::{ConnectorData, QualifierData, TermList, TimeData, UnitData};
use super::lexicon::Lexicon;
use super::{DurationForm, Language, Unit};

/// The compiled words for durations; build once, share between threads.
#[derive(Debug, Clone)]
pub struct TimeWords {
    pub(super) units: Lexicon<UnitWord>,
    /// Every right spelling, for suggestions.
    pub(super) spellings: Vec<Spelling>,
    pub(super) qualifiers: Lexicon<DurationForm>,
    /// In thousandths.
    pub(super) numbers: Lexicon<i64>,
    pub(super) connectors: Connectors,
    /// Plain words that are a whole cell.
    pub(super) cells: Lexicon<DurationForm>,
    /// Expressions for whole cells.
    expressions: Vec<String>,
    /// The same, compiled when a cell is neither a duration nor a known word.
    patterns: OnceLock<RegexSet>,
    /// The form each of them stands for.
    pattern_forms: Vec<DurationForm>,
    /// In the order of [`Unit::ALL`].
    names: Vec<UnitName>,
}

/// What a spelling of a unit means.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct UnitWord {
    id: Option<Unit>,
    en: Option<Unit>,
    /// The spelling meant (index in [`TimeWords::spellings`]); then it is no unit.
    pub(super) misspelt: Option<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct Spelling {
    pub(super) text: Box<str>,
    pub(super) unit: Unit,
}

#[derive(Debug, Clone)]
pub(super) struct Connectors {
    pub(super) range: Lexicon<()>,
    pub(super) times: Lexicon<()>,
    pub(super) sum: Lexicon<()>,
    pub(super) per: Lexicon<()>,
    pub(super) alternatives: Lexicon<()>,
    pub(super) since: Lexicon<()>,
}

#[derive(Debug, Clone)]
struct UnitName {
    id: Box<str>,
    one: Box<str>,
    many: Box<str>,
}

impl UnitWord {
    /// The unit meant in a text of that language; a word of the other language keeps its meaning.
    pub(super) fn unit(self, language: Language) -> Option<Unit> {
        match language {
            Language::Id => self.id.or(self.en),
            Language::En => self.en.or(self.id),
        }
    }
}

impl TimeWords {
    /// Checks and compiles the data.
    ///
    /// # Errors
    /// The first thing that is wrong with it, naming the word: a unit missing or given twice, a word with two meanings,
    /// a suggestion that leads nowhere, a broken expression.
    pub fn new(data: &TimeData) -> Result<Self, String> {
        let (units, spellings) = units(&data.units)?;
        let (expressions, pattern_forms) = expressions(data, &spellings)?;
        Ok(Self {
            units,
            spellings,
            qualifiers: qualifiers(&data.qualifiers)?,
            numbers: lexicon(data.numbers.iter().map(|(value, words)| (*value, words.iter().map(String::as_str))))?,
            connectors: connectors(&data.connectors)?,
            cells: cells(data)?,
            expressions,
            patterns: OnceLock::new(),
            pattern_forms,
            names: Unit::ALL.iter().map(|unit| unit_name(*unit, &data.units)).collect::<Result<_, _>>()?,
        })
    }

    /// The printed name of a unit; English tells one from many.
    pub(super) fn unit_name(&self, unit: Unit, one: bool, language: Language) -> &str {
        let name = &self.names[unit as usize];
        match (language, one) {
            (Language::Id, _) => &name.id,
            (Language::En, true) => &name.one,
            (Language::En, false) => &name.many,
        }
    }

    /// Whether a word is the printed name of a unit in Indonesian, in any case.
    #[must_use]
    pub fn is_name(&self, unit: Unit, word: &str) -> bool {
        word.to_lowercase() == self.unit_name(unit, true, Language::Id)
    }

    /// The form of a cell that fits an expression as a whole; `text` has single spaces only. The first list wins.
    ///
    /// # Panics
    /// Never: an expression that cannot be read was refused by [`TimeWords::new`].
    pub(super) fn pattern(&self, text: &str) -> Option<DurationForm> {
        let compiled = || RegexSetBuilder::new(&self.expressions).case_insensitive(true).build();
        let patterns = self.patterns.get_or_init(|| compiled().expect("internal: these expressions were read"));
        patterns.matches(text).iter().next().map(|index| self.pattern_forms[index])
    }
}

fn units(data: &[UnitData]) -> Result<(Lexicon<UnitWord>, Vec<Spelling>), String> {
    let mut words = Lexicon::new();
    let mut spellings = Vec::new();
    for entry in data {
        let unit = entry.unit;
        if entry.basis != unit.basis() {
            return Err(format!("unit `{}` has basis `{}`", unit.name(), unit.basis().name()));
        }
        for (form, language) in forms(entry) {
            let word: &mut UnitWord = words.entry(form, UnitWord::default)?;
            let slot = match language {
                Language::Id => &mut word.id,
                Language::En => &mut word.en,
            };
            if let Some(other) = slot.replace(unit) {
                return Err(format!("`{form}` is a form of `{}` and of `{}`", other.name(), unit.name()));
            }
            spellings.push(Spelling { text: form.as_str().into(), unit });
        }
    }
    // Only now, because a wrong spelling may belong to any unit's form.
    for (wrong, right) in data.iter().flat_map(|entry| &entry.misspelt) {
        let meant = spellings.iter().position(|spelling| *spelling.text == **right);
        let meant = meant.ok_or_else(|| format!("`{wrong}` stands for `{right}`, which is not a form of a unit"))?;
        let word = words.entry(wrong, UnitWord::default)?;
        if word.id.or(word.en).is_some() {
            return Err(format!("`{wrong}` is a form and a wrong spelling"));
        }
        word.misspelt = Some(meant);
    }
    Ok((words, spellings))
}

fn forms(entry: &UnitData) -> impl Iterator<Item = (&String, Language)> {
    let id = entry.forms.id.iter().map(|form| (form, Language::Id));
    id.chain(entry.forms.en.iter().map(|form| (form, Language::En)))
}

fn unit_name(unit: Unit, data: &[UnitData]) -> Result<UnitName, String> {
    let mut entries = data.iter().filter(|entry| entry.unit == unit);
    match (entries.next(), entries.next()) {
        (Some(UnitData { name, .. }), None) => {
            Ok(UnitName { id: name.id.as_str().into(), one: name.one.as_str().into(), many: name.many.as_str().into() })
        }
        (None, _) => Err(format!("unit `{}` is missing", unit.name())),
        (Some(_), Some(_)) => Err(format!("unit `{}` is given twice", unit.name())),
    }
}

fn qualifiers(data: &QualifierData) -> Result<Lexicon<DurationForm>, String> {
    lexicon([
        (DurationForm::AtMost, terms(&data.at_most)),
        (DurationForm::AtLeast, terms(&data.at_least)),
        (DurationForm::Approximate, terms(&data.approximate)),
        (DurationForm::Single, terms(&data.single)),
    ])
}

fn connectors(data: &ConnectorData) -> Result<Connectors, String> {
    let words = |lists| lexicon([((), terms(lists))]);
    Ok(Connectors {
        range: words(&data.range)?,
        times: words(&data.times)?,
        sum: words(&data.sum)?,
        per: words(&data.per)?,
        alternatives: words(&data.alternatives)?,
        since: words(&data.since)?,
    })
}

/// The lists of whole cells in the order in which they are tried.
fn cell_lists(data: &TimeData) -> [(DurationForm, &[TermList]); 3] {
    [
        (DurationForm::Vague, &data.vague),
        (DurationForm::Conditional, &data.conditional),
        (DurationForm::Frequency, &data.frequency),
    ]
}

fn cells(data: &TimeData) -> Result<Lexicon<DurationForm>, String> {
    lexicon(cell_lists(data).map(|(form, lists)| (form, terms(lists).filter(|term| expression(term).is_none()))))
}

fn expressions(data: &TimeData, spellings: &[Spelling]) -> Result<(Vec<String>, Vec<DurationForm>), String> {
    let months = alternation(data.months.spellings());
    let units = alternation(spellings.iter().map(|spelling| &*spelling.text));
    let mut forms = Vec::new();
    let mut sources = Vec::new();
    for (form, lists) in cell_lists(data) {
        for source in terms(lists).filter_map(expression) {
            forms.push(form);
            sources.push(format!("^(?:{})$", source.replace("{month}", &months).replace("{unit}", &units)));
        }
    }
    for source in &sources {
        regex_syntax::parse(source).map_err(|error| error.to_string())?;
    }
    Ok((sources, forms))
}

fn lexicon<'a, T: Copy + PartialEq>(
    lists: impl IntoIterator<Item = (T, impl Iterator<Item = &'a str>)>,
) -> Result<Lexicon<T>, String> {
    let mut lexicon = Lexicon::new();
    for (value, terms) in lists {
        for term in terms {
            if *lexicon.entry(term, || value)? != value {
                return Err(format!("`{term}` stands in two lists"));
            }
        }
    }
    Ok(lexicon)
}

fn terms(lists: &[TermList]) -> impl Iterator<Item = &str> {
    lists.iter().flat_map(|list| &list.terms).map(String::as_str)
}

/// What stands between the slashes of `/…/`; a lone slash is a word.
fn expression(term: &str) -> Option<&str> {
    term.strip_prefix('/')?.strip_suffix('/')
}

fn alternation<'a>(words: impl Iterator<Item = &'a str>) -> String {
    format!("(?:{})", words.map(regex::escape).collect::<Vec<_>>().join("|"))
}

/// The shipped words.
#[cfg(test)]
pub(in super::super) fn test_data() -> TimeData {
    let text = include_str!("../../../rules/vocabulary/time.yaml");
    serde_yaml::from_str(text).expect("time.yaml has the shape of TimeData")
}

/// The shipped words, compiled once for all tests.
#[cfg(test)]
pub(in super::super) fn test_words() -> &'static TimeWords {
    static WORDS: std::sync::LazyLock<TimeWords> =
        std::sync::LazyLock::new(|| TimeWords::new(&test_data()).expect("time.yaml is sound"));
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The error that a change of the shipped data makes.
    fn error(change: impl FnOnce(&mut TimeData)) -> String {
        let mut data = test_data();
        change(&mut data);
        TimeWords::new(&data).expect_err("the change breaks the data")
    }

    #[test]
    fn mistakes_in_the_data_are_named() {
        assert_eq!(error(|data| drop(data.units.pop())), "unit `year` is missing");
        assert_eq!(
            error(|data| data.units[0].forms.id.push("jam".into())),
            "`jam` is a form of `second` and of `hour`"
        );
        assert_eq!(
            error(|data| data.units[0].basis = super::super::Basis::Calendar),
            "unit `second` has basis `exact`"
        );
        assert_eq!(error(|data| data.vague[0].terms.push("rutin".into())), "`rutin` stands in two lists");
        assert_eq!(error(|data| data.vague[0].terms.push(" ".into())), "a word is empty");
        assert!(error(|data| data.vague[0].terms.push("/(/".into())).contains("unclosed group"));
        let wrong = |data: &mut TimeData| drop(data.units[0].misspelt.insert("detk".into(), "dtik".into()));
        assert_eq!(error(wrong), "`detk` stands for `dtik`, which is not a form of a unit");
    }

    #[test]
    fn printed_names_are_read_as_their_unit() {
        let words = test_words();
        for unit in Unit::ALL.iter().copied() {
            let name = words.unit_name(unit, false, Language::Id);
            let (word, end) = words.units.longest(name, 0).expect("a unit");
            assert_eq!((word.unit(Language::Id), end), (Some(unit), name.len()));
        }
    }
}
