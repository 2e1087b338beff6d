//! Schemas of what one side of a call sends, as a validator takes them.

use std::collections::{BTreeSet, HashSet};

use serde_json::{Map, Value, json};
use specwright_values::looks_too_often;

use super::judge::REFERENCE;
use super::union::{Told, UNION};
use super::{Components, Side, list};

/// How many schemas are written anew where a reference to them does not do: a few lines of references can stand for many.
const MAX_COPIES: usize = 1_000;
/// How many schemas are written, copies included, after which there are no more of these.
const MAX_WRITTEN: usize = 50_000;
/// How many copies are within each other.
const MAX_DEPTH: usize = 32;

/// Properties that a side does not send.
type Unsent<'a> = BTreeSet<&'a str>;

/// What makes schemas those of what one side sends: nothing is required that it does not send, and a discriminator tells alternatives apart.
/// References become the keyword that calls the component's own validator.
#[derive(Debug)]
pub(super) struct Sent<'a> {
    /// The keyword of properties that the side does not send.
    mark: &'static str,
    components: &'a Components,
    copies: usize,
    written: usize,
    unevaluated: Unevaluated,
}

/// What becomes of `unevaluatedProperties`, which looks through references: what these lead to must stand in their place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unevaluated {
    Kept,
    /// Kept, but there was no room for all copies.
    TooMany,
    LeftOut,
}

/// What stands around a schema, and applies to the same value.
#[derive(Clone, Copy)]
struct Around<'u> {
    /// The properties that it marks.
    unsent: &'u Unsent<'u>,
    /// Whether it has `unevaluatedProperties`.
    is_looked_through: bool,
    /// How many copies may be within each other from here on.
    depth: usize,
}

impl<'a> Sent<'a> {
    pub(super) fn by(side: Side, components: &'a Components) -> Self {
        Sent {
            mark: match side {
                Side::Client => "readOnly",
                Side::Server => "writeOnly",
            },
            components,
            copies: 0,
            written: 0,
            unevaluated: Unevaluated::Kept,
        }
    }

    /// Returns a schema in which nothing is required that the side does not send. `unevaluatedProperties` is left out where the
    /// schemas that it looks through are too many, or do so themselves too often.
    pub(super) fn schema(&mut self, schema: &Value) -> Value {
        let written = self.alone(schema, MAX_DEPTH);
        if self.unevaluated != Unevaluated::TooMany && !looks_too_often(&written) {
            return written;
        }
        self.unevaluated = Unevaluated::LeftOut;
        (self.copies, self.written) = (0, 0);
        self.alone(schema, MAX_DEPTH)
    }

    /// Returns a schema that nothing around it says more of.
    fn alone(&mut self, schema: &Value, depth: usize) -> Value {
        let around = Around {
            unsent: &Unsent::new(),
            is_looked_through: false,
            depth,
        };
        self.within(schema, around)
    }

    /// Returns it within schemas that apply to the same value, whose marks count for its properties as well.
    fn within(&mut self, schema: &Value, around: Around<'_>) -> Value {
        let Value::Object(fields) = schema else {
            return schema.clone();
        };
        self.written += 1;
        let copy = self.copy(schema, around);
        let mut unsent = around.unsent.clone();
        self.add_unsent(schema, &["allOf"], &mut unsent);
        let mut fields = fields.clone();
        if self.unevaluated == Unevaluated::LeftOut {
            fields.shift_remove("unevaluatedProperties");
            fields.shift_remove("unevaluatedItems");
        }
        let inner = Around {
            unsent: &unsent,
            is_looked_through: around.is_looked_through || fields.contains_key("unevaluatedProperties"),
            ..around
        };
        if let Some(index) = self.components.index(schema) {
            fields.shift_remove("$ref");
            if copy.is_none() {
                fields.insert(REFERENCE.to_owned(), index.into());
            }
        }
        self.tell_less(&mut fields);
        let told = Told::of(&fields);
        let fields = fields.into_iter().map(|(keyword, value)| {
            let value = self.keyword(&keyword, value, schema, inner);
            (keyword, value)
        });
        let mut fields: Map<String, Value> = fields.collect();
        if let Some(told) = told {
            self.tell_apart(&told, schema, &mut fields, inner);
        }
        match (copy, fields.get_mut("allOf")) {
            (None, _) => {}
            (Some(copy), Some(Value::Array(parts))) => parts.push(copy),
            (Some(copy), _) => {
                fields.insert("allOf".to_owned(), json!([copy]));
            }
        }
        Value::Object(fields)
    }

    /// Has a `discriminator` tell alternatives apart.
    fn tell_apart(
        &mut self,
        told: &Told,
        schema: &Value,
        fields: &mut Map<String, Value>,
        around: Around<'_>,
    ) {
        let alternatives = fields.shift_remove(told.keyword).unwrap_or_default();
        if !around.is_looked_through {
            fields.insert(UNION.to_owned(), told.with(alternatives));
            return;
        }
        // `unevaluatedProperties` looks through keywords of its own alone. What is no reference is not written twice: it may hold such schemas itself.
        fields.insert("anyOf".to_owned(), alternatives);
        let references = list(schema, told.keyword);
        if references.iter().all(|one| self.components.index(one).is_some()) {
            let around = Around {
                is_looked_through: false,
                ..around
            };
            let references = references.iter().map(|one| self.within(one, around));
            fields.insert(UNION.to_owned(), told.with(references.collect()));
        }
    }

    fn keyword(&mut self, keyword: &str, value: Value, schema: &Value, around: Around<'_>) -> Value {
        let depth = around.depth;
        match (keyword, value) {
            ("required", Value::Array(names)) => {
                // What one alternative does not send need not be there for the others either.
                let mut unsent = around.unsent.clone();
                self.add_unsent(schema, &["allOf", "oneOf", "anyOf"], &mut unsent);
                required(names, &unsent)
            }
            ("allOf" | "oneOf" | "anyOf", Value::Array(parts)) => {
                let parts = parts.iter().map(|part| self.within(part, around));
                parts.collect()
            }
            ("properties" | "patternProperties", Value::Object(properties)) => {
                let properties = properties.into_iter();
                let properties = properties.map(|(name, property)| (name, self.alone(&property, depth)));
                Value::Object(properties.collect())
            }
            ("prefixItems", Value::Array(items)) => {
                items.iter().map(|item| self.alone(item, depth)).collect()
            }
            (
                "items" | "contains" | "additionalProperties" | "propertyNames" | "contentSchema" | "not",
                schema,
            ) => self.alone(&schema, depth),
            (_, value) => value,
        }
    }

    /// Returns the schema that a reference leads to, where the reference does not do: schemas around it mark what that requires, or look
    /// through it.
    fn copy(&mut self, schema: &Value, around: Around<'_>) -> Option<Value> {
        if around.unsent.is_empty() && !around.is_looked_through {
            return None;
        }
        let target = self.components.referred(schema)?;
        if !around.is_looked_through {
            self.components.find(target, &mut |schema| {
                let mut names = list(schema, "required").iter().filter_map(Value::as_str);
                names.find(|name| around.unsent.contains(name))
            })?;
        }
        let depth = around.depth.checked_sub(1);
        let depth = depth.filter(|_| self.copies < MAX_COPIES && self.written < MAX_WRITTEN);
        let Some(depth) = depth else {
            if around.is_looked_through {
                self.unevaluated = Unevaluated::TooMany;
            }
            return None;
        };
        self.copies += 1;
        Some(self.within(target, Around { depth, ..around }))
    }

    /// Adds the properties that are marked in a schema, or in those under these keywords.
    fn add_unsent<'s>(&self, schema: &'s Value, keywords: &[&str], unsent: &mut Unsent<'s>)
    where
        'a: 's,
    {
        let mut seen: HashSet<*const Value> = HashSet::new();
        let mut waiting = vec![schema];
        while let Some(schema) = waiting.pop() {
            let properties = schema.get("properties").and_then(Value::as_object);
            let marked = properties.into_iter().flatten();
            let marked = marked.filter(|(_, property)| self.is_marked(property));
            unsent.extend(marked.map(|(name, _)| name.as_str()));
            waiting.extend(keywords.iter().flat_map(|keyword| list(schema, keyword)));
            let target = self.components.referred(schema);
            waiting.extend(target.filter(|target| seen.insert(*target)));
        }
    }

    /// Has one alternative of a `oneOf` or more be enough where they are told apart by a property that the side does not send: without it, several
    /// may fit what it sends.
    fn tell_less(&self, schema: &mut Map<String, Value>) {
        let is_told_by_unsent = |alternative: &Value| {
            let mut unsent = Unsent::new();
            self.add_unsent(alternative, &["allOf"], &mut unsent);
            let is_constant = |schema: &Value| schema.get("enum").is_some() || schema.get("const").is_some();
            let found = self.components.find(alternative, &mut |schema| {
                let properties = schema.get("properties").and_then(Value::as_object);
                let mut properties = properties.into_iter().flatten();
                let is_tag = properties.any(|(name, property)| {
                    unsent.contains(name.as_str()) && is_constant(self.components.resolve(property))
                });
                is_tag.then_some(())
            });
            found.is_some()
        };
        let alternatives = schema.get("oneOf").and_then(Value::as_array);
        let is_told_by_unsent = alternatives.into_iter().flatten().any(is_told_by_unsent);
        if is_told_by_unsent && !schema.contains_key("anyOf") {
            let alternatives = schema.shift_remove("oneOf");
            schema.extend(alternatives.map(|alternatives| ("anyOf".to_owned(), alternatives)));
        }
    }

    /// Tells whether a property is marked, in its schema or in what that refers to.
    pub(super) fn is_marked(&self, property: &Value) -> bool {
        let is_true = |schema: &Value| schema.get(self.mark) == Some(&Value::Bool(true));
        is_true(property) || is_true(self.components.resolve(property))
    }
}

fn required(names: Vec<Value>, unsent: &Unsent<'_>) -> Value {
    let names = names.into_iter();
    let sent = names.filter(|name| !name.as_str().is_some_and(|name| unsent.contains(name)));
    sent.collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::{Value, json};

    use super::super::{Components, Schema, Side};

    /// Tells whether a side may send a value of a schema.
    fn may_send(side: Side, schema: &Value, schemas: &Value, value: &Value) -> bool {
        let components = Components::new(&json!({ "components": { "schemas": schemas } }));
        let schema = Schema::new(schema, &Arc::new(components), side);
        schema.violations(value).is_empty()
    }

    #[test]
    fn what_is_marked_need_not_be_there_where_another_part_requires_it() {
        let base = json!({ "required": ["id"], "properties": { "id": { "type": "string" } } });
        let marks = json!({ "properties": { "id": { "readOnly": true } } });
        let schemas = json!({ "Base": base, "Marks": marks, "Both": { "allOf": [{ "$ref": "#/components/schemas/Base" }] } });
        let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        for parts in [
            json!({ "allOf": [marks, base] }),
            json!({ "allOf": [of("Marks"), base] }),
            json!({ "allOf": [of("Base"), marks] }),
            json!({ "allOf": [of("Both"), of("Marks")] }),
            json!({ "allOf": [{ "allOf": [of("Both")] }], "properties": { "id": { "readOnly": true } } }),
            json!({ "oneOf": [of("Both"), { "type": "string" }], "properties": { "id": { "readOnly": true } } }),
        ] {
            assert!(may_send(Side::Client, &parts, &schemas, &json!({})), "{parts}");
            assert!(!may_send(Side::Server, &parts, &schemas, &json!({})), "{parts}");
            assert!(
                !may_send(Side::Client, &parts, &schemas, &json!({ "id": 7 })),
                "{parts}"
            );
        }
        // A mark counts for the object that it is in.
        let inner = json!({ "allOf": [marks, { "properties": { "inner": of("Both") } }] });
        let without = json!({ "inner": {} });
        assert!(!may_send(Side::Client, &inner, &schemas, &without));
    }

    #[test]
    fn alternatives_that_are_told_apart_by_what_is_not_sent_may_fit_together() {
        let of = |kind: &str| {
            let tag = json!({ "type": "object", "properties": { "kind": { "enum": [kind] } } });
            json!({ "allOf": [{ "$ref": "#/components/schemas/Base" }, tag] })
        };
        let base = json!({ "type": "object", "required": ["kind"], "properties": {
            "kind": { "type": "string", "readOnly": true },
            "label": { "type": "string" },
        } });
        let schemas = json!({ "Base": base });
        let union = json!({ "oneOf": [of("mail"), of("phone")] });
        let sent = json!({ "label": "home" });
        assert!(may_send(Side::Client, &union, &schemas, &sent));
        assert!(!may_send(
            Side::Client,
            &union,
            &schemas,
            &json!({ "kind": "fax" })
        ));
        assert!(!may_send(Side::Client, &union, &schemas, &json!({ "label": 1 })));
        // A server sends it.
        assert!(!may_send(Side::Server, &union, &schemas, &sent));
        let plain = json!({ "oneOf": [{ "type": "object" }, { "required": ["a"] }] });
        assert!(!may_send(Side::Client, &plain, &schemas, &json!({ "a": 1 })));
    }

    #[test]
    fn a_discriminator_tells_alternatives_apart_where_there_is_a_tag() {
        let of = |name: &str| json!({ "$ref": format!("#/components/schemas/{name}") });
        let shape = json!({ "properties": { "kind": { "type": "string" } } });
        let square = json!({ "required": ["side"], "properties": { "kind": { "type": "string" } } });
        let schemas = json!({ "Circle": shape, "Round": shape, "Square": square });
        let schema = json!({
            "oneOf": [of("Circle"), of("Round"), of("Square")],
            "discriminator": { "propertyName": "kind", "mapping": { "s": "#/components/schemas/Square" } },
        });
        for (value, fits) in [
            (json!({ "kind": "Circle" }), true),
            (json!({ "kind": "Circle", "side": 1 }), true),
            (json!({ "kind": "s", "side": 1 }), true),
            (json!({ "kind": "s" }), false),
            (json!({ "side": 1 }), false),
            (json!({}), false),
        ] {
            assert_eq!(may_send(Side::Client, &schema, &schemas, &value), fits, "{value}");
        }
        let of_two =
            json!({ "oneOf": [of("Circle"), of("Square")], "discriminator": { "propertyName": "kind" } });
        assert!(may_send(Side::Client, &of_two, &schemas, &json!({})));
    }

    #[test]
    fn references_that_stand_for_many_schemas_are_written_anew_within_a_limit() {
        let mut schemas = json!({ "S0": { "required": ["id"] } });
        for level in 1..13 {
            let below = json!({ "$ref": format!("#/components/schemas/S{}", level - 1) });
            schemas[format!("S{level}")] = json!({ "allOf": [below, below] });
        }
        let marks = json!({ "properties": { "id": { "readOnly": true } } });
        let schema = json!({ "allOf": [{ "$ref": "#/components/schemas/S12" }, marks] });
        // Beyond the limit, what is marked is required.
        let begin = std::time::Instant::now();
        let _ = may_send(Side::Client, &schema, &schemas, &json!({}));
        assert!(begin.elapsed() < std::time::Duration::from_secs(20));
    }
}
