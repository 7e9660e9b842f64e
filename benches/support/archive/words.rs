//! The words of the invented office: its units with their posts and objects, the deeds of titles, and places.
//!
//! Words that stand in one place of a title differ in more than two letters: nobody takes one for a slip of the other.

/// A unit, and the work it does.
pub(super) struct Unit {
    pub(super) name: &'static str,
    /// In its numbers.
    pub(super) code: &'static str,
    pub(super) folder: &'static str,
    /// Its head, who does the drafting, and who else.
    pub(super) head: &'static str,
    pub(super) staff: &'static str,
    pub(super) helper: &'static str,
    pub(super) is_secretariat: bool,
    /// What its SOPs are about.
    pub(super) objects: [&'static str; 10],
    /// A guideline of the office that only this unit cites: its number and its subject.
    pub(super) guideline: (u32, &'static str),
}

/// The unit that has few SOPs, and the one that has none.
pub(super) const FEW: usize = 10;
pub(super) const NONE: usize = 11;

pub(super) const UNITS: [Unit; 12] = [
    Unit {
        name: "Subbagian Keuangan dan Umum",
        code: "KU",
        folder: "01-keuangan-umum",
        head: "Kepala Subbagian Keuangan dan Umum",
        staff: "Pengelola Keuangan",
        helper: "Bendahara Pengeluaran",
        is_secretariat: true,
        objects: [
            "Uang Persediaan",
            "Tagihan Pihak Ketiga",
            "Perjalanan Dinas",
            "Tunjangan Kinerja",
            "Honorarium Kegiatan",
            "Kas Kecil",
            "Pajak Belanja",
            "Surat Masuk",
            "Rumah Tangga Kantor",
            "Kendaraan Operasional",
        ],
        guideline: (101, "Pedoman Teknis Penatausahaan Keuangan"),
    },
    Unit {
        name: "Subbagian Logistik",
        code: "LOG",
        folder: "02-logistik",
        head: "Kepala Subbagian Logistik",
        staff: "Pengelola Barang Milik Negara",
        helper: "Petugas Gudang",
        is_secretariat: true,
        objects: [
            "Surat Suara",
            "Kotak Suara",
            "Bilik Pemungutan",
            "Tinta Sidik Jari",
            "Segel Pengaman",
            "Formulir Rekapitulasi",
            "Barang Persediaan",
            "Gudang Sementara",
            "Alat Bantu Tunanetra",
            "Sampul Dokumen",
        ],
        guideline: (102, "Pedoman Teknis Pendistribusian Perlengkapan"),
    },
    Unit {
        name: "Subbagian Perencanaan dan Data",
        code: "PD",
        folder: "03-perencanaan-data",
        head: "Kepala Subbagian Perencanaan dan Data",
        staff: "Analis Perencanaan",
        helper: "Operator Data Pemilih",
        is_secretariat: true,
        objects: [
            "Daftar Pemilih",
            "Rencana Kerja Tahunan",
            "Pagu Indikatif",
            "Perjanjian Kinerja",
            "Basis Data Kependudukan",
            "Pemetaan Wilayah",
            "Indikator Utama",
            "Situs Informasi",
            "Jaringan Komputer",
            "Capaian Program",
        ],
        guideline: (103, "Pedoman Teknis Pemutakhiran Informasi Pemilih"),
    },
    Unit {
        name: "Subbagian Teknis Penyelenggaraan",
        code: "TP",
        folder: "04-teknis",
        head: "Kepala Subbagian Teknis Penyelenggaraan",
        staff: "Penelaah Teknis Kebijakan",
        helper: "Petugas Helpdesk",
        is_secretariat: true,
        objects: [
            "Pencalonan Anggota Dewan",
            "Dana Kampanye",
            "Rekapitulasi Perolehan",
            "Daerah Pemilihan",
            "Simulasi Pemungutan",
            "Penggantian Calon",
            "Hasil Penghitungan",
            "Verifikasi Partai",
            "Masa Tenang",
            "Alat Peraga",
        ],
        guideline: (104, "Pedoman Teknis Rekapitulasi Berjenjang"),
    },
    Unit {
        name: "Subbagian Hukum",
        code: "HKM",
        folder: "05-hukum",
        head: "Kepala Subbagian Hukum",
        staff: "Penyusun Naskah Hukum",
        helper: "Pranata Dokumentasi",
        is_secretariat: true,
        objects: [
            "Naskah Keputusan",
            "Sengketa Proses",
            "Salinan Putusan",
            "Jaringan Dokumentasi",
            "Kajian Kebijakan",
            "Bantuan Advokasi",
            "Pelanggaran Administrasi",
            "Nota Kesepahaman",
            "Pengaduan Masyarakat",
            "Kode Etik",
        ],
        guideline: (105, "Pedoman Teknis Penanganan Perkara"),
    },
    Unit {
        name: "Subbagian Sumber Daya Manusia",
        code: "SDM",
        folder: "06-sdm",
        head: "Kepala Subbagian Sumber Daya Manusia",
        staff: "Analis Kepegawaian",
        helper: "Pengadministrasi Kepegawaian",
        is_secretariat: true,
        objects: [
            "Cuti Tahunan",
            "Kenaikan Pangkat",
            "Penilaian Prestasi",
            "Badan Ad Hoc",
            "Disiplin Pegawai",
            "Formasi Jabatan",
            "Pelatihan Teknis",
            "Pensiun Pegawai",
            "Presensi Harian",
            "Mutasi Internal",
        ],
        guideline: (106, "Pedoman Teknis Pembinaan Pegawai"),
    },
    Unit {
        name: "Subbagian Partisipasi Masyarakat",
        code: "PM",
        folder: "07-partisipasi",
        head: "Kepala Subbagian Partisipasi Masyarakat",
        staff: "Pranata Hubungan Masyarakat",
        helper: "Petugas Layanan Informasi",
        is_secretariat: true,
        objects: [
            "Sosialisasi Tahapan",
            "Siaran Pers",
            "Media Sosial",
            "Relawan Demokrasi",
            "Kunjungan Sekolah",
            "Pameran Kepemiluan",
            "Jajak Pendapat",
            "Dokumentasi Kegiatan",
            "Layanan Informasi",
            "Rumah Pintar",
        ],
        guideline: (107, "Pedoman Teknis Pendidikan Pemilih"),
    },
    Unit {
        name: "Divisi Teknis Pemilu",
        code: "DTP",
        folder: "08-divisi-teknis",
        head: "Ketua Divisi Teknis Pemilu",
        staff: "Tenaga Ahli Tahapan",
        helper: "Notulis Sidang",
        is_secretariat: false,
        objects: [
            "Bahan Pleno Tahapan",
            "Jadwal Pemungutan",
            "Supervisi Lapangan",
            "Keberatan Saksi",
            "Kesiapan Panitia",
            "Pemungutan Ulang",
            "Berita Acara Pleno",
            "Kunjungan Kerja",
            "Rapat Evaluasi",
            "Penetapan Terpilih",
        ],
        guideline: (108, "Pedoman Teknis Supervisi Tahapan"),
    },
    Unit {
        name: "Divisi Hukum dan Pengawasan",
        code: "DHP",
        folder: "09-divisi-hukum",
        head: "Ketua Divisi Hukum dan Pengawasan",
        staff: "Auditor Kepatuhan",
        helper: "Juru Ketik Persidangan",
        is_secretariat: false,
        objects: [
            "Telaah Regulasi",
            "Klarifikasi Laporan",
            "Gugatan Peserta",
            "Pakta Integritas",
            "Pengendalian Internal",
            "Rancangan Keputusan",
            "Benturan Kepentingan",
            "Tindak Lanjut Rekomendasi",
            "Saksi Persidangan",
            "Hasil Audit",
        ],
        guideline: (109, "Pedoman Teknis Pengendalian Kepatuhan"),
    },
    Unit {
        name: "Divisi Sosialisasi dan Pendidikan",
        code: "DSP",
        folder: "10-divisi-sosialisasi",
        head: "Ketua Divisi Sosialisasi dan Pendidikan",
        staff: "Fasilitator Pendidikan",
        helper: "Desainer Grafis",
        is_secretariat: false,
        objects: [
            "Modul Pendidikan",
            "Debat Terbuka",
            "Forum Warga",
            "Iklan Layanan",
            "Segmen Pemula",
            "Komunitas Disabilitas",
            "Festival Demokrasi",
            "Kerja Sama Kampus",
            "Narasumber Tamu",
            "Penyuluh Desa",
        ],
        guideline: (110, "Pedoman Teknis Penyuluhan Warga"),
    },
    Unit {
        name: "Divisi Rumah Tangga",
        code: "DRT",
        folder: "11-divisi-rumah-tangga",
        head: "Ketua Divisi Rumah Tangga",
        staff: "Penata Ruang Rapat",
        helper: "Teknisi Gedung",
        is_secretariat: false,
        objects: [
            "Ruang Pleno",
            "Tamu Komisi",
            "Kebersihan Gedung",
            "Listrik Cadangan",
            "Taman Halaman",
            "Konsumsi Rapat",
            "Perabot Ruangan",
            "Parkir Tamu",
            "Pendingin Udara",
            "Kunci Ruangan",
        ],
        guideline: (111, "Pedoman Teknis Pemeliharaan Gedung"),
    },
    Unit {
        name: "Subbagian Kerja Sama Antarlembaga",
        code: "KSA",
        folder: "12-kerja-sama",
        head: "Kepala Subbagian Kerja Sama Antarlembaga",
        staff: "Analis Kerja Sama",
        helper: "Penerjemah Naskah",
        is_secretariat: true,
        objects: [
            "Naskah Kerja Sama",
            "Kunjungan Mitra",
            "Hibah Daerah",
            "Studi Banding",
            "Forum Antarlembaga",
            "Protokol Kunjungan",
            "Cendera Mata",
            "Mitra Internasional",
            "Kegiatan Bersama",
            "Delegasi Daerah",
        ],
        guideline: (112, "Pedoman Teknis Kemitraan"),
    },
];

/// How the work of a deed goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Somebody drafts, others check and sign.
    Draft,
    /// Somebody compares what is there with what should be there.
    Inspect,
    /// Something is received, recorded and kept.
    Record,
}

/// The first words of titles: the deed, what it makes, and how the work goes. The first is that of macro SOPs.
pub(super) const DEEDS: [(&str, &str, Way); 16] = [
    ("Pengelolaan", "Laporan pengelolaan", Way::Record),
    ("Penyusunan Laporan", "Laporan", Way::Draft),
    ("Pemeriksaan", "Berita acara pemeriksaan", Way::Inspect),
    ("Penerbitan Surat Keterangan", "Surat keterangan", Way::Draft),
    ("Pencatatan", "Daftar pencatatan", Way::Record),
    ("Penetapan Jadwal", "Jadwal", Way::Draft),
    ("Pemutakhiran", "Daftar pemutakhiran", Way::Record),
    ("Evaluasi", "Laporan evaluasi", Way::Inspect),
    ("Penyerahan", "Berita acara penyerahan", Way::Record),
    ("Perumusan Pedoman", "Pedoman", Way::Draft),
    ("Inventarisasi", "Daftar inventarisasi", Way::Inspect),
    ("Rekonsiliasi", "Berita acara rekonsiliasi", Way::Inspect),
    ("Pembuatan Rencana", "Rencana", Way::Draft),
    ("Dokumentasi", "Album dokumentasi", Way::Record),
    ("Pembahasan Usulan", "Usulan", Way::Draft),
    ("Audit Kelengkapan", "Laporan audit", Way::Inspect),
];

const KINDS: [&str; 12] = [
    "Tingkat Kabupaten",
    "Tahap Pertama",
    "pada Hari Libur",
    "Antarwaktu",
    "Semester Genap",
    "dengan Anggaran Hibah",
    "secara Elektronik",
    "Lintas Unit",
    "dalam Keadaan Darurat",
    "bagi Pemilih Pemula",
    "Pascabencana",
    "Tertutup",
];
const FRONT: [&str; 12] =
    ["Suka", "Karang", "Tanjung", "Bojong", "Giri", "Wono", "Pasir", "Muara", "Cempaka", "Lebak", "Rawa", "Durian"];
const BACK: [&str; 12] =
    ["maju", "permai", "wangi", "rejo", "sari", "mulya", "tengah", "luhur", "kencana", "barat", "jaya", "pelita"];

/// How many different ends of titles there are.
pub(super) const ENDS: usize = KINDS.len() + FRONT.len() * BACK.len();

/// The end of a title: for what, or where.
pub(super) fn end(at: usize) -> String {
    let at = at % ENDS;
    match at.checked_sub(KINDS.len()) {
        None => KINDS[at].to_owned(),
        // Neighbours are places of different names.
        Some(place) => {
            let (front, back) = (place % FRONT.len(), (place / FRONT.len() + place) % BACK.len());
            format!("di Kecamatan {}{}", FRONT[front], BACK[back])
        }
    }
}
