//! What documents are understood as: one behaviour per case.

use super::understand;
use crate::reader::{Format, ReadLimits};
use crate::sop::model::{Column, Document, Part};
use crate::sop::value::State;
use crate::sop::{RemarkKind, Sop, Vocabulary};
use crate::source::Span;

fn with_sop(format: Format, text: &str, check: impl FnOnce(&Sop<'_>, &str)) {
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    let opened = format.open(text.as_bytes(), &ReadLimits::default()).expect("text");
    let reading = opened.read(&ReadLimits::default());
    let sop = understand(&reading.documents[0], &vocabulary);
    check(&sop, text);
}

fn yaml(text: &str, check: impl FnOnce(&Document<'_>)) {
    with_sop(Format::Yaml, text, |sop, _| check(&sop.document));
}

fn markdown(text: &str, check: impl FnOnce(&Document<'_>)) {
    with_sop(Format::Markdown, text, |sop, _| check(&sop.document));
}

fn has_identity(document: &Document<'_>) -> bool {
    document.parts.items.iter().any(|part| part.code() == Some(Part::Identity.code()))
}

#[test]
fn a_heading_alone_is_no_identity_block() {
    markdown("# Judul\n\n## Kegiatan\n\n1. Mencatat surat\n", |document| assert!(!has_identity(document)));
    yaml("judul: Judul\n", |document| assert!(has_identity(document)));
    markdown("# Judul\n\n## Dasar Hukum\n\n- UU 17/2003\n", |document| assert!(has_identity(document)));
}

#[test]
fn a_list_that_is_missing_in_a_step_stands_near_the_act() {
    let text = "kegiatan:\n  - no: 1\n    uraian: Mencatat surat\n    waktu: 5 menit\n";
    with_sop(Format::Yaml, text, |sop, text| {
        let step = &sop.document.steps.items[0];
        let under = |span: Span| &text[span.range()];
        assert_eq!(under(step.outputs.near), "Mencatat surat");
        assert_eq!(under(step.actors.near), "Mencatat surat");
    });
}

#[test]
fn steps_nobody_numbered_are_counted() {
    yaml("kegiatan:\n  - {uraian: Mencatat, lanjut: 2}\n  - {uraian: Mengirim}\n", |document| {
        let numbers: Vec<&str> = document.steps.items.iter().map(|step| step.number.as_str()).collect();
        assert_eq!(numbers, ["1", "2"]);
        assert_eq!(document.steps.items[0].next.items, [1]);
        assert!(document.step_columns.items.iter().all(|column| column.code() != Some(Column::Number.code())));
    });
    yaml("kegiatan:\n  - {no: 3, uraian: Mencatat}\n  - {uraian: Mengirim}\n", |document| {
        assert_eq!(document.steps.items[1].number.state, State::Missing, "one that was left out is not invented");
    });
}

#[test]
fn a_misspelt_key_of_all_steps_is_noted_once() {
    yaml("kegiatan:\n  - {no: 1, pelaksanaan: Arsiparis}\n  - {no: 2, pelaksanaan: Arsiparis}\n", |document| {
        let noted: Vec<&str> = document.misspelt_labels.items.iter().map(|label| label.text.as_str()).collect();
        assert_eq!(noted, ["pelaksanaan"]);
    });
}

#[test]
fn the_name_of_a_derived_field_may_be_a_label_of_another() {
    for key in ["actors", "actor", "pelaksana"] {
        yaml(&format!("steps:\n  - {{no: 1, text: Mencatat, {key}: [Arsiparis]}}\n"), |document| {
            assert_eq!(document.steps.items[0].actor_names.items.len(), 1, "{key}");
        });
    }
}

#[test]
fn a_bracket_too_many_loses_nothing() {
    for steps in [
        "[[[Mencatat surat, Mengirim surat]]]",
        "\n  - - {no: 1, uraian: Mencatat surat}\n    - {no: 2, uraian: Mengirim surat}",
    ] {
        yaml(&format!("kegiatan: {steps}\n"), |document| assert_eq!(document.steps.items.len(), 2, "{steps}"));
    }
    with_sop(Format::Yaml, "definisi: {a: {b: c}}\n", |sop, _| {
        assert!(!sop.document.definitions.is_whole());
        assert!(
            sop.remarks.iter().any(|remark| matches!(remark.kind, RemarkKind::WrongShape { .. })),
            "{:?}",
            sop.remarks
        );
    });
}

/// The ways out of the second of four steps: caption and target.
fn ways(decision: &str) -> Option<Vec<(String, String)>> {
    let text = format!(
        "kegiatan:\n  - {{no: 1, uraian: A}}\n  - no: 2\n    uraian: Lengkap?\n    keputusan: {decision}\n  - {{no: 3, uraian: B}}\n  - {{no: 4, uraian: C}}\n"
    );
    let mut found = None;
    with_sop(Format::Yaml, &text, |sop, text| {
        let step = &sop.document.steps.items[1];
        assert_eq!(step.branches.is_whole(), sop.remarks.is_empty(), "{decision}");
        assert_eq!(step.branches.is_whole(), sop.flow.readable, "{decision}");
        let ways = step.branches.items.iter().map(|edge| {
            for value in [&edge.label, &edge.to].into_iter().filter(|value| value.is_present()) {
                assert_eq!(&text[value.span().range()], value.as_str());
            }
            (edge.label.as_str().to_owned(), edge.to.as_str().to_owned())
        });
        found = step.branches.is_whole().then(|| ways.collect());
    });
    found
}

#[test]
fn each_answer_has_its_own_target() {
    for (decision, expected) in [
        ("'Ya: ke langkah 3, Tidak: kembali ke langkah 1'", [("Ya", "3"), ("Tidak", "1")]),
        ("Ya → 4 / Tidak → 1", [("Ya", "4"), ("Tidak", "1")]),
        ("Ya 3; Tidak 1", [("Ya", "3"), ("Tidak", "1")]),
        ("Ya 3 Tidak 1", [("Ya", "3"), ("Tidak", "1")]),
        ("Ya (3), Tidak (1)", [("Ya", "3"), ("Tidak", "1")]),
        ("Ada = 3; Tidak ada = 1", [("Ada", "3"), ("Tidak ada", "1")]),
        ("'{ada: 3, tidak ada: 1}'", [("ada", "3"), ("tidak ada", "1")]),
        ("Lengkap ke 3, tidak lengkap selesai", [("Lengkap", "3"), ("tidak lengkap", "selesai")]),
        ("Ya Lihat SOP Arsip, Tidak 1", [("Ya", "Lihat SOP Arsip"), ("Tidak", "1")]),
        ("'Teknis: 3, Administratif: 4'", [("Teknis", "3"), ("Administratif", "4")]),
        ("Ya 3; Tidak", [("Ya", "3"), ("Tidak", "")]),
        ("Ya lanjut Tidak 1", [("Ya", "lanjut"), ("Tidak", "1")]),
        ("'Ya: langkah berikutnya; Tidak: kembali ke 1'", [("Ya", "berikutnya"), ("Tidak", "1")]),
        ("Jika sesuai lanjut ke langkah 3, jika tidak kembali ke langkah 1", [("sesuai", "3"), ("tidak", "1")]),
        ("Apabila ya ke 4; apabila tidak selesai", [("ya", "4"), ("tidak", "selesai")]),
        ("Ya 3; Tidak 16", [("Ya", "3"), ("Tidak", "16")]),
    ] {
        let expected = expected.map(|(label, to)| (label.to_owned(), to.to_owned()));
        let decision = decision.replace("'{", "{").replace("}'", "}");
        assert_eq!(ways(&decision).as_deref(), Some(&expected[..]), "{decision}");
    }
}

#[test]
fn a_way_out_that_does_not_fit_is_not_guessed() {
    for decision in [
        "Ya lanjut; Tidak kembali",
        "Ya 3 atau 4",
        "Teknis 3 atau 4",
        "Teknis 3, lalu 4",
        "Ya 2/3",
        "Ya perbaiki berkas 1",
        "Ya 3, lalu 4",
    ] {
        assert_eq!(ways(decision), None, "{decision}");
    }
}

#[test]
fn a_way_out_without_a_caption_is_the_way_on() {
    yaml("kegiatan:\n  - {no: 1, uraian: Mencatat, keputusan: selesai}\n", |document| {
        let step = &document.steps.items[0];
        assert_eq!((step.branches.items.len(), step.goes_to.items.len()), (0, 1));
        assert_eq!(step.kind.code(), Some(crate::sop::model::StepKind::Task.code()));
    });
}

#[test]
fn a_question_is_a_decision() {
    use crate::sop::model::StepKind;
    for (step, kind) in [
        ("uraian: 'Memeriksa surat: benar?'", StepKind::Decision),
        ("uraian: Apakah surat benar", StepKind::Decision),
        ("uraian: Memeriksa surat", StepKind::Task),
        ("jenis: kegiatan, uraian: Benar?", StepKind::Task),
    ] {
        yaml(&format!("kegiatan:\n  - {{no: 1, {step}}}\n"), |document| {
            assert_eq!(document.steps.items[0].kind.code(), Some(kind.code()), "{step}");
        });
    }
}

#[test]
fn several_actors_may_stand_in_one_text() {
    let actors = "pelaksana:\n  - {id: ben, nama: Bendahara Pengeluaran}\n  - {id: ppk, nama: Pejabat Pembuat Komitmen (PPK)}\n  - Pengawas Sarana dan Prasarana\n";
    for (names, expected) in [
        ("'ben, ppk'", &["ben", "ppk"][..]),
        ("Bendahara Pengeluaran dan PPK", &["Bendahara Pengeluaran", "PPK"]),
        ("Bendahara Pengeluaran/PPK", &["Bendahara Pengeluaran", "PPK"]),
        ("ben & ppk", &["ben", "ppk"]),
        ("Sekretaris dan Operator SAKTI", &["Sekretaris", "Operator SAKTI"]),
        ("ben dan Logistik", &["ben dan Logistik"]),
        ("'Kasubbag Keuangan, Umum, dan Logistik'", &["Kasubbag Keuangan, Umum, dan Logistik"]),
        ("Pengawas Sarana dan Prasarana", &["Pengawas Sarana dan Prasarana"]),
    ] {
        let text = format!("{actors}kegiatan:\n  - {{no: 1, uraian: Mencatat, pelaksana: {names}}}\n");
        with_sop(Format::Yaml, &text, |sop, text| {
            let step = &sop.document.steps.items[0];
            let found: Vec<&str> = step.actor_names.items.iter().map(|name| &text[name.span().range()]).collect();
            assert_eq!(found.iter().map(|name| name.trim_matches('\'')).collect::<Vec<_>>(), expected, "{names}");
            assert_eq!(step.actors.items.len(), expected.len(), "{names}");
        });
    }
}

#[test]
fn a_direction_in_running_text_leaves_the_flow_undecided() {
    for (step, readable) in [
        ("uraian: 'Memeriksa, bila salah kembali ke langkah 1'", false),
        ("uraian: Memeriksa, keterangan: Lanjut ke nomor 1", false),
        ("uraian: 'Benar?', keterangan: 'Ya: 1; Tidak 2'", false),
        ("uraian: 'Benar?', keterangan: kembali ke langkah 1, keputusan: {ya: selesai, tidak: 1}", true),
        ("uraian: Mengirim pesan ke nomor 0812", true),
    ] {
        let text = format!("kegiatan:\n  - {{no: 1, uraian: Mencatat}}\n  - {{no: 2, {step}}}\n");
        with_sop(Format::Yaml, &text, |sop, _| {
            assert_eq!((sop.flow.readable, sop.remarks.is_empty()), (readable, readable), "{step}");
        });
    }
}

#[test]
fn a_sentence_in_front_of_a_list_is_no_entry() {
    markdown("# J\n\n## Dasar Hukum\n\nPeraturan yang mendasari:\n\n1. UU 17/2003\n", |document| {
        assert_eq!(document.legal_basis.items.len(), 1);
    });
    markdown("# J\n\n## Peringatan\n\nApabila terlambat, maka ditolak.\n", |document| {
        assert_eq!(document.warnings.items.len(), 1, "a field may be a paragraph");
    });
}

#[test]
fn a_paragraph_under_the_steps_is_no_step() {
    let table = "| No | Kegiatan | Waktu | Output |\n|---|---|---|---|\n| 1 | Mencatat | 5 menit | Agenda |\n";
    markdown(&format!("# J\n\n## Kegiatan\n\nAlur ini berlaku sejak 2025.\n\n{table}"), |document| {
        assert_eq!(document.steps.items.len(), 1);
    });
}

#[test]
fn columns_of_the_mutu_baku_that_are_missing_are_named() {
    let missing = |document: &Document<'_>| -> Vec<Option<u8>> {
        document.missing_columns.items.iter().map(crate::sop::value::Value::code).collect()
    };
    yaml("kegiatan:\n  - {no: 1, uraian: Mencatat, waktu: 5 menit}\n", |document| {
        assert_eq!(missing(document), [Some(Column::Inputs.code()), Some(Column::Outputs.code())]);
    });
    yaml("judul: Tanpa langkah\n", |document| assert!(document.missing_columns.items.is_empty()));
    yaml("kegiatan:\n  - {no: 1, uraian: Mencatat}\n  - {no: 2, uraian: \"Meng\n", |document| {
        assert_eq!(document.missing_columns.state, State::Unreadable, "the lost step may have had them");
    });
}

#[test]
fn in_a_broken_document_steps_may_be_lost() {
    let text = "kegiatan:\n    jenis: mulai\n    uraian: Mencatat\n  - no: 2\n    uraian: Mengirim\n";
    with_sop(Format::Yaml, text, |sop, _| {
        assert!(sop.incomplete && !sop.document.steps.is_whole() && !sop.flow.readable);
    });
}

#[test]
fn targets_are_looked_for_in_their_own_table_first() {
    let table = "| No | Kegiatan | Waktu | Output | Lanjut |\n|---|---|---|---|---|\n| 1 | Mencatat | 5 menit | A | 2 |\n| 2 | Mengirim | 5 menit | B | |\n";
    markdown(&format!("# J\n\n## Kegiatan\n\n{table}\n## Prosedur\n\n{table}"), |document| {
        assert_eq!(document.steps.items[0].next.items, [1]);
        assert_eq!(document.steps.items[2].next.items, [3]);
    });
}

#[test]
fn each_table_is_a_procedure_of_its_own() {
    let table = |first: i32| {
        format!(
            "| No | Kegiatan | Waktu | Output |\n|---|---|---|---|\n| {first} | Mencatat | 5 menit | A |\n| {} | Mengirim | 5 menit | B |\n",
            first + 1
        )
    };
    let flow = |second: i32, check: &dyn Fn(&crate::sop::flow::Flow)| {
        let text = format!("# J\n\n## Kegiatan\n\n{}\n## Prosedur\n\n{}", table(1), table(second));
        with_sop(Format::Markdown, &text, |sop, _| check(&sop.flow));
    };
    flow(1, &|flow| {
        assert_eq!((flow.next[1].as_slice(), &flow.starts[..], &flow.ends[..]), (&[][..], &[0, 2][..], &[1, 3][..]));
    });
    flow(3, &|flow| {
        let message = "a table that goes on counting goes on";
        assert_eq!(
            (flow.next[1].as_slice(), &flow.starts[..], &flow.ends[..]),
            (&[2][..], &[0][..], &[3][..]),
            "{message}"
        );
    });
}

#[test]
fn a_caption_without_a_target_is_where_the_target_is_missed() {
    let text = "# J\n\n## Kegiatan\n\n| No | Kegiatan | Waktu | Keputusan |\n|---|---|---|---|\n| 1 | Lengkap? | 5 menit | Ya 1; Tidak |\n";
    with_sop(Format::Markdown, text, |sop, text| {
        let branch = &sop.document.steps.items[0].branches.items[1];
        assert_eq!((branch.to.state, &text[branch.to.span().range()]), (State::Missing, "Tidak"));
    });
}

#[test]
fn a_person_is_told_by_a_title_in_front_or_a_degree_behind() {
    use crate::sop::model::ActorKind;
    let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
    for (name, is_person) in [
        ("Budi Contoh, S.E., M.M.", true),
        ("Budi Contoh S.E.", true),
        ("Dra. Siti Contoh", true),
        ("Direktur RSUD Dr. Soetomo", false),
        ("Kepala SMK M.H. Thamrin 2", false),
        ("Kasubbag Keuangan, Umum, dan Logistik", false),
    ] {
        assert_eq!(vocabulary.actors.kind(name) == ActorKind::Person, is_person, "{name}");
    }
}
