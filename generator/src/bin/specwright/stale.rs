//! Whether what is written is up to date: for CI.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use specwright::Error;
use specwright::diagnostic::harmless;

use crate::{Outcome, draw};

/// The longest line that is shown, in characters.
const WIDTH: usize = 200;

/// Names the files of `folder` that are not up to date, and the first line that differs.
pub(crate) fn check(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<Outcome, Error> {
    let stale = specwright::stale_files(folder, files)?;
    for file in &stale {
        draw::message(&format!("stale: {}", folder.join(file).display()));
    }
    let Some(first) = stale.first() else {
        return Ok(Outcome::Well);
    };
    for line in difference(&folder.join(first), files.get(first).map(String::as_str)) {
        draw::message(&line);
    }
    draw::message("run `specwright generate` without `--check` to write them");
    Ok(Outcome::NotWell)
}

/// Returns where a file first differs from what is to be there, as lines for people.
fn difference(path: &Path, wanted: Option<&str>) -> Vec<String> {
    let shown = path.display();
    let Some(wanted) = wanted else {
        return vec![format!("{shown} is no longer part of the client")];
    };
    // To read a pipe is to wait for its other end.
    if path.symlink_metadata().is_ok_and(|place| !place.is_file()) {
        return vec![format!("{shown} is no file")];
    }
    // What is no text differs from the first line on.
    let found = match fs::read(path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        // That it is not there is said already.
        Err(error) if error.kind() == ErrorKind::NotFound => return Vec::new(),
        Err(error) => return vec![format!("{shown}: {error}")],
    };
    let (mut there, mut wanted) = (found.lines(), wanted.lines());
    let mut number = 1;
    loop {
        match (there.next(), wanted.next()) {
            (Some(one), Some(other)) if one == other => number += 1,
            (None, None) => return vec![format!("{shown} differs in how its lines end")],
            (there, wanted) => {
                let line = |sign, line: Option<&str>| {
                    line.map(|line| {
                        let line: String = line.chars().take(WIDTH).collect();
                        format!("{sign} {}", harmless(&line))
                    })
                };
                let head = format!("{shown}:{number}: the first line that differs");
                return [Some(head), line('-', there), line('+', wanted)]
                    .into_iter()
                    .flatten()
                    .collect();
            }
        }
    }
}
