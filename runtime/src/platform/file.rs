//! Files: those of `tokio` in its tasks, which no file may block, those of the standard library elsewhere.

use std::fs::{Metadata, Permissions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::task::{Context, Poll};

/// An open file.
#[derive(Debug)]
pub(crate) enum File {
    #[cfg(feature = "tokio")]
    Tokio(tokio::fs::File),
    Std(std::fs::File),
}

impl File {
    /// Opens a file to read it.
    pub(crate) async fn open(path: &Path) -> io::Result<File> {
        #[cfg(feature = "tokio")]
        if super::is_on_tokio() {
            return tokio::fs::File::open(path).await.map(File::Tokio);
        }
        std::fs::File::open(path).map(File::Std)
    }

    /// Opens a file to write it: one that is there, or a new one.
    pub(crate) async fn write(path: &Path, is_new: bool) -> io::Result<File> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(is_new);
        #[cfg(feature = "tokio")]
        if super::is_on_tokio() {
            return tokio::fs::OpenOptions::from(options)
                .open(path)
                .await
                .map(File::Tokio);
        }
        options.open(path).map(File::Std)
    }

    pub(crate) async fn metadata(&self) -> io::Result<Metadata> {
        match self {
            #[cfg(feature = "tokio")]
            File::Tokio(file) => file.metadata().await,
            File::Std(file) => file.metadata(),
        }
    }

    /// Reads into `buffer`. Returns how many bytes: 0 at the end.
    pub(crate) fn poll_read(
        &mut self,
        context: &mut Context<'_>,
        buffer: &mut [u8],
    ) -> Poll<io::Result<usize>> {
        #[cfg(not(feature = "tokio"))]
        let _ = context;
        match self {
            #[cfg(feature = "tokio")]
            File::Tokio(file) => {
                let mut buffer = tokio::io::ReadBuf::new(buffer);
                let read = tokio::io::AsyncRead::poll_read(std::pin::Pin::new(file), context, &mut buffer);
                read.map_ok(|()| buffer.filled().len())
            }
            File::Std(file) => loop {
                match file.read(buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    read => return Poll::Ready(read),
                }
            },
        }
    }

    pub(crate) async fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match self {
            #[cfg(feature = "tokio")]
            File::Tokio(file) => tokio::io::AsyncWriteExt::write_all(file, bytes).await,
            File::Std(file) => file.write_all(bytes),
        }
    }

    pub(crate) async fn flush(&mut self) -> io::Result<()> {
        match self {
            #[cfg(feature = "tokio")]
            File::Tokio(file) => tokio::io::AsyncWriteExt::flush(file).await,
            File::Std(file) => file.flush(),
        }
    }

    pub(crate) async fn set_permissions(&self, permissions: Permissions) -> io::Result<()> {
        match self {
            #[cfg(feature = "tokio")]
            File::Tokio(file) => file.set_permissions(permissions).await,
            File::Std(file) => file.set_permissions(permissions),
        }
    }

    /// Waits until all is on the disk.
    pub(crate) async fn sync_all(&self) -> io::Result<()> {
        match self {
            #[cfg(feature = "tokio")]
            File::Tokio(file) => file.sync_all().await,
            File::Std(file) => file.sync_all(),
        }
    }
}

pub(crate) async fn metadata(path: &Path) -> io::Result<Metadata> {
    #[cfg(feature = "tokio")]
    if super::is_on_tokio() {
        return tokio::fs::metadata(path).await;
    }
    std::fs::metadata(path)
}

pub(crate) async fn canonicalize(path: &Path) -> io::Result<PathBuf> {
    #[cfg(feature = "tokio")]
    if super::is_on_tokio() {
        return tokio::fs::canonicalize(path).await;
    }
    std::fs::canonicalize(path)
}

pub(crate) async fn rename(from: &Path, to: &Path) -> io::Result<()> {
    #[cfg(feature = "tokio")]
    if super::is_on_tokio() {
        return tokio::fs::rename(from, to).await;
    }
    std::fs::rename(from, to)
}
