//! Clients in `OUT_DIR` that the build script no longer makes.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use specwright_codegen::MARK;

/// The folders that this process has looked through.
static CLEARED: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Removes what earlier runs of a build script left in its folder, all but `kept`: a program that still includes a client which has another
/// name now, or is no longer made, must not get the old one. Only the first call of a process does it, since the others' clients are made by then.
pub(super) fn remove_former_clients(folder: &Path, kept: &str) -> io::Result<()> {
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
    for entry in entries {
        let entry = entry?;
        let path = entry.path();
        let is_code = path.extension().is_some_and(|extension| extension == "rs");
        if is_code && entry.file_name() != kept && entry.file_type()?.is_file() && is_client(&path)? {
            fs::remove_file(path)?;
        }
    }
    Ok(())
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
    fn a_client_that_is_no_longer_made_is_removed_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
        let client = format!("{MARK}0.1.0 from pets.yaml. Do not edit.\n");
        write("cats.rs", &client);
        write("dogs.rs", &client);
        write("bindings.rs", "// by another tool\n");
        write("dogs.txt", &client);
        remove_former_clients(folder.path(), "cats.rs").unwrap();
        // The second client of the same run.
        write("birds.rs", &client);
        remove_former_clients(folder.path(), "fish.rs").unwrap();
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        assert_eq!(names, ["bindings.rs", "birds.rs", "cats.rs", "dogs.txt"]);
    }
}
