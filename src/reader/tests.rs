//! What holds for the documents of every reader.

mod comments;

use super::*;
use crate::document::{Document, NodeId, NodeKind};
use crate::source::{SpannedText, boundary_before};

/// A small generator of numbers, the same in every run.
pub(crate) struct Rng(pub(crate) u64);

impl Rng {
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    pub(crate) fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }
}

/// Inserts, removes or repeats something, or cuts off the rest.
pub(crate) fn damage(view: &mut String, bits: &[&str], rng: &mut Rng) {
    let mut place = |view: &str| boundary_before(view, rng.below(view.len() + 1));
    let (a, b, c) = (place(view), place(view), place(view));
    let (from, to) = (a.min(b), a.max(b));
    match rng.below(4) {
        0 => view.insert_str(a, rng.pick(bits)),
        1 => view.replace_range(from..boundary_before(view, to.min(from + 40)).max(from), ""),
        2 => {
            let copy = view[from..to].to_owned();
            view.insert_str(c, &copy);
        }
        _ => view.truncate(to),
    }
}

/// Every span lies in the view, children lie in their parents, and every word can be located.
pub(crate) fn assert_valid(reading: &Reading<'_>, view: &str) {
    for problem in &reading.problems {
        for span in [Some(problem.span), problem.other].into_iter().flatten() {
            assert!(view.get(span.range()).is_some(), "{problem:?} of {view:?}");
        }
    }
    for problem in &reading.problems {
        let whole =
            matches!(problem.kind, ProblemKind::DuplicateKey(_) | ProblemKind::UnknownAlias(_) | ProblemKind::LoneDash);
        let document = reading.documents.get(problem.document);
        let cut_off = document.is_some_and(|document| !document.node(document.root()).complete);
        assert!(whole || cut_off, "{problem:?} of {view:?}");
    }
    assert!(reading.problems.is_sorted_by_key(|problem| problem.span.start), "{:?} of {view:?}", reading.problems);
    for document in &reading.documents {
        assert_valid_tree(document, view);
    }
}

fn assert_valid_tree(document: &Document<'_>, view: &str) {
    let mut stack = vec![document.root()];
    let mut seen = 0;
    while let Some(id) = stack.pop() {
        seen += 1;
        let node = document.node(id);
        assert!(view.get(node.span.range()).is_some(), "{node:?} of {view:?}");
        assert_valid_text(&node.text, view);
        let mut last = node.span.start;
        for child in document.children(id) {
            let span = document.node(child).span;
            assert!(
                span.start >= last && span.end <= node.span.end,
                "{:?} in {node:?} of {view:?}",
                document.node(child)
            );
            last = span.start;
            assert!(node.kind != NodeKind::Map || document.node(child).kind == NodeKind::Field, "{view:?}");
            stack.push(child);
        }
        assert!(node.kind != NodeKind::Field || document.children(id).count() <= 1, "{node:?} of {view:?}");
        if let NodeKind::Alias(target) = node.kind {
            assert!(target < id && !matches!(document.node(target).kind, NodeKind::Alias(_) | NodeKind::Field));
        }
    }
    assert_eq!(seen, document.len(), "every node is reached once: {view:?}");
}

fn assert_valid_text(text: &SpannedText<'_>, view: &str) {
    assert!(view.get(text.span().range()).is_some(), "{text:?} of {view:?}");
    for word in text.as_str().split_whitespace() {
        let start = word.as_ptr() as usize - text.as_str().as_ptr() as usize;
        let span = text.locate(&(start..start + word.len()), view);
        assert!(view.get(span.range()).is_some(), "{word:?} of {text:?} in {view:?}");
        assert!(text.span().start <= span.start && span.end <= text.span().end, "{word:?} of {text:?} in {view:?}");
    }
}

/// The tree in one line, to compare with.
pub(crate) fn outline(document: &Document<'_>) -> String {
    let mut out = String::new();
    for id in document.children(document.root()) {
        draw(document, id, &mut out);
    }
    out.trim_end().to_owned()
}

fn draw(document: &Document<'_>, id: NodeId, out: &mut String) {
    let node = document.node(id);
    let cut = if node.complete { "" } else { "!" };
    let text = node.text.as_str();
    let (open, close) = match node.kind {
        NodeKind::Map => ("{".to_owned(), "}"),
        NodeKind::List => ("[".to_owned(), "]"),
        NodeKind::Field => (format!("{text}="), ""),
        NodeKind::Scalar => (format!("{text:?}"), ""),
        NodeKind::Alias(_) => (format!("*{text:?}"), ""),
        NodeKind::Item { number: Some(number) } => (format!("{number}.{text:?}("), ")"),
        NodeKind::Item { number: None } => (format!("-{text:?}("), ")"),
        NodeKind::Heading(level) => (format!("h{level}{text:?}"), ""),
        NodeKind::Paragraph => (format!("p{text:?}"), ""),
        NodeKind::Table => ("table(".to_owned(), ")"),
        NodeKind::Row => ("row(".to_owned(), ")"),
        NodeKind::Cell => (format!("{text:?}"), ""),
        NodeKind::Grid => ("grid(".to_owned(), ")"),
        NodeKind::Shape => (format!("shape{text:?}"), ""),
        NodeKind::Root => (String::new(), ""),
    };
    out.push_str(&format!("{open}{cut}"));
    for child in document.children(id) {
        draw(document, child, out);
    }
    let trimmed = out.trim_end().len();
    out.truncate(trimmed);
    out.push_str(&format!("{close} "));
}
