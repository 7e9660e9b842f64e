//! What drawings are understood as: one behaviour per case, on a table of four steps and two lanes.
//!
//! Columns and rows are a hundred units wide and high: a symbol in lane 2 beside step 3 has its middle at 350, 450.

use crate::document::drawing::{Connector, Drawing, End, Form, Frame, Heads, Shape, ShapeId, Touch};
use crate::document::{Document as Neutral, NodeId, NodeKind};
use crate::sop::model::{Document, EdgeHow, Step, StepKind, SymbolForm};
use crate::sop::understand::grid::tests::Sheet;
use crate::sop::value::{Parsed, State};
use crate::sop::{RemarkKind, Sop, Vocabulary};
use crate::source::{Span, SpannedText};

const TABLE: &str = "
No | Kegiatan        | Pelaksana | <          | Mutu Baku   | <       | <
^  | ^               | Staf      | Sekretaris | Kelengkapan | Waktu   | Output
1  | Mencatat surat  |           |            | Surat       | 5 menit | Agenda
2  | Memeriksa surat |           |            | Agenda      | 1 jam   | Catatan
3  | Mengirim surat  |           |            | Catatan     | 1 hari  | Bukti kirim
4  | Menyimpan surat |           |            | Bukti kirim | 1 jam   | Arsip
";

/// Rows of the grid above the first step.
const ABOVE: i64 = 2;

/// A drawing in the making: forms with their texts, and connectors.
#[derive(Default)]
struct Chart {
    shapes: Vec<(Form, Frame, &'static str)>,
    wires: Vec<(Touch, Touch, Heads)>,
    rows_are_estimated: bool,
    /// Another table than the usual one.
    table: Option<&'static str>,
    /// What is typed into cells of the lanes: step and lane, from 1, and the text.
    typed: Vec<(usize, usize, &'static str)>,
}

impl Chart {
    /// Adds a symbol in a lane, from 1, beside a step, from 1.
    fn symbol(&mut self, form: Form, lane: i64, step: i64) -> ShapeId {
        let (x, y) = (100 + lane * 100, (ABOVE + step - 1) * 100);
        self.shape(form, Frame { left: x + 20, top: y + 20, right: x + 80, bottom: y + 80 }, "")
    }

    fn shape(&mut self, form: Form, frame: Frame, text: &'static str) -> ShapeId {
        self.shapes.push((form, frame, text));
        ShapeId(self.shapes.len() as u32 - 1)
    }

    /// Joins two shapes by a glued arrow.
    fn arrow(&mut self, from: ShapeId, to: ShapeId) {
        self.wires.push((Touch::Glued(from), Touch::Glued(to), Heads::One));
    }

    /// Four boxes below each other, the second a decision with ways to 3 and 1.
    fn usual() -> (Self, [ShapeId; 4]) {
        let mut chart = Self::default();
        let start = chart.symbol(Form::Terminator, 1, 1);
        let decision = chart.symbol(Form::Decision, 2, 2);
        let task = chart.symbol(Form::Process, 1, 3);
        let end = chart.symbol(Form::Terminator, 1, 4);
        for (from, to) in [(start, decision), (decision, task), (decision, start), (task, end)] {
            chart.arrow(from, to);
        }
        (chart, [start, decision, task, end])
    }

    fn end(&self, touches: Touch, is_start: bool) -> End {
        let frame = touches.shape().map_or_else(Frame::default, |shape| self.shapes[shape.0 as usize].1);
        let (x, _) = frame.centre();
        End { x, y: if is_start { frame.bottom } else { frame.top }, touches }
    }

    fn table(&self) -> String {
        let table = self.table.unwrap_or(TABLE);
        let mut rows: Vec<Vec<&str>> = table.trim().lines().map(|row| row.split('|').collect()).collect();
        for &(step, lane, text) in &self.typed {
            rows[ABOVE as usize + step - 1][1 + lane] = text;
        }
        rows.iter().map(|row| row.join("|")).collect::<Vec<_>>().join("\n")
    }

    fn read(&self, check: impl FnOnce(&Sop<'_>)) {
        let mut sheet = Sheet::new(&self.table());
        let texts: Vec<Span> = self.shapes.iter().map(|(.., text)| sheet.write(text)).collect();
        let wires: Vec<Span> = self.wires.iter().map(|_| sheet.write("Connector")).collect();
        let mut document = Neutral::new(&sheet.view, 16);
        sheet.add_to(&mut document);
        let grid = document.children(document.root()).next();
        let shapes = self.shapes.iter().zip(&texts).map(|((form, frame, _), span)| {
            let text = SpannedText::verbatim(&sheet.view[span.range()], span.start as usize);
            Shape { node: document.leaf(NodeKind::Shape, text, *span), form: form.clone(), frame: *frame }
        });
        let shapes: Vec<Shape> = shapes.collect();
        let connectors = self.wires.iter().zip(&wires).map(|((from, to, heads), span)| {
            let node: NodeId = document.leaf(NodeKind::Shape, SpannedText::nothing(*span), *span);
            Connector { node, from: self.end(*from, true), to: self.end(*to, false), heads: *heads }
        });
        let connectors: Vec<Connector> = connectors.collect();
        let edges = |count: i64| (0..=count).map(|at| at * 100).collect::<Vec<i64>>();
        let (columns, rows) = (edges(10), edges(8));
        document.draw(Drawing { grid, columns, rows, rows_are_sure: !self.rows_are_estimated, shapes, connectors });
        document.close(sheet.view.len() as u32);
        let vocabulary = Vocabulary::shipped().expect("the shipped vocabulary");
        check(&crate::sop::understand(&document, &vocabulary));
    }
}

fn edges(sop: &Sop<'_>) -> Vec<String> {
    let edge = |edge: &crate::sop::model::Edge<'_>| {
        let to = edge.to.element().map_or("end".to_owned(), |to| (to + 1).to_string());
        let label = edge.label.as_str();
        format!("{} {to} {label}", edge.from.element().map_or(0, |from| from + 1)).trim_end().to_owned()
    };
    sop.document.edges.items.iter().map(edge).collect()
}

fn actors<'s>(step: &'s Step<'_>) -> Vec<&'s str> {
    step.actor_names.items.iter().map(|name| name.as_str()).collect()
}

fn kinds(document: &Document<'_>) -> Vec<Option<StepKind>> {
    document.steps.items.iter().map(|step| step.kind.code().and_then(StepKind::from_code)).collect()
}

fn has(sop: &Sop<'_>, kind: &RemarkKind) -> bool {
    sop.remarks.iter().any(|remark| remark.kind == *kind)
}

#[test]
fn columns_are_actors_rows_are_steps_and_arrows_are_ways() {
    let (chart, _) = Chart::usual();
    chart.read(|sop| {
        let steps = &sop.document.steps.items;
        assert_eq!(steps.iter().map(actors).collect::<Vec<_>>(), [["Staf"], ["Sekretaris"], ["Staf"], ["Staf"]]);
        let decided = [StepKind::Start, StepKind::Decision, StepKind::Task, StepKind::End].map(Some);
        assert_eq!(kinds(&sop.document), decided);
        assert_eq!(edges(sop), ["1 2", "2 3", "2 1", "3 4"]);
        assert!(sop.document.edges.items.iter().all(|edge| edge.how.code() == Some(EdgeHow::Drawn.code())));
        assert!(sop.flow.readable && sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
}

#[test]
fn a_caption_belongs_to_the_arrow_it_is_nearest_to() {
    let (mut chart, _) = Chart::usual();
    // Both arrows leave the decision at its lower side; only the first goes down.
    chart.wires.remove(2);
    chart.shape(Form::Text, Frame { left: 360, top: 390, right: 390, bottom: 400 }, "Ya");
    chart.read(|sop| assert_eq!(edges(sop)[1], "2 3 Ya"));
}

/// A caption as near to the way down as to the way back.
const BETWEEN: Frame = Frame { left: 360, top: 360, right: 390, bottom: 370 };

fn labels(sop: &Sop<'_>) -> Vec<State> {
    sop.document.steps.items[1].branches.items.iter().map(|edge| edge.label.state).collect()
}

#[test]
fn a_caption_as_near_to_another_arrow_is_told_and_read_for_none() {
    let (mut chart, _) = Chart::usual();
    chart.shape(Form::Text, BETWEEN, "Ya");
    chart.read(|sop| {
        assert_eq!(labels(sop), [State::Unreadable; 2]);
        assert!(has(sop, &RemarkKind::UnsureCaption { text: "Ya".to_owned() }), "{:?}", sop.remarks);
    });
}

#[test]
fn a_caption_between_arrows_belongs_to_the_one_that_has_no_other() {
    let (mut chart, _) = Chart::usual();
    chart.shape(Form::Text, BETWEEN, "Ya");
    chart.shape(Form::Text, Frame { left: 360, top: 280, right: 390, bottom: 300 }, "Tidak");
    chart.read(|sop| {
        assert_eq!(edges(sop)[1..3], ["2 3 Ya", "2 1 Tidak"]);
        assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
}

#[test]
fn answers_typed_into_cells_of_lanes_are_captions() {
    let (mut chart, _) = Chart::usual();
    chart.typed = vec![(2, 1, "Tidak"), (3, 2, "Ya")];
    chart.read(|sop| {
        assert_eq!(edges(sop)[1..3], ["2 3 Ya", "2 1 Tidak"]);
        let acting = |step: usize| actors(&sop.document.steps.items[step]);
        assert_eq!((acting(1), acting(2)), (vec!["Sekretaris"], vec!["Staf"]), "a caption is nobody's work");
        assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
        let typed = &sop.document.steps.items[1].branches.items[0].label;
        assert_eq!(&sop.view[typed.span().range()], "Ya");
    });
}

#[test]
fn an_answer_in_the_cell_of_its_decision_may_belong_to_any_arrow() {
    let (mut chart, _) = Chart::usual();
    chart.typed = vec![(2, 2, "Ya")];
    chart.read(|sop| {
        assert_eq!(labels(sop), [State::Unreadable; 2]);
        assert!(has(sop, &RemarkKind::UnsureCaption { text: "Ya".to_owned() }));
    });
}

#[test]
fn a_box_over_two_lanes_is_joint_work() {
    let (mut chart, [.., task, _]) = Chart::usual();
    chart.shapes[task.0 as usize].1 = Frame { left: 220, top: 420, right: 380, bottom: 480 };
    chart.read(|sop| assert_eq!(actors(&sop.document.steps.items[2]), ["Staf", "Sekretaris"]));
}

#[test]
fn a_box_without_an_arrow_leads_nowhere() {
    let (mut chart, _) = Chart::usual();
    chart.wires.pop();
    chart.read(|sop| {
        assert_eq!(edges(sop), ["1 2", "2 3", "2 1"]);
        assert!(sop.flow.readable && !sop.flow.can_finish[2]);
    });
}

#[test]
fn an_arrow_that_ends_nowhere_is_said_and_decides_nothing() {
    let (mut chart, _) = Chart::usual();
    chart.wires[3].1 = Touch::Nothing;
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::UnsureArrow));
        assert!(!sop.flow.readable);
        assert_eq!(sop.document.steps.items[2].branches.state, State::Unreadable);
    });
}

#[test]
fn an_arrow_that_starts_nowhere_may_be_that_of_a_step_without_one() {
    let (mut chart, _) = Chart::usual();
    chart.wires[3].0 = Touch::Nothing;
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::UnsureArrow));
        assert_eq!(sop.document.steps.items[2].branches.state, State::Unreadable);
        assert!(sop.document.steps.items[0].branches.is_whole(), "the ways of other steps are sure");
    });
}

#[test]
fn a_pair_of_pentagons_is_one_arrow() {
    let (mut chart, [_, decision, task, _]) = Chart::usual();
    let leaves = chart.shape(Form::OffPage, Frame { left: 330, top: 385, right: 370, bottom: 395 }, "");
    let arrives = chart.shape(Form::OffPage, Frame { left: 330, top: 405, right: 370, bottom: 415 }, "");
    chart.wires.retain(|wire| *wire != (Touch::Glued(decision), Touch::Glued(task), Heads::One));
    chart.arrow(decision, leaves);
    chart.arrow(arrives, task);
    chart.read(|sop| {
        let mut found = edges(sop);
        found.sort();
        assert_eq!(found, ["1 2", "2 1", "2 3", "3 4"]);
        assert_eq!(actors(&sop.document.steps.items[2]), ["Staf"], "a pentagon is nobody's work");
    });
}

#[test]
fn a_capsule_beside_a_decision_is_a_way_out() {
    let (mut chart, [start, decision, ..]) = Chart::usual();
    let end = chart.symbol(Form::Terminator, 1, 2);
    chart.wires.retain(|wire| *wire != (Touch::Glued(decision), Touch::Glued(start), Heads::One));
    chart.arrow(decision, end);
    chart.read(|sop| {
        assert_eq!(edges(sop), ["1 2", "2 3", "2 end", "3 4"]);
        assert_eq!(actors(&sop.document.steps.items[1]), ["Sekretaris"]);
    });
}

#[test]
fn an_arrow_to_a_later_step_goes_there() {
    let (mut chart, [start, .., end]) = Chart::usual();
    chart.wires[0] = (Touch::Glued(start), Touch::Glued(end), Heads::One);
    chart.read(|sop| {
        assert_eq!(edges(sop)[0], "1 4");
        assert_eq!(sop.document.steps.items[0].goes_to.items[0].as_str(), "4");
    });
}

#[test]
fn a_chart_that_is_a_picture_is_not_read_and_not_missing() {
    let mut chart = Chart::default();
    chart.shape(Form::Picture, Frame { left: 200, top: 200, right: 400, bottom: 600 }, "");
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::ChartIsPicture));
        assert!(!sop.flow.readable);
        assert!(sop.document.steps.items.iter().all(|step| step.actors.state == State::Unreadable));
    });
}

#[test]
fn a_picture_in_a_lane_is_a_symbol() {
    let (mut chart, [.., task, _]) = Chart::usual();
    chart.shapes[task.0 as usize].0 = Form::Picture;
    chart.read(|sop| {
        assert_eq!(actors(&sop.document.steps.items[2]), ["Staf"]);
        assert!(sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
}

#[test]
fn a_symbol_beside_no_step_is_said() {
    let (mut chart, [_, decision, ..]) = Chart::usual();
    let lost = chart.shape(Form::Process, Frame { left: 900, top: 320, right: 960, bottom: 380 }, "");
    chart.arrow(decision, lost);
    chart.read(|sop| assert!(has(sop, &RemarkKind::UnplacedShape)));
}

#[test]
fn without_any_arrow_nothing_is_said_of_the_flow() {
    let (mut chart, _) = Chart::usual();
    chart.wires.clear();
    chart.read(|sop| {
        assert!(!sop.flow.readable);
        assert_eq!(actors(&sop.document.steps.items[1]), ["Sekretaris"]);
    });
}

#[test]
fn an_answer_in_a_box_is_a_caption_and_nobodys_work() {
    let (mut chart, _) = Chart::usual();
    chart.wires.remove(2);
    chart.shape(Form::Process, Frame { left: 310, top: 385, right: 345, bottom: 398 }, "Lengkap");
    chart.read(|sop| {
        assert_eq!(edges(sop)[1], "2 3 Lengkap");
        assert_eq!(actors(&sop.document.steps.items[1]), ["Sekretaris"]);
    });
}

#[test]
fn a_circle_alone_beside_a_step_begins_or_ends_the_procedure() {
    let (mut chart, [start, .., end]) = Chart::usual();
    chart.shapes[start.0 as usize].0 = Form::OnPage;
    chart.shapes[end.0 as usize].0 = Form::OnPage;
    chart.read(|sop| {
        let decided = [StepKind::Start, StepKind::Decision, StepKind::Task, StepKind::End].map(Some);
        assert_eq!(kinds(&sop.document), decided);
        assert_eq!(edges(sop), ["1 2", "2 3", "2 1", "3 4"]);
        assert_eq!(actors(&sop.document.steps.items[0]), ["Staf"]);
    });
}

#[test]
fn an_arrow_glued_to_one_symbol_with_both_ends_is_not_believed() {
    let (mut chart, [_, decision, ..]) = Chart::usual();
    chart.wires[1].1 = Touch::Glued(decision);
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::UnsureArrow));
        assert!(!edges(sop).contains(&"2 2".to_owned()));
    });
}

#[test]
fn rows_that_were_only_estimated_and_do_not_fit_are_not_read() {
    let (mut chart, [.., end]) = Chart::usual();
    chart.rows_are_estimated = true;
    chart.read(|sop| assert_eq!(actors(&sop.document.steps.items[3]), ["Staf"], "where all fits, it is read"));
    let moved = &mut chart.shapes[end.0 as usize].1;
    (moved.top, moved.bottom) = (620, 680);
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::UnplacedShape));
        assert!(sop.document.steps.items.iter().all(|step| step.actors.state == State::Unreadable));
    });
}

/// A table with five lanes, as a shape over all of them lies mostly outside each of them.
const WIDE: &str = "
No | Kegiatan        | Pelaksana | <       | <    | <       | <          | Mutu Baku   | <       | <
^  | ^               | Pemohon   | Petugas | Staf | Kasubag | Sekretaris | Kelengkapan | Waktu   | Output
1  | Mencatat surat  |           |         |      |         |            | Surat       | 5 menit | Agenda
2  | Membahas surat  |           |         |      |         |            | Agenda      | 1 jam   | Catatan
";

#[test]
fn a_picture_over_many_lanes_is_the_chart() {
    let mut chart = Chart { table: Some(WIDE), ..Chart::default() };
    chart.shape(Form::Picture, Frame { left: 200, top: 200, right: 700, bottom: 400 }, "");
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::ChartIsPicture));
        assert!(sop.document.steps.items.iter().all(|step| step.actors.state == State::Unreadable));
    });
}

#[test]
fn a_box_over_many_lanes_is_joint_work() {
    let mut chart = Chart { table: Some(WIDE), ..Chart::default() };
    let first = chart.symbol(Form::Terminator, 1, 1);
    let meeting = chart.shape(Form::Process, Frame { left: 210, top: 320, right: 690, bottom: 380 }, "");
    chart.arrow(first, meeting);
    chart.read(|sop| {
        let meeting = actors(&sop.document.steps.items[1]);
        assert_eq!(meeting, ["Pemohon", "Petugas", "Staf", "Kasubag", "Sekretaris"]);
    });
}

#[test]
fn the_symbols_and_arrows_of_the_chart_are_records() {
    let (mut chart, [.., task, _]) = Chart::usual();
    chart.shapes[task.0 as usize].0 = Form::Document;
    chart.wires[3] = (Touch::Glued(task), Touch::Nothing, Heads::One);
    chart.shape(
        Form::Other("flowChartMagneticDisk".into()),
        Frame { left: 20, top: 20, right: 80, bottom: 80 },
        "Legenda",
    );
    chart.read(|sop| {
        let form = |symbol: &crate::sop::model::Symbol<'_>| symbol.form.code().and_then(SymbolForm::from_code);
        let forms: Vec<_> = sop.document.symbols.items.iter().map(form).collect();
        // The last capsule has no arrow any more: it is no part of a chart anybody can follow.
        assert_eq!(forms, [SymbolForm::Capsule, SymbolForm::Diamond, SymbolForm::Document].map(Some));
        let held: Vec<_> = sop.document.arrows.items.iter().map(|arrow| arrow.ends_held.parsed.clone()).collect();
        assert_eq!(held, [2, 2, 2, 1].map(Parsed::Int));
    });
}

/// A line without arrow heads between two shapes.
fn line(from: ShapeId, to: ShapeId) -> (Touch, Touch, Heads) {
    (Touch::Glued(from), Touch::Glued(to), Heads::None)
}

#[test]
fn a_decision_at_a_line_without_head_is_undecided_and_the_line_told() {
    let (mut chart, [start, decision, task, _]) = Chart::usual();
    chart.wires[2] = line(decision, start);
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::PlainLine), "the way back may be walked either way");
        assert_eq!(sop.document.steps.items[1].branches.state, State::Unreadable);
    });
    chart.wires[2] = (Touch::Glued(decision), Touch::Glued(start), Heads::One);
    chart.wires[1] = line(decision, task);
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::PlainLine), "nobody knows whether the answer leads down or comes from below");
        assert_eq!(sop.document.steps.items[1].branches.state, State::Unreadable);
    });
}

#[test]
fn a_line_without_head_between_boxes_is_walked_down_the_page() {
    let (mut chart, [start, decision, task, end]) = Chart::usual();
    chart.wires[0] = line(start, decision);
    chart.wires[3] = line(end, task);
    chart.read(|sop| {
        assert_eq!(edges(sop), ["1 2", "2 3", "2 1", "3 4"]);
        assert!(sop.flow.readable && sop.remarks.is_empty(), "{:?}", sop.remarks);
    });
}

#[test]
fn one_of_several_lines_without_heads_is_no_sure_way() {
    let (mut chart, [start, .., end]) = Chart::usual();
    chart.wires.push(line(end, start));
    chart.read(|sop| {
        assert!(has(sop, &RemarkKind::PlainLine));
        assert_eq!(sop.document.steps.items[0].branches.state, State::Unreadable);
    });
}
