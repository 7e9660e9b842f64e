//! Citations: what an entry of dasar hukum, keterkaitan and the like names.
//!
//! In: the text of one entry and the words of `rules/regulations`. Out: a [`Citation`], whose parts are ranges of that
//! text (forms: those of signed SOPs), and on demand its key, its rank and whether it is a known mistake. It does not
//! know which regulations exist; that is the registry's business.
//!
//! The scanner is written by hand and copies nothing, because every entry of an archive passes here.

mod aside;
mod bounds;
mod compile;
mod data;
mod identity;
mod lead;
mod number;
mod phrase;
mod scan;
mod subject;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use data::{
    IssuerData, MarkData, Meant, Mistaken, MistakenData, PrefixData, SubjectsData, TypeData, TypesData, WordsData,
    WrittenData,
};

use phrase::Phrases;

/// What a citation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitationKind {
    /// A regulation, decree, instruction or circular.
    Regulation,
    /// An SOP.
    Sop,
    /// Not recognisable as a citation.
    Other,
}

/// Number of a kind of regulation in `types.yaml`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeCode(u8);

/// A citation as understood. Every range is one of bytes of the parsed text, on character boundaries and not empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Citation {
    /// What it names; all other parts are empty for [`CitationKind::Other`].
    pub kind: CitationKind,
    /// The kind of regulation as written, with its issuer: all up to `Nomor`. `None` for a bare number (`PER-16/PB/2020`).
    pub type_name: Option<Range<u32>>,
    /// The kind of regulation.
    pub type_code: Option<TypeCode>,
    /// `17`, `210/PMK.05/2022`, `15/Kpts/KPU`.
    pub number: Option<Range<u32>>,
    /// The year after `Tahun`, else the last part of the number where that is a year.
    pub year: Option<(i16, Range<u32>)>,
    /// The subject after `tentang`, or an SOP's title.
    pub subject: Option<Range<u32>>,
    /// "sebagaimana telah diubah …", "jo. …", "dan perubahannya".
    pub amended: bool,
    /// The amending citations, whole; each can be parsed in its turn.
    pub amendments: Vec<Range<u32>>,
}

impl Citation {
    fn other() -> Self {
        Self {
            kind: CitationKind::Other,
            type_name: None,
            type_code: None,
            number: None,
            year: None,
            subject: None,
            amended: false,
            amendments: Vec::new(),
        }
    }
}

/// The words of citations, compiled from `types.yaml` and `mistaken.yaml`.
#[derive(Debug, Clone)]
pub struct CitationWords {
    kinds: Vec<Kind>,
    /// Forms of the kinds; `None` for words that only look like one.
    forms: Phrases<Option<TypeCode>>,
    /// Letters a number begins with, and the kind they stand for.
    prefixes: Phrases<Option<TypeCode>>,
    marks: Vec<Mark>,
    keywords: Phrases<Roles>,
    breaks: Phrases<Break>,
    issuers: Phrases<u16>,
    issuer_codes: Vec<Box<str>>,
    issuer_noise: Phrases<()>,
    short_forms: Phrases<()>,
    written: WrittenData,
    mistaken: Vec<MistakenEntry>,
}

impl CitationWords {
    /// Compiles the words.
    ///
    /// # Errors
    ///
    /// A sentence without its file's name: a code that does not exist, a form that stands for two kinds, an empty form.
    pub fn new(types: &TypesData, mistaken: &MistakenData) -> Result<Self, String> {
        compile::compile(types, mistaken)
    }

    /// Reads the citation in `text`; a list number or "Mengingat:" in front of it does no harm.
    #[must_use]
    pub fn parse(&self, text: &str) -> Citation {
        scan::parse(self, text)
    }

    /// The registry key: kind, issuer where many issue that kind, running number, year (`UU-17-2003`,
    /// `PERLEM-LKPP-12-2021`). `None` where a part is missing. `text` is the parsed text.
    #[must_use]
    pub fn key(&self, text: &str, citation: &Citation) -> Option<String> {
        identity::key(self, text, citation)
    }

    /// The known mistake this citation is. `text` is the parsed text.
    #[must_use]
    pub fn mistaken(&self, text: &str, citation: &Citation) -> Option<&Mistaken> {
        identity::mistaken(self, text, citation)
    }

    /// Place in the order of a dasar hukum list, 1 first; `None` where the place is not established.
    #[must_use]
    pub fn rank(&self, code: TypeCode) -> Option<u8> {
        self.kind(code).and_then(|kind| kind.rank)
    }

    /// The code as in the registry: `UU`, `PERMENPAN`.
    #[must_use]
    pub fn code_name(&self, code: TypeCode) -> &str {
        self.kind(code).map_or("", |kind| &kind.code)
    }

    /// The full name of the kind: `Undang-Undang`.
    #[must_use]
    pub fn full_name(&self, code: TypeCode) -> &str {
        self.kind(code).map_or("", |kind| &kind.name)
    }

    /// The full name of the kind with that code, when `written` is nothing but its usual short form: `UU`, `Perpres`. Kinds that
    /// many bodies issue, or whose name nobody writes as it stands here, have none.
    #[must_use]
    pub fn in_full(&self, code: &str, written: &str) -> Option<&str> {
        let kind = self.kinds.iter().find(|kind| *kind.code == *code && !kind.issuer)?;
        let is_whole = self.forms.find(&kind.name, 0).is_some_and(|form| form.end == kind.name.len());
        (is_whole && kind.code.eq_ignore_ascii_case(written)).then_some(&*kind.name)
    }

    /// Whether regulations of this kind have a number (the constitution has none).
    #[must_use]
    pub fn is_numbered(&self, code: TypeCode) -> bool {
        self.kind(code).is_none_or(|kind| kind.numbered)
    }

    /// Whether many bodies issue this kind, so that its code alone tells little.
    #[must_use]
    pub fn has_issuers(&self, code: TypeCode) -> bool {
        self.kind(code).is_some_and(|kind| kind.issuer)
    }

    /// Whether the kind is written as an abbreviation; nothing where it is not written. `text` is the parsed text.
    #[must_use]
    pub fn is_short(&self, text: &str, citation: &Citation) -> Option<bool> {
        let name = citation.type_name.as_ref()?;
        Some(self.short_forms.find(text, name.start as usize).is_some())
    }

    /// How a regulation is named in messages: `Peraturan Presiden Nomor 12 Tahun 2021`.
    #[must_use]
    pub fn written(&self, code: TypeCode, issuer: Option<&str>, number: &str, year: i64) -> String {
        let issued = self.kind(code).and_then(|kind| kind.issued_as.as_deref()).zip(issuer);
        let kind =
            issued.map_or_else(|| self.full_name(code).to_owned(), |(form, issuer)| form.replace("{issuer}", issuer));
        let year = year.to_string();
        let form = if number.ends_with(&year) { &self.written.with_year_in_number } else { &self.written.with_year };
        form.replace("{type}", &kind).replace("{number}", number).replace("{year}", &year)
    }

    /// The kind with this code.
    #[must_use]
    pub fn code(&self, name: &str) -> Option<TypeCode> {
        compile::code_of(&self.kinds, name)
    }

    /// `None` only for a code of another word list.
    fn kind(&self, code: TypeCode) -> Option<&Kind> {
        self.kinds.get(usize::from(code.0))
    }
}

/// A kind of regulation, compiled.
#[derive(Debug, Clone)]
struct Kind {
    code: Box<str>,
    name: Box<str>,
    rank: Option<u8>,
    numbered: bool,
    issuer: bool,
    issued_as: Option<Box<str>>,
}

/// A part of a number that tells the kind.
#[derive(Debug, Clone)]
struct Mark {
    part: Box<str>,
    of: Vec<TypeCode>,
    code: TypeCode,
}

/// A known mistake, compiled.
#[derive(Debug, Clone)]
struct MistakenEntry {
    codes: Vec<TypeCode>,
    near: Phrases<()>,
    mistaken: Mistaken,
}

/// What ends the core of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    Gazette,
    /// "sebagaimana": amended when a word of change follows.
    Whereas,
    Amended,
}

/// What a word can be in a citation; one word may be several things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Roles(u16);

impl Roles {
    const NUMBER: Self = Self(1);
    const YEAR: Self = Self(1 << 1);
    const SUBJECT: Self = Self(1 << 2);
    const LEAD_IN: Self = Self(1 << 3);
    const DATE: Self = Self(1 << 4);
    const ASIDE: Self = Self(1 << 5);
    const CHANGED: Self = Self(1 << 6);
    const JOINER: Self = Self(1 << 7);
    const SOP: Self = Self(1 << 8);

    fn has(self, role: Self) -> bool {
        self.0 & role.0 != 0
    }

    fn with(self, role: Self) -> Self {
        Self(self.0 | role.0)
    }
}
