//! What actions do beyond the examples of the specification.

use super::{apply, changed, overlay};

#[test]
fn actions_are_applied_in_order_each_to_what_the_one_before_left() {
    let actions = "
  - {target: $.servers, remove: true}
  - {target: $, update: {servers: [{url: http://localhost}]}}
  - {target: '$.servers[0]', update: {description: Local}}
";
    assert_eq!(
        changed("servers: [{url: a}, {url: b}]\nz: 1", actions),
        "z: 1\nservers:\n  - url: http://localhost\n    description: Local\n"
    );
}

#[test]
fn overlays_are_applied_in_order() {
    let first = overlay("  - {target: $, update: {a: {b: 1}}}\n");
    let second = overlay("  - {target: $.a, update: {b: 2}}\n");
    let applied = apply("z: 1", &[&first, &second]);
    assert_eq!(
        (applied.lines(), applied.yaml()),
        (String::new(), "z: 1\na:\n  b: 2\n".to_owned())
    );
}

#[test]
fn a_list_is_concatenated_and_another_value_appended() {
    assert_eq!(
        changed("a: [1]", "  - {target: $.a, update: [2, 3]}"),
        "a:\n  - 1\n  - 2\n  - 3\n"
    );
    assert_eq!(
        changed("a: [1]", "  - {target: $.a, update: two}"),
        "a:\n  - 1\n  - two\n"
    );
    assert_eq!(
        changed("a: [1]", "  - {target: $.a, update: [[2]]}"),
        "a:\n  - 1\n  - - 2\n"
    );
    assert_eq!(
        changed("a: {b: [1]}", "  - {target: $.a, update: {b: [1, 2]}}"),
        "a:\n  b:\n    - 1\n    - 1\n    - 2\n"
    );
}

#[test]
fn null_is_a_value_like_any_other_scalar() {
    assert_eq!(
        changed("a: 1\nb: null", "  - {target: '$[''a'',''b'']', update: null}"),
        "a: null\nb: null\n"
    );
    assert_eq!(changed("a: null", "  - {target: $, update: {a: x}}"), "a: x\n");
}

#[test]
fn remove_wins_over_update() {
    assert_eq!(
        changed("a: 1\nb: 2", "  - {target: $.a, remove: true, update: 3}"),
        "b: 2\n"
    );
}

#[test]
fn what_is_in_a_removed_value_goes_with_it() {
    assert_eq!(
        changed("a: {b: {a: 1}}\nc: {a: [1]}", "  - {target: $..a, remove: true}"),
        "c: {}\n"
    );
    assert_eq!(
        changed("a: [[1, 2], [3, 4]]", "  - {target: '$.a[*][0]', remove: true}"),
        "a:\n  - - 2\n  - - 4\n"
    );
}

#[test]
fn a_value_that_is_selected_twice_is_changed_once() {
    assert_eq!(
        changed("a: [1]", "  - {target: '$[''a'',''a'']', update: 2}"),
        "a:\n  - 1\n  - 2\n"
    );
    assert_eq!(
        changed("a: [1, 2, 3]", "  - {target: '$.a[0,0,-3]', remove: true}"),
        "a:\n  - 2\n  - 3\n"
    );
}

#[test]
fn targets_within_each_other_are_all_updated() {
    assert_eq!(
        changed(
            "a: {b: {c: {}}}",
            "  - {target: '$..[?@.c || @.b]', update: {x: 1}}"
        ),
        "a:\n  b:\n    c: {}\n    x: 1\n  x: 1\n"
    );
}

#[test]
fn numbers_stay_as_they_are_written() {
    let document = "a: 1.10\nb: 123456789012345678901234567890\nc: 0x1F\n";
    let actions = "  - {target: $, update: {d: 1.50, e: 1E40, f: 18446744073709551616}}";
    assert_eq!(
        changed(document, actions),
        document.to_owned() + "d: 1.50\ne: 1E40\nf: 18446744073709551616\n"
    );
    assert_eq!(changed("a: 1.0", "  - {target: $.a, update: 1.00}"), "a: 1.00\n");
}

#[test]
fn a_copy_may_be_of_what_it_goes_into() {
    assert_eq!(
        changed(
            "a: {b: 1}",
            "  - {target: $.a, update: {c: {}}}\n  - {target: $.a.c, copy: $.a}"
        ),
        "a:\n  b: 1\n  c:\n    b: 1\n    c: {}\n"
    );
}

#[test]
fn the_document_may_be_json_and_the_overlay_as_well() {
    let text = r#"{"overlay": "1.1.0", "info": {"title": "t", "version": "1"}, "actions": [{"target": "$.a", "update": {"b": 1}}]}"#;
    let applied = apply(r#"{"a": {}}"#, &[text]);
    assert_eq!(
        (applied.lines(), applied.yaml()),
        (String::new(), "a:\n  b: 1\n".to_owned())
    );
}

#[test]
fn references_that_an_overlay_adds_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    std::fs::write(
        path("api.yaml"),
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: {/pets: {get: {operationId: list, responses: {'200': {description: OK}}}}}\n",
    )
    .unwrap();
    std::fs::write(
        path("pet.yaml"),
        "type: object\nproperties: {nickname: {type: string}}\n",
    )
    .unwrap();
    let actions = "
  - target: $.paths['/pets'].get.responses['200']
    update: {content: {application/json: {schema: {$ref: pet.yaml}}}}
";
    std::fs::write(path("fixes.yaml"), overlay(actions)).unwrap();
    let generated = specwright::Generator::new(path("api.yaml"))
        .overlay(path("fixes.yaml"))
        .generate()
        .unwrap();
    assert!(generated.client.contains("pub nickname: Option<String>"));
    let inputs: Vec<_> = generated
        .inputs
        .iter()
        .map(|path| path.file_name().unwrap().to_owned())
        .collect();
    assert_eq!(inputs, ["api.yaml", "fixes.yaml", "pet.yaml"]);
}

#[test]
fn a_document_in_memory_takes_overlays_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("fixes.yaml");
    std::fs::write(
        &path,
        overlay("  - {target: '$.paths[''/a''].get', update: {operationId: renamed}}"),
    )
    .unwrap();
    let document: openapiv3::OpenAPI = serde_json::from_str(
        r#"{"openapi": "3.0.3", "info": {"title": "t", "version": "1"},
            "paths": {"/a": {"get": {"operationId": "old", "responses": {"204": {"description": ""}}}}}}"#,
    )
    .unwrap();
    let generated = specwright::Generator::from_openapi(document)
        .overlay(&path)
        .generate()
        .unwrap();
    assert!(generated.client.contains("pub fn renamed("));
    assert_eq!(generated.inputs, [path]);
}
