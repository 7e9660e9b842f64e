//! Names of fields and values in expressions, and what was probably meant by an unknown one.
//!
//! In: the names of a path as written. Out: a [`Path`] of field numbers. An unknown name is looked for among the fields
//! of the element, among its labels in documents (`waktu`), and in the elements around it.

use std::ops::Range;

use super::{Type, Typed, Typer};
use crate::rule::expression::Term;
use crate::rule::expression::syntax::{RawKind, RawTerm};
use crate::rule::mistake::{Mistake, suggest};
use crate::rule::path::{Facet, LONGEST_PATH, Path, Root, record_type, value_type};
use crate::sop::Language;
use crate::sop::record::{EnumSpec, FieldType, TypeId};

type Names = [(String, Range<usize>)];

impl Typer<'_, '_> {
    /// A path, or a bare word that is a value of the expected enum.
    pub(super) fn name(&self, names: &Names, expected: Option<Type>) -> Option<Typed> {
        if let (Some(Type::Enum(spec)), [(word, range)]) = (expected, names) {
            let code = spec.code(word).or_else(|| self.unknown_value(spec, word, range))?;
            return Typed::one(Term::Enum(code), Type::Enum(spec));
        }
        if let (Some(expected), [(word, range)]) = (expected, names)
            && !self.is_known(word)
        {
            self.unknown_opposite(expected, word, range)?;
        }
        let path = self.path(names)?;
        let (ty, is_list) = (path.ty, path.is_list);
        Some(Typed { term: Term::Path(path), ty, is_list })
    }

    /// A path and nothing else.
    pub(super) fn path_of(&self, raw: &RawTerm) -> Option<Path> {
        match &raw.kind {
            RawKind::Path(names) => self.path(names),
            _ => self.wrong(Mistake::new("PK010", raw.range.clone(), "expected the name of a field")),
        }
    }

    /// A single word that names nothing here: a value of an enum, or a mistake.
    pub(super) fn unknown_word<'r>(&self, raw: &'r RawTerm) -> Option<&'r str> {
        match &raw.kind {
            RawKind::Path(names) => match names.as_slice() {
                [(word, _)] if !self.is_known(word) => Some(word),
                _ => None,
            },
            _ => None,
        }
    }

    fn is_known(&self, word: &str) -> bool {
        self.root(word).is_some() || word == "archive" || self.scope.element.field(word).is_some()
    }

    /// The outer thing a name stands for.
    fn root(&self, name: &str) -> Option<(Root, TypeId)> {
        match (name, self.scope.other, self.scope.named) {
            ("document", _, _) => Some((Root::Document, TypeId::Document)),
            ("other", Some(ty), _) => Some((Root::Other, ty)),
            (name, _, Some((named, ty))) if name == named => Some((Root::Named, ty)),
            _ => None,
        }
    }

    fn path(&self, names: &Names) -> Option<Path> {
        let (first, range) = &names[0];
        if let Some((root, start)) = self.root(first) {
            return self.fields(Path::itself(root, start), &names[1..]);
        }
        if first == "archive" {
            let mistake = Mistake::new("PK020", range.clone(), "lists of the archive cannot be read in this version");
            return self.wrong(mistake.help("use 'unique' with 'within: archive', or 'resolve'"));
        }
        if self.scope.element.field(first).is_none() {
            return self.unknown_first(names);
        }
        self.fields(Path::itself(Root::Element, self.scope.element), names)
    }

    /// The first name is no field of the element: perhaps one of an element around it, or a typo.
    fn unknown_first(&self, names: &Names) -> Option<Path> {
        let ((first, range), rest) = (&names[0], &names[1..]);
        let element = self.scope.element;
        let unknown = format!("no field '{first}' in {}", element.name());
        if first == "other" && !rest.is_empty() {
            let mistake = Mistake::new("PK032", range.clone(), "'other' is only given by unique and agree");
            return self.wrong(
                mistake.help("it stands in the message of 'unique' and 'agree': the other element with the same key"),
            );
        }
        if let Some(outer) = self.scope.outer.filter(|outer| outer.field(first).is_some() && *outer != TypeId::Document)
        {
            let mistake = match self.scope.named {
                Some((name, ty)) if ty == outer => {
                    let message = format!("{unknown}; the outer {} has one: {name}.{first}", outer.name());
                    Mistake::new("PK012", range.clone(), message).help(format!("write '{name}.{first}'"))
                }
                _ => {
                    let message = format!("{unknown}; the outer {} has one", outer.name());
                    let help = format!("name the outer element, such as 'as: this', and write 'this.{first}'");
                    Mistake::new("PK012", range.clone(), message).help(help)
                }
            };
            return self.wrong(mistake);
        }
        if element != TypeId::Document && TypeId::Document.field(first).is_some() {
            let message = format!("{unknown}; the document has one: document.{first}");
            self.report(Mistake::new("PK012", range.clone(), message).help(format!("write 'document.{first}'")));
            return self.fields(Path::itself(Root::Document, TypeId::Document), names);
        }
        let mut roots: Vec<&str> = vec![];
        if !rest.is_empty() {
            roots.push("document");
            roots.extend(self.scope.named.map(|(name, _)| name));
            roots.extend(self.scope.other.map(|_| "other"));
        }
        let meant = self.unknown_field(element, first, range, &roots)?;
        let mut meant_names = names.to_vec();
        meant_names[0].0 = meant;
        match self.root(&meant_names[0].0) {
            Some((root, start)) => self.fields(Path::itself(root, start), rest),
            None => self.fields(Path::itself(Root::Element, element), &meant_names),
        }
    }

    fn fields(&self, mut path: Path, names: &Names) -> Option<Path> {
        let mut ty = path.start;
        let mut scalar: Option<FieldType> = None;
        if let Some((_, range)) = names.get(LONGEST_PATH) {
            let message = format!("a path has at most {LONGEST_PATH} names");
            return self.wrong(Mistake::new("PK010", range.clone(), message));
        }
        for (name, range) in names {
            if let Some(field) = scalar.take() {
                path = self.facet(path, field, name, range)?;
                continue;
            }
            if path.facet.is_some() || !matches!(path.ty, Type::Record(_)) {
                return self.wrong(Mistake::new("PK018", range.clone(), format!("{} has no fields", path.ty.name())));
            }
            let (number, spec) = match ty.field(name) {
                Some(found) => found,
                None => ty.field(&self.unknown_field(ty, name, range, &[])?)?,
            };
            path.fields.push(number);
            if !path.written.is_empty() {
                path.written.push('.');
            }
            path.written.push_str(spec.name);
            let (value, is_list) = value_type(spec.ty);
            path.ty = value;
            path.is_list |= is_list;
            match record_type(spec.ty) {
                Some(next) => ty = next,
                None => scalar = Some(spec.ty),
            }
        }
        Some(path)
    }

    fn facet(&self, mut path: Path, field: FieldType, name: &str, range: &Range<usize>) -> Option<Path> {
        let facets = match field {
            FieldType::Date => Facet::OF_DATE,
            FieldType::Duration => Facet::OF_DURATION,
            _ => return self.wrong(Mistake::new("PK018", range.clone(), format!("{} has no fields", path.ty.name()))),
        };
        let known = |name: &str| facets.iter().find(|(known, _)| *known == name).map(|(_, facet)| *facet);
        let facet = known(name).or_else(|| {
            let parts: Vec<&str> = facets.iter().map(|(known, _)| *known).collect();
            let message = format!("no '{name}' in a {}; it has {}", path.ty.name(), parts.join(", "));
            let mistake = suggest(Mistake::new("PK011", range.clone(), message), name, parts);
            let meant = mistake.meant.clone();
            self.report(mistake);
            known(&meant?)
        })?;
        path.facet = Some(facet);
        path.ty = facet.ty();
        Some(path)
    }

    /// Reports a name that is no field of `ty`; returns what was probably meant.
    fn unknown_field(&self, ty: TypeId, name: &str, range: &Range<usize>, roots: &[&str]) -> Option<String> {
        let mistake = Mistake::new("PK011", range.clone(), format!("no field '{name}' in {}", ty.name()));
        let vocabulary = self.scope.vocabulary;
        if let Some(label) = vocabulary.label(ty, name) {
            let field = ty.fields()[label.field as usize].name;
            let shown = vocabulary.field_name(ty, label.field, Language::Id);
            self.report(mistake.help(format!("did you mean '{field}' ({shown})?")));
            return Some(field.to_owned());
        }
        let mistake = suggest(mistake, name, ty.fields().iter().map(|field| field.name).chain(roots.iter().copied()));
        let mistake = match mistake.meant {
            Some(_) => mistake,
            None => self.nearest_label(mistake, ty, name),
        };
        let meant = mistake.meant.clone();
        self.report(mistake);
        meant
    }

    /// A typo of a label of Indonesian documents.
    fn nearest_label(&self, mistake: Mistake, ty: TypeId, name: &str) -> Mistake {
        let vocabulary = self.scope.vocabulary;
        let near = vocabulary.nearest_label(ty, name).and_then(|near| vocabulary.label(ty, &near));
        let Some(label) = near else { return mistake };
        let field = ty.fields()[label.field as usize].name;
        let shown = vocabulary.field_name(ty, label.field, Language::Id);
        Mistake { meant: Some(field.to_owned()), ..mistake.help(format!("did you mean '{field}' ({shown})?")) }
    }

    /// A word opposite a value that is no enum: a field that does not exist, or a text without its quotes.
    fn unknown_opposite(&self, expected: Type, word: &str, range: &Range<usize>) -> Option<()> {
        let element = self.scope.element;
        let near =
            suggest(Mistake::new("PK011", range.clone(), ""), word, element.fields().iter().map(|field| field.name));
        let elsewhere = TypeId::Document.field(word).is_some()
            || self.scope.outer.is_some_and(|outer| outer.field(word).is_some())
            || self.scope.vocabulary.label(element, word).is_some();
        if near.meant.is_some() || elsewhere {
            return Some(());
        }
        let help = match expected {
            Type::Text => format!("text stands between double quotes: \"{word}\""),
            Type::Bool => "write 'true' or 'false'".to_owned(),
            _ => return Some(()),
        };
        self.wrong(Mistake::new("PK011", range.clone(), format!("no field '{word}' in {}", element.name())).help(help))
    }

    /// Reports a word that is no value of the set; returns the number of the one that was probably meant.
    fn unknown_value(&self, spec: &EnumSpec, word: &str, range: &Range<usize>) -> Option<u8> {
        let message = format!("'{word}' is not one of {}", spec.values.join(", "));
        let mistake = Mistake::new("PK013", range.clone(), message);
        let meant = self.meant_value(spec, word);
        self.report(match &meant {
            Some((value, Some(shown))) => mistake.help(format!("did you mean '{value}' ({shown})?")),
            Some((value, None)) => mistake.help(format!("did you mean '{value}'?")),
            None => mistake,
        });
        spec.code(meant?.0)
    }

    /// The value of a set that a word stands for in documents, or is a typo of.
    pub(super) fn meant_value(&self, spec: &EnumSpec, word: &str) -> Option<(&'static str, Option<String>)> {
        let vocabulary = self.scope.vocabulary;
        if let Some(code) = vocabulary.value(spec, word) {
            let value = *spec.values.get(code as usize)?;
            let shown = vocabulary.value_name(spec, code, Language::Id);
            return Some((value, (word != value && shown != value).then(|| shown.to_owned())));
        }
        super::nearest(word, spec.values.iter().copied()).map(|near| (near, None))
    }
}
