//! Page headers and footers of the pages sheets are printed on (ISO/IEC 26300-1, 16.9 and 16.10).
//!
//! In: a master page. Out: the texts of its headers and footers that are shown, as the program that wrote the file saw them.

use super::super::sheet::Budget;
use super::super::xml::{Element, Token, Xml, XmlError};
use super::paragraph::Paragraphs;
use crate::source::address::Story;

/// The headers and footers of one page, each with its text.
pub(super) type Page = Vec<(Story, String)>;

/// Reads the `style:master-page` that was begun last; leaves it.
pub(super) fn read(xml: &mut Xml<'_>, budget: &mut Budget) -> Result<Page, XmlError> {
    let mut page = Page::new();
    let outside = xml.depth().saturating_sub(1);
    while xml.depth() > outside && !budget.is_spent() {
        match xml.next()? {
            Some(Token::Start(element)) => match story(&element) {
                Some(story) => parts(xml, budget, story, &mut page)?,
                None => xml.skip()?,
            },
            Some(_) => {}
            None => break,
        }
    }
    Ok(page)
}

/// What an element of a page is, where it is shown.
fn story(element: &Element<'_>) -> Option<Story> {
    let story = match element.name() {
        "header" | "header-left" | "header-first" => Story::Header,
        "footer" | "footer-left" | "footer-first" => Story::Footer,
        _ => return None,
    };
    element.attribute("display").is_none_or(|display| display != "false").then_some(story)
}

/// The regions of a header, or its paragraphs where it has none. Leaves it.
fn parts(xml: &mut Xml<'_>, budget: &mut Budget, story: Story, page: &mut Page) -> Result<(), XmlError> {
    let outside = xml.depth().saturating_sub(1);
    let mut whole = Paragraphs::default();
    while xml.depth() > outside && !budget.is_spent() {
        match xml.next()? {
            Some(Token::Start(element)) => match element.name() {
                "p" | "h" => whole.add(xml, budget)?,
                _ => {
                    let mut region = Paragraphs::default();
                    region.add_all(xml, budget)?;
                    add(page, story, &region.text);
                }
            },
            Some(_) => {}
            None => break,
        }
    }
    add(page, story, &whole.text);
    Ok(())
}

fn add(page: &mut Page, story: Story, text: &str) {
    // `???` stands where the program puts the name of the sheet.
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| line.contains(char::is_alphanumeric)).collect();
    if !lines.is_empty() {
        page.push((story, lines.join("\n")));
    }
}
