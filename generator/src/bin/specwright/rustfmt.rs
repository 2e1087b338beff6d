//! Files as rustfmt writes them, where they are to be.

use std::collections::BTreeMap;
use std::env;
use std::ffi::OsString;
use std::io::Write;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use specwright::diagnostic::harmless;

use crate::doctor;

/// Lines of what rustfmt says that are shown.
const SHOWN: usize = 10;

/// Returns the files of `folder` as rustfmt formats them there: with the `rustfmt.toml` and the edition of the crate around it.
///
/// The program is what `RUSTFMT` names, as for Cargo, or else `rustfmt`.
///
/// # Errors
///
/// What went wrong, when rustfmt is not there, or does not format a file.
pub(crate) fn format(
    folder: &Path,
    mut files: BTreeMap<PathBuf, String>,
) -> Result<BTreeMap<PathBuf, String>, String> {
    let sources = files
        .iter()
        .filter(|(path, _)| path.extension().is_some_and(|extension| extension == "rs"));
    let sources: Vec<(&PathBuf, &String)> = sources.collect();
    let rustfmt = Rustfmt::of(folder, files.contains_key(Path::new("Cargo.toml")));
    let next = AtomicUsize::new(0);
    let work = || {
        let mut formatted = Vec::new();
        while let Some((path, text)) = sources.get(next.fetch_add(1, Ordering::Relaxed)) {
            let text = rustfmt.format(text).map_err(|message| match message {
                Failure::NotThere(message) => message,
                Failure::Refused(message) => {
                    format!(
                        "rustfmt does not format `{}`: {message}",
                        folder.join(path).display()
                    )
                }
            })?;
            formatted.push(((*path).clone(), text));
        }
        Ok::<_, String>(formatted)
    };
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let formatted: Result<Vec<_>, String> = thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let results = threads.into_iter().map(|thread| match thread.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        });
        results.collect()
    });
    files.extend(formatted?.into_iter().flatten());
    Ok(files)
}

/// Why a text is not formatted.
enum Failure {
    NotThere(String),
    Refused(String),
}

/// The program, and how it is called.
struct Rustfmt {
    program: OsString,
    edition: String,
    /// Where it looks for its settings.
    folder: PathBuf,
}

impl Rustfmt {
    fn of(folder: &Path, is_crate: bool) -> Self {
        // A folder that is still to be made has the settings of the one around it.
        let folder = env::current_dir().map_or_else(|_| folder.to_owned(), |current| current.join(folder));
        let there = folder.ancestors().find(|folder| folder.is_dir());
        let there = there.unwrap_or(&folder).to_owned();
        let edition = match is_crate {
            true => None,
            false => doctor::edition(&there),
        };
        Self {
            program: env::var_os("RUSTFMT").unwrap_or_else(|| "rustfmt".into()),
            edition: edition.unwrap_or_else(|| "2024".to_owned()),
            folder: there,
        }
    }

    fn format(&self, text: &str) -> Result<String, Failure> {
        let run = || {
            let mut child = Command::new(&self.program)
                .args(["--edition", &self.edition])
                .current_dir(&self.folder)
                .stdin(Stdio::piped())
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()?;
            // It reads all before it writes anything. One that ends early has said why.
            if let Some(mut input) = child.stdin.take() {
                let _ = input.write_all(text.as_bytes());
            }
            child.wait_with_output()
        };
        let program = self.program.display();
        let output = run().map_err(|error| {
            Failure::NotThere(format!(
                "cannot run `{program}`: {error}; run `rustup component add rustfmt`, or leave out the setting `rustfmt` (`--rustfmt`)"
            ))
        })?;
        let formatted = String::from_utf8(output.stdout);
        match formatted {
            Ok(formatted) if output.status.success() => Ok(formatted),
            _ => {
                let said = String::from_utf8_lossy(&output.stderr);
                let lines: Vec<String> = said
                    .lines()
                    .take(SHOWN)
                    .map(|line| harmless(line).to_string())
                    .collect();
                Err(Failure::Refused(lines.join("\n")))
            }
        }
    }
}
