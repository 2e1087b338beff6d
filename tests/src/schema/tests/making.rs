use serde_json::{Value, json};

use super::super::{Unknown, broken};
use super::schemas;

#[test]
fn every_branch_enum_value_and_boundary_has_an_instance() {
    let schemas = schemas(
        "3.1.0",
        &json!({"All": {
            "type": "object",
            "required": ["kind"],
            "properties": {
                "kind": {"enum": ["a", "b", null]},
                "either": {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "integer"}}]},
                "bounded": {"type": "integer", "minimum": 5, "maximum": 900},
            },
            "additionalProperties": {"type": "boolean"},
        }}),
    );
    let instances = schemas.instances();
    let has = |test: &dyn Fn(&Value) -> bool| instances.iter().any(test);
    assert!(
        has(&|value| *value == json!({"kind": "a"})),
        "only what is required"
    );
    assert!(has(&|value| value["kind"] == "b") && has(&|value| value["kind"].is_null()));
    assert!(has(&|value| value["either"].is_string()) && has(&|value| value["either"].is_array()));
    assert!(has(&|value| value["bounded"] == 5) && has(&|value| value["bounded"] == 900));
    assert!(
        has(&|value| value["extra"].is_boolean()),
        "a property that is not named"
    );
    assert!(instances.iter().all(|value| schemas.is_valid(value)));
}

#[test]
fn recursion_ends_and_what_can_not_end_has_no_instance() {
    let node =
        json!({"Node": {"type": "object", "properties": {"next": {"$ref": "#/components/schemas/Node"}}}});
    assert!(!schemas("3.1.0", &node).instances().is_empty());
    let endless = json!({"Endless": {"type": "object", "required": ["next"],
        "properties": {"next": {"$ref": "#/components/schemas/Endless"}}}});
    assert!(schemas("3.1.0", &endless).instances().is_empty());
}

#[test]
fn broken_values_are_not_valid() {
    let schemas = schemas(
        "3.1.0",
        &json!({"Thing": {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}}}),
    );
    let broken = broken(&schemas.validators, &schemas.pointer, &schemas.instances());
    assert!(broken.contains(&json!({})));
    assert!(broken.contains(&json!({"a": true})));
    assert!(!broken.iter().any(|value| schemas.is_valid(value)));
}

#[test]
fn integers_reach_the_bounds_that_lead_out_of_their_format() {
    let schemas = schemas(
        "3.0.3",
        &json!({"Numbers": {"type": "object", "properties": {
            "large": {"type": "integer", "minimum": 0, "maximum": u64::MAX},
            "wide": {"type": "integer", "format": "int32", "maximum": 3_000_000_000_u64},
            "last": {"type": "integer", "maximum": i64::MAX - 1},
            "rounded": {"type": "integer", "minimum": 0, "maximum": 1.844_674_407_370_955_2e19},
            "listed": {"type": "integer", "enum": [1, u64::MAX]},
        }}}),
    );
    let instances = schemas.instances();
    for (name, value) in [
        ("large", json!(u64::MAX)),
        ("large", json!(0)),
        ("wide", json!(3_000_000_000_u64)),
        ("wide", json!(i32::MIN)),
        ("last", json!(i64::MAX - 1)),
        ("last", json!(i64::MIN)),
        ("rounded", json!(u64::MAX)),
        ("listed", json!(u64::MAX)),
    ] {
        let has = instances
            .iter()
            .any(|instance| instance.get(name) == Some(&value));
        assert!(has, "{name} is never {value}");
    }
    assert!(!schemas.is_valid(&json!({"wide": 3_000_000_001_u64})));
}

#[test]
fn each_scalar_of_a_union_inside_of_unions_comes_up() {
    let inner = json!({"oneOf": [{"type": "boolean"}, {"type": "string", "maxLength": 3}]});
    let middle = json!({"oneOf": [{"type": "integer"}, inner]});
    let outer = json!({"anyOf": [{"type": "string", "format": "uuid"}, middle, {"type": "null"}]});
    let schemas = schemas(
        "3.1.0",
        &json!({"Holder": {"type": "object", "properties": {
            "one": outer,
            "several": {"type": "array", "items": outer},
        }}}),
    );
    let instances = schemas.instances();
    let tests: [fn(&Value) -> bool; 5] = [
        |value| value.as_str().is_some_and(|text| text.len() == 36),
        Value::is_i64,
        Value::is_boolean,
        |value| value.as_str().is_some_and(|text| text.len() < 4),
        Value::is_null,
    ];
    for test in tests {
        assert!(
            instances
                .iter()
                .any(|instance| instance.get("one").is_some_and(test))
        );
        let items = instances
            .iter()
            .filter_map(|instance| instance["several"].as_array())
            .flatten();
        assert!(items.into_iter().any(test));
    }
}

#[test]
fn unknown_properties_are_added_at_each_depth_where_the_schema_allows_them() {
    let schemas = schemas(
        "3.1.0",
        &json!({"Open": {"type": "object", "properties": {
            "newer_text": {"type": "integer"},
            "closed": {"type": "object", "additionalProperties": false},
            "numbers": {"type": "object", "additionalProperties": {"type": "integer"}},
            "list": {"type": "array", "items": {"type": "object", "properties": {"a": {"type": "string"}}}},
        }}}),
    );
    let unknown = Unknown::new(&schemas.bundle);
    let value = json!({"closed": {}, "numbers": {"a": 1}, "list": [{"a": "x"}]});
    let grown = unknown
        .added_to(&schemas.validators, &schemas.pointer, &value)
        .unwrap();
    assert!(schemas.is_valid(&grown));
    assert_eq!(grown["closed"], json!({}));
    assert_eq!(grown["numbers"], json!({"a": 1}));
    assert_eq!(grown["list"][0].as_object().unwrap().len(), 6);
    assert!(grown.get("newer_text").is_none() && grown["newer_text_"].is_string());
    assert_eq!(
        unknown.added_to(&schemas.validators, &schemas.pointer, &json!(1)),
        None
    );
}

#[test]
fn an_object_of_one_alternative_may_have_what_another_declares() {
    let of = |number: u64, name: &str| {
        json!({"type": "object", "required": ["type"],
            "properties": {"type": {"enum": [number]}, name: {"type": "integer"}}})
    };
    let schemas = schemas("3.0.3", &json!({"Either": {"oneOf": [of(1, "a"), of(2, "b")]}}));
    let instances = schemas.instances();
    for number in [1, 2] {
        let has =
            |value: &Value| value["type"] == number && value.get("a").is_some() && value.get("b").is_some();
        assert!(instances.iter().any(has));
    }
}
