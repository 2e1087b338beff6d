//! The README of a stand-alone crate: its features, and a call for each group of operations.

use std::path::Path;

use specwright::{Generator, Runtime};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, tags: [pets], responses: { '204': { description: Done } } }
  /pets/{id}:
    put:
      operationId: changePet
      tags: [pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '204': { description: Done } }
  /orders/{id}:
    put:
      operationId: changeOrder
      tags: ['a `tag` | of <orders>']
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }, { name: at, in: query, schema: { type: string, format: date-time } }]
      requestBody: { required: true, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }
      responses: { '204': { description: Done } }
  /days/{day}:
    get:
      operationId: day
      tags: [days]
      parameters: [{ name: day, in: path, required: true, schema: { type: string, format: date } }]
      responses: { '204': { description: Done } }
components:
  schemas:
    Pet: { type: object, properties: { name: { type: string } } }
"##;

fn readme(settings: impl FnOnce(Generator) -> Generator) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("my-shop.yaml");
    std::fs::write(&path, DOCUMENT).expect("a file");
    let generated = settings(Generator::new(&path).name("my-shop")).generate();
    let generated = generated.unwrap_or_else(|error| panic!("{error}"));
    generated.crate_files(&Runtime::Version)[Path::new("README.md")].clone()
}

#[test]
fn a_crate_says_what_it_has() {
    insta::assert_snapshot!(readme(|generator| generator));
}

#[test]
fn features_for_tags_are_in_a_table() {
    let readme = readme(|generator| generator.tag_features(true));
    for line in [
        "| `pets` | the operations of the tag `pets`, with their types |",
        "All are on unless a program says `default-features = false`.",
    ] {
        assert!(readme.contains(line), "{readme}");
    }
}

#[test]
fn calls_of_groups_are_those_of_the_groups() {
    let readme = readme(|generator| generator.group_by_tag(true));
    assert!(
        readme.contains("let response = client.pets().list().await?;"),
        "{readme}"
    );
}

#[test]
fn types_only_have_no_calls() {
    let readme = readme(|generator| generator.types_only(true));
    assert!(!readme.contains("## Operations"), "{readme}");
}
