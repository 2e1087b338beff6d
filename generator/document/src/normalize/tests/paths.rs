use super::normalized;

fn normalize(paths: &str) -> super::Normalized {
    normalized(&format!(
        "openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths:\n{paths}"
    ))
}

fn keys(document: &super::Normalized) -> Vec<String> {
    let paths = document.at("/paths");
    let paths = paths.as_object().expect("there are paths");
    paths.keys().cloned().collect()
}

const OK: &str = "responses: {'204': {description: none}}";

#[test]
fn a_path_without_a_slash() {
    let document = normalize(&format!("  pets: {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&document), ["/pets"]);
    document.warns(&["path-syntax at /paths/pets"]);
}

#[test]
fn braces_are_closed_and_without_blanks() {
    let document = normalize(&format!(
        "  '/a/{{ id }}/{{b/c': {{get: {{parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}], {OK}}}}}\n"
    ));
    assert_eq!(keys(&document), ["/a/{id}/{b}/c"]);
    document.becomes("/paths/~1a~1{id}~1{b}~1c/get/parameters/0/name", "id");
    document.becomes("/paths/~1a~1{id}~1{b}~1c/get/parameters/1/name", "b");
}

#[test]
fn a_parameter_after_a_colon() {
    let document = normalize(&format!("  '/a/:id/b:verb': {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&document), ["/a/{id}/b:verb"]);
    document.becomes("/paths/~1a~1{id}~1b:verb/get/parameters/0/name", "id");
}

#[test]
fn names_in_braces_are_names_alone() {
    let document = normalize(&format!(
        "  '/a/{{id:[0-9]{{2}}}}/{{+rest*}}': {{get: {{{OK}}}}}\n"
    ));
    assert_eq!(keys(&document), ["/a/{id}/{rest}"]);
}

#[test]
fn the_query_of_a_uri_template_is_query_parameters() {
    let document = normalize(&format!("  '/a{{?b,c*}}': {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&document), ["/a#b&c"]);
    document.becomes("/paths/~1a#b&c/get/parameters/1/name", "c");
}

#[test]
fn dots_and_slashes_of_a_uri_template_stay() {
    let document = normalize(&format!("  '/a{{/b,c}}{{.d}}': {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&document), ["/a/{b}/{c}.{d}"]);
    document.becomes("/paths/~1a~1{b}~1{c}.{d}/get/parameters/2/name", "d");
    let path = "/paths/~1a{~1b,c}{.d}";
    let undeclared = format!("undeclared-path-parameter at {path}/get");
    document.warns(&[
        &format!("path-syntax at {path}"),
        &undeclared,
        &undeclared,
        &undeclared,
    ]);
}

#[test]
fn a_style_that_writes_the_dot_of_a_uri_template_writes_the_only_one() {
    let document = normalize(&format!(
        "  '/a{{.b}}': {{get: {{parameters: [{{name: b, in: path, required: true, style: label, schema: {{type: string}}}}], {OK}}}}}\n"
    ));
    assert_eq!(keys(&document), ["/a{b}"]);
    document.becomes("/paths/~1a{b}/get/parameters/0/style", "label");
}

#[test]
fn a_fixed_query_in_a_path_stays() {
    let document = normalize(&format!("  /a?b=c: {{get: {{{OK}}}}}\n  /a: {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&document), ["/a?b=c", "/a"]);
    document.warns(&[]);
}

#[test]
fn a_template_in_a_query_is_a_query_parameter() {
    let document = normalize(&format!("  /a?b={{b}}&c=1: {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&document), ["/a?c=1#b"]);
    assert_eq!(document.description().paths[0].path, *"/a?c=1");
    document.becomes(
        "/paths/~1a?c=1#b/get/parameters",
        "[{in: query, name: b, schema: {type: string}}]",
    );
    document.warns(&["path-syntax at /paths/~1a?b={b}&c=1"]);
}

#[test]
fn a_parameter_that_is_declared_for_the_path_and_stands_in_its_query_is_one_of_the_query() {
    let platform = "name: platform, in: path, description: Where, required: true, schema: {type: string, enum: [ios, win]}";
    let amount = "name: amount, in: path, required: true, schema: {type: integer}";
    let document = normalize(&format!(
        "  '/icons/{{id}}?platform={{platform}}&size={{amount}}':
    parameters: [{{{amount}}}]
    get: {{parameters: [{{{platform}}}, {{name: iconId, in: path, required: true, schema: {{type: integer}}}}], {OK}}}
"
    ));
    assert_eq!(keys(&document), ["/icons/{id}#platform&size"]);
    document.becomes(
        "/paths/~1icons~1{id}#platform&size/parameters",
        "[{in: query, name: size, required: true, schema: {type: integer}}]",
    );
    document.becomes(
        "/paths/~1icons~1{id}#platform&size/get/parameters",
        "- {in: query, name: platform, description: Where, required: true, schema: {type: string, enum: [ios, win]}}
- {in: path, name: id, required: true, schema: {type: integer}}",
    );
    let path = "/paths/~1icons~1{id}?platform={platform}&size={amount}";
    document.warns(&[
        &format!("path-syntax at {path}"),
        &format!("unused-path-parameter at {path}/get/parameters/1/name"),
    ]);
}

#[test]
fn a_path_after_a_hash_is_not_sent() {
    let document = normalize(&format!(
        "  '/send/#env/{{id}}': {{get: {{parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}], {OK}}}}}\n"
    ));
    assert_eq!(document.description().paths[0].path, *"/send/");
    document.becomes("/paths/~1send~1#env~1{id}/get/parameters", "null");
    document.warns(&["path-syntax at /paths/~1send~1#env~1{id}"]);
    assert!(
        document
            .messages
            .contains("what follows `#` in the path `/send/#env/{id}` is not sent"),
        "{}",
        document.messages
    );
}

#[test]
fn a_fragment_keeps_paths_apart() {
    let document = normalize(&format!(
        "  /a#one: {{get: {{{OK}}}}}\n  /a#two: {{get: {{{OK}}}}}\n"
    ));
    assert_eq!(keys(&document), ["/a#one", "/a#two"]);
}

#[test]
fn paths_that_become_the_same_are_kept_apart() {
    let document = normalize(&format!("  /a: {{get: {{{OK}}}}}\n  a: {{get: {{{OK}}}}}\n"));
    assert_eq!(keys(&document), ["/a", "/a#2"]);
    document.warns(&["path-syntax at /paths/a", "duplicate-path at /paths/a"]);
}

#[test]
fn methods_in_upper_case_and_unknown_ones() {
    let document = normalize(&format!("  /a: {{GET: {{{OK}}}, fetch: {{{OK}}}}}\n"));
    document.becomes("/paths/~1a/get/responses/204/description", "none");
    document.warns(&[
        "unknown-field at /paths/~1a/GET",
        "unknown-field at /paths/~1a/fetch",
    ]);
}

#[test]
fn empty_path_items_and_operations() {
    let document = normalize("  /a:\n  /b: {get: }\n");
    assert_eq!(keys(&document), ["/b"]);
    document.becomes("/paths/~1b/get", "{responses: {}}");
    document.warns(&["null-value at /paths/~1b/get"]);
}

#[test]
fn missing_responses() {
    let document = normalize("  /a: {get: {operationId: a}}\n");
    document.becomes("/paths/~1a/get", "{operationId: a, responses: {}}");
    document.warns(&["missing-field at /paths/~1a/get"]);
}

#[test]
fn an_operation_id_that_is_no_text() {
    let document = normalize(&format!(
        "  /a: {{get: {{operationId: 12, {OK}}}}}\n  /b: {{get: {{operationId: ' ', {OK}}}}}\n"
    ));
    document.becomes("/paths/~1a/get/operationId", "'12'");
    document.becomes("/paths/~1b/get/operationId", "null");
}

#[test]
fn a_document_without_paths() {
    let document = normalized(
        "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents: {schemas: {A: {type: string}}}\n",
    );
    assert!(document.description().paths.is_empty());
    document.warns(&[]);
}
