//! Files nobody can read whole, as they lie in every old archive: cut off, empty, of another kind than their name says, in
//! another encoding.
//!
//! In: a plan. Out: one broken file for nineteen sound ones, in the folders of the units, each made of bytes and of nothing else.

use super::Random;
use super::page::written;
use super::plan::Plan;
use super::words::UNITS;

/// Of so many files of a damaged archive one is broken.
const FILES_PER_BROKEN: usize = 20;

/// Name and bytes of each broken file.
pub(super) fn files(plan: &Plan) -> Vec<(String, Vec<u8>)> {
    let count = plan.sops.len() / (FILES_PER_BROKEN - 1);
    let made = (0..count).map(|at| {
        let (name, end, make) = KINDS[at % KINDS.len()];
        let model = at * (FILES_PER_BROKEN - 1);
        let (folder, year) = (UNITS[plan.sops[model].unit].folder, plan.sops[model].year);
        (format!("{folder}/{year}/{name} {at:04}.{end}"), make(written(plan, model).as_bytes(), at))
    });
    made.collect()
}

type Make = fn(&[u8], usize) -> Vec<u8>;

const KINDS: [(&str, &str, Make); 7] = [
    ("Salinan terpotong", "sop.yaml", |text, at| {
        // In the middle of a text between quotes, which nothing closes any more.
        let end = text.iter().rposition(|byte| *byte == b'"').unwrap_or(text.len() / 2);
        text[..end - at % 3].to_vec()
    }),
    ("Berkas kosong", "sop.yaml", |_, _| Vec::new()),
    ("Pengodean lama", "sop.yaml", |text, _| {
        // Windows-1252, in which “ and é are single bytes that UTF-8 does not know.
        let mut bytes = b"# Catatan \x93penting\x94 caf\xe9\n".to_vec();
        bytes.extend_from_slice(text);
        bytes
    }),
    ("Gambar pindaian", "sop.yaml", |_, at| noise(b"\x89PNG\r\n\x1a\n", at)),
    ("Naskah lama", "docx", |_, at| noise(b"PK\x03\x04\x14\x00\x00\x00\x08\x00", at)),
    ("Daftar lama", "xlsx", |_, _| b"PK\x05\x06".to_vec()),
    ("Lembar kerja", "sop.yaml", |_, _| b"kegiatan: [\n  {no: 1, uraian: \"Menerima berkas\n".to_vec()),
];

/// Bytes that begin like a file of some kind and go on like none.
fn noise(start: &[u8], seed: usize) -> Vec<u8> {
    let mut random = Random::of(seed);
    let rest = (0..600).map(|_| random.below(256) as u8);
    start.iter().copied().chain(rest).collect()
}
