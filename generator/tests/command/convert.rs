//! Documents that `specwright convert` and `specwright overlay apply` print.

use std::fs;

use super::{DOCUMENT, folder, specwright, stderr, stdout};

#[test]
fn convert_writes_the_document_of_openapi_3_0_to_standard_output_or_to_a_file() {
    let folder = folder(&DOCUMENT.replace("3.0.3", "3.1.0"));
    let output = specwright(folder.path(), &["convert", "pets.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stdout(&output).starts_with("openapi: 3.0.4\n"));
    let output = specwright(folder.path(), &["convert", "pets.yaml", "--format", "json"]);
    assert!(stdout(&output).starts_with("{\n  \"openapi\": \"3.0.4\",\n"));

    let output = specwright(
        folder.path(),
        &["convert", "pets.yaml", "--out", "made/pets.json"],
    );
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(stdout(&output), "");
    assert!(stderr(&output).ends_with("made/pets.json: OpenAPI 3.0.4, 1 operations, 1 schemas; written\n"));
    let json = fs::read_to_string(folder.path().join("made/pets.json")).expect("a file");
    assert!(json.starts_with("{\n"));
}

#[test]
fn convert_of_a_document_with_errors_writes_nothing() {
    let folder = folder("openapi: 9.0.0\n");
    let output = specwright(folder.path(), &["convert", "pets.yaml", "--out", "made.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("unknown-version"), "{}", stderr(&output));
    assert!(!folder.path().join("made.yaml").exists());
}

#[test]
fn convert_never_writes_over_the_document() {
    let folder = folder(DOCUMENT);
    let output = specwright(folder.path(), &["convert", "pets.yaml", "--out", "pets.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("error: pets.yaml is a file of the document itself"));
    assert_eq!(
        fs::read_to_string(folder.path().join("pets.yaml")).expect("a file"),
        DOCUMENT
    );
}

const FIXES: &str = "\
overlay: 1.1.0
info: { title: Fixes, version: 1.0.0 }
actions:
  - target: $.components.schemas.Pet.properties
    update: { nickname: { type: string } }
  - target: $.info.title
    update: Pets
";

#[test]
fn overlay_apply_prints_the_document_that_overlays_leave() {
    let folder = folder(
        "openapi: 3.0.3 # The version\ninfo:\n  title: Pets\n  x-rate: 1.50\ncomponents: {schemas: {Pet: {properties: {}}}}\n",
    );
    fs::write(folder.path().join("fixes.yaml"), FIXES).expect("a file");
    let output = specwright(folder.path(), &["overlay", "apply", "pets.yaml", "fixes.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let effective = "\
openapi: 3.0.3
info:
  title: Pets
  x-rate: 1.50
components:
  schemas:
    Pet:
      properties:
        nickname:
          type: string
";
    assert_eq!(stdout(&output), effective);
    assert!(stderr(&output).contains("unneeded-action"), "{}", stderr(&output));

    let strict = [
        "overlay",
        "apply",
        "pets.yaml",
        "fixes.yaml",
        "--strict",
        "--out",
        "out.yaml",
    ];
    let output = specwright(folder.path(), &strict);
    assert_eq!(output.status.code(), Some(1));
    assert!(!folder.path().join("out.yaml").exists());

    let output = specwright(
        folder.path(),
        &strict[..4]
            .iter()
            .chain(&strict[5..])
            .copied()
            .collect::<Vec<_>>(),
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let written = fs::read_to_string(folder.path().join("out.yaml")).expect("a file");
    assert_eq!(written, effective);

    let over = specwright(
        folder.path(),
        &[
            "overlay",
            "apply",
            "pets.yaml",
            "fixes.yaml",
            "--out",
            "fixes.yaml",
        ],
    );
    assert_eq!(over.status.code(), Some(1));
    assert_eq!(
        fs::read_to_string(folder.path().join("fixes.yaml")).expect("a file"),
        FIXES
    );
}

#[test]
fn all_commands_take_overlays() {
    let folder = folder(DOCUMENT);
    fs::write(folder.path().join("fixes.yaml"), FIXES).expect("a file");
    let overlay = ["--overlay", "fixes.yaml"];
    let with = |arguments: &[&str]| specwright(folder.path(), &[arguments, &overlay].concat());

    let output = with(&[
        "generate",
        "pets.yaml",
        "--out",
        "client",
        "--runtime-path",
        "runtime",
    ]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let lib = fs::read_to_string(folder.path().join("client/src/lib.rs")).expect("a library");
    assert!(lib.contains("pub nickname: Option<String>"));

    assert!(stdout(&with(&["inspect", "pets.yaml", "--details"])).contains("nickname"));
    assert!(stdout(&with(&["convert", "pets.yaml"])).contains("nickname"));
    let checked = with(&["check", "pets.yaml"]);
    assert_eq!(checked.status.code(), Some(0));
    assert!(
        stderr(&checked).contains("unneeded-action") && stderr(&checked).contains("fixes.yaml:7:5"),
        "{}",
        stderr(&checked)
    );
    for command in ["check", "convert"] {
        assert_eq!(
            with(&[command, "pets.yaml", "--strict-overlays"]).status.code(),
            Some(1)
        );
    }
    fs::write(
        folder.path().join("new.yaml"),
        DOCUMENT.replace("anything: {}", "nickname: { type: string }, anything: {}"),
    )
    .expect("a file");
    fs::write(folder.path().join("age.yaml"), FIXES.replace("nickname", "age")).expect("a file");
    let arguments = [
        "diff",
        "pets.yaml",
        "new.yaml",
        "--overlay",
        "age.yaml",
        "--format",
        "json",
    ];
    let changes = stdout(&specwright(folder.path(), &arguments));
    assert!(
        changes.contains("nickname") && !changes.contains("\"age\""),
        "{changes}"
    );
}
