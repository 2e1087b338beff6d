//! The cargo workspace under the target folder that a run's crates are members of.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A folder with a manifest, a lock file that equals this project's, and crates.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
}

impl Workspace {
    /// The workspace `name`, which a former run may have left. Its crates are kept, so that cargo finds what did
    /// not change.
    ///
    /// # Errors
    ///
    /// The folder can't be written.
    pub fn new(name: &str) -> io::Result<Self> {
        let folder = target_folder().join("corpus").join(name);
        fs::create_dir_all(&folder)?;
        fs::copy(project_folder().join("Cargo.lock"), folder.join("Cargo.lock"))?;
        Ok(Self { folder })
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where cargo builds: shared by all crates of the workspace.
    pub fn build_folder(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// Where the crate `name` is.
    pub fn crate_folder(&self, name: &str) -> PathBuf {
        self.folder.join("crates").join(name)
    }

    /// Writes a file of the crate `name`, unless it is there with the same content.
    ///
    /// # Errors
    ///
    /// The file can't be written.
    pub fn write(&self, name: &str, file: &Path, content: &str) -> io::Result<()> {
        write_changed(&self.crate_folder(name).join(file), content)
    }

    /// Makes these crates the members, and no others.
    ///
    /// # Errors
    ///
    /// The manifest can't be written.
    pub fn set_members<'a>(&self, names: impl IntoIterator<Item = &'a str>) -> io::Result<()> {
        let members: Vec<String> = names
            .into_iter()
            .map(|name| format!("    \"crates/{name}\",\n"))
            .collect();
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[profile.dev]\ndebug = false\nincremental = false\n",
            members.concat()
        );
        write_changed(&self.folder.join("Cargo.toml"), &manifest)
    }
}

/// The folder of this project.
pub fn project_folder() -> &'static Path {
    let manifest_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    manifest_folder.parent().unwrap_or(manifest_folder)
}

/// Where cargo builds this project.
pub fn target_folder() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| project_folder().join("target"), PathBuf::from)
}

fn write_changed(path: &Path, content: &str) -> io::Result<()> {
    if fs::read(path).is_ok_and(|present| present == content.as_bytes()) {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, content)
}
