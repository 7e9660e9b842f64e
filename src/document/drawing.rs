//! Drawings: shapes on a grid and the connectors between them, as geometry.
//!
//! In: what a reader of office files found and measured. Out: types only. Lengths are English Metric Units (EMU, 914,400 to
//! the inch) from the top left corner of the grid a drawing lies on. What a shape means in a procedure is for others to say.

use super::NodeId;

/// The shapes and connectors that lie on one grid.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The grid they lie on; absent when they lie beside running text.
    pub grid: Option<NodeId>,
    /// Left edges of the columns of the grid, and the right edge of the last one.
    pub columns: Vec<i64>,
    /// Upper edges of the rows of the grid, and the lower edge of the last one.
    pub rows: Vec<i64>,
    /// Whether the edges of the rows are known; a word processor lays rows out only when it shows them.
    pub rows_are_sure: bool,
    /// The shapes, in the order of the file.
    pub shapes: Vec<Shape>,
    /// The connectors, in the order of the file.
    pub connectors: Vec<Connector>,
}

/// A shape.
#[derive(Debug, Clone)]
pub struct Shape {
    /// Its node, [`super::NodeKind::Shape`], with its text; where it has none, the span of the node is its name.
    pub node: NodeId,
    /// What it looks like.
    pub form: Form,
    /// Its box, rotated and within groups as it is shown.
    pub frame: Frame,
}

/// What a shape looks like. The names in brackets are those of `ST_ShapeType` (ECMA-376 part 1, 20.1.10.56).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// A rectangle (`rect`, `flowChartProcess`).
    Process,
    /// A diamond (`diamond`, `flowChartDecision`).
    Decision,
    /// A capsule (`flowChartTerminator`, `roundRect`).
    Terminator,
    /// A pentagon that leads to another page (`homePlate`, `flowChartOffpageConnector`).
    OffPage,
    /// A circle that leads to another place of the page (`ellipse`, `flowChartConnector`).
    OnPage,
    /// A document (`flowChartDocument`, `flowChartMultidocument`).
    Document,
    /// A text without an outline.
    Text,
    /// A picture.
    Picture,
    /// Another form, by its name in the file.
    Other(Box<str>),
}

/// A box in EMU; right and bottom are never left of left or above top.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame {
    /// Left edge.
    pub left: i64,
    /// Upper edge.
    pub top: i64,
    /// Right edge.
    pub right: i64,
    /// Lower edge.
    pub bottom: i64,
}

/// A line from one shape to another, in the direction of its arrow.
#[derive(Debug, Clone)]
pub struct Connector {
    /// Its node, [`super::NodeKind::Shape`], whose span is its name.
    pub node: NodeId,
    /// Where it starts.
    pub from: End,
    /// Where it leads.
    pub to: End,
    /// Which ends have arrow heads.
    pub heads: Heads,
}

/// The arrow heads of a connector. With one, `from` and `to` follow it; otherwise they are as the line was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heads {
    /// One, where the connector leads.
    One,
    /// None: the direction is not certain.
    None,
    /// Both: it may be walked either way.
    Both,
}

/// An end of a connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct End {
    /// Where it is, from the left.
    pub x: i64,
    /// Where it is, from the top.
    pub y: i64,
    /// The shape it touches.
    pub touches: Touch,
}

/// Which shape an end of a connector touches, and how that is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Touch {
    /// The file says so.
    Glued(ShapeId),
    /// It lies so near that nothing else can be meant.
    Near(ShapeId),
    /// No shape, or several equally near.
    Nothing,
}

/// Index of a shape in its [`Drawing`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ShapeId(pub u32);

impl Touch {
    /// The shape, however it is known.
    #[must_use]
    pub fn shape(self) -> Option<ShapeId> {
        match self {
            Self::Glued(shape) | Self::Near(shape) => Some(shape),
            Self::Nothing => None,
        }
    }
}

impl Frame {
    /// The middle, from the left and from the top.
    #[must_use]
    pub fn centre(self) -> (i64, i64) {
        (self.left.midpoint(self.right), self.top.midpoint(self.bottom))
    }

    /// How much of the range `from..to` the box covers from left to right.
    #[must_use]
    pub fn overlap_x(self, from: i64, to: i64) -> i64 {
        (self.right.min(to) - self.left.max(from)).max(0)
    }

    /// How much of the range `from..to` the box covers from top to bottom.
    #[must_use]
    pub fn overlap_y(self, from: i64, to: i64) -> i64 {
        (self.bottom.min(to) - self.top.max(from)).max(0)
    }
}
