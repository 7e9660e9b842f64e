//! Reviews that are due, for a calendar (iCalendar, RFC 5545).
//!
//! In: an audit. Out: an event on the day of each review, evaluation and monitoring that can be known ([`due`] says how), with an alarm 14
//! days before. What is late is due on the day of the audit and says since when. More than [`MOST_APART`] SOPs of a unit on the same day
//! are one event. Of how many SOPs nothing can be known is told on the day of the audit: silence is no schedule. The same SOP has the
//! same UID in every audit, so that a calendar takes the new day in place of the old one.

mod due;
mod lines;

use std::collections::BTreeMap;
use std::io::{self, Write};

use sha2::{Digest, Sha256};

use super::Audit;
use crate::report::clean;
use crate::report::words::{say, words};
use crate::sop::Language;
use crate::sop::date::Day;

use due::{Due, Kind, Unknown};
use lines::{Lines, text};

/// SOPs of a unit that have an event each on the same day.
const MOST_APART: usize = 10;
/// SOPs that are named in an event they share.
const MOST_NAMED: usize = 200;
/// Days between the alarm and the event.
const ALARM: u32 = 14;

/// Writes the report.
pub(super) fn render(audit: &Audit<'_>, out: &mut dyn Write) -> io::Result<()> {
    let (language, today) = (audit.outputs.report.language, audit.outputs.report.today);
    let (due, unknown) = due::due(audit);
    let mut out = Calendar { lines: Lines(out), language, today, audit };
    out.begin()?;
    let is_empty = due.is_empty();
    for group in groups(due) {
        match group.as_slice() {
            many @ [first, ..] if many.len() > MOST_APART => out.shared(first, many)?,
            few => few.iter().try_for_each(|due| out.alone(due))?,
        }
    }
    // A calendar holds an event at least (RFC 5545, 3.6).
    if is_empty || unknown.count() > 0 {
        out.unknown(unknown, is_empty)?;
    }
    out.lines.line("END", "VCALENDAR")
}

/// What is due of one kind, on one day, in one unit; by day.
fn groups(due: Vec<Due<'_>>) -> Vec<Vec<Due<'_>>> {
    let mut groups: BTreeMap<(Day, bool, Kind, usize), Vec<Due<'_>>> = BTreeMap::new();
    for due in due {
        groups.entry((due.day, !due.is_late(), due.kind, due.unit)).or_default().push(due);
    }
    groups.into_values().collect()
}

struct Calendar<'a, 'o> {
    lines: Lines<'o>,
    language: Language,
    today: Day,
    audit: &'a Audit<'a>,
}

/// What an event says.
struct Event<'e> {
    uid: String,
    day: Day,
    summary: String,
    description: Vec<String>,
    unit: Option<&'e str>,
    /// When to ring, as a duration from the beginning of the day.
    alarm: Option<String>,
}

impl Calendar<'_, '_> {
    fn begin(&mut self) -> io::Result<()> {
        let code = self.language.code();
        self.lines.line("BEGIN", "VCALENDAR")?;
        self.lines.line("VERSION", "2.0")?;
        let product = format!("-//soplint//soplint {}//{}", env!("CARGO_PKG_VERSION"), code.to_uppercase());
        self.lines.line("PRODID", &product)?;
        self.lines.line("CALSCALE", "GREGORIAN")?;
        self.lines.line("METHOD", "PUBLISH")?;
        let name = format!("{}: {}", say(self.language, "Tinjau ulang SOP", "Reviews of SOPs"), self.audit.title);
        self.lines.line("X-WR-CALNAME", &text(&name))
    }

    fn alone(&mut self, due: &Due<'_>) -> io::Result<()> {
        let summary = format!("{} {}", self.what(due), due.called());
        let mut description = Vec::new();
        let known = [
            (say(self.language, "Judul", "Title"), due.document.title.as_deref()),
            (say(self.language, "Nomor", "Number"), due.document.number.as_deref()),
            ("Unit", due.unit_name),
            (say(self.language, "Berkas", "File"), Some(due.source.name.as_str())),
        ];
        for (name, value) in known {
            description.extend(value.map(|value| format!("{name}: {}", clean::line(value))));
        }
        description.extend(self.since(due));
        description.extend(self.because(due.kind));
        let uid = uid(&[due.kind.name(), due.source.path(), &due.document.index.to_string()]);
        let event = Event { uid, day: due.day, summary, description, unit: due.unit_name, alarm: Some(alarm(due)) };
        self.event(&event)
    }

    /// One event for many SOPs of a unit.
    fn shared(&mut self, first: &Due<'_>, many: &[Due<'_>]) -> io::Result<()> {
        let unit = first.unit_name.unwrap_or(say(self.language, "tanpa unit", "no unit"));
        let summary = format!("{} {} SOP ({unit})", self.what(first), many.len());
        let mut description: Vec<String> = self.because(first.kind).into_iter().collect();
        description.extend(many.iter().take(MOST_NAMED).map(|due| {
            let since = self.since(due).map(|since| format!("; {since}")).unwrap_or_default();
            format!("- {} ({}{since})", clean::line(&due.called()), clean::line(&due.source.name))
        }));
        match (many.len().saturating_sub(MOST_NAMED), self.language) {
            (0, _) => {}
            (more, Language::Id) => description.push(format!("… dan {more} lagi")),
            (more, Language::En) => description.push(format!("… and {more} more")),
        }
        // What is late keeps its event from one audit to the next.
        let day = if first.is_late() { "late".to_owned() } else { first.day.to_iso() };
        let uid = uid(&[first.kind.name(), unit, &day]);
        self.event(&Event {
            uid,
            day: first.day,
            summary,
            description,
            unit: first.unit_name,
            alarm: Some(alarm(first)),
        })
    }

    /// Of how many SOPs no day can be told.
    fn unknown(&mut self, unknown: Unknown, is_empty: bool) -> io::Result<()> {
        let summary = match (unknown.count(), self.language) {
            (0, Language::Id) => "Tidak ada tinjau ulang SOP yang jatuh tempo".to_owned(),
            (0, Language::En) => "No review of an SOP is due".to_owned(),
            (count, Language::Id) => format!("Jadwal tinjau ulang {count} SOP tidak diketahui"),
            (1, Language::En) => "No day of review is known for 1 SOP".to_owned(),
            (count, Language::En) => format!("No day of review is known for {count} SOPs"),
        };
        let Unknown { unread, undated } = unknown;
        let mut description = vec![match self.language {
            Language::Id => format!("tidak dibaca: {unread}; tanpa tanggal yang dapat dibaca: {undated}"),
            Language::En => format!("not read: {unread}; without a day that can be read: {undated}"),
        }];
        if is_empty {
            let none = say(self.language, "tidak ada jadwal yang diketahui", "no day of review is known");
            description.push(none.to_owned());
        }
        let uid = uid(&["unknown", self.audit.title]);
        self.event(&Event { uid, day: self.today, summary, description, unit: None, alarm: None })
    }

    /// What is to be done, and whether it is late.
    fn what(&self, due: &Due<'_>) -> String {
        let what = match due.kind {
            Kind::Review => say(self.language, "Tinjau ulang", "Review"),
            Kind::Evaluation => say(self.language, "Evaluasi", "Evaluate"),
            Kind::Monitoring => say(self.language, "Pantau (monitoring)", "Monitor"),
        };
        if due.is_late() {
            return format!("{}: {}", say(self.language, "Terlambat", "Overdue"), what.to_lowercase());
        }
        what.to_owned()
    }

    fn since(&self, due: &Due<'_>) -> Option<String> {
        let day = due.late_since?.to_iso();
        Some(match self.language {
            Language::Id => format!("jatuh tempo {day}"),
            Language::En => format!("was due on {day}"),
        })
    }

    /// The clause that asks for it, as the rule about it has it.
    fn because(&self, kind: Kind) -> Option<String> {
        let walk = &self.audit.outputs.linter.walk;
        let clause = &walk.rules.get(walk.index(kind.rule())?)?.clause;
        Some(format!("{}: {}, {} ({})", words(self.language).source, clause.source, clause.text, kind.rule()))
    }

    fn event(&mut self, event: &Event<'_>) -> io::Result<()> {
        let lines = &mut self.lines;
        let day = |day: Day| day.to_iso().replace('-', "");
        let language = self.language.code();
        lines.line("BEGIN", "VEVENT")?;
        lines.line("UID", &event.uid)?;
        lines.line("DTSTAMP", &format!("{}T000000Z", day(self.today)))?;
        lines.line("DTSTART;VALUE=DATE", &day(event.day))?;
        lines.line(&format!("SUMMARY;LANGUAGE={language}"), &text(&clean::line(&event.summary)))?;
        lines.line(&format!("DESCRIPTION;LANGUAGE={language}"), &text(&event.description.join("\n")))?;
        if let Some(unit) = event.unit {
            lines.line("CATEGORIES", &text(&clean::line(unit)))?;
        }
        // Nobody is busy all day because of it.
        lines.line("TRANSP", "TRANSPARENT")?;
        if let Some(alarm) = &event.alarm {
            lines.line("BEGIN", "VALARM")?;
            lines.line("ACTION", "DISPLAY")?;
            lines.line("TRIGGER", alarm)?;
            lines.line("DESCRIPTION", &text(&clean::line(&event.summary)))?;
            lines.line("END", "VALARM")?;
        }
        lines.line("END", "VEVENT")
    }
}

/// Two weeks before; for what is late, on the morning of the day itself.
fn alarm(due: &Due<'_>) -> String {
    if due.is_late() { "PT8H".to_owned() } else { format!("-P{ALARM}D") }
}

/// The same for the same parts, whatever else changes.
fn uid(parts: &[&str]) -> String {
    let mut hasher = Sha256::new();
    for part in parts {
        hasher.update(part);
        // No part holds it, so that no two lists of parts are one text.
        hasher.update([0]);
    }
    let hash = hasher.finalize();
    let digits: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{digits}@soplint")
}
