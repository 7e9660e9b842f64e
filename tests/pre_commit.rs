//! The shipped hooks in a repository of an office: pre-commit really runs them, and commits pass or are refused.
#![cfg(unix)]

mod support {
    pub(crate) mod program;
    pub(crate) mod repository;
}

use support::repository::{Repository, Said};

const GUP: &str = "sop/pengajuan-gup.sop.yaml";

/// The sample with a time nobody can measure, staged.
fn stage_defect(repository: &Repository) {
    let text = repository.read(GUP);
    assert!(text.contains("waktu: 15 menit"));
    repository.stage(GUP, text.replace("waktu: 15 menit", "waktu: Segera"));
}

fn assert_refused(repository: &Repository, said: &Said, words: &str) {
    assert!(!said.is_success && said.text.contains(words), "{}", said.text);
    assert_eq!(repository.commits(), 1, "nothing was committed");
}

#[test]
fn the_sample_is_clean_and_all_its_files_are_checked_at_once() {
    let Some(repository) = Repository::new("hooks-all") else { return };
    let said = repository.run(&["pre-commit", "run", "--all-files", "--verbose"]);
    assert!(said.is_success, "{}", said.text);
    // Two Word files, a workbook, YAML and Markdown, in one run; the accepted finding is told.
    assert!(said.text.contains("5 dokumen diperiksa"), "{}", said.text);
    assert!(said.text.contains("1 temuan (1 dispensasi)"), "{}", said.text);
}

#[test]
fn a_commit_with_a_defect_is_refused_until_it_is_mended() {
    let Some(repository) = Repository::new("hooks-defect") else { return };
    let good = repository.read(GUP).replace("waktu: 30 menit", "waktu: 45 menit");
    stage_defect(&repository);
    let said = repository.commit();
    assert_refused(&repository, &said, "kesalahan[MB003]: waktu `Segera` tidak dapat diukur");
    repository.stage(GUP, good);
    let said = repository.commit();
    assert!(said.is_success, "{}", said.text);
    assert_eq!(repository.commits(), 2);
}

#[test]
fn a_defect_in_a_workbook_is_seen_at_its_cell() {
    let Some(repository) = Repository::new("hooks-workbook") else { return };
    let workbook = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/office/xlsx/14-misspelt.xlsx");
    repository.stage("sop/SOP Surat Masuk.XLSX", std::fs::read(workbook).expect("a workbook"));
    assert_refused(&repository, &repository.commit(), "sop/SOP Surat Masuk.XLSX: COVER!I5");
}

#[test]
fn a_file_that_cannot_be_read_is_not_passed_over() {
    let Some(repository) = Repository::new("hooks-pdf") else { return };
    repository.stage("sop/pindaian.pdf", "%PDF-1.7\n");
    assert_refused(&repository, &repository.commit(), "EN004");
}

#[test]
fn a_commit_without_sops_is_not_held_up() {
    let Some(repository) = Repository::new("hooks-other") else { return };
    repository.stage("catatan.txt", "rapat hari Senin\n");
    let said = repository.commit();
    assert!(said.is_success && said.text.contains("Skipped"), "{}", said.text);
}

/// Hooks name every file of a commit; what is no SOP, or is left out by the settings, is no business of theirs.
#[test]
fn what_is_no_sop_or_is_excluded_is_left_alone() {
    let Some(repository) = Repository::new("hooks-excluded") else { return };
    repository.stage("TENTANG.md", "# Tentang folder ini\n\nSilakan baca.\n");
    repository.stage("ci.yaml", "steps:\n  - script: make\n");
    repository.stage("sop/arsip/pindaian.pdf", "%PDF-1.7\n");
    assert_refused(&repository, &repository.commit(), "sop/arsip/pindaian.pdf");
    repository.stage("soplint.yaml", repository.read("soplint.yaml") + "exclude: [sop/arsip]\n");
    let said = repository.commit();
    assert!(said.is_success && !said.text.contains("Skipped"), "{}", said.text);
}

/// An SOP needs no `.sop` in its name to be seen.
#[test]
fn an_sop_under_any_name_is_checked() {
    let Some(repository) = Repository::new("hooks-named") else { return };
    stage_defect(&repository);
    let text = repository.read(GUP);
    repository.stage(GUP, text.replace("waktu: Segera", "waktu: 15 menit"));
    repository.stage("sop/uang-persediaan.yaml", text);
    assert_refused(&repository, &repository.commit(), "sop/uang-persediaan.yaml:");
}

#[test]
fn what_was_accepted_is_refused_when_its_time_is_over() {
    let Some(repository) = Repository::new("hooks-expired") else { return };
    repository.stage(GUP, repository.read(GUP) + "# diperiksa ulang\n");
    assert_refused(&repository, &repository.commit_on("2027-01-01"), "dispensasi MB005 berakhir 2026-12-31");
    let said = repository.commit_on("2026-12-31");
    assert!(said.is_success, "{}", said.text);
}

/// Each of two SOPs with one number is right by itself.
#[test]
fn the_hook_for_the_archive_sees_what_single_files_do_not_show() {
    let Some(repository) = Repository::new("hooks-archive") else { return };
    let archive = ["pre-commit", "run", "soplint-archive", "--hook-stage", "pre-push"];
    let said = repository.run(&archive);
    assert!(said.is_success, "{}", said.text);
    let same_number = repository.read(GUP).replace("SOP-002/KUL", "SOP-001/KUL");
    repository.stage(GUP, same_number.replace("Sesuai antrean KPPN", "4 jam"));
    let said = repository.commit();
    assert!(said.is_success, "{}", said.text);
    let said = repository.run(&archive);
    assert!(!said.is_success && said.text.contains("AR001"), "{}", said.text);
}

#[test]
fn every_shipped_hook_is_one_pre_commit_takes() {
    let Some(repository) = Repository::new("hooks-valid") else { return };
    let manifest = concat!(env!("CARGO_MANIFEST_DIR"), "/.pre-commit-hooks.yaml");
    let said = repository.run(&["pre-commit", "validate-manifest", manifest]);
    assert!(said.is_success, "{}", said.text);
    let said = repository.run(&["pre-commit", "validate-config", ".pre-commit-config.yaml"]);
    assert!(said.is_success && !said.text.contains("[WARNING]"), "{}", said.text);
}
