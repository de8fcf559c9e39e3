//! Where the page will be, and how it leads from there to files.

use std::path::{Component, Path, PathBuf};

use crate::program::Program;

/// Where the page will be, and what is around it there.
#[derive(Debug, Clone)]
pub struct Place {
    /// The program that the page's commands call.
    pub program: Program,
    /// The absolute path of the folder that the page is written into; `None` if it goes to standard
    /// output, from where it leads nowhere.
    pub folder: Option<PathBuf>,
    /// The absolute path of the corpus, `fixtures`, if the page may lead into it.
    pub corpus: Option<PathBuf>,
}

impl Place {
    /// The relative link from the page to an absolute path, if there is one.
    pub(super) fn link(&self, path: &Path) -> Option<String> {
        let relative = relative_path(path, self.folder.as_ref()?);
        let names = relative.components().map(|part| match part {
            Component::ParentDir => "..".to_owned(),
            part => escaped(&part.as_os_str().to_string_lossy()),
        });
        let names: Vec<String> = names.collect();
        match names.is_empty() {
            true => Some(".".to_owned()),
            false => Some(names.join("/")),
        }
    }
}

/// The path of a file or folder as it is called in another folder; both are absolute and without
/// `..`.
///
/// ```
/// use std::path::Path;
///
/// use message_cli::browse::relative_path;
///
/// let page = Path::new("/clone/target/page.html");
/// let from = |folder: &str| relative_path(page, Path::new(folder));
/// assert_eq!(from("/clone/xtask/src"), Path::new("../../target/page.html"));
/// assert_eq!(from("/clone"), Path::new("target/page.html"));
/// ```
pub fn relative_path(path: &Path, folder: &Path) -> PathBuf {
    let parts = path.components().zip(folder.components());
    let shared = parts.take_while(|(one, other)| one == other).count();
    let up = folder
        .components()
        .skip(shared)
        .map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// A name as a part of a link.
fn escaped(name: &str) -> String {
    name.bytes().map(escaped_byte).collect()
}

fn escaped_byte(byte: u8) -> String {
    match byte {
        b'-' | b'.' | b'_' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::Place;
    use crate::program::Program;

    #[test]
    fn a_link_leads_from_the_page_to_the_file() {
        let place = |folder: Option<&str>| Place {
            program: Program { name: "msgleg" },
            folder: folder.map(PathBuf::from),
            corpus: None,
        };
        let from = |folder, path: &str| place(folder).link(path.as_ref());
        let link = from(Some("/clone/target/browse"), "/clone/fixtures/current");
        assert_eq!(link.as_deref(), Some("../../fixtures/current"));
        let link = from(Some("/mine"), "/mine/two words#1/é.json");
        assert_eq!(link.as_deref(), Some("two%20words%231/%C3%A9.json"));
        assert_eq!(from(Some("/mine"), "/mine").as_deref(), Some("."));
        assert_eq!(from(None, "/mine"), None);
    }
}
