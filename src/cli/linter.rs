//! Packs and options → a linter.

use std::io;
use std::path::{Path, PathBuf};

use super::Refused;
use super::args::Common;
use super::files::reason;
use super::{overrides, terminal};
use crate::engine::{Known, Linter, Options, Overrides};
use crate::pack::{self, LayerKind, LayerText, Level, Loaded, Off, Origin, ProjectData, Readings, Settings, Stack};
use crate::reader::detect::is_source_name;
use crate::report::pack::render_stack;
use crate::rule::Rule;
use crate::sop::date::{Calendar, Day};
use crate::sop::label::nearest;
use crate::sop::project::{DataFile, Project};
use crate::sop::{Language, Vocabulary};
use crate::source::TextView;

/// A linter, and what it was made of.
pub(super) struct Setup {
    pub(super) linter: Linter,
    pub(super) stack: Stack,
    pub(super) settings: Settings,
    /// Rules that are switched off.
    pub(super) off: Vec<Off>,
    /// Where values come from.
    pub(super) origins: Vec<Origin>,
    /// Rules that are in force and were not asked for.
    pub(super) resting: Vec<Rule>,
}

/// Loads the packs and makes a linter of the rules that are wanted.
pub(super) fn linter(common: &Common, select: &[String], ignore: &[String]) -> Result<Linter, Refused> {
    setup(common, select, ignore).map(|setup| setup.linter)
}

/// Loads packs and settings.
pub(super) fn setup(common: &Common, select: &[String], ignore: &[String]) -> Result<Setup, Refused> {
    setup_of(Stack::gather(tops(common)?, &mut found), common, select, ignore)
}

/// Loads packs and settings to check documents, which takes no examples.
pub(super) fn setup_to_check(common: &Common, select: &[String], ignore: &[String]) -> Result<Setup, Refused> {
    setup_of(Stack::gather(tops(common)?, &mut found).without_examples(), common, select, ignore)
}

fn setup_of(stack: Stack, common: &Common, select: &[String], ignore: &[String]) -> Result<Setup, Refused> {
    let (vocabulary, readings) = at_once(vocabulary, || Readings::new(&stack));
    let vocabulary = vocabulary?;
    // Hardly a document cites nothing, and the registry takes as long to compile as half the packs.
    let (_, loaded) = at_once(|| vocabulary.regulations(), || load(common, &stack, readings, &vocabulary));
    let loaded = loaded?;
    let settings = loaded.settings;
    let said = settings.language.map(|said| said.value);
    let language = common.lang.or(said).or_else(|| loaded.languages.first().copied());
    let mut options = Options::new(language.unwrap_or(Language::Id), today(common)?);
    options.phase = settings.phase.map(|said| said.value);
    options.conversions = loaded.project.conversions.unwrap_or_default();
    options.calendar =
        Calendar::new(loaded.project.holidays.iter().copied()).with_yearly(loaded.project.yearly.iter().copied());
    let (rules, resting) = chosen(loaded.rules, &loaded.off, select, ignore)?;
    let project = project(&vocabulary, &loaded.project, &stack);
    let overrides = Overrides::new(loaded.overrides, overrides::folder(&stack), &vocabulary, project.as_ref());
    let off = loaded.off.iter().map(|off| (off.rule, off.reason.clone())).collect();
    let linter = Linter {
        packs: loaded.packs,
        known: Known { project, rows: None, overrides },
        tables: loaded.tables,
        lengths: loaded.lengths,
        off,
        ..Linter::new(rules, vocabulary, options)
    };
    Ok(Setup { linter, stack, settings, off: loaded.off, origins: loaded.origins, resting })
}

/// Does two things, the first of them on a thread of its own.
fn at_once<A: Send, B>(first: impl FnOnce() -> A + Send, second: impl FnOnce() -> B) -> (A, B) {
    std::thread::scope(|scope| {
        let first = scope.spawn(first);
        let second = second();
        (first.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), second)
    })
}

/// The words of documents.
pub(super) fn vocabulary() -> Result<Vocabulary, Refused> {
    Vocabulary::shipped().map_err(|error| Refused::new(format!("the vocabulary is broken: {error}")))
}

/// What the project knows, when it says anything.
fn project(vocabulary: &Vocabulary, data: &ProjectData, stack: &Stack) -> Option<Project> {
    if data.positions.is_none() && data.units.is_none() && data.regulations.is_empty() {
        return None;
    }
    let layers = stack.layers.iter().enumerate().filter(|(_, layer)| layer.source.kind == LayerKind::Project);
    let file = |(layer, text): (usize, &pack::Layer)| DataFile {
        layer,
        name: text.source.name.clone(),
        text: text.source.text.clone(),
    };
    Some(Project::new(vocabulary, data, layers.map(file).collect()))
}

fn load(common: &Common, stack: &Stack, readings: Readings<'_>, vocabulary: &Vocabulary) -> Result<Loaded, Refused> {
    let (loaded, diagnostics) = pack::compose_read(stack, readings, vocabulary);
    if !diagnostics.is_empty() {
        terminal::raw(&render_stack(stack, &diagnostics, terminal::colour_on_stderr(common.color)));
    }
    let broken = diagnostics.iter().filter(|diagnostic| diagnostic.level == Level::Error).count();
    loaded.ok_or_else(|| {
        let mistakes = if broken == 1 { "1 mistake".to_owned() } else { format!("{broken} mistakes") };
        Refused::new(format!("{mistakes} in packs or settings; nothing was checked"))
            .help("mend the places shown above; `soplint rules` loads the packs without checking documents")
    })
}

/// The layers that are asked for: packs named on the command line, else the settings and what they rest on.
fn tops(common: &Common) -> Result<Vec<LayerText>, Refused> {
    let settings = settings_file(common)?.map(|path| text_of(&path, LayerKind::Settings)).transpose()?;
    let mut tops = packs(&common.rules)?;
    if tops.is_empty() && !settings.as_ref().is_some_and(LayerText::extends_others) {
        tops.extend(pack::shipped(pack::DEFAULT).map(LayerText::shipped));
    }
    tops.extend(settings);
    Ok(tops)
}

/// The files packs, settings and data are read from, as far as they can be told.
pub(super) fn files_of_layers(common: &Common) -> Vec<PathBuf> {
    let settings = settings_file(common).ok().flatten();
    let layers = tops(common).map_or_else(|_| Vec::new(), |tops| Stack::gather(tops, &mut found).layers);
    let files = layers.into_iter().map(|layer| PathBuf::from(layer.source.name));
    settings.into_iter().chain(common.rules.iter().cloned()).chain(files).collect()
}

/// The packs behind the words of `--rules`: shipped packs by their names, files, folders of files.
fn packs(words: &[PathBuf]) -> Result<Vec<LayerText>, Refused> {
    let mut texts = Vec::new();
    for word in words {
        if let Some(shipped) = word.to_str().and_then(pack::shipped) {
            texts.push(LayerText::shipped(shipped));
        } else if word.is_dir() {
            let found = yaml_files(word).map_err(|error| {
                Refused::new(format!("cannot read the folder {}: {}", word.display(), reason(&error)))
            })?;
            if found.is_empty() {
                return Err(Refused::new(format!("no rule pack (*.yaml) in {}", word.display())));
            }
            for path in found {
                texts.push(text_of(&path, LayerKind::Pack)?);
            }
        } else {
            texts.push(text_of(word, LayerKind::Pack)?);
        }
    }
    Ok(texts)
}

fn text_of(path: &Path, kind: LayerKind) -> Result<LayerText, Refused> {
    read(path, kind).map_err(|error| match kind {
        LayerKind::Pack => Refused::new(format!("cannot read the rule pack {}: {}", path.display(), reason(&error)))
            .help(format!(
                "--rules names a pack file, a folder of packs, or a shipped pack: {}",
                pack::SHIPPED.iter().map(|shipped| shipped.name).collect::<Vec<_>>().join(", ")
            )),
        LayerKind::Settings | LayerKind::Project => {
            Refused::new(format!("cannot read the settings {}: {}", path.display(), reason(&error)))
        }
    })
}

fn read(path: &Path, kind: LayerKind) -> io::Result<LayerText> {
    let bytes = std::fs::read(path)?;
    let text = TextView::decode(&bytes).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let text = text.text.into_owned();
    let id = std::fs::canonicalize(path)?.to_string_lossy().into_owned();
    Ok(LayerText { id, name: shown(path), text, kind })
}

/// The packs behind a path under `extends`, which is looked for from the folder of the file that holds it.
fn found(name: &str, from: &LayerText) -> Result<Vec<LayerText>, String> {
    let path = Path::new(&from.name).parent().unwrap_or(Path::new("")).join(name);
    let files = if path.is_dir() { yaml_files(&path).map_err(|error| reason(&error))? } else { vec![path] };
    if files.is_empty() {
        return Err("there is no pack (*.yaml) in this folder".to_owned());
    }
    files.iter().map(|file| read(file, LayerKind::Pack).map_err(|error| reason(&error))).collect()
}

/// The YAML files of a folder that may be packs, by name: no procedures, no settings.
fn yaml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let paths = entries.into_iter().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = paths.filter(|path| may_be_pack(&shown(path))).collect();
    files.sort();
    Ok(files)
}

fn may_be_pack(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    (name.ends_with(".yaml") || name.ends_with(".yml")) && !is_source_name(name) && !SETTINGS.contains(&name)
}

/// Names of settings files, the first of a folder wins.
pub(super) const SETTINGS: [&str; 3] = ["soplint.yaml", ".soplint.yaml", ".config/soplint.yaml"];

/// The settings of the run: those named, else the nearest ones upwards, within the repository. Packs named on the command
/// line stand alone unless settings are named too.
fn settings_file(common: &Common) -> Result<Option<PathBuf>, Refused> {
    if let Some(path) = &common.config {
        return Ok(Some(path.clone()));
    }
    if common.isolated || !common.rules.is_empty() {
        return Ok(None);
    }
    Ok(project_above(&[])?.1)
}

/// The folder of the project, from the current one, and its settings: the nearest folder upwards that has some, within the
/// repository. Without any, the nearest one with a file of `others`, else that of the repository, else the current one.
pub(super) fn project_above(others: &[&str]) -> Result<(PathBuf, Option<PathBuf>), Refused> {
    let here = current_folder()?;
    let (mut up, mut nearest) = (PathBuf::new(), None);
    for folder in here.ancestors() {
        if let Some(name) = SETTINGS.into_iter().find(|name| folder.join(name).is_file()) {
            let settings = up.join(name);
            return Ok((up, Some(settings)));
        }
        if nearest.is_none() && others.iter().any(|name| folder.join(name).is_file()) {
            nearest = Some(up.clone());
        }
        if folder.join(".git").exists() {
            return Ok((nearest.unwrap_or(up), None));
        }
        up.push("..");
    }
    Ok((nearest.unwrap_or_default(), None))
}

pub(super) fn current_folder() -> Result<PathBuf, Refused> {
    std::env::current_dir().map_err(|error| Refused::new(format!("cannot tell the current folder: {error}")))
}

/// A path as it is shown: with `/` between folders, without `./` in front. A byte that is no text is shown by its number, `\xE9`,
/// so that no two names look alike for it.
pub(super) fn shown(path: &Path) -> String {
    let text = decoded(path.as_os_str().as_encoded_bytes(), |text| text.replace('\\', "/"));
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

/// Bytes as text: what is text goes through `change`, and each other byte is shown by its number.
pub(super) fn decoded(bytes: &[u8], change: impl Fn(&str) -> String) -> String {
    bytes.utf8_chunks().fold(String::new(), |mut out, chunk| {
        out.push_str(&change(chunk.valid()));
        out.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
        out
    })
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

/// The rules that were asked for, and the others.
fn chosen(
    rules: Vec<Rule>,
    off: &[Off],
    select: &[String],
    ignore: &[String],
) -> Result<(Vec<Rule>, Vec<Rule>), Refused> {
    for word in select.iter().chain(ignore) {
        check_word(word, &rules, off)?;
    }
    let wanted = |rule: &Rule| {
        (select.is_empty() || select.iter().any(|word| names(word, rule)))
            && !ignore.iter().any(|word| names(word, rule))
    };
    let (rules, resting): (Vec<Rule>, Vec<Rule>) = rules.into_iter().partition(wanted);
    if rules.is_empty() {
        return Err(Refused::new("no rule is left to check")
            .help("--ignore takes away what --select names; `soplint rules` lists the rules"));
    }
    Ok((rules, resting))
}

/// A word of `--select` names a rule by its id, its family or what it protects.
fn names(word: &str, rule: &Rule) -> bool {
    let word = word.trim();
    rule.id.as_str() == word || rule.id.family() == word || rule.benefit.name() == word
}

/// What is said of a rule that is asked for by its id and switched off, if it is.
pub(super) fn switched_off(id: &str, off: &[Off]) -> Option<Refused> {
    let off = off.iter().find(|off| off.rule.as_str() == id)?;
    let reason = off.reason.as_ref().map_or_else(String::new, |reason| format!(": {reason}"));
    Some(
        Refused::new(format!("rule '{id}' is switched off{reason}"))
            .help("`soplint config show --origin` shows where; `--isolated` checks without settings"),
    )
}

fn check_word(word: &str, rules: &[Rule], off: &[Off]) -> Result<(), Refused> {
    if rules.iter().any(|rule| names(word, rule)) {
        return Ok(());
    }
    if let Some(refused) = switched_off(word.trim(), off) {
        return Err(refused);
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
