//! The file that keeps names: read before they are given, written by who is asked to.

use std::io;
use std::path::{Path, PathBuf};

use super::{Draft, Error, Generated, output};
use specwright_codegen::plan::named::Api;
use specwright_document::diagnostic::{Code, Diagnostics, LineColumn, Severity, SourcePointer, SourceSpan};
use specwright_document::lock::{Lock, MAX_BYTES};
use specwright_document::source::Texts;
use specwright_document::source::bounded::{self, Unread};

/// A lock, as a client is made with it.
pub(super) struct LockFile {
    path: PathBuf,
    /// Its text; `None` if it is not there.
    text: Option<String>,
    lock: Lock,
}

/// What a lock has after a client was made.
#[derive(Clone, Debug)]
pub(super) struct NewLock {
    path: PathBuf,
    text: String,
    is_current: bool,
}

impl LockFile {
    /// Reads a lock, from a file or from texts that stand for files. One that is not there has no names.
    pub(super) fn read(path: &Path, texts: Option<&Texts>, diagnostics: &mut Diagnostics) -> Self {
        let mut file = Self {
            path: path.to_owned(),
            text: None,
            lock: Lock::default(),
        };
        let read = match texts {
            None => read(path),
            Some(texts) => texts.get(path).map(text).transpose(),
        };
        let (line, message) = match read {
            Ok(None) => return file,
            Ok(Some(text)) => match Lock::read(&text) {
                Ok(lock) => {
                    (file.text, file.lock) = (Some(text), lock);
                    return file;
                }
                Err(error) => (Some(error.line), error.message),
            },
            Err(error) => (None, format!("the lock can't be read: {error}")),
        };
        diagnostics.push_at(
            Severity::Error,
            Code::Lock,
            SourcePointer::default(),
            span(path, line),
            message,
            "mend the file, or remove it: `specwright lock` writes it anew",
        );
        file
    }

    pub(super) fn lock(&self) -> &Lock {
        &self.lock
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the lock with the names that a client has. That it has others is reported, if it is not to be written.
    pub(super) fn with_names(
        &self,
        client: &str,
        api: &Api,
        is_written: bool,
        diagnostics: &mut Diagnostics,
    ) -> Option<NewLock> {
        let names = api.lock.as_ref()?;
        let old = self.lock.names(client, &self.path).names;
        let is_kept = |place, text: &String| {
            old.get(place)
                .is_some_and(|name: &specwright_document::lock::LockedName| name.text == *text)
        };
        let new = names.iter().filter(|(place, text)| !is_kept(place, text));
        let new: Vec<&str> = new.map(|(_, text)| text.as_str()).collect();
        let gone = old.iter().filter(|(place, _)| !names.contains_key(place));
        let gone: Vec<&str> = gone.map(|(_, name)| name.text.as_str()).collect();
        let mut lock = self.lock.clone();
        lock.set(client, names);
        let text = lock.to_text();
        // Git may have put `\r` before the ends of its lines.
        let is_current = self
            .text
            .as_ref()
            .is_some_and(|old| old.replace("\r\n", "\n") == text);
        if !is_current && !is_written {
            let message = match &self.text {
                None => "the lock is not there, so names may change with the document".to_owned(),
                Some(_) if new.is_empty() && gone.is_empty() => "the lock is written otherwise".to_owned(),
                Some(_) => {
                    let (new, gone) = (listed(&new), listed(&gone));
                    format!("the lock is not up to date: {new} are not in it, {gone} are no more")
                }
            };
            diagnostics.push_at(
                Severity::Warning,
                Code::StaleLock,
                SourcePointer::default(),
                span(&self.path, None),
                message,
                "run `specwright lock`, which writes it",
            );
        }
        Some(NewLock {
            path: self.path.clone(),
            text,
            is_current,
        })
    }
}

impl Draft {
    /// Returns whether the lock has the names of the client, and no others; `true` without one.
    pub fn is_locked(&self) -> bool {
        self.lock.as_ref().is_none_or(|lock| lock.is_current)
    }

    /// Writes the names of the client to the lock, beside those of other clients. Returns whether that changed it; `false` without a lock.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when it can't be written; it is whole or as it was before.
    pub fn write_lock(&self) -> Result<bool, Error> {
        match &self.lock {
            Some(lock) => output::write_file(&lock.path, &lock.text),
            None => Ok(false),
        }
    }

    /// Returns where the lock is, if there is to be one.
    pub fn lock_path(&self) -> Option<&Path> {
        self.lock.as_ref().map(|lock| lock.path.as_path())
    }
}

impl Generated {
    /// Returns whether the lock ([`Generator::lock`](crate::Generator::lock)) has the names of the client, and no others; `true` without one.
    pub fn is_locked(&self) -> bool {
        self.draft.is_locked()
    }

    /// Writes the names of the client to the lock ([`Generator::lock`](crate::Generator::lock)), beside those of other clients. Returns whether
    /// that changed it; `false` without a lock.
    ///
    /// # Errors
    ///
    /// [`Error::Io`] when it can't be written; it is whole or as it was before.
    pub fn write_lock(&self) -> Result<bool, Error> {
        self.draft.write_lock()
    }

    /// Returns where the lock is, if there is to be one.
    pub fn lock_path(&self) -> Option<&Path> {
        self.draft.lock_path()
    }
}

/// Returns how many names there are, and the first of them.
fn listed(names: &[&str]) -> String {
    /// Names that are shown.
    const SHOWN: usize = 3;
    let count = names.len();
    let names_of = if count == 1 { "name" } else { "names" };
    let mut text = format!("{count} {names_of}");
    if count > 0 {
        let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
        let more = if count > SHOWN { ", …" } else { "" };
        text.push_str(&format!(" ({}{more})", shown.join(", ")));
    }
    text
}

fn span(path: &Path, line: Option<usize>) -> SourceSpan {
    SourceSpan::new(path.to_owned(), line.map(|line| LineColumn { line, column: 1 }))
}

fn text(bytes: &[u8]) -> io::Result<String> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Unread::TooLarge(MAX_BYTES).into());
    }
    String::from_utf8(bytes.to_vec()).map_err(io::Error::other)
}

/// Reads a file, if it is there.
fn read(path: &Path) -> io::Result<Option<String>> {
    let bytes = match bounded::read(path, MAX_BYTES) {
        Err(Unread::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        bytes => bytes?,
    };
    String::from_utf8(bytes).map(Some).map_err(io::Error::other)
}
