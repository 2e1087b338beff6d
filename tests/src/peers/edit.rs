//! `peers edit`: what somebody waits for who changes a line of a program that has a whole client.
//!
//! Three programs are made of each document, as the manual has them: one with the client in its own crate, one with the client in a crate beside
//! it, and one with what it uses of the client in its own crate: 20 operations, from all of the document. Each round changes a line of the program's, or the time of the document's file, and has cargo check the program, incrementally, as it does
//! by default.

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use std::{fs, io};

use super::generate::{remove, workspace_folder};
use super::install::cargo;
use super::process::{Limits, measure};
use super::report::Row;
use super::side::Side;
use crate::corpus::discover::Found;
use crate::corpus::workspace::project_folder;

/// How many operations the program calls that has only what it uses.
const CALLS: usize = 20;

/// A program, and what is changed before it is checked.
const TASKS: [(&str, &str, Change); 6] = [
    ("one crate: a line", "whole", Change::Line),
    ("two crates: a line", "program", Change::Line),
    ("one crate, what is used: a line", "used", Change::Line),
    ("one crate, what is used: a call", "used", Change::Call),
    ("one crate: the document's time", "whole", Change::DocumentTime),
    ("two crates: the document's time", "program", Change::DocumentTime),
];

#[derive(Clone, Copy)]
enum Change {
    /// A line of the program.
    Line,
    /// A line that calls another operation.
    Call,
    /// When the document was written, and nothing in it.
    DocumentTime,
}

/// Checks both programs with each document's client after each change, `rounds` times. A document is one file: what it refers to is not there.
///
/// # Errors
///
/// Cargo does not start, or a file can't be written.
pub fn edit(documents: &[Found], rounds: usize, limits: Limits) -> io::Result<Vec<Row>> {
    let mut all = Vec::new();
    for found in documents {
        let workspace = Workspace::new(found)?;
        for (task, package, change) in TASKS {
            let mut row = Row::new(&found.name, task, Side::Specwright);
            // The first builds the dependencies, and what incremental builds start from.
            let unhurried = Limits {
                time: Duration::from_secs(3600),
                ..limits
            };
            let mut first = Row::new(&found.name, task, Side::Specwright);
            first.add(measure(&workspace.check(package), unhurried)?);
            row.failure = first.failure;
            for round in 1..=rounds {
                if row.failure.is_none() {
                    eprintln!("{} {round}/{rounds}: {task}", found.name);
                    workspace.change(package, change, round)?;
                    row.add(measure(&workspace.check(package), limits)?);
                }
            }
            all.push(row);
        }
    }
    Ok(all)
}

/// A workspace with both programs.
struct Workspace {
    folder: PathBuf,
    /// The document's name in each crate that has a client.
    document: String,
    /// The methods of the client.
    methods: Vec<String>,
}

impl Workspace {
    fn new(found: &Found) -> io::Result<Self> {
        let folder = workspace_folder("edit", Side::Specwright);
        for package in ["whole", "client", "program", "used"] {
            remove(&folder.join(package))?;
            fs::create_dir_all(folder.join(package).join("src"))?;
        }
        let extension = found.path.extension().unwrap_or_default().display();
        let made = Self {
            document: format!("api.{extension}"),
            methods: methods(found)?,
            folder,
        };
        let project = project_folder();
        let path = |crate_folder: &str| format!("{{ path = {:?} }}", project.join(crate_folder));
        let runtime = format!("specwright-runtime = {}\n", path("runtime"));
        let generator = format!("\n[build-dependencies]\nspecwright = {}\n", path("generator"));
        made.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"whole\", \"client\", \"program\", \"used\"]\n",
        )?;
        fs::copy(project.join("Cargo.lock"), made.folder.join("Cargo.lock"))?;
        for package in ["whole", "client", "used"] {
            made.write(
                format!("{package}/Cargo.toml"),
                &manifest(package, &(runtime.clone() + &generator)),
            )?;
            let setting = if package == "used" {
                ".include_used_in(\"src\")"
            } else {
                ""
            };
            made.write(
                format!("{package}/build.rs"),
                &BUILD
                    .replace("DOCUMENT", &made.document)
                    .replace(".SETTING", setting),
            )?;
            fs::copy(&found.path, made.folder.join(package).join(&made.document))?;
        }
        made.write(
            "program/Cargo.toml",
            &manifest("program", "client = { path = \"../client\" }\n"),
        )?;
        made.write("client/src/lib.rs", INCLUDE)?;
        made.change("whole", Change::Line, 0)?;
        made.change("program", Change::Line, 0)?;
        made.change("used", Change::Line, 0)?;
        Ok(made)
    }

    fn change(&self, package: &str, change: Change, round: usize) -> io::Result<()> {
        match (change, package) {
            (Change::Line, "whole") => self.write(
                "whole/src/main.rs",
                &format!("{INCLUDE}\n{}", main("Client", round)),
            ),
            (Change::Line, "used") => self.write("used/src/main.rs", &self.calls(0, round)),
            (Change::Call, _) => self.write("used/src/main.rs", &self.calls(round, 0)),
            (Change::Line, _) => self.write("program/src/main.rs", &main("client::Client", round)),
            (Change::DocumentTime, _) => {
                let package = if package == "whole" { "whole" } else { "client" };
                let document = fs::File::options()
                    .append(true)
                    .open(self.folder.join(package).join(&self.document))?;
                document.set_modified(SystemTime::now())
            }
        }
    }

    /// Returns a program that names operations: 20, and `more`.
    fn calls(&self, more: usize, round: usize) -> String {
        let step = (self.methods.len() / CALLS).max(1);
        let spread = self.methods.iter().step_by(step).take(CALLS);
        let others = self.methods.iter().skip(1).step_by(step).take(more);
        let names: Vec<&str> = spread.chain(others).map(String::as_str).collect();
        format!(
            "{INCLUDE}\n/// Calls `{}`.\n{}",
            names.join("`, `"),
            main("Client", round)
        )
    }

    fn write(&self, path: impl AsRef<Path>, text: &str) -> io::Result<()> {
        fs::write(self.folder.join(path), text)
    }

    fn check(&self, package: &str) -> std::process::Command {
        let mut command = cargo(&self.folder);
        command
            .args(["check", "--quiet", "--package", package])
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "1");
        command
    }
}

/// Returns the names of the methods of a document's client.
fn methods(found: &Found) -> io::Result<Vec<String>> {
    let generated = specwright::Generator::new(&found.path).generate();
    let generated = generated.map_err(|error| io::Error::other(error.to_string()))?;
    let operations = generated.api().operations.iter();
    Ok(operations
        .map(|operation| operation.name.as_str().to_owned())
        .collect())
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[dependencies]\n{dependencies}"
    )
}

/// A program that has a client, and a line that differs from round to round.
fn main(client: &str, round: usize) -> String {
    format!("fn main() {{\n    let _ = {client}::builder();\n    println!(\"{round}\");\n}}\n")
}

const BUILD: &str = r#"fn main() -> Result<(), specwright::Error> {
    specwright::Generator::new("DOCUMENT").SETTING.build_script()
}
"#;

const INCLUDE: &str = "specwright_runtime::include_client!(\"api\");\n";
