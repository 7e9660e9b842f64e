//! Grammar of the expression language → a tree of names and literals, not yet understood.
//!
//! ```text
//! expr    = and { "or" and } ;          and = not { "and" not } ;       not = [ "not" ] test ;
//! test    = sum [ comparison sum | "is" ["not"] state | ["not"] "in" ( "(" sum {"," sum} ")" | sum )
//!               | "matches" ( "/" regex "/" | "$" name ) | "like" sum | "overlaps" sum ] ;
//! sum     = term { ("+" | "-") term } ;  term = [ (number | "$" name) "*" ] value ;
//! value   = number [ unit ] | "text" | today | true | false | "$" name | call | path | "(" expr ")" ;
//! ```

use std::ops::Range;

use super::Comparison;
use super::token::{self, CUT, Token, Tokens};
use crate::rule::mistake::Mistake;
use crate::sop::duration::Unit;
use crate::sop::label::nearest;
use crate::sop::value::State;

/// A condition as written.
#[derive(Debug, Clone)]
pub(super) enum RawExpr {
    And(Vec<RawExpr>),
    Or(Vec<RawExpr>),
    Not(Box<RawExpr>),
    Compare(Comparison, RawTerm, RawTerm),
    State(RawTerm, State, bool),
    In(RawTerm, Vec<RawTerm>, bool, bool),
    Matches(RawTerm, RawPattern),
    Like(RawTerm, RawTerm),
    Overlaps(RawTerm, RawTerm),
    Bare(RawTerm),
}

/// A pattern as written.
#[derive(Debug, Clone)]
pub(super) enum RawPattern {
    Regex(String, Range<usize>),
    Param(String, Range<usize>),
}

/// A value as written.
#[derive(Debug, Clone)]
pub(super) struct RawTerm {
    pub(super) kind: RawKind,
    pub(super) range: Range<usize>,
}

#[derive(Debug, Clone)]
pub(super) enum RawKind {
    Number(i64),
    Length(i64, Unit),
    Text(String),
    Today,
    Bool(bool),
    Param(String),
    Path(Vec<(String, Range<usize>)>),
    Call { name: String, args: Vec<RawArgument>, column: Option<(String, Range<usize>)> },
    Sum(Box<RawTerm>, bool, Box<RawTerm>),
    Scaled(Box<RawTerm>, Box<RawTerm>),
    Group(Box<RawExpr>),
}

#[derive(Debug, Clone)]
pub(super) struct RawArgument {
    pub(super) term: RawTerm,
    pub(super) filter: Option<RawExpr>,
}

const UNITS: [(&str, Unit); 8] = [
    ("minute", Unit::Minute),
    ("hour", Unit::Hour),
    ("working hour", Unit::WorkingHour),
    ("working day", Unit::WorkingDay),
    ("day", Unit::CalendarDay),
    ("week", Unit::Week),
    ("month", Unit::Month),
    ("year", Unit::Year),
];

/// What was read, unless there is no telling what was meant, and all mistakes on the way.
pub(super) type Read<T> = (Option<T>, Vec<Mistake>);

/// Reads a condition.
pub(super) fn parse(text: &str) -> Read<RawExpr> {
    read(text, Parser::expr)
}

/// Reads a value.
pub(super) fn parse_term(text: &str) -> Read<RawTerm> {
    read(text, Parser::sum)
}

fn read<T>(text: &str, part: fn(&mut Parser) -> Result<T, Mistake>) -> Read<T> {
    let (tokens, mut mistakes) = match token::tokens(text) {
        Ok(tokens) => tokens,
        Err(mistakes) => return (None, mistakes),
    };
    let mut parser = Parser { tokens, at: 0, depth: 0 };
    match part(&mut parser).and_then(|part| parser.expect_end().map(|()| part)) {
        Ok(part) => (Some(part), mistakes),
        Err(mistake) => {
            mistakes.push(mistake);
            (None, mistakes)
        }
    }
}

/// A number or a duration that stands alone.
pub(crate) fn constant(text: &str) -> Option<super::Term> {
    let (Some(raw), mistakes) = parse_term(text) else { return None };
    if !mistakes.is_empty() {
        return None;
    }
    match raw.kind {
        RawKind::Number(number) => Some(super::Term::Number(number)),
        RawKind::Length(number, unit) => Some(super::Term::Length(crate::sop::duration::Length::of(number, unit))),
        _ => None,
    }
}

struct Parser {
    tokens: Tokens,
    at: usize,
    depth: usize,
}

/// Nesting of brackets and calls, and values of one sum; more is no rule for people.
const DEEPEST: usize = 32;

impl Parser {
    fn peek(&self) -> &Token {
        &self.tokens[self.at].0
    }

    fn range(&self) -> Range<usize> {
        self.tokens[self.at].1.clone()
    }

    fn next(&mut self) -> (Token, Range<usize>) {
        let token = self.tokens[self.at].clone();
        self.at = (self.at + 1).min(self.tokens.len() - 1);
        token
    }

    fn word(&mut self, word: &str) -> bool {
        let is = matches!(self.peek(), Token::Name(name) if name == word);
        if is {
            self.next();
        }
        is
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        let is = matches!(self.peek(), Token::Symbol(found) if *found == symbol);
        if is {
            self.next();
        }
        is
    }

    /// The bracket that closes one.
    fn close(&mut self) -> Result<(), Mistake> {
        if self.symbol(")") {
            return Ok(());
        }
        let mistake = self.unexpected("')'");
        // YAML cuts a text at the commas inside its own brackets.
        Err(if *self.peek() == Token::End { mistake.help(CUT) } else { mistake })
    }

    fn expect_end(&self) -> Result<(), Mistake> {
        let mistake = match self.peek() {
            Token::End => return Ok(()),
            _ => self.unexpected("the end, 'and', 'or' or a comparison"),
        };
        let after_number = self.at > 0 && matches!(self.tokens[self.at - 1].0, Token::Number(_));
        Err(match self.peek() {
            Token::Name(word) => match meant_word(word) {
                Some(meant) => mistake.help(format!("write '{meant}'")),
                None if after_number => mistake.help(unit_help(&self.words())),
                None => match nearest(word, OPERATORS) {
                    Some(near) => mistake.help(format!("did you mean '{near}'?")),
                    None => mistake,
                },
            },
            Token::Symbol(")") => mistake.help(
                "leave it out, or put all of it between single quotes: YAML cuts a text inside {…} or […] at a comma",
            ),
            _ => mistake,
        })
    }

    /// This word and the next one, when that is a word too and no operator.
    fn words(&self) -> String {
        let names = self.tokens[self.at..].iter().take(2).map_while(|(token, _)| match token {
            Token::Name(name) if !is_word(name) => Some(name.as_str()),
            _ => None,
        });
        names.collect::<Vec<_>>().join(" ")
    }

    /// One level deeper; the caller comes back up itself.
    fn deeper(&mut self) -> Result<(), Mistake> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Mistake::new("PK010", self.range(), format!("nested more than {DEEPEST} levels deep")));
        }
        Ok(())
    }

    fn unexpected(&self, expected: &str) -> Mistake {
        let found = match self.peek() {
            Token::Name(name) => format!("'{name}'"),
            Token::Number(_) => "a number".to_owned(),
            Token::Text(text) => format!("\"{text}\""),
            Token::Regex(_) => "a pattern".to_owned(),
            Token::Param(name) => format!("'${name}'"),
            Token::Symbol(symbol) => format!("'{symbol}'"),
            Token::End => "the end".to_owned(),
        };
        Mistake::new("PK010", self.range(), format!("expected {expected}, found {found}"))
    }

    fn expr(&mut self) -> Result<RawExpr, Mistake> {
        self.deeper()?;
        let mut parts = vec![self.and()?];
        while self.word("or") {
            parts.push(self.and()?);
        }
        self.depth -= 1;
        Ok(if parts.len() == 1 { parts.remove(0) } else { RawExpr::Or(parts) })
    }

    fn and(&mut self) -> Result<RawExpr, Mistake> {
        let mut parts = vec![self.not()?];
        while self.word("and") {
            parts.push(self.not()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { RawExpr::And(parts) })
    }

    fn not(&mut self) -> Result<RawExpr, Mistake> {
        if self.word("not") {
            return Ok(RawExpr::Not(Box::new(self.test()?)));
        }
        self.test()
    }

    fn test(&mut self) -> Result<RawExpr, Mistake> {
        let left = self.sum()?;
        if let Some(op) = self.comparison() {
            return Ok(RawExpr::Compare(op, left, self.sum()?));
        }
        if self.word("is") {
            let negated = self.word("not");
            return Ok(RawExpr::State(left, self.state()?, negated));
        }
        let (at, negated) = (self.at, self.word("not"));
        if self.word("in") {
            return self.set(left, negated);
        }
        if negated {
            self.at = at;
            let mistake = self.unexpected("'and', 'or', a comparison or 'not in'");
            return Err(mistake.help("'not' stands before a whole condition: not title matches /…/"));
        }
        if self.word("matches") {
            return Ok(RawExpr::Matches(left, self.pattern()?));
        }
        if self.word("like") {
            return Ok(RawExpr::Like(left, self.sum()?));
        }
        if self.word("overlaps") {
            return Ok(RawExpr::Overlaps(left, self.sum()?));
        }
        Ok(match left.kind {
            RawKind::Group(expr) => *expr,
            _ => RawExpr::Bare(left),
        })
    }

    fn comparison(&mut self) -> Option<Comparison> {
        let op = match self.peek() {
            Token::Symbol("=") => Comparison::Equal,
            Token::Symbol("!=") => Comparison::NotEqual,
            Token::Symbol("<") => Comparison::Less,
            Token::Symbol("<=") => Comparison::AtMost,
            Token::Symbol(">") => Comparison::Greater,
            Token::Symbol(">=") => Comparison::AtLeast,
            _ => return None,
        };
        self.next();
        Some(op)
    }

    fn state(&mut self) -> Result<State, Mistake> {
        for (word, state) in [
            ("present", State::Present),
            ("missing", State::Missing),
            ("unreadable", State::Unreadable),
            ("inapplicable", State::Inapplicable),
        ] {
            if self.word(word) {
                return Ok(state);
            }
        }
        let mistake = self.unexpected("'present', 'missing', 'unreadable' or 'inapplicable'");
        let Token::Name(word) = self.peek() else { return Err(mistake) };
        let near = match word.as_str() {
            "empty" | "null" | "none" | "kosong" => Some("missing"),
            "filled" | "given" | "there" | "ada" => Some("present"),
            _ => nearest(word, ["present", "missing", "unreadable", "inapplicable"]),
        };
        Err(match near {
            Some(near) => mistake.help(format!("did you mean '{near}'?")),
            None => mistake.help("to compare with a value write '=': kind = decision"),
        })
    }

    fn set(&mut self, left: RawTerm, negated: bool) -> Result<RawExpr, Mistake> {
        if !self.symbol("(") {
            let list = self.sum()?;
            return Ok(RawExpr::In(left, vec![list], false, negated));
        }
        let mut set = vec![self.sum()?];
        while self.symbol(",") {
            set.push(self.sum()?);
        }
        self.close()?;
        Ok(RawExpr::In(left, set, true, negated))
    }

    fn pattern(&mut self) -> Result<RawPattern, Mistake> {
        let (token, range) = (self.peek().clone(), self.range());
        let pattern = match token {
            Token::Regex(text) => RawPattern::Regex(text, range),
            Token::Param(name) => RawPattern::Param(name, range),
            Token::Text(text) => {
                let help = format!("a pattern stands between slashes: /{text}/");
                return Err(self.unexpected("a pattern between slashes, or a parameter").help(help));
            }
            _ => return Err(self.unexpected("a pattern between slashes, or a parameter")),
        };
        self.next();
        Ok(pattern)
    }

    fn sum(&mut self) -> Result<RawTerm, Mistake> {
        let mut left = self.term()?;
        for count in 1.. {
            let plus = self.symbol("+");
            if !plus && !self.symbol("-") {
                break;
            }
            if count == DEEPEST {
                return Err(Mistake::new("PK010", self.range(), format!("a sum has at most {DEEPEST} values")));
            }
            let right = self.term()?;
            let range = left.range.start..right.range.end;
            left = RawTerm { kind: RawKind::Sum(Box::new(left), plus, Box::new(right)), range };
        }
        Ok(left)
    }

    fn term(&mut self) -> Result<RawTerm, Mistake> {
        let left = self.value()?;
        if !self.symbol("*") {
            return Ok(left);
        }
        let right = self.value()?;
        let range = left.range.start..right.range.end;
        Ok(RawTerm { kind: RawKind::Scaled(Box::new(left), Box::new(right)), range })
    }

    fn value(&mut self) -> Result<RawTerm, Mistake> {
        let (token, range) = (self.peek().clone(), self.range());
        let kind = match token {
            Token::Number(number) => {
                self.next();
                self.unit().map_or(RawKind::Number(number), |unit| RawKind::Length(number, unit))
            }
            Token::Text(text) => self.taken(RawKind::Text(text)),
            Token::Param(name) => self.taken(RawKind::Param(name)),
            Token::Symbol("(") => {
                self.next();
                let expr = self.expr()?;
                self.close()?;
                match expr {
                    // A value between brackets is that value.
                    RawExpr::Bare(term) => term.kind,
                    expr => RawKind::Group(Box::new(expr)),
                }
            }
            Token::Name(name) if !is_word(&name) => {
                self.next();
                return self.name(name, range);
            }
            _ => return Err(self.no_value()),
        };
        Ok(RawTerm { kind, range: range.start..self.tokens[self.at - 1].1.end })
    }

    fn taken(&mut self, kind: RawKind) -> RawKind {
        self.next();
        kind
    }

    /// What stands where a field or a value should.
    fn no_value(&self) -> Mistake {
        let mistake = self.unexpected("a field or a value");
        match self.peek() {
            Token::Regex(_) => mistake.help("a pattern stands behind 'matches'"),
            Token::Name(word) if word == "not" => mistake.help("'not' stands before a whole condition"),
            Token::Symbol("-") => mistake.help("there are no negative numbers; subtract: a - b"),
            _ => mistake,
        }
    }

    fn unit(&mut self) -> Option<Unit> {
        let Token::Name(first) = self.peek().clone() else { return None };
        let mut words = first;
        let two = words == "working";
        if two && let Some((Token::Name(second), _)) = self.tokens.get(self.at + 1) {
            words = format!("{words} {second}");
        }
        let singular = words.strip_suffix('s').unwrap_or(&words);
        let (_, unit) = UNITS.iter().find(|(name, _)| *name == singular)?;
        self.next();
        if two {
            self.next();
        }
        Some(*unit)
    }

    fn name(&mut self, name: String, range: Range<usize>) -> Result<RawTerm, Mistake> {
        match name.as_str() {
            "today" => return Ok(RawTerm { kind: RawKind::Today, range }),
            "true" => return Ok(RawTerm { kind: RawKind::Bool(true), range }),
            "false" => return Ok(RawTerm { kind: RawKind::Bool(false), range }),
            _ => {}
        }
        if self.symbol("(") {
            return self.call(name, range);
        }
        let mut names = vec![(name, range.clone())];
        while self.symbol(".") {
            names.push(self.field()?);
        }
        let end = names.last().map_or(range.end, |(_, range)| range.end);
        Ok(RawTerm { kind: RawKind::Path(names), range: range.start..end })
    }

    fn field(&mut self) -> Result<(String, Range<usize>), Mistake> {
        let (token, range) = (self.peek().clone(), self.range());
        let Token::Name(name) = token else { return Err(self.unexpected("a field behind the dot")) };
        self.next();
        Ok((name, range))
    }

    fn call(&mut self, name: String, range: Range<usize>) -> Result<RawTerm, Mistake> {
        self.deeper()?;
        let mut args = Vec::new();
        if !self.symbol(")") {
            loop {
                let term = self.sum()?;
                let filter = if self.word("where") { Some(self.expr()?) } else { None };
                args.push(RawArgument { term, filter });
                if !self.symbol(",") {
                    break;
                }
            }
            self.close()?;
        }
        self.depth -= 1;
        let column = if self.symbol(".") { Some(self.field()?) } else { None };
        let end = self.tokens[self.at - 1].1.end;
        Ok(RawTerm { kind: RawKind::Call { name, args, column }, range: range.start..end })
    }
}

/// Words that stand behind a value.
const OPERATORS: [&str; 7] = ["and", "or", "is", "in", "matches", "like", "overlaps"];

/// Words of the grammar, which are no field.
fn is_word(name: &str) -> bool {
    ["not", "where"].contains(&name) || OPERATORS.contains(&name)
}

/// What somebody means who writes a word of another language behind a value.
fn meant_word(word: &str) -> Option<&'static str> {
    let lower = word.to_lowercase();
    Some(match lower.as_str() {
        "dan" => "and",
        "atau" => "or",
        "adalah" | "equals" => "=",
        "match" | "cocok" => "matches",
        "contains" | "memuat" => "overlaps' or 'matches",
        _ => return OPERATORS.into_iter().find(|known| *known == lower),
    })
}

fn unit_help(word: &str) -> String {
    match nearest_unit(word) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("the units are {}", UNIT_NAMES.join(", ")),
    }
}

const UNIT_NAMES: [&str; 8] = ["minutes", "hours", "working hours", "working days", "days", "weeks", "months", "years"];

/// The unit that was probably meant, also in Indonesian.
pub(crate) fn nearest_unit(words: &str) -> Option<&'static str> {
    const INDONESIAN: [&str; 8] = ["menit", "jam", "jam kerja", "hari kerja", "hari", "minggu", "bulan", "tahun"];
    let words = words.to_lowercase();
    if words == "working" {
        return Some("working days");
    }
    let place = |known: &[&'static str; 8], near: &str| known.iter().position(|known| *known == near);
    if let Some(own) = UNIT_NAMES.iter().find(|known| **known == words) {
        return Some(own);
    }
    let near = nearest(&words, INDONESIAN.into_iter().chain(UNIT_NAMES))?;
    let at = place(&INDONESIAN, near).or_else(|| place(&UNIT_NAMES, near))?;
    Some(UNIT_NAMES[at])
}
