//! Named checks: what the language cannot say, written in Rust and called by name.
//!
//! In: a name and the values behind `with:`. Out: a [`Named`] whose values have the types the check declares. What a check
//! does stands in `check/named`; here stands what a pack may write.

use super::path::Path;
use super::pattern::Pattern;
use crate::sop::record::names;

names! {
    /// A check that is called by its name.
    NamedCheck {
        /// No regulation is cited in ways that cannot both be right.
        CitationsAgree = "citations-agree",
        /// No two SOPs say nearly the same in nearly all of their texts.
        ClonedText = "cloned-text",
        /// Lists that their authors numbered by hand have no repeat and no gap.
        ListNumbers = "list-numbers",
        /// No two names of an archive are the same, or so alike that one is probably a misspelling.
        AlikeInArchive = "alike-in-archive",
        /// The number in the name of a file is that of the SOP in it.
        FileNumber = "file-number",
        /// SOP numbers that a text names exist in the archive.
        MentionedNumbers = "mentioned-numbers",
        /// Micro SOPs are part of a macro SOP, where there are such.
        MicroWithoutMacro = "micro-without-macro",
        /// SOPs that are related name each other.
        MutualReferences = "mutual-references",
        /// No number of a series is missing.
        NumberSeries = "number-series",
        /// An edition that follows another one says when it was revised.
        OlderEdition = "older-edition",
        /// No SOP of the archive leads back to itself by way of others.
        ReferenceCycle = "reference-cycle",
        /// No SOP is in force that another one takes the place of.
        ReplacedInForce = "replaced-in-force",
        /// No text stands in many SOPs.
        RepeatedText = "repeated-text",
        /// No SOP is related to itself.
        SelfReference = "self-reference",
        /// No two names of a document are so alike that one is probably a misspelling.
        SimilarNames = "similar-names",
        /// Work does not cross between the same two actors again and again.
        PingPong = "ping-pong",
        /// Units of time are written in one way.
        UnitSpellings = "unit-spellings",
        /// Every task of the organisation has an SOP.
        TasksWithoutSop = "tasks-without-sop",
        /// Every unit of the organisation has an SOP.
        UnitsWithoutSop = "units-without-sop",
    }
}

/// What may stand behind a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A path to texts.
    Texts,
    /// Several of them.
    ManyTexts,
    /// A path to a text, or to texts.
    Text,
    /// Fields of the document, parted by commas.
    Fields,
    /// A path to references to other SOPs, or to items that name some.
    References,
    /// A number from 0 to 1.
    Share,
    /// A whole number from 1.
    Count,
    /// `/…/`, or a parameter that is one.
    Pattern,
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
            Self::ClonedText => {
                ("SOP yang isinya hampir sama dengan SOP lain", "an SOP whose texts are nearly those of another one")
            }
            Self::ListNumbers => (
                "nomor yang ditulis di depan butir daftar berulang atau terlewat",
                "a number written in front of an entry of a list repeats or skips",
            ),
            Self::AlikeInArchive => (
                "nama atau judul yang sama, atau hampir sama, dalam arsip",
                "names or titles of the archive that are the same, or nearly so",
            ),
            Self::FileNumber => (
                "nomor SOP pada nama berkas berbeda dari nomor di dalamnya",
                "the SOP number in the name of the file is not the one inside",
            ),
            Self::MentionedNumbers => (
                "nomor SOP yang disebut dalam teks tidak ada dalam arsip",
                "a text names an SOP number that is not in the archive",
            ),
            Self::MicroWithoutMacro => {
                ("SOP mikro yang tidak disebut SOP makro unitnya", "a micro SOP that no macro SOP of its unit names")
            }
            Self::MutualReferences => {
                ("SOP terkait yang tidak menyebut balik", "a related SOP that does not name this one")
            }
            Self::NumberSeries => ("nomor yang hilang dalam satu seri", "a number that is missing in a series"),
            Self::OlderEdition => (
                "tanggal revisi kosong, padahal arsip menyimpan edisi lama",
                "no date of revision, though the archive has an older edition",
            ),
            Self::ReferenceCycle => (
                "SOP yang kembali ke dirinya sendiri melalui SOP lain dalam arsip",
                "an SOP of the archive that leads back to itself by way of others",
            ),
            Self::ReplacedInForce => (
                "SOP yang sudah digantikan SOP lain tetapi masih berlaku",
                "an SOP in force that another one takes the place of",
            ),
            Self::RepeatedText => ("teks yang sama dalam banyak SOP", "the same text in many SOPs"),
            Self::SelfReference => {
                ("SOP yang menyebut dirinya sendiri sebagai SOP terkait", "an SOP that is related to itself")
            }
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
            Self::TasksWithoutSop => ("tugas unit yang belum memiliki SOP", "a task of a unit that has no SOP"),
            Self::UnitsWithoutSop => ("unit yang belum memiliki SOP", "a unit that has no SOP"),
        }
    }

    /// The parameters, in the order of [`Named::with`].
    #[must_use]
    pub fn parameters(self) -> &'static [ParameterSpec] {
        match self {
            Self::CitationsAgree => {
                &[ParameterSpec { name: "of", kind: Kind::References, default: Some("legal_basis") }]
            }
            Self::ClonedText => &[
                ParameterSpec { name: "of", kind: Kind::Text, default: None },
                ParameterSpec { name: "least", kind: Kind::Share, default: Some("0.8") },
            ],
            Self::ListNumbers => &[ParameterSpec { name: "of", kind: Kind::ManyTexts, default: None }],
            Self::AlikeInArchive => &[
                ParameterSpec { name: "of", kind: Kind::Text, default: None },
                ParameterSpec { name: "by", kind: Kind::Fields, default: Some("") },
                ParameterSpec { name: "apart", kind: Kind::Fields, default: Some("") },
                ParameterSpec { name: "least", kind: Kind::Share, default: Some("0.95") },
            ],
            Self::MentionedNumbers => &[
                ParameterSpec { name: "of", kind: Kind::Text, default: None },
                ParameterSpec { name: "pattern", kind: Kind::Pattern, default: None },
            ],
            Self::MicroWithoutMacro | Self::SelfReference => {
                &[ParameterSpec { name: "of", kind: Kind::References, default: Some("related") }]
            }
            Self::MutualReferences => &[
                ParameterSpec { name: "of", kind: Kind::References, default: Some("related") },
                ParameterSpec { name: "least", kind: Kind::Share, default: Some("0.75") },
            ],
            Self::ReferenceCycle | Self::ReplacedInForce => {
                &[ParameterSpec { name: "of", kind: Kind::References, default: Some("supersedes") }]
            }
            Self::RepeatedText => &[
                ParameterSpec { name: "of", kind: Kind::Text, default: None },
                ParameterSpec { name: "most", kind: Kind::Count, default: Some("10") },
            ],
            Self::FileNumber
            | Self::NumberSeries
            | Self::OlderEdition
            | Self::TasksWithoutSop
            | Self::UnitsWithoutSop => &[],
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
            Self::AlikeInArchive
            | Self::CitationsAgree
            | Self::ClonedText
            | Self::MentionedNumbers
            | Self::MicroWithoutMacro
            | Self::MutualReferences
            | Self::NumberSeries
            | Self::OlderEdition
            | Self::ReferenceCycle
            | Self::RepeatedText
            | Self::ReplacedInForce
            | Self::TasksWithoutSop
            | Self::UnitsWithoutSop => true,
            Self::FileNumber
            | Self::ListNumbers
            | Self::PingPong
            | Self::SelfReference
            | Self::SimilarNames
            | Self::UnitSpellings => false,
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
    /// Paths.
    Paths(Vec<Path>),
    /// A number, in thousandths.
    Number(i64),
    /// A pattern.
    Pattern(Pattern),
}

impl Named {
    /// The path that is its first parameter.
    #[must_use]
    pub fn of(&self) -> Option<&Path> {
        self.with.iter().find_map(|argument| match argument {
            Argument::Path(path) => Some(path),
            Argument::Paths(_) | Argument::Number(_) | Argument::Pattern(_) => None,
        })
    }

    /// All paths among its parameters.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.with.iter().flat_map(|argument| match argument {
            Argument::Path(path) => std::slice::from_ref(path),
            Argument::Paths(paths) => paths,
            Argument::Number(_) | Argument::Pattern(_) => &[],
        })
    }

    /// The fields that are the parameter with that place.
    #[must_use]
    pub fn fields(&self, place: usize) -> &[Path] {
        match self.with.get(place) {
            Some(Argument::Paths(paths)) => paths,
            _ => &[],
        }
    }

    /// The number among its parameters, in thousandths.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        self.with.iter().find_map(|argument| match argument {
            Argument::Number(number) => Some(*number),
            Argument::Path(_) | Argument::Paths(_) | Argument::Pattern(_) => None,
        })
    }

    /// The pattern among its parameters.
    #[must_use]
    pub fn pattern(&self) -> Option<&Pattern> {
        self.with.iter().find_map(|argument| match argument {
            Argument::Pattern(pattern) => Some(pattern),
            Argument::Path(_) | Argument::Paths(_) | Argument::Number(_) => None,
        })
    }
}
