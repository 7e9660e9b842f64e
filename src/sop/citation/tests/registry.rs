//! Keys, known mistakes, and the registry as the measure of both.

use super::*;
use crate::sop::regulation::RegulationEntry;
use crate::sop::regulation::data::shipped;

#[test]
fn keys() {
    let words = table();
    let key = |text: &str| words.key(text, &words.parse(text)).unwrap_or_default();
    let cases = [
        ("UU No. 017 Tahun 2003 tentang Keuangan Negara", "UU-17-2003"),
        ("UUD 1945", "UUD-1945"),
        ("PMK 62 2023", ""),
        ("SOP-012/KUL/9999/2025", ""),
        ("PER/21/M.PAN/11/2008", "PERMENPAN-21-2008"),
        ("Peraturan Kabasarnas Nomor PK.16 Tahun 2014", "PERLEM-BASARNAS-16-2014"),
        ("Keputusan Kepala BPKP Nomor KEP-06.00.00-080/K/2001", "KEP-BPKP-80-2001"),
        ("Peraturan BPS 5/2023", "PERLEM-BPS-5-2023"),
        ("Peraturan Kepala Badan Pusat Statistik Republik Indonesia Nomor 5 Tahun 2023", "PERLEM-BPS-5-2023"),
        ("Permenkes 5/2020", "PERMEN-KEMENKES-5-2020"),
        ("Peraturan Menteri Kesehatan RI Nomor 5 Tahun 2020", "PERMEN-KEMENKES-5-2020"),
        ("Permen Nomor 5 Tahun 2020", "PERMEN-5-2020"),
        ("Peraturan Menteri Hukum dan HAM Nomor M.01.PR.07.04 Tahun 2004", "PERMEN-KEMKUMHAM-M.01.PR.07.04-2004"),
        ("Peraturan Badan Informasi Geospasial (BIG) Nomor 3 Tahun 2021", "PERLEM-INFORMASI-GEOSPASIAL-3-2021"),
        ("Peraturan Daerah Kota Bandung Nomor 3 Tahun 2021", "PERDA-KOTA-BANDUNG-3-2021"),
        ("Keputusan Kepala Badan Pengelola Keuangan Daerah Nomor 3 Tahun 2021", "KEP-PENGELOLA-KEUANGAN-DAERAH-3-2021"),
        ("Keputusan KPU Provinsi Jambi Nomor 5 Tahun 2021", "KPT-KPU-PROVINSI-JAMBI-5-2021"),
        ("KMK 467/KMK.01/2022", "KEPMEN-KEMENKEU-467-2022"),
        ("Keputusan Menteri Keuangan Nomor 467/KMK.01/2022", "KEPMEN-KEMENKEU-467-2022"),
    ];
    for (text, expected) in cases {
        assert_eq!(key(text), expected, "{text}");
    }
}

#[test]
fn known_mistakes() {
    let words = table();
    let meant = |text: &str| words.mistaken(text, &words.parse(text)).map_or("", |mistaken| &mistaken.meant.id);
    let cases = [
        (
            "Permen PAN Nomor 35 Tahun 2021 tentang Pedoman Penyusunan SOP Administrasi Pemerintahan",
            "PERMENPAN-35-2012",
        ),
        ("Permenpan RB 35/2021 tentang Standar  Operasional\nProsedur", "PERMENPAN-35-2012"),
        ("Permen No. 35 Tahun 2021 tentang SOP", "PERMENPAN-35-2012"),
        ("Permen PAN Nomor 35 Tahun 2021 tentang Tata Kelola Arsip", ""),
        ("Permen PAN Nomor 35 Tahun 2021 tentang Kesopanan", ""),
        ("Peraturan Menteri Kesehatan Nomor 35 Tahun 2021 tentang SOP Klinik", ""),
        ("Permenpan 35 Tahun 2012 tentang Pedoman Penyusunan SOP", ""),
        ("Permenpan Nomor 52 Tahun 2011 tentang SOP di Lingkungan Pemda", "PERMENDAGRI-52-2011"),
        ("PER/52/2011 tentang Standar Operasional Prosedur", "PERMENDAGRI-52-2011"),
        ("Permendagri 52/2011 tentang Standar Operasional Prosedur", ""),
        ("Keputusan Presiden Nomor 86 Tahun 2007", "PERPRES-86-2007"),
        ("Peraturan Presiden Nomor 86 Tahun 2007", ""),
        ("SOP 35 Tahun 2021", ""),
    ];
    for (text, expected) in cases {
        assert_eq!(meant(text), expected, "{text}");
    }
}

fn registry() -> Vec<RegulationEntry> {
    shipped().expect("registry.yaml")
}

/// The entry in its canonical long form.
fn rendered(words: &CitationWords, entry: &RegulationEntry) -> String {
    let code = words.code(entry.type_code.as_deref().expect("a type")).expect("shipped kind");
    let (number, year) = (entry.number.as_deref().expect("a number"), entry.year.expect("a year"));
    let name = words.written(code, entry.issuer.as_deref(), number, year);
    let subject = entry.subject.as_ref().map(|subject| format!(" tentang {subject}")).unwrap_or_default();
    format!("{name}{subject} (Lembaran Negara Tahun {year} Nomor 1);")
}

#[test]
fn registry_entries_parse_back() {
    let words = table();
    let entries = registry();
    assert_eq!(entries.len(), 83);
    for entry in &entries {
        let text = rendered(&words, entry);
        let citation = words.parse(&text);
        let code = citation.type_code.map(|code| words.code_name(code));
        let number = entry.number.as_deref().and_then(|number| number.split("/TAHUN").next()).unwrap_or_default();
        assert_eq!((code, slice(&text, citation.number.as_ref())), (entry.type_code.as_deref(), number), "{text}");
        assert_eq!(citation.year.as_ref().map(|(year, _)| i64::from(*year)), entry.year, "{text}");
        assert_eq!(slice(&text, citation.subject.as_ref()), entry.subject.as_deref().unwrap_or_default(), "{text}");
        assert_eq!(words.key(&text, &citation).as_deref(), Some(&*entry.id), "{text}");
    }
}

/// Aliases that are citations name their own entry.
#[test]
fn registry_aliases_parse_to_their_entry() {
    let words = table();
    for entry in registry() {
        for alias in &entry.aliases {
            if let Some(key) = words.key(alias, &words.parse(alias))
                && !key.starts_with("PER-")
            {
                assert_eq!(key, entry.id, "{alias}");
            }
        }
    }
}

#[test]
fn mistakes_name_registry_entries() {
    let entries = registry();
    for mistaken in mistakes().mistaken {
        let meant = entries.iter().find(|entry| entry.id == mistaken.meant.id).expect("registry entry");
        assert_eq!(meant.number.as_ref(), Some(&mistaken.meant.number));
        assert_eq!(meant.year, Some(i64::from(mistaken.meant.year)));
    }
}
