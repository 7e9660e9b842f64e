//! What is shown of numbers, by their format codes.

use super::*;

fn shown(code: &str, number: f64) -> String {
    Format::read(code).show(number, Epoch::Of1900)
}

#[test]
fn numbers_are_shown_with_the_digits_of_their_format() {
    let cases = [
        ("General", 5.0, "5"),
        ("General", -2.5, "-2.5"),
        ("0", 2.7, "3"),
        ("0.00", 1.5, "1.50"),
        ("0.##", 5.0, "5"),
        ("0.\"5\"", 1.0, "1.5"),
        ("#", 0.0, ""),
        ("000", 7.0, "007"),
        ("000-00", 12345.0, "123-45"),
        ("000-00", 5.0, "000-05"),
        ("#,##0.00", 1_234_567.5, "1234567.50"),
        ("#,##0,", 1_500_000.0, "1500"),
        ("0%", 0.12, "12%"),
        ("0.0%", 0.125, "12.5%"),
        ("# ?/?", 0.5, "0.5"),
        ("0.00E+00", 1500.0, "1500"),
        ("0;(0)", -5.0, "(5)"),
        ("0;-0;\"nihil\"", 0.0, "nihil"),
        ("\"No. 7/\"0", -0.2, "No. 7/0"),
        ("0", -0.2, "0"),
        ("-0", 3.0, "-3"),
    ];
    for (code, number, expected) in cases {
        assert_eq!(shown(code, number), expected, "{number} in {code}");
    }
}

#[test]
fn words_of_a_format_are_shown() {
    let cases = [
        ("0\" menit\"", 5.0, "5 menit"),
        ("0\\ \\h\\a\\r\\i", 3.0, "3 hari"),
        ("General\" hari\"", 2.0, "2 hari"),
        ("\"SOP-\"000\"/2024\"", 28.0, "SOP-028/2024"),
        ("[$Rp-421]#,##0", 1500.0, "Rp1500"),
        ("[Red]0_);[Blue](0)", 4.0, "4"),
        ("[<=1]0\" day\";0\" days\"", 1.0, "1 day"),
        ("[<=1]0\" day\";0\" days\"", 3.0, "3 days"),
        ("_(* #,##0_);_(* \\(#,##0\\);_(* \"-\"_);_(@_)", 0.0, "-"),
    ];
    for (code, number, expected) in cases {
        assert_eq!(shown(code, number), expected, "{number} in {code}");
    }
}

#[test]
fn days_are_shown_in_one_way() {
    let cases = [
        ("dd/mm/yyyy", "2024-10-05"),
        ("[$-421]dd mmmm yyyy;@", "2024-10-05"),
        ("dddd, d mmmm yyyy", "2024-10-05"),
        ("d-mmm", "2024-10-05"),
        ("mmm-yy", "10/2024"),
        ("[$-421]mmmm yyyy", "10/2024"),
        ("yyyy", "2024"),
        ("yyyy\\-mm\\-dd", "2024-10-05"),
        ("\"Jakarta, \"d mmmm yyyy", "Jakarta, 2024-10-05"),
    ];
    for (code, expected) in cases {
        assert_eq!(shown(code, 45_570.75), expected, "{code}");
    }
    assert_eq!(shown("m/d/yy h:mm", 45_570.75), "2024-10-05 18:00");
    assert_eq!(shown("m/d/yy h:mm", 45_570.0), "2024-10-05");
    assert_eq!(shown("dd/mm/yyyy", 45_570.999_999_99), "2024-10-05");
}

#[test]
fn times_are_shown_in_one_way() {
    let cases = [
        ("h:mm", 0.354_166_666_666_667, "08:30"),
        ("h:mm AM/PM", 0.75, "18:00"),
        ("hh:mm:ss", 0.354_166_666_666_667, "08:30:00"),
        ("mm:ss", 0.003_819_444_444_444, "00:05:30"),
        ("[h]:mm", 1.5, "36:00"),
        ("[mm]:ss", 1.5, "36:00:00"),
        ("[s]", 1.5, "36:00:00"),
        ("hh:mm\" WIB\"", 0.5, "12:00 WIB"),
        ("hh.mm", 0.5, "12:00"),
    ];
    for (code, number, expected) in cases {
        assert_eq!(shown(code, number), expected, "{number} in {code}");
    }
}

#[test]
fn letters_in_quotes_and_brackets_make_no_date() {
    let cases = [
        ("0\"d\"", "5d"),
        ("0\\d", "5d"),
        ("[Red]0", "5"),
        ("[$mdy-409]0", "mdy5"),
        ("#,##0 \"hari/day\"", "5 hari/day"),
    ];
    for (code, expected) in cases {
        assert_eq!(shown(code, 5.0), expected, "{code}");
    }
}

#[test]
fn numbers_outside_the_days_are_shown_as_they_are() {
    assert_eq!(shown("dd/mm/yyyy", -5.0), "-5");
    assert_eq!(shown("dd/mm/yyyy", 1e10), "10000000000");
}

#[test]
fn texts_get_the_words_of_their_section() {
    assert_eq!(Format::read("\"NIP. \"@").around("19"), Some("NIP. 19".to_owned()));
    assert_eq!(Format::read("0;-0;0;@\" menit\"").around("5-10"), Some("5-10 menit".to_owned()));
    assert_eq!(Format::read("@").around("a"), None);
    assert_eq!(Format::read("_(@_)").around("a"), None);
    assert_eq!(shown("@", 5.0), "5");
}

#[test]
fn broken_codes_never_fail() {
    for code in [
        "", ";", ";;;;;", "\"", "\\", "[", "[>", "[>x]0", "_", "*", "E+", "0E+", "%%%", ",,,", "0,,,", ".", "..",
        "é\\é", "mmmmmmmm", "[h",
    ] {
        for number in [0.0, -1.5, 1e308, 5e-324, 45_570.5] {
            let _ = shown(code, number);
        }
        let _ = Format::read(code).around("a");
    }
}
