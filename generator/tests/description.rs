//! What a document describes travels with a client that is asked to.

use specwright::{Generated, Generator, Select};

const DOCUMENT: &str = r"
openapi: 3.0.3
info: {title: Pets, version: '1'}
paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    get: {operationId: getPet, responses: {'200': {description: ok}}}
    delete: {operationId: removePet, responses: {'204': {description: gone}}}
";

fn generated(settings: impl FnOnce(Generator) -> Generator) -> Generated {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pets.yaml");
    std::fs::write(&path, DOCUMENT).unwrap();
    settings(Generator::new(&path)).generate().unwrap()
}

/// Returns the text in a client, as JSON.
fn description(client: &str) -> Option<serde_json::Value> {
    let (_, rest) = client.split_once("pub const DESCRIPTION: &str = ")?;
    let (literal, _) = rest.split_once(";\n").unwrap();
    let text: String = serde_json::from_str(literal).unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn a_client_with_a_server_or_a_mock_carries_its_description() {
    for client in [
        generated(|generator| generator.server(true)),
        generated(|generator| generator.mock(true)),
    ] {
        let description = description(&client.client).expect("a description");
        assert_eq!(description["paths"]["/pets/{id}"]["get"]["operationId"], "getPet");
        assert_eq!(
            description["paths"]["/pets/{id}"]["delete"]["operationId"],
            "removePet"
        );
    }
}

#[test]
fn of_a_part_of_a_document_only_that_is_described() {
    let client = generated(|generator| generator.server(true).include(Select::operation("removePet")));
    let description = description(&client.client).expect("a description");
    assert_eq!(description["paths"]["/pets/{id}"].get("get"), None);
    assert_eq!(
        description["paths"]["/pets/{id}"]["delete"]["operationId"],
        "removePet"
    );
}

#[test]
fn a_client_that_is_not_asked_has_nothing_of_it() {
    let plain = generated(|generator| generator).client;
    assert_eq!(description(&plain), None);
    for word in ["server_side!", "mock_side!", "examples!", "webhooks"] {
        assert!(!plain.contains(word), "{word}");
    }
    let asked_not = generated(|generator| generator.server(false).mock(false)).client;
    assert_eq!(plain, asked_not);
}
