//! What `Linter::repair` makes of documents: every fix of the fixtures alone, and words in every style of YAML and Markdown.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use soplint::engine::fix::{Obstacle, Repaired};
use soplint::engine::report::SourceReport;
use soplint::engine::{Linter, Options};
use soplint::finding::{Applicability, Finding, Fix, is_fixable};
use soplint::pack::{LayerText, SHIPPED, Stack, compose, load};
use soplint::rule::Verb;
use soplint::sop::date::Day;
use soplint::sop::{Language, Vocabulary};
use soplint::source::SourceId;

fn options() -> Options {
    Options::new(Language::Id, Day::new(2026, 3, 1).expect("a day"))
}

/// A linter with the rules of all shipped packs.
fn every_pack() -> Linter {
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let tops = SHIPPED.iter().map(LayerText::shipped).collect();
    let (loaded, diagnostics) = compose(&Stack::gather(tops, &mut |_, _| Err("no file".to_owned())), &vocabulary);
    let loaded = loaded.unwrap_or_else(|| panic!("{diagnostics:?}"));
    Linter { tables: loaded.tables, ..Linter::new(loaded.rules, vocabulary, options()) }
}

/// A linter with one rule that replaces `old` by `new` in the texts of steps.
fn replacing(old: &str, new: &str) -> Linter {
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""));
    let pack = format!(
        "pack: test\nversion: 1.0.0\nmodel: 1\nlanguages: [id, en]\nsources: {{s: {{title: S}}}}\n\
         lists: {{words: {{any: {{{}: {}}}}}}}\nrules:\n  - id: ZZ001\n    title: {{id: judul, en: title}}\n    source: s\n    \
         sure: A\n    severity: warning\n    benefit: standardise\n    for: steps\n    \
         replace-terms: {{in: text, lists: [words]}}\n    fix: {{replace: better}}\n    message: {{id: '{{term}}', en: x}}\n",
        quoted(old),
        quoted(new)
    );
    let vocabulary = Vocabulary::shipped().expect("the vocabulary");
    let (loaded, diagnostics) = load(&pack, &vocabulary);
    assert_eq!(diagnostics, [], "{pack}");
    Linter::new(loaded.expect("a pack").rules, vocabulary, options())
}

fn judge(linter: &Linter, name: &str, text: &str) -> SourceReport {
    linter.check(SourceId(0), name, text.as_bytes())
}

fn findings(report: &SourceReport) -> impl Iterator<Item = &Finding> {
    report.documents.iter().flat_map(|document| &document.findings)
}

/// The text after repairing it.
fn repaired(linter: &Linter, name: &str, text: &str, most: Applicability) -> String {
    match linter.repair(name, text.as_bytes(), most) {
        Repaired::Mended { bytes, .. } => String::from_utf8(bytes).expect("text"),
        Repaired::Nothing { .. } => text.to_owned(),
        Repaired::Left(obstacle) => panic!("{obstacle:?}: {text}"),
    }
}

/// The text of each step as it is read.
fn steps(linter: &Linter, name: &str, text: &str) -> Vec<String> {
    use soplint::reader::{Format, ReadLimits};
    let format = if name.ends_with(".md") { Format::Markdown } else { Format::Yaml };
    let limits = ReadLimits::default();
    let opened = format.open(text.as_bytes(), &limits).expect("text");
    let reading = opened.read(&limits);
    let sop = soplint::sop::understand(&reading.documents[0], &linter.vocabulary);
    sop.document.steps.items.iter().map(|step| step.text.as_str().to_owned()).collect()
}

// ---- the fixtures ---------------------------------------------------------------------------------------------------

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    for path in paths {
        let name = path.to_string_lossy().into_owned();
        if path.is_dir() {
            sources(&path, found);
        } else if name.ends_with(".sop.yaml") || name.ends_with(".sop.md") {
            found.push(path);
        }
    }
}

/// Texts of the fixtures in which something can be mended, as they are, with line ends of DOS and with a byte order mark.
fn mendable(linter: &Linter) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut paths = Vec::new();
    ["rules", "kpu-keuangan", "english", "traps"].iter().for_each(|folder| sources(&root.join(folder), &mut paths));
    let texts = paths.into_iter().filter_map(|path| {
        let text = std::fs::read_to_string(&path).ok()?;
        Some((path.to_string_lossy().into_owned(), text))
    });
    let variants = texts.flat_map(|(name, text)| {
        let can_be_mended = findings(&judge(linter, &name, &text)).any(|finding| finding.fix.is_some());
        let text = text.replace("\r\n", "\n");
        let all =
            [text.clone(), text.replace('\n', "\r\n"), format!("\u{feff}{}", text.trim_start_matches('\u{feff}'))];
        all.into_iter().filter(move |_| can_be_mended).map(move |text| (name.clone(), text))
    });
    variants.collect()
}

fn applied(text: &str, fix: &Fix) -> String {
    let mut out = text.to_owned();
    fix.edits.iter().rev().for_each(|edit| out.replace_range(edit.span.range(), &edit.text));
    out
}

/// Findings without their places, which move.
fn counted(report: &SourceReport) -> BTreeMap<(String, String, String), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings(report) {
        *counts.entry((finding.rule.to_string(), finding.logical.clone(), finding.found.clone())).or_default() += 1;
    }
    counts
}

/// What a mended text reveals: a verb that is spelt right at last is seen to be a light one.
const REVEALED: [&str; 1] = ["ST004"];

#[test]
fn a_fix_takes_its_finding_away_and_brings_none() {
    let linter = every_pack();
    let mut fixes = 0;
    for (name, text) in mendable(&linter) {
        let report = judge(&linter, &name, &text);
        let before = counted(&report);
        for finding in findings(&report) {
            let Some(fix) = &finding.fix else { continue };
            fixes += 1;
            let after = judge(&linter, &name, &applied(&text, fix));
            let counts = counted(&after);
            let key = (finding.rule.to_string(), finding.logical.clone(), finding.found.clone());
            let left = counts.get(&key).copied().unwrap_or(0);
            assert!(left < before[&key], "{name}: {key:?} is still there");
            let came = |(key, count): &(&(String, String, String), &usize)| {
                before.get(*key).copied().unwrap_or(0) < **count && !REVEALED.contains(&key.0.as_str())
            };
            // The same defect may be told with other words: its text was changed.
            let others = counts.iter().filter(came).filter(|((rule, logical, _), _)| {
                !before.keys().any(|(known, place, _)| known == rule && place == logical)
            });
            assert_eq!(others.collect::<Vec<_>>(), [], "{name}: after {key:?}");
        }
    }
    assert!(fixes > 80, "only {fixes} fixes were tried");
}

#[test]
fn repairing_changes_nothing_but_the_bytes_of_its_edits_and_nothing_twice() {
    let linter = every_pack();
    for most in [Applicability::Safe, Applicability::Unsafe] {
        for (name, text) in mendable(&linter) {
            let once = repaired(&linter, &name, &text, most);
            let lines = || text.split('\n').zip(once.split('\n')).enumerate();
            assert_eq!(text.matches('\n').count(), once.matches('\n').count(), "{name}");
            assert_eq!(text.matches('\r').count(), once.matches('\r').count(), "{name}");
            assert_eq!(text.starts_with('\u{feff}'), once.starts_with('\u{feff}'), "{name}");
            let report = judge(&linter, &name, &text);
            let fixable = findings(&report).filter(|finding| is_fixable(finding, most));
            let edits = fixable.filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits);
            let touched: Vec<usize> =
                edits.map(|edit| text[..edit.span.start as usize].matches('\n').count()).collect();
            for (line, (old, new)) in lines() {
                assert!(old == new || touched.contains(&line), "{name}:{}: {old:?} {new:?}", line + 1);
            }
            assert_eq!(repaired(&linter, &name, &once, most), once, "{name}: a second time");
            assert!(!findings(&judge(&linter, &name, &once)).any(|finding| is_fixable(finding, most)), "{name}");
        }
    }
}

// ---- every word in every style --------------------------------------------------------------------------------------

/// Documents with one step whose text is `…`, in every style in which it can be written.
const STYLES: [(&str, &str); 12] = [
    ("a.sop.yaml", "kegiatan:\n  - no: 1\n    uraian: Mencatat … surat  # catatan …\n"),
    ("a.sop.yaml", "kegiatan:\n  - no: 1\n    uraian: 'Mencatat ''surat'' … masuk'\n"),
    ("a.sop.yaml", "kegiatan:\n  - no: 1\n    uraian: \"Mencatat\\t\\u00e9 … masuk\"\n"),
    ("a.sop.yaml", "kegiatan:\n  - no: 1\n    uraian: Mencatat\n      surat … masuk\n      ke buku\n"),
    ("a.sop.yaml", "kegiatan:\n  - no: 1\n    uraian: |-\n      Mencatat surat … masuk\n      ke buku\n"),
    ("a.sop.yaml", "kegiatan:\n  - no: 1\n    uraian: >\n      Mencatat surat\n      … masuk\n\n      ke buku\n"),
    ("a.sop.yaml", "kegiatan: [{no: 1, uraian: Mencatat … surat, waktu: 5 menit}]\n"),
    ("a.sop.yaml", "kegiatan: [{no: 1, uraian: \"Mencatat, … surat\"}] # …\n"),
    (
        "a.sop.md",
        "---\nnomor: SOP-1\n---\n# SOP\n\n## Kegiatan\n\n| No | Kegiatan |\n|---|---|\n| 1 | Mencatat … surat |\n",
    ),
    (
        "a.sop.md",
        "---\nnomor: SOP-1\n---\n# SOP\n\n## Kegiatan\n\n| No | Kegiatan |\n|---|---|\n| 1 | Mencatat **… surat** a\\|b &amp; c |\n",
    ),
    ("a.sop.md", "# SOP\n\n## Kegiatan\n\n1. Mencatat *surat* … masuk\n   ke buku\n2. Mengirim surat\n"),
    ("a.sop.md", "---\nkegiatan:\n  - {no: 1, uraian: Mencatat … surat}\n---\n# SOP\n"),
];

#[test]
fn every_cure_of_the_packs_is_right_in_every_style() {
    let linter = every_pack();
    let rule = linter.walk.rules.iter().find(|rule| rule.id.as_str() == "ST016").expect("the rule of spelling");
    let Verb::ReplaceTerms(terms) = &rule.verb else { panic!("a rule about terms") };
    let mut pairs: Vec<(&str, &str)> =
        terms.list.terms.iter().filter_map(|term| Some((term.spec.as_words()?, term.better.as_deref()?))).collect();
    pairs.retain(|(term, _)| !rule.cure.as_ref().expect("a cure").is_doubtful(term));
    assert!(pairs.len() > 50);
    for (name, style) in STYLES {
        for (term, better) in pairs.iter().step_by(5) {
            let mended = repaired(&linter, name, &style.replacen('…', term, 1), Applicability::Safe);
            assert_eq!(mended, style.replacen('…', better, 1), "{term}");
        }
    }
}

#[test]
fn any_text_reads_as_it_was_meant_in_every_style() {
    for new in [
        "a: b",
        "a #b",
        "it's",
        "say \"x\"",
        "x|y",
        "[x]",
        "*x*",
        "{x}",
        "back\\slash",
        "x, y",
        "- x",
        "# x",
        "é → ü",
        "&amp;",
    ] {
        let linter = replacing("ijin", new);
        for (name, style) in STYLES {
            let text = style.replacen('…', "ijin", 1);
            let mended = repaired(&linter, name, &text, Applicability::Safe);
            let expected: Vec<String> =
                steps(&linter, name, &text).iter().map(|step| step.replace("ijin", new)).collect();
            assert_eq!(steps(&linter, name, &mended), expected, "{new} in {style}");
            assert!(!mended.contains(" ijin"), "{new} in {style}");
        }
    }
}

#[test]
fn quotes_come_only_where_the_text_needs_them_and_keep_their_style() {
    let mended = |new: &str, scalar: &str| {
        let text = format!("kegiatan: [{{no: 1, uraian: {scalar}}}]\n");
        let mended = repaired(&replacing("ijin", new), "a.sop.yaml", &text, Applicability::Safe);
        mended["kegiatan: [{no: 1, uraian: ".len()..mended.len() - 3].to_owned()
    };
    for (new, scalar, expected) in [
        ("izin", "Mencatat ijin", "Mencatat izin"),
        ("a: b", "Mencatat ijin", "\"Mencatat a: b\""),
        ("a: b", "'Mencatat ijin'", "'Mencatat a: b'"),
        ("it's", "'Mencatat ijin'", "'Mencatat it''s'"),
        ("it's", "\"Mencatat ijin\"", "\"Mencatat it's\""),
        ("say \"x\"", "\"Mencatat ijin\"", "\"Mencatat say \\\"x\\\"\""),
        ("a, b", "Mencatat \"x\" ijin", "'Mencatat \"x\" a, b'"),
        ("- a", "ijin surat", "\"- a surat\""),
    ] {
        assert_eq!(mended(new, scalar), expected, "{new} in {scalar}");
    }
}

// ---- what is left alone ---------------------------------------------------------------------------------------------

/// The fixes that are offered for a document.
fn offered(name: &str, text: &str) -> Vec<Applicability> {
    let report = judge(&replacing("di buat", "dibuat"), name, text);
    assert!(findings(&report).any(|finding| finding.rule.as_str() == "ZZ001"), "something is found in {text}");
    findings(&report).filter_map(|finding| Some(finding.fix.as_ref()?.applicability)).collect()
}

#[test]
fn what_does_not_stand_there_as_it_is_read_is_left_alone() {
    for text in [
        // By an alias, over a line break, through an escape.
        "catatan: &a di buat\nkegiatan:\n  - {no: 1, uraian: *a}\n",
        "kegiatan:\n  - no: 1\n    uraian: Surat di\n      buat\n",
        "kegiatan:\n  - {no: 1, uraian: \"Surat d\\u0069 buat\"}\n",
    ] {
        let linter = replacing("di buat", "dibuat");
        let report = judge(&linter, "a.sop.yaml", text);
        let ours = findings(&report).filter(|finding| finding.rule.as_str() == "ZZ001");
        let fixes: Vec<bool> = ours.map(|finding| finding.fix.is_some()).collect();
        assert_eq!(fixes, [false], "{text}");
        assert_eq!(
            linter.repair("a.sop.yaml", text.as_bytes(), Applicability::Unsafe),
            Repaired::Nothing { whole: true },
            "{text}"
        );
    }
    let markdown = "# SOP\n\n## Kegiatan\n\n1. Surat di&#32;buat dan d**i** buat\n2. Surat\n";
    assert_eq!(offered("a.sop.md", markdown), []);
}

#[test]
fn a_name_in_quotes_is_only_perhaps_meant_and_a_link_is_left_alone() {
    let step = |text: &str| format!("kegiatan:\n  - {{no: 1, uraian: {text}}}\n");
    assert_eq!(offered("a.sop.yaml", &step("Surat di buat")), [Applicability::Safe]);
    assert_eq!(offered("a.sop.yaml", &step("Memilih “di buat” pada menu")), [Applicability::Unsafe]);
    let linter = replacing("ijin", "izin");
    let text = step("Membuka https://contoh.go.id/ijin lalu surat.ijin.pdf");
    assert_eq!(linter.repair("a.sop.yaml", text.as_bytes(), Applicability::Unsafe), Repaired::Nothing { whole: true });
}

#[test]
fn a_text_that_is_not_utf_8_is_left_alone_and_that_is_said() {
    let linter = replacing("ijin", "izin");
    let mut bytes = vec![0xff, 0xfe];
    "kegiatan: [{no: 1, uraian: Mencatat ijin}]\n".encode_utf16().for_each(|unit| bytes.extend(unit.to_le_bytes()));
    let report = linter.check(SourceId(0), "a.sop.yaml", &bytes);
    assert_eq!(findings(&report).map(|finding| finding.fix.is_some()).collect::<Vec<_>>(), [false]);
    assert_eq!(linter.repair("a.sop.yaml", &bytes, Applicability::Safe), Repaired::Left(Obstacle::Encoding));
}

#[test]
fn a_cure_that_never_comes_to_an_end_changes_nothing() {
    let linter = replacing("izin", "izin resmi");
    let text = "kegiatan: [{no: 1, uraian: Mencatat izin}]\n";
    let left = linter.repair("a.sop.yaml", text.as_bytes(), Applicability::Safe);
    let Repaired::Left(Obstacle::Restless(rules)) = left else { panic!("{left:?}") };
    assert_eq!(rules.iter().map(ToString::to_string).collect::<Vec<_>>(), ["ZZ001"]);
}

#[test]
fn more_findings_than_are_shown_are_mended_at_once() {
    let linter = replacing("ijin", "izin");
    let text = format!("kegiatan: [{{no: 1, uraian: Mencatat{}}}]\n", " ijin".repeat(5_000));
    let Repaired::Mended { bytes, findings } = linter.repair("a.sop.yaml", text.as_bytes(), Applicability::Safe) else {
        panic!("something to mend");
    };
    assert_eq!(findings, 5_000);
    assert_eq!(bytes, text.replace("ijin", "izin").as_bytes());
}

#[test]
fn all_places_of_an_unusual_unit_are_mended_together() {
    let linter = every_pack();
    let text = "kegiatan:\n  - {no: 1, uraian: Mencatat, waktu: 5 menit}\n  - {no: 2, uraian: Mengirim, waktu: 1-2 mnt}\n  \
                - {no: 3, uraian: Menyimpan, waktu: \"10 menit\"}\n  - {no: 4, uraian: Membuang, waktu: 3 menit}\n  \
                - {no: 5, uraian: Menutup, waktu: 5 mnt}\n";
    assert_eq!(repaired(&linter, "a.sop.yaml", text, Applicability::Safe), text.replace("mnt", "menit"));
    // That a short form is wanted by all is for somebody to say.
    let short = text.replace("mnt", "x").replace("menit", "mnt").replace('x', "menit");
    assert_eq!(repaired(&linter, "a.sop.yaml", &short, Applicability::Safe), short);
    // One minute is no two minutes.
    let english = "language: en\nsteps:\n  - {number: 1, text: Open, duration: 1 minute}\n  - {number: 2, text: Close, duration: 5 min}\n";
    assert_eq!(repaired(&linter, "a.sop.yaml", english, Applicability::Unsafe), english);
}

#[test]
fn kinds_of_regulation_are_written_out_all_together_or_not_at_all() {
    let linter = every_pack();
    let list = |entries: [&str; 4]| format!("dasar_hukum:\n  - {}\n", entries.join("\n  - "));
    let text = list([
        "Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara",
        "PP Nomor 71 Tahun 2010 tentang Standar Akuntansi Pemerintahan",
        "\"Perpres No. 16 Tahun 2018 tentang Pengadaan Barang/Jasa Pemerintah\"",
        "PMK Nomor 210/PMK.05/2022 tentang Tata Cara Pembayaran",
    ]);
    let mended = repaired(&linter, "a.sop.yaml", &text, Applicability::Safe);
    let expected = text.replace("PP Nomor", "Peraturan Pemerintah Nomor").replace("Perpres", "Peraturan Presiden");
    assert_eq!(mended, expected.replace("PMK Nomor", "Peraturan Menteri Keuangan Nomor"));
    // Who issued the last one cannot be told from its kind.
    let mixed = text.replace("PMK Nomor 210/PMK.05/2022", "Perka Nomor 3 Tahun 2020");
    assert_eq!(repaired(&linter, "a.sop.yaml", &mixed, Applicability::Unsafe), mixed);
}
