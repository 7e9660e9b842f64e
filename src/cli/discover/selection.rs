//! Which files the settings include and exclude.
//!
//! In: the settings, and the name of a file or a folder as it was found. Out: whether it is taken. What lies outside the folder of
//! the settings is no business of theirs: it is taken.

use std::path::PathBuf;

use super::super::overrides::folder;
use crate::engine::Folder;
use crate::pack::{Files, Globs, Settings, Stack};

/// What is taken of the files of a project.
#[derive(Debug, Default)]
pub(in crate::cli) struct Selection {
    folder: Folder,
    include: Option<Globs>,
    exclude: Globs,
    /// The files of the settings, packs and data of the run, which are no inputs by their endings alone.
    layers: Vec<PathBuf>,
}

impl Selection {
    /// What the settings say.
    pub(in crate::cli) fn new(stack: &Stack, settings: &Settings) -> Self {
        let globs = |files: &Option<Files>| files.as_ref().map(|files| files.globs.clone());
        Self {
            folder: folder(stack),
            include: globs(&settings.include),
            exclude: globs(&settings.exclude).unwrap_or_default(),
            layers: stack.layers.iter().map(|layer| PathBuf::from(&layer.source.id)).collect(),
        }
    }

    /// Whether a file is taken.
    pub(super) fn takes(&self, name: &str) -> bool {
        let is_taken = |place: String| {
            self.include.as_ref().is_none_or(|include| include.name(&place)) && !self.exclude.name(&place)
        };
        self.is_silent() || self.folder.place(name).is_none_or(is_taken)
    }

    /// Whether a folder is searched.
    pub(super) fn enters(&self, name: &str) -> bool {
        self.exclude.is_empty() || self.folder.place(name).is_none_or(|place| !self.exclude.name_folder(&place))
    }

    /// Whether an archive is opened. It is excluded like a file or a folder; what is included is a question of its members.
    pub(super) fn enters_file(&self, name: &str) -> bool {
        let is_excluded = |place: String| self.exclude.name(&place) || self.exclude.name_folder(&place);
        self.exclude.is_empty() || !self.folder.place(name).is_some_and(is_excluded)
    }

    /// Whether a file is included with its ending, so that its name need not say that it is an SOP.
    pub(super) fn names_ending(&self, name: &str) -> bool {
        let Some(include) = &self.include else { return false };
        let is_layer = || std::fs::canonicalize(name).is_ok_and(|path| self.layers.contains(&path));
        self.folder.place(name).is_some_and(|place| include.name_ending(&place)) && !is_layer()
    }

    fn is_silent(&self) -> bool {
        self.include.is_none() && self.exclude.is_empty()
    }
}
