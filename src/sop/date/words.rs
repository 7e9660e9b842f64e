//! The words for dates, compiled from the months part of [`TimeData`].

use super::super::Language;
use super::super::duration::lexicon::Lexicon;
use super::super::duration::{MonthNames, TimeData};

/// The compiled words for dates; build once, share between threads.
#[derive(Debug, Clone)]
pub struct DateWords {
    pub(super) months: Lexicon<MonthWord>,
    /// Every full name and variant with its month, for suggestions.
    pub(super) spellings: Vec<(Box<str>, u8)>,
    /// Weekdays and `tanggal`.
    pub(super) before: Lexicon<()>,
    /// `tahun`
    pub(super) before_year: Lexicon<()>,
    /// `st`, `nd`, `rd`, `th`
    pub(super) ordinals: Lexicon<()>,
    /// Full names, January first.
    id: Vec<Box<str>>,
    en: Vec<Box<str>>,
}

/// What a spelling of a month means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct MonthWord {
    /// 1 to 12.
    pub(super) month: u8,
    /// The spelling meant (index in [`DateWords::spellings`]); then it is suggested, not accepted.
    pub(super) misspelt: Option<usize>,
}

impl DateWords {
    /// Checks and compiles the data.
    ///
    /// # Errors
    /// The first thing that is wrong with it, naming the word: not twelve months, an abbreviation that leads nowhere, a
    /// word for two months.
    pub fn new(data: &TimeData) -> Result<Self, String> {
        let mut words = Self {
            months: Lexicon::new(),
            spellings: Vec::new(),
            before: Lexicon::new(),
            before_year: Lexicon::new(),
            ordinals: Lexicon::new(),
            id: full_names(&data.months.id)?,
            en: full_names(&data.months.en)?,
        };
        for names in [&data.months.id, &data.months.en] {
            words.add_months(names)?;
        }
        for word in data.before_date.id.iter().chain(&data.before_date.en) {
            words.before.entry(word, || ())?;
        }
        for word in &data.before_year {
            words.before_year.entry(word, || ())?;
        }
        for word in &data.ordinals {
            words.ordinals.entry(word, || ())?;
        }
        Ok(words)
    }

    /// The full name of month 1 to 12.
    pub(super) fn month_name(&self, month: u8, language: Language) -> &str {
        let names = match language {
            Language::Id => &self.id,
            Language::En => &self.en,
        };
        names.get(usize::from(month).wrapping_sub(1)).map_or("", |name| name)
    }

    fn add_months(&mut self, names: &MonthNames) -> Result<(), String> {
        let first = self.spellings.len();
        let full = names.full.iter().map(|name| (name, name));
        for (written, name) in full.chain(&names.variants) {
            let month = month_of(written, name, names)?;
            self.add(written, MonthWord { month, misspelt: None })?;
            self.spellings.push((written.as_str().into(), month));
        }
        for (written, name) in &names.short {
            self.add(written, MonthWord { month: month_of(written, name, names)?, misspelt: None })?;
        }
        for (written, name) in &names.misspelt {
            let month = month_of(written, name, names)?;
            self.add(written, MonthWord { month, misspelt: Some(first + usize::from(month) - 1) })?;
        }
        Ok(())
    }

    fn add(&mut self, written: &str, word: MonthWord) -> Result<(), String> {
        let same = *self.months.entry(written, || word)? == word;
        same.then_some(()).ok_or_else(|| format!("`{written}` stands for two months"))
    }
}

fn month_of(written: &str, name: &str, names: &MonthNames) -> Result<u8, String> {
    let month = names.full.iter().zip(1..).find(|(full, _)| *full == name).map(|(_, month)| month);
    month.ok_or_else(|| format!("`{written}` stands for `{name}`, which is not a month"))
}

fn full_names(names: &MonthNames) -> Result<Vec<Box<str>>, String> {
    match names.full.len() {
        12 => Ok(names.full.iter().map(|name| name.as_str().into()).collect()),
        count => Err(format!("a year of {count} months")),
    }
}

/// The shipped words, compiled once for all tests.
#[cfg(test)]
pub(super) fn test_words() -> &'static DateWords {
    static WORDS: std::sync::LazyLock<DateWords> =
        std::sync::LazyLock::new(|| DateWords::new(&super::super::duration::test_data()).expect("time.yaml is sound"));
    &WORDS
}

#[cfg(test)]
mod tests {
    use super::super::super::duration::test_data;
    use super::*;

    #[test]
    fn mistakes_in_the_data_are_named() {
        let error = |change: fn(&mut TimeData)| {
            let mut data = test_data();
            change(&mut data);
            DateWords::new(&data).expect_err("the change breaks the data")
        };
        assert_eq!(error(|data| drop(data.months.en.full.pop())), "a year of 11 months");
        let lost = |data: &mut TimeData| drop(data.months.id.short.insert("Jn".into(), "Jun".into()));
        assert_eq!(error(lost), "`Jn` stands for `Jun`, which is not a month");
        let double = |data: &mut TimeData| drop(data.months.en.short.insert("Mei".into(), "March".into()));
        assert_eq!(error(double), "`Mei` stands for two months");
    }

    #[test]
    fn months_have_names() {
        let words = test_words();
        assert_eq!((words.month_name(1, Language::Id), words.month_name(12, Language::En)), ("Januari", "December"));
        assert_eq!((words.month_name(0, Language::Id), words.month_name(13, Language::En)), ("", ""));
    }
}
