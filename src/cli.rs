//! The command line: words typed → a run of the library → bytes and an exit code.
//!
//! In: arguments and environment. Out: reports on standard output, everything else on standard error, and an exit code
//! (contracts, section 1). The only place that prints, exits, reads a clock or the environment.

mod accept;
mod args;
mod at;
mod audit;
mod baseline;
mod cache;
mod changed;
mod check;
mod config;
mod discover;
mod explain;
mod files;
mod fix;
mod history;
mod init;
mod inspect;
mod linter;
mod made;
mod new;
mod outputs;
mod overrides;
mod shell;
mod signature;
mod terminal;
mod test;
mod verify;
mod waive;
mod watch;

use std::process::ExitCode;

use args::{Arguments, Command};

/// Everything was checked and nothing found.
pub const CLEAN: u8 = 0;
/// Something was found.
pub const FINDINGS: u8 = 1;
/// Wrong usage, or a mistake in a pack: nothing can be trusted.
pub const USAGE: u8 = 2;
/// Something could not be checked.
pub const UNCHECKED: u8 = 3;

/// Why a command could not run; always exit code 2.
#[derive(Debug)]
struct Refused {
    /// What was being done, and what is wrong.
    message: String,
    /// What to do.
    help: Option<String>,
}

impl Refused {
    fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    // A crash inside one document is caught and reported as its outcome; the usual words of a panic would only disturb.
    std::panic::set_hook(Box::new(|_| {}));
    let arguments = match Arguments::typed() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let result = match &arguments.command {
        Command::Check(options) => check::run(options, &arguments.common),
        Command::Audit(options) => audit::run(options, &arguments.common),
        Command::History(options) => history::run(options, &arguments.common),
        Command::Verify(options) => verify::run(options, &arguments.common),
        Command::Init(options) => init::run(options, &arguments.common),
        Command::Inspect(options) => inspect::run(options, &arguments.common),
        Command::Explain(options) => explain::explain(options, &arguments.common),
        Command::Test(options) => test::run(options, &arguments.common),
        Command::New(new) => new::run(&new.command, &arguments.common),
        Command::Rules(options) => explain::rules(options, &arguments.common),
        Command::Manual(options) => explain::manual(options, &arguments.common),
        Command::Schema(options) => explain::schema(options),
        Command::Config(options) => config::run(options, &arguments.common),
        Command::Baseline(options) => baseline::run(options, &arguments.common),
        Command::Waive(options) => waive::run(options, &arguments.common),
        Command::Completions(options) => shell::completions(options),
        Command::Man(options) => shell::manual_pages(options),
    };
    match result {
        Ok(code) => ExitCode::from(code),
        Err(refused) => {
            terminal::refuse(&refused.message, refused.help.as_deref());
            ExitCode::from(USAGE)
        }
    }
}

/// What clap says of the arguments; `--help` and `--version` are no mistakes.
fn usage(error: &clap::Error) -> ExitCode {
    // Nothing can be done when the terminal is gone.
    let _ = error.print();
    ExitCode::from(if error.use_stderr() { USAGE } else { CLEAN })
}
