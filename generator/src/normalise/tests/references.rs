use super::{lift, mended_schema, with_schema};
use crate::normalise::extension;

const HEAD: &str = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\n";

fn document(rest: &str) -> super::Lifted {
    lift(&format!("{HEAD}{rest}"))
}

#[test]
fn a_reference_to_nothing_is_a_warning_with_a_suggestion() {
    let lifted = with_schema("3.0.3", "type: array\nitems: {$ref: '#/components/schemas/Pets'}");
    lifted.becomes(super::S, "{type: array, items: {x-specwright-unresolved: true}}");
    lifted.says(&["unresolved-reference at /components/schemas/S/items"]);
    assert!(
        lifted.words.contains("did you mean `#/components/schemas/Pet`?"),
        "{}",
        lifted.words
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
        let lifted = with_schema("3.0.3", &format!("$ref: '{reference}'"));
        lifted.becomes(super::S, "$ref: '#/components/schemas/Pet'");
        lifted.says(&["unresolved-reference at /components/schemas/S"]);
    }
}

#[test]
fn a_reference_to_another_host_is_an_error() {
    mended_schema(
        "3.0.3",
        "$ref: 'https://example.com/pet.json'",
        "x-specwright-unresolved: true",
        &["error: remote-reference at "],
    );
}

#[test]
fn references_in_a_circle_are_an_error() {
    let lifted = document(
        "components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {$ref: '#/components/schemas/A'}\n",
    );
    lifted.becomes(
        "/components/schemas",
        "{A: {x-specwright-unresolved: true}, B: {x-specwright-unresolved: true}}",
    );
    lifted.says(&[
        "error: reference-cycle at /components/schemas/A",
        "error: reference-cycle at /components/schemas/B",
    ]);
}

#[test]
fn a_component_that_is_a_reference_to_another_stays_one() {
    let lifted =
        document("components:\n  schemas:\n    A: {$ref: '#/components/schemas/B'}\n    B: {type: string}\n");
    lifted.becomes(
        "/components/schemas",
        "{A: {$ref: '#/components/schemas/B'}, B: {type: string}}",
    );
    lifted.says(&[]);
}

#[test]
fn a_schema_may_hold_itself() {
    let lifted = document(
        "components:\n  schemas:\n    Tree: {type: object, properties: {left: {$ref: '#/components/schemas/Tree'}}}\n",
    );
    lifted.says(&[]);
}

#[test]
fn a_reference_into_a_schema_makes_its_target_a_component() {
    let lifted = document(
        "components:
  schemas:
    A: {type: object, properties: {owner: {type: object, properties: {name: {type: string}}}}}
    B: {type: object, properties: {by: {$ref: '#/components/schemas/A/properties/owner'}}}
",
    );
    lifted.becomes(
        "/components/schemas",
        "A: {type: object, properties: {owner: {$ref: '#/components/schemas/owner'}}}
B: {type: object, properties: {by: {$ref: '#/components/schemas/owner'}}}
owner: {type: object, properties: {name: {type: string}}}",
    );
    lifted.says(&[]);
    let place = lifted
        .normalised()
        .origins
        .place("/components/schemas/owner/properties/name");
    assert_eq!(
        place.pointer,
        "/components/schemas/A/properties/owner/properties/name"
    );
}

#[test]
fn a_name_that_is_taken_is_told_apart_by_what_is_around() {
    let lifted = document(
        "components:
  schemas:
    Owner: {type: string}
    A: {type: object, properties: {owner: {type: object}}}
    B: {$ref: '#/components/schemas/A/properties/owner'}
    C: {type: object, properties: {list: {type: array, items: {type: object}}}}
    D: {type: array, items: {$ref: '#/components/schemas/C/properties/list/items'}}
",
    );
    lifted.becomes(
        "/components/schemas/A/properties/owner",
        "$ref: '#/components/schemas/B'",
    );
    lifted.becomes("/components/schemas/B", "type: object");
    lifted.becomes(
        "/components/schemas/D/items",
        "$ref: '#/components/schemas/list_item'",
    );
    let place = lifted.normalised().origins.place("/components/schemas/B");
    assert_eq!(place.pointer, "/components/schemas/A/properties/owner");
}

#[test]
fn a_reference_into_a_path() {
    let lifted = document(
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
    lifted.becomes("/components/schemas", "{listPets_response: {type: object}}");
    lifted.becomes(
        "/paths/~1toys/get/parameters",
        "[{$ref: '#/components/parameters/limit'}]",
    );
    lifted.becomes(
        "/paths/~1pets/get/parameters",
        "[{$ref: '#/components/parameters/limit'}]",
    );
    lifted.says(&[]);
}

#[test]
fn definitions_inside_of_schemas() {
    let lifted = document(
        "components:
  schemas:
    A:
      type: object
      properties: {part: {$ref: '#/components/schemas/A/$defs/Part'}}
      $defs: {Part: {type: string}}
",
    );
    lifted.becomes(
        "/components/schemas/A/properties/part",
        "$ref: '#/components/schemas/Part'",
    );
    lifted.becomes("/components/schemas/Part", "type: string");
}

#[test]
fn anchors_and_identifiers() {
    let lifted = document(
        "components:
  schemas:
    A: {type: object, $anchor: ay, properties: {a: {$ref: '#ay'}, b: {$ref: 'https://example.com/schemas/b'}}}
    B: {$id: 'https://example.com/schemas/b', type: object, properties: {tree: {$dynamicRef: '#node'}}}
    Tree: {$dynamicAnchor: node, type: object}
",
    );
    lifted.becomes(
        "/components/schemas/A/properties/a",
        "$ref: '#/components/schemas/A'",
    );
    lifted.becomes(
        "/components/schemas/A/properties/b",
        "$ref: '#/components/schemas/B'",
    );
    lifted.becomes(
        "/components/schemas/B/properties/tree",
        "$ref: '#/components/schemas/Tree'",
    );
    lifted.says(&[]);
}

#[test]
fn the_root_of_a_schema_in_a_document_is_its_component() {
    let lifted = document(
        "components:\n  schemas:\n    Tree: {type: object, properties: {left: {$recursiveRef: '#'}, right: {$ref: '#'}}}\n",
    );
    lifted.becomes(
        "/components/schemas/Tree/properties",
        "{left: {$ref: '#/components/schemas/Tree'}, right: {$ref: '#/components/schemas/Tree'}}",
    );
}

#[test]
fn names_with_odd_characters_are_escaped() {
    let lifted = document(
        "components:\n  schemas:\n    a/b~c: {type: string}\n    D: {type: array, items: {$ref: '#/components/schemas/a~1b~0c'}}\n",
    );
    lifted.becomes(
        "/components/schemas/D/items",
        "$ref: '#/components/schemas/a~1b~0c'",
    );
    let name = extension::component_name("#/components/schemas/a~1b~0c");
    assert_eq!(name.as_deref(), Some("a/b~c"));
}

#[test]
fn a_reference_in_place_of_properties_is_followed() {
    let lifted = document(
        "components:
  schemas:
    A: {type: object, properties: {a: {type: string}}}
    B: {type: object, properties: {$ref: '#/components/schemas/A/properties'}}
",
    );
    lifted.becomes(
        "/components/schemas/B",
        "{type: object, properties: {a: {type: string}}}",
    );
    lifted.says(&["misplaced-reference at /components/schemas/B/properties"]);
}

#[test]
fn a_path_item_that_leads_to_nothing_is_an_error() {
    let lifted = document("paths:\n  /a: {$ref: '#/components/pathItems/A'}\n");
    lifted.says(&["error: unresolved-reference at /paths/~1a"]);
}

#[test]
fn path_items_among_the_components() {
    let lifted = document(
        "paths:
  /a: {$ref: '#/components/pathItems/A'}
components:
  pathItems:
    A: {get: {operationId: a, responses: {'204': {description: none}}}}
",
    );
    lifted.becomes("/paths/~1a/get/operationId", "a");
    lifted.says(&[]);
    let place = lifted.normalised().origins.place("/paths/~1a/get/operationId");
    assert_eq!(place.pointer, "/components/pathItems/A/get/operationId");
}
