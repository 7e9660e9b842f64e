//! Spellings and what they must be read as.

use super::super::words::{test_data, test_words};
use super::super::{Basis, DurationHint, DurationProblem, Unit};
use super::*;

fn parse(text: &str) -> Duration {
    test_words().parse(text)
}

/// Form, low and high as one line: `range: 5 menit … 10 menit`.
fn read(text: &str) -> String {
    let Duration { form, low, high, .. } = parse(text);
    let shown = |length: Option<Length>| length.map_or(String::from("?"), |it| it.describe(Language::Id, test_words()));
    match (low, high) {
        (None, None) => form.name().to_string(),
        (low, high) if low == high => format!("{}: {}", form.name(), shown(low)),
        (low, high) => format!("{}: {} … {}", form.name(), shown(low), shown(high)),
    }
}

#[test]
fn examples_of_the_vocabulary_get_their_form() {
    for example in test_data().examples {
        assert_eq!(parse(&example.0).form, example.1, "{}", example.0);
    }
}

/// All examples of the vocabulary that have a length, in its order.
const EXAMPLE_LENGTHS: [(&str, &str); 39] = [
    ("5 menit", "single: 5 menit"),
    ("1 jam", "single: 1 jam"),
    ("1 hari", "single: 1 hari"),
    ("3 Hari", "single: 3 hari"),
    ("1 Hari Kerja", "single: 1 hari kerja"),
    ("2 Minggu", "single: 2 minggu"),
    ("1 bulan", "single: 1 bulan"),
    ("40 jam", "single: 40 jam"),
    ("1 semester", "single: 6 bulan"),
    ("5 \nMenit", "single: 5 menit"),
    ("1 (satu) hari kerja", "single: 1 hari kerja"),
    ("5 (lima) hari kerja", "single: 5 hari kerja"),
    ("satu hari kerja", "single: 1 hari kerja"),
    ("Setengah jam", "single: 30 menit"),
    ("paling lama dua hari kerja", "at_most: 2 hari kerja"),
    ("dua belas jam", "single: 12 jam"),
    ("two working days", "single: 2 hari kerja"),
    ("1,5 jam", "single: 1 jam 30 menit"),
    ("1 bulan (tanggal 1-20)", "single: 1 bulan"),
    ("7 hari (Des t-1 / Jan t)", "single: 7 hari"),
    ("paling lama 3 hari kerja", "at_most: 3 hari kerja"),
    ("maks. 15 menit", "at_most: 15 menit"),
    ("≤ 1 jam", "at_most: 1 jam"),
    ("± 2 jam", "approximate: 2 jam"),
    ("5-10 menit", "range: 5 menit … 10 menit"),
    ("1 – 20 Hari Kerja", "range: 1 hari kerja … 20 hari kerja"),
    ("1 - 5 hari Kerja", "range: 1 hari kerja … 5 hari kerja"),
    ("2 s.d 3 bulan", "range: 2 bulan … 3 bulan"),
    ("2 s.d. 3 bulan", "range: 2 bulan … 3 bulan"),
    ("2 s/d 3 bulan", "range: 2 bulan … 3 bulan"),
    ("10 – 60 menit", "range: 10 menit … 1 jam"),
    ("30 menit - 3 Jam", "range: 30 menit … 3 jam"),
    ("1-10 Hari", "range: 1 hari … 10 hari"),
    ("1 Hari Kerja 1 Jam", "sum: 1 hari kerja 1 jam"),
    ("1 x 24 Jam", "sum: 24 jam"),
    ("2 menit/berkas", "per_item: 2 menit"),
    ("15 menit/ berkas", "per_item: 15 menit"),
    ("120 Menit / 3 Hari", "alternatives"),
    ("2 bulan 1 minggu; 5 hari kerja; 1 hari", "alternatives"),
];

#[test]
fn examples_of_the_vocabulary_get_their_lengths() {
    for (text, expected) in EXAMPLE_LENGTHS {
        assert_eq!(read(text), expected, "{text}");
    }
    let data = test_data();
    let parsed = data.examples.iter().map(|example| example.0.as_str()).filter(|text| {
        let Duration { form, basis, .. } = parse(text);
        basis.is_some() && form != DurationForm::NoNumber
    });
    assert_eq!(parsed.collect::<Vec<_>>(), EXAMPLE_LENGTHS.map(|(text, _)| text), "the table misses an example");
}

#[test]
fn qualifiers() {
    for (text, expected) in [
        ("Minimal 1 jam", "at_least: 1 jam"),
        ("min. 30 mnt", "at_least: 30 menit"),
        ("min 30 min", "at_least: 30 menit"),
        ("maks15 menit", "at_most: 15 menit"),
        ("<5 menit.", "at_most: 5 menit"),
        ("kurang dari 5 menit", "at_most: 5 menit"),
        ("kurang lebih 5 menit", "approximate: 5 menit"),
        ("selama 3 hari", "single: 3 hari"),
        ("maks. 1 hari kerja 2 jam", "sum: 1 hari kerja 2 jam"),
        ("± 5-10 menit", "range: 5 menit … 10 menit"),
        ("maksimal 2 menit/berkas", "per_item: 2 menit"),
        ("maks. 3 hari / 5 hari", "unparsed"),
        ("maksimal", "unparsed"),
        ("maks menit", "unparsed"),
        ("maks 5", "no_unit"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn english() {
    for (text, expected) in [
        ("5 minutes", "single: 5 menit"),
        ("1 day", "single: 1 hari kalender"),
        ("3 working days", "single: 3 hari kerja"),
        ("2 business day(s)", "single: 2 hari kerja"),
        ("1.5 working hours", "single: 1,5 jam kerja"),
        ("12 months", "single: 1 tahun"),
        ("1 quarter", "single: 3 bulan"),
        ("within 24 hours", "at_most: 24 jam"),
        ("at most 2 weeks", "at_most: 2 minggu"),
        ("up to 2 years", "at_most: 2 tahun"),
        ("at least 10 sec", "at_least: 10 detik"),
        ("about 3 days", "approximate: 3 hari kalender"),
        ("2 to 3 days", "range: 2 hari kalender … 3 hari kalender"),
        ("1 hour and 30 minutes", "sum: 1 jam 30 menit"),
        ("10 minutes per file", "per_item: 10 menit"),
        ("1 hour or 90 minutes", "alternatives: 1 jam … 1 jam 30 menit"),
        ("as soon as possible", "vague"),
        ("As needed.", "vague"),
        ("Quarterly", "frequency"),
        ("every 3 months", "frequency"),
        ("depending on the contract", "conditional"),
        ("working days", "no_number"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn a_word_of_both_languages_has_the_meaning_of_the_document() {
    let unit = |language| test_words().parse_in("2 hr", language).low;
    assert_eq!(unit(Language::Id), Some(Length::of(2000, Unit::Day)));
    assert_eq!(unit(Language::En), Some(Length::of(2000, Unit::Hour)));
    let day = |language| test_words().parse_in("2 hari, 2 days", language).basis;
    assert_eq!(day(Language::Id), day(Language::En));
}

#[test]
fn ranges() {
    for (text, expected) in [
        ("20-10 menit", "range: 20 menit … 10 menit"),
        ("5 sampai dengan 10 menit", "range: 5 menit … 10 menit"),
        ("5 menit sampai 1 jam", "range: 5 menit … 1 jam"),
        ("5 (lima) - 10 (sepuluh) menit (pagi)", "range: 5 menit … 10 menit"),
        ("1 hari - 2 hari kerja", "range: 1 hari … 2 hari kerja"),
        ("5\u{a0}–\n10\u{b}menit", "range: 5 menit … 10 menit"),
        ("1,5-2,25 jam", "range: 1 jam 30 menit … 2 jam 15 menit"),
        ("2-3 menit/berkas", "per_item: 2 menit … 3 menit"),
        ("5-10", "no_unit"),
        ("5 menit - berkas", "unparsed"),
        ("5 - 10 - 15 menit", "unparsed"),
        ("1-2 jam 30 menit", "unparsed"),
        ("-5 menit", "unparsed"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn sums_and_alternatives() {
    for (text, expected) in [
        ("1 jam 30 menit", "sum: 1 jam 30 menit"),
        ("1 jam dan 30 menit", "sum: 1 jam 30 menit"),
        ("1jam30menit", "sum: 1 jam 30 menit"),
        ("3x24 jam", "sum: 72 jam"),
        ("2 × 1,5 hari kerja", "sum: 3 hari kerja"),
        ("1 bulan 2 hari 3 jam", "sum: 1 bulan 2 hari 3 jam"),
        ("10 menit, 1 jam; 5 menit", "alternatives: 5 menit … 1 jam"),
        ("1 hari atau 3 hari (luar kota)", "alternatives: 1 hari … 3 hari"),
        ("1 minggu / 10 hari kalender", "alternatives: 1 minggu … 10 hari kalender"),
        ("1 jam / 1 hari kerja", "alternatives"),
        ("10/20 menit", "unparsed"),
        ("1 jam dan", "unparsed"),
        ("1 jam /", "unparsed"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn numbers() {
    for (text, expected) in [
        ("0,25 jam", "single: 15 menit"),
        ("0,125 hari kerja", "single: 0,125 hari kerja"),
        ("1.5 jam", "single: 1 jam 30 menit"),
        ("007 menit", "single: 7 menit"),
        ("0 menit", "single: 0 menit"),
        ("5menit", "single: 5 menit"),
        ("5 J.", "single: 5 jam"),
        ("1 (satu)", "no_unit"),
        ("10.", "no_unit"),
        ("999999999 tahun", "single: 999999999 tahun"),
        ("1000000000 menit", "unparsed"),
        ("1.440 menit", "single: 24 jam"),
        ("1.000.000 detik", "single: 277 jam 46 menit 40 detik"),
        ("1.440,5 menit", "single: 24 jam 30 detik"),
        ("1,500 menit", "unparsed"),
        ("1.440.5 menit", "unparsed"),
        ("0.500 jam", "single: 30 menit"),
        ("1/2 jam", "single: 30 menit"),
        ("3/4 jam", "single: 45 menit"),
        ("1 1/2 jam", "single: 1 jam 30 menit"),
        ("1½ jam", "single: 1 jam 30 menit"),
        ("1/2 - 1 jam", "range: 30 menit … 1 jam"),
        ("1/20 jam", "unparsed"),
        ("2/3 hari", "unparsed"),
        ("1,2345 jam", "unparsed"),
        ("1,5,5 jam", "unparsed"),
        ("999999999 x 999999999 tahun", "unparsed"),
        ("３ menit", "unparsed"),
        ("½ jam", "single: 30 menit"),
        ("15 (lima belas menit)", "single: 15 menit"),
        ("1 (satu) hari kerja (paling lama)", "single: 1 hari kerja"),
        ("1 jam, 15 menit", "sum: 1 jam 15 menit"),
        ("15 menit, 1 jam", "alternatives: 15 menit … 1 jam"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn the_mark_of_thousands_is_that_of_the_language() {
    let minutes = |text, language| test_words().parse_in(text, language).low;
    assert_eq!(minutes("1,440 minutes", Language::En), Some(Length::of(1_440_000, Unit::Minute)));
    assert_eq!(minutes("1.440 minutes", Language::En), None);
    assert_eq!(minutes("1.440 menit", Language::Id), Some(Length::of(1_440_000, Unit::Minute)));
}

#[test]
fn what_a_time_counts_from_is_passed() {
    for (text, expected) in [
        ("3 hari kerja sejak diterima", "single: 3 hari kerja"),
        ("Paling lambat 3 (tiga) hari kerja setelah berkas lengkap.", "at_most: 3 hari kerja"),
        ("1-2 hari terhitung sejak tanggal disposisi", "range: 1 hari … 2 hari"),
        ("within 5 working days of receipt", "at_most: 5 hari kerja"),
        ("3 hari sebelum acara", "unparsed"),
        ("3 hari sejak", "unparsed"),
        ("3 hari dari 5", "unparsed"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn the_only_length_of_a_running_text_is_found() {
    let length =
        |text: &str| test_words().only_length_in(text).map(|length| length.describe(Language::Id, test_words()));
    for (text, expected) in [
        ("Apabila SPM terlambat lebih dari 17 hari kerja, maka pembayaran ditolak.", Some("17 hari kerja")),
        ("paling lama 5 (lima) hari kerja sejak diterima; lewat 5 hari kerja ditolak", Some("5 hari kerja")),
        ("dalam 3-5 hari kerja atau 5 hari kerja", Some("5 hari kerja")),
        ("Pasal 5 jam layanan 08.00", Some("5 jam")),
        ("paling lama 5 hari kerja, atau 3 hari kerja untuk yang mendesak", None),
        ("2 menit per berkas", None),
        ("SOP-012/KUL/2025 tanggal 3 Februari 2025", None),
        ("é5 menit – 10", None),
        ("", None),
    ] {
        assert_eq!(length(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn units_are_found_where_they_stand() {
    let units = |text: &str| -> Vec<String> {
        test_words()
            .units_in(text)
            .into_iter()
            .map(|(range, unit)| format!("{}={}", &text[range], unit.name()))
            .collect()
    };
    assert_eq!(units("1 Hari  Kerja 30 mnt. (éjam)"), ["Hari  Kerja=working_day", "mnt=minute"]);
    assert_eq!(units("± 5–10 berkas"), Vec::<String>::new());
}

#[test]
fn words_without_a_quantity() {
    for (text, expected) in [
        (" SEGERA. ", "vague"),
        ("sesuai\u{a0}\n kebutuhan", "vague"),
        ("segera setelah rapat", "unparsed"),
        ("sesuai jadwal kegiatan", "conditional"),
        ("sejak\nkickoff", "conditional"),
        ("Tiap 3 bulan", "frequency"),
        ("2 kali setahun", "frequency"),
        ("2x dalam satu bulan", "frequency"),
        ("2 x 3 rangkap", "unparsed"),
        ("3 bulan sekali", "frequency"),
        ("Jan, Apr, Jul dan Okt", "frequency"),
        ("Semester", "no_number"),
        ("", "unparsed"),
        (" \n ", "unparsed"),
        ("-", "unparsed"),
        (".", "unparsed"),
        ("jaman", "unparsed"),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}

#[test]
fn kinds_and_units_are_counted() {
    for (text, basis, units) in [
        ("5-10 menit", Some(Basis::Exact), 1),
        ("30 menit - 3 jam", Some(Basis::Exact), 2),
        ("1 hari kerja 1 jam", Some(Basis::Working), 2),
        ("120 menit / 3 hari", Some(Basis::Ambiguous), 2),
        ("2 bulan 1 minggu", Some(Basis::Calendar), 2),
        ("0 hari kerja", Some(Basis::Working), 1),
        ("menit", Some(Basis::Exact), 1),
        ("10", None, 0),
        ("segera", None, 0),
    ] {
        let duration = parse(text);
        assert_eq!((duration.basis, duration.units), (basis, units), "{text}");
    }
}

#[test]
fn the_object_is_located() {
    for (text, object) in [
        ("2 menit/berkas", "/berkas"),
        ("15 menit/ berkas ", "/ berkas"),
        ("± 5 menit per Berkas Éntri (A/B)", "per Berkas Éntri (A/B)"),
        ("1 jam 30 menit / énam", "/ énam"),
    ] {
        let range = parse(text).per.expect("an object");
        assert_eq!(&text[range.start as usize..range.end as usize], object);
    }
    assert_eq!(parse("2 menit/3 berkas").form, DurationForm::Unparsed);
}

#[test]
fn mistakes_get_a_suggestion_and_no_length() {
    let cases = [
        ("5 minit", "minit", "menit"),
        ("± 5 Mneit/berkas", "Mneit", "menit"),
        ("3 hari kreja", "hari kreja", "hari kerja"),
        ("3 hri\u{a0}kerja", "hri\u{a0}kerja", "hari kerja"),
        ("2 mingu - 3 minggu", "mingu", "minggu"),
        ("5 minutse", "minutse", "minutes"),
        ("2 woking days", "woking days", "working days"),
        ("1 0 Hari Kerja", "1 0", "10"),
        ("paling lama 1  5 minit", "1  5", "15"),
        ("1 000 menit", "1 000", "1000"),
    ];
    for (text, wrong, right) in cases {
        let duration = parse(text);
        let hint = duration.hint.clone().expect(text);
        assert_eq!(&text[hint.range.start as usize..hint.range.end as usize], wrong);
        assert_eq!(&*hint.right, right);
        assert_eq!(Duration { hint: None, ..duration }, Duration::without_length(DurationForm::Unparsed));
    }
    let hint = parse("1 0 Hari Kerja").hint;
    let expected = DurationHint { problem: DurationProblem::SplitNumber, range: 0..3, right: "10".into() };
    assert_eq!(hint, Some(expected));
}

#[test]
fn no_suggestion_where_something_else_may_be_meant() {
    for text in
        ["Surat undangan", "3 tahap", "2 berkas", "10 20 menit", "minit", "5 Juni 2025", "5 hal", "3 orang", "Hadir"]
    {
        assert_eq!(parse(text), Duration::without_length(DurationForm::Unparsed), "{text}");
    }
}

#[test]
fn a_suggestion_makes_the_text_readable() {
    for text in ["5 minit", "3 hari kreja", "1 0 Hari Kerja", "1 000 menit", "2 woking days", "5 - 10 mneit (pagi)"] {
        let hint = parse(text).hint.expect(text);
        let mut mended = String::from(text);
        mended.replace_range(hint.range.start as usize..hint.range.end as usize, &hint.right);
        assert!(parse(&mended).high.is_some(), "{mended}");
    }
}

#[test]
fn huge_input_is_read_in_good_time() {
    let digits = "9".repeat(30);
    for text in
        [digits.clone(), format!("{digits} menit"), format!("1,{digits} jam"), format!("{digits} x {digits} jam")]
    {
        assert_eq!(parse(&text), Duration::without_length(DurationForm::Unparsed));
    }
    for (piece, bytes) in [("a", 1_000_000), ("1 jam ", 1_000_000), ("9", 1_000_000)] {
        let _ = parse(&piece.repeat(bytes / piece.len()));
    }
    // Anything quadratic would take minutes here.
    for piece in
        ["0", " ", "(", "1 (", "1 jam/", "1 1 ", "1 0 0 ", "é", "hari ", "5 hari ", "\u{a0}", "sesuai ", "1 jam, "]
    {
        let _ = parse(&piece.repeat(100_000 / piece.len()));
        let _ = test_words().only_length_in(&piece.repeat(100_000 / piece.len()));
        let _ = test_words().units_in(&piece.repeat(100_000 / piece.len()));
        let _ = parse(&format!("5 {}", piece.repeat(100_000 / piece.len())));
    }
}

/// Pseudo-random numbers (xorshift), the same in every run.
fn random(state: &mut u64, below: usize) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state % below as u64) as usize
}

fn check_ranges(text: &str) {
    for language in [Language::Id, Language::En] {
        let duration = test_words().parse_in(text, language);
        for range in duration.per.iter().chain(duration.hint.iter().map(|hint| &hint.range)) {
            let slice = text.get(range.start as usize..range.end as usize);
            assert!(slice.is_some_and(|slice| !slice.is_empty()), "{text:?} {range:?}");
        }
        assert!(duration.low.is_none() || duration.basis.is_some(), "{text:?}");
        let _ = duration.upper();
    }
    let _ = test_words().only_length_in(text);
    for (range, _) in test_words().units_in(text) {
        assert!(text.get(range).is_some_and(|unit| !unit.is_empty()), "{text:?}");
    }
}

#[test]
fn random_text_neither_panics_nor_breaks_characters() {
    const PIECES: [&str; 50] = [
        "5",
        "1 0",
        "9999999999",
        "0,5",
        "1.500",
        "1/2",
        "sejak ",
        " ",
        "\n",
        "\u{a0}",
        "\u{2003}",
        "menit",
        "minit",
        "jam",
        "hari",
        "kerja",
        "kreja",
        "hari kerja",
        "bulan",
        "thn.",
        "MIN",
        "maks.",
        "paling lama",
        "±",
        "≤",
        "<",
        "-",
        "–",
        "s.d.",
        "s/d",
        "sampai dengan",
        "x",
        "×",
        "dan",
        "/",
        "per",
        "tiap",
        ";",
        ",",
        "atau",
        "(",
        ")",
        "(satu)",
        "berkas",
        "é",
        "ﬁ",
        "𝟙",
        "\u{301}",
        "Sejak",
        ".",
    ];
    let mut state = 0x9E37_79B9_7F4A_7C15;
    for _ in 0..30_000 {
        let text: String = (0..random(&mut state, 9)).map(|_| PIECES[random(&mut state, PIECES.len())]).collect();
        check_ranges(&text);
    }
}

#[test]
fn wide_characters_at_every_place() {
    for text in
        ["5 menit", "paling lama 3 hari kreja", "1 0 Hari Kerja", "2 menit / berkas", "30 menit - 3 jam; 1 hari"]
    {
        for wide in ["é", "–", "\u{a0}", "\u{3000}", "𝟙", "\u{301}"] {
            for at in 0..=text.len() {
                check_ranges(&format!("{}{wide}{}", &text[..at], &text[at..]));
                check_ranges(&format!("{}{wide}", &text[..at]));
            }
        }
    }
}
