//! `soplint config show`.
//!
//! In: packs, settings, arguments and environment. Out: what is in force, as YAML that could stand in a settings file; with
//! `--origin` each value says which file and line set it, and what it replaced. For a document the overrides that match it count,
//! too ([`document`]).

mod document;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::args::{Common, ConfigArgs, ConfigCommand};
use super::linter::{Setup, setup};
use super::{CLEAN, Refused, terminal};
use crate::finding::Severity;
use crate::pack::{LayerKind, Off, Origin, SHIPPED, Said, quote, shipped};
use crate::rule::Phase;
use crate::source::{Lines, Span};
use document::Document;

pub(super) fn run(options: &ConfigArgs, common: &Common) -> Result<u8, Refused> {
    let ConfigCommand::Show { origin, file } = &options.command;
    let setup = setup(common, &[], &[])?;
    let page = |document| Page { setup: &setup, document, with_origin: *origin, text: String::new() }.written(common);
    let pages = match file {
        None => page(None),
        Some(file) => match document::documents(&setup, file)? {
            Ok(documents) => documents.iter().map(|document| page(Some(document))).collect::<Vec<_>>().join("---\n"),
            Err(code) => return Ok(code),
        },
    };
    terminal::write(|out| out.write_all(pages.as_bytes()))?;
    Ok(CLEAN)
}

struct Page<'p> {
    setup: &'p Setup,
    /// The document it is about; without one, what holds for all.
    document: Option<&'p Document<'p>>,
    with_origin: bool,
    text: String,
}

impl Page<'_> {
    fn written(mut self, common: &Common) -> String {
        self.packs();
        self.single(common);
        self.accepted();
        for section in ["params", "lists", "tables"] {
            self.section(section);
        }
        self.changes();
        self.disabled();
        self.text
    }

    /// A line, with its origin behind it where that is wanted.
    fn line(&mut self, value: &str, origin: &str) {
        if self.with_origin && !origin.is_empty() {
            let _ = writeln!(self.text, "{value}  # {origin}");
        } else {
            let _ = writeln!(self.text, "{value}");
        }
    }

    fn packs(&mut self) {
        let packs = self.setup.linter.packs.iter();
        let layers = self.setup.stack.layers.iter().filter(|layer| layer.source.kind == LayerKind::Pack);
        let lines: Vec<(String, String)> = packs
            .zip(layers)
            .map(|(pack, layer)| {
                let name = &layer.source.name;
                let is_shipped = shipped(&pack.name).is_some_and(|shipped| shipped.path == layer.source.id);
                let edition = format!("  - {}@{}", pack.name, pack.version);
                if is_shipped {
                    (edition, "shipped".to_owned())
                } else {
                    (format!("  - {}", quote::in_block(&format!("./{name}"))), name.clone())
                }
            })
            .collect();
        self.line("extends:", "");
        lines.iter().for_each(|(value, origin)| self.line(value, origin));
    }

    /// What has one value.
    fn single(&mut self, common: &Common) {
        let settings = &self.setup.settings;
        let language = self.setup.linter.options.language.code();
        let origin = match (common.lang, settings.language) {
            (Some(_), _) => "--lang or SOPLINT_LANG".to_owned(),
            (None, Some(said)) => self.place(said.layer, said.span),
            (None, None) => "the packs".to_owned(),
        };
        let gate = settings.fail_on.map(|said| {
            let word = said.value.map_or("never", Severity::name);
            (word.to_owned(), self.place(said.layer, said.span))
        });
        let files: Vec<(String, String)> =
            settings.project.iter().map(|(file, said)| (file.clone(), self.place(said.layer, said.span))).collect();
        let (gate, gate_origin) = gate.unwrap_or_else(|| (Severity::Error.name().to_owned(), "built in".to_owned()));
        self.line(&format!("language: {language}"), &origin);
        self.phase();
        self.line(&format!("fail_on: {gate}"), &gate_origin);
        for (key, globs) in [("include", &settings.include), ("exclude", &settings.exclude)] {
            if let Some(globs) = globs {
                self.line(&format!("{key}: {}", globs.written), &self.place(globs.said.layer, globs.said.span));
            }
        }
        if let Some(most) = settings.file_mib {
            self.line(&format!("limits: {{file_mib: {}}}", most.value), &self.place(most.layer, most.span));
        }
        if !files.is_empty() {
            self.line("project:", "");
        }
        files.iter().for_each(|(file, origin)| self.line(&format!("  - {}", quote::in_block(file)), origin));
    }

    /// How waivers and the baseline are used, where the settings say anything of it.
    fn accepted(&mut self) {
        let settings = &self.setup.settings;
        let (waivers, baseline) = (&settings.waivers, &settings.baseline);
        let at = |layer, span| self.place(layer, span);
        let file = |file: &Option<(String, Said<()>)>| {
            file.as_ref().map(|(name, said)| ("file", quote::in_block(name), at(said.layer, said.span)))
        };
        let number =
            |key, said: Option<Said<u32>>| said.map(|said| (key, said.value.to_string(), at(said.layer, said.span)));
        let flag =
            |key, said: Option<Said<bool>>| said.map(|said| (key, said.value.to_string(), at(said.layer, said.span)));
        let allow = baseline.allow.first().map(|first| {
            let names: Vec<&str> = baseline.allow.iter().map(|said| said.value.name()).collect();
            ("allow", format!("[{}]", names.join(", ")), at(first.layer, first.span))
        });
        let sections = [
            (
                "waivers",
                vec![
                    file(&waivers.file),
                    number("most_months", waivers.most_months),
                    number("warn_days", waivers.warn_days),
                    flag("inline", waivers.inline),
                ],
            ),
            ("baseline", vec![file(&baseline.file), allow, flag("ratchet", baseline.ratchet)]),
        ];
        for (section, lines) in sections {
            for (at, (key, value, origin)) in lines.into_iter().flatten().enumerate() {
                if at == 0 {
                    self.line(&format!("{section}:"), "");
                }
                self.line(&format!("  {key}: {value}"), &origin);
            }
        }
    }

    /// The phase, with the places where it was said before.
    fn phase(&mut self) {
        let local = self.document.into_iter().flat_map(Document::phases);
        let said: Vec<Said<Phase>> = local.chain(self.setup.settings.phase).collect();
        let places: Vec<String> = said.iter().map(|said| self.place(said.layer, said.span)).collect();
        match (self.document.map(|document| document.phase).or(said.first().map(|said| said.value)), places.is_empty())
        {
            (Some(phase), true) => self.line(&format!("phase: {}", phase.name()), "the status of the document"),
            (Some(phase), false) => self.line(&format!("phase: {}", phase.name()), &places.join("; over ")),
            (None, _) => self.line("# phase: by the status of each document", ""),
        }
    }

    /// `soplint.yaml:4`
    fn place(&self, layer: usize, span: Span) -> String {
        let source = &self.setup.stack.layers[layer].source;
        format!("{}:{}", source.name, Lines::new(&source.text).line_of(span.start) + 1)
    }

    fn origins(&self, section: &str) -> Vec<(String, Origin)> {
        let start = format!("{section}.");
        let of_section = self.setup.origins.iter();
        let named = of_section.filter_map(|origin| Some((origin.key.strip_prefix(&start)?.to_owned(), origin.clone())));
        named.collect()
    }

    /// What the last layer says of each name, with what the layers below said.
    fn section(&mut self, section: &str) {
        let mut origins = self.origins(section);
        // Long ones that nobody touched would hide those that somebody did.
        let untouched = if section == "params" { Vec::new() } else { self.untouched(&origins) };
        origins.retain(|(name, _)| !untouched.contains(name));
        // What a pack adds or takes away is done already when that pack is extended, and so with a data file.
        let kind = |origin: &Origin| self.setup.stack.layers[origin.layer].source.kind;
        let is_done: Vec<bool> =
            origins.iter().map(|(_, origin)| origin.edits && kind(origin) != LayerKind::Settings).collect();
        let is_last = |at: usize| origins.get(at + 1).is_none_or(|(next, _)| *next != origins[at].0);
        if is_done.iter().enumerate().any(|(at, done)| !done && (is_last(at) || origins[at].1.edits)) {
            self.line(&format!("{section}:"), "");
        } else if !origins.is_empty() {
            self.line(&format!("# {section}:"), "");
        }
        for (at, (name, origin)) in origins.iter().enumerate() {
            let place = self.place(origin.layer, origin.span);
            // What settings add stays under their name when a data file adds to it, too.
            let is_added = origin.edits && kind(origin) == LayerKind::Settings;
            if !is_added && !is_last(at) {
                continue;
            }
            let before = at.checked_sub(1).map(|before| &origins[before]).filter(|(before, _)| before == name);
            let was = before.map(|(_, below)| format!("; over {}", self.place(below.layer, below.span)));
            let mark = if is_done[at] { "# " } else { "" };
            let value = format!("  {mark}{}: {}", quote::in_block(name), origin.value);
            self.line(&value, &format!("{place}{}", was.unwrap_or_default()));
        }
        if !untouched.is_empty() {
            self.line(&format!("# {section} as shipped: {}", untouched.join(", ")), "");
        }
    }

    /// Names that only shipped packs set.
    fn untouched(&self, origins: &[(String, Origin)]) -> Vec<String> {
        let is_shipped = |origin: &Origin| {
            let source = &self.setup.stack.layers[origin.layer].source;
            SHIPPED.iter().any(|shipped| shipped.path == source.id)
        };
        let touched: Vec<&str> =
            origins.iter().filter(|(_, origin)| !is_shipped(origin)).map(|(name, _)| name.as_str()).collect();
        let names = origins.iter().map(|(name, _)| name.clone());
        names.filter(|name| !touched.contains(&name.as_str())).collect()
    }

    fn changes(&mut self) {
        let mut changes = self.origins("change");
        let local = self.document.map_or_else(BTreeMap::new, Document::changes);
        changes.retain(|(key, _)| !local.keys().any(|rule| *key == format!("{rule}.severity")));
        changes.extend(local.into_values().map(|(layer, change)| {
            let (value, reason) = (change.written.clone(), change.reason.clone());
            let key = format!("{}.severity", change.rule);
            (key.clone(), Origin { key, value, layer, span: change.span, reason, edits: false })
        }));
        changes.sort_by(|(a, _), (b, _)| a.cmp(b));
        if !changes.is_empty() {
            self.line("change:", "");
        }
        let mut rule_before = String::new();
        for (key, origin) in changes {
            let (rule, key) = key.split_once('.').unwrap_or((key.as_str(), ""));
            if rule != rule_before {
                rule.clone_into(&mut rule_before);
                self.line(&format!("  {rule}:"), "");
                if let Some(reason) = &origin.reason {
                    self.line(&format!("    reason: {}", quote::in_block(reason)), "");
                }
            }
            let place = self.place(origin.layer, origin.span);
            self.line(&format!("    {key}: {}", origin.value), &place);
        }
    }

    fn disabled(&mut self) {
        let local = self.document.map_or_else(Vec::new, Document::off);
        let off: Vec<&Off> = self.setup.off.iter().chain(local).collect();
        if !off.is_empty() {
            self.line("disable:", "");
        }
        for off in off {
            let reason =
                off.reason.as_ref().map_or_else(String::new, |reason| format!(", reason: {}", quote::in_flow(reason)));
            let place = self.place(off.layer, off.span);
            self.line(&format!("  - {{rule: {}{reason}}}", off.rule), &place);
        }
    }
}
