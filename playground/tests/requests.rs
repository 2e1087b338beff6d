//! What the page asks for, and what it is given.

use std::collections::BTreeMap;
use std::io::Read;

use specwright::configuration::{Form, settings};
use specwright::{Configuration, Generator};
use specwright_playground::{
    ClientRequest, ComparisonRequest, Set, TextFile, archive, client, comparison, example, groups,
};

fn file(path: &str, text: &str) -> TextFile {
    TextFile {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

fn set(flag: &str, value: &str) -> Set {
    Set {
        flag: flag.to_owned(),
        value: value.to_owned(),
    }
}

#[test]
fn the_page_begins_with_a_client_and_one_mistake() {
    let example = example();
    let made = client(&ClientRequest {
        files: vec![example.document.clone()],
        settings: Vec::new(),
    });
    assert_eq!(
        (made.name.as_str(), made.document.as_str()),
        ("bakery", "bakery.yaml")
    );
    assert_eq!((made.diagnostics.errors, made.diagnostics.warnings), (0, 1));
    let [shown] = made.diagnostics.list.as_slice() else {
        panic!("{:?}", made.diagnostics)
    };
    assert_eq!(shown.code, "unresolved-reference");
    let text = shown.text.as_deref().expect("a line");
    let marked: String = text.chars().skip(shown.before).take(shown.width).collect();
    assert_eq!(marked, "$ref");
    let line = example.document.text.lines().nth(shown.line.expect("a line") - 1);
    assert_eq!(line, Some(text));

    let old = client(&ClientRequest {
        files: vec![example.before],
        settings: Vec::new(),
    });
    assert_eq!((old.diagnostics.errors, old.diagnostics.warnings), (0, 0));
}

#[test]
fn a_client_is_the_one_of_the_generator() {
    let text = example().document.text;
    let made = client(&ClientRequest {
        files: vec![file("bakery.yaml", &text)],
        settings: vec![set("name", "cakes"), set("blocking", "")],
    });
    let generated = Generator::from_text("bakery.yaml", text)
        .name("cakes")
        .blocking(true);
    let generated = generated.generate().expect("a client");
    let paths: Vec<&str> = made.crate_files.iter().map(|file| file.path.as_str()).collect();
    assert_eq!(paths, ["Cargo.toml", "README.md", "src/lib.rs"]);
    let expected = generated.crate_files(&specwright::Runtime::default());
    for file in &made.crate_files {
        assert_eq!(
            file.text,
            expected[std::path::Path::new(&file.path)],
            "{}",
            file.path
        );
    }
    assert_eq!(made.module_files.len(), generated.module_files().len());
    assert!(
        made.inspection
            .expect("an inspection")
            .get()
            .contains("\"bake_cake\"")
    );
}

#[test]
fn a_document_with_errors_has_its_errors_first() {
    let text = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {/pets: {get: {responses: {'200': {content: {application/json: {schema: {type: strin}}}}}}}}\n";
    let made = client(&ClientRequest {
        files: vec![file("pets.yaml", text)],
        settings: vec![set("operation", "nobody")],
    });
    assert_eq!(made.name, "");
    assert!(made.crate_files.is_empty());
    assert_eq!(made.diagnostics.list[0].severity, "error");
    assert!(made.diagnostics.warnings > 0);
}

#[test]
fn the_root_is_the_file_that_names_a_version_of_openapi() {
    let root = "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {}\ncomponents: {schemas: {Pet: {$ref: 'a/pet.yaml'}}}\n";
    let made = client(&ClientRequest {
        files: vec![file("a/pet.yaml", "{type: object}"), file("pets.yaml", root)],
        settings: Vec::new(),
    });
    assert_eq!(made.document, "pets.yaml");
    assert_eq!(made.name, "pets");
    let mut codes = made.diagnostics.list.iter().map(|shown| shown.code);
    assert!(!codes.any(|code| code == "unresolved-reference"));
}

#[test]
fn no_files_are_an_error() {
    let made = client(&ClientRequest::default());
    assert_eq!(made.diagnostics.errors, 1);
}

#[test]
fn each_setting_with_an_option_is_in_the_page_unless_it_names_a_folder() {
    let shown: Vec<&str> = groups()
        .iter()
        .flat_map(|group| group.settings.iter().map(|setting| setting.flag))
        .collect();
    for setting in settings() {
        let is_shown = setting.flag.is_some_and(|flag| shown.contains(&flag));
        let is_folder = matches!(
            setting.form,
            Form::Path(_) | Form::Paths(_) | Form::CommandPath(_)
        );
        assert_eq!(is_shown, setting.flag.is_some() && !is_folder, "{}", setting.key);
    }
}

/// Returns the values of a setting's example, as options take them.
fn values(example: &str) -> Vec<String> {
    let table: toml::Table = format!("value = {example}").parse().expect("TOML");
    let text = |value: &toml::Value| value.as_str().expect("a text").to_owned();
    match &table["value"] {
        toml::Value::Boolean(_) => vec![String::new()],
        toml::Value::String(text) => vec![text.clone()],
        toml::Value::Array(items) => items.iter().map(text).collect(),
        toml::Value::Table(entries) => {
            let of = |(key, value): (&String, &toml::Value)| match value {
                toml::Value::Array(items) => {
                    items.iter().map(|item| format!("{key}={}", text(item))).collect()
                }
                value => vec![format!("{key}={}", text(value))],
            };
            entries.iter().flat_map(of).collect()
        }
        other => panic!("{other:?} is no example"),
    }
}

#[test]
fn the_configuration_has_what_the_page_has_set() {
    for setting in settings().filter(|setting| !matches!(setting.form, Form::ClientName)) {
        let Some(flag) = setting.flag else { continue };
        if matches!(
            setting.form,
            Form::Path(_) | Form::Paths(_) | Form::CommandPath(_)
        ) {
            continue;
        }
        let made = client(&ClientRequest {
            files: vec![file("pets.yaml", "openapi: 3.1.0")],
            settings: values(setting.example)
                .iter()
                .map(|value| set(flag, value))
                .collect(),
        });
        assert_eq!(made.refused, [], "{flag}");
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("specwright.toml");
        std::fs::write(&path, &made.configuration).expect("a file");
        let read =
            Configuration::read(&path).unwrap_or_else(|error| panic!("{error}\n{}", made.configuration));
        let name = read.names().next().expect("a client");

        let expected = format!("value = {}", setting.example).parse::<toml::Table>();
        let written: toml::Table = made.configuration.parse().expect("TOML");
        let keys = setting.key.split('.');
        let value = keys.fold(&written["clients"][name], |table, key| &table[key]);
        // Files are where the configuration looks for them.
        let json = |value: &toml::Value| serde_json::to_string(value).expect("JSON");
        let value = json(value).replace("\"spec/spec/", "\"spec/");
        assert_eq!(value, json(&expected.expect("TOML")["value"]), "{flag}");
    }
}

#[test]
fn quotes_in_a_value_stay_in_it() {
    let made = client(&ClientRequest {
        files: vec![file("pets.yaml", "openapi: 3.1.0")],
        settings: vec![set("tag", "a\"]\n[clients.evil]\\")],
    });
    let written: toml::Table = made.configuration.parse().expect("TOML");
    let (_, client) = written["clients"]
        .as_table()
        .expect("clients")
        .iter()
        .next()
        .expect("a client");
    let tags = &client["include"]["tags"];
    assert_eq!(tags[0].as_str(), Some("a\"]\n[clients.evil]\\"));
}

#[test]
fn a_value_that_a_setting_does_not_take_is_refused_and_the_others_count() {
    let made = client(&ClientRequest {
        files: vec![example().document],
        settings: vec![
            set("paginate", "listCakes=sideways"),
            set("blocking", ""),
            set("no-such-setting", ""),
        ],
    });
    let refused: Vec<&str> = made.refused.iter().map(|one| one.flag.as_str()).collect();
    assert_eq!(refused, ["paginate", "no-such-setting"]);
    assert!(made.crate_files[0].text.contains("\"blocking\""));
}

#[test]
fn two_documents_are_compared_with_their_lines() {
    let example = example();
    let found = comparison(&ComparisonRequest {
        old: vec![example.before],
        new: vec![example.document],
        settings: Vec::new(),
    });
    assert_eq!(found.bump, "major");
    let renamed = found
        .changes
        .iter()
        .find(|change| change.kind == "operation-renamed");
    let renamed = renamed.expect("a new name");
    assert!(renamed.message.contains("`bake_cake`"), "{}", renamed.message);
    let old = renamed.old.as_ref().expect("a place");
    assert!(old.location.starts_with("bakery.yaml:"), "{}", old.location);
    assert_eq!(old.text.as_deref().map(str::trim), Some("post:"));
}

#[test]
fn a_comparison_says_which_document_is_broken() {
    let broken = vec![file("bakery.yaml", "openapi: [")];
    let good = vec![example().before];
    for (old, new, expected) in [(broken.clone(), good.clone(), "old"), (good, broken, "new")] {
        let found = comparison(&ComparisonRequest {
            old,
            new,
            settings: Vec::new(),
        });
        assert_eq!(found.broken, Some(expected));
        assert!(found.diagnostics.errors > 0);
    }
}

#[test]
fn an_archive_has_the_files_in_a_folder() {
    let long = format!("src/{}.rs", "long".repeat(40));
    let files = [file("Cargo.toml", "[package]\n"), file(&long, "// ß\n")];
    let bytes = archive("pets", &files).expect("an archive");
    assert_eq!(bytes, archive("pets", &files).expect("an archive"));
    let mut read = BTreeMap::new();
    for entry in tar::Archive::new(bytes.as_slice()).entries().expect("entries") {
        let mut entry = entry.expect("an entry");
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("text");
        let path = entry.path().expect("a path").to_string_lossy().into_owned();
        read.insert(path, text);
    }
    let expected = files.map(|file| (format!("pets/{}", file.path), file.text));
    assert_eq!(read, BTreeMap::from(expected));
    archive("pets", &[file("../outside", "")]).expect_err("no path in the folder");
}
