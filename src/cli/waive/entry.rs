//! The entry a waiver becomes, and where it goes in the file.

use std::fmt::Write as _;

use crate::cli::Refused;
use crate::cli::args::WaiveArgs;
use crate::cli::linter::shown;
use crate::engine::{Folder, Linter};
use crate::finding::{RuleId, Severity};
use crate::pack::quote;
use crate::pack::waivers::Waiver;

/// A waiver as far as it is said.
#[derive(Debug, Default)]
pub(super) struct Wish {
    path: String,
    pub(super) rule: Option<String>,
    pub(super) at: Option<String>,
    pub(super) text: Option<String>,
    pub(super) reason: Option<String>,
    pub(super) owner: Option<String>,
    pub(super) approved_by: Option<String>,
    pub(super) letter: Option<String>,
    pub(super) expires: Option<String>,
}

impl Wish {
    /// What was typed. A folder means all that is in it.
    pub(super) fn of(options: &WaiveArgs, folder: &Folder) -> Self {
        let name = shown(&options.path);
        // The folder itself has no place in it.
        let path = folder.place(&name).unwrap_or_else(|| if options.path.is_dir() { String::new() } else { name });
        let path = match (options.path.is_dir(), path.trim_matches('/')) {
            (false, _) => path,
            (true, "." | "") => "**".to_owned(),
            (true, folder) => format!("{folder}/**"),
        };
        Self {
            path,
            rule: options.rule.clone(),
            at: options.at.clone(),
            text: options.text.clone(),
            reason: options.reason.clone(),
            owner: options.owner.clone(),
            approved_by: options.approved_by.clone(),
            letter: options.letter.clone(),
            expires: options.expires.clone(),
        }
    }

    /// How bad findings of its rule are at worst.
    pub(super) fn severity(&self, linter: &Linter) -> Option<Severity> {
        let at = linter.walk.index(RuleId::parse(self.rule.as_deref()?)?)?;
        Some(linter.walk.rules[at].severity.worst())
    }

    /// Refuses what nobody was asked for, because nobody is there.
    pub(super) fn check(&self, linter: &Linter) -> Result<(), Refused> {
        let is_error = self.severity(linter) == Some(Severity::Error);
        let needed = [
            ("--rule", self.rule.is_none()),
            ("--reason", self.reason.is_none()),
            ("--owner", self.owner.is_none()),
            ("--approved-by", self.approved_by.is_none() && is_error),
            ("--expires", self.expires.is_none()),
        ];
        let missing: Vec<&str> = needed.into_iter().filter(|(_, lacks)| *lacks).map(|(name, _)| name).collect();
        if missing.is_empty() {
            return Ok(());
        }
        Err(Refused::new(format!("a waiver needs {}", missing.join(", "))).help(
            "such as --rule MB007 --reason \"antrean KPPN\" --owner \"Subbagian Keuangan\" --approved-by Sekretaris --expires 2026-12-31; on a terminal you are asked",
        ))
    }

    /// The entry, as it stands in a list that is not indented.
    pub(super) fn entry(&self, id: &str) -> String {
        let mut text = format!("- id: {id}\n");
        let mut line = |indent: &str, key: &str, value: Option<&String>| {
            if let Some(value) = value {
                let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
                // Writing to a string cannot fail.
                let _ = writeln!(text, "  {indent}{key}: {}", quote::in_block(&value));
            }
        };
        line("", "rule", self.rule.as_ref());
        // Its path is always said.
        line("where:\n    ", "path", Some(&self.path));
        line("  ", "at", self.at.as_ref());
        line("  ", "text", self.text.as_ref());
        line("", "reason", self.reason.as_ref());
        line("", "owner", self.owner.as_ref());
        line("", "approved_by", self.approved_by.as_ref());
        line("", "letter", self.letter.as_ref());
        line("", "expires", self.expires.as_ref());
        text
    }
}

/// The first name of its year that no waiver has: `W-2026-003`.
pub(super) fn next_id(list: &[Waiver], year: &str) -> String {
    let number = |waiver: &Waiver| waiver.id.as_ref()?.strip_prefix(&format!("W-{year}-"))?.parse::<u32>().ok();
    let last = list.iter().filter_map(number).max().unwrap_or_default();
    format!("W-{year}-{:03}", last.saturating_add(1))
}

/// The text of a waivers file with an entry behind the others.
pub(super) fn added(text: &str, entry: &str) -> String {
    let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
    let head: String = text.split_inclusive('\n').take_while(|line| is_blank(line)).collect();
    let body = text[head.len()..].trim_end();
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let dash = body.lines().skip(1).find(|line| line.trim_start().starts_with("- "));
    let indent = dash.map_or("  ", |line| &line[..line.len() - line.trim_start().len()]);
    let entry: String = entry.lines().map(|line| format!("{indent}{line}{newline}")).collect();
    let is_empty = ["", "waivers:", "waivers: []", "waivers: [ ]", "{}"].contains(&body);
    let before = if is_empty { "waivers:" } else { body };
    let head = if head.is_empty() || head.ends_with('\n') { head } else { head + newline };
    format!("{head}{before}{newline}{entry}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_there_stays() {
        let text = "# kepala\nwaivers:\n- rule: A # satu\n\n# ekor\n\n";
        assert_eq!(
            added(text, "- rule: B\n  x: y\n"),
            "# kepala\nwaivers:\n- rule: A # satu\n\n# ekor\n- rule: B\n  x: y\n"
        );
    }

    #[test]
    fn an_empty_file_gets_its_list() {
        for text in ["", "waivers:\n", "waivers: []\n"] {
            assert_eq!(added(text, "- rule: B\n"), "waivers:\n  - rule: B\n");
        }
        assert_eq!(added("# kepala\n", "- rule: B\n"), "# kepala\nwaivers:\n  - rule: B\n");
    }

    #[test]
    fn ends_of_lines_stay_as_they_are() {
        assert_eq!(added("waivers:\r\n  - rule: A\r\n", "- rule: B\n"), "waivers:\r\n  - rule: A\r\n  - rule: B\r\n");
    }
}
