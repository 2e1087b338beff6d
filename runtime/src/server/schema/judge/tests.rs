use std::sync::Arc;

use serde_json::{Value, json};

use super::super::{Components, Side, compile};
use super::judge;
use crate::server::rejection::Violation;

fn of(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Returns what is wrong with a value of `#/components/schemas/S0`, and the references that were followed.
fn judged(schemas: &Value, value: &Value) -> (Vec<Violation>, usize) {
    let components = Arc::new(Components::new(&json!({ "components": { "schemas": schemas } })));
    let validator = compile(&of("S0"), Side::Client, &components).unwrap();
    judge(&validator, value, Side::Client, &components)
}

fn paths(violations: &[Violation]) -> Vec<&str> {
    violations
        .iter()
        .map(|violation| violation.path.as_str())
        .collect()
}

/// Returns schemas of which each is made of the next by `make`, 60 deep, and `last`.
fn chain(make: impl Fn(Value) -> Value, last: Value) -> Value {
    let mut schemas = json!({});
    for level in 0..60 {
        schemas[format!("S{level}")] = make(of(&format!("S{}", level + 1)));
    }
    schemas["S60"] = last;
    schemas
}

#[test]
fn what_doubles_by_references_judges_each_value_once() {
    let last = json!({ "type": "object", "required": ["id"], "properties": { "id": { "type": "integer" } } });
    let chains = [
        chain(|next| json!({ "allOf": [next, next] }), last.clone()),
        chain(|next| json!({ "anyOf": [next, next] }), last.clone()),
        chain(
            |next| json!({ "allOf": [next, { "anyOf": [next, { "oneOf": [next] }] }] }),
            last.clone(),
        ),
        chain(
            |next| json!({ "allOf": [{ "not": { "not": next } }, next] }),
            last.clone(),
        ),
        chain(
            |next| json!({ "oneOf": [next, { "allOf": [next, false] }], "discriminator": { "propertyName": "id" } }),
            last.clone(),
        ),
    ];
    for schemas in chains {
        for value in [
            json!({ "id": 7 }),
            json!({ "id": "seven" }),
            json!({}),
            json!("text"),
        ] {
            let (violations, followed) = judged(&schemas, &value);
            assert_eq!(
                violations.is_empty(),
                value == json!({ "id": 7 }),
                "{schemas}: {value}"
            );
            assert!(followed < 10_000, "{followed}: {schemas}: {value}");
        }
    }
    let text = chain(|next| json!({ "allOf": [next, next] }), json!({ "maxLength": 3 }));
    let names = json!({ "S0": { "propertyNames": of("S1") } });
    let mut named = text.clone();
    named["S0"] = names["S0"].clone();
    for (schemas, value, is_valid) in [
        (&text, json!("abc"), true),
        (&text, json!("abcd"), false),
        (&named, json!({ "abc": 1, "abd": 2 }), true),
        (&named, json!({ "abc": 1, "abcd": 2 }), false),
    ] {
        let (violations, followed) = judged(schemas, &value);
        assert_eq!(violations.is_empty(), is_valid, "{value}: {violations:?}");
        assert!(followed < 10_000, "{followed}: {value}");
    }
}

#[test]
fn what_two_parts_say_of_one_property_is_judged_once_at_each_level() {
    let base = json!({ "properties": { "inner": of("S0"), "size": { "type": "integer" } } });
    let schemas = json!({
        "Base": base,
        "S0": { "allOf": [of("Base"), { "properties": { "inner": of("S0") } }] },
    });
    for (size, expected) in [(json!(1), 0), (json!("large"), 1)] {
        let mut value = json!({ "size": size });
        for _ in 0..100 {
            value = json!({ "inner": value, "size": 1 });
        }
        let (violations, followed) = judged(&schemas, &value);
        assert_eq!(violations.len(), expected);
        let path = format!("${}.size", ".inner".repeat(100));
        assert!(violations.iter().all(|violation| violation.path == path));
        assert!(followed < 20_000, "{followed}");
    }
}

#[test]
fn schemas_that_hold_themselves_end() {
    let mut clique = json!({});
    for one in 0..12 {
        let others = (0..12).map(|other| of(&format!("S{other}")));
        clique[format!("S{one}")] = json!({ "allOf": others.collect::<Vec<_>>() });
    }
    clique["S5"]["type"] = json!("string");
    for (value, is_valid) in [(json!("text"), true), (json!(1), false), (json!([1]), false)] {
        let (violations, followed) = judged(&clique, &value);
        assert_eq!(violations.is_empty(), is_valid, "{value}: {violations:?}");
        assert!(followed < 1_100_000, "{followed}");
    }
    let itself = json!({ "S0": { "anyOf": [of("S0"), { "type": "string" }] } });
    judged(&itself, &json!(1));
}

#[test]
fn violations_of_references_have_their_paths_and_are_told_once() {
    let schemas = json!({
        "S0": { "allOf": [of("Pets"), of("Pets")], "required": ["owner"] },
        "Pets": { "properties": { "pets": { "items": of("Pet") } } },
        "Pet": { "required": ["name"], "properties": { "name": { "type": "string" }, "age": { "minimum": 0 } } },
    });
    let value = json!({ "pets": [{ "name": "Tom" }, { "name": 7, "age": -1 }, {}] });
    let (violations, _) = judged(&schemas, &value);
    let mut paths = paths(&violations);
    paths.sort_unstable();
    assert_eq!(paths, ["$", "$.pets[1].age", "$.pets[1].name", "$.pets[2]"]);
}

#[test]
fn of_a_large_value_the_first_violation_is_told() {
    let schemas = json!({ "S0": { "items": of("Item") }, "Item": { "type": "string" } });
    let value: Value = (0..100_000).map(Value::from).collect();
    let (violations, followed) = judged(&schemas, &value);
    assert_eq!(paths(&violations), ["$[0]"]);
    assert!(followed < 1_000, "{followed}");
    let (violations, followed) = judged(&schemas, &vec![Value::from("text"); 100_000].into());
    assert_eq!((violations.len(), followed), (0, 100_001));
}

#[test]
fn properties_that_nothing_evaluates_are_looked_for_through_references() {
    let schemas = json!({
        "S0": { "allOf": [of("Base"), of("More")], "unevaluatedProperties": false },
        "Base": { "allOf": [{ "properties": { "id": { "type": "integer" } } }] },
        "More": { "anyOf": [of("Base"), { "properties": { "name": of("Name") } }] },
        "Name": { "type": "string" },
    });
    assert_eq!(judged(&schemas, &json!({ "id": 1, "name": "n" })).0, []);
    assert_eq!(judged(&schemas, &json!({ "id": 1, "other": "n" })).0.len(), 1);
    // Where there are too many to look through, the rest is checked.
    let last = json!({ "properties": { "id": { "type": "integer" } } });
    let mut many = chain(|next| json!({ "allOf": [next, next] }), last);
    many["S0"]["unevaluatedProperties"] = json!(false);
    assert_eq!(judged(&many, &json!({ "id": 1, "other": 2 })).0, []);
    assert_eq!(judged(&many, &json!({ "id": "one" })).0.len(), 1);
}

/// A server's threads have stacks of 2 MiB, of which something else has a part.
#[test]
fn the_stack_holds_what_is_nested() {
    let schemas = json!({
        "S0": { "allOf": [of("S1")] },
        "S1": { "oneOf": [of("S2"), { "type": "string" }] },
        "S2": { "type": "object", "properties": { "inner": { "anyOf": [of("S0")] } }, "additionalProperties": of("S0") },
    });
    let mut value = json!("text");
    for _ in 0..127 {
        value = json!({ "inner": value });
    }
    let mut wrong = json!(7);
    for _ in 0..127 {
        wrong = json!({ "other": wrong });
    }
    let long = chain(|next| json!({ "allOf": [next] }), of("S0"));
    let mut deep = value.clone();
    for _ in 0..400 {
        deep = json!([deep]);
    }
    let judge = move || {
        assert_eq!(judged(&schemas, &value).0, []);
        assert_eq!(judged(&schemas, &wrong).0.len(), 1);
        let mut long = long;
        long["S60"] = json!({ "items": of("S0") });
        let (violations, _) = judged(&long, &deep);
        assert_eq!(violations.len(), 1);
        assert_eq!(violations[0].message, "the value takes too much work to check");
    };
    let thread = std::thread::Builder::new().stack_size(1536 * 1024);
    thread.spawn(judge).unwrap().join().unwrap();
}
