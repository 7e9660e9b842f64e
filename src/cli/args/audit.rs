//! The words of the commands about archives: `audit`, `history`, `verify`.

use std::path::PathBuf;

use clap::Args;

use super::{ListFormat, RunArgs};
use crate::cli::audit::{Output, output, part};

#[derive(Debug, Args)]
pub(in crate::cli) struct AuditArgs {
    /// Folders, files and archives (.zip, .tar, .tar.gz, .tar.zst) with the SOPs
    #[arg(value_name = "PATH", default_value = ".")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// Write everything into this folder: the page audit.html, the workbook audit.xlsx, findings as CSV and JSON lines,
    /// scores, badge, calendar, and the record of the run
    #[arg(long, value_name = "FOLDER")]
    pub(in crate::cli) to: Option<PathBuf>,
    /// Write one report to a file: html, xlsx, scores, badge, ics, record, summary, or a format of `soplint check`; may be
    /// repeated
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    pub(in crate::cli) output: Vec<Output>,
    /// What the archive is called in reports [default: the organisation its SOPs name, else its
    /// folder]
    #[arg(long, value_name = "TEXT")]
    pub(in crate::cli) title: Option<String>,
    /// Where earlier audits are kept, a line each, for the trend; it is added to when reports are written to files [default:
    /// soplint.history.jsonl in the folder that is audited]
    #[arg(long, value_name = "FILE", conflicts_with = "no_history")]
    pub(in crate::cli) history: Option<PathBuf>,
    /// Neither look at earlier audits nor keep this one
    #[arg(long)]
    pub(in crate::cli) no_history: bool,
    /// Judge only this part of the archive, such as 3/16, and keep what it tells in the file of --facts; the parts are put
    /// together by --merge
    #[arg(long, value_name = "K/N", requires = "facts", conflicts_with_all = ["to", "output"], value_parser = part)]
    pub(in crate::cli) shard: Option<(u32, u32)>,
    /// The file for what a part of the archive tells
    #[arg(long, value_name = "FILE", requires = "shard")]
    pub(in crate::cli) facts: Option<PathBuf>,
    /// Put the parts of an archive together: the facts files of all of them; no document is read
    #[arg(long, value_name = "FILE", num_args = 1.., conflicts_with_all = ["shard", "paths", "title"])]
    pub(in crate::cli) merge: Vec<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) run: RunArgs,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct HistoryArgs {
    /// The history file, or the folder it lies in
    #[arg(value_name = "PATH", default_value = ".")]
    pub(in crate::cli) path: PathBuf,
    /// `table` for people, `json` for programs
    #[arg(short = 'f', long, alias = "format", value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub(in crate::cli) output_format: ListFormat,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct VerifyArgs {
    /// The record.json of the audit
    #[arg(value_name = "RECORD")]
    pub(in crate::cli) record: PathBuf,
    /// The folders, files and archives that were audited
    #[arg(value_name = "PATH", default_value = ".")]
    pub(in crate::cli) paths: Vec<PathBuf>,
    /// A report to compare, may be repeated [default: those that lie beside the record]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) report: Vec<PathBuf>,
    /// Search folders without regard to ignore files
    #[arg(long)]
    pub(in crate::cli) no_ignore: bool,
}
