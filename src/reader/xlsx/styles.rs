//! The styles part: which number format a cell has (ECMA-376 part 1, 18.8).

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::xml::{Token, Xml, XmlError};
use super::format::Format;

/// The number formats of a workbook by the style numbers of its cells.
pub(super) struct Styles {
    cells: Vec<Rc<Format>>,
    general: Rc<Format>,
    /// Whether the file says anything about styles; without, every number is shown as it is.
    pub(super) are_there: bool,
}

/// Codes of the file are shorter than this; Excel takes 255 characters.
const LONGEST_CODE: usize = 1024;

impl Styles {
    /// No styles at all.
    pub(super) fn none() -> Self {
        Self { cells: Vec::new(), general: Rc::new(Format::general()), are_there: false }
    }

    /// Reads the part. What was read before an error stays.
    pub(super) fn read(&mut self, part: &str, depth: usize) -> Result<(), XmlError> {
        self.are_there = true;
        let mut codes: BTreeMap<i64, String> = BTreeMap::new();
        let mut formats: BTreeMap<i64, Rc<Format>> = BTreeMap::new();
        let mut xml = Xml::new(part, depth);
        let mut is_of_cells = false;
        while let Some(token) = xml.next()? {
            let Token::Start(element) = token else { continue };
            match element.name() {
                "numFmt" => {
                    let code = element.attribute("formatCode").unwrap_or_default();
                    if let Some(id) = element.number("numFmtId").filter(|_| code.len() <= LONGEST_CODE) {
                        codes.insert(id, code.into_owned());
                    }
                }
                "cellXfs" => is_of_cells = true,
                "cellStyleXfs" => is_of_cells = false,
                "xf" if is_of_cells => {
                    let id = element.number("numFmtId").unwrap_or(0);
                    let read = || {
                        let code = codes.get(&id).map_or_else(|| built_in(id), String::as_str);
                        Rc::new(Format::read(code))
                    };
                    self.cells.push(Rc::clone(formats.entry(id).or_insert_with(read)));
                }
                // Formats of conditions have numbers of their own.
                "cellStyles" | "dxfs" | "tableStyles" | "extLst" => xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// The format of a style; nothing when there is no such style.
    pub(super) fn format(&self, style: u32) -> Option<&Format> {
        match self.cells.get(style as usize) {
            Some(format) => Some(format),
            None if style == 0 || !self.are_there => Some(&self.general),
            None => None,
        }
    }
}

/// The codes that are not written into files (18.8.30), in the form for all languages.
fn built_in(id: i64) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 => "#,##0",
        4 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        11 => "0.00E+00",
        12 => "# ?/?",
        13 => "# ??/??",
        14 => "mm-dd-yy",
        15 => "d-mmm-yy",
        16 => "d-mmm",
        17 => "mmm-yy",
        18 => "h:mm AM/PM",
        19 => "h:mm:ss AM/PM",
        20 => "h:mm",
        21 => "h:mm:ss",
        22 => "m/d/yy h:mm",
        37 | 38 => "#,##0;(#,##0)",
        39 | 40 => "#,##0.00;(#,##0.00)",
        41 | 42 => "#,##0;(#,##0);\"-\"",
        43 | 44 => "#,##0.00;(#,##0.00);\"-\"",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss.0",
        48 => "##0.0E+0",
        49 => "@",
        _ => "General",
    }
}
