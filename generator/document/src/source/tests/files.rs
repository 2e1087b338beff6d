use std::fs;

use crate::diagnostic::{Code, FileId, Suggestions};
use crate::source::{LoadOptions, Node, ReferenceError};

use super::{Loaded, load, load_path};

/// Where a reference in a file leads: `file number#pointer`, and the `title` there.
fn resolved(loaded: &Loaded, from: usize, reference: &str) -> Result<(String, String), ReferenceError> {
    let (place, node) = loaded.document().resolve(FileId(from), reference)?;
    let title = node.get("title").and_then(Node::as_str).unwrap_or_default();
    Ok((format!("{}#{}", place.file.0, place.pointer), title.to_owned()))
}

fn at(place: &str, title: &str) -> Result<(String, String), ReferenceError> {
    Ok((place.to_owned(), title.to_owned()))
}

#[test]
fn a_reference_names_any_place_of_the_document() {
    let loaded = load(&[(
        "openapi.yaml",
        "openapi: 3.1.0\npaths:\n  /a/{b}:\n    get:\n      responses:\n        '200': {title: answer}\n      tags: [{title: first}]\ncomponents:\n  schemas:\n    Foo Bar: {title: spaced}\n    a~b: {title: tilde}\n    50%: {title: percent}\n",
    )]);
    assert_eq!(
        resolved(&loaded, 0, "#/paths/~1a~1%7Bb%7D/get/responses/200"),
        at("0#/paths/~1a~1{b}/get/responses/200", "answer")
    );
    assert_eq!(
        resolved(&loaded, 0, "#/paths/~1a~1{b}/get/tags/0"),
        at("0#/paths/~1a~1{b}/get/tags/0", "first")
    );
    assert_eq!(
        resolved(&loaded, 0, "#/components/schemas/Foo Bar"),
        at("0#/components/schemas/Foo Bar", "spaced")
    );
    assert_eq!(
        resolved(&loaded, 0, "#/components/schemas/Foo%20Bar"),
        at("0#/components/schemas/Foo Bar", "spaced")
    );
    assert_eq!(
        resolved(&loaded, 0, "#/components/schemas/a~0b"),
        at("0#/components/schemas/a~0b", "tilde")
    );
    assert_eq!(
        resolved(&loaded, 0, "#/components/schemas/50%"),
        at("0#/components/schemas/50%", "percent")
    );
    assert_eq!(resolved(&loaded, 0, "#"), at("0#", ""));
    assert_eq!(
        resolved(&loaded, 0, "#/paths/nothing"),
        Err(ReferenceError::NothingThere)
    );
}

#[test]
fn a_reference_leads_to_other_files_relative_to_its_own() {
    let loaded = load(&[
        (
            "openapi.yaml",
            "openapi: 3.1.0\na: {$ref: ./schemas/pet.yaml}\nb: {$ref: 'my%20schemas.json#/Tag'}\n",
        ),
        (
            "schemas/pet.yaml",
            "title: pet\nowner: {$ref: '../people/owner#/Owner'}\n",
        ),
        (
            "people/owner",
            "Owner: {title: owner, pet: {$ref: ../schemas/pet.yaml}, all: {$ref: '../openapi.yaml#/a'}}\n",
        ),
        ("my schemas.json", r#"{"Tag": {"title": "tag"}}"#),
        ("unused.yaml", "title: unused\n"),
    ]);
    // The root, then as they are referred to; each once, though pet and owner refer to each other.
    let names: Vec<_> = loaded
        .document()
        .paths()
        .map(|path| path.file_name().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["openapi.yaml", "pet.yaml", "my schemas.json", "owner"]);

    assert_eq!(resolved(&loaded, 0, "./schemas/pet.yaml"), at("1#", "pet"));
    assert_eq!(
        resolved(&loaded, 0, "my%20schemas.json#/Tag"),
        at("2#/Tag", "tag")
    );
    assert_eq!(
        resolved(&loaded, 1, "../people/owner#/Owner"),
        at("3#/Owner", "owner")
    );
    assert_eq!(resolved(&loaded, 3, "../schemas/pet.yaml"), at("1#", "pet"));
    assert_eq!(loaded.codes(), [""; 0]);
}

#[test]
fn a_pointer_may_lead_through_references() {
    let loaded = load(&[
        (
            "openapi.yaml",
            "openapi: 3.1.0\npaths:\n  /a: {$ref: paths/a.yaml}\nloop: {$ref: '#/loop/again'}\n",
        ),
        ("paths/a.yaml", "get: {$ref: 'get.yaml#/operation'}\n"),
        (
            "paths/get.yaml",
            "operation: {title: get, responses: {title: all}}\n",
        ),
    ]);
    assert_eq!(
        resolved(&loaded, 0, "#/paths/~1a/get/responses"),
        at("2#/operation/responses", "all")
    );
    assert_eq!(
        resolved(&loaded, 0, "#/loop/again"),
        Err(ReferenceError::NothingThere)
    );
}

#[test]
fn a_fragment_that_is_no_pointer_names_an_anchor() {
    let loaded = load(&[(
        "openapi.yaml",
        "openapi: 3.1.0\ncomponents:\n  schemas:\n    A: {properties: {b: {$anchor: here, title: anchored}}}\n",
    )]);
    let place = "0#/components/schemas/A/properties/b";
    assert_eq!(resolved(&loaded, 0, "#here"), at(place, "anchored"));
    assert_eq!(resolved(&loaded, 0, "#there"), Err(ReferenceError::NothingThere));
}

#[test]
fn a_uri_may_be_the_id_of_a_schema_or_of_the_document() {
    let loaded = load(&[(
        "openapi.yaml",
        "openapi: 3.2.0\n$self: https://example.com/api\ncomponents:\n  schemas:\n    Tree:\n      $id: https://example.com/tree\n      title: tree\n      $defs: {leaf: {$id: /leaf, title: leaf}}\n",
    )]);
    let tree = "0#/components/schemas/Tree";
    assert_eq!(resolved(&loaded, 0, "https://example.com/tree"), at(tree, "tree"));
    assert_eq!(
        resolved(&loaded, 0, "https://example.com/tree#/$defs/leaf"),
        at("0#/components/schemas/Tree/$defs/leaf", "leaf")
    );
    assert_eq!(
        resolved(&loaded, 0, "/leaf"),
        at("0#/components/schemas/Tree/$defs/leaf", "leaf")
    );
    assert_eq!(
        resolved(&loaded, 0, "https://example.com/api#/components/schemas/Tree"),
        at(tree, "tree")
    );
    assert_eq!(
        resolved(&loaded, 0, "https://example.com/other"),
        Err(ReferenceError::Remote)
    );
}

#[test]
fn values_that_look_like_references_are_not_followed() {
    let loaded = load(&[
        (
            "openapi.yaml",
            "openapi: 3.1.0\nexample: {$ref: other.yaml}\nexamples: {a: {$ref: other.yaml}}\nx-more: {$ref: other.yaml}\ndefault: {$ref: other.yaml}\nenum: [{$ref: other.yaml}]\nconst: {$ref: other.yaml}\n",
        ),
        ("other.yaml", "title: other\n"),
    ]);
    assert_eq!(loaded.document().files().len(), 1);
}

#[test]
fn names_that_look_like_keywords_are_names() {
    let loaded = load(&[
        (
            "openapi.yaml",
            "openapi: 3.1.0\nproperties:\n  example: {$ref: a.yaml}\n  properties:\n    default: {$ref: never.yaml}\nresponses:\n  default: {$ref: b.yaml}\nheaders:\n  x-rate: {$ref: c.yaml}\n",
        ),
        ("a.yaml", "title: a\n"),
        ("b.yaml", "title: b\n"),
        ("c.yaml", "title: c\n"),
        ("never.yaml", "title: never\n"),
    ]);
    let names: Vec<_> = loaded
        .document()
        .paths()
        .map(|path| path.file_stem().unwrap().to_str().unwrap())
        .collect();
    assert_eq!(names, ["openapi", "a", "b", "c"]);
}

#[test]
fn what_is_missing_is_only_said_when_it_is_resolved() {
    let loaded = load(&[("openapi.yaml", "openapi: 3.1.0\na: {$ref: gone.yaml}\n")]);
    assert_eq!(loaded.codes(), [""; 0]);
    let error = resolved(&loaded, 0, "gone.yaml").unwrap_err();
    assert!(matches!(&error, ReferenceError::NoFile(path) if path.ends_with("gone.yaml")));
    let (code, message, _) =
        loaded
            .document()
            .explain(FileId(0), "gone.yaml", &error, &mut Suggestions::default());
    assert_eq!(code, Code::UnresolvedReference);
    assert!(
        message.starts_with("cannot resolve \"gone.yaml\": no such file"),
        "{message}"
    );
}

#[test]
fn a_file_with_a_mistake_is_said_once_and_the_rest_is_read() {
    let loaded = load(&[
        (
            "openapi.yaml",
            "openapi: 3.1.0\na: {$ref: broken.yaml}\nb: {$ref: fine.yaml}\n",
        ),
        ("broken.yaml", "a: [\n"),
        ("fine.yaml", "title: fine\n"),
    ]);
    assert!(matches!(
        resolved(&loaded, 0, "broken.yaml"),
        Err(ReferenceError::Broken(_))
    ));
    assert_eq!(resolved(&loaded, 0, "fine.yaml"), at("2#", "fine"));
    assert_eq!(loaded.codes(), ["1:5 error[syntax]"]);
    assert!(loaded.diagnostics[0].path.ends_with("broken.yaml"));
}

#[test]
fn a_markdown_file_is_a_text_to_those_who_refer_to_it() {
    let loaded = load(&[
        (
            "openapi.yaml",
            "openapi: 3.1.0\ninfo: {description: {$ref: about.md}}\n",
        ),
        ("about.md", "# About: us\n\nHello\n"),
    ]);
    let (_, node) = loaded.document().resolve(FileId(0), "about.md").unwrap();
    assert_eq!(node.as_str(), Some("# About: us\n\nHello\n"));
}

#[test]
fn urls_are_not_fetched() {
    let loaded = load(&[(
        "openapi.yaml",
        "openapi: 3.1.0\na: {$ref: 'https://example.com/a.yaml#/A'}\n",
    )]);
    for remote in [
        "https://example.com/a.yaml#/A",
        "//example.com/a.yaml",
        "file:///etc/passwd",
    ] {
        assert_eq!(
            resolved(&loaded, 0, remote),
            Err(ReferenceError::Remote),
            "{remote}"
        );
    }
}

#[test]
fn nothing_outside_the_folder_is_read_unless_a_root_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let api = folder.path().join("api");
    fs::create_dir(&api).unwrap();
    fs::write(folder.path().join("secret.yaml"), "title: secret\n").unwrap();
    let inside = folder.path().join("secret.yaml");
    fs::write(
        api.join("openapi.yaml"),
        format!(
            "openapi: 3.1.0\na: {{$ref: ../secret.yaml}}\nb: {{$ref: '{}'}}\n",
            inside.display()
        ),
    )
    .unwrap();
    let root = api.join("openapi.yaml");

    let (document, _) = load_path(&root, &LoadOptions::default());
    let document = document.unwrap();
    assert_eq!(document.files().len(), 1);
    for reference in ["../secret.yaml", inside.to_str().unwrap()] {
        assert_eq!(
            document.resolve(FileId(0), reference).unwrap_err(),
            ReferenceError::Outside
        );
    }

    let options = LoadOptions {
        root: Some(folder.path().to_owned()),
        ..LoadOptions::default()
    };
    let (document, _) = load_path(&root, &options);
    assert!(document.unwrap().resolve(FileId(0), "../secret.yaml").is_ok());
}

/// Returns what references of the document in `below/api` of a folder with a package or repository lead to.
fn in_package(mark: &str, references: &[&str]) -> Vec<bool> {
    let folder = tempfile::tempdir().unwrap();
    let package = folder.path().join("package");
    let api = package.join("below/api");
    fs::create_dir_all(&api).unwrap();
    fs::create_dir_all(package.join("common")).unwrap();
    match mark {
        ".git" => fs::create_dir(package.join(mark)).unwrap(),
        mark => fs::write(package.join(mark), "[package]\n").unwrap(),
    }
    for path in ["package/common/pet.yaml", "package/common/pet.key", "beside.yaml"] {
        fs::write(folder.path().join(path), "title: read\n").unwrap();
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(
        folder.path().join("beside.yaml"),
        package.join("common/link.yaml"),
    )
    .unwrap();
    let text: String = references
        .iter()
        .enumerate()
        .map(|(number, reference)| format!("a{number}: {{$ref: {reference}}}\n"))
        .collect();
    fs::write(api.join("openapi.yaml"), format!("openapi: 3.1.0\n{text}")).unwrap();
    let (document, _) = load_path(&api.join("openapi.yaml"), &LoadOptions::default());
    let document = document.unwrap();
    let is_read = |reference: &&str| match document.resolve(FileId(0), reference) {
        Ok(_) => true,
        Err(error) => {
            assert_eq!(error, ReferenceError::Outside, "{reference}");
            false
        }
    };
    references.iter().map(is_read).collect()
}

#[test]
fn a_reference_leads_to_documents_of_the_package_or_repository() {
    let references = [
        "../../common/pet.yaml",
        "../../../beside.yaml",
        "../../common/pet.key",
        "../../common/../../beside.yaml",
    ];
    for mark in ["Cargo.toml", ".git"] {
        assert_eq!(
            in_package(mark, &references),
            [true, false, false, false],
            "{mark}"
        );
    }
    #[cfg(unix)]
    assert_eq!(in_package(".git", &["../../common/link.yaml"]), [false]);
}

#[cfg(unix)]
#[test]
fn links_pipes_devices_and_folders_are_no_way_out() {
    use std::os::unix::fs::symlink;

    let folder = tempfile::tempdir().unwrap();
    let api = folder.path().join("api");
    fs::create_dir_all(api.join("folder")).unwrap();
    fs::write(folder.path().join("secret.yaml"), "title: secret\n").unwrap();
    symlink(folder.path().join("secret.yaml"), api.join("link.yaml")).unwrap();
    symlink(folder.path(), api.join("up")).unwrap();
    symlink("/dev/zero", api.join("zero.yaml")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(api.join("pipe.yaml"))
        .status();
    let mut references = vec!["link.yaml", "up/secret.yaml", "zero.yaml", "folder"];
    if made.is_ok_and(|status| status.success()) {
        references.push("pipe.yaml");
    }
    let text: String = references
        .iter()
        .enumerate()
        .map(|(number, reference)| format!("a{number}: {{$ref: {reference}}}\n"))
        .collect();
    fs::write(api.join("openapi.yaml"), format!("openapi: 3.1.0\n{text}")).unwrap();

    let (document, _) = load_path(&api.join("openapi.yaml"), &LoadOptions::default());
    let document = document.unwrap();
    assert_eq!(document.files().len(), 1);
    for reference in references {
        let error = document.resolve(FileId(0), reference).unwrap_err();
        let refused = matches!(error, ReferenceError::Outside | ReferenceError::NoFile(_));
        assert!(refused, "{reference}: {error}");
    }
}

#[test]
fn what_is_outside_the_folder_is_refused_alike_whether_it_is_there_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let api = folder.path().join("api");
    fs::create_dir(&api).unwrap();
    fs::create_dir(folder.path().join("private")).unwrap();
    fs::write(folder.path().join("private/there.yaml"), "title: secret\n").unwrap();
    let mut references = vec![
        "../private/there.yaml",
        "../private/missing.yaml",
        "../private",
        "../missing/missing.yaml",
        "../private/there.yaml/below",
        "/missing.yaml",
        "/etc/passwd",
        "inside/../../private/missing.yaml",
    ];
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("../private", api.join("link")).unwrap();
        std::os::unix::fs::symlink("../private/missing.yaml", api.join("dangling.yaml")).unwrap();
        references.extend(["link/there.yaml", "link/missing.yaml", "dangling.yaml"]);
    }
    let text: String = references
        .iter()
        .enumerate()
        .map(|(number, reference)| format!("a{number}: {{$ref: {reference}}}\n"))
        .collect();
    fs::write(
        api.join("openapi.yaml"),
        format!("openapi: 3.1.0\n{text}b: {{$ref: inside.yaml}}\n"),
    )
    .unwrap();

    let (document, _) = load_path(&api.join("openapi.yaml"), &LoadOptions::default());
    let document = document.unwrap();
    for reference in references {
        let error = document.resolve(FileId(0), reference).unwrap_err();
        assert_eq!(error, ReferenceError::Outside, "{reference}");
    }
    let error = document.resolve(FileId(0), "inside.yaml").unwrap_err();
    assert!(matches!(error, ReferenceError::NoFile(_)), "{error}");
}

#[test]
fn a_reference_that_is_one_letter_off_has_a_suggestion() {
    let loaded = load(&[
        (
            "openapi.yaml",
            "openapi: 3.1.0\na: {$ref: schemas.yaml}\ncomponents: {schemas: {Pet: {}, Order: {}}}\n",
        ),
        ("schemas.yaml", "Pet: {}\n"),
    ]);
    let document = loaded.document();
    let suggestion = |reference: &str| document.suggest(FileId(0), reference, &mut Suggestions::default());
    assert_eq!(
        suggestion("#/components/schemas/Pat").as_deref(),
        Some("#/components/schemas/Pet")
    );
    assert_eq!(
        suggestion("#/component/schema/order").as_deref(),
        Some("#/components/schemas/Order")
    );
    assert_eq!(
        suggestion("schemas.yaml#/pet").as_deref(),
        Some("schemas.yaml#/Pet")
    );
    assert_eq!(suggestion("#/components/schemas/Customer"), None);
}
