//! Parts of a document, and how their pages follow each other.

use super::{DOCUMENT, folder, specwright, stderr, stdout};

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
