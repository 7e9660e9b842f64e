//! The `soplint` program: everything is in the library.

use std::process::ExitCode;

fn main() -> ExitCode {
    soplint::cli::main()
}
