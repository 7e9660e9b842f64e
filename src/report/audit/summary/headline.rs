//! What an archive comes to in a few lines, and how it serves each benefit SOPs exist for.

use super::{BAR, Page, Section};
use crate::engine::scorecard::{Score, Tally};
use crate::report::audit::formula;
use crate::report::columns::{Cell, Set, Tone, table};
use crate::report::{clean, explain, figures};
use crate::rule::{Benefit, Question};

/// Name and day, score, what was read, what was found, what it takes.
pub(super) fn lines(page: Page<'_>) -> Vec<String> {
    let archive = &page.audit.scores.archive;
    let bound = formula::bound(archive, page.language());
    let bound = bound.map(|why| page.say(format!("predikat dibatasi: {why}"), format!("the grade is bounded: {why}")));
    let score = [Some(score(page, archive)), bound.map(|bound| page.paint(&bound, Tone::Doubtful))];
    let read = [Some(documents(page, archive)), reservation(page, archive)];
    let lines = [title(page)].into_iter().chain(score.into_iter().chain(read).flatten());
    lines.chain([findings(page, archive), effort(page, archive)]).collect()
}

fn title(page: Page<'_>) -> String {
    let outputs = &page.audit.outputs;
    let day = outputs.report.today.describe(page.language(), &outputs.linter.vocabulary.dates);
    let title = clean::line(page.audit.title);
    page.paint(
        &page.say(format!("Audit SOP: {title} · {day}"), format!("Audit of SOPs: {title} · {day}")),
        Tone::Strong,
    )
}

fn score(page: Page<'_>, archive: &Score) -> String {
    let (Some(percent), Some(grade)) = (archive.percent(), archive.grade()) else {
        let text =
            page.say("belum ada nilai: tidak ada aturan yang dapat diputuskan", "no score: no rule could be decided");
        return page.paint(text, Tone::Bad);
    };
    let number = figures::decimal(percent, page.language());
    let marks = format!("{number} {} {}", grade.letter(), figures::bar(percent, 2 * BAR));
    let marks = page.paint(&marks, super::tone(grade));
    let since = super::trend::since(page).map_or_else(String::new, |since| format!("  {since}"));
    format!("{} {marks}{since}", page.say("nilai", "score"))
}

fn documents(page: Page<'_>, archive: &Score) -> String {
    let [all, full, partly, unread] =
        [archive.documents, archive.full, archive.partly, archive.unread].map(|count| page.count(count));
    match (archive.documents, archive.unread + archive.partly) {
        (0, _) => page.say("tidak ada dokumen", "no documents").to_owned(),
        (_, 0) => page.say(
            format!("{all} dokumen, semuanya dibaca seluruhnya"),
            format!("{all} documents, all of them read whole"),
        ),
        _ => page.say(
            format!("{all} dokumen: {full} dibaca seluruhnya, {partly} sebagian, {unread} tidak dibaca"),
            format!("{all} documents: {full} read whole, {partly} in part, {unread} not read"),
        ),
    }
}

/// A score says nothing of what was not read.
fn reservation(page: Page<'_>, archive: &Score) -> Option<String> {
    let lost = archive.unread + archive.partly;
    let text = page.say(
        "nilai hanya menyangkut bagian yang dibaca; yang lain ada di bawah \"Tidak diperiksa\"",
        "the score is about what was read only; the rest stands below \"Not checked\"",
    );
    (lost > 0).then(|| page.paint(text, Tone::Doubtful))
}

fn findings(page: Page<'_>, archive: &Score) -> String {
    let [errors, warnings, infos] = archive.findings;
    let counts = [
        (errors, page.counted(errors, "kesalahan", "error"), Tone::Bad),
        (warnings, page.counted(warnings, "peringatan", "warning"), Tone::Doubtful),
        (infos, page.say(format!("{} saran", page.count(infos)), format!("{} info", page.count(infos))), Tone::Plain),
    ];
    let counts = counts.map(|(count, text, tone)| page.paint(&text, if count == 0 { Tone::Plain } else { tone }));
    let accepted = (archive.accepted > 0).then(|| {
        let accepted = page.count(archive.accepted);
        page.say(
            format!(" · diterima dan tidak dihitung: {accepted}"),
            format!(" · accepted and not counted: {accepted}"),
        )
    });
    counts.join(", ") + &accepted.unwrap_or_default()
}

fn effort(page: Page<'_>, archive: &Score) -> String {
    let minutes = archive.minutes;
    let days = page.count(minutes.div_ceil(figures::DAY) as usize);
    let days = match minutes {
        0..figures::DAY => String::new(),
        _ => page.say(format!(", {days} hari kerja satu orang"), format!(", {days} working days of one person")),
    };
    let time = page.time(minutes);
    page.say(
        format!("perkiraan waktu perbaikan: {time}{days}"),
        format!("time it may take to mend, an estimate: {time}{days}"),
    )
}

/// How the archive serves each benefit and answers each question, and how much of it can be read at all.
pub(super) fn benefits(page: Page<'_>) -> Option<Section> {
    let archive = &page.audit.scores.archive;
    let readable = Tally { passed: archive.read() as u64, decided: archive.documents as u64 };
    let benefits = Benefit::ALL.iter().zip(archive.benefits);
    let benefits = benefits.map(|(benefit, tally)| (explain::benefit(*benefit, page.language()).to_owned(), tally));
    let questions = Question::ALL.iter().zip(archive.questions).map(|(question, tally)| {
        let word = explain::questions(&[*question], page.language());
        (page.say(format!("menjawab {word}"), format!("says {word}")), tally)
    });
    let readable = (page.say("dokumen dapat dibaca", "documents can be read").to_owned(), readable);
    let rows: Vec<Vec<Cell>> =
        benefits.chain(questions).chain([readable]).map(|(name, tally)| row(page, name, tally)).collect();
    let title =
        page.say("Manfaat SOP: bagian yang terpenuhi", "What SOPs are for: the part that is fulfilled").to_owned();
    let heads = [("", Set::Left), ("", Set::Right), ("", Set::Left)];
    let mut lines = table(&heads, &rows, page.colour());
    lines.extend(unknown(page));
    (archive.documents > 0).then_some(Section { title, lines })
}

/// That nobody knows whether every unit and task has an SOP: what is fulfilled above says nothing of it.
fn unknown(page: Page<'_>) -> Option<String> {
    let rules = &page.audit.outputs.linter.walk.rules;
    let ids = page.audit.scores.undecided.iter().filter_map(|at| rules.get(*at));
    let ids = ids.map(|rule| rule.id.as_str()).collect::<Vec<_>>().join(", ");
    let text = page.say(
        format!("belum diketahui apakah setiap unit dan tugas mempunyai SOP ({ids} tidak dapat diputuskan)"),
        format!("whether every unit and task has an SOP is not known ({ids} not decidable)"),
    );
    (!ids.is_empty()).then(|| page.paint(&text, Tone::Doubtful))
}

fn row(page: Page<'_>, name: String, tally: Tally) -> Vec<Cell> {
    let Some(percent) = tally.percent() else {
        let nothing = page.say("tidak ada yang dapat diputuskan", "nothing could be decided");
        return vec![Cell::new(name), Cell::toned(figures::NONE, Tone::Faint), Cell::toned(nothing, Tone::Faint)];
    };
    let tone = match percent {
        80.0.. => Tone::Good,
        60.0.. => Tone::Doubtful,
        _ => Tone::Bad,
    };
    let number = figures::decimal(percent, page.language());
    vec![Cell::new(name), Cell::toned(number, tone), Cell::toned(figures::bar(percent, 2 * BAR), tone)]
}
