//! How rules reach the model by name: types, fields, and the slots behind them.
//!
//! The model's types are plain structs. `records!` writes each of them from one list of fields and, from the same
//! list, the table in which a rule's path is looked up when a pack is loaded. At run time a path is a chain of field
//! numbers.

use super::value::{How, State, Value};
use crate::source::{Span, SpannedText};

pub use super::model::TypeId;

/// A set of names a field may have as its value.
#[derive(Debug, PartialEq, Eq)]
pub struct EnumSpec {
    /// Name of the set in error messages and in the vocabulary.
    pub name: &'static str,
    /// The values, in `snake_case`.
    pub values: &'static [&'static str],
}

impl EnumSpec {
    /// The number of a value.
    #[must_use]
    pub fn code(&self, value: &str) -> Option<u8> {
        self.values.iter().position(|&known| known == value).map(|at| at as u8)
    }
}

/// The type of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldType {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// True or false.
    Bool,
    /// One of a set.
    Enum(&'static EnumSpec),
    /// A date, with facets.
    Date,
    /// A duration, with facets.
    Duration,
    /// A version.
    Version,
    /// A reference to an element of that type.
    Ref(TypeId),
    /// A list of elements of that type.
    Records(TypeId),
    /// A list of references to elements of that type.
    Refs(TypeId),
    /// A list of texts.
    Texts,
    /// A list of values of a set.
    Enums(&'static EnumSpec),
}

/// A field of a model type.
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// Canonical name.
    pub name: &'static str,
    /// Its type.
    pub ty: FieldType,
    /// What it means, for the manual and the schema.
    pub doc: &'static str,
}

/// A list field. An empty list was looked for and not found; an unreadable one was there.
#[derive(Debug, Clone)]
pub struct List<T> {
    /// The elements, in order.
    pub items: Vec<T>,
    /// [`State::Present`], or [`State::Unreadable`] when part of the list was lost.
    pub state: State,
    /// The list's heading or key, or the nearest thing when there is none.
    pub near: Span,
    /// Whether a key, heading or column for it was found.
    pub given: bool,
}

impl<T> List<T> {
    /// No elements.
    #[must_use]
    pub fn empty(near: Span) -> Self {
        Self { items: Vec::new(), state: State::Present, near, given: false }
    }

    /// Says where the list stands.
    pub fn give(&mut self, near: Span) {
        self.near = near;
        self.given = true;
    }

    /// Makes another place the nearest one, unless the list was found.
    pub fn move_near(&mut self, near: Span) {
        if !self.given {
            self.near = near;
        }
    }

    /// Whether all of it was read.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.state != State::Unreadable
    }
}

/// What stands behind a field of a record.
#[derive(Clone, Copy)]
pub enum Slot<'m, 'a> {
    /// A scalar.
    One(&'m Value<'a>),
    /// A list of scalars.
    Many(&'m List<Value<'a>>),
    /// A list of records.
    Records(&'m dyn Records<'a>),
    /// A list of references to the elements of a type.
    Refs(TypeId, &'m List<u32>),
}

/// A field of a record that is being filled.
pub enum SlotMut<'m, 'a> {
    /// A scalar.
    One(&'m mut Value<'a>),
    /// A list of scalars.
    Many(&'m mut List<Value<'a>>),
    /// A list of records.
    Records(&'m mut dyn Records<'a>),
    /// A list of references.
    Refs(&'m mut List<u32>),
}

/// An element of the model.
pub trait Record<'a> {
    /// Its type.
    fn type_id(&self) -> TypeId;
    /// The slot behind a field number of that type.
    fn slot(&self, field: u8) -> Slot<'_, 'a>;
    /// The same, to fill it.
    fn slot_mut(&mut self, field: u8) -> SlotMut<'_, 'a>;
    /// A short place that stands for the element.
    fn anchor(&self) -> Span;
    /// Makes another place stand for the element and for all of it that is missing.
    fn move_anchor(&mut self, anchor: Span) {
        for field in 0..self.type_id().fields().len() as u8 {
            match self.slot_mut(field) {
                SlotMut::One(value) if !value.is_present() && value.how == How::Derived => {
                    value.text = SpannedText::nothing(anchor);
                }
                SlotMut::One(_) => {}
                SlotMut::Many(list) => list.move_near(anchor),
                SlotMut::Records(list) => list.move_near(anchor),
                SlotMut::Refs(list) => list.move_near(anchor),
            }
        }
        self.set_anchor(anchor);
    }
    /// Sets the anchor alone.
    fn set_anchor(&mut self, anchor: Span);
}

/// A list of records of one type.
pub trait Records<'a> {
    /// How many.
    fn len(&self) -> usize;
    /// The record at `index`.
    fn get(&self, index: usize) -> Option<&dyn Record<'a>>;
    /// The record at `index`, to be filled in.
    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Record<'a>>;
    /// Whether all of the list was read.
    fn is_whole(&self) -> bool;
    /// Where the list stands, or would.
    fn near(&self) -> Span;
    /// Whether a key, heading or column for it was found.
    fn is_given(&self) -> bool;
    /// Makes room for that many more elements.
    fn reserve(&mut self, more: usize);
    /// Adds an element of which nothing is known yet.
    fn push_new(&mut self, anchor: Span) -> &mut dyn Record<'a>;
    /// Says where the list stands.
    fn set_near(&mut self, near: Span);
    /// Makes another place the nearest one, unless the list was found.
    fn move_near(&mut self, near: Span);
    /// Says that part of the list was lost.
    fn set_unreadable(&mut self);
    /// Whether there is none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// A record that can be made out of nothing.
pub trait NewRecord {
    /// An element of which nothing is known yet.
    fn new_at(anchor: Span) -> Self;
}

impl<'a, T: Record<'a> + NewRecord> Records<'a> for List<T> {
    fn len(&self) -> usize {
        self.items.len()
    }

    fn get(&self, index: usize) -> Option<&dyn Record<'a>> {
        self.items.get(index).map(|item| item as &dyn Record<'a>)
    }

    fn get_mut(&mut self, index: usize) -> Option<&mut dyn Record<'a>> {
        self.items.get_mut(index).map(|item| item as &mut dyn Record<'a>)
    }

    fn is_whole(&self) -> bool {
        List::is_whole(self)
    }

    fn near(&self) -> Span {
        self.near
    }

    fn is_given(&self) -> bool {
        self.given
    }

    fn reserve(&mut self, more: usize) {
        self.items.reserve_exact(more);
    }

    fn push_new(&mut self, anchor: Span) -> &mut dyn Record<'a> {
        self.items.push(T::new_at(anchor));
        self.items.last_mut().expect("internal: just pushed")
    }

    fn set_near(&mut self, near: Span) {
        self.give(near);
    }

    fn move_near(&mut self, near: Span) {
        List::move_near(self, near);
    }

    fn set_unreadable(&mut self) {
        self.state = State::Unreadable;
    }
}

/// Writes a set of names as an enum with its [`EnumSpec`]; the names are those of rules, data and reports.
macro_rules! names {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name { $($(#[$variant_meta])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// The set, for rules.
            pub const SPEC: $crate::sop::record::EnumSpec = $crate::sop::record::EnumSpec { name: stringify!($name), values: &[$($text),+] };
            /// All values in order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The number of the value in its set.
            #[must_use]
            pub fn code(self) -> u8 {
                self as u8
            }

            /// The value with that number.
            #[must_use]
            pub fn from_code(code: u8) -> Option<Self> {
                Self::ALL.get(code as usize).copied()
            }

            /// The canonical name.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::SPEC.values[self as usize]
            }
        }
    };
}

/// Writes the model's record types, their field tables and the enum that names them.
macro_rules! records {
    ($($(#[doc = $type_doc:literal])+ $type:ident { $($(#[doc = $doc:literal])+ $field:ident: $kind:ident $(($arg:ident))?),+ $(,)? })+) => {
        /// A type of the model.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum TypeId { $($(#[doc = $type_doc])+ $type),+ }

        impl TypeId {
            /// All types.
            pub const ALL: &[Self] = &[$(Self::$type),+];

            /// The canonical name.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$type => stringify!($type)),+ }
            }

            /// The fields, in the order of their numbers.
            #[must_use]
            pub fn fields(self) -> &'static [FieldSpec] {
                match self { $(Self::$type => $type::FIELDS),+ }
            }

            /// The number and description of a field.
            #[must_use]
            pub fn field(self, name: &str) -> Option<(u8, &'static FieldSpec)> {
                let at = self.fields().iter().position(|field| field.name == name)?;
                Some((at as u8, &self.fields()[at]))
            }
        }

        $(
            $(#[doc = $type_doc])+
            #[derive(Debug, Clone)]
            pub struct $type<'a> {
                /// A short place that stands for the element.
                pub anchor: Span,
                $($(#[doc = $doc])+ pub $field: records!(@rust $kind $($arg)?)),+
            }

            impl<'a> $type<'a> {
                /// The fields, in the order of their numbers.
                pub const FIELDS: &'static [FieldSpec] = &[
                    $(FieldSpec {
                        name: stringify!($field),
                        ty: records!(@spec $kind $($arg)?),
                        doc: concat!($($doc),+),
                    }),+
                ];

                /// An element of which nothing is known yet.
                #[must_use]
                pub fn new(anchor: Span) -> Self {
                    Self { anchor, $($field: records!(@new anchor, $kind)),+ }
                }
            }

            impl<'a> Record<'a> for $type<'a> {
                fn type_id(&self) -> TypeId {
                    TypeId::$type
                }

                fn slot(&self, field: u8) -> Slot<'_, 'a> {
                    #[allow(non_camel_case_types, reason = "the variants are the field names, 2026-11")]
                    enum Number { $($field),+ }
                    $(if field == Number::$field as u8 { return records!(@slot self.$field, $kind $($arg)?); })+
                    unreachable!("internal: field numbers come from FIELDS")
                }

                fn slot_mut(&mut self, field: u8) -> SlotMut<'_, 'a> {
                    #[allow(non_camel_case_types, reason = "the variants are the field names, 2026-11")]
                    enum Number { $($field),+ }
                    $(if field == Number::$field as u8 { return records!(@slot_mut self.$field, $kind); })+
                    unreachable!("internal: field numbers come from FIELDS")
                }

                fn anchor(&self) -> Span {
                    self.anchor
                }

                fn set_anchor(&mut self, anchor: Span) {
                    self.anchor = anchor;
                }
            }

            impl $crate::sop::record::NewRecord for $type<'_> {
                fn new_at(anchor: Span) -> Self {
                    Self::new(anchor)
                }
            }
        )+
    };

    (@rust list $arg:ident) => { List<$arg<'a>> };
    (@rust references $arg:ident) => { List<u32> };
    (@rust texts) => { List<Value<'a>> };
    (@rust many $arg:ident) => { List<Value<'a>> };
    (@rust $kind:ident $($arg:ident)?) => { Value<'a> };

    (@spec text) => { FieldType::Text };
    (@spec int) => { FieldType::Int };
    (@spec boolean) => { FieldType::Bool };
    (@spec date) => { FieldType::Date };
    (@spec duration) => { FieldType::Duration };
    (@spec version) => { FieldType::Version };
    (@spec texts) => { FieldType::Texts };
    (@spec one $arg:ident) => { FieldType::Enum(&$arg::SPEC) };
    (@spec many $arg:ident) => { FieldType::Enums(&$arg::SPEC) };
    (@spec reference $arg:ident) => { FieldType::Ref(TypeId::$arg) };
    (@spec references $arg:ident) => { FieldType::Refs(TypeId::$arg) };
    (@spec list $arg:ident) => { FieldType::Records(TypeId::$arg) };

    (@new $anchor:ident, list) => { List::empty($anchor) };
    (@new $anchor:ident, references) => { List::empty($anchor) };
    (@new $anchor:ident, texts) => { List::empty($anchor) };
    (@new $anchor:ident, many) => { List::empty($anchor) };
    (@new $anchor:ident, $kind:ident) => { Value::missing($anchor) };

    (@slot_mut $self:ident.$field:ident, list) => { SlotMut::Records(&mut $self.$field) };
    (@slot_mut $self:ident.$field:ident, references) => { SlotMut::Refs(&mut $self.$field) };
    (@slot_mut $self:ident.$field:ident, texts) => { SlotMut::Many(&mut $self.$field) };
    (@slot_mut $self:ident.$field:ident, many) => { SlotMut::Many(&mut $self.$field) };
    (@slot_mut $self:ident.$field:ident, $kind:ident) => { SlotMut::One(&mut $self.$field) };

    (@slot $self:ident.$field:ident, list $arg:ident) => { Slot::Records(&$self.$field) };
    (@slot $self:ident.$field:ident, references $arg:ident) => { Slot::Refs(TypeId::$arg, &$self.$field) };
    (@slot $self:ident.$field:ident, texts) => { Slot::Many(&$self.$field) };
    (@slot $self:ident.$field:ident, many $arg:ident) => { Slot::Many(&$self.$field) };
    (@slot $self:ident.$field:ident, $kind:ident $($arg:ident)?) => { Slot::One(&$self.$field) };
}

pub(crate) use names;
pub(crate) use records;
