//! The packs that ship inside the program.

/// A pack embedded in the program.
#[derive(Debug, Clone, Copy)]
pub struct ShippedPack {
    /// Its name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Where it stands in the repository.
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
    ShippedPack {
        name: "sop-ap",
        version: "1.0.0",
        path: "rules/sop-ap.yaml",
        text: include_str!("../../rules/sop-ap.yaml"),
    },
];

/// The pack that is used when nobody says which.
pub const DEFAULT: &str = "sop-ap";

/// The shipped pack with that name.
#[must_use]
pub fn shipped(name: &str) -> Option<&'static ShippedPack> {
    SHIPPED.iter().find(|pack| pack.name == name)
}
