//! `corpus host`: a server of each document that responds with its examples, for tools that others wrote.

mod program;

use std::io;
use std::path::PathBuf;

use serde::Serialize;

use super::discover::Found;
use super::generate::generate_with;
use super::programs::{self, Needs};
use super::workspace::{Workspace, project_folder};

/// A document, and the program that serves it.
#[derive(Clone, Debug, Serialize)]
pub struct Host {
    /// The document.
    pub document: PathBuf,
    /// The program: it prints its URL, and answers until it is ended.
    pub program: PathBuf,
    /// Why there is none; empty if it is there.
    pub complaints: Vec<String>,
}

/// Builds the servers of all `documents`.
///
/// # Errors
///
/// The work folder can't be written, or cargo does not run.
pub fn host(documents: &[Found], jobs: usize) -> io::Result<Vec<Host>> {
    let run = |workspace: &Workspace, found: &Found, complaints| {
        Ok(Host {
            document: found.path.clone(),
            program: programs::program(workspace, "host", found),
            complaints,
        })
    };
    programs::build_and_run("host", documents, jobs, write, run)
}

fn write(workspace: &Workspace, found: &Found) -> io::Result<Result<(), String>> {
    let generated = generate_with(&found.path, &found.name, |generator| generator.server(true));
    let generated = match generated {
        Ok(generated) => generated,
        Err(message) => return Ok(Err(message)),
    };
    generated.write(workspace, &found.name)?;
    let values = project_folder().join("values").display().to_string();
    let needs = Needs {
        runtime_features: &["server"],
        further: &format!(
            "axum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \"tokio\"] }}\n\
             specwright-values = {{ path = {values:?} }}\n\
             tokio = {{ version = \"1\", features = [\"net\", \"rt\"] }}\n"
        ),
    };
    programs::write_program(workspace, "host", found, &needs, &program::main(&generated.api))?;
    Ok(Ok(()))
}
