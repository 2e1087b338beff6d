//! Clients in `OUT_DIR` that the build script no longer makes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use specwright_codegen::MARK;

/// What the names of clients end with that are set aside.
const ASIDE: &str = "rs.former";

/// The folders that this process has looked through.
static CLEARED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Sets aside what earlier runs of a build script left in its folder, all but `kept`: a program that still includes a client which has another
/// name now, or is no longer made, must not get the old one. Only the first call of a process does it, since the others' clients are made by then.
///
/// Those that the process is still to make are [brought back](bring_back): as they are, if they stay the same, so that nothing is compiled again.
pub(super) fn set_aside(folder: &Path, kept: &str) -> io::Result<()> {
    let is_first = CLEARED
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .insert(folder.to_owned());
    if !is_first {
        return Ok(());
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let entries: Vec<fs::DirEntry> = entries.collect::<io::Result<_>>()?;
    let of_kind = |kind: &'static str| {
        entries
            .iter()
            .filter(move |entry| entry.path().to_string_lossy().ends_with(kind))
    };
    for entry in of_kind(ASIDE) {
        if entry.file_type()?.is_file() && is_client(&entry.path())? {
            fs::remove_file(entry.path())?;
        }
    }
    for entry in of_kind(".rs") {
        let path = entry.path();
        if entry.file_name() != kept && entry.file_type()?.is_file() && is_client(&path)? {
            fs::rename(&path, path.with_extension(ASIDE))?;
        }
    }
    Ok(())
}

/// Brings back a client that was set aside, if it was.
pub(super) fn bring_back(client: &Path) -> io::Result<()> {
    match fs::rename(client.with_extension(ASIDE), client) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Returns whether a file begins as a client does.
fn is_client(path: &Path) -> io::Result<bool> {
    let mut first = Vec::new();
    BufReader::new(File::open(path)?.take(MARK.len() as u64)).read_until(b'\n', &mut first)?;
    Ok(first == MARK.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_that_is_no_longer_made_is_no_client_any_more_and_nothing_else_changes() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        let client = format!("{MARK}0.1.0 from pets.yaml. Do not edit.\n");
        write("cats.rs", &client);
        write("dogs.rs", &client);
        write("birds.rs", &client);
        write("bindings.rs", "// by another tool\n");
        write("dogs.txt", &client);
        set_aside(folder.path(), "cats.rs").unwrap();
        // The second client of the same run.
        bring_back(&folder.path().join("birds.rs")).unwrap();
        set_aside(folder.path(), "birds.rs").unwrap();
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(
            names,
            ["bindings.rs", "birds.rs", "cats.rs", "dogs.rs.former", "dogs.txt"]
        );
    }

    #[test]
    fn what_was_set_aside_for_good_is_removed_by_the_next_run() {
        let folder = tempfile::tempdir().unwrap();
        let former = folder.path().join("dogs.rs.former");
        fs::write(&former, format!("{MARK}0.1.0 from pets.yaml. Do not edit.\n")).unwrap();
        set_aside(folder.path(), "cats.rs").unwrap();
        assert!(!former.exists());
    }
}
