//! What an operation's responses become.

use specwright::Generator;

fn client(method: &str, responses: &str) -> String {
    let document = format!(
        "openapi: 3.0.3\ninfo: {{ title: T, version: '1' }}\npaths:\n  /thing:\n    {method}:\n      operationId: \
         thing\n      responses: {responses}\n"
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("thing.yaml");
    std::fs::write(&path, document).expect("a document");
    Generator::new(path).generate().expect("a client").client
}

const JSON: &str = "content: { application/json: { schema: { type: string } } }";

#[test]
fn a_redirect_is_the_success_where_there_is_no_other() {
    let client = client(
        "get",
        "{ '302': { description: there }, '3XX': { description: there }, '404': { description: no } }",
    );
    assert!(
        client.contains("call.succeeds_with(&[\"302\", \"3XX\"]);"),
        "{client}"
    );
    assert!(client.contains("404 => NotFound(empty)"), "{client}");
    assert!(!client.contains("302 => "), "{client}");
}

#[test]
fn a_redirect_beside_a_success_is_a_failure() {
    let client = client(
        "get",
        "{ '200': { description: here }, '302': { description: there } }",
    );
    assert!(!client.contains("succeeds_with"), "{client}");
    assert!(client.contains("302 => Found(empty)"), "{client}");
}

#[test]
fn what_has_no_body_in_http_has_none() {
    let head = client(
        "head",
        &format!("{{ '200': {{ description: a, {JSON} }}, '404': {{ description: b, {JSON} }} }}"),
    );
    assert!(head.contains("Request<(), ThingError>"), "{head}");
    assert!(head.contains("404 => NotFound(empty)"), "{head}");
    let no_content = client("get", &format!("{{ '204': {{ description: a, {JSON} }} }}"));
    assert!(no_content.contains("Request<(), ThingError>"), "{no_content}");
}

#[test]
fn lines_of_json_that_are_described_as_a_text_are_any_json() {
    for media_type in [
        "application/x-ndjson",
        "application/jsonl",
        "application/json-seq",
    ] {
        let of = |schema: &str| {
            let content = format!("content: {{ {media_type}: {{ {schema} }} }}");
            client("get", &format!("{{ '200': {{ description: a, {content} }} }}"))
        };
        let whole = of("schema: { type: string }");
        assert!(whole.contains("JsonLines<Value>"), "{whole}");
        let lines = of("itemSchema: { type: string }");
        assert!(lines.contains("JsonLines<String>"), "{lines}");
        let numbers = of("schema: { type: integer, format: int64 }");
        assert!(numbers.contains("JsonLines<i64>"), "{numbers}");
    }
}
