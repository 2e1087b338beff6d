//! `peers build-script`: a generator as a build dependency, in cargo's profile for that, without optimisation.
//!
//! Of each generator there is a crate whose library is empty and whose build script is what the manual shows. It
//! generates from the document that [`DOCUMENT`] names, and does nothing without one, so that compiling the generator
//! and running it are measured apart.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{fs, io, path};

use serde::Deserialize;

use super::generate::{remove, workspace_folder};
use super::install::cargo;
use super::process::{Limits, measure};
use super::report::Row;
use super::side::Side;
use crate::corpus::discover::Found;
use crate::corpus::workspace::project_folder;

/// The variable of the environment with the document's path.
const DOCUMENT: &str = "SPECWRIGHT_PEERS_DOCUMENT";

/// The sides that are libraries for build scripts first of all.
const SIDES: [Side; 2] = [Side::Specwright, Side::Progenitor];

/// Features of the `progenitor` package.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Features {
    /// As its manual has it: with its macro, and what that needs.
    Default,
    /// Only what a build script calls.
    Fewest,
}

/// Builds each generator from nothing, runs its build script on every document, and builds again where nothing
/// changed: each `rounds` times in turn.
///
/// # Errors
///
/// Cargo does not start, or a file can't be written.
pub fn build_script(
    sides: &[Side],
    documents: &[Found],
    features: Features,
    rounds: usize,
    limits: Limits,
) -> io::Result<Vec<Row>> {
    let projects: Vec<Project> = SIDES
        .into_iter()
        .filter(|side| sides.contains(side))
        .map(|side| Project::new(side, features))
        .collect::<io::Result<_>>()?;
    let mut all = in_turn(&projects, "-", "build from nothing", rounds, |project, row| {
        remove(&project.target())?;
        row.add(measure(&project.cargo_build(None), limits)?);
        Ok(())
    })?;
    for found in documents {
        let document = path::absolute(&found.path)?;
        all.extend(in_turn(&projects, &found.name, "run", rounds, |project, row| {
            let out = project.folder.join("out");
            remove(&out)?;
            fs::create_dir_all(&out)?;
            match project.build_script()? {
                Some(program) => row.add(measure(&project.run(&program, &document, &out), limits)?),
                None => row.failure = Some("the generator does not build".to_owned()),
            }
            Ok(())
        })?);
        all.extend(in_turn(
            &projects,
            &found.name,
            "build again",
            rounds,
            |project, row| {
                if row.rounds.is_empty() {
                    let mut first = Row::new(&found.name, "build", project.side);
                    first.add(measure(&project.cargo_build(Some(&document)), limits)?);
                    row.failure = first.failure;
                }
                if row.failure.is_none() {
                    row.add(measure(&project.cargo_build(Some(&document)), limits)?);
                }
                Ok(())
            },
        )?);
    }
    Ok(all)
}

/// `work` with each project, round after round, until it fails.
fn in_turn(
    projects: &[Project],
    document: &str,
    task: &'static str,
    rounds: usize,
    work: impl Fn(&Project, &mut Row) -> io::Result<()>,
) -> io::Result<Vec<Row>> {
    let mut rows: Vec<Row> = projects
        .iter()
        .map(|project| Row::new(document, task, project.side))
        .collect();
    for round in 1..=rounds {
        for (project, row) in projects
            .iter()
            .zip(&mut rows)
            .filter(|(_, row)| row.failure.is_none())
        {
            eprintln!("{document} {round}/{rounds}: {task} {}", project.side.name());
            work(project, row)?;
        }
    }
    Ok(rows)
}

/// A crate with the generator as its build dependency.
struct Project {
    side: Side,
    folder: PathBuf,
}

impl Project {
    fn new(side: Side, features: Features) -> io::Result<Self> {
        let project = Self {
            side,
            folder: workspace_folder("build-script", side),
        };
        let (dependencies, code) = match side {
            Side::Specwright => {
                let path = project_folder().join("generator");
                (format!("specwright = {{ path = {path:?} }}\n"), OUR_CODE)
            }
            // As its manual has it, in the version of the command.
            _ => {
                let version = Side::Progenitor.package().map_or("*", |package| package.version);
                let defaults = features == Features::Default;
                let progenitor = format!("{{ version = \"={version}\", default-features = {defaults} }}");
                (
                    PROGENITOR_DEPENDENCIES.replace("PROGENITOR", &progenitor),
                    PROGENITOR_CODE,
                )
            }
        };
        let manifest = format!(
            "[package]\nname = \"build-script\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [build-dependencies]\n{dependencies}"
        );
        fs::create_dir_all(project.folder.join("src"))?;
        fs::write(project.folder.join("Cargo.toml"), manifest)?;
        fs::write(project.folder.join("src/lib.rs"), "")?;
        fs::write(
            project.folder.join("build.rs"),
            code.replace("DOCUMENT", DOCUMENT),
        )?;
        if side == Side::Specwright {
            fs::copy(
                project_folder().join("Cargo.lock"),
                project.folder.join("Cargo.lock"),
            )?;
        }
        // Downloads are not what is measured.
        let fetched = cargo(&project.folder)
            .args(["fetch", "--quiet"])
            .stdout(io::stderr())
            .status()?;
        if fetched.success() {
            Ok(project)
        } else {
            Err(io::Error::other(format!("{}: cargo fetch failed", side.name())))
        }
    }

    fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    fn cargo_build(&self, document: Option<&Path>) -> Command {
        let mut command = cargo(&self.folder);
        command
            .args(["build", "--quiet", "--offline"])
            .env("CARGO_TARGET_DIR", self.target())
            // As what comes from the registry is compiled, which ours does not.
            .env("CARGO_INCREMENTAL", "0")
            .env_remove(DOCUMENT);
        if let Some(document) = document {
            command.env(DOCUMENT, document);
        }
        command
    }

    /// The build script's program, built.
    fn build_script(&self) -> io::Result<Option<PathBuf>> {
        let mut command = self.cargo_build(None);
        let output = command
            .arg("--message-format=json")
            .stderr(Stdio::inherit())
            .output()?;
        let text = String::from_utf8_lossy(&output.stdout);
        // Dependencies have build scripts, too.
        let program = text
            .lines()
            .filter_map(|line| serde_json::from_str::<Artifact>(line).ok())
            .filter(|artifact| artifact.target.kind == ["custom-build"])
            .filter(|artifact| artifact.manifest_path == self.folder.join("Cargo.toml"))
            .find_map(|artifact| artifact.filenames.into_iter().next());
        Ok(program.filter(|_| output.status.success()))
    }

    /// The build script as cargo would run it.
    fn run(&self, program: &Path, document: &Path, out: &Path) -> Command {
        let mut command = Command::new(program);
        command
            .current_dir(&self.folder)
            .env(DOCUMENT, document)
            .env("OUT_DIR", out)
            .env("CARGO_MANIFEST_DIR", &self.folder)
            .env("CARGO_PKG_NAME", "build-script")
            .env("CARGO_PKG_VERSION", "0.1.0");
        command
    }
}

#[derive(Deserialize)]
struct Artifact {
    manifest_path: PathBuf,
    target: Target,
    filenames: Vec<PathBuf>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
}

const OUR_CODE: &str = r#"fn main() -> Result<(), specwright::Error> {
    println!("cargo::rerun-if-env-changed=DOCUMENT");
    match std::env::var("DOCUMENT") {
        Ok(document) => specwright::Generator::new(document).build_script(),
        Err(_) => Ok(()),
    }
}
"#;

const PROGENITOR_DEPENDENCIES: &str = r#"prettyplease = "0.2.22"
progenitor = PROGENITOR
serde_json = "1.0"
syn = "2.0"
"#;

const PROGENITOR_CODE: &str = r#"fn main() {
    println!("cargo::rerun-if-env-changed=DOCUMENT");
    let Ok(source) = std::env::var("DOCUMENT") else { return };
    println!("cargo::rerun-if-changed={source}");
    let file = std::fs::File::open(source).unwrap();
    let spec = serde_json::from_reader(file).unwrap();
    let mut generator = progenitor::Generator::default();
    let tokens = generator.generate_tokens(&spec).unwrap();
    let ast = syn::parse2(tokens).unwrap();
    let content = prettyplease::unparse(&ast);
    let out = std::path::Path::new(&std::env::var("OUT_DIR").unwrap()).join("codegen.rs");
    std::fs::write(out, content).unwrap();
}
"#;
