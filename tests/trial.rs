//! `soplint test` and `soplint new` as an author of packs uses them: exit codes, texts, files that are written.

mod support {
    pub(crate) mod program;
}

use std::path::Path;

use serde_json::Value;
use support::program::{Folder, Ran, soplint, soplint_with};

/// A pack with one rule about vague words; `examples` are those of the rule.
fn pack(examples: &str) -> String {
    format!(
        r#"# Catatan penulis.
pack: kpu
version: 0.1.0
model: 1
languages: [id, en]
sources: {{praktik: {{title: Praktik baik}}}}
lists:
  kabur: {{id: [segera, sesegera mungkin]}}
rules:
  # Tentang kata.
  - id: ST099
    title: {{id: "Tanpa kata kabur", en: "No vague words"}}
    source: praktik
    sure: C
    severity: warning
    benefit: unambiguous
    for: steps
    forbid-terms: {{in: text, lists: [kabur]}}
    message: {{id: "`{{term}}` dapat ditafsirkan berbeda", en: "`{{term}}` can be read in more than one way"}}
{examples}"#
    )
}

const HOLDS: &str = "    examples:
      pass: [{kegiatan: [{no: 1, uraian: Mengirim surat}]}]
      fail:
        - {doc: {kegiatan: [{no: 1, uraian: Mengirim segera}]}, at: [steps.text]}
        - {doc: {kegiatan: [{no: 1, uraian: Mengirim segera}]}, at: [{steps.text: segera}]}
        - {doc: {kegiatan: [{no: 1, uraian: Surat}, {no: 2, uraian: Mengirim segera}]}, at: \"steps[2].text\"}
";
const FAILS: &str = "    examples:
      pass: [{kegiatan: [{no: 1, uraian: Mengirim surat}]}]
      fail: [{doc: {kegiatan: [{no: 1, uraian: Mengirim sesegera mungkin}]}, at: [{steps.text: segera}]}]
";
const VAGUE: &str = "kegiatan:\n  - no: 1\n    uraian: Mengirim é segera\n";

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).expect("a file")
}

fn expect(ran: &Ran, code: i32, words: &[&str]) {
    let all = format!("{}{}", ran.stdout, ran.stderr);
    assert_eq!(ran.code, code, "{all}");
    for word in words {
        assert!(all.contains(word), "{word:?} is not in\n{all}");
    }
}

#[test]
fn the_exit_code_is_the_same_in_every_form() {
    let folder = Folder::new("trial-codes");
    folder.write("sesuai.yaml", pack(HOLDS));
    folder.write("gagal.yaml", pack(FAILS));
    folder.write("kosong.yaml", pack(""));
    folder.write("rusak.yaml", pack("    examples: {pass: x}\n"));
    for form in ["full", "json", "junit"] {
        let code = |arguments: &[&str]| soplint(folder.path(), &[&["test", "-f", form], arguments].concat()).code;
        assert_eq!(code(&["sesuai.yaml"]), 0, "{form}");
        assert_eq!(code(&["gagal.yaml"]), 1, "{form}");
        assert_eq!(code(&["rusak.yaml"]), 2, "{form}");
        assert_eq!(code(&["tidak-ada.yaml"]), 2, "{form}");
        assert_eq!(code(&["sesuai.yaml", "--cases", "tidak-ada"]), 2, "{form}");
        assert_eq!(code(&["sesuai.yaml", "--select", "ZZ999"]), 2, "{form}");
        assert_eq!(code(&["kosong.yaml"]), 3, "{form}");
    }
    assert_eq!(soplint(folder.path(), &["test", "-f", "xml"]).code, 2);
}

#[test]
fn the_default_is_the_packs_of_the_run() {
    let folder = Folder::new("trial-default");
    folder.write("kpu.yaml", pack(HOLDS));
    expect(&soplint(folder.path(), &["test"]), 0, &["MB003", ": semua sesuai"]);
    expect(
        &soplint(folder.path(), &["test", "--rules", "kpu.yaml"]),
        0,
        &["1 aturan · 4 contoh · 0 berkas: semua sesuai"],
    );
    let english = soplint(folder.path(), &["test", ".", "--lang", "en"]);
    expect(&english, 0, &["1 rule · 4 examples · 0 files: all as expected"]);
}

#[test]
fn a_pack_that_rests_on_another_is_tried_alone_unless_more_is_selected() {
    let folder = Folder::new("trial-extends");
    folder.write("kpu.yaml", pack(HOLDS).replace("languages:", "extends: [sop-ap@1]\nlanguages:"));
    expect(&soplint(folder.path(), &["test", "kpu.yaml"]), 0, &["1 aturan · 4 contoh"]);
    let more = soplint(folder.path(), &["test", "kpu.yaml", "--select", "ST099,MB003"]);
    expect(&more, 0, &["2 aturan ·", "MB003", "ST099"]);
}

#[test]
fn a_difference_is_shown_with_its_place_and_what_to_do() {
    let folder = Folder::new("trial-difference");
    folder.write("kpu.yaml", pack(FAILS));
    let expected = "\
aturan  menandai  diam  letak tepat
ST099        1/1   1/1          0/1

gagal[ST099]: temuannya bukan yang diharapkan
  ┌─ kpu.yaml:22
  - steps.text «segera»
  + steps[1].text «sesegera mungkin»: `sesegera mungkin` dapat ditafsirkan berbeda
  = perbaikan: jika temuan `+` benar, sesuaikan `at`; jika tidak, perbaiki aturannya

1 aturan · 2 contoh · 0 berkas: 1 tidak sesuai
";
    assert_eq!(soplint(folder.path(), &["test", "kpu.yaml"]).stdout, expected);
}

#[test]
fn an_example_has_the_day_and_the_phase_it_names() {
    let folder = Folder::new("trial-day");
    let rule = pack("").replace("for: steps", "severity: X").replace("    severity: warning\n", "");
    let rule = rule.replace("forbid-terms: {in: text, lists: [kabur]}", "must: effective_date <= today");
    let rule = rule.replace("severity: X", "severity: {draft: info}").replace("`{term}`", "`{found}`");
    let rule = rule.replace("lists:\n  kabur: {id: [segera, sesegera mungkin]}\n", "");
    let examples = "    examples:
      pass: [{doc: {tanggal_efektif: 3 Februari 2025}, today: 2025-02-03, phase: draft}]
      fail: [{doc: {tanggal_efektif: 3 Februari 2025}, today: 2025-02-02, phase: draft, at: [effective_date]}]
";
    folder.write("kpu.yaml", rule.clone() + examples);
    expect(&soplint(folder.path(), &["test", "kpu.yaml"]), 0, &["1 aturan · 2 contoh · 0 berkas: semua sesuai"]);
    folder.write("kpu.yaml", rule + &examples.replace(", phase: draft", ""));
    let ran = soplint(folder.path(), &["test", "kpu.yaml"]);
    expect(&ran, 1, &["aturan tidak berlaku", "tidak membuktikan apa pun", ": ST099"]);
}

#[test]
fn what_proves_nothing_is_listed() {
    let folder = Folder::new("trial-unproved");
    folder.write("kosong.yaml", pack(""));
    expect(
        &soplint(folder.path(), &["test", "kosong.yaml"]),
        3,
        &["tanpa contoh: ST099 (pass, fail)", "tidak ada yang diuji"],
    );
    folder.write("tak-berlaku.yaml", pack("    examples: {pass: [{nomor: SOP-1}]}\n"));
    let ran = soplint(folder.path(), &["test", "tak-berlaku.yaml"]);
    expect(&ran, 0, &["tanpa contoh: ST099 (fail)", "yang lolos tidak membuktikan apa pun", "): ST099\n"]);
}

#[test]
fn case_files_stand_beside_their_pack_in_any_format() {
    let folder = Folder::new("trial-cases");
    folder.write("kpu.yaml", pack(HOLDS));
    folder.write("kpu.cases/ST099/fail-a.sop.yaml", VAGUE);
    folder.write("kpu.cases/ST099/fail-a.at", "3:24-3:30 «segera» steps[1].text\n");
    folder.write("kpu.cases/ST099/fail-b.sop.md", "# SOP Surat\n\n## Kegiatan\n\n1. Mengirim segera\n");
    folder.write("kpu.cases/ST099/fail-b.at", "5:13-5:19 «segera» steps[1].text\n");
    folder.write("kpu.cases/ST099/pass-a.sop.yaml", VAGUE.replace(" segera", ""));
    expect(&soplint(folder.path(), &["test", "kpu.yaml"]), 0, &["1 aturan · 4 contoh · 3 berkas: semua sesuai"]);
    let named = soplint(folder.path(), &["test", "kpu.yaml", "--cases", "kpu.cases"]);
    expect(&named, 0, &["3 berkas: semua sesuai"]);
    folder.write("kpu.cases/ST099/fail-a.at", "3:24-3:31 «segera » steps[1].text\n");
    folder.write("kpu.cases/ST099/pass-c.docx", b"PK\x03\x04");
    folder.write("kpu.cases/ST099/lain.sop.yaml", VAGUE);
    folder.write("kpu.cases/ST098/fail-a.sop.yaml", VAGUE);
    let ran = soplint(folder.path(), &["test", "kpu.yaml"]);
    expect(
        &ran,
        1,
        &[
            "┌─ kpu.cases/ST099/fail-a.sop.yaml\n  - 3:24-3:31 «segera » steps[1].text\n  + 3:24-3:30 «segera» steps[1].text: ",
            "berkas tidak terbaca seluruhnya\n  ┌─ kpu.cases/ST099/pass-c.docx",
            "kpu.cases/ST099/lain.sop.yaml: no case",
            "kpu.cases/ST098: no rule of the pack has this id",
            "4 berkas: 2 tidak sesuai",
        ],
    );
}

#[test]
fn more_case_files_may_stand_in_another_folder() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let ran = soplint(root, &["test", "sop-ap", "--cases", "fixtures/rules"]);
    expect(&ran, 0, &[": semua sesuai"]);
    // LB015 waits until an office fills the list of its regulations; `tests/law.rs` fills it.
    let lines = ran.stdout.lines().filter(|line| line.contains("contoh:") || line.contains("tidak membuktikan"));
    let idle: Vec<&str> = lines.filter(|line| !line.contains(": LB015")).collect();
    assert!(idle.is_empty(), "{idle:?}");
    let folder = Folder::new("trial-shared");
    folder.write("kpu.yaml", pack(HOLDS));
    folder.write("k/ST099/fail-a.sop.yaml", VAGUE);
    folder.write("k/ST099/fail-a.sop.md", "# SOP\n");
    expect(&soplint(folder.path(), &["test", "kpu.yaml", "--cases", "k"]), 2, &["share the sidecar k/ST099/fail-a.at"]);
}

#[test]
fn update_writes_sidecars_and_nothing_else() {
    let folder = Folder::new("trial-update");
    folder.write("kpu.yaml", pack(FAILS));
    folder.write("kpu.cases/ST099/fail-baru.sop.yaml", VAGUE);
    folder.write("kpu.cases/ST099/fail-lain.sop.yaml", VAGUE);
    folder.write("kpu.cases/ST099/fail-lain.at", "1..2 «x»\n");
    folder.write("kpu.cases/ST099/fail-diam.sop.yaml", VAGUE.replace(" segera", ""));
    folder.write("kpu.cases/ST099/fail-rusak.sop.yaml", format!("{VAGUE}  x: [\n"));
    let before = soplint(folder.path(), &["test", "kpu.yaml"]);
    expect(&before, 1, &["belum ada berkas `.at`", "4 berkas: 5 tidak sesuai"]);
    assert!(!folder.path().join("kpu.cases/ST099/fail-baru.at").exists(), "only --update writes");
    let ran = soplint(folder.path(), &["test", "kpu.yaml", "--update"]);
    let written = "ditulis: kpu.cases/ST099/fail-baru.at\nditulis: kpu.cases/ST099/fail-lain.at\n";
    expect(&ran, 1, &[written, "4 berkas: 3 tidak sesuai"]);
    for name in ["baru", "lain"] {
        assert_eq!(read(&folder, &format!("kpu.cases/ST099/fail-{name}.at")), "3:24-3:30 «segera» steps[1].text\n");
    }
    let mut names: Vec<String> = std::fs::read_dir(folder.path().join("kpu.cases/ST099"))
        .expect("the folder")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    assert_eq!(
        names,
        [
            "fail-baru.at",
            "fail-baru.sop.yaml",
            "fail-diam.sop.yaml",
            "fail-lain.at",
            "fail-lain.sop.yaml",
            "fail-rusak.sop.yaml"
        ],
        "no half-written file stays, and what finds nothing gets no sidecar"
    );
    assert_eq!(read(&folder, "kpu.yaml"), pack(FAILS));
    assert_eq!(read(&folder, "kpu.cases/ST099/fail-baru.sop.yaml"), VAGUE);
    let again = soplint(folder.path(), &["test", "kpu.yaml", "--update"]);
    assert!(!again.stdout.contains("ditulis"), "{}", again.stdout);
}

#[test]
fn programs_read_the_outcome() {
    let folder = Folder::new("trial-json");
    folder.write("kpu.yaml", pack(FAILS));
    for language in ["id", "en"] {
        let ran = soplint(folder.path(), &["test", "kpu.yaml", "-f", "json", "--lang", language]);
        let outcome: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        assert_eq!(outcome["schema"], "soplint-test-v1");
        assert_eq!(outcome["run"]["packs"][0]["path"], "kpu.yaml");
        assert_eq!(outcome["rules"][0]["tried"][1]["line"], 22);
        assert_eq!(outcome["rules"][0]["tried"][1]["found"][0]["logical"], "steps[1].text");
        assert_eq!(outcome["summary"]["exit_code"], ran.code);
    }
    let junit = soplint(folder.path(), &["test", "kpu.yaml", "--format", "junit"]).stdout;
    assert!(junit.contains(r#"<testsuite name="ST099" package="kpu" tests="2" failures="1" errors="0">"#), "{junit}");
}

#[test]
fn colour_only_where_it_is_wanted() {
    let folder = Folder::new("trial-colour");
    folder.write("kpu.yaml", pack(FAILS));
    let run = |arguments: &[&str], environment: &[(&str, &str)]| {
        let all = [&["test", "kpu.yaml"], arguments].concat();
        soplint_with(folder.path(), &all, b"", environment).stdout
    };
    assert!(!run(&[], &[]).contains('\u{1b}'), "a pipe is no terminal");
    assert!(!run(&["--color", "never"], &[("FORCE_COLOR", "1")]).contains('\u{1b}'));
    let coloured = run(&["--color", "always"], &[]);
    assert!(
        coloured.contains("\u{1b}[31m- steps.text") && coloured.contains("\u{1b}[32m+ steps[1].text"),
        "{coloured}"
    );
}

#[test]
fn a_new_pack_loads_and_its_examples_hold() {
    let folder = Folder::new("new-pack");
    let ran = soplint(folder.path(), &["new", "pack", "kpu-kabupaten"]);
    let steps = "langkah berikutnya:\n  soplint test kpu-kabupaten.yaml\n  soplint check --rules kpu-kabupaten.yaml draf.sop.yaml\n";
    expect(&ran, 0, &["ditulis: kpu-kabupaten.yaml\n", steps]);
    expect(&soplint(folder.path(), &["test", "kpu-kabupaten.yaml"]), 0, &["1 aturan · 2 contoh", "semua sesuai"]);
    let english = soplint(folder.path(), &["new", "pack", "office", "--lang", "en", "-o", "packs/own"]);
    expect(&english, 0, &["written: packs/own/office.yaml\n", "next steps:\n"]);
    assert!(read(&folder, "packs/own/office.yaml").starts_with("# The rule pack office."));
    expect(&soplint(folder.path(), &["test", "packs/own"]), 0, &["1 rule · 2 examples", "all as expected"]);
    let rests = soplint(folder.path(), &["new", "pack", "cabang", "--extends", "sop-ap"]);
    expect(&rests, 0, &["ditulis: cabang.yaml\n"]);
    assert!(read(&folder, "cabang.yaml").contains("\nextends: [sop-ap@1]\n"));
    expect(&soplint(folder.path(), &["rules", "--rules", "cabang.yaml"]), 0, &["CA001", "MB003"]);
}

#[test]
fn a_new_pack_never_writes_over_anything() {
    let folder = Folder::new("new-pack-refused");
    folder.write("kantor.yaml", "punya orang lain\n");
    expect(
        &soplint(folder.path(), &["new", "pack", "kantor"]),
        2,
        &["kantor.yaml is there already; nothing was written"],
    );
    assert_eq!(read(&folder, "kantor.yaml"), "punya orang lain\n");
    expect(&soplint(folder.path(), &["new", "pack", "sop-ap"]), 2, &["--extends sop-ap"]);
    expect(&soplint(folder.path(), &["new", "pack", "KPU Kabupaten"]), 2, &["is no name of a pack", "kpu-kabupaten"]);
    expect(&soplint(folder.path(), &["new", "pack", "../x"]), 2, &["is no name of a pack"]);
    expect(&soplint(folder.path(), &["new", "pack", "lain", "--extends", "sop-app"]), 2, &["did you mean 'sop-ap'?"]);
    assert!(!folder.path().join("lain.yaml").exists(), "what does not load is not left behind");
}

/// Examples of the template of a verb: a question for people never speaks, so that it has a passing one only.
fn examples_of(verb: &str) -> usize {
    if verb == "ask" { 1 } else { 2 }
}

/// The verbs the program offers.
fn verbs() -> Vec<String> {
    let help = soplint(Path::new("."), &["new", "rule", "--help"]).stdout;
    let list = help.split("[possible values: ").nth(1).and_then(|rest| rest.split(']').next()).expect("the verbs");
    list.split(',').map(|verb| verb.split_whitespace().collect()).collect()
}

#[test]
fn a_new_rule_of_every_verb_loads_and_its_examples_hold() {
    let verbs = verbs();
    assert!(verbs.len() >= 14 && verbs.contains(&"forbid-terms".to_owned()), "{verbs:?}");
    let folder = Folder::new("new-rule");
    for languages in ["[id, en]", "[id]", "[en]"] {
        let name = format!("kpu-{}.yaml", languages.trim_matches(['[', ']']).replace(", ", "-"));
        folder.write(&name, pack(HOLDS).replace("[id, en]", languages));
        for (at, verb) in verbs.iter().enumerate() {
            let id = format!("ZZ{:03}", at + 1);
            let ran = soplint(folder.path(), &["new", "rule", &id, "--pack", &name, "--verb", verb]);
            expect(&ran, 0, &[&name, &format!("soplint test {name} --select {id}")]);
            let alone = soplint(folder.path(), &["test", &name, "--select", &id, "--lang", "id"]);
            expect(&alone, 0, &[&format!("1 aturan · {} contoh · 0 berkas: semua sesuai", examples_of(verb))]);
            assert!(
                !alone.stdout.contains("tidak membuktikan") && !alone.stdout.contains("tanpa contoh"),
                "{verb}\n{}",
                alone.stdout
            );
        }
        let all = soplint(folder.path(), &["test", &name, "--lang", "id"]);
        let examples: usize = verbs.iter().map(|verb| examples_of(verb)).sum();
        let sum = format!("{} aturan · {} contoh · 0 berkas: semua sesuai", verbs.len() + 1, examples + 4);
        expect(&all, 0, &[&sum]);
        assert!(all.stderr.is_empty(), "no warning about the pack: {}", all.stderr);
        let text = read(&folder, &name);
        assert!(text.contains("# Catatan penulis.\n") && text.contains("  # Tentang kata.\n"), "remarks stay");
        assert!(text.contains(HOLDS), "what its author wrote stays");
        assert!(!text.contains("{{"), "everything is filled in");
    }
}

#[test]
fn a_new_rule_may_bring_case_files() {
    let folder = Folder::new("new-rule-cases");
    for verb in verbs().into_iter().filter(|verb| examples_of(verb) == 2) {
        folder.write("kpu.yaml", pack(HOLDS));
        let arguments = ["new", "rule", "ZZ001", "--pack", "kpu.yaml", "--with-cases", "--verb", &verb];
        let written = "ditulis: kpu.cases/ZZ001/pass-contoh.sop.yaml\nditulis: kpu.cases/ZZ001/fail-contoh.sop.yaml\n";
        expect(&soplint(folder.path(), &arguments), 0, &[written, "soplint test kpu.yaml --select ZZ001 --update"]);
        let updated = soplint(folder.path(), &["test", "kpu.yaml", "--select", "ZZ001", "--update"]);
        expect(
            &updated,
            0,
            &["ditulis: kpu.cases/ZZ001/fail-contoh.at", "1 aturan · 2 contoh · 2 berkas: semua sesuai"],
        );
        expect(&soplint(folder.path(), &["test", "kpu.yaml", "--select", "ZZ001"]), 0, &["2 berkas: semua sesuai"]);
        std::fs::remove_dir_all(folder.path().join("kpu.cases")).expect("the cases");
    }
}

#[test]
fn a_rule_that_has_no_place_is_refused_and_the_pack_stays() {
    let folder = Folder::new("new-rule-refused");
    let check = |text: &str, arguments: &[&str], words: &[&str]| {
        folder.write("kpu.yaml", text);
        let ran = soplint(folder.path(), &[&["new", "rule"], arguments, &["--pack", "kpu.yaml"]].concat());
        expect(&ran, 2, words);
        assert_eq!(read(&folder, "kpu.yaml"), text, "{arguments:?}");
    };
    let whole = pack(HOLDS);
    check(&whole, &["ST099"], &["there is a rule ST099 already", "the next free id is ST100"]);
    check(&whole, &["st100"], &["'st100' is no id of a rule", "write 'ST100'"]);
    check(&whole, &["S1"], &["'S1' is no id of a rule", "such as MB099"]);
    check(&whole, &["PK001"], &["those of soplint itself"]);
    check(&whole, &["ST100", "--verb", "mus"], &["'must'"]);
    check(&whole.replace("  - id: ST099", "  - idd: ST099"), &["ST100"], &["unknown key 'idd'"]);
    let inline = whole.replace("lists:\n  kabur: {id: [segera, sesegera mungkin]}", "lists: {kabur: {id: [segera]}}");
    check(&inline, &["ST100", "--verb", "forbid-terms"], &["stands on one line", "nothing was written"]);
    let rests = whole.replace("languages:", "extends: [sop-ap@1]\nlanguages:");
    check(&rests, &["MB003"], &["there is a rule MB003 already"]);
    let broken = whole
        .replace("rules:\n", "rules: []\n")
        .split("  # Tentang")
        .next()
        .expect("a head")
        .replace("model: 1", "model: 9");
    check(&broken, &["ST100"], &["model '9' is not known", "does not load with the new rule; it was left as it was"]);
    folder.write("kpu.cases/ST100/pass-a.sop.yaml", VAGUE);
    check(&whole, &["ST100", "--with-cases"], &["kpu.cases/ST100 is there already; nothing was written"]);
    let shipped = soplint(folder.path(), &["new", "rule", "ST100", "--pack", "sop-ap"]);
    expect(&shipped, 2, &["--extends sop-ap"]);
    expect(
        &soplint(folder.path(), &["new", "rule", "ST100", "--pack", "x.yaml"]),
        2,
        &["cannot read the rule pack x.yaml"],
    );
}

#[test]
fn the_first_rule_of_a_pack_may_be_a_new_one() {
    let folder = Folder::new("new-rule-first");
    let head = "pack: kpu\nversion: 0.1.0\nmodel: 1\nlanguages: [id, en]\nsources:\n  praktik: {title: Praktik baik}\n";
    for rules in ["rules: []\n", "rules:\n", ""] {
        folder.write("kpu.yaml", format!("{head}{rules}"));
        expect(&soplint(folder.path(), &["new", "rule", "KP001", "--pack", "kpu.yaml"]), 0, &["ditulis: kpu.yaml"]);
        expect(&soplint(folder.path(), &["test", "kpu.yaml"]), 0, &["1 aturan · 2 contoh"]);
    }
    folder.write("kpu.yaml", head.replace("sources:\n  praktik: {title: Praktik baik}\n", "rules: []\n"));
    expect(&soplint(folder.path(), &["new", "rule", "KP001", "--pack", "kpu.yaml"]), 2, &["has no sources"]);
}
