//! The command, as a shell sees it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

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
fn generate_writes_a_crate_with_exactly_the_dependencies_it_needs() {
    let folder = folder(DOCUMENT);
    let output = specwright(
        folder.path(),
        &[
            "generate",
            "pets.yaml",
            "--out",
            "client",
            "--runtime-path",
            "runtime",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(!stderr(&output).contains("--runtime-path"), "{}", stderr(&output));
    let manifest = fs::read_to_string(folder.path().join("client/Cargo.toml")).expect("a manifest");
    assert!(manifest.contains("name = \"pets\""));
    assert!(manifest.ends_with(
        "[dependencies]\nspecwright-runtime = { path = \"../runtime\", default-features = false, \
         features = [\"gzip\", \"hyper\"] }\n"
    ));
    let lib = fs::read_to_string(folder.path().join("client/src/lib.rs")).expect("a library");
    assert!(lib.contains("pub fn get_pet(&self, id: impl Argument<str>) -> operations::GetPet"));
}

#[test]
fn generate_counts_what_it_wrote_and_what_it_removed() {
    let folder = folder(DOCUMENT);
    let generate = |says: &str| {
        let output = specwright(folder.path(), &["generate", "pets.yaml", "--out", "client"]);
        assert_eq!(output.status.code(), Some(0));
        assert!(stderr(&output).contains(says), "{says}: {}", stderr(&output));
    };
    let files = |folder: &Path| -> usize {
        let list = fs::read_to_string(folder.join("client/.specwright")).expect("a list");
        list.lines().filter(|line| !line.starts_with('#')).count()
    };
    generate("files written\n");
    let all = files(folder.path());
    generate(&format!("; 0 of {all} files written\n"));
    // What an earlier version wrote, and this one does not.
    let list = folder.path().join("client/.specwright");
    let listed = fs::read_to_string(&list).expect("a list");
    let former: Vec<String> = (0..all).map(|number| format!("src/former_{number}.rs")).collect();
    for file in &former {
        fs::write(folder.path().join("client").join(file), "").expect("a file");
    }
    fs::write(&list, format!("{listed}{}\n", former.join("\n"))).expect("a file");
    generate(&format!("; 0 of {all} files written, {all} removed\n"));
    assert_eq!(files(folder.path()), all);
    assert!(!folder.path().join("client").join(&former[0]).exists());
}

#[test]
fn generate_check_names_what_is_stale_and_writes_nothing() {
    let folder = folder(DOCUMENT);
    let check = ["generate", "pets.yaml", "--out", "client", "--check"];
    let output = specwright(folder.path(), &check);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(
        stderr(&output),
        "stale: client/Cargo.toml\nstale: client/README.md\nstale: client/src/lib.rs\n\
         run `specwright generate` without `--check` to write them\n"
    );
    assert!(!folder.path().join("client").exists());

    let output = specwright(folder.path(), &["generate", "pets.yaml", "--out", "client"]);
    assert!(
        stderr(&output).contains("add `--runtime-path FOLDER`"),
        "{}",
        stderr(&output)
    );
    assert_eq!(specwright(folder.path(), &check).status.code(), Some(0));

    fs::write(
        folder.path().join("pets.yaml"),
        DOCUMENT.replace("getPet", "readPet"),
    )
    .expect("a file");
    let output = specwright(folder.path(), &check);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    let lines: Vec<&str> = said.lines().collect();
    let [readme, lib, first, there, wanted, run] = lines.as_slice() else {
        panic!("{said}");
    };
    assert_eq!(*run, "run `specwright generate` without `--check` to write them");
    assert_eq!(*readme, "stale: client/README.md");
    assert_eq!(*lib, "stale: client/src/lib.rs");
    assert!(
        first.starts_with("client/README.md:") && first.ends_with(": the first line that differs"),
        "{first}"
    );
    assert_eq!(
        there.trim_start_matches('-').trim(),
        "let response = client.get_pet(\"id\").await?;"
    );
    assert_eq!(
        wanted.trim_start_matches('+').trim(),
        "let response = client.read_pet(\"id\").await?;"
    );
}

#[test]
fn generate_writes_a_module_and_checks_it() {
    let folder = folder(DOCUMENT);
    let into = ["generate", "pets.yaml", "--into", "src/api"];
    let check = ["generate", "pets.yaml", "--into", "src/api", "--check"];
    let output = specwright(folder.path(), &into);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let read = |path: &str| fs::read_to_string(folder.path().join(path));
    assert!(read("src/api/mod.rs").expect("a file").contains("pub mod types;"));
    assert!(read("src/api/Cargo.toml").is_err());
    assert_eq!(specwright(folder.path(), &check).status.code(), Some(0));

    let changed = read("src/api/mod.rs")
        .expect("a file")
        .replace("pub mod types;", "mod types;");
    fs::write(folder.path().join("src/api/mod.rs"), changed).expect("a file");
    let output = specwright(folder.path(), &check);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains(": the first line that differs\n- mod types;\n+ pub mod types;\n"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn cargo_fmt_wants_no_change_of_crates_and_modules() {
    if Command::new("cargo").args(["fmt", "--version"]).output().is_err() {
        println!("there is no cargo fmt: this is left out");
        return;
    }
    let long = "getTheVeryLongNameOfAThingThatIsTalkedAboutAtGreatLengthHere";
    let folder = folder(&DOCUMENT.replace("getPet", long));
    let app = folder.path().join("app");
    fs::create_dir_all(app.join("src")).expect("a folder");
    let manifest = "[package]\nname = \"app\"\nedition = \"2024\"\n\n[workspace]\n";
    fs::write(app.join("Cargo.toml"), manifest).expect("a file");
    fs::write(app.join("src/lib.rs"), "pub mod api;\n").expect("a file");
    // The narrowest lines: all that is not left alone would change.
    fs::write(folder.path().join("rustfmt.toml"), "max_width = 60\n").expect("a file");
    for [option, written, checked] in [["--into", "app/src/api", "app"], ["--out", "pets", "pets"]] {
        let output = specwright(folder.path(), &["generate", "pets.yaml", option, written]);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let output = Command::new("cargo")
            .args(["fmt", "--check"])
            .current_dir(folder.path().join(checked))
            .output()
            .expect("cargo runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said} {}", stderr(&output));
    }
}

#[test]
fn modules_are_what_rustfmt_makes_of_them_where_that_is_asked_for() {
    if Command::new("rustfmt").arg("--version").output().is_err() {
        println!("there is no rustfmt: this is left out");
        return;
    }
    // Names that make lines longer than rustfmt has them.
    let long = "VeryLongNameOfAThingThatIsTalkedAboutAtLengthHere";
    let document = DOCUMENT
        .replace("getPet", &format!("get{long}"))
        .replace("schemas/Pet", &format!("schemas/{long}"))
        .replace("    Pet:", &format!("    {long}:"));
    let folder = folder(&document);
    fs::write(
        folder.path().join("Cargo.toml"),
        "[package]\nname = \"a\"\nedition = \"2021\"\n",
    )
    .expect("a file");
    let into = ["generate", "pets.yaml", "--into", "src/api", "--rustfmt"];
    let check = [&into[..], &["--check"]].concat();
    for settings in ["", "max_width = 70\nhard_tabs = true\n"] {
        fs::write(folder.path().join("rustfmt.toml"), settings).expect("a file");
        let output = specwright(folder.path(), &into);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let text = fs::read_to_string(folder.path().join("src/api/mod.rs")).expect("a file");
        assert!(!text.contains("rustfmt"), "{text}");
        assert_eq!(text.contains("\n\t"), settings.contains("tabs"), "{text}");
        let output = Command::new("rustfmt")
            .args(["--check", "--edition", "2021", "src/api/mod.rs"])
            .current_dir(folder.path())
            .output()
            .expect("rustfmt runs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said} {}", stderr(&output));
        let output = specwright(folder.path(), &check);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    }
    let output = Command::new(env!("CARGO_BIN_EXE_specwright"))
        .args(into)
        .current_dir(folder.path())
        .env("RUSTFMT", "no-such-rustfmt")
        .output()
        .expect("the command runs");
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("run `rustup component add rustfmt`"), "{said}");
}

#[test]
fn generate_into_a_folder_leaves_what_others_wrote() {
    let folder = folder(DOCUMENT);
    fs::create_dir_all(folder.path().join("src/api/types")).expect("a folder");
    fs::write(folder.path().join("src/api/mine.rs"), "mine").expect("a file");
    let into = ["generate", "pets.yaml", "--into", "src/api"];
    assert_eq!(specwright(folder.path(), &into).status.code(), Some(0));
    fs::write(
        folder.path().join("pets.yaml"),
        DOCUMENT
            .replace("    Pet:", "    Cat:")
            .replace("schemas/Pet", "schemas/Cat"),
    )
    .expect("a file");
    assert_eq!(specwright(folder.path(), &into).status.code(), Some(0));
    assert!(!folder.path().join("src/api/types/pet.rs").exists());
    assert!(folder.path().join("src/api/types/cat.rs").exists());
    assert!(folder.path().join("src/api/mine.rs").exists());

    fs::remove_file(folder.path().join("src/api/.specwright")).expect("a list");
    fs::write(folder.path().join("src/api/mod.rs"), "mine").expect("a file");
    let output = specwright(folder.path(), &into);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("mod.rs is there already and Specwright did not write it"));
}

#[test]
fn a_configuration_says_where_modules_go() {
    let folder = folder(DOCUMENT);
    fs::write(
        folder.path().join("specwright.toml"),
        "[clients.pets]\ndocument = \"pets.yaml\"\ninto = \"src/api\"\ntypes-only = true\n",
    )
    .expect("a file");
    assert_eq!(specwright(folder.path(), &["generate"]).status.code(), Some(0));
    assert!(folder.path().join("src/api/types/pet.rs").exists());
    assert!(!folder.path().join("src/api/operations").exists());
}

#[test]
fn generate_refuses_a_crate_that_someone_else_wrote() {
    let folder = folder(DOCUMENT);
    fs::create_dir(folder.path().join("client")).expect("a folder");
    fs::write(folder.path().join("client/Cargo.toml"), "mine").expect("a file");
    let output = specwright(folder.path(), &["generate", "pets.yaml", "--out", "client"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("client/Cargo.toml is there already and Specwright did not write it"));
    assert!(!folder.path().join("client/src").exists());
}

#[test]
fn inspect_shows_the_client_to_a_person() {
    let folder = folder(DOCUMENT);
    let output = specwright(folder.path(), &["inspect", "pets.yaml", "--details"]);
    assert_eq!(output.status.code(), Some(0));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn a_part_of_the_document_can_be_selected() {
    let list = "  /pets:\n    get:\n      operationId: listPets\n      tags: [list]\n      \
                responses: { \"204\": { description: None } }\ncomponents:";
    let folder = folder(&DOCUMENT.replace("components:", list));
    let names = |arguments: &[&str]| -> (Vec<String>, Vec<String>) {
        let output = specwright(
            folder.path(),
            &[&["inspect", "pets.yaml", "--json"], arguments].concat(),
        );
        let model: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
        let names = |list: &str| {
            let list = model[list].as_array().expect("a list").iter();
            list.map(|item| item["name"].as_str().expect("a name").to_owned())
                .collect()
        };
        (names("operations"), names("types"))
    };
    let get = (vec!["get_pet".to_owned()], vec!["Pet".to_owned()]);
    let list = (vec!["list_pets".to_owned()], vec![]);
    assert_eq!(names(&["--operation", "getPet"]), get);
    assert_eq!(names(&["--path", "/pets/*"]), get);
    assert_eq!(names(&["--tag", "list"]), list);
    assert_eq!(names(&["--exclude-tag", "list"]), get);
    assert_eq!(names(&["--exclude-path", "/pets/{id}"]), list);
    assert_eq!(names(&["--exclude-operation", "GET /pets/{id}"]), list);
}

#[test]
fn an_error_elsewhere_does_not_stop_a_selection() {
    let other = "  /bad:\n    get:\n      operationId: getBad\n      responses:\n        \"200\":\n          \
                 $ref: \"https://example.com/response.json\"\ncomponents:";
    let folder = folder(&DOCUMENT.replace("components:", other));
    let check =
        |arguments: &[&str]| specwright(folder.path(), &[&["check", "pets.yaml"], arguments].concat());
    assert_eq!(check(&[]).status.code(), Some(1));
    assert_eq!(check(&["--operation", "getBad"]).status.code(), Some(1));
    let output = check(&["--operation", "getPet"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let said = format!("{}{}", stdout(&output), stderr(&output));
    assert!(said.contains("left out, since no selected"), "{said}");
    let generate = [
        "generate",
        "pets.yaml",
        "--out",
        "client",
        "--operation",
        "getPet",
    ];
    assert_eq!(specwright(folder.path(), &generate).status.code(), Some(0));
}

#[test]
fn a_misspelt_selection_writes_nothing() {
    let folder = folder(DOCUMENT);
    let misspelt = ["--operation", "getPets"];
    for command in [
        &["generate", "pets.yaml", "--out", "client"][..],
        &["check", "pets.yaml"],
    ] {
        let output = specwright(folder.path(), &[command, &misspelt].concat());
        assert_eq!(output.status.code(), Some(1));
        assert!(
            stderr(&output).contains("did you mean `getPet`?"),
            "{}",
            stderr(&output)
        );
    }
    assert!(!folder.path().join("client").exists());
}

#[test]
fn generate_gives_a_crate_features_for_tags_if_asked() {
    let folder = folder(&DOCUMENT.replace(
        "operationId: getPet",
        "operationId: getPet\n      tags: [Pet Store]",
    ));
    let manifest = |arguments: &[&str]| {
        let output = specwright(
            folder.path(),
            &[&["generate", "pets.yaml", "--out", "client"], arguments].concat(),
        );
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        fs::read_to_string(folder.path().join("client/Cargo.toml")).expect("a manifest")
    };
    assert!(!manifest(&[]).contains("[features]"));
    assert!(
        manifest(&["--tag-features"])
            .contains("[features]\ndefault = [\n    \"pet-store\",\n]\npet-store = []\n")
    );
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

const PAGES: &str = r##"
openapi: 3.0.3
info: { title: Pets, version: "1" }
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{ name: after, in: query, schema: { type: string } }]
      responses:
        "200":
          description: Pets
          content:
            application/json:
              schema: { type: object, properties: { names: { type: array, items: { type: string } }, last: { type: string } } }
"##;

#[test]
fn how_pages_follow_each_other_can_be_said() {
    let folder = folder(PAGES);
    let said = specwright(
        folder.path(),
        &[
            "inspect",
            "pets.yaml",
            "--json",
            "--paginate",
            "listPets=cursor after /last",
        ],
    );
    assert!(said.status.success(), "{}", stderr(&said));

    let wrong = specwright(
        folder.path(),
        &["check", "pets.yaml", "--paginate", "GET /pets=cursor after /lost"],
    );
    assert!(!wrong.status.success());
    assert!(
        stderr(&wrong).contains("the response has no property `lost`"),
        "{}",
        stderr(&wrong)
    );

    let unknown = specwright(
        folder.path(),
        &["check", "pets.yaml", "--paginate", "listPets=by-cursor"],
    );
    assert!(
        stderr(&unknown).contains("unknown word `by-cursor`"),
        "{}",
        stderr(&unknown)
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
