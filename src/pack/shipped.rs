//! The packs that ship inside the program.

/// A pack embedded in the program.
#[derive(Debug, Clone, Copy)]
pub struct ShippedPack {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Where it stands in the repository: a file, or a folder of its parts.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// All of them. A test compares this list with the files under `rules/`.
pub const SHIPPED: &[ShippedPack] = &[
    ShippedPack {
        name: "core-document-control",
        version: "1.0.0",
        path: "rules/core-document-control.yaml",
        text: include_str!("../../rules/core-document-control.yaml"),
    },
    ShippedPack {
        name: "flow-soundness",
        version: "1.0.0",
        path: "rules/flow-soundness.yaml",
        text: include_str!("../../rules/flow-soundness.yaml"),
    },
    ShippedPack { name: "kpu", version: "1.0.0", path: "rules/kpu.yaml", text: include_str!("../../rules/kpu.yaml") },
    ShippedPack {
        name: "narrative",
        version: "1.0.0",
        path: "rules/narrative.yaml",
        text: include_str!("../../rules/narrative.yaml"),
    },
    ShippedPack {
        name: "pemda",
        version: "1.0.0",
        path: "rules/pemda.yaml",
        text: include_str!("../../rules/pemda.yaml"),
    },
    ShippedPack {
        name: "permenpan-35-2012",
        version: "1.0.0",
        path: "rules/permenpan-35-2012.yaml",
        text: include_str!("../../rules/permenpan-35-2012.yaml"),
    },
    ShippedPack { name: "sop-ap", version: "1.0.0", path: "rules/sop-ap", text: SOP_AP },
];

/// The pack of the guideline, whose rules are kept in a file for each part of an SOP.
const SOP_AP: &str = concat!(
    include_str!("../../rules/sop-ap/pack.yaml"),
    "\n",
    include_str!("../../rules/sop-ap/words.yaml"),
    "\nrules:\n",
    include_str!("../../rules/sop-ap/document.yaml"),
    include_str!("../../rules/sop-ap/identity.yaml"),
    include_str!("../../rules/sop-ap/legal-basis.yaml"),
    include_str!("../../rules/sop-ap/actors.yaml"),
    include_str!("../../rules/sop-ap/steps.yaml"),
    include_str!("../../rules/sop-ap/mutu-baku.yaml"),
    include_str!("../../rules/sop-ap/flow.yaml"),
    include_str!("../../rules/sop-ap/approval.yaml"),
    include_str!("../../rules/sop-ap/life-cycle.yaml"),
    include_str!("../../rules/sop-ap/archive.yaml"),
);

/// The pack that is used when nobody says which.
pub const DEFAULT: &str = "sop-ap";

/// The shipped pack with that name.
#[must_use]
pub fn shipped(name: &str) -> Option<&'static ShippedPack> {
    SHIPPED.iter().find(|pack| pack.name == name)
}
