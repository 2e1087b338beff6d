//! What a schema says, or one that it is composed of.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{Components, list};
use crate::server::kinds::Kinds;

/// How many compositions are looked at within each other.
const MAX_DEPTH: usize = 64;

/// What is known of schemas that were looked at, by their addresses.
type Known = HashMap<*const Value, Kinds>;

impl Components {
    /// Returns the kinds of values that may fit a schema.
    pub(crate) fn kinds(&self, schema: &Value) -> Kinds {
        self.kinds_within(schema, &mut Known::new(), MAX_DEPTH)
    }

    fn kinds_within(&self, schema: &Value, known: &mut Known, depth: usize) -> Kinds {
        let schema = self.resolve(schema);
        let is_composed = ["allOf", "oneOf", "anyOf"]
            .iter()
            .any(|keyword| !list(schema, keyword).is_empty());
        if !is_composed {
            return self.kinds_of(schema, known, depth);
        }
        let Some(depth) = depth.checked_sub(1) else {
            return Kinds::ALL;
        };
        if let Some(kinds) = known.get(&std::ptr::from_ref(schema)) {
            return *kinds;
        }
        // What holds itself says nothing of itself.
        known.insert(schema, Kinds::ALL);
        let kinds = self.kinds_of(schema, known, depth);
        known.insert(schema, kinds);
        kinds
    }

    fn kinds_of(&self, schema: &Value, known: &mut Known, depth: usize) -> Kinds {
        let mut kinds = match schema.get("type") {
            Some(Value::String(name)) => Kinds::named(name),
            Some(Value::Array(names)) => {
                let names = names.iter().filter_map(Value::as_str).map(Kinds::named);
                names.fold(Kinds::NONE, Kinds::or)
            }
            _ => Kinds::ALL,
        };
        if let Some(only) = schema.get("const") {
            kinds = kinds.and(Kinds::of_value(only));
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            kinds = kinds.and(values.iter().map(Kinds::of_value).fold(Kinds::NONE, Kinds::or));
        }
        for part in list(schema, "allOf") {
            kinds = kinds.and(self.kinds_within(part, known, depth));
        }
        for keyword in ["oneOf", "anyOf"] {
            let alternatives = list(schema, keyword);
            if !alternatives.is_empty() {
                let each = alternatives
                    .iter()
                    .map(|one| self.kinds_within(one, known, depth));
                kinds = kinds.and(each.fold(Kinds::NONE, Kinds::or));
            }
        }
        if kinds.is_open() {
            // Keywords of one type say what a text is meant for.
            let implied = [
                ("properties", Kinds::OBJECT),
                ("items", Kinds::ARRAY),
                ("prefixItems", Kinds::ARRAY),
            ];
            let implied = implied
                .into_iter()
                .find(|(keyword, _)| schema.get(keyword).is_some());
            kinds = implied.map_or(kinds, |(_, kind)| kind);
        }
        kinds
    }

    /// Returns the first that `look` finds in a schema or in what it is composed of.
    pub(crate) fn find<'a, T>(
        &'a self,
        schema: &'a Value,
        look: &mut dyn FnMut(&'a Value) -> Option<T>,
    ) -> Option<T> {
        let mut seen: HashSet<*const Value> = HashSet::new();
        let mut waiting = vec![schema];
        while let Some(schema) = waiting.pop() {
            let schema = self.resolve(schema);
            let parts = ["allOf", "oneOf", "anyOf"];
            let parts = parts.iter().flat_map(|keyword| list(schema, keyword));
            let begin = waiting.len();
            waiting.extend(parts);
            let is_composed = waiting.len() > begin;
            if is_composed && !seen.insert(schema) {
                waiting.truncate(begin);
                continue;
            }
            if let Some(found) = look(schema) {
                return Some(found);
            }
            waiting[begin..].reverse();
        }
        None
    }

    /// Returns the schema of the item at `index` of an array.
    pub(crate) fn item<'a>(&'a self, schema: &'a Value, index: usize) -> Option<&'a Value> {
        self.find(schema, &mut |schema| {
            let prefix = list(schema, "prefixItems").get(index);
            prefix.or_else(|| schema.get("items"))
        })
    }

    /// Returns the schema of a property of an object.
    pub(crate) fn property<'a>(&'a self, schema: &'a Value, name: &str) -> Option<&'a Value> {
        let declared = self.declared_property(schema, name);
        declared.or_else(|| {
            self.find(schema, &mut |schema| {
                let additional = schema.get("additionalProperties")?;
                additional.is_object().then_some(additional)
            })
        })
    }

    /// Returns the schema of a property that is named in `properties`.
    pub(crate) fn declared_property<'a>(&'a self, schema: &'a Value, name: &str) -> Option<&'a Value> {
        self.find(schema, &mut |schema| schema.get("properties")?.get(name))
    }

    /// Tells whether an object may have properties that no schema names.
    pub(crate) fn takes_any_property(&self, schema: &Value) -> bool {
        let additional = self.find(schema, &mut |schema| schema.get("additionalProperties"));
        match additional {
            Some(additional) => additional != &Value::Bool(false),
            None => self
                .find(schema, &mut |schema| schema.get("properties"))
                .is_none(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::super::Components;
    use crate::server::kinds::Kinds;

    fn of(name: &str) -> Value {
        json!({ "$ref": format!("#/components/schemas/{name}") })
    }

    #[test]
    fn what_doubles_by_references_is_looked_at_once() {
        let mut schemas = json!({ "S60": { "type": "string", "pattern": "^a" } });
        for level in 0..60 {
            let next = of(&format!("S{}", level + 1));
            let keyword = ["allOf", "oneOf", "anyOf"][level % 3];
            schemas[format!("S{level}")] = json!({ keyword: [next, next] });
        }
        let components = Components::new(&json!({ "components": { "schemas": schemas } }));
        let mut looks = 0;
        let mut look = |_: &Value| {
            looks += 1;
            None::<()>
        };
        assert_eq!(components.find(&of("S0"), &mut look), None);
        assert!(looks <= 122, "{looks}");
        assert_eq!(components.kinds(&of("S0")), Kinds::STRING);
        let schema = of("S0");
        let pattern = components.find(&schema, &mut |schema| schema.get("pattern"));
        assert_eq!(pattern, Some(&json!("^a")));
    }

    #[test]
    fn the_first_in_the_order_of_the_text_is_found() {
        let schemas = json!({
            "Base": { "allOf": [{ "title": "first" }], "title": "base" },
            "Other": { "title": "other" },
        });
        let components = Components::new(&json!({ "components": { "schemas": schemas } }));
        let schema = json!({ "anyOf": [of("Other")], "allOf": [{ "allOf": [of("Base")] }, of("Other")] });
        let mut titles = Vec::new();
        components.find(&schema, &mut |schema| {
            titles.extend(schema.get("title").and_then(Value::as_str));
            None::<()>
        });
        assert_eq!(titles, ["base", "first", "other", "other"]);
    }
}
