//! Rules of the canonical form: a snippet of a document beside what it becomes.

mod document;
mod files;
mod json_schema;
mod limits;
mod nullable;
mod parameters;
mod paths;
mod references;
mod responses;
mod schemas;
mod security;
mod sloppy_schemas;
mod swagger;
mod version32;

use openapiv3::{OpenAPI, Schema};
use serde_json::Value;

use super::{Normalised, normalise};
use crate::diagnostic::{Diagnostics, Severity};
use crate::source::Document;

/// What a document became.
struct Lifted {
    normalised: Option<Normalised>,
    /// `code at pointer` of each diagnostic, errors with `error: ` before it.
    said: Vec<String>,
    /// The messages and the help of all diagnostics.
    words: String,
}

impl Lifted {
    fn normalised(&self) -> &Normalised {
        self.normalised.as_ref().expect("the document has a meaning")
    }

    fn openapi(&self) -> &OpenAPI {
        &self.normalised().openapi
    }

    /// The canonical document below a pointer.
    fn at(&self, pointer: &str) -> Value {
        let value = serde_json::to_value(self.openapi()).expect("it is JSON");
        value.pointer(pointer).cloned().unwrap_or(Value::Null)
    }

    #[track_caller]
    fn becomes(&self, pointer: &str, canonical: &str) -> &Self {
        let canonical: Value = serde_yaml::from_str(canonical).expect("the expectation is YAML");
        let found = self.at(pointer);
        assert!(
            found == canonical,
            "{} is not {}: {:#?}",
            pretty(&found),
            pretty(&canonical),
            self.said
        );
        self
    }

    #[track_caller]
    fn says(&self, expected: &[&str]) -> &Self {
        assert_eq!(self.said, expected, "{}", self.words);
        self
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("it is JSON")
}

/// Lifts a document of several files, the root first.
fn lift_files(files: &[(&str, &str)]) -> Lifted {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }
    let mut diagnostics = Diagnostics::default();
    let root = folder.path().join(files[0].0);
    let document = Document::load(&root, &mut diagnostics).expect("the document can be read");
    let normalised = normalise(&document, &mut diagnostics);
    let said = diagnostics.iter().map(|diagnostic| {
        let severity = match diagnostic.severity {
            Severity::Warning => "",
            Severity::Error => "error: ",
        };
        let file = &document.files()[diagnostic.place.file.0].path;
        let file = match diagnostic.place.file.0 {
            0 => String::new(),
            _ => format!("{}#", file.file_name().expect("it is a file").to_string_lossy()),
        };
        let (code, pointer) = (diagnostic.code.as_str(), &diagnostic.place.pointer);
        format!("{severity}{code} at {file}{pointer}")
    });
    let words = diagnostics.iter().map(|diagnostic| {
        format!(
            "{} | {}\n",
            diagnostic.message,
            diagnostic.help.as_deref().unwrap_or("")
        )
    });
    Lifted {
        said: said.collect(),
        words: words.collect(),
        normalised,
    }
}

fn lift(document: &str) -> Lifted {
    lift_files(&[("api.yaml", document)])
}

fn indented(text: &str, by: usize) -> String {
    let indentation = " ".repeat(by);
    text.trim_matches('\n')
        .lines()
        .map(|line| format!("{indentation}{line}\n"))
        .collect()
}

/// A document of a version with the schema `S` beside `Pet` and `Toy`.
fn with_schema(version: &str, schema: &str) -> Lifted {
    lift(&format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    S:\n{}    \
         Pet: {{type: object}}\n    Toy: {{type: object}}\n",
        indented(schema, 6)
    ))
}

const S: &str = "/components/schemas/S";

/// The schema becomes the canonical one, without a word, and `openapiv3` reads the canonical text in just that way.
#[track_caller]
fn schema(version: &str, schema: &str, canonical: &str) {
    mended_schema(version, schema, canonical, &[]);
}

/// As [`schema`], with the codes of the warnings and where they point to in the schema.
#[track_caller]
fn mended_schema(version: &str, schema: &str, canonical: &str, warnings: &[&str]) {
    let lifted = with_schema(version, schema);
    lifted.becomes(S, canonical);
    let said: Vec<String> = lifted.said.iter().map(|said| said.replace(S, "")).collect();
    assert_eq!(said, warnings, "{}", lifted.words);
    let components = lifted
        .openapi()
        .components
        .as_ref()
        .expect("there are components");
    if let openapiv3::ReferenceOr::Item(lifted) = &components.schemas["S"] {
        let text = serde_json::to_value(lifted).expect("it is JSON");
        let read: Schema = serde_json::from_value(text).expect("it is a schema");
        assert_eq!(*lifted, read, "openapiv3 reads the canonical text in another way");
    }
}

/// A document of a version with one operation, `GET /pets/{id}`, whose fields are given.
fn with_operation(version: &str, operation: &str) -> Lifted {
    lift(&format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths:\n  /pets/{{id}}:\n    get:\n{}components:\n  \
         schemas:\n    Pet: {{type: object}}\n",
        indented(operation, 6)
    ))
}

const GET: &str = "/paths/~1pets~1{id}/get";
