//! A client as a module that can be read and committed: which files it has, and what is in them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use specwright::{Generator, Select};

const DOCUMENT: &str = r##"
openapi: 3.0.3
info: { title: Shop, version: '1' }
servers: [{ url: 'https://shop.example.com' }]
paths:
  /pets:
    get:
      operationId: listPets
      tags: [pets]
      parameters: [{ name: limit, in: query, schema: { type: integer } }]
      responses: { '200': { description: All, content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Pet' } } } } } }
  /orders/{id}:
    get:
      operationId: getOrder
      tags: [Store orders, pets]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      responses: { '200': { description: It, content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } } } }
    put:
      operationId: changeOrder
      tags: [Store orders]
      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
      requestBody: { content: { application/json: { schema: { type: object, properties: { note: { type: object, properties: { text: { type: string } } } } } } } }
      responses: { '204': { description: Done } }
  /api/v1/health:
    get:
      operationId: health
      responses: { '204': { description: Well } }
components:
  schemas:
    Pet: { type: object, required: [kind], properties: { kind: { $ref: '#/components/schemas/PetKind' } } }
    PetKind: { type: string, enum: [cat, dog] }
    Order: { type: object, properties: { pet: { $ref: '#/components/schemas/Pet' }, address: { $ref: '#/components/schemas/shop.v1.Address' } } }
    shop.v1.Address: { type: object, properties: { city: { type: string } } }
"##;

fn files_of(document: &str, settings: impl FnOnce(Generator) -> Generator) -> BTreeMap<PathBuf, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.yaml");
    std::fs::write(&path, document).expect("a file");
    let generated = settings(Generator::new(&path)).generate();
    generated.unwrap_or_else(|error| panic!("{error}")).module_files()
}

fn files(document: &str) -> BTreeMap<PathBuf, String> {
    files_of(document, |generator| generator)
}

fn names(files: &BTreeMap<PathBuf, String>) -> Vec<&str> {
    files.keys().map(|path| path.to_str().expect("text")).collect()
}

/// Returns the files that differ.
fn changed(old: &BTreeMap<PathBuf, String>, new: &BTreeMap<PathBuf, String>) -> Vec<String> {
    let paths = old
        .keys()
        .chain(new.keys().filter(|path| !old.contains_key(*path)));
    let changed = paths.filter(|path| old.get(*path) != new.get(*path));
    changed.map(|path| path.display().to_string()).collect()
}

#[test]
fn operations_are_by_tag_or_path_and_types_by_operation_namespace_or_first_word() {
    assert_eq!(
        names(&files(DOCUMENT)),
        [
            "mod.rs",
            "operations/health.rs",
            "operations/mod.rs",
            "operations/pets.rs",
            "operations/store_orders.rs",
            "types/mod.rs",
            "types/order.rs",
            "types/pet.rs",
            "types/shop_v1.rs",
            "types/store_orders.rs",
        ]
    );
}

#[test]
fn a_file_has_what_it_needs_and_nothing_else() {
    let files = files(DOCUMENT);
    insta::assert_snapshot!(files[Path::new("operations/pets.rs")]);
    insta::assert_snapshot!(files[Path::new("types/order.rs")]);
    insta::assert_snapshot!(files[Path::new("types/mod.rs")]);
}

#[test]
fn a_new_operation_changes_the_file_of_its_tag() {
    let new = DOCUMENT.replace(
        "  /orders/{id}:\n",
        "  /pets/{id}:\n    delete:\n      operationId: deletePet\n      tags: [pets]\n      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n      responses: { '204': { description: Gone } }\n  /orders/{id}:\n",
    );
    assert_eq!(changed(&files(DOCUMENT), &files(&new)), ["operations/pets.rs"]);
}

#[test]
fn a_new_operation_with_schemas_of_its_own_changes_two_files() {
    let new = DOCUMENT.replace(
        "    put:\n",
        "    post:\n      operationId: payOrder\n      tags: [Store orders]\n      parameters: [{ name: id, in: path, required: true, schema: { type: string } }]\n      requestBody: { content: { application/json: { schema: { type: object, properties: { amount: { type: integer } } } } } }\n      responses: { '204': { description: Paid } }\n    put:\n",
    );
    assert_eq!(
        changed(&files(DOCUMENT), &files(&new)),
        ["operations/store_orders.rs", "types/store_orders.rs"]
    );
}

#[test]
fn a_new_group_of_types_changes_its_file_and_the_list() {
    let new = DOCUMENT.replace(
        "    PetKind:",
        "    Zebra: { type: object, properties: { stripes: { type: integer } } }\n    PetKind:",
    );
    assert_eq!(
        changed(&files(DOCUMENT), &files(&new)),
        ["types/mod.rs", "types/zebra.rs"]
    );
}

#[test]
fn with_groups_the_methods_are_in_the_file_of_the_tag() {
    let files = files_of(DOCUMENT, |generator| generator.group_by_tag(true));
    assert!(names(&files).contains(&"groups.rs"));
    let pets = &files[Path::new("operations/pets.rs")];
    assert!(pets.contains("impl groups::Pets<'_> {"), "{pets}");
    let health = &files[Path::new("operations/health.rs")];
    assert!(health.contains("impl Client {"), "{health}");
}

#[test]
fn a_file_has_a_name_that_every_disk_and_rust_take() {
    for (tag, file) in [
        ("Pets & friends", "pets_friends"),
        ("type", "type_"),
        ("types", "types_"),
        ("mod", "mod_"),
        ("aux", "aux_"),
        ("COM1", "com1_"),
        ("2fa", "n2fa"),
        ("self", "self_"),
        ("std", "std_"),
        ("宠物", "other"),
        ("../../etc/passwd", "etc_passwd"),
        ("PETS", "pets"),
    ] {
        let document = DOCUMENT.replace("tags: [pets]", &format!("tags: ['{tag}']"));
        let files = files(&document);
        let path = format!("operations/{file}.rs");
        assert!(
            names(&files).contains(&path.as_str()),
            "{tag}: {:?}",
            names(&files)
        );
    }
}

#[test]
fn types_only_are_the_types_that_the_client_has() {
    let files = files_of(DOCUMENT, |generator| generator.types_only(true));
    assert_eq!(
        names(&files),
        [
            "mod.rs",
            "types/mod.rs",
            "types/order.rs",
            "types/pet.rs",
            "types/shop_v1.rs",
            "types/store_orders.rs",
        ]
    );
    assert!(!files[Path::new("mod.rs")].contains("struct Client"));
    let whole = self::files(DOCUMENT);
    for path in ["types/order.rs", "types/pet.rs", "types/store_orders.rs"] {
        assert_eq!(files[Path::new(path)], whole[Path::new(path)]);
    }
}

#[test]
fn types_only_of_a_part_are_those_that_its_operations_have() {
    let files = files_of(DOCUMENT, |generator| {
        generator.types_only(true).include(Select::tag("pets"))
    });
    assert!(
        !names(&files).contains(&"types/store_orders.rs"),
        "{:?}",
        names(&files)
    );
    assert!(names(&files).contains(&"types/pet.rs"));
}

#[test]
fn rustfmt_changes_nothing_so_that_a_check_stays_as_it_was() {
    use std::process::Command;

    if Command::new("rustfmt").arg("--version").output().is_err() {
        println!("there is no rustfmt: its part of the modules is left out");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    // The narrowest lines that a program could ask for: all that is not left alone would change.
    std::fs::write(folder.path().join("rustfmt.toml"), "max_width = 60\n").expect("a file");
    let files = files_of(DOCUMENT, |generator| generator);
    let sources: Vec<&PathBuf> = files
        .keys()
        .filter(|path| path.extension().is_some_and(|ending| ending == "rs"))
        .collect();
    for (path, text) in &files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }
    for edition in ["2021", "2024"] {
        let output = Command::new("rustfmt")
            .args(["--edition", edition])
            .args(&sources)
            .current_dir(folder.path())
            .output()
            .expect("rustfmt runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        for path in &sources {
            let formatted = std::fs::read_to_string(folder.path().join(path)).expect("a file");
            assert!(formatted == files[*path], "{} changed", path.display());
        }
    }
    let plain = folder.path().join("plain.rs");
    std::fs::write(&plain, "fn  main( ){}\n").expect("a file");
    Command::new("rustfmt")
        .arg(&plain)
        .output()
        .expect("rustfmt runs");
    let formatted = std::fs::read_to_string(plain).expect("a file");
    assert_eq!(
        formatted, "fn main() {}\n",
        "rustfmt changes what it is not told to leave alone"
    );
}

/// Returns the names that a file imports and does not use, but for what it exports.
fn unused(text: &str) -> Vec<String> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let (imports, rest): (Vec<&str>, Vec<&str>) = {
        let mut inside = false;
        text.lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .partition(|line| {
                inside = inside || line.starts_with("use ");
                let is_import = inside;
                inside = inside && !line.trim_end().ends_with(';');
                is_import
            })
    };
    let rest = rest.join("\n");
    let used: Vec<&str> = rest.split(|c| !is_name(c)).collect();
    let imports = imports.join("\n");
    let words = imports
        .split(|c: char| !is_name(c) && c != ':')
        .filter(|word| !word.is_empty());
    let names = words.filter_map(|word| word.rsplit("::").next().map(str::to_owned));
    let paths = [
        "use",
        "self",
        "as",
        "super",
        "specwright_runtime",
        "__private",
        "",
    ];
    names
        .filter(|name| !paths.contains(&name.as_str()) && !used.contains(&name.as_str()))
        .collect()
}

#[test]
fn a_file_imports_nothing_that_is_dropped_again() {
    let object = |property: &str| {
        format!(
            "{{ type: object, required: [{property}], properties: {{ {property}: {{ type: string }} }} }}"
        )
    };
    let filter = "{ type: object, properties: { must: { type: string, format: uuid } } }";
    let files = files(&format!(
        r##"
openapi: 3.0.3
info: {{ title: Points, version: '1' }}
paths: {{}}
components:
  schemas:
    FieldKey: {}
    RangeKey: {}
    Condition: {{ anyOf: [{{ $ref: '#/components/schemas/FieldKey' }}, {{ $ref: '#/components/schemas/RangeKey' }}] }}
    Filter: {{ anyOf: [{{ $ref: '#/components/schemas/Condition' }}, {{ type: array, items: {{ $ref: '#/components/schemas/Condition' }} }}] }}
    Twice: {{ oneOf: [{filter}, {{ type: array, items: {{ type: string }} }}, {{ $ref: '#/components/schemas/Filter' }}] }}
    Kind: {{ type: object, properties: {{ kind: {{ type: string, enum: [only] }} }} }}
    Other: {{ type: object, required: [last], properties: {{ kind: {{ type: string, enum: [only] }}, last: {{ type: string, enum: [only] }}, first: {filter}, twice: {{ oneOf: [{filter}, {{ title: Again, allOf: [{filter}] }}, {{ type: string }}] }} }} }}
"##,
        object("key"),
        object("range"),
    ));
    assert!(
        files.contains_key(Path::new("types/shared.rs")),
        "{:?}",
        names(&files)
    );
    for (path, text) in &files {
        assert_eq!(unused(text), [""; 0], "{}:\n{text}", path.display());
    }
}
