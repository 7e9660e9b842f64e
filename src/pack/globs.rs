//! Globs of settings: which files a list of patterns names.
//!
//! In: texts such as `sop/layanan/**`, counted from the folder of the settings, with `/` between folders. Out: [`Globs`], or a
//! mistake at its place in each text. `*` stays within a folder, `**` does not; a glob whose last part has no `*`, `?`, `[` or
//! `{` may be a folder and then names all that is in it.

use std::path::Path;

use globset::{Glob, GlobBuilder, GlobSet, GlobSetBuilder};

use super::tree::Tree;
use super::{Diagnostic, error};
use crate::document::Cursor;
use crate::source::{Span, SpannedText};

/// Bytes of the longest glob.
const LONGEST: usize = 400;
/// Globs of all lists that are asked at once.
const MOST: usize = 1000;

/// Globs of one or several lists, compiled.
#[derive(Debug, Clone, Default)]
pub struct Globs {
    set: GlobSet,
    /// By glob: the number of its list.
    lists: Vec<u32>,
    /// Folders of which everything is named.
    folders: GlobSet,
    /// The globs whose last part has an ending: they name files, whatever these are.
    files: GlobSet,
}

impl Globs {
    /// Whether there is no glob.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty()
    }

    /// Whether a file is named, by its place in the folder of the settings.
    #[must_use]
    pub fn name(&self, place: &str) -> bool {
        self.set.is_match(Path::new(place))
    }

    /// Whether a file is named together with its ending, or by its whole name.
    #[must_use]
    pub fn name_ending(&self, place: &str) -> bool {
        self.files.is_match(Path::new(place))
    }

    /// Whether a folder is named with all that is in it.
    #[must_use]
    pub fn name_folder(&self, place: &str) -> bool {
        self.folders.is_match(Path::new(place))
    }

    /// The lists that name a file, in order.
    #[must_use]
    pub fn lists_that_name(&self, place: &str) -> Vec<u32> {
        let globs = self.set.matches(Path::new(place)).into_iter();
        let mut lists: Vec<u32> = globs.filter_map(|at| self.lists.get(at).copied()).collect();
        lists.sort_unstable();
        lists.dedup();
        lists
    }
}

/// Globs being read.
pub(super) struct Gathered {
    set: GlobSetBuilder,
    folders: GlobSetBuilder,
    files: GlobSetBuilder,
    lists: Vec<u32>,
    /// How many were written.
    written: usize,
}

impl Gathered {
    pub(super) fn new() -> Self {
        let new = GlobSetBuilder::new;
        Self { set: new(), folders: new(), files: new(), lists: Vec::new(), written: 0 }
    }

    /// Reads a glob, or a list of them, as those of one list.
    pub(super) fn read(&mut self, tree: &mut Tree<'_>, value: Cursor, what: &str, list: u32) {
        for entry in tree.one_or_more(value, what) {
            let Some(text) = tree.text(entry, "a glob") else { continue };
            self.written += 1;
            if self.written == MOST + 1 {
                tree.push(error("PK017", text.span(), format!("more than {MOST} globs")));
            }
            if self.written <= MOST {
                self.add(tree, &text, list);
            }
        }
    }

    fn add(&mut self, tree: &mut Tree<'_>, text: &SpannedText<'_>, list: u32) {
        let written = text.as_str().trim();
        if let Err((message, help)) = check(written) {
            tree.push(Diagnostic { help, ..error("PK017", text.span(), message) });
            return;
        }
        let plain = written.trim_start_matches("./").trim_end_matches('/');
        let plain = if plain.is_empty() || plain == "." { "**" } else { plain };
        let last = plain.rsplit('/').next().unwrap_or(plain);
        let within = match plain.strip_suffix("/**") {
            Some(folder) => Some(folder),
            None => (!last.contains(['*', '?', '[', '{'])).then_some(plain),
        };
        let globs = [Some(plain.to_owned()), within.map(|folder| format!("{folder}/**"))];
        for (at, glob) in globs.into_iter().flatten().map(|glob| compiled(&glob)).enumerate() {
            match glob {
                Ok(glob) => {
                    if at == 0 && last.contains('.') {
                        self.files.add(glob.clone());
                    }
                    self.set.add(glob);
                    self.lists.push(list);
                }
                Err(message) => return tree.push(error("PK017", text.span(), format!("no glob: {message}"))),
            }
        }
        if let Some(Ok(folder)) = within.map(compiled) {
            self.folders.add(folder);
        }
    }

    /// All of them; what is too large together is a mistake at `span`.
    pub(super) fn finish(self, tree: &mut Tree<'_>, span: Span) -> Globs {
        let built = || Ok((self.set.build()?, self.folders.build()?, self.files.build()?));
        match built() {
            Ok((set, folders, files)) => Globs { set, lists: self.lists, folders, files },
            Err::<_, globset::Error>(_) => {
                tree.push(error("PK017", span, "the globs are too large together"));
                Globs::default()
            }
        }
    }
}

/// What is no glob here although it may be one elsewhere: the message, and what to do.
fn check(glob: &str) -> Result<(), (String, Option<String>)> {
    let refuse = |message: &str, help: &str| Err((message.to_owned(), Some(help.to_owned())));
    let has_drive = glob.as_bytes().get(1) == Some(&b':');
    if glob.len() > LONGEST {
        Err((format!("a glob has at most {LONGEST} bytes"), None))
    } else if glob.starts_with('/') || has_drive {
        refuse("a glob counts from the folder of the settings", "leave out what stands in front of that folder")
    } else if glob.split('/').any(|part| part == "..") {
        refuse("a glob does not lead out of the folder of the settings", "put the settings into the folder above")
    } else if glob.contains('\\') {
        refuse("'\\' in a glob", "write '/' between folders; a sign that is meant as it is stands in brackets: [*]")
    } else if glob.starts_with('!') {
        refuse("'!' in front of a glob makes no exception here", "name what is left out under 'exclude'")
    } else {
        Ok(())
    }
}

fn compiled(glob: &str) -> Result<Glob, String> {
    let built = GlobBuilder::new(glob).literal_separator(true).backslash_escape(false).build();
    built.map_err(|error| error.kind().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(written: &[&str]) -> Globs {
        let mut gathered = Gathered::new();
        let mut tree = Tree::new(None, "", 0);
        for (list, glob) in written.iter().enumerate() {
            gathered.add(&mut tree, &SpannedText::joined((*glob).to_owned(), Span::at(0), Vec::new()), list as u32);
        }
        let globs = gathered.finish(&mut tree, Span::at(0));
        assert_eq!(tree.into_diagnostics(), []);
        globs
    }

    #[test]
    fn a_star_stays_within_a_folder_and_two_do_not() {
        assert!(globs(&["sop/*.sop.yaml"]).name("sop/a.sop.yaml"));
        assert!(!globs(&["sop/*.sop.yaml"]).name("sop/b/a.sop.yaml"));
        assert!(globs(&["sop/**/*.sop.{yaml,md}"]).name("sop/b/c/a.sop.md"));
        assert!(globs(&["sop/**/*.sop.yaml"]).name("sop/a.sop.yaml"), "no folder in between is one way, too");
    }

    #[test]
    fn a_folder_stands_for_all_that_is_in_it() {
        for written in ["sop/arsip", "./sop/arsip/", "sop/arsip/**"] {
            let globs = globs(&[written]);
            assert!(globs.name("sop/arsip/2019/a.docx") && globs.name_folder("sop/arsip"), "{written}");
            assert!(!globs.name("sop/arsip-baru/a.docx") && !globs.name_folder("sop"), "{written}");
        }
        assert!(!globs(&["sop/*"]).name("sop/b/a.docx"), "a glob for files is none for folders");
    }

    #[test]
    fn an_ending_names_files_whatever_they_are() {
        let globs = globs(&["sop/**/*.{yaml,md}", "lain/**"]);
        assert!(globs.name_ending("sop/a.yaml") && !globs.name_ending("lain/a.yaml"));
    }

    #[test]
    fn every_list_that_names_a_file_is_told_once() {
        let globs = globs(&["sop/a.docx", "**/*.docx", "lain/**"]);
        assert_eq!(globs.lists_that_name("sop/a.docx"), [0, 1]);
        assert_eq!(globs.lists_that_name("a.md"), [] as [u32; 0]);
    }
}
