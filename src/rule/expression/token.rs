//! Text of an expression → words, numbers, texts, patterns and symbols, each with its place.
//!
//! Signs of other languages (`==`, `&&`, `≥`, curly quotes) are reported and then read as the ones that were meant, so that
//! the rest of the expression is looked at too.

use std::ops::Range;

use crate::rule::mistake::Mistake;

/// The smallest part of an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Token {
    Name(String),
    Number(i64),
    Text(String),
    Regex(String),
    Param(String),
    Symbol(&'static str),
    End,
}

const SYMBOLS: [&str; 13] = ["!=", "<=", ">=", "=", "<", ">", "+", "-", "*", "(", ")", ",", "."];
/// Signs of other languages and of word processors, and what to write instead.
const FOREIGN: [(&str, &str); 11] = [
    ("==", "="),
    ("=<", "<="),
    ("=>", ">="),
    ("<>", "!="),
    ("≤", "<="),
    ("≥", ">="),
    ("≠", "!="),
    ("×", "*"),
    ("–", "-"),
    ("&&", "and"),
    ("||", "or"),
];
/// Quotes that word processors put, and those of YAML.
const FOREIGN_QUOTES: [char; 5] = ['\'', '“', '”', '‘', '’'];

/// Why the end of something may be missing that its writer sees on the line.
pub(crate) const CUT: &str =
    "close it, or put all of it between single quotes: YAML cuts a text at ' #', and inside {…} or […] at a comma";

pub(super) type Tokens = Vec<(Token, Range<usize>)>;

/// Cuts an expression up. The mistakes beside the tokens are those that were mended.
///
/// # Errors
/// All mistakes up to the first that cannot be mended.
pub(super) fn tokens(text: &str) -> Result<(Tokens, Vec<Mistake>), Vec<Mistake>> {
    let mut cutter = Cutter { tokens: Vec::new(), mistakes: Vec::new() };
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        if first.is_whitespace() {
            at += first.len_utf8();
            continue;
        }
        match cutter.token(&text[at..], at, first) {
            Ok(length) => at += length,
            Err(mistake) => {
                cutter.mistakes.push(mistake);
                return Err(cutter.mistakes);
            }
        }
    }
    let end = text.trim_end().len();
    cutter.tokens.push((Token::End, end..end));
    Ok((cutter.tokens, cutter.mistakes))
}

struct Cutter {
    tokens: Tokens,
    mistakes: Vec<Mistake>,
}

impl Cutter {
    /// Adds the token at the start of `rest`, which stands at `at`; returns its length.
    fn token(&mut self, rest: &str, at: usize, first: char) -> Result<usize, Mistake> {
        let (token, length) = match first {
            c if c.is_alphabetic() || c == '_' => {
                let length = name_length(rest);
                (Token::Name(rest[..length].to_owned()), length)
            }
            '$' => {
                let length = 1 + name_length(&rest[1..]);
                if length == 1 {
                    return Err(Mistake::new("PK010", at..at + 1, "the name of a parameter is missing behind '$'"));
                }
                (Token::Param(rest[1..length].to_owned()), length)
            }
            c if c.is_ascii_digit() => number(rest, at)?,
            '"' => quoted(rest, at)?,
            '/' => regex(rest, at)?,
            quote if FOREIGN_QUOTES.contains(&quote) => self.foreign_quoted(rest, at, quote)?,
            _ => self.symbol(rest, at, first)?,
        };
        self.tokens.push((token, at..at + length));
        Ok(length)
    }

    fn symbol(&mut self, rest: &str, at: usize, first: char) -> Result<(Token, usize), Mistake> {
        if let Some((foreign, own)) = FOREIGN.iter().find(|(foreign, _)| rest.starts_with(foreign)) {
            self.foreign(foreign, own, at);
            let own = SYMBOLS
                .iter()
                .find(|symbol| *symbol == own)
                .map_or_else(|| Token::Name((*own).to_owned()), |symbol| Token::Symbol(symbol));
            return Ok((own, foreign.len()));
        }
        if let Some(symbol) = SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
            return Ok((Token::Symbol(symbol), symbol.len()));
        }
        if first == '!' {
            self.foreign("!", "not", at);
            return Ok((Token::Name("not".to_owned()), 1));
        }
        Err(Mistake::new("PK010", at..at + first.len_utf8(), format!("'{first}' means nothing here")))
    }

    fn foreign(&mut self, foreign: &str, own: &str, at: usize) {
        let message = format!("'{foreign}' is not a sign of this language");
        self.mistakes.push(Mistake::new("PK010", at..at + foreign.len(), message).help(format!("write '{own}'")));
    }

    /// Text between quotes of another kind, where they are closed.
    fn foreign_quoted(&mut self, rest: &str, at: usize, quote: char) -> Result<(Token, usize), Mistake> {
        let length = quote.len_utf8();
        let mistake = Mistake::new("PK010", at..at + length, format!("{quote} is no quote of this language"));
        let closing = rest[length..].char_indices().find(|(_, c)| FOREIGN_QUOTES.contains(c) || *c == '"');
        let Some((end, closed)) = closing else { return Err(mistake.help("text stands between double quotes")) };
        let inside = &rest[length..length + end];
        self.mistakes.push(mistake.help(format!("text stands between double quotes: \"{inside}\"")));
        Ok((Token::Text(inside.to_owned()), length + end + closed.len_utf8()))
    }
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len())
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Mistake> {
    let whole = rest.bytes().take_while(u8::is_ascii_digit).count();
    let fraction = match rest[whole..].strip_prefix('.') {
        Some(after) => after.bytes().take_while(u8::is_ascii_digit).count(),
        None => 0,
    };
    let length = if fraction > 0 { whole + 1 + fraction } else { whole };
    let thousandths = || -> Option<i64> {
        let units: i64 = rest[..whole].parse().ok()?;
        let digits = if fraction > 0 { &rest[whole + 1..length] } else { "" };
        let padded: String = digits.chars().chain("000".chars()).take(3).collect();
        units.checked_mul(1000)?.checked_add(padded.parse().ok()?)
    };
    match thousandths() {
        Some(number) if fraction <= 3 => Ok((Token::Number(number), length)),
        _ => Err(Mistake::new("PK010", at..at + length, "a number has at most three decimals and fifteen digits")),
    }
}

fn quoted(rest: &str, at: usize) -> Result<(Token, usize), Mistake> {
    match rest[1..].find('"') {
        Some(end) => Ok((Token::Text(rest[1..=end].to_owned()), end + 2)),
        None => Err(Mistake::new("PK010", at..at + 1, "this quote is never closed").help(CUT)),
    }
}

/// A pattern keeps its `\/`, so that places inside it stay true; to the regex engine it is a slash.
fn regex(rest: &str, at: usize) -> Result<(Token, usize), Mistake> {
    let mut escaped = false;
    for (offset, c) in rest.char_indices().skip(1) {
        match c {
            '/' if !escaped => return Ok((Token::Regex(rest[1..offset].to_owned()), offset + 1)),
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    Err(Mistake::new("PK010", at..at + 1, "this pattern is never closed by '/'").help(CUT))
}
