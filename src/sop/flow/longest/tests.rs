//! Procedures and how long their longest way takes.

use super::*;
use crate::reader::{Format, ReadLimits};
use crate::sop::duration::{PlainDay, Unit};
use crate::sop::{Vocabulary, understand};

fn measured<T>(text: &str, conversions: &Conversions, check: impl FnOnce(&Sop<'_>, &Vocabulary) -> T) -> T {
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    let opened = Format::Yaml.open(text.as_bytes(), &ReadLimits::default()).expect("text");
    let reading = opened.read(&ReadLimits::default());
    let mut sop = understand(&reading.documents[0], &vocabulary);
    fill(&mut sop, conversions);
    check(&sop, &vocabulary)
}

/// The longest way of steps that are `time` or `time, what follows`.
fn path(steps: &[&str]) -> String {
    path_with(steps, &Conversions::default())
}

fn path_with(steps: &[&str], conversions: &Conversions) -> String {
    let text = steps.iter().enumerate().fold("kegiatan:\n".to_owned(), |text, (at, step)| {
        format!("{text}  - {{no: {}, uraian: Mencatat surat, waktu: {step}}}\n", at + 1)
    });
    measured(&text, conversions, |sop, vocabulary| {
        let length = sop.document.path_duration.duration().and_then(Duration::upper);
        length.map_or_else(|| "?".to_owned(), |length| length.describe(crate::sop::Language::Id, &vocabulary.time))
    })
}

#[test]
fn times_along_a_straight_way_add_up_kind_by_kind() {
    assert_eq!(path(&["5 menit", "1 jam", "10-20 menit"]), "1 jam 25 menit");
    assert_eq!(path(&["5 menit", "2 hari kerja", "1 bulan"]), "1 bulan 2 hari kerja 5 menit");
    assert_eq!(path(&["15 menit"]), "15 menit");
}

#[test]
fn of_two_ways_the_longer_one_counts() {
    let steps = |short, long| {
        ["10 menit, keputusan: {ya: 2, tidak: 3}".to_owned(), format!("{short}, lanjut: 4"), long, "1 menit".to_owned()]
    };
    let with = |short: &str, long: &str, conversions: &Conversions| {
        let steps = steps(short.to_owned(), long.to_owned());
        path_with(&steps.each_ref().map(String::as_str), conversions)
    };
    let plain = Conversions::default();
    assert_eq!(with("5 menit", "1 jam", &plain), "1 jam 11 menit");
    assert_eq!(with("8 jam", "1 hari kerja", &plain), "8 jam 11 menit", "a working day has 7.5 hours");
    assert_eq!(with("2 hari", "1 hari kerja", &plain), "?", "nobody said what a plain day is");
    let working = Conversions { plain_day: Some(PlainDay::Working), ..plain };
    assert_eq!(with("2 hari", "1 hari kerja", &working), "2 hari 11 menit");
}

#[test]
fn a_loop_is_walked_once() {
    let back = ["10 menit", "5 menit, keputusan: {ya: 3, tidak: 1}", "1 menit"];
    assert_eq!(path(&back), "16 menit");
    let mended = ["10 menit", "5 menit, keputusan: {ya: 4, tidak: 3}", "2 jam, lanjut: 1", "1 menit"];
    assert_eq!(path(&mended), "16 menit", "a step from which every way goes back lies on no way to the end");
    let itself = ["10 menit, lanjut: 1", "1 menit"];
    assert_eq!(path(&itself), "?", "no end is reached");
}

#[test]
fn what_is_not_known_is_not_guessed() {
    for unknown in ["Segera", "10", "2 menit/berkas", "minimal 1 jam", "Triwulanan", "''", "5 minit", "1 jam / 1 hari"]
    {
        assert_eq!(path(&["5 menit", unknown, "1 jam"]), "?", "{unknown}");
    }
    assert_eq!(path(&["5 menit, lanjut: 9", "1 jam"]), "?", "a way that leads nowhere may lead anywhere");
    assert_eq!(path(&["5 menit, lanjut: 3", "Segera", "1 jam"]), "1 jam 5 menit", "what is on no way is not needed");
}

#[test]
fn a_bare_start_and_end_take_no_time() {
    let text =
        "kegiatan: [{no: 1, uraian: Mulai}, {no: 2, uraian: Mencatat surat, waktu: 5 menit}, {no: 3, uraian: Selesai}]";
    let minutes =
        measured(text, &Conversions::default(), |sop, _| sop.document.path_duration.duration()?.upper().copied());
    assert_eq!(minutes, Some(Length::of(5000, Unit::Minute)));
}

#[test]
fn a_time_that_rows_share_counts_once() {
    let text =
        "kegiatan: [{no: 1, uraian: Mencatat surat, waktu: 5 menit}, {no: 2, uraian: Memindai surat, waktu: 5 menit}]";
    let minutes = |share: bool| {
        measured(text, &Conversions::default(), |sop, _| {
            let mut sop = sop.clone();
            if share {
                sop.document.steps.items[1].duration = sop.document.steps.items[0].duration.clone();
            }
            fill(&mut sop, &Conversions::default());
            sop.document.path_duration.duration()?.upper().copied()
        })
    };
    assert_eq!(minutes(false), Some(Length::of(10_000, Unit::Minute)));
    assert_eq!(minutes(true), Some(Length::of(5000, Unit::Minute)));
}

#[test]
fn any_graph_of_ten_thousand_steps_is_measured_in_good_time() {
    let count = 10_000;
    let line: Vec<String> = (0..count).map(|_| "1 menit".to_owned()).collect();
    let diamonds = (0..count).map(|at| match at + 3 {
        to if to <= count => format!("1 menit, keputusan: {{ya: {}, tidak: {to}}}", at + 2),
        _ => "1 menit".to_owned(),
    });
    let diamonds: Vec<String> = diamonds.collect();
    let back = |at: usize| format!("1 menit, keputusan: {{ya: {}, tidak: {}}}", at + 2, at / 2 + 1);
    let loops: Vec<String> = (0..count - 1).map(back).chain(["1 menit".to_owned()]).collect();
    for steps in [line, diamonds, loops] {
        let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
        assert_eq!(path(&steps), "166 jam 40 menit");
    }
}
