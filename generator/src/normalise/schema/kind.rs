use openapiv3::{
    AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType, ReferenceOr, Schema, SchemaData,
    SchemaKind, StringType, Type,
};
use serde_json::{Number, Value};

use super::draft::{Bound, Draft};
use super::primitive::Primitive;
use crate::normalise::scalar::whole;

impl Draft {
    /// The kind that a settled draft is of.
    pub(super) fn kind(mut self) -> SchemaKind {
        if !self.is_composed() {
            match *self.types.as_slice() {
                [] => {}
                [primitive] => return self.kind_of(primitive),
                _ if self.enumeration.is_empty() => return self.kind_of_each(),
                _ => {}
            }
        }
        if self.types.is_empty() && self.enumeration.is_empty() && !self.is_constrained_itself() {
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
        let values = self.enumeration;
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
            enumeration: self.enumeration,
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

fn is_numeric(primitive: Primitive) -> bool {
    matches!(primitive, Primitive::Number | Primitive::Integer)
}

/// The type that a format is a format of, for the well-known ones.
pub(super) fn type_of_format(format: &str) -> Option<Primitive> {
    Some(match format {
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" => Primitive::Integer,
        "float" | "double" | "decimal" => Primitive::Number,
        "date" | "date-time" | "time" | "duration" | "uuid" | "uri" | "uri-reference" | "email"
        | "hostname" | "ipv4" | "ipv6" | "byte" | "binary" | "password" => Primitive::String,
        _ => return None,
    })
}
