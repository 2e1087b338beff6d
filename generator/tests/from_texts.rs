//! Documents that a program holds as texts.

use std::fs;

use specwright::{Bump, Generator};

const PETS: &str = r##"openapi: 3.1.0
info: {title: Pets, version: "1"}
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: integer}}]
      responses:
        "200":
          description: A pet
          content: {application/json: {schema: {$ref: "./schemas/pet.yaml#/Pet"}}}
"##;

/// It refers to a file beside its folder.
const PET: &str = r##"Pet:
  type: object
  required: [name]
  properties:
    name: {type: string}
    owner: {$ref: "../people/owner.json"}
"##;

const OWNER: &str = r#"{"title": "Owner", "type": "object", "properties": {"city": {"type": "string"}}}"#;

fn texts() -> [(&'static str, &'static str); 3] {
    [
        ("api/pets.yaml", PETS),
        ("api/schemas/pet.yaml", PET),
        ("api/people/owner.json", OWNER),
    ]
}

#[test]
fn a_client_of_texts_is_the_one_of_files() {
    let folder = tempfile::tempdir().expect("a folder");
    for (path, text) in texts() {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    let of_files = Generator::new(folder.path().join("api/pets.yaml"));
    let of_files = of_files.generate().expect("a client");
    let of_texts = Generator::from_texts("api/pets.yaml", texts());
    let of_texts = of_texts.generate().expect("a client");
    assert_eq!(of_texts.client, of_files.client);
    assert_eq!(of_texts.name, "pets");
    assert!(of_texts.client.contains("pub city: Option<String>"));
    assert!(of_texts.inputs.is_empty());
}

#[test]
fn the_paths_of_texts_may_be_written_otherwise() {
    let others = [
        ("./api/pets.yaml", PETS),
        ("api/x/../schemas/pet.yaml", PET),
        ("api/people/owner.json", OWNER),
    ];
    let generated = Generator::from_texts("api/./pets.yaml", others);
    assert!(
        generated
            .generate()
            .expect("a client")
            .client
            .contains("pub struct Owner")
    );
}

#[test]
fn diagnostics_name_the_text_and_its_line() {
    let pet = PET.replace("type: string", "type: strin");
    let mut texts = texts();
    texts[1].1 = &pet;
    let generated = Generator::from_texts("api/pets.yaml", texts);
    let generated = generated.generate().expect("a client");
    let [diagnostic] = generated.diagnostics.as_slice() else {
        panic!("{:?}", generated.diagnostics)
    };
    assert_eq!(diagnostic.location(), "api/schemas/pet.yaml:5:12");
    let excerpt = diagnostic.excerpt.as_ref().expect("a line");
    assert_eq!(excerpt.text, "    name: {type: strin}");
}

#[test]
fn nothing_but_the_texts_is_read() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("schemas")).expect("a folder");
    fs::write(folder.path().join("schemas/pet.yaml"), PET).expect("a file");
    let overlay = folder.path().join("fixes.overlay.yaml");
    fs::write(&overlay, OVERLAY).expect("a file");

    let generator = Generator::from_text(folder.path().join("pets.yaml"), PETS);
    let generated = generator.clone().generate().expect("a client");
    let said = generated
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect::<String>();
    assert!(said.contains("no such file"), "{said}");

    let error = generator.overlay(&overlay).generate().expect_err("no overlay");
    let error = error.to_string();
    assert!(error.contains("no such file"), "{error}");
    assert!(error.contains("add its text to those that are given"), "{error}");
}

#[test]
fn a_reference_does_not_lead_above_the_texts() {
    let pets = PETS.replace("./schemas/pet.yaml", "../../schemas/pet.yaml");
    let generated = Generator::from_texts(
        "api/pets.yaml",
        [("api/pets.yaml", pets.as_str()), ("schemas/pet.yaml", PET)],
    );
    let generated = generated.generate().expect("a client");
    let said = generated
        .diagnostics
        .iter()
        .map(ToString::to_string)
        .collect::<String>();
    assert!(said.contains("outside"), "{said}");
}

#[test]
fn a_document_that_is_none_of_the_texts_is_an_error() {
    let error = Generator::from_texts("other.yaml", texts()).generate();
    let error = error.expect_err("no document").to_string();
    assert!(error.contains("no such file `other.yaml`"), "{error}");
}

const OVERLAY: &str = r#"
overlay: 1.0.0
info: {title: Fixes, version: "1"}
extends: pets.yaml
actions:
  - {target: "$.paths['/pets/{id}'].get", update: {operationId: fetchPet}}
"#;

#[test]
fn overlays_and_the_lock_are_texts_too() {
    let lock = Generator::from_texts("api/pets.yaml", texts()).lock("names.lock");
    let unlocked = lock.generate().expect("a client");
    assert!(!unlocked.is_locked());

    let all = texts().into_iter().chain([("api/fixes.overlay.yaml", OVERLAY)]);
    let generator = Generator::from_texts("api/pets.yaml", all).overlay("api/fixes.overlay.yaml");
    let generated = generator.generate().expect("a client");
    assert!(generated.client.contains("pub fn fetch_pet("));
    assert_eq!(generated.diagnostics, []);

    // What another run wrote keeps a name that the document has no more.
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("names.lock");
    let texts_with_lock = |lock: String| {
        let texts = texts()
            .into_iter()
            .map(|(path, text)| (path.to_owned(), text.to_owned()));
        texts.chain([("names.lock".to_owned(), lock)])
    };
    let of_file = folder.path().join("pets.yaml");
    fs::write(
        &of_file,
        PETS.replace("./schemas/pet.yaml#/Pet", "#/components/schemas/Pet")
            + "components: {schemas: {Pet: {type: object}}}\n",
    )
    .expect("a file");
    let locked = Generator::new(&of_file).lock(&path).rename("getPet", "read_pet");
    locked.generate().expect("a client").write_lock().expect("a lock");
    let lock = fs::read_to_string(&path).expect("the lock");
    let generated = Generator::from_texts("api/pets.yaml", texts_with_lock(lock)).lock("./names.lock");
    assert!(
        generated
            .generate()
            .expect("a client")
            .client
            .contains("pub fn read_pet(")
    );
}

#[test]
fn documents_that_are_texts_can_be_compared() {
    let old = Generator::from_texts("api/pets.yaml", texts());
    let changed = OWNER.replace("city", "town");
    let mut new = texts();
    new[2].1 = &changed;
    let diff = specwright::diff(&old, &Generator::from_texts("api/pets.yaml", new)).expect("a diff");
    assert_eq!(diff.bump, Bump::Major);
    let gone = diff
        .changes
        .iter()
        .find_map(|change| change.old.as_ref())
        .expect("a place");
    assert_eq!(gone.path.to_string_lossy(), "api/people/owner.json");
}
