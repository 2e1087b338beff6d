//! Changes that a build script makes without a file.

use std::fs;

use specwright::{Error, Generator, Patch};

const DOCUMENT: &str =
    "openapi: 3.1.0\ninfo: {title: Pets, version: '1'}\npaths: {/a: {get: {responses: {}}}, /b: {}}\n";

fn with(set: impl FnOnce(Generator) -> Generator) -> Result<(String, Vec<String>), Error> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("api.yaml");
    fs::write(&path, DOCUMENT).unwrap();
    let effective = set(Generator::new(&path)).effective_document()?;
    assert_eq!(effective.inputs, [path], "a patch is no file that is read");
    let said = effective
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.one_line());
    Ok((effective.text, said.collect()))
}

#[test]
fn patches_are_applied_in_their_order() {
    let (text, said) = with(|generator| {
        generator
            .patch(Patch::update("$.info", "{title: Animals, x-null: null}"))
            .patch(Patch::copy("$.paths['/b']", "$.paths['/a']"))
            .patch(Patch::remove("$.paths['/a']"))
    })
    .unwrap();
    assert_eq!(said, [""; 0]);
    assert_eq!(
        text,
        "openapi: 3.1.0\ninfo:\n  title: Animals\n  version: '1'\n  x-null: null\npaths:\n  /b:\n    get:\n      responses: {}\n"
    );
}

#[test]
fn patches_follow_all_overlays() {
    let folder = tempfile::tempdir().unwrap();
    let overlay = folder.path().join("fixes.yaml");
    fs::write(
        &overlay,
        super::overlay("  - {target: $.info, update: {title: Overlaid}}\n"),
    )
    .unwrap();
    let document = folder.path().join("api.yaml");
    fs::write(&document, DOCUMENT).unwrap();
    let generator = Generator::new(document)
        .patch(Patch::update("$.info", "title: Patched"))
        .overlay(overlay);
    let text = generator.effective_document().unwrap().text;
    assert!(text.contains("title: Patched"), "{text}");
}

#[test]
fn what_is_said_about_a_patch_stands_where_it_is_called() {
    let line = line!() + 1;
    let (_, said) = with(|generator| generator.patch(Patch::remove("$.path"))).unwrap();
    let place = format!("{}:{line}:", file!());
    assert!(
        said[0].starts_with(&place) && said[0].contains("warning[unmatched-action]"),
        "{said:?}"
    );
}

#[test]
fn a_value_that_is_no_yaml_is_an_error() {
    let error = with(|generator| generator.patch(Patch::update("$.info", "a: [1"))).unwrap_err();
    let error = error.to_string();
    assert!(
        error.contains("of the value)") && error.contains(file!()),
        "{error}"
    );
    let (_, said) = with(|generator| generator.patch(Patch::update("$.info", "a: 1\na: 2"))).unwrap();
    assert!(
        said[0].contains("duplicate key \"a\"; the last value wins"),
        "{said:?}"
    );
}
