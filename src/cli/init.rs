//! `soplint init`: the first settings of a folder.
//!
//! In: a folder. Out: `soplint.yaml` in it, with the packs its documents need and a remark and an example for every section; with
//! `--roster` the skeleton of a data file, too. What was found is said, and what to do next. Nothing that is there is written over.

mod page;
mod proposal;
mod survey;

use std::path::{Path, PathBuf};

use super::args::{self, Common, InitArgs};
use super::linter::{SETTINGS, Setup, setup, shown, vocabulary};
use super::{CLEAN, Refused, files, terminal};
use crate::engine::{Linter, Options};
use crate::pack;
use crate::sop::Language;
use crate::sop::date::Day;
use proposal::Proposal;
use survey::Survey;

pub(super) fn run(options: &InitArgs, common: &Common) -> Result<u8, Refused> {
    let folder = options.folder.as_path();
    if !folder.is_dir() {
        return Err(Refused::new(format!("there is no folder {}", shown(folder))).help("name the folder of your SOPs"));
    }
    let survey = survey(folder)?;
    let mut proposal = Proposal::of(&survey, common.lang);
    if !common.rules.is_empty() {
        chosen(&mut proposal, common)?;
    }
    let data = roster_name(proposal.language);
    let file = folder.join(SETTINGS[0]);
    let roster = options.roster.then(|| folder.join(data));
    if !options.print {
        refuse_over(folder, roster.as_deref())?;
    }
    let setup = loaded(&proposal, common)?;
    let settings = page::settings(&survey, &proposal, &setup, roster.as_ref().map(|_| data));
    if options.print {
        terminal::write(|out| out.write_all(settings.as_bytes()))?;
        return Ok(CLEAN);
    }
    let mut written = Vec::new();
    if let Some(roster) = roster {
        files::replace(&roster, &page::roster(&survey, &proposal, &setup.linter.vocabulary))?;
        written.push(shown(&roster));
    }
    files::replace(&file, &settings)?;
    written.push(shown(&file));
    tell(&survey, &proposal, &written, folder)?;
    Ok(CLEAN)
}

/// Looks at the folder; for that no rule is needed.
fn survey(folder: &Path) -> Result<Survey, Refused> {
    let day = Day::new(2000, 1, 1).ok_or_else(|| Refused::new("internal: the first day of a year is a day"))?;
    let linter = Linter::new(Vec::new(), vocabulary()?, Options::new(Language::Id, day));
    Ok(Survey::of(folder, &linter))
}

/// Shipped packs that were asked for take the place of those that fit.
fn chosen(proposal: &mut Proposal, common: &Common) -> Result<(), Refused> {
    let name = |path: &PathBuf| {
        let name = path.to_string_lossy();
        pack::shipped(&name).map(|shipped| shipped.name).ok_or_else(|| {
            Refused::new(format!("no shipped pack '{name}'"))
                .help("`soplint init` begins with shipped packs; name your own under 'extends' afterwards")
        })
    };
    proposal.packs = common.rules.iter().map(name).collect::<Result<_, _>>()?;
    proposal.why = match proposal.language {
        Language::Id => "dipilih dengan --rules".to_owned(),
        Language::En => "chosen with --rules".to_owned(),
    };
    Ok(())
}

/// The packs, to take examples from.
fn loaded(proposal: &Proposal, common: &Common) -> Result<Setup, Refused> {
    let rules = proposal.packs.iter().map(PathBuf::from).collect();
    setup(&Common { rules, config: None, isolated: true, ..common.clone() }, &[], &[])
}

fn roster_name(language: Language) -> &'static str {
    match language {
        Language::Id => "organisasi.yaml",
        Language::En => "organisation.yaml",
    }
}

/// Refuses where settings or a roster are there already, even as a link that leads nowhere.
fn refuse_over(folder: &Path, roster: Option<&Path>) -> Result<(), Refused> {
    let settings = SETTINGS.iter().map(|name| folder.join(name));
    let there = settings.chain(roster.map(Path::to_owned)).find(|file| std::fs::symlink_metadata(file).is_ok());
    match there {
        Some(file) => Err(Refused::new(format!("{} is there already; nothing was written", shown(&file)))
            .help("`soplint init --print` shows what would be written")),
        None => files::check_place(&folder.join(SETTINGS[0])),
    }
}

/// Says what was found, what was written, and what to do next.
fn tell(survey: &Survey, proposal: &Proposal, written: &[String], folder: &Path) -> Result<(), Refused> {
    let words = match proposal.language {
        Language::Id => ["ditemukan:", "dipilih:", "ditulis:", "langkah berikutnya:"],
        Language::En => ["found:", "chosen:", "written:", "next steps:"],
    };
    let [found, chosen, wrote, next] = words;
    terminal::write(|out| {
        writeln!(out, "{found} {}", inputs(survey, proposal.language))?;
        for line in remarks(survey, proposal.language) {
            writeln!(out, "  {line}")?;
        }
        writeln!(out, "{chosen} {} ({})", proposal::editions(&proposal.packs).join(", "), proposal.why)?;
        written.iter().try_for_each(|file| writeln!(out, "{wrote} {file}"))?;
        writeln!(out, "{next}")?;
        steps(folder).iter().try_for_each(|step| writeln!(out, "  {step}"))
    })
}

/// `12 masukan (docx 8, yaml 3, tidak terbaca 1), 10 SOP dibaca`
fn inputs(survey: &Survey, language: Language) -> String {
    let unread = match language {
        Language::Id => "tidak terbaca",
        Language::En => "not readable",
    };
    let formats = survey.formats.iter().rev();
    let formats: Vec<String> = formats.map(|(format, count)| format!("{} {count}", format.unwrap_or(unread))).collect();
    let formats = if formats.is_empty() { String::new() } else { format!(" ({})", formats.join(", ")) };
    let (inputs, read) = (survey.inputs(), survey.read);
    match language {
        Language::Id => format!("{inputs} masukan{formats}; {read} SOP dibaca"),
        Language::En => format!("inputs {inputs}{formats}; SOPs read {read}"),
    }
}

/// What the settings are to be read for.
fn remarks(survey: &Survey, language: Language) -> Vec<String> {
    const MOST: usize = 3;
    let some = |names: &[String]| {
        let more = if names.len() > MOST { ", …" } else { "" };
        format!("{}{more}", names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", "))
    };
    let mut lines = Vec::new();
    let mut agencies: Vec<_> = survey.agencies.iter().collect();
    agencies.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    let agencies: Vec<String> = agencies.into_iter().map(|(name, _)| name.clone()).collect();
    let say = |id: &str, en: &str, names: &[String]| {
        let words = match language {
            Language::Id => id,
            Language::En => en,
        };
        words.replace("{}", &some(names))
    };
    if !agencies.is_empty() {
        lines.push(say("instansi: {}", "organisations: {}", &agencies));
    }
    if !survey.drafts.is_empty() {
        lines.push(say("{} dinilai sebagai konsep (overrides)", "{} judged as drafts (overrides)", &survey.drafts));
    }
    if !survey.old.is_empty() {
        let (id, en) = ("{} ikut diperiksa; contoh exclude tersedia", "{} checked, too; see the example of exclude");
        lines.push(say(id, en, &survey.old));
    }
    if !survey.plain.is_empty() {
        let id = "berisi SOP tetapi tidak bernama *.sop.yaml atau *.sop.md, jadi tidak diperiksa: {}";
        let en = "hold an SOP and are not named *.sop.yaml or *.sop.md, so they are not checked: {}";
        lines.push(say(id, en, &survey.plain));
    }
    lines
}

/// The commands that come next, of those that this program has.
fn steps(folder: &Path) -> Vec<String> {
    let folder = shown(folder);
    let (check, place) =
        if folder == "." { (String::new(), String::new()) } else { (format!(" {folder}"), format!("cd {folder} && ")) };
    let all = args::all();
    let mut steps = vec![format!("{place}soplint config show --origin"), format!("soplint check{check}")];
    if all.find_subcommand("baseline").is_some() {
        steps.push(format!("{place}soplint baseline"));
    }
    steps.push(format!("{place}soplint check --output sarif=soplint.sarif"));
    steps
}
