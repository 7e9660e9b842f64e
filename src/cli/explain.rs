//! `soplint explain`, `soplint rules`, `soplint manual` and `soplint schema`: what the program knows, in words.

use super::args::{Common, ExplainArgs, ListFormat, ManualArgs, RulesArgs, SchemaArgs};
use super::linter::{Setup, linter, setup, switched_off, vocabulary};
use super::{CLEAN, Refused, terminal};
use crate::engine::messages;
use crate::finding::RuleId;
use crate::report::{coverage, explain as words, manual, schema};
use crate::sop::label::nearest;

pub(super) fn explain(options: &ExplainArgs, common: &Common) -> Result<u8, Refused> {
    let Setup { linter, off, .. } = setup(common, &[], &[])?;
    let language = linter.options.language;
    let id = RuleId::parse(&options.id.to_uppercase());
    if let Some(rule) = id.and_then(|id| linter.walk.index(id)).map(|at| &linter.walk.rules[at]) {
        let colour = terminal::colour(common.color);
        terminal::write(|out| words::rule(out, &linter, rule, colour))?;
        return Ok(CLEAN);
    }
    if let Some(entry) = id.and_then(messages::entry) {
        terminal::write(|out| words::engine(out, entry, language))?;
        return Ok(CLEAN);
    }
    if let Some(refused) = switched_off(&options.id.to_uppercase(), &off) {
        return Err(refused);
    }
    let engine = messages::entries().map(|entry| entry.id.as_str());
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
    terminal::write(|out| match (options.output_format, options.coverage) {
        (ListFormat::Table, false) => words::table(out, rules, language),
        (ListFormat::Table, true) => {
            let pages = linter.packs.iter();
            let pages = pages.map(|pack| format!("{}\n\n{}", pack.name, coverage::table(pack, rules, language)));
            out.write_all(pages.collect::<Vec<_>>().join("\n").as_bytes())
        }
        (ListFormat::Json, with_coverage) => {
            let json = if with_coverage {
                coverage::json(&linter.packs, rules, language)
            } else {
                words::json(rules, language)
            };
            serde_json::to_writer_pretty(&mut *out, &json)?;
            writeln!(out)
        }
    })?;
    Ok(CLEAN)
}

/// `soplint schema`.
pub(super) fn schema(options: &SchemaArgs) -> Result<u8, Refused> {
    let vocabulary = vocabulary()?;
    terminal::write(|out| {
        serde_json::to_writer_pretty(&mut *out, &schema::schema(options.subject, &vocabulary))?;
        writeln!(out)
    })?;
    Ok(CLEAN)
}

/// `soplint manual`: a page for each pack of the run, or the reference of the rule language.
pub(super) fn manual(options: &ManualArgs, common: &Common) -> Result<u8, Refused> {
    let linter = linter(common, &[], &[])?;
    let pages: Result<Vec<String>, _> = match options.reference {
        true => manual::language::page(&linter).map(|page| vec![page]),
        false => linter.packs.iter().map(|pack| manual::page(&linter, pack)).collect(),
    };
    let pages = pages.map_err(|_| Refused::new("the manual cannot be written"))?;
    terminal::write(|out| pages.iter().try_for_each(|page| out.write_all(page.as_bytes())))?;
    Ok(CLEAN)
}
