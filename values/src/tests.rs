use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::Document;

fn document(schemas: &Value) -> Document {
    Document::new(json!({"openapi": "3.1.0", "components": {"schemas": schemas}}))
}

/// A document with one schema, `S`.
fn of(schema: &Value) -> Document {
    document(&json!({"S": schema}))
}

const S: &str = "#/components/schemas/S";

fn example(schema: &Value) -> Option<Value> {
    of(schema).schema(S).expect("a schema").example()
}

#[test]
fn an_example_is_the_document_s_where_that_is_valid() {
    for (schema, value) in [
        (json!({"type": "string", "examples": ["Tom"]}), json!("Tom")),
        (json!({"type": "string", "example": "Tom"}), json!("Tom")),
        (json!({"type": "integer", "examples": ["no number", 7]}), json!(7)),
        (
            json!({"type": "string", "maxLength": 2, "examples": ["Tom"]}),
            json!("te"),
        ),
        (
            json!({"type": "object", "properties": {"name": {"type": "string", "examples": ["Tom"]}, "age": {"type": "integer"}}}),
            json!({"name": "Tom", "age": 1}),
        ),
        (
            json!({"type": "object", "examples": [{"name": "Tim"}], "properties": {"name": {"type": "string"}}}),
            json!({"name": "Tim"}),
        ),
        (json!({"type": ["null", "string"]}), json!("text")),
        (json!({"const": 5}), json!(5)),
    ] {
        assert_eq!(example(&schema), Some(value), "{schema}");
    }
}

#[test]
fn what_json_schema_asks_for_is_kept_to() {
    for schema in [
        json!({"type": "string", "pattern": "^[A-Z]{3}-\\d{4}$"}),
        json!({"type": "string", "pattern": "^[a-z]+$", "minLength": 12, "maxLength": 14}),
        json!({"type": "string", "format": "email"}),
        json!({"type": "string", "format": "ipv6"}),
        json!({"type": "integer", "multipleOf": 7, "minimum": 20, "maximum": 30}),
        json!({"type": "number", "multipleOf": 0.5, "exclusiveMinimum": 0}),
        json!({"type": "array", "items": {"type": "integer"}, "minItems": 3, "uniqueItems": true}),
        json!({"type": "array", "prefixItems": [{"type": "string"}, {"type": "boolean"}], "items": false}),
        json!({"type": "array", "items": {"enum": ["a", "b"]}, "contains": {"const": "b"}}),
        json!({"type": "object", "minProperties": 2, "additionalProperties": {"type": "integer"}}),
        json!({"type": "object", "patternProperties": {"^x-": {"type": "boolean"}}, "additionalProperties": false, "minProperties": 1}),
        json!({"type": "object", "required": ["a"], "properties": {"a": true, "b": {"type": "string"}}, "dependentRequired": {"a": ["b"]}}),
        json!({"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 5}]}),
        json!({"allOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"a": {"maxLength": 3}}}]}),
        json!({"not": {"enum": ["text"]}, "type": "string"}),
    ] {
        let document = of(&schema);
        let schema = document.schema(S).expect("a schema");
        let made = schema
            .example()
            .unwrap_or_else(|| panic!("no value for {schema:?}"));
        assert!(schema.is_valid(&made), "{schema:?}: {made}");
        for seed in 0..20 {
            let value = schema
                .arbitrary(seed)
                .unwrap_or_else(|| panic!("no value for {schema:?}"));
            assert!(schema.is_valid(&value), "{schema:?}: {value}");
        }
        assert!(schema.interesting().iter().all(|value| schema.is_valid(value)));
    }
}

#[test]
fn a_discriminator_names_its_branch() {
    let document = document(&json!({
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "lives": {"type": "integer"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}, "good": {"type": "boolean"}}},
        "S": {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind", "mapping": {"cat": "#/components/schemas/Cat"}},
        },
    }));
    let schema = document.schema(S).expect("a schema");
    // By JSON Schema alone both branches take any of them.
    assert_eq!(schema.example(), Some(json!({"kind": "cat", "lives": 1})));
    let interesting = schema.interesting();
    assert!(interesting.iter().any(|value| value["kind"] == "Dog"));
    // By OpenAPI, a tag of no branch is none that the document allows.
    for value in interesting {
        assert!(value["kind"] == "Dog" || value["kind"] == "cat", "{value}");
    }
}

#[test]
fn a_branch_that_has_a_constant_tells_by_it() {
    let document = document(&json!({
        "Cat": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "a cat"}}},
        "Dog": {"type": "object", "required": ["kind"], "properties": {"kind": {"const": "a dog"}}},
        "S": {
            "oneOf": [{"$ref": "#/components/schemas/Cat"}, {"$ref": "#/components/schemas/Dog"}],
            "discriminator": {"propertyName": "kind"},
        },
    }));
    let schema = document.schema(S).expect("a schema");
    assert_eq!(schema.example(), Some(json!({"kind": "a cat"})));
    assert!(schema.interesting().contains(&json!({"kind": "a dog"})));
}

#[test]
fn what_fits_several_alternatives_is_better_than_nothing() {
    let schema = json!({"oneOf": [{"type": "string"}, {"type": "string", "format": "hint"}]});
    assert_eq!(example(&schema), Some(json!("text")));
}

#[test]
fn values_that_break_programs_are_all_there() {
    let document = of(&json!({
        "type": "object",
        "required": ["id"],
        "properties": {
            "id": {"type": "integer", "minimum": 0, "maximum": 255},
            "name": {"type": ["string", "null"], "maxLength": 5},
            "kind": {"enum": ["a", "b"]},
            "either": {"anyOf": [{"type": "boolean"}, {"type": "array", "items": {"type": "string"}}]},
        },
    }));
    let made = document.schema(S).expect("a schema").interesting();
    let has = |test: &dyn Fn(&Value) -> bool| assert!(made.iter().any(test), "{made:?}");
    has(&|value| *value == json!({"id": 1}));
    has(&|value| value["id"] == 0);
    has(&|value| value["id"] == 255);
    has(&|value| value["name"].is_null() && value.get("name").is_some());
    has(&|value| value["name"] == "");
    has(&|value| value["kind"] == "b");
    has(&|value| value["either"].is_boolean());
    has(&|value| value["either"] == json!([]));
}

#[test]
fn a_seed_gives_one_value_and_seeds_give_many() {
    let document = of(&json!({
        "type": "object",
        "properties": {
            "id": {"type": "string", "format": "uuid"},
            "count": {"type": "integer", "format": "int32"},
            "child": {"$ref": S},
            "list": {"type": "array", "items": {"type": "number"}},
        },
    }));
    let schema = document.schema(S).expect("a schema");
    let values: Vec<Option<Value>> = (0..100).map(|seed| schema.arbitrary(seed)).collect();
    let again: Vec<Option<Value>> = (0..100).map(|seed| schema.arbitrary(seed)).collect();
    assert_eq!(values, again);
    let texts: std::collections::BTreeSet<String> = values
        .into_iter()
        .map(|value| value.expect("a value").to_string())
        .collect();
    assert!(texts.len() > 50, "{}", texts.len());
}

#[test]
fn what_never_ends_or_is_too_large_has_no_value() {
    for schema in [
        json!(false),
        json!({"type": "object", "required": ["next"], "properties": {"next": {"$ref": S}}}),
        json!({"type": "array", "items": {"type": "string"}, "minItems": 1_000_000_000_u64}),
        json!({"type": "string", "minLength": 1_000_000_000_u64}),
        json!({"type": "integer", "minimum": 5, "maximum": 4}),
        json!({"$ref": S}),
        json!({"allOf": [{"type": "string"}, {"type": "integer"}]}),
        json!({"type": "array", "minItems": 500, "items": {"type": "array", "minItems": 500, "items": {"type": "array",
            "minItems": 500, "items": {"type": "integer"}}}}),
    ] {
        let document = of(&schema);
        let Some(found) = document.schema(S) else { continue };
        assert_eq!(found.example(), None, "{schema}");
        assert_eq!(found.arbitrary(7), None, "{schema}");
    }
}

#[test]
fn what_is_no_schema_is_none() {
    let document = of(&json!({"type": 7}));
    assert!(document.schema(S).is_none());
    assert!(document.schema("#/components/schemas/None").is_none());
    assert!(document.schema("other.yaml#/S").is_none());
}

/// Without bounds each of these would take 2 to the power of 40 steps.
#[test]
fn schemas_that_double_by_references_take_no_more_than_what_is_written() {
    let of = |level: usize| json!({"$ref": format!("#/components/schemas/S{level}")});
    let last = json!({"type": "object", "required": ["id"], "properties": {"id": {"type": "integer"}}});
    type Make<'m> = &'m dyn Fn(Value) -> Value;
    let in_place: [Make<'_>; 6] = [
        &|next| json!({"allOf": [next, next]}),
        &|next| json!({"anyOf": [next, next]}),
        &|next| json!({"allOf": [next, {"anyOf": [next, {"oneOf": [next]}]}]}),
        &|next| json!({"allOf": [{"not": {"not": next}}, next]}),
        &|next| json!({"if": next, "then": next, "else": next, "allOf": [next]}),
        &|next| json!({"allOf": [next, next], "unevaluatedProperties": false}),
    ];
    for make in in_place {
        let mut schemas = json!({"S40": last});
        for level in 0..40 {
            schemas[format!("S{level}")] = make(of(level + 1));
        }
        let document = document(&schemas);
        let schema = document.schema("#/components/schemas/S0").expect("a schema");
        assert!(schema.is_valid(&json!({"id": 1})), "{schemas}");
        assert!(!schema.is_valid(&json!({"id": "one"})), "{schemas}");
        let errors = schema.errors(&json!({"id": "one"}));
        assert!(!errors.is_empty() && errors.len() <= 64, "{errors:?}");
        assert_eq!(schema.errors(&json!({"id": 1})), []);
        let made = schema
            .example()
            .unwrap_or_else(|| panic!("no value of {schemas}"));
        assert!(schema.is_valid(&made));
        assert!(schema.arbitrary(7).is_some_and(|value| schema.is_valid(&value)));
    }
    let within: [Make<'_>; 4] = [
        &|next| json!({"type": "object", "properties": {"x": next, "y": next}}),
        &|next| json!({"allOf": [{"properties": {"x": next}}, {"properties": {"x": next}}], "type": "object"}),
        &|next| json!({"type": "array", "prefixItems": [next, next], "items": next}),
        &|next| json!({"type": "object", "properties": {"a": next}, "dependentSchemas": {"a": next, "c": next}}),
    ];
    for make in within {
        let mut schemas = json!({"S40": last});
        for level in 0..40 {
            schemas[format!("S{level}")] = make(of(level + 1));
        }
        let document = document(&schemas);
        let schema = document.schema("#/components/schemas/S0").expect("a schema");
        // What is found is as large as it may be, or nothing.
        for value in schema.interesting() {
            assert!(schema.is_valid(&value));
        }
        let _ = (schema.example(), schema.arbitrary(7));
    }
}

#[test]
fn errors_of_what_is_referred_to_have_their_pointers() {
    let document = document(&json!({
        "S": {"allOf": [{"$ref": "#/components/schemas/Pets"}, {"$ref": "#/components/schemas/Pets"}]},
        "Pets": {"properties": {"pets": {"items": {"$ref": "#/components/schemas/Pet"}}}},
        "Pet": {"required": ["name"], "properties": {"name": {"type": "string"}}},
    }));
    let schema = document.schema(S).expect("a schema");
    let errors = schema.errors(&json!({"pets": [{"name": "Tom"}, {"name": 7}, {}]}));
    let told: Vec<(&str, &str)> = errors
        .iter()
        .map(|(at, message)| (at.as_str(), message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("/pets/1/name", "7 is not of type \"string\""),
            ("/pets/2", "\"name\" is a required property")
        ]
    );
}

/// A document of 100 kB has room for thousands of expressions that become programs of megabytes each.
#[test]
fn expressions_that_become_too_large_are_left_out() {
    let mut schemas = json!({});
    for number in 0..2_000 {
        let pattern = match number % 4 {
            0 => format!(r"^{number}\p{{L}}{{900}}\p{{N}}{{900}}b"),
            1 => format!("^{number}(?:[^a]{{200}}){{200}}b"),
            2 => format!(r"(?i)^{number}\p{{L}}{{9}}(?!a)(\w{{99}}\s){{99}}"),
            _ => format!(r"^{number}\p{{L}}{{70}}b"),
        };
        schemas[format!("S{number}")] = match number % 2 {
            0 => json!({"type": "string", "pattern": pattern}),
            _ => {
                json!({"type": "object", "required": ["a"], "patternProperties": {pattern: {"type": "integer"}}})
            }
        };
    }
    let begin = Instant::now();
    let document = document(&schemas);
    for number in 0..2_000 {
        let reference = format!("#/components/schemas/S{number}");
        let schema = document.schema(&reference).expect("a schema");
        assert!(!schema.is_valid(&json!(7)) || number % 2 == 1, "{number}");
        let made = schema.example().into_iter().chain(schema.arbitrary(3));
        let made: Vec<Value> = made.chain(schema.interesting()).collect();
        assert!(
            !made.is_empty() && made.iter().all(|value| schema.is_valid(value)),
            "{number}"
        );
    }
    assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", begin.elapsed());
}

#[test]
fn an_expression_in_many_places_makes_texts_within_a_limit() {
    let text = |number: usize| json!({"type": "string", "pattern": r"^\p{L}{40}b$", "minLength": number % 3});
    let properties = (0..3_000).map(|number| (format!("p{number}"), text(number)));
    let properties = Value::Object(properties.collect());
    let document = of(&json!({"type": "object", "properties": properties}));
    let schema = document.schema(S).expect("a schema");
    let begin = Instant::now();
    let made = schema.interesting();
    assert!(made.iter().all(|value| schema.is_valid(value)));
    let _ = (schema.example(), schema.arbitrary(7));
    assert!(begin.elapsed() < Duration::from_secs(30), "{:?}", begin.elapsed());
}
