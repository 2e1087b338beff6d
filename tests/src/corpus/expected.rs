//! The misses that are known: a data file with the reason of each, so that a run fails by others, and by one of these that no
//! longer occurs.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::workspace::project_folder;

/// Where the known misses of this project's own documents are listed.
pub fn file() -> PathBuf {
    project_folder().join("tests/corpus/expected.yaml")
}

/// The known misses of one command.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    misses: Vec<ExpectedMiss>,
}

/// A known miss.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ExpectedMiss {
    /// The command of the runner in which it occurs.
    pub command: String,
    /// The end of the document's path.
    pub document: PathBuf,
    /// Text that the line about the miss has, the type or the operation included.
    pub text: String,
    /// Why it is known and not mended.
    pub reason: String,
}

impl Expected {
    /// Reads the known misses of `command`.
    ///
    /// # Errors
    ///
    /// The file can't be read, or is no list of known misses.
    pub fn read(path: &Path, command: &str) -> io::Result<Self> {
        let text = fs::read_to_string(path)?;
        let misses: Option<Vec<ExpectedMiss>> = serde_yaml::from_str(&text)
            .map_err(|error| io::Error::other(format!("{}: {error}", path.display())))?;
        let mut misses = misses.unwrap_or_default();
        misses.retain(|miss| miss.command == command);
        Ok(Self { misses })
    }

    /// Takes the known misses of `document` out of `found`, of which `line` gives the text. Returns how many there were, and the
    /// known ones that did not occur.
    pub(super) fn take<T>(
        &self,
        document: &Path,
        found: &mut Vec<T>,
        line: impl Fn(&T) -> String,
    ) -> (usize, Vec<ExpectedMiss>) {
        let known = self
            .misses
            .iter()
            .filter(|miss| document.ends_with(&miss.document));
        let mut known: Vec<(&ExpectedMiss, usize)> = known.map(|miss| (miss, 0)).collect();
        let before = found.len();
        found.retain(|miss| {
            let line = line(miss);
            let mut is_known = false;
            for (known, count) in known.iter_mut().filter(|(known, _)| line.contains(&known.text)) {
                let _ = known;
                *count += 1;
                is_known = true;
            }
            !is_known
        });
        let gone = known.into_iter().filter(|(_, count)| *count == 0);
        (before - found.len(), gone.map(|(miss, _)| miss.clone()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expected() -> Expected {
        let miss = |document: &str, text: &str| ExpectedMiss {
            command: "values".to_owned(),
            document: document.into(),
            text: text.to_owned(),
            reason: "because".to_owned(),
        };
        Expected {
            misses: vec![
                miss("schemas/maps.yaml", "Map: lost"),
                miss("other.yaml", "never"),
            ],
        }
    }

    #[test]
    fn a_known_miss_is_taken_out_and_another_stays() {
        let mut found = vec!["Map: lost a", "Map: refused", "Map: lost b"];
        let taken = expected().take(Path::new("/x/schemas/maps.yaml"), &mut found, |miss| {
            (*miss).to_owned()
        });
        assert_eq!((taken.0, taken.1.len()), (2, 0));
        assert_eq!(found, ["Map: refused"]);
    }

    #[test]
    fn a_known_miss_that_does_not_occur_is_told() {
        let mut found = vec!["Map: refused"];
        let (count, gone) = expected().take(Path::new("/x/schemas/maps.yaml"), &mut found, |miss| {
            (*miss).to_owned()
        });
        assert_eq!(count, 0);
        assert_eq!(gone.len(), 1);
        assert_eq!(gone[0].text, "Map: lost");
    }

    #[test]
    fn the_list_of_this_project_is_read() {
        for command in ["values", "wire", "serve"] {
            Expected::read(&file(), command).unwrap();
        }
    }
}
