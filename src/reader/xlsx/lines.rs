//! Widths of columns and heights of rows, for the drawings that lie on them.
//!
//! In: the sizes a sheet part holds. Out: the edges in English Metric Units, as far as any line has a size of its own.

use super::super::drawing::GridLines;
use super::super::xml::Element;

/// EMU of a pixel of 96 to the inch.
const PIXEL: i64 = 9_525;
/// EMU of a point of 72 to the inch.
const POINT: f64 = 12_700.0;
/// Pixels of the widest digit of the standard font, Calibri 11.
const DIGIT: f64 = 7.0;
/// Points of a row without any height, and the most a row can have.
const HEIGHT: f64 = 15.0;
const MOST_HEIGHT: f64 = 409.5;
/// Characters of a column without any width, and the most a column can have.
const WIDTH: i64 = 8;
const MOST_WIDTH: f64 = 255.0;

/// The sizes of a sheet.
#[derive(Debug, Default)]
pub(super) struct Lines {
    defaults: Defaults,
    /// First and last column with their width, in order.
    columns: Vec<(u32, u32, Option<i64>)>,
    /// Rows with their height.
    rows: Vec<(u32, Option<i64>)>,
}

/// Sizes of lines without one of their own, in EMU.
#[derive(Debug)]
struct Defaults {
    width: i64,
    height: i64,
}

impl Default for Defaults {
    fn default() -> Self {
        Self { width: base_width(WIDTH), height: points(HEIGHT) }
    }
}

impl Lines {
    /// `sheetFormatPr` (18.3.1.81).
    pub(super) fn set_defaults(&mut self, element: &Element<'_>) {
        let size = |name| element.attribute(name).and_then(|size| size.trim().parse::<f64>().ok());
        let base = element.number("baseColWidth").unwrap_or(WIDTH).clamp(0, MOST_WIDTH as i64);
        self.defaults.width = size("defaultColWidth").map_or_else(|| base_width(base), characters);
        self.defaults.height = points(size("defaultRowHeight").unwrap_or(HEIGHT));
        if element.is_on("zeroHeight") {
            self.defaults.height = 0;
        }
    }

    /// Takes the width of some columns; false when they are not behind those before.
    pub(super) fn columns(&mut self, first: u32, last: u32, element: &Element<'_>) -> bool {
        if self.columns.last().is_some_and(|before| before.1 >= first) {
            return false;
        }
        let width = element.attribute("width").and_then(|width| width.trim().parse().ok()).map(characters);
        self.columns.push((first, last, if element.is_on("hidden") { Some(0) } else { width }));
        true
    }

    /// Takes the height of a row, in points.
    pub(super) fn row(&mut self, row: u32, height: Option<f64>, is_hidden: bool) {
        let height = if is_hidden { Some(0) } else { height.map(points) };
        // Rows that are listed are shown, even where the others are not.
        let height = height.or_else(|| (self.defaults.height == 0).then(|| points(HEIGHT)));
        if height.is_some() {
            self.rows.push((row, height));
        }
    }

    /// The edges of all lines up to the last one with a size of its own.
    pub(super) fn edges(&self) -> GridLines {
        let Defaults { width, height } = self.defaults;
        let columns = self.columns.iter().map(|&(first, last, own)| (first, last, own.unwrap_or(width)));
        let mut rows: Vec<_> = self.rows.iter().map(|&(row, own)| (row, row, own.unwrap_or(height))).collect();
        rows.sort_by_key(|row| row.0);
        rows.dedup_by_key(|row| row.0);
        GridLines {
            columns: sums(columns, width),
            rows: sums(rows.into_iter(), height),
            column_width: width,
            row_height: height,
        }
    }
}

/// The edges of lines of which some have sizes of their own; those are in order.
fn sums(own: impl Iterator<Item = (u32, u32, i64)>, size: i64) -> Vec<i64> {
    let mut edges = vec![0];
    let mut edge = 0;
    for (first, last, own) in own {
        while edges.len() <= first as usize {
            edge += size;
            edges.push(edge);
        }
        for _ in first..=last {
            edge += own;
            edges.push(edge);
        }
    }
    edges
}

/// EMU of a width in characters of the standard font (18.3.1.13).
fn characters(width: f64) -> i64 {
    let width = if width.is_finite() { width.clamp(0.0, MOST_WIDTH) } else { 0.0 };
    let pixels = (256.0 * width + (128.0 / DIGIT).trunc()) / 256.0 * DIGIT;
    pixels.trunc() as i64 * PIXEL
}

/// EMU of a column of `base` characters with its margins and grid line: a multiple of 8 pixels.
fn base_width(base: i64) -> i64 {
    let pixels = base * DIGIT as i64 + 5;
    (pixels + 7) / 8 * 8 * PIXEL
}

fn points(height: f64) -> i64 {
    let height = if height.is_finite() { height.clamp(0.0, MOST_HEIGHT) } else { 0.0 };
    (height * POINT).round() as i64
}
