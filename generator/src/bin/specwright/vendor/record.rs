//! `vendor.lock`: where the files of a folder are from, and what they were.

use std::fmt::Write as _;
use std::path::{Component, Path, PathBuf};

use sha2::{Digest, Sha256};
use toml::de::{DeTable, DeValue};

use super::Problem;
use super::gather::Gathered;
use super::location::Location;

/// The file's name.
pub(super) const NAME: &str = "vendor.lock";

const HEAD: &str = "# Where the files of this folder are from, with their SHA-256. `specwright vendor --update FOLDER` brings them anew.\nversion = 1\n";

/// Where the files of a folder are from.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Record {
    /// The document, as it was named.
    pub(super) source: String,
    /// Further hosts that are asked.
    pub(super) hosts: Vec<String>,
    /// The files, the document first.
    pub(super) files: Vec<Recorded>,
}

/// A file of a folder.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Recorded {
    pub(super) path: PathBuf,
    pub(super) source: String,
    /// The hash of what was fetched.
    pub(super) fetched: String,
    /// The hash of what was written.
    pub(super) written: String,
}

impl Record {
    pub(super) fn of(source: &str, hosts: &[String], files: &[Gathered]) -> Self {
        let files = files.iter().map(|file| Recorded {
            path: file.path.clone(),
            source: match &file.source {
                Location::Url(url) => url.to_string(),
                // The path of a machine is nobody else's.
                Location::File(_) => file.path.display().to_string(),
            },
            fetched: file.fetched.clone(),
            written: hash(&file.bytes),
        });
        Self {
            source: source.to_owned(),
            hosts: hosts.to_vec(),
            files: files.collect(),
        }
    }

    /// Returns its text.
    pub(super) fn to_text(&self) -> String {
        let string = |text: &str| toml_string(text);
        let mut text = format!("{HEAD}source = {}\n", string(&self.source));
        if !self.hosts.is_empty() {
            let hosts: Vec<String> = self.hosts.iter().map(|host| string(host)).collect();
            let _ = writeln!(text, "hosts = [{}]", hosts.join(", "));
        }
        for file in &self.files {
            let path = file.path.display().to_string().replace('\\', "/");
            let _ = write!(
                text,
                "\n[[file]]\npath = {}\nsource = {}\nsha256 = {}\n",
                string(&path),
                string(&file.source),
                string(&file.fetched),
            );
            if file.written != file.fetched {
                let _ = writeln!(text, "written-sha256 = {}", string(&file.written));
            }
        }
        text
    }

    /// Reads a text, which may be from anybody: paths in it lead to nothing outside of the folder.
    pub(super) fn read(text: &str, path: &Path) -> Result<Self, Problem> {
        let wrong = |what: &str| {
            let message = format!("`{}` is no lock of a vendored document: {what}", path.display());
            Problem::new(
                message,
                "bring the document anew: `specwright vendor SOURCE --into FOLDER`",
            )
        };
        let table = DeTable::parse(text).map_err(|error| wrong(error.message()))?;
        let table = table.get_ref();
        let string = |table: &DeTable<'_>, key: &str| match table.get(key).map(|value| value.get_ref()) {
            Some(DeValue::String(text)) => Ok(text.to_string()),
            _ => Err(wrong(&format!("expected `{key}`"))),
        };
        match table.get("version").map(|value| value.get_ref()) {
            Some(DeValue::Integer(number)) if number.as_str() == "1" => {}
            _ => return Err(wrong("expected `version = 1`")),
        }
        let list = |key: &str| match table.get(key).map(|value| value.get_ref()) {
            Some(DeValue::Array(items)) => items.iter().collect(),
            _ => Vec::new(),
        };
        let mut files = Vec::new();
        for file in list("file") {
            let DeValue::Table(file) = file.get_ref() else {
                return Err(wrong("expected `[[file]]`"));
            };
            let path = PathBuf::from(string(file, "path")?);
            let is_inside = path.components().all(|part| matches!(part, Component::Normal(_)));
            if !is_inside || path.as_os_str().is_empty() {
                return Err(wrong("a path leads out of the folder"));
            }
            let fetched = string(file, "sha256")?;
            let written = string(file, "written-sha256").unwrap_or_else(|_| fetched.clone());
            let source = string(file, "source")?;
            files.push(Recorded {
                path,
                source,
                fetched,
                written,
            });
        }
        if files.is_empty() {
            return Err(wrong("it has no file"));
        }
        let hosts = list("hosts").into_iter().filter_map(|host| match host.get_ref() {
            DeValue::String(host) => Some(host.to_string()),
            _ => None,
        });
        Ok(Self {
            source: string(table, "source")?,
            hosts: hosts.collect(),
            files,
        })
    }
}

/// Returns the SHA-256 of a text, in hexadecimal digits.
pub(super) fn hash(bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    digest.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Returns a text as a string of TOML.
fn toml_string(text: &str) -> String {
    // Both have the same escapes.
    serde_json::Value::from(text).to_string()
}
