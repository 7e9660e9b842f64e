//! Any bytes: their kind is told, then they are opened, read and understood as a Word file, a workbook and an OpenDocument
//! spreadsheet, within the bounds of the program. Most of it is about zip files and the relationships of their parts.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soplint_fuzz::Target;

fuzz_target!(|bytes: &[u8]| Target::Package.check(bytes));
