//! The parts of a workbook with 0xFF between them: `sheet1.xml`, `sharedStrings.xml`, `styles.xml`, `drawing1.xml` (under the id
//! `rId1`), `comments1.xml`. What is empty is not in the file; the workbook is fixed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soplint_fuzz::Target;

fuzz_target!(|bytes: &[u8]| Target::Xlsx.check(bytes));
