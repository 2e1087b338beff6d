//! `enum` and `const`: values from a list.

use std::collections::HashSet;

use serde_json::Value;

use super::Builder;
use super::combined::Combined;
use crate::description::{EnumValue as Listed, JsonType};
use crate::model::{Docs, EnumValue, Integer, Type, TypeKind};

/// More values than this are a list of data rather than a type: they stay a plain scalar.
const MOST_VARIANTS: usize = 2_000;

impl<'a> Builder<'a> {
    /// Returns the enum of a schema with `enum`; `None` where it has none.
    pub(super) fn enumeration(&mut self, combined: &Combined<'a>) -> Option<TypeKind> {
        if combined.keywords.values.is_empty() {
            return None;
        }
        let mut seen = HashSet::new();
        let values = combined.keywords.values.iter();
        let values: Vec<&Listed> = values
            .filter(|listed| seen.insert(listed.value.to_string()))
            .collect();
        let is = |is: fn(&Value) -> bool| values.iter().all(|listed| is(&listed.value));
        if values
            .iter()
            .any(|listed| listed.value.is_object() || listed.value.is_array())
        {
            return combined
                .json_type
                .is_none()
                .then_some(TypeKind::Alias(Type::Json));
        }
        if values.len() > MOST_VARIANTS {
            return None;
        }
        let is_number = combined.json_type == Some(JsonType::Number);
        Some(if is(Value::is_string) {
            TypeKind::StringEnum(listed(&values, |value| value.as_str().map(str::to_owned)))
        } else if is(Value::is_boolean) {
            TypeKind::Alias(Type::Boolean)
        } else if is(Value::is_i64) && !is_number {
            TypeKind::IntegerEnum(listed(&values, Value::as_i64))
        } else if is(Value::is_u64) && !is_number {
            // Some are beyond what the values of an enum are.
            TypeKind::Alias(Type::Integer(Integer::U64))
        } else if is(Value::is_number) {
            TypeKind::Alias(Type::Double)
        } else {
            TypeKind::LiteralEnum(listed(&values, |value| Some(value.clone())))
        })
    }
}

/// Returns the values with what is said about each.
fn listed<T>(values: &[&Listed], value: impl Fn(&Value) -> Option<T>) -> Vec<EnumValue<T>> {
    let described = values.iter().filter_map(|listed| {
        Some(EnumValue {
            value: value(&listed.value)?,
            name: listed.name.as_ref().map(|name| name.to_string()),
            source: None,
            docs: Docs {
                description: listed.description.as_ref().map(|text| text.to_string()),
                ..Docs::default()
            },
        })
    });
    described.collect()
}
