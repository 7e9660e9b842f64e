//! Drawings with 0xFF between them: what stands in a run of a Word file, once beside its text and once in a cell of a table; what
//! stands in the `xdr:wsDr` of a sheet. The XML around them is fixed.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soplint_fuzz::Target;

fuzz_target!(|bytes: &[u8]| Target::Drawing.check(bytes));
