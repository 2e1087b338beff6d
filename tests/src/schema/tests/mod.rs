mod making;

use std::fs;

use serde_json::{Value, json};

use super::{Bundle, Sender, Source, Validators, difference, instances, sent_by};
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
            "rounded": {"type": "integer", "maximum": 9223372036854776000u64},
        }}}),
    );
    assert!(schemas.is_valid(&json!({"rounded": i64::MAX})));
    assert!(
        !schemas.is_valid(&json!({"rounded": 9223372036854775999u64})),
        "JavaScript rounds the largest"
    );
    assert!(schemas.is_valid(&json!({"small": i32::MAX, "plain": i64::MIN, "large": u64::MAX})));
    assert!(!schemas.is_valid(&json!({"small": i64::from(i32::MAX) + 1})));
    assert!(!schemas.is_valid(&json!({"plain": u64::MAX})));
    assert!(!schemas.is_valid(&json!({"large": -1})));
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
    assert_eq!(
        lost(
            json!({"a": 1, "z": {"x": [{"y": 2, "w": 3}], "v": 4}}),
            json!({"a": 1, "z": {"x": [{"y": 2}]}})
        ),
        None,
        "what may be lost may be lost in part"
    );
    assert!(
        lost(
            json!({"a": 1, "z": {"x": [2, 3]}}),
            json!({"a": 1, "z": {"x": [2]}})
        )
        .is_some(),
        "a list stays as it is"
    );
    assert!(
        lost(json!({"a": 1, "z": {"x": 2}}), json!({"a": 1, "z": {"x": "2"}})).is_some(),
        "what is kept is the same"
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

#[test]
fn a_discriminator_knows_the_schemas_of_other_files() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(
        path("pets.yaml"),
        "Pet:\n  type: object\n  required: [kind]\n  properties: {kind: {type: string}}\n  \
         discriminator: {propertyName: kind, mapping: {dog: 'dog.yaml'}}\n\
         Cat:\n  allOf: [{$ref: '#/Pet'}, {type: object, required: [lives], properties: {lives: {type: integer}}}]\n",
    )
    .unwrap();
    fs::write(
        path("dog.yaml"),
        "allOf: [{$ref: 'pets.yaml#/Pet'}, {type: object, required: [barks], properties: {barks: {type: boolean}}}]\n",
    )
    .unwrap();
    fs::write(
        path("root.yaml"),
        "openapi: 3.0.3\ncomponents: {schemas: {Dog: {$ref: 'dog.yaml'}, Cat: {$ref: 'pets.yaml#/Cat'}, Pet: {$ref: 'pets.yaml#/Pet'}}}\n",
    )
    .unwrap();
    let document = RawDocument::load(&path("root.yaml")).unwrap();
    let pet = component_schemas(&document).pop().unwrap();
    let bundle = Bundle::new(&document, [pet.clone()]);
    let validators = Validators::new(&bundle).unwrap();
    let pointer = bundle.pointer(&pet).unwrap();
    let is_valid = |value: Value| validators.is_valid(&pointer, &value);
    assert!(is_valid(json!({"kind": "Cat", "lives": 9})) && !is_valid(json!({"kind": "Cat"})));
    assert!(is_valid(json!({"kind": "dog", "barks": true})) && !is_valid(json!({"kind": "dog"})));
}

#[test]
fn what_comes_back_must_be_valid_again() {
    let schemas = schemas(
        "3.1.0",
        &json!({"Choice": {"oneOf": [
            {"type": "object", "properties": {"a": {"type": "integer"}}, "additionalProperties": false},
            {"type": "object", "properties": {"b": {"type": "integer"}}},
        ]}}),
    );
    let lost = schemas.difference(&json!({"z": 1}), &json!({}));
    assert!(
        lost.is_some_and(|reason| reason.contains("not valid")),
        "it fits both now"
    );
}

#[test]
fn values_that_fit_several_alternatives_are_judged_by_schemas_that_take_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("document.json");
    let named = |name: &str| json!({"type": "object", "properties": {name: {"type": "string"}}});
    let document = json!({"openapi": "3.1.0", "components": {"schemas": {
        "Outer": {"type": "object", "required": ["inner"], "properties": {
            "inner": {"oneOf": [named("a"), named("b")]}
        }}
    }}});
    fs::write(&path, document.to_string()).unwrap();
    let document = RawDocument::load(&path).unwrap();
    let spots = component_schemas(&document);
    let bundle = Bundle::new(&document, spots.clone());
    let validators = Validators::new(&bundle).unwrap();
    let source = Source::new(&document, &bundle, &validators);
    let values = source.values(&spots[0]).plain;
    assert!(values.contains(&json!({"inner": {"a": "text"}})), "{values:?}");
    assert!(
        !values.contains(&json!({"inner": {"a": "text", "b": "text"}})),
        "{values:?}"
    );
    assert!(source.has_look_alikes());

    let pointer = bundle.pointer(&spots[0]).unwrap();
    let validators = validators.with_look_alikes(&document, spots).unwrap();
    let sent = json!({"inner": {"a": "text", "newer": 1}});
    let difference = |received: Value| difference(&bundle, &validators, &pointer, &sent, &received);
    assert_eq!(difference(json!({"inner": {"a": "text"}})), None);
    assert_eq!(
        difference(json!({"inner": {"newer": 1}})).as_deref(),
        Some("$.inner.a: \"text\" is lost")
    );
}
