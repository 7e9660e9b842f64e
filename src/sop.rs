//! Meaning: neutral document → SOP.
//!
//! In: a document of any format and the vocabulary. Out: a [`Sop`]: the document model filled in, with the place and
//! state of every value, and remarks on what was not understood. No word of any language stands in the code; all of
//! them are data under `rules/vocabulary` and `rules/regulations`.

pub mod abbreviation;
pub mod actor;
pub mod citation;
pub mod date;
pub mod documents;
pub mod duration;
pub mod flow;
pub mod label;
pub mod meaning;
pub mod model;
pub mod opening;
pub mod project;
pub mod record;
pub mod regulation;
pub mod understand;
pub mod value;
pub mod version;
pub mod vocabulary;

use crate::source::Span;

pub use understand::understand;
pub use vocabulary::Vocabulary;

/// A language of messages and labels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Language {
    /// Indonesian.
    Id,
    /// English.
    En,
}

impl Language {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::Id, Self::En];

    /// The code in settings and packs.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::En => "en",
        }
    }

    /// The language with that code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// An SOP as understood.
#[derive(Debug, Clone)]
pub struct Sop<'a> {
    /// The text view all spans refer to.
    pub view: &'a str,
    /// The model.
    pub document: model::Document<'a>,
    /// The flow graph of its steps.
    pub flow: flow::Flow,
    /// What was not understood.
    pub remarks: Vec<Remark>,
    /// Whether broken input or a limit cut some of it off.
    pub incomplete: bool,
}

impl Sop<'_> {
    /// Says under which name its file was given, with `/` between folders. The name stands in no text: its place is the
    /// start of the file.
    pub fn name_file(&mut self, path: &str) {
        let name = path.rsplit('/').next().unwrap_or(path);
        let text = crate::source::SpannedText::joined(name.to_owned(), Span::at(0), Vec::new());
        self.document.file_name = value::Value::present(text, value::How::Project);
    }

    /// Whether nothing was found that a procedure has: no number, date, signature, purpose or legal basis, and no steps. A letter
    /// is no SOP with many defects.
    #[must_use]
    pub fn is_no_procedure(&self) -> bool {
        let document = &self.document;
        let said = |value: &value::Value<'_>| value.state != value::State::Missing;
        let dates = [&document.created_date, &document.revised_date, &document.effective_date, &document.approved_date];
        let texts = [&document.number, &document.purpose, &document.scope];
        let said = dates.into_iter().chain(texts).filter(|value| said(value)).count();
        let lists = [!document.approvals.items.is_empty(), !document.legal_basis.items.is_empty()];
        // Letters bear a number too.
        document.steps.items.is_empty() && said + lists.into_iter().filter(|given| *given).count() < 2
    }
}

/// Something in the source that the model has no place for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What.
    pub kind: RemarkKind,
    /// Where.
    pub span: Span,
    /// The first of two.
    pub other: Option<Span>,
}

/// Kinds of remarks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RemarkKind {
    /// A key that is no label of the type; the nearest label, if any is near.
    UnknownKey {
        /// As written.
        key: String,
        /// The nearest known label.
        near: Option<String>,
    },
    /// A column of a step table that is no label and no lane; the nearest label, if any is near.
    UnknownColumn {
        /// Its header.
        column: String,
        /// The nearest known label.
        near: Option<String>,
    },
    /// A value that is none of its set.
    UnknownValue {
        /// As written.
        value: String,
        /// The nearest known name.
        near: Option<String>,
    },
    /// One field under two keys.
    GivenTwice {
        /// The field's label.
        key: String,
    },
    /// A collection where text is expected, or the reverse.
    WrongShape {
        /// The field's label.
        key: String,
    },
    /// More elements than the limit; the rest was not read.
    TooMany {
        /// The limit.
        limit: usize,
    },
    /// A table from which nothing was made.
    Unread,
    /// No steps were found, and here is what they may be.
    UnknownSteps,
    /// Another procedure begins here, of which nothing is read.
    SecondProcedure {
        /// Its number or title.
        name: String,
    },
    /// Text below a table of steps that may be further steps.
    StepsBelowTable,
    /// A chart that is a picture: its shapes and arrows cannot be read.
    ChartIsPicture,
    /// An arrow of a chart of which nobody can tell where it starts or leads.
    UnsureArrow,
    /// A line of a chart without an arrow head of which nobody can tell in which direction it is walked.
    PlainLine,
    /// A caption that is about as near to one arrow as to another.
    UnsureCaption {
        /// The caption.
        text: String,
    },
    /// A shape that arrows touch and that lies beside no step.
    UnplacedShape,
    /// A number of which the program that wrote the file did not keep all digits.
    LostDigits {
        /// What was kept, filled up with zeros.
        number: String,
    },
    /// A direction in running text, which is not read.
    DirectionInText {
        /// The text.
        text: String,
    },
    /// A way out that is no caption with a target.
    UnreadableBranch {
        /// As written.
        text: String,
    },
}
