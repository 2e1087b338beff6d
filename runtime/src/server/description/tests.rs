use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Description, Part, read::read};

/// Returns a description with an operation for each schema of a body.
fn description(schemas: impl IntoIterator<Item = Value>) -> Description {
    let paths = schemas.into_iter().zip(0..).map(|(schema, number)| {
        let body = json!({ "content": { "application/json": { "schema": schema } } });
        (format!("/p{number}"), json!({ "post": { "requestBody": body } }))
    });
    let paths = Value::Object(paths.collect());
    read(&json!({ "paths": paths }).to_string(), Part::Paths).unwrap()
}

/// Tells whether the body of an operation may be a value.
fn fits(description: &Description, number: usize, value: &Value) -> bool {
    let body = description.operations[number].body.as_ref().unwrap();
    let schema = body.content[0].schema.as_ref().unwrap();
    schema.violations(value).is_empty()
}

/// Each of these would be a program of more than ten megabytes, which is refused only when it has become that large.
#[test]
fn patterns_that_become_too_large_are_not_checked_and_the_rest_is() {
    let patterns = (0..2_000).map(|number| match number % 3 {
        0 => format!(r"^{number}\p{{L}}{{900}}\p{{N}}{{900}}b"),
        1 => format!("^{number}(?:[^a]{{200}}){{200}}b"),
        _ => format!(r"(?i)^{number}(?!a)(\w{{99}}\s){{99}}"),
    });
    let schemas = patterns.map(|pattern| {
        json!({
            "type": "string",
            "pattern": pattern,
            "anyOf": [{ "maxLength": 3 }, { "pattern": "^[a-z]+$" }],
        })
    });
    let begin = Instant::now();
    let description = description(schemas);
    for number in 0..2_000 {
        assert!(fits(&description, number, &json!("AB")), "{number}");
        assert!(fits(&description, number, &json!("abcd")), "{number}");
        assert!(!fits(&description, number, &json!("ABCD")), "{number}");
        assert!(!fits(&description, number, &json!(7)), "{number}");
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
}

#[test]
fn a_pattern_that_many_schemas_have_is_compiled_once() {
    let schema = json!({ "type": "string", "pattern": r"^a\p{L}{150}b?$" });
    let begin = Instant::now();
    let description = description(vec![schema; 500]);
    let text = format!("a{}", "é".repeat(150));
    for number in 0..500 {
        assert!(fits(&description, number, &json!(text)), "{number}");
        assert!(!fits(&description, number, &json!("ab")), "{number}");
    }
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
}

#[test]
fn properties_that_a_pattern_would_describe_are_allowed_where_it_is_not_checked() {
    for pattern in [r"^x(?:\p{L}{99}){99}", "^x(["] {
        let schema = json!({
            "patternProperties": { pattern: { "type": "integer" }, "^y": { "type": "integer" } },
            "additionalProperties": false,
        });
        let description = description([schema]);
        assert!(fits(&description, 0, &json!({ "x": "text" })), "{pattern}");
        assert!(!fits(&description, 0, &json!({ "y": "text" })), "{pattern}");
    }
}

/// Each looks through all that is within it, and what looks there is judged again.
#[test]
fn properties_that_nothing_evaluates_are_not_looked_for_where_many_schemas_look_for_them() {
    let nested = |levels: usize, keyword: &str| {
        let mut schema = json!({ "properties": { "id": { "type": "integer" } } });
        for _ in 0..levels {
            schema = json!({ keyword: [schema], "unevaluatedProperties": false });
        }
        schema
    };
    let begin = Instant::now();
    let description = description([nested(60, "allOf"), nested(60, "anyOf"), nested(8, "allOf")]);
    for number in 0..3 {
        assert!(fits(&description, number, &json!({ "id": 1 })), "{number}");
        assert!(!fits(&description, number, &json!({ "id": "one" })), "{number}");
        assert_eq!(
            fits(&description, number, &json!({ "other": 1 })),
            number < 2,
            "{number}"
        );
    }
    assert!(begin.elapsed() < Duration::from_secs(10), "{:?}", begin.elapsed());
}

/// Schemas in the text of a client may stand 64 deep within each other, and the values of examples 500.
#[test]
fn a_description_is_read_however_deep_it_is_nested() {
    let (mut schema, mut wrong, mut example) = (json!({ "type": "string" }), json!(7), json!("deep"));
    for _ in 0..64 {
        schema = json!({ "oneOf": [{ "properties": { "a": schema } }] });
        wrong = json!({ "a": wrong });
    }
    for _ in 0..500 {
        example = json!([example]);
    }
    schema["examples"] = example;
    let text = json!({ "paths": { "/deep": { "post": {
        "requestBody": { "content": { "application/json": { "schema": schema } } },
    } } } });
    let description = read(&text.to_string(), Part::Paths).unwrap();
    let body = description.operations[0].body.as_ref().unwrap();
    let violations = body.content[0].schema.as_ref().unwrap().violations(&wrong);
    assert_eq!(violations.len(), 1, "{violations:?}");
    assert_eq!(
        body.content[0].schema.as_ref().unwrap().violations(&Value::Null),
        []
    );
}

/// A few bytes refer to a response; what it says is read once.
#[test]
fn operations_share_what_they_refer_to() {
    let properties =
        (0..2_000).map(|number| (format!("p{number}"), json!({ "type": "string", "example": "x" })));
    let properties = Value::Object(properties.collect());
    let content = json!({ "application/json": {
        "schema": { "type": "object", "properties": properties, "minProperties": 1 },
        "example": { "p1": "x" },
    } });
    let response = json!({ "description": "d", "content": content, "headers": { "x-a": { "schema": { "type": "string" } } } });
    let referring = json!({ "$ref": "#/components/responses/R" });
    let operation = json!({ "responses": { "200": referring, "404": referring } });
    let paths = (0..1_000).map(|number| (format!("/p{number}"), json!({ "get": operation })));
    let paths = Value::Object(paths.collect());
    let text = json!({ "paths": paths, "components": { "responses": { "R": response } } }).to_string();
    let description = read(&text, Part::Paths).unwrap();
    let schema = |operation: usize, response: usize| {
        let content = &description.operations[operation].responses[response].content[0];
        std::ptr::from_ref(content.schema.as_ref().unwrap().value())
    };
    assert_eq!(schema(0, 0), schema(999, 1));
}
