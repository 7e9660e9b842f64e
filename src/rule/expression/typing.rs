//! Names → fields, literals → constants, and a type for every value: what makes an expression unable to fail later.
//!
//! Plain names are fields of the innermost element only; outer things are named (`document.number`). Opposite an enum a
//! bare word is a value of that enum, never a field. A name that is a typo of one name is reported and then taken for
//! it, so that one load shows all mistakes. `names` resolves fields and values, `calls` functions.

mod calls;
mod names;

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::syntax::{self, RawExpr, RawKind, RawPattern, RawTerm, Read};
use super::{Call, Comparison, Expr, Term};
use crate::rule::mistake::{Mistake, suggest, suggest_or_list};
use crate::rule::path::{Path, Type};
use crate::rule::pattern::Pattern;
use crate::rule::table::Table;
use crate::sop::Vocabulary;
use crate::sop::date::Day;
use crate::sop::duration::Length;
use crate::sop::label::nearest;
use crate::sop::record::TypeId;

/// The value of a parameter of a pack.
#[derive(Debug, Clone)]
pub enum Parameter {
    /// A number, in thousandths.
    Number(i64),
    /// A text.
    Text(String),
    /// True or false.
    Bool(bool),
    /// A duration.
    Length(Length),
    /// A day.
    Date(Day),
    /// A pattern.
    Pattern(Pattern),
    /// A list of texts.
    List(Vec<String>),
}

impl Parameter {
    /// What it is, in error messages.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::Bool(_) => "true/false",
            Self::Length(_) => "duration",
            Self::Pattern(_) => "pattern",
            Self::Date(_) => "date",
            Self::List(_) => "list",
        }
    }
}

/// The names an expression may use.
pub struct Scope<'s> {
    /// Words, for suggestions.
    pub vocabulary: &'s Vocabulary,
    /// The type of the element.
    pub element: TypeId,
    /// The type of the element around it, inside `count(… where …)`.
    pub outer: Option<TypeId>,
    /// The element named by `as`.
    pub named: Option<(&'s str, TypeId)>,
    /// The type of the other element of a collision, where there is one.
    pub other: Option<TypeId>,
    /// Parameters of the pack.
    pub params: &'s FxHashMap<String, Parameter>,
    /// Tables of the pack.
    pub tables: &'s FxHashMap<String, Table>,
    /// Parameters and tables that were used.
    pub used: &'s RefCell<FxHashSet<String>>,
}

/// Compiles a condition.
///
/// # Errors
/// All mistakes, with their places in `text`; behind a mistake of grammar nothing is looked at.
pub fn compile(text: &str, scope: &Scope<'_>) -> Result<Expr, Vec<Mistake>> {
    match typed(text, scope, syntax::parse(text), |typer, raw| typer.expr(raw)) {
        (Some(expr), mistakes) if mistakes.is_empty() => Ok(expr),
        (_, mistakes) => Err(mistakes),
    }
}

/// Compiles a path that stands alone (`for`, `require`, `in`).
///
/// Beside the mistakes, with their places in `text`, stands the path that was probably meant.
pub fn compile_path(text: &str, scope: &Scope<'_>) -> (Option<Path>, Vec<Mistake>) {
    typed(text, scope, syntax::parse_term(text), |typer, raw| typer.path_of(raw))
}

/// Compiles a value (a placeholder of a message).
///
/// # Errors
/// All mistakes, with their places in `text`.
pub fn compile_term(text: &str, scope: &Scope<'_>) -> Result<(Term, Type), Vec<Mistake>> {
    match typed(text, scope, syntax::parse_term(text), |typer, raw| typer.term(raw, None)) {
        (Some(typed), mistakes) if mistakes.is_empty() => Ok((typed.term, typed.ty)),
        (_, mistakes) => Err(mistakes),
    }
}

fn typed<R, T>(
    text: &str,
    scope: &Scope<'_>,
    (raw, mistakes): Read<R>,
    make: impl FnOnce(&Typer<'_, '_>, &R) -> Option<T>,
) -> (Option<T>, Vec<Mistake>) {
    let mistakes = RefCell::new(mistakes);
    let made = raw.and_then(|raw| make(&Typer { scope, text, mistakes: &mistakes }, &raw));
    let mut mistakes = mistakes.into_inner();
    debug_assert!(made.is_some() || !mistakes.is_empty(), "internal: nothing was made of {text:?}, without a reason");
    mistakes.sort_by_key(|mistake| mistake.range.start);
    (made, mistakes)
}

struct Typed {
    term: Term,
    ty: Type,
    is_list: bool,
}

impl Typed {
    fn one(term: Term, ty: Type) -> Option<Self> {
        Some(Self { term, ty, is_list: false })
    }
}

/// An expression being given types. What returns nothing has said why.
#[derive(Clone, Copy)]
struct Typer<'s, 't> {
    scope: &'t Scope<'s>,
    text: &'t str,
    mistakes: &'t RefCell<Vec<Mistake>>,
}

impl Typer<'_, '_> {
    fn report(&self, mistake: Mistake) {
        self.mistakes.borrow_mut().push(mistake);
    }

    fn wrong<T>(&self, mistake: Mistake) -> Option<T> {
        self.report(mistake);
        None
    }

    fn expr(&self, raw: &RawExpr) -> Option<Expr> {
        Some(match raw {
            RawExpr::And(parts) => Expr::And(self.all(parts)?),
            RawExpr::Or(parts) => Expr::Or(self.all(parts)?),
            RawExpr::Not(part) => Expr::Not(Box::new(self.expr(part)?)),
            RawExpr::Compare(op, left, right) => self.compare(*op, left, right)?,
            RawExpr::State(term, state, negated) => match &term.kind {
                RawKind::Call { .. } => Expr::StateOf { call: self.stateful(term)?, state: *state, negated: *negated },
                _ => Expr::State { path: self.path_of(term)?, state: *state, negated: *negated },
            },
            RawExpr::In(item, set, true, negated) => self.one_of(item, set, *negated)?,
            RawExpr::In(item, list, false, negated) => self.in_list(item, &list[0], *negated)?,
            RawExpr::Matches(text, pattern) => {
                let (text, pattern) = (self.matched(text), self.pattern(pattern));
                Expr::Matches { text: text?, pattern: pattern? }
            }
            RawExpr::Like(left, right) => {
                let (left, right) = (self.text_value(left, "'like'"), self.text_value(right, "'like'"));
                Expr::Like { left: left?, right: right? }
            }
            RawExpr::Overlaps(left, right) => {
                let (left, right) = (self.text_path(left), self.text_path(right));
                Expr::Overlaps { left: left?, right: right? }
            }
            RawExpr::Bare(term) => Expr::Truth(self.truth(term)?),
        })
    }

    /// A call that may have no value.
    fn stateful(&self, raw: &RawTerm) -> Option<Call> {
        let typed = self.single(raw, None)?;
        match typed.term {
            Term::Call(Call::Count { .. } | Call::CountDistinct(_)) => {
                let mistake = Mistake::new("PK014", raw.range.clone(), "a count is always present");
                self.wrong(mistake.help("compare it with a number: count(…) >= 1"))
            }
            Term::Call(call) => Some(call),
            _ => self.wrong(Mistake::new("PK010", raw.range.clone(), "expected a field or a function")),
        }
    }

    fn all(&self, parts: &[RawExpr]) -> Option<Vec<Expr>> {
        // Every part is looked at, so that one load shows all mistakes.
        let parts: Vec<Option<Expr>> = parts.iter().map(|part| self.expr(part)).collect();
        parts.into_iter().collect()
    }

    fn truth(&self, raw: &RawTerm) -> Option<Term> {
        let typed = self.single(raw, None)?;
        if typed.ty == Type::Bool {
            return Some(typed.term);
        }
        let message = format!("a condition is true or false; this is {}", typed.ty.name());
        self.wrong(Mistake::new("PK014", raw.range.clone(), message).help("compare it: =, !=, <, >, in, is present …"))
    }

    fn compare(&self, op: Comparison, left: &RawTerm, right: &RawTerm) -> Option<Expr> {
        let (left_typed, right_typed) = self.opposite(left, right)?;
        let range = left.range.start..right.range.end;
        if left_typed.is_list || right_typed.is_list {
            let (list, one) = if left_typed.is_list { (left, right) } else { (right, left) };
            let mistake = Mistake::new("PK016", list.range.clone(), "a list cannot be compared with one value");
            let operator = match op {
                Comparison::Equal => Some("in"),
                Comparison::NotEqual => Some("not in"),
                _ => None,
            };
            return self.wrong(match operator.filter(|_| left_typed.is_list != right_typed.is_list) {
                Some(operator) => {
                    mistake.help(format!("write '{} {operator} {}'", self.written(one), self.written(list)))
                }
                None => mistake.help("compare count(…), max(…) or min(…)"),
            });
        }
        let (l, r) = (left_typed.ty, right_typed.ty);
        if l != r {
            let message = format!("cannot compare {} with {}", l.name(), r.name());
            let mistake = Mistake::new("PK014", range, message);
            let help = self.mismatch(l, right).or_else(|| self.mismatch(r, left));
            return self.wrong(Mistake { help, ..mistake });
        }
        let ordered = matches!(l, Type::Int | Type::Date | Type::Duration | Type::Version);
        let equality = matches!(op, Comparison::Equal | Comparison::NotEqual);
        if !ordered && !equality {
            let message = format!("{} has no order; only = and != compare it", l.name());
            return self.wrong(Mistake::new("PK014", range, message));
        }
        Some(Expr::Compare { op, left: left_typed.term, right: right_typed.term })
    }

    /// Two values, each of which may tell what the other one is.
    fn opposite(&self, left: &RawTerm, right: &RawTerm) -> Option<(Typed, Typed)> {
        let unknown = |raw: &RawTerm| self.unknown_word(raw).is_some();
        if !unknown(left) {
            let left = self.term(left, None);
            // Without a left side there is no telling what a bare word on the right is.
            let right = if left.is_none() && unknown(right) {
                None
            } else {
                self.term(right, left.as_ref().map(|typed| typed.ty))
            };
            return Some((left?, right?));
        }
        // A word on the left may be a value of the enum on the right; or else a typo, which tells what the right is.
        let first = if unknown(right) { None } else { self.term(right, None) };
        let expected = first.as_ref().map(|typed| typed.ty).filter(|ty| matches!(ty, Type::Enum(_)));
        let typed = self.term(left, expected);
        let right = match first {
            None if unknown(right) && typed.is_some() => self.term(right, typed.as_ref().map(|typed| typed.ty)),
            first => first,
        };
        Some((typed?, right?))
    }

    fn one_of(&self, item: &RawTerm, set: &[RawTerm], negated: bool) -> Option<Expr> {
        let typed = self.single(item, None);
        let ty = typed.as_ref().map(|typed| typed.ty);
        let values: Vec<Option<Vec<Term>>> = set.iter().map(|raw| self.member(raw, ty)).collect();
        let values: Option<Vec<Vec<Term>>> = values.into_iter().collect();
        Some(Expr::OneOf { item: typed?.term, set: values?.into_iter().flatten().collect(), negated })
    }

    /// A value behind `in`, or all values of a parameter that is a list.
    fn member(&self, raw: &RawTerm, ty: Option<Type>) -> Option<Vec<Term>> {
        if let (RawKind::Param(name), Some(ty)) = (&raw.kind, ty)
            && let Some(Parameter::List(list)) = self.scope.params.get(name)
        {
            self.scope.used.borrow_mut().insert(format!("${name}"));
            return self.members(list, name, raw, ty);
        }
        if ty.is_none() && self.unknown_word(raw).is_some() {
            return None;
        }
        let value = self.single(raw, ty)?;
        match ty {
            Some(ty) if ty != value.ty => {
                let message = format!("cannot compare {} with {}", ty.name(), value.ty.name());
                let mistake = Mistake::new("PK014", raw.range.clone(), message);
                self.wrong(Mistake { help: self.mismatch(ty, raw), ..mistake })
            }
            _ => Some(vec![value.term]),
        }
    }

    fn members(&self, list: &[String], name: &str, raw: &RawTerm, ty: Type) -> Option<Vec<Term>> {
        let wrong = |code, message: String| self.wrong(Mistake::new(code, raw.range.clone(), message));
        match ty {
            Type::Text => Some(list.iter().cloned().map(Term::Text).collect()),
            Type::Enum(spec) => match list.iter().find(|word| spec.code(word).is_none()) {
                Some(word) => {
                    let message = format!("'{word}' in parameter '{name}' is not one of {}", spec.values.join(", "));
                    let mistake = Mistake::new("PK013", raw.range.clone(), message);
                    self.wrong(suggest(mistake, word, spec.values.iter().copied()))
                }
                None => Some(list.iter().filter_map(|word| spec.code(word)).map(Term::Enum).collect()),
            },
            _ => wrong("PK014", format!("parameter '{name}' is a list of texts; this is {}", ty.name())),
        }
    }

    fn in_list(&self, item: &RawTerm, list: &RawTerm, negated: bool) -> Option<Expr> {
        if let RawKind::Param(name) = &list.kind {
            return match self.param(name, &list.range)? {
                Parameter::List(_) => self.one_of(item, std::slice::from_ref(list), negated),
                _ => {
                    let message = format!("'in' needs a list; parameter '{name}' is one value");
                    self.wrong(Mistake::new("PK016", list.range.clone(), message).help(format!("write '= ${name}'")))
                }
            };
        }
        let path = self.path_of(list)?;
        if !path.is_list {
            let message = format!("'in' needs a list; '{}' is {}", path.written, path.kind());
            let help = format!("compare one value by '=': {} = {}", self.written(item), self.written(list));
            return self.wrong(Mistake::new("PK016", list.range.clone(), message).help(help));
        }
        let typed = self.single(item, Some(path.ty))?;
        if typed.ty != path.ty {
            let message = format!("cannot look for {} in a list of {}", typed.ty.name(), path.ty.name());
            let mistake = Mistake::new("PK014", item.range.start..list.range.end, message);
            return self.wrong(Mistake { help: self.mismatch(path.ty, item), ..mistake });
        }
        Some(Expr::InList { item: typed.term, list: path, negated })
    }

    /// What `matches` looks at.
    fn matched(&self, raw: &RawTerm) -> Option<Term> {
        let typed = self.single(raw, Some(Type::Text))?;
        if typed.ty == Type::Text || is_written(&typed) {
            return Some(typed.term);
        }
        self.wrong(Mistake::new("PK014", raw.range.clone(), format!("'matches' needs text, not {}", typed.ty.name())))
    }

    fn pattern(&self, pattern: &RawPattern) -> Option<Pattern> {
        match pattern {
            RawPattern::Regex(text, range) => {
                Pattern::new(text, false, range.start + 1).map_err(|mistake| self.report(mistake)).ok()
            }
            RawPattern::Param(name, range) => match self.param(name, range)? {
                Parameter::Pattern(regex) => Some(regex.clone()),
                _ => self.wrong(
                    Mistake::new("PK014", range.clone(), format!("parameter '{name}' is no pattern"))
                        .help("a pattern stands between slashes: /^SOP-/"),
                ),
            },
        }
    }

    fn text_value(&self, raw: &RawTerm, what: &str) -> Option<Term> {
        let typed = self.single(raw, Some(Type::Text))?;
        if typed.ty == Type::Text {
            return Some(typed.term);
        }
        self.wrong(Mistake::new("PK014", raw.range.clone(), format!("{what} needs text, not {}", typed.ty.name())))
    }

    fn single(&self, raw: &RawTerm, expected: Option<Type>) -> Option<Typed> {
        let typed = self.term(raw, expected)?;
        if !typed.is_list {
            return Some(typed);
        }
        let mistake = Mistake::new("PK016", raw.range.clone(), "a list stands where one value is needed");
        self.wrong(mistake.help("use count(…), max(…) or 'for:'"))
    }

    fn text_path(&self, raw: &RawTerm) -> Option<Path> {
        let path = self.path_of(raw)?;
        if path.ty == Type::Text {
            return Some(path);
        }
        let mistake =
            Mistake::new("PK014", raw.range.clone(), format!("'overlaps' needs texts, not {}", path.ty.name()));
        self.wrong(Mistake { help: text_field(&path), ..mistake })
    }

    fn term(&self, raw: &RawTerm, expected: Option<Type>) -> Option<Typed> {
        match &raw.kind {
            RawKind::Number(number) => Typed::one(Term::Number(*number), Type::Int),
            RawKind::Length(number, unit) => Typed::one(Term::Length(Length::of(*number, *unit)), Type::Duration),
            RawKind::Text(text) => Typed::one(Term::Text(text.clone()), Type::Text),
            RawKind::Today => Typed::one(Term::Today, Type::Date),
            RawKind::Bool(value) => Typed::one(Term::Bool(*value), Type::Bool),
            RawKind::Param(name) => self.constant(name, &raw.range),
            RawKind::Path(names) => self.name(names, expected),
            RawKind::Call { name, args, column } => self.call(name, args, column.as_ref(), &raw.range),
            RawKind::Sum(left, plus, right) => self.sum(left, *plus, right),
            RawKind::Scaled(left, right) => self.scaled(left, right),
            RawKind::Group(_) => {
                self.wrong(Mistake::new("PK010", raw.range.clone(), "a condition stands where a value is needed"))
            }
        }
    }

    fn param(&self, name: &str, range: &Range<usize>) -> Option<&Parameter> {
        self.scope.used.borrow_mut().insert(format!("${name}"));
        if let Some(value) = self.scope.params.get(name) {
            return Some(value);
        }
        let mistake = Mistake::new("PK020", range.clone(), format!("no parameter '{name}'"));
        let mistake = suggest_or_list(mistake, name, self.scope.params.keys().map(String::as_str));
        let meant = mistake.meant.clone();
        self.report(mistake);
        self.scope.params.get(&meant?)
    }

    fn constant(&self, name: &str, range: &Range<usize>) -> Option<Typed> {
        let wrong = |code, message, help| self.wrong(Mistake::new(code, range.clone(), message).help(help));
        match self.param(name, range)? {
            Parameter::Pattern(_) => {
                wrong("PK014", "a pattern stands behind 'matches' only", format!("write 'matches ${name}'"))
            }
            Parameter::List(_) => {
                wrong("PK016", "a list stands where one value is needed", format!("write 'in ${name}'"))
            }
            value => {
                let (term, ty) = constant(value);
                Typed::one(term, ty)
            }
        }
    }

    fn sum(&self, left: &RawTerm, plus: bool, right: &RawTerm) -> Option<Typed> {
        let (l, r) = (self.single(left, None), self.single(right, None));
        let (l, r) = (l?, r?);
        if let (Type::Date, Term::Length(length)) = (l.ty, &r.term)
            && length.whole_days().is_none()
        {
            let mistake = Mistake::new("PK014", right.range.clone(), "a date has no hours and no parts of days");
            return self.wrong(mistake.help("add whole days: 1 day, 3 working days, 2 weeks"));
        }
        let ty = match (l.ty, r.ty, plus) {
            (Type::Int, Type::Int, _) => Type::Int,
            (Type::Duration, Type::Duration, _) => Type::Duration,
            (Type::Date, Type::Duration, _) => Type::Date,
            (Type::Date, Type::Date, false) => Type::Duration,
            (a, b, _) => {
                let range = left.range.start..right.range.end;
                let message = match plus {
                    true => format!("cannot add {} and {}", a.name(), b.name()),
                    false => format!("cannot subtract {} from {}", b.name(), a.name()),
                };
                let mistake = Mistake::new("PK014", range, message);
                return self.wrong(match (a, b) {
                    (Type::Date, Type::Int) => mistake.help("a duration has a unit: 3 days, 2 working hours"),
                    (Type::Duration, Type::Date) => mistake.help("put the date first"),
                    _ => mistake,
                });
            }
        };
        let (l, r) = (Box::new(l.term), Box::new(r.term));
        Typed::one(if plus { Term::Plus(l, r) } else { Term::Minus(l, r) }, ty)
    }

    fn scaled(&self, left: &RawTerm, right: &RawTerm) -> Option<Typed> {
        let (l, r) = (self.single(left, None), self.single(right, None));
        let (l, r) = (l?, r?);
        match (l.term, r.ty) {
            (Term::Number(factor), Type::Int | Type::Duration) => {
                Typed::one(Term::Scaled(factor, Box::new(r.term)), r.ty)
            }
            _ => {
                let range = left.range.start..right.range.end;
                let mistake = Mistake::new("PK014", range, "only a constant number multiplies a number or a duration");
                self.wrong(mistake.help("put the number first: 2 * duration"))
            }
        }
    }

    /// A value as it stands in the expression.
    fn written(&self, raw: &RawTerm) -> &str {
        self.text.get(raw.range.clone()).unwrap_or_default()
    }

    /// What to write opposite a value of type `ty`.
    fn mismatch(&self, ty: Type, raw: &RawTerm) -> Option<String> {
        let written = self.written(raw);
        Some(match (ty, &raw.kind) {
            (Type::Enum(spec), RawKind::Text(text)) => match self.meant_value(spec, text) {
                Some((value, _)) => format!("write the value without quotes: {value}"),
                None => format!("write one of {}, without quotes", spec.values.join(", ")),
            },
            (Type::Text, RawKind::Number(_)) => format!("put the number between quotes: \"{written}\""),
            (Type::Int, RawKind::Text(_)) => "write a number, without quotes".to_owned(),
            (Type::Bool, _) => "write 'true' or 'false', without quotes".to_owned(),
            (Type::Duration, RawKind::Number(_)) => {
                format!("a duration has a unit: {written} days, {written} working hours")
            }
            (Type::Duration, RawKind::Text(_)) => "write a duration without quotes: 3 working days".to_owned(),
            (Type::Date, RawKind::Text(_)) => {
                "compare with another date, with 'today', or a part of it: .year".to_owned()
            }
            (Type::Date, RawKind::Number(_)) => "compare a part of the date: .year, .month or .day".to_owned(),
            (Type::Record(element), _) => {
                let field = element.fields().first().map_or("text", |field| field.name);
                format!("compare one of the fields of {}, such as '.{field}'", element.name())
            }
            _ => return None,
        })
    }
}

/// A date, duration or version stands in the document as a text too, understood or not.
fn is_written(typed: &Typed) -> bool {
    let plain = matches!(&typed.term, Term::Path(path) if path.facet.is_none());
    plain && matches!(typed.ty, Type::Date | Type::Duration | Type::Version)
}

/// A parameter as a constant. Patterns and lists are handled where they may stand.
/// The value of a cell of a table.
pub(crate) fn constant_term(value: &Parameter) -> Term {
    constant(value).0
}

fn constant(value: &Parameter) -> (Term, Type) {
    match value {
        Parameter::Number(number) => (Term::Number(*number), Type::Int),
        Parameter::Text(text) => (Term::Text(text.clone()), Type::Text),
        Parameter::Bool(value) => (Term::Bool(*value), Type::Bool),
        Parameter::Length(length) => (Term::Length(*length), Type::Duration),
        Parameter::Date(day) => (Term::Day(*day), Type::Date),
        Parameter::Pattern(regex) => (Term::Text(regex.as_str().to_owned()), Type::Pattern),
        Parameter::List(list) => (Term::Text(list.join(", ")), Type::Text),
    }
}

/// Help for a path to whole elements where their text is needed.
pub(crate) fn text_field(path: &Path) -> Option<String> {
    let Type::Record(ty) = path.ty else { return None };
    let field = ["text", "name", "title", "label"].into_iter().find(|field| ty.field(field).is_some())?;
    Some(if path.written.is_empty() {
        format!("did you mean '{field}'?")
    } else {
        format!("did you mean '{}.{field}'?", path.written)
    })
}
