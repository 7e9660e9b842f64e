//! Where the parts of a package lead (ECMA-376 part 2, 6.5).
//!
//! In: the part that lists the relationships of another. Out: the names of the parts it leads to, none of them outside the
//! package.

use super::{Bounded, Package, PackageError};
use crate::reader::xml::{Token, Xml, XmlError};

/// Where a part leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::reader) struct Relationship {
    pub(in crate::reader) id: String,
    /// The last word of its type: `worksheet`, `drawing`, `hyperlink`.
    pub(in crate::reader) kind: String,
    /// Name of the part it leads to; empty when it leads out of the package or nowhere.
    pub(in crate::reader) target: String,
}

impl Package<'_> {
    /// Where a part leads, in the order of the file. A part without relationships leads nowhere.
    pub(in crate::reader) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, PackageError> {
        let (folder, file) = part.rsplit_once('/').map_or(("", part), |(folder, file)| (folder, file));
        let slash = if folder.is_empty() { "" } else { "/" };
        let name = format!("{folder}{slash}_rels/{file}.rels");
        let Some(text) = self.part(&name)? else { return Ok(Vec::new()) };
        let mut xml = Xml::new(&text, self.limits.depth);
        let mut found = Vec::new();
        while let Some(token) = xml.next().map_err(|error| in_part(&name, error))? {
            let Token::Start(element) = token else { continue };
            if element.name() != "Relationship" {
                continue;
            }
            let of = |name: &str| element.attribute(name).unwrap_or_default();
            let is_external = of("TargetMode").eq_ignore_ascii_case("external");
            let target = if is_external { None } else { resolve(folder, &of("Target")) };
            let kind = of("Type").rsplit('/').next().unwrap_or_default().to_owned();
            found.push(Relationship { id: of("Id").into_owned(), kind, target: target.unwrap_or_default() });
        }
        Ok(found)
    }

    /// The part a package is about: the target of its `officeDocument` relationship.
    pub(in crate::reader) fn main_part(&mut self) -> Result<String, PackageError> {
        let roots = self.relationships("")?;
        let main = roots.into_iter().find(|root| root.kind == "officeDocument" && !root.target.is_empty());
        main.map(|main| main.target).ok_or_else(|| PackageError::NoPart("officeDocument".to_owned()))
    }
}

/// An error of the XML of a part.
pub(in crate::reader) fn in_part(part: &str, error: XmlError) -> PackageError {
    match error {
        XmlError::TooDeep(most) => PackageError::OverLimit { what: Bounded::Depth, most: most as u64 },
        error => PackageError::Xml { part: part.to_owned(), error },
    }
}

/// The part a target names, seen from a folder of the package; nothing when it leads out of the package.
fn resolve(folder: &str, target: &str) -> Option<String> {
    let target = target.split('#').next().unwrap_or_default();
    let (from, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut path: Vec<&str> = from.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()?),
            step => path.push(step),
        }
    }
    (!path.is_empty()).then(|| path.join("/"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::packed;
    use super::super::{Package, PackageLimits};

    #[test]
    fn relationships_lead_to_parts_of_the_package_only() {
        let rels = br#"<Relationships>
            <Relationship Id="a" Type="http://x/relationships/drawing" Target="../drawings/drawing1.xml"/>
            <Relationship Id="b" Type="http://x/relationships/image" Target="/xl/media/a.png"/>
            <Relationship Id="c" Type="http://x/relationships/hyperlink" Target="http://x" TargetMode="External"/>
            <Relationship Id="d" Type="http://x/relationships/drawing" Target="../../../../etc/passwd"/>
        </Relationships>"#;
        let bytes = packed(&[("xl/worksheets/_rels/sheet1.xml.rels", rels)]);
        let mut package = Package::open(&bytes, &PackageLimits::default()).expect("a package");
        let found = package.relationships("xl/worksheets/sheet1.xml").expect("relationships");
        let targets: Vec<&str> = found.iter().map(|found| found.target.as_str()).collect();
        assert_eq!(targets, ["xl/drawings/drawing1.xml", "xl/media/a.png", "", ""]);
        assert_eq!(found[0].kind, "drawing");
    }
}
