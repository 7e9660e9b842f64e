//! Tables: merged cells, headers, tables in tables.

use super::*;

const DOWN: &str = r#"<w:vMerge w:val="restart"/>"#;
const ON: &str = "<w:vMerge/>";

fn tr(cells: &[String]) -> String {
    format!("<w:tr>{}</w:tr>", cells.concat())
}

fn tbl(rows: &[String]) -> String {
    format!("<w:tbl>{}</w:tbl>", rows.concat())
}

fn cell(text: &str) -> String {
    tc("", &p(text))
}

fn span(columns: u32, text: &str) -> String {
    tc(&format!(r#"<w:gridSpan w:val="{columns}"/>"#), &p(text))
}

fn header(extract: &Extract, text: &str) -> Option<String> {
    match address(extract, text) {
        Address::TableCell { header, .. } => header.map(|header| header.to_string()),
        other => panic!("{other:?}"),
    }
}

/// The header of a flow table: `NO` and `URAIAN` over both rows, lanes and times below merged cells.
fn flow() -> Vec<String> {
    vec![
        tr(&[tc(DOWN, &p("NO")), tc(DOWN, &p("URAIAN")), span(2, "PELAKSANA"), span(2, "MUTU BAKU")]),
        tr(&[tc(ON, &p("")), tc(ON, &p("")), cell("Staf"), cell("Kepala"), cell("Waktu"), cell("Output")]),
        tr(&[cell("1"), cell("Menerima"), cell("✓"), cell(""), cell("5 menit"), cell("Berkas")]),
    ]
}

#[test]
fn merged_cells_cover_their_places() {
    let read = "grid
  row
    0:0r2 NO
    0:1r2 URAIAN
    0:2c2 PELAKSANA
    0:4c2 MUTU BAKU
  row
    1:2 Staf
    1:3 Kepala
    1:4 Waktu
    1:5 Output
  row
    2:0 1
    2:1 Menerima
    2:2 ✓
    2:4 5 menit
    2:5 Berkas";
    assert_eq!(File::new(&tbl(&flow())).outline(), read);
}

#[test]
fn addresses_name_the_table_the_place_and_the_header() {
    let extract = File::new(&(table("Nomor|1\nRevisi|2\nTanggal|3") + &tbl(&flow()))).extract();
    let place = |text: &str| match address(&extract, text) {
        Address::TableCell { table, row, column, .. } => (table, row, column),
        other => panic!("{other:?}"),
    };
    assert_eq!(place("Revisi"), (0, 1, 0));
    assert_eq!(place("5 menit"), (1, 2, 4));
    assert_eq!(header(&extract, "Revisi"), None);
    assert_eq!(header(&extract, "Staf"), None);
    assert_eq!(header(&extract, "5 menit").as_deref(), Some("Waktu"));
    assert_eq!(header(&extract, "✓").as_deref(), Some("Staf"));
    assert_eq!(header(&extract, "Menerima").as_deref(), Some("URAIAN"));
}

#[test]
fn the_header_is_what_the_table_marks_as_its_header() {
    let marked = |cells: &[String]| format!("<w:tr><w:trPr><w:tblHeader/></w:trPr>{}</w:tr>", cells.concat());
    let rows = [marked(&[cell("Nama"), cell("Jumlah")]), tr(&[cell("Budi"), cell("3")])];
    let extract = File::new(&tbl(&rows)).extract();
    assert_eq!(header(&extract, "3").as_deref(), Some("Jumlah"));
}

#[test]
fn a_title_over_the_whole_table_is_no_header() {
    let rows = [tr(&[span(3, "DAFTAR")]), tr(&["No", "Nama", "Unit"].map(cell)), tr(&["1", "Berkas", "TU"].map(cell))];
    let extract = File::new(&tbl(&rows)).extract();
    assert_eq!(header(&extract, "TU").as_deref(), Some("Unit"));
}

#[test]
fn columns_in_front_of_a_row_are_counted() {
    let row = format!("<w:tr><w:trPr><w:gridBefore w:val='2'/></w:trPr>{}</w:tr>", cell("x"));
    assert_eq!(File::new(&tbl(&[row])).outline(), "grid\n  row\n    0:2 x");
}

#[test]
fn a_merged_cell_ends_where_a_row_does_not_go_on_with_it() {
    let rows = [tr(&[tc(DOWN, &p("a"))]), tr(&[tc(ON, &p(""))]), tr(&[cell("b")]), tr(&[tc(ON, &p("c"))])];
    assert_eq!(File::new(&tbl(&rows)).outline(), "grid\n  row\n    0:0r2 a\n  row\n    2:0 b\n  row\n    3:0 c");
}

#[test]
fn what_a_merged_cell_covers_is_hidden_and_told() {
    let rows = [tr(&[tc(DOWN, &p("atas"))]), tr(&[tc(ON, &p("tertutup"))])];
    let extract = File::new(&tbl(&rows)).extract();
    assert!(!extract.view().contains("tertutup"));
    assert_eq!(unseen(&extract), [(UnseenKind::Text, String::new())]);
}

#[test]
fn cells_merged_along_are_one() {
    let row = tr(&[tc("<w:hMerge w:val='restart'/>", &p("a")), tc("<w:hMerge/>", &p("")), cell("b")]);
    assert_eq!(File::new(&tbl(&[row])).outline(), "grid\n  row\n    0:0c2 a\n    0:2 b");
}

#[test]
fn a_block_of_cells_merged_both_ways_is_one() {
    let merged = |down: &str, text: &str| {
        let first = tc(&format!("<w:hMerge w:val='restart'/>{down}"), &p(text));
        tr(&[first, tc(&format!("<w:hMerge/>{down}"), &p("y")), cell("x")])
    };
    let read = "grid\n  row\n    0:0r2c2 a\n    0:2 x\n  row\n    1:2 x";
    assert_eq!(File::new(&tbl(&[merged(DOWN, "a"), merged(ON, "")])).outline(), read);
}

#[test]
fn a_narrower_cell_does_not_go_on_with_the_one_above() {
    let wide = tc(&format!("<w:gridSpan w:val='2'/>{DOWN}"), &p("a"));
    let rows = [tr(&[wide, cell("b")]), tr(&[tc(ON, &p("c")), cell("d"), cell("e")])];
    let read = "grid\n  row\n    0:0c2 a\n    0:2 b\n  row\n    1:0 c\n    1:1 d\n    1:2 e";
    assert_eq!(File::new(&tbl(&rows)).outline(), read);
}

#[test]
fn cells_beyond_the_last_column_are_told() {
    let row = tr(&(0..17).map(|at| span(1024, &format!("kolom {at}"))).collect::<Vec<_>>());
    let extract = File::new(&tbl(&[row])).extract();
    assert!(extract.view().contains("kolom 15") && !extract.view().contains("kolom 16"));
    assert_eq!(extract.read().problems.len(), 1);
}

#[test]
fn paragraphs_of_a_cell_are_lines() {
    let row = tr(&[tc("", &(p("Nomor : 1") + &p("") + &p("Revisi : 2"))), cell("b")]);
    assert_eq!(File::new(&tbl(&[row])).outline(), "grid\n  row\n    0:0 Nomor : 1/Revisi : 2\n    0:1 b");
}

#[test]
fn a_table_for_the_layout_holds_tables_of_their_own() {
    let row = tr(&[cell("Kop"), tc("", &(p("Identitas") + &table("Nomor|1")))]);
    let read = "grid\n  row\n    0:0 Kop\n    0:1 Identitas\ngrid\n  row\n    0:0 Nomor\n    0:1 1";
    assert_eq!(File::new(&tbl(&[row])).outline(), read);
}

#[test]
fn the_cell_a_table_stands_in_is_known() {
    let inner = table("Nama|Isi") + &table("NIP|1") + &p("");
    let row = |label: &str, content: &str| tr(&[cell(label), tc("", content)]);
    let extract = File::new(&tbl(&[row("Disahkan", &inner), row("Nomor", &table(":|5"))])).extract();
    let reading = extract.read();
    let document = &reading.documents[0];
    let grids: Vec<NodeId> = document.children(document.root()).collect();
    let first_texts = |grid: &NodeId| {
        let cells = document.children(*grid).flat_map(|row| document.children(row));
        cells.map(|cell| document.node(cell).text.as_str()).next().unwrap_or_default()
    };
    let cells: Vec<NodeId> = document.children(grids[0]).flat_map(|row| document.children(row)).collect();
    let held = |cell: NodeId| document.held_in(cell).map(|grid| first_texts(&grid)).collect::<Vec<&str>>();
    assert_eq!(cells.into_iter().map(held).collect::<Vec<_>>(), [vec![], vec!["Nama", "NIP"], vec![], vec![":"]]);
}

#[test]
fn a_table_in_a_table_of_data_is_text_of_its_cell() {
    let rows = [
        tr(&["No", "Kegiatan", "Kelengkapan"].map(cell)),
        tr(&[cell("1"), cell("Menerima"), tc("", &(table("Surat|2\nMap|1") + &p("")))]),
        tr(&["2", "Menyimpan", ""].map(cell)),
    ];
    assert!(File::new(&tbl(&rows)).outline().contains("1:2 Surat | 2/Map | 1"));
}

#[test]
fn a_box_around_text_is_text() {
    let row = tr(&[cell("a"), tc("", &table("kotak"))]);
    assert_eq!(File::new(&tbl(&[row])).outline(), "grid\n  row\n    0:0 a\n    0:1 kotak");
}

#[test]
fn a_table_without_text_is_none() {
    assert_eq!(File::new(&(table("|") + &p("x"))).outline(), "p x");
}

#[test]
fn hidden_rows_are_left_out_and_told() {
    let hidden = format!("<w:tr><w:trPr><w:hidden/></w:trPr>{}</w:tr>", cell("rahasia"));
    let extract = File::new(&tbl(&[tr(&[cell("a")]), hidden, tr(&[cell("b")])])).extract();
    assert_eq!(outline(&extract.read()), "grid\n  row\n    0:0 a\n  row\n    1:0 b");
    assert_eq!(unseen(&extract), [(UnseenKind::Row, String::new())]);
}
