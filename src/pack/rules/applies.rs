//! `applies-to`: the documents a rule is for, by values of their fields.
//!
//! In: fields of the document with the values that are meant. Out: [`AppliesTo`]s. A field with a set of values takes some of
//! them; a text, such as the agency, takes beginnings of names or patterns.

use super::Entry;
use crate::document::Cursor;
use crate::pack::tree::Field;
use crate::pack::{Diagnostic, error};
use crate::rule::expression::typing::compile_path;
use crate::rule::mistake::Mistake;
use crate::rule::path::{Path, Type};
use crate::rule::pattern::Pattern;
use crate::rule::terms::open_pattern;
use crate::rule::{Allowed, AppliesTo, NameTest};
use crate::sop::record::{EnumSpec, TypeId};

impl<'t> Entry<'_, 't, '_> {
    /// The documents a rule is for; all without the key.
    pub(in crate::pack) fn applies_to(&mut self) -> Vec<AppliesTo> {
        let Some(field) = self.fields.get("applies-to") else { return Vec::new() };
        let Some(fields) = self.tree.fields(field.value, "'applies-to'", &[]) else { return Vec::new() };
        fields.list.into_iter().filter_map(|field| self.applies_by(&field)).collect()
    }

    fn applies_by(&mut self, field: &Field<'t>) -> Option<AppliesTo> {
        let (path, mistakes) = compile_path(field.key, &self.names.scope(TypeId::Document, None, None));
        for mistake in mistakes {
            let diagnostic = error(mistake.code, field.key_span, mistake.message);
            self.tree.push(Diagnostic { help: mistake.help, ..diagnostic });
        }
        let path = path?;
        if path.is_list {
            let message = format!("'{}' is a list; 'applies-to' needs one value", path.written);
            self.tree.push(error("PK016", field.key_span, message));
            return None;
        }
        let entries = self.values(field, &path);
        let allowed = match path.ty {
            Type::Enum(spec) => self.codes(entries, &path, spec),
            Type::Text => self.name_tests(entries),
            ty => {
                let message = format!("'{}' is {}, not a text or one of a set of values", path.written, ty.name());
                self.tree.push(error("PK014", field.key_span, message));
                return None;
            }
        };
        Some(AppliesTo { path, allowed })
    }

    fn values(&mut self, field: &Field<'t>, path: &Path) -> Vec<Cursor> {
        let entries = self.tree.one_or_more(field.value, &format!("the values of '{}'", path.written));
        if entries.is_empty() && self.tree.is_list(field.value) {
            let help = Some("name the values the rule is for, or leave it out".to_owned());
            let message = format!("'applies-to' names no value of '{}', so the rule is for nothing", path.written);
            self.tree.push(Diagnostic { help, ..error("PK003", field.key_span, message) });
        }
        entries
    }

    fn codes(&mut self, entries: Vec<Cursor>, path: &Path, spec: &'static EnumSpec) -> Allowed {
        let codes: Vec<u8> = (0..spec.values.len() as u8).collect();
        let what = format!("'{}'", path.written);
        let named = entries.into_iter().filter_map(|entry| self.tree.name(entry, &what, spec.values, &codes));
        Allowed::Codes(named.collect())
    }

    fn name_tests(&mut self, entries: Vec<Cursor>) -> Allowed {
        let mut tests = Vec::new();
        for entry in entries {
            let Some(text) = self.tree.text(entry, "a name") else { continue };
            match self.name_test(text.as_str()) {
                Ok(test) => tests.push(test),
                Err(mistake) => self.tree.push_mistakes(&text, vec![mistake]),
            }
        }
        Allowed::Names(tests)
    }

    /// `Komisi Pemilihan Umum`: names that begin so; `/…/`: names that match.
    fn name_test(&self, written: &str) -> Result<NameTest, Mistake> {
        match written.strip_prefix('/') {
            None => Ok(NameTest::Begins(self.names.vocabulary.actors.names(written).name)),
            Some(rest) => match rest.strip_suffix('/') {
                Some(pattern) => Pattern::new(pattern, true, 1).map(NameTest::Matches),
                None => Err(open_pattern(0)),
            },
        }
    }
}
