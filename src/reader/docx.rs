//! docx → one neutral document.

use super::ReadLimits;
use super::draft::{Draft, Extract};
use super::package::{Package, PackageError};

/// Reads a file.
pub(super) fn read(bytes: &[u8], limits: &ReadLimits) -> Result<Extract, PackageError> {
    let mut package = Package::open(bytes, &limits.package)?;
    let _main = package.main_part()?;
    Ok(Draft::new().finish())
}
