//! Paths: how a rule names a value of the model.
//!
//! A path is resolved once, when its pack is loaded, into field numbers and a type. Evaluating it looks nothing up.

use crate::sop::date::DateForm;
use crate::sop::duration::{Basis, DurationForm};
use crate::sop::project::is_of_project;
use crate::sop::record::{EnumSpec, FieldType, TypeId};

/// The type of a value in an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Type {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// True or false.
    Bool,
    /// One of a set.
    Enum(&'static EnumSpec),
    /// A date.
    Date,
    /// A duration.
    Duration,
    /// A version.
    Version,
    /// A reference to a record, or a record.
    Record(TypeId),
    /// A pattern.
    Pattern,
}

impl Type {
    /// The name in error messages.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Int => "number".to_owned(),
            Self::Bool => "true/false".to_owned(),
            Self::Enum(spec) => format!("enum {}", spec.name),
            Self::Date => "date".to_owned(),
            Self::Duration => "duration".to_owned(),
            Self::Version => "version".to_owned(),
            Self::Record(ty) => ty.name().to_owned(),
            Self::Pattern => "pattern".to_owned(),
        }
    }
}

/// Where a path starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// At the element being judged; inside `count(… where …)` at the counted one.
    Element,
    /// At the document.
    Document,
    /// At the element named by `as`.
    Named,
    /// At the other element of a collision.
    Other,
}

/// A part of a scalar that has a name of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Facet {
    /// How a date is written.
    DateForm,
    /// Year of a date.
    Year,
    /// Month of a date.
    Month,
    /// Day of a date.
    Day,
    /// How a duration is written.
    DurationForm,
    /// Lower bound.
    Low,
    /// Upper bound.
    High,
    /// Kind of time.
    Basis,
    /// Number of different units.
    Units,
    /// What it is counted per.
    Per,
    /// The spelling that was probably meant by one that cannot be read.
    Meant,
}

impl Facet {
    /// The facets of dates.
    pub const OF_DATE: &'static [(&'static str, Self)] =
        &[("form", Self::DateForm), ("year", Self::Year), ("month", Self::Month), ("day", Self::Day)];
    /// The facets of durations.
    pub const OF_DURATION: &'static [(&'static str, Self)] = &[
        ("form", Self::DurationForm),
        ("low", Self::Low),
        ("high", Self::High),
        ("basis", Self::Basis),
        ("units", Self::Units),
        ("per", Self::Per),
        ("meant", Self::Meant),
    ];

    /// The type of the part.
    #[must_use]
    pub fn ty(self) -> Type {
        match self {
            Self::DateForm => Type::Enum(&DateForm::SPEC),
            Self::DurationForm => Type::Enum(&DurationForm::SPEC),
            Self::Basis => Type::Enum(&Basis::SPEC),
            Self::Year | Self::Month | Self::Day | Self::Units => Type::Int,
            Self::Low | Self::High => Type::Duration,
            Self::Per | Self::Meant => Type::Text,
        }
    }
}

/// Names of the longest path. Each list in it multiplies the values: the steps behind the steps behind a step are soon
/// without number.
pub const LONGEST_PATH: usize = 12;

/// Field numbers of a path, in the place where the path is: rules follow paths all the time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Fields {
    count: u8,
    numbers: [u8; LONGEST_PATH],
}

impl Fields {
    /// Adds the number of one more field; of more than [`LONGEST_PATH`] the rest is left out.
    pub fn push(&mut self, number: u8) {
        if let Some(place) = self.numbers.get_mut(usize::from(self.count)) {
            *place = number;
            self.count += 1;
        }
    }

    /// The first `count` of them.
    #[must_use]
    pub fn first_of(mut self, count: usize) -> Self {
        self.count = self.count.min(u8::try_from(count).unwrap_or(u8::MAX));
        self.numbers.iter_mut().skip(count).for_each(|number| *number = 0);
        self
    }
}

impl std::ops::Deref for Fields {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.numbers.get(..usize::from(self.count)).unwrap_or_default()
    }
}

/// A path, resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path {
    /// Where it starts.
    pub root: Root,
    /// Field numbers from there.
    pub fields: Fields,
    /// A part of the last field.
    pub facet: Option<Facet>,
    /// The type of what it names, or of its elements.
    pub ty: Type,
    /// Whether it names several values.
    pub is_list: bool,
    /// The type the path starts at.
    pub start: TypeId,
    /// As written, without `document.` and the like: the logical path of a finding.
    pub written: String,
}

impl Path {
    /// The record itself.
    #[must_use]
    pub fn itself(root: Root, start: TypeId) -> Self {
        Self {
            root,
            fields: Fields::default(),
            facet: None,
            ty: Type::Record(start),
            is_list: false,
            start,
            written: String::new(),
        }
    }

    /// What it names, for error messages.
    #[must_use]
    pub fn kind(&self) -> String {
        if self.is_list { format!("a list of {}", self.ty.name()) } else { self.ty.name() }
    }

    /// The type from the data of the project through which it leads, and the number of fields up to there.
    #[must_use]
    pub fn into_project(&self) -> Option<(TypeId, usize)> {
        let mut ty = self.start;
        for (at, &field) in self.fields.iter().enumerate() {
            ty = record_type(ty.fields()[field as usize].ty)?;
            if is_of_project(ty) {
                return Some((ty, at + 1));
            }
        }
        None
    }

    /// The type and number of the last field.
    #[must_use]
    pub fn last(&self) -> Option<(TypeId, u8)> {
        let mut ty = self.start;
        let (&last, before) = self.fields.split_last()?;
        for &field in before {
            ty = record_type(ty.fields()[field as usize].ty)?;
        }
        Some((ty, last))
    }
}

/// The record type behind a field, if its values are records or references to them.
#[must_use]
pub fn record_type(ty: FieldType) -> Option<TypeId> {
    match ty {
        FieldType::Ref(ty) | FieldType::Records(ty) | FieldType::Refs(ty) => Some(ty),
        _ => None,
    }
}

/// The type of a field's values, and whether there are several.
#[must_use]
pub fn value_type(ty: FieldType) -> (Type, bool) {
    match ty {
        FieldType::Text => (Type::Text, false),
        FieldType::Int => (Type::Int, false),
        FieldType::Bool => (Type::Bool, false),
        FieldType::Enum(spec) => (Type::Enum(spec), false),
        FieldType::Date => (Type::Date, false),
        FieldType::Duration => (Type::Duration, false),
        FieldType::Version => (Type::Version, false),
        FieldType::Ref(ty) => (Type::Record(ty), false),
        FieldType::Records(ty) | FieldType::Refs(ty) => (Type::Record(ty), true),
        FieldType::Texts => (Type::Text, true),
        FieldType::Enums(spec) => (Type::Enum(spec), true),
    }
}
