//! Colours and formats of the workbook.
//!
//! In: what a cell is about ([`Look`], [`Tone`]). Out: its format. Every colour stands beside a word or a sign that says the same, and
//! text is dark enough on its ground (WCAG 2.2, contrast 4.5:1 at least).

use rust_xlsxwriter::{Color, Format, FormatAlign, FormatBorder, FormatUnderline};

use crate::engine::scorecard::Grade;
use crate::finding::Severity;

/// What kind of value a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    /// Text on one line.
    Line,
    /// Text that is wrapped.
    Wrapped,
    /// A word, a sign.
    Centred,
    /// A number of things.
    Count,
    /// A score with one decimal.
    Score,
    /// A day.
    Day,
    /// To be filled in by people.
    Blank,
}

/// What a cell says beside its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// An error.
    Bad,
    /// A warning.
    Doubtful,
    /// An info.
    Told,
    /// As it should be.
    Good,
    /// Nothing to look at.
    Quiet,
}

pub(super) const INK: u32 = 0x1F_2937;
pub(super) const HEAD: u32 = 0x1F_3A5F;
pub(super) const LINE: u32 = 0xD5_DAE1;
pub(super) const LINK: u32 = 0x0B_57A4;
pub(super) const BAR: u32 = 0xC3_DAEF;

impl Tone {
    /// Text and ground.
    pub(super) fn colours(self) -> (u32, u32) {
        match self {
            Self::Bad => (0x8E_1B16, 0xFB_E3E1),
            Self::Doubtful => (0x6B_4400, 0xFF_F1D0),
            Self::Told => (0x1D_4A80, 0xE3_EEFB),
            Self::Good => (0x1B_5E20, 0xE5_F4E6),
            Self::Quiet => (0x5F_6773, 0xF4_F5F7),
        }
    }
}

impl From<Severity> for Tone {
    fn from(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Bad,
            Severity::Warning => Self::Doubtful,
            Severity::Info => Self::Told,
        }
    }
}

impl From<Grade> for Tone {
    fn from(grade: Grade) -> Self {
        match grade {
            Grade::A => Self::Good,
            Grade::B => Self::Told,
            Grade::C | Grade::D => Self::Doubtful,
            Grade::E => Self::Bad,
        }
    }
}

/// Cells of a table.
pub(super) fn cell(look: Look) -> Format {
    let format = base().set_border_bottom(FormatBorder::Thin).set_border_bottom_color(LINE).set_align(FormatAlign::Top);
    match look {
        Look::Line => format.set_indent(1),
        Look::Wrapped => format.set_indent(1).set_text_wrap(),
        Look::Centred => format.set_align(FormatAlign::Center),
        Look::Count => format.set_num_format("#,##0"),
        Look::Score => format.set_num_format("0.0"),
        Look::Day => format.set_num_format("yyyy-mm-dd").set_align(FormatAlign::Center),
        Look::Blank => format.set_text_wrap().set_background_color(0xFF_FDF2),
    }
}

/// The same, with what it says in colour.
pub(super) fn toned(look: Look, tone: Tone) -> Format {
    let (ink, ground) = tone.colours();
    cell(look).set_font_color(ink).set_background_color(ground)
}

/// The same, for a link.
pub(super) fn linked(look: Look) -> Format {
    cell(look).set_font_color(LINK).set_underline(FormatUnderline::Single)
}

/// The head of a table.
pub(super) fn head() -> Format {
    base()
        .set_bold()
        .set_font_color(Color::White)
        .set_background_color(HEAD)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border(FormatBorder::Thin)
        .set_border_color(0x4A_6387)
}

/// A head that is read from below.
/// Its ground is light, for programs that give links a colour of their own.
pub(super) fn upright_head() -> Format {
    base()
        .set_bold()
        .set_font_color(LINK)
        .set_background_color(0xE6_ECF4)
        .set_border(FormatBorder::Thin)
        .set_border_color(LINE)
        .set_rotation(90)
        .set_align(FormatAlign::Center)
}

/// A remark in a row of its own.
pub(super) fn remark() -> Format {
    base().set_italic().set_font_color(0x4B_5563)
}

/// A remark nobody may overlook.
pub(super) fn warning() -> Format {
    let (ink, ground) = Tone::Doubtful.colours();
    base()
        .set_bold()
        .set_font_color(ink)
        .set_background_color(ground)
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
}

/// What every format begins with: a font that programs without it have a copy of, as wide.
pub(super) fn base() -> Format {
    Format::new().set_font_name("Arial").set_font_size(9.5).set_font_color(INK)
}
