//! `[[clients.NAME.patch]]`: changes of a document that stand in the configuration.

use std::fs;

use super::mistakes;
use crate::{Configuration, Error};

const DOCUMENT: &str = r"
openapi: 3.1.0
info: { title: Pets, version: '1' }
paths:
  /pets:
    get:
      operationId: list
      responses: { '204': { description: '' } }
  /internal:
    get:
      operationId: internal
      responses: { '204': { description: '' } }
";

/// Returns the client's document as patches leave it, and what is said about it: a line each, `specwright.toml:4:5: …`.
fn patched(patches: &str) -> (Option<String>, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("pets.yaml"), DOCUMENT).unwrap();
    let text = format!("[clients.pets]\ndocument = \"pets.yaml\"\n{patches}");
    fs::write(path("specwright.toml"), text).unwrap();
    let configuration =
        Configuration::read(path("specwright.toml")).unwrap_or_else(|error| panic!("{error}"));
    let effective = configuration.generator("pets").unwrap().effective_document();
    let lines = |diagnostics: &[specwright_document::diagnostic::LocatedDiagnostic]| {
        let begin = format!("{}/", folder.path().display());
        let lines = diagnostics.iter().map(|diagnostic| diagnostic.one_line());
        lines.map(|line| line.replace(&begin, "")).collect()
    };
    match effective {
        Ok(effective) => (Some(effective.text), lines(&effective.diagnostics)),
        Err(Error::Document(diagnostics)) => (None, lines(&diagnostics)),
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn patches_do_what_actions_of_overlays_do() {
    let (text, said) = patched(
        r#"
[[clients.pets.patch]]
target = "$.info"
description = "The version is wrong"
update = { version = "2", x-count = 0x10, x-ratio = 1.50, x-list = [true, "a"] }

[[clients.pets.patch]]
target = "$.paths"
update = { "/pets/{id}" = {} }

[[clients.pets.patch]]
target = "$.paths['/pets/{id}']"
copy = "$.paths['/internal']"

[[clients.pets.patch]]
target = "$.paths['/internal']"
remove = true
"#,
    );
    assert_eq!(said, [""; 0]);
    let text = text.unwrap();
    assert!(
        text.contains("version: '2'\n  x-count: 16\n  x-ratio: 1.50\n  x-list:\n  - true\n  - a\n")
            || text.contains("  x-list:\n    - true\n    - a\n"),
        "{text}"
    );
    assert!(!text.contains("/internal"), "{text}");
    assert!(
        text.contains("/pets/{id}:\n    get:\n      operationId: internal"),
        "{text}"
    );
}

#[test]
fn what_is_wrong_with_a_patch_stands_in_the_configuration() {
    let (_, said) = patched("patch = [{ target = \"$.info\", updat = 1 }]\n");
    assert_eq!(
        said,
        ["specwright.toml:3:31: error[unknown-field]: unknown field `updat`; help: did you mean `update`?"]
    );
    let (_, said) = patched("[[clients.pets.patch]]\nupdate = 1\n");
    assert_eq!(
        said,
        [
            "specwright.toml:3:1: error[missing-field]: missing field `target`; help: add a JSONPath: `target: $.info`"
        ]
    );
    let (_, said) = patched("[[clients.pets.patch]]\ntarget = \"$.paths[\"\nremove = true\n");
    assert!(
        said[0].starts_with("specwright.toml:4:19: error[json-path]: invalid JSONPath: "),
        "{said:?}"
    );
}

#[test]
fn a_patch_that_changes_nothing_is_a_warning_and_an_error_if_overlays_are_strict() {
    let unneeded = "[[clients.pets.patch]]\ntarget = \"$.info\"\nupdate.title = \"Pets\"\n";
    let (_, said) = patched(unneeded);
    assert!(
        said[0].starts_with("specwright.toml:5:1: warning[unneeded-action]: "),
        "{said:?}"
    );
    let (_, said) = patched(&format!("strict-overlays = true\n{unneeded}"));
    assert!(
        said[0].starts_with("specwright.toml:6:1: error[unneeded-action]: "),
        "{said:?}"
    );
}

#[test]
fn what_a_patch_adds_stands_in_the_configuration() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("pets.yaml"), DOCUMENT).unwrap();
    let text = "[clients.pets]\ndocument = \"pets.yaml\"\n[[clients.pets.patch]]\ntarget = \"$.paths['/pets'].get\"\n\
                update.parameters = [\n  { name = \"q\", in = \"nowhere\", schema = { type = \"string\" } },\n]\n";
    fs::write(path("specwright.toml"), text).unwrap();
    let generator = Configuration::read(path("specwright.toml"))
        .unwrap()
        .generator("pets")
        .unwrap();
    let generated = generator.generate();
    let diagnostics = match &generated {
        Ok(generated) => &generated.diagnostics,
        Err(error) => error.diagnostics(),
    };
    let of_location = diagnostics
        .iter()
        .find(|diagnostic| diagnostic.message.contains("nowhere"))
        .unwrap();
    assert_eq!(of_location.path, path("specwright.toml"));
    let position = of_location.position.unwrap();
    assert_eq!((position.line, position.column), (6, 17));
    assert!(
        of_location
            .excerpt
            .as_ref()
            .unwrap()
            .text
            .starts_with("  { name = \"q\"")
    );
}

#[test]
fn what_is_no_value_of_json_is_an_error() {
    let of = |line: &str| mistakes(&format!("[clients.pets]\ndocument = \"pets.yaml\"\n{line}\n"));
    assert_eq!(of("patch = 1"), ["3:9: expected a list, found an integer"]);
    assert_eq!(of("patch = [\"a\"]"), ["3:10: expected a table, found a string"]);
    assert_eq!(
        of("patch = [{ target = \"$\", update = 1979-05-27 }]"),
        ["3:35: expected a value of JSON, found a date; put it in quotes: dates are strings in JSON"]
    );
    assert_eq!(
        of("patch = [{ target = \"$\", update = { a = inf } }]"),
        ["3:41: expected a number of JSON, found `inf`"]
    );
    assert_eq!(
        of("patch = [{ target = \"$\", update = 0xffff_ffff_ffff_ffff }]"),
        ["3:35: expected a number of JSON, found `ffffffffffffffff`"]
    );
}

#[test]
fn a_long_key_around_many_costs_no_more_than_its_text() {
    let key = "k".repeat(200_000);
    let entries: Vec<String> = (0..20_000).map(|number| format!("a{number} = 1")).collect();
    let (text, _) = patched(&format!(
        "[[clients.pets.patch]]\ntarget = \"$.info\"\nupdate = {{ x-{key} = {{ {} }} }}\n",
        entries.join(", ")
    ));
    assert!(text.is_some());
}
