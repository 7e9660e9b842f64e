//! ods → one neutral document.

use super::ReadLimits;
use super::draft::{Draft, Extract};
use super::package::{Package, PackageError};

/// Reads a file.
pub(super) fn read(bytes: &[u8], limits: &ReadLimits) -> Result<Extract, PackageError> {
    let mut package = Package::open(bytes, &limits.package)?;
    let _content = package.required("content.xml")?;
    Ok(Draft::new().finish())
}
