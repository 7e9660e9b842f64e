//! Keys, known mistakes, and the registry as the measure of both.

use serde::Deserialize;

use super::*;

const REGISTRY: &str = include_str!("../../../../rules/regulations/registry.yaml");

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

/// An entry of `registry.yaml`, as far as the tests need it.
#[derive(Debug, Deserialize)]
struct Entry {
    id: String,
    #[serde(rename = "type")]
    code: String,
    issuer: Option<String>,
    number: String,
    year: i16,
    subject: Option<String>,
    verified: bool,
    status_verified: bool,
    source: String,
    as_of: String,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Registry {
    regulations: Vec<Entry>,
}

fn registry() -> Vec<Entry> {
    serde_yaml::from_str::<Registry>(REGISTRY).expect("registry.yaml").regulations
}

/// The entry in its canonical long form.
fn rendered(words: &CitationWords, entry: &Entry) -> String {
    let name = match (&entry.issuer, entry.code.as_str()) {
        (Some(issuer), "PERLEM") => format!("Peraturan Kepala {issuer}"),
        (Some(issuer), _) => format!("Keputusan {issuer}"),
        (None, code) => words.full_name(words.code(code).expect("shipped kind")).to_owned(),
    };
    let year = entry.year.to_string();
    let tahun = if entry.number.ends_with(&year) { String::new() } else { format!(" Tahun {year}") };
    let subject = entry.subject.as_ref().map(|subject| format!(" tentang {subject}")).unwrap_or_default();
    format!("{name} Nomor {}{tahun}{subject} (Lembaran Negara Tahun {year} Nomor 1);", entry.number)
}

#[test]
fn registry_entries_parse_back() {
    let words = table();
    let entries = registry();
    assert_eq!(entries.len(), 83);
    assert!(entries.iter().all(|entry| !entry.source.is_empty() && !entry.as_of.is_empty()));
    assert!(entries.iter().any(|entry| entry.verified) && entries.iter().any(|entry| entry.status_verified));
    for entry in &entries {
        let text = rendered(&words, entry);
        let citation = words.parse(&text);
        let code = citation.type_code.map_or("", |code| words.code_name(code));
        let number = entry.number.split("/TAHUN").next().unwrap_or_default();
        assert_eq!((code, slice(&text, citation.number.as_ref())), (&*entry.code, number), "{text}");
        assert_eq!(citation.year.as_ref().map(|(year, _)| *year), Some(entry.year), "{text}");
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
        assert_eq!((&meant.number, meant.year), (&mistaken.meant.number, mistaken.meant.year));
    }
}
