//! A program that uses a stand-alone crate, whose types may grow.

use specwright::{Generator, Runtime};
use specwright_tests::corpus::workspace::{Workspace, project_folder};

use super::cargo;

const DOCUMENT: &str = "
openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://example.com', description: Live}]
paths:
  /pets:
    post:
      operationId: addPet
      requestBody: {required: true, content: {application/json: {schema: {$ref: '#/components/schemas/NewPet'}}}}
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        '404': {description: none, content: {application/json: {schema: {type: string}}}}
components:
  schemas:
    NewPet: {type: object, required: [name], properties: {name: {type: string}, kind: {$ref: '#/components/schemas/Kind'}}}
    Pet: {type: object, required: [id], properties: {id: {type: string}}}
    Kind: {type: string, enum: [cat, dog]}
";

/// Every kind of code that goes on when the types grow.
const PROGRAM: &str = r###"
use pets::{Client, Server, operations::AddPetError, types::{Kind, NewPet, Pet}};
use specwright_runtime::{Error, serde_json};

pub async fn add(client: &Client) -> Result<String, Box<dyn std::error::Error>> {
    let new = NewPet::new("Tom").kind(Kind::Cat);
    let NewPet { name, .. } = &new;
    match client.add_pet(&new).await {
        Ok(Pet { id, .. }) => return Ok(id),
        Err(Error::Api(failure)) => match failure.body() {
            AddPetError::NotFound(text) => println!("{name}: {text}"),
            _ => println!("{failure}"),
        },
        Err(other) => println!("{other}"),
    }
    let pet: Pet = serde_json::from_str(r##"{"id": "7"}"##)?;
    Ok(match new.kind { Some(Kind::Cat) => pet.id, _ => format!("{:?}", Server::default()) })
}
"###;

/// Code that only exhaustive types allow, with what the compiler calls its mistake.
const REFUSED: [(&str, &str); 3] = [
    (
        "pub fn new(name: String) -> pets::types::NewPet { pets::types::NewPet { name, kind: None } }",
        "E0639",
    ),
    (
        "pub fn id(pet: pets::types::Pet) -> String { let pets::types::Pet { id } = pet; id }",
        "E0638",
    ),
    (
        "pub fn text(kind: pets::types::Kind) -> String { match kind { pets::types::Kind::Cat => \"cat\".into(), \
         pets::types::Kind::Dog => \"dog\".into(), pets::types::Kind::Unknown(text) => text } }",
        "E0004",
    ),
];

/// A stand-alone crate, and a program that depends on it, each by its name.
struct Crates {
    workspace: Workspace,
    client: &'static str,
    program: String,
}

impl Crates {
    /// Generates the crate `client`. Its name is its own: Cargo takes crates of one name and one folder for the same.
    fn new(client: &'static str, settings: impl FnOnce(Generator) -> Generator) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pets.yaml");
        std::fs::write(&path, DOCUMENT).unwrap();
        let generated = settings(Generator::new(&path).name(client)).generate();
        let generated = generated.unwrap_or_else(|error| panic!("{error}"));
        assert!(!generated.client.contains("non_exhaustive"));
        let workspace = Workspace::new(client).unwrap();
        let runtime = Runtime::Path(project_folder().join("runtime"));
        for (path, text) in generated.crate_files(&runtime) {
            // The default transport is not needed, and takes long to build.
            let text = text.replace("features = [\"gzip\", \"hyper\"]", "features = []");
            workspace.write(client, &path, &text).unwrap();
        }
        Self {
            workspace,
            client,
            program: format!("{client}-program"),
        }
    }

    /// Checks a program, and returns what the compiler says.
    fn check(&self, program: &str) -> String {
        let Self {
            client,
            program: name,
            ..
        } = self;
        let runtime = project_folder().join("runtime");
        let manifest = format!(
            "[package]\nname = {name:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{client} = {{ path = \"../{client}\" }}\n\
             specwright-runtime = {{ path = {runtime:?}, default-features = false }}\n"
        );
        let write = |path: &str, text: &str| self.workspace.write(name, path.as_ref(), text).unwrap();
        write("Cargo.toml", &manifest);
        write("src/lib.rs", &program.replace("pets::", &format!("{client}::")));
        self.workspace.set_members([client, name.as_str()]).unwrap();
        let output = cargo(&self.workspace, &["check", "--package", name]);
        String::from_utf8(output.stderr).unwrap()
    }
}

#[test]
fn the_types_of_a_crate_may_grow_without_breaking_programs() {
    let crates = Crates::new("growing_pets", |generator| generator);
    assert_eq!(crates.check(PROGRAM), "");
    for (program, code) in REFUSED {
        let told = crates.check(program);
        assert!(told.contains(code), "{program}:\n{told}");
    }
}

#[test]
fn the_types_of_a_crate_are_exhaustive_where_asked() {
    let crates = Crates::new("exhaustive_pets", |generator| generator.exhaustive(true));
    for (program, _) in REFUSED {
        assert_eq!(crates.check(program), "", "{program}");
    }
}
