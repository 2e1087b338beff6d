//! Schemas.

mod array;
mod composition;
mod kind;
mod number;
mod object;
mod value;

use foldhash::HashSet;

use indexmap::IndexMap;
use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
use serde_json::{Value, json};

use super::document::external_docs;
use super::{Conversion, extensions, text};
use specwright_document::description::{self, JsonType, SchemaId, StringKeywords, Xml};

impl Conversion<'_> {
    /// Converts the component schemas.
    pub(super) fn component_schemas(&mut self) -> IndexMap<String, ReferenceOr<Schema>> {
        let mut schemas = IndexMap::new();
        for id in self.description.components.schemas.values() {
            let Some(key) = self.names.schema(*id).map(str::to_owned) else {
                continue;
            };
            if !schemas.contains_key(&key) {
                let schema = match self.alias(*id) {
                    Some(reference) => ReferenceOr::Reference { reference },
                    None => ReferenceOr::Item(self.inline_schema(*id)),
                };
                schemas.insert(key, schema);
            }
        }
        schemas
    }

    /// Returns the reference that a component is, if it is nothing else.
    fn alias(&self, id: SchemaId) -> Option<String> {
        let schema = &self.description.schemas[id];
        let target = schema.all_of().first().filter(|_| schema.alias)?;
        self.schema_reference(*target)
    }

    /// Converts what stands where a schema is expected: a reference to a component, or a schema.
    pub(super) fn schema(&mut self, id: SchemaId) -> ReferenceOr<Schema> {
        match self.schema_reference(id) {
            Some(reference) => ReferenceOr::Reference { reference },
            None => ReferenceOr::Item(self.inline_schema(id)),
        }
    }

    fn boxed_schema(&mut self, id: SchemaId) -> ReferenceOr<Box<Schema>> {
        match self.schema(id) {
            ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
            ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
        }
    }

    fn schemas(&mut self, ids: &[SchemaId]) -> Vec<ReferenceOr<Schema>> {
        ids.iter().map(|id| self.schema(*id)).collect()
    }

    /// Converts the schemas of an `allOf`. A type that the keywords of one only imply is left out where another states a type: both together
    /// would allow nothing.
    fn all_of(&mut self, ids: &[SchemaId]) -> Vec<ReferenceOr<Schema>> {
        let states_type = self.state_type(ids);
        ids.iter()
            .map(|&id| {
                let is_inline = self.schema_reference(id).is_none();
                match states_type && is_inline && self.description.schemas[id].is_type_implied {
                    true => ReferenceOr::Item(self.inline_schema_of_type(id, None)),
                    false => self.schema(id),
                }
            })
            .collect()
    }

    /// Returns whether one of some schemas states a type, itself or by what it is composed of. Each is looked at once: a few lines of references
    /// can stand for very many.
    fn state_type(&self, ids: &[SchemaId]) -> bool {
        let mut seen = HashSet::default();
        let mut left = ids.to_vec();
        while let Some(id) = left.pop() {
            let schema = &self.description.schemas[id];
            match schema.json_type {
                Some(_) if !schema.is_type_implied => return true,
                Some(_) => {}
                None if seen.insert(id) => left.extend(schema.all_of()),
                None => {}
            }
        }
        false
    }

    /// Returns the reference to a component.
    fn schema_reference(&self, id: SchemaId) -> Option<String> {
        let key = self.names.schema(id)?;
        Some(format!("#/components/schemas/{key}"))
    }

    fn inline_schema(&mut self, id: SchemaId) -> Schema {
        self.inline_schema_of_type(id, self.description.schemas[id].json_type)
    }

    fn inline_schema_of_type(&mut self, id: SchemaId, json_type: Option<JsonType>) -> Schema {
        let schema = &self.description.schemas[id];
        let mut data = self.annotations(id, schema);
        let applies = |json_type: JsonType| schema.json_type.is_none_or(|stated| stated == json_type);
        let applies_to_numbers = applies(JsonType::Number) || applies(JsonType::Integer);
        let mut any = AnySchema {
            typ: json_type.map(|json_type| value::type_name(json_type).to_owned()),
            format: text(&schema.format),
            enumeration: value::enumeration(schema),
            ..AnySchema::default()
        };
        if let Some(keywords) = &schema.string
            && applies(JsonType::String)
        {
            self.string_keywords(schema, keywords, &mut any);
        }
        let numbers = schema.number.as_deref().filter(|_| applies_to_numbers);
        if let Some(keywords) = &schema.object
            && applies(JsonType::Object)
        {
            self.object_keywords(schema, keywords, &mut any);
        }
        if applies(JsonType::Array) && (schema.array.is_some() || schema.json_type.is_some()) {
            self.array_keywords(schema, &mut any);
        }
        if let Some(composition) = &schema.composition {
            any.all_of = self.all_of(&composition.all_of);
            any.one_of = self.schemas(&composition.one_of);
            any.any_of = self.schemas(&composition.any_of);
            any.not = composition.not.map(|not| Box::new(self.schema(not)));
        }
        if schema.never {
            any.not = Some(Box::new(ReferenceOr::Item(unconstrained())));
        }
        if schema.text_of_number {
            return self.number_or_text(schema, any, data);
        }
        Schema {
            schema_kind: kind::kind(any, numbers, &mut data),
            schema_data: data,
        }
    }

    /// Converts a number, which `number` describes, that may also be a string.
    fn number_or_text(
        &mut self,
        schema: &description::Schema,
        number: AnySchema,
        data: SchemaData,
    ) -> Schema {
        let mut string = AnySchema {
            typ: Some(value::type_name(JsonType::String).to_owned()),
            ..AnySchema::default()
        };
        if let Some(keywords) = &schema.string {
            self.string_keywords(schema, keywords, &mut string);
        }
        let alternatives = [(number, schema.number.as_deref()), (string, None)];
        let any_of = alternatives.into_iter().map(|(any, numbers)| {
            let mut schema_data = SchemaData::default();
            let schema_kind = kind::kind(any, numbers, &mut schema_data);
            ReferenceOr::Item(Schema {
                schema_data,
                schema_kind,
            })
        });
        Schema {
            schema_kind: SchemaKind::AnyOf {
                any_of: any_of.collect(),
            },
            schema_data: data,
        }
    }

    /// Converts what says nothing of the values themselves.
    fn annotations(&mut self, id: SchemaId, schema: &description::Schema) -> SchemaData {
        let mut extensions = extensions(&schema.extensions);
        value::details_of_values(schema, &mut extensions);
        if let Some(xml) = &schema.xml {
            let xml = self.xml(schema, xml);
            extensions.insert("xml".to_owned(), xml);
        }
        SchemaData {
            nullable: schema.nullable || schema.only_null,
            read_only: schema.read_only,
            write_only: schema.write_only,
            deprecated: schema.deprecated,
            external_docs: schema.external_docs.as_deref().map(external_docs),
            example: schema.example.as_deref().cloned(),
            title: text(&schema.title),
            description: text(&schema.description),
            discriminator: self.discriminator(id, schema),
            default: self.default(schema),
            extensions,
        }
    }

    /// Converts `default`, which has to fit the type and the `enum` of the schema.
    fn default(&mut self, schema: &description::Schema) -> Option<Value> {
        let default = schema.default.as_deref()?;
        if !value::fits(schema, default) {
            self.not_in_openapi_30(
                schema.source,
                "a `default` that does not fit its schema",
                "left out",
            );
            return None;
        }
        Some(default.clone())
    }

    fn string_keywords(
        &mut self,
        schema: &description::Schema,
        keywords: &StringKeywords,
        any: &mut AnySchema,
    ) {
        any.pattern = text(&keywords.pattern);
        any.min_length = keywords.min_length.and_then(value::size);
        any.max_length = keywords.max_length.and_then(value::size);
        let said = schema.format.as_deref();
        let is_base64 = |encoding: &str| encoding.eq_ignore_ascii_case("base64");
        let left_out = [
            (
                "`contentEncoding`",
                keywords.content_encoding.as_deref().is_some_and(|encoding| {
                    said != Some("binary") && !(said == Some("byte") && is_base64(encoding))
                }),
            ),
            (
                "`contentMediaType`",
                keywords.content_media_type.is_some() && said != Some("binary"),
            ),
            ("`contentSchema`", keywords.content_schema.is_some()),
        ];
        for (keyword, _) in left_out.iter().filter(|(_, is_there)| *is_there) {
            self.not_in_openapi_30(schema.source, keyword, "left out");
        }
    }

    fn xml(&mut self, schema: &description::Schema, xml: &Xml) -> Value {
        let is_array = schema.json_type == Some(JsonType::Array);
        let (mut attribute, mut wrapped) = (xml.attribute, xml.wrapped);
        match xml.node_type.as_deref() {
            Some("attribute") => attribute = true,
            Some("element") if is_array => wrapped = true,
            None | Some("element") => {}
            Some("none") if is_array => {}
            Some(_) => self.not_in_openapi_30(schema.source, "`nodeType` of `xml`", "left out"),
        }
        let texts = [
            ("name", &xml.name),
            ("namespace", &xml.namespace),
            ("prefix", &xml.prefix),
        ];
        let mut fields: serde_json::Map<String, Value> = texts
            .iter()
            .filter_map(|(key, value)| Some(((*key).to_owned(), text(value)?.into())))
            .collect();
        for (key, _) in [("attribute", attribute), ("wrapped", wrapped)]
            .iter()
            .filter(|(_, is_set)| *is_set)
        {
            fields.insert((*key).to_owned(), json!(true));
        }
        Value::Object(fields)
    }
}

/// Returns the schema that any value fits.
pub(super) fn unconstrained() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(AnySchema::default()),
    }
}

/// Returns the schema that any value fits, or any value that fits one of `alternatives`.
fn any_of(mut alternatives: Vec<ReferenceOr<Schema>>) -> ReferenceOr<Schema> {
    let mut distinct: Vec<ReferenceOr<Schema>> = Vec::new();
    // Quadratic only in kinds of items of one tuple; beyond that, repetitions do no harm.
    if alternatives.len() <= 64 {
        for alternative in std::mem::take(&mut alternatives) {
            if !distinct.contains(&alternative) {
                distinct.push(alternative);
            }
        }
    } else {
        distinct = alternatives;
    }
    if distinct.len() == 1 {
        return distinct.remove(0);
    }
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::AnyOf { any_of: distinct },
    })
}

fn boxed(schema: ReferenceOr<Schema>) -> ReferenceOr<Box<Schema>> {
    match schema {
        ReferenceOr::Reference { reference } => ReferenceOr::Reference { reference },
        ReferenceOr::Item(schema) => ReferenceOr::Item(Box::new(schema)),
    }
}
