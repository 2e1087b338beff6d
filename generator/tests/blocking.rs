//! What a client for programs without `async` has that others have not.

use std::path::Path;

use specwright::{Generated, Generator, Runtime};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Shop, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      parameters:
        - { name: cursor, in: query, schema: { type: string } }
      responses:
        '200':
          description: Pets
          content: { application/json: { schema: { $ref: '#/components/schemas/PetPage' } } }
          links: { next: { operationId: listPets, parameters: { cursor: $response.body#/next } } }
components:
  schemas:
    PetPage:
      type: object
      required: [pets]
      properties: { pets: { type: array, items: { type: string } }, next: { type: string } }
"##;

fn generate(blocking: bool) -> Generated {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.yaml");
    std::fs::write(&path, DOCUMENT).expect("a file");
    let generated = Generator::new(&path).blocking(blocking).generate();
    generated.unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_collects_all_items_waits_for_them() {
    let client = generate(true).client;
    let all = "    pub fn all(self) -> Result<Vec<String>, Error<ListPetsError>> {\n            self.items().into_iter().collect()\n";
    assert!(client.contains(all), "{client}");
    assert!(client.contains("generated_for!(\"0.1\", blocking);"), "{client}");
}

#[test]
fn other_clients_know_nothing_of_it() {
    let client = generate(false).client;
    assert!(client.contains("pub async fn all(self)"), "{client}");
    assert!(!client.contains("blocking"), "{client}");
}

#[test]
fn a_crate_asks_for_the_feature_in_place_of_hyper() {
    let files = generate(true).crate_files(&Runtime::Version);
    let (manifest, readme) = (&files[Path::new("Cargo.toml")], &files[Path::new("README.md")]);
    assert!(
        manifest.contains("features = [\"blocking\", \"gzip\"] }"),
        "{manifest}"
    );
    assert!(
        readme.contains("| `blocking` | requests that are sent without `async`"),
        "{readme}"
    );
    assert!(
        readme.contains("    let response = client.list_pets().send()?;"),
        "{readme}"
    );
    assert!(!readme.contains("async fn"), "{readme}");
}

#[test]
fn modules_are_the_same_as_the_one_file() {
    let files = generate(true).module_files();
    let operations: String = files.values().map(String::as_str).collect();
    assert!(
        operations.contains("self.items().into_iter().collect()"),
        "{operations}"
    );
}
