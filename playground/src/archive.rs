//! Files as one, to be taken along.

use std::io;

use tar::{Builder, Header};

use crate::TextFile;

/// Returns files in a folder as a tar archive, the same bytes for the same files. The browser compresses it.
///
/// # Errors
///
/// When a path is too long for an archive, or leads out of the folder.
pub fn archive(folder: &str, files: &[TextFile]) -> io::Result<Vec<u8>> {
    let mut archive = Builder::new(Vec::new());
    for file in files {
        let mut header = Header::new_gnu();
        header.set_size(file.text.len() as u64);
        header.set_mode(0o644);
        header.set_mtime(0);
        archive.append_data(
            &mut header,
            format!("{folder}/{}", file.path),
            file.text.as_bytes(),
        )?;
    }
    archive.into_inner()
}
