//! The registry: what ships agrees with itself, and what a citation is linked to.

use super::data::shipped;
use super::*;
use crate::sop::Vocabulary;
use crate::sop::model::{Document, LegalStatus};
use crate::source::Span;

fn vocabulary() -> Vocabulary {
    Vocabulary::shipped().expect("the shipped vocabulary")
}

fn entry(id: &str) -> RegulationEntry {
    shipped().expect("registry.yaml").into_iter().find(|entry| entry.id == id).expect("an entry")
}

fn own(id: &str) -> RegulationEntry {
    let source = Source { id: "uji".into(), en: "test".into() };
    RegulationEntry { id: id.into(), source, as_of: "2026-01-05".into(), ..RegulationEntry::default() }
}

#[test]
fn the_shipped_entries_contradict_nothing() {
    let entries = shipped().expect("registry.yaml");
    let found = contradictions(&vocabulary().citations, &[], &entries);
    assert_eq!(found, [], "{found:#?}");
    for entry in &entries {
        assert!(!entry.source.id.is_empty() && !entry.source.en.is_empty(), "{}: who says so", entry.id);
        assert!(crate::sop::date::Day::parse_iso(&entry.as_of).is_some(), "{}: as of when", entry.id);
    }
}

#[test]
fn what_one_entry_says_of_another_is_said_there_too() {
    let entries = shipped().expect("registry.yaml");
    let find = |id: &str| entries.iter().find(|entry| entry.id == id).expect("an entry");
    let ids = |claims: &Option<Vec<Claim>>| -> Vec<Claim> { claims.clone().unwrap_or_default() };
    for entry in &entries {
        for claim in ids(&entry.revokes) {
            let back = Claim { id: entry.id.clone(), verified: claim.verified };
            assert!(ids(&find(&claim.id).revoked_by).contains(&back), "{} revokes {}", entry.id, claim.id);
        }
        if let Some(other) = &entry.amends {
            let amended = ids(&find(other).amended_by);
            assert!(amended.iter().any(|claim| claim.id == entry.id), "{} amends {other}", entry.id);
        }
    }
}

#[test]
fn subjects_are_compared_with_tolerance() {
    let vocabulary = vocabulary();
    let form = |text: &str| vocabulary.subjects.form(text);
    let agrees = |cited: &str, official: &str| form(cited).agrees(&form(official));
    let sop = "Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan";
    for (cited, official) in [
        ("Pedoman Penyusunan SOP AP", sop),
        ("PEDOMAN PENYUSUNAN STANDAR OPERASIONAL PROSEDUR", sop),
        ("Penyusunan Standar Opersional Prosedur Administrasi Pemerintah", sop),
        ("ASN", "Aparatur Sipil Negara"),
        ("Manajemen ASN", "Aparatur Sipil Negara"),
        ("KIP", "Keterbukaan Informasi Publik"),
        ("Pemilu", "Pemilihan Umum"),
        ("Pengelolaan BMN", "Pengelolaan Barang Milik Negara/Daerah"),
        ("Pengadaan Barang dan Jasa", "Pengadaan Barang/Jasa Pemerintah"),
        ("Keuangan Negra", "Keuangan Negara"),
        ("Arsip", "Kearsipan"),
        ("Keuangan Negara Republik Indonesia LN 47 TLN 4286 beserta penjelasannya", "Keuangan Negara"),
    ] {
        assert_eq!(agrees(cited, official), Some(true), "{cited} | {official}");
    }
    for (cited, official) in [
        ("Perbendaharaan", "Keuangan Negara"),
        ("Pemerintahan Daerah", "Perbendaharaan Negara"),
        ("Pemeriksaan Pengelolaan dan Tanggung Jawab Keuangan Negara", "Keuangan Negara"),
        ("Ketentuan-Ketentuan Pokok Kearsipan", "Kearsipan"),
    ] {
        assert_eq!(agrees(cited, official), Some(false), "{cited} | {official}");
    }
    for (cited, official) in [("", "Kearsipan"), ("dan", "Kearsipan"), ("Perubahan atas Kearsipan", "Kearsipan")] {
        assert_eq!(agrees(cited, official), None, "{cited}");
    }
}

#[test]
fn a_subject_survives_its_key() {
    let vocabulary = vocabulary();
    for text in ["Perubahan Kedua atas Pemilu", "Kearsipan", ""] {
        let form = vocabulary.subjects.form(text);
        assert_eq!(Subject::of_key(&form.key()), form, "{text}");
    }
}

/// The keys of the laws that texts lead to; `-` where they lead nowhere.
fn linked(texts: &[&str]) -> Vec<String> {
    let vocabulary = vocabulary();
    let yaml: String = texts.iter().map(|text| format!("  - {text:?}\n")).collect();
    let view = format!("dasar_hukum:\n{yaml}");
    let reading = crate::reader::yaml::read(&view, &crate::reader::ReadLimits::default());
    let mut sop = crate::sop::understand(&reading.documents[0], &vocabulary);
    let registry = vocabulary.regulations();
    registry.link(&vocabulary.citations, &vocabulary.subjects, &mut sop.document);
    let laws = sop.document.legal_basis.items.iter().map(|reference| {
        let law = reference.law.element().and_then(|at| registry.get(at));
        law.map_or_else(|| "-".to_owned(), |law| law.key.as_str().to_owned())
    });
    laws.collect()
}

#[test]
fn citations_lead_to_their_regulation() {
    assert_eq!(
        linked(&[
            "Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara",
            "UU 17/2003",
            "Peraturan LKPP Nomor 12 Tahun 2021",
            "PER/52/2011",
            "UU Pemilu",
            "uu  pemilu",
            "UU ASN",
            "Undang-Undang Nomor 17 Tahun 2004",
            "Ketentuan internal",
            "Keputusan KPU Nomor 15/PL.03/2017 tentang Jadwal Kampanye Contoh",
            "Keputusan KPU Nomor 15/Kpts/KPU/TAHUN 2017 tentang Kode Klasifikasi Arsip",
        ]),
        [
            "UU-17-2003",
            "UU-17-2003",
            "PERLEM-LKPP-12-2021",
            "PERMENDAGRI-52-2011",
            "UU-7-2017",
            "UU-7-2017",
            "-",
            "-",
            "-",
            "-",
            "KPT-KPU-15-2017"
        ]
    );
}

#[test]
fn a_document_without_citations_costs_no_registry() {
    assert!(!Document::new(Span::at(0)).cites());
}

#[test]
fn a_correction_replaces_what_it_says_and_nothing_else() {
    let below = entry("UU-5-2014");
    let above =
        RegulationEntry { status: Some(LegalStatus::InForce), revoked_by: Some(Vec::new()), ..own("UU-5-2014") };
    let merged = merged(std::slice::from_ref(&below), &[above]);
    assert_eq!((merged[0].status, merged[0].status_verified), (Some(LegalStatus::InForce), None));
    assert_eq!((&merged[0].subject, merged[0].subject_exact), (&below.subject, Some(true)));
    assert_eq!((merged[0].source.id.as_str(), merged[0].as_of.as_str()), ("uji", "2026-01-05"));
}

#[test]
fn a_new_law_tells_what_it_replaces_with_its_own_source() {
    let claim = |id: &str| Some(vec![Claim { id: id.into(), verified: true }]);
    let new = RegulationEntry {
        type_code: Some("UU".into()),
        number: Some("1".into()),
        year: Some(2026),
        revokes: claim("UU-17-2003"),
        ..own("UU-1-2026")
    };
    let merged = merged(&[entry("UU-17-2003")], &[new]);
    assert_eq!((merged[0].status, merged[0].status_verified), (Some(LegalStatus::Revoked), Some(true)));
    assert_eq!(merged[0].revoked_by, claim("UU-1-2026"));
    assert_eq!(merged[0].source.id, "uji");
}
