//! Which file of the folder is which: a name for each that is brought, whatever its URL is.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::location::{Location, host_of};

/// The folder of what stands elsewhere than the document.
const ELSEWHERE: &str = "elsewhere";

/// The paths in the folder that are taken.
pub(super) struct Layout {
    /// Where the document's neighbours begin: its URL, or its path, without its name.
    base: String,
    taken: HashSet<String>,
}

impl Layout {
    /// Creates the layout around a document, which gets a name that says how it is written. `base` is where it was in the end.
    pub(super) fn new(document: &Location, base: &Location, bytes: &[u8]) -> (Self, PathBuf) {
        let name = document.to_string();
        let name = name.split('?').next().unwrap_or_default();
        let (_, name) = name
            .rsplit_once(['/', std::path::MAIN_SEPARATOR])
            .unwrap_or(("", name));
        let text = base.to_string();
        let text = text.split('?').next().unwrap_or_default();
        let folder = text.rsplit_once(['/', std::path::MAIN_SEPARATOR]);
        let folder = folder.map_or("", |(folder, _)| folder);
        let mut layout = Self {
            base: match folder {
                "" => String::new(),
                folder => format!("{folder}/"),
            },
            // The lock's own name.
            taken: HashSet::from([super::record::NAME.to_owned()]),
        };
        let name = safe(name);
        let is_json = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
        let known = ["yaml", "yml", "json", "md", "mdx", "markdown"];
        let ending = Path::new(&name).extension().and_then(|ending| ending.to_str());
        let name = match ending.is_some_and(|ending| known.contains(&ending.to_ascii_lowercase().as_str())) {
            true => name,
            false if is_json => format!("{name}.json"),
            false => format!("{name}.yaml"),
        };
        let path = layout.take(&name);
        (layout, path)
    }

    /// Returns the path in the folder for another file: where it is beside the document, as it is seen from there.
    pub(super) fn path(&mut self, location: &Location) -> PathBuf {
        let text = location.to_string().replace('\\', "/");
        let beside = text.strip_prefix(&self.base.replace('\\', "/"));
        let segments: Vec<String> = match (beside, location) {
            (Some(beside), _) => beside.split('/').map(safe).collect(),
            (None, Location::Url(url)) => {
                let path = text.split_once("://").map_or("", |(_, rest)| rest);
                let path = path.split('/').skip(1).map(safe);
                [ELSEWHERE.to_owned(), safe(&host_of(url))]
                    .into_iter()
                    .chain(path)
                    .collect()
            }
            (None, Location::File(_)) => {
                let path = text.split('/').filter(|segment| !segment.is_empty()).map(safe);
                std::iter::once(ELSEWHERE.to_owned()).chain(path).collect()
            }
        };
        self.take(&segments.join("/"))
    }

    /// Takes a path that no other file has, on disks that tell no case apart, too.
    fn take(&mut self, path: &str) -> PathBuf {
        let (stem, ending) = match path.rsplit_once('.') {
            Some((stem, ending)) if !ending.contains('/') => (stem, format!(".{ending}")),
            _ => (path, String::new()),
        };
        let mut candidate = path.to_owned();
        let mut number = 2;
        while !self.taken.insert(candidate.to_lowercase()) {
            candidate = format!("{stem}-{number}{ending}");
            number += 1;
        }
        PathBuf::from(candidate)
    }
}

/// Returns a segment of a URL as the name of a file that is one on every disk.
fn safe(segment: &str) -> String {
    const LONGEST: usize = 100;
    let is_plain = |character: char| character.is_ascii_alphanumeric() || "._-".contains(character);
    let name: String = segment
        .chars()
        .map(|character| if is_plain(character) { character } else { '_' })
        .collect();
    let name = name.trim_start_matches('.').trim_end_matches('.');
    let start = name.len().saturating_sub(LONGEST);
    match &name[start..] {
        "" => "_".to_owned(),
        name => name.to_owned(),
    }
}

/// Returns how a file is seen from another one of the folder: `../common/types.yaml`.
pub(super) fn relative(from: &Path, to: &Path) -> String {
    let folder: Vec<_> = from.parent().unwrap_or(Path::new("")).components().collect();
    let to: Vec<_> = to.components().collect();
    let common = folder
        .iter()
        .zip(&to)
        .take_while(|(one, other)| one == other)
        .count();
    let up = folder[common..].iter().map(|_| "..".to_owned());
    let down = to[common..]
        .iter()
        .map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::location::Location;
    use super::{Layout, relative};

    fn paths(document: &str, others: &[&str]) -> Vec<String> {
        let location = |text: &&str| Location::parse(text).unwrap();
        let document = location(&document);
        let (mut layout, path) = Layout::new(&document, &document, b"openapi: 3.1.0");
        let others = others.iter().map(|other| layout.path(&location(other)));
        let paths: Vec<_> = std::iter::once(path).chain(others).collect();
        paths.iter().map(|path| path.display().to_string()).collect()
    }

    #[test]
    fn what_is_beside_the_document_stays_there() {
        let paths = paths(
            "https://example.com/v1/openapi",
            &[
                "https://example.com/v1/types/pet.yaml",
                "https://example.com/common.yaml",
                "https://other.example:8080/a/b.yaml?x=1",
                "https://example.com/v1/OPENAPI.yaml",
            ],
        );
        assert_eq!(
            paths,
            [
                "openapi.yaml",
                "types/pet.yaml",
                "elsewhere/example.com/common.yaml",
                "elsewhere/other.example_8080/a/b.yaml_x_1",
                "OPENAPI-2.yaml",
            ]
        );
    }

    #[test]
    fn no_path_leaves_the_folder() {
        let all = paths(
            "https://example.com/v1/openapi.yaml",
            &[
                "https://example.com/v1/%2e%2e/%2e%2e/x.yaml",
                "https://example.com/v1/..%2f..%2fetc/passwd",
                "https://example.com//v1/.git/config",
                "https://example.com/v1/vendor.lock",
            ],
        );
        for path in all {
            let parts = Path::new(&path).components();
            assert!(
                parts
                    .into_iter()
                    .all(|part| matches!(part, std::path::Component::Normal(_))),
                "{path}"
            );
            assert!(!path.contains("/.") && path != "vendor.lock", "{path}");
        }
    }

    #[test]
    fn files_see_each_other_by_relative_paths() {
        let between = |from: &str, to: &str| relative(Path::new(from), Path::new(to));
        assert_eq!(between("a.yaml", "b.yaml"), "b.yaml");
        assert_eq!(between("elsewhere/h/a.yaml", "b.yaml"), "../../b.yaml");
        assert_eq!(between("x/a.yaml", "x/y/b.yaml"), "y/b.yaml");
    }
}
