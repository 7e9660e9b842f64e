//! The word an author may have meant: nearest by Damerau-Levenshtein distance, for suggestions only.

/// Longer text is no misspelt word; comparing it would cost its square.
const MAX_BYTES: usize = 24;

/// The key of the spelling nearest to `written` in any case, at most `allowed` letters away (inserted, dropped,
/// changed, swapped); of equally near ones the one of the same length, then the first. `None` when spellings with
/// different meanings are equally near.
pub(crate) fn nearest<'a, K: Copy, T: PartialEq>(
    written: &str,
    allowed: usize,
    spellings: impl Iterator<Item = (K, &'a str, T)>,
) -> Option<K> {
    if written.len() > MAX_BYTES {
        return None;
    }
    let written = written.to_lowercase();
    let measured = spellings.map(|(key, spelling, meaning)| {
        let distance = strsim::damerau_levenshtein(&written, &spelling.to_lowercase());
        (distance, spelling.len().abs_diff(written.len()), key, meaning)
    });
    let near: Vec<_> = measured.filter(|(distance, ..)| *distance <= allowed).collect();
    let best = near.iter().min_by_key(|(distance, difference, ..)| (distance, difference))?;
    let unique = near.iter().all(|other| other.0 > best.0 || other.3 == best.3);
    unique.then_some(best.2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_of_one_meaning() {
        let months = [("Juni", 6), ("June", 6), ("Juli", 7), ("Oktober", 10)];
        let near = |written| nearest(written, 2, months.into_iter().map(|(name, month)| (name, name, month)));
        assert_eq!(near("OKTOBR"), Some("Oktober"));
        assert_eq!(near("Junee"), Some("June"));
        assert_eq!(near("Juny"), Some("Juni"), "two spellings of one month are no doubt");
        assert_eq!(near("Juri"), None, "June and July are");
        assert_eq!(nearest("minutse", 2, [(1, "minute", ()), (2, "minutes", ())].into_iter()), Some(2));
        assert_eq!(near("Surat"), None);
        assert_eq!(near(&"o".repeat(1_000_000)), None);
    }
}
