//! The program as its users run it: exit codes, formats, inputs that are no SOPs, threads.

mod support {
    pub(crate) mod program;
}

use support::program::{Folder, soplint, soplint_with};

const CLEAN: &str = include_str!("../fixtures/kpu-keuangan/final/pengajuan-gup.sop.yaml");
/// The formats of every day; `outputs.rs` tries all of them with few rules.
const FORMATS: [&str; 3] = ["full", "concise", "json"];

/// A clean SOP that names no other, so that a folder of one is clean.
fn clean() -> String {
    let mut text = String::new();
    let mut inside = false;
    for line in CLEAN.lines() {
        if line.starts_with("keterkaitan:") {
            inside = true;
            continue;
        }
        inside &= line.starts_with(' ') || line.starts_with('-');
        if !inside {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The same with one error: a time that cannot be measured.
fn faulty() -> String {
    let text = clean();
    let at = text.find("    waktu: ").expect("a time") + 4;
    let end = at + text[at..].find('\n').expect("a line");
    format!("{}waktu: Segera{}", &text[..at], &text[end..])
}

#[test]
fn every_format_has_the_same_exit_codes() {
    let folder = Folder::new("codes");
    folder.write("bersih/a.sop.yaml", clean());
    folder.write("salah/a.sop.yaml", faulty());
    folder.write("rusak/a.sop.yaml", "nomor: [1, 2\n");
    folder.write("kosong/catatan.txt", "bukan SOP");
    folder.write("pack.yaml", "pack: x\n");
    for format in FORMATS {
        let code = |arguments: &[&str]| {
            let ran = soplint(folder.path(), &[&["check", "-f", format], arguments].concat());
            (ran.code, ran.stdout + &ran.stderr)
        };
        let expect = |arguments: &[&str], expected: i32| {
            let (code, output) = code(arguments);
            assert_eq!(code, expected, "{format} {arguments:?}\n{output}");
        };
        expect(&["bersih"], 0);
        expect(&["salah"], 1);
        expect(&["rusak"], 3);
        expect(&["kosong"], 3);
        expect(&["bersih", "rusak"], 3);
        expect(&["salah", "rusak"], 1);
        expect(&["salah", "--exit-zero"], 0);
        expect(&["rusak", "--allow-unchecked"], 0);
        expect(&["salah", "--fail-on", "never"], 0);
        expect(&["tidak-ada"], 2);
        expect(&["bersih", "--jobs", "0"], 2);
        expect(&["bersih", "--select", "ZZ999"], 2);
        expect(&["bersih", "--rules", "pack.yaml"], 2);
        expect(&["bersih", "--rules", "tidak-ada.yaml"], 2);
        expect(&["bersih", "--today", "kemarin"], 2);
        expect(&["-"], 2);
    }
    assert_eq!(soplint(folder.path(), &["check", "--tidak-ada"]).code, 2);
    assert_eq!(soplint(folder.path(), &["--help"]).code, 0);
}

#[test]
fn refusals_say_what_to_do() {
    let folder = Folder::new("refusals");
    folder.write("draf.sop.yaml", clean());
    let says = |arguments: &[&str], words: &[&str]| {
        let ran = soplint(folder.path(), arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        for word in words {
            assert!(ran.stderr.contains(word), "{arguments:?}: {:?} has no {word:?}", ran.stderr);
        }
        assert!(ran.stdout.is_empty(), "nothing on standard output");
    };
    says(&["check", "drap.sop.yaml"], &["no such file or folder: drap.sop.yaml", "did you mean 'draf.sop.yaml'?"]);
    says(
        &["check", "--select", "MB0O2", "draf.sop.yaml"],
        &["no rule, family or benefit 'MB0O2'", "did you mean 'MB002'?"],
    );
    says(&["explain", "MB0O2"], &["no rule 'MB0O2'", "did you mean 'MB002'?"]);
    says(&["check", "-"], &["--stdin-filename"]);
    says(&["check", "--today", "1 Maret", "draf.sop.yaml"], &["YYYY-MM-DD"]);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let folder = Folder::new("threads");
    for at in 0..60 {
        let text = if at % 3 == 0 { faulty() } else { clean() };
        folder.write(&format!("sop/{at:02}.sop.yaml"), text);
    }
    folder.write("sop/rusak.sop.yaml", "judul: \"tidak ditutup\nnomor: 1\n");
    folder.write("sop/kosong.sop.yaml", "");
    for format in FORMATS {
        let run = |jobs: &str| soplint(folder.path(), &["check", "sop", "-f", format, "--jobs", jobs]);
        let one = run("1");
        assert!(one.stdout.contains("AR001"), "the archive pass ran");
        for jobs in ["2", "8"] {
            let other = run(jobs);
            assert_eq!(one.stdout, other.stdout, "{format} with {jobs} threads");
            assert_eq!(one.code, other.code);
        }
    }
}

#[test]
fn bad_inputs_get_an_outcome_each_and_the_rest_goes_on() {
    let folder = Folder::new("bad");
    let mut utf16 = vec![0xff, 0xfe];
    utf16.extend(clean().encode_utf16().flat_map(u16::to_le_bytes));
    folder.write("sop/a-utf16.sop.yaml", utf16);
    folder.write("sop/b-bersih.sop.yaml", clean().replace("SOP-002/", "SOP-102/"));
    folder.write("sop/c-kosong.sop.yaml", "");
    folder.write("sop/d-biner.sop.yaml", b"nomor: \0\x01\x02");
    folder.write("sop/e-latin1.sop.yaml", b"judul: Pengelolaan caf\xe9\n");
    folder.write("sop/f-dalam.sop.yaml", "[".repeat(10_000));
    folder.write("sop/g-bom.sop.yaml", format!("\u{feff}{}", clean().replace("SOP-002/", "SOP-202/")));
    folder.write("sop/h-besar.sop.yaml", "a".repeat(1 << 20).repeat(2));
    folder.write("sop/i-alias.sop.yaml", laughs());
    folder.write("sop/j-word.docx", b"PK\x03\x04 bukan sungguhan");
    folder.write("sop/k-laporan.pdf", b"%PDF-1.7");
    let two = format!("{}---\n{}", clean().replace("SOP-002/", "SOP-302/"), faulty().replace("SOP-002/", "SOP-402/"));
    folder.write("sop/l-aliran.sop.yaml", two);
    let ran = soplint(folder.path(), &["check", "sop", "-f", "json", "--max-size", "1"]);
    let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let documents = report["documents"].as_array().expect("documents");
    let checked = |name: &str| {
        let found: Vec<&str> = documents
            .iter()
            .filter(|document| document["path"] == format!("sop/{name}"))
            .map(|document| document["checked"].as_str().expect("a word"))
            .collect();
        found.join(" ")
    };
    assert_eq!(checked("a-utf16.sop.yaml"), "full");
    assert_eq!(checked("b-bersih.sop.yaml"), "full");
    assert_eq!(checked("c-kosong.sop.yaml"), "none");
    assert_eq!(checked("d-biner.sop.yaml"), "none");
    assert_eq!(checked("e-latin1.sop.yaml"), "none");
    assert_ne!(checked("f-dalam.sop.yaml"), "full");
    assert_eq!(checked("g-bom.sop.yaml"), "full");
    assert_eq!(checked("h-besar.sop.yaml"), "none");
    assert_ne!(checked("i-alias.sop.yaml"), "");
    assert_eq!(checked("j-word.docx"), "none");
    assert_eq!(checked("k-laporan.pdf"), "none");
    assert_eq!(checked("l-aliran.sop.yaml"), "full full", "each document of a stream is an SOP");
    assert_eq!(ran.code, 1, "the fault in the second document of the stream is found");
    for document in documents.iter().filter(|document| document["checked"] != "full") {
        assert!(!document["unchecked"].as_array().expect("reasons").is_empty(), "{document} says why");
    }
}

/// Aliases that multiply: nine levels of nine.
fn laughs() -> String {
    let mut text = String::from("a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n");
    for level in 1..=9 {
        let before = vec![format!("*a{}", level - 1); 9].join(", ");
        text.push_str(&format!("a{level}: &a{level} [{before}]\n"));
    }
    text.push_str("kegiatan: *a9\ndasar_hukum: *a9\n");
    text
}

#[test]
fn standard_input_is_checked_under_its_name() {
    let folder = Folder::new("stdin");
    let arguments = ["check", "-", "--stdin-filename", "draf.sop.yaml", "-f", "concise"];
    let ran = soplint_with(folder.path(), &arguments, faulty().as_bytes(), &[]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains("draf.sop.yaml:") && ran.stdout.contains("MB003"), "{}", ran.stdout);
}

#[test]
fn the_language_is_that_of_the_flag_then_of_the_environment() {
    let folder = Folder::new("language");
    folder.write("a.sop.yaml", faulty());
    let run = |arguments: &[&str], environment: &[(&str, &str)]| {
        let all = [&["check", "a.sop.yaml", "-f", "concise"], arguments].concat();
        soplint_with(folder.path(), &all, b"", environment).stdout
    };
    assert!(run(&[], &[]).contains("tidak dapat diukur"));
    assert!(run(&["--lang", "en"], &[]).contains("cannot be measured"));
    assert!(run(&[], &[("SOPLINT_LANG", "en")]).contains("cannot be measured"));
    assert!(run(&["--lang", "id"], &[("SOPLINT_LANG", "en")]).contains("tidak dapat diukur"));
    for language in ["id", "en"] {
        let ran = soplint_with(folder.path(), &["check", "a.sop.yaml", "-f", "json", "--lang", language], b"", &[]);
        let json = ran.stdout;
        assert!(json.contains("\"severity\":\"error\""), "machine words are never translated");
    }
}

#[test]
fn colour_only_where_it_is_wanted() {
    let folder = Folder::new("colour");
    folder.write("a.sop.yaml", faulty());
    let run = |arguments: &[&str], environment: &[(&str, &str)]| {
        let all = [&["check", "a.sop.yaml"], arguments].concat();
        soplint_with(folder.path(), &all, b"", environment).stdout.contains('\u{1b}')
    };
    assert!(!run(&[], &[]), "a pipe is no terminal");
    assert!(run(&["--color", "always"], &[("NO_COLOR", "1")]), "the flag beats the environment");
    assert!(run(&[], &[("FORCE_COLOR", "1")]));
    assert!(!run(&["--color", "never"], &[("FORCE_COLOR", "1")]));
}

#[test]
fn ignore_files_are_honoured() {
    let folder = Folder::new("ignored");
    folder.write("a.sop.yaml", clean());
    folder.write("arsip/b.sop.yaml", faulty());
    folder.write(".soplintignore", "arsip/\n");
    assert_eq!(soplint(folder.path(), &["check"]).code, 0);
    assert_eq!(soplint(folder.path(), &["check", "--no-ignore"]).code, 1);
}

#[test]
fn nothing_is_written_beside_the_documents() {
    let folder = Folder::new("untouched");
    let path = folder.write("a.sop.yaml", faulty());
    for command in [&["check", "."][..], &["inspect", "a.sop.yaml"], &["explain", "MB003"], &["rules"]] {
        soplint(folder.path(), command);
    }
    assert_eq!(std::fs::read_to_string(path).expect("the document"), faulty());
    assert_eq!(std::fs::read_dir(folder.path()).expect("the folder").count(), 1);
}

#[test]
fn select_and_ignore_choose_rules() {
    let folder = Folder::new("select");
    folder.write("a.sop.yaml", faulty());
    let code = |arguments: &[&str]| soplint(folder.path(), &[&["check", "a.sop.yaml"], arguments].concat()).code;
    assert_eq!(code(&["--select", "MB"]), 1);
    assert_eq!(code(&["--select", "MB003,ID001"]), 1);
    assert_eq!(code(&["--select", "ID"]), 0);
    assert_eq!(code(&["--ignore", "MB003"]), 0);
    assert_eq!(code(&["--select", "unambiguous"]), 1);
}

#[test]
fn what_could_not_be_decided_is_named_on_request() {
    let folder = Folder::new("verbose");
    folder.write("a.sop.yaml", clean());
    let said = |arguments: &[&str]| soplint(folder.path(), &[&["check", "a.sop.yaml"], arguments].concat()).stdout;
    assert!(said(&["--verbose"]).contains("tidak dapat diputuskan:\n"), "{}", said(&["--verbose"]));
    assert!(
        said(&["-v"])
            .contains("  AC008 Pelaksana tercantum dalam peta jabatan: 1 dokumen, memerlukan dokumen atau daftar")
    );
    assert!(!said(&[]).contains("AC008"));
}

#[test]
fn shells_complete_every_command() {
    let folder = Folder::new("completions");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = soplint(folder.path(), &["completions", shell]);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        for word in ["inspect", "explain", "fail-on"] {
            assert!(ran.stdout.contains(word), "{shell} knows {word}");
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::new("man");
    assert_eq!(soplint(folder.path(), &["man", "tidak-ada"]).code, 2);
    assert_eq!(soplint(folder.path(), &["man", "."]).code, 0);
    let page = |name: &str| std::fs::read_to_string(folder.path().join(name)).expect("a page");
    assert!(page("soplint.1").contains("Exit codes"));
    assert!(page("soplint-check.1").contains("fail\\-on"));
    assert!(page("soplint-config-show.1").starts_with(".ie"), "roff");
}

#[test]
fn inspect_shows_fields_steps_and_flow() {
    let folder = Folder::new("inspect");
    folder.write("a.sop.yaml", clean());
    let table = soplint(folder.path(), &["inspect", "a.sop.yaml"]);
    assert_eq!(table.code, 0);
    for word in ["IDENTITAS", "SOP-002/KUL/9999/2025", "LANGKAH", "ALUR", "2 → 3 [ya]", "25 November 2025"] {
        assert!(table.stdout.contains(word), "{word} is not in\n{}", table.stdout);
    }
    for name in ["nama dalam aturan", " effective_date ", "(duration)"] {
        assert!(table.stdout.contains(name), "rules name fields so: {name} is not in\n{}", table.stdout);
    }
    let json = soplint(folder.path(), &["inspect", "a.sop.yaml", "-f", "json"]);
    let documents: serde_json::Value = serde_json::from_str(&json.stdout).expect("JSON");
    let number = &documents[0]["document"]["number"];
    assert_eq!(number["text"], "SOP-002/KUL/9999/2025");
    let start = number["place"]["start"]["byte"].as_u64().expect("a byte") as usize;
    let end = number["place"]["end"]["byte"].as_u64().expect("a byte") as usize;
    assert_eq!(&clean()[start..end], "SOP-002/KUL/9999/2025", "the place leads to the text");
}

#[test]
fn the_phase_of_a_run_wins_over_what_documents_say() {
    let folder = Folder::new("phase");
    folder.write("a.sop.yaml", "judul: Pengelolaan Surat\nstatus: Berlaku\n");
    let pack = "pack: uji\nversion: 0.1.0\nmodel: 1\nlanguages: [id]\nsources: {s: {title: S}}\nrules:\n  - id: ZZ001\n    title: {id: nomor}\n    source: s\n    sure: A\n    severity: {draft: info, final: error}\n    benefit: standardise\n    require: [number]\n    message: {id: x}\n";
    folder.write("uji.yaml", pack);
    let code = |phase: &[&str]| {
        let ran =
            soplint(folder.path(), &[&["check", "--rules", "uji.yaml", "-f", "json", "a.sop.yaml"], phase].concat());
        let report: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
        (ran.code, report["run"]["phase"].clone(), report["documents"][0]["phase"].clone())
    };
    assert_eq!(code(&[]), (1, serde_json::Value::Null, "final".into()));
    assert_eq!(code(&["--phase", "draft"]), (0, "draft".into(), "draft".into()));
    let ran = soplint(folder.path(), &["check", "--phase", "konsep", "a.sop.yaml"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("the phases are draft, review, final"), "{}", ran.stderr);
}

#[test]
fn the_coverage_of_clauses_is_shown_in_columns_and_for_programs() {
    let folder = Folder::new("coverage");
    let ran = soplint(folder.path(), &["rules", "--coverage", "--lang", "en"]);
    let line = |start: &str| ran.stdout.lines().find(|line| line.starts_with(start)).unwrap_or_default().to_owned();
    assert!(line("bagian identitas no. 2 ").ends_with("ID001 ID002"), "{}", ran.stdout);
    assert!(line("unsur dokumentasi, daftar isi ").ends_with("not checked"), "{}", ran.stdout);
    let ran = soplint(folder.path(), &["rules", "--coverage", "-f", "json"]);
    let coverage: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let clauses = coverage["packs"][0]["clauses"].as_array().expect("a list");
    let number = clauses.iter().find(|clause| clause["clause"] == "bagian identitas no. 2").expect("the clause");
    assert_eq!(number["rules"], serde_json::json!(["ID001", "ID002"]));
    let ran = soplint(folder.path(), &["rules", "--coverage", "--lang", "en", "--rules", "flow-soundness"]);
    assert!(ran.stdout.contains("this pack lists no clauses"), "{}", ran.stdout);
}

#[test]
fn a_rule_about_a_clause_that_is_not_listed_stands_in_the_coverage() {
    let folder = Folder::new("coverage-unlisted");
    let pack = "pack: kantor\nversion: 0.1.0\nmodel: 1\nlanguages: [en]\nsources:\n  s: {title: Guideline, clauses: {butir 4: {en: Named}}}\nrules:\n  - id: KU001\n    title: {en: T}\n    source: s butir 44\n    sure: A\n    severity: error\n    benefit: accountability\n    require: [unit]\n    message: {en: m}\n";
    folder.write("kantor.yaml", pack);
    let arguments = ["rules", "--coverage", "--lang", "en", "--rules", "kantor.yaml"];
    let shown = soplint(folder.path(), &arguments).stdout;
    assert!(shown.contains("butir 4   Named                                not checked\n"), "{shown}");
    assert!(shown.contains("butir 44  (not in the pack's list of clauses)  KU001\n"), "{shown}");
    let ran = soplint(folder.path(), &[&arguments[..], &["-f", "json"]].concat());
    let coverage: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let unlisted = serde_json::json!([{"source": "Guideline", "clause": "butir 44", "rules": ["KU001"]}]);
    assert_eq!(coverage["packs"][0]["unlisted"], unlisted);
}
