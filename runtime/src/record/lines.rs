//! Records as JSON lines.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::RecordError;
use super::entry::{Record, Shape};

/// The longest line that is read, in bytes.
const LONGEST_LINE: usize = 64 * 1024;
const VERSION: u32 = 1;

/// The first line of a file.
#[derive(Serialize, Deserialize)]
struct Header {
    specwright_records: u32,
    #[serde(default, skip_serializing_if = "is_zero")]
    dropped: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(number: &u64) -> bool {
    *number == 0
}

/// What a line says.
pub(super) enum Line {
    Shape(Box<Shape>, u64),
    Dropped(u64),
}

pub(super) fn write(records: &[Record], dropped: u64) -> String {
    let header = Header {
        specwright_records: VERSION,
        dropped,
    };
    // Neither has maps whose keys are no strings: writing can't fail.
    let mut text = serde_json::to_string(&header).unwrap_or_default();
    text.push('\n');
    for record in records {
        text.push_str(&serde_json::to_string(record).unwrap_or_default());
        text.push('\n');
    }
    text
}

pub(super) fn read(text: &str, add: &mut dyn FnMut(Line)) -> Result<(), RecordError> {
    let mut has_header = false;
    for (index, line) in text.lines().enumerate() {
        let wrong = |message| RecordError::new(index + 1, message, None);
        if line.trim().is_empty() {
            continue;
        }
        if line.len() > LONGEST_LINE {
            return Err(wrong("a line of more than 64 KiB"));
        }
        // Files that were put together have several headers.
        if line.contains("\"specwright_records\"")
            && let Ok(header) = serde_json::from_str::<Header>(line)
        {
            if header.specwright_records != VERSION {
                return Err(wrong(
                    "expected records of version 1; a newer Specwright wrote this file",
                ));
            }
            has_header = true;
            if header.dropped > 0 {
                add(Line::Dropped(header.dropped));
            }
            continue;
        }
        if !has_header {
            return Err(wrong(
                "expected {\"specwright_records\":1}, the first line of a file that a recorder wrote",
            ));
        }
        let record = serde_json::from_str::<Record>(line)
            .map_err(|error| RecordError::new(index + 1, "expected a record", Some(&error)))?;
        let (shape, count) = record.checked().map_err(wrong)?;
        add(Line::Shape(Box::new(shape), count));
    }
    if !has_header {
        return Err(RecordError::new(1, "expected records, found nothing", None));
    }
    Ok(())
}

/// Writes a file that is whole or as it was before.
pub(super) fn write_file(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
    let mut beside = name.to_owned();
    beside.push(format!(".{}.partial", std::process::id()));
    let beside = path.with_file_name(beside);
    let written = fs::write(&beside, text).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        let _ = fs::remove_file(&beside);
    }
    written
}
