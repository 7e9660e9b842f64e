//! Shipped packs with something broken in them: nothing panics, and the mistake is shown where it was made.

mod support {
    pub(crate) mod mutant;
}

use soplint::pack::{self, SHIPPED};
use soplint::sop::Vocabulary;
use support::mutant::{COUNT, LEAST, Random, missed};

/// The packs that have rules of their own.
fn with_rules() -> impl Iterator<Item = &'static pack::ShippedPack> {
    SHIPPED.iter().filter(|shipped| shipped.text.contains("\nrules:\n"))
}

#[test]
fn a_broken_pack_is_reported_where_it_is_broken() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    for shipped in with_rules() {
        let missed = missed(shipped, &vocabulary);
        let count: usize = missed.values().map(Vec::len).sum();
        assert!(
            COUNT - count >= LEAST,
            "{}: {count} of {COUNT} were not seen where they are: {missed:#?}",
            shipped.name
        );
    }
}

#[test]
fn nothing_that_is_cut_off_or_mangled_panics() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let mut random = Random(0x00C0_FFEE);
    for shipped in SHIPPED {
        for _ in 0..40 {
            let mut text = shipped.text.to_owned();
            for _ in 0..=random.below(4) {
                let mut at = random.below(text.len());
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                match random.below(3) {
                    0 => text.truncate(at),
                    1 => text.insert_str(at, ["{", "]", "\"", ": ", "\n", "\t", "é", "- "][random.below(8)]),
                    _ => drop(text.remove(at)),
                }
                if text.is_empty() {
                    break;
                }
            }
            let (loaded, diagnostics) = pack::load(&text, &vocabulary);
            assert!(loaded.is_some() || !diagnostics.is_empty(), "nothing was loaded, and nobody said why");
        }
    }
}
