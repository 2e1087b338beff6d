//! Programs that link the generated clients: one for each document, built all together, run one by one.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use super::cargo::cargo;
use super::discover::Found;
use super::parallel::in_parallel;
use super::progress::Progress;
use super::workspace::{Workspace, project_folder};

/// Writes a client and a program for each document, builds them, and runs them. A plan is made twice, to write and to
/// run by: all plans together do not fit into memory.
///
/// `write` writes both crates, or says why there are none. `run` gets that reason, or the compiler's errors.
///
/// # Errors
///
/// The work folder can't be written, or cargo does not run.
pub(super) fn build_and_run<R: Send>(
    command: &str,
    documents: &[Found],
    jobs: usize,
    write: impl Fn(&Workspace, &Found) -> io::Result<Result<(), String>> + Sync,
    run: impl Fn(&Workspace, &Found, Vec<String>) -> io::Result<R> + Sync,
) -> io::Result<Vec<R>> {
    let workspace = Workspace::new(command)?;
    let progress = Progress::new("write", documents.len());
    let written = in_parallel(documents, jobs, |found| {
        let written = write(&workspace, found);
        progress.step(&found.name);
        written
    });
    let written = written
        .into_iter()
        .collect::<io::Result<Vec<Result<(), String>>>>()?;
    drop(progress);

    let members: Vec<String> = documents
        .iter()
        .zip(&written)
        .filter(|(_, written)| written.is_ok())
        .flat_map(|(found, _)| [found.name.clone(), crate_name(command, found)])
        .collect();
    workspace.set_members(members.iter().map(String::as_str))?;
    let compiled = match members.len() {
        0 => BTreeMap::new(),
        count => cargo(&workspace, "build", jobs, &Progress::new("build", count))?,
    };

    let progress = Progress::new("run", documents.len());
    let work: Vec<(&Found, Result<(), String>)> = documents.iter().zip(written).collect();
    let rows = in_parallel(&work, jobs, |(found, written)| {
        let complaints = match written {
            Err(message) => vec![message.clone()],
            Ok(()) => [found.name.clone(), crate_name(command, found)]
                .iter()
                .filter_map(|name| compiled.get(name))
                .flat_map(|compiled| compiled.errors.clone())
                .collect(),
        };
        let row = run(&workspace, found, complaints);
        progress.step(&found.name);
        row
    });
    rows.into_iter().collect()
}

/// The name of the program's crate.
fn crate_name(command: &str, found: &Found) -> String {
    format!("{}-{command}", found.name)
}

/// What a program needs besides the client.
#[derive(Clone, Copy, Debug)]
pub(super) struct Needs<'a> {
    /// Features of the runtime.
    pub(super) runtime_features: &'a [&'a str],
    /// Lines of the manifest for further dependencies.
    pub(super) further: &'a str,
}

/// Writes the program's crate: `main` is its text, which knows the client as `client`.
pub(super) fn write_program(
    workspace: &Workspace,
    command: &str,
    found: &Found,
    needs: &Needs<'_>,
    main: &str,
) -> io::Result<()> {
    let name = crate_name(command, found);
    let runtime = project_folder().join("runtime").display().to_string();
    let manifest = format!(
        "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
         client = {{ path = \"../{client}\", package = {client:?} }}\n\
         specwright-runtime = {{ path = {runtime:?}, features = {features:?} }}\n{further}",
        client = found.name,
        features = needs.runtime_features,
        further = needs.further,
    );
    workspace.write(&name, Path::new("Cargo.toml"), &manifest)?;
    workspace.write(&name, Path::new("src/main.rs"), main)
}

/// Where the built program is.
pub(super) fn program(workspace: &Workspace, command: &str, found: &Found) -> PathBuf {
    workspace
        .build_folder()
        .join("debug")
        .join(crate_name(command, found))
}
