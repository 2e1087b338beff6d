//! `specwright cassette check`: which recordings no longer fit a document, and which no test used.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: https://pets.example.com/v1 }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses:
        "200": { description: The pet, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
  /pets:
    post:
      operationId: addPet
      requestBody: { required: true, content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } } }
      responses: { "201": { description: Added } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties:
        name: { type: string, maxLength: 10 }
        pin: { type: integer, writeOnly: true }
"##;

const CASSETTE: &str = r##"{
  "specwright_cassette": 1,
  "recordings": [
    {
      "operation": "getPet",
      "request": {"method": "GET", "path": "/v1/pets/7"},
      "response": {"status": 200, "headers": [["content-type", "application/json"]], "json": {"name": "Tom"}}
    },
    {
      "operation": "addPet",
      "request": {"method": "POST", "path": "/v1/pets", "headers": [["content-type", "application/json"]],
        "json": {"name": "Tom", "pin": "[redacted]"}},
      "response": {"status": 201}
    },
    {
      "operation": null,
      "request": {"method": "POST", "path": "/token"},
      "response": {"status": 200}
    }
  ]
}"##;

fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

fn folder(document: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("pets.yaml"), document).expect("a file");
    fs::write(folder.path().join("pets.json"), CASSETTE).expect("a file");
    folder
}

/// What the command says, and its exit code.
fn check(folder: &tempfile::TempDir, further: &[&str]) -> (String, Option<i32>) {
    let mut arguments = vec!["cassette", "check", "pets.json", "--document", "pets.yaml"];
    arguments.extend(further);
    let output = specwright(folder.path(), &arguments);
    (
        String::from_utf8_lossy(&output.stderr).into_owned(),
        output.status.code(),
    )
}

#[test]
fn recordings_that_fit_are_well_and_what_is_redacted_fits() {
    let (said, code) = check(&folder(DOCUMENT), &[]);
    assert!(
        said.contains("3 recordings; 0 things do not fit; 0 recordings were never used"),
        "{said}"
    );
    assert_eq!(code, Some(0), "{said}");
}

#[test]
fn a_new_document_says_which_recordings_no_longer_fit_it() {
    for (old, new, said) in [
        (
            "required: [name]",
            "required: [name, age]",
            "pets.json: recording 1, getPet (GET /v1/pets/7): the response is not valid at $: \"age\" is a required property",
        ),
        (
            "maxLength: 10",
            "maxLength: 2",
            "recording 2, addPet (POST /v1/pets): the request is not valid at $.name: \"Tom\" is longer than 2 characters",
        ),
        (
            "/pets/{id}",
            "/animals/{id}",
            "recording 1, getPet (GET /v1/pets/7): the document has no such operation",
        ),
        (
            "\"200\"",
            "\"203\"",
            "recording 1, getPet (GET /v1/pets/7): the document describes no response of status 200",
        ),
        (
            "content: { application/json: { schema: { $ref: \"#/components/schemas/Pet\" } } } }\n  /pets",
            "content: { text/plain: {} } }\n  /pets",
            "the response is of the media type \"application/json\", and the document describes text/plain",
        ),
        (
            "requestBody: { required: true, content: { application/json: { schema: { $ref: \"#/components/schemas/Pet\" } } } }\n",
            "\n",
            "recording 2, addPet (POST /v1/pets): the request has a body, and the document describes none",
        ),
        (
            "in: path, required: true, schema: { type: string } }]",
            "in: path, required: true, schema: { type: string } }, { name: q, in: query, required: true, schema: { type: string } }]",
            "recording 1, getPet (GET /v1/pets/7): the request lacks the parameter \"q\" of the query, which is required",
        ),
    ] {
        let changed = DOCUMENT.replace(old, new);
        assert_ne!(changed, DOCUMENT, "{old}");
        let (told, code) = check(&folder(&changed), &[]);
        assert!(told.contains(said), "{said}\nis not in\n{told}");
        assert_eq!(code, Some(1));
    }
}

#[test]
fn recordings_that_no_test_used_are_told_by_the_logs() {
    let folder = folder(DOCUMENT);
    let path = folder.path().join("pets.json");
    let recordings = specwright_runtime::cassette::read(&path).expect("a cassette");
    let line = |index: usize, digest: &str| {
        let cassette = fs::canonicalize(&path).expect("a path");
        format!(
            "{{\"cassette\":{:?},\"recording\":{},\"digest\":{digest:?}}}\n",
            cassette,
            index + 1
        )
    };
    let digest = |index: usize| specwright_runtime::cassette::digest(&recordings[index]);
    // The second was another one when it was used.
    let log = line(0, &digest(0)) + &line(1, "0000000000000000") + &line(2, &digest(2));
    fs::write(folder.path().join("uses.jsonl"), log).expect("a file");
    let (said, code) = check(&folder, &["--uses", "uses.jsonl"]);
    assert!(
        said.contains("pets.json: recording 2, addPet (POST /v1/pets): never used"),
        "{said}"
    );
    assert!(
        said.contains("0 things do not fit; 1 recordings were never used"),
        "{said}"
    );
    assert_eq!(code, Some(1));
}

#[test]
fn files_that_are_none_say_so() {
    let folder = folder(DOCUMENT);
    fs::write(folder.path().join("uses.jsonl"), "{}\n").expect("a file");
    let (said, code) = check(&folder, &["--uses", "uses.jsonl"]);
    assert!(
        said.contains("uses.jsonl") && said.contains("expected a line of a log of uses"),
        "{said}"
    );
    assert_eq!(code, Some(1));
    #[cfg(unix)]
    for name in ["zero", "pipe"] {
        let place = folder.path().join(name);
        match name {
            "zero" => std::os::unix::fs::symlink("/dev/zero", place).expect("a link"),
            _ => assert!(
                Command::new("mkfifo")
                    .arg(place)
                    .status()
                    .expect("mkfifo runs")
                    .success()
            ),
        }
        for arguments in [&[name][..], &["--uses", name]] {
            let (said, code) = check(&folder, arguments);
            assert!(
                said.contains(&format!("can't read {name}: it is a folder, a device or a pipe")),
                "{said}"
            );
            assert_eq!(code, Some(1));
        }
    }
    fs::write(folder.path().join("pets.json"), "{}").expect("a file");
    let (said, code) = check(&folder, &[]);
    assert!(said.contains("pets.json: expected a cassette"), "{said}");
    assert_eq!(code, Some(1));
}
