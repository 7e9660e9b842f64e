//! The parameters of the verbs about lists and keys: `unique`, `agree`, `resolve`, `order`.
//!
//! In: their entries in a pack. Out: paths of the right shape, or a mistake at the parameter.

use super::{filter, missing, name_at, not_empty, parameters, path_at, place};
use crate::pack::keys::verbs::{AGREE_KEYS, ORDER_KEYS, RESOLVE_KEYS, UNIQUE_KEYS};
use crate::pack::rules::Entry;
use crate::pack::tree::{Field, Fields};
use crate::pack::{Diagnostic, error};
use crate::rule::expression::Scope;
use crate::rule::expression::typing::text_field;
use crate::rule::mistake::{Mistake, suggest};
use crate::rule::path::{Path, Root, Type};
use crate::rule::{Agree, Gaps, KeyBy, Order, Resolve, Rising, Unique, Wanted, Within};
use crate::sop::label::normal;
use crate::sop::record::{EnumSpec, FieldType, TypeId};
use crate::source::{Span, SpannedText};

pub(super) fn unique<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, scope: &Scope<'_>) -> Option<Unique> {
    let fields = parameters(entry, field, UNIQUE_KEYS)?;
    let key = path_at(entry, &fields, "key", scope);
    let within = name_at(entry, &fields, "within", Within::SPEC.values, Within::ALL, Within::Document);
    let by = name_at(entry, &fields, "by", KeyBy::SPEC.values, KeyBy::ALL, KeyBy::Exact);
    let filter = filter(entry, &fields, scope);
    let (key, within) = (key?, within?);
    if within == Within::Document && !key.is_list {
        let message = format!("within a document '{}' occurs once", key.written);
        let help = Some("name a list such as 'legal_basis.key', or write 'within: archive'".to_owned());
        let diagnostic = error("PK016", place(entry, &fields, "key"), message);
        entry.tree.push(Diagnostic { help, ..diagnostic });
        return None;
    }
    Some(Unique { key, within, by: by?, filter })
}

pub(super) fn agree<'t>(
    entry: &mut Entry<'_, 't, '_>,
    field: &Field<'t>,
    scope: &Scope<'_>,
    list: Option<&Path>,
) -> Option<Agree> {
    let fields = parameters(entry, field, AGREE_KEYS)?;
    let by = path_at(entry, &fields, "by", scope);
    let same = same(entry, &fields, scope);
    let within = name_at(entry, &fields, "within", Within::SPEC.values, Within::ALL, Within::Document)?;
    if within == Within::Document && list.is_none() {
        let help = Some("name the list, such as 'for: steps', or write 'within: archive'".to_owned());
        let message = "within a document the elements of a list agree, and this rule has no 'for'";
        entry.tree.push(Diagnostic { help, ..error("PK016", field.key_span, message) });
        return None;
    }
    let by = by?;
    if by.ty != Type::Text || by.is_list || by.root != Root::Element {
        let message = format!("'by' is a text of the element that names it; '{}' is {}", by.written, by.kind());
        let diagnostic = error("PK014", place(entry, &fields, "by"), message);
        entry.tree.push(Diagnostic { help: Some("such as 'text', 'name' or 'title'".to_owned()), ..diagnostic });
        return None;
    }
    Some(Agree { by, same: same?, within })
}

/// The values that must be equal.
fn same(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, scope: &Scope<'_>) -> Option<Vec<Path>> {
    let Some(field) = fields.get("same") else {
        missing(entry, fields, "same");
        return None;
    };
    let mut paths = Vec::new();
    for item in not_empty(entry, &field)? {
        let Some(text) = entry.tree.text(item, "a field") else { continue };
        let Some(path) = entry.path(&text, scope) else { continue };
        if matches!(path.ty, Type::Record(_)) || (path.is_list && path.ty != Type::Text) {
            let message = format!("'{}' is {}, which does not compare", path.written, path.kind());
            let help = text_field(&path).or_else(|| Some("name values of the element".to_owned()));
            entry.tree.push(Diagnostic { help, ..error("PK014", text.span(), message) });
            continue;
        }
        paths.push(path);
    }
    (!paths.is_empty()).then_some(paths)
}

pub(super) fn resolve<'t>(
    entry: &mut Entry<'_, 't, '_>,
    field: &Field<'t>,
    scope: &Scope<'_>,
    list: Option<&Path>,
) -> Option<Resolve> {
    let fields = parameters(entry, field, RESOLVE_KEYS)?;
    let field = path_at(entry, &fields, "field", scope)?;
    let Type::Record(ty) = field.ty else {
        let message = format!("'{}' is {}, not a reference", field.written, field.ty.name());
        let diagnostic = error("PK014", place(entry, &fields, "field"), message);
        entry.tree.push(diagnostic);
        return None;
    };
    let leads = field.last().map(|(ty, last)| ty.fields()[last as usize].ty);
    if !matches!(leads, Some(FieldType::Ref(_) | FieldType::Refs(_))) {
        let message = format!("'{}' holds its elements itself; nothing is to be resolved", field.written);
        let diagnostic = error("PK014", place(entry, &fields, "field"), message);
        let help = Some("name a reference, such as 'branches.to' or 'target'".to_owned());
        entry.tree.push(Diagnostic { help, ..diagnostic });
        return None;
    }
    let target = entry.names.scope(ty, None, None);
    let filter = filter(entry, &fields, &target);
    let in_archive = ty == TypeId::Document;
    if in_archive && list.is_none() {
        let message = "a reference to another SOP is resolved for each element";
        let diagnostic = error("PK016", place(entry, &fields, "field"), message);
        entry.tree.push(Diagnostic {
            help: Some("add 'for: related' and name the field of the element".to_owned()),
            ..diagnostic
        });
        return None;
    }
    Some(Resolve { field, filter, in_archive })
}

pub(super) fn order<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, scope: &Scope<'_>) -> Option<Order> {
    let fields = parameters(entry, field, ORDER_KEYS)?;
    let direction = name_at(entry, &fields, "direction", Rising::SPEC.values, Rising::ALL, Rising::Rising);
    let gaps = name_at(entry, &fields, "gaps", Gaps::SPEC.values, Gaps::ALL, Gaps::Allowed);
    let of = path_at(entry, &fields, "of", scope)?;
    let (Type::Record(ty), true) = (of.ty, of.is_list) else {
        let message = format!("'order' needs a list of elements; '{}' is {}", of.written, of.kind());
        let diagnostic = error("PK016", place(entry, &fields, "of"), message);
        entry.tree.push(diagnostic);
        return None;
    };
    let by = field_of(entry, &fields, "by", ty)?;
    let wanted = match fields.get("sequence") {
        Some(sequence) => {
            for key in ["direction", "gaps"] {
                if let Some(field) = fields.get(key) {
                    let help = Some("leave one of them out".to_owned());
                    let message = format!("'{key}' means nothing beside 'sequence'");
                    entry.tree.push(Diagnostic { help, ..error("PK021", field.key_span, message) });
                }
            }
            in_sequence(entry, &sequence, &by)?
        }
        None => {
            let (direction, gaps) = (direction?, gaps?);
            has_order(entry, &fields, &by, gaps)?;
            Wanted::Sorted { direction, gaps }
        }
    };
    Some(Order { of, by, wanted })
}

/// A single field of the elements of a list.
fn field_of<'t>(entry: &mut Entry<'_, 't, '_>, fields: &Fields<'t>, key: &str, ty: TypeId) -> Option<Path> {
    let element = entry.names.scope(ty, None, None);
    let path = path_at(entry, fields, key, &element)?;
    if path.fields.len() == 1 && !path.is_list && path.facet.is_none() {
        return Some(path);
    }
    let message = format!("'{key}' names one field of {}, without a dot", ty.name());
    let diagnostic = error("PK016", place(entry, fields, key), message);
    entry.tree.push(diagnostic);
    None
}

/// Whether the values of a field have an order by themselves.
fn has_order(entry: &mut Entry<'_, '_, '_>, fields: &Fields<'_>, by: &Path, gaps: Gaps) -> Option<()> {
    let (message, help) = match by.ty {
        Type::Text if by.written == "number" => return Some(()),
        Type::Int => return Some(()),
        Type::Date | Type::Version if gaps == Gaps::Allowed => return Some(()),
        Type::Date | Type::Version => {
            let message = format!("a {} has no next one, so there are no gaps", by.ty.name());
            let help = "leave 'gaps' out".to_owned();
            entry.tree.push(Diagnostic { help: Some(help), ..error("PK014", place(entry, fields, "gaps"), message) });
            return None;
        }
        Type::Enum(spec) => {
            let message = format!("the values of '{}' have no order of their own", by.written);
            (message, format!("say which: sequence: [{}]", spec.values[..spec.values.len().min(3)].join(", ")))
        }
        Type::Text => (
            format!("'{}' is free text, which has no order", by.written),
            "name a number, a date or a version, or give a 'sequence' of texts".to_owned(),
        ),
        ty => (
            format!("'{}' is {}, which has no order here", by.written, ty.name()),
            "name a number, a date or a version".to_owned(),
        ),
    };
    entry.tree.push(Diagnostic { help: Some(help), ..error("PK014", place(entry, fields, "by"), message) });
    None
}

/// The values of a sequence, which those of a set of values must be.
fn in_sequence(entry: &mut Entry<'_, '_, '_>, field: &Field<'_>, by: &Path) -> Option<Wanted> {
    let items = not_empty(entry, field)?;
    if let [only] = items.as_slice() {
        let span = entry.tree.span(*only);
        entry.tree.push(error("PK021", span, "a sequence has two values and more"));
        return None;
    }
    let mut seen: Vec<(String, Span)> = Vec::new();
    let mut codes = Vec::new();
    for item in items {
        let Some(text) = entry.tree.text(item, "a value of the sequence") else { continue };
        let form = normal(text.as_str()).into_owned();
        if let Some((_, first)) = seen.iter().find(|(known, _)| *known == form) {
            let other = Some((*first, "the first one is here".to_owned()));
            let message = format!("'{}' stands in the sequence twice", text.as_str());
            entry.tree.push(Diagnostic { other, ..error("PK021", text.span(), message) });
            continue;
        }
        seen.push((form, text.span()));
        if let Type::Enum(spec) = by.ty {
            codes.extend(code(entry, &text, spec));
        }
    }
    match by.ty {
        Type::Enum(_) => Some(Wanted::Codes(codes)),
        Type::Text => Some(Wanted::Texts(seen.into_iter().map(|(form, _)| form).collect())),
        ty => {
            let message = format!("'{}' is {}; a sequence names texts or the values of a set", by.written, ty.name());
            let help = Some("leave 'sequence' out: numbers, dates and versions have an order of their own".to_owned());
            entry.tree.push(Diagnostic { help, ..error("PK014", field.key_span, message) });
            None
        }
    }
}

fn code(entry: &mut Entry<'_, '_, '_>, text: &SpannedText<'_>, spec: &EnumSpec) -> Option<u8> {
    let code = spec.code(text.as_str());
    if code.is_none() {
        let message = format!("'{}' is not one of {}", text.as_str(), spec.values.join(", "));
        let mistake = Mistake::new("PK013", 0..text.as_str().len(), message);
        entry.tree.push_mistakes(text, vec![suggest(mistake, text.as_str(), spec.values.iter().copied())]);
    }
    code
}
