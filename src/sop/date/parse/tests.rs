//! Spellings and what they must be read as.

use super::super::words::test_words;
use super::*;

/// Form and parts as one line: `full 2025-2-3`; `?` is unknown.
fn read(text: &str, indonesian: bool) -> String {
    let Date { form, year, month, day, .. } = test_words().parse(text, indonesian);
    let shown = |part: Option<i16>| part.map_or(String::from("?"), |part| part.to_string());
    format!("{} {}-{}-{}", form.name(), shown(year), shown(month.map(i16::from)), shown(day.map(i16::from)))
}

fn check(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(read(text, true), *expected, "{text}");
    }
}

#[test]
fn shapes_of_a_full_date() {
    for text in [
        "3 Februari 2025",
        "3 (tiga) Februari 2025",
        "3 Februari Tahun 2025",
        "03 FEBRUARI 2025.",
        "3 Pebruari 2025",
        "3 Feb 2025",
        "3 Peb. 2025",
        "3-Feb-2025",
        "3 February 2025",
        "3rd February 2025",
        "February 3, 2025",
        "Feb. 3rd, 2025",
        "3-2-2025",
        "03/02/2025",
        "3.2.2025",
        "3 – 2 – 2025",
        "2025-02-03",
        "2025/02/03",
        "  3\u{a0}Februari\n2025 ",
        "Senin, 3 Februari 2025",
        "Senin 3 Februari 2025",
        "Monday, February 3, 2025",
        "Contoh, 3 Februari 2025",
        "Contoh, Senin, 3-2-2025",
        "Kota Contoh, tanggal 3 Februari 2025",
        "Tgl. 3 Februari 2025",
    ] {
        assert_eq!(read(text, true), "full 2025-2-3", "{text}");
    }
}

#[test]
fn every_spelling_of_every_month() {
    let names = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember";
    let short = "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des";
    let others = "January Peb March Apr May June July Agt Sept October Nop December";
    let more = "Jan Pebruari Mar April May Jun Jul Ags Sep Oct Nopember Dec";
    for line in [names, short, others, more] {
        for (name, month) in line.split(' ').zip(1..) {
            assert_eq!(read(&format!("1 {name} 2025"), true), format!("full 2025-{month}-1"));
        }
    }
}

#[test]
fn parts_of_a_date() {
    check(&[
        ("Oktober 2024", "month_only 2024-10-?"),
        ("Okt. 2024", "month_only 2024-10-?"),
        ("10/2024", "month_only 2024-10-?"),
        ("2024-10", "month_only 2024-10-?"),
        ("Contoh, Oktober 2024", "month_only 2024-10-?"),
        ("2024", "year_only 2024-?-?"),
        ("Contoh, 2024", "unparsed ?-?-?"),
        ("2024/2025", "unparsed ?-?-?"),
        ("2024/25", "unparsed ?-?-?"),
        ("3 Februari", "unparsed ?-?-?"),
        ("10", "unparsed ?-?-?"),
        ("0000", "unparsed ?-?-?"),
    ]);
}

#[test]
fn two_digit_years_are_ambiguous() {
    check(&[
        ("3-2-25", "ambiguous ?-?-?"),
        ("25-02-03", "ambiguous ?-?-?"),
        ("3 Feb 25", "ambiguous ?-2-3"),
        ("Oktober 24", "ambiguous ?-10-?"),
        ("31 Feb 25", "impossible ?-2-31"),
        ("99/99/99", "impossible ?-99-99"),
    ]);
}

#[test]
fn the_order_of_figures_depends_on_the_language() {
    check(&[("03/04/2025", "full 2025-4-3"), ("02/13/2025", "impossible 2025-13-2")]);
    for (text, expected) in [
        ("03/04/2025", "ambiguous 2025-?-?"),
        ("3-4-2025", "ambiguous 2025-?-?"),
        ("03/03/2025", "full 2025-3-3"),
        ("02/13/2025", "full 2025-2-13"),
        ("13/02/2025", "full 2025-2-13"),
        ("2025-04-03", "full 2025-4-3"),
        ("3 April 2025", "full 2025-4-3"),
        ("31/02/2025", "impossible 2025-2-31"),
        ("0/5/2025", "impossible 2025-5-0"),
    ] {
        assert_eq!(read(text, false), expected, "{text}");
    }
}

#[test]
fn impossible_days_are_kept_as_written() {
    check(&[
        ("31 Februari 2024", "impossible 2024-2-31"),
        ("30 Februari 2024", "impossible 2024-2-30"),
        ("29 Februari 2023", "impossible 2023-2-29"),
        ("0 Maret 2024", "impossible 2024-3-0"),
        ("2024-13-01", "impossible 2024-13-1"),
        ("1-1-0000", "impossible 0-1-1"),
    ]);
    assert_eq!(test_words().parse("31 Februari 2024", true).calendar(), None);
    assert_eq!(test_words().parse("29 Februari 2024", true).calendar(), Day::new(2024, 2, 29));
}

#[test]
fn other_text_is_not_read() {
    for text in [
        "",
        " ",
        "-",
        "0",
        "00",
        "belum ditetapkan",
        "3/2-2025",
        "3 2 2025",
        "3 Februari 20255",
        "123 Februari 2025",
        "3 Februari 202",
        "1 0 Februari 2025",
        "2025-02-03x",
        "3 s.d. 5 Februari 2025",
        "3,2,2025",
        "3 II 2025",
        "Mei",
        "3 Februarius",
        "3 Meinung 2025",
    ] {
        assert_eq!(test_words().parse(text, true), Date::unparsed(), "{text}");
    }
}

#[test]
fn misspelt_months_get_a_suggestion() {
    for (text, wrong, month, right) in [
        ("3 Novermber 2025", "Novermber", 11, "November"),
        ("Oktobr 2024", "Oktobr", 10, "Oktober"),
        ("Contoh, 1 Agsutus 2025", "Agsutus", 8, "Agustus"),
        ("Senin, 3 Januri 2025", "Januri", 1, "Januari"),
        ("3-Pebuari-25", "Pebuari", 2, "Pebruari"),
    ] {
        let date = test_words().parse(text, true);
        let hint = date.hint.clone().expect(text);
        assert_eq!(&text[hint.range.start as usize..hint.range.end as usize], wrong);
        assert_eq!((hint.month, &*hint.right), (month, right));
        assert_eq!(Date { hint: None, ..date }, Date::unparsed());
    }
}

#[test]
fn no_suggestion_between_two_months_or_far_from_any() {
    for text in ["3 Juni Juli 2025", "3 Juny 2025", "3 Jun1 2025", "3 surat 2025", "3 Novermber", "Novermber"] {
        assert_eq!(test_words().parse(text, true), Date::unparsed(), "{text}");
    }
}

/// Pseudo-random numbers (xorshift), the same in every run.
fn random(state: &mut u64, below: usize) -> usize {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    (*state % below as u64) as usize
}

/// Parses and checks what must hold for every text.
fn check_promises(text: &str) {
    for indonesian in [true, false] {
        let date = test_words().parse(text, indonesian);
        assert_eq!(date.calendar().is_some(), date.form == DateForm::Full, "{text:?}");
        if let Some(hint) = date.hint {
            assert_eq!(date.form, DateForm::Unparsed);
            assert!(text.get(hint.range.start as usize..hint.range.end as usize).is_some(), "{text:?}");
        }
    }
}

#[test]
fn random_text_neither_panics_nor_breaks_characters() {
    const PIECES: [&str; 28] = [
        "3",
        "31",
        "2025",
        "25",
        "00",
        "99999",
        " ",
        "\u{a0}",
        "\n",
        "-",
        "–",
        "/",
        ".",
        ",",
        "Februari",
        "Novermber",
        "Mei",
        "June",
        "Senin",
        "Contoh",
        "tgl",
        "rd",
        "é",
        "𝟙",
        "\u{301}",
        "０",
        "ﬁ",
        "t",
    ];
    let mut state = 0x2545_F491_4F6C_DD1D;
    for _ in 0..30_000 {
        let text: String = (0..random(&mut state, 9)).map(|_| PIECES[random(&mut state, PIECES.len())]).collect();
        check_promises(&text);
    }
}

#[test]
fn wide_characters_at_every_place() {
    for text in ["3 Februari 2025", "Contoh, 3 Novermber 2025", "2025-02-03"] {
        for (wide, at) in ["é", "–", "\u{a0}", "𝟙"].iter().flat_map(|wide| (0..=text.len()).map(move |at| (wide, at)))
        {
            check_promises(&format!("{}{wide}{}", &text[..at], &text[at..]));
        }
    }
}

#[test]
fn huge_input_is_refused() {
    for piece in ["9", " ", ",", "Senin, ", "Februari ", "é", "3-", "\u{a0}", "x"] {
        check_promises(&piece.repeat(1_000_000 / piece.len()));
        check_promises(&format!("3 {}", piece.repeat(1_000_000 / piece.len())));
    }
}
