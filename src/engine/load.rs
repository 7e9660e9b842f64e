//! Why an input gave no bytes.
//!
//! Whoever holds the bytes says it: the command line of files, archives and folders. The words for it stand in
//! [`super::messages`].

use thiserror::Error;

use crate::reader::detect::Foreign;

/// Why an input gave no bytes.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum LoadError {
    /// It cannot be opened or read; the words of the operating system.
    #[error("{0}")]
    Io(String),
    /// It is larger than the limit; its size in bytes.
    #[error("{0} bytes are too many")]
    TooLarge(u64),
    /// It, or the archive it lies in, is protected by a password.
    #[error("protected by a password")]
    Encrypted,
    /// It, or the archive it lies in, is damaged.
    #[error("damaged: {0:?}")]
    Damaged(Broken),
    /// It, or the archive it lies in, unpacks to more than is read.
    #[error("over a limit: more than {most} {what:?}")]
    OverLimit {
        /// Of what.
        what: Bound,
        /// How much is read.
        most: u64,
    },
    /// It is packed in a way that cannot be undone.
    #[error("packed by {0:?}")]
    Packing(Packing),
    /// It is not unpacked, as nothing of this kind is read.
    #[error("not unpacked: {0:?}")]
    Unsupported(Foreign),
    /// It is no file.
    #[error("no file: {0:?}")]
    NoFile(NoFile),
    /// A broken promise of ours.
    #[error("internal: {0}")]
    Internal(String),
}

/// How an archive, or what lies in it, is damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Broken {
    /// A zip file without the list of its members at its end, as when the end is cut off.
    NoList,
    /// The list of its members breaks off.
    List,
    /// It ends too early.
    Cut,
    /// What should be the head of a member is none.
    Head,
    /// What is packed cannot be unpacked, or is not what was packed.
    Content,
    /// It lies over another member, as no program packs it.
    Overlap,
}

/// What there may not be too much of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bound {
    /// Members of an archive.
    Members,
    /// Bytes of the names of its members.
    Names,
    /// Bytes of one member.
    Bytes,
    /// Bytes unpacked from one byte.
    Ratio,
    /// Bytes kept in memory while it is unpacked.
    Window,
    /// Bytes unpacked to a temporary file in one run.
    Spooled,
    /// Archives within archives.
    Depth,
}

/// Ways of packing that are not undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// A method of zip, by its number (APPNOTE 4.4.5).
    Method(u16),
    /// A tar member of which the empty parts were left out.
    Sparse,
    /// An archive of several files.
    Split,
}

/// What stands where a file is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoFile {
    /// A link to a folder.
    FolderLink,
    /// A link that leads nowhere, or in a circle.
    LostLink,
    /// A link within an archive.
    PackedLink,
    /// A pipe, a device or a socket.
    Device,
}
