use super::{GET, normalized, with_operation};

const OK: &str = "responses: {'204': {description: none}}";

#[track_caller]
fn parameters(text: &str, canonical: &str, warnings: &[&str]) {
    let document = with_operation(
        "3.0.3",
        &format!("parameters:\n{}\n{OK}", super::indented(text, 2)),
    );
    document.becomes(&format!("{GET}/parameters"), canonical);
    let diagnostics: Vec<String> = document
        .diagnostics
        .iter()
        .map(|diagnostic| diagnostic.replace(GET, ""))
        .collect();
    assert_eq!(diagnostics, warnings, "{}", document.messages);
}

const ID: &str = "{in: path, name: id, required: true, schema: {type: string}}";

#[test]
fn a_path_parameter_that_is_not_declared() {
    let document = with_operation("3.0.3", OK);
    document.becomes(&format!("{GET}/parameters"), &format!("[{ID}]"));
    document.warns(&[&format!("undeclared-path-parameter at {GET}")]);
}

#[test]
fn a_path_parameter_that_is_not_required() {
    parameters(
        "- {name: id, in: path, schema: {type: string}}",
        &format!("[{ID}]"),
        &["path-parameter-not-required at /parameters/0"],
    );
}

#[test]
fn a_path_parameter_by_another_name_is_taken_for_the_one_in_the_path() {
    parameters(
        "- {name: petId, in: path, required: true, schema: {type: string}}",
        &format!("[{ID}]"),
        &["unused-path-parameter at /parameters/0/name"],
    );
}

#[test]
fn a_path_parameter_that_the_path_does_not_have() {
    parameters(
        "- {name: id, in: path, required: true, schema: {type: string}}
- {name: other, in: path, required: true, schema: {type: string}}",
        &format!("[{ID}]"),
        &["unused-path-parameter at /parameters/1/name"],
    );
}

#[test]
fn a_parameter_that_stands_twice() {
    parameters(
        "- {name: id, in: path, required: true, schema: {type: integer}}
- {name: id, in: path, required: true, schema: {type: string}}
- {name: id, in: query, schema: {type: string}}",
        &format!("[{ID}, {{in: query, name: id, schema: {{type: string}}}}]"),
        &["duplicate-parameter at /parameters/1"],
    );
}

#[test]
fn parameters_of_the_path_item_stay_there() {
    let document = normalized(
        "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /pets/{id}:
    parameters:
      - {name: id, in: path, required: true, schema: {type: string}}
      - {name: gone, in: path, required: true, schema: {type: string}}
    get: {responses: {'204': {description: none}}}
",
    );
    document.becomes("/paths/~1pets~1{id}/parameters", &format!("[{ID}]"));
    document.becomes(&format!("{GET}/parameters"), "null");
    document.warns(&["unused-path-parameter at /paths/~1pets~1{id}/parameters/1/name"]);
}

#[test]
fn a_parameter_without_a_schema_is_a_string() {
    parameters(
        "- {name: id, in: path, required: true}",
        &format!("[{ID}]"),
        &["missing-schema at /parameters/0"],
    );
}

#[test]
fn keywords_of_a_schema_beside_the_parameter() {
    parameters(
        "- {name: id, in: path, required: true, type: string}",
        &format!("[{ID}]"),
        &["missing-schema at /parameters/0"],
    );
}

#[test]
fn unknown_locations_and_styles() {
    parameters(
        "- {name: id, in: Path, required: true, style: fancy, schema: {type: string}}
- {name: a, in: somewhere, schema: {type: string}}
- {name: b, schema: {type: string}}",
        &format!(
            "[{ID}, {{in: query, name: a, schema: {{type: string}}}}, {{in: query, name: b, schema: {{type: string}}}}]"
        ),
        &[
            "unknown-style at /parameters/0/style",
            "parameter-location at /parameters/1/in",
            "parameter-location at /parameters/2",
        ],
    );
}

#[test]
fn a_body_among_the_parameters() {
    let document = with_operation(
        "3.0.3",
        &format!(
            "parameters:
  - {{name: id, in: path, required: true, schema: {{type: string}}}}
  - {{name: pet, in: body, required: true, schema: {{$ref: '#/components/schemas/Pet'}}}}
{OK}"
        ),
    );
    document.becomes(
        &format!("{GET}/requestBody"),
        "{content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}, required: true, name: pet}",
    );
    document.warns(&[&format!("parameter-location at {GET}/parameters/1")]);
}

#[test]
fn a_header_that_can_not_be_sent() {
    parameters(
        "- {name: id, in: path, required: true, schema: {type: string}}
- {name: 'not a name', in: header, schema: {type: string}}",
        &format!("[{ID}]"),
        &["header-name at /parameters/1"],
    );
}

#[test]
fn parameters_with_content() {
    parameters(
        "- {name: id, in: path, required: true, schema: {type: string}}
- {name: filter, in: query, content: {application/json: {schema: {type: object}}}}",
        &format!(
            "[{ID}, {{in: query, name: filter, content: {{application/json: {{schema: {{type: object}}}}}}}}]"
        ),
        &[],
    );
}

#[test]
fn parameters_that_are_no_list() {
    let document = with_operation(
        "3.0.3",
        &format!(
            "parameters: {{id: {{name: id, in: path, required: true, schema: {{type: string}}}}}}\n{OK}"
        ),
    );
    document.becomes(&format!("{GET}/parameters"), &format!("[{ID}]"));
    document.warns(&[&format!("wrong-type at {GET}/parameters")]);
}

#[test]
fn shared_parameters_stay_shared() {
    let document = normalized(
        "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /pets: {get: {parameters: [{$ref: '#/components/parameters/Limit'}], responses: {'204': {description: none}}}}
components:
  parameters:
    Limit: {name: limit, in: query, style: pipeDelimited, explode: false, schema: {type: array, items: {type: string}}}
",
    );
    document.becomes(
        "/paths/~1pets/get/parameters",
        "[{$ref: '#/components/parameters/Limit'}]",
    );
    document.becomes(
        "/components/parameters/Limit",
        "{in: query, name: limit, schema: {type: array, items: {type: string}}, style: pipeDelimited}",
    );
    document.warns(&[]);
}
