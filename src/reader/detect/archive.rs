//! Which archives there are: those whose members can be read one by one, and the others.
//!
//! In: a name or the first bytes of a file. Out: the kind. Files of office programs are zip files too, which only their
//! members tell.

use super::Foreign;

/// An archive whose members can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packed {
    /// `.zip`
    Zip,
    /// `.tar`
    Tar,
    /// `.tar.gz`, `.tgz`
    GzipTar,
    /// `.tar.zst`, `.tzst`
    ZstdTar,
}

impl Packed {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::Zip, Self::Tar, Self::GzipTar, Self::ZstdTar];

    /// The endings of its name.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Zip => &[".zip"],
            Self::Tar => &[".tar"],
            Self::GzipTar => &[".tar.gz", ".tgz"],
            Self::ZstdTar => &[".tar.zst", ".tzst"],
        }
    }

    /// What the name says.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        Self::ALL.into_iter().find(|kind| kind.endings().iter().any(|ending| name.ends_with(ending)))
    }

    /// What the first [`Packed::HEAD`] bytes say. A tar file of before 1988 has no sign of its own.
    #[must_use]
    pub fn by_content(head: &[u8]) -> Option<Self> {
        /// Place and text of the sign in the head of the first member (POSIX.1-2017, pax, ustar interchange format).
        const USTAR: (usize, &[u8]) = (257, b"ustar");
        match head {
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] | [b'P', b'K', 7, 8, ..] => Some(Self::Zip),
            // RFC 1952, 2.3.1
            [0x1f, 0x8b, ..] => Some(Self::GzipTar),
            // RFC 8878, 3.1.1 and 3.1.2: a frame, or one to be skipped before it
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Some(Self::ZstdTar),
            _ => head.get(USTAR.0..)?.starts_with(USTAR.1).then_some(Self::Tar),
        }
    }

    /// So many bytes tell what an archive is.
    pub const HEAD: usize = 512;
}

/// Endings of archives that are not opened.
const CLOSED: &[&str] =
    &["rar", "7z", "zipx", "ace", "arj", "cab", "iso", "lha", "lzh", "sit", "sitx", "tbz", "tbz2", "tlz", "txz", "tz2"];
/// What a tar file may be packed by, beside what [`Packed`] knows.
const PACKERS: &[&str] = &["bz2", "xz", "lz", "lz4", "lzma", "lzo", "z", "br"];

/// The kind of an archive by its name in small letters; the parts of one that was split (`a.7z.001`, `a.z01`, `a.r00`) too.
pub(super) fn named(name: &str) -> Option<Foreign> {
    if let Some(kind) = Packed::by_name(name) {
        return Some(if kind == Packed::Zip { Foreign::Zip } else { Foreign::Archive });
    }
    let (stem, ending) = name.rsplit_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_archive = match ending {
        _ if CLOSED.contains(&ending) => true,
        _ if PACKERS.contains(&ending) || ending == "gz" || ending == "zst" => {
            stem.ends_with(".tar") || super::by_name(stem) != super::Detected::Unknown
        }
        _ if ending.len() == 3 && is_number(ending) => named(stem).is_some(),
        _ => ending.len() == 3 && ending.strip_prefix(['z', 'r']).is_some_and(is_number),
    };
    is_archive.then_some(Foreign::Archive)
}

/// Whether a file begins like an archive that is not opened: RAR, 7-Zip.
pub(super) fn is_foreign(bytes: &[u8]) -> bool {
    bytes.starts_with(b"Rar!\x1a\x07") || bytes.starts_with(b"7z\xbc\xaf\x27\x1c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn archives_are_told_by_their_names_in_any_case() {
        for (name, kind) in [
            ("Arsip.ZIP", Packed::Zip),
            ("a.tar", Packed::Tar),
            ("a.tar.gz", Packed::GzipTar),
            ("a.TGZ", Packed::GzipTar),
            ("a.tar.zst", Packed::ZstdTar),
            ("a.tzst", Packed::ZstdTar),
        ] {
            assert_eq!(Packed::by_name(name), Some(kind), "{name}");
        }
        assert_eq!(Packed::by_name("a.docx"), None);
        assert_eq!(Packed::by_name("a.gz"), None);
    }

    #[test]
    fn what_is_not_opened_is_known_as_an_archive() {
        for name in ["a.rar", "a.7z", "a.tar.xz", "a.7z.001", "a.zip.002", "a.z01", "a.r00", "sop.docx.gz", "a.pdf.bz2"]
        {
            assert_eq!(named(name), Some(Foreign::Archive), "{name}");
        }
        assert_eq!(named("a.zip"), Some(Foreign::Zip));
        for name in ["a.log.gz", "a.txt", "a.001", "rar", "a.xz", "a.docx"] {
            assert_eq!(named(name), None, "{name}");
        }
        assert!(is_foreign(b"Rar!\x1a\x07\x00") && is_foreign(b"7z\xbc\xaf\x27\x1c") && !is_foreign(b"Rarely"));
    }

    #[test]
    fn archives_are_told_by_their_first_bytes() {
        let mut tar = [0; Packed::HEAD];
        tar[257..262].copy_from_slice(b"ustar");
        for (head, kind) in [
            (&b"PK\x03\x04"[..], Some(Packed::Zip)),
            (b"PK\x05\x06", Some(Packed::Zip)),
            (b"\x1f\x8b\x08", Some(Packed::GzipTar)),
            (b"\x28\xb5\x2f\xfd", Some(Packed::ZstdTar)),
            (&tar, Some(Packed::Tar)),
            (b"%PDF-1.7", None),
            (b"", None),
        ] {
            assert_eq!(Packed::by_content(head), kind);
        }
    }
}
