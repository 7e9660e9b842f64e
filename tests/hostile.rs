//! Packs that were made to be expensive, or that are no packs: a clear answer soon, and a short one.

mod support {
    pub(crate) mod program;
}

use support::program::{Folder, Ran, soplint};

const HEAD: &str = "pack: kantor\nversion: 1.0.0\nmodel: 1\nlanguages: [en]\nsources: {s: Source}\n";

/// A rule with one check.
fn rule(check: &str) -> String {
    format!(
        "rules:\n  - id: KU001\n    title: {{en: T}}\n    source: s\n    sure: A\n    severity: error\n    benefit: coverage\n    {check}\n    message: {{en: m}}\n"
    )
}

fn check(name: &str, pack: &[u8]) -> Ran {
    let folder = Folder::new(name);
    folder.write("draf.sop.yaml", "judul: Pengelolaan Surat\n");
    std::fs::write(folder.path().join("kantor.yaml"), pack).expect("the pack is written");
    soplint(folder.path(), &["check", "-f", "concise", "--rules", "kantor.yaml", "draf.sop.yaml"])
}

#[test]
fn aliases_of_aliases_cost_no_more_than_what_is_written() {
    let mut lists = "lists:\n  a: {en: &a [x, x, x, x, x, x, x, x, x]}\n".to_owned();
    for (below, own) in "abcdefghi".chars().zip("bcdefghij".chars()) {
        lists += &format!("  {own}: {{en: &{own} [{}]}}\n", vec![format!("*{below}"); 9].join(", "));
    }
    let ran = check("hostile-aliases", format!("{HEAD}{lists}{}", rule("require: [number]")).as_bytes());
    assert_eq!(ran.code, 2, "{}", ran.stderr);
    assert!(ran.stderr.contains("PK021"), "{}", ran.stderr);
    assert_eq!(ran.stdout, "", "nothing is checked with half a pack");
}

#[test]
fn a_table_of_many_rows_on_one_line_is_read_in_one_pass() {
    let rows: Vec<String> = (0..30_000).map(|at| format!("[k{at}, {at}]")).collect();
    let table = format!("tables: {{t: {{key: text, columns: {{c: number}}, rows: [{}]}}}}\n", rows.join(", "));
    let ran = check("hostile-table", format!("{HEAD}{table}{}", rule("must: lookup(t, title).c > 1")).as_bytes());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
}

#[test]
fn of_a_line_that_fills_the_pack_only_the_place_is_shown() {
    let params = format!("params: {{p: '/{}/'}}\n", "a".repeat(100_000));
    let ran = check("hostile-line", format!("{HEAD}{params}{}", rule("must: title matches $p")).as_bytes());
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("PK017") && ran.stderr.contains("kantor.yaml:6:15"), "{}", ran.stderr);
    assert!(ran.stderr.len() < 4000, "{} bytes", ran.stderr.len());
}

#[test]
fn a_path_that_multiplies_without_end_is_refused() {
    let path = format!("must: count(steps{}) >= 0", ".next".repeat(60));
    let ran = check("hostile-path", format!("{HEAD}{}", rule(&path)).as_bytes());
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("PK010") && ran.stderr.contains("a path has at most 12 names"), "{}", ran.stderr);
}
