use std::fs;

use serde_json::{Value, json};

use super::{Bundle, Sender, Validators, broken, difference, instances, sent_by};
use crate::raw::{RawDocument, component_schemas};

/// A document of one version with these schemas, and the last of them.
struct Schemas {
    bundle: Bundle,
    validators: Validators,
    pointer: String,
}

fn schemas(version: &str, schemas: &Value) -> Schemas {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.json");
    let document = json!({"openapi": version, "components": {"schemas": schemas}});
    fs::write(&path, document.to_string()).unwrap();
    let document = RawDocument::load(&path).unwrap();
    let spots = component_schemas(&document);
    let bundle = Bundle::new(&document, spots.clone());
    let validators = Validators::new(&bundle).unwrap();
    let pointer = bundle.pointer(spots.last().unwrap()).unwrap();
    Schemas {
        bundle,
        validators,
        pointer,
    }
}

impl Schemas {
    fn is_valid(&self, value: &Value) -> bool {
        self.validators.is_valid(&self.pointer, value)
    }

    fn instances(&self) -> Vec<Value> {
        instances(&self.bundle, &self.validators, &self.pointer)
    }

    fn difference(&self, sent: &Value, received: &Value) -> Option<String> {
        difference(&self.bundle, &self.validators, &self.pointer, sent, received)
    }
}

#[test]
fn what_only_openapi_3_0_says_is_translated() {
    let schemas = schemas(
        "3.0.3",
        &json!({
            "Other": {"type": "string"},
            "Old": {"type": "object", "properties": {
                "nullable": {"type": "string", "nullable": true, "enum": ["a"]},
                "linked": {"nullable": true, "allOf": [{"$ref": "#/components/schemas/Other"}]},
                "over": {"type": "integer", "minimum": 3, "exclusiveMinimum": true},
                "alone": {"$ref": "#/components/schemas/Other", "maxLength": 1},
            }}
        }),
    );
    assert!(schemas.is_valid(&json!({"nullable": null, "linked": null, "over": 4, "alone": "long"})));
    assert!(!schemas.is_valid(&json!({"nullable": "b"})));
    assert!(!schemas.is_valid(&json!({"over": 3})));
    assert!(!schemas.is_valid(&json!({"over": "4"})));
}

#[test]
fn integers_are_held_to_their_format_or_to_64_bits() {
    let schemas = schemas(
        "3.1.0",
        &json!({"Numbers": {"properties": {
            "small": {"type": "integer", "format": "int32"},
            "plain": {"type": "integer"},
            "large": {"type": "integer", "format": "uint64"},
        }}}),
    );
    assert!(schemas.is_valid(&json!({"small": i32::MAX, "plain": i64::MIN, "large": u64::MAX})));
    assert!(!schemas.is_valid(&json!({"small": i64::from(i32::MAX) + 1})));
    assert!(!schemas.is_valid(&json!({"plain": u64::MAX})));
    assert!(!schemas.is_valid(&json!({"large": -1})));
}

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
fn values_are_equal_by_what_they_mean_and_nothing_else() {
    let schemas = schemas(
        "3.1.0",
        &json!({"Meaning": {"type": "object", "properties": {
            "at": {"type": "string", "format": "date-time"},
            "id": {"type": "string", "format": "uuid"},
            "data": {"type": "string", "format": "byte"},
            "text": {"type": "string"},
            "number": {"type": "number"},
            "list": {"type": "array", "items": {"type": "integer"}},
        }}}),
    );
    let same = |sent: Value, received: Value| schemas.difference(&sent, &received).is_none();
    assert!(same(
        json!({"at": "2024-01-01T01:00:00+01:00"}),
        json!({"at": "2024-01-01T00:00:00.000Z"})
    ));
    assert!(!same(
        json!({"at": "2024-01-01T01:00:00+01:00"}),
        json!({"at": "2024-01-01T01:00:00Z"})
    ));
    assert!(!same(
        json!({"text": "2024-01-01T01:00:00+01:00"}),
        json!({"text": "2024-01-01T00:00:00Z"})
    ));
    assert!(same(
        json!({"id": "67E55044-10B1-426F-9247-BB680E5FE0C8"}),
        json!({"id": "67e55044-10b1-426f-9247-bb680e5fe0c8"})
    ));
    assert!(same(json!({"data": "_-8="}), json!({"data": "/+8="})));
    assert!(same(json!({"number": 1}), json!({"number": 1.0})));
    assert!(!same(json!({"number": 1.5}), json!({"number": 1.500_000_1})));
    assert!(!same(json!({"list": [1, 2]}), json!({"list": [2, 1]})));
    assert!(!same(json!({"list": [1]}), json!({"list": [1, 2]})));
}

#[test]
fn only_a_property_that_nobody_declares_may_be_lost() {
    let schemas = schemas(
        "3.1.0",
        &json!({"Union": {"oneOf": [
            {"type": "object", "required": ["a"], "properties": {"a": {"type": "integer"}, "b": {"type": "string"}}},
            {"type": "object", "required": ["c"], "properties": {"c": {"type": "object"}}, "additionalProperties": {}},
        ]}}),
    );
    let lost = |sent: Value, received: Value| schemas.difference(&sent, &received);
    assert_eq!(
        lost(json!({"a": 1, "z": 2}), json!({"a": 1})),
        None,
        "no branch that fits declares it"
    );
    assert!(lost(json!({"a": 1, "b": "x"}), json!({"a": 1})).is_some());
    assert!(
        lost(json!({"c": {"any": 1}}), json!({"c": {}})).is_some(),
        "an object without properties is a map"
    );
    assert!(
        lost(json!({"c": {}, "z": 2}), json!({"c": {}})).is_some(),
        "it speaks of additional properties"
    );
    assert!(
        lost(json!({"a": 1}), json!({"a": 1, "b": null})).is_some(),
        "nothing may be added"
    );
}

#[test]
fn each_side_leaves_out_what_only_the_other_one_sends() {
    let schemas = schemas(
        "3.0.3",
        &json!({
            "Id": {"type": "string", "readOnly": true},
            "Accounts": {"type": "array", "items": {"type": "object", "properties": {
                "id": {"$ref": "#/components/schemas/Id"},
                "password": {"type": "string", "writeOnly": true},
                "name": {"type": "string"},
            }}},
        }),
    );
    let value = json!([{"id": "1", "password": "p", "name": "n"}]);
    let sent = |sender| {
        sent_by(
            sender,
            &schemas.bundle,
            &schemas.validators,
            &schemas.pointer,
            &value,
        )
    };
    assert_eq!(sent(Sender::Client), json!([{"password": "p", "name": "n"}]));
    assert_eq!(sent(Sender::Server), json!([{"id": "1", "name": "n"}]));
}

#[test]
fn a_value_is_held_to_the_schema_that_its_discriminator_names() {
    let schemas = schemas(
        "3.0.3",
        &json!({
            "Cat": {"allOf": [{"$ref": "#/components/schemas/Pet"}, {"type": "object", "required": ["lives"],
                "properties": {"lives": {"type": "integer"}}}]},
            "Pet": {"type": "object", "required": ["kind"], "properties": {"kind": {"type": "string"}},
                "discriminator": {"propertyName": "kind"}},
        }),
    );
    assert!(schemas.is_valid(&json!({"kind": "Cat", "lives": 9})));
    assert!(!schemas.is_valid(&json!({"kind": "Cat"})));
    assert!(schemas.is_valid(&json!({"kind": "another"})));
    assert!(schemas.instances().contains(&json!({"kind": "Cat", "lives": 1})));
}

#[test]
fn an_alternative_is_not_what_another_ones_tag_says() {
    let schemas = schemas(
        "3.0.3",
        &json!({
            "Link": {"type": "object", "required": ["by", "url"],
                "properties": {"by": {"type": "string", "enum": ["link"]}, "url": {"type": "string"}}},
            "Mail": {"type": "object", "required": ["by"],
                "properties": {"by": {"type": "string", "enum": ["link", "mail"]}}},
            "Way": {"oneOf": [{"$ref": "#/components/schemas/Link"}, {"$ref": "#/components/schemas/Mail"}],
                "discriminator": {"propertyName": "by", "mapping": {
                    "link": "#/components/schemas/Link", "mail": "#/components/schemas/Mail"}}},
        }),
    );
    assert!(!schemas.is_valid(&json!({"by": "link"})));
    assert!(schemas.is_valid(&json!({"by": "mail"})));
    assert!(schemas.instances().contains(&json!({"by": "mail"})));
}
