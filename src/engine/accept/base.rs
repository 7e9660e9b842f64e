//! Paths as files that are kept say them: from one folder, wherever the program is called.
//!
//! In: the folder of the project and the current one, both absolute, and names of inputs as they are shown. Out: paths from
//! the folder of the project, with `/`. Nothing here looks at a disk.

/// The folder paths are counted from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Base {
    /// The folder of the project, and the current one; none where names are paths already.
    folders: Option<(String, String)>,
}

impl Base {
    /// Counts from `root` what is named from `here`; both are absolute, with `/`.
    #[must_use]
    pub fn new(root: &str, here: &str) -> Self {
        let (root, here) = (root.trim_end_matches('/').to_owned(), here.trim_end_matches('/').to_owned());
        Self { folders: Some((root, here)) }
    }

    /// The path of an input; what lies outside the folder keeps the way there.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        let Some((root, here)) = &self.folders else { return name.to_owned() };
        let whole = if is_absolute(name) { name.to_owned() } else { format!("{here}/{name}") };
        let whole = straight(&whole);
        match whole.strip_prefix(root.as_str()).and_then(|rest| rest.strip_prefix('/')) {
            Some(inside) => inside.to_owned(),
            None if root == here => name.to_owned(),
            None => whole,
        }
    }
}

/// `/…`, or `C:/…`.
fn is_absolute(name: &str) -> bool {
    name.starts_with('/') || name.as_bytes().get(1) == Some(&b':')
}

/// The same path without `.` and `..`.
fn straight(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." if parts.len() > 1 => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_path_wherever_the_program_is_called() {
        let at = |here: &str, name: &str| Base::new("/p", here).path(name);
        assert_eq!(at("/p", "sop/a.docx"), "sop/a.docx");
        assert_eq!(at("/p/sop", "a.docx"), "sop/a.docx");
        assert_eq!(at("/p/data", "../sop/./a.docx"), "sop/a.docx");
        assert_eq!(at("/x", "/p/sop/a.docx"), "sop/a.docx");
        assert_eq!(Base::new("C:/p", "C:/p").path("C:/p/a.docx"), "a.docx");
    }

    #[test]
    fn what_lies_outside_is_not_taken_for_something_inside() {
        assert_eq!(Base::new("/p", "/p").path("../q/a.docx"), "../q/a.docx");
        assert_eq!(Base::new("/p", "/p/x").path("../../q/a.docx"), "/q/a.docx");
        assert_eq!(Base::new("/p", "/p").path("/pq/a.docx"), "/pq/a.docx");
    }
}
