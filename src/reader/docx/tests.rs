//! Word files with hand-written parts, and what is read of them.
//!
//! What was read is shown as an outline: a line for each node, `h1`, `p`, `list`, `grid`, with its text; a cell with its area.

mod broken;
mod changes;
mod drawings;
mod headers;
mod lists;
mod tables;
mod text;

use std::fmt::Write as _;

use crate::document::{Document, NodeId, NodeKind, UnseenKind};
use crate::reader::docx::read;
use crate::reader::draft::Extract;
use crate::reader::package::tests::packed;
use crate::reader::tests::assert_valid;
use crate::reader::{OfficeProblem, ProblemKind, ReadLimits, Reading};
use crate::source::Address;

const ROOT: &str = r#"<Relationships><Relationship Id="r" Type="http://x/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// A file that is made part by part.
struct File {
    parts: Vec<(String, String)>,
    relationships: String,
}

impl File {
    /// A file with that body.
    fn new(body: &str) -> Self {
        let document = format!("<w:document><w:body>{body}</w:body></w:document>");
        let parts = vec![("_rels/.rels".to_owned(), ROOT.to_owned()), ("word/document.xml".to_owned(), document)];
        Self { parts, relationships: String::new() }
    }

    /// With a part that the text leads to by its kind, under the id `kind`.
    fn with(mut self, kind: &str, text: &str) -> Self {
        let target = format!("{kind}.xml");
        self.parts.push((format!("word/{target}"), text.to_owned()));
        self.leads_to(kind, kind, &target)
    }

    /// With a relationship alone.
    fn leads_to(mut self, id: &str, kind: &str, target: &str) -> Self {
        let kind = kind.trim_end_matches(|letter: char| letter.is_ascii_digit());
        let _ = write!(
            self.relationships,
            r#"<Relationship Id="{id}" Type="http://x/relationships/{kind}" Target="{target}"/>"#
        );
        self
    }

    fn bytes(&self) -> Vec<u8> {
        let relationships = format!("<Relationships>{}</Relationships>", self.relationships);
        let mut parts: Vec<(&str, &[u8])> =
            self.parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
        parts.push(("word/_rels/document.xml.rels", relationships.as_bytes()));
        packed(&parts)
    }

    fn extract(&self) -> Extract {
        self.extract_within(&ReadLimits::default())
    }

    fn extract_within(&self, limits: &ReadLimits) -> Extract {
        let extract = read(&self.bytes(), limits).expect("a Word file");
        assert_sound(&extract);
        extract
    }

    fn outline(&self) -> String {
        outline(&self.extract().read())
    }
}

/// What holds for every file: nodes are slices of the view, addresses stand in its order.
fn assert_sound(extract: &Extract) {
    let reading = extract.read();
    assert_valid(&reading, extract.view());
    assert!(extract.addresses().iter().is_sorted_by_key(|(start, _)| start));
    for document in &reading.documents {
        for node in document.nodes().skip(1) {
            let text = node.text.as_str();
            assert!(text.is_empty() || text == &extract.view()[node.text.span().range()], "{node:?}");
        }
        for unseen in document.unseen() {
            assert!(extract.view().get(unseen.span.range()).is_some(), "{unseen:?}");
        }
    }
}

fn outline(reading: &Reading<'_>) -> String {
    let mut all = String::new();
    for document in &reading.documents {
        let children: Vec<NodeId> = document.children(document.root()).collect();
        children.into_iter().for_each(|child| add(&mut all, document, child, 0));
    }
    all.trim_end().to_owned()
}

fn add(all: &mut String, document: &Document<'_>, id: NodeId, depth: usize) {
    let node = document.node(id);
    let name = match node.kind {
        NodeKind::Heading(level) => format!("h{level}"),
        NodeKind::Paragraph => "p".to_owned(),
        NodeKind::List => "list".to_owned(),
        NodeKind::Item { number: Some(number) } => number.to_string(),
        NodeKind::Item { number: None } => "-".to_owned(),
        NodeKind::Grid => "grid".to_owned(),
        NodeKind::Row => "row".to_owned(),
        NodeKind::Cell => {
            let area = document.area(id).expect("an area");
            let size = |count: u32, name: &str| if count > 1 { format!("{name}{count}") } else { String::new() };
            format!("{}:{}{}{}", area.row, area.column, size(area.rows, "r"), size(area.columns, "c"))
        }
        kind => format!("{kind:?}"),
    };
    let text = node.text.as_str().replace('\n', "/").replace('\t', "»");
    let line = format!("{:indent$}{name} {text}", "", indent = depth * 2);
    let _ = writeln!(all, "{}", line.trim_end());
    let children: Vec<NodeId> = document.children(id).collect();
    children.into_iter().for_each(|child| add(all, document, child, depth + 1));
}

/// What is not seen, with the text it is told of.
fn unseen(extract: &Extract) -> Vec<(UnseenKind, String)> {
    let reading = extract.read();
    let of = |document: &Document<'_>| {
        let text = |unseen: &crate::document::Unseen| extract.view()[unseen.span.range()].to_owned();
        document.unseen().iter().map(|unseen| (unseen.kind, text(unseen))).collect()
    };
    reading.documents.first().map(of).unwrap_or_default()
}

/// The parts that were not read.
fn unread(extract: &Extract) -> Vec<String> {
    let name = |kind: ProblemKind| match kind {
        ProblemKind::Office(OfficeProblem::Part(name)) => name,
        kind => format!("{kind:?}"),
    };
    extract.read().problems.into_iter().map(|problem| name(problem.kind)).collect()
}

/// Where a text lies.
fn address(extract: &Extract, text: &str) -> Address {
    let at = extract.view().find(text).expect("the text");
    extract.addresses().of(crate::source::Span::at(at)).expect("an address").clone()
}

/// A paragraph with that text.
fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph with properties.
fn pp(properties: &str, text: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A paragraph that is entry of a list.
fn item(list: i64, level: u8, text: &str) -> String {
    pp(&format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#), text)
}

/// A cell with these properties and this content.
fn tc(properties: &str, content: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>")
}

/// A table of plain cells, one line a row, cells separated by bars.
fn table(rows: &str) -> String {
    let cell = |text: &str| tc("", &p(text.trim()));
    let row = |line: &str| format!("<w:tr>{}</w:tr>", line.split('|').map(cell).collect::<String>());
    format!("<w:tbl>{}</w:tbl>", rows.lines().map(row).collect::<String>())
}
