//! Files from anywhere: nothing that has no end is read, and nothing that somebody would have to write first.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;

/// Why a file is not read.
#[derive(Debug)]
pub enum Unread {
    /// The system can't.
    Io(io::Error),
    /// It is a folder, a device or a pipe.
    NoFile,
    /// It has more bytes than these.
    TooLarge(u64),
}

/// Returns the bytes of a file that has at most `limit` of them.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, Unread> {
    // Asked before it is opened: to open a pipe is to wait for its other end, and a device has no end.
    let metadata = fs::metadata(path).map_err(Unread::Io)?;
    if !metadata.is_file() {
        return Err(Unread::NoFile);
    }
    if metadata.len() > limit {
        return Err(Unread::TooLarge(limit));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0));
    let file = File::open(path).map_err(Unread::Io)?;
    // It may have grown since.
    let read = file.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    read.map_err(Unread::Io)?;
    match bytes.len() as u64 > limit {
        true => Err(Unread::TooLarge(limit)),
        false => Ok(bytes),
    }
}

impl From<Unread> for io::Error {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Io(error) => error,
            Unread::NoFile => io::Error::other("it is a folder, a device or a pipe"),
            Unread::TooLarge(limit) => io::Error::other(format!("it is larger than {} MiB", limit >> 20)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit_and_nothing_else_is_opened() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("file");
        fs::write(&path, "12345").expect("a file");
        assert_eq!(read(&path, 5).expect("bytes"), b"12345");
        assert!(matches!(read(&path, 4), Err(Unread::TooLarge(4))));
        assert!(matches!(read(folder.path(), 5), Err(Unread::NoFile)));
        let missing = io::Error::from(read(&folder.path().join("other"), 5).expect_err("nothing"));
        assert_eq!(missing.kind(), io::ErrorKind::NotFound);
        #[cfg(unix)]
        {
            assert!(matches!(read(Path::new("/dev/zero"), 5), Err(Unread::NoFile)));
            // Its length is unknown until it is read.
            let unknown = Path::new("/proc/self/status");
            assert!(!unknown.exists() || matches!(read(unknown, 5), Err(Unread::TooLarge(5))));
        }
    }
}
