//! What tells that a file was changed: its size, its times, its place on the disk.
//!
//! Only the operating system's own time of change, which no program can set back, is trusted (where there is one).

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Clocks of file systems stand still for so long.
const TICK: Duration = Duration::from_secs(2);

/// What changes when a file is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Signature([u8; Self::BYTES]);

impl Signature {
    pub(super) const BYTES: usize = 48;

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// The signature with these bytes.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// Nothing where the times of a file cannot be told, or can be set at will.
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Option<Self> {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = |seconds: i64, rest: i64| seconds.checked_mul(1_000_000_000)?.checked_add(rest);
        let changed = nanoseconds(metadata.ctime(), metadata.ctime_nsec())?;
        let modified = nanoseconds(metadata.mtime(), metadata.mtime_nsec())?;
        let parts = [
            (changed as u64).to_le_bytes(),
            (modified as u64).to_le_bytes(),
            metadata.len().to_le_bytes(),
            metadata.ino().to_le_bytes(),
            metadata.dev().to_le_bytes(),
            u64::from(metadata.mode()).to_le_bytes(),
        ];
        let mut bytes = [0; Self::BYTES];
        bytes.copy_from_slice(parts.as_flattened());
        Some(Self(bytes))
    }

    #[cfg(not(unix))]
    pub(super) fn of(_: &Metadata) -> Option<Self> {
        None
    }

    /// Whether its last change lies so far back that a later one has another time.
    pub(super) fn is_before(&self, now: SystemTime) -> bool {
        let [a, b, c, d, e, f, g, h, ..] = self.0;
        let changed = u64::from_le_bytes([a, b, c, d, e, f, g, h]);
        let now = now.duration_since(UNIX_EPOCH).unwrap_or_default();
        Duration::from_nanos(changed).saturating_add(TICK) <= now
    }
}
