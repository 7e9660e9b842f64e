//! `soplint explain` and `soplint rules`.

use super::args::{Common, ExplainArgs, InspectFormat, RulesArgs};
use super::linter::linter;
use super::{CLEAN, Refused, terminal};
use crate::engine::messages;
use crate::finding::RuleId;
use crate::report::explain as words;
use crate::sop::label::nearest;

pub(super) fn explain(options: &ExplainArgs, common: &Common) -> Result<u8, Refused> {
    let linter = linter(common, &[], &[])?;
    let language = linter.options.language;
    let id = RuleId::parse(&options.id.to_uppercase());
    if let Some(rule) = id.and_then(|id| linter.walk.index(id)).map(|at| &linter.walk.rules[at]) {
        terminal::write(|out| words::rule(out, rule, language))?;
        return Ok(CLEAN);
    }
    if let Some(entry) = id.and_then(messages::entry) {
        terminal::write(|out| words::engine(out, entry, language))?;
        return Ok(CLEAN);
    }
    let engine = messages::ENTRIES.iter().map(|entry| entry.id.as_str());
    let known = linter.walk.rules.iter().map(|rule| rule.id.as_str()).chain(engine);
    let refused = Refused::new(format!("no rule '{}'", options.id));
    Err(match nearest(&options.id.to_uppercase(), known) {
        Some(near) => refused.help(format!("did you mean '{near}'?")),
        None => refused.help("`soplint rules` lists the rules"),
    })
}

pub(super) fn rules(options: &RulesArgs, common: &Common) -> Result<u8, Refused> {
    let linter = linter(common, &[], &[])?;
    let (rules, language) = (&linter.walk.rules, linter.options.language);
    terminal::write(|out| match options.output_format {
        InspectFormat::Table => words::table(out, rules, language),
        InspectFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &words::json(rules, language))?;
            writeln!(out)
        }
    })?;
    Ok(CLEAN)
}
