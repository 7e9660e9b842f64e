//! Named checks: `check: NAME` and the typed parameters behind `with:`.
//!
//! In: the two keys of a rule. Out: a check of the registry (`rule::named`) with a value for each of its parameters.

use super::about_document;
use crate::pack::rules::Entry;
use crate::pack::tree::{Field, Fields};
use crate::pack::{Diagnostic, error};
use crate::rule::expression::typing::{compile_path, text_field};
use crate::rule::expression::{Parameter, Scope, Term, syntax};
use crate::rule::mistake::{Mistake, suggest, suggest_or_list};
use crate::rule::named::{Argument, Kind, Named, NamedCheck, ParameterSpec};
use crate::rule::path::{Path, Type};
use crate::rule::pattern::Pattern;
use crate::sop::record::TypeId;

pub(super) fn named<'t>(
    entry: &mut Entry<'_, 't, '_>,
    field: &Field<'t>,
    scope: &Scope<'_>,
    list: Option<&Path>,
) -> Option<Named> {
    let text = entry.tree.text(field.value, "'check'")?;
    let check = NamedCheck::SPEC.code(text.as_str()).and_then(NamedCheck::from_code);
    let Some(check) = check else {
        let name = text.as_str();
        let mistake = Mistake::new("PK020", 0..name.len(), format!("no check '{name}'"));
        let mistake = suggest_or_list(mistake, name, NamedCheck::SPEC.values.iter().copied());
        entry.tree.push_mistakes(&text, vec![mistake]);
        return None;
    };
    if check.needs_archive() {
        about_document(entry, field, list)?;
    }
    let written = match entry.fields.get("with") {
        Some(with) => entry.tree.fields(with.value, "'with'", &[])?,
        None => Fields { list: Vec::new(), span: field.key_span },
    };
    unknown(entry, check, &written);
    let with: Vec<Option<Argument>> =
        check.parameters().iter().map(|spec| parameter(entry, check, spec, &written, field, scope)).collect();
    with.into_iter().collect::<Option<Vec<Argument>>>().map(|with| Named { check, with })
}

/// Parameters the check does not have.
fn unknown(entry: &mut Entry<'_, '_, '_>, check: NamedCheck, written: &Fields<'_>) {
    let known = || check.parameters().iter().map(|spec| spec.name);
    for field in written.list.iter().filter(|field| !known().any(|name| name == field.key)) {
        let message = format!("'{}' has no parameter '{}'", check.name(), field.key);
        let mistake = suggest(Mistake::new("PK021", 0..field.key.len(), message), field.key, known());
        let help = mistake.help.or_else(|| Some(format!("it has {}", known().collect::<Vec<_>>().join(", "))));
        entry.tree.push(Diagnostic { help, ..error(mistake.code, field.key_span, mistake.message) });
    }
}

fn parameter<'t>(
    entry: &mut Entry<'_, 't, '_>,
    check: NamedCheck,
    spec: &ParameterSpec,
    written: &Fields<'t>,
    field: &Field<'t>,
    scope: &Scope<'_>,
) -> Option<Argument> {
    match (written.get(spec.name), spec.default) {
        (Some(field), _) if spec.kind == Kind::ManyTexts => several(entry, spec, &field, scope),
        (Some(field), _) => {
            let text = entry.tree.text(field.value, &format!("'{}'", spec.name))?;
            match argument(text.as_str(), spec, scope) {
                Ok(argument) => Some(argument),
                Err(mistakes) => {
                    entry.tree.push_mistakes(&text, mistakes);
                    None
                }
            }
        }
        (None, Some(default)) => argument(default, spec, scope).ok(),
        (None, None) => {
            let span = entry.fields.get("with").map_or(field.key_span, |with| with.key_span);
            let message = format!("'{}' of {} has no '{}'", check.name(), entry.name, spec.name);
            let help = Some(format!("write with: {{{}: {}}}", spec.name, form(spec.kind)));
            entry.tree.push(Diagnostic { help, ..error("PK003", span, message) });
            None
        }
    }
}

/// Several paths, each with its own mistakes.
fn several(
    entry: &mut Entry<'_, '_, '_>,
    spec: &ParameterSpec,
    field: &Field<'_>,
    scope: &Scope<'_>,
) -> Option<Argument> {
    let mut paths = Vec::new();
    for item in entry.tree.one_or_more(field.value, &format!("'{}'", spec.name)) {
        let text = entry.tree.text(item, "a field")?;
        match argument(text.as_str(), spec, scope) {
            Ok(Argument::Path(path)) => paths.push(path),
            Ok(_) => {}
            Err(mistakes) => {
                entry.tree.push_mistakes(&text, mistakes);
                return None;
            }
        }
    }
    Some(Argument::Paths(paths))
}

fn form(kind: Kind) -> &'static str {
    match kind {
        Kind::Texts | Kind::ManyTexts => "actors.name",
        Kind::Text => "title",
        Kind::Fields => "agency, unit",
        Kind::References => "supersedes",
        Kind::Share => "0.85",
        Kind::Count => "10",
        Kind::Durations => "steps.duration",
        Kind::Pattern => "/SOP-[0-9]+/",
    }
}

fn argument(text: &str, spec: &ParameterSpec, scope: &Scope<'_>) -> Result<Argument, Vec<Mistake>> {
    let such_as = |mistake: Mistake| vec![mistake.help(format!("such as {}: {}", spec.name, form(spec.kind)))];
    let wrong = |what: &str| such_as(Mistake::new("PK022", 0..text.len(), format!("'{text}' is not {what}")));
    match spec.kind {
        Kind::Share => number(text, |number| (0..=1000).contains(&number)).ok_or_else(|| wrong("a number from 0 to 1")),
        Kind::Count => {
            number(text, |number| number >= 1000 && number % 1000 == 0).ok_or_else(|| wrong("a whole number from 1"))
        }
        Kind::Pattern => pattern(text, scope).map_err(|mistake| vec![mistake])?.ok_or_else(|| wrong("a pattern")),
        Kind::Fields => fields(text, scope).map(Argument::Paths),
        Kind::Texts | Kind::ManyTexts | Kind::Text | Kind::References | Kind::Durations => {
            path(text, spec, scope).map(Argument::Path)
        }
    }
}

fn number(text: &str, fits: impl Fn(i64) -> bool) -> Option<Argument> {
    match syntax::constant(text.trim()) {
        Some(Term::Number(number)) if fits(number) => Some(Argument::Number(number)),
        _ => None,
    }
}

/// `/…/`, or a parameter that is a pattern.
fn pattern(text: &str, scope: &Scope<'_>) -> Result<Option<Argument>, Mistake> {
    if let Some(name) = text.trim().strip_prefix('$') {
        scope.used.borrow_mut().insert(format!("${name}"));
        return Ok(match scope.params.get(name) {
            Some(Parameter::Pattern(pattern)) => Some(Argument::Pattern(pattern.clone())),
            _ => None,
        });
    }
    let Some(inner) = text.trim().strip_prefix('/').and_then(|rest| rest.strip_suffix('/')) else { return Ok(None) };
    Pattern::new(inner, false, 1).map(|pattern| Some(Argument::Pattern(pattern)))
}

/// Fields of the document that hold one text each.
fn fields(text: &str, scope: &Scope<'_>) -> Result<Vec<Path>, Vec<Mistake>> {
    let names = text.split(',').map(str::trim).filter(|name| !name.is_empty());
    let field = |name: &str| {
        let (path, mistakes) = compile_path(name, scope);
        match path.filter(|path| mistakes.is_empty() && path.ty == Type::Text && !path.is_list) {
            Some(path) => Ok(path),
            None if mistakes.is_empty() => {
                Err(vec![Mistake::new("PK021", 0..text.len(), format!("'{name}' is not one text"))])
            }
            None => Err(mistakes),
        }
    };
    names.map(field).collect()
}

fn path(text: &str, spec: &ParameterSpec, scope: &Scope<'_>) -> Result<Path, Vec<Mistake>> {
    let (path, mistakes) = compile_path(text, scope);
    let Some(path) = path.filter(|_| mistakes.is_empty()) else { return Err(mistakes) };
    let names_sops = matches!(path.ty, Type::Record(TypeId::Reference | TypeId::Item));
    let (fits, needed) = match spec.kind {
        Kind::References => (names_sops && path.is_list, "a list of references"),
        Kind::Durations => (path.ty == Type::Duration && path.is_list, "a list of durations"),
        Kind::Text => (path.ty == Type::Text, "a text, or a list of texts"),
        _ => (path.ty == Type::Text && path.is_list, "a list of texts"),
    };
    if fits {
        return Ok(path);
    }
    let message = format!("'{}' needs {needed}; '{}' is {}", spec.name, path.written, path.kind());
    let mistake = Mistake::new("PK021", 0..text.len(), message);
    let help = text_field(&path).filter(|_| spec.kind != Kind::References);
    Err(vec![mistake.help(help.unwrap_or_else(|| format!("such as {}: {}", spec.name, form(spec.kind))))])
}
