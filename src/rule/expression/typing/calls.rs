//! Functions of the expression language: their values, their types, and what each of them needs.
//!
//! In: the name and the values of a call. Out: a typed [`Call`].

use std::ops::Range;

use super::{Scope, Type, Typed, Typer, constant};
use crate::rule::expression::functions::{FUNCTIONS, Function};
use crate::rule::expression::syntax::{RawArgument, RawKind, RawTerm};
use crate::rule::expression::{Call, Parameter, Term};
use crate::rule::mistake::{Mistake, suggest, suggest_or_list};
use crate::rule::path::Path;

/// The column behind `lookup(…)`.
type Column<'r> = Option<&'r (String, Range<usize>)>;

impl Typer<'_, '_> {
    pub(super) fn call(
        &self,
        name: &str,
        args: &[RawArgument],
        column: Column<'_>,
        range: &Range<usize>,
    ) -> Option<Typed> {
        let at = range.start..range.start + name.len();
        let Some(&Function { name, form, .. }) = FUNCTIONS.iter().find(|known| known.name == name) else {
            let mistake = Mistake::new("PK015", at, format!("no function '{name}'"));
            let mistake = suggest(mistake, name, FUNCTIONS.iter().map(|known| known.name));
            let meant = mistake.meant.clone();
            self.report(match &meant {
                Some(_) => mistake,
                None => mistake.help(format!("the functions are {}", FUNCTIONS.map(|known| known.name).join(", "))),
            });
            // Its own name keeps its length; the values are looked at as those of the function that was meant.
            return self.values(&meant?, args, column, range);
        };
        if let (Some((field, at)), true) = (column, name != "lookup") {
            return self.wrong(Mistake::new("PK018", at.clone(), format!("{name}(…) has no '{field}'")));
        }
        let (takes, fits) = match name {
            "lookup" | "days_between" => ("two values", args.len() == 2),
            "max" | "min" => ("a list, or values", !args.is_empty()),
            _ => ("one value", args.len() == 1),
        };
        if !fits {
            let message = format!("'{name}' takes {takes}; found {}", args.len());
            return self.wrong(Mistake::new("PK015", range.clone(), message).help(format!("write {form}")));
        }
        self.values(name, args, column, range)
    }

    fn values(&self, name: &str, args: &[RawArgument], column: Column<'_>, range: &Range<usize>) -> Option<Typed> {
        if name != "count" {
            self.check_filters(&format!("{name}(…)"), args)?;
        }
        if let ("count", [list]) = (name, args)
            && let RawKind::Param(name) = &list.term.kind
        {
            return self.length_of(name, list);
        }
        let (call, ty) = match (name, args) {
            ("count", [list]) => (self.count(list)?, Type::Int),
            ("sum", [list]) => {
                let path = self.list(&list.term)?;
                let ty = path.ty;
                if !matches!(ty, Type::Int | Type::Duration) {
                    let message = format!("cannot add up {}", ty.name());
                    return self.wrong(Mistake::new("PK014", list.term.range.clone(), message));
                }
                (Call::Sum(path), ty)
            }
            ("max" | "min", [_, ..]) => self.extreme(name, args)?,
            ("lower", [text]) => (Call::Lower(Box::new(self.text_value(&text.term, "'lower'")?)), Type::Text),
            ("words", [text]) => (Call::Words(Box::new(self.text_value(&text.term, "'words'")?)), Type::Int),
            ("year_in", [text]) => (Call::YearIn(Box::new(self.text_value(&text.term, "'year_in'")?)), Type::Int),
            ("duration_in", [text]) => {
                (Call::DurationIn(Box::new(self.text_value(&text.term, "'duration_in'")?)), Type::Duration)
            }
            ("days_between", [from, to]) => {
                let (from, to) = (self.date(&from.term), self.date(&to.term));
                (Call::DaysBetween(Box::new(from?), Box::new(to?)), Type::Int)
            }
            ("lookup", [table, key]) => return self.lookup(&table.term, &key.term, column, range),
            ("set", _) => {
                let mistake = Mistake::new("PK015", range.clone(), "set(…) stands inside count(…) only");
                return self.wrong(mistake.help("write count(set(list))"));
            }
            // A typo of a function with another number of values: the typo is said.
            _ => return None,
        };
        Typed::one(Term::Call(call), ty)
    }

    /// How long a parameter is that is a list: a project may have filled it, or left it empty.
    fn length_of(&self, name: &str, list: &RawArgument) -> Option<Typed> {
        self.check_filters("count($list)", std::slice::from_ref(list))?;
        match self.param(name, &list.term.range)? {
            Parameter::List(values) => Typed::one(Term::Number(values.len() as i64 * 1000), Type::Int),
            _ => {
                let message = format!("'count' needs a list; parameter '{name}' is one value");
                self.wrong(Mistake::new("PK016", list.term.range.clone(), message))
            }
        }
    }

    fn check_filters(&self, call: &str, args: &[RawArgument]) -> Option<()> {
        match args.iter().find(|arg| arg.filter.is_some()) {
            Some(arg) => {
                let message = format!("'where' stands in count(…) only, not in {call}");
                self.wrong(Mistake::new("PK010", arg.term.range.clone(), message))
            }
            None => Some(()),
        }
    }

    fn count(&self, list: &RawArgument) -> Option<Call> {
        if let RawKind::Call { name, args, .. } = &list.term.kind
            && name == "set"
            && let [inner] = args.as_slice()
        {
            self.check_filters("set(…)", args)?;
            self.check_filters("count(set(…))", std::slice::from_ref(list))?;
            return Some(Call::CountDistinct(self.list(&inner.term)?));
        }
        let path = self.list(&list.term)?;
        let filter = match (&list.filter, path.ty) {
            (None, _) => None,
            (Some(filter), Type::Record(element)) => {
                let scope = Scope { element, outer: Some(self.scope.element), ..*self.scope };
                Some(Box::new(Typer { scope: &scope, ..*self }.expr(filter)?))
            }
            (Some(_), ty) => {
                let message = format!("{} has no fields to look at", ty.name());
                return self.wrong(Mistake::new("PK018", list.term.range.clone(), message));
            }
        };
        Some(Call::Count { list: path, filter })
    }

    fn list(&self, raw: &RawTerm) -> Option<Path> {
        let path = self.path_of(raw)?;
        if path.is_list {
            return Some(path);
        }
        let message = format!("a list is needed; '{}' is {}", path.written, path.kind());
        self.wrong(Mistake::new("PK016", raw.range.clone(), message))
    }

    fn date(&self, raw: &RawTerm) -> Option<Term> {
        let typed = self.single(raw, None)?;
        if typed.ty == Type::Date {
            return Some(typed.term);
        }
        let message = format!("'days_between' needs two dates, not {}", typed.ty.name());
        self.wrong(Mistake::new("PK014", raw.range.clone(), message))
    }

    fn extreme(&self, name: &str, args: &[RawArgument]) -> Option<(Call, Type)> {
        let typed: Vec<Option<Typed>> = args.iter().map(|arg| self.term(&arg.term, None)).collect();
        let typed: Vec<Typed> = typed.into_iter().collect::<Option<_>>()?;
        let ty = typed.first()?.ty;
        if !matches!(ty, Type::Int | Type::Date | Type::Duration) {
            let message = format!("{} has no greatest or least value", ty.name());
            return self.wrong(Mistake::new("PK014", args[0].term.range.clone(), message));
        }
        if let Some(at) = typed.iter().position(|typed| typed.ty != ty) {
            let message = format!("{name} cannot compare {} with {}", ty.name(), typed[at].ty.name());
            return self.wrong(Mistake::new("PK014", args[at].term.range.clone(), message));
        }
        if let ([one], [arg]) = (typed.as_slice(), args)
            && !one.is_list
        {
            let mistake =
                Mistake::new("PK016", arg.term.range.clone(), format!("{name} needs a list, or two and more values"));
            return self.wrong(mistake);
        }
        let terms = typed.into_iter().map(|typed| typed.term).collect();
        Some((if name == "max" { Call::Max(terms) } else { Call::Min(terms) }, ty))
    }

    fn lookup(&self, table: &RawTerm, key: &RawTerm, column: Column<'_>, range: &Range<usize>) -> Option<Typed> {
        let key = self.text_value(key, "the key of a table");
        let RawKind::Path(names) = &table.kind else {
            return self.wrong(Mistake::new("PK010", table.range.clone(), "expected the name of a table"));
        };
        let (name, at) = &names[0];
        let tables = self.scope.tables;
        let (name, found) = match tables.get_key_value(name) {
            Some(found) => found,
            None => {
                let mistake = Mistake::new("PK020", at.clone(), format!("no table '{name}'"));
                let mistake = suggest_or_list(mistake, name, tables.keys().map(String::as_str));
                let meant = mistake.meant.clone();
                self.report(mistake);
                tables.get_key_value(&meant?)?
            }
        };
        self.scope.used.borrow_mut().insert(format!("table {name}"));
        let Some((column, at)) = column else {
            let first = found.columns.first().map_or("column", |(name, _)| name);
            let mistake = Mistake::new("PK010", range.clone(), "lookup(table, key) needs a column behind it");
            return self.wrong(mistake.help(format!("write lookup({name}, …).{first}")));
        };
        let known = |column: &str| found.columns.iter().position(|(known, _)| known == column);
        let number = known(column).or_else(|| {
            let mistake = Mistake::new("PK020", at.clone(), format!("table '{name}' has no column '{column}'"));
            let mistake = suggest_or_list(mistake, column, found.columns.iter().map(|(known, _)| known.as_str()));
            let meant = mistake.meant.clone();
            self.report(mistake);
            known(&meant?)
        })?;
        let ty = found.columns[number].1;
        let cell = |cells: &[super::Parameter]| cells.get(number).map(|cell| constant(cell).0);
        let rows = found
            .rows
            .as_ref()
            .map(|rows| rows.iter().filter_map(|(key, cells)| Some((key.clone(), cell(cells)?))).collect());
        Typed::one(Term::Call(Call::Lookup { cell: (name.clone(), number), rows, key: Box::new(key?) }), ty)
    }
}
