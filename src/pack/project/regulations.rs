//! `regulations` of a project's data files: entries of the registry that are added or corrected.
//!
//! In: the YAML of the section. Out: entries with the places of their keys, so that what contradicts the registry, or another
//! file, is told where it stands. Which claims contradict each other is the registry's own business
//! (`sop::regulation::contradictions`).

use std::collections::BTreeMap;

use super::{entries, text, texts};
use crate::pack::keys::{CLAIM_KEYS, REGULATION_KEYS};
use crate::pack::tree::{Field, Fields, Tree};
use crate::pack::{Diagnostic, error};
use crate::sop::Vocabulary;
use crate::sop::date::Day;
use crate::sop::model::LegalStatus;
use crate::sop::regulation::data::shipped;
use crate::sop::regulation::{Claim, RegulationEntry, Source, contradictions};
use crate::source::Span;

/// An entry and where it stands.
#[derive(Debug)]
pub(in crate::pack) struct Placed {
    pub(in crate::pack) entry: RegulationEntry,
    file: usize,
    span: Span,
    /// The values of its keys, and the ids of the claims behind them.
    keys: Vec<(String, Span, Vec<Span>)>,
}

impl Placed {
    fn place(&self, key: &str, claim: Option<usize>) -> Span {
        let Some((_, value, claims)) = self.keys.iter().find(|(known, ..)| known == key) else { return self.span };
        claim.and_then(|at| claims.get(at)).copied().unwrap_or(*value)
    }
}

/// Reads the section of one file.
pub(in crate::pack) fn read<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>, found: &mut Vec<Placed>) {
    let Some(field) = fields.get("regulations") else { return };
    for fields in entries(tree, &field, "a regulation", REGULATION_KEYS) {
        let keys = fields.list.iter().map(|field| (field.key.to_owned(), tree.span(field.value), ids(tree, field)));
        let keys = keys.collect();
        if let Some(entry) = regulation(tree, &fields) {
            found.push(Placed { entry, file: tree.file(), span: fields.span, keys });
        }
    }
}

/// What cannot be true of all that was read, each at its place.
pub(in crate::pack) fn mistakes(vocabulary: &Vocabulary, placed: &[Placed]) -> Vec<Diagnostic> {
    if placed.is_empty() {
        return Vec::new();
    }
    let own: Vec<RegulationEntry> = placed.iter().map(|placed| placed.entry.clone()).collect();
    let shipped = shipped().expect("internal: the shipped registry is tested");
    let found = contradictions(&vocabulary.citations, &shipped, &own);
    let told = found.into_iter().map(|found| {
        let at = &placed[found.entry];
        let first = found.other.map(|first| &placed[first]);
        let elsewhere = first.map(|first| (first.file, first.place("id", None), "the first one is here".to_owned()));
        let span = at.place(found.key, found.claim);
        Diagnostic { file: at.file, help: found.help, elsewhere, ..error("PK044", span, found.message) }
    });
    told.collect()
}

fn regulation<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>) -> Option<RegulationEntry> {
    for key in ["id", "source", "as_of"] {
        if fields.get(key).is_none() {
            let help = Some("write who says so and when, such as source: JDIH BPK, as_of: 2026-11-24".to_owned());
            let help = help.filter(|_| key != "id");
            tree.push(Diagnostic { help, ..error("PK003", fields.span, format!("a regulation has no '{key}'")) });
        }
    }
    let field = |key: &str| fields.get(key);
    let mut written = |key: &str| {
        // `null` is how the registry writes that a subject was not established.
        let field = field(key).filter(|field| !tree.is_blank(field.value) && tree.written(field.value) != "null")?;
        text(tree, field.value, &format!("'{key}'"))
    };
    let (id, type_code, issuer) = (written("id"), written("type"), written("issuer"));
    let (number, subject) = (written("number"), written("subject"));
    let (amends, yearly_series) = (written("amends"), written("yearly_series"));
    let entry = RegulationEntry {
        type_code,
        issuer,
        number,
        subject,
        amends,
        yearly_series,
        year: field("year").and_then(|field| year(tree, &field)),
        budget_year: field("budget_year").and_then(|field| year(tree, &field)),
        subject_exact: flag(tree, fields, "subject_exact"),
        status_verified: flag(tree, fields, "status_verified"),
        verified: flag(tree, fields, "verified"),
        yearly: flag(tree, fields, "yearly"),
        status: field("status")
            .and_then(|field| tree.name(field.value, "'status'", LegalStatus::SPEC.values, LegalStatus::ALL)),
        amended_by: claims(tree, fields, "amended_by"),
        revoked_by: claims(tree, fields, "revoked_by"),
        revokes: claims(tree, fields, "revokes"),
        aliases: texts(tree, fields, "aliases").into_iter().map(|alias| alias.text).collect(),
        source: source(tree, &field("source")?)?,
        as_of: day(tree, &field("as_of")?)?,
        gazette: gazette(tree, fields),
        id: String::new(),
    };
    Some(RegulationEntry { id: id?, ..entry })
}

/// Where the ids of the claims behind a key stand.
fn ids(tree: &Tree<'_>, field: &Field<'_>) -> Vec<Span> {
    if !tree.is_list(field.value) {
        return Vec::new();
    }
    let claims = tree.parts_of_list(field.value).into_iter();
    let id = |claim| tree.parts(claim).into_iter().find(|part| part.key == "id").map(|id| tree.span(id.value));
    claims.filter(|claim| tree.is_map(*claim)).filter_map(id).collect()
}

fn flag(tree: &mut Tree<'_>, fields: &Fields<'_>, key: &str) -> Option<bool> {
    let field = fields.get(key)?;
    tree.name(field.value, &format!("'{key}'"), &["true", "false"], &[true, false])
}

fn claims<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>, key: &str) -> Option<Vec<Claim>> {
    let field = fields.get(key)?;
    let claims = entries(tree, &field, "a claim", CLAIM_KEYS).into_iter().filter_map(|claim| {
        let id = claim.get("id").and_then(|field| text(tree, field.value, "'id'"));
        let verified = flag(tree, &claim, "verified");
        if claim.get("id").is_none() || claim.get("verified").is_none() {
            let help = Some(format!("write {key}: [{{id: PERPRES-46-2025, verified: false}}]"));
            tree.push(Diagnostic { help, ..error("PK003", claim.span, "a claim needs 'id' and 'verified'") });
        }
        Some(Claim { id: id?, verified: verified? })
    });
    Some(claims.collect())
}

fn gazette<'t>(tree: &mut Tree<'t>, fields: &Fields<'t>) -> BTreeMap<String, String> {
    let Some(field) = fields.get("gazette") else { return BTreeMap::new() };
    let places = tree.fields(field.value, "'gazette'", &["ln", "tln", "bn"]);
    let places = places.iter().flat_map(|places| &places.list);
    let place = |place: &Field<'t>| Some((place.key.to_owned(), text(tree, place.value, "'gazette'")?));
    places.filter_map(place).collect()
}

fn year(tree: &mut Tree<'_>, field: &Field<'_>) -> Option<i64> {
    let text = tree.text(field.value, &format!("'{}'", field.key))?;
    let year = text.as_str().trim().parse().ok().filter(|year| (1900..=2200).contains(year));
    if year.is_none() {
        tree.push(error("PK022", text.span(), format!("'{}' is no year", text.as_str())));
    }
    year
}

fn day(tree: &mut Tree<'_>, field: &Field<'_>) -> Option<String> {
    let written = tree.text(field.value, "'as_of'")?;
    let day = written.as_str().trim();
    if Day::parse_iso(day).is_some() {
        return Some(day.to_owned());
    }
    let help = Some("such as 2026-11-24".to_owned());
    let message = format!("'{day}' is no day");
    tree.push(Diagnostic { help, ..error("PK022", written.span(), message) });
    None
}

/// A text in each language, or one for both.
fn source(tree: &mut Tree<'_>, field: &Field<'_>) -> Option<Source> {
    if !tree.is_map(field.value) {
        let text = text(tree, field.value, "'source'").filter(|text| !text.is_empty())?;
        return Some(Source { id: text.clone(), en: text });
    }
    let fields = tree.fields(field.value, "'source'", &["id", "en"])?;
    let mut written = |key: &str| fields.get(key).and_then(|field| text(tree, field.value, &format!("'{key}'")));
    let (id, en) = (written("id"), written("en"));
    let either = id.clone().or(en.clone())?;
    Some(Source { id: id.unwrap_or_else(|| either.clone()), en: en.unwrap_or(either) })
}
