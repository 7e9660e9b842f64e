//! `full`: a line for each rule, then every difference with its place and what to do, then what is not proved.
//!
//! In: tried rules. Out: text for a terminal; `-` lines are red and `+` lines green where colour is wanted.

use std::io::{self, Write};

use super::words::{heads, help, kind, say, summary, why_silent, wrong};
use super::{Trials, lines, place};
use crate::engine::trial::{RuleTrial, Tally, Tried};
use crate::report::clean;
use crate::report::words::words;

const RED: &str = "\x1b[31m";
const GREEN: &str = "\x1b[32m";
const FRAME: &str = "\x1b[36m";
const BOLD_RED: &str = "\x1b[1;31m";
const RESET: &str = "\x1b[0m";

/// Writes the outcome.
pub(super) fn render(trials: &Trials<'_>, out: &mut dyn Write) -> io::Result<()> {
    let full = Full { trials };
    full.table(out)?;
    for trial in trials.trials {
        for tried in trial.tried.iter().filter(|tried| !tried.holds()) {
            full.difference(trial, tried, out)?;
        }
    }
    full.unproved(out)?;
    for path in trials.written {
        writeln!(out, "{}: {}", say(trials.language, "ditulis", "written"), clean::line(path))?;
    }
    writeln!(out, "{}", summary(trials.sums(), trials.language))
}

struct Full<'t> {
    trials: &'t Trials<'t>,
}

impl Full<'_> {
    fn painted(&self, colour: &str, text: &str) -> String {
        if self.trials.colour { format!("{colour}{text}{RESET}") } else { text.to_owned() }
    }

    /// Fires, silent, exact place: how many of how many.
    fn table(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.trials.trials.is_empty() {
            return Ok(());
        }
        let heads = heads(self.trials.language);
        writeln!(out, "{:<6}  {}", heads[0], heads[1..].join("  "))?;
        for trial in self.trials.trials {
            write!(out, "{:<6}", trial.rule.id.as_str())?;
            for (head, tally) in heads[1..].iter().zip([trial.fires(), trial.silent(), trial.exact()]) {
                write!(out, "  {}", self.cell(tally, head.chars().count()))?;
            }
            writeln!(out)?;
        }
        writeln!(out)
    }

    fn cell(&self, tally: Tally, width: usize) -> String {
        let text = if tally.of == 0 { "–".to_owned() } else { format!("{}/{}", tally.held, tally.of) };
        let text = format!("{text:>width$}");
        if tally.held < tally.of { self.painted(RED, &text) } else { text }
    }

    fn difference(&self, trial: &RuleTrial, tried: &Tried, out: &mut dyn Write) -> io::Result<()> {
        let language = self.trials.language;
        let head = format!("{}[{}]", say(language, "gagal", "failed"), trial.rule.id);
        writeln!(out, "{}: {}", self.painted(BOLD_RED, &head), wrong(tried, language))?;
        writeln!(out, "  {} {}", self.painted(FRAME, "┌─"), place(tried))?;
        for (mark, text) in lines(tried, language) {
            let line = format!("{mark} {text}");
            let painted = match mark {
                '-' | '!' => self.painted(RED, &line),
                '+' => self.painted(GREEN, &line),
                _ => line,
            };
            writeln!(out, "  {painted}")?;
        }
        if let Some(why) = why_silent(tried, language) {
            writeln!(out, "  = {}: {why}", say(language, "sebab", "because"))?;
        }
        writeln!(out, "  = {}: {}\n", words(language).help, help(tried, language))
    }

    /// Rules without examples, and rules whose passing examples prove nothing.
    fn unproved(&self, out: &mut dyn Write) -> io::Result<()> {
        let language = self.trials.language;
        let lacking = self.trials.trials.iter().filter_map(|trial| {
            let lacks: Vec<&str> = trial.lacks().into_iter().map(kind).collect();
            (!lacks.is_empty()).then(|| format!("{} ({})", trial.rule.id, lacks.join(", ")))
        });
        let lacking: Vec<String> = lacking.collect();
        if !lacking.is_empty() {
            writeln!(out, "{}: {}", say(language, "tanpa contoh", "without examples"), lacking.join(", "))?;
        }
        let idle = self.trials.trials.iter().filter(|trial| trial.proves_nothing());
        let idle: Vec<&str> = idle.map(|trial| trial.rule.id.as_str()).collect();
        if !idle.is_empty() {
            let what = say(
                language,
                "yang lolos tidak membuktikan apa pun (aturan tidak berlaku atau tidak dapat diputuskan)",
                "what passes proves nothing (the rule does not apply, or cannot be decided)",
            );
            writeln!(out, "{what}: {}", idle.join(", "))?;
        }
        Ok(())
    }
}
