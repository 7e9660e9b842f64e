//! What a drawing holds, measured but not yet connected: shapes and lines.
//!
//! In: what was said of one object, in DrawingML or VML, and where it lies. Out: an [`Item`] with its box or way on the page.

use super::form::{Adjust, Way, form, way};
use super::transform::{Affine, Area, Point, Transform};
use crate::document::drawing::{Form, Frame, Heads};

/// A shape or a line of a drawing.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reader) struct Item {
    /// What lines call it; unique within one drawing if the file is right.
    pub(in crate::reader) id: Box<str>,
    /// Its name, as the office program shows it.
    pub(in crate::reader) name: Box<str>,
    /// What is written in it.
    pub(in crate::reader) text: String,
    pub(in crate::reader) body: Body,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reader) enum Body {
    Shape { form: Form, frame: Frame },
    Line(Line),
}

/// A line. With one head it runs towards it.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::reader) struct Line {
    /// Its corners, first and last being the ends; never empty.
    pub(in crate::reader) path: Vec<Point>,
    /// Whether it is straight between the corners.
    pub(in crate::reader) is_straight: bool,
    pub(in crate::reader) heads: Heads,
    /// The ids of the shapes its ends are glued to.
    pub(in crate::reader) glue: [Option<Box<str>>; 2],
}

/// What draws an outline or fills it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Ink {
    /// Nothing is said.
    #[default]
    Unsaid,
    /// Nothing, or what is not seen on white paper.
    None,
    /// Something that is seen.
    Shown,
}

/// What geometry an object has.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Geometry {
    /// Nothing is said: a rectangle.
    #[default]
    Unsaid,
    /// One of the presets.
    Preset(Box<str>),
    /// Drawn by hand; the way of a line is given in parts of the box.
    Custom(Option<Way>),
    /// A picture.
    Picture,
}

/// What a file says of one object.
#[derive(Debug, Clone, Default)]
pub(super) struct Raw {
    pub(super) id: Box<str>,
    pub(super) name: Box<str>,
    pub(super) is_hidden: bool,
    pub(super) is_text_box: bool,
    pub(super) geometry: Geometry,
    pub(super) adjust: Adjust,
    pub(super) transform: Transform,
    pub(super) outline: Ink,
    pub(super) fill: Ink,
    /// Whether an arrow head is at the start and at the end.
    pub(super) heads: [bool; 2],
    pub(super) glue: [Option<Box<str>>; 2],
    pub(super) text: String,
}

impl Raw {
    /// The item, within groups that lie as `outer` says.
    pub(super) fn item(mut self, outer: Affine) -> Item {
        let shown = self.transform.shown().then(outer);
        let Area { width, height, .. } = self.transform.area;
        let way = match &self.geometry {
            Geometry::Preset(preset) => way(preset, &self.adjust, width, height),
            // What is filled is no line, though its outline may be open.
            Geometry::Custom(Some(way)) if self.fill != Ink::Shown => Some(way.stretched(width, height)),
            Geometry::Custom(_) | Geometry::Unsaid | Geometry::Picture => None,
        };
        let body = match way {
            Some(way) => {
                let (x, y) = self.transform.area.at(0.0, 0.0);
                let path = way.points.iter().map(|point| shown.point((x + point.0, y + point.1))).collect();
                let heads = way.heads.map_or(self.heads, |heads| [heads == Heads::Both, true]);
                Body::Line(Line::new(path, way.is_straight, heads, std::mem::take(&mut self.glue)))
            }
            None => Body::Shape { form: self.form(), frame: shown.frame(self.transform.area) },
        };
        Item { name: self.shown_name(), id: self.id, text: self.text, body }
    }

    fn form(&self) -> Form {
        let form = match &self.geometry {
            Geometry::Picture => return Form::Picture,
            Geometry::Custom(_) => Form::Other("custom".into()),
            Geometry::Preset(preset) => form(preset),
            Geometry::Unsaid => Form::Process,
        };
        // A text box without a visible outline is a caption, whatever lies behind the text; so is any text on nothing.
        let is_bare = match (self.outline, self.fill) {
            (Ink::Shown, _) => false,
            (_, Ink::Shown) | (Ink::Unsaid, Ink::Unsaid) => self.is_text_box,
            (Ink::None, _) | (Ink::Unsaid, Ink::None) => true,
        };
        if is_bare { Form::Text } else { form }
    }

    /// A nameless object is called by what it is.
    fn shown_name(&self) -> Box<str> {
        if !self.name.trim().is_empty() {
            return self.name.clone();
        }
        let kind = match &self.geometry {
            Geometry::Preset(preset) => preset,
            Geometry::Custom(_) => "custom",
            Geometry::Picture => "picture",
            Geometry::Unsaid => "shape",
        };
        format!("{kind} {}", self.id).trim_end().into()
    }
}

impl Line {
    /// A line along a path, turned so that it runs towards its only head.
    pub(super) fn new(path: Vec<Point>, is_straight: bool, heads: [bool; 2], glue: [Option<Box<str>>; 2]) -> Self {
        let path = if path.is_empty() { vec![Point::default()] } else { path };
        let mut line = Self { path, is_straight, heads: Heads::One, glue };
        match heads {
            [false, false] => line.heads = Heads::None,
            [true, true] => line.heads = Heads::Both,
            [false, true] => {}
            [true, false] => {
                line.path.reverse();
                line.glue.reverse();
            }
        }
        line
    }
}

impl Item {
    /// Whether nothing of it is seen, as when it lies in hidden rows.
    pub(super) fn is_flat(&self) -> bool {
        match &self.body {
            Body::Shape { frame, .. } => frame.left == frame.right || frame.top == frame.bottom,
            Body::Line(line) => {
                line.glue.iter().all(Option::is_none) && line.path.iter().all(|point| Some(point) == line.path.first())
            }
        }
    }

    /// Its lowest and rightmost point.
    pub(super) fn reach(&self) -> Point {
        match &self.body {
            Body::Shape { frame, .. } => Point { x: frame.right, y: frame.bottom },
            Body::Line(line) => {
                let frame = super::transform::around(&line.path);
                Point { x: frame.right, y: frame.bottom }
            }
        }
    }
}
