//! Where the files of a document are read from: a disk, or texts that a program holds.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, Limits, LoadOptions, Refusal};

/// Texts by the paths that they have for each other. Nothing else is read.
#[derive(Clone, Default)]
pub struct Texts(Arc<BTreeMap<PathBuf, Vec<u8>>>);

/// What files are read from, and how much may still be read.
pub(crate) enum Storage {
    Disk(Disk),
    Texts(Texts, Limits),
}

impl Texts {
    /// Creates texts from their paths; of two with one path, the last counts.
    pub fn new(texts: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Self {
        let texts = texts.into_iter();
        Self(Arc::new(
            texts
                .map(|(path, text)| (normalized(&path).unwrap_or(path), text))
                .collect(),
        ))
    }

    /// Returns the text with a path.
    pub fn get(&self, path: &Path) -> Option<&[u8]> {
        self.0.get(&normalized(path)?).map(Vec::as_slice)
    }

    /// Returns the texts whose paths lead through a folder, with their paths.
    pub fn below(&self, folder: &Path) -> impl Iterator<Item = (&Path, &[u8])> {
        let folder = normalized(folder);
        let texts = self.0.iter();
        let texts =
            texts.filter(move |(path, _)| folder.as_ref().is_some_and(|folder| path.starts_with(folder)));
        texts.map(|(path, text)| (path.as_path(), text.as_slice()))
    }
}

impl Storage {
    /// Creates the storage of a document that is among texts.
    pub(super) fn texts(texts: &Texts, options: &LoadOptions) -> Self {
        Self::Texts(texts.clone(), options.limits.clone())
    }

    /// Returns the one path of a file, free of links and `..`.
    pub(super) fn identify(&self, path: &Path) -> Result<PathBuf, Refusal> {
        match self {
            Self::Disk(disk) => disk.identify(path),
            Self::Texts(texts, _) => {
                let normalized = normalized(path).ok_or(Refusal::Outside)?;
                match texts.0.contains_key(&normalized) {
                    true => Ok(normalized),
                    false => Err(Refusal::NotGiven),
                }
            }
        }
    }

    /// Returns the bytes of a file.
    pub(super) fn read(&mut self, path: &Path) -> Result<Vec<u8>, Refusal> {
        match self {
            Self::Disk(disk) => disk.read(path),
            Self::Texts(texts, limits) => {
                let text = texts.get(path).ok_or(Refusal::NotGiven)?;
                limits.take(text.len() as u64)?;
                Ok(text.to_vec())
            }
        }
    }
}

/// Returns a path without `.` and `..`; `None` for one that leads above where it begins.
fn normalized(path: &Path) -> Option<PathBuf> {
    let mut normalized = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => match normalized.components().next_back() {
                Some(Component::Normal(_)) => {
                    normalized.pop();
                }
                _ => return None,
            },
            other => normalized.push(other),
        }
    }
    Some(normalized)
}
