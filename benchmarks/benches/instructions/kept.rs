//! The numbers that are kept in the repository.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// What was counted, and by which compiler.
#[derive(Default, Deserialize, Serialize)]
pub(super) struct Kept {
    /// The compiler: `rustc 1.90.0`.
    pub(super) rustc: String,
    /// The instructions of one run, by the names of the cases.
    pub(super) instructions: BTreeMap<String, u64>,
    /// The most memory that the case `command` holds, in kilobytes.
    #[serde(default)]
    pub(super) peak_kilobytes: Option<u64>,
}

impl Kept {
    pub(super) fn new(rustc: String) -> Self {
        Self {
            rustc,
            ..Self::default()
        }
    }

    /// Reads the file; without one, nothing is kept.
    pub(super) fn read() -> Result<Self, String> {
        let path = path();
        match std::fs::read(&path) {
            Ok(text) => serde_json::from_slice(&text).map_err(|error| format!("{}: {error}", path.display())),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(format!("{}: {error}", path.display())),
        }
    }

    pub(super) fn write(&self) -> Result<(), String> {
        let path = path();
        let mut text = serde_json::to_string_pretty(self).map_err(|error| error.to_string())?;
        text.push('\n');
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    }
}

fn path() -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "instructions.json"].iter().collect()
}
