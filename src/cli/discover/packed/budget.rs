//! How much of one archive, with those in it, is listed.

use crate::engine::{Bound, LoadError};

/// Members of an archive: more than any office keeps in one, and their names fit in memory.
const MOST_MEMBERS: usize = 200_000;
/// Bytes of their names. A path of 300 letters is long, and memory must not grow with what a few bytes unpack to.
const MOST_NAMES: usize = 64 << 20;

/// What is left to be listed.
#[derive(Debug)]
pub(super) struct Budget {
    members: usize,
    names: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { members: MOST_MEMBERS, names: MOST_NAMES }
    }
}

impl Budget {
    /// One more member with so many bytes of name.
    pub(super) fn add(&mut self, name: usize) -> Result<(), LoadError> {
        let over = |what, most: usize| LoadError::OverLimit { what, most: most as u64 };
        self.members = self.members.checked_sub(1).ok_or(over(Bound::Members, MOST_MEMBERS))?;
        self.names = self.names.checked_sub(name).ok_or(over(Bound::Names, MOST_NAMES))?;
        Ok(())
    }
}
