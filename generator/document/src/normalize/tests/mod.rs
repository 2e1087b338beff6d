//! Rules of the canonical form: a snippet of a document beside what it becomes.

mod document;
mod files;
mod json_schema;
mod limits;
mod nullable;
mod parameters;
mod paths;
mod references;
mod render;
mod responses;
mod schemas;
mod security;
mod sloppy_schemas;
mod swagger;
mod version32;

use serde_json::Value;

use super::normalize;
use crate::description::keyword::GRAMMAR;
use crate::description::{Description, Source};
use crate::diagnostic::{Diagnostics, Severity};
use crate::source::Document;

/// What a document became.
struct Normalized {
    description: Option<Description>,
    /// `code at pointer` of each diagnostic, errors with `error: ` before it.
    diagnostics: Vec<String>,
    /// The messages and the help of all diagnostics.
    messages: String,
}

impl Normalized {
    fn description(&self) -> &Description {
        self.description.as_ref().expect("the document has a meaning")
    }

    /// The description as a document, below a pointer.
    fn at(&self, pointer: &str) -> Value {
        let document = render::document(self.description());
        document.pointer(pointer).cloned().unwrap_or(Value::Null)
    }

    /// The pointer in the files that a part of the description comes from; `file#` before it unless it is the first.
    fn pointer(&self, source: Source) -> String {
        let place = self.description().sources.place(source);
        match place.file.0 {
            0 => place.pointer,
            file => format!("{file}#{}", place.pointer),
        }
    }

    /// The pointer that a component schema comes from.
    fn pointer_of_schema(&self, name: &str) -> String {
        let description = self.description();
        let id = description.components.schemas[name];
        self.pointer(description.schemas[id].source)
    }

    /// The pointer that a property of a component schema comes from.
    fn pointer_of_property(&self, schema: &str, property: &str) -> String {
        let description = self.description();
        let id = description.components.schemas[schema];
        let property = description.schemas[id].property(property);
        let property = property.expect("the schema has the property");
        self.pointer(description.schemas[property].source)
    }

    /// The pointer that the only operation of a path item comes from.
    fn pointer_of_operation(&self) -> String {
        self.pointer(self.description().paths[0].operations[0].source)
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
            self.diagnostics
        );
        self
    }

    #[track_caller]
    fn warns(&self, expected: &[&str]) -> &Self {
        assert_eq!(self.diagnostics, expected, "{}", self.messages);
        self
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("it is JSON")
}

/// Normalizes a document of several files, the root first.
fn normalize_files(files: &[(&str, &str)]) -> Normalized {
    let folder = tempfile::tempdir().expect("a folder can be made");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }
    let mut diagnostics = Diagnostics::default();
    let root = folder.path().join(files[0].0);
    let document = Document::load(&root, GRAMMAR, &mut diagnostics).expect("the document can be read");
    let description = normalize(&document, &mut diagnostics);
    let listed = diagnostics.iter().map(|diagnostic| {
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
    let messages = diagnostics.iter().map(|diagnostic| {
        format!(
            "{} | {}\n",
            diagnostic.message,
            diagnostic.help.as_deref().unwrap_or("")
        )
    });
    Normalized {
        diagnostics: listed.collect(),
        messages: messages.collect(),
        description,
    }
}

fn normalized(document: &str) -> Normalized {
    normalize_files(&[("api.yaml", document)])
}

fn indented(text: &str, by: usize) -> String {
    let indentation = " ".repeat(by);
    text.trim_matches('\n')
        .lines()
        .map(|line| format!("{indentation}{line}\n"))
        .collect()
}

/// A document of a version with the schema `S` beside `Pet` and `Toy`.
fn with_schema(version: &str, schema: &str) -> Normalized {
    normalized(&format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths: {{}}\ncomponents:\n  schemas:\n    S:\n{}    \
         Pet: {{type: object}}\n    Toy: {{type: object}}\n",
        indented(schema, 6)
    ))
}

const S: &str = "/components/schemas/S";

/// The schema becomes the canonical one, without a warning.
#[track_caller]
fn schema(version: &str, schema: &str, canonical: &str) {
    repaired_schema(version, schema, canonical, &[]);
}

/// As [`schema`], with the codes of the warnings and where they point to in the schema.
#[track_caller]
fn repaired_schema(version: &str, schema: &str, canonical: &str, warnings: &[&str]) {
    let normalized = with_schema(version, schema);
    normalized.becomes(S, canonical);
    let diagnostics: Vec<String> = normalized
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.replace(S, ""))
        .collect();
    assert_eq!(diagnostics, warnings, "{}", normalized.messages);
}

/// A document of a version with one operation, `GET /pets/{id}`, whose fields are given.
fn with_operation(version: &str, operation: &str) -> Normalized {
    normalized(&format!(
        "openapi: {version}\ninfo: {{title: T, version: '1'}}\npaths:\n  /pets/{{id}}:\n    get:\n{}components:\n  \
         schemas:\n    Pet: {{type: object}}\n",
        indented(operation, 6)
    ))
}

const GET: &str = "/paths/~1pets~1{id}/get";
