//! Where the values of a changed document stand.

use super::{apply, overlay};

#[test]
fn what_an_overlay_adds_stands_in_the_overlay() {
    let document = "a:\n  b: 1\n  c: 2\n";
    let text = overlay("  - target: $.a\n    update:\n      c: 3\n      d:\n        e: 4\n");
    let applied = apply(document, &[&text]);
    assert_eq!(applied.place("/a"), "openapi.yaml:1:1");
    assert_eq!(applied.place("/a/b"), "openapi.yaml:2:3");
    assert_eq!(applied.place("/a/c"), "1.yaml:6:7");
    assert_eq!(applied.place("/a/d"), "1.yaml:7:7");
    assert_eq!(applied.place("/a/d/e"), "1.yaml:8:9");
}

#[test]
fn items_behind_a_removed_one_stand_where_they_stood() {
    let document = "a:\n  - x: 1\n  - x: 2\n  - x: 3\n";
    let text = overlay(
        "  - {target: '$.a[0]', remove: true}\n  - {target: '$.a[?@.x == 3]', update: {z: 1}}\n  - target: $.a\n    update:\n      x: 4\n  - {target: '$.a[?@.x == 2]', remove: true}\n",
    );
    let applied = apply(document, &[&text]);
    assert_eq!(applied.yaml(), "a:\n  - x: 3\n    z: 1\n  - x: 4\n");
    assert_eq!(applied.place("/a/0/x"), "openapi.yaml:4:5");
    assert_eq!(applied.place("/a/0/z"), "1.yaml:5:41");
    assert_eq!(applied.place("/a/1/x"), "1.yaml:8:7");
}

#[test]
fn copies_stand_where_the_original_does() {
    let document = "a:\n  b: 1\nc: {}\n";
    let text = overlay(
        "  - {target: $.a, update: {n: 1}}\n  - {target: $.c, copy: $.a}\n  - {target: $.a, remove: true}\n",
    );
    let applied = apply(document, &[&text]);
    assert_eq!(applied.place("/c/b"), "openapi.yaml:2:3");
    assert_eq!(applied.place("/c/n"), "1.yaml:4:28");
}

#[test]
fn a_value_that_is_added_again_stands_where_it_was_added_last() {
    let first = overlay("  - {target: $, update: {b: {c: 1}}}\n");
    let second = overlay("  - {target: $.b, remove: true}\n  - target: $\n    update:\n      b: {c: 2}\n");
    let applied = apply("a: 1", &[&first, &second]);
    assert_eq!(applied.place("/b/c"), "2.yaml:7:11");
}

#[test]
fn diagnostics_have_the_lines_of_the_overlay() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(
        path("api.yaml"),
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {operationId: a, responses: {'204': {description: ''}}}}}\n",
    )
    .unwrap();
    let text = overlay(
        "  - target: $.paths['/a'].get\n    update:\n      parameters:\n        - {name: q, in: nowhere, schema: {type: string}}\n",
    );
    std::fs::write(path("fixes.yaml"), text).unwrap();
    let generated = specwright::Generator::new(path("api.yaml"))
        .overlay(path("fixes.yaml"))
        .generate();
    let diagnostics = match &generated {
        Ok(generated) => &generated.diagnostics,
        Err(error) => error.diagnostics(),
    };
    let diagnostic = diagnostics
        .iter()
        .find(|diagnostic| diagnostic.message.contains("nowhere"))
        .unwrap();
    assert_eq!(diagnostic.path, path("fixes.yaml"));
    assert_eq!(diagnostic.position.map(|position| position.line), Some(7));
    assert_eq!(
        diagnostic.excerpt.as_ref().unwrap().text.trim_start(),
        "- {name: q, in: nowhere, schema: {type: string}}"
    );
}
