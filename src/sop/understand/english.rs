//! English documents: combined and numbered headings, signatures on one line, columns of answers, parts that count anew.

use super::prose::signers;
use super::trial::{acts, markdown, sop};
use crate::sop::model::Meaning;
use crate::sop::value::State;

#[test]
fn a_heading_of_two_fields_gives_both_their_text() {
    for heading in
        ["Purpose and scope", "1 Purpose & Scope", "Section 1: Purpose and Scope", "Tujuan dan Ruang Lingkup"]
    {
        markdown(&format!("# J\n\n## {heading}\n\nKeep the goods cold.\n\n## Records\n\n- Log\n"), |document| {
            assert_eq!(document.purpose.as_str(), "Keep the goods cold.", "{heading}");
            assert_eq!(document.scope.as_str(), "Keep the goods cold.", "{heading}");
        });
    }
    markdown("# J\n\n## Purpose and scope\n\nKeep it cold.\n\n## Scope\n\nAll goods.\n", |document| {
        assert_eq!(document.scope.as_str(), "All goods.", "a section of its own goes before");
    });
    markdown("# J\n\n## Purpose\n\nKeep it cold.\n", |document| assert_eq!(document.scope.state, State::Missing));
}

#[test]
fn numbers_in_front_of_a_heading_do_no_harm() {
    for number in ["4 ", "4. ", "4.0 ", "Section 4: ", "Chapter IV ", "IV. "] {
        markdown(&format!("# J\n\n## {number}Procedure\n\n1. Open the door\n2. Close the door\n"), |document| {
            assert_eq!(acts(document), ["Open the door", "Close the door"], "{number}");
        });
    }
}

#[test]
fn name_position_and_date_stand_on_one_line() {
    for (line, read) in [
        ("Mara Example, Pharmacist", ["Pharmacist", "Mara Example", ""]),
        (
            "Mara Example, PhD, Quality Manager, 22 September 2025",
            ["Quality Manager", "Mara Example, PhD", "22 September 2025"],
        ),
        (
            "Mara Example, Head of Quality, Safety and Environment, September 22, 2025",
            ["Head of Quality, Safety and Environment", "Mara Example", "September 22, 2025"],
        ),
        ("Mara Example (Quality Manager)", ["Quality Manager", "Mara Example", ""]),
        ("Mara Example – Quality Manager", ["Quality Manager", "Mara Example", ""]),
        ("Quality Manager, 22 September 2025", ["Quality Manager", "", "22 September 2025"]),
    ] {
        let text = format!(
            "# Checking the goods\n\n## Purpose\n\nThe goods of the warehouse are cold.\n\n## Approval\n\nApproved by: {line}\n"
        );
        markdown(&text, |document| {
            let [approval] = document.approvals.items.as_slice() else { panic!("{line}: one approval") };
            let found = [&approval.position, &approval.name, &approval.date].map(|value| value.as_str());
            assert_eq!(found, read, "{line}");
        });
    }
}

#[test]
fn the_kind_of_signature_is_no_part_of_the_position() {
    let text = "# Checking the goods of the warehouse\n\n## Approval\n\nApproved by: Mara Example, Quality Manager, electronic signature, 22 September 2025\n";
    markdown(text, |document| {
        let approval = &document.approvals.items[0];
        assert_eq!(
            (approval.position.as_str(), approval.signature.as_str()),
            ("Quality Manager", "electronic signature")
        );
        assert!(approval.date.is_present());
    });
}

#[test]
fn the_role_in_front_of_a_row_is_no_position() {
    let text = "# Checking the goods\n\n## Approvals\n\n| Role | Name | Date |\n|---|---|---|\n| Author | Kim Sample | 2025-11-17 |\n| Approver | Max Specimen | 2025-11-24 |\n";
    markdown(text, |document| {
        let roles: Vec<Option<u8>> = document.approvals.items.iter().map(|signer| signer.meaning.code()).collect();
        assert_eq!(roles, [Meaning::Prepare, Meaning::Approve].map(|meaning| Some(meaning.code())));
        assert_eq!(signers(document), [["", "Kim Sample", ""], ["", "Max Specimen", ""]]);
    });
}

#[test]
fn no_beside_yes_is_an_answer_and_elsewhere_a_number() {
    let text = "# J\n\n## Procedure\n\n| Step | Action | Who | Yes | No |\n|---|---|---|---|---|\n| 1 | Is the seal intact? | Clerk | 3 | 2 |\n| 2 | Report the seal | Clerk | | |\n| 3 | Unload the pallets | Clerk | | |\n";
    sop(text, |sop| {
        let numbers: Vec<&str> = sop.document.steps.items.iter().map(|step| step.number.as_str()).collect();
        assert_eq!((numbers, &sop.flow.next[0][..]), (vec!["1", "2", "3"], &[2, 1][..]));
    });
    let text = "# J\n\n## Procedure\n\n| No | Action | Yes | No |\n|---|---|---|---|\n| 1 | Is the seal intact? | 2 | 1 |\n| 2 | Unload the pallets | | |\n";
    sop(text, |sop| assert_eq!(sop.flow.next[0], [1, 0], "{:?}", sop.remarks));
}

#[test]
fn numbered_lists_of_a_runbook_are_steps_under_their_headings() {
    let body = "# Disk nearly full\n\n## Impact\n\nNo samples.\n\n## Diagnosis\n\n1. Read the alert\n2. Find the volume\n\n## Mitigation\n\n1. Delete old logs\n2. Restart the collector\n";
    markdown(&format!("---\nkind: Runbook\n---\n\n{body}"), |document| {
        assert_eq!(acts(document), ["Read the alert", "Find the volume", "Delete old logs", "Restart the collector"]);
        let phases: Vec<&str> = document.steps.items.iter().map(|step| step.phase.as_str()).collect();
        assert_eq!(phases, ["Diagnosis", "Diagnosis", "Mitigation", "Mitigation"]);
        let tables: Vec<Option<i64>> = document.steps.items.iter().map(|step| step.table.int()).collect();
        assert_eq!(tables, [Some(1), Some(1), Some(2), Some(2)], "two procedures");
    });
    markdown(body, |document| assert!(!document.steps.is_whole(), "elsewhere they may be anything"));
}

#[test]
fn a_key_that_names_a_role_is_a_section_and_a_heading_alone_is_empty() {
    let vocabulary = crate::sop::Vocabulary::shipped().expect("words");
    let text = "title: Receiving goods\nquality_control: Weigh two cartons\nsafety: [Gloves, Boots]\ntraining: \"\"\n";
    let reading = crate::reader::yaml::read(text, &crate::reader::ReadLimits::default());
    let sop = super::understand(&reading.documents[0], &vocabulary);
    assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
    let read = |section: &crate::sop::model::Section<'_>| (section.title.as_str().to_owned(), section.words.int());
    let sections: Vec<_> = sop.document.sections.items.iter().map(read).collect();
    let expected = [("quality_control", 3), ("safety", 2), ("training", 0)];
    assert_eq!(sections, expected.map(|(title, words)| (title.to_owned(), Some(words))));
    let text = "# J\n\n## Safety\n\n## Drawing\n\n```\ngraph\n```\n\n## Training\n\n### New staff\n\nThree days.\n\n## Escalation\n";
    markdown(text, |document| {
        let words: Vec<Option<i64>> = document.sections.items.iter().map(|section| section.words.int()).collect();
        assert_eq!(words, [Some(0), None, None, Some(2), Some(0)]);
    });
}

#[test]
fn the_first_heading_is_the_title_when_there_is_no_higher_one() {
    markdown("## Playbook: Phishing\n\n### Purpose\n\nStop it.\n", |document| {
        assert_eq!((document.title.as_str(), document.purpose.as_str()), ("Playbook: Phishing", "Stop it."));
        assert!(document.sections.items.is_empty());
    });
    for text in ["## Purpose\n\nStop it.\n", "Some text.\n\n## Phishing\n\nStop it.\n", "## Intro\n\nA\n\n# Phishing\n"]
    {
        markdown(text, |document| assert_ne!(document.title.as_str(), "Intro", "{text}"));
    }
    markdown("## Purpose\n\nStop it.\n", |document| assert_eq!(document.title.state, State::Missing));
}
