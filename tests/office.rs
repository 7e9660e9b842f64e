//! Word and Excel files made with other tools: what they hold is read right, or reported as not readable.

mod support {
    pub(crate) mod office;
}

use soplint::sop::Vocabulary;
use support::office::{Score, score, truth};

#[test]
fn files_made_with_other_tools_are_read_right() {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let mut all = Score::default();
    let mut told = String::new();
    let mut files = 0;
    for (name, expected) in &truth().files {
        let Some(score) = score(&vocabulary, name, expected) else { continue };
        files += 1;
        for line in score.wrong.iter().chain(&score.lost).chain(&score.edges_wrong).chain(&score.edges_lost) {
            told.push_str(&format!("{name}: {line}\n"));
        }
        all.values += score.values;
        all.right += score.right;
        all.edges += score.edges;
        all.edges_right += score.edges_right;
    }
    println!("{files} files, values {}/{}, edges {}/{}", all.right, all.values, all.edges_right, all.edges);
    assert!(told.is_empty(), "{told}");
}
