//! A new text in place of a part of a Markdown text (CommonMark 0.31, chapter 2.4; tables of GitHub).
//!
//! In: an edit. Out: the same with its text escaped where it would mean something else: bars of cells, marks of emphasis,
//! links. In the front matter the rules of YAML hold.

use crate::document::{Document, NodeKind};
use crate::finding::Edit;
use crate::reader::rewrite::{is_one_line, is_plain_words};
use crate::reader::yaml;

/// What begins something in the middle of a line.
const MARKS: [char; 10] = ['\\', '`', '*', '_', '[', ']', '<', '&', '|', '~'];

/// Fits an edit into its block.
pub(in crate::reader) fn rewrite(document: &Document<'_>, edit: &Edit) -> Option<Edit> {
    let node = document.around(edit.span)?;
    match node.kind {
        NodeKind::Scalar => return yaml::rewrite(document, edit),
        NodeKind::Paragraph | NodeKind::Heading(_) | NodeKind::Cell | NodeKind::Item { .. } => {}
        _ => return None,
    }
    if is_plain_words(&edit.text) {
        return Some(edit.clone());
    }
    let block = document.view.get(node.span.range())?;
    // Between backquotes an escape is no escape.
    let is_code = block.contains('`') && edit.text.contains(MARKS);
    if !is_one_line(&edit.text) || is_code || begins_something(document.view, edit) {
        return None;
    }
    Some(Edit { text: escaped(&edit.text).into(), ..edit.clone() })
}

/// Whether a text that begins a line would begin a list, a heading or a rule there, or one behind a bracket a link.
fn begins_something(view: &str, edit: &Edit) -> bool {
    let before = view.get(..edit.span.start as usize).unwrap_or_default();
    let line = before.rsplit('\n').next().unwrap_or_default();
    let is_first = !line.contains(char::is_alphanumeric);
    (is_first && !edit.text.starts_with(char::is_alphabetic) && !line.contains('|'))
        || before.ends_with(']') && edit.text.starts_with(['(', '['])
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for character in text.chars() {
        if MARKS.contains(&character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}
