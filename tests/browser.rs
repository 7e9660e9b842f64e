//! The page of an audit in a real browser: opened from a file, filtered, walked through by keyboard, printed.
#![cfg(all(unix, feature = "cli"))]

mod support {
    pub(crate) mod browser;
    pub(crate) mod program;
}

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use support::browser::Browser;
use support::program::soplint;

const WIDE: (u32, u32) = (1400, 1000);

/// A title that would run if any of it were taken for markup.
const HOSTILE: &str =
    "</script><script>document.title='RUN'</script><img src=x onerror=\"document.title='RUN'\">`&amp;";

/// The SOPs of the finance section with one that is hostile and one nobody can read.
struct Archive {
    id: PathBuf,
    en: PathBuf,
}

static ARCHIVE: LazyLock<Archive> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browsed");
    let _ = std::fs::remove_dir_all(&folder);
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kpu-keuangan"), &folder);
    let title = HOSTILE.replace('\'', "''");
    let hostile = format!(
        "judul: '{title}'\nnomor: SOP-666/KUL/9999/2025\nkegiatan:\n  - {{no: 1, uraian: '{title}', pelaksana: '{title}', waktu: Segera}}\n"
    );
    std::fs::write(folder.join("final/berbahaya.sop.yaml"), hostile).expect("a file");
    std::fs::write(folder.join("final/pindaian.pdf"), "%PDF-1.7\n").expect("a file");
    let made = |language: &str| {
        let file = folder.join(format!("audit-{language}.html"));
        let output = format!("html={}", file.display());
        let quiet = ["audit", ".", "--no-cache", "--no-history", "--exit-zero", "--allow-unchecked"];
        let common = [&quiet[..], &["--lang", language, "--title"]].concat();
        let ran = soplint(&folder, &[&common[..], &["KPU <Contoh>", "--output", &output]].concat());
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        file
    };
    Archive { id: made("id"), en: made("en") }
});

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for path in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { assert!(std::fs::copy(&path, &target).is_ok(), "a copy") }
    }
}

/// What stands in the first element that a selector finds.
fn text(browser: &mut Browser, selector: &str) -> String {
    browser.text(&format!("document.querySelector({selector:?})?.textContent ?? 'NONE'"))
}

/// Goes to the page of a document by its file.
fn go_to(browser: &mut Browser, file: &str) {
    let number = browser.text(&format!("String(data.documents.path.findIndex((path) => path.endsWith({file:?})) + 1)"));
    assert_ne!(number, "0", "{file} has a page");
    browser.go(&format!("d/{number}"));
}

fn count(browser: &mut Browser, selector: &str) -> usize {
    browser.eval(&format!("document.querySelectorAll({selector:?}).length")).as_u64().expect("a number") as usize
}

#[test]
fn the_overview_shows_the_score_and_what_was_not_read() {
    let Some(mut browser) = Browser::new("overview", WIDE) else { return };
    browser.open(&ARCHIVE.id, "");
    assert_eq!(text(&mut browser, "#overview h1 .title"), "KPU <Contoh>");
    assert_eq!(text(&mut browser, ".tile:nth-child(2) .big"), "12");
    assert!(text(&mut browser, "#overview .notice").contains("1 dokumen tidak terbaca"));
    assert!(text(&mut browser, "#overview details").contains("pindaian.pdf"));
    assert!(count(&mut browser, "#overview a[href='#findings?rule=MB003']") > 0, "worst rules lead to their findings");
}

#[test]
fn a_search_leaves_the_documents_it_names_and_says_how_many() {
    let Some(mut browser) = Browser::new("search", WIDE) else { return };
    browser.open(&ARCHIVE.id, "matrix");
    assert_eq!(browser.eval("document.querySelector('[role=grid]').getAttribute('aria-rowcount')"), "13");
    browser.eval("document.querySelector('input[name=q]').focus()");
    browser.write("gaji");
    browser.wait("document.querySelector('[role=grid]').getAttribute('aria-rowcount') === '2'");
    assert_eq!(text(&mut browser, ".grid-row .name"), "Pembayaran Gaji Induk dan Tunjangan");
    assert!(text(&mut browser, "#hits").starts_with("1 dari 12 dokumen"), "screen readers are told");
    assert!(browser.text("location.hash").contains("q=gaji"), "the address keeps the search");
}

#[test]
fn filters_stand_in_the_address() {
    let Some(mut browser) = Browser::new("filters", WIDE) else { return };
    browser.open(&ARCHIVE.id, "matrix?outcome=finding&group=MB&sort=worst");
    let columns = browser.text("[...document.querySelectorAll('.rule')].map((cell) => cell.textContent).join(' ')");
    assert!(columns.split(' ').all(|id| id.starts_with("MB")) && columns.contains("MB003"), "{columns}");
    let scores = "[...document.querySelectorAll('.grid-body .score')].map((cell) => parseFloat(cell.textContent))";
    assert_eq!(browser.eval(&format!("{scores}.every((score, at, all) => at === 0 || all[at - 1] <= score)")), true);
    browser.go("matrix?outcome=x");
    assert_eq!(count(&mut browser, ".grid-row"), 1);
    assert!(text(&mut browser, ".grid-row .name").contains("TIDAK TERBACA"));
}

#[test]
fn the_keyboard_walks_the_matrix_and_opens_a_document() {
    let Some(mut browser) = Browser::new("keyboard", WIDE) else { return };
    browser.open(&ARCHIVE.id, "matrix");
    browser.eval("document.querySelector('[role=grid]').focus()");
    for (key, number) in [("ArrowDown", 40), ("ArrowRight", 39), ("ArrowRight", 39)] {
        browser.press(key, number);
    }
    let meant = "document.getElementById(document.querySelector('[role=grid]').getAttribute('aria-activedescendant'))";
    assert_eq!(browser.eval(&format!("{meant}.getAttribute('aria-colindex')")), "3");
    assert_eq!(browser.eval(&format!("{meant}.parentElement.getAttribute('aria-rowindex')")), "3");
    browser.press("End", 35);
    assert_eq!(browser.eval(&format!("Number({meant}.getAttribute('aria-colindex')) === data.columns + 2")), true);
    browser.press("Enter", 13);
    browser.wait("location.hash.startsWith('#d/2')");
    browser.wait("document.querySelector('#view h1')?.textContent === nameOf(1)");
}

#[test]
fn the_head_of_a_column_explains_its_rule() {
    let Some(mut browser) = Browser::new("explain", WIDE) else { return };
    browser.open(&ARCHIVE.id, "matrix?rule=MB003");
    browser.eval("document.querySelector('.grid .rule').click()");
    let told = text(&mut browser, "dialog[open]");
    assert!(told.contains("MB003 Waktu dapat diukur") && told.contains("Dasar") && told.contains("Manfaat"), "{told}");
    browser.press("Escape", 27);
    browser.wait("!document.querySelector('dialog')");
}

#[test]
fn a_document_shows_its_identity_its_findings_and_the_faulty_edge_in_red() {
    let Some(mut browser) = Browser::new("document", WIDE) else { return };
    browser.open(&ARCHIVE.id, "");
    go_to(&mut browser, "pembayaran-gaji.sop.yaml");
    assert_eq!(text(&mut browser, "#view h1"), "Pembayaran Gaji Induk dan Tunjangan");
    let drawn = "document.querySelector('.drawing').shadowRoot";
    let red = browser.text(&format!("getComputedStyle({drawn}.querySelector('path.way.bad')).stroke"));
    assert_eq!(red, "rgb(192, 0, 0)", "the way whose goal is wrong");
    assert!(browser.eval(&format!("{drawn}.querySelectorAll('.shape.bad').length")).as_u64() >= Some(2), "steps");
    let finding = text(&mut browser, "[data-rule=MB003]");
    assert!(
        finding.contains("Sesuai kebutuhan") && finding.contains("baris ") && finding.contains("Perbaikan"),
        "{finding}"
    );
    assert!(count(&mut browser, "[data-rule=AR001] a[href^='#d/']") == 1, "a link to the other document");
    assert!(text(&mut browser, ".identity").contains("Undang-Undang Nomor 17"), "its legal basis");
    assert!(!text(&mut browser, "#view").contains("[object"), "everything is text or an element");
    let identity = text(&mut browser, ".identity tbody");
    assert!(identity.contains("SOP-007/KUL/9999/2025") && identity.contains("tidak ada"), "{identity}");
}

#[test]
fn a_document_that_was_not_read_never_looks_clean() {
    let Some(mut browser) = Browser::new("unread", WIDE) else { return };
    browser.open(&ARCHIVE.id, "");
    go_to(&mut browser, "pindaian.pdf");
    assert_eq!(text(&mut browser, ".banner .loud"), "TIDAK TERBACA");
    assert!(text(&mut browser, ".banner").contains("EN004"));
    let page = text(&mut browser, "#view");
    assert!(!page.contains("Tidak ada temuan") && page.contains("tanpa nilai"), "{page}");
}

#[test]
fn hostile_texts_are_shown_and_never_run() {
    let Some(mut browser) = Browser::new("hostile", WIDE) else { return };
    browser.open(&ARCHIVE.id, "");
    go_to(&mut browser, "berbahaya.sop.yaml");
    assert_eq!(text(&mut browser, "#view h1"), HOSTILE);
    assert!(browser.text("document.querySelector('.drawing').shadowRoot.textContent").contains("onerror"));
    for place in ["", "matrix", "findings?q=berbahaya", "units", "about"] {
        browser.go(place);
        assert!(!browser.text("document.title").contains("RUN"), "{place}");
        assert_eq!(count(&mut browser, "img, iframe, [onerror]"), 0, "{place}");
    }
    assert_eq!(browser.eval("performance.getEntriesByType('resource').length"), 0, "nothing is fetched");
}

#[test]
fn findings_are_listed_with_their_messages_and_lead_to_their_documents() {
    let Some(mut browser) = Browser::new("findings", WIDE) else { return };
    browser.open(&ARCHIVE.id, "findings?rule=AC002");
    assert_eq!(text(&mut browser, ".hits").split(' ').next(), Some("2"));
    browser.wait("document.querySelector('.finding-row .message').textContent.includes('belum mempunyai pelaksana')");
    browser.eval("document.querySelector('[role=listbox]').focus()");
    browser.press("Enter", 13);
    browser.wait("document.querySelector('.finding.aim')?.dataset.rule === 'AC002'");
}

#[test]
fn a_unit_lists_its_documents_worst_first() {
    let Some(mut browser) = Browser::new("unit", WIDE) else { return };
    browser.open(&ARCHIVE.id, "units");
    let link =
        "[...document.querySelectorAll('.tree a')].find((link) => link.textContent.startsWith('Subbagian Keuangan'))";
    browser.eval(&format!("{link}.click()"));
    browser.wait("document.querySelector('#view[data-view=u] tbody')");
    browser.wait("document.documentElement.dataset.state === 'ready'");
    assert!(text(&mut browser, "#view > table tbody tr").contains("Pembayaran Biaya Perjalanan Dinas Jabatan"));
}

#[test]
fn a_unit_without_an_sop_stands_in_the_tree_and_is_marked() {
    let Some(mut browser) = Browser::new("empty-unit", WIDE) else { return };
    browser.open(&ARCHIVE.id, "units");
    let row = "[...document.querySelectorAll('.tree tr')].find((row) => row.textContent.includes('Subbagian Hukum'))";
    assert!(browser.text(&format!("{row}.textContent")).contains("belum ada SOP"));
}

#[test]
fn the_page_speaks_the_language_of_the_report() {
    let Some(mut browser) = Browser::new("english", WIDE) else { return };
    browser.open(&ARCHIVE.en, "matrix");
    assert_eq!(browser.text("document.documentElement.lang"), "en");
    let page = text(&mut browser, "main");
    for indonesian in ["Dokumen", "Nilai", "Aturan", "tidak terbaca"] {
        assert!(!page.contains(indonesian), "{indonesian}");
    }
}

#[test]
fn headings_tables_and_fields_have_names() {
    let Some(mut browser) = Browser::new("names", WIDE) else { return };
    browser.open(&ARCHIVE.id, "");
    for place in ["", "units", "about", "matrix", "findings", "d/1", "u/1"] {
        browser.go(place);
        let shown = "[...document.querySelectorAll('main *')].filter((one) => one.checkVisibility())";
        let levels = browser.text(&format!(
            "{shown}.filter((one) => /^H[1-6]$/.test(one.tagName)).map((one) => one.tagName[1]).join('')"
        ));
        assert!(levels.starts_with('1') && levels.matches('1').count() == 1, "{place}: {levels}");
        let jumps = levels.as_bytes().windows(2).any(|pair| pair[1] > pair[0] + 1);
        assert!(!jumps, "{place}: {levels} leaves a level out");
        let nameless =
            browser.eval(&format!("{shown}.filter((one) => one.tagName === 'TABLE' && !one.caption).length"));
        assert_eq!(nameless, 0, "{place}: a table without a caption");
        let fields = browser.eval(&format!(
            "{shown}.filter((one) => /^(INPUT|SELECT)$/.test(one.tagName) && !one.labels.length).length"
        ));
        assert_eq!(fields, 0, "{place}: a field without a label");
    }
}

#[test]
fn a_narrow_screen_scrolls_no_further_than_its_page() {
    let Some(mut browser) = Browser::new("narrow", (400, 800)) else { return };
    browser.open(&ARCHIVE.id, "");
    for place in ["", "units", "about", "matrix", "findings", "d/1", "u/1"] {
        browser.go(place);
        let wide = browser.eval("document.documentElement.scrollWidth").as_u64();
        assert!(wide <= Some(400), "{place}: {wide:?}");
    }
}

#[test]
fn the_overview_and_a_document_print() {
    let Some(mut browser) = Browser::new("print", WIDE) else { return };
    browser.open(&ARCHIVE.id, "");
    let overview = pages(&browser.print());
    assert!(overview.iter().all(|(wide, high)| wide < high) && (1..=6).contains(&overview.len()), "{overview:?}");
    go_to(&mut browser, "pembayaran-gaji.sop.yaml");
    let document = pages(&browser.print());
    assert!(document.iter().any(|(wide, high)| wide > high), "the picture lies on its side: {document:?}");
    assert!(document.iter().any(|(wide, high)| wide < high), "the rest stands: {document:?}");
}

/// Width and height of the pages of a PDF in points, as its page objects say (`/MediaBox [0 0 595 842]`).
fn pages(base64: &str) -> Vec<(u32, u32)> {
    let bytes = bytes(base64);
    assert!(bytes.starts_with(b"%PDF-"), "a PDF");
    let text = String::from_utf8_lossy(&bytes);
    let boxes = text.split("/MediaBox [").skip(1).filter_map(|rest| {
        let numbers: Vec<f64> =
            rest.split(']').next()?.split_whitespace().filter_map(|word| word.parse().ok()).collect();
        (numbers.len() == 4).then(|| (numbers[2] as u32, numbers[3] as u32))
    });
    let boxes: Vec<_> = boxes.collect();
    assert!(!boxes.is_empty(), "it has pages");
    boxes
}

fn bytes(base64: &str) -> Vec<u8> {
    let value = |letter: u8| match letter {
        b'A'..=b'Z' => u32::from(letter - b'A'),
        b'a'..=b'z' => u32::from(letter - b'a') + 26,
        b'0'..=b'9' => u32::from(letter - b'0') + 52,
        b'+' => 62,
        _ => 63,
    };
    let letters: Vec<u8> = base64.bytes().filter(|letter| *letter != b'=').collect();
    let groups = letters.chunks(4).flat_map(|group| {
        let bits = group.iter().enumerate().fold(0, |bits, (at, &letter)| bits | value(letter) << (18 - 6 * at));
        [(bits >> 16) as u8, (bits >> 8) as u8, bits as u8].into_iter().take(group.len() - 1).collect::<Vec<_>>()
    });
    groups.collect()
}

#[test]
fn the_same_audit_gives_the_same_page() {
    let folder = ARCHIVE.id.parent().expect("a folder");
    let output = format!("html={}", folder.join("again.html").display());
    let ran = soplint(
        folder,
        &[
            "audit",
            ".",
            "--no-cache",
            "--no-history",
            "--exit-zero",
            "--allow-unchecked",
            "--lang",
            "id",
            "--title",
            "KPU <Contoh>",
            "--jobs",
            "1",
            "--output",
            &output,
        ],
    );
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let read = |file: &Path| std::fs::read(file).expect("a page");
    assert!(read(&folder.join("again.html")) == read(&ARCHIVE.id), "the pages differ");
}
