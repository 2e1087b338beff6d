use super::normalize_files;

const ROOT: &str = "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /pets: {$ref: paths/pets.yaml}
components:
  schemas:
    Owner: {$ref: 'schemas/owner.yaml'}
";

#[test]
fn schemas_of_other_files_take_their_names() {
    let document = normalize_files(&[
        ("api.yaml", ROOT),
        (
            "paths/pets.yaml",
            "get:
  operationId: listPets
  responses:
    '200': {description: ok, content: {application/json: {schema: {$ref: '../schemas/pet.yaml'}}}}
    default: {$ref: '../responses.yaml#/Problem'}
",
        ),
        (
            "schemas/pet.yaml",
            "type: object\nproperties: {owner: {$ref: owner.yaml}, kind: {$ref: 'common.yaml#/definitions/Kind'}}",
        ),
        (
            "schemas/owner.yaml",
            "type: object\nproperties: {pet: {$ref: pet.yaml}}",
        ),
        ("schemas/common.yaml", "definitions: {Kind: {type: string}}"),
        ("responses.yaml", "Problem: {description: Wrong}"),
    ]);
    document.becomes(
        "/components/schemas",
        "Owner: {type: object, properties: {pet: {$ref: '#/components/schemas/pet'}}}
pet: {type: object, properties: {owner: {$ref: '#/components/schemas/Owner'}, kind: {$ref: '#/components/schemas/Kind'}}}
Kind: {type: string}",
    );
    document.becomes("/components/responses", "Problem: {description: Wrong}");
    document.becomes(
        "/paths/~1pets/get/responses/default",
        "$ref: '#/components/responses/Problem'",
    );
    document.warns(&[]);
}

#[test]
fn what_is_lifted_is_known_by_its_file() {
    let document = normalize_files(&[
        ("api.yaml", ROOT),
        (
            "paths/pets.yaml",
            "get: {operationId: listPets, responses: {'204': {description: none}}}",
        ),
        ("schemas/owner.yaml", "type: objekt"),
    ]);
    document.warns(&["unknown-type at owner.yaml#/type"]);
    assert_eq!(document.pointer_of_operation(), "1#/get");
}

#[test]
fn equal_names_are_told_apart_by_their_folders() {
    let document = normalize_files(&[
        (
            "api.yaml",
            "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components:
  schemas:
    All: {type: array, items: {anyOf: [{$ref: cats/pet.yaml}, {$ref: dogs/models/pet.yaml}]}}
",
        ),
        ("cats/pet.yaml", "type: string"),
        ("dogs/models/pet.yaml", "type: integer"),
    ]);
    document.becomes(
        "/components/schemas/All/items/anyOf",
        "[{$ref: '#/components/schemas/pet'}, {$ref: '#/components/schemas/dogs_pet'}]",
    );
}

#[test]
fn a_file_that_is_not_there_is_a_warning() {
    let document = normalize_files(&[(
        "api.yaml",
        "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /pets:
    get:
      parameters: [{$ref: 'parameters.yaml#/limit'}]
      responses: {default: {$ref: 'missing.yaml'}}
",
    )]);
    document.becomes("/paths/~1pets/get/parameters", "null");
    document.becomes(
        "/paths/~1pets/get/responses/default/content",
        "application/json: {schema: {unresolved: true}}",
    );
    document.warns(&[
        "unresolved-reference at /paths/~1pets/get/parameters/0/$ref",
        "unresolved-reference at /paths/~1pets/get/responses/default/$ref",
    ]);
}

#[test]
fn an_operation_in_a_file_of_its_own_is_followed() {
    let document = normalize_files(&[
        (
            "api.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {get: {$ref: a.yaml}}, /b: {get: {$ref: a.yaml}}}",
        ),
        (
            "a.yaml",
            "operationId: a\nresponses: {'204': {description: none}}",
        ),
    ]);
    document.becomes("/paths/~1b/get/operationId", "a");
    document.warns(&["misplaced-reference at /paths/~1a/get"]);
    assert!(
        document.messages.contains("and in one other place"),
        "{}",
        document.messages
    );
}

#[test]
fn a_path_item_that_holds_itself_is_an_error() {
    let document = normalize_files(&[
        (
            "api.yaml",
            "openapi: 3.0.3\ninfo: {title: T, version: '1'}\npaths: {/a: {$ref: a.yaml}}",
        ),
        ("a.yaml", "$ref: b.yaml"),
        ("b.yaml", "$ref: a.yaml"),
    ]);
    document.warns(&["error: reference-cycle at /paths/~1a/$ref"]);
}

#[test]
fn a_reference_in_place_of_all_components_of_a_kind_is_followed() {
    let document = normalize_files(&[
        (
            "api.yaml",
            "openapi: 3.0.3
info: {title: T, version: '1'}
paths:
  /pets:
    get:
      operationId: listPets
      parameters: [{$ref: '#/components/parameters/Limit'}]
      responses:
        '200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/Pet'}}}}
        default: {$ref: '#/components/responses/Problem'}
components:
  schemas: {$ref: schemas/index.yaml}
  responses: {$ref: responses.yaml}
  parameters: {$ref: parameters.yaml}
",
        ),
        (
            "schemas/index.yaml",
            "Pet: {$ref: pet.yaml}\nOwner: {type: object, properties: {pet: {$ref: '#/Pet'}}}",
        ),
        ("schemas/pet.yaml", "type: string"),
        ("responses.yaml", "Problem: {description: Wrong}"),
        (
            "parameters.yaml",
            "Limit: {name: limit, in: query, schema: {type: integer}}",
        ),
    ]);
    document.becomes(
        "/components/schemas",
        "Pet: {type: string}\nOwner: {type: object, properties: {pet: {$ref: '#/components/schemas/Pet'}}}",
    );
    document.becomes("/components/responses", "Problem: {description: Wrong}");
    document.becomes(
        "/paths/~1pets/get/responses/200/content/application~1json/schema",
        "$ref: '#/components/schemas/Pet'",
    );
    document.becomes(
        "/paths/~1pets/get/responses/default",
        "$ref: '#/components/responses/Problem'",
    );
    document.warns(&[
        "misplaced-reference at /components/schemas",
        "misplaced-reference at /components/responses",
        "misplaced-reference at /components/parameters",
    ]);
}

#[test]
fn a_reference_in_place_of_all_definitions_of_swagger_is_followed() {
    let document = normalize_files(&[
        (
            "api.yaml",
            "swagger: '2.0'\ninfo: {title: T, version: '1'}\npaths: {}\ndefinitions: {$ref: definitions.json}\n",
        ),
        ("definitions.json", "{\"Pet\": {\"type\": \"string\"}}"),
    ]);
    document.becomes("/components/schemas", "Pet: {type: string}");
    document.warns(&["misplaced-reference at /definitions"]);
}

#[test]
fn components_that_refer_to_themselves_are_none() {
    let document = super::normalized(
        "openapi: 3.0.3
info: {title: T, version: '1'}
paths: {}
components: {schemas: {$ref: '#/components/schemas'}}
",
    );
    document.becomes("/components", "");
    document.warns(&[
        "error: reference-cycle at /components/schemas/$ref",
        "misplaced-reference at /components/schemas",
    ]);
}
