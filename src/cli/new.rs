//! `soplint new`: the beginning of a pack, or of a rule in a pack.
//!
//! In: a name or an id. Out: text that loads and whose examples hold, to be changed by its author. What is there already is
//! never written over; a rule that does not fit its pack leaves the pack as it was.

mod insert;
mod templates;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::args::{Common, NewCommand, NewPackArgs, NewRuleArgs};
use super::linter::{Setup, setup, shown};
use super::{CLEAN, Refused, files, terminal};
use crate::finding::RuleId;
use crate::pack::{self, Outline, SHIPPED, outline};
use crate::report::example::documents;
use crate::rule::{Example, Rule};
use crate::sop::Language;

pub(super) use templates::verbs;

pub(super) fn run(command: &NewCommand, common: &Common) -> Result<u8, Refused> {
    match command {
        NewCommand::Pack(options) => new_pack(options, common),
        NewCommand::Rule(options) => new_rule(options, common),
    }
}

fn new_pack(options: &NewPackArgs, common: &Common) -> Result<u8, Refused> {
    let name = options.name.as_str();
    check_name(name)?;
    let path = options.output.join(format!("{name}.yaml"));
    let family = family(name);
    let extends = options.extends.as_deref().map_or_else(String::new, extends);
    let file = shown(&path);
    let values = [
        ("name", name),
        ("file", &file),
        ("extends", &extends),
        ("id", &format!("{family}001")),
        ("next", &format!("{family}002")),
    ];
    let language = common.lang.unwrap_or(Language::Id);
    files::create(&path, &templates::pack(language, &values))?;
    if let Err(refused) = load(&path, common) {
        // What does not load is no beginning; only `--extends` can be to blame.
        let _ = std::fs::remove_file(&path);
        return Err(refused);
    }
    told(std::slice::from_ref(&file), &[format!("soplint test {file}"), checking(&file)], language)
}

fn check_name(name: &str) -> Result<(), Refused> {
    let fits = name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !fits || !name.starts_with(|c: char| c.is_ascii_lowercase()) {
        return Err(Refused::new(format!("'{name}' is no name of a pack"))
            .help("small letters, digits and hyphens, a letter first, such as kpu-kabupaten"));
    }
    match pack::shipped(name) {
        Some(_) => Err(Refused::new(format!("'{name}' is the name of a shipped pack"))
            .help(format!("choose another name, and rest on it with --extends {name}"))),
        None => Ok(()),
    }
}

/// Two capitals for the rules of a pack, of its name where nobody else has them.
fn family(name: &str) -> String {
    let letters: String = name.chars().filter(char::is_ascii_lowercase).take(2).collect();
    let family = letters.to_uppercase();
    let is_taken = |family: &str| SHIPPED.iter().any(|shipped| shipped.text.contains(&format!("id: {family}")));
    let own = ["EN", "PK"].contains(&family.as_str());
    if family.len() < 2 || own || is_taken(&family) { "XA".to_owned() } else { family }
}

/// The line under which a new pack rests on another; a shipped one in its edition.
fn extends(base: &str) -> String {
    let edition = pack::shipped(base).map(|shipped| {
        let major = shipped.version.split('.').next().unwrap_or(shipped.version);
        format!("{base}@{major}")
    });
    format!("extends: [{}]\n", edition.as_deref().unwrap_or(base))
}

/// Loads a pack alone, as `--rules` does; its mistakes are shown.
fn load(path: &Path, common: &Common) -> Result<Setup, Refused> {
    setup(&Common { rules: vec![path.to_owned()], ..common.clone() }, &[], &[])
}

fn new_rule(options: &NewRuleArgs, common: &Common) -> Result<u8, Refused> {
    let path = pack_path(options)?;
    let id = rule_id(&options.id)?;
    let text = std::fs::read_to_string(path).map_err(|error| {
        Refused::new(format!("cannot read the rule pack {}: {}", path.display(), files::reason(&error)))
    })?;
    let outline = outline(&text);
    // A pack without a rule does not load yet, but may get its first one.
    if outline.rules > 0 {
        check_free(id, &load(path, common)?)?;
    }
    let cases = path.with_extension("cases").join(id.as_str());
    if options.with_cases && cases.exists() {
        return Err(Refused::new(format!("{} is there already; nothing was written", shown(&cases)))
            .help("leave --with-cases out, or move the folder away"));
    }
    files::replace(path, &with_rule(path, &text, &outline, id, &options.verb)?)?;
    let Ok(setup) = load(path, common) else {
        files::replace(path, &text)?;
        return Err(Refused::new(format!("{} does not load with the new rule; it was left as it was", shown(path)))
            .help("mend the places shown above first"));
    };
    let mut written = vec![shown(path)];
    let rule = setup.linter.walk.index(id).map(|at| &setup.linter.walk.rules[at]);
    if let Some(rule) = rule.filter(|_| options.with_cases) {
        written.extend(write_cases(&cases, rule)?);
    }
    let file = shown(path);
    let update = if options.with_cases { " --update" } else { "" };
    let steps = [format!("soplint test {file} --select {id}{update}"), checking(&file)];
    told(&written, &steps, setup.linter.options.language)
}

/// The text of a pack with a new rule, and the list the rule needs.
fn with_rule(path: &Path, text: &str, outline: &Outline, id: RuleId, verb: &str) -> Result<String, Refused> {
    let Some(source) = outline.sources.first() else {
        return Err(Refused::new(format!("{} has no sources, and a rule rests on one", shown(path)))
            .help("add such as sources: {praktik: {title: Praktik baik di unit kami}}"));
    };
    let list = format!("{}_terms", id.as_str().to_lowercase());
    let values = [("id", id.as_str()), ("source", source), ("list", list.as_str())];
    let (list, entry) =
        templates::rule(verb, &outline.languages, &values).ok_or_else(|| Refused::new(format!("no verb '{verb}'")))?;
    let with_list =
        list.map_or_else(|| Ok(text.to_owned()), |list| insert::insert(text, "lists", Some("rules"), &list));
    let changed = with_list.and_then(|text| insert::insert(&text, "rules", None, &entry));
    changed.map_err(|insert::Inline(value)| inline(path, &value))
}

fn pack_path(options: &NewRuleArgs) -> Result<&Path, Refused> {
    match options.pack.to_str().and_then(pack::shipped) {
        Some(shipped) => Err(Refused::new(format!("{} ships with the program and is not changed", shipped.name))
            .help(format!("begin a pack that rests on it: soplint new pack NAME --extends {}", shipped.name))),
        None => Ok(&options.pack),
    }
}

fn rule_id(text: &str) -> Result<RuleId, Refused> {
    let refused = || Refused::new(format!("'{text}' is no id of a rule: two capitals and three digits"));
    match RuleId::parse(text) {
        Some(id) if ["EN", "PK"].contains(&id.family()) => {
            Err(Refused::new(format!("ids of '{}' are those of soplint itself", id.family()))
                .help("choose two other capitals"))
        }
        Some(id) => Ok(id),
        None => Err(match RuleId::parse(&text.to_uppercase()) {
            Some(id) => refused().help(format!("write '{id}'")),
            None => refused().help("such as MB099"),
        }),
    }
}

/// Refuses an id that a rule of the pack, or of one it rests on, has or had.
fn check_free(id: RuleId, setup: &Setup) -> Result<(), Refused> {
    let rules = &setup.linter.walk.rules;
    let off = setup.off.iter().map(|off| off.rule);
    let taken: BTreeSet<RuleId> =
        rules.iter().flat_map(|rule| rule.was.iter().copied().chain([rule.id])).chain(off).collect();
    if !taken.contains(&id) {
        return Ok(());
    }
    let free = (1..1000).filter_map(|number| RuleId::parse(&format!("{}{number:03}", id.family())));
    let last = taken.iter().rfind(|taken| taken.family() == id.family()).copied();
    let next = free.into_iter().find(|free| last.is_none_or(|last| *free > last));
    let refused = Refused::new(format!("there is a rule {id} already; nothing was written"));
    Err(match next {
        Some(next) => refused.help(format!("the next free id is {next}")),
        None => refused.help("choose two other capitals"),
    })
}

fn inline(path: &Path, value: &str) -> Refused {
    let shown = value.chars().take(40).collect::<String>();
    Refused::new(format!("a section of {} stands on one line: `{shown}`; nothing was written", path.display()))
        .help("put each of its entries on a line of its own, indented, and try again")
}

/// The first examples of a rule as case files, in its folder beside the pack.
fn write_cases(folder: &Path, rule: &Rule) -> Result<Vec<String>, Refused> {
    let case = |start: &str, example: Option<&Example>| -> Option<(PathBuf, String)> {
        Some((folder.join(format!("{start}-contoh.sop.yaml")), documents(example?).join("---\n")))
    };
    let cases = [case("pass", rule.passes.first()), case("fail", rule.fails.first())];
    let mut written = Vec::new();
    for (path, text) in cases.into_iter().flatten() {
        files::create(&path, &text)?;
        written.push(shown(&path));
    }
    Ok(written)
}

fn checking(file: &str) -> String {
    format!("soplint check --rules {file} draf.sop.yaml")
}

/// Says what was written, and what to do next.
fn told(written: &[String], steps: &[String], language: Language) -> Result<u8, Refused> {
    let (wrote, next) = match language {
        Language::Id => ("ditulis", "langkah berikutnya:"),
        Language::En => ("written", "next steps:"),
    };
    terminal::write(|out| {
        written.iter().try_for_each(|path| writeln!(out, "{wrote}: {path}"))?;
        writeln!(out, "{next}")?;
        steps.iter().try_for_each(|step| writeln!(out, "  {step}"))
    })?;
    Ok(CLEAN)
}
