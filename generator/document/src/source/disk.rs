//! Files, and what may be read of them.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use super::bounded::{self, Unread};

/// What may be read for a document. The defaults allow the largest documents that are known many times over.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LoadOptions {
    /// The folder that files may be read from, with all folders in it. Without it, the folder of the document, and YAML and JSON of its
    /// [package](package_of).
    pub root: Option<PathBuf>,
    /// How much may be read.
    pub limits: Limits,
}

/// Bounds on what is read for a document, so that no document takes the machine down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The largest file, in bytes.
    pub file_bytes: u64,
    /// All files together, in bytes.
    pub total_bytes: u64,
    /// How many files.
    pub files: usize,
}

impl Default for Limits {
    /// 256 MiB a file, 1 GiB in all, in 20,000 files.
    fn default() -> Self {
        Self {
            file_bytes: 256 << 20,
            total_bytes: 1 << 30,
            files: 20_000,
        }
    }
}

impl Limits {
    /// Takes a file of so many bytes from what may still be read.
    pub(super) fn take(&mut self, size: u64) -> Result<(), Refusal> {
        if self.files == 0 || size > self.file_bytes.min(self.total_bytes) {
            return Err(Refusal::TooLarge);
        }
        self.total_bytes -= size;
        self.files -= 1;
        Ok(())
    }
}

/// Why a file is not read.
#[derive(PartialEq, Eq)]
pub enum Refusal {
    /// There is no file.
    Missing,
    /// It is none of the texts that a program holds.
    NotGiven,
    /// It leads out of the folder.
    Outside,
    /// A folder, a device, a pipe.
    NoFile,
    /// It has more bytes than are read.
    TooLarge,
    /// The system says why not.
    Unreadable(String),
}

/// The folder that files are read from, and how much may still be read.
pub struct Disk {
    root: PathBuf,
    /// The package or repository of the document, if nobody named a root.
    package: Option<PathBuf>,
    limits: Limits,
}

/// Returns the folder of the package or repository that a folder is in: the nearest one above it, or itself, that has a `Cargo.toml` or a `.git`.
///
/// What is in it is read, reviewed and built together: who can change a document there can change its other files. What is beside it
/// on the disk is not reached.
pub fn package_of(folder: &Path) -> Option<PathBuf> {
    let folder = fs::canonicalize(folder).ok()?;
    let is_one = |folder: &&Path| {
        let has = |name: &str| folder.join(name).symlink_metadata().is_ok();
        has("Cargo.toml") || has(".git")
    };
    folder.ancestors().find(is_one).map(Path::to_owned)
}

impl Disk {
    /// Creates the disk for a document at `document`.
    pub fn new(document: &Path, options: &LoadOptions) -> Result<Self, Refusal> {
        let (root, package) = match &options.root {
            Some(root) => (fs::canonicalize(root).map_err(refusal)?, None),
            None => {
                let document = fs::canonicalize(document).map_err(refusal)?;
                let folder = document.parent().map_or_else(|| document.clone(), Path::to_owned);
                let package = package_of(&folder);
                (folder, package)
            }
        };
        Ok(Self {
            root,
            package,
            limits: options.limits.clone(),
        })
    }

    /// Creates the disk for a document that is no file: nothing is read for its references.
    pub(super) fn without_root(options: &LoadOptions) -> Self {
        Self {
            root: PathBuf::new(),
            package: None,
            limits: options.limits.clone(),
        }
    }

    /// Returns the one path of a file, free of links and `..`.
    ///
    /// A path out of the folder is refused alike whether there is something at its end or not: a document learns nothing about
    /// the disk.
    pub fn identify(&self, path: &Path) -> Result<PathBuf, Refusal> {
        match fs::canonicalize(path) {
            Ok(real) if self.may_lead_to(&real) => Ok(real),
            Ok(_) => Err(Refusal::Outside),
            Err(_) if !self.may_lead_to(&destination(path)) => Err(Refusal::Outside),
            Err(error) => Err(refusal(error)),
        }
    }

    /// Returns whether a path, free of links and `..`, is one of a file that may be read. Beyond the folder of a document that is only what
    /// documents are written in: a key or a history of the shell is none.
    fn may_lead_to(&self, path: &Path) -> bool {
        let is_in_package = || {
            let package = self.package.as_ref();
            package.is_some_and(|package| path.starts_with(package)) && has_ending_of_documents(path)
        };
        path.starts_with(&self.root) || is_in_package()
    }

    /// Returns the bytes of a file.
    pub fn read(&mut self, path: &Path) -> Result<Vec<u8>, Refusal> {
        let limit = match self.limits.files {
            0 => 0,
            _ => self.limits.file_bytes.min(self.limits.total_bytes),
        };
        let bytes = bounded::read(path, limit).map_err(|unread| match unread {
            Unread::Io(error) => refusal(error),
            Unread::NoFile => Refusal::NoFile,
            Unread::TooLarge(_) => Refusal::TooLarge,
        })?;
        self.limits.take(bytes.len() as u64)?;
        Ok(bytes)
    }
}

fn has_ending_of_documents(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| {
        ["yaml", "yml", "json"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    })
}

/// Returns the path that `path` leads to, links resolved, also where there is nothing.
fn destination(path: &Path) -> PathBuf {
    /// Links that lead to links, as many as Linux follows.
    const LINKS: usize = 40;
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let parts = |path: &Path| -> Vec<PathBuf> {
        let parts = path.components().rev();
        parts.map(|part| Path::new(part.as_os_str()).to_owned()).collect()
    };
    let mut links = 0;
    let mut waiting = parts(&path);
    let mut destination = PathBuf::new();
    while let Some(part) = waiting.pop() {
        if part.as_os_str() == ".." {
            destination.pop();
            continue;
        }
        destination.push(part);
        if links < LINKS
            && let Ok(target) = fs::read_link(&destination)
        {
            links += 1;
            destination.pop();
            waiting.extend(parts(&target));
        }
    }
    destination
}

fn refusal(error: std::io::Error) -> Refusal {
    match error.kind() {
        ErrorKind::NotFound | ErrorKind::NotADirectory => Refusal::Missing,
        _ => Refusal::Unreadable(error.to_string()),
    }
}
