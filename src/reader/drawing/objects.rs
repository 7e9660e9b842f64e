//! The objects of a drawing, in groups and alternatives (ECMA-376 part 1, 20.5.2.17; part 3, 10.2.1).
//!
//! In: the XML of an object or a group, and where it is anchored. Out: items on the page, at most as many as may be read.

use super::item::{Item, Raw};
use super::properties::{begun, named, object, transform};
use super::transform::{Affine, Area, Transform};
use crate::reader::xml::{Xml, XmlError};

/// Items that are being gathered.
#[derive(Debug)]
pub(in crate::reader) struct Gathered {
    pub(in crate::reader) items: Vec<Item>,
    /// How many more may be read.
    left: usize,
    /// Whether there were more.
    pub(in crate::reader) is_cut: bool,
}

/// What an object lies in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Within<'r> {
    /// The groups around it.
    pub(super) outer: Affine,
    /// What its anchor says of its box.
    pub(super) anchor: Anchoring,
    /// What is said of it from outside: the name of a drawing that holds nothing else.
    pub(super) known: Option<&'r Raw>,
}

/// What an anchor says of the box of an object.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchoring {
    /// Nothing: it lies in a group or on a canvas.
    None,
    /// It lies between cells, as it is shown.
    #[cfg(feature = "xlsx")]
    Cells(Area),
    /// It begins at the anchor and has a size of its own before it is turned, or else this one.
    ///
    /// The size of an anchor is for the text around it; LibreOffice writes another one for connectors.
    #[cfg(feature = "docx")]
    Text(Area),
}

impl Anchoring {
    fn apply(self, mut transform: Transform) -> Transform {
        match self {
            Self::None => {}
            #[cfg(feature = "xlsx")]
            Self::Cells(area) => transform = transform.anchored(area),
            #[cfg(feature = "docx")]
            Self::Text(area) => {
                let own = transform.area;
                let is_said = own.width > 0.0 || own.height > 0.0;
                transform.area = if is_said { Area { x: 0.0, y: 0.0, ..own } } else { area };
            }
        }
        transform
    }
}

impl Gathered {
    /// Nothing yet, and at most `left` items.
    pub(in crate::reader) fn new(left: usize) -> Self {
        Self { items: Vec::new(), left, is_cut: false }
    }

    /// Adds an item if it is seen and there may be one more.
    pub(super) fn push(&mut self, item: Item) {
        if item.is_flat() {
            return;
        }
        if self.is_full() {
            self.is_cut = true;
        } else {
            self.left -= 1;
            self.items.push(item);
        }
    }

    fn is_full(&self) -> bool {
        self.left == 0
    }

    /// Reads what has just begun if it is an object, and leaves it in any case. Tells whether it was one, seen or hidden.
    pub(super) fn read(&mut self, xml: &mut Xml<'_>, kind: &str, within: Within<'_>) -> Result<bool, XmlError> {
        match kind {
            "sp" | "cxnSp" | "pic" | "graphicFrame" | "contentPart" | "wsp" => self.object(xml, kind, within)?,
            "grpSp" | "wgp" => self.group(xml, within)?,
            "wpc" => self.canvas(xml, within)?,
            "AlternateContent" => return self.alternatives(xml, within),
            _ => {
                xml.skip()?;
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn object(&mut self, xml: &mut Xml<'_>, kind: &str, within: Within<'_>) -> Result<(), XmlError> {
        if self.is_full() {
            self.is_cut = true;
            return xml.skip();
        }
        let mut raw = object(xml, kind)?;
        raw.transform = within.anchor.apply(raw.transform);
        if let Some(known) = within.known {
            raw.is_hidden |= known.is_hidden;
            if raw.id.is_empty() && raw.name.is_empty() {
                (raw.id, raw.name) = (known.id.clone(), known.name.clone());
            }
        }
        if !raw.is_hidden {
            self.push(raw.item(within.outer));
        }
        Ok(())
    }

    /// `grpSp` (20.5.2.17): its properties come before what it holds.
    fn group(&mut self, xml: &mut Xml<'_>, within: Within<'_>) -> Result<(), XmlError> {
        let depth = xml.depth();
        let mut own = Raw { is_hidden: within.known.is_some_and(|known| known.is_hidden), ..Raw::default() };
        let mut inside = Self::inside(Transform::default(), within);
        while let Some(element) = begun(xml, depth)? {
            match element.name() {
                "nvGrpSpPr" | "grpSpPr" => {}
                "cNvPr" => {
                    named(&mut own, &element);
                    xml.skip()?;
                }
                "xfrm" => inside = Self::inside(transform(xml, &element)?, within),
                _ if own.is_hidden => xml.skip()?,
                kind => drop(self.read(xml, kind, inside)?),
            }
        }
        Ok(())
    }

    fn inside<'r>(transform: Transform, within: Within<'_>) -> Within<'r> {
        let transform = within.anchor.apply(transform);
        Within { outer: transform.children().then(within.outer), anchor: Anchoring::None, known: None }
    }

    /// A canvas of a word processor (`wpc:wpc`): what lies on it has its places from its corner.
    fn canvas(&mut self, xml: &mut Xml<'_>, within: Within<'_>) -> Result<(), XmlError> {
        let depth = xml.depth();
        let is_hidden = within.known.is_some_and(|known| known.is_hidden);
        let inside = Within { outer: within.outer, anchor: Anchoring::None, known: None };
        while let Some(element) = begun(xml, depth)? {
            match element.name() {
                _ if is_hidden => xml.skip()?,
                kind => drop(self.read(xml, kind, inside)?),
            }
        }
        Ok(())
    }

    /// The first alternative that holds an object. What a program cannot show is written a second time in another way.
    fn alternatives(&mut self, xml: &mut Xml<'_>, within: Within<'_>) -> Result<bool, XmlError> {
        let depth = xml.depth();
        let mut found = false;
        while let Some(element) = begun(xml, depth)? {
            match element.name() {
                "Choice" | "Fallback" if !found => {}
                "Choice" | "Fallback" => xml.skip()?,
                kind => found |= self.read(xml, kind, within)?,
            }
        }
        Ok(found)
    }
}
