//! `specwright.lock`: names that stay when the document changes.

use std::fs;
use std::path::{Path, PathBuf};

use specwright::{Generated, Generator};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn lock(&self) -> PathBuf {
        self.0.path().join("specwright.lock")
    }

    fn generator(&self, document: &str) -> Generator {
        let path = self.0.path().join("pets.yaml");
        fs::write(&path, document).expect("a file");
        Generator::new(path).lock(self.lock())
    }

    /// Makes the client of a document and writes the lock.
    fn locked(&self, document: &str) -> Generated {
        let generated = made(self.generator(document));
        generated.write_lock().expect("the lock is written");
        generated
    }

    fn text(&self) -> String {
        fs::read_to_string(self.lock()).expect("a lock")
    }
}

fn made(generator: Generator) -> Generated {
    generator.generate().unwrap_or_else(|error| panic!("{error}"))
}

fn codes(generated: &Generated) -> Vec<&'static str> {
    let codes = generated.diagnostics.iter();
    codes.map(|diagnostic| diagnostic.code.as_str()).collect()
}

fn document(paths: &str, schemas: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths:\n{paths}\ncomponents:\n  schemas:\n{schemas}\n"
    )
}

const GET_PET: &str = "  /pets/{id}:\n    get:\n      operationId: getPet\n      parameters: [{name: id, in: path, required: true, schema: {type: string}}]\n      responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/State'}}}}}";

#[test]
fn a_value_keeps_its_name_when_one_that_is_called_like_it_comes_before() {
    let old = document(GET_PET, "    State: {type: string, enum: [active]}");
    let new = document(GET_PET, "    State: {type: string, enum: [ACTIVE, active]}");
    let variants = |generated: &Generated| {
        let (_, rest) = generated.client.split_once("rt::string_enum!").expect("an enum");
        let rows = rest.lines().filter(|line| line.contains(" = "));
        rows.map(|line| line.trim().trim_end_matches([',', ';']).to_owned())
            .collect::<Vec<_>>()
    };
    let folder = Folder::new();
    folder.locked(&old);
    assert_eq!(
        variants(&made(folder.generator(&new))),
        ["ACTIVE = \"ACTIVE\"", "Active = \"active\""]
    );
    fs::remove_file(folder.lock()).expect("a file");
    assert_eq!(
        variants(&made(folder.generator(&new)))[0],
        "Active = \"ACTIVE\"",
        "without a lock, the first one has the name"
    );
}

#[test]
fn a_type_of_an_operation_keeps_its_name_when_a_schema_is_called_so() {
    let old = document(GET_PET, "    State: {type: string}");
    let new = document(
        GET_PET,
        "    State: {type: string}\n    GetPetError: {type: object, properties: {a: {type: string}}}\n    GetPet: {type: object, properties: {b: {type: string}}}",
    );
    let folder = Folder::new();
    folder.locked(&old);
    let client = made(folder.generator(&new)).client;
    assert!(client.contains("pub enum GetPetError {"), "{client}");
    assert!(client.contains("pub type GetPet = "), "{client}");
    assert!(client.contains("pub struct GetPetErrorModel {"), "{client}");
}

#[test]
fn a_lock_is_sorted_by_place() {
    let folder = Folder::new();
    folder.locked(&document(
        GET_PET,
        "    State: {type: string, enum: [active, 'not active']}\n    Pet: {type: object, properties: {id: {type: string}, kind: {type: object, properties: {a-b: {type: string}}}}}",
    ));
    insta::assert_snapshot!(folder.text());
}

#[test]
fn a_lock_that_was_written_is_up_to_date_and_changes_nothing() {
    let documents = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/documents");
    let folders = ["operations", "schemas", "selection", "versions"];
    let paths = folders.iter().flat_map(|folder| {
        let entries = fs::read_dir(documents.join(folder)).expect("a folder");
        entries.map(|entry| entry.expect("an entry").path())
    });
    let mut count = 0;
    for path in paths {
        for settings in [
            |generator: Generator| generator,
            |generator: Generator| generator.group_by_tag(true).tag_features(true),
        ] {
            let folder = Folder::new();
            let generator = settings(Generator::new(&path).name("client"));
            let plain = made(generator.clone());
            let locked = made(generator.clone().lock(folder.lock()));
            assert!(!locked.is_locked(), "{path:?}");
            assert!(locked.write_lock().expect("it is written"), "{path:?}");
            let again = made(generator.lock(folder.lock()));
            assert!(again.is_locked(), "{path:?}");
            assert!(!codes(&again).contains(&"stale-lock"), "{path:?}");
            assert!(
                plain.client == again.client,
                "{path:?} has other names with its lock"
            );
            count += 1;
        }
    }
    assert!(count > 100, "{count} are too few");
}

#[test]
fn a_lock_that_lacks_names_is_a_warning_and_is_not_written_by_who_only_reads_it() {
    let folder = Folder::new();
    folder.locked(&document(GET_PET, "    State: {type: string}"));
    let before = folder.text();
    let new = document(
        GET_PET,
        "    State: {type: string, enum: [a]}\n    Pet: {type: object}",
    );
    let generated = made(folder.generator(&new));
    assert_eq!(codes(&generated), ["stale-lock"]);
    assert!(!generated.is_locked());
    assert!(
        generated.diagnostics[0]
            .message
            .contains("2 names (`Pet`, `A`) are not in it, 0 names are no more"),
        "{}",
        generated.diagnostics[0].message
    );
    assert_eq!(folder.text(), before);
}

#[test]
fn several_clients_share_a_lock() {
    let folder = Folder::new();
    let document = document(GET_PET, "    State: {type: string}");
    for name in ["pets", "owners", "pets"] {
        let generated = made(folder.generator(&document).name(name));
        generated.write_lock().expect("the lock is written");
    }
    let text = folder.text();
    let sections: Vec<&str> = text.lines().filter(|line| line.starts_with('[')).collect();
    assert_eq!(sections, ["[owners]", "[pets]"]);
}

#[test]
fn a_chosen_name_comes_before_one_that_is_kept() {
    let folder = Folder::new();
    let document = document(GET_PET, "    State: {type: string, enum: [a]}");
    folder.locked(&document);
    let client = made(folder.generator(&document).rename("State", "Condition")).client;
    assert!(client.contains("pub enum Condition {"), "{client}");
}

const CARD: &str = "    Card: {type: object, properties: {checks: {type: object, properties: {cvc: {type: string, enum: [pass]}}}}}";

#[test]
fn what_is_named_after_something_follows_a_new_name_and_is_kept_from_then_on() {
    let paths = GET_PET.replace("schemas/State", "schemas/Card");
    let folder = Folder::new();
    folder.locked(&document(&paths, CARD));
    let renamed = |document: &str| {
        folder
            .generator(document)
            .rename("Card", "PaymentCard")
            .rename(
                "#/components/schemas/Card/properties/checks/properties/cvc",
                "Cvc",
            )
            .rename("getPet", "pet")
    };
    let generated = made(renamed(&document(&paths, CARD)));
    for item in [
        "pub struct PaymentCard {",
        "pub struct PaymentCardChecks {",
        "pub enum Cvc {",
        "pub type Pet = ",
        "pub enum PetError",
    ] {
        assert!(generated.client.contains(item), "{item}: {}", generated.client);
    }
    assert_eq!(codes(&generated), ["stale-lock"]);
    generated.write_lock().expect("the lock is written");

    // What would now take a name finds it taken.
    let schemas = format!("    PaymentCardChecks: {{type: string, enum: [a]}}\n{CARD}");
    let paths = paths.replace("getPet\n", "getPet\n      tags: ['a']\n");
    let grown = paths
        + "\n    put: {operationId: put, responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/PaymentCardChecks'}}}}}, parameters: [{name: id, in: path, required: true, schema: {type: string}}]}";
    let generated = made(renamed(&document(&grown, &schemas)));
    assert!(
        generated.client.contains("pub struct PaymentCardChecks {"),
        "{}",
        generated.client
    );
}

#[test]
fn a_name_whose_line_is_removed_is_chosen_anew() {
    let folder = Folder::new();
    folder.locked(&document(GET_PET, "    State: {type: string, enum: [a]}"));
    let text = folder
        .text()
        .replace("schema State = State\n", "schema State = Other\n");
    fs::write(folder.lock(), &text).expect("a file");
    let document = document(GET_PET, "    State: {type: string, enum: [a]}");
    assert!(
        made(folder.generator(&document))
            .client
            .contains("pub enum Other {")
    );
    fs::write(
        folder.lock(),
        text.replace("schema State = Other\n", "schema State\n"),
    )
    .expect("a file");
    assert!(
        made(folder.generator(&document))
            .client
            .contains("pub enum State {")
    );
}

#[test]
fn hostile_locks_are_errors_or_have_no_effect() {
    let document = document(GET_PET, "    State: {type: string, enum: [a, b]}");
    let plain = Folder::new().locked(&document).client;
    for (name, message) in [
        ("State { } fn evil() {}", "is no identifier of Rust"),
        ("self", "is no identifier of Rust"),
        ("", "is no identifier of Rust"),
        ("A::B", "is no identifier of Rust"),
    ] {
        let folder = Folder::new();
        let text = format!("version = 1\n\n[pets]\nschema State = {name}\n");
        fs::write(folder.lock(), text).expect("a file");
        let error = folder.generator(&document).generate().expect_err(name);
        let diagnostic = &error.diagnostics()[0];
        assert_eq!(diagnostic.code.as_str(), "lock", "{name}");
        assert!(diagnostic.message.contains(message), "{}", diagnostic.message);
        assert_eq!(diagnostic.position.expect("a line").line, 4);
    }
    for line in [
        "schema State = state",
        "schema State = Option",
        "schema Other = State",
        "GET /pets/{id} = Get",
        "GET /pets/{id} = builder",
        "schema State\n    value a = A\n    value b = A",
    ] {
        let folder = Folder::new();
        fs::write(folder.lock(), format!("version = 1\n[pets]\n{line}\n")).expect("a file");
        let client = made(folder.generator(&document)).client;
        assert!(client == plain, "{line}");
    }
    let clients: String = (0..=1000).map(|index| format!("[c{index}]\n")).collect();
    let clients = format!("version = 1\n{clients}");
    for text in [
        "\u{0}",
        "[pets]\n",
        "version = 2\n",
        "version = 1\nname = 1\n",
        &clients,
    ] {
        let folder = Folder::new();
        fs::write(folder.lock(), text).expect("a file");
        let error = folder.generator(&document).generate().expect_err(text);
        assert_eq!(error.diagnostics()[0].code.as_str(), "lock", "{text:?}");
    }
}

#[test]
fn a_lock_whose_lines_end_as_git_ends_them_on_windows_is_up_to_date() {
    let document = document(GET_PET, "    State: {type: string, enum: [a, b]}");
    let folder = Folder::new();
    folder.locked(&document);
    let text = fs::read_to_string(folder.lock()).expect("a lock");
    fs::write(folder.lock(), text.replace('\n', "\r\n")).expect("a file");
    let generated = made(folder.generator(&document));
    assert!(generated.is_locked());
    assert_eq!(codes(&generated), [""; 0]);
}

#[test]
fn variants_of_responses_keep_their_names() {
    let responses = |content: &str| {
        document(
            &format!(
                "  /pets:\n    get:\n      operationId: listPets\n      responses:\n        '200': {{description: ok, content: {content}}}\n        '404': {{description: '', content: {{application/json: {{schema: {{type: string}}}}}}}}"
            ),
            "    State: {type: string}",
        )
    };
    let own = "application/vnd.pets+json: {schema: {$ref: '#/components/schemas/State'}}";
    let csv = "text/csv: {schema: {type: string, format: binary}}";
    let plain = "application/json: {schema: {type: object, properties: {a: {type: string}}}}";
    let folder = Folder::new();
    let client = folder.locked(&responses(&format!("{{{own}, {csv}}}"))).client;
    assert!(
        client.contains("    Ok(") && client.contains("    OkCsv("),
        "{client}"
    );
    let text = folder.text();
    for line in [
        "    success 200 application/vnd.pets+json = Ok\n",
        "    success 200 text/csv = OkCsv\n",
        "    failure 404 application/json = NotFound\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    // The first media type of a status has its plain name, unless another one has kept it.
    let new = responses(&format!("{{{plain}, {own}, {csv}}}"));
    let client = made(folder.generator(&new)).client;
    assert!(client.contains(" Ok(types::State)"), "{client}");
    fs::remove_file(folder.lock()).expect("a file");
    let client = made(folder.generator(&new)).client;
    assert!(!client.contains(" Ok(types::State)"), "{client}");
}

#[test]
fn variables_of_servers_and_methods_of_credentials_keep_their_names() {
    let document = |values: &str, schemes: &str| {
        format!(
            "openapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\nservers:\n  - url: https://{{region}}.example.com\n    description: Production\n    variables: {{region: {{default: eu-1, enum: [{values}]}}}}\npaths: {{}}\nsecurity: [{{login: []}}]\ncomponents:\n  securitySchemes:\n    login: {{type: http, scheme: bearer}}\n{schemes}"
        )
    };
    let folder = Folder::new();
    folder.locked(&document("eu-1", ""));
    let text = folder.text();
    for line in [
        "security login = login\n    source = login_source\n",
        "server https://{region}.example.com = Production\n",
        "    type of variable region = ProductionRegion\n",
        "    variable region = region\n",
        "    variable region value eu-1 = Eu1\n",
    ] {
        assert!(text.contains(line), "no `{line}` in\n{text}");
    }
    let other = "    login_source: {type: apiKey, in: header, name: x-source}\n";
    let client = made(folder.generator(&document("eu1, eu-1", other))).client;
    assert!(client.contains("Self::Eu1 => \"eu-1\""), "{client}");
    assert!(client.contains("Self::Eu1Value => \"eu1\""), "{client}");
    assert!(
        client.contains("pub fn login_source(mut self, source: impl TokenSource)"),
        "{client}"
    );
}

#[test]
fn what_several_places_share_keeps_its_name_when_another_place_comes_first() {
    let object = "{type: object, properties: {name: {type: string}}}";
    let order = format!(
        "    State: {{type: string}}\n    Order: {{type: object, properties: {{sender: {object}, receiver: {object}}}}}"
    );
    let old = document(GET_PET, &order);
    let before = format!(
        "    Letter: {{type: object, properties: {{writer: {object}, reader: {object}, writers: {{type: array, items: {object}}}}}}}"
    );
    let new = document(GET_PET, &format!("{before}\n{order}"));
    let folder = Folder::new();
    folder.locked(&old);
    assert!(
        folder.text().contains("shared definition = SharedSender"),
        "{}",
        folder.text()
    );
    let locked = folder.locked(&new);
    assert!(
        locked.client.contains("pub type LetterWriter = SharedSender;"),
        "{}",
        locked.client
    );
    // The lock has it at the place that is the first one now.
    assert!(codes(&made(folder.generator(&new))).is_empty());
    fs::remove_file(folder.lock()).expect("a file");
    let client = made(folder.generator(&new)).client;
    assert!(
        client.contains("pub type LetterWriter = SharedWriter;"),
        "{client}"
    );
}

#[test]
fn an_enum_of_failures_keeps_its_name_when_its_bodies_are_called_otherwise() {
    let get = |name: &str, schema: &str| {
        format!(
            "  /{name}:\n    get:\n      operationId: {name}\n      responses: {{'404': {{description: none, content: {{application/json: {{schema: {{$ref: '#/components/schemas/{schema}'}}}}}}}}}}"
        )
    };
    let schemas = |name: &str| format!("    {name}: {{type: object, properties: {{a: {{type: string}}}}}}");
    let document = |schema: &str| {
        let paths = format!("{}\n{}", get("one", schema), get("two", schema));
        document(&paths, &schemas(schema))
    };
    let folder = Folder::new();
    folder.locked(&document("Problem"));
    let client = made(folder.generator(&document("Fault"))).client;
    assert!(client.contains("pub enum Error404WithProblem {"), "{client}");
    assert!(
        client.contains("pub type TwoError = Error404WithProblem;"),
        "{client}"
    );
}
