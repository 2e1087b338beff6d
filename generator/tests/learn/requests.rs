//! Which requests and bodies are read.

use crate::{Case, document};

#[test]
fn requests_are_matched_by_server_method_and_path() {
    let pet = "      {type: object, properties: {a: {type: string}}}";
    let case = Case::new(&document("3.0.3", pet)).har(&[
        ("/v1/pets/1?x=1#y", 200, "application/json", r#"{"a": null}"#),
        ("/v2/pets/1", 200, "application/json", r#"{"a": null}"#),
        ("/v1/pets/1/2", 200, "application/json", r#"{"a": null}"#),
    ]);
    let learned = case.learn();
    assert_eq!((learned.responses, learned.unmatched), (3, 6));
    let learned = case
        .learner
        .clone()
        .server("https://api.example.com/v2")
        .learn()
        .unwrap();
    assert_eq!((learned.responses, learned.unmatched), (6, 3));
}

#[test]
fn bodies_in_base64_are_read_and_what_is_no_json_is_told() {
    let pet = "      {type: object, properties: {a: {type: string}}}";
    // {"a": null}
    let entry = |text: &str| {
        format!(
            r#"{{"request": {{"method": "get", "url": "https://api.example.com/v1/pets/1"}}, "response": {{"status": 200,
            "content": {{"mimeType": "application/json", "encoding": "base64", "text": "{text}"}}}}}}"#
        )
    };
    let entries = [
        entry("eyJhIjogbnVsbH0="),
        entry("eyJhIjogbnVsbH0="),
        entry("eyJhIjogbnVsbH0="),
        entry("bm8="),
    ]
    .join(",");
    let learned = Case::new(&document("3.0.3", pet))
        .file("a.har", &format!(r#"{{"log": {{"entries": [{entries}]}}}}"#))
        .learn();
    assert_eq!(learned.actions, 1);
    assert_eq!(
        learned.notes,
        ["`getPet`: status 200 with `application/json`, 4 times: 1 body is no JSON"]
    );
}
