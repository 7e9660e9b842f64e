//! Citations as people write them, and what is read out of them.

mod hostile;
mod registry;

use std::ops::Range;

use super::*;

const TYPES: &str = include_str!("../../../rules/regulations/types.yaml");
const MISTAKEN: &str = include_str!("../../../rules/regulations/mistaken.yaml");

fn types() -> TypesData {
    serde_yaml::from_str(TYPES).expect("types.yaml")
}

fn mistakes() -> MistakenData {
    serde_yaml::from_str(MISTAKEN).expect("mistaken.yaml")
}

fn table() -> CitationWords {
    CitationWords::new(&types(), &mistakes()).expect("the shipped words compile")
}

fn slice<'a>(text: &'a str, range: Option<&Range<u32>>) -> &'a str {
    range.map_or("", |range| &text[range.start as usize..range.end as usize])
}

/// `code | name | number | year | subject`, with `amended` behind it; `sop | number | year | title`; `other`.
fn shown(words: &CitationWords, text: &str) -> String {
    let citation = words.parse(text);
    let number = slice(text, citation.number.as_ref());
    let year = slice(text, citation.year.as_ref().map(|(_, range)| range));
    let subject = slice(text, citation.subject.as_ref());
    let name = slice(text, citation.type_name.as_ref());
    let code = citation.type_code.map_or("", |code| words.code_name(code));
    let amended = if citation.amended { " | amended" } else { "" };
    match citation.kind {
        CitationKind::Regulation => format!("{code} | {name} | {number} | {year} | {subject}{amended}"),
        CitationKind::Sop => format!("sop | {number} | {year} | {subject}"),
        CitationKind::Other => "other".to_owned(),
    }
}

fn check(cases: &[(&str, &str)]) {
    let words = table();
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, expected, shown(&words, text)))
        .filter(|(_, expected, got)| got != *expected)
        .map(|(text, expected, got)| format!("{text:?}\n  expected {expected:?}\n  got      {got:?}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn long_forms_of_laws() {
    check(&[
        (
            "Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara",
            "UU | Undang-Undang | 17 | 2003 | Keuangan Negara",
        ),
        (
            "1. Undang-Undang Republik Indonesia Nomor 28 Tahun 1999 tentang Penyelenggara Negara;",
            "UU | Undang-Undang Republik Indonesia | 28 | 1999 | Penyelenggara Negara",
        ),
        ("2) Undang- undang No. 43 Tahun 2009 tentang Kearsipan.", "UU | Undang- undang | 43 | 2009 | Kearsipan"),
        (
            "Undang-\n  Undang Nomor 1\nTahun 2004  tentang Perbendaharaan\n  Negara",
            "UU | Undang-\n  Undang | 1 | 2004 | Perbendaharaan\n  Negara",
        ),
        (
            "Undang\u{2011}Undang\u{a0}Nomor\u{a0}1\u{a0}Tahun\u{a0}2004\u{a0}tentang\u{a0}Perbendaharaan Negara",
            "UU | Undang\u{2011}Undang | 1 | 2004 | Perbendaharaan Negara",
        ),
        ("undang undang nomor 7 tahun 2017 tentang pemilihan umum", "UU | undang undang | 7 | 2017 | pemilihan umum"),
        ("UNDANG-UNDANG NOMOR 7 TAHUN 2017 TENTANG PEMILIHAN UMUM", "UU | UNDANG-UNDANG | 7 | 2017 | PEMILIHAN UMUM"),
        (
            "Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara (Lembaran Negara Republik Indonesia Tahun 2003 Nomor 47, Tambahan Lembaran Negara Republik Indonesia Nomor 4286);",
            "UU | Undang-Undang | 17 | 2003 | Keuangan Negara",
        ),
        (
            "Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara, Lembaran Negara Tahun 2003 Nomor 47",
            "UU | Undang-Undang | 17 | 2003 | Keuangan Negara",
        ),
        (
            "Peraturan Pemerintah Pengganti Undang-Undang Nomor 1 Tahun 2022 tentang Perubahan atas Undang-Undang Nomor 7 Tahun 2017",
            "PERPPU | Peraturan Pemerintah Pengganti Undang-Undang | 1 | 2022 | Perubahan atas Undang-Undang Nomor 7 Tahun 2017",
        ),
        (
            "Peraturan Pemerintah Nomor 28 Tahun 2012 tentang Pelaksanaan Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
            "PP | Peraturan Pemerintah | 28 | 2012 | Pelaksanaan Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
        ),
        (
            "Peraturan Presiden Nomor 16 Tahun 2018 tentang Pengadaan Barang/Jasa Pemerintah",
            "PERPRES | Peraturan Presiden | 16 | 2018 | Pengadaan Barang/Jasa Pemerintah",
        ),
        (
            "a. Keputusan Presiden Nomor 86 Tahun 2007 tentang Badan Pusat Statistik",
            "KEPPRES | Keputusan Presiden | 86 | 2007 | Badan Pusat Statistik",
        ),
        (
            "Instruksi Presiden Nomor 7 Tahun 1999 tentang Akuntabilitas Kinerja Instansi Pemerintah",
            "INPRES | Instruksi Presiden | 7 | 1999 | Akuntabilitas Kinerja Instansi Pemerintah",
        ),
    ]);
}

#[test]
fn long_forms_of_ministers() {
    check(&[
        (
            "Peraturan Menteri Keuangan Republik Indonesia Nomor 210/PMK.05/2022 tentang Tata Cara Pembayaran (Berita Negara Republik Indonesia Tahun 2022 Nomor 1359)",
            "PMK | Peraturan Menteri Keuangan Republik Indonesia | 210/PMK.05/2022 | 2022 | Tata Cara Pembayaran",
        ),
        (
            "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 35 Tahun 2012 tentang Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan 0(Berita Negara Republik Indonesia Tahun 2012 Nomor 649)",
            "PERMENPAN | Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi | 35 | 2012 | Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan",
        ),
        (
            "Peraturan Menteri Negara Pendayagunaan Aparatur Negara Nomor PER/21/M.PAN/11/2008 tentang Pedoman Penyusunan SOP",
            "PERMENPAN | Peraturan Menteri Negara Pendayagunaan Aparatur Negara | PER/21/M.PAN/11/2008 | 2008 | Pedoman Penyusunan SOP",
        ),
        (
            "Peraturan Menteri Dalam Negeri Nomor 52 Tahun 2011 tentang Standar Operasional Prosedur",
            "PERMENDAGRI | Peraturan Menteri Dalam Negeri | 52 | 2011 | Standar Operasional Prosedur",
        ),
        (
            "Peraturan Menteri Perindustrian Nomor 42/M-IND/PER/8/2013 tentang Kode Etik",
            "PERMEN | Peraturan Menteri Perindustrian | 42/M-IND/PER/8/2013 | 2013 | Kode Etik",
        ),
        (
            "Peraturan Menteri Pekerjaan Umum Nomor 04/PRT/M/2009 tentang Sistem Manajemen Mutu",
            "PERMEN | Peraturan Menteri Pekerjaan Umum | 04/PRT/M/2009 | 2009 | Sistem Manajemen Mutu",
        ),
        (
            "Peraturan Menteri Hukum dan HAM Nomor M.01.PR.07.04 Tahun 2004 tentang Organisasi",
            "PERMEN | Peraturan Menteri Hukum dan HAM | M.01.PR.07.04 | 2004 | Organisasi",
        ),
        (
            "Peraturan Menteri PPN/Kepala Bappenas Nomor 5 Tahun 2018 tentang Tata Cara",
            "PERMEN | Peraturan Menteri PPN/Kepala Bappenas | 5 | 2018 | Tata Cara",
        ),
    ]);
}

#[test]
fn long_forms_of_agencies_and_regions() {
    check(&[
        (
            "Peraturan Direktur Jenderal Imigrasi Nomor IMI.1917-OT.02.01 Tahun 2013 tentang SOP Keimigrasian",
            "PERDIRJEN | Peraturan Direktur Jenderal Imigrasi | IMI.1917-OT.02.01 | 2013 | SOP Keimigrasian",
        ),
        (
            "Peraturan Direktur Jenderal Perbendaharaan Nomor PER-16/PB/2020 tentang Petunjuk Teknis",
            "PERDIRJEN | Peraturan Direktur Jenderal Perbendaharaan | PER-16/PB/2020 | 2020 | Petunjuk Teknis",
        ),
        (
            "Peraturan Kepala Badan Pengawasan Keuangan dan Pembangunan (BPKP) Nomor PER-1236/K/SU/2011 tentang Pedoman Evaluasi SOP",
            "PERLEM | Peraturan Kepala Badan Pengawasan Keuangan dan Pembangunan (BPKP) | PER-1236/K/SU/2011 | 2011 | Pedoman Evaluasi SOP",
        ),
        (
            "Peraturan Kepala Badan SAR Nasional Nomor PK. 03 Tahun 2012 tentang Tata Naskah Dinas",
            "PERLEM | Peraturan Kepala Badan SAR Nasional | PK. 03 | 2012 | Tata Naskah Dinas",
        ),
        ("Peraturan Kabasarnas Nomor : PK 16 Tahun 2014", "PERLEM | Peraturan Kabasarnas | PK 16 | 2014 | "),
        ("Peraturan Kabasarnas Nomor : PK 16", "PERLEM | Peraturan Kabasarnas | PK 16 |  | "),
        (
            "Peraturan Lembaga Kebijakan Pengadaan Barang/Jasa Pemerintah Nomor 12 Tahun 2021 tentang Pedoman",
            "PERLEM | Peraturan Lembaga Kebijakan Pengadaan Barang/Jasa Pemerintah | 12 | 2021 | Pedoman",
        ),
        ("Peraturan LKPP Nomor 4 Tahun 2024", "PERLEM | Peraturan LKPP | 4 | 2024 | "),
        (
            "Peraturan Komisi Pemilihan Umum Nomor 14 Tahun 2020 tentang Tugas, Fungsi, dan Tata Kerja",
            "PKPU | Peraturan Komisi Pemilihan Umum | 14 | 2020 | Tugas, Fungsi, dan Tata Kerja",
        ),
        (
            "Peraturan Daerah Provinsi Jawa Barat Nomor 5 Tahun 2020 tentang RTRW",
            "PERDA | Peraturan Daerah Provinsi Jawa Barat | 5 | 2020 | RTRW",
        ),
        (
            "Peraturan Wali Kota Bandung Nomor 12 Tahun 2019 tentang Tata Naskah",
            "PERKADA | Peraturan Wali Kota Bandung | 12 | 2019 | Tata Naskah",
        ),
        (
            "Keputusan Ketua Mahkamah Agung Nomor KMA/032/SK/IV/2006 tentang Buku II",
            "KMA | Keputusan Ketua Mahkamah Agung | KMA/032/SK/IV/2006 | 2006 | Buku II",
        ),
        (
            "Keputusan Komisi Pemilihan Umum Nomor 15/Kpts/KPU/TAHUN 2017 tentang Kode Klasifikasi Arsip",
            "KPT-KPU | Keputusan Komisi Pemilihan Umum | 15/Kpts/KPU | 2017 | Kode Klasifikasi Arsip",
        ),
        (
            "Keputusan KPU Nomor 929/HK.03.1-Kpt/04/KPU/V/2019 tentang Kode Klasifikasi Arsip",
            "KPT-KPU | Keputusan KPU | 929/HK.03.1-Kpt/04/KPU/V/2019 | 2019 | Kode Klasifikasi Arsip",
        ),
        (
            "Keputusan Kepala BPKP Nomor KEP-06.00.00-080/K/2001 tentang Organisasi",
            "KEP | Keputusan Kepala BPKP | KEP-06.00.00-080/K/2001 | 2001 | Organisasi",
        ),
        (
            "Surat Edaran Menteri PANRB Nomor: 4/SE/2020 tanggal 3 Mei 2020 tentang Penyesuaian Sistem Kerja",
            "SE | Surat Edaran Menteri PANRB | 4/SE/2020 | 2020 | Penyesuaian Sistem Kerja",
        ),
        (
            "Mengingat: Peraturan Rektor Universitas Contoh Nomor 3 Tahun 2021 tentang Statuta",
            "PER | Peraturan Rektor Universitas Contoh | 3 | 2021 | Statuta",
        ),
        (
            "Ketetapan MPR Nomor XI/MPR/1998 tentang Penyelenggara Negara yang Bersih",
            "TAPMPR | Ketetapan MPR | XI/MPR/1998 | 1998 | Penyelenggara Negara yang Bersih",
        ),
    ]);
}

#[test]
fn short_forms() {
    check(&[
        ("UU No. 23/2014 ttg Pemda", "UU | UU | 23/2014 | 2014 | Pemda"),
        ("UU 17/2003", "UU | UU | 17/2003 | 2003 | "),
        ("UU Nomor 5", "UU | UU | 5 |  | "),
        ("uu 17 th. 2003 tentang keuangan negara", "UU | uu | 17 | 2003 | keuangan negara"),
        ("- UU RI No.25 Thn 2009 tentang Pelayanan Publik", "UU | UU RI | 25 | 2009 | Pelayanan Publik"),
        ("(3) PP No 39/2008", "PP | PP | 39/2008 | 2008 | "),
        ("PP Nomor 60 Tahun2008 tetang SPIP", "PP | PP | 60 | 2008 | SPIP"),
        ("Perpres 16 Tqhun 2018 tentang PBJ", "PERPRES | Perpres | 16 | 2018 | PBJ"),
        ("Perppu 1/2022", "PERPPU | Perppu | 1/2022 | 2022 | "),
        ("Keppres 80/2003", "KEPPRES | Keppres | 80/2003 | 2003 | "),
        ("Inpres 1 Tahun 2025", "INPRES | Inpres | 1 | 2025 | "),
        ("PMK 62 2023 tentang Perencanaan Anggaran", "PMK | PMK | 62 |  | Perencanaan Anggaran"),
        ("PMK Nomor 62 2023", "PMK | PMK | 62 |  | "),
        ("PMK No. 210 / PMK.05 / 2022", "PMK | PMK | 210 / PMK.05 / 2022 | 2022 | "),
        (
            "PMK Nomor 171/PMK.05/2021 tentang Pelaksanaan Sistem SAKTI",
            "PMK | PMK | 171/PMK.05/2021 | 2021 | Pelaksanaan Sistem SAKTI",
        ),
        ("Permenpan RB 35/2012", "PERMENPAN | Permenpan RB | 35/2012 | 2012 | "),
        ("PermenPANRB 35 Tahun 2012", "PERMENPAN | PermenPANRB | 35 | 2012 | "),
        ("PermenPAN-RB Nomor 35 Tahun 2012", "PERMENPAN | PermenPAN-RB | 35 | 2012 | "),
        ("Permen PANRB No 19 Thn 2018", "PERMENPAN | Permen PANRB | 19 | 2018 | "),
        ("Permen PAN dan RB Nomor 35 Tahun 2012", "PERMENPAN | Permen PAN dan RB | 35 | 2012 | "),
        ("Permendagri 52/2011", "PERMENDAGRI | Permendagri | 52/2011 | 2011 | "),
        ("Permenkes No 5 Tahun 2020", "PERMEN | Permenkes | 5 | 2020 | "),
        ("Permenko Marves 4/2020", "PERMEN | Permenko Marves | 4/2020 | 2020 | "),
        ("Permen PUPR Nomor 14/PRT/M/2020", "PERMEN | Permen PUPR | 14/PRT/M/2020 | 2020 | "),
        ("Perka BPS 19/2013", "PERLEM | Perka BPS | 19/2013 | 2013 | "),
        (
            "Perki 1 Tahun 2021 tentang Standar Layanan Informasi Publik",
            "PERLEM | Perki | 1 | 2021 | Standar Layanan Informasi Publik",
        ),
        ("PKPU 8/2019", "PKPU | PKPU | 8/2019 | 2019 | "),
        ("Pergub Jabar No.5 Tahun 2017", "PERKADA | Pergub Jabar | 5 | 2017 | "),
        (
            "Perda No 3 Tahun 2016 Pembentukan Perangkat Daerah",
            "PERDA | Perda | 3 | 2016 | Pembentukan Perangkat Daerah",
        ),
        ("KMK 467/KMK.01/2022", "KEPMEN | KMK | 467/KMK.01/2022 | 2022 | "),
        ("Kpt KPU 929/2019", "KPT-KPU | Kpt KPU | 929/2019 | 2019 | "),
        ("Keputusan Sekjen KPU 464/2024", "KPT-KPU | Keputusan Sekjen KPU | 464/2024 | 2024 | "),
        ("SE Nomor 5 Tahun 2020 tentang Cuti", "SE | SE | 5 | 2020 | Cuti"),
        ("PER/21/M.PAN/11/2008", "PERMENPAN |  | PER/21/M.PAN/11/2008 | 2008 | "),
        ("PER-16/PB/2020 tentang Juknis", "PERDIRJEN |  | PER-16/PB/2020 | 2020 | Juknis"),
        ("PER/52/2011", "PER |  | PER/52/2011 | 2011 | "),
        ("KEP-06.00.00-080/K/2001", "KEP |  | KEP-06.00.00-080/K/2001 | 2001 | "),
        ("SE-12/PB/2019 tentang Rekonsiliasi", "SE |  | SE-12/PB/2019 | 2019 | Rekonsiliasi"),
        (
            "Nomor 210/PMK.05/2022 tentang Tata Cara Pembayaran",
            "PMK |  | 210/PMK.05/2022 | 2022 | Tata Cara Pembayaran",
        ),
        ("PK 16 Tahun 2014 tentang SOP", " |  | PK 16 | 2014 | SOP"),
    ]);
}

#[test]
fn blanks_and_oddities() {
    check(&[
        (
            "Peraturan Direktur Jenderal Perbendaharaan Nomor PER-…/PB/… tentang Juknis",
            "PERDIRJEN | Peraturan Direktur Jenderal Perbendaharaan |  |  | Juknis",
        ),
        (
            "Keputusan Kepala Dinas Nomor …………………… Tahun 2024 tentang Penetapan SOP",
            "KEP | Keputusan Kepala Dinas |  | 2024 | Penetapan SOP",
        ),
        (
            "Keputusan Kepala Dinas Nomor ..../..../2024 tentang Penetapan SOP",
            "KEP | Keputusan Kepala Dinas |  |  | Penetapan SOP",
        ),
        ("Peraturan Bupati Tahun 2024 tentang Standar Harga", "PERKADA | Peraturan Bupati |  | 2024 | Standar Harga"),
        ("Peraturan Kepala Basarnas tentang SOP", "PERLEM | Peraturan Kepala Basarnas |  |  | SOP"),
        (
            "Undang-Undang Nomor 20 2023 tentang Aparatur Sipil Negara",
            "UU | Undang-Undang | 20 |  | Aparatur Sipil Negara",
        ),
        ("UU Nomor 5 Tahun 2014 (UU ASN) tentang Aparatur Sipil Negara;", "UU | UU | 5 | 2014 | Aparatur Sipil Negara"),
        ("UU Nomor 5 Tahun 20l4 tentang “Aparatur Sipil Negara”; dan", "UU | UU | 5 |  | Aparatur Sipil Negara"),
        ("PP 60/2008 tentang Pengendalian Intern (SPIP));", "PP | PP | 60/2008 | 2008 | Pengendalian Intern (SPIP)"),
        (
            "Peraturan Bersama Menteri Agama dan Menteri Dalam Negeri Nomor 9 dan Nomor 8 Tahun 2006 tentang Rumah Ibadat",
            "PERMEN | Peraturan Bersama Menteri Agama dan Menteri Dalam Negeri | 9 | 2006 | Rumah Ibadat",
        ),
        (
            "SE Ketua KPU No: 1/SD/2024 tanggal 3 Januari 2024 perihal Cuti",
            "SE | SE Ketua KPU | 1/SD/2024 | 2024 | Cuti",
        ),
        ("UU 17/2003 Pasal 5 ayat (1)", "UU | UU | 17/2003 | 2003 | "),
        ("UUD 1945", "UUD | UUD |  | 1945 | "),
        ("UUD NRI 1945 Pasal 18", "UUD | UUD NRI |  | 1945 | "),
        (
            "Undang-Undang Dasar Negara Republik Indonesia Tahun 1945;",
            "UUD | Undang-Undang Dasar Negara Republik Indonesia |  | 1945 | ",
        ),
        ("Undang-Undang Dasar Negara", "UUD | Undang-Undang Dasar Negara |  |  | "),
        (
            "Peraturan Menteri Kesehatan Nomor 9 Tahun 2024 tentang Étalon Suhu 25°C → Kalibrasi",
            "PERMEN | Peraturan Menteri Kesehatan | 9 | 2024 | Étalon Suhu 25°C → Kalibrasi",
        ),
    ]);
}

#[test]
fn amended() {
    check(&[
        (
            "Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah (Lembaran Negara Tahun 2014 Nomor 244) sebagaimana telah beberapa kali diubah, terakhir dengan Undang-Undang Nomor 9 Tahun 2015",
            "UU | Undang-Undang | 23 | 2014 | Pemerintahan Daerah | amended",
        ),
        ("Perpres 16/2018 tentang PBJ jo. Perpres 12/2021", "PERPRES | Perpres | 16/2018 | 2018 | PBJ | amended"),
        (
            "Keppres 42/2002 jo. Keppres 72/2004 tentang Pedoman Pelaksanaan APBN",
            "KEPPRES | Keppres | 42/2002 | 2002 | Pedoman Pelaksanaan APBN | amended",
        ),
        ("UU 23/2014 jo. UU 9/2015 tentang Perubahan Kedua atas UU 23/2014", "UU | UU | 23/2014 | 2014 |  | amended"),
        (
            "Perpres 54 Tahun 2010 dan perubahannya tentang PBJ (LN 2010)",
            "PERPRES | Perpres | 54 | 2010 | PBJ | amended",
        ),
        ("PKPU 6/2008 jo 22/2008", "PKPU | PKPU | 6/2008 | 2008 |  | amended"),
        ("Perpres 16 Tahun 2018 tentang PBJ dan perubahannya", "PERPRES | Perpres | 16 | 2018 | PBJ | amended"),
        ("PP 5 Tahun 2020 tentang Hak sebagaimana dimaksud dalam Pasal 5", "PP | PP | 5 | 2020 | Hak"),
        (
            "UU 9 Tahun 2015 tentang Perubahan Kedua atas UU Nomor 23 Tahun 2014",
            "UU | UU | 9 | 2015 | Perubahan Kedua atas UU Nomor 23 Tahun 2014",
        ),
    ]);
}

#[test]
fn amended_by_the_short_forms_of_treasury_letters() {
    check(&[
        (
            "PMK 62 Tahun 2023 tentang Perencanaan Anggaran s.t.d.d. PMK 107 Tahun 2024",
            "PMK | PMK | 62 | 2023 | Perencanaan Anggaran | amended",
        ),
        (
            "PMK Nomor 62 Tahun 2023 tentang Perencanaan Anggaran stdtd PMK 41 Tahun 2026",
            "PMK | PMK | 62 | 2023 | Perencanaan Anggaran | amended",
        ),
        ("PMK 62 Tahun 2023 s.t.d.t.d. PMK 41/2026", "PMK | PMK | 62 | 2023 |  | amended"),
    ]);
    let words = table();
    let text = "PMK 62/2023 tentang Perencanaan Anggaran s.t.d.d. PMK 107/2024 dan PMK 41/2026";
    let amendments = words.parse(text).amendments;
    let shown: Vec<&str> = amendments.iter().map(|range| slice(text, Some(range))).collect();
    assert_eq!(shown, ["PMK 107/2024", "PMK 41/2026"]);
}

#[test]
fn articles_beside_the_citation() {
    check(&[
        (
            "UU Nomor 1 Tahun 2004 tentang Perbendaharaan Negara, Pasal 14 ayat (2)",
            "UU | UU | 1 | 2004 | Perbendaharaan Negara",
        ),
        (
            "UU 1/2004 tentang Perbendaharaan Negara, Pasal 14 jo. Pasal 15",
            "UU | UU | 1/2004 | 2004 | Perbendaharaan Negara",
        ),
        ("UU 12/2011 tentang Peraturan, Lampiran II", "UU | UU | 12/2011 | 2011 | Peraturan"),
        (
            "Perpres 16/2018 tentang PBJ, Pasal 4 sebagaimana telah diubah dengan Perpres 12/2021",
            "PERPRES | Perpres | 16/2018 | 2018 | PBJ | amended",
        ),
        ("Pasal 18 UU Nomor 1 Tahun 2004 tentang Perbendaharaan", "UU | UU | 1 | 2004 | Perbendaharaan"),
        ("1. Pasal 5 ayat (2) huruf a dan huruf b PP 60/2008 tentang SPIP", "PP | PP | 60/2008 | 2008 | SPIP"),
        ("Pasal 18B UUD 1945", "UUD | UUD |  | 1945 | "),
        // A title may name articles.
        (
            "PP 5/2000 tentang Pelaksanaan Pasal 8, Pasal 11, dan Pasal 13 UU Perpajakan",
            "PP | PP | 5/2000 | 2000 | Pelaksanaan Pasal 8, Pasal 11, dan Pasal 13 UU Perpajakan",
        ),
        ("Perda 3/2016 tentang Bagian Hukum, Bagian Umum", "PERDA | Perda | 3/2016 | 2016 | Bagian Hukum, Bagian Umum"),
        ("Pasal 18", "other"),
        ("Pasal tentang cuti", "other"),
    ]);
}

#[test]
fn every_shape_of_number_in_either_form() {
    let words = table();
    let shapes = [
        ("7", 2017),
        ("39/2008", 2008),
        ("210/PMK.05/2022", 2022),
        ("PER/21/M.PAN/11/2008", 2008),
        ("PER-1236/K/SU/2011", 2011),
        ("42/M-IND/PER/8/2013", 2013),
        ("PK. 03", 2012),
        ("PK 16", 2014),
        ("04/PRT/M/2009", 2009),
        ("M.01.PR.07.04", 2004),
        ("IMI.1917-OT.02.01", 2013),
        ("15/Kpts/KPU", 2017),
        ("929/HK.03.1-Kpt/04/KPU/V/2019", 2019),
        ("KEP-06.00.00-080/K/2001", 2001),
        ("PER-16/PB/2020", 2020),
    ];
    for (number, year) in shapes {
        for name in ["Peraturan Menteri Contoh", "Permen Contoh", "Keputusan Kepala Badan Contoh", "Perka Contoh"] {
            for word in ["Nomor ", "No. ", "nomor: ", "Nomor : "] {
                let told = if number.ends_with(&year.to_string()) { String::new() } else { format!(" Tahun {year}") };
                let text = format!("{name} {word}{number}{told} tentang Contoh (Berita Negara Tahun {year} Nomor 1);");
                let citation = words.parse(&text);
                assert_eq!(slice(&text, citation.number.as_ref()), number, "{text}");
                assert_eq!(citation.year.map(|(year, _)| year), Some(year), "{text}");
                assert_eq!(slice(&text, citation.subject.as_ref()), "Contoh", "{text}");
            }
        }
    }
}

#[test]
fn amending_citations() {
    let words = table();
    let parts = |text: &str| -> Vec<String> {
        let citation = words.parse(text);
        citation.amendments.iter().map(|range| slice(text, Some(range)).to_owned()).collect()
    };
    assert_eq!(
        parts(
            "Undang-Undang Nomor 12 Tahun 2011 tentang X (LN 2011/82) sebagaimana telah beberapa kali diubah, terakhir dengan Undang-Undang Nomor 13 Tahun 2022 tentang Perubahan Kedua atas Undang-Undang Nomor 12 Tahun 2011 tentang X (Lembaran Negara Tahun 2022 Nomor 143);"
        ),
        ["Undang-Undang Nomor 13 Tahun 2022 tentang Perubahan Kedua atas Undang-Undang Nomor 12 Tahun 2011 tentang X"]
    );
    assert_eq!(
        parts("UU 1/2015 jo. UU 10/2016, UU 6/2020 dan Perppu 2/2020 jis. PER-16/PB/2020."),
        ["UU 10/2016", "UU 6/2020", "Perppu 2/2020", "PER-16/PB/2020"]
    );
    assert!(parts("UU 1/2015 sebagaimana telah diubah dengan peraturan yang baru").is_empty());
    assert!(parts("UU 1/2015 tentang Y sebagaimana dimaksud dalam UU 2/2015").is_empty());
}

#[test]
fn sops() {
    check(&[
        ("SOP Penatausahaan Barang Milik Negara", "sop |  |  | Penatausahaan Barang Milik Negara"),
        ("SOP-012/KUL/9999/2025 Penatausahaan BMN", "sop | SOP-012/KUL/9999/2025 | 2025 | Penatausahaan BMN"),
        ("1. SOP-1-107/12345/2025: Penatausahaan BMN.", "sop | SOP-1-107/12345/2025 | 2025 | Penatausahaan BMN"),
        ("SOP-APT-RJ-003 Pelayanan Resep", "sop | SOP-APT-RJ-003 |  | Pelayanan Resep"),
        ("SOP/UPM/DJBM-123", "sop | SOP/UPM/DJBM-123 |  | "),
        ("SOP Nomor 12/KUL/2025 tentang Rapat", "sop | 12/KUL/2025 | 2025 | Rapat"),
        ("SOP No. 12 Tahun 2024 tentang Rapat", "sop | 12 | 2024 | Rapat"),
        ("SOP 000.8.3.3/123/SATPOLPP-A Penanganan Aduan", "sop | 000.8.3.3/123/SATPOLPP-A |  | Penanganan Aduan"),
        ("SOP Pengajuan Uang Persediaan (UP)", "sop |  |  | Pengajuan Uang Persediaan (UP)"),
        ("SOP-Penatausahaan BMN", "sop |  |  | Penatausahaan BMN"),
        ("Standar Operasional Prosedur Pembayaran Gaji", "sop |  |  | Pembayaran Gaji"),
        ("SOP AP \"Pembayaran Gaji\"", "sop |  |  | Pembayaran Gaji"),
        ("Standar Operasional Prosedur (SOP) Pembayaran Gaji (LS)", "sop |  |  | Pembayaran Gaji (LS)"),
        ("sop", "sop |  |  | "),
    ]);
}

#[test]
fn no_citation() {
    check(&[
        ("", "other"),
        ("   \n", "other"),
        ("-", "other"),
        ("Seluruh SOP terkait", "other"),
        ("PJK terkait", "other"),
        ("Peraturan perundang-undangan yang berlaku", "other"),
        ("Keputusan rapat pleno", "other"),
        ("Keputusan Rapat 3 Januari 2024", "other"),
        ("Per 31 Desember 2024", "other"),
        ("UU Pemilu", "other"),
        ("Peraturan Presiden 2018", "other"),
        ("Perkara Nomor 12/Pdt.G/2020", "other"),
        ("ISO 9001:2015", "other"),
        ("Kementerian Keuangan Republik Indonesia", "other"),
        ("000.8.3.3/123/SATPOLPP-A", "other"),
        ("12", "other"),
        ("Ñandú → °", "other"),
    ]);
}

#[test]
fn kinds_tell_rank_and_number() {
    let words = table();
    let code = |name: &str| words.code(name).expect("shipped kind");
    assert_eq!(words.rank(code("UU")), Some(1));
    assert_eq!(words.rank(code("SE")), Some(9));
    assert_eq!(words.rank(code("KEPPRES")), None);
    assert_eq!(words.full_name(code("PP")), "Peraturan Pemerintah");
    assert!(words.is_numbered(code("UU")) && !words.is_numbered(code("UUD")));
    assert_eq!(words.code("XYZ"), None);
}

#[test]
fn wrong_data_is_refused() {
    let refused = |change: fn(&mut TypesData)| {
        let mut data = types();
        change(&mut data);
        CitationWords::new(&data, &mistakes()).expect_err("wrong data")
    };
    assert_eq!(
        refused(|data| data.types[4].forms.push("undang  UNDANG".into())),
        "`undang  UNDANG` stands for two things"
    );
    assert_eq!(refused(|data| data.types[4].forms.push("…".into())), "`…` has no word in it");
    assert_eq!(refused(|data| data.number_marks[0].code = "X".into()), "there is no kind of regulation `X`");
    let twice = refused(|data| data.types.push(data.types[2].clone()));
    assert_eq!(twice, "the kind of regulation `UU` stands there twice");
    assert!(refused(|data| data.types.retain(|kind| kind.code != "KEPPRES")).contains("KEPPRES"));
}
