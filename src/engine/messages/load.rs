//! What is said of an input that gave no bytes: archives that cannot be opened whole, their members, links.

use super::super::load::{Bound, Broken, LoadError, NoFile, Packing};
use super::{ENCRYPTED, NOT_OPENED, OVER_LIMIT, UNSUPPORTED, foreign, internal, mib};
use crate::finding::RuleId;

/// The message in Indonesian and English, and its id.
pub(super) fn words(error: &LoadError) -> (RuleId, String, String) {
    let (id, (indonesian, english)) = match error {
        LoadError::OverLimit { what, most } => {
            let (indonesian, english) = over_limit(*what, *most);
            return (OVER_LIMIT, indonesian, english);
        }
        LoadError::Packing(Packing::Method(number)) => {
            return (
                UNSUPPORTED,
                format!(
                    "cara pemampatan nomor {number} tidak dikenal; buat ulang arsipnya dengan cara biasa (Deflate)"
                ),
                format!("compression method {number} is not known; make the archive anew with the usual one (Deflate)"),
            );
        }
        LoadError::Io(reason) => {
            return (
                NOT_OPENED,
                format!("berkas tidak dapat dibuka: {reason}"),
                format!("cannot open the file: {reason}"),
            );
        }
        LoadError::TooLarge(bytes) => {
            return (
                OVER_LIMIT,
                format!("berkas berukuran {} MiB, terlalu besar", mib(*bytes)),
                format!("the file has {} MiB, which is too large", mib(*bytes)),
            );
        }
        LoadError::Internal(reason) => return internal(reason),
        LoadError::Encrypted => (
            ENCRYPTED,
            (
                "terkunci kata sandi di dalam arsip; buat ulang arsipnya tanpa kata sandi",
                "protected by a password in its archive; make the archive anew without one",
            ),
        ),
        LoadError::Damaged(broken) => (NOT_OPENED, damaged(*broken)),
        LoadError::Packing(Packing::Sparse) => (
            UNSUPPORTED,
            (
                "disimpan di arsip tanpa bagian kosongnya (sparse); keluarkan berkas ini dari arsipnya",
                "kept in the archive without its empty parts (sparse); unpack this file",
            ),
        ),
        LoadError::Packing(Packing::Split) => (
            UNSUPPORTED,
            (
                "arsip terbagi dalam beberapa berkas; gabungkan, atau keluarkan isinya",
                "the archive is split over several files; join them, or unpack the files in it",
            ),
        ),
        LoadError::Unsupported(kind) => (UNSUPPORTED, foreign(*kind)),
        LoadError::NoFile(kind) => (NOT_OPENED, no_file(*kind)),
    };
    (id, indonesian.to_owned(), english.to_owned())
}

fn damaged(broken: Broken) -> (&'static str, &'static str) {
    match broken {
        Broken::NoList => (
            "arsip rusak atau terpotong: daftar isi di akhirnya tidak ditemukan; ambil salinan yang utuh",
            "the archive is damaged or cut off: the list of its files, at its end, is missing; take a whole copy of it",
        ),
        Broken::List => (
            "daftar isi arsip rusak; berkas sesudahnya tidak terbaca",
            "the list of files of the archive is damaged; the files behind that were not read",
        ),
        Broken::Cut => (
            "arsip terpotong; sisanya tidak terbaca; ambil salinan yang utuh",
            "the archive is cut off; the rest was not read; take a whole copy of it",
        ),
        Broken::Head => (
            "arsip rusak; berkas sesudah bagian yang rusak tidak terbaca",
            "the archive is damaged; the files behind the damage were not read",
        ),
        Broken::Content => (
            "rusak: isinya tidak dapat dikeluarkan dari arsip dengan benar",
            "damaged: what is in the archive cannot be unpacked as it was",
        ),
        Broken::Overlap => (
            "bertumpuk dengan berkas lain di dalam arsip; arsip seperti ini tidak wajar",
            "it lies over another file of the archive, as in no ordinary archive",
        ),
    }
}

fn over_limit(what: Bound, most: u64) -> (String, String) {
    match what {
        Bound::Members => (
            format!("arsip berisi lebih dari {most} berkas; sisanya tidak dibaca"),
            format!("the archive has more than {most} files; the rest was not read"),
        ),
        Bound::Names => (
            format!("nama berkas di dalam arsip lebih dari {} MiB; sisanya tidak dibaca", mib(most)),
            format!("the names in the archive have more than {} MiB; the rest was not read", mib(most)),
        ),
        Bound::Bytes => (
            format!("lebih dari {} MiB setelah dikeluarkan dari arsip", mib(most)),
            format!("more than {} MiB when it is unpacked", mib(most)),
        ),
        Bound::Ratio => (
            format!("mengembang lebih dari {most} kali lipat; arsip seperti ini tidak wajar"),
            format!("it unpacks to more than {most} times its size, as no ordinary archive does"),
        ),
        Bound::Window => (
            format!(
                "membukanya perlu lebih dari {} MiB memori sekaligus; buat ulang arsipnya tanpa `--long`",
                mib(most)
            ),
            format!("more than {} MiB of memory are needed to unpack it; make it anew without `--long`", mib(most)),
        ),
        Bound::Spooled => (
            format!("isi arsip-arsip pada pemeriksaan ini lebih dari {} MiB; sisanya tidak dibaca", mib(most)),
            format!("the archives of this run unpack to more than {} MiB; the rest was not read", mib(most)),
        ),
        Bound::Depth => (
            "arsip bersarang terlalu dalam; keluarkan arsip ini dari arsip yang memuatnya".to_owned(),
            "an archive nested too deep; unpack the archive that it lies in".to_owned(),
        ),
    }
}

fn no_file(kind: NoFile) -> (&'static str, &'static str) {
    match kind {
        NoFile::FolderLink => (
            "tautan ke folder tidak diikuti; folder itu diperiksa hanya bila disebut sendiri atau terletak di dalam arsip ini",
            "a link to a folder is not followed; that folder is checked only when it is named itself or lies in this archive",
        ),
        NoFile::LostLink => {
            ("tautan tidak menunjuk ke mana pun, atau berputar", "a link that leads nowhere, or in a circle")
        }
        NoFile::PackedLink => (
            "tautan di dalam arsip tidak diikuti; yang ditunjuknya diperiksa hanya bila ada di dalam arsip",
            "a link in an archive is not followed; what it leads to is checked only when it lies in the archive",
        ),
        NoFile::Device => (
            "bukan berkas biasa melainkan pipa, perangkat, atau soket",
            "no ordinary file but a pipe, a device or a socket",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_reason_has_its_id_and_its_numbers() {
        for (error, id, part) in [
            (LoadError::Encrypted, ENCRYPTED, "password"),
            (LoadError::Damaged(Broken::Cut), NOT_OPENED, "cut off"),
            (LoadError::OverLimit { what: Bound::Members, most: 200_000 }, OVER_LIMIT, "more than 200000 files"),
            (LoadError::OverLimit { what: Bound::Bytes, most: 50 << 20 }, OVER_LIMIT, "more than 50 MiB"),
            (LoadError::OverLimit { what: Bound::Ratio, most: 200 }, OVER_LIMIT, "more than 200 times"),
            (LoadError::Packing(Packing::Method(9)), UNSUPPORTED, "method 9"),
            (LoadError::NoFile(NoFile::FolderLink), NOT_OPENED, "a link to a folder"),
        ] {
            let (found, _, english) = words(&error);
            assert_eq!(found, id, "{english}");
            assert!(english.contains(part), "{english}");
        }
    }
}
