//! `specwright learn`, where an overlay is there already.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::json;

const DOCUMENT: &str = "openapi: 3.1.0
info: {title: Pets, version: '1'}
servers: [{url: 'https://api.example.com'}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
components:
  schemas:
    Pet: {type: object, properties: {name: {type: string}, owner: {type: string}}}
";

const FIXES: &str = "fixes.overlay.yaml";

struct Case(tempfile::TempDir);

impl Case {
    fn new() -> Self {
        let case = Self(tempfile::tempdir().expect("a folder"));
        case.write("pets.yaml", DOCUMENT);
        case
    }

    fn path(&self, file: &str) -> std::path::PathBuf {
        self.0.path().join(file)
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.path(file), text).expect("a file");
    }

    fn fixes(&self) -> String {
        fs::read_to_string(self.path(FIXES)).unwrap_or_default()
    }

    /// Runs `learn` on a body that was seen three times, and returns the exit code and what it said.
    fn learn(&self, body: &str, arguments: &[&str]) -> (Option<i32>, String) {
        let entry = json!({
            "startedDateTime": "2026-01-01T00:00:00Z",
            "request": { "method": "GET", "url": "https://api.example.com/pets/1", "headers": [] },
            "response": { "status": 200, "content": { "size": 1, "mimeType": "application/json", "text": body } }
        });
        let har = json!({ "log": { "version": "1.2", "entries": [entry, entry, entry] } });
        self.write("traffic.har", &har.to_string());
        let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
            .args(["learn", "traffic.har", "--document", "pets.yaml", "--out", FIXES])
            .args(arguments)
            .current_dir(Path::new(self.0.path()))
            .output()
            .expect("the command runs");
        let said = String::from_utf8(output.stderr).expect("text");
        (output.status.code(), said)
    }
}

const NAME_IS_NULL: &str = r#"{"name": null, "owner": "planted"}"#;
const OWNER_IS_NULL: &str = r#"{"name": null, "owner": null}"#;

#[test]
fn a_second_round_is_added_to_the_overlay_of_the_first() {
    let case = Case::new();
    let (code, said) = case.learn(NAME_IS_NULL, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(
        said,
        "fixes.overlay.yaml: 2 actions from 3 responses; 0 things are only told; written\n"
    );
    let first = case.fixes();

    let (code, said) = case.learn(OWNER_IS_NULL, &["--overlay", FIXES]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.ends_with("; added\n"), "{said}");
    let second = case.fixes();
    assert!(
        second.starts_with(&first) && second.len() > first.len(),
        "{second}"
    );
    assert!(second.contains("properties.owner"), "{second}");

    let (code, said) = case.learn(OWNER_IS_NULL, &["--overlay", FIXES]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.ends_with("0 actions from 3 responses; 0 things are only told; up to date\n"),
        "{said}"
    );
    assert_eq!(case.fixes(), second);
}

#[test]
fn an_overlay_whose_actions_would_be_lost_is_kept() {
    let case = Case::new();
    case.learn(NAME_IS_NULL, &[]);
    let first = case.fixes();
    let other = r#"{"name": "planted", "owner": null}"#;
    let (code, said) = case.learn(other, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("error: 2 of the 2 actions in the present `fixes.overlay.yaml` would be lost; nothing was written\n  = help: `--overlay fixes.overlay.yaml`"),
        "{said}"
    );
    assert_eq!(case.fixes(), first);

    let (code, said) = case.learn(other, &["--force"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(!case.fixes().contains("properties.name"), "{}", case.fixes());
}

#[test]
fn the_same_and_more_is_written_over_it() {
    let case = Case::new();
    case.learn(NAME_IS_NULL, &[]);
    let (code, said) = case.learn(OWNER_IS_NULL, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.ends_with("; written\n"), "{said}");
}

#[test]
fn a_file_that_is_no_overlay_is_kept() {
    let case = Case::new();
    case.write(FIXES, "notes of mine\n");
    let (code, said) = case.learn(NAME_IS_NULL, &[]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("error: `fixes.overlay.yaml` is there, and is no overlay; nothing was written"),
        "{said}"
    );
    assert_eq!(case.fixes(), "notes of mine\n");
}

#[test]
fn actions_are_added_to_no_overlay_but_the_last() {
    let case = Case::new();
    case.learn(NAME_IS_NULL, &[]);
    case.write("later.overlay.yaml", &case.fixes());
    let (code, said) = case.learn(
        OWNER_IS_NULL,
        &["--overlay", FIXES, "--overlay", "later.overlay.yaml"],
    );
    assert_eq!(code, Some(2), "{said}");
    assert!(said.contains("`fixes.overlay.yaml` is not the last"), "{said}");
}

#[test]
fn an_overlay_that_nothing_can_be_added_to_is_kept() {
    let case = Case::new();
    let text = "overlay: 1.0.0\ninfo: {title: Ours, version: '1'}\nactions: [{target: $.info, update: {title: Ours}}]\n";
    case.write(FIXES, text);
    let (code, said) = case.learn(NAME_IS_NULL, &["--overlay", FIXES]);
    assert_eq!(code, Some(1), "{said}");
    assert!(
        said.contains("expected an overlay in YAML that ends with its list `actions`"),
        "{said}"
    );
    assert_eq!(case.fixes(), text);
}

#[test]
fn no_file_is_written_where_the_document_says_it_all() {
    let case = Case::new();
    let right = r#"{"name": "planted", "owner": "planted"}"#;
    let (code, said) = case.learn(right, &[]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.ends_with("; nothing is written: an overlay has at least one action\n"),
        "{said}"
    );
    assert!(!case.path(FIXES).exists());

    // An overlay that is there stays as it is.
    case.learn(NAME_IS_NULL, &[]);
    let first = case.fixes();
    let (code, said) = case.learn(right, &["--force"]);
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(case.fixes(), first);
}
