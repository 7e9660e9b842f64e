//! Spans, lines and excerpts: properties over random text.

use super::*;

/// A small generator of numbers, the same in every run.
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

fn piece(value_start: u32, start: u32, end: u32) -> Piece {
    Piece { value_start, view: Span { start, end } }
}

fn shown<'v>(text: &SpannedText<'_>, part: &str, view: &'v str) -> &'v str {
    let at = text.as_str().find(part).expect("the part is in the text");
    &view[text.locate(&(at..at + part.len()), view).range()]
}

#[test]
fn a_verbatim_text_is_located_byte_for_byte() {
    let view = "uraian: Memeriksa berkas é lengkap";
    let text = SpannedText::verbatim(&view[8..], 8);
    for word in ["Memeriksa", "berkas", "é", "lengkap"] {
        assert_eq!(shown(&text, word, view), word);
    }
    assert_eq!(text.span(), Span::new(8, view.len()));
}

#[test]
fn an_entity_is_located_as_a_whole_also_at_the_end() {
    let view = "a &amp; b &lt;";
    let pieces = vec![piece(0, 0, 2), piece(2, 2, 7), piece(3, 7, 10), piece(6, 10, 14)];
    let text = SpannedText::joined("a & b <".to_owned(), Span::new(0, 14), pieces);
    assert_eq!(shown(&text, "&", view), "&amp;");
    assert_eq!(shown(&text, "& b", view), "&amp; b");
    assert_eq!(shown(&text, "<", view), "&lt;");
    assert_eq!(shown(&text, "b", view), "b");
    assert_eq!(text.locate(&(7..7), view), Span::at(14));
    assert_eq!(text.locate(&(2..2), view), Span::at(2));
}

#[test]
fn a_part_of_a_part_keeps_the_way_back() {
    let view = "a &amp; b &lt; c";
    let pieces = vec![piece(0, 0, 2), piece(2, 2, 7), piece(3, 7, 10), piece(6, 10, 14), piece(7, 14, 16)];
    let text = SpannedText::joined("a & b < c".to_owned(), Span::new(0, 16), pieces);
    let part = text.slice(1..8, view);
    assert_eq!(part.as_str(), " & b < ");
    let part = part.trimmed(view);
    assert_eq!(part.as_str(), "& b <");
    assert_eq!(&view[part.span().range()], "&amp; b &lt;");
    for (word, raw) in [("&", "&amp;"), ("b", "b"), ("<", "&lt;"), ("& b <", "&amp; b &lt;")] {
        assert_eq!(shown(&part, word, view), raw);
    }
    assert_eq!(shown(&part.slice(2..3, view), "b", view), "b");
}

#[test]
fn slicing_and_locating_agree_at_every_place() {
    let view = "xä &amp; “b” &#233;\n   c && d";
    let pieces =
        vec![piece(0, 0, 4), piece(4, 4, 9), piece(5, 9, 18), piece(14, 18, 24), piece(16, 24, 28), piece(17, 28, 34)];
    let text = SpannedText::joined("xä & “b” é c && d".to_owned(), Span::new(0, 34), pieces);
    let value = text.as_str().to_owned();
    let places: Vec<usize> = (0..=value.len()).filter(|&at| value.is_char_boundary(at)).collect();
    for &start in &places {
        for &end in places.iter().filter(|&&end| end > start) {
            let part = text.slice(start..end, view);
            assert_eq!(part.as_str(), &value[start..end]);
            assert_eq!(part.span(), text.locate(&(start..end), view), "{start}..{end}");
            for &from in places.iter().filter(|&&at| at >= start && at < end) {
                let found = part.locate(&(from - start..end - start), view);
                assert_eq!(found, text.locate(&(from..end), view), "{start}..{end} from {from}");
            }
        }
    }
}

#[test]
fn an_alias_is_located_at_its_use() {
    let view = "a: &x satu\nb: *x";
    let text = SpannedText::verbatim(&view[6..10], 6).used_at(Some(Span::new(14, 16)));
    assert_eq!(text.locate(&(0..2), view), Span::new(14, 16));
    assert_eq!(text.slice(0..2, view).span(), Span::new(14, 16));
    assert_eq!(text.written_elsewhere(), Some(Span::new(6, 10)));
    assert_eq!(text.used_at(None).span(), Span::new(14, 16));
}

#[test]
fn nothing_stands_at_its_place() {
    let text = SpannedText::nothing(Span::new(2, 5));
    assert_eq!(text.locate(&(0..0), "abcdef"), Span::new(2, 5));
    assert_eq!(text.trimmed("abcdef").span(), Span::new(2, 5));
}

#[test]
fn a_range_beyond_the_text_is_the_text() {
    let text = SpannedText::verbatim("ab", 1);
    assert_eq!(text.locate(&(1..9), "xab"), Span::new(1, 3));
}

#[test]
fn a_run_that_differs_from_its_bytes_is_located_on_boundaries() {
    let view = "a→b";
    let text = SpannedText::joined("12345".to_owned(), Span::new(0, 5), vec![piece(0, 0, 5)]);
    assert_eq!(text.locate(&(2..3), view), Span::new(1, 4));
}

#[test]
fn a_text_is_small() {
    assert!(size_of::<SpannedText<'_>>() <= 32, "{}", size_of::<SpannedText<'_>>());
}

#[test]
fn boundaries_are_found_from_inside_a_character() {
    let text = "a→b";
    assert_eq!([0, 1, 2, 3, 4, 5, 9].map(|at| boundary_before(text, at)), [0, 1, 1, 1, 4, 5, 5]);
    assert_eq!([0, 1, 2, 3, 4, 5, 9].map(|at| boundary_after(text, at)), [0, 1, 4, 4, 4, 5, 5]);
}

/// Text of a few lines, some of them very long.
fn random_view(rng: &mut Rng) -> String {
    const WORDS: [&str; 12] = ["a", "é", "→", "😀", " ", "\t", "kata", "\u{feff}", "\r", "ß°", "e\u{301}", "“x”"];
    let mut view = String::from(["", "\u{feff}", "\u{feff}\u{feff}"][rng.below(3)]);
    for _ in 0..rng.below(8) {
        let length = [0, 3, 30, 400, 3000][rng.below(5)];
        for _ in 0..rng.below(length + 1) {
            view.push_str(WORDS[rng.below(WORDS.len())]);
        }
        view.push_str(["\n", "\r\n", "\n\n", ""][rng.below(4)]);
    }
    view
}

#[test]
fn an_excerpt_gives_the_positions_of_the_whole_view() {
    let mut rng = Rng(7);
    for round in 0..600 {
        let view = random_view(&mut rng);
        let lines = Lines::new(&view);
        let place = |rng: &mut Rng| boundary_before(&view, rng.below(view.len() + 1));
        let spans: Vec<Span> = (0..rng.below(6))
            .map(|_| {
                let start = place(&mut rng);
                let end = if rng.below(2) == 0 { place(&mut rng) } else { boundary_after(&view, start + rng.below(9)) };
                Span::new(start, end)
            })
            .collect();
        let excerpt = Excerpt::new(&lines, spans.iter().copied());
        for offset in spans.iter().flat_map(|span| [span.start, span.end]) {
            assert_eq!(excerpt.position(offset), Some(lines.position(offset)), "round {round}, {offset} of {view:?}");
        }
        let kept: usize = excerpt.rows().iter().map(|row| row.text.len()).sum();
        assert!(kept <= 3 * 1300 * spans.len(), "{kept} bytes for {} spans", spans.len());
        for row in excerpt.rows() {
            assert!(view[row.start as usize..].starts_with(&*row.text));
        }
        assert!(excerpt.rows().is_sorted_by_key(|row| row.start));
    }
}

#[test]
fn a_position_leads_back_to_its_offset() {
    let mut rng = Rng(11);
    for _ in 0..200 {
        let view = random_view(&mut rng);
        let lines = Lines::new(&view);
        let offset = boundary_before(&view, rng.below(view.len() + 1));
        let position = lines.position(offset as u32);
        let (line, start) = (position.line as usize - 1, lines.start(position.line as usize - 1) as usize);
        let bom = if line == 0 && view.starts_with(view::BOM) { view::BOM.len() } else { 0 };
        let text = &lines.text(line)[bom..];
        let before: usize = text.chars().take(position.column as usize - 1).map(char::len_utf8).sum();
        // Inside a mark or a line break there is no column of its own.
        let expected = offset.clamp(start + bom, start + bom + text.len());
        assert_eq!(start + bom + before, expected, "{view:?}");
    }
}
