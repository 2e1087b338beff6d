//! Paths as files in another folder name them.

use std::path::{Component, Path, PathBuf};

/// Returns `path`, which begins at the current folder, as it is written in a file of `folder`.
pub(crate) fn from_folder(folder: &Path, path: &Path) -> PathBuf {
    if path.is_absolute() {
        return path.to_owned();
    }
    let (Ok(folder), Ok(target)) = (std::path::absolute(folder), std::path::absolute(path)) else {
        return path.to_owned();
    };
    let (folder, target) = (lexical(&folder), lexical(&target));
    let shared = folder.iter().zip(&target).take_while(|(a, b)| a == b).count();
    let up = folder.iter().skip(shared).map(|_| Component::ParentDir);
    up.chain(target.iter().skip(shared).copied()).collect()
}

/// Returns the components of an absolute path without `.` and `..`.
fn lexical(path: &Path) -> Vec<Component<'_>> {
    let mut components = Vec::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                components.pop();
            }
            other => components.push(other),
        }
    }
    components
}
