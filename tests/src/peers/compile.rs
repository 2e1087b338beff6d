//! `peers compile`: what cargo needs for a generated crate whose dependencies are built.

use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{fs, io, path};

use super::generate::{crate_folder, remove, workspace_folder};
use super::install::{Programs, cargo};
use super::output::Output;
use super::process::{Limits, measure};
use super::report::Row;
use super::side::Side;
use crate::corpus::discover::Found;
use crate::corpus::workspace::project_folder;

/// What cargo is to do with a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// `cargo check`.
    Check,
    /// `cargo build`.
    Build,
    /// `cargo build --release`.
    Release,
}

impl Task {
    fn name(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
            Self::Release => "build --release",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Check => &["check"],
            Self::Build => &["build"],
            Self::Release => &["build", "--release"],
        }
    }
}

/// Generates a crate with every side from every document, and has cargo compile each `rounds` times in turn.
///
/// # Errors
///
/// A program does not start, or a file can't be written.
pub fn compile(
    programs: &Programs,
    sides: &[Side],
    documents: &[Found],
    tasks: &[Task],
    rounds: usize,
    limits: Limits,
) -> io::Result<Vec<Row>> {
    let mut all = Vec::new();
    for found in documents {
        let crates: Vec<Crate> = sides
            .iter()
            .map(|side| Crate::generate(programs, *side, found, limits))
            .collect::<io::Result<_>>()?;
        for task in tasks {
            let mut rows: Vec<Row> = crates.iter().map(|made| made.row(&found.name, *task)).collect();
            for (made, row) in crates
                .iter()
                .zip(&mut rows)
                .filter(|(_, row)| row.failure.is_none())
            {
                eprintln!(
                    "{}: dependencies of {} for {}",
                    found.name,
                    made.side.name(),
                    task.name()
                );
                row.failure = made.build_dependencies(*task, limits)?;
            }
            for round in 1..=rounds {
                for (made, row) in crates
                    .iter()
                    .zip(&mut rows)
                    .filter(|(_, row)| row.failure.is_none())
                {
                    eprintln!(
                        "{} {round}/{rounds}: {} {}",
                        found.name,
                        task.name(),
                        made.side.name()
                    );
                    made.touch()?;
                    row.add(measure(&made.cargo(*task), limits)?);
                }
            }
            all.extend(rows);
        }
    }
    Ok(all)
}

/// A generated crate, alone in the workspace of its side: all crates of a side share a lock file and a target folder.
struct Crate {
    side: Side,
    folder: PathBuf,
    output: Option<Output>,
    failure: Option<String>,
}

impl Crate {
    fn generate(programs: &Programs, side: Side, found: &Found, limits: Limits) -> io::Result<Self> {
        eprintln!("{}: {} generates", found.name, side.name());
        let mut made = Self {
            side,
            folder: crate_folder("compile", side, &found.name),
            output: None,
            failure: None,
        };
        remove(&made.folder)?;
        let mut row = Row::new(&found.name, "generate", side);
        row.add(measure(
            &side.generate(programs, &path::absolute(&found.path)?, &made.folder),
            limits,
        )?);
        made.failure = row.failure;
        if made.failure.is_none() {
            made.output = Some(Output::count(side, &made.folder)?);
            side.complete(&made.folder)?;
        }
        Ok(made)
    }

    fn row(&self, document: &str, task: Task) -> Row {
        let mut row = Row::new(document, task.name(), self.side);
        row.output = self.output;
        row.failure = self
            .failure
            .as_ref()
            .map(|failure| format!("no output: {failure}"));
        row
    }

    /// Makes this crate the workspace's only member, and compiles it without its code.
    ///
    /// What is wrong, if it does not compile.
    fn build_dependencies(&self, task: Task, limits: Limits) -> io::Result<Option<String>> {
        let workspace = workspace_folder("compile", self.side);
        let member = self.folder.file_name().unwrap_or_default().display();
        let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = [\"crates/{member}\"]\n");
        fs::write(workspace.join("Cargo.toml"), manifest)?;
        if self.side == Side::Specwright {
            fs::copy(project_folder().join("Cargo.lock"), workspace.join("Cargo.lock"))?;
        }
        let code = self.folder.join("src/lib.rs");
        let kept = self.folder.join("src/lib.rs.kept");
        fs::rename(&code, &kept)?;
        fs::write(&code, "")?;
        let unhurried = Limits {
            time: Duration::from_secs(3600),
            ..limits
        };
        let outcome = measure(&self.cargo(task), unhurried);
        fs::rename(&kept, &code)?;
        let mut row = Row::new("", task.name(), self.side);
        row.add(outcome?);
        Ok(row
            .failure
            .map(|failure| format!("its dependencies do not build: {failure}")))
    }

    /// Makes the crate newer than what cargo has of it.
    fn touch(&self) -> io::Result<()> {
        let code = self.folder.join("src/lib.rs");
        let text = fs::read(&code)?;
        fs::write(&code, text)
    }

    fn cargo(&self, task: Task) -> std::process::Command {
        cargo_on(
            &self.folder,
            task,
            self.side.features(),
            &workspace_folder("compile", self.side).join("target"),
        )
    }
}

fn cargo_on(folder: &Path, task: Task, features: Option<&str>, target: &Path) -> std::process::Command {
    let mut command = cargo(folder);
    command.args(task.arguments());
    match features {
        Some(features) => command.args(["--features", features]),
        None => command.arg("--all-features"),
    };
    command
        .arg("--quiet")
        .env("CARGO_TARGET_DIR", target)
        // What a first build would cost, not one that finds most of its work done.
        .env("CARGO_INCREMENTAL", "0");
    command
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_task_is_a_command_of_cargo() {
        let words = |task: Task| {
            let command = cargo_on(Path::new("/"), task, None, Path::new("/target"));
            let words: Vec<String> = command
                .get_args()
                .map(|word| word.to_string_lossy().into_owned())
                .collect();
            words.join(" ")
        };
        assert_eq!(words(Task::Check), "check --all-features --quiet");
        assert_eq!(words(Task::Release), "build --release --all-features --quiet");
    }
}
