//! `ci/gitlab.yml`: its script runs, and leaves the reports that are collected.

use serde_json::Value as Json;
use serde_yaml::Value;

use crate::support::program::{Folder, Ran};
use crate::support::script::{run, sample, spoil};
use crate::{entries, word, yaml};

fn job() -> Value {
    yaml("ci/gitlab.yml")["soplint"].clone()
}

fn lines(job: &Value, key: &str) -> String {
    let lines = job[key].as_sequence().unwrap_or_else(|| panic!("{key} is a list"));
    lines.iter().map(|line| line.as_str().expect("a command")).collect::<Vec<_>>().join("\n")
}

/// Runs the job in a POSIX shell, with these variables and otherwise those that are preset.
fn run_job(folder: &Folder, variables: &[(&str, &str)]) -> Ran {
    let job = job();
    let script = format!("{}\n{}\n", lines(&job, "before_script"), lines(&job, "script"));
    let preset = entries(&job, "variables").into_iter().map(|(name, value)| (name, value.as_str().expect("a string")));
    let environment: Vec<(&str, &str)> = preset.chain(variables.iter().copied()).collect();
    run(folder, &["sh", "-e"], &script, &environment)
}

/// The reports GitLab collects: of code quality, of tests.
fn reports() -> (String, String) {
    let job = job();
    assert_eq!(word(&job["artifacts"], "when"), "always", "a job that fails leaves its reports, too");
    let reports = &job["artifacts"]["reports"];
    (word(reports, "codequality").to_owned(), word(reports, "junit").to_owned())
}

#[test]
fn clean_sops_pass_and_leave_both_reports() {
    let folder = sample("gitlab-clean");
    let ran = run_job(&folder, &[]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let (quality, junit) = reports();
    assert_eq!(serde_json::from_str::<Json>(&folder.read(&quality)).expect("JSON"), Json::Array(Vec::new()));
    assert!(folder.read(&junit).contains("<testsuite name=\"sop/pengajuan-up.docx\""));
}

#[test]
fn a_finding_fails_the_job_and_is_in_both_reports() {
    let folder = sample("gitlab-finding");
    spoil(&folder, "sop baru/uang persediaan.sop.yaml");
    let variables = [("SOPLINT_PATHS", "sop\nsop baru"), ("SOPLINT_ARGS", "--select\nMB003\n--lang\nen")];
    let ran = run_job(&folder, &variables);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    let (quality, junit) = reports();
    let quality: Json = serde_json::from_str(&folder.read(&quality)).expect("JSON");
    assert_eq!(quality[0]["location"]["path"], "sop baru/uang persediaan.sop.yaml");
    assert!(folder.read(&junit).contains("failures=\"1\""));
}

#[test]
fn names_are_no_patterns_of_the_shell() {
    let folder = sample("gitlab-pattern");
    let ran = run_job(&folder, &[("SOPLINT_PATHS", "sop/*.yaml")]);
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("sop/*.yaml"), "{}", ran.stderr);
}

#[test]
fn without_soplint_and_its_sources_the_job_says_what_to_set() {
    let folder = Folder::new("gitlab-none");
    let script = lines(&job(), "before_script");
    let ran = run(&folder, &["sh", "-e"], &format!("PATH=\n{script}\n"), &[("SOPLINT_SOURCE", "")]);
    assert_eq!(ran.code, 2, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("set SOPLINT_SOURCE"), "{}", ran.stdout);
}
