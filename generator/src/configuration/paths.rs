//! Paths of a configuration: from its folder, and to nothing outside of it.

use std::path::{Component, Path, PathBuf};

use specwright_document::source::{Disk, LoadOptions, Refusal, package_of};

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

    /// Returns a path of the configuration as the process sees it.
    ///
    /// # Errors
    ///
    /// Where it leads, if that is out of the folder, or to what Git keeps: nothing that a repository has stands there, so that nobody would have
    /// reviewed it.
    pub(super) fn resolve(&self, path: &str) -> Result<PathBuf, &'static str> {
        let path = self.folder.join(path);
        if leads_into_git(&self.folder, &path) {
            return Err("leads into `.git`");
        }
        match self.root.identify(&path) {
            Err(Refusal::Outside) => Err("leads out of the package of the configuration"),
            // What is not there is reported where it is read; an output need not be there.
            Ok(_) | Err(_) => Ok(path),
        }
    }
}

/// Returns whether a path leads into a `.git`, by its own steps or by links in these.
fn leads_into_git(folder: &Path, path: &Path) -> bool {
    let is_git = |part: Component<'_>| part.as_os_str().eq_ignore_ascii_case(".git");
    let has_git = |folder: &Path, path: &Path| {
        let own = path.strip_prefix(folder).unwrap_or(path);
        own.components().any(is_git)
    };
    // An output need not be there.
    let real = path.ancestors().find_map(|path| path.canonicalize().ok());
    let here = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let real_folder = here.canonicalize().unwrap_or_default();
    has_git(folder, path) || real.is_some_and(|real| has_git(&real_folder, &real))
}
