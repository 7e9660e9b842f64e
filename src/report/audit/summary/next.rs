//! What to do first: what a program can mend, what to look at, where the whole picture is.

use super::{Page, Section};
use crate::finding::{Applicability, is_fixable};
use crate::report::columns::{WIDEST, wrapped};
use crate::report::found::findings;

/// The steps, as commands where there are any.
pub(super) fn section(page: Page<'_>) -> Option<Section> {
    let steps = [fixes(page), unread(page), worst(page), Some(reports(page))];
    let mut lines = Vec::new();
    for (at, step) in steps.into_iter().flatten().enumerate() {
        for (part, line) in wrapped(&step, WIDEST - 3).into_iter().enumerate() {
            lines.push(if part == 0 { format!("{}. {line}", at + 1) } else { format!("   {line}") });
        }
    }
    let title = page.say("Langkah berikutnya", "What to do next").to_owned();
    (page.audit.scores.archive.documents > 0).then_some(Section { title, lines })
}

fn fixes(page: Page<'_>) -> Option<String> {
    let count = |most| findings(page.audit.outputs.report).filter(|found| is_fixable(found.finding, most)).count();
    let safe = count(Applicability::Safe);
    let findings = page.counted(safe, "temuan", "finding");
    (safe > 0).then(|| {
        page.say(
            format!("perbaiki {findings} secara otomatis: `soplint check --fix`, lebih dulu lihat dengan `--diff`"),
            format!("let the program mend {findings}: `soplint check --fix`, look first with `--diff`"),
        )
    })
}

fn unread(page: Page<'_>) -> Option<String> {
    let archive = &page.audit.scores.archive;
    let lost = archive.unread + archive.partly;
    let documents = page.counted(lost, "dokumen", "document");
    (lost > 0).then(|| {
        page.say(
            format!("ubah {documents} menjadi bentuk yang dapat dibaca seluruhnya, lalu audit sekali lagi"),
            format!("bring {documents} into a form that can be read whole, then audit again"),
        )
    })
}

fn worst(page: Page<'_>) -> Option<String> {
    let rules = page.audit.outputs.linter.walk.rules.iter().zip(&page.audit.scores.rules);
    let rule =
        rules.rev().max_by_key(|(_, score)| (score.lost, score.findings)).filter(|(_, score)| score.findings > 0);
    rule.map(|(rule, _)| {
        page.say(
            format!("baca apa yang diminta aturan terberat: `soplint explain {}`", rule.id),
            format!("read what the rule that costs most asks: `soplint explain {}`", rule.id),
        )
    })
}

fn reports(page: Page<'_>) -> String {
    page.say(
        "seluruh gambarannya: `soplint audit … --to FOLDER` (halaman HTML, buku kerja Excel, kalender evaluasi)",
        "the whole picture: `soplint audit … --to FOLDER` (HTML page, Excel workbook, calendar of reviews)",
    )
    .to_owned()
}
