//! What is made from the list is as it is checked in.

use std::path::Path;

use crate::Generator;
use crate::configuration::{Configuration, Facts, page, schema, settings, template};

/// Compares a file below the project's folder with what it should have. With `SPECWRIGHT_UPDATE=1` it is written.
fn assert_is(file: &str, marks: Option<(&str, &str)>, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(file);
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    let expected = match marks {
        None => text.to_owned(),
        Some((begin, end)) => {
            let (before, rest) = found.split_once(begin).expect("where the table begins");
            let (_, after) = rest.split_once(end).expect("where the table ends");
            format!("{before}{begin}\n\n{text}{end}{after}")
        }
    };
    if std::env::var_os("SPECWRIGHT_UPDATE").is_some() {
        std::fs::write(&path, &expected).expect("the file can be written");
    } else {
        assert!(
            found == expected,
            "{file} is stale; write it anew by `SPECWRIGHT_UPDATE=1 cargo test -p specwright-document -p specwright --lib`"
        );
    }
}

#[test]
fn the_table_of_settings_is_that_of_the_list() {
    let marks = ("<!-- The settings begin. -->", "<!-- The settings end. -->");
    assert_is("docs/settings.md", Some(marks), &page());
}

#[test]
fn the_schema_is_that_of_the_list() {
    assert_is("docs/specwright.schema.json", None, &schema());
}

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: {title: "Pets\nrm = 1", version: "1"}
paths:
  /pets:
    get:
      operationId: listPets
      tags: ["pets\nevil = 1"]
      parameters: [{name: since, in: query, schema: {type: string, format: date-time}}]
      responses:
        "200": {description: ok, headers: {Link: {schema: {type: string}}}, content: {application/json: {schema: {type: array, items: {type: string}}}}}
"##;

#[test]
fn a_configuration_of_a_document_has_its_facts_and_is_one() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let document = folder.path().join("pets.yaml");
    std::fs::write(&document, DOCUMENT).expect("a file can be written");
    let generated = Generator::new(&document)
        .generate()
        .unwrap_or_else(|error| panic!("{error}"));
    let text = template("pets", Path::new("pets.yaml"), &Facts::of(&generated));
    insta::assert_snapshot!(text);

    let path = folder.path().join("specwright.toml");
    std::fs::write(&path, &text).expect("a file can be written");
    let configuration = Configuration::read(&path).unwrap_or_else(|error| panic!("{error}"));
    configuration
        .generator("pets")
        .and_then(|generator| generator.generate())
        .unwrap_or_else(|error| panic!("{error}"));

    // It is a configuration with all of it switched on, too.
    let is_setting =
        |line: &str| settings().any(|setting| line == format!("{} = {}", setting.key, setting.example));
    let lines = text.lines().map(|line| match line.strip_prefix("# ") {
        Some(setting) if is_setting(setting) => setting,
        _ => line,
    });
    let all = lines.collect::<Vec<_>>().join("\n");
    assert_ne!(all, text);
    std::fs::write(&path, &all).expect("a file can be written");
    Configuration::read(&path).unwrap_or_else(|error| panic!("{error}\n{all}"));
}
