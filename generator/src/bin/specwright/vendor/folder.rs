//! The files of a folder that anybody may have edited: through no link, and no pipe or device.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use specwright_document::source::bounded;

/// Reads a file of the folder that has at most `limit` bytes.
pub(super) fn read(folder: &Path, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    Ok(bounded::read(&place(folder, path)?, limit)?)
}

/// Writes a file of the folder, which appears whole or not at all.
pub(super) fn write(folder: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let place = place(folder, path)?;
    fs::create_dir_all(place.parent().unwrap_or(folder))?;
    let (part, mut file) = beside(&place)?;
    let written = file.write_all(bytes).and_then(|()| fs::rename(&part, &place));
    if written.is_err() {
        let _ = fs::remove_file(&part);
    }
    written
}

/// Removes a file of the folder, if it is there.
pub(super) fn remove(folder: &Path, path: &Path) -> io::Result<()> {
    match fs::remove_file(place(folder, path)?) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Returns where a file of the folder is. What is behind a link lies elsewhere, and is not of the folder.
fn place(folder: &Path, path: &Path) -> io::Result<PathBuf> {
    let mut place = folder.to_owned();
    for part in path.components() {
        place.push(part);
        if place.symlink_metadata().is_ok_and(|found| found.is_symlink()) {
            return Err(io::Error::other(format!("`{}` is a link", place.display())));
        }
    }
    Ok(place)
}

/// Creates a file beside another one: a new one, since what has its name already may lead elsewhere.
fn beside(place: &Path) -> io::Result<(PathBuf, File)> {
    for number in 0_u32.. {
        let mut name = place.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}-{number}.part", std::process::id()));
        let part = place.with_file_name(name);
        match File::create_new(&part) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            created => return created.map(|file| (part, file)),
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::path::Path;

    use super::{read, remove, write};

    #[test]
    fn nothing_behind_a_link_is_read_written_or_removed() {
        let space = tempfile::tempdir().expect("a folder");
        let (folder, elsewhere) = (space.path().join("api"), space.path().join("elsewhere"));
        fs::create_dir_all(&folder).expect("a folder");
        fs::create_dir_all(&elsewhere).expect("a folder");
        fs::write(elsewhere.join("own.yaml"), "own").expect("a file");
        symlink(&elsewhere, folder.join("types")).expect("a link");
        symlink(elsewhere.join("own.yaml"), folder.join("pets.yaml")).expect("a link");
        symlink("/dev/zero", folder.join("zero.yaml")).expect("a link");

        for name in ["types/own.yaml", "pets.yaml", "zero.yaml"] {
            let path = Path::new(name);
            for refused in [
                read(&folder, path, 10).err(),
                write(&folder, path, b"other").err(),
                remove(&folder, path).err(),
            ] {
                let message = refused.expect("refused").to_string();
                assert!(message.ends_with("is a link"), "{name}: {message}");
            }
        }
        assert_eq!(
            fs::read_to_string(elsewhere.join("own.yaml")).expect("a file"),
            "own"
        );
        assert_eq!(fs::read_dir(&elsewhere).expect("a folder").count(), 1);
    }

    #[test]
    fn a_file_is_replaced_as_a_whole_and_one_that_is_too_large_is_not_read() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = Path::new("types/pet.yaml");
        for text in ["one", "another"] {
            write(folder.path(), path, text.as_bytes()).expect("written");
            assert_eq!(read(folder.path(), path, 7).expect("read"), text.as_bytes());
        }
        let error = read(folder.path(), path, 6).expect_err("too large");
        assert_eq!(error.to_string(), "it is larger than 0 MiB");
        let names = fs::read_dir(folder.path().join("types")).expect("a folder");
        assert_eq!(names.count(), 1, "nothing is left beside the file");
    }
}
