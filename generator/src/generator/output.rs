//! Writing: output appears whole or not at all, and nothing of anyone else is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use super::Error;
use specwright_document::order;

/// How many files this process has written: threads may write the same file at once.
static WRITTEN: AtomicUsize = AtomicUsize::new(0);

/// How the names of files end that are not in their places yet.
const BESIDE: &str = ".specwright-new";

/// The file that lists what Specwright wrote to a folder.
const MARKER: &str = ".specwright";

/// Refuses to write to a file that a document was read from.
pub(super) fn check_no_input(path: &Path, inputs: &[PathBuf]) -> Result<(), Error> {
    let Ok(real) = path.canonicalize() else {
        return Ok(());
    };
    let is_real = |input: &PathBuf| input.canonicalize().is_ok_and(|input| input == real);
    if inputs.iter().any(is_real) {
        return Err(Error::Input(path.to_owned()));
    }
    Ok(())
}

/// Writes one file, if its content is another than what is there. Says whether it did.
pub(crate) fn write_file(path: &Path, text: &str) -> Result<bool, Error> {
    // To read a pipe is to wait for its other end, and to replace a device is to take it from everyone.
    if path.metadata().is_ok_and(|place| !place.is_file()) {
        return Err(Error::NotOurs(path.to_owned()));
    }
    if is_current(path, text) {
        return Ok(false);
    }
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    let written = Beside::write(path, text)?;
    written.put()?;
    Ok(true)
}

/// Writes `files` to `folder`, and removes what an earlier run wrote there and this one does not. Gives the files
/// that changed.
pub(super) fn write_folder(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, Error> {
    let before = written_before(folder)?;
    for path in files.keys().chain(&before) {
        refuse_links(folder, path)?;
    }
    for (path, text) in files {
        let place = folder.join(path);
        if !before.contains(path) && place.symlink_metadata().is_ok() && !is_current(&place, text) {
            return Err(Error::NotOurs(place));
        }
    }
    let mut beside = Vec::new();
    let mut changed = Vec::new();
    // The list comes first: it names every file that may be there if the rest is interrupted.
    let listed = order::set(files.keys().chain(&before));
    if listed.len() > before.len() {
        beside.push(prepare(folder, Path::new(MARKER), &marker(listed.into_iter()))?);
    }
    for (path, text) in files {
        if !is_current(&folder.join(path), text) {
            beside.push(prepare(folder, path, text)?);
            changed.push(path.clone());
        }
    }
    for file in beside {
        file.put()?;
    }
    let left_over: Vec<&PathBuf> = before.iter().filter(|path| !files.contains_key(*path)).collect();
    for path in &left_over {
        let place = folder.join(path);
        match fs::remove_file(&place) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("remove", place)(error));
            }
            _ => changed.push((*path).clone()),
        }
        remove_empty(folder, path);
    }
    if !left_over.is_empty() {
        write_file(&folder.join(MARKER), &marker(files.keys()))?;
    }
    Ok(changed)
}

/// Removes the folders between `folder` and a file that was there, as far as nothing else is in them.
fn remove_empty(folder: &Path, file: &Path) {
    let between = file.ancestors().skip(1);
    let mut between = between.take_while(|path| *path != Path::new(""));
    // One that holds anything is not removed.
    while between
        .next()
        .is_some_and(|path| fs::remove_dir(folder.join(path)).is_ok())
    {}
}

/// The files in `folder` that [`write_folder`] would change.
pub(super) fn stale(folder: &Path, files: &BTreeMap<PathBuf, String>) -> Result<Vec<PathBuf>, Error> {
    let changed = files
        .iter()
        .filter(|(path, text)| !is_current(&folder.join(path), text));
    let mut stale: Vec<PathBuf> = changed.map(|(path, _)| path.clone()).collect();
    let before = written_before(folder)?;
    stale.extend(before.into_iter().filter(|path| !files.contains_key(path)));
    Ok(stale)
}

/// Whether a regular file with this content is at `path`. Nothing else is opened: neither what a link leads to, nor a pipe.
fn is_current(path: &Path, text: &str) -> bool {
    let has_its_length = |place: fs::Metadata| place.is_file() && place.len() == text.len() as u64;
    path.symlink_metadata().is_ok_and(has_its_length)
        && fs::read(path).is_ok_and(|content| content == text.as_bytes())
}

/// Refuses a path in `folder` that leads through a link: what is behind it lies in another folder, and is not ours.
fn refuse_links(folder: &Path, path: &Path) -> Result<(), Error> {
    let between = path.ancestors().skip(1).filter(|path| *path != Path::new(""));
    let mut between = between.map(|path| folder.join(path));
    match between.find(|path| path.symlink_metadata().is_ok_and(|place| place.is_symlink())) {
        Some(link) => Err(Error::NotOurs(link)),
        None => Ok(()),
    }
}

fn marker<'a>(files: impl Iterator<Item = &'a PathBuf>) -> String {
    let mut text = "# Specwright wrote these files, and will overwrite and remove them.\n".to_owned();
    for file in files {
        text.push_str(&file.to_string_lossy());
        text.push('\n');
    }
    text
}

/// The files that the folder's list names; none without a list.
fn written_before(folder: &Path) -> Result<BTreeSet<PathBuf>, Error> {
    let path = folder.join(MARKER);
    // Not followed if it is a link, and not opened if it is a pipe.
    if path.symlink_metadata().is_ok_and(|place| !place.is_file()) {
        return Err(Error::NotOurs(path));
    }
    match fs::read_to_string(&path) {
        Ok(text) => {
            let files = text
                .lines()
                .filter(|line| !line.starts_with('#') && !line.is_empty())
                .map(PathBuf::from);
            // The list is a file that anyone can edit: nothing outside the folder is ours.
            Ok(order::set(files.filter(|file| {
                file.components().all(|part| matches!(part, Component::Normal(_)))
            })))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(BTreeSet::new()),
        Err(error) => Err(Error::io("read", path)(error)),
    }
}

fn prepare(folder: &Path, path: &Path, text: &str) -> Result<Beside, Error> {
    let place = folder.join(path);
    let parent = place.parent().unwrap_or(folder);
    fs::create_dir_all(parent).map_err(Error::io("create", parent))?;
    Beside::write(&place, text)
}

/// A file that is written under another name, in the folder where it belongs.
#[derive(Debug)]
struct Beside {
    temporary: PathBuf,
    place: PathBuf,
    done: bool,
}

impl Beside {
    fn write(place: &Path, text: &str) -> Result<Self, Error> {
        let (temporary, mut file) = loop {
            let mut name = place.file_name().unwrap_or_default().to_owned();
            let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
            name.push(format!(".{}-{number}{BESIDE}", std::process::id()));
            let temporary = place.with_file_name(name);
            // A new file only: a link of this name would lead elsewhere.
            match File::create_new(&temporary) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(Error::io("write", temporary)(error)),
                Ok(file) => break (temporary, file),
            }
        };
        let beside = Self {
            temporary,
            place: place.to_owned(),
            done: false,
        };
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        written.map_err(Error::io("write", &beside.temporary))?;
        remove_left_over(place);
        Ok(beside)
    }

    /// Puts the file in its place.
    fn put(mut self) -> Result<(), Error> {
        fs::rename(&self.temporary, &self.place).map_err(Error::io("write", &self.place))?;
        self.done = true;
        Ok(())
    }
}

/// Removes what runs that were killed left beside a file. What is younger than an hour may belong to a run at work.
fn remove_left_over(place: &Path) {
    const AT_WORK: Duration = Duration::from_secs(60 * 60);
    let folder = place.parent().filter(|folder| *folder != Path::new(""));
    let (Ok(entries), Some(name)) = (fs::read_dir(folder.unwrap_or(Path::new("."))), place.file_name())
    else {
        return;
    };
    for entry in entries.flatten() {
        let found = entry.file_name();
        let is_ours = found
            .to_string_lossy()
            .strip_prefix(&*name.to_string_lossy())
            .and_then(|run| run.strip_prefix('.')?.strip_suffix(BESIDE))
            .is_some_and(|run| run.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
        let is_old = || {
            let since = entry.metadata().and_then(|file| file.modified());
            since.is_ok_and(|since| since.elapsed().is_ok_and(|age| age > AT_WORK))
        };
        if is_ours && is_old() {
            // Another run may have removed it, and nobody needs it.
            let _ = fs::remove_file(entry.path());
        }
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.done {
            // Nothing more can be done about a file that can't be removed.
            let _ = fs::remove_file(&self.temporary);
        }
    }
}
