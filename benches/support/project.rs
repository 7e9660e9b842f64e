//! The linter of a project: the packs its settings name, in Indonesian on a fixed day, with what its data files say.

use std::path::Path;

use soplint::engine::{Known, Linter, Options, Overrides};
use soplint::pack::{LayerKind, LayerText, Stack, compose};
use soplint::sop::date::Day;
use soplint::sop::project::{DataFile, Project};
use soplint::sop::{Language, Vocabulary};

/// A linter of the settings `soplint.yaml` in a folder.
pub(crate) fn linter_of(folder: &Path) -> Result<Linter, Box<dyn std::error::Error>> {
    let vocabulary = Vocabulary::shipped()?;
    let settings = layer(folder, "soplint.yaml", LayerKind::Settings)?;
    let mut found = |name: &str, _: &LayerText| {
        layer(folder, name, LayerKind::Project).map(|layer| vec![layer]).map_err(|error| error.to_string())
    };
    let stack = Stack::gather(vec![settings], &mut found).without_examples();
    let (loaded, mistakes) = compose(&stack, &vocabulary);
    let loaded = loaded.ok_or_else(|| format!("{} mistakes in the settings", mistakes.len()))?;
    let layers = stack.layers.iter().enumerate().filter(|(_, layer)| layer.source.kind == LayerKind::Project);
    let file = |(layer, text): (usize, &soplint::pack::Layer)| DataFile {
        layer,
        name: text.source.name.clone(),
        text: text.source.text.clone(),
    };
    let project = Project::new(&vocabulary, &loaded.project, layers.map(file).collect());
    let options = Options::new(Language::Id, Day::new(2026, 3, 1).ok_or("a day")?);
    let known = Known { project: Some(project), rows: None, overrides: Overrides::default() };
    Ok(Linter { known, tables: loaded.tables, ..Linter::new(loaded.rules, vocabulary, options) })
}

fn layer(folder: &Path, name: &str, kind: LayerKind) -> std::io::Result<LayerText> {
    let text = std::fs::read_to_string(folder.join(name))?;
    Ok(LayerText { id: name.to_owned(), name: name.to_owned(), text, kind })
}
