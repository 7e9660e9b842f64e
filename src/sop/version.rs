//! Versions, compared by their parts: 1.10 > 1.9, `Rev. C` > `Rev. B`, `Revisi ke-2` = 2, `00` = the first edition.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

/// A version as understood. Different schemes (a letter, numbers) do not compare.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Version {
    /// Numbers from the most significant on.
    Numbers(Vec<u32>),
    /// A single letter, upper case.
    Letter(char),
}

impl Version {
    /// Reads the version in `text`: the first run of numbers and dots, else a single letter at the end.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if let Some(start) = text.find(|c: char| c.is_ascii_digit()) {
            let run = &text[start..];
            let end = run.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(run.len());
            let parts = run[..end].trim_end_matches('.').split('.');
            return parts.map(|part| part.parse().ok()).collect::<Option<Vec<u32>>>().map(Self::Numbers);
        }
        let last = text.split_whitespace().last()?;
        let mut letters = last.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if letter.is_alphabetic() => letter.to_uppercase().next().map(Self::Letter),
            _ => None,
        }
    }

    /// Compares two versions of one scheme; missing parts count as zero.
    #[must_use]
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Numbers(a), Self::Numbers(b)) => {
                let part = |parts: &[u32], at: usize| parts.get(at).copied().unwrap_or(0);
                let longest = a.len().max(b.len());
                let unequal = (0..longest).map(|at| part(a, at).cmp(&part(b, at))).find(|order| order.is_ne());
                Some(unequal.unwrap_or(Ordering::Equal))
            }
            (Self::Letter(a), Self::Letter(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(a: &str, b: &str) -> Option<Ordering> {
        Version::parse(a)?.compare(&Version::parse(b)?)
    }

    #[test]
    fn compares_by_parts() {
        assert_eq!(compare("1.10", "1.9"), Some(Ordering::Greater));
        assert_eq!(compare("Rev. C", "Rev. B"), Some(Ordering::Greater));
        assert_eq!(compare("Revisi ke-2", "2"), Some(Ordering::Equal));
        assert_eq!(compare("00", "1"), Some(Ordering::Less));
        assert_eq!(compare("Rev. C", "2"), None);
    }

    #[test]
    fn what_is_no_version_is_none() {
        assert_eq!(Version::parse(""), None);
        assert_eq!(Version::parse("akhir tahun"), None);
        assert_eq!(Version::parse("99999999999999999999"), None);
    }
}
