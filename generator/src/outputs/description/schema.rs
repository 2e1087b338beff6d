//! Schemas, as JSON Schema 2020-12 says it.

use serde_json::{Map, Value, json};

use super::reach::{Component, reference};
use super::{Fields, Writer};
use specwright_document::description::{
    AdditionalProperties, ArrayKeywords, Composition, JsonType, NumberKeywords, ObjectKeywords, Schema,
    SchemaId, StringKeywords, Xml,
};

impl Writer<'_> {
    /// Returns what stands where a schema is: a reference to a component, or the schema.
    pub(super) fn schema(&mut self, id: SchemaId) -> Value {
        match &self.description.schemas[id].component {
            Some(name) => {
                self.reached.note(Component::Schema(id));
                json!({ "$ref": reference("schemas", name) })
            }
            None => self.schema_itself(id),
        }
    }

    /// Returns a schema, even if it is a component.
    pub(super) fn schema_itself(&mut self, id: SchemaId) -> Value {
        let schema = &self.description.schemas[id];
        if schema.never {
            return false.into();
        }
        let mut fields = Fields::default();
        types(schema, &mut fields);
        values(schema, &mut fields);
        fields.text("format", schema.format.as_deref());
        if let Some(number) = schema.number.as_deref() {
            numbers(number, &mut fields);
        }
        if let Some(string) = schema.string.as_deref() {
            self.string(string, &mut fields);
        }
        if let Some(object) = schema.object.as_deref() {
            self.object(object, &mut fields);
        }
        if let Some(array) = schema.array.as_deref() {
            self.array(array, &mut fields);
        }
        if let Some(composition) = schema.composition.as_deref() {
            self.composition(schema, composition, &mut fields);
        }
        let mut fields = match is_null_beside_more(schema) {
            false => fields,
            // What else is said would forbid it.
            true => {
                let mut outer = Fields::default();
                outer.list("anyOf", vec![fields.0.into(), json!({ "type": "null" })]);
                outer
            }
        };
        fields.flag("readOnly", schema.read_only);
        fields.flag("writeOnly", schema.write_only);
        if let Some(default) = schema.default.as_deref() {
            fields.set("default", default.clone());
        }
        if let Some(example) = schema.example.as_deref() {
            fields.set("examples", vec![example.clone()]);
        }
        if let Some(xml) = schema.xml.as_deref() {
            fields.set("xml", xml_object(xml));
        }
        fields.0.into()
    }

    fn schemas(&mut self, ids: &[SchemaId]) -> Vec<Value> {
        ids.iter().map(|id| self.schema(*id)).collect()
    }

    fn schema_map<'n>(&mut self, entries: impl Iterator<Item = (&'n str, SchemaId)>) -> Map<String, Value> {
        entries
            .map(|(name, id)| (name.to_owned(), self.schema(id)))
            .collect()
    }

    fn string(&mut self, string: &StringKeywords, fields: &mut Fields) {
        count("minLength", string.min_length, fields);
        count("maxLength", string.max_length, fields);
        fields.text("pattern", string.pattern.as_deref());
        fields.text("contentEncoding", string.content_encoding.as_deref());
        fields.text("contentMediaType", string.content_media_type.as_deref());
        if let Some(content) = string.content_schema {
            let content = self.schema(content);
            fields.set("contentSchema", content);
        }
    }

    fn object(&mut self, object: &ObjectKeywords, fields: &mut Fields) {
        let properties = object.properties.iter().map(|(name, id)| (name.as_str(), *id));
        let properties = self.schema_map(properties);
        fields.map("properties", properties);
        let required = object.required.iter().map(|name| name.as_str().into());
        fields.list("required", required.collect());
        let patterns = object.pattern_properties.iter();
        let patterns = self.schema_map(patterns.map(|(pattern, id)| (pattern.as_str(), *id)));
        fields.map("patternProperties", patterns);
        match object.additional_properties {
            None => {}
            Some(AdditionalProperties::Any) => fields.set("additionalProperties", true),
            Some(AdditionalProperties::None) => fields.set("additionalProperties", false),
            Some(AdditionalProperties::Schema(id)) => {
                let schema = self.schema(id);
                fields.set("additionalProperties", schema);
            }
        }
        if object.closed_when_composed {
            fields.set("unevaluatedProperties", false);
        }
        if let Some(names) = object.property_names {
            let names = self.schema(names);
            fields.set("propertyNames", names);
        }
        count("minProperties", object.min_properties, fields);
        count("maxProperties", object.max_properties, fields);
    }

    fn array(&mut self, array: &ArrayKeywords, fields: &mut Fields) {
        let prefix = self.schemas(&array.prefix_items);
        fields.list("prefixItems", prefix);
        for (name, id) in [("items", array.items), ("contains", array.contains)] {
            if let Some(id) = id {
                let schema = self.schema(id);
                fields.set(name, schema);
            }
        }
        count("minItems", array.min_items, fields);
        count("maxItems", array.max_items, fields);
        fields.flag("uniqueItems", array.unique_items);
    }

    fn composition(&mut self, schema: &Schema, composition: &Composition, fields: &mut Fields) {
        match composition.all_of.as_slice() {
            [target] if schema.alias => {
                // Nothing else is said.
                if let Value::Object(target) = self.schema(*target) {
                    fields.0.extend(target);
                }
            }
            parts => {
                let parts = self.schemas(parts);
                fields.list("allOf", parts);
            }
        }
        let one_of = self.schemas(&composition.one_of);
        fields.list("oneOf", one_of);
        let any_of = self.schemas(&composition.any_of);
        fields.list("anyOf", any_of);
        if let Some(not) = composition.not {
            let not = self.schema(not);
            fields.set("not", not);
        }
        if let Some(discriminator) = &composition.discriminator {
            let mut inner = Fields::default();
            inner.set("propertyName", discriminator.property_name.as_str());
            let mapping = discriminator.mapping.iter();
            let mapping = mapping.filter_map(|(value, id)| Some((value.to_string(), self.component(*id)?)));
            let mapping: Map<String, Value> = mapping.collect();
            inner.map("mapping", mapping);
            if let Some(default) = discriminator.default_mapping.and_then(|id| self.component(id)) {
                inner.set("defaultMapping", default);
            }
            fields.set("discriminator", inner.0);
        }
    }

    /// Returns the reference to a component schema, which is then reached.
    fn component(&mut self, id: SchemaId) -> Option<Value> {
        let name = self.description.schemas[id].component.as_ref()?;
        self.reached.note(Component::Schema(id));
        Some(reference("schemas", name).into())
    }
}

/// Writes `type`. One that keywords only imply is not stated: these say nothing of other values.
fn types(schema: &Schema, fields: &mut Fields) {
    if schema.only_null {
        return fields.set("type", "null");
    }
    let Some(json_type) = schema.json_type.filter(|_| !schema.is_type_implied) else {
        return;
    };
    let mut names = vec![type_name(json_type)];
    if schema.text_of_number {
        names.push("string");
    }
    if schema.nullable && !is_null_beside_more(schema) {
        names.push("null");
    }
    match names.as_slice() {
        [name] => fields.set("type", *name),
        names => fields.set("type", names),
    }
}

/// Writes `const` or `enum`. The text of a listed number may stand for it, so that nothing is listed then.
fn values(schema: &Schema, fields: &mut Fields) {
    if schema.text_of_number {
        return;
    }
    let mut values: Vec<Value> = schema.values.iter().map(|listed| listed.value.clone()).collect();
    match values.as_slice() {
        [] => return,
        [only] if schema.constant && !schema.nullable => return fields.set("const", only.clone()),
        _ => {}
    }
    if schema.nullable && !is_null_beside_more(schema) {
        values.push(Value::Null);
    }
    fields.set("enum", values);
}

/// Returns whether null fits although what a schema is composed of says otherwise.
fn is_null_beside_more(schema: &Schema) -> bool {
    let is_composed = schema.composition.as_deref().is_some_and(|composition| {
        let lists = [&composition.all_of, &composition.one_of, &composition.any_of];
        lists.iter().any(|list| !list.is_empty()) || composition.not.is_some()
    });
    schema.nullable && !schema.only_null && is_composed
}

fn xml_object(xml: &Xml) -> Map<String, Value> {
    let mut fields = Fields::default();
    fields.text("name", xml.name.as_deref());
    fields.text("namespace", xml.namespace.as_deref());
    fields.text("prefix", xml.prefix.as_deref());
    fields.flag("attribute", xml.attribute);
    fields.flag("wrapped", xml.wrapped);
    fields.text("nodeType", xml.node_type.as_deref());
    fields.0
}

fn numbers(number: &NumberKeywords, fields: &mut Fields) {
    let bounds = [
        (
            number.minimum,
            number.exclusive_minimum,
            ["minimum", "exclusiveMinimum"],
        ),
        (
            number.maximum,
            number.exclusive_maximum,
            ["maximum", "exclusiveMaximum"],
        ),
    ];
    for (bound, is_exclusive, [inclusive, exclusive]) in bounds {
        if let Some(bound) = bound {
            fields.set(if is_exclusive { exclusive } else { inclusive }, bound.to_json());
        }
    }
    if let Some(multiple_of) = number.multiple_of.filter(|number| number.as_f64() > 0.0) {
        fields.set("multipleOf", multiple_of.to_json());
    }
}

fn count(name: &str, count: Option<u64>, fields: &mut Fields) {
    if let Some(count) = count {
        fields.set(name, count);
    }
}

fn type_name(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::String => "string",
        JsonType::Integer => "integer",
        JsonType::Number => "number",
        JsonType::Boolean => "boolean",
        JsonType::Object => "object",
        JsonType::Array => "array",
    }
}
