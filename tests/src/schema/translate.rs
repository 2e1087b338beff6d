mod discriminated;
mod ranges;
mod strings;

use serde_json::{Map, Value, json};
use specwright_values::NO_VALUES;

use super::discriminator::Discriminators;
use crate::raw::{RawDocument, Spot};

/// What schemas are translated from.
#[derive(Clone, Copy)]
pub(super) struct Origin<'a> {
    document: &'a RawDocument,
    discriminators: &'a Discriminators,
    dialect: Dialect,
    reading: Reading,
}

/// Which keywords of a schema count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Those that Rust types express.
    Types,
    /// As [`Self::Types`], and a value of several alternatives of a `oneOf` is valid: what tells the alternatives apart may be a
    /// pattern, which is left out here.
    TypesWithLookAlikes,
    /// All of them: `pattern`, `multipleOf` and every format, too.
    Whole,
}

impl<'a> Origin<'a> {
    pub(super) fn new(
        document: &'a RawDocument,
        discriminators: &'a Discriminators,
        reading: Reading,
    ) -> Self {
        Self {
            reading,
            document,
            discriminators,
            dialect: Dialect::of(document),
        }
    }
}

/// What a schema is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Use {
    /// To describe a value.
    Whole,
    /// As a part of a schema that a discriminator names, or the list of a schema that it extends: it must not lead back to
    /// that discriminator or list.
    Part,
}

/// The meaning of schemas in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Dialect {
    /// Swagger 2.0 and OpenAPI 3.0: `nullable`, boolean `exclusiveMinimum`, nothing beside `$ref`.
    Old,
    /// OpenAPI 3.1 and later: JSON Schema.
    JsonSchema,
}

impl Dialect {
    fn of(document: &RawDocument) -> Self {
        let version = document.version();
        if version.starts_with('2') || version.starts_with("3.0") || version == "3" {
            Self::Old
        } else {
            Self::JsonSchema
        }
    }
}

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// The format, here, of a string that holds a number and may come back as one.
pub(super) const TEXT_OF_NUMBER: &str = "text-of-number";

/// The schema at `spot` as JSON Schema 2020-12. `refer` gives the reference to write for a schema that a `$ref`
/// leads to.
///
/// Unless all keywords count, what no Rust type expresses is left out, so that more values are valid: `pattern`, `multipleOf`,
/// formats that no type takes at its word. Integers are held to what their format says, or further where bounds or values that are
/// stated lead out of it, and to what 64 bits hold with or without a sign. A value is held to the schema
/// that its discriminator names, and to no other.
pub(super) fn translate(
    origin: &Origin<'_>,
    spot: &Spot,
    used: Use,
    refer: &mut dyn FnMut(&Spot, Use) -> String,
) -> Value {
    let Origin {
        document, dialect, ..
    } = *origin;
    let entries = match document.get(spot) {
        Some(Value::Object(entries)) => entries,
        Some(Value::Bool(boolean)) => return Value::Bool(*boolean),
        _ => return Value::Bool(true),
    };
    let mut out = Map::new();
    let reference = ["$ref", "$dynamicRef"]
        .iter()
        .find_map(|key| entries.get(*key)?.as_str());
    if let Some(target) = reference.and_then(|reference| document.resolve(&spot.file, reference)) {
        out.insert("$ref".to_owned(), refer(&target, used).into());
    }
    if reference.is_some() && dialect == Dialect::Old {
        return Value::Object(out);
    }
    let mut translation = Translation {
        origin,
        dialect,
        spot,
        used,
        entries,
        out,
        refer,
    };
    translation.types();
    translation.values();
    translation.numbers();
    translation.strings();
    translation.arrays();
    translation.objects();
    translation.combinations();
    translation.finish()
}

struct Translation<'a, 'r> {
    origin: &'a Origin<'a>,
    dialect: Dialect,
    spot: &'a Spot,
    used: Use,
    entries: &'a Map<String, Value>,
    out: Map<String, Value>,
    refer: &'r mut dyn FnMut(&Spot, Use) -> String,
}

impl Translation<'_, '_> {
    fn is_nullable(&self) -> bool {
        self.dialect == Dialect::Old
            && ["nullable", "x-nullable"]
                .iter()
                .any(|key| self.entries.get(*key) == Some(&Value::Bool(true)))
    }

    fn has_type(&self, name: &str) -> bool {
        match self.out.get("type") {
            Some(Value::String(one)) => one == name,
            Some(Value::Array(several)) => several.iter().any(|one| one == name),
            _ => false,
        }
    }

    fn types(&mut self) {
        let named = |value: &Value| match value {
            Value::String(text) => TYPES.iter().find(|name| *name == text).copied(),
            Value::Null => Some("null"),
            _ => None,
        };
        let mut types: Vec<&str> = match self.entries.get("type") {
            Some(Value::Array(several)) => several.iter().filter_map(named).collect(),
            Some(Value::String(_)) => self.entries.get("type").and_then(named).into_iter().collect(),
            _ => Vec::new(),
        };
        if types.is_empty() && self.entries.get("type").is_some_and(Value::is_string) {
            // It allows anything here, and no value is made for it.
            self.out.insert(NO_VALUES.to_owned(), true.into());
        }
        if !types.is_empty() {
            if self.is_nullable() && !types.contains(&"null") {
                types.push("null");
            }
            self.out.insert("type".to_owned(), json!(types));
        }
    }

    fn values(&mut self) {
        if let Some(Value::Array(values)) = self.entries.get("enum") {
            let mut values = values.clone();
            if self.is_nullable() && !values.contains(&Value::Null) {
                values.push(Value::Null);
            }
            if !values.is_empty() {
                self.out.insert("enum".to_owned(), values.into());
            }
        }
        self.copy("const", |_| true);
        self.copy("readOnly", |value| value == &Value::Bool(true));
        self.copy("writeOnly", |value| value == &Value::Bool(true));
        let single = ["example", "x-example", "default"]
            .iter()
            .filter_map(|key| self.entries.get(*key));
        let several = self
            .entries
            .get("examples")
            .and_then(Value::as_array)
            .into_iter()
            .flatten();
        let examples: Vec<Value> = single.chain(several).cloned().collect();
        if !examples.is_empty() {
            self.out.insert("examples".to_owned(), examples.into());
        }
    }

    fn arrays(&mut self) {
        for key in ["minItems", "maxItems", "minContains", "maxContains"] {
            self.copy(key, Value::is_u64);
        }
        self.copy("uniqueItems", Value::is_boolean);
        for key in ["items", "contains", "unevaluatedItems"] {
            self.schema(key);
        }
        self.listed_items();
        self.schemas_in_list("prefixItems");
    }

    fn objects(&mut self) {
        for key in ["minProperties", "maxProperties"] {
            self.copy(key, Value::is_u64);
        }
        let is_names = |value: &Value| {
            value
                .as_array()
                .is_some_and(|names| names.iter().all(Value::is_string))
        };
        let listed = self
            .entries
            .get("required")
            .filter(|value| is_names(value))
            .and_then(Value::as_array);
        // What `required: true` on a property is meant to say.
        let properties = self
            .entries
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten();
        let marked = properties
            .filter(|(_, schema)| schema.get("required") == Some(&Value::Bool(true)))
            .map(|(name, _)| Value::String(name.clone()));
        let mut required: Vec<Value> = Vec::new();
        for name in listed.into_iter().flatten().cloned().chain(marked) {
            if !required.contains(&name) {
                required.push(name);
            }
        }
        if !required.is_empty() {
            self.out.insert("required".to_owned(), required.into());
        }
        self.copy("dependentRequired", |value| {
            value
                .as_object()
                .is_some_and(|entries| entries.values().all(is_names))
        });
        for key in ["additionalProperties", "propertyNames", "unevaluatedProperties"] {
            self.schema(key);
        }
        for key in ["properties", "patternProperties", "dependentSchemas"] {
            self.schemas_in_map(key);
        }
    }

    fn combinations(&mut self) {
        for key in ["not", "if", "then", "else"] {
            self.schema(key);
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            self.schemas_in_list(key);
        }
        self.discriminated();
        if self.origin.reading == Reading::TypesWithLookAlikes
            && !self.out.contains_key("anyOf")
            && let Some(alternatives) = self.out.remove("oneOf")
        {
            self.out.insert("anyOf".to_owned(), alternatives);
        }
    }

    fn finish(self) -> Value {
        let nullable = self.is_nullable() && !self.out.contains_key("type");
        let has_text = self.is_number_or_text();
        let mut schema = Value::Object(self.out);
        if has_text && let Some(Value::Array(types)) = schema.get_mut("type") {
            types.retain(|name| name != "string");
            schema =
                json!({"anyOf": [schema, {"type": "string", "enum": ["0", "12"], "format": TEXT_OF_NUMBER}]});
        }
        if nullable {
            json!({"anyOf": [schema, {"type": "null"}]})
        } else {
            schema
        }
    }

    fn copy(&mut self, key: &str, test: impl Fn(&Value) -> bool) {
        if let Some(value) = self.entries.get(key).filter(|value| test(value)) {
            self.out.insert(key.to_owned(), value.clone());
        }
    }

    fn inner(&mut self, spot: &Spot, used: Use) -> Value {
        translate(self.origin, spot, used, self.refer)
    }

    fn schema(&mut self, key: &str) {
        if self
            .entries
            .get(key)
            .is_some_and(|value| value.is_object() || value.is_boolean())
        {
            let schema = self.inner(&self.spot.child(key), Use::Whole);
            self.out.insert(key.to_owned(), schema);
        }
    }

    /// A list of schemas in `items`: what the items may be, or, where the schema is not said to be an array, what the
    /// value itself may be.
    fn listed_items(&mut self) {
        if !self.entries.get("items").is_some_and(Value::is_array) {
            return;
        }
        self.schemas_in_list("items");
        let Some(alternatives) = self.out.remove("items") else {
            return;
        };
        if self.has_type("array") {
            self.out
                .insert("items".to_owned(), json!({"anyOf": alternatives}));
        } else if !self.out.contains_key("type") {
            self.out.insert("anyOf".to_owned(), alternatives);
        }
    }

    /// `nullable: true` and nothing else, which as an alternative means `null` and not any value.
    fn means_null(&self, alternative: &Value) -> bool {
        let describes = |key: &str| matches!(key, "nullable" | "title" | "description" | "example");
        self.dialect == Dialect::Old
            && alternative.get("nullable") == Some(&Value::Bool(true))
            && alternative
                .as_object()
                .is_some_and(|entries| entries.keys().all(|key| describes(key)))
    }

    fn schemas_in_list(&mut self, key: &str) {
        let is_choice = matches!(key, "anyOf" | "oneOf");
        if is_choice && self.used == Use::Part && self.origin.discriminators.lists_children(self.spot) {
            return;
        }
        if let Some(Value::Array(items)) = self.entries.get(key).filter(|value| value != &&json!([])) {
            let list = self.spot.child(key);
            let is_named = self.used == Use::Part || self.origin.discriminators.names(self.spot);
            let used = if is_named && key == "allOf" {
                Use::Part
            } else {
                Use::Whole
            };
            let mut schemas: Vec<Value> = Vec::with_capacity(items.len());
            for (index, item) in items.iter().enumerate() {
                schemas.push(match self.means_null(item) && key != "allOf" {
                    true => json!({"type": "null"}),
                    false => self.inner(&list.child(&index.to_string()), used),
                });
            }
            if let Some(Value::Array(present)) = self.out.remove(key) {
                schemas.extend(present);
            }
            self.out.insert(key.to_owned(), schemas.into());
        }
    }

    fn schemas_in_map(&mut self, key: &str) {
        // Some write a reference to the properties of another schema, which no version knows.
        let Some(spot) = self.origin.document.follow(&self.spot.child(key)) else {
            return;
        };
        if let Some(Value::Object(map)) = self.origin.document.get(&spot) {
            let schemas = map
                .keys()
                .map(|name| (name.clone(), self.inner(&spot.child(name), Use::Whole)))
                .collect();
            self.out.insert(key.to_owned(), Value::Object(schemas));
        }
    }
}
