//! What was expected and what was found, side by side.
//!
//! In: the wanted places of an example or the lines of a sidecar, and what a rule found. Out: [`Change`]s. Each finding
//! stands for one wanted place at most; as many as possible are paired, whatever the order in which they were written.

use crate::finding::Finding;
use crate::reader::Opened;
use crate::rule::example::Spot;
use crate::source::{Address, Addresses, Lines, Span};

/// A finding of the rule that is tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sighting {
    /// `<line>:<column>-<line>:<column>`, from 1, columns in characters, end exclusive; `-` without such a place. In a file
    /// that is not text an address stands for each line, and columns count its characters.
    pub place: String,
    /// The text under the caret.
    pub text: String,
    /// Logical path.
    pub logical: String,
    /// What is said.
    pub message: String,
}

impl Sighting {
    /// A finding in an input that was opened. What cannot be opened has no places, but was found all the same.
    pub(super) fn new(finding: &Finding, seen: Option<&Seen<'_>>) -> Self {
        let spot = seen.zip(finding.place.span);
        let text = spot.and_then(|(seen, span)| seen.view.get(span.range()));
        Self {
            place: spot.map_or_else(|| "-".to_owned(), |(seen, span)| seen.place(span)),
            text: text.unwrap_or(&finding.found).to_owned(),
            logical: finding.logical.clone(),
            message: finding.message.clone(),
        }
    }

    /// A line of a sidecar: place, text under the caret, logical path.
    #[must_use]
    pub fn line(&self) -> String {
        let text = self.text.replace('\r', "\\r").replace('\n', "\\n");
        format!("{} «{text}» {}", self.place, self.logical).trim_end().to_owned()
    }

    /// As the places of examples are written.
    #[must_use]
    pub fn spot(&self) -> String {
        Spot { path: self.logical.clone(), text: Some(self.text.clone()) }.to_string()
    }
}

/// An input that was opened once more, to see what stands where.
pub(super) struct Seen<'o> {
    view: &'o str,
    lines: Lines<'o>,
    addresses: &'o Addresses,
}

impl<'o> Seen<'o> {
    pub(super) fn new(opened: &'o Opened<'_>) -> Self {
        Self { view: opened.view(), lines: Lines::new(opened.view()), addresses: opened.addresses() }
    }

    fn place(&self, span: Span) -> String {
        let start = self.end(span.start);
        // The end is exclusive: the piece of the last byte is meant, not the one behind it.
        let last = if span.is_empty() { span.end } else { span.end - 1 };
        let piece = self.piece(last);
        let end = piece.map_or_else(|| self.end(span.end), |piece| self.within(piece, span.end));
        match (piece, self.piece(span.start)) {
            (Some(piece), Some(first)) if piece == first => {
                let column = end.rsplit(':').next().unwrap_or_default();
                format!("{start}-{column}")
            }
            _ => format!("{start}-{end}"),
        }
    }

    fn end(&self, offset: u32) -> String {
        if let Some(piece) = self.piece(offset) {
            return self.within(piece, offset);
        }
        let position = self.lines.position(offset);
        format!("{}:{}", position.line, position.column)
    }

    fn piece(&self, offset: u32) -> Option<Span> {
        self.addresses.piece_around(offset, self.view.len() as u32)
    }

    /// The address of a piece, and which of its characters stands at `offset`, from 1.
    fn within(&self, piece: Span, offset: u32) -> String {
        let before = self.view.get(piece.start as usize..offset as usize).unwrap_or_default();
        let address = self.addresses.of(piece).map(Address::to_string).unwrap_or_default();
        format!("{address}:{}", before.chars().count() + 1)
    }
}

/// A line of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Expected, and found.
    Kept(String),
    /// Expected, not found.
    Expected(String),
    /// Found, not expected, and what is said there.
    Found(String, String),
}

/// What somebody expects: a place of an example, or a line of a sidecar.
pub(super) enum Wanted<'w> {
    Spot(&'w Spot),
    Line(&'w str),
}

impl Wanted<'_> {
    fn fits(&self, sighting: &Sighting) -> bool {
        match self {
            Self::Spot(spot) => spot.fits(&sighting.logical, &sighting.text),
            Self::Line(line) => sighting.line() == *line,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Spot(spot) => spot.to_string(),
            Self::Line(line) => (*line).to_owned(),
        }
    }
}

/// How what was found is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// As the places of examples.
    Spots,
    /// As the lines of sidecars.
    Lines,
}

/// Pairs what is wanted with what was found. First what is lacking, then what was found, in its order.
pub(super) fn differences(wanted: &[Wanted<'_>], found: &[Sighting], form: As) -> Vec<Change> {
    let pairs = pairs(wanted, found);
    let written = |sighting: &Sighting| match form {
        As::Spots => sighting.spot(),
        As::Lines => sighting.line(),
    };
    let lacking = (0..wanted.len()).filter(|at| !pairs.contains(&Some(*at)));
    let lacking = lacking.map(|at| Change::Expected(wanted[at].shown()));
    let found = found.iter().zip(&pairs).map(|(sighting, pair)| match pair {
        Some(at) => Change::Kept(wanted[*at].shown()),
        None => Change::Found(written(sighting), sighting.message.clone()),
    });
    lacking.chain(found).collect()
}

/// For each finding the wanted place it stands for. A place that is taken is given up where its holder fits another one.
fn pairs(wanted: &[Wanted<'_>], found: &[Sighting]) -> Vec<Option<usize>> {
    let fits: Vec<Vec<usize>> =
        wanted.iter().map(|wanted| (0..found.len()).filter(|&at| wanted.fits(&found[at])).collect()).collect();
    let mut holders = vec![None; found.len()];
    for at in 0..wanted.len() {
        let mut visited = vec![false; found.len()];
        place(at, &fits, &mut holders, &mut visited);
    }
    holders
}

fn place(wanted: usize, fits: &[Vec<usize>], holders: &mut [Option<usize>], visited: &mut [bool]) -> bool {
    for &at in &fits[wanted] {
        if std::mem::replace(&mut visited[at], true) {
            continue;
        }
        if holders[at].is_none_or(|holder| place(holder, fits, holders, visited)) {
            holders[at] = Some(wanted);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sighting(logical: &str, text: &str) -> Sighting {
        Sighting {
            place: "1:2-1:4".to_owned(),
            text: text.to_owned(),
            logical: logical.to_owned(),
            message: "salah".to_owned(),
        }
    }

    fn spot(path: &str, text: Option<&str>) -> Spot {
        Spot { path: path.to_owned(), text: text.map(str::to_owned) }
    }

    fn compared(spots: &[Spot], found: &[Sighting]) -> Vec<Change> {
        differences(&spots.iter().map(Wanted::Spot).collect::<Vec<_>>(), found, As::Spots)
    }

    #[test]
    fn places_in_office_files_are_addresses_with_characters_of_their_pieces() {
        let view = "é segera\nlalu\nSurat\n";
        let mut addresses = Addresses::default();
        for (start, column) in [(0, 8), (15, 9)] {
            addresses.push(start, Address::Cell { sheet: "SOP 1".into(), row: 4, column });
        }
        let seen = Seen { view, lines: Lines::new(view), addresses: &addresses };
        assert_eq!(seen.place(Span::new(3, 9)), "'SOP 1'!I5:3-9");
        assert_eq!(seen.place(Span::new(10, 14)), "'SOP 1'!I5:10-14");
        assert_eq!(seen.place(Span::at(15)), "'SOP 1'!J5:1-1");
        assert_eq!(seen.place(Span::new(3, 17)), "'SOP 1'!I5:3-'SOP 1'!J5:3");
        let none = Addresses::default();
        let seen = Seen { view, lines: Lines::new(view), addresses: &none };
        assert_eq!(seen.place(Span::new(3, 14)), "1:3-2:5");
    }

    #[test]
    fn every_finding_stands_for_one_place() {
        let found = [sighting("steps[1].text", "segera"), sighting("steps[2].text", "segera")];
        let one = compared(&[spot("steps.text", None)], &found);
        assert_eq!(one[0], Change::Kept("steps.text".to_owned()));
        assert_eq!(one[1], Change::Found("steps[2].text «segera»".to_owned(), "salah".to_owned()));
        let three = compared(&[spot("steps.text", None), spot("steps.text", None), spot("steps.text", None)], &found);
        assert_eq!(three[0], Change::Expected("steps.text".to_owned()));
        assert_eq!(three.len(), 3);
    }

    #[test]
    fn a_loose_place_makes_room_for_an_exact_one() {
        let found = [sighting("steps[1].text", "segera"), sighting("steps[2].text", "segera")];
        for spots in [
            [spot("steps.text", Some("segera")), spot("steps[1].text", None)],
            [spot("steps[1].text", None), spot("steps.text", Some("segera"))],
        ] {
            let changes = compared(&spots, &found);
            assert!(changes.iter().all(|change| matches!(change, Change::Kept(_))), "{changes:?}");
        }
    }

    #[test]
    fn a_text_that_is_not_the_expected_one_is_shown_beside_it() {
        let changes =
            compared(&[spot("steps.text", Some("segera"))], &[sighting("steps[1].text", "sesegera\nmungkin")]);
        let expected = Change::Expected("steps.text «segera»".to_owned());
        let found = Change::Found("steps[1].text «sesegera mungkin»".to_owned(), "salah".to_owned());
        assert_eq!(changes, [expected, found]);
    }

    #[test]
    fn a_line_of_a_sidecar_says_place_text_and_path() {
        let found = [sighting("steps[1].text", "a\r\nb")];
        assert_eq!(found[0].line(), "1:2-1:4 «a\\r\\nb» steps[1].text");
        let line = found[0].line();
        assert_eq!(differences(&[Wanted::Line(&line)], &found, As::Lines), [Change::Kept(line.clone())]);
        let other = "1:2-1:5 «a» steps[1].text";
        let changes = differences(&[Wanted::Line(other)], &found, As::Lines);
        assert_eq!(changes, [Change::Expected(other.to_owned()), Change::Found(line, "salah".to_owned())]);
    }
}
