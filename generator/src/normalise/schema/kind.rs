use openapiv3::{
    AdditionalProperties, AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::{Number, Value};

use super::super::at::At;
use super::super::extension;
use super::super::lift::Lift;
use super::super::scalar::whole;
use super::BoxedSchema;
use super::draft::{Bound, Draft};
use super::primitive::Primitive;

impl Draft {
    /// The schema that the keywords make.
    pub(super) fn settle(mut self: Box<Self>, lift: &mut Lift<'_, '_>, at: &At<'_, '_>) -> BoxedSchema {
        self.settle_content();
        self.settle_object();
        self.settle_enum(lift, at);
        if self.only_null && !self.is_composed() && self.types.is_empty() && self.enumeration.is_none() {
            self.data
                .extensions
                .insert(extension::NULL.to_owned(), true.into());
            self.data.nullable = true;
        }
        if !self.prefix_items.is_empty()
            && let Ok(items) = serde_json::to_value(&self.prefix_items)
        {
            self.data
                .extensions
                .insert(extension::PREFIX_ITEMS.to_owned(), items);
        }
        if let Some(alone) = self.lone_alternative() {
            return ReferenceOr::Item(Box::new(around(alone, self.data)));
        }
        self.infer_type();
        let data = std::mem::take(&mut self.data);
        ReferenceOr::Item(Box::new(Schema {
            schema_data: data,
            schema_kind: self.kind(),
        }))
    }

    /// `contentEncoding` and `contentMediaType` as the formats that said the same before OpenAPI 3.1.
    fn settle_content(&mut self) {
        let encoding = self
            .content_encoding
            .take()
            .map(|encoding| encoding.to_ascii_lowercase());
        let media_type = self.content_media_type.take();
        if self.format.is_some() {
            return;
        }
        let format = match (encoding.as_deref(), media_type) {
            (Some("base64" | "base64url"), _) => "byte",
            (None | Some("binary" | "8bit"), Some(media_type)) if !is_text(&media_type) => "binary",
            _ => return,
        };
        self.format = Some(format.to_owned());
        if self.types.is_empty() && !self.is_composed() {
            self.types.push(Primitive::String);
        }
    }

    /// Folds what says of further properties into `properties` and `additionalProperties`.
    fn settle_object(&mut self) {
        for conditional in std::mem::take(&mut self.conditional) {
            if let ReferenceOr::Item(schema) = conditional {
                for (name, property) in properties(schema) {
                    self.properties.entry(name).or_insert(property);
                }
            }
        }
        if !self.pattern_properties.is_empty()
            && let Ok(patterns) = serde_json::to_value(&self.pattern_properties)
        {
            self.data
                .extensions
                .insert(extension::PATTERN_PROPERTIES.to_owned(), patterns);
        }
        if self.additional_properties.is_none() {
            match self.unevaluated_properties.take() {
                Some(AdditionalProperties::Any(false)) if self.is_composed() => {
                    self.data
                        .extensions
                        .insert(extension::UNEVALUATED_PROPERTIES.to_owned(), false.into());
                }
                unevaluated => self.additional_properties = unevaluated,
            }
        }
    }

    /// What is left of `oneOf` or `anyOf` when `null` is taken out, if it is one schema and nothing stands beside.
    fn lone_alternative(&mut self) -> Option<ReferenceOr<Schema>> {
        let alone = self.lost_null
            && self.types.is_empty()
            && self.enumeration.is_none()
            && self.not.is_none()
            && self.all_of.is_empty()
            && self.one_of.len() + self.any_of.len() == 1
            && !self.has_object_keywords()
            && !self.has_array_keywords();
        if !alone {
            return None;
        }
        self.one_of.pop().or_else(|| self.any_of.pop())
    }

    /// The type that the other keywords imply, where `type` is missing.
    fn infer_type(&mut self) {
        if !self.types.is_empty() || self.is_composed() || self.only_null {
            return;
        }
        let implied = [
            (self.has_object_keywords(), Primitive::Object),
            (self.has_array_keywords(), Primitive::Array),
            (self.has_number_keywords(), Primitive::Number),
            (self.has_string_keywords(), Primitive::String),
        ];
        let mut implied = implied
            .iter()
            .filter(|(is, _)| *is)
            .map(|(_, primitive)| *primitive);
        match (implied.next(), implied.next()) {
            (Some(primitive), None) => self.types.push(primitive),
            (Some(_), Some(_)) => {}
            (None, _) => {
                if self.enumeration.is_none()
                    && let Some(primitive) = self.format.as_deref().and_then(type_of_format)
                {
                    self.types.push(primitive);
                }
            }
        }
    }

    fn kind(mut self) -> SchemaKind {
        if !self.is_composed() {
            match *self.types.as_slice() {
                [] => {}
                [primitive] => return self.kind_of(primitive),
                _ if self.enumeration.is_none() => return self.kind_of_each(),
                _ => {}
            }
        }
        if self.types.is_empty() && self.enumeration.is_none() && !self.is_constrained_itself() {
            let others = |draft: &Self| {
                (
                    draft.one_of.len(),
                    draft.all_of.len(),
                    draft.any_of.len(),
                    draft.not.is_some(),
                )
            };
            match others(&self) {
                (1.., 0, 0, false) => return SchemaKind::OneOf { one_of: self.one_of },
                (0, 1.., 0, false) => return SchemaKind::AllOf { all_of: self.all_of },
                (0, 0, 1.., false) => return SchemaKind::AnyOf { any_of: self.any_of },
                (0, 0, 0, true) => {
                    if let Some(not) = self.not.take() {
                        return SchemaKind::Not { not };
                    }
                }
                _ => {}
            }
        }
        SchemaKind::Any(self.mixed())
    }

    fn is_constrained_itself(&self) -> bool {
        self.format.is_some()
            || self.has_string_keywords()
            || self.has_number_keywords()
            || self.has_object_keywords()
            || self.has_array_keywords()
    }

    /// One type, and of the other keywords those that say something of it.
    fn kind_of(self, primitive: Primitive) -> SchemaKind {
        let values = self.enumeration.unwrap_or_default();
        let kind = match primitive {
            Primitive::String => Type::String(StringType {
                format: self.format.into(),
                pattern: self.pattern,
                enumeration: values
                    .iter()
                    .map(|value| value.as_str().map(str::to_owned))
                    .collect(),
                min_length: self.min_length,
                max_length: self.max_length,
            }),
            Primitive::Number => Type::Number(NumberType {
                format: self.format.into(),
                multiple_of: self.multiple_of.as_ref().and_then(Number::as_f64),
                exclusive_minimum: self.minimum.exclusive.unwrap_or(false),
                exclusive_maximum: self.maximum.exclusive.unwrap_or(false),
                minimum: self.minimum.value.as_ref().and_then(Number::as_f64),
                maximum: self.maximum.value.as_ref().and_then(Number::as_f64),
                enumeration: values.iter().map(Value::as_f64).collect(),
            }),
            Primitive::Integer => Type::Integer(IntegerType {
                format: self.format.into(),
                multiple_of: self.multiple_of.as_ref().and_then(whole),
                exclusive_minimum: self.minimum.exclusive.unwrap_or(false),
                exclusive_maximum: self.maximum.exclusive.unwrap_or(false),
                minimum: self.minimum.value.as_ref().and_then(whole),
                maximum: self.maximum.value.as_ref().and_then(whole),
                enumeration: values.iter().map(Value::as_i64).collect(),
            }),
            Primitive::Boolean => Type::Boolean(BooleanType {
                enumeration: values.iter().map(Value::as_bool).collect(),
            }),
            Primitive::Array if values.is_empty() => Type::Array(ArrayType {
                items: self.items,
                min_items: self.min_items,
                max_items: self.max_items,
                unique_items: self.unique_items,
            }),
            Primitive::Object if values.is_empty() => Type::Object(ObjectType {
                properties: self.properties,
                required: self.required,
                additional_properties: self.additional_properties,
                min_properties: self.min_properties,
                max_properties: self.max_properties,
            }),
            Primitive::Array | Primitive::Object => {
                return SchemaKind::Any(AnySchema {
                    typ: Some(primitive.as_str().to_owned()),
                    enumeration: values,
                    ..AnySchema::default()
                });
            }
        };
        SchemaKind::Type(kind)
    }

    /// Several types: `anyOf` with each of them.
    fn kind_of_each(mut self) -> SchemaKind {
        let numeric_format = self
            .format
            .as_deref()
            .and_then(type_of_format)
            .is_some_and(is_numeric);
        let has_number = self.types.iter().any(|primitive| is_numeric(*primitive));
        let any_of = std::mem::take(&mut self.types)
            .into_iter()
            .map(|primitive| {
                let mut alone = Self::default();
                let takes_format = if numeric_format && has_number {
                    is_numeric(primitive)
                } else {
                    primitive == Primitive::String
                };
                if takes_format {
                    alone.format = self.format.take();
                }
                match primitive {
                    Primitive::String => {
                        alone.pattern = self.pattern.take();
                        alone.min_length = self.min_length;
                        alone.max_length = self.max_length;
                    }
                    Primitive::Number | Primitive::Integer => {
                        alone.multiple_of = self.multiple_of.take();
                        alone.minimum = std::mem::take(&mut self.minimum);
                        alone.maximum = std::mem::take(&mut self.maximum);
                    }
                    Primitive::Boolean => {}
                    Primitive::Array => {
                        alone.items = self.items.take();
                        alone.min_items = self.min_items;
                        alone.max_items = self.max_items;
                        alone.unique_items = self.unique_items;
                    }
                    Primitive::Object => {
                        alone.properties = std::mem::take(&mut self.properties);
                        alone.required = std::mem::take(&mut self.required);
                        alone.additional_properties = self.additional_properties.take();
                        alone.min_properties = self.min_properties;
                        alone.max_properties = self.max_properties;
                    }
                }
                ReferenceOr::Item(Schema {
                    schema_data: SchemaData::default(),
                    schema_kind: alone.kind_of(primitive),
                })
            })
            .collect();
        SchemaKind::AnyOf { any_of }
    }

    /// Everything else: all keywords side by side.
    fn mixed(self) -> AnySchema {
        let bound = |bound: &Bound| bound.value.as_ref().and_then(Number::as_f64);
        AnySchema {
            typ: match self.types.as_slice() {
                [primitive] => Some(primitive.as_str().to_owned()),
                _ => None,
            },
            pattern: self.pattern,
            multiple_of: self.multiple_of.as_ref().and_then(Number::as_f64),
            exclusive_minimum: self.minimum.exclusive,
            exclusive_maximum: self.maximum.exclusive,
            minimum: bound(&self.minimum),
            maximum: bound(&self.maximum),
            properties: self.properties,
            required: self.required,
            additional_properties: self.additional_properties,
            min_properties: self.min_properties,
            max_properties: self.max_properties,
            items: self.items,
            min_items: self.min_items,
            max_items: self.max_items,
            unique_items: self.unique_items.then_some(true),
            enumeration: self.enumeration.unwrap_or_default(),
            format: self.format,
            min_length: self.min_length,
            max_length: self.max_length,
            one_of: self.one_of,
            all_of: self.all_of,
            any_of: self.any_of,
            not: self.not,
        }
    }
}

/// A schema with the annotations of the schema around it, which come first.
fn around(inner: ReferenceOr<Schema>, data: SchemaData) -> Schema {
    match inner {
        ReferenceOr::Reference { .. } => Schema {
            schema_data: data,
            schema_kind: SchemaKind::AllOf { all_of: vec![inner] },
        },
        ReferenceOr::Item(Schema {
            schema_data,
            schema_kind,
        }) => {
            let mut extensions = schema_data.extensions;
            extensions.extend(data.extensions);
            Schema {
                schema_data: SchemaData {
                    nullable: data.nullable || schema_data.nullable,
                    read_only: data.read_only || schema_data.read_only,
                    write_only: data.write_only || schema_data.write_only,
                    deprecated: data.deprecated || schema_data.deprecated,
                    external_docs: data.external_docs.or(schema_data.external_docs),
                    example: data.example.or(schema_data.example),
                    title: data.title.or(schema_data.title),
                    description: data.description.or(schema_data.description),
                    discriminator: data.discriminator.or(schema_data.discriminator),
                    default: data.default.or(schema_data.default),
                    extensions,
                },
                schema_kind,
            }
        }
    }
}

/// The properties that a schema names itself.
fn properties(schema: Schema) -> indexmap::IndexMap<String, ReferenceOr<Box<Schema>>> {
    match schema.schema_kind {
        SchemaKind::Type(Type::Object(object)) => object.properties,
        SchemaKind::Any(any) => any.properties,
        _ => indexmap::IndexMap::new(),
    }
}

fn is_numeric(primitive: Primitive) -> bool {
    matches!(primitive, Primitive::Number | Primitive::Integer)
}

/// Whether content of a media type is text, and not raw bytes.
fn is_text(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence.starts_with("text/")
        || essence.ends_with("json")
        || essence.ends_with("xml")
        || essence.ends_with("yaml")
        || essence == "application/x-www-form-urlencoded"
}

/// The type that a format is a format of, for the well-known ones.
fn type_of_format(format: &str) -> Option<Primitive> {
    Some(match format {
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => Primitive::Integer,
        "float" | "double" | "decimal" => Primitive::Number,
        "date" | "date-time" | "time" | "duration" | "uuid" | "uri" | "uri-reference" | "email"
        | "hostname" | "ipv4" | "ipv6" | "byte" | "binary" | "password" => Primitive::String,
        _ => return None,
    })
}
