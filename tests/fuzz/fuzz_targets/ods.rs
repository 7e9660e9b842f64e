//! The parts of an OpenDocument spreadsheet with 0xFF between them: `content.xml`, `styles.xml`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soplint_fuzz::Target;

fuzz_target!(|bytes: &[u8]| Target::Ods.check(bytes));
