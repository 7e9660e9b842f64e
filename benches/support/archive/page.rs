//! One SOP as its office writes it: a right page of the plan, what is changed in it, and the YAML of that.

use std::fmt::Write as _;

use super::plan::{Plan, Sop};
use super::words::{DEEDS, UNITS, Way, end};
use super::{Random, number_of};

/// What stands in the file.
pub(super) struct Page {
    /// The fields before the lists, in order: key and value.
    pub(super) fields: Vec<(&'static str, String)>,
    /// Position, name and staff number of who approves it.
    pub(super) approver: Vec<(&'static str, String)>,
    /// The lists, in order: key and entries.
    pub(super) lists: Vec<(&'static str, Vec<String>)>,
    /// Key and name of each actor.
    pub(super) actors: Vec<(&'static str, String)>,
    pub(super) steps: Vec<Step>,
}

/// One step.
pub(super) struct Step {
    pub(super) text: String,
    /// Key of the actor.
    pub(super) actor: Option<&'static str>,
    pub(super) inputs: Vec<String>,
    pub(super) time: Option<String>,
    pub(super) output: Option<String>,
    /// The steps that follow a yes and a no, counted from 1.
    pub(super) branches: Option<(usize, Option<usize>)>,
    pub(super) remark: Option<String>,
}

impl Page {
    /// A field, made when it is not there.
    pub(super) fn set(&mut self, key: &'static str, value: &str) {
        match self.fields.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => value.clone_into(known),
            None => self.fields.push((key, value.to_owned())),
        }
    }

    pub(super) fn drop_field(&mut self, key: &str) {
        self.fields.retain(|(known, _)| *known != key);
        self.lists.retain(|(known, _)| *known != key);
    }

    /// A list, made when it is not there.
    pub(super) fn list(&mut self, key: &'static str) -> &mut Vec<String> {
        let at = self.lists.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            self.lists.push((key, Vec::new()));
            self.lists.len() - 1
        });
        &mut self.lists[at].1
    }
}

/// The text of one file.
pub(super) fn written(plan: &Plan, at: usize) -> String {
    let mut page = page(plan, at);
    plan.sops[at].changes.iter().for_each(|change| change(&mut page));
    yaml(&page)
}

fn page(plan: &Plan, at: usize) -> Page {
    let sop = &plan.sops[at];
    let unit = &UNITS[sop.unit];
    let (steps, actors) = work(plan, at);
    let head = match unit.is_secretariat {
        true => "Sekretaris KPU Kabupaten Contoh",
        false => "Ketua KPU Kabupaten Contoh",
    };
    let approver = [
        ("jabatan", head),
        ("nama", "Nama Pejabat Contoh"),
        ("nip", "198001012005011999"),
        ("tanda_tangan", "elektronik"),
    ];
    Page {
        fields: fields(plan, at),
        approver: approver.map(|(key, value)| (key, value.to_owned())).to_vec(),
        lists: lists(plan, at),
        actors,
        steps,
    }
}

const MONTHS: [&str; 12] = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
];

fn fields(plan: &Plan, at: usize) -> Vec<(&'static str, String)> {
    let sop = &plan.sops[at];
    let mut random = Random::of(at);
    let (month, day) = (random.below(9), 1 + random.below(27));
    let date = |month: usize, day: usize, year: u32| format!("{day} {} {year}", MONTHS[month]);
    let coverage = if plan.is_macro(at) { "makro" } else { "mikro" };
    let mut fields = vec![
        ("jenis_dokumen", "SOP AP".to_owned()),
        ("nomor", plan.number(at)),
        ("judul", sop.title.clone()),
        ("instansi", "Komisi Pemilihan Umum Kabupaten Contoh".to_owned()),
        ("unit", UNITS[sop.unit].name.to_owned()),
        ("status", if sop.in_force { "Berlaku" } else { "Digantikan" }.to_owned()),
        ("jenis_kegiatan", "rutin".to_owned()),
        ("sifat", "administratif".to_owned()),
        ("cakupan", coverage.to_owned()),
        ("tanggal_pembuatan", date(month, day, sop.year)),
        ("tanggal_revisi", if sop.replaces.is_some() { date(month + 1, day, sop.year) } else { "-".to_owned() }),
        ("tanggal_efektif", date(month + 2, day, sop.year)),
    ];
    if sop.in_force {
        fields.push(("tanggal_tinjauan_terakhir", date(9 + random.below(3), 1 + random.below(27), 2025)));
        fields.push(("tanggal_tinjau_ulang", date(9 + random.below(3), 1 + random.below(27), 2026)));
    }
    fields.push((
        "ruang_lingkup",
        format!("Kegiatan ini meliputi {}, sejak berkas diterima sampai diarsipkan.", lower(&sop.title)),
    ));
    fields
}

fn lists(plan: &Plan, at: usize) -> Vec<(&'static str, Vec<String>)> {
    let sop = &plan.sops[at];
    let (unit, (_, object, end_at)) = (&UNITS[sop.unit], sop.words);
    let (object, end) = (lower(unit.objects[object]), end(end_at));
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let mut laws = owned(&[
        "Undang-Undang Nomor 43 Tahun 2009 tentang Kearsipan",
        "Peraturan Pemerintah Nomor 60 Tahun 2008 tentang Sistem Pengendalian Intern Pemerintah",
        "Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi Nomor 35 Tahun 2012 tentang Pedoman Penyusunan Standar Operasional Prosedur Administrasi Pemerintahan",
        "Peraturan Komisi Pemilihan Umum Nomor 14 Tahun 2020 tentang Tugas, Fungsi, Susunan Organisasi, dan Tata Kerja Sekretariat Jenderal Komisi Pemilihan Umum, Sekretariat Komisi Pemilihan Umum Provinsi, dan Sekretariat Komisi Pemilihan Umum Kabupaten/Kota",
    ]);
    laws.push(guideline(sop.unit, unit.guideline.1));
    let kin = plan.kin(at).into_iter().map(|kin| format!("SOP {}", plan.sops[kin].title));
    let related = kin.chain(sop.related.iter().map(|link| plan.named(link))).collect();
    let mut lists = vec![
        ("dasar_hukum", laws),
        ("keterkaitan", related),
        ("prasyarat", prerequisites(plan, at)),
        (
            "peringatan",
            vec![format!(
                "Apabila {} terlambat, maka {object} {end} tidak dapat dipertanggungjawabkan.",
                lower(&sop.title)
            )],
        ),
        (
            "kualifikasi_pelaksana",
            vec![format!("Memahami tata cara {}", lower(&sop.title)), "Mampu mengoperasikan komputer".to_owned()],
        ),
        ("peralatan", owned(&["Komputer dan jaringan internet", "Aplikasi persuratan"])),
        ("pencatatan", vec![format!("Buku kendali {object} disimpan oleh {}", unit.helper)]),
    ];
    if let Some(old) = sop.replaces {
        lists.push(("menggantikan", vec![format!("SOP Nomor {}", plan.number(old))]));
    }
    lists.retain(|(_, entries)| !entries.is_empty());
    lists
}

/// The guideline only one unit cites.
pub(super) fn guideline(unit: usize, subject: &str) -> String {
    format!(
        "Keputusan Komisi Pemilihan Umum Kabupaten Contoh Nomor {} Tahun 2020 tentang {subject}",
        UNITS[unit].guideline.0
    )
}

/// Every second micro SOP waits for the one before it.
fn prerequisites(plan: &Plan, at: usize) -> Vec<String> {
    let start = plan.clusters[plan.sops[at].cluster].start;
    let before = at.checked_sub(1).filter(|before| (at - start).is_multiple_of(2) && *before > start);
    let is_linked = |other: &usize| !plan.sops[*other].is_apart && !plan.sops[at].is_apart;
    let before = before.filter(is_linked).map(|before| format!("SOP {}", plan.sops[before].title));
    before.into_iter().chain(plan.sops[at].needs.iter().map(|link| plan.named(link))).collect()
}

/// How often a step is there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Often {
    Always,
    Sometimes,
    /// A decision; a no leads so many steps back.
    Asks(usize),
}
use Often::{Always, Asks, Sometimes};

/// A step: its actor, text and output, with `{p}` for the product, `{o}` for the object and `{e}` for the end of the title.
type Template = (&'static str, &'static str, &'static str, Often);

const RECORDED: Template = ("bantu", "Mencatat permintaan {o} dalam buku kendali", "Buku kendali {o}", Always);
const SIGNED: [Template; 2] = [
    ("pimpinan", "Menandatangani {p} secara elektronik", "{P}", Always),
    ("arsip", "Mengarsipkan berkas {p} {e}", "Arsip {p}", Always),
];
const DRAFT: [Template; 8] = [
    ("staf", "Menghimpun bahan {p} {e}", "Bahan {p}", Always),
    RECORDED,
    ("staf", "Menyusun konsep {p} {e}", "Konsep {p}", Always),
    ("kepala", "Memeriksa konsep {p} {e}: sesuai?", "Catatan pemeriksaan {p}", Asks(1)),
    ("kepala", "Membahas konsep {p} {e} dalam rapat unit", "Notula pembahasan {p}", Sometimes),
    ("kepala", "Memaraf konsep {p} {e}", "Konsep {p} terparaf", Always),
    ("staf", "Menggandakan konsep {p} untuk penanda tangan", "Salinan konsep {p}", Sometimes),
    ("bantu", "Mengirim konsep {p} {e} melalui aplikasi persuratan", "Bukti kirim {p}", Always),
];
const INSPECT: [Template; 7] = [
    ("staf", "Menyiapkan daftar periksa {o} {e}", "Daftar periksa {o}", Always),
    RECORDED,
    ("bantu", "Mengumpulkan dokumen {o} {e}", "Dokumen {o}", Always),
    ("staf", "Mencocokkan dokumen {o} {e} dengan daftar periksa: cocok?", "Daftar periksa {o} terisi", Asks(1)),
    ("staf", "Meninjau keadaan {o} di lapangan", "Catatan lapangan {o}", Sometimes),
    ("staf", "Menyusun konsep {p} {e}", "Konsep {p}", Always),
    ("kepala", "Meneliti konsep {p} {e}: lengkap?", "Catatan penelitian {p}", Asks(1)),
];
const RECORD: [Template; 7] = [
    ("bantu", "Menerima berkas {o} {e}", "Tanda terima {o}", Always),
    RECORDED,
    ("staf", "Memeriksa kelengkapan berkas {o} {e}: lengkap?", "Catatan kelengkapan {o}", Asks(2)),
    ("staf", "Memasukkan data {o} ke dalam daftar induk", "Daftar induk {o}", Always),
    ("kepala", "Menelaah daftar induk {o} {e}", "Lembar telaah {o}", Sometimes),
    ("staf", "Menyusun konsep {p} {e}", "Konsep {p}", Always),
    ("kepala", "Memaraf konsep {p} {e}", "Konsep {p} terparaf", Always),
];

/// Times of a step; which one depends on its text, so that the same work takes the same time everywhere.
const TIMES: [&str; 6] = ["15 menit", "30 menit", "45 menit", "1 jam", "2 jam", "3 jam"];

/// The steps, and the actors who do them.
fn work(plan: &Plan, at: usize) -> (Vec<Step>, Vec<(&'static str, String)>) {
    let sop = &plan.sops[at];
    let way: &[Template] = match DEEDS[sop.words.0].2 {
        Way::Draft => &DRAFT,
        Way::Inspect => &INSPECT,
        Way::Record => &RECORD,
    };
    let mut random = Random::of(at);
    let is_there = |(.., often): &&Template| *often != Sometimes || random.below(2) == 0;
    let templates: Vec<&Template> = way.iter().chain(&SIGNED).filter(is_there).collect();
    let mut steps: Vec<Step> = Vec::new();
    for (actor, text, output, often) in templates {
        let number = steps.len() + 1;
        let text = filled(sop, text);
        let before = steps.last().and_then(|step| step.output.clone());
        steps.push(Step {
            actor: Some(*actor),
            inputs: vec![before.unwrap_or_else(|| "Lembar disposisi".to_owned())],
            time: Some(TIMES[number_of(&text) % TIMES.len()].to_owned()),
            text,
            output: Some(filled(sop, output)),
            branches: match often {
                Asks(back) => Some((number + 1, Some(number - back))),
                Always | Sometimes => None,
            },
            remark: None,
        });
    }
    if let Some(link) = &sop.mentions {
        steps[1].remark = Some(format!("Lihat {}", plan.named(link).replace("SOP Nomor ", "")));
    }
    let actors = actors(sop);
    let used = actors.into_iter().filter(|(key, _)| steps.iter().any(|step| step.actor == Some(*key))).collect();
    (steps, used)
}

fn actors(sop: &Sop) -> Vec<(&'static str, String)> {
    let unit = &UNITS[sop.unit];
    let head = if unit.is_secretariat { "Sekretaris KPU Kabupaten Contoh" } else { "Ketua KPU Kabupaten Contoh" };
    let actors = [
        ("bantu", unit.helper),
        ("staf", unit.staff),
        ("kepala", unit.head),
        ("pimpinan", head),
        ("arsip", "Arsiparis"),
    ];
    actors.map(|(key, name)| (key, name.to_owned())).to_vec()
}

fn filled(sop: &Sop, template: &str) -> String {
    let (deed, object, end_at) = sop.words;
    let object = lower(UNITS[sop.unit].objects[object]);
    let product = format!("{} {object}", DEEDS[deed].1);
    template
        .replace("{p}", &lower_first(&product))
        .replace("{P}", &product)
        .replace("{o}", &object)
        .replace("{e}", &end(end_at))
}

fn lower(text: &str) -> String {
    text.split(' ').map(lower_word).collect::<Vec<_>>().join(" ")
}

/// Names of places keep their capitals.
fn lower_word(word: &str) -> String {
    word.to_lowercase()
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn yaml(page: &Page) -> String {
    let mut text = String::with_capacity(4096);
    // Writing to a string cannot fail.
    for (key, value) in &page.fields {
        let _ = writeln!(text, "{key}: {}", scalar(value));
    }
    if !page.approver.is_empty() {
        text.push_str("disahkan_oleh:\n");
        for (key, value) in &page.approver {
            let _ = writeln!(text, "  {key}: {}", scalar(value));
        }
    }
    for (key, entries) in &page.lists {
        let _ = writeln!(text, "{key}:");
        for entry in entries {
            let _ = writeln!(text, "  - {}", scalar(entry));
        }
    }
    text.push_str("pelaksana:\n");
    for (key, name) in &page.actors {
        let _ = writeln!(text, "  - {{id: {key}, nama: {}}}", scalar(name));
    }
    text.push_str("kegiatan:\n");
    for (at, step) in page.steps.iter().enumerate() {
        write_step(&mut text, at + 1, step, page.steps.len());
    }
    text
}

fn write_step(text: &mut String, number: usize, step: &Step, last: usize) {
    let _ = writeln!(text, "  - no: {number}");
    if number == 1 || number == last {
        let _ = writeln!(text, "    jenis: {}", if number == 1 { "mulai" } else { "selesai" });
    }
    let _ = writeln!(text, "    uraian: {}", scalar(&step.text));
    if let Some(actor) = step.actor {
        let _ = writeln!(text, "    pelaksana: {actor}");
    }
    if !step.inputs.is_empty() {
        let inputs: Vec<String> = step.inputs.iter().map(|input| scalar(input)).collect();
        let _ = writeln!(text, "    kelengkapan: [{}]", inputs.join(", "));
    }
    if let Some(time) = &step.time {
        let _ = writeln!(text, "    waktu: {}", scalar(time));
    }
    if let Some(output) = &step.output {
        let _ = writeln!(text, "    output: {}", scalar(output));
    }
    if let Some((yes, no)) = step.branches {
        let no = no.map_or_else(String::new, |no| format!(", tidak: {no}"));
        let _ = writeln!(text, "    keputusan: {{ya: {yes}{no}}}");
    }
    if let Some(remark) = &step.remark {
        let _ = writeln!(text, "    keterangan: {}", scalar(remark));
    }
}

/// A value as YAML wants it.
fn scalar(text: &str) -> String {
    let is_plain = text.chars().next().is_some_and(char::is_alphanumeric)
        && !text.contains([':', '#', ',', '[', ']', '{', '}', '"']);
    let is_number = text.chars().all(|letter| letter.is_ascii_digit());
    if is_plain && !is_number {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
