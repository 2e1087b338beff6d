//! The files of a program.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use specwright_codegen::MARK;
use specwright_document::source::Texts;
use specwright_document::source::bounded;

/// The size of the largest file that is read.
const LARGEST_FILE: u64 = 64 << 20;

/// How many files and folders are looked at.
const MOST_FILES: usize = 100_000;

/// A file or folder that can't be read.
pub(super) struct Unreadable {
    pub(super) path: PathBuf,
    pub(super) why: io::Error,
}

/// Calls `see` with the text of each file of Rust in the folders of `paths`, and of each of the files. Returns those that can't be read.
///
/// Hidden files are not read, nor is what clients are written to and compiled in: they name all that there is.
pub(super) fn read(paths: &[PathBuf], see: &mut dyn FnMut(&str)) -> Vec<Unreadable> {
    let mut unreadable = Vec::new();
    let mut known: BTreeSet<PathBuf> = BTreeSet::new();
    let mut open: Vec<PathBuf> = paths.iter().rev().cloned().collect();
    while let Some(path) = open.pop() {
        if known.len() >= MOST_FILES {
            let why = io::Error::other(format!(
                "there are more than {MOST_FILES} files in it and before it"
            ));
            unreadable.push(Unreadable { path, why });
            break;
        }
        // A link may lead back to where it is.
        let read = path.canonicalize().and_then(|real| match known.insert(real) {
            true => read_one(&path, &mut open, see),
            false => Ok(()),
        });
        if let Err(why) = read {
            unreadable.push(Unreadable { path, why });
        }
    }
    unreadable
}

fn read_one(path: &Path, open: &mut Vec<PathBuf>, see: &mut dyn FnMut(&str)) -> io::Result<()> {
    if !path.is_dir() {
        see_program(&bounded::read(path, LARGEST_FILE)?, see);
        return Ok(());
    }
    // Cargo and others put it into folders that can be made again.
    if path.join("CACHEDIR.TAG").exists() {
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        let path = entry?.path();
        let is_hidden = path
            .file_name()
            .is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !is_hidden && (path.is_dir() || is_rust(&path) && path.is_file()) {
            open.push(path);
        }
    }
    Ok(())
}

/// The same with texts that stand for files.
pub(super) fn read_texts(paths: &[PathBuf], texts: &Texts, see: &mut dyn FnMut(&str)) -> Vec<Unreadable> {
    let mut unreadable = Vec::new();
    for path in paths {
        if let Some(text) = texts.get(path) {
            see_program(text, see);
            continue;
        }
        let mut is_empty = true;
        for (_, text) in texts.below(path).filter(|(path, _)| is_rust(path)) {
            is_empty = false;
            see_program(text, see);
        }
        if is_empty {
            let why = io::Error::other("no text has this path");
            let path = path.clone();
            unreadable.push(Unreadable { path, why });
        }
    }
    unreadable
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "rs")
}

fn see_program(bytes: &[u8], see: &mut dyn FnMut(&str)) {
    if !bytes.starts_with(MARK.as_bytes()) {
        see(&String::from_utf8_lossy(bytes));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(folder: &Path, name: &str, text: &str) {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn texts_of(paths: &[PathBuf]) -> (Vec<String>, Vec<Unreadable>) {
        let mut texts = Vec::new();
        let unreadable = read(paths, &mut |text| texts.push(text.to_owned()));
        texts.sort();
        (texts, unreadable)
    }

    #[test]
    fn a_folder_is_read_with_its_folders_and_files_of_rust_alone() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| write(folder.path(), name, text);
        write("main.rs", "main");
        write("pets/mod.rs", "pets");
        write("pets/notes.txt", "notes");
        write(".hidden/mod.rs", "hidden");
        write("target/CACHEDIR.TAG", "");
        write("target/debug/out.rs", "built");
        write("api.rs", &format!("{MARK}0.1.0 from pets.yaml.\nclient"));
        let (texts, unreadable) = texts_of(&[folder.path().to_owned()]);
        assert_eq!(texts, ["main", "pets"]);
        assert!(unreadable.is_empty());
        let named = folder.path().join("pets/notes.txt");
        assert_eq!(texts_of(&[named]).0, ["notes"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_that_it_is_in_ends() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "main.rs", "main");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("again")).unwrap();
        std::os::unix::fs::symlink("nowhere.rs", folder.path().join("broken.rs")).unwrap();
        let (texts, unreadable) = texts_of(&[folder.path().to_owned()]);
        assert_eq!(texts, ["main"]);
        assert!(unreadable.is_empty());
    }

    #[test]
    fn what_is_not_there_is_told() {
        let missing = PathBuf::from("no/such/folder");
        let (_, unreadable) = texts_of(std::slice::from_ref(&missing));
        assert_eq!(unreadable[0].path, missing);
        assert_eq!(unreadable[0].why.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn texts_stand_for_files_and_folders() {
        let texts = Texts::new([
            ("src/main.rs".into(), b"main".to_vec()),
            ("src/notes.txt".into(), b"notes".to_vec()),
            ("srcs/other.rs".into(), b"other".to_vec()),
        ]);
        let mut seen = Vec::new();
        let paths = ["src".into(), "srcs/other.rs".into(), "tests".into()];
        let unreadable = read_texts(&paths, &texts, &mut |text| seen.push(text.to_owned()));
        assert_eq!(seen, ["main", "other"]);
        assert_eq!(unreadable[0].path, Path::new("tests"));
    }
}
