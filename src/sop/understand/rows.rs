//! Rows of a step table that are no steps.
//!
//! In: the cells of a row and what the columns hold. Out: what the row is. Where the cells of a step go is the business
//! of [`super::tables`].

use super::tables::{Header, StepColumn, is_answer, is_mark, names_actors};
use crate::sop::Vocabulary;
use crate::sop::label::normal;
use crate::sop::model::Step;
use crate::sop::record::TypeId;
use crate::sop::vocabulary::MarkWords;
use crate::source::SpannedText;

/// What a row of a step table is.
pub(super) enum RowKind {
    /// A step.
    Step,
    /// The name of the part that follows, or a step that only gathers the ones below it; the place of its cell.
    Phase(usize),
    /// The rest of the text of the step above; the place of its cell.
    Continuation(usize),
    /// The sum of the times.
    Total,
    /// Nothing: no number and no text, or a count of the columns.
    Nothing,
}

/// The columns of one step table, as rows are told by them.
pub(super) struct Rows<'t, 'a> {
    pub(super) columns: &'t [StepColumn<'a>],
    pub(super) marks: &'t MarkWords,
}

impl<'a> Rows<'_, 'a> {
    /// What each row is. A row with nothing but a name opens a phase only among steps that are numbered, in front of one.
    pub(super) fn kinds(&self, body: &[Vec<SpannedText<'a>>]) -> Vec<RowKind> {
        let is_numbered = body.iter().any(|cells| self.is_numbered_step(cells));
        let mut step_follows = false;
        let mut kinds = Vec::with_capacity(body.len());
        for (place, cells) in body.iter().enumerate().rev() {
            let below = body.get(place + 1);
            let kind = match self.phase(cells) {
                _ if self.is_nothing(cells) => RowKind::Nothing,
                _ if self.is_total(cells) => RowKind::Total,
                Some(at) if place > 0 && goes_on(cells[at].as_str()) => RowKind::Continuation(at),
                Some(at) if is_numbered && step_follows => RowKind::Phase(at),
                _ if below.is_some_and(|below| self.gathers(cells, below)) => {
                    RowKind::Phase(self.column("text").unwrap_or_default())
                }
                _ => RowKind::Step,
            };
            step_follows |= matches!(kind, RowKind::Step);
            kinds.push(kind);
        }
        kinds.reverse();
        kinds
    }

    /// The column a field of the step stands in.
    pub(super) fn column(&self, field: &str) -> Option<usize> {
        let is_it = |column: &StepColumn<'_>| matches!(column, StepColumn::Field(number, _) if Step::FIELDS[*number as usize].name == field);
        self.columns.iter().position(is_it)
    }

    fn of<'t>(&self, field: &str, cells: &'t [SpannedText<'_>]) -> &'t str {
        self.column(field).and_then(|at| cells.get(at)).map_or("", |cell| cell.as_str().trim())
    }

    fn is_numbered_step(&self, cells: &[SpannedText<'_>]) -> bool {
        let others = filled(cells).filter(|&at| Some(at) != self.column("number"));
        self.of("number", cells).starts_with(|c: char| c.is_ascii_digit()) && others.count() > 1
    }

    fn is_nothing(&self, cells: &[SpannedText<'_>]) -> bool {
        let text = self.of("text", cells);
        (text.is_empty() && self.of("number", cells).is_empty())
            || (text.len() <= 4 && bare_number(text).is_some_and(|number| number < 100))
    }

    /// The only cell with a text, besides a letter or a Roman number.
    fn phase(&self, cells: &[SpannedText<'_>]) -> Option<usize> {
        let number = self.column("number");
        let mut named = filled(cells).filter(|&at| Some(at) != number || !is_outline_mark(cells[at].as_str()));
        let at = named.next().filter(|_| named.next().is_none())?;
        let is_named = cells[at].as_str().starts_with(|c: char| !c.is_ascii_digit());
        ((Some(at) == number || Some(at) == self.column("text")) && is_named).then_some(at)
    }

    /// Whether a numbered row has nothing but a text, and the row below it is a part of it: `2.1`, or `a.` in its text.
    fn gathers(&self, cells: &[SpannedText<'_>], below: &[SpannedText<'_>]) -> bool {
        let (number, text) = (self.of("number", cells).trim_end_matches('.'), self.of("text", cells));
        let alone = !number.is_empty() && !text.is_empty() && filled(cells).count() == 2;
        let part = self.of("number", below);
        let is_part = part.strip_prefix(number).is_some_and(|rest| rest.starts_with('.') && rest.len() > 1);
        alone && (is_part || (part.is_empty() && letter_mark(self.of("text", below)).is_some()))
    }

    /// "Jumlah" in front of the times, done by nobody.
    fn is_total(&self, cells: &[SpannedText<'_>]) -> bool {
        let first = filled(cells).next().map_or("", |at| cells[at].as_str());
        let first = normal(first.split_whitespace().next().unwrap_or_default());
        let done_by = |at: usize| {
            matches!(self.columns.get(at), Some(StepColumn::Lane(_))) || self.column("actor_names") == Some(at)
        };
        self.marks.totals.contains(&*first) && !filled(cells).any(done_by)
    }
}

/// Whether a text goes on with the sentence above it: it begins with a small letter and no mark.
fn goes_on(text: &str) -> bool {
    text.trim().starts_with(char::is_lowercase) && letter_mark(text).is_none()
}

/// The letter in front of a part of a step, `a.` or `b)`, and where the text behind it begins.
pub(super) fn letter_mark(text: &str) -> Option<(char, usize)> {
    let letter = text.trim_start().chars().next().filter(char::is_ascii_alphabetic)?;
    let indent = text.len() - text.trim_start().len();
    let rest = text[indent + 1..].strip_prefix(['.', ')'])?;
    rest.starts_with(' ').then(|| (letter, text.len() - rest.trim_start().len()))
}

/// The cells that are not blank.
fn filled<'t>(cells: &'t [SpannedText<'_>]) -> impl Iterator<Item = usize> + 't {
    cells.iter().enumerate().filter(|(_, cell)| !cell.as_str().trim().is_empty()).map(|(at, _)| at)
}

/// `A`, `b.`, `IV`: the number of a part, which no step bears where steps are counted in digits.
fn is_outline_mark(text: &str) -> bool {
    let mark = text.trim().trim_start_matches('(').trim_end_matches(['.', ')']);
    let letters = mark.bytes().all(|byte| byte.is_ascii_alphabetic());
    let roman = mark.len() <= 5 && mark.bytes().all(|byte| b"ivxIVX".contains(&byte));
    !mark.is_empty() && letters && (mark.len() == 1 || roman)
}

/// Whether the first row goes on with a header that spans columns: `Pelaksana | | Mutu Baku | |` over
/// `Arsiparis | Sekretaris | Kelengkapan | Waktu`, `Keputusan |` over `Ya | Tidak`. Below its own label a column repeats it
/// or says nothing.
pub(super) fn is_second_header(vocabulary: &Vocabulary, header: &[SpannedText<'_>], row: &[SpannedText<'_>]) -> bool {
    let is_label = |text: &str| vocabulary.label(TypeId::Step, text).is_some();
    let is_name = |text: &str| bare_number(text).is_none() && !is_mark(vocabulary, text);
    let answers = |at: usize, text: &str| is_answer(vocabulary, text) && is_below_ways(vocabulary, header, at);
    let divided = |at: usize| is_divided(vocabulary, header, at);
    let fits = |at: usize| {
        let text = row[at].as_str().trim();
        let own = header.get(at).map_or("", |cell| cell.as_str());
        if divided(at) { is_name(text) || answers(at, text) } else { normal(text) == normal(own) }
    };
    let below = filled(row).filter(|&at| divided(at)).count();
    let named = filled(row).any(|at| divided(at) && is_label(row[at].as_str()));
    below > 1 && filled(row).all(fits) && (named || filled(row).all(divided))
}

/// Whether the header of a column stands over several: it has none of its own, or the same as its neighbour, or the next
/// column has none.
fn is_divided(vocabulary: &Vocabulary, header: &[SpannedText<'_>], at: usize) -> bool {
    let of = |at: usize| header.get(at).map(|cell| cell.as_str().trim());
    let Some(own) = of(at) else { return false };
    let neighbours = [at.checked_sub(1).and_then(of), of(at + 1)];
    own.is_empty() || vocabulary.spanning(own).is_some() || neighbours.contains(&Some(own)) || neighbours[1] == Some("")
}

/// Whether the header over a column, its own or the next to its left, is that of the ways out of decisions.
fn is_below_ways(vocabulary: &Vocabulary, header: &[SpannedText<'_>], at: usize) -> bool {
    let above = header.get(..=at).and_then(|until| until.iter().rfind(|cell| !cell.as_str().trim().is_empty()));
    let label = above.and_then(|above| vocabulary.label(TypeId::Step, above.as_str()));
    label.is_some_and(|label| Step::FIELDS[label.field as usize].name == "branches")
}

/// Two header rows as one: what stands below tells the column apart. Below "Pelaksana" stand actors.
pub(super) fn one_header<'a>(
    vocabulary: &Vocabulary,
    header: Vec<SpannedText<'a>>,
    second: Vec<SpannedText<'a>>,
) -> Vec<Header<'a>> {
    let mut second = second.into_iter();
    let mut is_actor = false;
    let below = |cell: SpannedText<'a>| {
        if !cell.as_str().trim().is_empty() {
            is_actor = names_actors(vocabulary, cell.as_str());
        }
        match second.next() {
            Some(below) if !below.as_str().trim().is_empty() => {
                let is_field = vocabulary.label(TypeId::Step, below.as_str()).is_some();
                Header { is_actor: is_actor && !is_field, text: below }
            }
            _ => Header { text: cell, is_actor: false },
        }
    };
    header.into_iter().map(below).collect()
}

/// Whether a row counts the columns: `1 | 2 | 3`, `(1) | (2) | (3)`, `a | b | c`. Merged columns may be left out.
pub(super) fn counts_columns(cells: &[SpannedText<'_>]) -> bool {
    let counts = |count: fn(&str) -> Option<usize>| {
        filled(cells).map(|at| count(cells[at].as_str())).enumerate().all(|(at, number)| number == Some(at + 1))
    };
    match filled(cells).count() {
        0 | 1 => false,
        2 => counts(bare_number),
        // Two letters may be marks.
        _ => counts(bare_number) || counts(bare_letter),
    }
}

/// The place in the alphabet, from 1, of a letter that stands alone, in brackets or with a full stop.
fn bare_letter(cell: &str) -> Option<usize> {
    let mark = cell.trim().trim_start_matches('(').trim_end_matches([')', '.']);
    match mark.as_bytes() {
        [letter] if letter.is_ascii_alphabetic() => Some(usize::from(letter.to_ascii_lowercase() - b'a') + 1),
        _ => None,
    }
}

/// A number that stands alone, in brackets or with a full stop.
fn bare_number(cell: &str) -> Option<usize> {
    let digits = cell.trim().trim_start_matches('(').trim_end_matches([')', '.']);
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}
