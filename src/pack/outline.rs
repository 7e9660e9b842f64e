//! What a pack holds, by name, for tools that add to it.
//!
//! In: the text of one pack, which may have mistakes. Out: the names of what can be found in it, in the order of the text.

use super::tree::{Field, Tree};
use crate::document::Cursor;
use crate::reader::{ReadLimits, yaml};
use crate::sop::Language;

/// The names in a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline {
    /// Languages of its texts.
    pub languages: Vec<Language>,
    /// Keys of its sources.
    pub sources: Vec<String>,
    /// Names of its lists.
    pub lists: Vec<String>,
    /// How many rules it has of its own.
    pub rules: usize,
}

/// Reads the names in a pack.
#[must_use]
pub fn outline(text: &str) -> Outline {
    let reading = yaml::read(text, &ReadLimits::default());
    let mut tree = Tree::new(reading.documents.first(), text, 0);
    let Some(top) = tree.top() else { return Outline::default() };
    let Some(fields) = tree.fields(top, "a pack", &[]) else { return Outline::default() };
    let value = |key: &str| fields.get(key).map(|field| field.value);
    let codes = Language::ALL.map(Language::code);
    let languages = value("languages").map_or_else(Vec::new, |value| tree.one_or_more(value, "'languages'"));
    Outline {
        languages: languages.into_iter().filter_map(|entry| tree.name(entry, "it", &codes, &Language::ALL)).collect(),
        sources: keys(&mut tree, value("sources")),
        lists: keys(&mut tree, value("lists")),
        rules: value("rules").map_or(0, |value| tree.entries(value, "'rules'").len()),
    }
}

fn keys(tree: &mut Tree<'_>, value: Option<Cursor>) -> Vec<String> {
    let fields = value.and_then(|value| tree.fields(value, "it", &[]));
    let key = |field: Field<'_>| field.key.to_owned();
    fields.map_or_else(Vec::new, |fields| fields.list.into_iter().map(key).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stand_in_the_order_of_the_text() {
        let text = "languages: [en]\nsources: {b: B, a: {title: A}}\nlists:\n  z: {id: [x]}\nrules: [{id: A}, {}]\n";
        let names = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect::<Vec<_>>();
        let expected =
            Outline { languages: vec![Language::En], sources: names(&["b", "a"]), lists: names(&["z"]), rules: 2 };
        assert_eq!(outline(text), expected);
    }

    #[test]
    fn what_is_not_there_has_no_names() {
        assert_eq!(outline(""), Outline::default());
        assert_eq!(outline("rules:\nsources: text\n"), Outline::default());
    }
}
