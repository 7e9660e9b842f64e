//! `soplint waive`: adds a waiver, by flags or in a conversation.
//!
//! In: a document, and which of its findings are accepted, why, by whom, until when. Out: the waivers file with one entry
//! more, written whole or not at all, or what is wrong with it. What stands in the file already stays as it is.

mod entry;

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::Path;

use self::entry::Wish;
use super::accept::{self, Places, Wanted};
use super::args::{CheckArgs, Common, WaiveArgs};
use super::check::judge;
use super::discover::{Opening, Selection, discover};
use super::linter::{Setup, setup_to_check, shown};
use super::{CLEAN, Refused, files, terminal};
use crate::engine::accept::{covered, named};
use crate::engine::report::Report;
use crate::finding::{Finding, Severity};
use crate::pack::Level;
use crate::pack::waivers::{MOST_MONTHS, Terms, waivers};
use crate::report::pack::render;
use crate::sop::Language;

/// Findings that are listed to choose from.
const MOST_LISTED: usize = 50;

pub(super) fn run(options: &WaiveArgs, common: &Common) -> Result<u8, Refused> {
    let mut setup = setup_to_check(common, &[], &[])?;
    let places = Places::of(common, &setup)?;
    let paths = [options.path.clone()];
    accept::load(&mut setup, &places, common, &paths, Wanted { waivers: true, baseline: true })?;
    files::check_place(&places.waivers)?;
    let report = report(options, &setup, &places)?;
    let mut wish = Wish::of(options, &setup.linter.accepted.folder);
    if io::stdin().is_terminal() && io::stderr().is_terminal() {
        let (mut answers, mut questions) = (io::stdin().lock(), io::stderr().lock());
        let mut talk = Talk { answers: &mut answers, questions: &mut questions, language: report.language };
        talk.complete(&mut wish, &setup, &report)?;
    }
    add(&wish, &setup, &places, &report, common)
}

/// What is found in the document that is named, or the folder: judged with all others of the project, for some findings are
/// about several.
fn report(options: &WaiveArgs, setup: &Setup, places: &Places) -> Result<Report, Refused> {
    let root = if places.root.as_os_str().is_empty() { Path::new(".") } else { &places.root };
    let discovered = |path: &Path| {
        let checks = CheckArgs::of_paths(&[path.to_owned()]).map_err(|error| Refused::new(error.to_string()))?;
        let inputs = discover(&checks, &setup.linter, Selection::new(&setup.stack, &setup.settings), Opening::Files)?;
        Ok::<_, Refused>((checks, inputs))
    };
    let (checks, mut inputs) = discovered(root)?;
    let is_meant = |name: &str| files::is_within(Path::new(name), &options.path);
    if !inputs.list.iter().any(|input| is_meant(&input.name)) {
        // Left out by the settings, or outside the project.
        inputs.list.extend(discovered(&options.path)?.1.list);
    }
    let mut report = judge(&setup.linter, &inputs, &checks)?;
    report.keep(|source| is_meant(&source.name));
    Ok(report)
}

/// Writes the file with the entry in it, when nothing in it is wrong then.
fn add(wish: &Wish, setup: &Setup, places: &Places, report: &Report, common: &Common) -> Result<u8, Refused> {
    wish.check(&setup.linter)?;
    let before = setup.linter.accepted.waivers.as_ref();
    let (list, text) = before.map_or((&[][..], ""), |file| (file.waivers.as_slice(), file.text.as_str()));
    let name = shown(&places.waivers);
    let id = entry::next_id(list, report.today.to_iso().get(..4).unwrap_or_default());
    let added = entry::added(text, &wish.entry(&id));
    let rules: Vec<_> = setup.linter.walk.rules.iter().chain(&setup.resting).collect();
    let most_months = setup.settings.waivers.most_months.map_or(MOST_MONTHS, |said| said.value);
    let terms = Terms { rules: &rules, off: &setup.off, today: report.today, most_months };
    let (new, diagnostics) = waivers(&added, &terms);
    if !diagnostics.is_empty() {
        terminal::raw(&render(&name, &added, &diagnostics, terminal::colour_on_stderr(common.color)));
    }
    if diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error) {
        return Err(Refused::new(format!("the waiver is not complete; {name} stays as it was")));
    }
    let Some(last) = new.last().filter(|_| new.len() == list.len() + 1) else {
        return Err(Refused::new(format!("{name} is written in a way nothing can be added to"))
            .help(format!("add it by hand:\n{}", wish.entry(&id))));
    };
    if last.expires < report.today {
        return Err(Refused::new(format!("{} is over: the waiver would cover nothing", last.expires.to_iso())));
    }
    let count = covered(report, last);
    if count == 0 {
        return Err(Refused::new("the waiver would cover no finding that counts now; nothing was written")
            .help("`soplint check` shows what is found; leave out --at or --text to cover more"));
    }
    files::replace(&places.waivers, &added)?;
    terminal::note(&match report.language {
        Language::Id => format!("{id} ditambahkan ke {name}: mengenai {count} temuan {}", last.rule),
        Language::En => format!("{id} added to {name}; findings of {} it covers: {count}", last.rule),
    });
    Ok(CLEAN)
}

/// A conversation about what is not said yet.
struct Talk<'t> {
    answers: &'t mut dyn BufRead,
    questions: &'t mut dyn Write,
    language: Language,
}

impl Talk<'_> {
    fn complete(&mut self, wish: &mut Wish, setup: &Setup, report: &Report) -> Result<(), Refused> {
        if wish.rule.is_none() {
            self.choose(wish, setup, report)?;
        }
        let is_error = wish.severity(&setup.linter) == Some(Severity::Error);
        let ask = |talk: &mut Self, value: &mut Option<String>, id: &str, en: &str| -> Result<(), Refused> {
            if value.is_none() {
                *value = talk.ask(id, en)?;
            }
            Ok(())
        };
        ask(self, &mut wish.reason, "Alasan", "Reason")?;
        ask(self, &mut wish.owner, "Unit atau jabatan yang bertanggung jawab", "Unit or position that answers for it")?;
        if is_error {
            ask(self, &mut wish.approved_by, "Jabatan yang menyetujui", "Position that agreed")?;
        }
        ask(self, &mut wish.letter, "Nomor surat (boleh kosong)", "Number of the letter (may be empty)")?;
        ask(self, &mut wish.expires, "Hari terakhir berlaku (2026-12-31)", "Last day on which it holds (2026-12-31)")
    }

    /// Lets somebody choose among the findings that may be waived.
    fn choose(&mut self, wish: &mut Wish, setup: &Setup, report: &Report) -> Result<(), Refused> {
        let findings = waivable(setup, report);
        if findings.is_empty() {
            return Err(Refused::new("nothing is found there that could be waived"));
        }
        for (at, finding) in findings.iter().take(MOST_LISTED).enumerate() {
            let place = &finding.logical;
            self.say(&format!("{:>3}  {}  {place}  {}\n", at + 1, finding.rule, finding.message))?;
        }
        let answer = self.ask("Nomor temuan", "Number of the finding")?.unwrap_or_default();
        let chosen = answer.parse::<usize>().ok().and_then(|number| findings.get(number.checked_sub(1)?));
        let finding = chosen.ok_or_else(|| Refused::new(format!("'{answer}' is no number of the list")))?;
        let (at, text) = named(finding);
        wish.rule = Some(finding.rule.to_string());
        wish.at = wish.at.take().or(Some(at).filter(|at| !at.is_empty()));
        wish.text = wish.text.take().or(Some(text.to_owned()).filter(|text| !text.is_empty()));
        Ok(())
    }

    fn say(&mut self, text: &str) -> Result<(), Refused> {
        let said = self.questions.write_all(text.as_bytes()).and_then(|()| self.questions.flush());
        said.map_err(|error| Refused::new(format!("cannot ask: {}", files::reason(&error))))
    }

    /// The answer, unless it is empty.
    fn ask(&mut self, id: &str, en: &str) -> Result<Option<String>, Refused> {
        let question = match self.language {
            Language::Id => id,
            Language::En => en,
        };
        self.say(&format!("{question}: "))?;
        let mut answer = String::new();
        let read = self.answers.read_line(&mut answer);
        read.map_err(|error| Refused::new(format!("cannot read the answer: {}", files::reason(&error))))?;
        let answer = answer.trim();
        Ok((!answer.is_empty()).then(|| answer.to_owned()))
    }
}

/// The findings that count and may be waived, in order.
fn waivable<'r>(setup: &Setup, report: &'r Report) -> Vec<&'r Finding> {
    let walk = &setup.linter.walk;
    let may = |finding: &&Finding| walk.index(finding.rule).is_some_and(|at| !walk.rules[at].locked);
    let documents = report.sources.iter().flat_map(|source| &source.documents);
    documents.flat_map(|document| &document.findings).filter(may).collect()
}
