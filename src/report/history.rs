//! Earlier audits, for people and for programs.
//!
//! In: the audits of a history file. Out: for each archive in it a table of its audits and a line for each unit with its trend; or the
//! same as JSON ([`SCHEMA`]). A trend takes the last audit of each day.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::columns::{Cell, Set, Tone, table as lines_of};
use super::words::say;
use super::{clean, figures};
use crate::engine::history::{Audited, folded, last_of_days};
use crate::engine::scorecard::Grade;
use crate::sop::Language;
use crate::sop::date::Day;

/// Version of the form for programs.
pub const SCHEMA: &str = "soplint-history-report-v1";
/// Audits in a small picture: the last ones.
const MOST_DRAWN: usize = 24;

/// The lines for a terminal.
#[must_use]
pub fn table(audits: &[Audited], language: Language, colour: bool) -> Vec<String> {
    if audits.is_empty() {
        return vec![
            say(language, "belum ada audit dalam riwayat ini", "there is no audit in this history").to_owned(),
        ];
    }
    let shown = Shown { language, colour };
    let parts: Vec<Vec<String>> = archives(audits).iter().map(|archive| shown.archive(archive)).collect();
    parts.join(&String::new())
}

/// The same for programs.
#[must_use]
pub fn json(audits: &[Audited]) -> Json {
    let archives: Vec<Json> = archives(audits).iter().map(Archive::json).collect();
    json!({"schema": SCHEMA, "archives": archives})
}

/// An archive and its audits.
struct Archive<'a> {
    /// The last audit, which says what it is called now.
    last: &'a Audited,
    /// All of them, oldest first.
    audits: Vec<&'a Audited>,
    /// The last ones of each day.
    days: Vec<&'a Audited>,
    units: Vec<Unit<'a>>,
}

/// A unit, and its score on each of the days.
struct Unit<'a> {
    name: &'a str,
    scores: Vec<Option<f64>>,
}

/// The archives of a history, by the places that were audited, in the order in which they begin.
fn archives(audits: &[Audited]) -> Vec<Archive<'_>> {
    let mut places: BTreeMap<&[String], usize> = BTreeMap::new();
    let mut of_places: Vec<Vec<&Audited>> = Vec::new();
    for audited in audits {
        let at = *places.entry(&audited.places).or_insert(of_places.len());
        match of_places.get_mut(at) {
            Some(audits) => audits.push(audited),
            None => of_places.push(vec![audited]),
        }
    }
    of_places.into_iter().filter_map(Archive::of).collect()
}

impl<'a> Archive<'a> {
    fn of(audits: Vec<&'a Audited>) -> Option<Self> {
        let days = last_of_days(audits.iter().copied());
        Some(Self { last: audits.last()?, units: units(&days), audits, days })
    }

    fn json(&self) -> Json {
        let audits = self.audits.iter().map(|audited| {
            let [error, warning, info] = audited.findings;
            json!({
                "today": audited.today.to_iso(),
                "title": audited.title,
                "record": audited.record,
                "version": audited.version,
                "documents": audited.documents,
                "not_whole": audited.not_whole,
                "unread": audited.unread,
                "faulty": audited.faulty,
                "findings": {"error": error, "warning": warning, "info": info},
                "score": audited.score,
                "grade": audited.grade().map(Grade::letter),
            })
        });
        let units = self.units.iter().map(|unit| {
            let scores = self.days.iter().zip(&unit.scores);
            let scores =
                scores.filter_map(|(day, score)| Some(json!({"today": day.today.to_iso(), "score": (*score)?})));
            json!({"name": unit.name, "scores": scores.collect::<Vec<_>>()})
        });
        json!({
            "title": self.last.title,
            "places": self.last.places,
            "audits": audits.collect::<Vec<_>>(),
            "units": units.collect::<Vec<_>>(),
        })
    }
}

/// The units of some days: those of the last day in its order, then those that are there no more.
fn units<'a>(days: &[&'a Audited]) -> Vec<Unit<'a>> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut units: Vec<Unit<'a>> = Vec::new();
    for (day, audited) in days.iter().enumerate().rev() {
        for (name, score) in &audited.units {
            let at = *places.entry(folded(name)).or_insert(units.len());
            if at == units.len() {
                units.push(Unit { name, scores: vec![None; days.len()] });
            }
            if let Some(kept) = units.get_mut(at).and_then(|unit| unit.scores.get_mut(day)) {
                *kept = Some(*score);
            }
        }
    }
    units
}

/// How a history is shown.
#[derive(Clone, Copy)]
struct Shown {
    language: Language,
    colour: bool,
}

impl Shown {
    fn archive(self, archive: &Archive<'_>) -> Vec<String> {
        let scores: Vec<Option<f64>> = archive.days.iter().map(|audited| audited.score).collect();
        let places = archive.last.places.join(", ");
        let title = format!("{} ({})  {}", clean::line(&archive.last.title), clean::line(&places), drawn(&scores));
        let points: Vec<Point> = archive.audits.iter().map(|audited| Point::of(audited)).collect();
        let mut lines = vec![Tone::Strong.paint(title.trim_end(), self.colour)];
        lines.extend(points_table(&points, None, self.language, self.colour).iter().map(|line| format!("  {line}")));
        if !archive.units.is_empty() {
            lines.push(String::new());
            lines.extend(self.units(archive).iter().map(|line| format!("  {line}")));
        }
        lines
    }

    fn units(self, archive: &Archive<'_>) -> Vec<String> {
        let rows: Vec<Vec<Cell>> = archive.units.iter().map(|unit| self.unit(unit)).collect();
        let [unit, then, now] = match self.language {
            Language::Id => ["unit", "dulu", "kini"],
            Language::En => ["unit", "then", "now"],
        };
        let heads = [(unit, Set::CutEnd), (then, Set::Right), (now, Set::Right), ("", Set::Left), ("", Set::Left)];
        lines_of(&heads, &rows, self.colour)
    }

    /// The first score of a unit, the one of the last audit, the change since the audit before, and the trend.
    fn unit(self, unit: &Unit<'_>) -> Vec<Cell> {
        let (now, before) = match unit.scores[..] {
            [.., before, now] => (now, before),
            [now] => (now, None),
            [] => (None, None),
        };
        let first = unit.scores.iter().flatten().next().copied();
        vec![
            Cell::new(clean::line(unit.name)),
            Cell::new(figures::score(first, self.language)),
            Cell::new(figures::score(now, self.language)),
            Cell::new(figures::change(now, before, self.language).unwrap_or_default()),
            Cell::new(drawn(&unit.scores)),
        ]
    }
}

/// The small picture of the last scores; one alone shows nothing.
pub(super) fn drawn(scores: &[Option<f64>]) -> String {
    let last = scores.get(scores.len().saturating_sub(MOST_DRAWN)..).unwrap_or_default();
    if last.len() < 2 { String::new() } else { figures::sparkline(last) }
}

/// An audit in a table, this one or an earlier one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Point {
    pub(super) day: Day,
    pub(super) score: Option<f64>,
    pub(super) grade: Option<Grade>,
    pub(super) documents: usize,
    pub(super) not_whole: usize,
    pub(super) findings: [usize; 3],
}

impl Point {
    pub(super) fn of(audited: &Audited) -> Self {
        Self {
            day: audited.today,
            score: audited.score,
            grade: audited.grade(),
            documents: audited.documents,
            not_whole: audited.not_whole,
            findings: audited.findings,
        }
    }
}

/// Audits one below the other, each with its change since the one above; the first since `before`.
pub(super) fn points_table(points: &[Point], before: Option<f64>, language: Language, colour: bool) -> Vec<String> {
    let count = |number| figures::count(number, language);
    let some = |number: usize, tone| Cell::toned(count(number), if number == 0 { Tone::Faint } else { tone });
    let earlier = std::iter::once(before).chain(points.iter().map(|point| point.score));
    let row = |(point, before): (&Point, Option<f64>)| {
        vec![
            Cell::new(point.day.to_iso()),
            Cell::new(figures::score(point.score, language)),
            Cell::new(point.grade.map_or_else(String::new, |grade| grade.letter().to_string())),
            Cell::new(figures::change(point.score, before, language).unwrap_or_default()),
            Cell::new(count(point.documents)),
            some(point.not_whole, Tone::Doubtful),
            some(point.findings[0], Tone::Bad),
            some(point.findings[1], Tone::Doubtful),
        ]
    };
    let rows: Vec<Vec<Cell>> = points.iter().zip(earlier).map(row).collect();
    let [day, score, documents, unread, errors, warnings] = match language {
        Language::Id => ["hari", "nilai", "dokumen", "tidak seluruhnya", "kesalahan", "peringatan"],
        Language::En => ["day", "score", "documents", "not whole", "errors", "warnings"],
    };
    let heads = [
        (day, Set::Left),
        (score, Set::Right),
        ("", Set::Left),
        ("", Set::Left),
        (documents, Set::Right),
        (unread, Set::Right),
        (errors, Set::Right),
        (warnings, Set::Right),
    ];
    lines_of(&heads, &rows, colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn audited(day: &str, place: &str, score: f64, units: &[(&str, f64)]) -> Audited {
        Audited {
            today: Day::parse_iso(day).expect("a day"),
            title: format!("Arsip {place}"),
            places: vec![place.to_owned()],
            record: day.to_owned(),
            version: "0.1.0".to_owned(),
            documents: 1200,
            not_whole: 2,
            unread: 0,
            faulty: 0,
            most_errors: 0,
            findings: [0, 30, 0],
            score: Some(score),
            units: units.iter().map(|(name, score)| ((*name).to_owned(), *score)).collect(),
        }
    }

    fn sample() -> Vec<Audited> {
        vec![
            audited("2026-01-01", ".", 70.0, &[("Umum", 60.0), ("Arsip", 50.0)]),
            audited("2026-02-01", "lain.zip", 10.0, &[]),
            audited("2026-02-01", ".", 75.0, &[("Umum", 65.0)]),
            audited("2026-02-01", ".", 80.0, &[("UMUM", 71.5), ("Hukum", 90.0)]),
        ]
    }

    #[test]
    fn each_archive_has_its_audits_and_its_units_with_their_trend() {
        let expected = "\
Arsip . (.)  ▁█
  hari        nilai            dokumen  tidak seluruhnya  kesalahan  peringatan
  2026-01-01   70,0  C           1.200                 2          0          30
  2026-02-01   75,0  C  ▲ 5,0    1.200                 2          0          30
  2026-02-01   80,0  B  ▲ 5,0    1.200                 2          0          30

  unit   dulu  kini
  UMUM   60,0  71,5  ▲ 11,5  ▁█
  Hukum  90,0  90,0           ▅
  Arsip  50,0     –          ▅

Arsip lain.zip (lain.zip)
  hari        nilai       dokumen  tidak seluruhnya  kesalahan  peringatan
  2026-02-01   10,0  E      1.200                 2          0          30";
        assert_eq!(table(&sample(), Language::Id, false).join("\n"), expected);
    }

    #[test]
    fn programs_get_the_last_score_of_each_day_of_each_unit() {
        let json = json(&sample());
        assert_eq!(json["archives"][0]["audits"].as_array().map(Vec::len), Some(3));
        let umum = &json["archives"][0]["units"][0];
        assert_eq!(umum["name"], "UMUM");
        assert_eq!(
            umum["scores"],
            json!([{"today": "2026-01-01", "score": 60.0}, {"today": "2026-02-01", "score": 71.5}])
        );
        assert_eq!(json["archives"][0]["audits"][2]["grade"], "B");
        assert_eq!(json["archives"][1]["places"], json!(["lain.zip"]));
    }

    #[test]
    fn a_history_without_audits_says_so() {
        assert_eq!(table(&[], Language::En, false), ["there is no audit in this history"]);
        assert_eq!(json(&[])["archives"], json!([]));
    }

    #[test]
    fn very_many_archives_take_no_longer_than_their_number() {
        let many: Vec<Audited> = (0..20_000).map(|at| audited("2026-01-01", &at.to_string(), 1.0, &[])).collect();
        assert_eq!(archives(&many).len(), many.len());
    }
}
