//! A body as a file: whole, or not at all.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::idle::Timed;
use crate::error::write_causes;
use crate::platform::file::{self, File};
use crate::platform::random;

/// Writes all of `body` to the file at `path`, and returns its length.
pub(super) async fn save(body: Timed, path: &Path) -> io::Result<u64> {
    let unwritable = |error| unwritable(path, error);
    match file::metadata(path).await {
        // A device or a pipe is written as it is: to rename something over it would end it.
        Ok(metadata) if !metadata.is_file() => {
            let mut file = File::write(path, false).await.map_err(unwritable)?;
            copy(body, &mut file, path).await
        }
        Ok(metadata) if metadata.permissions().readonly() => Err(unwritable(io::Error::new(
            io::ErrorKind::PermissionDenied,
            "it is read-only",
        ))),
        Ok(metadata) => {
            // What a link leads to is replaced, not the link.
            let target = file::canonicalize(path).await.map_err(unwritable)?;
            replace(body, path, &target, Some(metadata.permissions())).await
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => replace(body, path, path, None).await,
        Err(error) => Err(unwritable(error)),
    }
}

/// Writes a file beside `target`, and renames it once it is whole.
async fn replace(
    body: Timed,
    path: &Path,
    target: &Path,
    permissions: Option<std::fs::Permissions>,
) -> io::Result<u64> {
    let unwritable = |error| unwritable(path, error);
    if target.file_name().is_none() {
        return Err(unwritable(io::Error::new(
            io::ErrorKind::InvalidInput,
            "it names no file",
        )));
    }
    let beside = format!(".{:016x}.part", random());
    let beside = Unfinished(Some(target.with_file_name(beside)));
    let part = beside.0.as_deref().unwrap_or(target);
    let mut file = File::write(part, true).await.map_err(unwritable)?;
    let length = copy(body, &mut file, path).await?;
    if let Some(permissions) = permissions {
        file.set_permissions(permissions).await.map_err(unwritable)?;
    }
    // Else the name may reach the disk before the content does.
    file.sync_all().await.map_err(unwritable)?;
    drop(file);
    file::rename(part, target).await.map_err(unwritable)?;
    beside.finished();
    Ok(length)
}

async fn copy(mut body: Timed, file: &mut File, path: &Path) -> io::Result<u64> {
    let mut written = 0;
    while let Some(chunk) = body.chunk().await {
        let chunk = chunk?;
        file.write_all(&chunk)
            .await
            .map_err(|error| unwritable(path, error))?;
        written += chunk.len() as u64;
    }
    file.flush().await.map_err(|error| unwritable(path, error))?;
    Ok(written)
}

/// A file that is removed unless it was finished, also when the future that writes it is dropped.
struct Unfinished(Option<PathBuf>);

impl Unfinished {
    fn finished(mut self) {
        self.0 = None;
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            // It may not have been created; and there is nobody to report to.
            let _ = std::fs::remove_file(path);
        }
    }
}

/// Names the file in an error, which stays the cause.
fn unwritable(path: &Path, source: io::Error) -> io::Error {
    io::Error::new(
        source.kind(),
        Unwritable {
            path: path.to_owned(),
            source,
        },
    )
}

#[derive(Debug)]
struct Unwritable {
    path: PathBuf,
    source: io::Error,
}

impl fmt::Display for Unwritable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the file {} can't be written", self.path.display())?;
        write_causes(f, std::error::Error::source(self))
    }
}

impl std::error::Error for Unwritable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}
