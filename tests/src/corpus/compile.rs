//! `corpus compile`: does each document give a crate, does it compile without a warning, and has it every operation?

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use serde::Serialize;

use super::cargo::{Compiled, cargo};
use super::discover::Found;
use super::generate::{Generated, generate};
use super::methods::{Method, methods};
use super::parallel::in_parallel;
use super::progress::Progress;
use super::table::table;
use super::workspace::Workspace;
use crate::raw::{self, RawDocument};

/// What came of one document.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Row {
    /// The document.
    pub document: PathBuf,
    /// The version that it states.
    pub version: String,
    /// Whether there is output.
    pub generated: bool,
    /// Whether the output compiles.
    pub compiles: bool,
    /// The compiler's warnings.
    pub warnings: usize,
    /// Operations in the raw document.
    pub operations: usize,
    /// Operations in the output. The second method of one that responds with a stream or with the whole is not counted.
    pub methods: usize,
    /// Operations in the raw document that the output has none for: method and path.
    pub missing: Vec<String>,
    /// Types with a name.
    pub types: usize,
    /// Places without a type, by reason.
    pub untyped: BTreeMap<String, usize>,
    /// The generator's warnings.
    pub mended: usize,
    /// Lines of Rust.
    pub lines: usize,
    /// Seconds of the generator.
    pub generate_seconds: f64,
    /// Seconds of `rustc`, checking.
    pub check_seconds: f64,
    /// What went wrong: the generator's error, and the compiler's errors and warnings.
    pub complaints: Vec<String>,
}

impl Row {
    /// Whether nothing is to be wished for.
    pub fn is_whole(&self) -> bool {
        self.generated
            && self.compiles
            && self.warnings == 0
            && self.methods == self.operations
            && self.missing.is_empty()
    }

    fn untyped_count(&self) -> usize {
        self.untyped.values().sum()
    }
}

/// Generates and checks all `documents`.
///
/// # Errors
///
/// The work folder can't be written, or cargo does not run.
pub fn compile(documents: &[Found], jobs: usize) -> io::Result<Vec<Row>> {
    let workspace = Workspace::new("compile")?;
    let progress = Progress::new("generate", documents.len());
    let mut rows = in_parallel(documents, jobs, |found| {
        let row = generate_row(found, &workspace);
        progress.step(&found.name);
        row
    })
    .into_iter()
    .collect::<io::Result<Vec<Row>>>()?;
    drop(progress);

    let generated = || {
        documents
            .iter()
            .zip(&rows)
            .filter(|(_, row)| row.generated)
            .map(|(found, _)| found)
    };
    workspace.set_members(generated().map(|found| found.name.as_str()))?;
    let mut compiled = match generated().count() {
        0 => BTreeMap::new(),
        count => cargo(&workspace, "check", jobs, &Progress::new("check", count))?,
    };
    for (found, row) in documents.iter().zip(&mut rows) {
        if let Some(compiled) = compiled.remove(&found.name) {
            row.add_compiled(compiled);
        }
    }
    Ok(rows)
}

impl Row {
    fn add_generated(&mut self, generated: &Generated) {
        self.generated = true;
        self.types = generated.api.types.len();
        for untyped in &generated.api.untyped {
            *self.untyped.entry(untyped.reason.to_owned()).or_default() += 1;
        }
        self.mended = generated.warnings;
        self.lines = generated.lines();
        self.generate_seconds = generated.seconds;
    }

    fn add_compiled(&mut self, compiled: Compiled) {
        self.compiles = compiled.done;
        self.warnings = compiled.warnings.len();
        self.check_seconds = compiled.seconds;
        self.complaints.extend(compiled.errors);
        self.complaints.extend(compiled.warnings);
    }

    /// Compares the operations of the raw document with those in the code.
    fn add_operations(&mut self, document: &RawDocument, generated: Option<&Generated>) {
        let mut missing: Vec<(String, String)> = raw::operations(document)
            .into_iter()
            .map(|operation| (operation.method, operation.path))
            .collect();
        self.operations = missing.len();
        for code in generated.into_iter().flat_map(Generated::code) {
            match methods(code) {
                Ok(found) => {
                    for (index, method) in found.iter().enumerate() {
                        if found[..index].iter().any(|first| is_second_of(method, first)) {
                            continue;
                        }
                        self.methods += 1;
                        let is_described = |(http_method, path): &(String, String)| {
                            *http_method == method.http_method && *path == method.path
                        };
                        if let Some(index) = missing.iter().position(is_described) {
                            missing.swap_remove(index);
                        } else {
                            let Method {
                                name,
                                http_method,
                                path,
                            } = method;
                            self.complaints.push(format!(
                                "the method {name} is of no operation: {http_method} {path}"
                            ));
                        }
                    }
                }
                Err(error) => self
                    .complaints
                    .push(format!("the output does not parse: {error}")),
            }
        }
        self.missing = missing
            .into_iter()
            .map(|(method, path)| format!("{method} {path}"))
            .collect();
    }
}

/// Whether a method makes the calls of an operation's first one that ask for a stream.
fn is_second_of(method: &Method, first: &Method) -> bool {
    let rest = method.name.strip_prefix(&first.name);
    rest.is_some_and(|rest| rest.starts_with("_stream"))
        && (&method.http_method, &method.path) == (&first.http_method, &first.path)
}

fn generate_row(found: &Found, workspace: &Workspace) -> io::Result<Row> {
    let mut row = Row {
        document: found.path.clone(),
        ..Row::default()
    };
    let generated = match generate(&found.path, &found.name) {
        Ok(generated) => {
            generated.write(workspace, &found.name)?;
            row.add_generated(&generated);
            Some(generated)
        }
        Err(message) => {
            row.complaints.push(message);
            None
        }
    };
    match RawDocument::load(&found.path) {
        Ok(document) => {
            row.version = document.version();
            row.add_operations(&document, generated.as_ref());
        }
        Err(message) => row
            .complaints
            .push(format!("the runner can't read the document: {message}")),
    }
    Ok(row)
}

/// The rows and their total, for people.
pub fn report(rows: &[Row]) -> String {
    let head = [
        "document",
        "version",
        "generated",
        "compiles",
        "warnings",
        "operations",
        "methods",
        "types",
        "untyped",
        "mended",
        "lines",
        "generate s",
        "check s",
    ];
    let mut lines = vec![head.map(str::to_owned).to_vec()];
    lines.extend(rows.iter().map(|row| {
        let name = row
            .document
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        cells(name, &row.version, yes(row.generated), yes(row.compiles), row)
    }));
    let total = total(rows);
    let share = |count: usize| format!("{count} of {}", rows.len());
    let whole = |test: fn(&Row) -> bool| share(rows.iter().filter(|row| test(row)).count());
    lines.push(cells(
        "total".to_owned(),
        "",
        whole(|row| row.generated),
        whole(|row| row.compiles),
        &total,
    ));
    let mut text = table(&lines);
    if !total.untyped.is_empty() {
        text += "\nuntyped, by reason:\n";
        for (reason, count) in &total.untyped {
            text += &format!("{count:>7}  {reason}\n");
        }
    }
    for row in rows.iter().filter(|row| !row.is_whole()) {
        text += &format!("\n{} falls short:\n", row.document.display());
        for missing in row.missing.iter().filter(|_| row.generated).take(10) {
            text += &format!("  no method for {missing}\n");
        }
        for complaint in row.complaints.iter().take(5) {
            text += &format!("  {}\n", complaint.trim_end().replace('\n', "\n  "));
        }
        let more = row.complaints.len().saturating_sub(5);
        if more > 0 {
            text += &format!("  and {more} more\n");
        }
    }
    text
}

fn cells(name: String, version: &str, generated: String, compiles: String, row: &Row) -> Vec<String> {
    vec![
        name,
        version.to_owned(),
        generated,
        compiles,
        row.warnings.to_string(),
        row.operations.to_string(),
        row.methods.to_string(),
        row.types.to_string(),
        row.untyped_count().to_string(),
        row.mended.to_string(),
        row.lines.to_string(),
        format!("{:.2}", row.generate_seconds),
        format!("{:.2}", row.check_seconds),
    ]
}

fn yes(truth: bool) -> String {
    if truth { "yes" } else { "NO" }.to_owned()
}

/// The sums over all rows.
pub fn total(rows: &[Row]) -> Row {
    let mut total = Row {
        generated: rows.iter().all(|row| row.generated),
        compiles: rows.iter().all(|row| row.compiles),
        ..Row::default()
    };
    for row in rows {
        total.warnings += row.warnings;
        total.operations += row.operations;
        total.methods += row.methods;
        total.missing.extend(row.missing.iter().cloned());
        total.types += row.types;
        total.mended += row.mended;
        total.lines += row.lines;
        total.generate_seconds += row.generate_seconds;
        total.check_seconds += row.check_seconds;
        for (reason, count) in &row.untyped {
            *total.untyped.entry(reason.clone()).or_default() += count;
        }
    }
    total
}

#[cfg(test)]
mod tests {
    use super::*;

    fn method(name: &str, path: &str) -> Method {
        Method {
            name: name.to_owned(),
            http_method: "POST".to_owned(),
            path: path.to_owned(),
        }
    }

    #[test]
    fn a_method_for_the_stream_of_an_operation_is_its_second() {
        let ask = method("ask", "/ask");
        assert!(is_second_of(&method("ask_stream", "/ask"), &ask));
        assert!(!is_second_of(&method("ask_stream", "/other"), &ask));
        assert!(!is_second_of(&method("ask_again", "/ask"), &ask));
    }
}
