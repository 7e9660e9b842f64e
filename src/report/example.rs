//! Examples of a rule as people read them: the piece of a source in block style, and what the tool prints about it.
//!
//! In: an example of a pack and the linter that holds its rule. Out: text. The output is made by a real run on the text that
//! is shown, of which only the findings of the rule are kept.

use std::fmt::Write as _;

use super::{Outputs, Style, full};
use crate::check::archive::Coverage;
use crate::document::{Cursor, Document, NodeKind};
use crate::engine::trial::PROJECT;
use crate::engine::{Linter, LoadError, run_all_knowing};
use crate::reader::{ReadLimits, yaml};
use crate::rule::{Example, Rule};
use crate::sop::Language;

/// The documents of an example, each in block style.
#[must_use]
pub fn documents(example: &Example) -> Vec<String> {
    example.documents.iter().map(|text| block(text)).collect()
}

/// What the project of an example knows, in block style.
#[must_use]
pub fn project(example: &Example) -> Option<String> {
    example.project.as_deref().map(block)
}

/// What `soplint check` says of the example about that rule, as on a terminal.
///
/// # Errors
/// Those of writing into memory: none.
pub fn output(linter: &Linter, rule: &Rule, example: &Example, colour: bool) -> std::io::Result<String> {
    let texts = documents(example);
    let stem = match linter.options.language {
        Language::Id => "contoh",
        Language::En => "example",
    };
    let name =
        |at: usize| if texts.len() == 1 { format!("{stem}.sop.yaml") } else { format!("{stem}-{}.sop.yaml", at + 1) };
    let named = |at: usize| example.file.clone().filter(|_| at == 0).unwrap_or_else(|| name(at));
    let names: Vec<String> = (0..texts.len()).map(named).collect();
    let project = project(example);
    let known = linter.known_from(project.as_deref().map(|text| (PROJECT, text)));
    let load = |at: usize| -> Result<&[u8], LoadError> { Ok(texts[at].as_bytes()) };
    let mut report = run_all_knowing(linter, &known, (&names, Coverage::Whole), load, |_| {});
    for document in report.sources.iter_mut().flat_map(|source| &mut source.documents) {
        document.findings.retain(|finding| finding.rule == rule.id);
    }
    let style = Style { colour, ..Style::default() };
    let mut bytes = Vec::new();
    full::findings(&Outputs { report: &report, linter, style, exit_code: 1 }, &mut bytes)?;
    Ok(String::from_utf8_lossy(&bytes).trim_end().to_owned())
}

/// A piece of YAML with every map and list on lines of its own. One that holds more than plain nodes stays as it is.
#[must_use]
pub fn block(text: &str) -> String {
    let as_it_is = || unindented(text);
    let reading = yaml::read(text, &ReadLimits::default());
    let ([document], true) = (reading.documents.as_slice(), reading.problems.is_empty()) else { return as_it_is() };
    let Some(top) = document.children(document.root()).next() else { return as_it_is() };
    let mut out = String::new();
    match write(document, Cursor { node: top, used_at: None }, 0, &mut out) {
        Some(()) => out,
        None => as_it_is(),
    }
}

/// Writes a node behind what stands on its line already; nothing when it cannot be written in block style.
fn write(document: &Document<'_>, cursor: Cursor, depth: usize, out: &mut String) -> Option<()> {
    let node = document.node(cursor.node);
    match node.kind {
        NodeKind::Scalar => {
            let written = document.view.get(node.span.range())?;
            let plain = !written.contains('\n') && !written.contains(" #");
            let _ = writeln!(out, "{}", written.trim());
            plain.then_some(())
        }
        NodeKind::Map => {
            let fields = document.fields(cursor);
            if fields.is_empty() {
                out.push_str("{}\n");
            }
            for (at, field) in fields.into_iter().enumerate() {
                let value = Cursor { node: document.value(field.node)?, used_at: None };
                let indent = if at == 0 { String::new() } else { "  ".repeat(depth) };
                let _ = write!(out, "{indent}{}:", document.node(field.node).text.as_str());
                behind_key(document, value, depth, out)?;
            }
            Some(())
        }
        NodeKind::List => {
            let entries: Vec<_> = document.children(cursor.node).collect();
            for (at, node) in entries.into_iter().enumerate() {
                let indent = if at == 0 { String::new() } else { "  ".repeat(depth) };
                let _ = write!(out, "{indent}- ");
                write(document, Cursor { node, used_at: None }, depth + 1, out)?;
            }
            Some(())
        }
        _ => None,
    }
}

/// A scalar, and a list of scalars, stand behind their key; anything else below it.
fn behind_key(document: &Document<'_>, value: Cursor, depth: usize, out: &mut String) -> Option<()> {
    let kind = |node| document.node(node).kind;
    let children: Vec<_> = document.children(value.node).collect();
    match kind(value.node) {
        NodeKind::List if children.iter().all(|&node| kind(node) == NodeKind::Scalar) => {
            let written = children.iter().map(|&node| document.view.get(document.node(node).span.range()));
            let written: Vec<&str> = written.collect::<Option<_>>()?;
            let line = written.join(", ");
            let _ = writeln!(out, " [{line}]");
            (!line.contains('\n')).then_some(())
        }
        NodeKind::Scalar => {
            out.push(' ');
            write(document, value, depth, out)
        }
        NodeKind::Map if children.is_empty() => {
            out.push_str(" {}\n");
            Some(())
        }
        _ => {
            let _ = write!(out, "\n{}", "  ".repeat(depth + 1));
            write(document, value, depth + 1, out)
        }
    }
}

/// A text without the indentation of its first line.
fn unindented(text: &str) -> String {
    let indentation = text.len() - text.trim_start_matches(' ').len();
    let lines = text.trim_end().lines().map(|line| {
        let cut = line.get(indentation..).filter(|_| line[..indentation.min(line.len())].trim().is_empty());
        cut.unwrap_or(line)
    });
    let mut out = lines.collect::<Vec<_>>().join("\n");
    out.push('\n');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flow_style_is_spread_over_lines() {
        let text = "    {judul: A, disahkan_oleh: {nip: \"1\"}, kegiatan: [{no: 1, kelengkapan: [a, b]}, {no: 2}]}\n";
        let block_style =
            "judul: A\ndisahkan_oleh:\n  nip: \"1\"\nkegiatan:\n  - no: 1\n    kelengkapan: [a, b]\n  - no: 2\n";
        assert_eq!(block(text), block_style);
        assert_eq!(block(block_style), block_style);
    }

    #[test]
    fn what_has_no_plain_block_style_stays_as_it_is() {
        let text = "  judul: |\n    dua\n    baris\n";
        assert_eq!(block(text), "judul: |\n  dua\n  baris\n");
        let broken = "judul: [a\n";
        assert_eq!(block(broken), broken);
    }
}
