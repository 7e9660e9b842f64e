//! What a cell shows, from its type and its stored value (ECMA-376 part 1, 18.18.11).

use std::borrow::Cow;

use super::super::super::sheet::{Text, is_inexact};
use super::super::super::xml::{Token, Xml, XmlError, append};
use super::super::strings::{item, unescaped};
use super::{Fault, Walk};

/// The type of a stored value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    SharedString,
    /// A text of its own: an inline string or the result of a formula.
    Text,
    Boolean,
    Error,
    Date,
    Unknown,
}

impl Kind {
    fn read(name: &str) -> Self {
        match name {
            "" | "n" => Self::Number,
            "s" => Self::SharedString,
            "str" | "inlineStr" => Self::Text,
            "b" => Self::Boolean,
            "e" => Self::Error,
            "d" => Self::Date,
            _ => Self::Unknown,
        }
    }
}

impl Walk<'_> {
    /// What the cell that was begun last, with its attributes `t` and `s`, shows; nothing for a blank one. Leaves it.
    pub(super) fn value(
        &mut self,
        xml: &mut Xml<'_>,
        kind: Option<&str>,
        style: Option<&str>,
    ) -> Result<Option<Text>, XmlError> {
        let kind = Kind::read(kind.unwrap_or_default());
        let raw = stored(xml, kind)?;
        if raw.is_empty() {
            return Ok(None);
        }
        let style = style.map_or(Some(0), |style| style.trim().parse().ok());
        Ok(self.shown(kind, style, &raw))
    }

    fn shown(&mut self, kind: Kind, style: Option<u32>, raw: &str) -> Option<Text> {
        let text: Cow<'_, str> = match kind {
            Kind::SharedString => return self.shared_string(style, raw),
            Kind::Text => raw.into(),
            Kind::Number => match raw.trim().parse::<f64>().ok().filter(|number| number.is_finite()) {
                Some(number) => {
                    let shown = self.number(style, number);
                    let text = self.own(&shown);
                    return if is_inexact(number, &shown) { text.map(Text::inexact) } else { text };
                }
                None => return Some(Text::Lost),
            },
            Kind::Boolean => match raw.trim() {
                "1" | "true" => "TRUE".into(),
                "0" | "false" => "FALSE".into(),
                _ => return Some(Text::Lost),
            },
            Kind::Error => raw.into(),
            Kind::Date => iso_day(raw.trim()).into(),
            Kind::Unknown => return Some(Text::Lost),
        };
        let text = if kind == Kind::Text { self.with_words(style, text) } else { text };
        self.own(&text)
    }

    /// A text of this sheet; nothing when it shows nothing.
    fn own(&mut self, text: &str) -> Option<Text> {
        if text.trim().is_empty() || !self.budget.has_bytes(self.sheet.own.len() + text.len()) {
            return None;
        }
        Some(Text::Own(self.sheet.own.push(text)))
    }

    fn shared_string(&mut self, style: Option<u32>, raw: &str) -> Option<Text> {
        let found = raw.trim().parse().ok().and_then(|at| Some((at, self.shared.strings.get(at)?)));
        let Some((at, text)) = found else { return Some(Text::Lost) };
        if text.is_empty() {
            return None;
        }
        match self.with_words(style, text.into()) {
            Cow::Borrowed(_) => Some(Text::Shared(at)),
            Cow::Owned(text) => self.own(&text),
        }
    }

    /// A text with the words of its format, if that has any.
    fn with_words<'t>(&self, style: Option<u32>, text: Cow<'t, str>) -> Cow<'t, str> {
        let format = style.and_then(|style| self.shared.styles.format(style));
        format.and_then(|format| format.around(&text)).map_or(text, Cow::Owned)
    }

    fn number(&mut self, style: Option<u32>, number: f64) -> String {
        match style.and_then(|style| self.shared.styles.format(style)) {
            Some(format) => format.show(number, self.shared.epoch),
            None => {
                self.fault(Fault::Style);
                super::super::format::general(number)
            }
        }
    }
}

/// Gathers the stored value: `v`, or the string item `is`. The formula `f` is passed over.
fn stored<'x>(xml: &mut Xml<'x>, kind: Kind) -> Result<Cow<'x, str>, XmlError> {
    let outside = xml.depth().saturating_sub(1);
    let mut raw = Cow::Borrowed("");
    while xml.depth() > outside {
        match xml.next()? {
            Some(Token::Start(element)) => match element.name() {
                "v" if kind == Kind::Text => append(&mut raw, unescaped(xml.text()?)),
                "v" => append(&mut raw, xml.text()?),
                "is" => append(&mut raw, item(xml)?),
                _ => xml.skip()?,
            },
            Some(_) => {}
            None => break,
        }
    }
    Ok(raw)
}

/// `2024-10-05T08:30:00` as other days and times are shown.
fn iso_day(raw: &str) -> String {
    match raw.split_once('T') {
        Some((day, time)) if time.starts_with("00:00") || time.is_empty() => day.to_owned(),
        Some(("", time)) => time.get(..5).unwrap_or(time).to_owned(),
        Some((day, time)) => format!("{day} {}", time.get(..5).unwrap_or(time)),
        None => raw.to_owned(),
    }
}
