//! Formats for build servers: every line and column leads to the words of its finding, nothing a document holds breaks a
//! format, and each has the shape its consumers ask for.

use boon::{Compiler, Schemas};
use serde_json::Value;

use super::read::{self, Seen, elements, json, list};
use super::sample::{ODD, Sample};
use crate::finding::{Finding, Severity};
use crate::report::place::told;
use crate::report::{Format, clean};
use crate::sop::Language;

/// What is known of a finding before a report is written.
struct Known {
    path: String,
    finding: Finding,
    /// Line and column of both ends, counted the plain way, columns in characters.
    ends: Option<[(u64, u64); 2]>,
    address: Option<String>,
}

fn known(sample: &Sample) -> Vec<Known> {
    let mut all = Vec::new();
    for (at, source) in sample.sources.iter().enumerate() {
        for finding in source.documents.iter().flat_map(|document| &document.findings) {
            let text = &sample.texts[at];
            let address = finding.place.span.and_then(|span| sample.addresses[at].of(span));
            let ends = finding.place.span.filter(|_| address.is_none());
            all.push(Known {
                path: source.name.clone(),
                finding: finding.clone(),
                ends: ends.map(|span| [span.start, span.end].map(|end| line_and_column(text, end as usize))),
                address: address.map(|address| told(address, Language::Id)),
            });
        }
    }
    all
}

fn line_and_column(text: &str, byte: usize) -> (u64, u64) {
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    // A byte order mark is no column.
    let line = if start == 0 { before.strip_prefix('\u{feff}').unwrap_or(before) } else { &before[start..] };
    (before.matches('\n').count() as u64 + 1, line.chars().count() as u64 + 1)
}

/// The finding a consumer saw.
fn of<'k>(known: &'k [Known], seen: &Seen, with_column: bool) -> Option<&'k Known> {
    known.iter().find(|known| {
        let start = known.ends.map(|[start, _]| start);
        let is_there = match (start, seen.start) {
            (Some((line, column)), Some(seen)) => {
                if with_column {
                    (line, column) == seen
                } else {
                    line == seen.0
                }
            }
            (Some(_), None) => true,
            (None, _) => true,
        };
        let message = clean::line(&known.finding.message).into_owned();
        known.path == seen.path
            && known.finding.rule.as_str() == seen.rule
            && is_there
            && seen.message.contains(&message)
    })
}

#[test]
fn every_line_and_column_leads_to_the_words_of_its_finding() {
    for format in read::READ {
        let sample = Sample::with_everything();
        let known = known(&sample);
        let seen = read::all(format, &sample.render(format));
        let has_columns = !matches!(format, Format::Gitlab | Format::Rdjson);
        // GitHub shows ten errors; the others are in the log.
        let wanted = if format == Format::Github { known.len() - 1 } else { known.len() };
        assert_eq!(seen.len(), wanted, "{}", format.name());
        let mut exact = 0;
        for one in &seen {
            let known = of(&known, one, has_columns).unwrap_or_else(|| panic!("{}: {one:?}", format.name()));
            match (known.ends, one.start) {
                (Some([start, end]), Some(seen)) if has_columns => {
                    assert_eq!(seen, start, "{}: {one:?}", format.name());
                    assert!(one.end.is_none_or(|seen| seen == end), "{}: {one:?}", format.name());
                    exact += 1;
                }
                (Some([start, _]), Some(seen)) => assert_eq!(seen.0, start.0, "{}: {one:?}", format.name()),
                // Where there is no line, the first stands for the file.
                (None, Some((line, _))) => assert_eq!(line, 1, "{}: {one:?}", format.name()),
                (_, None) => {}
            }
        }
        assert!(!has_columns || exact >= 10, "{}: {exact} were compared", format.name());
    }
}

#[test]
fn a_place_in_word_or_excel_is_told_in_the_message() {
    for format in [Format::Sarif, Format::Github, Format::Gitlab, Format::Azure, Format::Checkstyle, Format::Rdjson] {
        let sample = only_office();
        let known = known(&sample);
        let seen = read::all(format, &sample.render(format));
        assert_eq!(seen.len(), 6, "{}", format.name());
        for one in &seen {
            let known = of(&known, one, false).unwrap_or_else(|| panic!("{}: {one:?}", format.name()));
            let address = known.address.as_ref().expect("an address");
            assert!(one.message.contains(&format!("({address})")), "{}: {one:?} has no {address}", format.name());
        }
    }
}

/// Files that are not text, with few enough findings that GitHub shows all.
fn only_office() -> Sample {
    let mut sample = Sample::new(Language::Id);
    let lembar = sample.office("arsip/sop.xlsx", &super::sample::workbook());
    sample.find(lembar, "ID001", "nomor `SOP-013` berbeda", "SOP-013", 0);
    sample.find(lembar, "MB003", "waktu `segera,` tidak dapat diukur", "segera,", 0);
    sample.find(lembar, "ST006", "keputusan tidak bertanya", "Lengkap", 0);
    let naskah = sample.office("arsip/sop.docx", &super::sample::letter());
    sample.find(naskah, "MB003", "waktu `Segera` tidak dapat diukur", "Segera", 0);
    sample.find(naskah, "ST004", "istilah `SOP AP` tidak baku", "SOP AP", 0);
    sample.find(naskah, "ST006", "halaman `1` tidak jelas", "Halaman 1", 0);
    sample
}

#[test]
fn columns_of_rdjson_count_bytes() {
    let mut sample = Sample::new(Language::Id);
    let source = sample.source("a.sop.yaml", ODD);
    let words = ["Segera", "nanti"];
    words.iter().for_each(|words| _ = sample.find(source, "MB003", "m", words, 0));
    let long = format!("{}segera\n", "é".repeat(3000));
    let long = sample.source("panjang.sop.yaml", &long);
    sample.find(long, "MB003", "m", "segera", 0);
    let texts = sample.texts.clone();
    let seen = read::all(Format::Rdjson, &sample.render(Format::Rdjson));
    for (one, (words, text)) in seen.iter().zip([("Segera", &texts[0]), ("nanti", &texts[0]), ("segera", &texts[1])]) {
        let ((line, first), (_, last)) = one.start.zip(one.end).expect("a range");
        let line = text.split('\n').nth(line as usize - 1).expect("a line");
        assert_eq!(&line[first as usize - 1..last as usize - 1], words);
    }
    assert_eq!(seen.len(), 3);
}

/// Whatever a document can make a message, a path or a name say.
fn hostile() -> Sample {
    let mut sample = Sample::new(Language::Id);
    let path = "sop/50%, a:b;c]d|e\"<f>&g\u{1b}h\u{202e}.sop.yaml";
    let source = sample.source(path, "judul: Segera\n");
    let message =
        "::error::x\r\n##vso[task.complete]%0A | ]]> <b>&amp; \"q\" =1+1 [x](http://a) {0} \u{0}\u{1b}[31m\u{fffe}";
    sample.find(source, "MB003", message, "Segera", 0);
    sample.find(source, "ST004", "=HYPERLINK(\"a\")", "judul", 0);
    sample.sources[source].documents[0].title = Some("::warning::judul".to_owned());
    sample
}

#[test]
fn nothing_a_document_holds_breaks_a_format() {
    for format in read::READ {
        let text = hostile().render(format);
        let seen = read::all(format, &text);
        assert_eq!(seen.len(), 2, "{}: {text}", format.name());
        let first = seen.iter().find(|one| one.rule == "MB003").expect("the finding");
        assert!(first.message.contains("::error::x"), "{}: {first:?}", format.name());
        assert!(first.message.contains("50%") || first.path.contains("50%, a:b;c]d|e\"<f>&g"), "{}", format.name());
        assert!(!text.chars().any(|one| one != '\n' && one != '\r' && clean::is_hidden(one)), "{}", format.name());
    }
}

#[test]
fn a_document_cannot_give_commands_to_the_runner() {
    let text = hostile().render(Format::Github);
    let mut fence: Option<&str> = None;
    let mut fences = 0;
    for line in text.lines() {
        match fence {
            Some(token) if line == format!("::{token}::") => fence = None,
            Some(_) => {}
            None if line.starts_with("::stop-commands::") => {
                fence = line.strip_prefix("::stop-commands::");
                fences += 1;
            }
            None => assert!(line.starts_with("::error file=") || line.starts_with("::warning file="), "{line}"),
        }
    }
    assert_eq!((fence, fences), (None, 1), "the report for people is fenced");
}

#[test]
fn no_cell_of_the_spreadsheet_is_a_formula() {
    let text = hostile().render(Format::Csv);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    for row in reader.records().map(|row| row.expect("a row")) {
        assert!(row.iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{row:?}");
    }
    assert!(text.contains("'=HYPERLINK"));
    assert!(text.ends_with("\r\n"));
}

#[test]
fn a_row_of_the_spreadsheet_says_which_sop_it_is_about() {
    let text = Sample::with_everything().render(Format::Csv);
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let head = reader.headers().expect("a head").clone();
    assert_eq!(
        head.iter().skip(14).collect::<Vec<_>>(),
        ["state", "number", "title", "unit"],
        "columns are added at the end"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    let of = |path: &str| rows.iter().find(|row| &row[0] == path).expect(path);
    assert_eq!(
        of("sop/ls.sop.yaml").iter().skip(15).collect::<Vec<_>>(),
        ["SOP-012/2025", "Pengajuan SPM Langsung (LS)", ""],
        "a check keeps no units"
    );
    assert_eq!(of("sop/hilang.sop.md").iter().skip(15).collect::<Vec<_>>(), ["", "", ""]);
}

#[test]
fn only_so_many_annotations_as_github_shows() {
    let mut sample = Sample::new(Language::En);
    let source = sample.source("a.sop.yaml", "Segera\n");
    for at in 0..15 {
        sample.find(source, "ST006", &format!("info {at}"), "Segera", 0);
        sample.find(source, "MB003", &format!("error {at}"), "Segera", 0);
    }
    let text = sample.render(Format::Github);
    let commands: Vec<&str> = text.lines().take_while(|line| !line.starts_with("::stop-commands")).collect();
    let count = |command: &str| commands.iter().filter(|line| line.starts_with(command)).count();
    assert_eq!((count("::error "), count("::notice ")), (10, 10));
    assert!(commands[0].starts_with("::error "), "the worst stand first");
    assert_eq!(commands.last(), Some(&"::notice title=soplint::11 findings more; see the summary or the log"));
}

fn mistakes(schema: &str, value: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.add_resource("shape.json", json(schema)).expect("a resource");
    let index = compiler.compile("shape.json", &mut schemas).expect("a schema");
    schemas.validate(value, index).err().map(|error| format!("{error:#}"))
}

#[test]
fn json_has_the_shape_its_consumers_ask_for() {
    let shapes = [
        (Format::Sarif, include_str!("shapes/sarif.schema.json")),
        (Format::Gitlab, include_str!("shapes/gitlab.schema.json")),
        (Format::Rdjson, include_str!("shapes/rdjson.schema.json")),
    ];
    for (format, schema) in shapes {
        for sample in [Sample::with_everything(), hostile(), Sample::new(Language::En)] {
            let value = json(&sample.render(format));
            assert_eq!(mistakes(schema, &value), None, "{}", format.name());
        }
        assert!(mistakes(schema, &json("{\"a\": 1}")).is_some());
    }
}

#[test]
fn no_two_issues_of_gitlab_have_the_same_fingerprint() {
    let report = json(&Sample::with_everything().render(Format::Gitlab));
    let all: Vec<&str> = list(&report).filter_map(|issue| issue["fingerprint"].as_str()).collect();
    let different: std::collections::BTreeSet<&&str> = all.iter().collect();
    assert_eq!(different.len(), all.len());
    assert!(list(&report).all(|issue| {
        let (name, description) = (issue["check_name"].as_str(), issue["description"].as_str());
        name.zip(description).is_some_and(|(name, description)| description.starts_with(&format!("{name}: ")))
    }));
}

#[test]
fn severities_are_the_words_of_each_format() {
    let words = |format: Format, of: fn(&Value) -> &Value| -> Vec<String> {
        let mut sample = Sample::new(Language::Id);
        let source = sample.source("a.sop.yaml", "Segera\n");
        ["ID001", "ST004", "ST006"].iter().for_each(|rule| _ = sample.find(source, rule, "m", "Segera", 0));
        let report = json(&sample.render(format));
        let list = if report.is_array() { &report } else { of(&report) };
        let key = if format == Format::Sarif { "level" } else { "severity" };
        read::list(list).map(|one| one[key].as_str().expect("a word").to_owned()).collect()
    };
    assert_eq!(words(Format::Sarif, |report| &report["runs"][0]["results"]), ["error", "warning", "note"]);
    assert_eq!(words(Format::Gitlab, |report| report), ["major", "minor", "info"]);
    assert_eq!(words(Format::Rdjson, |report| &report["diagnostics"]), ["ERROR", "WARNING", "INFO"]);
}

#[test]
fn the_objects_of_jsonl_are_those_of_json() {
    let report = json(&Sample::with_everything().render(Format::Json));
    let text = Sample::with_everything().render(Format::Jsonl);
    let lines: Vec<Value> = text.lines().map(json).collect();
    let of = |name: &str| -> Vec<Value> {
        let lines = lines.iter().filter(|line| line["type"] == name).cloned();
        lines
            .map(|mut line| {
                line.as_object_mut().expect("an object").remove("type");
                line
            })
            .collect()
    };
    assert_eq!(Value::from(of("document")), report["documents"]);
    assert_eq!(Value::from(of("finding")), report["findings"]);
    assert_eq!(Value::from(of("question")), report["questions"]);
    assert_eq!(of("summary"), [report["summary"].clone()]);
    let mut run = of("run");
    let head = run[0].as_object_mut().expect("an object");
    assert_eq!(head.remove("schema"), Some(report["schema"].clone()));
    assert_eq!(head.remove("tool"), Some(report["tool"].clone()));
    assert_eq!(run, [report["run"].clone()]);
    assert_eq!((&lines[0]["type"], &lines[lines.len() - 1]["type"]), (&"run".into(), &"summary".into()));
}

#[test]
fn a_report_without_findings_is_whole() {
    for format in Format::ALL {
        let mut sample = Sample::new(Language::Id);
        sample.source("bersih.sop.yaml", "judul: LS\n");
        let text = sample.render(format);
        assert_eq!(read::all(format, &text), [], "{}", format.name());
        if format == Format::Checkstyle {
            assert_eq!(elements(&text).len(), 1);
        }
    }
}

#[test]
fn what_was_not_checked_stands_in_every_format() {
    for format in Format::ALL {
        let mut sample = Sample::new(Language::Id);
        sample.lost("sop/hilang.sop.md", "tidak ada berkas itu");
        let text = sample.render(format);
        assert!(text.contains("EN001") && text.contains("hilang.sop.md"), "{}: {text}", format.name());
    }
}

#[test]
fn the_grouped_form_names_each_file_once() {
    let text = Sample::with_everything().render(Format::Grouped);
    assert_eq!(text.matches("\nsop/ls.sop.yaml\n").count() + usize::from(text.starts_with("sop/ls.sop.yaml\n")), 1);
    assert!(text.contains("  4:12  kesalahan[MB003] waktu `Segera` tidak dapat diukur\n"), "{text}");
    assert!(text.contains("tabel 2, baris 5, kolom Waktu  kesalahan[MB003]"), "{text}");
}

#[test]
fn the_least_severity_counts_for_people_and_not_for_programs() {
    for format in Format::ALL {
        let render = |severity| {
            let mut sample = Sample::new(Language::Id);
            let source = sample.source("a.sop.yaml", "Segera\n");
            sample.find(source, "ST006", "kata tidak jelas", "Segera", 0);
            sample.style.min_severity = severity;
            sample.render(format).contains("kata tidak jelas")
        };
        assert!(render(Severity::Info), "{}", format.name());
        let is_for_people = matches!(
            format,
            Format::Full | Format::Concise | Format::Grouped | Format::Github | Format::Azure | Format::Markdown
        );
        assert_eq!(render(Severity::Warning), !is_for_people, "{}", format.name());
    }
}

#[test]
fn every_result_of_sarif_leads_to_its_rule() {
    let report = json(&Sample::with_everything().render(Format::Sarif));
    let rules = &report["runs"][0]["tool"]["driver"]["rules"];
    for result in list(&report["runs"][0]["results"]) {
        let at = result["ruleIndex"].as_u64().expect("an index") as usize;
        assert_eq!(rules[at]["id"], result["ruleId"]);
    }
    assert!(list(rules).any(|rule| rule["id"] == "EN001"));
}
