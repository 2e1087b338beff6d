//! The kind that a schema is of: the one that `openapiv3` gives the same text.

use openapiv3::{
    AnySchema, ArrayType, BooleanType, IntegerType, NumberType, ObjectType, SchemaData, SchemaKind,
    StringType, Type,
};
use serde_json::Value;

use super::number::{Integers, Reals};
use specwright_document::description::NumberKeywords;

/// Returns the kind of a schema with these keywords. Numbers that no kind holds are added to the extensions of `data`.
pub(super) fn kind(any: AnySchema, numbers: Option<&NumberKeywords>, data: &mut SchemaData) -> SchemaKind {
    let none = NumberKeywords::default();
    let keywords = numbers.unwrap_or(&none);
    if any.typ.as_deref() == Some("integer")
        && let Some(integers) = Integers::new(keywords)
        && has_only_numeric_keywords(&any)
        && let Some(enumeration) = values(&any, Value::as_i64)
    {
        return SchemaKind::Type(Type::Integer(IntegerType {
            format: any.format.into(),
            multiple_of: integers.multiple_of,
            exclusive_minimum: keywords.exclusive_minimum,
            exclusive_maximum: keywords.exclusive_maximum,
            minimum: integers.minimum,
            maximum: integers.maximum,
            enumeration,
        }));
    }
    let reals = Reals::new(keywords, &mut data.extensions);
    if any.typ.as_deref() == Some("number")
        && has_only_numeric_keywords(&any)
        && let Some(enumeration) = values(&any, exact_f64)
    {
        return SchemaKind::Type(Type::Number(NumberType {
            format: any.format.into(),
            multiple_of: reals.multiple_of,
            exclusive_minimum: keywords.exclusive_minimum,
            exclusive_maximum: keywords.exclusive_maximum,
            minimum: reals.minimum,
            maximum: reals.maximum,
            enumeration,
        }));
    }
    let any = AnySchema {
        multiple_of: reals.multiple_of,
        minimum: reals.minimum,
        maximum: reals.maximum,
        exclusive_minimum: keywords.exclusive_minimum.then_some(true),
        exclusive_maximum: keywords.exclusive_maximum.then_some(true),
        ..any
    };
    narrowed(any)
}

fn has_only_numeric_keywords(any: &AnySchema) -> bool {
    !has_string_keywords(any) && !has_object_keywords(any) && !has_array_keywords(any) && !is_composed(any)
}

/// Returns the narrowest kind that has all keywords of `any`, which is not about numbers alone.
fn narrowed(any: AnySchema) -> SchemaKind {
    let has_number_keywords = any.multiple_of.is_some()
        || any.minimum.is_some()
        || any.maximum.is_some()
        || any.exclusive_minimum.is_some()
        || any.exclusive_maximum.is_some();
    if has_number_keywords {
        return SchemaKind::Any(any);
    }
    let (string, object, array) = (
        has_string_keywords(&any),
        has_object_keywords(&any),
        has_array_keywords(&any),
    );
    let plain = any.format.is_none() && any.enumeration.is_empty();
    match any.typ.as_deref() {
        _ if is_composed(&any) => {
            if any.typ.is_some() || string || object || array || !plain {
                return SchemaKind::Any(any);
            }
            composed(any)
        }
        Some("string") if !object && !array => {
            match values(&any, |value| value.as_str().map(str::to_owned)) {
                Some(enumeration) => SchemaKind::Type(Type::String(StringType {
                    format: any.format.into(),
                    pattern: any.pattern,
                    enumeration,
                    min_length: any.min_length,
                    max_length: any.max_length,
                })),
                None => SchemaKind::Any(any),
            }
        }
        Some("boolean") if !string && !object && !array && any.format.is_none() => {
            match values(&any, Value::as_bool) {
                Some(enumeration) => SchemaKind::Type(Type::Boolean(BooleanType { enumeration })),
                None => SchemaKind::Any(any),
            }
        }
        Some("object") if !string && !array && plain => SchemaKind::Type(Type::Object(ObjectType {
            properties: any.properties,
            required: any.required,
            additional_properties: any.additional_properties,
            min_properties: any.min_properties,
            max_properties: any.max_properties,
        })),
        Some("array") if !string && !object && plain => SchemaKind::Type(Type::Array(ArrayType {
            items: any.items,
            min_items: any.min_items,
            max_items: any.max_items,
            unique_items: any.unique_items.unwrap_or_default(),
        })),
        _ => SchemaKind::Any(any),
    }
}

/// Returns the kind of a schema that is nothing but composed.
fn composed(any: AnySchema) -> SchemaKind {
    match (
        any.all_of.is_empty(),
        any.one_of.is_empty(),
        any.any_of.is_empty(),
        any.not,
    ) {
        (false, true, true, None) => SchemaKind::AllOf { all_of: any.all_of },
        (true, false, true, None) => SchemaKind::OneOf { one_of: any.one_of },
        (true, true, false, None) => SchemaKind::AnyOf { any_of: any.any_of },
        (true, true, true, Some(not)) => SchemaKind::Not { not },
        (.., not) => SchemaKind::Any(AnySchema { not, ..any }),
    }
}

/// Returns the values of `enum`, `null` as `None`, if all others are of one type.
fn values<T>(any: &AnySchema, of_type: impl Fn(&Value) -> Option<T>) -> Option<Vec<Option<T>>> {
    any.enumeration
        .iter()
        .map(|value| match value {
            Value::Null => Some(None),
            value => of_type(value).map(Some),
        })
        .collect()
}

/// Returns the value of a number, if an `f64` holds it.
fn exact_f64(value: &Value) -> Option<f64> {
    let real = value.as_f64()?;
    let number = value.as_number()?;
    (number.is_f64() || number.to_string() == format!("{real:.0}")).then_some(real)
}

fn has_string_keywords(any: &AnySchema) -> bool {
    any.pattern.is_some() || any.min_length.is_some() || any.max_length.is_some()
}

fn has_object_keywords(any: &AnySchema) -> bool {
    !any.properties.is_empty()
        || !any.required.is_empty()
        || any.additional_properties.is_some()
        || any.min_properties.is_some()
        || any.max_properties.is_some()
}

fn has_array_keywords(any: &AnySchema) -> bool {
    any.items.is_some() || any.min_items.is_some() || any.max_items.is_some() || any.unique_items.is_some()
}

fn is_composed(any: &AnySchema) -> bool {
    !any.all_of.is_empty() || !any.one_of.is_empty() || !any.any_of.is_empty() || any.not.is_some()
}
