//! `specwright.lock`: the names of clients, by place in their documents, so that a change of a document changes none of them.
//!
//! - `read` reads the text, whoever wrote it, `write` writes it;
//! - what a place is called, and what has a name there, is for who gives names.

mod read;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::diagnostic::{LineColumn, SourceSpan};

/// The largest lock that is read, in bytes.
pub const MAX_BYTES: u64 = 64 << 20;

/// A place that has a name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// What of the document it is: `GET /pets`, `schema Pet`.
    pub item: String,
    /// What of that: `property name`; empty for itself.
    pub part: String,
}

/// A name that is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedName {
    /// The name, as it stands there.
    pub text: String,
    /// The line that it stands in, from 1.
    pub line: usize,
}

/// The names of a client, as a lock has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LockedNames {
    /// The file.
    pub path: PathBuf,
    /// The names.
    pub names: BTreeMap<Place, LockedName>,
}

impl LockedNames {
    /// Returns where a name stands.
    pub fn span(&self, name: &LockedName) -> SourceSpan {
        let position = LineColumn {
            line: name.line,
            column: 1,
        };
        SourceSpan::new(self.path.clone(), Some(position))
    }
}

/// A lock: the names of clients.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The names of each client.
    clients: BTreeMap<String, BTreeMap<Place, LockedName>>,
}

/// What is wrong with the text of a lock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

impl Lock {
    /// Reads a text.
    ///
    /// # Errors
    ///
    /// The first line that is none of a lock.
    pub fn read(text: &str) -> Result<Self, LockError> {
        read::read(text)
    }

    /// Returns the names of a client; none if the lock does not have it.
    pub fn names(&self, client: &str, path: &Path) -> LockedNames {
        LockedNames {
            path: path.to_owned(),
            names: self.clients.get(client).cloned().unwrap_or_default(),
        }
    }

    /// Sets the names of a client.
    pub fn set(&mut self, client: &str, names: &BTreeMap<Place, String>) {
        let mut locked = BTreeMap::new();
        for (place, text) in names {
            let name = LockedName {
                text: text.clone(),
                line: 0,
            };
            locked.insert(place.clone(), name);
        }
        self.clients.insert(client.to_owned(), locked);
    }

    /// Returns the text, sorted by client and place.
    pub fn to_text(&self) -> String {
        write::write(self)
    }
}
