//! The calendar of an audit, read back as a calendar program does (RFC 5545): what is due when, what is late, what nobody can know.

mod support {
    pub(crate) mod program;
}

use std::collections::BTreeMap;

use support::program::{Folder, soplint};

const TODAY: &str = "2026-11-28";

/// An SOP of a unit, with lines of its own.
fn sop(number: u32, title: &str, lines: &str) -> String {
    format!(
        "nomor: SOP-{number:03}/KUL/9999/2024\njudul: {title}\nunit: Subbagian Umum\n{lines}\nkegiatan:\n  - no: 1\n    uraian: Mencatat berkas dalam buku agenda\n    pelaksana: Arsiparis\n    waktu: 5 menit\n"
    )
}

/// The properties of an event, those of its alarm behind `VALARM.`.
type Event = BTreeMap<String, String>;

/// Reads a calendar: lines are unfolded, names lose their parameters, texts their escapes.
fn events(bytes: &[u8]) -> Vec<Event> {
    let text = std::str::from_utf8(bytes).expect("a calendar is text");
    assert!(
        text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']),
        "lines end in CRLF"
    );
    for line in text.split("\r\n") {
        assert!(line.len() <= 75, "{} octets: {line}", line.len());
    }
    let (mut events, mut inside) = (Vec::new(), Vec::new());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let (name, value) = line.split_once(':').expect("a name and a value");
        match name {
            "BEGIN" => {
                inside.push(value.to_owned());
                if value == "VEVENT" {
                    events.push(Event::new());
                }
            }
            "END" => assert_eq!(inside.pop().as_deref(), Some(value), "components are nested"),
            _ => {
                let name = name.split(';').next().unwrap_or(name);
                let name = match inside.last().map(String::as_str) {
                    Some("VEVENT") => name.to_owned(),
                    Some("VALARM") => format!("VALARM.{name}"),
                    _ => continue,
                };
                let plain = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\");
                assert!(events.last_mut().expect("an event").insert(name, plain).is_none(), "{line} is there twice");
            }
        }
    }
    assert!(inside.is_empty());
    events
}

/// Audits a folder and reads its calendar.
fn calendar(folder: &Folder, arguments: &[&str]) -> Vec<Event> {
    let fixed = ["audit", "sop", "--no-cache", "--no-progress", "--exit-zero", "--output", "ics=tinjau.ics"];
    let arguments: Vec<&str> = fixed.into_iter().chain(arguments.iter().copied()).collect();
    let ran = soplint(folder.path(), &arguments);
    assert!(ran.code != 2, "{}", ran.stderr);
    events(&std::fs::read(folder.path().join("tinjau.ics")).expect("a calendar"))
}

fn on(folder: &Folder, today: &str) -> Vec<Event> {
    calendar(folder, &["--today", today])
}

/// Day and summary of the events about an SOP.
fn about(events: &[Event], number: u32) -> Vec<(String, String)> {
    let named = format!("SOP-{number:03}/");
    let events = events.iter().filter(|event| event["SUMMARY"].contains(&named));
    let told =
        |event: &Event| (event["DTSTART"].clone(), event["SUMMARY"].split(" SOP-").next().unwrap_or("").to_owned());
    events.map(told).collect()
}

fn pair(day: &str, what: &str) -> (String, String) {
    (day.to_owned(), what.to_owned())
}

#[test]
fn a_planned_review_has_its_day_and_an_alarm_two_weeks_before() {
    let folder = Folder::new("reviews_planned");
    folder.write(
        "sop/1.sop.yaml",
        sop(1, "Surat Masuk", "tanggal_efektif: 2026-02-03\ntanggal_tinjau_ulang: 2027-02-15"),
    );
    let events = on(&folder, TODAY);
    assert_eq!(about(&events, 1)[0], pair("20270203", "Pantau (monitoring)"));
    assert_eq!(about(&events, 1)[1], pair("20270215", "Tinjau ulang"));
    let review = &events[1];
    assert_eq!((review["VALARM.TRIGGER"].as_str(), review["VALARM.ACTION"].as_str()), ("-P14D", "DISPLAY"));
    assert_eq!(review["DTSTAMP"], "20261128T000000Z");
    assert_eq!(review["CATEGORIES"], "Subbagian Umum");
    assert!(review["DESCRIPTION"].contains("Berkas: sop/1.sop.yaml") && review["DESCRIPTION"].contains("(LC004)"));
}

#[test]
fn a_review_that_did_not_take_place_is_late_and_due_today() {
    let folder = Folder::new("reviews_late");
    folder.write(
        "sop/1.sop.yaml",
        sop(1, "Surat Masuk", "tanggal_efektif: 2025-02-03\ntanggal_tinjau_ulang: 2026-02-02"),
    );
    let events = on(&folder, TODAY);
    assert!(about(&events, 1).contains(&pair("20261128", "Terlambat: tinjau ulang")), "{events:?}");
    let late = events.iter().find(|event| event["SUMMARY"].starts_with("Terlambat")).expect("it is late");
    assert!(late["DESCRIPTION"].contains("jatuh tempo 2026-02-02"), "{late:?}");
}

#[test]
fn a_review_that_took_place_is_followed_by_an_evaluation_a_year_later() {
    let folder = Folder::new("reviews_done");
    let dates = "tanggal_efektif: 2025-02-03\ntanggal_tinjau_ulang: 2026-02-02\ntanggal_tinjauan_terakhir: 2026-05-04";
    folder.write("sop/1.sop.yaml", sop(1, "Surat Masuk", dates));
    assert!(about(&on(&folder, TODAY), 1).contains(&pair("20270504", "Evaluasi")));
}

#[test]
fn without_a_log_nobody_is_called_late() {
    let folder = Folder::new("reviews_unlogged");
    folder.write("sop/1.sop.yaml", sop(1, "Surat Masuk", "tanggal_efektif: 2023-03-06"));
    let expected = [pair("20270306", "Evaluasi"), pair("20270306", "Pantau (monitoring)")];
    assert_eq!(about(&on(&folder, TODAY), 1), expected, "the next such days are taken");
}

#[test]
fn the_logs_of_the_project_say_what_is_late() {
    let folder = Folder::new("reviews_logged");
    folder.write("soplint.yaml", "extends: [sop-ap]\nproject: log.yaml\n");
    folder.write("log.yaml", "tables:\n  monitoring: {rows: [[SOP-001/KUL/9999/2024, 2026-10-05]]}\n  evaluations: {rows: [[SOP-001/KUL/9999/2024, 2025-10-06, true, true, true, true, true, true, true]]}\n");
    for number in [1, 2] {
        folder.write(&format!("sop/{number}.sop.yaml"), sop(number, "Surat Masuk", "tanggal_efektif: 2024-03-04"));
    }
    let events = on(&folder, TODAY);
    assert_eq!(about(&events, 1), [pair("20261128", "Terlambat: evaluasi"), pair("20270405", "Pantau (monitoring)")]);
    assert_eq!(
        about(&events, 2),
        [pair("20261128", "Terlambat: evaluasi"), pair("20261128", "Terlambat: pantau (monitoring)")]
    );
}

#[test]
fn how_often_is_what_the_settings_say() {
    let folder = Folder::new("reviews_often");
    folder.write("soplint.yaml", "extends: [sop-ap]\nparams: {evaluate_every: 24 months}\n");
    folder.write("sop/1.sop.yaml", sop(1, "Surat Masuk", "tanggal_efektif: 2026-03-02"));
    assert!(about(&on(&folder, TODAY), 1).contains(&pair("20280302", "Evaluasi")));
}

#[test]
fn drafts_and_what_was_superseded_have_no_schedule() {
    let folder = Folder::new("reviews_not_in_force");
    for (number, status) in [(1, "Draf"), (2, "Digantikan"), (3, "Dicabut")] {
        let lines = format!("status: {status}\ntanggal_efektif: 2025-02-03\ntanggal_tinjau_ulang: 2026-12-15");
        folder.write(&format!("sop/{number}.sop.yaml"), sop(number, "Surat Masuk", &lines));
    }
    let events = on(&folder, TODAY);
    assert_eq!(events.len(), 1, "{events:?}");
    assert_eq!(events[0]["SUMMARY"], "Tidak ada tinjau ulang SOP yang jatuh tempo");
}

#[test]
fn of_how_many_sops_nothing_is_known_is_told() {
    let folder = Folder::new("reviews_unknown");
    folder.write("sop/1.sop.yaml", sop(1, "Surat Masuk", "tanggal_efektif: 2026-02-03"));
    folder.write("sop/2.sop.yaml", sop(2, "Surat Keluar", "tanggal_efektif: \"-\""));
    folder.write("sop/3.docx", "tidak terbaca");
    let events = calendar(&folder, &["--today", TODAY, "--lang", "en"]);
    let told =
        events.iter().find(|event| event["SUMMARY"] == "No day of review is known for 2 SOPs").expect("it is told");
    assert_eq!(told["DTSTART"], "20261128");
    assert!(told["DESCRIPTION"].contains("not read: 1; without a day that can be read: 1"), "{told:?}");
}

#[test]
fn many_sops_of_a_unit_on_one_day_are_one_event() {
    let folder = Folder::new("reviews_many");
    for number in 1..=11 {
        folder.write(
            &format!("sop/{number:02}.sop.yaml"),
            sop(number, "Surat Masuk", "tanggal_efektif: 2026-02-03\ntanggal_tinjau_ulang: 2027-01-15"),
        );
    }
    let events = on(&folder, TODAY);
    let shared = events.iter().find(|event| event["DTSTART"] == "20270115").expect("reviews are due");
    assert_eq!(shared["SUMMARY"], "Tinjau ulang 11 SOP (Subbagian Umum)");
    assert_eq!(shared["DESCRIPTION"].lines().filter(|line| line.starts_with("- SOP-")).count(), 11);
    assert_eq!(events.len(), 2, "and monitoring another");
}

#[test]
fn an_event_keeps_its_uid_when_its_day_moves() {
    let folder = Folder::new("reviews_uid");
    folder.write(
        "sop/1.sop.yaml",
        sop(1, "Surat Masuk", "tanggal_efektif: 2025-02-03\ntanggal_tinjau_ulang: 2026-12-15"),
    );
    let uids = |today: &str| {
        on(&folder, today).iter().map(|event| event["UID"].clone()).collect::<std::collections::BTreeSet<_>>()
    };
    let planned = uids(TODAY);
    assert_eq!(planned.len(), 2, "each event has one of its own");
    assert_eq!(planned, uids("2027-01-04"), "also when it is late");
}

#[test]
fn no_title_breaks_the_calendar() {
    let folder = Folder::new("reviews_hostile");
    let title =
        r#""Naskah; a, b\\c é漢👩 END:VEVENT\r\nBEGIN:VALARM \u202e Pengelolaan Naskah Dinas yang Panjang Sekali""#;
    folder.write("sop/1.sop.yaml", sop(1, title, "tanggal_efektif: 2026-02-03\ntanggal_tinjau_ulang: 2027-02-15"));
    let events = on(&folder, TODAY);
    assert_eq!(events.len(), 2, "{events:?}");
    let review = events.iter().find(|event| event["DTSTART"] == "20270215").expect("the review");
    assert!(review["SUMMARY"].contains("Naskah; a, b\\c é漢👩 END:VEVENT  BEGIN:VALARM ? Pengelolaan"), "{review:?}");
}
