//! Packs and options → a linter.

use std::path::{Path, PathBuf};

use super::Refused;
use super::args::Common;
use super::terminal;
use crate::check::Walk;
use crate::engine::{Linter, Options};
use crate::pack::{self, Level, Pack};
use crate::report::pack::render as render_pack;
use crate::rule::Rule;
use crate::sop::date::Day;
use crate::sop::label::nearest;
use crate::sop::{Language, Vocabulary};

/// Loads the packs and makes a linter of the rules that are wanted.
pub(super) fn linter(common: &Common, select: &[String], ignore: &[String]) -> Result<Linter, Refused> {
    let vocabulary =
        Vocabulary::shipped().map_err(|error| Refused::new(format!("the vocabulary is broken: {error}")))?;
    let packs = packs(common, &vocabulary)?;
    let language = common.lang.or_else(|| packs.first().and_then(|pack| pack.languages.first().copied()));
    let mut options = Options::new(language.unwrap_or(Language::Id), today(common)?);
    options.hash = false;
    let (mut rules, mut infos) = (Vec::new(), Vec::new());
    for pack in packs {
        rules.extend(pack.rules);
        infos.push(pack.info);
    }
    twice(&rules)?;
    let rules = chosen(rules, select, ignore)?;
    Ok(Linter { walk: Walk::new(rules), packs: infos, vocabulary, options })
}

fn packs(common: &Common, vocabulary: &Vocabulary) -> Result<Vec<Pack>, Refused> {
    let default = [PathBuf::from(pack::DEFAULT)];
    let texts = pack_files(if common.rules.is_empty() { &default } else { &common.rules })?;
    let mut packs = Vec::new();
    let mut broken = 0;
    for (name, text) in &texts {
        let (pack, diagnostics) = pack::load(text, vocabulary);
        if !diagnostics.is_empty() {
            terminal::raw(&render_pack(name, text, &diagnostics, terminal::colour_on_stderr(common.color)));
        }
        broken += diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).count();
        packs.extend(pack);
    }
    if broken > 0 {
        let mistakes = if broken == 1 { "1 mistake".to_owned() } else { format!("{broken} mistakes") };
        return Err(Refused::new(format!("{mistakes} in the rule packs; nothing was checked"))
            .help("mend the places shown above; `soplint rules` loads the packs without checking documents"));
    }
    Ok(packs)
}

/// The packs behind the words of `--rules`, as names and texts: shipped packs by their names, files, folders of files.
fn pack_files(words: &[PathBuf]) -> Result<Vec<(String, String)>, Refused> {
    let mut files = Vec::new();
    for word in words {
        if let Some(shipped) = word.to_str().and_then(pack::shipped) {
            files.push((shipped.path.to_owned(), shipped.text.to_owned()));
        } else if word.is_dir() {
            let mut found = yaml_files(word)?;
            found.sort();
            if found.is_empty() {
                return Err(Refused::new(format!("no rule pack (*.yaml) in {}", word.display())));
            }
            for path in found {
                files.push((shown(&path), read(&path)?));
            }
        } else {
            files.push((shown(word), read(word)?));
        }
    }
    Ok(files)
}

fn yaml_files(folder: &Path) -> Result<Vec<PathBuf>, Refused> {
    let entries = std::fs::read_dir(folder)
        .map_err(|error| Refused::new(format!("cannot read the folder {}: {error}", folder.display())))?;
    let paths = entries.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    Ok(paths.filter(|path| path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml")).collect())
}

fn read(path: &Path) -> Result<String, Refused> {
    std::fs::read_to_string(path).map_err(|error| {
        Refused::new(format!("cannot read the rule pack {}: {error}", path.display()))
            .help(format!("--rules names a pack file, a folder of packs, or a shipped pack: {}", shipped_names()))
    })
}

fn shipped_names() -> String {
    pack::SHIPPED.iter().map(|shipped| shipped.name).collect::<Vec<_>>().join(", ")
}

/// A path as it is shown: with `/` between folders, without `./` in front.
pub(super) fn shown(path: &Path) -> String {
    let text = path.to_string_lossy().replace('\\', "/");
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// The day of the run: `--today`, else SOURCE_DATE_EPOCH, else the clock in the time zone of the first users.
fn today(common: &Common) -> Result<Day, Refused> {
    if let Some(text) = &common.today {
        return Day::parse_iso(text).ok_or_else(|| {
            Refused::new(format!("--today: '{text}' is no date")).help("write it as YYYY-MM-DD, for example 2026-03-01")
        });
    }
    let zone = jiff::tz::offset(7);
    let epoch = std::env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<i64>().ok());
    let now = epoch.and_then(|seconds| jiff::Timestamp::from_second(seconds).ok()).unwrap_or_else(jiff::Timestamp::now);
    let date = zone.to_datetime(now).date();
    let day = Day::new(date.year(), date.month().unsigned_abs(), date.day().unsigned_abs());
    day.ok_or_else(|| Refused::new("the clock of this machine shows no possible day").help("give --today YYYY-MM-DD"))
}

/// An id belongs to one rule.
fn twice(rules: &[Rule]) -> Result<(), Refused> {
    let mut ids: Vec<_> = rules.iter().map(|rule| (rule.id, rule.pack.as_str())).collect();
    ids.sort_unstable();
    match ids.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(Refused::new(format!("rule {} is in two packs: {} and {}", pair[0].0, pair[0].1, pair[1].1))
            .help("load one of them, or give the rule another id")),
        None => Ok(()),
    }
}

fn chosen(rules: Vec<Rule>, select: &[String], ignore: &[String]) -> Result<Vec<Rule>, Refused> {
    for word in select.iter().chain(ignore) {
        check_word(word, &rules)?;
    }
    let wanted = |rule: &Rule| {
        (select.is_empty() || select.iter().any(|word| names(word, rule)))
            && !ignore.iter().any(|word| names(word, rule))
    };
    let rules: Vec<Rule> = rules.into_iter().filter(wanted).collect();
    if rules.is_empty() {
        return Err(Refused::new("no rule is left to check")
            .help("--ignore takes away what --select names; `soplint rules` lists the rules"));
    }
    Ok(rules)
}

/// A word of `--select` names a rule by its id, its family or what it protects.
fn names(word: &str, rule: &Rule) -> bool {
    let word = word.trim();
    rule.id.as_str() == word || rule.id.family() == word || rule.benefit.name() == word
}

fn check_word(word: &str, rules: &[Rule]) -> Result<(), Refused> {
    if rules.iter().any(|rule| names(word, rule)) {
        return Ok(());
    }
    let known = rules.iter().flat_map(|rule| [rule.id.as_str(), rule.id.family(), rule.benefit.name()]);
    let mut known: Vec<&str> = known.collect();
    known.sort_unstable();
    known.dedup();
    let refused = Refused::new(format!("no rule, family or benefit '{word}'"));
    Err(match nearest(word, known) {
        Some(near) => refused.help(format!("did you mean '{near}'?")),
        None => refused.help("`soplint rules` lists the rules"),
    })
}
