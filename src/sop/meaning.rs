//! What a value means, in words a reader of the document knows.
//!
//! In: a value of the model. Out: its meaning (`1 hari kerja`, `3 Februari 2025`), or what became of it: empty, not readable, stated
//! as none. What was not understood is given as it is written, with the reason.

use super::date::DateForm;
use super::duration::DurationForm;
use super::record::FieldType;
use super::value::{Parsed, State, Value};
use super::{Language, Vocabulary};

/// Tells meanings in one language.
#[derive(Debug, Clone, Copy)]
pub struct Meaning<'v> {
    /// Names of values, months and units.
    pub vocabulary: &'v Vocabulary,
    /// The language.
    pub language: Language,
}

impl Meaning<'_> {
    /// What a value means, or its state.
    #[must_use]
    pub fn of(&self, value: &Value<'_>, ty: FieldType) -> String {
        match value.state {
            State::Missing => self.say("(kosong)", "(empty)").to_owned(),
            State::Unreadable => self.say("(tidak terbaca)", "(unreadable)").to_owned(),
            State::Inapplicable => self.say("(dinyatakan tidak ada)", "(stated as none)").to_owned(),
            State::Present => self.present(value, ty),
        }
    }

    fn present(&self, value: &Value<'_>, ty: FieldType) -> String {
        match (&value.parsed, ty) {
            (Parsed::Enum(code), FieldType::Enum(spec) | FieldType::Enums(spec)) => {
                self.vocabulary.value_name(spec, *code, self.language).to_owned()
            }
            (Parsed::Date(date), _) => date.calendar().map_or_else(
                || format!("{} ({})", value.as_str(), self.date_form(date.form)),
                |day| day.describe(self.language, &self.vocabulary.dates),
            ),
            (Parsed::Duration(duration), _) => match duration.upper() {
                Some(length) => length.describe(self.language, &self.vocabulary.time),
                None => format!("{} ({})", value.as_str(), self.duration_form(duration.form)),
            },
            (Parsed::Int(number), _) => number.to_string(),
            (Parsed::Bool(value), _) => {
                self.say(if *value { "ya" } else { "tidak" }, if *value { "yes" } else { "no" }).to_owned()
            }
            _ => value.as_str().to_owned(),
        }
    }

    /// Why a date is no day.
    fn date_form(&self, form: DateForm) -> &'static str {
        match form {
            DateForm::Full => self.say("lengkap", "full"),
            DateForm::MonthOnly => self.say("tanpa hari", "no day"),
            DateForm::YearOnly => self.say("tahun saja", "year only"),
            DateForm::Ambiguous => self.say("bermakna ganda", "ambiguous"),
            DateForm::Impossible => self.say("mustahil", "impossible"),
            DateForm::Unparsed => self.say("tidak terbaca", "not understood"),
        }
    }

    /// Why a time has no length.
    fn duration_form(&self, form: DurationForm) -> &'static str {
        match form {
            DurationForm::Alternatives => self.say("beberapa pilihan", "alternatives"),
            DurationForm::Frequency => self.say("frekuensi", "how often"),
            DurationForm::Conditional => self.say("ditentukan hal lain", "decided elsewhere"),
            DurationForm::Vague => self.say("tidak terukur", "cannot be measured"),
            DurationForm::NoUnit => self.say("tanpa satuan", "no unit"),
            DurationForm::NoNumber => self.say("tanpa angka", "no number"),
            DurationForm::Unparsed => self.say("tidak terbaca", "not understood"),
            DurationForm::Single
            | DurationForm::AtMost
            | DurationForm::AtLeast
            | DurationForm::Approximate
            | DurationForm::Range
            | DurationForm::Sum
            | DurationForm::PerItem => self.say("terbaca", "understood"),
        }
    }

    fn say(&self, id: &'static str, en: &'static str) -> &'static str {
        match self.language {
            Language::Id => id,
            Language::En => en,
        }
    }
}
