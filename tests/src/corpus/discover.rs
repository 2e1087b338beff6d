//! Which documents a path names.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};

/// A document, and the name of the crate that is made from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The root file.
    pub path: PathBuf,
    /// The crate's name: unique in a run.
    pub name: String,
}

/// The documents that `paths` name: files as they are, and of folders, at any depth, the files that have the key
/// `openapi` or `swagger` at the top. `only` keeps those whose path contains it.
///
/// # Errors
///
/// A path can't be read.
pub fn discover(paths: &[PathBuf], only: Option<&str>) -> io::Result<Vec<Found>> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let start = files.len();
            roots_below(path, &mut files)?;
            files[start..].sort();
        } else {
            fs::metadata(path)
                .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?;
            files.push(path.clone());
        }
    }
    if let Some(only) = only {
        files.retain(|path| path.to_string_lossy().contains(only));
    }
    let mut taken = BTreeSet::new();
    Ok(files
        .into_iter()
        .map(|path| {
            let name = unique_name(&path, &mut taken);
            Found { path, name }
        })
        .collect())
}

fn roots_below(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            roots_below(&path, found)?;
        } else if is_root(&path)? {
            found.push(path);
        }
    }
    Ok(())
}

fn is_root(path: &Path) -> io::Result<bool> {
    let reader = BufReader::new(fs::File::open(path)?);
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("json") => Ok(serde_json::from_reader::<_, serde_json::Value>(reader)
            .is_ok_and(|value| value.get("openapi").is_some() || value.get("swagger").is_some())),
        Some("yaml" | "yml") => {
            for line in reader.split(b'\n') {
                let line = line?;
                let line = String::from_utf8_lossy(&line);
                let key = line
                    .trim_start_matches('\u{feff}')
                    .split(':')
                    .next()
                    .unwrap_or_default();
                if matches!(key.trim_end().trim_matches(['"', '\'']), "openapi" | "swagger") {
                    return Ok(true);
                }
            }
            Ok(false)
        }
        _ => Ok(false),
    }
}

/// A crate name from the file's name, with its ending and then a number where it is taken.
fn unique_name(path: &Path, taken: &mut BTreeSet<String>) -> String {
    let stem = crate_name(&path.file_stem().unwrap_or_default().to_string_lossy());
    let whole = crate_name(&path.file_name().unwrap_or_default().to_string_lossy());
    let numbered = (2..).map(|number| format!("{whole}-{number}"));
    let name = [stem, whole.clone()]
        .into_iter()
        .chain(numbered)
        .find(|name| !taken.contains(name))
        .unwrap_or(whole);
    taken.insert(name.clone());
    name
}

fn crate_name(text: &str) -> String {
    let dashed: String = text
        .chars()
        .map(|character| {
            if character.is_ascii_alphanumeric() {
                character.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect();
    let dashed = dashed.trim_matches('-');
    // No crate can be called by a keyword, or as one that every crate has.
    let is_free = syn::parse_str::<syn::Ident>(&dashed.replace('-', "_")).is_ok()
        && !["alloc", "core", "proc-macro", "std", "test"].contains(&dashed);
    if is_free && dashed.starts_with(|first: char| first.is_ascii_alphabetic()) {
        dashed.to_owned()
    } else {
        format!("api-{dashed}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_named_like_a_keyword_still_names_a_crate() {
        assert_eq!(crate_name("box"), "api-box");
        assert_eq!(crate_name("2024 Pets"), "api-2024-pets");
        assert_eq!(crate_name("pets.v1"), "pets-v1");
    }

    #[test]
    fn a_folder_gives_its_root_documents_with_distinct_names() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::create_dir(path("shared")).unwrap();
        fs::write(path("3 Pets.v2.yaml"), "info: {}\nopenapi: 3.0.0\n").unwrap();
        fs::write(path("pets.json"), r#"{"swagger": "2.0"}"#).unwrap();
        fs::write(path("shared/pets.yml"), "'openapi': 3.1.0\n").unwrap();
        fs::write(path("shared/part.yml"), "get:\n  openapi: no\n").unwrap();
        let found = discover(&[folder.path().to_owned()], None).unwrap();
        let names: Vec<&str> = found.iter().map(|found| found.name.as_str()).collect();
        assert_eq!(names, ["api-3-pets-v2", "pets", "pets-yml"]);
        assert_eq!(
            discover(&[folder.path().to_owned()], Some("shared"))
                .unwrap()
                .len(),
            1
        );
    }
}
