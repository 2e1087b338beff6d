//! The generator on one document, as a library, and never to the runner's harm.

use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::time::Instant;

use specwright::codegen::plan::named::Api;
use specwright::{Generator, Runtime};

use super::workspace::{self, Workspace};
use crate::raw::Spot;

/// A crate that was generated.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The intermediate model, for what only it knows: which schemas are untyped and why.
    pub api: Api,
    /// The crate's files, by path.
    pub files: BTreeMap<PathBuf, String>,
    /// How many warnings the generator gave.
    pub warnings: usize,
    /// Where the schema of each type of the model stands in the document.
    pub spots: Vec<Spot>,
    /// Seconds that it took.
    pub seconds: f64,
}

impl Generated {
    /// The text of all Rust files.
    pub fn code(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .filter(|(path, _)| path.extension().is_some_and(|ending| ending == "rs"))
            .map(|(_, text)| text.as_str())
    }

    /// The number of lines of all Rust files.
    pub fn lines(&self) -> usize {
        self.code().map(|text| text.lines().count()).sum()
    }

    /// Writes the crate into `workspace`.
    ///
    /// # Errors
    ///
    /// A file can't be written.
    pub fn write(&self, workspace: &Workspace, name: &str) -> std::io::Result<()> {
        self.files
            .iter()
            .try_for_each(|(path, text)| workspace.write(name, path, text))
    }
}

/// Generates a stand-alone crate of the name `name` from `document`.
///
/// # Errors
///
/// The generator's error, or the message of its panic.
pub fn generate(document: &Path, name: &str) -> Result<Generated, String> {
    generate_with(document, name, |generator| generator)
}

/// Generates one with further settings.
///
/// # Errors
///
/// As [`generate`].
pub fn generate_with(
    document: &Path,
    name: &str,
    settings: fn(Generator) -> Generator,
) -> Result<Generated, String> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| run(document, name, settings)));
    match outcome {
        Ok(result) => result,
        Err(payload) => {
            let message = payload
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| payload.downcast_ref::<&str>().copied())
                .unwrap_or("no message");
            Err(format!("the generator panicked: {message}"))
        }
    }
}

fn run(document: &Path, name: &str, settings: fn(Generator) -> Generator) -> Result<Generated, String> {
    let start = Instant::now();
    let generator = Generator::new(document)
        .name(name)
        // The programs that try a client match all of what it has.
        .exhaustive(true);
    let generated = settings(generator)
        .generate()
        .map_err(|error| error.to_string())?;
    let runtime = Runtime::Path(workspace::project_folder().join("runtime"));
    let files = generated.crate_files(&runtime);
    let seconds = start.elapsed().as_secs_f64();
    Ok(Generated {
        spots: spots(document, &generated),
        files,
        warnings: generated.diagnostics.len(),
        api: generated.api().clone(),
        seconds,
    })
}

/// Where the schemas of the client's types stand in the files.
fn spots(document: &Path, generated: &specwright::Generated) -> Vec<Spot> {
    let types = generated.api().types.iter();
    types
        .map(|definition| {
            let file = generated.inputs.get(definition.file.0);
            Spot::new(
                file.map_or(document, PathBuf::as_path),
                definition.pointer.clone(),
            )
        })
        .collect()
}
