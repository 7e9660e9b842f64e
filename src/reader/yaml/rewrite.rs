//! A new text in place of a part of a YAML scalar (YAML 1.2.2, chapters 7.3 and 8.1).
//!
//! In: an edit. Out: the same with its text in the style of its scalar. The style stays; only a plain scalar that could not
//! hold the text gets quotes, and then the edit is the whole scalar. Keys are never rewritten: others may refer to them.

use crate::document::{Document, NodeKind};
use crate::finding::Edit;
use crate::reader::rewrite::{is_one_line, is_plain_words};
use crate::source::Span;

/// Fits an edit into its scalar.
pub(in crate::reader) fn rewrite(document: &Document<'_>, edit: &Edit) -> Option<Edit> {
    let node = document.around(edit.span).filter(|node| node.kind == NodeKind::Scalar)?;
    if is_plain_words(&edit.text) {
        return Some(edit.clone());
    }
    if !is_one_line(&edit.text) {
        return None;
    }
    let (view, scalar) = (document.view, node.span);
    let same = |text: String| Some(Edit { text: text.into(), ..edit.clone() });
    match view.get(scalar.range())?.bytes().next()? {
        b'\'' => same(edit.text.replace('\'', "''")),
        b'"' => same(edit.text.replace('\\', r"\\").replace('"', r#"\""#)),
        b'|' | b'>' => Some(edit.clone()),
        _ if follows_block_header(view, scalar) => Some(edit.clone()),
        _ => plain(view, scalar, edit),
    }
}

/// Whether the line before a scalar ends with the header of a block scalar (chapter 8.1.1): `|`, `>-`, `|2+`.
fn follows_block_header(view: &str, scalar: Span) -> bool {
    let before = view.get(..scalar.start as usize).unwrap_or_default().trim_end_matches([' ', '\t']);
    let Some(before) = before.strip_suffix('\n') else { return false };
    let line = before.trim_end().rsplit('\n').next().unwrap_or_default();
    let line = line.split(" #").next().unwrap_or_default().trim_end();
    let header = line.rsplit([' ', '\t']).next().unwrap_or_default();
    header.starts_with(['|', '>'])
        && header.bytes().skip(1).all(|byte| byte.is_ascii_digit() || matches!(byte, b'+' | b'-'))
}

/// Fits an edit into a scalar without quotes, or puts quotes around both.
fn plain(view: &str, scalar: Span, edit: &Edit) -> Option<Edit> {
    let at = |from: u32, to: u32| view.get(from as usize..to as usize);
    let (before, behind) = (at(scalar.start, edit.span.start)?, at(edit.span.end, scalar.end)?);
    if can_be_plain(before, &edit.text) {
        return Some(edit.clone());
    }
    let (raw, text) = (at(scalar.start, scalar.end)?, &edit.text);
    let quoted = if !raw.contains(['"', '\\']) {
        format!("\"{before}{}{behind}\"", text.replace('\\', r"\\").replace('"', r#"\""#))
    } else if !raw.contains('\'') {
        format!("'{before}{}{behind}'", text.replace('\'', "''"))
    } else {
        return None;
    };
    Some(Edit { span: scalar, text: quoted.into() })
}

/// Whether a text may stand in a plain scalar, also in brackets; stricter than chapter 7.3.3 where that is simpler.
fn can_be_plain(before: &str, text: &str) -> bool {
    let at_start = before.is_empty() && !text.starts_with(|c: char| c.is_alphanumeric() || c == '(');
    !at_start && !text.contains([':', '#', ',', '[', ']', '{', '}'])
}
