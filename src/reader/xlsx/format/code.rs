//! The grammar of format codes: `#,##0" menit";[Red]-0;@` → sections of pieces.

use super::Section;

/// A piece of a section.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    /// Text as written.
    Literal(String),
    /// A place for a digit.
    Digit(Blank),
    /// The decimal point.
    Point,
    /// The number is shown times 100, with a percent sign.
    Percent,
    /// The number is shown divided by 1000.
    Thousand,
    /// The number is shown with a power of ten.
    Exponent,
    /// The number is shown as a fraction.
    Fraction,
    /// The number as it is.
    General,
    /// The place of a text.
    Text,
    /// A part of a day or time.
    Unit(Unit),
}

/// What is shown at a place for a digit where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Blank {
    Zero,
    Nothing,
    Space,
}

/// A part of a day or time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Year,
    Month,
    Day,
    Weekday,
    Hour,
    /// Hours since the beginning, beyond 24.
    AllHours,
    Minute,
    Second,
    HalfDay,
}

/// When a section is used.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Condition {
    compare: Compare,
    with: f64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compare {
    Less,
    AtMost,
    Equal,
    Unequal,
    AtLeast,
    More,
}

impl Condition {
    pub(super) fn holds(self, number: f64) -> bool {
        match self.compare {
            Compare::Less => number < self.with,
            Compare::AtMost => number <= self.with,
            Compare::Equal => number == self.with,
            Compare::Unequal => number != self.with,
            Compare::AtLeast => number >= self.with,
            Compare::More => number > self.with,
        }
    }

    /// `>=100`
    fn read(text: &str) -> Option<Self> {
        const SIGNS: [(&str, Compare); 6] = [
            ("<=", Compare::AtMost),
            (">=", Compare::AtLeast),
            ("<>", Compare::Unequal),
            ("<", Compare::Less),
            (">", Compare::More),
            ("=", Compare::Equal),
        ];
        let (compare, with) = SIGNS.iter().find_map(|(sign, compare)| Some((*compare, text.strip_prefix(sign)?)))?;
        Some(Self { compare, with: with.trim().parse().ok()? })
    }
}

impl Blank {
    pub(super) fn write(self, shown: &mut String) {
        match self {
            Self::Zero => shown.push('0'),
            Self::Space => shown.push(' '),
            Self::Nothing => {}
        }
    }
}

impl Piece {
    /// Whether it is a text that means something.
    pub(super) fn is_word(&self) -> bool {
        matches!(self, Self::Literal(literal) if !literal.trim().is_empty())
    }

    /// Writes what needs no number.
    pub(super) fn write_word(&self, shown: &mut String) {
        match self {
            Self::Literal(literal) => shown.push_str(literal),
            Self::Percent => shown.push('%'),
            _ => {}
        }
    }
}

/// A scan over one format code.
struct Scan<'c> {
    rest: &'c str,
    section: Section,
    /// Whether a digit of the section was met, and nothing but commas since.
    after_digit: bool,
}

/// The sections of a format code.
pub(super) fn sections(code: &str) -> Vec<Section> {
    let mut scan = Scan { rest: code, section: Section::default(), after_digit: false };
    let mut sections = Vec::new();
    while let Some(character) = scan.rest.chars().next() {
        scan.rest = &scan.rest[character.len_utf8()..];
        if character == ';' {
            sections.push(scan.finish());
        } else {
            scan.piece(character);
        }
    }
    sections.push(scan.finish());
    sections
}

impl<'c> Scan<'c> {
    /// Ends a section: minutes are told from months by what stands beside them.
    fn finish(&mut self) -> Section {
        let mut section = std::mem::take(&mut self.section);
        self.after_digit = false;
        let mut units: Vec<&mut Unit> = Vec::new();
        for piece in &mut section.pieces {
            if let Piece::Unit(unit) = piece {
                units.push(unit);
            }
        }
        for at in 0..units.len() {
            let behind = at.checked_sub(1).is_some_and(|at| matches!(*units[at], Unit::Hour | Unit::AllHours));
            let before = units.get(at + 1).is_some_and(|unit| **unit == Unit::Second);
            if *units[at] == Unit::Month && (behind || before) {
                *units[at] = Unit::Minute;
            }
        }
        section
    }

    fn push(&mut self, piece: Piece) {
        self.after_digit = matches!(piece, Piece::Digit(_));
        self.section.pieces.push(piece);
    }

    fn literal(&mut self, text: &str) {
        self.after_digit = false;
        if let Some(Piece::Literal(literal)) = self.section.pieces.last_mut() {
            literal.push_str(text);
        } else {
            self.section.pieces.push(Piece::Literal(text.to_owned()));
        }
    }

    /// The next character, passed over.
    fn one(&mut self) -> &'c str {
        let (one, rest) = self.rest.split_at(self.rest.chars().next().map_or(0, char::len_utf8));
        self.rest = rest;
        one
    }

    /// What is in front of `end`, passed over together with it.
    fn until(&mut self, end: char) -> &'c str {
        let (inside, rest) = self.rest.split_once(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        inside
    }

    /// Passes over `word` in any case, if it comes next.
    fn passes(&mut self, word: &str) -> bool {
        let comes = self.rest.get(..word.len()).is_some_and(|next| next.eq_ignore_ascii_case(word));
        if comes {
            self.rest = &self.rest[word.len()..];
        }
        comes
    }

    fn piece(&mut self, character: char) {
        match character {
            '0' => self.push(Piece::Digit(Blank::Zero)),
            '#' => self.push(Piece::Digit(Blank::Nothing)),
            '?' => self.push(Piece::Digit(Blank::Space)),
            '%' => self.push(Piece::Percent),
            '@' => self.push(Piece::Text),
            '"' => {
                let text = self.until('"');
                self.literal(text);
            }
            '\\' => {
                let text = self.one();
                self.literal(text);
            }
            '_' => {
                self.one();
                self.literal(" ");
            }
            '*' => drop(self.one()),
            '[' => self.bracket(),
            '.' | ',' | '/' => self.mark(character),
            'E' | 'e' if self.rest.starts_with(['+', '-']) => {
                self.one();
                self.push(Piece::Exponent);
            }
            'G' | 'g' if self.passes("eneral") => self.push(Piece::General),
            'A' | 'a' if self.passes("M/PM") || self.passes("/P") => self.push(Piece::Unit(Unit::HalfDay)),
            character => self.letter(character),
        }
    }

    /// Marks that mean something between digits only.
    fn mark(&mut self, character: char) {
        let has_digits = self.section.has(|piece| matches!(piece, Piece::Digit(_)));
        let has_units = self.section.units().next().is_some();
        match character {
            '.' if !has_units && !self.section.pieces.contains(&Piece::Point) => self.push(Piece::Point),
            // Behind the last digit it divides, between digits it groups.
            ',' if self.after_digit => {
                let more = self.rest.trim_start_matches(',');
                if !more.starts_with(['0', '#', '?']) {
                    self.section.pieces.push(Piece::Thousand);
                }
            }
            '/' if has_digits && !has_units => self.push(Piece::Fraction),
            mark => self.literal(mark.encode_utf8(&mut [0; 4])),
        }
    }

    /// Parts of days and times; their number of letters is a matter of looks, but for weekdays.
    fn letter(&mut self, character: char) {
        let lower = character.to_ascii_lowercase();
        let behind = self.rest.trim_start_matches([lower, lower.to_ascii_uppercase()]);
        let length = 1 + self.rest.len() - behind.len();
        let unit = match (lower, length) {
            ('y' | 'e', _) => Unit::Year,
            ('m', _) => Unit::Month,
            ('d', 1 | 2) => Unit::Day,
            ('d', _) => Unit::Weekday,
            ('h', _) => Unit::Hour,
            ('s', _) => Unit::Second,
            _ => return self.literal(character.encode_utf8(&mut [0; 4])),
        };
        self.rest = behind;
        self.push(Piece::Unit(unit));
    }

    /// A time beyond a day, which is shown with all its hours even where the format counts minutes or seconds.
    fn all(&mut self, unit: Option<Unit>) {
        self.push(Piece::Unit(Unit::AllHours));
        if let Some(unit) = unit {
            self.push(Piece::Unit(unit));
        }
    }

    /// `[h]`, `[>100]`, `[$Rp-421]`; colours and other settings show nothing.
    fn bracket(&mut self) {
        let inside = self.until(']');
        if let Some(condition) = Condition::read(inside) {
            self.section.condition = Some(condition);
        } else if let Some(currency) = inside.strip_prefix('$') {
            let symbol = currency.split('-').next().unwrap_or_default();
            self.literal(symbol);
        } else {
            match inside.to_ascii_lowercase().as_str() {
                "h" | "hh" => self.all(None),
                "m" | "mm" => self.all(Some(Unit::Minute)),
                "s" | "ss" => self.all(Some(Unit::Second)),
                _ => {}
            }
        }
    }
}
