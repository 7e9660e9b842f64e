//! A badge: grade and score of the archive, for a web page.
//!
//! In: the scorecards. Out: an SVG file that stands alone, about 20 points high, with a title for screen readers. What was not read is
//! said on the badge, and an archive of which a part was not read never shines: its colour is that of a warning at best.

use std::io::{self, Write};

use super::Audit;
use crate::engine::scorecard::{Grade, Score};
use crate::report::svg::text::{escaped, width};
use crate::report::words::say;
use crate::sop::Language;

/// Size of the letters, and room beside them.
const SIZE: f64 = 11.0;
const ROOM: f64 = 7.0;
/// Ground of what the badge is about.
const LABEL: &str = "#3d444d";

/// Writes the report.
pub(super) fn render(audit: &Audit<'_>, out: &mut dyn Write) -> io::Result<()> {
    let badge = Badge::of(&audit.scores.archive, audit.outputs.report.language);
    out.write_all(badge.svg(audit.title).as_bytes())
}

/// What stands on it.
struct Badge {
    language: Language,
    text: String,
    /// The same in words.
    told: String,
    ground: &'static str,
}

impl Badge {
    fn of(score: &Score, language: Language) -> Self {
        let not_whole = score.unread + score.partly;
        let (mut text, mut told, mut ground) = match (score.percent(), score.grade()) {
            (Some(percent), Some(grade)) => {
                let shown = shown(percent);
                let told = match language {
                    Language::Id => format!("predikat {}, nilai {shown} dari 100", grade.letter()),
                    Language::En => format!("grade {}, score {shown} of 100", grade.letter()),
                };
                (format!("{} · {shown}", grade.letter()), told, ground(grade))
            }
            _ => {
                let nothing = say(language, "belum dinilai", "no score");
                (nothing.to_owned(), nothing.to_owned(), UNKNOWN)
            }
        };
        if not_whole > 0 {
            let (id, en) = parts(score);
            text += &format!(" · {}", say(language, &id, &en));
            told += &match language {
                Language::Id => format!("; dari {} dokumen {id}", score.documents),
                Language::En => format!("; of {} documents {en}", score.documents),
            };
            if matches!(score.grade(), Some(Grade::A | Grade::B)) {
                ground = DOUBTFUL;
            }
        }
        Self { language, text, told, ground }
    }

    fn svg(&self, title: &str) -> String {
        let label = "SOP";
        let (left, right) = (box_of(label), box_of(&self.text));
        let all = left + right;
        let told = format!("SOP {title}: {}", self.told);
        let (told, text) = (escaped(&told), escaped(&self.text));
        let (at_label, at_text) = (left / 2.0, left + right / 2.0);
        let ground = self.ground;
        let code = self.language.code();
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{all}\" height=\"20\" viewBox=\"0 0 {all} 20\" role=\"img\" \
             aria-labelledby=\"t\" xml:lang=\"{code}\" lang=\"{code}\">\n\
             <title id=\"t\">{told}</title>\n\
             <clipPath id=\"r\"><rect width=\"{all}\" height=\"20\" rx=\"3\"/></clipPath>\n\
             <g clip-path=\"url(#r)\"><rect width=\"{left}\" height=\"20\" fill=\"{LABEL}\"/>\
             <rect x=\"{left}\" width=\"{right}\" height=\"20\" fill=\"{ground}\"/></g>\n\
             <g fill=\"#fff\" text-anchor=\"middle\" font-family=\"Verdana,Arial,Liberation Sans,DejaVu Sans,sans-serif\" \
             font-size=\"{SIZE}\" aria-hidden=\"true\">\
             <text x=\"{at_label}\" y=\"14\" textLength=\"{}\">{label}</text>\
             <text x=\"{at_text}\" y=\"14\" textLength=\"{}\">{text}</text></g>\n\
             </svg>\n",
            left - 2.0 * ROOM,
            right - 2.0 * ROOM,
        )
    }
}

// White text has a contrast of at least 4.5:1 on each of these (WCAG 2.2, 1.4.3).
const UNKNOWN: &str = "#5f6773";
const DOUBTFUL: &str = "#8a6100";

fn ground(grade: Grade) -> &'static str {
    match grade {
        Grade::A => "#1a7f37",
        Grade::B => "#2f6f9f",
        Grade::C => DOUBTFUL,
        Grade::D => "#a84a00",
        Grade::E => "#b42318",
    }
}

/// What was not read, in both languages.
fn parts(score: &Score) -> (String, String) {
    match (score.unread, score.partly) {
        (unread, 0) => (format!("{unread} tidak diperiksa"), format!("{unread} not checked")),
        (0, partly) => (format!("{partly} diperiksa sebagian"), format!("{partly} checked in part")),
        (unread, partly) => {
            (format!("{unread} tidak diperiksa, {partly} sebagian"), format!("{unread} not checked, {partly} in part"))
        }
    }
}

/// A score without decimals, rounded down: 89.9 is no 90.
fn shown(percent: f64) -> String {
    percent.floor().to_string()
}

/// How wide a box is in whole points.
fn box_of(text: &str) -> f64 {
    (width(text, SIZE) + 2.0 * ROOM).ceil()
}
