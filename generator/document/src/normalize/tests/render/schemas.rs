//! Components and schemas.

use serde_json::{Map, Value, json};

use crate::description::{AdditionalProperties, Components, Discriminator, Schema, SchemaId};
use crate::normalize::schema::json_type::name as json_type_name;
use crate::source::Text;

use super::security::scheme;
use super::{Fields, Render, named, reference, texts};

impl Render<'_> {
    pub(super) fn components(&self, components: &Components) -> Map<String, Value> {
        let mut fields = Fields::default();
        let schemas = components.schemas.iter();
        let schemas = schemas.map(|(name, id)| (name.to_string(), self.schema_here(&self.0.schemas[*id])));
        fields.map("schemas", schemas.collect());
        let responses = components.responses.iter();
        let responses = responses.map(|component| (&component.name, self.shared_response(&component.item)));
        fields.map("responses", named(responses));
        let parameters = components.parameters.iter();
        let parameters =
            parameters.map(|component| (&component.name, self.shared_parameter(&component.item)));
        fields.map("parameters", named(parameters));
        let bodies = components.request_bodies.iter().map(|component| {
            let bodies = &components.request_bodies;
            let body = self.shared(&component.item, "requestBodies", bodies, |body| {
                self.request_body(body)
            });
            (&component.name, body)
        });
        fields.map("requestBodies", named(bodies));
        let headers = components.headers.iter();
        let headers = headers.map(|component| (&component.name, self.shared_header(&component.item)));
        fields.map("headers", named(headers));
        let schemes = components.security_schemes.iter();
        fields.map(
            "securitySchemes",
            named(schemes.map(|stated| (&stated.key, scheme(stated)))),
        );
        fields.0
    }

    /// Renders a component as a reference, and any other schema as it is.
    pub(super) fn schema(&self, id: SchemaId) -> Value {
        let schema = &self.0.schemas[id];
        match &schema.component {
            Some(name) => reference("schemas", name),
            None => self.schema_here(schema),
        }
    }

    pub(super) fn schema_list(&self, ids: &[SchemaId]) -> Vec<Value> {
        ids.iter().map(|id| self.schema(*id)).collect()
    }

    pub(super) fn schema_here(&self, schema: &Schema) -> Value {
        if schema.never {
            return json!({"not": {}});
        }
        let mut fields = Fields::default();
        fields.flag("nullable", schema.nullable);
        fields.flag("onlyNull", schema.only_null);
        fields.flag("unresolved", schema.unresolved);
        fields.flag("constant", schema.constant);
        fields.flag("readOnly", schema.read_only);
        fields.flag("writeOnly", schema.write_only);
        fields.flag("deprecated", schema.deprecated);
        fields.text("title", &schema.title);
        fields.text("description", &schema.description);
        fields.text("format", &schema.format);
        fields.value("default", &schema.default);
        fields.value("example", &schema.example);
        fields.docs(schema.external_docs.as_deref());
        if let Some(json_type) = schema.json_type {
            fields.set("type", json_type_name(json_type));
        }
        let values = schema.values.iter().map(|value| value.value.clone());
        fields.list("enum", values.collect());
        let names = schema.values.iter().filter_map(|value| value.name.clone());
        fields.list("names", texts(&names.collect::<Vec<_>>()));
        let descriptions = schema.values.iter().filter_map(|value| value.description.clone());
        fields.list("descriptions", texts(&descriptions.collect::<Vec<_>>()));
        self.groups(&mut fields, schema);
        if let Some(xml) = &schema.xml {
            let mut xml_fields = Fields::default();
            xml_fields.text("name", &xml.name);
            xml_fields.text("namespace", &xml.namespace);
            xml_fields.text("prefix", &xml.prefix);
            xml_fields.flag("attribute", xml.attribute);
            xml_fields.flag("wrapped", xml.wrapped);
            xml_fields.text("nodeType", &xml.node_type);
            fields.set("xml", xml_fields.0);
        }
        fields.extensions(&schema.extensions);
        fields.0.into()
    }

    pub(super) fn groups(&self, fields: &mut Fields, schema: &Schema) {
        if let Some(number) = &schema.number {
            fields.number("minimum", number.minimum);
            fields.flag("exclusiveMinimum", number.exclusive_minimum);
            fields.number("maximum", number.maximum);
            fields.flag("exclusiveMaximum", number.exclusive_maximum);
            fields.number("multipleOf", number.multiple_of);
        }
        if let Some(string) = &schema.string {
            fields.count("minLength", string.min_length);
            fields.count("maxLength", string.max_length);
            fields.text("pattern", &string.pattern);
            fields.text("contentEncoding", &string.content_encoding);
            fields.text("contentMediaType", &string.content_media_type);
            if let Some(content) = string.content_schema {
                fields.set("contentSchema", self.schema(content));
            }
        }
        if let Some(object) = &schema.object {
            let render = |(name, id): (&Text, &SchemaId)| (name.to_string(), self.schema(*id));
            fields.map("properties", object.properties.iter().map(render).collect());
            fields.list("required", texts(&object.required));
            match object.additional_properties {
                None => {}
                Some(AdditionalProperties::Any) => fields.set("additionalProperties", true),
                Some(AdditionalProperties::None) => fields.set("additionalProperties", false),
                Some(AdditionalProperties::Schema(id)) => fields.set("additionalProperties", self.schema(id)),
            }
            if object.closed_when_composed {
                fields.set("unevaluatedProperties", false);
            }
            fields.map(
                "patternProperties",
                object.pattern_properties.iter().map(render).collect(),
            );
            if let Some(names) = object.property_names {
                fields.set("propertyNames", self.schema(names));
            }
            fields.count("minProperties", object.min_properties);
            fields.count("maxProperties", object.max_properties);
        }
        if let Some(array) = &schema.array {
            if let Some(items) = array.items {
                fields.set("items", self.schema(items));
            }
            fields.list("prefixItems", self.schema_list(&array.prefix_items));
            if let Some(contains) = array.contains {
                fields.set("contains", self.schema(contains));
            }
            fields.count("minItems", array.min_items);
            fields.count("maxItems", array.max_items);
            fields.flag("uniqueItems", array.unique_items);
        }
        if let Some(composition) = &schema.composition {
            fields.list("allOf", self.schema_list(&composition.all_of));
            fields.list("oneOf", self.schema_list(&composition.one_of));
            fields.list("anyOf", self.schema_list(&composition.any_of));
            if let Some(not) = composition.not {
                fields.set("not", self.schema(not));
            }
            if let Some(discriminator) = &composition.discriminator {
                fields.set("discriminator", self.discriminator(discriminator));
            }
        }
    }

    pub(super) fn discriminator(&self, discriminator: &Discriminator) -> Value {
        let target = |id: SchemaId| self.schema(id)["$ref"].clone();
        let mut fields = Fields::default();
        fields.set("propertyName", discriminator.property_name.as_str());
        let mapping = discriminator
            .mapping
            .iter()
            .map(|(value, id)| (value.to_string(), target(*id)));
        fields.map("mapping", mapping.collect());
        if let Some(id) = discriminator.default_mapping {
            fields.set("defaultMapping", target(id));
        }
        fields.0.into()
    }
}
