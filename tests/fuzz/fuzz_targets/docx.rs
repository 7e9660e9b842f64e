//! The parts of a Word file with 0xFF between them: `document.xml`, `styles.xml`, `numbering.xml`, `comments.xml`, `header1.xml`
//! (under the id `rId4`), `footnotes.xml`. What is empty is not in the file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soplint_fuzz::Target;

fuzz_target!(|bytes: &[u8]| Target::Docx.check(bytes));
