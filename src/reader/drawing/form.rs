//! Presets → what a shape looks like, or the way a line takes.
//!
//! In: the name of a preset (`ST_ShapeType`, ECMA-376 part 1, 20.1.10.56) with its adjustments. Out: a [`Form`], or, for
//! lines and block arrows, the [`Way`] through the box from the start to the end, in EMU from its upper left corner.

use crate::document::drawing::{Form, Heads};

/// The way of a line through its box.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Way {
    /// The corners, first and last being the ends.
    pub(super) points: Vec<(f64, f64)>,
    /// Whether the line is straight between the corners, and not a curve that only begins and ends there.
    pub(super) is_straight: bool,
    /// The heads, where the form itself is an arrow.
    pub(super) heads: Option<Heads>,
}

impl Way {
    /// The same for a box of that size, if this is given in parts of a box.
    pub(super) fn stretched(&self, width: f64, height: f64) -> Self {
        let points = self.points.iter().map(|(x, y)| (x * width, y * height)).collect();
        Self { points, ..*self }
    }
}

/// The adjustments of a preset (`a:gd` in `a:avLst`), in 100,000ths.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Adjust(Vec<(Box<str>, f64)>);

impl Adjust {
    /// Notes the formula `val n`; others are not written by office programs.
    pub(super) fn note(&mut self, name: &str, formula: &str) {
        const MOST: usize = 8;
        let value = formula.trim().strip_prefix("val ").and_then(|value| value.trim().parse::<i64>().ok());
        if let Some(value) = value
            && self.0.len() < MOST
        {
            self.0.push((name.into(), value as f64 / 100_000.0));
        }
    }

    fn get(&self, name: &str, default: f64) -> f64 {
        let found = self.0.iter().find(|(known, _)| **known == *name);
        // A preset with one adjustment calls it `adj` or `adj1`.
        let found = found.or_else(|| self.0.iter().find(|(known, _)| name == "adj1" && **known == *"adj"));
        found.map_or(default, |(_, value)| *value)
    }
}

/// What a shape of a preset looks like.
pub(super) fn form(preset: &str) -> Form {
    match preset {
        "rect" | "flowChartProcess" => Form::Process,
        "diamond" | "flowChartDecision" => Form::Decision,
        "roundRect" | "flowChartTerminator" | "flowChartAlternateProcess" => Form::Terminator,
        "homePlate" | "pentagon" | "flowChartOffpageConnector" => Form::OffPage,
        "ellipse" | "flowChartConnector" => Form::OnPage,
        "flowChartDocument" | "flowChartMultidocument" => Form::Document,
        other => Form::Other(other.into()),
    }
}

/// The way of a preset that is a line or a block arrow; nothing for the others.
pub(super) fn way(preset: &str, adjust: &Adjust, width: f64, height: f64) -> Option<Way> {
    line(preset, adjust, width, height).or_else(|| arrow(preset, adjust, width, height))
}

/// Lines begin at the upper left corner and end at the lower right one, before they are turned and mirrored.
fn line(preset: &str, adjust: &Adjust, width: f64, height: f64) -> Option<Way> {
    let x = |name| width * adjust.get(name, 0.5);
    let y = |name| height * adjust.get(name, 0.5);
    let (start, end) = ((0.0, 0.0), (width, height));
    let corners = match preset {
        "line" | "straightConnector1" | "curvedConnector2" | "curvedConnector3" | "curvedConnector4"
        | "curvedConnector5" => vec![],
        "lineInv" => return Some(straight(vec![(0.0, height), (width, 0.0)])),
        "bentConnector2" => vec![(width, 0.0)],
        "bentConnector3" => vec![(x("adj1"), 0.0), (x("adj1"), height)],
        "bentConnector4" => vec![(x("adj1"), 0.0), (x("adj1"), y("adj2")), (width, y("adj2"))],
        "bentConnector5" => {
            vec![(x("adj1"), 0.0), (x("adj1"), y("adj2")), (x("adj3"), y("adj2")), (x("adj3"), height)]
        }
        _ => return None,
    };
    let points = std::iter::once(start).chain(corners).chain([end]).collect();
    Some(Way { is_straight: !preset.starts_with("curved"), ..straight(points) })
}

fn straight(points: Vec<(f64, f64)>) -> Way {
    Way { points, is_straight: true, heads: None }
}

/// Block arrows run from the middle of their tail to their tip.
fn arrow(preset: &str, adjust: &Adjust, width: f64, height: f64) -> Option<Way> {
    let (middle, centre) = (width / 2.0, height / 2.0);
    let side = |name, default| width.min(height) * adjust.get(name, default);
    let points = match preset {
        "rightArrow" | "notchedRightArrow" | "stripedRightArrow" | "leftRightArrow" => {
            vec![(0.0, centre), (width, centre)]
        }
        "leftArrow" => vec![(width, centre), (0.0, centre)],
        "downArrow" | "upDownArrow" => vec![(middle, 0.0), (middle, height)],
        "upArrow" => vec![(middle, height), (middle, 0.0)],
        "bentArrow" => {
            let (tail, tip) = (side("adj1", 0.25) / 2.0, side("adj2", 0.25));
            vec![(tail, height), (tail, tip), (width, tip)]
        }
        "bentUpArrow" => {
            let (tail, tip) = (height - side("adj1", 0.25) / 2.0, width - side("adj2", 0.25));
            vec![(0.0, tail), (tip, tail), (tip, 0.0)]
        }
        "uturnArrow" => {
            let (tail, tip) = (side("adj1", 0.25) / 2.0, width - side("adj2", 0.25));
            vec![(tail, height), (tail, tail), (tip, tail), (tip, height * adjust.get("adj5", 0.75))]
        }
        _ => return None,
    };
    let heads = if matches!(preset, "leftRightArrow" | "upDownArrow") { Heads::Both } else { Heads::One };
    Some(Way { points, is_straight: true, heads: Some(heads) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(preset: &str, adjust: &[(&str, &str)]) -> Option<Vec<(f64, f64)>> {
        let mut all = Adjust::default();
        adjust.iter().for_each(|(name, formula)| all.note(name, formula));
        way(preset, &all, 100.0, 40.0).map(|way| way.points)
    }

    #[test]
    fn every_line_runs_from_corner_to_corner() {
        let names = ["line", "straightConnector1", "curvedConnector3"];
        let bent = ["bentConnector2", "bentConnector3", "bentConnector4", "bentConnector5"];
        for preset in names.into_iter().chain(bent) {
            let points = points(preset, &[]).unwrap_or_default();
            assert_eq!((points.first(), points.last()), (Some(&(0.0, 0.0)), Some(&(100.0, 40.0))), "{preset}");
        }
    }

    #[test]
    fn elbows_follow_their_adjustment() {
        let way = points("bentConnector3", &[("adj1", "val 25000"), ("adj2", "*/ 1 2 3")]);
        assert_eq!(way, Some(vec![(0.0, 0.0), (25.0, 0.0), (25.0, 40.0), (100.0, 40.0)]));
    }

    #[test]
    fn block_arrows_run_from_tail_to_tip() {
        assert_eq!(points("rightArrow", &[]), Some(vec![(0.0, 20.0), (100.0, 20.0)]));
        assert_eq!(points("leftArrow", &[]), Some(vec![(100.0, 20.0), (0.0, 20.0)]));
        assert_eq!(points("upArrow", &[]), Some(vec![(50.0, 40.0), (50.0, 0.0)]));
        assert_eq!(points("downArrow", &[]), Some(vec![(50.0, 0.0), (50.0, 40.0)]));
        let heads = |preset| way(preset, &Adjust::default(), 9.0, 9.0).and_then(|way| way.heads);
        assert_eq!((heads("upDownArrow"), heads("bentArrow")), (Some(Heads::Both), Some(Heads::One)));
    }

    #[test]
    fn a_form_without_a_name_of_its_own_keeps_that_of_its_preset() {
        assert_eq!(form("flowChartPredefinedProcess"), Form::Other("flowChartPredefinedProcess".into()));
        assert_eq!(form("flowChartAlternateProcess"), Form::Terminator);
        assert!(points("cube", &[]).is_none());
    }
}
