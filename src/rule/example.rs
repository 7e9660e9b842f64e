//! Examples of a rule: small pieces of SOP sources, and where the rule must speak about them.
//!
//! In: what a pack's author wrote. Out: [`Example`] and its [`Spot`]s, which say whether a finding stands where it should.
//! A spot is as exact as its author wants: a path (`steps.duration`), one element of a list (`steps[2].duration`), and with
//! either the text under the caret.

use std::fmt;

use super::Phase;
use crate::sop::date::Day;

/// An example of a pack: a piece of a YAML source, and where the rule must speak.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The documents, as YAML.
    pub documents: Vec<String>,
    /// Where the findings stand; empty for a passing example.
    pub at: Vec<Spot>,
    /// The day of the example; that of the run without it.
    pub today: Option<Day>,
    /// The name of its file, where it has one.
    pub file: Option<String>,
    /// What its project knows, as YAML of a data file.
    pub project: Option<String>,
    /// The phase of the example; that of its status without it.
    pub phase: Option<Phase>,
    /// Line of the pack where it stands.
    pub line: u32,
}

/// Where a finding must stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// Logical path, as written: `steps.duration`, `steps[2].duration`.
    pub path: String,
    /// The text under the caret, when its author named it.
    pub text: Option<String>,
}

impl Spot {
    /// Whether a finding at the path `logical`, whose caret stands under `text`, stands here. Spaces and line breaks
    /// count as one space.
    #[must_use]
    pub fn fits(&self, logical: &str, text: &str) -> bool {
        let same_text = self.text.as_ref().is_none_or(|wanted| wanted.split_whitespace().eq(text.split_whitespace()));
        same_text && same_path(&self.path, logical)
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => write!(f, "{} «{}»", self.path, text.split_whitespace().collect::<Vec<_>>().join(" ")),
            None => f.write_str(&self.path),
        }
    }
}

/// Segment by segment; an index counts only where it was written.
fn same_path(wanted: &str, logical: &str) -> bool {
    let (mut wanted, mut found) = (wanted.split('.'), logical.split('.'));
    loop {
        match (wanted.next(), found.next()) {
            (None, None) => return true,
            (Some(wanted), Some(found)) if wanted == found || wanted == name(found) => {}
            _ => return false,
        }
    }
}

fn name(segment: &str) -> &str {
    segment.split_once('[').map_or(segment, |(name, _)| name)
}

/// A path without its indices, and for each byte of it (and its end) the byte it has in `written`. The error is the place
/// of something in brackets that is no index.
///
/// # Errors
/// The range in `written` of an index that is no number from 1, or whose bracket is not closed before the next name.
pub fn without_indices(written: &str) -> Result<(String, Vec<usize>), std::ops::Range<usize>> {
    let (mut path, mut places) = (String::new(), Vec::new());
    let mut at = 0;
    while let Some(letter) = written[at..].chars().next() {
        if letter == '[' {
            at = index_end(written, at)?;
            continue;
        }
        path.push(letter);
        places.extend(at..at + letter.len_utf8());
        at += letter.len_utf8();
    }
    places.push(at);
    Ok((path, places))
}

/// Where the index that starts at `at` ends.
fn index_end(written: &str, at: usize) -> Result<usize, std::ops::Range<usize>> {
    let end = written[at..].find(']').map_or(written.len(), |end| at + end + 1);
    let number = written[at..end].trim_matches(['[', ']']).parse::<u32>();
    let closes = written[..end].ends_with(']') && (end == written.len() || written[end..].starts_with('.'));
    if closes && number.is_ok_and(|number| number > 0) { Ok(end) } else { Err(at..end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(path: &str, text: Option<&str>) -> Spot {
        Spot { path: path.to_owned(), text: text.map(str::to_owned) }
    }

    #[test]
    fn an_index_counts_only_where_it_is_written() {
        assert!(spot("steps.duration", None).fits("steps[4].duration", ""));
        assert!(spot("steps[4].duration", None).fits("steps[4].duration", ""));
        assert!(!spot("steps[3].duration", None).fits("steps[4].duration", ""));
        assert!(spot("steps[4].outputs.text", None).fits("steps[4].outputs[2].text", ""));
        assert!(!spot("steps[4].outputs[1].text", None).fits("steps[4].outputs[2].text", ""));
        assert!(!spot("steps", None).fits("steps[4].duration", ""));
        assert!(!spot("steps.duration.form", None).fits("steps[4].duration", ""));
    }

    #[test]
    fn a_text_must_be_that_under_the_caret() {
        let exact = spot("steps.text", Some("sesegera mungkin"));
        assert!(exact.fits("steps[1].text", "sesegera\n      mungkin"));
        assert!(!exact.fits("steps[1].text", "segera"));
        assert!(!exact.fits("title", "sesegera mungkin"));
        assert_eq!(exact.to_string(), "steps.text «sesegera mungkin»");
    }

    #[test]
    fn a_path_leads_back_to_what_was_written() {
        let written = "steps[12].outputs[1].téxt";
        let (path, places) = without_indices(written).expect("indices");
        assert_eq!(path, "steps.outputs.téxt");
        assert_eq!(places.len(), path.len() + 1);
        assert_eq!(&written[places[path.find("outputs").expect("a name")]..][..7], "outputs");
        assert_eq!(places.last(), Some(&written.len()));
    }

    #[test]
    fn what_is_no_index_is_shown() {
        for (written, wrong) in
            [("steps[0].x", "[0]"), ("steps[x]", "[x]"), ("steps[2", "[2"), ("steps[].x", "[]"), ("steps[1]x", "[1]")]
        {
            let range = without_indices(written).expect_err("no index");
            assert_eq!(&written[range], wrong, "{written}");
        }
    }
}
