//! Input made to hurt, and input that was hit by accident.

use super::*;
use crate::reader::tests::{Rng, damage};

/// A small stack: whoever recurses over the input falls over here.
const STACK: usize = 256 * 1024;

/// Reads in a thread with a small stack; returns the kinds of problems and the number of nodes.
fn read_small(view: String) -> (Vec<ProblemKind>, usize) {
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || {
        let reading = read(&view, &ReadLimits::default());
        assert_valid(&reading, &view);
        let nodes = reading.documents.iter().map(Document::len).sum();
        (reading.problems.into_iter().map(|problem| problem.kind).collect(), nodes)
    });
    thread.expect("a thread").join().expect("no overflow")
}

#[test]
fn deep_nesting_is_a_problem() {
    for open in ["[", "- ", "{a: ", "? ", "[{a: ", "- - ", "&a [", "!x ["] {
        let (kinds, _) = read_small(open.repeat(10_000));
        assert_eq!(kinds, [ProblemKind::TooDeep(64)], "{open:?}");
    }
    let indents: String = (0..3_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    assert_eq!(read_small(indents).0, [ProblemKind::TooDeep(64)]);
    let view = format!("a: {}\nb: 1\n", "[".repeat(100_000));
    assert_eq!(outline(&read_default(&view).documents[0]), r#"{!a=![!] b="1"}"#);
}

#[test]
fn a_billion_laughs_are_no_nodes() {
    let mut view = String::from("a0: &a0 [lol, lol, lol]\n");
    for n in 1..30 {
        let before = format!("*a{}", n - 1);
        view.push_str(&format!("a{n}: &a{n} [{}]\n", vec![before; 10].join(", ")));
    }
    let (kinds, nodes) = read_small(view);
    assert_eq!(kinds, []);
    assert!(nodes < 1_000);
}

#[test]
fn many_aliases_of_a_long_text_share_it() {
    let view = format!("a: &a \"{}\"\nb: [{}]\n", "\\x41".repeat(20_000), "*a, ".repeat(990));
    assert_eq!(read_small(view).0, []);
    let (kinds, _) = read_small(format!("a: &a b\nc: [{}]\n", "*a, ".repeat(50_000)));
    assert_eq!(kinds, [ProblemKind::TooManyAliases(1_000)]);
}

#[test]
fn a_text_repeated_beyond_measure_is_given_up() {
    let view = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(900));
    assert_eq!(read_small(view).0, [ProblemKind::TooMuchAliased(32)]);
}

#[test]
fn many_anchors_keys_and_entries_are_read() {
    let anchors: String = (0..100_000).map(|n| format!("- &a{n} x\n")).collect();
    assert_eq!(read_small(anchors), (vec![], 100_002));
    let keys: String = (0..200_000).map(|n| format!("k{n}: x\n")).collect();
    assert_eq!(read_small(keys), (vec![], 400_002));
    assert_eq!(read_small(format!("[{}]", "x, ".repeat(300_000))), (vec![], 300_002));
    let (kinds, _) = read_small(format!("{{{}}}", "k: x, ".repeat(100_000)));
    assert_eq!(kinds.len(), 99_999);
}

#[test]
fn long_texts_are_read_and_located() {
    let words = "satu dua\\n “é” ".repeat(130_000);
    let texts = [
        format!("a: {}\n", "x".repeat(2_000_000)),
        format!("a: \"{words}\"\n"),
        format!("a: '{}'\n", "it''s ".repeat(300_000)),
        format!("a: >\n{}", "  satu dua\n\n".repeat(160_000)),
        format!("a: |\n{}", "  satu dua\n".repeat(160_000)),
        format!("a: \"{}\"\n", " ".repeat(2_000_000)),
        format!("a: x{}y\n", "\n".repeat(2_000_000)),
        format!("a: \"x{}y\"\n", " \n".repeat(1_000_000)),
        format!("# {}\na: b\n", "x".repeat(2_000_000)),
    ];
    for text in texts {
        let (kinds, nodes) = read_small(text);
        assert!(kinds.len() <= 1 && nodes >= 4, "{kinds:?}");
    }
}

#[test]
fn many_documents_take_room_for_what_they_hold() {
    let (kinds, nodes) = read_small("a: 1\n---\n".repeat(50_000));
    assert_eq!((kinds, nodes), (vec![], 50_000 * 4));
}

#[test]
fn many_breaks_cost_no_more_than_the_text() {
    let line = "  - x: \"panjang sekali\"\n".repeat(200);
    for broken in
        ["a: b: c\n", "a: 'x\n", "a: \"x\n", "a: [\n", "a: ]\n", "a: {x: \"\n", "\ta: b\n", "a\n", "a: @\n", "- a: [\n"]
    {
        let view = format!("{broken}k:\n{line}").repeat(200);
        let (kinds, _) = read_small(view);
        assert!(!kinds.is_empty(), "{broken:?}");
    }
}

/// A source with everything in it.
const SOP: &str = "# SOP “uji”\njenis_dokumen: SOP AP\nnomor: SOP-012/KUL/9999/2025\njudul: \"Pengajuan SPM \\\"LS\\\" \\u00e9\\n baris\"\ndisahkan_oleh: &pejabat\n  jabatan: Sekretaris KPU → Contoh\n  nip: '1980''01'\ndiperiksa_oleh: *pejabat\nlain: {<<: *pejabat, nama: x}\nruang_lingkup: >-\n  Pembayaran langsung\n  atas tagihan.\n\n    - lebih dalam\n  akhir\nperingatan: |+\n  Apabila 😀\n\n  terlambat\n\npelaksana:\n- {id: ppk, nama: \"Pejabat (PPK)\"}\n- [a, b,\n   c]\nkegiatan:\n  - no: 1\n    uraian: Memeriksa berkas\n      tagihan: \n    kosong:\n  - ? kunci\n    : nilai\n...\n---\nkedua: [x, {y: z}]\n";

#[test]
fn damaged_sources_are_read_without_harm() {
    const BITS: &[&str] = &[
        "\n", "\r\n", "\t", " ", "  ", ":", ": ", "- ", "'", "\"", "[", "]", "{", "}", ",", "#", " #", "&a ", "*a",
        "*pejabat", "|\n", ">-\n", "---\n", "...\n", "%", "@", "\\", "\u{feff}", "\u{1}", "é", "😀", "? ", "!!str ",
        "<<: ", "\u{85}", "\u{2028}", "~", "a: b\n",
    ];
    let mut rng = Rng(0x5eed);
    let limits = ReadLimits { depth: 8, nodes: 90, aliases: 3, ..ReadLimits::default() };
    for round in 0..20_000 {
        let mut view = SOP.to_owned();
        for _ in 0..=rng.below(4) {
            damage(&mut view, BITS, &mut rng);
        }
        if rng.chance(20) {
            view = view.replace('\n', "\r\n");
        }
        let limits = if round % 3 == 0 { limits } else { ReadLimits::default() };
        assert_valid(&read(&view, &limits), &view);
    }
}
