//! What goes to a terminal: colour or not, refusals, a pipe that was closed.

use std::io::{self, IsTerminal, Write};

use super::args::Colour;

/// Whether standard output is coloured.
pub(super) fn colour(choice: Colour) -> bool {
    coloured(choice, io::stdout().is_terminal())
}

/// Whether standard error is coloured.
pub(super) fn colour_on_stderr(choice: Colour) -> bool {
    coloured(choice, io::stderr().is_terminal())
}

/// `--color`, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal that knows colours.
fn coloured(choice: Colour, is_terminal: bool) -> bool {
    let value = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let forced = |name: &str| value(name).is_some_and(|value| value != "0");
    match choice {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto if value("NO_COLOR").is_some() => false,
        Colour::Auto if forced("FORCE_COLOR") || forced("CLICOLOR_FORCE") => true,
        Colour::Auto => is_terminal && value("TERM").is_none_or(|term| term != "dumb"),
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
            Err(super::Refused::new(format!("cannot write the report: {}", super::files::reason(&error))))
        }
        _ => Ok(()),
    }
}

/// Makes room for a new report, where somebody looks at one after the other.
pub(super) fn clear() {
    if io::stdout().is_terminal() {
        // Nothing can be done when the terminal is gone.
        let _ = io::stdout().lock().write_all(b"\x1b[2J\x1b[H");
    }
}

/// Writes prepared text on standard error.
pub(super) fn raw(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
