//! `peers growth`: how time and memory of our command grow with the document.

use std::{fs, io};

use super::generate::{crate_folder, remove};
use super::install::{Programs, peers_folder};
use super::output::Output;
use super::process::{Limits, measure};
use super::report::Row;
use super::side::Side;
use crate::synthetic;

/// Generates with `sides` from documents of so many megabytes, each `rounds` times.
///
/// # Errors
///
/// A program does not start, or a file can't be written.
pub fn growth(
    programs: &Programs,
    sides: &[Side],
    megabytes: &[u32],
    rounds: usize,
    limits: Limits,
) -> io::Result<Vec<Row>> {
    let folder = peers_folder().join("growth");
    fs::create_dir_all(&folder)?;
    let mut all = Vec::new();
    for size in megabytes {
        let name = format!("mb-{size}");
        let document = folder.join(format!("{name}.json"));
        fs::write(
            &document,
            synthetic::document_of_bytes(*size as usize * 1_000_000),
        )?;
        let mut rows: Vec<Row> = sides
            .iter()
            .map(|side| Row::new(&name, "generate", *side))
            .collect();
        for round in 1..=rounds {
            for row in rows.iter_mut().filter(|row| row.failure.is_none()) {
                eprintln!("{name} {round}/{rounds}: {} generates", row.side.name());
                let out = crate_folder("growth", row.side, &name);
                remove(&out)?;
                row.add(measure(&row.side.generate(programs, &document, &out), limits)?);
                if row.failure.is_none() && row.output.is_none() {
                    row.output = Some(Output::lines_of(&out)?);
                }
                remove(&out)?;
            }
        }
        fs::remove_file(&document)?;
        all.extend(rows);
    }
    Ok(all)
}
