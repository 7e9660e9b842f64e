//! A YAML file.

#![no_main]

use libfuzzer_sys::fuzz_target;
use soplint_fuzz::Target;

fuzz_target!(|bytes: &[u8]| Target::Yaml.check(bytes));
