//! `--fix` and `--diff`: files are repaired, or what would change is shown.
//!
//! In: the inputs of a run, and how far to go. Out: repaired files, each whole or as it was, and how many; or a unified diff on
//! standard output. Only files are written, and of them only those whose text is ours: Word and Excel files keep every byte.

use std::io::IsTerminal;

use rayon::prelude::*;

use super::args::{CheckArgs, Common};
use super::changed::Changed;
use super::check::pool;
use super::discover::{Input, Inputs};
use super::{CLEAN, FINDINGS, Refused, UNCHECKED, files, terminal};
use crate::engine::Linter;
use crate::engine::fix::{Obstacle, Repaired};
use crate::finding::Applicability;
use crate::report::diff::{self, Look};
use crate::sop::Language;

/// What `--fix` did.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Repairs {
    findings: usize,
    files: usize,
}

impl Repairs {
    pub(super) fn is_any(self) -> bool {
        self.files > 0
    }

    /// The line that says it.
    pub(super) fn told(self, language: Language) -> String {
        let Self { findings, files } = self;
        match language {
            Language::Id => format!("{findings} temuan diperbaiki di {files} berkas"),
            Language::En if files == 1 => format!("{findings} repaired in 1 file"),
            Language::En => format!("{findings} repaired in {files} files"),
        }
    }
}

/// An input that can be repaired.
struct Mended<'i> {
    input: &'i Input,
    before: Vec<u8>,
    after: Vec<u8>,
    findings: usize,
}

/// What there is to repair in the inputs of a run.
struct Repairable<'i> {
    mended: Vec<Mended<'i>>,
    /// Texts of which not all could be looked at.
    unread: usize,
}

/// Repairs files. One that cannot be written does not keep the others from it.
pub(super) fn repair(
    linter: &Linter,
    inputs: &Inputs,
    options: &CheckArgs,
    changed: Option<&Changed>,
) -> Result<Repairs, Refused> {
    if inputs.list.iter().any(Input::is_stdin) {
        return Err(Refused::new("--fix repairs files, and standard input is none")
            .help("save the text in a file, or show the changes with --diff"));
    }
    let mut repairs = Repairs::default();
    let mut first_refusal = None;
    for Mended { input, after, findings, .. } in repairable(linter, inputs, options, changed)?.mended {
        match write(input, &after) {
            Ok(()) => repairs = Repairs { findings: repairs.findings + findings, files: repairs.files + 1 },
            Err(refused) => first_refusal = first_refusal.or(Some(refused)),
        }
    }
    match first_refusal {
        Some(refused) if repairs.is_any() => Err(refused.help(repairs.told(linter.options.language))),
        Some(refused) => Err(refused),
        None => Ok(repairs),
    }
}

/// Puts the new bytes in place of a file, whole or not at all; its permissions and what a link leads to stay.
fn write(input: &Input, bytes: &[u8]) -> Result<(), Refused> {
    let Some(path) = input.path() else { return Ok(()) };
    files::check_place(path)?;
    files::replace_with(path, |out| out.write_all(bytes))
}

/// Shows what would be repaired.
pub(super) fn diff(
    linter: &Linter,
    inputs: &Inputs,
    options: &CheckArgs,
    common: &Common,
    changed: Option<&Changed>,
) -> Result<u8, Refused> {
    let Repairable { mended, unread } = repairable(linter, inputs, options, changed)?;
    let look = match (terminal::colour(common.color), std::io::stdout().is_terminal()) {
        (true, _) => Look::Coloured,
        (false, true) => Look::Shown,
        (false, false) => Look::Exact,
    };
    terminal::write(|out| {
        mended.iter().try_for_each(|Mended { input, before, after, .. }| {
            let (before, after) = (String::from_utf8_lossy(before), String::from_utf8_lossy(after));
            diff::render(&input.name, &before, &after, look, out)
        })
    })?;
    let findings = mended.iter().map(|mended| mended.findings).sum::<usize>();
    terminal::note(&would_repair(findings, mended.len(), linter.options.language));
    if unread > 0 {
        terminal::note(&not_read(unread, linter.options.language));
    }
    Ok(match (mended.is_empty(), unread > 0 || inputs.list.is_empty()) {
        (false, _) if !options.run.exit_zero => FINDINGS,
        (_, true) if !options.run.allow_unchecked => UNCHECKED,
        (_, _) => CLEAN,
    })
}

fn would_repair(findings: usize, files: usize, language: Language) -> String {
    match (files, language) {
        (0, Language::Id) => "tidak ada yang dapat diperbaiki".to_owned(),
        (0, Language::En) => "nothing to repair".to_owned(),
        (_, Language::Id) => format!("{findings} temuan dapat diperbaiki di {files} berkas; belum ada yang ditulis"),
        (1, Language::En) => format!("{findings} can be repaired in 1 file; nothing was written"),
        (_, Language::En) => format!("{findings} can be repaired in {files} files; nothing was written"),
    }
}

fn not_read(texts: usize, language: Language) -> String {
    match language {
        Language::Id => {
            format!("{texts} berkas tidak terbaca, atau hanya sebagian; `soplint check` menunjukkan sebabnya")
        }
        Language::En => format!("not read, or only in part: {texts}; `soplint check` tells why"),
    }
}

/// The inputs with something to repair, in order; of the others is said what keeps them from it.
fn repairable<'i>(
    linter: &Linter,
    inputs: &'i Inputs,
    options: &CheckArgs,
    changed: Option<&Changed>,
) -> Result<Repairable<'i>, Refused> {
    let most = if options.unsafe_fixes { Applicability::Unsafe } else { Applicability::Safe };
    let is_wanted = |input: &&Input| changed.is_none_or(|changed| changed.holds(&input.name));
    let wanted: Vec<&Input> = inputs.list.iter().filter(is_wanted).collect();
    let repaired: Vec<_> =
        pool(options)?.install(|| wanted.into_par_iter().map(|input| (input, mend(linter, input, most))).collect());
    let language = linter.options.language;
    let mut found = Repairable { mended: Vec::new(), unread: 0 };
    for (input, result) in repaired {
        match result {
            Some((before, Repaired::Mended { bytes: after, findings })) => {
                found.mended.push(Mended { input, before, after, findings });
            }
            Some((_, Repaired::Left(obstacle))) => {
                terminal::note(&left(&input.name, &obstacle, language));
                found.unread += 1;
            }
            Some((_, Repaired::Nothing { whole })) => found.unread += usize::from(!whole),
            None => found.unread += 1,
        }
    }
    Ok(found)
}

/// The bytes of an input, kept where they are wanted, and what becomes of them; nothing of one that cannot be read.
fn mend(linter: &Linter, input: &Input, most: Applicability) -> Option<(Vec<u8>, Repaired)> {
    let bytes = input.load(linter.options.most_bytes_of(&input.name)).ok()?;
    let repaired = linter.repair(&input.name, &bytes, most);
    let kept = matches!(repaired, Repaired::Mended { .. });
    Some((if kept { bytes.into_owned() } else { Vec::new() }, repaired))
}

/// Why an input was left as it is.
fn left(name: &str, obstacle: &Obstacle, language: Language) -> String {
    let ids = |rules: &[crate::finding::RuleId]| rules.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    match (obstacle, language) {
        (Obstacle::Encoding, Language::Id) => {
            format!("{name} tidak diperbaiki karena bukan UTF-8; simpan sebagai UTF-8 dahulu")
        }
        (Obstacle::Encoding, Language::En) => {
            format!("{name} is not repaired: it is not UTF-8; save it as UTF-8 first")
        }
        (Obstacle::Restless(rules), Language::Id) => {
            format!(
                "{name} tidak diperbaiki: perbaikan menurut {} tidak ada habisnya; betulkan paket aturannya",
                ids(rules)
            )
        }
        (Obstacle::Restless(rules), Language::En) => {
            format!("{name} is not repaired: the cures of {} never come to an end; mend their pack", ids(rules))
        }
        (Obstacle::Damaged, Language::Id) => {
            format!("{name} tidak diperbaiki: hasilnya tidak terbaca seluruhnya; mohon laporkan kepada pembuat soplint")
        }
        (Obstacle::Damaged, Language::En) => {
            format!("{name} is not repaired: the result could not be read whole; please report this")
        }
    }
}
