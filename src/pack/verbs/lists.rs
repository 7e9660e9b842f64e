//! The parameters of the verbs about lists and keys: `unique`, `resolve`, `order`.
//!
//! In: their entries in a pack. Out: paths of the right shape, or a mistake at the parameter.

use super::{filter, name_at, parameters, path_at, place};
use crate::pack::rules::Entry;
use crate::pack::tree::Field;
use crate::pack::{Diagnostic, error};
use crate::rule::expression::Scope;
use crate::rule::path::{Path, Type};
use crate::rule::{Gaps, KeyBy, Order, Resolve, Rising, Unique, Within};
use crate::sop::record::TypeId;

pub(super) fn unique<'t>(entry: &mut Entry<'_, 't, '_>, field: &Field<'t>, scope: &Scope<'_>) -> Option<Unique> {
    let fields = parameters(entry, field, &["key", "within", "by", "where"])?;
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

pub(super) fn resolve<'t>(
    entry: &mut Entry<'_, 't, '_>,
    field: &Field<'t>,
    scope: &Scope<'_>,
    list: Option<&Path>,
) -> Option<Resolve> {
    let fields = parameters(entry, field, &["field", "where"])?;
    let field = path_at(entry, &fields, "field", scope)?;
    let Type::Record(ty) = field.ty else {
        let message = format!("'{}' is {}, not a reference", field.written, field.ty.name());
        let diagnostic = error("PK014", place(entry, &fields, "field"), message);
        entry.tree.push(diagnostic);
        return None;
    };
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
    let fields = parameters(entry, field, &["of", "by", "direction", "gaps"])?;
    let direction = name_at(entry, &fields, "direction", Rising::SPEC.values, Rising::ALL, Rising::Rising);
    let gaps = name_at(entry, &fields, "gaps", Gaps::SPEC.values, Gaps::ALL, Gaps::Allowed);
    let of = path_at(entry, &fields, "of", scope)?;
    let (Type::Record(ty), true) = (of.ty, of.is_list) else {
        let message = format!("'order' needs a list of elements; '{}' is {}", of.written, of.kind());
        let diagnostic = error("PK016", place(entry, &fields, "of"), message);
        entry.tree.push(diagnostic);
        return None;
    };
    let element = entry.names.scope(ty, None, None);
    let by = path_at(entry, &fields, "by", &element)?;
    if by.fields.len() != 1 || by.is_list {
        let message = format!("'by' names one field of {}, without a dot", ty.name());
        let diagnostic = error("PK016", place(entry, &fields, "by"), message);
        entry.tree.push(diagnostic);
        return None;
    }
    Some(Order { of, by, direction: direction?, gaps: gaps? })
}
