//! What new packs and rules begin as.
//!
//! The texts are data beside this file: two packs, and one rule for each verb. A rule that needs a list has it in front of
//! `---`. `{{name}}` stands for what is filled in.

use crate::sop::Language;

const PACK_ID: &str = include_str!("pack.id.yaml");
const PACK_EN: &str = include_str!("pack.en.yaml");

/// A rule for each verb; a test compares them with the verbs of the rule language.
pub(in crate::cli) const VERBS: &[(&str, &str)] = &[
    ("require", include_str!("verbs/require.yaml")),
    ("must", include_str!("verbs/must.yaml")),
    ("must-not", include_str!("verbs/must-not.yaml")),
    ("forbid-terms", include_str!("verbs/forbid-terms.yaml")),
    ("require-terms", include_str!("verbs/require-terms.yaml")),
    ("replace-terms", include_str!("verbs/replace-terms.yaml")),
    ("unique", include_str!("verbs/unique.yaml")),
    ("agree", include_str!("verbs/agree.yaml")),
    ("resolve", include_str!("verbs/resolve.yaml")),
    ("order", include_str!("verbs/order.yaml")),
    ("define", include_str!("verbs/define.yaml")),
    ("flow", include_str!("verbs/flow.yaml")),
    ("check", include_str!("verbs/check.yaml")),
    ("ask", include_str!("verbs/ask.yaml")),
];

/// The names of the verbs.
pub(in crate::cli) fn verbs() -> impl Iterator<Item = &'static str> {
    VERBS.iter().map(|(verb, _)| *verb)
}

/// A new pack whose remarks are in a language.
pub(super) fn pack(language: Language, values: &[(&str, &str)]) -> String {
    match language {
        Language::Id => filled(PACK_ID, values),
        Language::En => filled(PACK_EN, values),
    }
}

/// A new rule: the list it needs, if it needs one, and its entry, with texts in the languages of its pack.
pub(super) fn rule(verb: &str, languages: &[Language], values: &[(&str, &str)]) -> Option<(Option<String>, String)> {
    let (_, template) = VERBS.iter().find(|(known, _)| *known == verb)?;
    let (list, entry) = match template.split_once("\n---\n") {
        Some((list, entry)) => (Some(list), entry),
        None => (None, *template),
    };
    let unspoken = Language::ALL.into_iter().filter(|language| !languages.contains(language));
    let unspoken: Vec<String> = unspoken.map(|language| format!("    {}: \"", language.code())).collect();
    let spoken = entry.lines().filter(|line| !unspoken.iter().any(|start| line.starts_with(start)));
    let entry: String = spoken.flat_map(|line| [line, "\n"]).collect();
    Some((list.map(|list| filled(list, values) + "\n"), filled(&entry, values)))
}

fn filled(template: &str, values: &[(&str, &str)]) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verb_has_a_template() {
        let known: Vec<&str> = crate::pack::keys::verbs::VERBS.iter().map(|verb| verb.name).collect();
        assert_eq!(verbs().collect::<Vec<_>>(), known);
    }

    #[test]
    fn a_pack_in_one_language_gets_texts_in_that_language() {
        let (list, entry) =
            rule("forbid-terms", &[Language::En], &[("id", "ST099"), ("list", "words")]).expect("a verb");
        assert!(list.is_some_and(|list| list.starts_with("words:\n  id: [")), "terms are those of documents");
        assert!(
            entry.contains("\n    en: \"Steps without vague words\"\n") && !entry.contains("\n    id: \""),
            "{entry}"
        );
        assert!(entry.starts_with("- id: ST099\n"));
    }
}
