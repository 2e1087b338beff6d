use serde_json::json;
use specwright_runtime::cassette::{Cassette, Recorder};
use specwright_runtime::{Credential, http};

use crate::client::{Client, client, client_with_tokens};
use crate::{Folder, JSON, server};

/// A server that repeats all that it is told, headers and URL included.
fn echo(head: &http::request::Parts, body: &str) -> (u16, &'static str, String) {
    let headers: Vec<String> = head
        .headers
        .iter()
        .map(|(name, value)| format!("{name}: {}", String::from_utf8_lossy(value.as_bytes())))
        .collect();
    let body = serde_json::from_str(body).unwrap_or_else(|_| json!(body));
    let told = json!({"url": head.uri.to_string(), "headers": headers, "body": body});
    (200, JSON, told.to_string())
}

fn record(folder: &Folder) -> Recorder {
    Cassette::record(folder.path(), server(echo))
}

/// Asserts that nothing of what is secret is in the file, and that the cassette still responds to the same requests with other secrets.
fn assert_hidden(folder: &Folder, secrets: &[&str]) {
    let text = folder.text();
    for secret in secrets {
        assert!(!text.contains(secret), "{secret} is in\n{text}");
    }
}

async fn get(client: &Client) {
    client.get_pet("7").await.expect("an echo");
}

#[tokio::test]
async fn what_security_schemes_carry_is_not_written() {
    for credential in [
        Credential::header("x-api-key", "hunter2 & more"),
        Credential::query("code", "hunter2 & more"),
        Credential::cookie("session", "hunter2 & more"),
        Credential::basic("tom", "hunter2 & more"),
        Credential::bearer("hunter2 & more"),
        Credential::bearer_source(|| async { Ok("hunter2 & more".into()) }),
    ] {
        for scheme in ["key", "oauth"] {
            let folder = Folder::new();
            let cassette = record(&folder).build().expect("a cassette");
            get(&client(cassette.clone(), &[(scheme, credential.clone())])).await;
            cassette.save().expect("a file");
            assert_hidden(&folder, &["hunter2", "dG9tOmh1bnRlcjIgJiBtb3Jl"]);
            assert!(folder.text().contains("[redacted]"));
        }
    }
}

#[tokio::test]
async fn a_request_with_another_credential_is_the_same() {
    let folder = Folder::new();
    let cassette = record(&folder).build().expect("a cassette");
    get(&client(
        cassette.clone(),
        &[("query", Credential::query("code", "hunter2"))],
    ))
    .await;
    cassette.save().expect("a file");
    get(&client(
        folder.replay(),
        &[("query", Credential::query("code", "any"))],
    ))
    .await;
}

#[tokio::test]
async fn tokens_and_what_they_are_had_by_are_not_written() {
    let folder = Folder::new();
    let api = server(|head, body| {
        match head.uri.path() {
        "/v1/token" | "/token" => (
            200,
            JSON,
            r#"{"access_token":"access-1","refresh_token":"refresh-1","token_type":"bearer","id_token":"id-1"}"#.to_owned(),
        ),
        _ => echo(head, body),
    }
    });
    let cassette = Cassette::record(folder.path(), api).build().expect("a cassette");
    get(&client_with_tokens(cassette.clone(), "s:cr&t")).await;
    cassette.save().expect("a file");
    assert_hidden(
        &folder,
        &["s:cr&t", "s%3Acr%26t", "access-1", "refresh-1", "id-1"],
    );
    get(&client_with_tokens(folder.replay(), "another")).await;
}

const DOCUMENT: &str = r##"{
    "openapi": "3.1.0",
    "paths": {
        "/pets": {
            "post": {
                "operationId": "addPet",
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/NewPet"}}}},
                "responses": {"200": {"content": {"application/json": {"schema": {
                    "properties": {"body": {"$ref": "#/components/schemas/NewPet"}}
                }}}}}
            },
            "get": {
                "parameters": [{"name": "pin", "in": "query", "schema": {"type": "string", "format": "password"}}]
            }
        }
    },
    "components": {"schemas": {
        "Door": {"type": "string", "format": "password"},
        "NewPet": {"allOf": [
            {"properties": {"chip": {"writeOnly": true, "type": "object"}}},
            {"oneOf": [{"properties": {"doors": {"type": "array", "items": {"$ref": "#/components/schemas/Door"}}}}]}
        ], "properties": {"parent": {"$ref": "#/components/schemas/NewPet"}, "name": {"type": "string"}}}
    }}
}"##;

#[tokio::test]
async fn what_the_document_calls_secret_is_not_written_in_either_direction() {
    let folder = Folder::new();
    let cassette = record(&folder).document(DOCUMENT).build().expect("a cassette");
    let pets = client(cassette.clone(), &[]);
    let pet = json!({
        "name": "Tom",
        "doors": ["door-one", "door-two"],
        "parent": {"chip": {"id": "chip-of-parent", "count": 123_456}},
    });
    pets.add_pet(&pet).await.expect("an echo");
    pets.list_pets(&[("pin", "pin-of-mine"), ("limit", "10")])
        .await
        .expect("an echo");
    cassette.save().expect("a file");
    assert_hidden(
        &folder,
        &["door-one", "door-two", "chip-of-parent", "123456", "pin-of-mine"],
    );
    assert!(folder.text().contains("\"Tom\"") && folder.text().contains("\"10\""));
    let pets = client(folder.replay(), &[]);
    let other = json!({
        "name": "Tom",
        "doors": ["others", "two"],
        "parent": {"chip": {"id": "x", "count": 1}},
    });
    let echoed = pets.add_pet(&other).await.expect("an echo");
    assert_eq!(echoed["body"]["doors"], json!(["[redacted]", "[redacted]"]));
    assert_eq!(echoed["body"]["parent"]["chip"]["count"], 0);
}

#[tokio::test]
async fn what_the_user_names_is_not_written_wherever_it_is() {
    let folder = Folder::new();
    let cassette = record(&folder)
        .redact("$..email")
        .redact("ID")
        .redact("$.body.phones[1]")
        .build()
        .expect("a cassette");
    let pets = client(cassette.clone(), &[]);
    pets.add_pet(&json!({"email": "tom@example.org", "note": "write to tom@example.org", "phones": ["+41-1", "+41-2"]}))
        .await
        .expect("an echo");
    pets.get_pet("pet-777").await.expect("an echo");
    pets.add_form(&json!({"email": "tim@example.org", "password": "hunter2", "other": "kept"}))
        .await
        .expect("an echo");
    cassette.save().expect("a file");
    let text = folder.text();
    assert_hidden(
        &folder,
        &["tom@example", "tim@example", "pet-777", "hunter2", "+41-2"],
    );
    assert!(
        text.contains("kept") && text.contains("/v1/pets/[redacted]"),
        "{text}"
    );
    let pets = client(folder.replay(), &[]);
    pets.get_pet("pet-888").await.expect("an echo");
    pets.add_form(&json!({"email": "x", "password": "y", "other": "kept"}))
        .await
        .expect("an echo");
}

#[tokio::test]
async fn what_is_escaped_otherwise_than_by_the_client_is_not_written() {
    let folder = Folder::new();
    let escaped = [
        "tom+x@me%2Eorg/a%20b",
        "tom%2bx@me.org/a+b",
        "tom%2Bx%40me.org%2fa b",
    ];
    let api = server(move |_, _| (200, JSON, json!({ "told": escaped }).to_string()));
    let cassette = Cassette::record(folder.path(), api)
        .redact("email")
        .build()
        .expect("a cassette");
    let pet = json!({"email": "tom+x@me.org/a b"});
    client(cassette.clone(), &[])
        .add_pet(&pet)
        .await
        .expect("an echo");
    cassette.save().expect("a file");
    assert_hidden(&folder, &["tom", "me%2Eorg", "me.org"]);
}

#[tokio::test]
async fn a_body_that_is_no_text_and_has_a_secret_is_not_written() {
    let folder = Folder::new();
    let cassette = record(&folder).build().expect("a cassette");
    let pets = client(
        cassette.clone(),
        &[("key", Credential::header("x-api-key", "hunter2"))],
    );
    pets.add_file("x", b"\xffhunter2").await.expect("an echo");
    let error = cassette.save().expect_err("a secret").to_string();
    assert!(
        error.contains("recording 1: a body that is no text has a secret; nothing is written"),
        "{error}"
    );
    assert!(!folder.path().exists());
}

#[test]
fn what_is_no_rule_or_no_document_is_an_error_before_anything_is_recorded() {
    let folder = Folder::new();
    for (recorder, message) in [
        (
            record(&folder).redact("$[?@.a]"),
            r#""$[?@.a]" does not say what to redact: expected *, an index"#,
        ),
        (
            record(&folder).redact(""),
            "expected a name, or a path that begins with $",
        ),
        (
            record(&folder).document("openapi: 3.1.0"),
            "the document of a cassette: expected JSON",
        ),
        (
            record(&folder).document("{\"swagger\":\"2.0\"}"),
            "expected a document of OpenAPI 3",
        ),
    ] {
        let error = recorder.build().expect_err("an error").to_string();
        assert!(error.contains(message), "{error}");
    }
}
