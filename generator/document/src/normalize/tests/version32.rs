use super::normalized;

fn normalize(rest: &str) -> super::Normalized {
    normalized(&format!(
        "openapi: 3.2.0\ninfo: {{title: T, version: '1'}}\n{rest}"
    ))
}

#[test]
fn the_method_query_and_any_other() {
    let document = normalize(
        "paths:
  /pets/{id}:
    parameters: [{name: id, in: path, required: true, schema: {type: string}}]
    query: {operationId: search, responses: {'200': {description: ok}}}
    additionalOperations: {LINK: {operationId: link, responses: {'204': {description: none}}}}
",
    );
    document.warns(&[]);
    let operations: Vec<(&str, Option<&str>, String)> = document.description().paths[0]
        .operations
        .iter()
        .map(|operation| {
            (
                operation.method.as_str(),
                operation.operation_id.as_deref(),
                document.pointer(operation.source),
            )
        })
        .collect();
    let item = "/paths/~1pets~1{id}";
    assert_eq!(
        operations,
        [
            ("QUERY", Some("search"), format!("{item}/query")),
            ("LINK", Some("link"), format!("{item}/additionalOperations/LINK")),
        ]
    );
}

#[test]
fn the_whole_query_as_a_parameter() {
    let document = normalize(
        "paths:
  /pets:
    get:
      parameters:
        - {name: q, in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}
      responses: {'200': {description: ok}}
",
    );
    document.warns(&[]);
    document.becomes(
        "/paths/~1pets/get/parameters",
        "[{name: q, in: querystring, content: {application/x-www-form-urlencoded: {schema: {type: object}}}}]",
    );
}

#[test]
fn streams_have_a_schema_for_each_item() {
    let document = normalize(
        "paths:
  /events:
    get:
      responses: {'200': {description: ok, content: {text/event-stream: {itemSchema: {$ref: '#/components/schemas/Event'}}}}}
components: {schemas: {Event: {type: object}}}
",
    );
    document.warns(&[]);
    document.becomes(
        "/paths/~1events/get/responses/200/content/text~1event-stream",
        "itemSchema: {$ref: '#/components/schemas/Event'}",
    );
}

/// Asserts what an item of a stream of events becomes, which has the fields of an event.
#[track_caller]
fn events(item_schema: &str, expected: &str) {
    let document = normalize(&format!(
        "paths:
  /events:
    get:
      responses: {{'200': {{description: ok, content: {{text/event-stream: {{itemSchema: {item_schema}}}}}}}}}
components:
  schemas:
    Pet: {{type: object}}
    Added: {{properties: {{event: {{const: added}}, data: {{contentMediaType: application/json, contentSchema: {{$ref: '#/components/schemas/Pet'}}}}}}}}
    Said: {{type: object, required: [data], properties: {{event: {{type: string}}, data: {{type: string}}, id: {{type: string}}, retry: {{type: integer}}}}}}
"
    ));
    document.warns(&[]);
    document.becomes(
        "/paths/~1events/get/responses/200/content/text~1event-stream/itemSchema",
        expected,
    );
}

#[test]
fn an_item_with_the_fields_of_an_event_is_its_data() {
    events("{$ref: '#/components/schemas/Said'}", "{type: string}");
    events(
        "{$ref: '#/components/schemas/Added'}",
        "{$ref: '#/components/schemas/Pet'}",
    );
    events(
        "{type: object, properties: {event: {type: string}, data: {$ref: '#/components/schemas/Pet'}}}",
        "{$ref: '#/components/schemas/Pet'}",
    );
    events(
        "{properties: {data: {type: string, contentMediaType: application/json}}}",
        "{}",
    );
    events("{properties: {data: {type: integer}}}", "{type: integer}");
    events(
        "{properties: {data: {type: string, enum: [a, b]}}}",
        "{type: string, enum: [a, b]}",
    );
}

#[test]
fn events_of_several_kinds_have_data_of_any_of_these() {
    events(
        "{oneOf: [{$ref: '#/components/schemas/Added'}, {$ref: '#/components/schemas/Said'}]}",
        "{anyOf: [{$ref: '#/components/schemas/Pet'}, {type: string}]}",
    );
    let by_the_specification = "{
        type: object, required: [event],
        properties: {event: {type: string}, data: {type: string}, retry: {type: integer}},
        oneOf: [
            {properties: {event: {const: addString}}},
            {properties: {event: {const: addInt64}, data: {format: int64}}},
            {properties: {event: {const: addJson}, data: {contentMediaType: application/json, contentSchema: {$ref: '#/components/schemas/Pet'}}}}
        ]}";
    events(
        by_the_specification,
        "{anyOf: [{type: string}, {$ref: '#/components/schemas/Pet'}]}",
    );
    events(
        "{allOf: [{$ref: '#/components/schemas/Said'}, {properties: {data: {$ref: '#/components/schemas/Pet'}}}]}",
        "{$ref: '#/components/schemas/Pet'}",
    );
}

#[test]
fn alternatives_within_a_part_of_an_event_are_all_kept() {
    events(
        "{allOf: [{properties: {id: {type: string}}}, {oneOf: [{$ref: '#/components/schemas/Added'}, {$ref: '#/components/schemas/Said'}]}]}",
        "{anyOf: [{$ref: '#/components/schemas/Pet'}, {type: string}]}",
    );
}

#[test]
fn data_that_is_described_within_a_component_is_one_type_for_all_streams() {
    let stream = |path: &str| {
        format!(
            "  {path}: {{get: {{operationId: {}, responses: {{'200': {{description: ok, content: {{text/event-stream: {{itemSchema: {{$ref: '#/components/schemas/Event'}}}}}}}}}}}}}}\n",
            &path[1..]
        )
    };
    let document = normalize(&format!(
        "paths:\n{}{}components: {{schemas: {{Event: {{properties: {{data: {{type: object, properties: {{a: {{type: string}}}}}}}}}}}}}}\n",
        stream("/a"),
        stream("/b")
    ));
    for path in ["~1a", "~1b"] {
        document.becomes(
            &format!("/paths/{path}/get/responses/200/content/text~1event-stream/itemSchema"),
            "{$ref: '#/components/schemas/data'}",
        );
    }
}

#[test]
fn an_item_with_other_fields_is_data_itself() {
    let other =
        "{type: object, properties: {event: {type: string}, data: {type: string}, at: {type: string}}}";
    events(other, other);
    events(
        "{type: object, properties: {id: {type: string}}}",
        "{type: object, properties: {id: {type: string}}}",
    );
    events(
        "{type: array, items: {type: string}}",
        "{type: array, items: {type: string}}",
    );
}

#[test]
fn events_that_a_few_lines_make_very_many_of_are_not_taken_apart() {
    let mut components = "    E0: {properties: {data: {type: string}}}\n".to_owned();
    for level in 1..8 {
        let part = format!("{{$ref: '#/components/schemas/E{}'}}", level - 1);
        let parts = vec![part; 10].join(", ");
        components.push_str(&format!("    E{level}: {{oneOf: [{parts}]}}\n"));
    }
    let document = normalize(&format!(
        "paths:
  /events:
    get:
      responses: {{'200': {{description: ok, content: {{text/event-stream: {{itemSchema: {{$ref: '#/components/schemas/E7'}}}}}}}}}}
components:
  schemas:
{components}"
    ));
    document.becomes(
        "/paths/~1events/get/responses/200/content/text~1event-stream",
        "itemSchema: {$ref: '#/components/schemas/E7'}",
    );
}

#[test]
fn media_types_among_the_components() {
    let document = normalize(
        "paths:
  /pets:
    get:
      responses: {'200': {description: ok, content: {application/json: {$ref: '#/components/mediaTypes/Pets'}}}}
      parameters: [{name: q, in: query, content: {application/json: {$ref: '#/components/mediaTypes/Names'}}}]
components:
  mediaTypes:
    Pets: {schema: {type: object, properties: {name: {type: string}}}}
    Names: {schema: {type: array, items: {type: string}}}
",
    );
    document.warns(&[]);
    document.becomes(
        "/paths/~1pets/get/responses/200/content/application~1json",
        "schema: {$ref: '#/components/schemas/Pets'}",
    );
    document.becomes(
        "/components/schemas",
        "Pets: {type: object, properties: {name: {type: string}}}",
    );
    document.becomes(
        "/paths/~1pets/get/parameters/0/content/application~1json",
        "schema: {type: array, items: {type: string}}",
    );
}

#[test]
fn nested_tags_and_named_servers() {
    let document = normalize(
        "$self: https://example.com/api
servers: [{url: 'https://example.com', name: Production}]
tags: [{name: pets, summary: Pets, parent: animals, kind: nav}]
paths: {}
",
    );
    document.warns(&[]);
    document.becomes("/servers", "[{url: 'https://example.com', name: Production}]");
    document.becomes(
        "/tags",
        "[{name: pets, summary: Pets, parent: animals, kind: nav}]",
    );
}

#[test]
fn a_document_refers_to_itself_by_its_own_uri() {
    let document = normalize(
        "$self: https://example.com/api
components:
  schemas:
    A: {type: array, items: {$ref: 'https://example.com/api#/components/schemas/B'}}
    B: {type: string}
",
    );
    document.becomes("/components/schemas/A/items", "$ref: '#/components/schemas/B'");
    document.warns(&[]);
}

#[test]
fn the_schema_for_other_tags() {
    let document = normalize(
        "components:
  schemas:
    A: {oneOf: [{$ref: '#/components/schemas/B'}], discriminator: {propertyName: kind, defaultMapping: B}}
    B: {type: object}
",
    );
    document.warns(&[]);
    document.becomes(
        "/components/schemas/A",
        "oneOf: [{$ref: '#/components/schemas/B'}]
discriminator: {propertyName: kind, defaultMapping: '#/components/schemas/B'}",
    );
}
