//! The text of new settings and of a roster.
//!
//! In: what was found and proposed, and the packs as they are loaded. Out: YAML with remarks. What is written as an example is
//! taken from the packs, so that it loads when its `#` is taken away.

use super::super::linter::Setup;
use super::proposal::{Proposal, edition, editions};
use super::survey::Survey;
use crate::finding::Severity;
use crate::pack::{SHIPPED, quote};
use crate::rule::{Bilingual, Rule};
use crate::sop::{Language, Vocabulary};

const SETTINGS: Bilingual<&str> =
    Bilingual { id: include_str!("settings.id.yaml"), en: include_str!("settings.en.yaml") };
const ROSTER_OF_REGENCY: &str = include_str!("../../../rules/rosters/kpu-kabupaten-kota.yaml");
const ROSTER_OF_PROVINCE: &str = include_str!("../../../rules/rosters/kpu-provinsi.yaml");

/// The settings; `roster` is the file with the data of the organisation, where one is written.
pub(super) fn settings(survey: &Survey, proposal: &Proposal, setup: &Setup, roster: Option<&str>) -> String {
    let language = proposal.language;
    let shipped: Vec<String> = SHIPPED.iter().map(edition).collect();
    let values = [
        ("why", proposal.why.clone()),
        ("packs", shipped.join(", ")),
        ("extends", editions(&proposal.packs).join(", ")),
        ("language", language.code().to_owned()),
        ("exclude", exclude(survey)),
        ("project", roster.map_or_else(String::new, |file| format!("project: {file}\n"))),
        ("params", params(setup)),
        ("lists", lists(setup, language)),
        ("change", change(setup, language)),
        ("disable", disable(setup, language)),
        ("overrides", overrides(survey, setup)),
    ];
    let page = (*SETTINGS.get(language)).to_owned();
    let page = values.iter().fold(page, |page, (name, value)| page.replace(&format!("{{{{{name}}}}}"), value));
    page.trim_end().to_owned() + "\n"
}

fn exclude(survey: &Survey) -> String {
    let folders = survey.old.iter().map(|folder| quote::in_flow(&format!("{folder}/**")));
    let folders: Vec<String> = folders.collect();
    if folders.is_empty() { "arsip/**".to_owned() } else { folders.join(", ") }
}

/// The first numbers and times the packs set.
fn params(setup: &Setup) -> String {
    const MOST: usize = 3;
    let is_plain = |value: &str| value.starts_with(|c: char| c.is_ascii_digit()) && value.len() <= 20;
    let params = setup.origins.iter().filter(|origin| is_plain(&origin.value));
    let mut named: Vec<(&str, &str)> =
        params.filter_map(|origin| Some((origin.key.strip_prefix("params.")?, origin.value.as_str()))).collect();
    // What a pack above sets is in force.
    named.reverse();
    named.dedup_by_key(|(name, _)| *name);
    named.reverse();
    let lines = named.iter().take(MOST).map(|(name, value)| format!("#  {name}: {value}\n"));
    example("params", lines)
}

/// A list of words that packs have, in which offices differ.
fn lists(setup: &Setup, language: Language) -> String {
    let names = setup.origins.iter().filter_map(|origin| origin.key.strip_prefix("lists."));
    let mut names: Vec<&str> = names.collect();
    names.sort_by_key(|name| (*name != "vague", *name));
    let term = match language {
        Language::Id => "sesuai kebiasaan kantor",
        Language::En => "as usual in our office",
    };
    let line = names.first().map(|name| format!("#  {name}: {{{}: {{add: [{term}]}}}}\n", language.code()));
    example("lists", line.into_iter())
}

fn change(setup: &Setup, language: Language) -> String {
    let stronger = nth(setup, Severity::Warning, 0).map(|rule| format!("#  {}: {{severity: error}}\n", rule.id));
    let reason = reason(language);
    let weaker =
        nth(setup, Severity::Error, 0).map(|rule| format!("#  {}: {{severity: warning, reason: {reason}}}\n", rule.id));
    example("change", stronger.into_iter().chain(weaker))
}

fn disable(setup: &Setup, language: Language) -> String {
    let reason = reason(language);
    let line = nth(setup, Severity::Warning, 1).map(|rule| format!("#  - {{rule: {}, reason: {reason}}}\n", rule.id));
    example("disable", line.into_iter())
}

/// A folder of drafts is judged as one; else an example of it.
fn overrides(survey: &Survey, setup: &Setup) -> String {
    if !survey.drafts.is_empty() {
        let folders: Vec<String> = survey.drafts.iter().map(|folder| quote::in_flow(&format!("{folder}/**"))).collect();
        return format!("overrides:\n  - match: {{path: [{}]}}\n    phase: draft\n", folders.join(", "));
    }
    let folder = ["#  - match: {path: draf/**}\n".to_owned(), "#    phase: draft\n".to_owned()];
    let rule = nth(setup, Severity::Warning, 0).map(|rule| {
        let (matches, change) = ("#  - match: {status: final}\n", "#    change:\n");
        format!("{matches}{change}#      {}: {{severity: error}}\n", rule.id)
    });
    example("overrides", folder.into_iter().chain(rule))
}

fn reason(language: Language) -> &'static str {
    match language {
        Language::Id => "Disepakati dalam rapat",
        Language::En => "Agreed in a meeting",
    }
}

/// A rule of a severity that may be changed.
fn nth(setup: &Setup, severity: Severity, number: usize) -> Option<&Rule> {
    let is_meant = |rule: &&Rule| rule.severity.worst() == severity && !rule.locked && !rule.verb.is_question();
    setup.linter.walk.rules.iter().filter(is_meant).nth(number)
}

/// Lines under a key, all of them switched off; nothing where there are none.
fn example(key: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: String = lines.collect();
    if lines.is_empty() { String::new() } else { format!("#{key}:\n{lines}") }
}

/// The skeleton of a roster: of a KPU the one that ships, else the names that were found in documents.
pub(super) fn roster(survey: &Survey, proposal: &Proposal, vocabulary: &Vocabulary) -> String {
    if proposal.packs.contains(&"kpu") {
        let is_of_province = survey.agencies.keys().any(|name| name.to_lowercase().contains("provinsi"));
        return if is_of_province { ROSTER_OF_PROVINCE } else { ROSTER_OF_REGENCY }.to_owned();
    }
    let head = match proposal.language {
        Language::Id => {
            "# Organisasi: unit dan jabatan, seperti ditulis dalam SOP di sini. Lengkapi menurut SOTK.\n\
             # Unit dapat diberi `parent`, jabatan `unit`, `rank` (1 yang tertinggi) dan `aliases`; semua kunci: soplint schema project\n"
        }
        Language::En => {
            "# The organisation: units and positions as the SOPs here write them. Complete it by the organisation chart.\n\
             # A unit may have a `parent`, a position a `unit`, a `rank` (1 is the highest) and `aliases`; all keys: soplint schema project\n"
        }
    };
    let units = entries(vocabulary, survey.units.keys());
    let positions = entries(vocabulary, survey.positions.keys());
    let (unit, position) = match proposal.language {
        Language::Id => ("Bagian Umum", "Kepala Bagian Umum"),
        Language::En => ("General Affairs", "Head of General Affairs"),
    };
    let or = |found: String, name: &str| if found.is_empty() { format!("  - {{name: {name}}}\n") } else { found };
    format!("{head}units:\n{}\npositions:\n{}", or(units, unit), or(positions, position))
}

/// An entry for each name; of two spellings of one name the first.
fn entries<'n>(vocabulary: &Vocabulary, names: impl Iterator<Item = &'n String>) -> String {
    let mut seen: Vec<String> = Vec::new();
    let is_new = |name: &&String| {
        let forms: Vec<String> = crate::sop::project::name_forms(vocabulary, name).collect();
        let is_new = !forms.iter().any(|form| form.is_empty() || seen.contains(form));
        seen.extend(forms);
        is_new
    };
    names.filter(is_new).map(|name| format!("  - {{name: {}}}\n", quote::in_flow(name))).collect()
}
