use super::{normalized, repaired_schema, with_schema};

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

fn normalize(rest: &str) -> super::Normalized {
    normalized(&format!("{HEAD}{rest}"))
}

#[test]
fn a_reference_to_nothing_is_a_warning_with_a_suggestion() {
    let document = with_schema("3.0.3", "type: array\nitems: {$ref: '#/components/schemas/Pets'}");
    document.becomes(super::S, "{type: array, items: {unresolved: true}}");
    document.warns(&["unresolved-reference at /components/schemas/S/items/$ref"]);
    assert!(
        document
            .messages
            .contains("did you mean `#/components/schemas/Pet`?"),
        "{}",
        document.messages
    );
}

#[test]
fn a_reference_to_nothing_that_ends_in_a_component_means_that() {
    for reference in [
        "#/definitions/Pet",
        "Pet",
        "#/components/Pet",
        "#/components/schemas/pet",
        "schemas/Pet.json",
    ] {
        let document = with_schema("3.0.3", &format!("$ref: '{reference}'"));
        document.becomes(super::S, "allOf: [{$ref: '#/components/schemas/Pet'}]");
        document.warns(&["unresolved-reference at /components/schemas/S/$ref"]);
    }
}

#[test]
fn a_reference_to_another_host_is_an_error() {
    repaired_schema(
        "3.0.3",
        "$ref: 'https://example.com/pet.json'",
        "unresolved: true",
        &["error: remote-reference at /$ref"],
    );
}

#[test]
fn references_in_a_circle_are_an_error() {
    let document = normalize(
        "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n",
    );
    document.becomes(
        "/components/schemas",
        "{A: {unresolved: true}, B: {unresolved: true}}",
    );
    document.warns(&[
        "error: reference-cycle at /components/schemas/A",
        "error: reference-cycle at /components/schemas/B",
    ]);
}

#[test]
fn a_component_that_is_a_reference_to_another_stays_one() {
    let document = normalize(
        "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {type: string}\n",
    );
    document.becomes(
        "/components/schemas",
        "{A: {allOf: [{$ref: '#/components/schemas/B'}]}, B: {type: string}}",
    );
    document.warns(&[]);
}

#[test]
fn a_schema_may_hold_itself() {
    let document = normalize(
        "components:\n  schemas:\n    Tree: {type: object, properties: {left: {$ref: '#/components/schemas/Tree'}}}\n",
    );
    document.warns(&[]);
}

#[test]
fn a_reference_into_a_schema_makes_its_target_a_component() {
    let document = normalize(
        "components:
  schemas:
    A: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}}}
    B: {type: object, properties: {by: {$ref: '#/components/schemas/A/properties/owner'}}}
",
    );
    document.becomes(
        "/components/schemas",
        "A: {type: object, properties: {owner: {$ref: '#/components/schemas/owner'}}}
B: {type: object, properties: {by: {$ref: '#/components/schemas/owner'}}}
owner: {type: object, properties: {name: {type: string}}}",
    );
    document.warns(&[]);
    assert_eq!(
        document.pointer_of_property("owner", "name"),
        "/components/schemas/A/properties/owner/properties/name"
    );
}

#[test]
fn what_is_referred_to_in_an_operation_without_a_name_is_named_after_its_path_and_status() {
    let document = normalize(
        "paths:
  /pets:
    get:
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object}}}}
        '401': {description: no, content: {application/json: {schema: {type: object}}}}
  /toys:
    get:
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/paths/~1pets/get/responses/200/content/application~1json/schema'}}}}
        '403': {description: no, content: {application/json: {schema: {$ref: '#/paths/~1pets/get/responses/401/content/application~1json/schema'}}}}
",
    );
    let schema =
        |status: &str| format!("/paths/~1toys/get/responses/{status}/content/application~1json/schema");
    document.becomes(
        &schema("200"),
        "{$ref: '#/components/schemas/get_~1pets_response'}",
    );
    document.becomes(
        &schema("403"),
        "{$ref: '#/components/schemas/get_~1pets_401_response'}",
    );
}

#[test]
fn a_name_that_is_taken_is_told_apart_by_what_is_around() {
    let document = normalize(
        "components:
  schemas:
    Owner: {type: string}
    A: {type: object, properties: {owner: {type: object}}}
    B: {$ref: '#/components/schemas/A/properties/owner'}
    C: {type: object, properties: {list: {type: array, items: {type: object}}}}
    D: {type: array, items: {$ref: '#/components/schemas/C/properties/list/items'}}
",
    );
    document.becomes(
        "/components/schemas/A/properties/owner",
        "$ref: '#/components/schemas/B'",
    );
    document.becomes("/components/schemas/B", "type: object");
    document.becomes(
        "/components/schemas/D/items",
        "$ref: '#/components/schemas/list_item'",
    );
    assert_eq!(
        document.pointer_of_schema("B"),
        "/components/schemas/A/properties/owner"
    );
}

#[test]
fn a_reference_into_a_path() {
    let document = normalize(
        "paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{name: limit, in: query, schema: {type: integer}}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {type: object}}}}
  /toys:
    get:
      operationId: listToys
      parameters: [{$ref: '#/paths/~1pets/get/parameters/0'}]
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: {$ref: '#/paths/~1pets/get/responses/200/content/application~1json/schema'}
",
    );
    document.becomes("/components/schemas", "{listPets_response: {type: object}}");
    document.becomes(
        "/paths/~1toys/get/parameters",
        "[{$ref: '#/components/parameters/limit'}]",
    );
    document.becomes(
        "/paths/~1pets/get/parameters",
        "[{$ref: '#/components/parameters/limit'}]",
    );
    document.warns(&[]);
}

#[test]
fn definitions_inside_of_schemas() {
    let document = normalize(
        "components:
  schemas:
    A:
      type: object
      properties: {part: {$ref: '#/components/schemas/A/$defs/Part'}}
      $defs: {Part: {type: string}}
",
    );
    document.becomes(
        "/components/schemas/A/properties/part",
        "$ref: '#/components/schemas/Part'",
    );
    document.becomes("/components/schemas/Part", "type: string");
}

#[test]
fn anchors_and_identifiers() {
    let document = normalize(
        "components:
  schemas:
    A: {type: object, $anchor: ay, properties: {a: {$ref: '#ay'}, b: {$ref: 'https://example.com/schemas/b'}}}
    B: {$id: 'https://example.com/schemas/b', type: object, properties: {tree: {$dynamicRef: '#node'}}}
    Tree: {$dynamicAnchor: node, type: object}
",
    );
    document.becomes(
        "/components/schemas/A/properties/a",
        "$ref: '#/components/schemas/A'",
    );
    document.becomes(
        "/components/schemas/A/properties/b",
        "$ref: '#/components/schemas/B'",
    );
    document.becomes(
        "/components/schemas/B/properties/tree",
        "$ref: '#/components/schemas/Tree'",
    );
    document.warns(&[]);
}

#[test]
fn the_root_of_a_schema_in_a_document_is_its_component() {
    let document = normalize(
        "components:\n  schemas:\n    Tree: {type: object, properties: {left: {$recursiveRef: '#'}, right: {$ref: '#'}}}\n",
    );
    document.becomes(
        "/components/schemas/Tree/properties",
        "{left: {$ref: '#/components/schemas/Tree'}, right: {$ref: '#/components/schemas/Tree'}}",
    );
}

#[test]
fn names_with_odd_characters_are_escaped() {
    let document = normalize(
        "components:\n  schemas:\n    a/b~c: {type: string}\n    D: {type: array, items: {$ref: '#/components/schemas/a~1b~0c'}}\n",
    );
    document.becomes(
        "/components/schemas/D/items",
        "$ref: '#/components/schemas/a~1b~0c'",
    );
    document.becomes("/components/schemas/a~1b~0c", "type: string");
}

#[test]
fn a_reference_in_place_of_properties_is_followed() {
    let document = normalize(
        "components:
  schemas:
    A: {type: object, properties: {a: {type: string}}}
    B: {type: object, properties: {$ref: '#/components/schemas/A/properties'}}
",
    );
    document.becomes(
        "/components/schemas/B",
        "{type: object, properties: {a: {type: string}}}",
    );
    document.warns(&["misplaced-reference at /components/schemas/B/properties"]);
}

#[test]
fn a_path_item_that_leads_to_nothing_is_an_error() {
    let document = normalize("paths:\n  /a: {$ref: '#/components/pathItems/A'}\n");
    document.warns(&["error: unresolved-reference at /paths/~1a/$ref"]);
}

#[test]
fn path_items_among_the_components() {
    let document = normalize(
        "paths:
  /a: {$ref: '#/components/pathItems/A'}
components:
  pathItems:
    A: {get: {operationId: a, responses: {'204': {description: none}}}}
",
    );
    document.becomes("/paths/~1a/get/operationId", "a");
    document.warns(&[]);
    assert_eq!(document.pointer_of_operation(), "/components/pathItems/A/get");
}
