//! What goes to a terminal: colour or not, refusals, a pipe that was closed.

use std::io::{self, IsTerminal, Write};

use super::args::Colour;

/// Whether standard output is coloured: `--color`, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal.
pub(super) fn colour(choice: Colour) -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty() && value != "0");
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if set("NO_COLOR") => false,
        Colour::Auto if set("FORCE_COLOR") || set("CLICOLOR_FORCE") => true,
        Colour::Auto => io::stdout().is_terminal(),
    }
}

/// Says on standard error why a command did not run.
pub(super) fn refuse(message: &str, help: Option<&str>) {
    let mut stderr = io::stderr().lock();
    // Nothing can be done when the terminal is gone.
    let _ = writeln!(stderr, "soplint: {message}");
    if let Some(help) = help {
        let _ = writeln!(stderr, "  = {help}");
    }
}

/// Says something on standard error that does not stop the command.
pub(super) fn note(text: &str) {
    let _ = writeln!(io::stderr().lock(), "soplint: {text}");
}

/// Writes to standard output. A reader that closed the pipe has seen enough.
pub(super) fn write(f: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), super::Refused> {
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match f(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(super::Refused::new(format!("cannot write the report: {error}")))
        }
        _ => Ok(()),
    }
}

/// Whether standard error is coloured.
pub(super) fn colour_on_stderr(choice: Colour) -> bool {
    match choice {
        Colour::Auto => std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) && io::stderr().is_terminal(),
        Colour::Always => true,
        Colour::Never => false,
    }
}

/// Writes prepared text on standard error.
pub(super) fn raw(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
