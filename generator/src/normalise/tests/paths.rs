use super::lift;

fn document(paths: &str) -> super::Lifted {
    lift(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}"
    ))
}

fn keys(lifted: &super::Lifted) -> Vec<&str> {
    lifted.openapi().paths.paths.keys().map(String::as_str).collect()
}

const OK: &str = "responses: {'204': {description: none}}";

#[test]
fn a_path_without_a_slash() {
    let lifted = document(&format!("  pets: {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&lifted), ["/pets"]);
    lifted.says(&["path-syntax at /paths/pets"]);
}

#[test]
fn braces_are_closed_and_without_blanks() {
    let lifted = document(&format!(
        "  '/a/{{ id }}/{{b/c': {{get: {{parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}], {OK}}}}}\n"
    ));
    assert_eq!(keys(&lifted), ["/a/{id}/{b}/c"]);
    lifted.becomes("/paths/~1a~1{id}~1{b}~1c/get/parameters/0/name", "id");
    lifted.becomes("/paths/~1a~1{id}~1{b}~1c/get/parameters/1/name", "b");
}

#[test]
fn a_parameter_after_a_colon() {
    let lifted = document(&format!("  '/a/:id/b:verb': {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&lifted), ["/a/{id}/b:verb"]);
    lifted.becomes("/paths/~1a~1{id}~1b:verb/get/parameters/0/name", "id");
}

#[test]
fn names_in_braces_are_names_alone() {
    let lifted = document(&format!(
        "  '/a/{{id:[0-9]{{2}}}}/{{+rest*}}': {{get: {{{OK}}}}}\n"
    ));
    assert_eq!(keys(&lifted), ["/a/{id}/{rest}"]);
}

#[test]
fn the_query_of_a_uri_template_is_query_parameters() {
    let lifted = document(&format!("  '/a{{?b,c*}}': {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&lifted), ["/a#b&c"]);
    lifted.becomes("/paths/~1a#b&c/get/parameters/1/name", "c");
}

#[test]
fn a_fixed_query_in_a_path_stays() {
    let lifted = document(&format!("  /a?b=c: {{get: {{{OK}}}}}\n  /a: {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&lifted), ["/a?b=c", "/a"]);
    lifted.says(&[]);
}

#[test]
fn a_template_in_a_query_is_a_query_parameter() {
    let lifted = document(&format!("  /a?b={{b}}&c=1: {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&lifted), ["/a?c=1#b"]);
    assert_eq!(crate::normalise::extension::wire_path("/a?c=1#b"), "/a?c=1");
    lifted.becomes(
        "/paths/~1a?c=1#b/get/parameters",
        "[{in: query, name: b, schema: {type: string}, style: form}]",
    );
    lifted.says(&["path-syntax at /paths/~1a?b={b}&c=1"]);
}

#[test]
fn a_fragment_keeps_paths_apart() {
    let lifted = document(&format!(
        "  /a#one: {{get: {{{OK}}}}}\n  /a#two: {{get: {{{OK}}}}}\n"
    ));
    assert_eq!(keys(&lifted), ["/a#one", "/a#two"]);
}

#[test]
fn paths_that_become_the_same_are_kept_apart() {
    let lifted = document(&format!("  /a: {{get: {{{OK}}}}}\n  a: {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&lifted), ["/a", "/a#2"]);
    lifted.says(&["path-syntax at /paths/a", "duplicate-path at /paths/a"]);
}

#[test]
fn methods_in_upper_case_and_unknown_ones() {
    let lifted = document(&format!("  /a: {{GET: {{{OK}}}, fetch: {{{OK}}}}}\n"));
    lifted.becomes("/paths/~1a/get/responses/204/description", "none");
    lifted.says(&[
        "unknown-field at /paths/~1a/GET",
        "unknown-field at /paths/~1a/fetch",
    ]);
}

#[test]
fn empty_path_items_and_operations() {
    let lifted = document("  /a:\n  /b: {get: }\n");
    assert_eq!(keys(&lifted), ["/b"]);
    lifted.becomes("/paths/~1b/get", "{responses: {}}");
    lifted.says(&["null-value at /paths/~1b/get"]);
}

#[test]
fn missing_responses() {
    let lifted = document("  /a: {get: {operationId: a}}\n");
    lifted.becomes("/paths/~1a/get", "{operationId: a, responses: {}}");
    lifted.says(&["missing-field at /paths/~1a/get"]);
}

#[test]
fn an_operation_id_that_is_no_text() {
    let lifted = document(&format!(
        "  /a: {{get: {{operationId: 12, {OK}}}}}\n  /b: {{get: {{operationId: ' ', {OK}}}}}\n"
    ));
    lifted.becomes("/paths/~1a/get/operationId", "'12'");
    lifted.becomes("/paths/~1b/get/operationId", "null");
}

#[test]
fn a_document_without_paths() {
    let lifted =
        lift("openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {type: string}}}\n");
    assert!(lifted.openapi().paths.paths.is_empty());
    lifted.says(&[]);
}
