//! `enum` and `const`: values from a list.

use serde_json::Value;

use super::Builder;
use super::merged::Merged;
use crate::model::{Docs, EnumValue, JsonType, Type, TypeKind};

/// More values than this are a list of data rather than a type: they stay a plain scalar.
const MOST_VARIANTS: usize = 2_000;

impl<'a> Builder<'a> {
    /// The enum of a schema with `enum`; `None` where it has none.
    pub(super) fn enumeration(&mut self, merged: &Merged<'a>) -> Option<TypeKind> {
        if merged.values.is_empty() {
            return None;
        }
        let mut values = merged.values.clone();
        dedup(&mut values);
        if values.iter().any(|value| value.is_object() || value.is_array()) {
            return (merged.json_type.is_none()).then(|| TypeKind::Alias(Type::Json));
        }
        if values.len() > MOST_VARIANTS {
            return None;
        }
        Some(self.enumeration_of(values, merged))
    }

    fn enumeration_of(&mut self, values: Vec<Value>, merged: &Merged<'a>) -> TypeKind {
        let details = Details::of(merged);
        if values.iter().all(Value::is_string) {
            let list = values.iter().filter_map(Value::as_str).map(str::to_owned);
            return TypeKind::StringEnum(details.values(list));
        }
        if values.iter().all(Value::is_boolean) {
            return TypeKind::Alias(Type::Boolean);
        }
        if values.iter().all(Value::is_i64) && merged.json_type != Some(JsonType::Number) {
            return TypeKind::IntegerEnum(details.values(values.iter().filter_map(Value::as_i64)));
        }
        if values.iter().all(Value::is_number) {
            return TypeKind::Alias(Type::Double);
        }
        TypeKind::LiteralEnum(details.values(values.into_iter()))
    }
}

fn dedup(values: &mut Vec<Value>) {
    let mut seen = std::collections::HashSet::new();
    values.retain(|value| seen.insert(value.to_string()));
}

/// What extensions in common use say about the values of an `enum`.
pub(super) struct Details<'a> {
    names: Option<&'a Vec<Value>>,
    descriptions: Option<&'a Vec<Value>>,
}

impl<'a> Details<'a> {
    fn of(merged: &Merged<'a>) -> Self {
        let list = |keys: &[&str]| {
            let extensions = &merged.data?.extensions;
            let list = keys.iter().find_map(|&key| extensions.get(key))?.as_array()?;
            (list.len() == merged.values.len()).then_some(list)
        };
        Self {
            names: list(&["x-enum-varnames", "x-enumNames", "x-enum-names"]),
            descriptions: list(&["x-enum-descriptions", "x-enumDescriptions"]),
        }
    }

    /// The values with what is said about each.
    fn values<T>(&self, values: impl Iterator<Item = T>) -> Vec<EnumValue<T>> {
        let text = |list: Option<&'a Vec<Value>>, index: usize| list?.get(index)?.as_str().map(str::to_owned);
        values
            .enumerate()
            .map(|(index, value)| EnumValue {
                value,
                name: text(self.names, index),
                docs: Docs {
                    description: text(self.descriptions, index),
                    ..Docs::default()
                },
            })
            .collect()
    }
}
