//! The command, as a shell sees it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

mod convert;
mod generate;
mod selection;

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets/{id}:
    get:
      operationId: getPet
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
        - { name: fields, in: query, schema: { type: string } }
      responses:
        "200":
          description: The pet
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
components:
  schemas:
    Pet:
      type: object
      required: [name]
      properties: { name: { type: string }, anything: {} }
"##;

fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// A folder with the document `pets.yaml`.
fn folder(document: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("pets.yaml"), document).expect("a file");
    folder
}

#[test]
fn inspect_shows_the_client_to_a_person() {
    let folder = folder(DOCUMENT);
    let output = specwright(folder.path(), &["inspect", "pets.yaml", "--details"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn inspect_json_is_for_tools() {
    let folder = folder(DOCUMENT);
    let output = specwright(folder.path(), &["inspect", "pets.yaml", "--json"]);
    let model: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(model["operations"][0]["name"], "get_pet");
    assert_eq!(model["types"][0]["name"], "Pet");
}

#[test]
fn check_draws_warnings_with_their_lines_and_succeeds() {
    let folder = folder(&DOCUMENT.replace("schemas/Pet\"", "schemas/Pat\""));
    let output = specwright(folder.path(), &["check", "pets.yaml"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(stderr(&output));
}

#[test]
fn check_fails_with_errors() {
    let folder = folder(&DOCUMENT.replace("3.0.3", "9.0.0"));
    let output = specwright(folder.path(), &["check", "pets.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stderr(&output));
}

#[test]
fn check_in_json_says_the_same_to_programs() {
    let folder = folder(&DOCUMENT.replace("schemas/Pet\"", "schemas/Pat\""));
    let output = specwright(folder.path(), &["check", "pets.yaml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    let report: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(report["diagnostics"][0]["code"], "unresolved-reference");
    assert_eq!(report["diagnostics"][0]["line"], 14);
    assert_eq!(report["warnings"], 1);
}

#[test]
fn diff_says_what_a_new_document_does_and_exits_with_the_version_that_follows() {
    let folder = folder(DOCUMENT);
    let diff = |text: &str, arguments: &[&str]| {
        fs::write(folder.path().join("new.yaml"), text).expect("a file");
        specwright(
            folder.path(),
            &[&["diff", "pets.yaml", "new.yaml"], arguments].concat(),
        )
    };
    let same = diff(DOCUMENT, &[]);
    assert_eq!(same.status.code(), Some(0));
    assert_eq!(
        stdout(&same),
        "The clients are the same: no new version is needed\n"
    );
    let texts = DOCUMENT.replace("operationId:", "summary: A pet\n      operationId:");
    assert_eq!(diff(&texts, &[]).status.code(), Some(3));
    let grown = DOCUMENT.replace("anything: {}", "anything: {}, age: { type: integer }");
    let minor = diff(&grown, &[]);
    assert_eq!(minor.status.code(), Some(4));
    insta::assert_snapshot!(stdout(&minor));
    insta::assert_snapshot!(stdout(&diff(&grown, &["--format", "markdown"])));
    insta::assert_snapshot!(stdout(&diff(&grown, &["--format", "json"])));
    let gone = DOCUMENT.replace("get:", "put:");
    assert_eq!(diff(&gone, &[]).status.code(), Some(5));
    let broken = diff("openapi: 9", &[]);
    assert_eq!(broken.status.code(), Some(1));
    assert!(stderr(&broken).contains("new.yaml"), "{}", stderr(&broken));
}

#[test]
fn explain_knows_each_code_and_what_is_near_it() {
    let folder = folder(DOCUMENT);
    let list = stdout(&specwright(folder.path(), &["explain"]));
    let codes: Vec<&str> = list.lines().take_while(|line| !line.is_empty()).collect();
    assert!(codes.is_sorted() && codes.len() > 70, "{list}");
    let meaning = "tab-indentation              A tab stands in the indentation of a line, which YAML forbids, since nobody knows how wide it is.";
    assert!(codes.contains(&meaning), "{list}");
    assert_eq!(
        specwright(folder.path(), &["explain", "unresolved-reference"])
            .status
            .code(),
        Some(0)
    );
    let output = specwright(folder.path(), &["explain", "unresolvd-reference"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("did you mean `unresolved-reference`?"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_wrong_command_line_is_2() {
    let folder = folder(DOCUMENT);
    assert_eq!(
        specwright(folder.path(), &["generate", "pets.yaml"])
            .status
            .code(),
        Some(2)
    );
    assert_eq!(specwright(folder.path(), &[]).status.code(), Some(2));
}

#[test]
fn no_colour_where_there_is_no_terminal() {
    let folder = folder("openapi: 9.9.9\n");
    for arguments in [&["check", "pets.yaml"][..], &["--help"]] {
        let output = specwright(folder.path(), arguments);
        assert!(!stderr(&output).contains('\u{1b}') && !stdout(&output).contains('\u{1b}'));
    }
}

#[test]
fn errors_name_the_next_command() {
    let folder = folder(&DOCUMENT.replace("openapi: 3.0.3", "openapi: 9.0.0"));
    let says = |arguments: &[&str], command: &str| {
        let output = specwright(folder.path(), arguments);
        assert_ne!(output.status.code(), Some(0), "{arguments:?}");
        let said = stderr(&output);
        assert!(said.contains(command), "{arguments:?}: {said}");
    };
    let explain = "for more information about this error, run `specwright explain unknown-version`";
    says(&["check", "pets.yaml"], explain);
    says(&["generate", "pets.yaml", "--into", "src/api"], explain);
    says(&["explain", "unknown-versions"], "run `specwright explain`");
    says(&["check"], "run `specwright init DOCUMENT`");
    says(
        &["check", "https://example.com/pets.yaml"],
        "run `specwright vendor URL --into FOLDER`",
    );
    says(&["generate", "pets.yaml"], "`--into src/api`");
    fs::write(folder.path().join("good.yaml"), DOCUMENT).expect("a file");
    says(&["lock", "good.yaml"], "`--lock specwright.lock`");
    says(&["doctor"], "`specwright doctor FOLDER`");

    let client = |name: &str| format!("[clients.{name}]\ndocument = \"pets.yaml\"\n");
    let configuration = client("cats") + &client("dogs");
    fs::write(folder.path().join("specwright.toml"), configuration).expect("a file");
    says(
        &["generate", "--out", "client"],
        "add `--client cats` or `--client dogs`",
    );
    says(
        &["check", "pets.yaml", "--config", "specwright.toml"],
        "add `--client cats` or `--client dogs`",
    );
}
