//! Files that were recorded: text from anywhere, up to a bound.

use std::path::Path;

use super::Error;
use specwright_document::source::bounded;

/// The largest file of records, traffic or uses that is read, in bytes.
const MAX_FILE: u64 = 512 << 20;

/// Returns the text of a file.
pub(super) fn read(path: &Path) -> Result<String, Error> {
    let failed = |error| Error::io("read", path)(error);
    let bytes = bounded::read(path, MAX_FILE).map_err(|unread| failed(unread.into()))?;
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
