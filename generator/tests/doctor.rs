//! `specwright doctor`, and what shells know of the command.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const MANIFEST: &str = r#"
[package]
name = "shop"
version = "0.1.0"
edition = "2024"

[dependencies]
specwright-runtime = "0.1"

[build-dependencies]
specwright = "0.1"
"#;

const LOCK: &str = r#"
version = 4

[[package]]
name = "specwright"
version = "0.1.0"

[[package]]
name = "specwright-runtime"
version = "0.1.3"
"#;

const BUILD: &str = r#"
fn main() -> Result<(), specwright::Error> {
    specwright::Generator::new("spec/pets.yaml").build_script()
}
"#;

const DOCUMENT: &str = r#"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      security: [{ oauth: [] }]
      responses:
        "200": { description: All, content: { application/json: { schema: { type: array, items: { type: string, format: uuid } } } } }
components:
  securitySchemes:
    oauth: { type: oauth2, flows: { clientCredentials: { tokenUrl: https://example.com/token, scopes: {} } } }
"#;

struct Crate(tempfile::TempDir);

impl Crate {
    /// A crate whose set-up is right but for what the document needs of features.
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().expect("a folder"));
        folder.write("Cargo.toml", MANIFEST);
        folder.write("Cargo.lock", LOCK);
        folder.write("build.rs", BUILD);
        folder.write("spec/pets.yaml", DOCUMENT);
        folder.write("src/lib.rs", "specwright_runtime::include_client!(\"pets\");\n");
        folder
    }

    /// A crate whose set-up is right.
    fn right() -> Self {
        let folder = Self::new();
        let with_feature = MANIFEST.replace(
            "specwright-runtime = \"0.1\"",
            "specwright-runtime = { version = \"0.1\", features = [\"oauth2\"] }",
        );
        folder.write("Cargo.toml", &with_feature);
        folder
    }

    fn write(&self, file: &str, text: &str) {
        let path = self.0.path().join(file);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.0.path().join(file)).expect("a file");
        assert!(text.contains(from), "{file} has no {from}");
        self.write(file, &text.replace(from, to));
    }

    fn doctor(&self) -> (Option<i32>, String) {
        let output = specwright(self.0.path(), &["doctor"]);
        let text = [output.stdout, output.stderr].concat();
        (output.status.code(), String::from_utf8(text).expect("text"))
    }

    /// Asserts that one thing is wrong, and which.
    #[track_caller]
    fn assert_wrong(&self, what: &str, help: &str) {
        let (code, text) = self.doctor();
        assert_eq!(code, Some(1), "{text}");
        assert!(text.contains(&format!("error: {what}")), "{text}");
        assert!(text.contains(&format!("  = help: {help}")), "{text}");
        assert!(text.ends_with("1 problem\n"), "{text}");
    }
}

fn specwright(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_specwright"));
    command
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the command runs")
}

#[test]
fn nothing_is_wrong_with_a_crate_that_is_set_up() {
    let (code, text) = Crate::right().doctor();
    assert_eq!(
        text,
        "ok: specwright 0.1.0 and specwright-runtime 0.1.3 belong together\n\
         ok: the client `pets` is made and included\n\
         nothing is wrong\n"
    );
    assert_eq!(code, Some(0));
}

#[test]
fn features_that_the_client_needs_are_named() {
    Crate::new().assert_wrong(
        "the client `pets` needs of `specwright-runtime` what is off: oauth2",
        "`cargo add specwright-runtime --features oauth2`",
    );
}

#[test]
fn a_dependency_that_is_missing_is_named() {
    let folder = Crate::right();
    folder.edit("Cargo.toml", "[build-dependencies]\nspecwright = \"0.1\"\n", "");
    folder.assert_wrong(
        "`specwright` is not in [build-dependencies]",
        "`cargo add --build specwright`",
    );
}

#[test]
fn versions_that_do_not_fit_are_told() {
    let folder = Crate::right();
    folder.edit("Cargo.lock", "0.1.3", "0.2.0");
    folder.assert_wrong(
        "specwright 0.1.0 makes clients that specwright-runtime 0.2.0 can't run",
        "`cargo update -p specwright-runtime`",
    );
}

#[test]
fn a_client_that_is_not_included_is_told() {
    let folder = Crate::right();
    folder.write("src/lib.rs", "");
    folder.assert_wrong(
        "the client `pets` is made, and no code of the crate includes it",
        "`mod pets { specwright_runtime::include_client!(\"pets\"); }`",
    );
}

#[test]
fn an_include_of_no_client_is_told() {
    let folder = Crate::right();
    folder.write(
        "src/lib.rs",
        "specwright_runtime::include_client!(\"pets\");\nmod b { specwright_runtime::include_client!(\"pest\"); }\n",
    );
    folder.assert_wrong(
        "`include_client!(\"pest\")`: the build script makes no client of this name",
        "those that it makes: pets",
    );
}

#[test]
fn a_build_script_that_is_missing_is_told() {
    let folder = Crate::right();
    fs::remove_file(folder.0.path().join("build.rs")).expect("a file");
    folder.assert_wrong("there is no build script `build.rs`", "write one");
}

#[test]
fn a_document_with_errors_names_the_next_command() {
    let folder = Crate::right();
    folder.write("spec/pets.yaml", "openapi: 4.0.0\n");
    let (code, text) = folder.doctor();
    assert_eq!(code, Some(1));
    assert!(
        text.contains("`specwright check spec/pets.yaml` says what is wrong and where"),
        "{text}"
    );
}

#[test]
fn clients_of_a_configuration_need_the_feature_that_reads_it() {
    let folder = Crate::right();
    folder.edit(
        "build.rs",
        "Generator::new(\"spec/pets.yaml\").build_script()",
        "build_script(\"specwright.toml\")",
    );
    folder.write(
        "specwright.toml",
        "[clients.pets]\ndocument = \"spec/pets.yaml\"\n",
    );
    folder.assert_wrong(
        "`specwright` in [build-dependencies] lacks the feature `config`",
        "`cargo add --build specwright --features config`",
    );
}

#[test]
fn dependencies_of_a_workspace_are_inherited() {
    let folder = Crate::right();
    let workspace = tempfile::tempdir().expect("a folder");
    fs::write(
        workspace.path().join("Cargo.toml"),
        "[workspace]\nmembers = [\"shop\"]\n\n[workspace.dependencies]\nspecwright = \"0.1\"\n\
         specwright-runtime = { version = \"0.1\", features = [\"oauth2\"] }\n",
    )
    .expect("a file");
    fs::rename(folder.0.path(), workspace.path().join("shop")).expect("a folder");
    let member = workspace.path().join("shop");
    let manifest = MANIFEST
        .replace(
            "specwright-runtime = \"0.1\"",
            "specwright-runtime.workspace = true",
        )
        .replace("specwright = \"0.1\"", "specwright.workspace = true");
    fs::write(member.join("Cargo.toml"), manifest).expect("a file");
    let output = specwright(&member, &["doctor"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

#[test]
fn a_mock_without_its_feature_is_told() {
    let folder = Crate::right();
    folder.edit("build.rs", ".build_script()", ".mock(true).build_script()");
    folder.assert_wrong(
        "the client `pets` has a mock, and the feature `mock` of `specwright-runtime` is on in no section",
        "`cargo add --dev specwright-runtime --features mock`, or make the client without `mock`",
    );
    for section in [
        "[dev-dependencies]\nspecwright-runtime = { version = \"0.1\", features = [\"mock\"] }\n",
        "[features]\nfake = [\"specwright-runtime/mock\"]\n",
    ] {
        let folder = Crate::right();
        folder.edit("build.rs", ".build_script()", ".mock(true).build_script()");
        folder.edit(
            "Cargo.toml",
            "[build-dependencies]",
            &format!("{section}\n[build-dependencies]"),
        );
        let (code, text) = folder.doctor();
        assert_eq!(code, Some(0), "{section}: {text}");
    }
}

#[test]
fn each_setting_without_its_feature_has_a_text_of_its_own() {
    for (setting, what) in [
        (
            ".server(true)",
            "has the server's side, and the feature `server` of `specwright-runtime` is on in no section",
        ),
        (
            ".record(true)",
            "has a table of shapes to record by, and the feature `record` of `specwright-runtime` is on in no section",
        ),
        (
            ".blocking(true)",
            "needs of `specwright-runtime` what is off: blocking",
        ),
    ] {
        let folder = Crate::right();
        folder.edit(
            "build.rs",
            ".build_script()",
            &format!("{setting}.build_script()"),
        );
        folder.assert_wrong(
            &format!("the client `pets` {what}"),
            "`cargo add specwright-runtime",
        );
    }
}

impl Crate {
    /// A crate with a client that is committed: no build script, and no generator among its dependencies.
    fn committed(arguments: &[&str]) -> Self {
        let folder = Self::right();
        fs::remove_file(folder.0.path().join("build.rs")).expect("a file");
        folder.edit("Cargo.toml", "[build-dependencies]\nspecwright = \"0.1\"\n", "");
        folder.edit(
            "Cargo.lock",
            "[[package]]\nname = \"specwright\"\nversion = \"0.1.0\"\n",
            "",
        );
        folder.write("src/lib.rs", "mod api;\n");
        let output = specwright(folder.0.path(), arguments);
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        folder
    }

    /// Such a crate whose client a configuration describes.
    fn committed_by_configuration() -> Self {
        let folder = Self::committed(&INTO);
        folder.write(
            "specwright.toml",
            "[clients.pets]\ndocument = \"spec/pets.yaml\"\ninto = \"src/api\"\n",
        );
        folder
    }
}

const INTO: [&str; 4] = ["generate", "spec/pets.yaml", "--into", "src/api"];

#[test]
fn a_committed_module_needs_no_build_script() {
    let (code, text) = Crate::committed(&INTO).doctor();
    assert_eq!(
        text,
        "note: the module `src/api` is specwright 0.1.0's client of `pets.yaml`; `specwright generate DOCUMENT --into src/api --check`, \
         with the settings that it was made with, says whether it is up to date\n\
         nothing is wrong\n"
    );
    assert_eq!(code, Some(0));
}

#[test]
fn a_committed_module_that_a_configuration_describes_is_compared() {
    let folder = Crate::committed_by_configuration();
    let (code, text) = folder.doctor();
    assert_eq!(
        text,
        "ok: the module `src/api` is the client `pets`, and up to date\nnothing is wrong\n"
    );
    assert_eq!(code, Some(0));

    folder.edit("spec/pets.yaml", "listPets", "listAllPets");
    folder.assert_wrong(
        "the module `src/api` is not up to date with the client `pets`: 1 of ",
        "`specwright generate --client pets` writes it again, and with `--check` it shows what differs",
    );
}

#[test]
fn features_that_a_committed_module_needs_are_named() {
    let folder = Crate::committed(&["generate", "spec/pets.yaml", "--into", "src/api", "--mock"]);
    folder.edit(
        "Cargo.toml",
        "features = [\"oauth2\"]",
        "default-features = false, features = [\"mock\"]",
    );
    folder.assert_wrong(
        "the module `src/api` needs of `specwright-runtime` what is off: oauth2, uuid",
        "`cargo add specwright-runtime --features oauth2,uuid`",
    );

    folder.edit(
        "Cargo.toml",
        "features = [\"mock\"]",
        "features = [\"oauth2\", \"uuid\"]",
    );
    folder.assert_wrong(
        "the module `src/api` has a mock, and the feature `mock` of `specwright-runtime` is on in no section",
        "`cargo add --dev specwright-runtime --features mock`",
    );
}

#[test]
fn a_committed_module_of_another_version_is_told() {
    let folder = Crate::committed(&INTO);
    folder.edit("Cargo.lock", "0.1.3", "0.2.0");
    folder.assert_wrong(
        "the module `src/api` was made by specwright 0.1.0, and specwright-runtime 0.2.0 can't run it",
        "`specwright generate DOCUMENT --into src/api` makes it again",
    );
}

#[test]
fn completions_and_the_manual_have_each_subcommand() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = specwright(folder.path(), &["completions", shell]);
        let text = String::from_utf8(output.stdout).expect("text");
        assert!(
            text.contains("doctor") && text.contains("config-schema"),
            "{shell}"
        );
    }
    let output = specwright(folder.path(), &["man", "--out", "man"]);
    assert!(output.status.success());
    for page in [
        "specwright.1",
        "specwright-generate.1",
        "specwright-overlay-apply.1",
    ] {
        let text = fs::read_to_string(folder.path().join("man").join(page))
            .unwrap_or_else(|error| panic!("{page}: {error}"));
        assert!(text.contains(".SH SYNOPSIS"), "{page}");
    }
    let page = String::from_utf8(specwright(folder.path(), &["man"]).stdout).expect("text");
    assert!(page.contains(".TH specwright 1"), "{page}");
}

#[test]
fn the_version_is_that_of_the_package() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = String::from_utf8(specwright(folder.path(), &["--version"]).stdout).expect("text");
    assert!(
        text.starts_with(&format!("specwright {}", env!("CARGO_PKG_VERSION"))),
        "{text}"
    );
}
