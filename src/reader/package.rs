//! Packages of office programs: zip files whose parts are XML (ECMA-376 part 2, ISO/IEC 26300-2).
//!
//! In: the bytes of a file. Out: its parts as text, one at a time, and the relationships between them. Every size is counted
//! while unpacking and never taken from a header. Names inside a package are never used as paths.

#[cfg(feature = "ooxml")]
mod relationships;

use std::io::{Cursor, Read};

use thiserror::Error;
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::XmlError;
use crate::source::{DecodeError, TextView};

#[cfg(feature = "ooxml")]
pub(super) use relationships::{Relationship, in_part};

/// Bounds of one package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PackageLimits {
    /// Parts.
    pub entries: usize,
    /// Bytes of one part, unpacked.
    pub part: u64,
    /// Bytes of all parts that are read, unpacked.
    pub total: u64,
    /// How many times larger than packed a part may be, beyond its first MiB.
    pub ratio: u64,
    /// Nesting of XML elements.
    pub depth: usize,
}

impl Default for PackageLimits {
    fn default() -> Self {
        Self { entries: 10_000, part: 128 << 20, total: 256 << 20, ratio: 200, depth: 256 }
    }
}

/// Why a package, or a part of it, cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum PackageError {
    /// The zip structure is broken, or not one that office programs write.
    #[error("damaged: {0:?}")]
    Damaged(Damage),
    /// Protected by a password.
    #[error("encrypted")]
    Encrypted,
    /// Larger than a limit.
    #[error("over a limit: more than {most} {what:?}")]
    OverLimit {
        /// Of what.
        what: Bounded,
        /// How much is read.
        most: u64,
    },
    /// A part that is no XML text.
    #[error("part {part}: {error}")]
    Encoding {
        /// Name of the part.
        part: String,
        /// What is wrong.
        error: DecodeError,
    },
    /// A part whose XML is broken.
    #[error("part {part}: {error}")]
    Xml {
        /// Name of the part.
        part: String,
        /// What is wrong.
        error: XmlError,
    },
    /// A part that must be there is not.
    #[error("no part {0}")]
    NoPart(String),
}

/// How a zip file is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Damage {
    /// It has no list of its parts, as when its end is cut off, or is no zip file.
    NoList,
    /// A part cannot be unpacked.
    Part,
    /// Two parts have the same name: which one is shown depends on the program.
    Twice,
}

/// What a package may not have too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bounded {
    /// Parts.
    Entries,
    /// Bytes of one part.
    PartBytes,
    /// Bytes of all parts.
    TotalBytes,
    /// Bytes unpacked from one byte.
    Ratio,
    /// Nesting of XML elements.
    Depth,
}

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    limits: PackageLimits,
    /// Bytes unpacked so far.
    unpacked: u64,
}

impl<'a> Package<'a> {
    /// Opens a package without unpacking anything.
    pub(super) fn open(bytes: &'a [u8], limits: &PackageLimits) -> Result<Self, PackageError> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error, Damage::NoList))?;
        if archive.len() > limits.entries {
            return Err(PackageError::OverLimit { what: Bounded::Entries, most: limits.entries as u64 });
        }
        if archive.has_duplicate_names() {
            return Err(PackageError::Damaged(Damage::Twice));
        }
        Ok(Self { archive, limits: *limits, unpacked: 0 })
    }

    /// The names of all parts.
    #[cfg(feature = "docx")]
    pub(super) fn names(&self) -> impl Iterator<Item = String> + '_ {
        self.archive.file_names().filter_map(Result::ok).map(std::borrow::Cow::into_owned)
    }

    /// The text of a part; nothing when there is no part of that name.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, PackageError> {
        let Some(at) = self.index(name) else { return Ok(None) };
        let bytes = self.unpack(at)?;
        match TextView::decode(&bytes) {
            Ok(view) if matches!(view.text, std::borrow::Cow::Borrowed(_)) => Ok(String::from_utf8(bytes).ok()),
            Ok(view) => Ok(Some(view.text.into_owned())),
            Err(error) => Err(PackageError::Encoding { part: name.to_owned(), error }),
        }
    }

    /// The text of a part that must be there.
    pub(super) fn required(&mut self, name: &str) -> Result<String, PackageError> {
        self.part(name)?.ok_or_else(|| PackageError::NoPart(name.to_owned()))
    }

    /// Part names do not distinguish capitals (ECMA-376 part 2, 6.2.2.3); nearly every file spells them alike.
    fn index(&self, name: &str) -> Option<usize> {
        self.archive.index_for_name(name).or_else(|| {
            let same = |at: &usize| {
                let found = self.archive.name_for_index(*at).and_then(Result::ok);
                found.is_some_and(|found| found.trim_start_matches('/').eq_ignore_ascii_case(name))
            };
            (0..self.archive.len()).find(same)
        })
    }

    fn unpack(&mut self, at: usize) -> Result<Vec<u8>, PackageError> {
        const FREE: u64 = 1 << 20;
        let PackageLimits { part, total, ratio, .. } = self.limits;
        let file = self.archive.by_index(at).map_err(|error| damaged(&error, Damage::Part))?;
        let by_ratio = FREE.max(file.compressed_size().saturating_mul(ratio));
        let left = total.saturating_sub(self.unpacked);
        let most = part.min(by_ratio).min(left);
        // The declared size only spares moving the bytes; nothing rests on it.
        let mut bytes = Vec::with_capacity(file.size().min(most).min(FREE) as usize);
        file.take(most + 1).read_to_end(&mut bytes).map_err(|_| PackageError::Damaged(Damage::Part))?;
        if bytes.len() as u64 > most {
            let (what, most) = match most {
                _ if most == left => (Bounded::TotalBytes, total),
                _ if most == part => (Bounded::PartBytes, part),
                _ => (Bounded::Ratio, ratio),
            };
            return Err(PackageError::OverLimit { what, most });
        }
        self.unpacked += bytes.len() as u64;
        Ok(bytes)
    }

    /// The bounds of the XML in it.
    pub(super) fn depth(&self) -> usize {
        self.limits.depth
    }
}

fn damaged(error: &ZipError, damage: Damage) -> PackageError {
    match error {
        ZipError::UnsupportedArchive(text) if text.contains("assword") => PackageError::Encrypted,
        ZipError::InvalidPassword => PackageError::Encrypted,
        _ => PackageError::Damaged(damage),
    }
}

#[cfg(test)]
pub(crate) mod tests;
