//! Paths of a configuration: from its folder, and to nothing outside of it.

use std::path::{Path, PathBuf};

use crate::source::{Disk, LoadOptions, Refusal, package_of};

/// A configuration's largest size, in bytes.
const LARGEST: u64 = 1 << 20;

/// The folder that paths begin at, and the one that they stay in.
pub(super) struct Paths {
    folder: PathBuf,
    root: Disk,
}

impl Paths {
    /// Creates the paths of the configuration at `path`, which may lead to all that is in `root`, or else in its package or folder.
    pub(super) fn new(path: &Path, root: Option<&Path>) -> Result<Self, Refusal> {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let is_here = folder.as_os_str().is_empty();
        let own = if is_here { Path::new(".") } else { folder.as_path() };
        let package = package_of(own);
        let mut options = LoadOptions {
            root: Some(root.or(package.as_deref()).unwrap_or(own).to_owned()),
            ..LoadOptions::default()
        };
        options.limits.file_bytes = LARGEST;
        let root = Disk::new(path, &options)?;
        Ok(Self { folder, root })
    }

    /// Reads the configuration.
    pub(super) fn read(&mut self, path: &Path) -> Result<Vec<u8>, Refusal> {
        // A link to a configuration elsewhere is its user's choice: what it holds is not.
        self.root.read(path)
    }

    /// Returns a path of the configuration as the process sees it, unless it leads out of the folder.
    pub(super) fn resolve(&self, path: &str) -> Option<PathBuf> {
        let path = self.folder.join(path);
        match self.root.identify(&path) {
            Err(Refusal::Outside) => None,
            // What is not there is reported where it is read; an output need not be there.
            Ok(_) | Err(_) => Some(path),
        }
    }
}
