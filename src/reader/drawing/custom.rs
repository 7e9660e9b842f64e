//! Geometry drawn by hand: is it a line? (ECMA-376 part 1, 20.1.9.8)
//!
//! In: the XML of an `a:custGeom`. Out: the way of a single open path through its box, in parts of the box. What is closed, or
//! made of several paths or arcs, is a shape of its own and no line.

use super::form::Way;
use super::properties::{begun, length};
use crate::reader::xml::{Token, Xml, XmlError};

/// Corners of a path that are kept; lines by hand have a few.
const MOST: usize = 64;

/// Reads the geometry that has just begun and leaves it.
pub(super) fn line(xml: &mut Xml<'_>) -> Result<Option<Way>, XmlError> {
    let depth = xml.depth();
    let mut path = Path::default();
    while let Some(element) = begun(xml, depth)? {
        match element.name() {
            "path" => {
                path.paths += 1;
                path.size = (length(&element, "w"), length(&element, "h"));
            }
            "moveTo" => path.pen(xml, 1)?,
            "lnTo" => path.pen(xml, 0)?,
            "cubicBezTo" | "quadBezTo" => {
                path.is_curved = true;
                path.pen(xml, 0)?;
            }
            "close" | "arcTo" => path.is_closed = true,
            _ => {}
        }
    }
    Ok(path.way())
}

#[derive(Default)]
struct Path {
    paths: usize,
    moves: usize,
    size: (f64, f64),
    points: Vec<(f64, f64)>,
    is_closed: bool,
    is_curved: bool,
}

impl Path {
    /// Adds the point a step leads to: its last one, those before only bend it.
    fn pen(&mut self, xml: &mut Xml<'_>, moves: usize) -> Result<(), XmlError> {
        self.moves += moves;
        let depth = xml.depth();
        let mut last = None;
        while xml.depth() >= depth {
            match xml.next()? {
                Some(Token::Start(point)) => last = Some((length(&point, "x"), length(&point, "y"))),
                Some(_) => {}
                None => break,
            }
        }
        // More corners than anybody draws: no line, as if it were closed.
        self.is_closed |= self.points.len() >= MOST;
        self.points.extend(last.filter(|_| !self.is_closed));
        Ok(())
    }

    fn way(self) -> Option<Way> {
        let Self { points, size: (width, height), .. } = self;
        let is_line = self.paths == 1 && self.moves == 1 && !self.is_closed && points.len() > 1;
        // A path that comes back to its start is closed without saying so.
        if !is_line || points.first() == points.last() {
            return None;
        }
        let part = |at: f64, of: f64| if of > 0.0 { at / of } else { 0.0 };
        let points = points.into_iter().map(|(x, y)| (part(x, width), part(y, height))).collect();
        Some(Way { points, is_straight: !self.is_curved, heads: None })
    }
}
