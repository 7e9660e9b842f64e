//! Reads what formats for build servers say, each as its consumers do: finding by finding, with rule, path and place.
//!
//! JSON by `serde_json`, XML by `quick_xml`, CSV by `csv`, commands of a log as the runners of GitHub and Azure take them apart.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

use crate::report::Format;

/// A finding as a consumer sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Seen {
    pub(super) path: String,
    pub(super) rule: String,
    pub(super) start: Option<(u64, u64)>,
    pub(super) end: Option<(u64, u64)>,
    pub(super) message: String,
}

/// Formats that name a place for every finding, in ways [`all`] can read.
pub(super) const READ: [Format; 9] = [
    Format::Json,
    Format::Jsonl,
    Format::Csv,
    Format::Sarif,
    Format::Github,
    Format::Azure,
    Format::Checkstyle,
    Format::Rdjson,
    Format::Gitlab,
];

/// All findings of a report.
pub(super) fn all(format: Format, text: &str) -> Vec<Seen> {
    match format {
        Format::Json => list(&json(text)["findings"]).map(of_json).collect(),
        Format::Jsonl => {
            text.lines().map(json).filter(|line| line["type"] == "finding").map(|line| of_json(&line)).collect()
        }
        Format::Csv => of_csv(text),
        Format::Sarif => list(&json(text)["runs"][0]["results"]).map(of_sarif).collect(),
        Format::Github => text.lines().filter_map(of_github).collect(),
        Format::Azure => text.lines().filter_map(of_azure).collect(),
        Format::Checkstyle => of_checkstyle(text),
        Format::Rdjson => list(&json(text)["diagnostics"]).map(of_rdjson).collect(),
        Format::Gitlab => list(&json(text)).map(of_gitlab).collect(),
        Format::Full | Format::Concise | Format::Grouped | Format::Junit | Format::Markdown => Vec::new(),
    }
}

pub(super) fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().expect("a list").iter()
}

fn word(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn pair(value: &Value, line: &str, column: &str) -> Option<(u64, u64)> {
    Some((value[line].as_u64()?, value[column].as_u64()?))
}

fn of_json(finding: &Value) -> Seen {
    let location = &finding["location"];
    Seen {
        path: word(&location["path"]),
        rule: word(&finding["rule"]),
        start: pair(&location["start"], "line", "column"),
        end: pair(&location["end"], "line", "column"),
        message: word(&finding["message"]),
    }
}

fn of_csv(text: &str) -> Vec<Seen> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let heads = reader.headers().expect("a head").clone();
    let rows = reader.records().map(|row| row.expect("a row as long as its head"));
    rows.map(|row| {
        let cell = |name: &str| row[heads.iter().position(|head| head == name).expect("a column")].to_owned();
        let pair = |line, column| Some((cell(line).parse().ok()?, cell(column).parse().ok()?));
        let address = cell("address");
        let message = if address.is_empty() { cell("message") } else { format!("{} ({address})", cell("message")) };
        let (start, end) = (pair("line", "column"), pair("end_line", "end_column"));
        Seen { path: cell("path"), rule: cell("rule"), start, end, message }
    })
    .collect()
}

/// `%20` → a space.
fn from_uri(uri: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = uri.as_bytes().iter();
    while let Some(&byte) = rest.next() {
        if byte == b'%' {
            let digits: Vec<u8> = rest.by_ref().take(2).copied().collect();
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).expect("digits"), 16).expect("a byte"));
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).expect("a path is text")
}

fn of_sarif(result: &Value) -> Seen {
    let physical = &result["locations"][0]["physicalLocation"];
    let region = &physical["region"];
    Seen {
        path: from_uri(physical["artifactLocation"]["uri"].as_str().expect("a URI")),
        rule: word(&result["ruleId"]),
        start: pair(region, "startLine", "startColumn"),
        end: pair(region, "endLine", "endColumn"),
        message: word(&result["message"]["text"]),
    }
}

fn properties<'t>(text: &'t str, between: char) -> impl Fn(&str) -> Option<String> + 't {
    move |name| {
        let values = text.split(between).filter_map(|property| property.split_once('='));
        values.filter(|(key, _)| *key == name).map(|(_, value)| value.to_owned()).next()
    }
}

fn number(text: Option<String>) -> Option<u64> {
    text?.parse().ok()
}

/// The order matters: the percent sign itself comes last.
fn unescaped(text: &str, escapes: &[(&str, &str)]) -> String {
    escapes.iter().fold(text.to_owned(), |text, (escape, meant)| text.replace(escape, meant))
}

/// As the runner reads a line (`ActionCommand`).
fn of_github(line: &str) -> Option<Seen> {
    let (head, message) = line.strip_prefix("::")?.split_once("::")?;
    let (command, rest) = head.split_once(' ')?;
    if !["error", "warning", "notice"].contains(&command) {
        return None;
    }
    let get = properties(rest, ',');
    let data = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];
    let property = [("%3A", ":"), ("%2C", ","), ("%0D", "\r"), ("%0A", "\n"), ("%25", "%")];
    let line = number(get("line"));
    Some(Seen {
        path: unescaped(&get("file")?, &property),
        rule: get("title")?,
        start: line.zip(number(get("col"))),
        end: number(get("endLine")).zip(number(get("endColumn"))),
        message: unescaped(message, &data),
    })
}

/// As the agent reads a line (`Command`).
fn of_azure(line: &str) -> Option<Seen> {
    let (head, message) = line.strip_prefix("##vso[task.logissue ")?.split_once(']')?;
    let get = properties(head, ';');
    let escapes = [("%3B", ";"), ("%5D", "]"), ("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%")];
    Some(Seen {
        path: unescaped(&get("sourcepath")?, &escapes),
        rule: get("code")?,
        start: number(get("linenumber")).zip(number(get("columnnumber"))),
        end: None,
        message: unescaped(message, &escapes),
    })
}

/// An element of XML: name, attributes, text.
#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) text: String,
    /// Its place among all elements.
    pub(super) parent: Option<usize>,
}

impl Element {
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// All elements of a document, in order.
pub(super) fn elements(text: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(text);
    reader.config_mut().enable_all_checks(true);
    let mut all: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    loop {
        let event = reader.read_event().unwrap_or_else(|error| panic!("{error}: {text}"));
        let is_empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.expect("an attribute");
                    let value = attribute.value.into_owned();
                    let key = attribute.key.as_ref().to_owned();
                    (key, quick_xml::escape::unescape(&value).expect("known entities").into_owned())
                });
                let name = start.name().as_ref().to_owned();
                let parent = open.last().copied();
                all.push(Element { name, attributes: attributes.collect(), text: String::new(), parent });
                if !is_empty {
                    open.push(all.len() - 1);
                }
            }
            Event::Text(part) => {
                if let Some(&at) = open.last() {
                    all[at].text += &part;
                }
            }
            Event::GeneralRef(part) => {
                let entity = format!("&{};", &*part);
                let at = *open.last().expect("an element");
                all[at].text += &quick_xml::escape::unescape(&entity).expect("a known entity");
            }
            Event::End(_) => _ = open.pop(),
            Event::Eof => return all,
            _ => {}
        }
    }
}

fn of_checkstyle(text: &str) -> Vec<Seen> {
    let all = elements(text);
    let errors = all.iter().filter(|element| element.name == "error");
    errors
        .map(|error| {
            let get = |name: &str| error.get(name).map(str::to_owned);
            let file = &all[error.parent.expect("an error stands in a file")];
            Seen {
                path: file.get("name").expect("a name").to_owned(),
                rule: get("source").and_then(|rule| Some(rule.strip_prefix("soplint.")?.to_owned())).expect("a rule"),
                start: number(get("line")).zip(number(get("column"))),
                end: None,
                message: get("message").expect("a message"),
            }
        })
        .collect()
}

fn of_rdjson(diagnostic: &Value) -> Seen {
    let range = &diagnostic["location"]["range"];
    Seen {
        path: word(&diagnostic["location"]["path"]),
        rule: word(&diagnostic["code"]["value"]),
        start: pair(&range["start"], "line", "column"),
        end: pair(&range["end"], "line", "column"),
        message: word(&diagnostic["message"]),
    }
}

fn of_gitlab(issue: &Value) -> Seen {
    Seen {
        path: word(&issue["location"]["path"]),
        rule: word(&issue["check_name"]),
        start: issue["location"]["lines"]["begin"].as_u64().map(|line| (line, 0)),
        end: None,
        message: word(&issue["description"]),
    }
}
