//! Messages with placeholders.
//!
//! In: `langkah {number}: {field} belum diisi`. Out: a [`Template`] whose placeholders were checked like any expression.
//! What a placeholder prints is decided when a finding is made.

use std::ops::Range;

use super::expression::typing::compile_term;
use super::expression::{Parameter, Scope, Term};
use super::mistake::{Mistake, suggest, suggest_or_list};
use super::path::Type;

/// A message, ready to be filled in.
#[derive(Debug, Default)]
pub struct Template {
    /// Its parts in order.
    pub parts: Vec<Part>,
}

/// A part of a message.
#[derive(Debug)]
pub enum Part {
    /// Text as it is.
    Text(String),
    /// A value of the model.
    Value(Term, Type),
    /// A value with texts before and behind it, all of which stand only where there is a value:
    /// `{' (maksudnya `' duration.meant '`?)'}`.
    Optional(String, Term, Type, String),
    /// A parameter, printed as it stands in the pack.
    Param(String),
    /// Something only the check knows.
    Special(Special),
}

/// What checks offer to messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Special {
    /// Label of the missing field.
    Field,
    /// The term that was found.
    Term,
    /// What to write instead of it.
    Better,
    /// What is wrong with the flow.
    Problem,
    /// The nearest name.
    Near,
    /// The text as written.
    Found,
}

impl Special {
    /// All of them with their names.
    pub const ALL: [(&'static str, Self); 6] = [
        ("field", Self::Field),
        ("term", Self::Term),
        ("better", Self::Better),
        ("problem", Self::Problem),
        ("near", Self::Near),
        ("found", Self::Found),
    ];

    /// The verbs that give it; none means all.
    fn verbs(self) -> &'static [&'static str] {
        match self {
            Self::Field => &["require", "must", "must-not", "agree"],
            Self::Term => &["forbid-terms", "replace-terms", "define", "order"],
            Self::Better => &["replace-terms"],
            Self::Problem => &["flow", "check"],
            Self::Near => &["resolve", "check"],
            Self::Found => &[],
        }
    }

    /// Whether a verb gives it. Without a valid verb there is no telling, and nobody complains.
    fn given_by(self, verb: Option<&str>) -> bool {
        verb.is_none_or(|verb| self.verbs().is_empty() || self.verbs().contains(&verb))
    }
}

impl Template {
    /// Compiles a message of a rule with that verb.
    ///
    /// # Errors
    /// All mistakes, with their places in `text`.
    pub fn compile(text: &str, scope: &Scope<'_>, verb: Option<&str>) -> Result<Self, Vec<Mistake>> {
        let mut template = Self::default();
        let mut mistakes = Vec::new();
        let mut at = 0;
        while let Some(open) = text[at..].find(['{', '}']).map(|found| at + found) {
            template.text(&text[at..open]);
            at = open + 1;
            if text[open..].starts_with('}') {
                mistakes.push(Mistake::new("PK031", open..at, "this '}' closes no placeholder"));
                continue;
            }
            let Some(close) = closing(text, open) else {
                mistakes.push(Mistake::new("PK031", open..at, "this placeholder is never closed by '}'"));
                continue;
            };
            match placeholder(&text[at..close], scope, verb) {
                Ok(part) => template.parts.push(part),
                Err(found) => mistakes.extend(found.into_iter().map(|mut mistake| {
                    mistake.range = mistake.range.start + at..mistake.range.end + at;
                    mistake
                })),
            }
            at = close + 1;
        }
        template.text(&text[at..]);
        if mistakes.is_empty() { Ok(template) } else { Err(mistakes) }
    }

    fn text(&mut self, text: &str) {
        if !text.is_empty() {
            self.parts.push(Part::Text(text.to_owned()));
        }
    }
}

/// The end of a placeholder; another one that begins before it shows that it has none.
fn closing(text: &str, open: usize) -> Option<usize> {
    let found = open + 1 + text[open + 1..].find(['{', '}'])?;
    text[found..].starts_with('}').then_some(found)
}

fn placeholder(inner: &str, scope: &Scope<'_>, verb: Option<&str>) -> Result<Part, Vec<Mistake>> {
    let name = inner.trim();
    let start = inner.len() - inner.trim_start().len();
    let here = start..start + name.len();
    if let Some((_, special)) = Special::ALL.iter().find(|(known, _)| *known == name) {
        if special.given_by(verb) {
            return Ok(Part::Special(*special));
        }
        // A field of that name is meant, unless there is none.
        if scope.element.field(name).is_none() {
            let message = format!("{{{name}}} is only given by {}", special.verbs().join(", "));
            return Err(vec![Mistake::new("PK032", here, message).help(given_here(verb))]);
        }
    }
    if let Some(param) = name.strip_prefix('$') {
        return parameter(param, here, scope);
    }
    if name.starts_with('\'') {
        return optional(inner, start, scope, verb);
    }
    compile_term(inner, scope).map(|(term, ty)| Part::Value(term, ty)).map_err(|mistakes| {
        let mistakes = mistakes.into_iter().map(|mistake| in_message(mistake, name, scope, verb));
        mistakes.collect()
    })
}

/// `'before' value 'behind'`.
fn optional(inner: &str, start: usize, scope: &Scope<'_>, verb: Option<&str>) -> Result<Part, Vec<Mistake>> {
    let parts: Vec<&str> = inner[start..].splitn(5, '\'').collect();
    let [_, before, value, behind, _] = parts.as_slice() else {
        let mistake = Mistake::new("PK031", start..inner.len(), "this placeholder has no text behind its value");
        return Err(vec![mistake.help("write {'text before' value 'text behind'}")]);
    };
    let at = start + before.len() + 2;
    match compile_term(value, scope) {
        Ok((term, ty)) => Ok(Part::Optional((*before).to_owned(), term, ty, (*behind).to_owned())),
        Err(mistakes) => Err(mistakes
            .into_iter()
            .map(|mistake| in_message(mistake, value.trim(), scope, verb))
            .map(|mistake| Mistake { range: mistake.range.start + at..mistake.range.end + at, ..mistake })
            .collect()),
    }
}

fn given_here(verb: Option<&str>) -> String {
    let given = Special::ALL.into_iter().filter(|(_, special)| special.given_by(verb));
    let given: Vec<String> = given.map(|(name, _)| format!("{{{name}}}")).collect();
    format!("given here: {}, and the fields of the element", given.join(", "))
}

fn parameter(param: &str, here: Range<usize>, scope: &Scope<'_>) -> Result<Part, Vec<Mistake>> {
    match scope.params.get(param) {
        Some(value) => {
            scope.used.borrow_mut().insert(format!("${param}"));
            Ok(match value {
                Parameter::Length(length) => Part::Value(Term::Length(*length), Type::Duration),
                Parameter::Date(day) => Part::Value(Term::Day(*day), Type::Date),
                value => Part::Param(shown(value)),
            })
        }
        None => {
            let mistake = Mistake::new("PK020", here, format!("no parameter '{param}'"));
            Err(vec![suggest_or_list(mistake, param, scope.params.keys().map(String::as_str))])
        }
    }
}

/// A mistake inside a placeholder, which may also be a typo of a special name.
fn in_message(mistake: Mistake, name: &str, scope: &Scope<'_>, verb: Option<&str>) -> Mistake {
    if mistake.code == "PK032" {
        return mistake;
    }
    let specials = Special::ALL.into_iter().filter(|(_, special)| special.given_by(verb)).map(|(name, _)| name);
    let message = format!("in message: {}", mistake.message);
    let own = Mistake { code: "PK031", message, ..mistake };
    if own.help.is_some() && own.meant.is_none() {
        return own;
    }
    let given: Vec<&str> = specials.collect();
    let own = suggest(own, name, given.iter().copied().chain(scope.element.fields().iter().map(|field| field.name)));
    if own.help.is_some() || given.is_empty() {
        return own;
    }
    own.help(format!(
        "here the check gives {}",
        given.iter().map(|name| format!("{{{name}}}")).collect::<Vec<_>>().join(", ")
    ))
}

fn shown(value: &Parameter) -> String {
    match value {
        Parameter::Number(number) => thousandths(*number),
        Parameter::Text(text) => text.clone(),
        Parameter::Bool(value) => value.to_string(),
        // Printed in the language of the message instead.
        Parameter::Length(_) | Parameter::Date(_) => String::new(),
        Parameter::Pattern(regex) => format!("/{}/", regex.as_str()),
        Parameter::List(list) => list.join(", "),
    }
}

/// A number in thousandths, without needless zeros.
#[must_use]
pub fn thousandths(number: i64) -> String {
    if number % 1000 == 0 {
        return (number / 1000).to_string();
    }
    let text = format!("{}.{:03}", number / 1000, (number % 1000).abs());
    text.trim_end_matches('0').to_owned()
}
