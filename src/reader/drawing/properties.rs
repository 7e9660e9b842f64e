//! One object of DrawingML: its name, outline, place, text and glue (ECMA-376 part 1, 20.1 and 20.5).
//!
//! In: the XML of an `sp`, `cxnSp`, `pic`, `graphicFrame` or `wsp`, whose children are called alike whatever holds them. Out:
//! what is said there, as [`Raw`]. Effects, themes and adjustments that change no place are passed over.

use super::custom;
use super::item::{Geometry, Ink, Raw};
use super::transform::{Area, Transform, coordinate};
use super::units::emu;
use crate::reader::xml::{Element, Token, Xml, XmlError};

/// Reads the next element that begins within the one that is at depth `within`; nothing when that ends.
pub(super) fn begun<'x>(xml: &mut Xml<'x>, within: usize) -> Result<Option<Element<'x>>, XmlError> {
    while xml.depth() >= within {
        match xml.next()? {
            Some(Token::Start(element)) => return Ok(Some(element)),
            Some(Token::End | Token::Text(_)) => {}
            None => break,
        }
    }
    Ok(None)
}

/// The object that has just begun.
pub(super) fn object(xml: &mut Xml<'_>, kind: &str) -> Result<Raw, XmlError> {
    let within = xml.depth();
    let mut raw = Raw::default();
    match kind {
        "pic" => raw.geometry = Geometry::Picture,
        "graphicFrame" | "contentPart" => raw.geometry = Geometry::Preset(kind.into()),
        _ => {}
    }
    while let Some(element) = begun(xml, within)? {
        match element.name() {
            "cNvPr" => {
                named(&mut raw, &element);
                xml.skip()?;
            }
            "cNvSpPr" => raw.is_text_box = element.is_on("txBox"),
            "stCxn" => raw.glue[0] = element.attribute("id").map(|id| id.trim().into()),
            "endCxn" => raw.glue[1] = element.attribute("id").map(|id| id.trim().into()),
            "spPr" => shape_properties(xml, &mut raw)?,
            // Only frames of graphics hold one of their own here.
            "xfrm" => raw.transform = transform(xml, &element)?,
            "style" => style(xml, &mut raw)?,
            "txBody" | "txbx" => raw.text = text(xml)?,
            "nvSpPr" | "nvCxnSpPr" | "nvPicPr" | "nvGraphicFramePr" | "cNvCxnSpPr" | "cNvCnPr" => {}
            _ => xml.skip()?,
        }
    }
    Ok(raw)
}

/// Takes id, name and visibility of `cNvPr` or `docPr` (20.1.2.2.8).
pub(super) fn named(raw: &mut Raw, element: &Element<'_>) {
    raw.id = element.attribute("id").unwrap_or_default().trim().into();
    raw.name = element.attribute("name").unwrap_or_default().into();
    raw.is_hidden |= element.is_on("hidden");
}

/// `spPr` (20.1.2.2.35).
fn shape_properties(xml: &mut Xml<'_>, raw: &mut Raw) -> Result<(), XmlError> {
    let within = xml.depth();
    while let Some(element) = begun(xml, within)? {
        match element.name() {
            "xfrm" => raw.transform = transform(xml, &element)?,
            "prstGeom" => {
                // The outline of a picture says nothing: it stays a picture.
                if raw.geometry != Geometry::Picture {
                    raw.geometry = Geometry::Preset(element.attribute("prst").unwrap_or_default().into());
                }
            }
            "avLst" => {}
            "gd" => {
                let of = |name: &str| element.attribute(name).unwrap_or_default();
                raw.adjust.note(&of("name"), &of("fmla"));
            }
            "custGeom" => {
                let way = custom::line(xml)?;
                if raw.geometry != Geometry::Picture {
                    raw.geometry = Geometry::Custom(way);
                }
            }
            "ln" => outline(xml, raw)?,
            name => {
                if let Some(ink) = ink(xml, name)? {
                    raw.fill = ink;
                }
            }
        }
    }
    Ok(())
}

/// `a:ln` (20.1.2.2.24): the line is drawn from start to end; `headEnd` is the head at its start, `tailEnd` that at its end.
fn outline(xml: &mut Xml<'_>, raw: &mut Raw) -> Result<(), XmlError> {
    let within = xml.depth();
    while let Some(element) = begun(xml, within)? {
        let has_head = || element.attribute("type").is_some_and(|head| head != "none");
        match element.name() {
            "headEnd" => raw.heads[0] = has_head(),
            "tailEnd" => raw.heads[1] = has_head(),
            name => {
                if let Some(ink) = ink(xml, name)? {
                    raw.outline = ink;
                }
            }
        }
    }
    Ok(())
}

/// What an element that fills something fills it with; leaves any element.
fn ink(xml: &mut Xml<'_>, name: &str) -> Result<Option<Ink>, XmlError> {
    let ink = match name {
        "noFill" => Ink::None,
        "solidFill" => return colour(xml).map(Some),
        "gradFill" | "blipFill" | "pattFill" | "grpFill" => Ink::Shown,
        _ => {
            xml.skip()?;
            return Ok(None);
        }
    };
    xml.skip()?;
    Ok(Some(ink))
}

/// A colour; plain white is not seen on paper.
fn colour(xml: &mut Xml<'_>) -> Result<Ink, XmlError> {
    let within = xml.depth();
    let mut colours = 0;
    let mut is_white = false;
    while let Some(element) = begun(xml, within)? {
        let value = element.attribute("val").unwrap_or_default();
        is_white |= match element.name() {
            "srgbClr" => value.eq_ignore_ascii_case("FFFFFF"),
            "schemeClr" => matches!(&*value, "bg1" | "lt1"),
            "prstClr" => value == "white",
            "sysClr" => value == "window",
            _ => false,
        };
        // What stands in a colour makes it darker, or clearer; only a colour alone is that colour.
        colours += 1;
    }
    Ok(if is_white && colours == 1 { Ink::None } else { Ink::Shown })
}

/// References to the theme: index 0 draws nothing (20.1.4.2.19). What the properties say goes before them.
fn style(xml: &mut Xml<'_>, raw: &mut Raw) -> Result<(), XmlError> {
    let within = xml.depth();
    while let Some(element) = begun(xml, within)? {
        let ink = if element.number("idx").unwrap_or_default() == 0 { Ink::None } else { Ink::Shown };
        match element.name() {
            "lnRef" if raw.outline == Ink::Unsaid => raw.outline = ink,
            "fillRef" if raw.fill == Ink::Unsaid => raw.fill = ink,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(())
}

/// `a:xfrm`, of a shape or a group.
pub(super) fn transform(xml: &mut Xml<'_>, element: &Element<'_>) -> Result<Transform, XmlError> {
    let mut transform = Transform {
        turn: element.number("rot").unwrap_or_default(),
        flip_x: element.is_on("flipH"),
        flip_y: element.is_on("flipV"),
        ..Transform::default()
    };
    let within = xml.depth();
    while let Some(element) = begun(xml, within)? {
        let of = |name: &str| length(&element, name);
        match element.name() {
            "off" => (transform.area.x, transform.area.y) = (of("x"), of("y")),
            "ext" => (transform.area.width, transform.area.height) = (of("cx").max(0.0), of("cy").max(0.0)),
            "chOff" => {
                let inner = transform.inner.get_or_insert_with(Area::default);
                (inner.x, inner.y) = (of("x"), of("y"));
            }
            "chExt" => {
                let inner = transform.inner.get_or_insert_with(Area::default);
                (inner.width, inner.height) = (of("cx"), of("cy"));
            }
            _ => {}
        }
    }
    Ok(transform)
}

/// An attribute that is a length.
pub(super) fn length(element: &Element<'_>, name: &str) -> f64 {
    element.attribute(name).and_then(|text| emu(&text)).map_or(0.0, coordinate)
}

/// The text of a `txBody`, `txbx` or `textbox`: paragraphs as lines, as it would be printed.
pub(super) fn text(xml: &mut Xml<'_>) -> Result<String, XmlError> {
    let within = xml.depth();
    let mut text = String::new();
    let mut paragraphs = 0;
    while let Some(element) = begun(xml, within)? {
        match element.name() {
            "p" => {
                text.push_str(if paragraphs > 0 { "\n" } else { "" });
                paragraphs += 1;
            }
            "br" | "cr" => {
                text.push('\n');
                xml.skip()?;
            }
            "tab" => text.push('\t'),
            "noBreakHyphen" => text.push('-'),
            "t" => text.push_str(&xml.text()?),
            // Properties hold tab stops; deleted text and the second form of a drawing are not printed.
            "pPr" | "rPr" | "endParaRPr" | "bodyPr" | "lstStyle" | "sectPr" | "tblPr" | "tcPr" | "del" | "moveFrom"
            | "Fallback" | "drawing" | "pict" | "object" => xml.skip()?,
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    Ok(text)
}
