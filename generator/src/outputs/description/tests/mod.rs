//! A snippet of a document beside what of it travels with the client.

mod document;
mod schemas;

use serde_json::Value;

use super::text;
use specwright_document::description::Description;
use specwright_document::description::keyword::GRAMMAR;
use specwright_document::diagnostic::Diagnostics;
use specwright_document::normalize::normalize;
use specwright_document::source::Document;

fn described(document: &str) -> Description {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, document).expect("a file can be written");
    let mut diagnostics = Diagnostics::default();
    let document = Document::load(&path, GRAMMAR, &mut diagnostics).expect("the document can be read");
    normalize(&document, &mut diagnostics).expect("the document has a meaning")
}

fn yaml(text: &str) -> Value {
    serde_yaml::from_str(text).expect("YAML")
}

/// Returns what travels with a client of all operations.
fn whole(document: &str) -> Value {
    let text = text(&described(document), true, &|_, _| true);
    serde_json::from_str(&text).expect("JSON")
}

/// Returns what travels of the schema of a parameter in a document of OpenAPI 3.1, and the component schemas.
fn schema(schema: &str, components: &str) -> (Value, Value) {
    let indented = |text: &str, by: usize| -> String {
        let lines = text.trim_matches('\n').lines();
        lines.map(|line| format!("{}{line}\n", " ".repeat(by))).collect()
    };
    let document = whole(&format!(
        "openapi: 3.1.0\ninfo: {{title: T, version: '1'}}\npaths:\n  /p:\n    get:\n      parameters:\n        - name: p\n          \
         in: query\n          schema:\n{}      responses: {{}}\ncomponents:\n  schemas:\n    Unused: {{type: integer}}\n{}",
        indented(schema, 12),
        indented(components, 4)
    ));
    let at = |pointer: &str| document.pointer(pointer).cloned().unwrap_or_default();
    (
        at("/paths/~1p/get/parameters/0/schema"),
        at("/components/schemas"),
    )
}

/// Asserts that a schema travels as another one.
#[track_caller]
fn travels_as(written: &str, expected: &str) {
    assert_eq!(schema(written, "").0, yaml(expected));
}

/// Asserts that a schema travels as it is written.
#[track_caller]
fn travels(written: &str) {
    travels_as(written, written);
}
