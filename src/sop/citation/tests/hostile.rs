//! Texts nobody writes: nothing panics, ranges are sound, time is linear.

use super::*;

/// All ranges are filled and lie on character boundaries; nothing may panic.
fn check_ranges(words: &CitationWords, text: &str) {
    let citation = words.parse(text);
    let year = citation.year.as_ref().map(|(_, range)| range);
    let parts = [citation.type_name.as_ref(), citation.number.as_ref(), year, citation.subject.as_ref()];
    for range in parts.into_iter().flatten().chain(&citation.amendments) {
        assert!(text.get(range.start as usize..range.end as usize).is_some_and(|part| !part.is_empty()), "{text:?}");
    }
    let other = citation.kind == CitationKind::Other;
    assert!(!other || citation == Citation::other());
    let _ = (words.key(text, &citation), words.mistaken(text, &citation));
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize
    }
}

#[test]
fn random_pieces_never_panic() {
    let pieces: Vec<&str> = "Undang-Undang|UU| | | |\u{a0}|\n|-|–|/|.|,|;|:|(|)|Nomor|No.|17|2003|Tahun|tentang|sebagaimana\
        | telah diubah |jo.|dan|Lembaran Negara|SOP|PER-|PMK|é|°|→|…|\r\n|\u{feff}|Peraturan Menteri|Permen|x|Keuangan|PK\
        |UUD|tanggal|a.|(SOP)|'"
        .split('|')
        .collect();
    let words = table();
    let mut random = Random(0x9E37_79B9_7F4A_7C15);
    for _ in 0..20_000 {
        let length = random.next() % 24;
        let text: String = (0..length).map(|_| pieces[random.next() % pieces.len()]).collect();
        check_ranges(&words, &text);
    }
}

#[test]
fn random_bytes_never_panic() {
    let words = table();
    let mut random = Random(0xDEAD_BEEF_CAFE_F00D);
    for _ in 0..20_000 {
        let bytes: Vec<u8> = (0..random.next() % 80).map(|_| random.next() as u8).collect();
        check_ranges(&words, &String::from_utf8_lossy(&bytes));
        let chars: String =
            (0..random.next() % 40).filter_map(|_| char::from_u32(random.next() as u32 % 0x3000)).collect();
        check_ranges(&words, &format!("UU {chars} Nomor {chars}"));
    }
}

/// Every cut through a citation, also in the middle of its words.
#[test]
fn every_front_and_tail_is_safe() {
    let text = "1. Undang‑Undang\u{a0}Nomor 23/Ké Tahun 2014 tentang “Pemda” (Lembaran Negara Tahun 2014) jo. UU 9/2015, PER-1/PB/2020;";
    let words = table();
    for (at, _) in text.char_indices() {
        check_ranges(&words, &text[..at]);
        check_ranges(&words, &text[at..]);
    }
}

#[test]
fn ranges_stay_inside_large_texts() {
    const BULK: usize = 60_000;
    let words = table();
    let units = "a| |1|1. |(|)|; |.|/|-|…|é|\u{a0}|1/|UU |Nomor |jo. |jo. UU 1/2015 |dan UU 1/2015 |, |tentang |sebagaimana \
        |(Lembaran Negara |Mengingat |PER-|Tahun |tanggal |( |Peraturan |Undang-|) (|dan 1 |dan Nomor 1/2 ";
    for unit in units.split('|') {
        let bulk = unit.repeat(BULK / unit.len());
        let fronts =
            ["", "UU ", "UU Nomor ", "UU 1/2015 ", "UU 1/2015 tentang ", "UU 1/2015 jo. UU 2/2015 tentang ", "SOP "];
        for front in fronts {
            check_ranges(&words, &format!("{front}{bulk}"));
        }
    }
    check_ranges(&words, &format!("UU 1/2015 jo. {}", "dan UU 1/2015 tentang x ".repeat(45_000)));
}
