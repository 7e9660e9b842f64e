//! How right the rules about wording are: `cargo bench --bench wording`.
//!
//! Prints for every rule how many of the texts under `fixtures/wording` it judged rightly, wrongly and not at all, and below
//! the table each text that it got wrong. `docs/wording.md` holds the table; `tests/wording.rs` compares the two.

#![allow(clippy::print_stdout, reason = "a bench prints its numbers, 2026-11")]

mod support {
    #[path = "../../tests/support/wording.rs"]
    pub(crate) mod wording;
}

use support::wording::{measure, table, texts};

fn main() {
    let texts = texts();
    let measured = measure(&texts);
    println!("{}", table(&texts, &measured));
    let text = |id: &String| texts.iter().find(|text| text.id == *id).map_or("", |text| text.text.as_str());
    for one in &measured {
        for (what, ids) in [("wrong", &one.score.wrong), ("missed", &one.score.missed)] {
            ids.iter().for_each(|id| println!("{} {what} {id}: {}", one.rule, text(id)));
        }
    }
}
