//! `corpus settings`: does each document give a client that compiles without a warning, whatever the settings?
//!
//! A sample is some settings that fit a document: [`sample`] has the list. Each gives a crate of its own.

pub mod sample;

use std::collections::BTreeMap;
use std::io;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};

use serde::Serialize;
use specwright::{Generator, Runtime};

use super::cargo::{Compiled, cargo};
use super::discover::Found;
use super::parallel::in_parallel;
use super::progress::Progress;
use super::table::table;
use super::workspace::{Workspace, project_folder};
use sample::{Sample, Written, samples};

/// What came of one document with one sample of settings.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The document.
    pub document: PathBuf,
    /// The sample.
    pub sample: &'static str,
    /// The crate.
    #[serde(skip)]
    name: String,
    /// Whether there is output.
    pub generated: bool,
    /// Whether it compiles.
    pub compiles: bool,
    /// The compiler's warnings.
    pub warnings: usize,
    /// What went wrong: the generator's error, and the compiler's errors and warnings.
    pub complaints: Vec<String>,
}

impl Row {
    /// Whether nothing is to be wished for.
    pub fn is_whole(&self) -> bool {
        self.generated && self.compiles && self.warnings == 0
    }
}

/// Generates and checks all `documents`, with each sample that fits them.
///
/// # Errors
///
/// The work folder can't be written, or cargo does not run.
pub fn settings(documents: &[Found], jobs: usize) -> io::Result<Vec<Row>> {
    let workspace = Workspace::new("settings")?;
    let progress = Progress::new("generate", documents.len());
    let numbered: Vec<(usize, &Found)> = documents.iter().enumerate().collect();
    let rows = in_parallel(&numbered, jobs, |(number, found)| {
        let rows = generate(*number, found, &workspace);
        progress.step(&found.name);
        rows
    });
    let rows: io::Result<Vec<Vec<Row>>> = rows.into_iter().collect();
    let mut rows: Vec<Row> = rows?.into_iter().flatten().collect();
    drop(progress);

    let generated = || rows.iter().filter(|row| row.generated);
    workspace.set_members(generated().map(|row| row.name.as_str()))?;
    let mut compiled = match generated().count() {
        0 => BTreeMap::new(),
        count => cargo(&workspace, "check", jobs, &Progress::new("check", count))?,
    };
    for row in &mut rows {
        if let Some(Compiled {
            done,
            warnings,
            errors,
            ..
        }) = compiled.remove(&row.name)
        {
            row.compiles = done;
            row.warnings = warnings.len();
            row.complaints.extend(errors.into_iter().chain(warnings));
        }
    }
    Ok(rows)
}

/// Writes a crate for each sample that fits a document. A crate is called by the document's number, since a name has a bound.
fn generate(number: usize, found: &Found, workspace: &Workspace) -> io::Result<Vec<Row>> {
    let row = |sample: &'static str| Row {
        document: found.path.clone(),
        sample,
        name: format!("c{number}-{sample}"),
        generated: false,
        compiles: false,
        warnings: 0,
        complaints: Vec::new(),
    };
    let api = match made(Generator::new(&found.path).name("plain")) {
        Ok(plain) => plain.api().clone(),
        Err(message) => {
            let mut row = row("plain");
            row.complaints.push(message);
            return Ok(vec![row]);
        }
    };
    let mut rows = Vec::new();
    for Sample { name, written, apply } in samples() {
        let mut row = row(name);
        let Some(generator) = apply(Generator::new(&found.path).name(&row.name), &api) else {
            continue;
        };
        match made(generator) {
            Ok(generated) => {
                write(&generated, written, workspace, &row.name)?;
                row.generated = true;
            }
            Err(message) => row.complaints.push(message),
        }
        rows.push(row);
    }
    Ok(rows)
}

fn made(generator: Generator) -> Result<specwright::Generated, String> {
    let outcome = panic::catch_unwind(AssertUnwindSafe(|| generator.generate()));
    match outcome {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("the generator panicked".to_owned()),
    }
}

fn write(
    generated: &specwright::Generated,
    written: Written,
    workspace: &Workspace,
    name: &str,
) -> io::Result<()> {
    let runtime = Runtime::Path(project_folder().join("runtime"));
    let mut files = generated.crate_files(&runtime);
    if let Written::Module { is_public } = written {
        // Some features of the runtime are asked for by name in the manifest of a crate; a program that has a module does that itself.
        let lib = if is_public { "pub mod api;\n" } else { "mod api;\n" };
        files.insert(PathBuf::from("src/lib.rs"), lib.to_owned());
        let module = generated.module_files().into_iter();
        files.extend(module.map(|(path, text)| (Path::new("src/api").join(path), text)));
    }
    let folder = workspace.crate_folder(name);
    specwright::write_crate(&folder, &files).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(())
}

/// The rows by sample, for people, and what falls short.
pub fn report(rows: &[Row]) -> String {
    let mut lines = vec![
        ["sample", "documents", "generated", "compile", "warnings"]
            .map(str::to_owned)
            .to_vec(),
    ];
    let mut names: Vec<&str> = Vec::new();
    for row in rows {
        if !names.contains(&row.sample) {
            names.push(row.sample);
        }
    }
    for name in names {
        let of_sample: Vec<&Row> = rows.iter().filter(|row| row.sample == name).collect();
        let count = |test: fn(&Row) -> bool| of_sample.iter().filter(|row| test(row)).count().to_string();
        let warnings: usize = of_sample.iter().map(|row| row.warnings).sum();
        lines.push(vec![
            name.to_owned(),
            of_sample.len().to_string(),
            count(|row| row.generated),
            count(|row| row.compiles),
            warnings.to_string(),
        ]);
    }
    let mut text = table(&lines);
    for row in rows.iter().filter(|row| !row.is_whole()) {
        text += &format!("\n{} with {} falls short:\n", row.document.display(), row.sample);
        for complaint in row.complaints.iter().take(3) {
            text += &format!("  {}\n", complaint.trim_end().replace('\n', "\n  "));
        }
    }
    text
}
