//! What must hold for drawings: their nodes, their geometry, and the shapes that connectors touch.

use std::collections::BTreeSet;

use soplint::document::drawing::{Drawing, Frame};
use soplint::document::{Document, NodeId, NodeKind};

/// Each shape and connector has a node of its own, boxes are not turned inside out, and what is touched is there.
pub fn assert_drawings(document: &Document<'_>) {
    let mut seen = BTreeSet::new();
    for drawing in document.drawings() {
        if let Some(grid) = drawing.grid {
            assert!(document.contains(grid), "a drawing lies on a grid that is not there");
            assert_eq!(document.node(grid).kind, NodeKind::Grid, "a drawing lies on something that is no grid");
        }
        assert!(drawing.columns.is_sorted(), "edges of columns are out of order: {:?}", drawing.columns);
        assert!(drawing.rows.is_sorted(), "edges of rows are out of order");
        let shapes = drawing.shapes.iter().map(|shape| shape.node);
        for node in shapes.chain(drawing.connectors.iter().map(|connector| connector.node)) {
            assert_shape(document, node);
            assert!(seen.insert(node), "two shapes have the same node");
        }
        drawing.shapes.iter().for_each(|shape| assert_frame(shape.frame));
        assert_touched(drawing);
    }
}

fn assert_shape(document: &Document<'_>, node: NodeId) {
    assert!(document.contains(node), "a shape has no node");
    assert_eq!(document.node(node).kind, NodeKind::Shape, "the node of a shape is none");
}

fn assert_frame(frame: Frame) {
    assert!(frame.left <= frame.right && frame.top <= frame.bottom, "{frame:?} is inside out");
}

fn assert_touched(drawing: &Drawing) {
    for connector in &drawing.connectors {
        for end in [connector.from, connector.to] {
            let shape = end.touches.shape();
            assert!(shape.is_none_or(|shape| (shape.0 as usize) < drawing.shapes.len()), "{end:?} touches no shape");
        }
    }
}
