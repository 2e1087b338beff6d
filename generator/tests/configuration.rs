//! The command with a configuration.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
servers: [{ url: "https://pets.example" }]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string } }
      responses:
        "200":
          description: The pet
          content: { application/json: { schema: { $ref: "#/components/schemas/Pet" } } }
  /owners:
    get:
      operationId: listOwners
      tags: [owners]
      responses: { "204": { description: None } }
components:
  schemas:
    Pet:
      type: object
      properties: { name: { type: string, nulable: true }, born: { type: string, format: date-time } }
"##;

/// A folder with `spec/pets.yaml` and, if there is any, `specwright.toml`.
fn folder(configuration: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir(folder.path().join("spec")).expect("a folder");
    fs::write(folder.path().join("spec/pets.yaml"), DOCUMENT).expect("a file");
    if !configuration.is_empty() {
        fs::write(folder.path().join("specwright.toml"), configuration).expect("a file");
    }
    folder
}

fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(arguments)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .output()
        .expect("the command runs")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

const TWO_CLIENTS: &str = r#"
[clients.pets]
document = "spec/pets.yaml"
crate = "crates/pets"
include = { tags = ["pets"] }
formats = { date-time = "string" }

[clients.owners]
document = "spec/pets.yaml"
include = { tags = ["owners"] }
"#;

#[test]
fn generate_without_a_document_makes_the_crates_of_the_configuration() {
    let folder = folder(TWO_CLIENTS);
    let output = specwright(folder.path(), &["generate"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("pets in crates/pets: 1 operations"),
        "{}",
        stderr(&output)
    );
    assert!(
        stderr(&output).contains("owners: neither `crate` nor `into` is set, so a build script makes it"),
        "{}",
        stderr(&output)
    );
    let lib = fs::read_to_string(folder.path().join("crates/pets/src/lib.rs")).expect("a library");
    assert!(
        lib.contains("get_pet") && lib.contains("pub born: Option<String>") && !lib.contains("list_owners")
    );
    assert_eq!(
        specwright(folder.path(), &["generate", "--check"]).status.code(),
        Some(0)
    );

    let one = specwright(
        folder.path(),
        &[
            "generate", "--client", "owners", "--out", "owners", "--name", "people",
        ],
    );
    assert_eq!(one.status.code(), Some(0), "{}", stderr(&one));
    let manifest = fs::read_to_string(folder.path().join("owners/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"people\""));

    let both = specwright(folder.path(), &["generate", "--out", "both"]);
    assert_eq!(both.status.code(), Some(2));
}

#[test]
fn options_add_to_the_configuration() {
    let folder = folder(TWO_CLIENTS);
    let arguments = ["inspect", "--client", "pets", "--json", "--tag", "owners"];
    let output = specwright(folder.path(), &arguments);
    let json: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(json["operations"].as_array().map(Vec::len), Some(2));
}

#[test]
fn a_named_document_takes_settings_only_where_they_are_asked_for() {
    let folder = folder(TWO_CLIENTS);
    let operations = |arguments: &[&str]| -> usize {
        let arguments = [&["inspect", "spec/pets.yaml", "--json"], arguments].concat();
        let json: serde_json::Value =
            serde_json::from_str(&stdout(&specwright(folder.path(), &arguments))).expect("JSON");
        json["operations"].as_array().expect("operations").len()
    };
    assert_eq!(operations(&[]), 2);
    assert_eq!(operations(&["--client", "pets"]), 1);

    let arguments = ["diff", "spec/pets.yaml", "spec/pets.yaml", "--client", "pets"];
    assert_eq!(specwright(folder.path(), &arguments).status.code(), Some(0));
    let which = ["check", "spec/pets.yaml", "--config", "specwright.toml"];
    let output = specwright(folder.path(), &which);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("which client's settings are meant?"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn without_a_document_or_a_configuration_there_is_nothing_to_do() {
    let folder = folder("");
    let output = specwright(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("run `specwright init DOCUMENT`, which writes one"),
        "{}",
        stderr(&output)
    );
    let output = specwright(folder.path(), &["check", "--config", "other.toml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("no such file `other.toml`"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn init_writes_a_configuration_once() {
    let folder = folder("");
    let output = specwright(folder.path(), &["init", "spec/pets.yaml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = fs::read_to_string(folder.path().join("specwright.toml")).expect("a file");
    assert!(
        text.contains("[clients.pets]\ndocument = \"spec/pets.yaml\"\n"),
        "{text}"
    );
    assert!(text.contains("# Tags: owners (1), pets (1).\n"), "{text}");
    assert!(text.contains("# Formats: date-time (1).\n"), "{text}");
    assert_eq!(specwright(folder.path(), &["check"]).status.code(), Some(0));

    fs::write(folder.path().join("specwright.toml"), "mine").expect("a file");
    let output = specwright(folder.path(), &["init", "spec/pets.yaml"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("specwright.toml is there already; --force writes over it"));
    assert_eq!(
        fs::read_to_string(folder.path().join("specwright.toml")).expect("a file"),
        "mine"
    );
    let output = specwright(folder.path(), &["init", "spec/pets.yaml", "--force"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn a_bad_configuration_is_drawn_with_its_lines() {
    let folder = folder(
        "[clients.pets]\ndocument = \"../pets.yaml\"\nkeep-offset = true\nsafe = \"searchPets\"\n\n\
         [clients.pets.allow]\nunknown-feild = \"#\"\n\n[clients.pets.paginate]\nlistPets = \"cursor after\"\n",
    );
    let output = specwright(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stderr(&output));
    fs::write(folder.path().join("specwright.toml"), "[clients.pets\n").expect("a file");
    insta::assert_snapshot!(stderr(&specwright(folder.path(), &["check"])));
}

#[test]
fn a_name_of_the_configuration_that_can_not_be_is_drawn_where_it_stands() {
    let folder = folder(
        "[clients.pets]\ndocument = \"spec/pets.yaml\"\n\n[clients.pets.rename]\ngetPets = \"pet\"\n\
         \"#/components/schemas/Pet/properties/name\" = \"born\"\n",
    );
    let output = specwright(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stderr(&output));
}

#[test]
fn paths_lead_out_of_the_folder_only_if_it_is_allowed() {
    let folder = folder("");
    let inner = folder.path().join("crates/pets");
    fs::create_dir_all(&inner).expect("a folder");
    let configuration = "[clients.pets]\ndocument = \"../../spec/pets.yaml\"\n";
    fs::write(inner.join("specwright.toml"), configuration).expect("a file");
    let output = specwright(&inner, &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("leads out of the package"),
        "{}",
        stderr(&output)
    );
    let output = specwright(&inner, &["check", "--config-root", "../.."]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn warnings_are_silenced_or_made_errors() {
    let folder = folder("");
    let check =
        |arguments: &[&str]| specwright(folder.path(), &[&["check", "spec/pets.yaml"], arguments].concat());
    let plain = check(&[]);
    assert_eq!(plain.status.code(), Some(0));
    assert!(stderr(&plain).contains("unknown-field"), "{}", stderr(&plain));

    let allowed = check(&["--allow", "unknown-field=#/components/schemas/P*"]);
    assert_eq!(
        (allowed.status.code(), stderr(&allowed).as_str()),
        (Some(0), "nothing is wrong\n")
    );
    let elsewhere = check(&["--allow", "unknown-field=#/paths"]);
    assert!(stderr(&elsewhere).contains("unknown-field") && stderr(&elsewhere).contains("unused-allow"));
    assert_eq!(check(&["--deny", "unknown-field"]).status.code(), Some(1));
    assert_eq!(
        check(&["--deny", "*", "--warn", "unknown-field"]).status.code(),
        Some(0)
    );
    assert_eq!(check(&["--deny", "unknown-feild"]).status.code(), Some(2));

    let generate = ["generate", "spec/pets.yaml", "--out", "client", "--deny", "*"];
    let denied = specwright(folder.path(), &generate);
    assert_eq!(denied.status.code(), Some(1));
    assert!(
        stderr(&denied).contains("is denied by the settings"),
        "{}",
        stderr(&denied)
    );
    assert!(!folder.path().join("client").exists());
}

#[test]
fn an_allow_of_the_configuration_that_silences_nothing_is_shown_where_it_stands() {
    let folder = folder(
        "[clients.pets]\ndocument = \"spec/pets.yaml\"\n\n[clients.pets.allow]\nunknown-field = \"#\"\nnull-value = \"#/components\"\n",
    );
    let output = specwright(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(stderr(&output));
}

#[test]
fn inspect_shows_first_what_is_on_one_screen() {
    let folder = folder("");
    let output = specwright(folder.path(), &["inspect", "spec/pets.yaml"]);
    insta::assert_snapshot!(stdout(&output));
    let output = specwright(folder.path(), &["inspect", "spec/pets.yaml", "--tag", "owners"]);
    assert!(
        stdout(&output).contains("1 operation, 0 types"),
        "{}",
        stdout(&output)
    );
}

#[test]
fn config_schema_is_json() {
    let folder = folder("");
    let schema: serde_json::Value =
        serde_json::from_str(&stdout(&specwright(folder.path(), &["config-schema"]))).expect("JSON");
    let settings = &schema["properties"]["clients"]["additionalProperties"]["properties"];
    assert_eq!(settings["keep-offsets"]["type"], "boolean");
}

#[test]
fn each_option_of_the_list_is_one_of_the_command() {
    let folder = folder("");
    let help = stdout(&specwright(folder.path(), &["generate", "--help"]));
    for setting in specwright::configuration::settings() {
        let Some(flag) = setting.flag else { continue };
        assert!(
            help.contains(&format!("--{flag}")),
            "--{flag} is no option of `generate`"
        );
    }
}

#[test]
fn a_setting_that_names_what_the_document_lacks_is_drawn_where_it_stands() {
    for (line, column) in [
        ("include = { operations = [\"nothing\"] }", 27),
        ("exclude = { tags = [\"nothing\"] }", 21),
        ("include = { paths = [\"/nothing\"] }", 22),
        ("safe = [\"nothing\"]", 9),
        ("stream = [\"nothing\"]", 11),
        ("idempotency-key = { nothing = \"Key\" }", 21),
        ("paginate = { nothing = \"link\" }", 14),
        ("accept-missing = [\"#/components/schemas/Nothing\"]", 19),
        ("rename = { nothing = \"something\" }", 12),
    ] {
        let folder = folder(&format!(
            "[clients.pets]\ndocument = \"spec/pets.yaml\"\n{line}\n"
        ));
        let output = specwright(folder.path(), &["check"]);
        assert_eq!(output.status.code(), Some(1), "{line}: {}", stderr(&output));
        let place = format!("specwright.toml:3:{column}]");
        assert!(stderr(&output).contains(&place), "{line}:\n{}", stderr(&output));
    }
}

#[test]
fn all_commands_know_the_names_that_the_lock_keeps() {
    let folder = folder("[clients.zoo]\ndocument = \"spec/pets.yaml\"\nlock = \"specwright.lock\"\n");
    assert!(specwright(folder.path(), &["lock"]).status.success());
    let lock = folder.path().join("specwright.lock");
    let text = fs::read_to_string(&lock).expect("the lock");
    let kept = text.replacen("schema Pet = Pet", "schema Pet = Animal", 1);
    assert_ne!(kept, text);
    fs::write(&lock, kept).expect("a file");

    assert!(specwright(folder.path(), &["lock", "--check"]).status.success());
    for arguments in [&["check"][..], &["check", "--client", "zoo"]] {
        let output = specwright(folder.path(), arguments);
        assert!(!stderr(&output).contains("stale-lock"), "{}", stderr(&output));
    }
    let output = specwright(folder.path(), &["inspect", "--details"]);
    assert!(stdout(&output).contains("struct Animal"), "{}", stdout(&output));

    // Another name in a new document is the type that the lock keeps: nothing changes for programs.
    let document = folder.path().join("spec/pets.yaml");
    let diff = |new: &str| {
        fs::write(folder.path().join("new.yaml"), new).expect("a file");
        let output = specwright(
            folder.path(),
            &["diff", "spec/pets.yaml", "new.yaml", "--client", "zoo"],
        );
        stdout(&output) + &stderr(&output)
    };
    let text = fs::read_to_string(document).expect("the document");
    assert!(!diff(&text).contains("stale-lock"));
}
