//! Named checks: what the language cannot say, written in Rust and called by name.
//!
//! In: a name and the values behind `with:`. Out: a [`Named`] whose values have the types the check declares. What a check
//! does stands in `check/named`; here stands what a pack may write.

use super::path::Path;
use crate::sop::record::names;

names! {
    /// A check that is called by its name.
    NamedCheck {
        /// No regulation is cited in ways that cannot both be right.
        CitationsAgree = "citations-agree",
        /// Lists that their authors numbered by hand have no repeat and no gap.
        ListNumbers = "list-numbers",
        /// No SOP of the archive replaces itself by way of others.
        ReferenceCycle = "reference-cycle",
        /// No two names of a document are so alike that one is probably a misspelling.
        SimilarNames = "similar-names",
        /// Work does not cross between the same two actors again and again.
        PingPong = "ping-pong",
        /// Units of time are written in one way.
        UnitSpellings = "unit-spellings",
    }
}

/// What may stand behind a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A path to texts.
    Texts,
    /// Several of them.
    ManyTexts,
    /// A path to references to other SOPs.
    References,
    /// A number from 0 to 1.
    Share,
    /// A whole number.
    Count,
    /// A path to durations.
    Durations,
}

/// A parameter of a named check.
#[derive(Debug)]
pub struct ParameterSpec {
    /// Its key behind `with:`.
    pub name: &'static str,
    /// What it may be.
    pub kind: Kind,
    /// What stands there when the rule does not say; without it the parameter is required.
    pub default: Option<&'static str>,
}

impl NamedCheck {
    /// What it finds, in Indonesian and in English.
    #[must_use]
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::CitationsAgree => (
                "satu peraturan yang dikutip dengan jenis atau judul yang berbeda dalam arsip",
                "one regulation that documents of the archive cite by different kinds or subjects",
            ),
            Self::ListNumbers => (
                "nomor yang ditulis di depan butir daftar berulang atau terlewat",
                "a number written in front of an entry of a list repeats or skips",
            ),
            Self::ReferenceCycle => (
                "SOP yang menggantikan dirinya sendiri melalui SOP lain dalam arsip",
                "an SOP of the archive that replaces itself by way of others",
            ),
            Self::SimilarNames => (
                "dua nama yang begitu mirip sehingga satu mungkin salah tulis",
                "two names so alike that one is probably a misspelling",
            ),
            Self::PingPong => (
                "pekerjaan yang bolak-balik di antara dua pelaksana yang sama",
                "work that crosses between the same two actors again and again",
            ),
            Self::UnitSpellings => {
                ("satuan waktu yang ditulis dengan beberapa cara", "a unit of time that is written in several ways")
            }
        }
    }

    /// The parameters, in the order of [`Named::with`].
    #[must_use]
    pub fn parameters(self) -> &'static [ParameterSpec] {
        match self {
            Self::CitationsAgree => {
                &[ParameterSpec { name: "of", kind: Kind::References, default: Some("legal_basis") }]
            }
            Self::ListNumbers => &[ParameterSpec { name: "of", kind: Kind::ManyTexts, default: None }],
            Self::ReferenceCycle => {
                &[ParameterSpec { name: "of", kind: Kind::References, default: Some("supersedes") }]
            }
            Self::SimilarNames => &[
                ParameterSpec { name: "of", kind: Kind::Texts, default: None },
                ParameterSpec { name: "least", kind: Kind::Share, default: Some("0.85") },
            ],
            Self::PingPong => &[ParameterSpec { name: "most", kind: Kind::Count, default: Some("4") }],
            Self::UnitSpellings => &[ParameterSpec { name: "of", kind: Kind::Durations, default: None }],
        }
    }

    /// Whether only all documents together can decide it.
    #[must_use]
    pub fn needs_archive(self) -> bool {
        match self {
            Self::CitationsAgree | Self::ReferenceCycle => true,
            Self::ListNumbers | Self::SimilarNames | Self::PingPong | Self::UnitSpellings => false,
        }
    }
}

/// A named check with its values.
#[derive(Debug)]
pub struct Named {
    /// Which.
    pub check: NamedCheck,
    /// A value for each of its parameters.
    pub with: Vec<Argument>,
}

/// The value of a parameter.
#[derive(Debug)]
pub enum Argument {
    /// A path.
    Path(Path),
    /// Several paths.
    Paths(Vec<Path>),
    /// A number, in thousandths.
    Number(i64),
}

impl Named {
    /// The path that is its first parameter.
    #[must_use]
    pub fn of(&self) -> Option<&Path> {
        self.with.iter().find_map(|argument| match argument {
            Argument::Path(path) => Some(path),
            Argument::Paths(_) | Argument::Number(_) => None,
        })
    }

    /// All paths among its parameters.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.with.iter().flat_map(|argument| match argument {
            Argument::Path(path) => std::slice::from_ref(path),
            Argument::Paths(paths) => paths,
            Argument::Number(_) => &[],
        })
    }

    /// The number among its parameters, in thousandths.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        self.with.iter().find_map(|argument| match argument {
            Argument::Number(number) => Some(*number),
            Argument::Path(_) | Argument::Paths(_) => None,
        })
    }
}
