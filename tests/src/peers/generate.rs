//! `peers generate`: what the optimised command costs, whole process, on a document.

use std::path::{Path, PathBuf};
use std::{fs, io, path};

use super::install::{Programs, peers_folder};
use super::output::Output;
use super::process::{Limits, measure};
use super::report::Row;
use super::side::Side;
use crate::corpus::discover::Found;

/// Has every side generate from every document, `rounds` times in turn.
///
/// # Errors
///
/// A program does not start, or a file can't be written.
pub fn generate(
    programs: &Programs,
    sides: &[Side],
    documents: &[Found],
    rounds: usize,
    limits: Limits,
) -> io::Result<Vec<Row>> {
    let mut all = Vec::new();
    for found in documents {
        let document = path::absolute(&found.path)?;
        let mut rows: Vec<Row> = sides
            .iter()
            .map(|side| Row::new(&found.name, "generate", *side))
            .collect();
        for round in 1..=rounds {
            for row in rows.iter_mut().filter(|row| row.failure.is_none()) {
                eprintln!("{} {round}/{rounds}: {} generates", found.name, row.side.name());
                let out = crate_folder("generate", row.side, &found.name);
                remove(&out)?;
                row.add(measure(&row.side.generate(programs, &document, &out), limits)?);
                if row.failure.is_none() && row.output.is_none() {
                    row.output = Some(Output::count(row.side, &out)?);
                }
            }
        }
        all.extend(rows);
    }
    Ok(all)
}

/// Where a side's crate of the name `name` goes.
pub(super) fn crate_folder(command: &str, side: Side, name: &str) -> PathBuf {
    workspace_folder(command, side).join("crates").join(name)
}

/// The folder of all crates of a side.
pub(super) fn workspace_folder(command: &str, side: Side) -> PathBuf {
    peers_folder().join(command).join(side.name())
}

/// Removes a folder that may not be there.
pub(super) fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
