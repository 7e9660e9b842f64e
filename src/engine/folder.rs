//! The folder of a project, from which the globs of its settings count.
//!
//! In: the folder, the folder in which the run stands, and the name of an input as it was typed. Out: the place of the input in
//! the folder, `sop/layanan/a.docx`, or nothing when it lies outside. Names are only compared, never looked up on a disk.

/// Where the settings stand; without settings no input has a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Folder {
    /// The ways the folder is written from the root of the file system, each without `/` at its end.
    roots: Vec<String>,
    /// The folder from which names without a root count.
    here: String,
}

impl Folder {
    /// A folder in a run that stands in `here`; both from the root of the file system, with `/` between folders. `roots` are all
    /// the ways the folder may be written.
    #[must_use]
    pub fn new(roots: impl IntoIterator<Item = String>, here: &str) -> Self {
        let roots = roots.into_iter().map(|root| joined("", &root));
        Self { roots: roots.collect(), here: here.to_owned() }
    }

    /// The place of an input in the folder.
    #[must_use]
    pub fn place(&self, name: &str) -> Option<String> {
        let path = if is_rooted(name) { joined("", name) } else { joined(&self.here, name) };
        let place = |root: &String| path.strip_prefix(root.as_str())?.strip_prefix('/');
        self.roots.iter().find_map(place).map(ToOwned::to_owned)
    }
}

/// `/home` on most systems, `C:/Users` on one.
fn is_rooted(name: &str) -> bool {
    name.starts_with('/') || name.as_bytes().get(1) == Some(&b':')
}

/// A path without `.` and `..`, each part behind a `/`.
fn joined(folder: &str, name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    parts.iter().flat_map(|part| ["/", *part]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> Folder {
        Folder::new(["/kantor/proyek".to_owned(), "/mnt/disk/proyek/".to_owned()], "/kantor/proyek/sop")
    }

    #[test]
    fn a_name_has_its_place_wherever_the_run_stands() {
        let place = |name| folder().place(name);
        assert_eq!(place("a.sop.yaml").as_deref(), Some("sop/a.sop.yaml"));
        assert_eq!(place("../b/./é.docx").as_deref(), Some("b/é.docx"));
        assert_eq!(place("/mnt/disk/proyek/b/a.docx").as_deref(), Some("b/a.docx"));
    }

    #[test]
    fn what_lies_outside_has_no_place() {
        for name in ["../../a.docx", "/kantor/proyek-lain/a.docx", "/a.docx", "../../../../../a.docx"] {
            assert_eq!(folder().place(name), None, "{name}");
        }
        assert_eq!(Folder::default().place("a.docx"), None, "without settings");
    }

    #[test]
    fn the_root_of_the_disk_may_be_the_project() {
        assert_eq!(Folder::new(["/".to_owned()], "/").place("a/b.md").as_deref(), Some("a/b.md"));
    }
}
