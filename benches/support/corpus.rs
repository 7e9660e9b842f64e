//! A generated archive of SOPs in YAML, about 3 KB each: what the benches read.
//!
//! In: a folder and a number of documents. Out: that many files in folders of a thousand, the same for every run. One in a
//! hundred documents has defects, also such as only the archive shows. Names and numbers are invented.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

const ACTS: [(&str, &str, &str); 12] = [
    ("Menerima berkas permohonan dari pemohon", "Berkas permohonan", "Tanda terima"),
    ("Mencatat berkas dalam buku agenda", "Tanda terima", "Buku agenda terisi"),
    ("Menelaah berkas permohonan, apakah berkas lengkap?", "Buku agenda terisi", "Catatan hasil telaah"),
    ("Menyusun konsep surat tanggapan “siap kirim”", "Catatan hasil telaah", "Konsep surat"),
    ("Mengoreksi konsep surat – halaman pertama", "Konsep surat", "Konsep surat terkoreksi"),
    ("Memaraf konsep surat tanggapan", "Konsep surat terkoreksi", "Konsep surat terparaf"),
    ("Menandatangani surat tanggapan secara elektronik", "Konsep surat terparaf", "Surat tanggapan"),
    ("Memberi nomor surat pada aplikasi persuratan", "Surat tanggapan", "Surat bernomor"),
    ("Mengirim surat melalui pos é tercatat", "Surat bernomor", "Bukti kirim"),
    ("Menyusun laporan bulanan", "Bukti kirim", "Laporan bulanan"),
    ("Memverifikasi laporan bulanan → kepala", "Laporan bulanan", "Laporan terverifikasi"),
    ("Mengarsipkan berkas surat dan laporan", "Laporan terverifikasi", "Arsip"),
];
const SUBJECTS: [&str; 8] =
    ["Surat Masuk", "Surat Keluar", "Cuti Pegawai", "Barang Persediaan", "Rapat", "Data Pemilih", "Gaji", "Kas"];
const DEEDS: [&str; 6] = ["Pengelolaan", "Penatausahaan", "Pemeriksaan", "Pelaporan", "Penyimpanan", "Penyusunan"];

/// Makes sure the archive is there, and returns its files in order.
pub(crate) fn files(root: &Path, count: usize) -> std::io::Result<Vec<PathBuf>> {
    let root = root.join(count.to_string());
    // Archives that an older generator made are made anew.
    let done = root.join("done-2");
    let path = |at: usize| root.join(format!("{:03}", at / 1000)).join(format!("{at:06}.sop.yaml"));
    if !done.exists() {
        for at in 0..count {
            let file = path(at);
            if at % 1000 == 0
                && let Some(folder) = file.parent()
            {
                std::fs::create_dir_all(folder)?;
            }
            std::fs::write(file, document(at))?;
        }
        std::fs::write(done, "")?;
    }
    Ok((0..count).map(path).collect())
}

/// The text of one document.
fn document(at: usize) -> String {
    let mut random = Random(0x9e37_79b9_7f4a_7c15 ^ (at as u64).wrapping_mul(0xbf58_476d_1ce4_e5b9));
    let faulty = at % 100 == 99;
    let title = format!("{} {} Seri {at}", DEEDS[random.below(6)], SUBJECTS[random.below(8)]);
    let mut text = String::with_capacity(3600);
    let _ = write!(
        text,
        "# SOP contoh nomor {at}\njenis_dokumen: SOP AP\nnomor: SOP-{at:06}/UMUM/9999/2025\njudul: {title}\n\
         instansi: Komisi Pemilihan Umum Kabupaten Contoh\nunit: \"Subbagian Keuangan, Umum, dan Logistik\"\n\
         jenis_kegiatan: rutin\ntanggal_pembuatan: {} Januari 2025\ntanggal_revisi: \"-\"\ntanggal_efektif: {} Februari 2025\n\
         disahkan_oleh:\n  jabatan: Sekretaris KPU Kabupaten Contoh\n  nama: Nama Pejabat Contoh\n  \
         nip: \"198001012005011999\"\n  tanda_tangan: elektronik\n",
        1 + random.below(28),
        1 + random.below(28),
    );
    text.push_str(
        "ruang_lingkup: >-\n  Prosedur ini mengatur kegiatan dari penerimaan berkas\n  sampai berkas disimpan oleh arsiparis.\n\
         dasar_hukum:\n  - Undang-Undang Nomor 17 Tahun 2003 tentang Keuangan Negara\n  \
         - Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan\n  \
         - Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 35 Tahun 2012 tentang Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan\n\
         keterkaitan:\n",
    );
    let _ = writeln!(text, "  - SOP Nomor SOP-{:06}/UMUM/9999/2025", at.saturating_sub(1 + random.below(5)));
    text.push_str(
        "peringatan:\n  - Apabila berkas tidak lengkap, maka berkas dikembalikan kepada pemohon.\n\
         kualifikasi_pelaksana: [Memahami tata naskah dinas, Mampu mengoperasikan komputer]\n\
         peralatan: [Komputer, Printer, Jaringan internet]\n\
         pencatatan:\n  - Buku agenda disimpan oleh pengadministrasi\n\
         pelaksana:\n  - {id: adm, nama: Pengadministrasi Umum}\n  - {id: kasubbag, nama: Kepala Subbagian Umum}\n  \
         - {id: sekretaris, nama: Sekretaris}\nkegiatan:\n",
    );
    let steps = 6 + random.below(5);
    for step in 1..=steps {
        let at = if step == steps { 11 } else { (step - 1) % 11 };
        // The same act is done by the same actor in the same time, but where something is wrong.
        let (act, actor) = (ACTS[at], ["adm", "kasubbag", "sekretaris"][at % 3]);
        let time = match (faulty, step) {
            (true, 2) => "Segera".to_owned(),
            (true, 4) => "90 menit".to_owned(),
            _ => format!("{} menit", 5 * (1 + at)),
        };
        let _ = write!(text, "  - no: {step}\n    uraian: {}\n    pelaksana: {actor}\n", act.0);
        let needed = if step == steps { ACTS[step - 2].2 } else { act.1 };
        let _ = write!(text, "    kelengkapan: [{needed}]\n    waktu: {time}\n    output: {}\n", act.2);
        if step == 3 {
            text.push_str("    keputusan: {ya: 4, tidak: 1}\n");
        }
    }
    text
}

/// A small generator of numbers (xorshift), so that every machine makes the same archive.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}
