//! Page headers and footers of a sheet (ECMA-376 part 1, 18.3.1.46): institutions keep the identity of a procedure there.
//!
//! In: the element `headerFooter`. Out: the texts that are printed, each of a left, a middle or a right part, without the codes
//! for fonts and sizes. What the program works out when it prints stands as its dialog shows it: `&[Page]`. Lines of nothing
//! else are left out; lines that hold a label with its value are told apart from the others.

use super::super::sheet::is_field;
use super::super::xml::{Element, Token, Xml, XmlError};
use super::strings::unescaped;
use crate::source::address::Story;

/// The page headers and footers of a sheet, as codes.
#[derive(Debug, Default)]
pub(super) struct Margins {
    codes: Vec<(Story, String)>,
}

/// One part of a page header or footer.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Its lines.
    pub(super) text: String,
    /// Whether a line of it is a label with its value.
    pub(super) holds_field: bool,
}

impl Margins {
    /// Reads the element that was begun last; leaves it.
    pub(super) fn read(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Self, XmlError> {
        let (first, even) = (element.is_on("differentFirst"), element.is_on("differentOddEven"));
        let outside = xml.depth().saturating_sub(1);
        let mut margins = Self::default();
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Start(element)) => match kind(element.name()) {
                    Some((story, pages)) if pages.are_printed(first, even) => {
                        margins.codes.push((story, unescaped(xml.text()?).into_owned()));
                    }
                    _ => xml.skip()?,
                },
                Some(_) => {}
                None => break,
            }
        }
        Ok(margins)
    }

    /// The parts of the headers, or of the footers, of the sheet of that name.
    pub(super) fn parts(&self, story: Story, sheet: &str) -> Vec<Part> {
        let codes = self.codes.iter().filter(|(of, _)| *of == story);
        codes.flat_map(|(_, code)| parts(code, sheet)).collect()
    }
}

/// The pages a header or footer is printed on.
enum Pages {
    First,
    Even,
    Others,
}

impl Pages {
    fn are_printed(&self, first: bool, even: bool) -> bool {
        match self {
            Self::First => first,
            Self::Even => even,
            Self::Others => true,
        }
    }
}

fn kind(element: &str) -> Option<(Story, Pages)> {
    Some(match element {
        "oddHeader" => (Story::Header, Pages::Others),
        "evenHeader" => (Story::Header, Pages::Even),
        "firstHeader" => (Story::Header, Pages::First),
        "oddFooter" => (Story::Footer, Pages::Others),
        "evenFooter" => (Story::Footer, Pages::Even),
        "firstFooter" => (Story::Footer, Pages::First),
        _ => return None,
    })
}

/// The parts of one header that say something.
fn parts(code: &str, sheet: &str) -> Vec<Part> {
    let mut writing = Writing::default();
    let mut rest = code;
    while let Some(at) = rest.find('&') {
        writing.write(&rest[..at]);
        rest = writing.code(&rest[at + 1..], sheet);
    }
    writing.write(rest);
    writing.end_part();
    writing.parts
}

/// A header that is being written without its codes.
#[derive(Default)]
struct Writing {
    parts: Vec<Part>,
    /// The lines of the part so far, each with what the drafter typed of it.
    lines: Vec<(String, String)>,
}

impl Writing {
    /// Adds what was typed.
    fn write(&mut self, text: &str) {
        for (at, line) in text.split('\n').enumerate() {
            if at > 0 || self.lines.is_empty() {
                self.lines.push(<_>::default());
            }
            if let Some((shown, typed)) = self.lines.last_mut() {
                shown.push_str(line);
                typed.push_str(line);
            }
        }
    }

    /// Adds what the program works out, by its name.
    fn work_out(&mut self, name: &str) {
        self.write("");
        if let Some((shown, _)) = self.lines.last_mut() {
            shown.push_str(name);
        }
    }

    /// Reads a code behind its `&`; what is behind it.
    fn code<'c>(&mut self, code: &'c str, sheet: &str) -> &'c str {
        let mut letters = code.chars();
        let letter = letters.next();
        let rest = letters.as_str();
        match letter.map(|letter| letter.to_ascii_uppercase()) {
            Some('L' | 'C' | 'R') => self.end_part(),
            Some('P') => self.work_out("&[Page]"),
            Some('N') => self.work_out("&[Pages]"),
            Some('D') => self.work_out("&[Date]"),
            Some('T') => self.work_out("&[Time]"),
            Some('F') => self.work_out("&[File]"),
            Some('Z') => self.work_out("&[Path]"),
            Some('A') => self.work_out(sheet),
            Some('&') => self.write("&"),
            Some('"') => return rest.split_once('"').map_or(rest, |(_, behind)| behind),
            Some('K') => return behind_colour(rest),
            Some('0'..='9') => return rest.trim_start_matches(|c: char| c.is_ascii_digit()),
            // Bold, italic, a picture …: nothing that is read.
            _ => {}
        }
        rest
    }

    fn end_part(&mut self) {
        let mut part = Part::default();
        for (shown, typed) in std::mem::take(&mut self.lines) {
            if !typed.contains(char::is_alphanumeric) {
                continue;
            }
            part.text.push_str(if part.text.is_empty() { "" } else { "\n" });
            part.text.push_str(shown.trim());
            part.holds_field |= is_field(&typed);
        }
        if !part.text.is_empty() {
            self.parts.push(part);
        }
    }
}

/// A colour is six signs long: `FF0000`, or a colour of the theme with its shade, `01+000`.
fn behind_colour(code: &str) -> &str {
    let is_colour = |colour: &&str| colour.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, '+' | '-'));
    code.get(..6).filter(is_colour).map_or(code, |_| &code[6..])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(code: &str) -> Vec<String> {
        parts(code, "COVER").into_iter().map(|part| part.text).collect()
    }

    #[test]
    fn codes_for_parts_fonts_sizes_and_colours_are_no_text() {
        let code = "&L&\"Arial,Bold\"&12Dinas Contoh&C&KFF0000&BNomor : SOP-1&B\nRevisi : 0&R&K01+000R&U";
        assert_eq!(read(code), ["Dinas Contoh", "Nomor : SOP-1\nRevisi : 0", "R"]);
        assert_eq!(read("Riset && Data"), ["Riset & Data"]);
        assert_eq!(read("&14 2025"), ["2025"], "a number behind a size is set apart by a space");
    }

    #[test]
    fn what_is_worked_out_stands_as_in_the_dialog_and_alone_it_says_nothing() {
        assert_eq!(read("&CHalaman &P dari &N"), ["Halaman &[Page] dari &[Pages]"]);
        assert_eq!(read("&L&F&C&P / &N&R&D &T"), [""; 0]);
        assert_eq!(read("&L&A\nRahasia"), ["Rahasia"]);
        assert_eq!(read("&LLembar &A"), ["Lembar COVER"]);
    }

    #[test]
    fn a_part_with_a_label_and_its_value_holds_a_field() {
        let holds = |code: &str| parts(code, "COVER").iter().map(|part| part.holds_field).collect::<Vec<_>>();
        assert_eq!(holds("&LNomor : SOP-1&CDinas Contoh&RTanggal : &D"), [true, false, false]);
        assert_eq!(holds("&LDinas Contoh\nNomor : SOP-1"), [true]);
    }

    #[test]
    fn broken_codes_end_somewhere() {
        for code in ["&", "&\"Arial", "&K", "&Kxyz", "&&&", "&12", "&é", "&Kéééé", "L&L&C&R"] {
            let _ = read(code);
        }
        assert_eq!(read("&\"Arial"), ["Arial"]);
        assert_eq!(read("L&L&C&R"), ["L"]);
    }
}
