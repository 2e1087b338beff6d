//! Files that were recorded: text from anywhere, up to a bound.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::Error;

/// The largest file of records, traffic or uses that is read, in bytes.
const MAX_FILE: u64 = 512 << 20;

/// Returns the text of a file.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    let failed = |error| Error::io("read", path)(error);
    // To read a pipe is to wait for its other end, and a device has no end.
    let is_file = path.metadata().map_err(failed)?.is_file();
    if !is_file {
        return Err(failed(io::Error::other("it is a folder, a device or a pipe")));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(MAX_FILE + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(failed(io::Error::other("it is larger than 512 MiB")));
    }
    String::from_utf8(bytes).map_err(|error| Error::Traffic {
        path: path.to_owned(),
        line: 1 + error.as_bytes()[..error.utf8_error().valid_up_to()]
            .iter()
            .filter(|byte| **byte == b'\n')
            .count(),
        column: None,
        message: "expected text in UTF-8".to_owned(),
    })
}
