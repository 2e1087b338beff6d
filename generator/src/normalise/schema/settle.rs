//! What keywords say together.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaData, SchemaKind, Type};

use super::BoxedSchema;
use super::draft::Draft;
use super::kind::type_of_format;
use super::primitive::Primitive;
use crate::normalise::at::At;
use crate::normalise::extension;
use crate::normalise::lift::Lift;

impl Draft {
    /// The schema that the keywords make.
    pub(super) fn settle<'d>(mut self: Box<Self>, lift: &mut Lift<'_, 'd>, at: &At<'d, '_>) -> BoxedSchema {
        self.settle_content();
        self.settle_object();
        self.settle_enum(lift, at);
        if self.only_null && !self.is_composed() && self.types.is_empty() && self.enumeration.is_empty() {
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
            lift.move_lone_alternative(at);
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
            (Some("binary"), None) => "binary",
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
            && self.enumeration.is_empty()
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
                if self.enumeration.is_empty()
                    && let Some(primitive) = self.format.as_deref().and_then(type_of_format)
                {
                    self.types.push(primitive);
                }
            }
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
