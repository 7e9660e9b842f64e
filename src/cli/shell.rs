//! `soplint completions` and `soplint man`: what shells and readers of manual pages get of the command line.
//!
//! In: the commands and options as they are declared. Out: a script on standard output, or a page for each command in a folder.

use std::path::Path;

use super::args::{CompletionsArgs, ManArgs, all};
use super::{CLEAN, Refused, files, terminal};

/// Prints the script of a shell.
pub(super) fn completions(options: &CompletionsArgs) -> Result<u8, Refused> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut all(), env!("CARGO_PKG_NAME"), &mut script);
    terminal::write(|out| out.write_all(&script))?;
    Ok(CLEAN)
}

/// Writes `soplint.1` and a page for each command below it, such as `soplint-check.1`.
pub(super) fn manual_pages(options: &ManArgs) -> Result<u8, Refused> {
    if !options.folder.is_dir() {
        return Err(Refused::new(format!("there is no folder {}", options.folder.display())).help("make it first"));
    }
    // Parts that are told of each command are built with it, such as options that stand behind all of them.
    let mut command = all().disable_help_subcommand(true);
    command.build();
    page(&command, &options.folder)?;
    Ok(CLEAN)
}

fn page(command: &clap::Command, folder: &Path) -> Result<(), Refused> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut text = Vec::new();
    let rendered = clap_mangen::Man::new(command.clone()).title(name.as_str()).render(&mut text);
    rendered.map_err(|error| Refused::new(format!("cannot make the page of {name}: {error}")))?;
    files::replace(&folder.join(format!("{name}.1")), &String::from_utf8_lossy(&text))?;
    command.get_subcommands().try_for_each(|below| page(below, folder))
}
