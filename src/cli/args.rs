//! The words of the command line.

mod audit;

use std::ffi::OsStr;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use super::outputs::Output;
use crate::finding::Severity;
use crate::report::schema::Subject;
use crate::report::trial::Form;
use crate::report::{Format, MOST_RESULTS};
use crate::rule::Phase;
use crate::sop::Language;

pub(super) use audit::{AuditArgs, HistoryArgs, VerifyArgs};

const AFTER_HELP: &str = "\
Examples:
  soplint init sop/                       write the first settings of a folder
  soplint check sop/                      check every SOP source in a folder
  soplint check draf.sop.yaml --lang en   check one draft, messages in English
  soplint check sop/ -f json > hasil.json machine-readable report
  soplint check sop/ --output sarif=a.sarif --output junit=b.xml  files beside what is printed
  soplint audit arsip/ --to hasil/        audit an entire archive: a page, a workbook, a calendar
  soplint inspect draf.sop.yaml           show how a document was understood
  soplint inspect sop.xlsx --svg alur.svg draw its flow, a lane for each actor
  soplint explain MB002                   why a rule exists and how to satisfy it
  soplint test kpu.yaml                   try the rules of a pack on their examples and cases
  soplint config show --origin            which settings are in force, and who set them

Exit codes (the same for every output format):
  0  everything was checked, nothing at or above --fail-on was found
  1  something at or above --fail-on was found
  2  wrong usage, or a mistake in a rule pack: nothing can be trusted
  3  some document could not be checked, or only in part; or nothing matched";

/// Linter and compliance checker for Standard Operating Procedures.
#[derive(Debug, Parser)]
#[command(name = "soplint", version, about, after_help = AFTER_HELP, max_term_width = 100)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    #[command(flatten)]
    pub(super) common: Common,
}

impl Arguments {
    /// What was typed, and what the environment says where nothing was.
    pub(super) fn typed() -> Result<Self, clap::Error> {
        let isolated = std::env::args_os().any(|word| word == "--isolated");
        let matches = in_environment(Self::command(), isolated).try_get_matches()?;
        Self::from_arg_matches(&matches)
    }
}

impl CheckArgs {
    /// What is in force when nothing but paths is typed.
    pub(super) fn of_paths(paths: &[PathBuf]) -> Result<Self, clap::Error> {
        let words = std::iter::once(OsStr::new("check")).chain([OsStr::new("--")]);
        let words = words.chain(paths.iter().map(|path| path.as_os_str()));
        let command = in_environment(Self::augment_args(clap::Command::new("check")), false);
        Self::from_arg_matches(&command.try_get_matches_from(words)?)
    }
}

/// All commands and options, for what is made of them.
pub(super) fn all() -> clap::Command {
    Arguments::command()
}

/// No variable can have this name.
const NO_VARIABLE: &str = "=";

/// The command with the variables that count: an empty one is as good as none, as build servers set them, and
/// `--isolated` wants no settings, whoever names them.
fn in_environment(command: clap::Command, isolated: bool) -> clap::Command {
    let counts = |arg: &clap::Arg| {
        let is_empty = |name| std::env::var_os(name).is_some_and(|value| value.is_empty());
        !(arg.get_env().is_some_and(is_empty) || isolated && arg.get_id() == "config")
    };
    let unset = |arg: clap::Arg| arg.env(NO_VARIABLE).hide_env(true);
    let command = command.mut_args(|arg| if counts(&arg) { arg } else { unset(arg) });
    command.mut_subcommands(|command| in_environment(command, isolated))
}

/// What may stand behind every command.
#[derive(Debug, Clone, Args)]
pub(super) struct Common {
    /// Language of messages: id (Indonesian) or en (English) [default: that of the packs]
    #[arg(long, global = true, value_name = "id|en", env = "SOPLINT_LANG", value_parser = language)]
    pub(super) lang: Option<Language>,
    /// Rule packs to use instead of those of the settings: the name of a shipped pack, a file, or a folder of .yaml
    /// files; several are parted by commas
    #[arg(long, global = true, value_name = "PACK", value_delimiter = ',')]
    pub(super) rules: Vec<PathBuf>,
    /// Settings to use instead of the nearest soplint.yaml
    #[arg(long, global = true, value_name = "FILE", env = "SOPLINT_CONFIG", conflicts_with = "isolated")]
    pub(super) config: Option<PathBuf>,
    /// Use no settings, only the shipped pack sop-ap
    #[arg(long, global = true)]
    pub(super) isolated: bool,
    /// The day dates are compared with, YYYY-MM-DD [default: today]
    #[arg(long, global = true, value_name = "DATE", env = "SOPLINT_TODAY")]
    pub(super) today: Option<String>,
    /// Colours: auto (on a terminal only), always, never
    #[arg(long, global = true, value_enum, default_value_t = Colour::Auto, value_name = "WHEN")]
    pub(super) color: Colour,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check SOPs (*.sop.yaml, *.sop.md, Word .docx, Excel .xlsx, .ods) against the rules
    Check(CheckArgs),
    /// Audit an entire archive: what was read, how each unit stands, which SOPs contradict each other; as a page, a
    /// workbook, a badge, a calendar
    Audit(AuditArgs),
    /// Show the earlier audits of an archive: how it and each of its units came to where they stand
    History(HistoryArgs),
    /// Prove that an archive and its reports are those of an audit: compare them with its record
    Verify(VerifyArgs),
    /// Write the first settings (soplint.yaml) of a folder: the packs its SOPs need, with remarks and examples
    Init(InitArgs),
    /// Show how one document was understood: fields, steps, flow, and what was not; or draw its flow
    Inspect(InspectArgs),
    /// Explain a rule: what it asks, its clause, why, good and bad examples
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Write the manual of the packs as Markdown: coverage, clauses, examples with what the tool says
    Manual(ManualArgs),
    /// Print the JSON Schema with which a YAML editor completes and explains what you write
    Schema(SchemaArgs),
    /// Try the rules of packs on their examples and on case files
    Test(TestArgs),
    /// Begin a pack, or a rule in a pack
    New(NewArgs),
    /// Show the settings that are in force, and where each comes from
    Config(ConfigArgs),
    /// Accept the findings of today: from then on only new ones fail the check
    Baseline(BaselineArgs),
    /// Accept findings of a rule for a reason, until a day: add a waiver
    Waive(WaiveArgs),
    /// Print the script with which a shell completes commands and options
    Completions(CompletionsArgs),
    /// Write a manual page (roff) for each command into a folder
    Man(ManArgs),
}

#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell
    #[arg(value_enum, value_name = "SHELL")]
    pub(super) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(super) struct ManArgs {
    /// A folder that is there, for example /usr/local/share/man/man1
    #[arg(value_name = "FOLDER")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct ManualArgs {
    /// Write the reference of the rule language instead: keys, conditions, checks, fields
    #[arg(long)]
    pub(super) reference: bool,
}

#[derive(Debug, Args)]
pub(super) struct SchemaArgs {
    /// What you write: pack, settings, project or sop
    #[arg(value_name = "WHAT", value_parser = subject)]
    pub(super) subject: Subject,
}

#[derive(Debug, Args)]
pub(super) struct TestArgs {
    /// Packs whose rules are tried: the name of a shipped pack, a file, or a folder [default: those of the run]
    #[arg(value_name = "PACK")]
    pub(super) packs: Vec<PathBuf>,
    /// Folder with more case files: DIR/MB002/fail-x.sop.yaml; those in PACK.cases beside a pack are always tried
    #[arg(long, value_name = "DIR")]
    pub(super) cases: Option<PathBuf>,
    /// How the outcome is written: full, json, junit
    #[arg(short = 'f', long, alias = "format", value_name = "FORMAT", default_value = "full", value_parser = form)]
    pub(super) output_format: Form,
    /// Write what was found to the sidecars (fail-x.at) of case files; read every line of them afterwards
    #[arg(long)]
    pub(super) update: bool,
    /// Try only these rules: ids (MB002), families (MB) or benefits (accountability), separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Leave out these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
}

#[derive(Debug, Args)]
pub(super) struct NewArgs {
    #[command(subcommand)]
    pub(super) command: NewCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum NewCommand {
    /// Write NAME.yaml: a pack with remarks and one rule, ready to be changed
    Pack(NewPackArgs),
    /// Add a rule to a pack, with examples that hold
    Rule(NewRuleArgs),
}

#[derive(Debug, Args)]
pub(super) struct NewPackArgs {
    /// Name of the pack: small letters, digits and hyphens
    #[arg(value_name = "NAME")]
    pub(super) name: String,
    /// The pack it rests on: the name of a shipped pack, or a path from the folder of the new one
    #[arg(long, value_name = "PACK")]
    pub(super) extends: Option<String>,
    /// Folder to write to
    #[arg(short, long, value_name = "DIR", default_value = ".")]
    pub(super) output: PathBuf,
}

#[derive(Debug, Args)]
pub(super) struct NewRuleArgs {
    /// Id of the rule: two capitals and three digits, such as MB099
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// The file of the pack
    #[arg(long, value_name = "FILE")]
    pub(super) pack: PathBuf,
    /// The check of the rule
    #[arg(long, value_name = "VERB", default_value = "require", value_parser = PossibleValuesParser::new(super::new::verbs()))]
    pub(super) verb: String,
    /// Begin case files too, in PACK.cases/ID beside the pack
    #[arg(long)]
    pub(super) with_cases: bool,
}

#[derive(Debug, Args)]
pub(super) struct ConfigArgs {
    #[command(subcommand)]
    pub(super) command: ConfigCommand,
}

#[derive(Debug, Subcommand)]
pub(super) enum ConfigCommand {
    /// Print the settings as YAML
    Show {
        /// A document: what is in force for it, with the overrides that match it
        #[arg(value_name = "FILE")]
        file: Option<PathBuf>,
        /// Say behind each value where it was set, and what it was before
        #[arg(long)]
        origin: bool,
    },
}

#[derive(Debug, Args)]
pub(super) struct BaselineArgs {
    /// Files and folders whose findings are meant
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// Only take out what is no longer found, and follow files that were renamed
    #[arg(long, conflicts_with = "accept_new")]
    pub(super) prune: bool,
    /// Add the findings that are new since the baseline was written; this needs a reason
    #[arg(long, requires = "reason")]
    pub(super) accept_new: bool,
    /// Why new findings are accepted; it is kept in the first line of the baseline
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    /// Tell that a file has another name now: the old path and the new one, from the folder of the baseline
    #[arg(long = "move", num_args = 2, value_names = ["OLD", "NEW"], conflicts_with_all = ["prune", "accept_new"])]
    pub(super) moved: Vec<String>,
    /// Judge every document in this phase: draft, review or final [default: by the status each document states]
    #[arg(long, value_name = "PHASE", env = "SOPLINT_PHASE", value_parser = phase)]
    pub(super) phase: Option<Phase>,
    /// Search folders without regard to ignore files
    #[arg(long)]
    pub(super) no_ignore: bool,
    /// Threads [default: one per processor]
    #[arg(short, long, value_name = "N", env = "SOPLINT_JOBS")]
    pub(super) jobs: Option<usize>,
}

#[derive(Debug, Args)]
pub(super) struct WaiveArgs {
    /// The document, or a folder; it is checked, and you choose among its findings
    #[arg(value_name = "PATH")]
    pub(super) path: PathBuf,
    /// The rule whose findings are accepted
    #[arg(long, value_name = "ID")]
    pub(super) rule: Option<String>,
    /// Only findings at this place, such as steps[4].duration
    #[arg(long, value_name = "PLACE")]
    pub(super) at: Option<String>,
    /// Only findings of this text
    #[arg(long, value_name = "TEXT")]
    pub(super) text: Option<String>,
    /// Why they are accepted
    #[arg(long, value_name = "TEXT")]
    pub(super) reason: Option<String>,
    /// The unit or position that answers for it
    #[arg(long, value_name = "NAME")]
    pub(super) owner: Option<String>,
    /// The position that agreed; needed for errors
    #[arg(long, value_name = "POSITION")]
    pub(super) approved_by: Option<String>,
    /// Number of the letter about it
    #[arg(long, value_name = "NUMBER")]
    pub(super) letter: Option<String>,
    /// The last day on which it holds, YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    pub(super) expires: Option<String>,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("repairing").multiple(true))]
pub(super) struct CheckArgs {
    /// Files and folders; folders are searched for SOPs, honouring .gitignore and .soplintignore; `-` reads
    /// standard input
    #[arg(value_name = "PATH", default_value = ".")]
    pub(super) paths: Vec<PathBuf>,
    /// Name of what comes on standard input; its ending tells the format
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
    /// How the report is written: full (with the place shown), concise (a line each), grouped (by file); for programs
    /// json, jsonl, csv; for build servers sarif, github, gitlab, azure, junit, checkstyle, rdjson, markdown [default:
    /// full]
    #[arg(short = 'f', long, alias = "format", value_name = "FORMAT", env = "SOPLINT_OUTPUT_FORMAT", value_parser = super::outputs::format)]
    pub(super) output_format: Option<Format>,
    /// Also write the report to a file in another format, and to more files when repeated; FORMAT=- is the same as
    /// -f FORMAT
    #[arg(long, value_name = "FORMAT=FILE", value_parser = super::outputs::output)]
    pub(super) output: Vec<Output>,
    /// Results in a SARIF file; of more findings the worst are kept, and one result says how many are missing
    #[arg(long, value_name = "N", default_value_t = MOST_RESULTS, value_parser = sarif_limit)]
    pub(super) sarif_limit: usize,
    /// Show findings of this severity and above: error, warning, info
    #[arg(long, value_name = "SEVERITY", default_value = "info", value_parser = severity)]
    pub(super) min_severity: Severity,
    /// Keep accepted findings in SARIF files, marked as suppressed
    #[arg(long)]
    pub(super) include_suppressed: bool,
    /// Check again whenever a document, a pack, the settings or what is accepted changes
    #[arg(long, conflicts_with_all = ["fix", "diff"])]
    pub(super) watch: bool,
    /// Report only SOPs that differ from the merge base with this branch or commit; all are read, so that what concerns
    /// the whole archive is found in them
    #[arg(long, value_name = "REF")]
    pub(super) changed_since: Option<String>,
    /// Name the rules that could not be decided, and why, and how sure each finding is (full)
    #[arg(short, long)]
    pub(super) verbose: bool,
    /// Repair what can be repaired safely in *.sop.yaml and *.sop.md files, and report what is left
    #[arg(long, group = "repairing")]
    pub(super) fix: bool,
    /// Show what --fix would change as a unified diff, instead of the report, and write nothing; exits with 1 when there is
    /// something to change
    #[arg(long, group = "repairing", conflicts_with_all = ["output", "exit_non_zero_on_fix"])]
    pub(super) diff: bool,
    /// With --fix or --diff: repair also what is only probably meant; read every change
    #[arg(long, requires = "repairing")]
    pub(super) unsafe_fixes: bool,
    /// Exit with 1 when --fix changed something, although nothing else is left
    #[arg(long, requires = "fix", conflicts_with = "exit_zero")]
    pub(super) exit_non_zero_on_fix: bool,
    /// Leave out what `exclude` and `include` of the settings and ignore files leave out although it is named here, and .yaml
    /// and .md files that are no SOP (for hooks that name every file)
    #[arg(long)]
    pub(super) force_exclude: bool,
    #[command(flatten)]
    pub(super) run: RunArgs,
}

/// What may be said of every run that judges documents.
#[derive(Debug, Clone, Args)]
pub(super) struct RunArgs {
    /// Judge every document in this phase: draft, review or final [default: by the status each document states]
    #[arg(long, value_name = "PHASE", env = "SOPLINT_PHASE", value_parser = phase)]
    pub(super) phase: Option<Phase>,
    /// Run only these rules: ids (MB002), families (MB) or benefits (accountability), separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Leave out these rules
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Exit with 1 for findings of this severity and above: error, warning, info, never [default: error]
    #[arg(long, value_enum, value_name = "SEVERITY", env = "SOPLINT_FAIL_ON")]
    pub(super) fail_on: Option<FailOn>,
    /// Count everything that was accepted as well: waivers in files and documents, and the baseline, are set aside
    #[arg(long)]
    pub(super) no_waivers: bool,
    /// Set the baseline aside: old findings count too
    #[arg(long)]
    pub(super) no_baseline: bool,
    /// Check everything anew, and remember nothing of it
    #[arg(long)]
    pub(super) no_cache: bool,
    /// Where results are remembered, so that a run in which nothing has changed is over at once [default: the cache folder
    /// of the user]
    #[arg(long, value_name = "DIR", env = "SOPLINT_CACHE_DIR")]
    pub(super) cache_dir: Option<PathBuf>,
    /// Threads [default: one per processor]
    #[arg(short, long, value_name = "N", env = "SOPLINT_JOBS")]
    pub(super) jobs: Option<usize>,
    /// Largest input that is read, in MiB [default: 32 for text, 50 for Word and Excel]
    #[arg(long, value_name = "MIB")]
    pub(super) max_size: Option<u64>,
    /// Search folders without regard to ignore files
    #[arg(long)]
    pub(super) no_ignore: bool,
    /// Do not let unchecked documents change the exit code
    #[arg(long)]
    pub(super) allow_unchecked: bool,
    /// Exit with 0 although something was found (for jobs that only upload a report)
    #[arg(long)]
    pub(super) exit_zero: bool,
    /// No progress bar
    #[arg(long)]
    pub(super) no_progress: bool,
}

#[derive(Debug, Args)]
pub(super) struct InitArgs {
    /// The folder of the SOPs
    #[arg(value_name = "FOLDER", default_value = ".")]
    pub(super) folder: PathBuf,
    /// Print the settings and write nothing
    #[arg(long)]
    pub(super) print: bool,
    /// Also write the skeleton of a file with the units and positions of the organisation
    #[arg(long)]
    pub(super) roster: bool,
}

#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// The document
    #[arg(value_name = "FILE")]
    pub(super) file: PathBuf,
    /// `table` for people, `json` for programs, `mermaid` for the flow alone as a Mermaid flowchart
    #[arg(short = 'f', long, alias = "format", value_enum, default_value_t = InspectFormat::Table, value_name = "FORMAT")]
    pub(super) output_format: InspectFormat,
    /// The same as -f mermaid
    #[arg(long, conflicts_with = "output_format")]
    pub(super) mermaid: bool,
    /// Also draw the flow as a picture with a lane for each actor: an SVG file, for a document or a browser
    #[arg(long, value_name = "FILE")]
    pub(super) svg: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// Id of a rule or of an engine message
    #[arg(value_name = "ID")]
    pub(super) id: String,
}

#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// Show which clauses of its sources each pack checks, and which it does not
    #[arg(long)]
    pub(super) coverage: bool,
    /// `table` for people, `json` for programs
    #[arg(short = 'f', long, alias = "format", value_enum, default_value_t = ListFormat::Table, value_name = "FORMAT")]
    pub(super) output_format: ListFormat,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum InspectFormat {
    Table,
    Json,
    Mermaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    Table,
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Colour {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

fn language(text: &str) -> Result<Language, String> {
    Language::from_code(text).ok_or_else(|| "the languages are id and en".to_owned())
}

fn sarif_limit(text: &str) -> Result<usize, String> {
    let limit = text.parse().ok().filter(|limit| (1..=MOST_RESULTS).contains(limit));
    limit.ok_or_else(|| format!("GitHub takes 1 to {MOST_RESULTS} results in a run"))
}

fn form(text: &str) -> Result<Form, String> {
    Form::from_name(text).ok_or_else(|| {
        let names: Vec<&str> = Form::ALL.iter().map(|form| form.name()).collect();
        format!("the formats are {}", names.join(", "))
    })
}

fn phase(text: &str) -> Result<Phase, String> {
    let phase = Phase::SPEC.code(text).and_then(Phase::from_code);
    phase.ok_or_else(|| format!("the phases are {}", Phase::SPEC.values.join(", ")))
}

fn subject(text: &str) -> Result<Subject, String> {
    let names = Subject::ALL.map(Subject::name);
    Subject::from_name(text).ok_or_else(|| format!("there is a schema of {}", names.join(", ")))
}

fn severity(text: &str) -> Result<Severity, String> {
    Severity::from_name(text).ok_or_else(|| "the severities are error, warning and info".to_owned())
}
