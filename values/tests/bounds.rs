//! Documents of a few lines or of 100 kB that stand for very much: what is made and judged by them stays within bounds.

use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};
use specwright_values::Document;

/// How long a document may take, without optimization, on a machine that has other work.
const TIME: Duration = Duration::from_secs(40);

fn of(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn numbered(start: &str, count: usize, make: impl Fn(usize) -> Value) -> Value {
    let entries = (0..count).map(|number| (format!("{start}{number}"), make(number)));
    Value::Object(entries.collect::<Map<String, Value>>())
}

fn listed(count: usize, make: impl Fn(usize) -> Value) -> Value {
    (0..count).map(make).collect()
}

/// Tries all that a document is for by its schema `S0`, and returns whether it has a value.
fn tried(what: &str, schemas: &Value, values: &[Value]) -> bool {
    let begin = Instant::now();
    let text = json!({"openapi": "3.1.0", "components": {"schemas": schemas}}).to_string();
    let document = Document::parse(&text).expect("a document");
    let Some(schema) = document.schema("#/components/schemas/S0") else {
        panic!("{what}: no schema");
    };
    for value in values {
        let is_valid = schema.is_valid(value);
        assert!(!is_valid || schema.errors(value).is_empty(), "{what}");
    }
    let judged = begin.elapsed();
    let example = schema.example();
    let shown = begin.elapsed();
    let made = [schema.arbitrary(1), schema.arbitrary(2)];
    let random = begin.elapsed();
    let interesting = schema.interesting();
    let all = begin.elapsed();
    assert!(interesting.len() <= 80);
    println!(
        "{what}: {} bytes, judged {judged:.1?}, example {shown:.1?}, random {random:.1?}, interesting {all:.1?}, {}",
        text.len(),
        peak()
    );
    assert!(all < TIME, "{what}: {all:?}");
    example.is_some() || made.iter().any(Option::is_some) || !interesting.is_empty()
}

fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    line.unwrap_or_default().to_owned()
}

/// A value that has itself at each level under several names.
fn nested(levels: usize) -> Value {
    let mut value = json!({"id": 1});
    for _ in 0..levels {
        value = json!({"x": value, "a": 1});
    }
    value
}

type Make<'m> = (&'m str, &'m dyn Fn(Value) -> Value);

/// What refers twice to the next schema. Without bounds each would take 2 to the power of 40 steps.
const DOUBLE: [Make<'static>; 12] = [
    ("allOf", &|next| json!({"allOf": [next, next]})),
    ("anyOf", &|next| json!({"anyOf": [next, next]})),
    (
        "oneOf",
        &|next| json!({"oneOf": [next, {"allOf": [next, false]}]}),
    ),
    ("not", &|next| json!({"allOf": [{"not": {"not": next}}, next]})),
    ("if", &|next| json!({"if": next, "then": next, "else": next})),
    (
        "dependentSchemas",
        &|next| json!({"dependentSchemas": {"id": next, "x": next, "a": next}}),
    ),
    (
        "properties",
        &|next| json!({"properties": {"x": next, "y": next}}),
    ),
    (
        "both parts",
        &|next| json!({"allOf": [{"properties": {"x": next}}, {"properties": {"x": next}}]}),
    ),
    (
        "either part",
        &|next| json!({"anyOf": [{"properties": {"x": next}}, {"properties": {"x": next}}]}),
    ),
    (
        "items",
        &|next| json!({"prefixItems": [next, next], "items": next, "contains": next}),
    ),
    (
        "names",
        &|next| json!({"propertyNames": {"anyOf": [next, {"type": "string"}]}, "additionalProperties": next}),
    ),
    (
        "patterns",
        &|next| json!({"patternProperties": {"x": next, "^x": next, "x$": next}}),
    ),
];

#[test]
fn what_doubles_takes_no_more_than_what_is_written_whatever_stands_beside() {
    let beside: [Make<'_>; 5] = [
        ("unevaluatedProperties", &|mut schema| {
            schema["unevaluatedProperties"] = json!(false);
            schema
        }),
        ("unevaluatedItems", &|mut schema| {
            schema["unevaluatedItems"] = json!({"type": "integer"});
            schema
        }),
        ("unevaluatedProperties at one", &|schema| schema),
        ("anchors", &|schema| schema),
        ("dynamic references", &|schema| schema),
    ];
    let last = json!({"type": "object", "properties": {"id": {"type": "integer"}}});
    for (double, make) in DOUBLE {
        for (beside, with) in beside {
            let mut schemas = numbered("S", 40, |level| {
                let next = match beside {
                    "anchors" => json!({ "$ref": format!("#s{}", level + 1) }),
                    "dynamic references" => json!({ "$dynamicRef": format!("#s{}", level + 1) }),
                    _ => of(&format!("S{}", level + 1)),
                };
                let mut schema = with(make(next));
                match beside {
                    "anchors" => schema["$anchor"] = format!("s{level}").into(),
                    "dynamic references" => schema["$dynamicAnchor"] = format!("s{level}").into(),
                    "unevaluatedProperties at one" if level == 0 => {
                        schema["unevaluatedProperties"] = json!(false)
                    }
                    _ => {}
                }
                schema
            });
            schemas["S40"] = last.clone();
            schemas["S40"]["$dynamicAnchor"] = json!("s40");
            let what = format!("{double} with {beside}");
            tried(
                &what,
                &schemas,
                &[json!({"id": 1}), json!({"id": "x"}), nested(60), json!("x")],
            );
        }
    }
}

#[test]
fn schemas_of_their_own_uris_that_double_take_no_more() {
    let last = json!({"type": "object", "properties": {"id": {"type": "integer"}}});
    for (double, make) in DOUBLE {
        let mut schemas = numbered("S", 40, |level| {
            let mut schema = make(json!({ "$ref": format!("s{}.json", level + 1) }));
            schema["$id"] = format!("https://example.com/s{level}.json").into();
            schema
        });
        schemas["S40"] = last.clone();
        schemas["S40"]["$id"] = "https://example.com/s40.json".into();
        tried(
            &format!("{double} with $id"),
            &schemas,
            &[json!({"id": 1}), nested(60)],
        );
    }
    // They are judged, too.
    let document = Document::new(
        json!({"S": {"$id": "https://e.com/s", "$ref": "t#t"}, "T": {"$id": "https://e.com/t", "$anchor": "t", "type": "integer"}}),
    );
    let schema = document.schema("#/S").expect("a schema");
    assert!(schema.is_valid(&json!(1)) && !schema.is_valid(&json!("1")));
    assert!(schema.example().is_some_and(|value| value.is_i64()));
}

#[test]
fn what_looks_through_what_looks_through_others_is_judged_once() {
    for keyword in ["allOf", "anyOf", "oneOf"] {
        for unevaluated in [json!(false), json!({"type": "integer"})] {
            let mut schema = json!({"properties": {"id": {"type": "integer"}}});
            for _ in 0..60 {
                schema = json!({keyword: [schema], "unevaluatedProperties": unevaluated, "unevaluatedItems": unevaluated});
            }
            assert!(tried(
                keyword,
                &json!({"S0": schema}),
                &[json!({"id": 1}), nested(60), json!([1, 2])]
            ));
        }
    }
    // A dozen within each other are checked.
    let mut schemas = numbered(
        "S",
        12,
        |level| json!({"allOf": [of(&format!("S{}", level + 1))], "unevaluatedProperties": false}),
    );
    schemas["S12"] = json!({"properties": {"id": {"type": "integer"}}});
    let document = Document::new(json!({"components": {"schemas": schemas}}));
    let schema = document.schema("#/components/schemas/S0").expect("a schema");
    assert!(schema.is_valid(&json!({"id": 1})));
    assert!(!schema.is_valid(&json!({"id": "x"})) && !schema.is_valid(&json!({"id": 1, "other": 1})));
}

#[test]
fn wide_schemas_take_no_more_than_what_is_shown_of_them() {
    let text = json!({"type": "string"});
    let object =
        |number: usize| json!({"type": "object", "required": ["k"], "properties": {"k": {"const": number}}});
    let long = listed(4_000, |number| json!(format!("value {number}")));
    let shapes = [
        (
            "required",
            json!({"S0": {
                "required": listed(3_000, |number| json!(format!("p{number}"))), "properties": numbered("p", 3_000, |_| text.clone()),
            }}),
        ),
        (
            "optional",
            json!({"S0": {"properties": numbered("p", 3_000, |_| text.clone())}}),
        ),
        (
            "required by name",
            json!({"S0": {"required": listed(9_000, |number| json!(format!("p{number}")))}}),
        ),
        (
            "of objects",
            json!({"S0": {"properties": numbered("p", 1_000, |_| of("S1"))}, "S1": {
                "required": listed(1_000, |number| json!(format!("p{number}"))), "properties": numbered("p", 1_000, |_| text.clone()),
            }}),
        ),
        (
            "parts",
            json!({"S0": {"allOf": listed(1_500, |number| json!({"properties": {format!("p{number}"): text}}))}}),
        ),
        (
            "parts and alternatives",
            json!({"S0": {
                "allOf": listed(700, |number| json!({"properties": {format!("p{number}"): text}})), "oneOf": listed(700, object),
            }}),
        ),
        ("alternatives", json!({"S0": {"oneOf": listed(1_200, object)}})),
        (
            "alternatives of items",
            json!({"S0": {"items": {"anyOf": listed(1_200, object)}, "minItems": 5_000}}),
        ),
        (
            "alternatives that are references",
            json!({"S0": {"items": {"anyOf": listed(2_000, |_| of("S1"))}, "minItems": 5_000}, "S1": object(1)}),
        ),
        (
            "tags",
            json!({"S0": {"oneOf": listed(800, |number| of(&format!("T{number}"))), "discriminator": {"propertyName": "k"}}, "T": 0}),
        ),
        (
            "pairs of alternatives",
            json!({"S0": {"allOf": listed(60, |_| json!({"anyOf": listed(40, object)}))}}),
        ),
        (
            "values of both",
            json!({"S0": {"allOf": [{"enum": long}, {"enum": long}, {"not": {"enum": long}}]}}),
        ),
        (
            "lists",
            json!({"S0": {"type": "array", "minItems": 40_000, "items": {"type": ["string", "integer", "boolean", "null"]}}}),
        ),
        (
            "lists that are unique",
            json!({"S0": {"type": "array", "minItems": 3_000, "uniqueItems": true, "items": {"type": "integer"}}}),
        ),
        (
            "first items",
            json!({"S0": {"prefixItems": listed(4_000, |_| text.clone())}}),
        ),
        (
            "lists of lists",
            json!({"S0": {"minItems": 400, "items": {"minItems": 200, "items": {"type": "boolean"}}}}),
        ),
        (
            "patterns",
            json!({"S0": {"patternProperties": numbered("^p", 2_500, |_| text.clone()), "minProperties": 3, "required": ["p1", "p2"]}}),
        ),
        (
            "dependent",
            json!({"S0": {"required": ["p0"], "properties": numbered("p", 1_000, |_| text.clone()),
            "dependentRequired": numbered("p", 1_000, |number| json!([format!("p{}", number + 1)]))}}),
        ),
        (
            "examples",
            json!({"S0": {"properties": numbered("p", 1_000, |_| of("S1"))}, "S1": {"type": "array", "examples": [long]}}),
        ),
        (
            "one value",
            json!({"S0": {"properties": numbered("p", 1_000, |_| of("S1"))}, "S1": {"const": long}}),
        ),
        (
            "names",
            json!({"S0": {"propertyNames": {"enum": long}, "minProperties": 4_000}}),
        ),
        (
            "a clique",
            numbered(
                "S",
                70,
                |_| json!({"anyOf": listed(70, |other| of(&format!("S{other}")))}),
            ),
        ),
        (
            "a clique of properties",
            numbered(
                "S",
                50,
                |_| json!({"properties": numbered("p", 50, |other| of(&format!("S{other}")))}),
            ),
        ),
        (
            "a clique of items",
            numbered(
                "S",
                50,
                |_| json!({"anyOf": listed(50, |other| json!({"items": of(&format!("S{other}"))}))}),
            ),
        ),
    ];
    let mut values = vec![
        nested(60),
        json!({"p1": "a"}),
        listed(5_000, |number| json!({"k": number})),
    ];
    values.push(numbered("p", 3_000, |_| json!("x")));
    for (what, schemas) in shapes {
        tried(what, &schemas, &values);
    }
}
