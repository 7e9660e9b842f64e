//! Writes a picture.
//!
//! In: what is shown, how arrows run and where everything is. Out: SVG. Lines first, then symbols over them, then captions.

use std::fmt::Write as _;

use super::layout::{HEADING, LINE, Layout, MARGIN, PAD, SIZE, SMALL, SMALL_LINE, mark_height, mark_lines};
use super::route::{Entry, Route, Routes, Run, Side};
use super::text::{escaped, width, wrapped};
use super::{Faults, Picture};
use crate::engine::portrait::flow::{Flowchart, Goal, Row, Way};
use crate::sop::Language;
use crate::sop::model::StepKind;

/// Pixels to the millimetre.
const PER_MM: f64 = 96.0 / 25.4;
const STYLE: &str = "\
text{font-family:Arial,'Liberation Sans',Arimo,Helvetica,sans-serif;font-size:9.5px;fill:#000}\
.small{font-size:8.5px}.bold{font-weight:bold}.mid{text-anchor:middle}.end{text-anchor:end}\
.grid{fill:none;stroke:#808080;stroke-width:.7}.head{fill:#e6e6e6;stroke:#808080;stroke-width:.7}\
.shape{fill:#fff;stroke:#000;stroke-width:1.2}.way{fill:none;stroke:#000;stroke-width:1.1}\
.order{stroke-dasharray:5 2.5}.unsure{stroke-dasharray:3 2}.tip{fill:#000}.under{fill:#fff}\
.bad{stroke:#c00000;stroke-width:2.4}.tip.bad{fill:#c00000;stroke:none}";

/// The picture.
pub(super) fn draw(picture: &Picture<'_>, chart: &Flowchart, routes: &Routes, layout: &Layout) -> String {
    let notes = notes(picture, chart, layout);
    let height = layout.bottom() + 8.0 + notes.len() as f64 * SMALL_LINE + MARGIN;
    let mut canvas = Canvas { out: String::new(), layout, faults: picture.faults };
    canvas.open(picture, chart, height);
    canvas.title();
    canvas.table(picture, chart);
    for row in 0..chart.rows.len() {
        canvas.cells(chart, row);
    }
    for (at, row) in chart.rows.iter().enumerate() {
        canvas.joined(row, at);
    }
    let mut captions = String::new();
    for (way, route) in chart.ways.iter().zip(&routes.routes) {
        canvas.way(way, route, &mut captions);
    }
    for (at, row) in chart.rows.iter().enumerate() {
        canvas.symbols(row, at);
    }
    canvas.out += &captions;
    for (at, note) in notes.iter().enumerate() {
        let y = layout.bottom() + 8.0 + (at + 1) as f64 * SMALL_LINE;
        canvas.text(MARGIN, y, "small", note);
    }
    canvas.out += "</svg>\n";
    canvas.out
}

/// What stands below the picture: what lines mean, and what was not understood.
fn notes(picture: &Picture<'_>, chart: &Flowchart, layout: &Layout) -> Vec<String> {
    let mut notes = Vec::new();
    if chart.rows.is_empty() {
        notes.push(picture.say("tidak ada langkah yang ditemukan", "no steps were found"));
    }
    if chart.ways.iter().any(|way| !way.is_written) {
        notes.push(picture.say(
            "Garis putus-putus: alur menurut urutan langkah, tidak tertulis.",
            "Dashed lines: the way given by the order of the steps, not written.",
        ));
    }
    if chart.ways.iter().any(|way| matches!(way.to, Goal::Lost(_))) {
        notes.push(picture.say(
            "Tanda tanya: arah alir yang tidak menuju satu langkah yang pasti.",
            "Question marks: ways that lead to no certain step.",
        ));
    }
    if chart.rows.iter().any(|row| row.is_unsure) {
        notes.push(picture.say(
            "Bentuk bergaris putus-putus: jenis langkah tidak pasti.",
            "Dashed shapes: the kind of the step is not certain.",
        ));
    }
    if chart.is_cut {
        notes.push(picture.say(
            "Terlalu besar untuk digambar seluruhnya: sebagian arah alir atau pelaksana tidak digambar sendiri.",
            "Too large to be drawn whole: some ways or actors are not drawn on their own.",
        ));
    }
    if !chart.is_whole {
        notes.push(picture.say(
            "Tidak semua bagian dokumen terbaca; gambar ini mungkin tidak lengkap (lihat `soplint inspect`).",
            "Not all of the document was read; this picture may lack parts (see `soplint inspect`).",
        ));
    }
    notes.iter().flat_map(|note| wrapped(note, SMALL, layout.width - 2.0 * MARGIN)).collect()
}

/// A description in words, for those who cannot see the picture.
fn description(picture: &Picture<'_>, chart: &Flowchart) -> String {
    let (lanes, rows, ways) = (chart.lanes.len(), chart.rows.len(), chart.ways.len());
    let names = chart.lanes.join("; ");
    match picture.language {
        Language::Id => {
            format!("Diagram alir dengan {rows} langkah, {ways} arah alir, dan {lanes} lajur pelaksana: {names}.")
        }
        Language::En => {
            format!("Flowchart with {rows} steps, {ways} ways from step to step and {lanes} lanes of actors: {names}.")
        }
    }
}

/// A number as it is written: one decimal at most, so that all machines write the same.
fn n(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

struct Canvas<'l> {
    out: String,
    layout: &'l Layout,
    faults: &'l Faults,
}

impl Canvas<'_> {
    fn push(&mut self, markup: std::fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.out.write_fmt(markup);
        self.out.push('\n');
    }

    fn open(&mut self, picture: &Picture<'_>, chart: &Flowchart, height: f64) {
        let width = self.layout.width;
        self.push(format_args!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" width="{}mm" height="{}mm" viewBox="0 0 {} {}" role="img" aria-labelledby="t d">"#,
            n(width / PER_MM),
            n(height / PER_MM),
            n(width),
            n(height)
        ));
        let title = picture.portrait.title.as_str();
        let title = if title.trim().is_empty() { picture.say("Diagram alir", "Flowchart") } else { title };
        self.push(format_args!(r#"<title id="t">{}</title>"#, escaped(title)));
        self.push(format_args!(r#"<desc id="d">{}</desc>"#, escaped(&description(picture, chart))));
        self.push(format_args!("<style>{STYLE}</style>"));
        self.push(format_args!(r##"<rect width="100%" height="100%" fill="#fff"/>"##));
    }

    fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        self.push(format_args!(r#"<text x="{}" y="{}" class="{class}">{}</text>"#, n(x), n(y), escaped(text)));
    }

    fn rect(&mut self, class: &str, left: f64, top: f64, right: f64, bottom: f64) {
        let (width, height) = (n(right - left), n(bottom - top));
        self.push(format_args!(
            r#"<rect x="{}" y="{}" width="{width}" height="{height}" class="{class}"/>"#,
            n(left),
            n(top)
        ));
    }

    fn title(&mut self) {
        let mut y = MARGIN;
        for (line, size) in &self.layout.title {
            y += size * 1.35;
            let weight = if *size > SIZE { "bold" } else { "normal" };
            self.push(format_args!(
                r#"<text x="{}" y="{}" style="font-size:{}px;font-weight:{weight}">{}</text>"#,
                n(MARGIN),
                n(y - size * 0.35),
                n(*size),
                escaped(line)
            ));
        }
    }

    /// The headers, and the borders of columns and lanes.
    fn table(&mut self, picture: &Picture<'_>, chart: &Flowchart) {
        let layout = self.layout;
        let (columns, top, middle, body) = (&layout.columns, layout.top, layout.lane_top, layout.body_top);
        let names = &layout.names;
        for (at, name) in [(0, &names[0]), (1, &names[1]), (6, &names[6])] {
            if columns[at] < columns[at + 1] {
                self.header(name, columns[at], top, columns[at + 1], body);
            }
        }
        if !chart.lanes.is_empty() {
            self.header(&names[2], columns[2], top, columns[3], middle);
        }
        self.header(picture.say("Mutu Baku", "Quality Standards"), columns[3], top, columns[6], middle);
        for at in [3, 4, 5] {
            self.header(&names[at], columns[at], middle, columns[at + 1], body);
        }
        for (at, lines) in layout.lane_names.iter().enumerate().take(chart.lanes.len()) {
            let (left, right) = (layout.borders[at], layout.borders[at + 1]);
            self.rect("head", left, middle, right, body);
            self.lines(lines, (left + right) / 2.0, (middle + body) / 2.0, "small mid");
        }
        let bottom = layout.bottom();
        let edges = columns.iter().chain(&layout.borders);
        for &x in edges {
            let x = n(x);
            self.push(format_args!(r#"<path d="M{x} {}V{}" class="grid"/>"#, n(body), n(bottom)));
        }
    }

    fn header(&mut self, name: &str, left: f64, top: f64, right: f64, bottom: f64) {
        self.rect("head", left, top, right, bottom);
        let lines = wrapped(name, SMALL, right - left - 2.0 * PAD);
        self.lines(&lines, (left + right) / 2.0, (top + bottom) / 2.0, "small bold mid");
    }

    /// Small lines around a middle.
    fn lines(&mut self, lines: &[String], x: f64, middle: f64, class: &str) {
        let first = middle - (lines.len() as f64 - 1.0) * SMALL_LINE / 2.0 + SMALL * 0.35;
        for (at, line) in lines.iter().enumerate() {
            self.text(x, first + at as f64 * SMALL_LINE, class, line);
        }
    }

    /// The border below a row, its heading and its texts.
    fn cells(&mut self, chart: &Flowchart, at: usize) {
        let (layout, row) = (self.layout, &self.layout.rows[at]);
        let (columns, last) = (&layout.columns, layout.columns[7]);
        self.push(format_args!(r#"<path d="M{} {}H{}" class="grid"/>"#, n(columns[0]), n(row.bottom), n(last)));
        let mut top = row.top;
        if let Some(heading) = &chart.rows[at].heading {
            self.rect("head", columns[0], top, last, top + HEADING);
            let line = wrapped(heading, SIZE, last - columns[0] - 2.0 * PAD);
            self.text(columns[0] + PAD, top + HEADING - 5.0, "bold", line.first().map_or("", String::as_str));
            top += HEADING;
        }
        for (cell, column) in row.cells.iter().zip([0, 1, 3, 4, 5, 6]) {
            let first = (top + row.bottom) / 2.0 - (cell.len() as f64 - 1.0) * LINE / 2.0 + SIZE * 0.35;
            let (x, class) = match column {
                0 => ((columns[0] + columns[1]) / 2.0, "mid"),
                _ => (columns[column] + PAD, "cell"),
            };
            for (at, line) in cell.iter().enumerate() {
                self.text(x + line.indent, first + at as f64 * LINE, class, &line.text);
            }
        }
    }

    /// The line between the symbols of a step that several actors do.
    fn joined(&mut self, row: &Row, at: usize) {
        let (first, last) = (row.first_lane(), row.last_lane());
        if let (Some(from), Some(to), true) = (self.layout.lanes.get(first), self.layout.lanes.get(last), first < last)
        {
            let class = if self.faults.steps.contains(&at) { "way bad" } else { "way" };
            let y = n(self.layout.rows[at].middle);
            self.push(format_args!(r#"<path d="M{} {y}H{}" class="{class}"/>"#, n(*from), n(*to)));
        }
    }

    fn symbols(&mut self, row: &Row, at: usize) {
        let (y, half) = (self.layout.rows[at].middle, self.layout.rows[at].half);
        let wide = self.layout.symbol / 2.0;
        let bad = if self.faults.steps.contains(&at) { " bad" } else { "" };
        let unsure = if row.is_unsure { " unsure" } else { "" };
        let class = format!("shape{unsure}{bad}");
        for &lane in &row.lanes {
            let Some(&x) = self.layout.lanes.get(lane) else { continue };
            let (left, right, top, bottom) = (x - wide, x + wide, y - half, y + half);
            match row.kind {
                StepKind::Decision => {
                    let (x, y) = (n(x), n(y));
                    self.push(format_args!(
                        r#"<path d="M{} {y}L{x} {}L{} {y}L{x} {}Z" class="{class}"/>"#,
                        n(left),
                        n(top),
                        n(right),
                        n(bottom)
                    ));
                }
                StepKind::Start | StepKind::End => self.push(format_args!(
                    r#"<rect x="{}" y="{}" width="{}" height="{}" rx="{}" class="{class}"/>"#,
                    n(left),
                    n(top),
                    n(right - left),
                    n(bottom - top),
                    n(half)
                )),
                StepKind::Task | StepKind::Subprocess => self.rect(&class, left, top, right, bottom),
            }
            if row.kind == StepKind::Subprocess {
                for side in [left + 5.0, right - 5.0] {
                    self.push(format_args!(r#"<path d="M{} {}V{}" class="{class}"/>"#, n(side), n(top), n(bottom)));
                }
            }
            if width(&row.number, SIZE) < 1.2 * wide {
                self.text(x, y + SIZE * 0.35, "mid", &row.number);
            }
        }
    }

    /// An arrow, and in `captions` what stands beside its begin.
    fn way(&mut self, way: &Way, route: &Route, captions: &mut String) {
        let Some(corner) = self.port(way.from, route.from_lane, route.exit) else { return };
        let (mut path, start) = self.begin(way.from, route, corner);
        match (&route.run, &way.to) {
            (Run::Down { lane, track }, Goal::Row(to)) => {
                let Some(end) = self.top_of(*to, *lane) else { return };
                if start.0 != end.0 {
                    let y = self.layout.track_y(*to, *track);
                    path.extend([(start.0, y), (end.0, y)]);
                }
                path.push(end);
            }
            (Run::Along { gutter, track, out, lane, entry }, Goal::Row(to)) => {
                let x = self.layout.track_x(*gutter, *track);
                if let Some(out) = out {
                    let y = self.layout.track_y(way.from + 1, *out);
                    path.push((start.0, y));
                    path.push((x, y));
                } else {
                    path.push((x, start.1));
                }
                let side = if gutter.is_left { Side::Left } else { Side::Right };
                let end = match entry {
                    Entry::Side => self.port(*to, *lane, side),
                    Entry::Top(_) => self.top_of(*to, *lane),
                };
                let Some(end) = end else { return };
                match entry {
                    Entry::Side => path.push((x, end.1)),
                    Entry::Top(track) => {
                        let y = self.layout.track_y(*to, *track);
                        path.extend([(x, y), (end.0, y)]);
                    }
                }
                path.push(end);
            }
            (_, Goal::Out(text) | Goal::Lost(text)) => path.push(self.mark(way, route, text)),
            (Run::Mark, Goal::Row(_)) => return,
        }
        self.arrow(&path, way);
        caption(&way.caption, start, route.exit, captions);
    }

    /// The first piece of a way, and where its own begins: below the first of those that leave by the same side.
    fn begin(&self, row: usize, route: &Route, corner: (f64, f64)) -> (Vec<(f64, f64)>, (f64, f64)) {
        const AWAY: f64 = 5.0;
        let away = match route.exit {
            Side::Left => -AWAY,
            Side::Right => AWAY,
            Side::Bottom => 0.0,
        };
        if route.lift == 0 || away == 0.0 {
            return (vec![corner], corner);
        }
        let beside = (corner.0 + away, corner.1);
        let start = (beside.0, corner.1 + self.layout.rows[row].lift * route.lift as f64);
        (vec![corner, beside, start], start)
    }

    /// Draws what stands where a way leaves the procedure or leads nowhere; where its arrow ends.
    fn mark(&mut self, way: &Way, route: &Route, text: &str) -> (f64, f64) {
        let row = &self.layout.rows[way.from];
        let (x, room) = self.layout.mark(route);
        let is_lost = matches!(way.to, Goal::Lost(_));
        let shown = if is_lost { format!("? {text}") } else { text.to_owned() };
        let lines = mark_lines(&shown, room);
        let half = (mark_height(lines.len()) / 2.0, room / 2.0);
        let bad = if self.faults.edges.contains(&way.edge) { " bad" } else { "" };
        let unsure = if is_lost { " unsure" } else { "" };
        let y = row.middle + row.lift * route.lift as f64;
        self.push(format_args!(
            r#"<rect x="{}" y="{}" width="{}" height="{}" rx="9" class="shape{unsure}{bad}"/>"#,
            n(x - half.1),
            n(y - half.0),
            n(room),
            n(2.0 * half.0)
        ));
        self.lines(&lines, x, y, "small mid");
        match route.exit {
            Side::Left => (x + half.1, y),
            Side::Right | Side::Bottom => (x - half.1, y),
        }
    }

    fn arrow(&mut self, path: &[(f64, f64)], way: &Way) {
        let bad = if self.faults.edges.contains(&way.edge) { " bad" } else { "" };
        let order = if way.is_written { "" } else { " order" };
        let points: Vec<String> = path.iter().map(|&(x, y)| format!("{} {}", n(x), n(y))).collect();
        self.push(format_args!(r#"<path d="M{}" class="way{order}{bad}"/>"#, points.join("L")));
        if let [.., (from_x, from_y), (x, y)] = path {
            // The head looks along the last piece, which is level or upright.
            let (along, across) = (6.0, 2.8);
            let (dx, dy) =
                ((x - from_x).signum() * f64::from(from_x != x), (y - from_y).signum() * f64::from(from_y != y));
            let (back_x, back_y) = (x - dx * along, y - dy * along);
            let corner = |sign: f64| format!("{} {}", n(back_x + sign * dy * across), n(back_y + sign * dx * across));
            self.push(format_args!(
                r#"<path d="M{} {}L{}L{}Z" class="tip{bad}"/>"#,
                n(*x),
                n(*y),
                corner(1.0),
                corner(-1.0)
            ));
        }
    }

    /// Where a side of a symbol is.
    fn port(&self, row: usize, lane: usize, side: Side) -> Option<(f64, f64)> {
        let (row, x) = (self.layout.rows.get(row)?, *self.layout.lanes.get(lane)?);
        let wide = self.layout.symbol / 2.0;
        Some(match side {
            Side::Left => (x - wide, row.middle),
            Side::Right => (x + wide, row.middle),
            Side::Bottom => (x, row.middle + row.half),
        })
    }

    fn top_of(&self, row: usize, lane: usize) -> Option<(f64, f64)> {
        let (row, x) = (self.layout.rows.get(row)?, *self.layout.lanes.get(lane)?);
        Some((x, row.middle - row.half))
    }
}

/// Writes a caption beside the begin of a way, on white, so that lines do not run through it.
fn caption(text: &str, (x, y): (f64, f64), exit: Side, captions: &mut String) {
    if text.trim().is_empty() {
        return;
    }
    let long = width(text, SMALL);
    let (left, base) = match exit {
        Side::Left => (x - 3.0 - long, y - 3.0),
        Side::Right => (x + 3.0, y - 3.0),
        Side::Bottom => (x + 4.0, y + 8.0),
    };
    let _ = writeln!(
        captions,
        r#"<rect x="{}" y="{}" width="{}" height="8.5" class="under"/><text x="{}" y="{}" class="small">{}</text>"#,
        n(left - 1.0),
        n(base - 7.0),
        n(long + 2.0),
        n(left),
        n(base),
        escaped(text)
    );
}
