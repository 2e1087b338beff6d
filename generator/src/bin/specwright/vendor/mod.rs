//! A document from elsewhere, with all that it refers to, in a folder that builds read without the network.

mod fetch;
mod folder;
mod gather;
mod layout;
mod location;
mod record;
mod rewrite;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use specwright::Generator;

use crate::{Outcome, draw};
use fetch::{FILE_BYTES, Fetcher};
use gather::{Gathered, gather};
use location::Location;
use record::{NAME, Record, hash};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The document: a URL of http or https, or a file. With --update or --check, the folder that it was brought to
    #[arg(value_name = "URL|FILE|FOLDER")]
    source: String,
    /// The folder to bring it to; made if it is not there
    #[arg(long, value_name = "FOLDER", required_unless_present_any = ["update", "check"], conflicts_with_all = ["update", "check"])]
    into: Option<PathBuf>,
    /// Bring what the folder has anew, and say what that does to clients
    #[arg(long)]
    update: bool,
    /// Write nothing: exit with 1 if the source has changed, or a file of the folder was edited
    #[arg(long, conflicts_with = "update")]
    check: bool,
    /// Fetch from this host, too, with its port if it has one of its own. May be repeated; the folder's lock keeps it
    #[arg(long = "host", value_name = "HOST")]
    hosts: Vec<String>,
}

/// The largest lock that is read, in bytes: it has a few lines for each file.
const LOCK_BYTES: u64 = 16 << 20;

/// Why a document is not brought, and what to do.
#[derive(Debug)]
struct Problem {
    message: String,
    help: String,
}

impl Problem {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Outcome {
    let done = match &arguments.into {
        Some(folder) => bring(arguments, folder),
        None => again(arguments, Path::new(&arguments.source)),
    };
    done.unwrap_or_else(|Problem { message, help }| {
        draw::message(&format!("error: {message}\n  = help: {help}"));
        Outcome::NotWell
    })
}

/// Brings a document to a folder.
fn bring(arguments: &Arguments, folder: &Path) -> Result<Outcome, Problem> {
    let before = match folder.join(NAME).exists() {
        true => Some(read_record(folder)?),
        false => None,
    };
    let files = fetched(&arguments.source, &arguments.hosts)?;
    write(
        folder,
        before.as_ref(),
        &arguments.source,
        &arguments.hosts,
        &files,
    )?;
    Ok(Outcome::Well)
}

/// Brings what a folder has anew, or says whether that would change anything.
fn again(arguments: &Arguments, folder: &Path) -> Result<Outcome, Problem> {
    let before = read_record(folder)?;
    let mut hosts = before.hosts.clone();
    hosts.extend(
        arguments
            .hosts
            .iter()
            .filter(|host| !before.hosts.contains(host))
            .cloned(),
    );
    let edited = edited(folder, &before);
    let files = fetched(&before.source, &hosts)?;
    let after = Record::of(&before.source, &hosts, &files);
    if arguments.check {
        for path in &edited {
            draw::message(&format!(
                "{}: it was edited, or is gone",
                folder.join(path).display()
            ));
        }
        let changed = changes(&before, &after);
        for line in &changed {
            draw::message(line);
        }
        return Ok(match edited.is_empty() && changed.is_empty() {
            true => Outcome::Well,
            false => Outcome::NotWell,
        });
    }
    if before == after && edited.is_empty() {
        draw::message(&format!("{}: up to date", folder.display()));
        return Ok(Outcome::Well);
    }
    if let Some(path) = edited.iter().find(|path| folder.join(path).exists()) {
        let message = format!("`{}` was edited", folder.join(path).display());
        return Err(Problem::new(
            message,
            "move the change to an overlay, and remove the file",
        ));
    }
    for line in changes(&before, &after) {
        draw::message(&line);
    }
    show_diff(folder, &before, &files)?;
    write(folder, Some(&before), &before.source, &hosts, &files)?;
    Ok(Outcome::Well)
}

fn fetched(source: &str, hosts: &[String]) -> Result<Vec<Gathered>, Problem> {
    let document = Location::parse(source)?;
    let mut fetcher = Fetcher::new(&document, hosts)?;
    gather(&document, &mut fetcher)
}

fn read_record(folder: &Path) -> Result<Record, Problem> {
    let path = folder.join(NAME);
    let read = folder::read(folder, Path::new(NAME), LOCK_BYTES);
    let text = read.and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other));
    let text = text.map_err(|error| {
        let message = format!("`{}` can't be read: {error}", path.display());
        Problem::new(
            message,
            "name a folder that `specwright vendor SOURCE --into FOLDER` made",
        )
    })?;
    Record::read(&text, &path)
}

/// Returns the files of a folder that are not as they were written.
fn edited(folder: &Path, record: &Record) -> Vec<PathBuf> {
    let is_edited = |file: &&record::Recorded| {
        folder::read(folder, &file.path, FILE_BYTES).map_or(true, |bytes| hash(&bytes) != file.written)
    };
    record
        .files
        .iter()
        .filter(is_edited)
        .map(|file| file.path.clone())
        .collect()
}

/// Returns what is other at the source than it was.
fn changes(before: &Record, after: &Record) -> Vec<String> {
    let mut lines = Vec::new();
    for file in &after.files {
        match before.files.iter().find(|old| old.path == file.path) {
            None => lines.push(format!("{}: new", file.source)),
            Some(old) if old.fetched != file.fetched => lines.push(format!("{}: changed", file.source)),
            Some(_) => {}
        }
    }
    for old in &before.files {
        if !after.files.iter().any(|file| file.path == old.path) {
            lines.push(format!("{}: no longer referred to", old.source));
        }
    }
    lines
}

/// Prints what the new document does to clients of the old one.
fn show_diff(folder: &Path, before: &Record, files: &[Gathered]) -> Result<(), Problem> {
    let (Some(old), Some(new)) = (before.files.first(), files.first()) else {
        return Ok(());
    };
    let old = folder.join(&old.path);
    let beside = beside(folder);
    // A new one: what has its name already may lead elsewhere.
    fs::create_dir(&beside).map_err(|error| unwritten(&beside, &error))?;
    let written = files
        .iter()
        .try_for_each(|file| folder::write(&beside, &file.path, &file.bytes));
    let diff = written.map(|()| {
        let client = |path: &Path| Generator::new(path).name("client");
        specwright::diff(&client(&old), &client(&beside.join(&new.path)))
    });
    let removed = fs::remove_dir_all(&beside);
    let diff = diff
        .and_then(|diff| removed.map(|()| diff))
        .map_err(|error| unwritten(&beside, &error))?;
    match diff {
        Ok(diff) => {
            crate::print(&diff.to_string());
        }
        Err(error) => {
            draw::error(&error);
        }
    }
    Ok(())
}

/// Returns a folder for a moment, beside that of the document.
fn beside(folder: &Path) -> PathBuf {
    let mut name = folder.file_name().unwrap_or_default().to_owned();
    name.push(format!(".new-{}", std::process::id()));
    folder.with_file_name(name)
}

/// Writes the files and the lock, and removes what is no longer referred to.
fn write(
    folder: &Path,
    before: Option<&Record>,
    source: &str,
    hosts: &[String],
    files: &[Gathered],
) -> Result<(), Problem> {
    let is_ours =
        |path: &Path| before.is_some_and(|before| before.files.iter().any(|file| file.path == path));
    for file in files {
        let path = folder.join(&file.path);
        if path.symlink_metadata().is_ok() && !is_ours(&file.path) {
            let message = format!("`{}` is there, and was not brought", path.display());
            return Err(Problem::new(message, "name another folder, or remove the file"));
        }
    }
    let record = Record::of(source, hosts, files);
    for file in files {
        folder::write(folder, &file.path, &file.bytes)
            .map_err(|error| unwritten(&folder.join(&file.path), &error))?;
    }
    for old in before.iter().flat_map(|before| &before.files) {
        if !files.iter().any(|file| file.path == old.path) {
            folder::remove(folder, &old.path).map_err(|error| unwritten(&folder.join(&old.path), &error))?;
        }
    }
    folder::write(folder, Path::new(NAME), record.to_text().as_bytes())
        .map_err(|error| unwritten(&folder.join(NAME), &error))?;
    let document = folder.join(&record.files[0].path);
    draw::message(&format!("{}: {} files", document.display(), files.len()));
    Ok(())
}

fn unwritten(path: &Path, error: &io::Error) -> Problem {
    let message = format!("`{}` can't be written: {error}", path.display());
    Problem::new(message, "check the permissions of the folder")
}
