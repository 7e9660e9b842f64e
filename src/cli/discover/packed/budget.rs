//! How much is unpacked and listed of one archive, with those in it.
//!
//! In: what is met on the way through an archive. Out: an error when it is too much. All is counted while the archive is
//! searched, before anything in it is checked, so that the same is left out in every run.

use std::cell::Cell;
use std::io::Read;
use std::rc::Rc;

use super::stream::Bounded;
use crate::engine::{Bound, LoadError};

/// How many times larger than packed an archive may be, and a member of one (contracts, section 10).
pub(super) const MOST_RATIO: u64 = 200;

/// What is unpacked and listed.
#[derive(Debug, Clone, Copy)]
pub(in crate::cli::discover) struct Bounds {
    /// Members of an archive.
    pub(in crate::cli::discover) members: usize,
    /// Bytes of their names.
    pub(in crate::cli::discover) names: usize,
    /// Bytes that an archive may unpack to, however small it is; [`MOST_RATIO`] counts beyond.
    pub(in crate::cli::discover) free: u64,
    /// Bytes of the temporary file of a run.
    pub(in crate::cli::discover) spooled: u64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            // More than any office keeps in one archive, and few enough to be kept in memory.
            members: 200_000,
            // Paths of 300 letters for each; a few bytes of an archive can unpack to long names.
            names: 64 << 20,
            // Many SOPs made from one template pack very well together: 100,000 of them have this size.
            free: 1 << 30,
            // What the disk of an office has to spare.
            spooled: 8 << 30,
        }
    }
}

/// What is left of the bounds.
#[derive(Debug)]
pub(super) struct Budget {
    bounds: Bounds,
    members: usize,
    names: usize,
    bytes: Rc<Cell<u64>>,
}

impl Budget {
    /// For an archive of so many bytes.
    pub(super) fn new(bounds: Bounds, packed: u64) -> Self {
        let bytes = bounds.free.saturating_add(packed.saturating_mul(MOST_RATIO));
        Self { bounds, members: bounds.members, names: bounds.names, bytes: Rc::new(Cell::new(bytes)) }
    }

    /// One more member with so many bytes of name.
    pub(super) fn add(&mut self, name: usize) -> Result<(), LoadError> {
        let over = |what, most: usize| LoadError::OverLimit { what, most: most as u64 };
        self.members = self.members.checked_sub(1).ok_or(over(Bound::Members, self.bounds.members))?;
        self.names = self.names.checked_sub(name).ok_or(over(Bound::Names, self.bounds.names))?;
        Ok(())
    }

    /// So many bytes will be unpacked.
    pub(super) fn unpack(&mut self, bytes: u64) -> Result<(), LoadError> {
        self.bytes.set(self.bytes.get().checked_sub(bytes).ok_or(OVER_RATIO)?);
        Ok(())
    }

    /// A stream whose bytes are counted as they are unpacked.
    pub(super) fn stream<R: Read>(&self, from: R) -> Bounded<R> {
        Bounded::new(from, Rc::clone(&self.bytes), OVER_RATIO)
    }
}

/// It unpacks to more than what anybody packs.
pub(super) const OVER_RATIO: LoadError = LoadError::OverLimit { what: Bound::Ratio, most: MOST_RATIO };
