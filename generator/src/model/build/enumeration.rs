//! `enum` and `const`: values from a list.

use serde_json::Value;

use super::Builder;
use super::merged::{JsonType, Merged};
use super::naming::{Case, Scope, identifier};
use crate::model::{
    Docs, IntegerEnum, IntegerVariant, LiteralEnum, LiteralVariant, RustName, StringEnum, StringVariant,
    Type, TypeKind,
};

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
            let list = values.iter().filter_map(Value::as_str);
            return TypeKind::StringEnum(string_enum(list.map(str::to_owned).zip(details.docs()), &details));
        }
        if values.iter().all(Value::is_boolean) {
            return TypeKind::Alias(Type::Boolean);
        }
        if values.iter().all(Value::is_i64) && merged.json_type != Some(JsonType::Number) {
            return TypeKind::IntegerEnum(integer_enum(values.iter().filter_map(Value::as_i64), &details));
        }
        if values.iter().all(Value::is_number) {
            return TypeKind::Alias(Type::Double);
        }
        let mut names = Scope::default();
        let variants = values
            .into_iter()
            .zip(details.docs())
            .enumerate()
            .map(|(index, (wire, docs))| {
                let text = details.name(index).unwrap_or_else(|| literal_text(&wire));
                LiteralVariant {
                    name: names.claim(&text, Case::Camel, &[]),
                    wire,
                    docs,
                }
            })
            .collect();
        TypeKind::LiteralEnum(LiteralEnum {
            variants,
            unknown: unknown_variant(&mut names),
        })
    }
}

/// The enum of these strings.
pub(super) fn string_enum(values: impl Iterator<Item = (String, Docs)>, details: &Details<'_>) -> StringEnum {
    let mut names = Scope::default();
    let variants = values
        .enumerate()
        .map(|(index, (wire, docs))| {
            let text = details.name(index).unwrap_or_else(|| wire.clone());
            StringVariant {
                name: names.claim(&text, Case::Camel, &[]),
                wire,
                docs,
            }
        })
        .collect();
    StringEnum {
        variants,
        unknown: unknown_variant(&mut names),
    }
}

fn integer_enum(values: impl Iterator<Item = i64>, details: &Details<'_>) -> IntegerEnum {
    let mut names = Scope::default();
    let variants = values
        .zip(details.docs())
        .enumerate()
        .map(|(index, (wire, docs))| {
            let text = details.name(index).unwrap_or_else(|| number_text(wire));
            IntegerVariant {
                name: names.claim(&text, Case::Camel, &[]),
                wire,
                docs,
            }
        })
        .collect();
    IntegerEnum {
        variants,
        unknown: unknown_variant(&mut names),
    }
}

/// The variant for values that the document does not list.
pub(super) fn unknown_variant(names: &mut Scope) -> RustName {
    ["Unknown", "Other", "Unlisted"]
        .into_iter()
        .find_map(|name| names.take(name))
        .unwrap_or_else(|| names.claim("Unlisted value", Case::Camel, &[]))
}

fn literal_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => "null".to_owned(),
        other => other.to_string(),
    }
}

fn number_text(number: i64) -> String {
    if number < 0 {
        format!("minus {}", number.unsigned_abs())
    } else {
        format!("value {number}")
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
    /// No details.
    pub(super) const NONE: Details<'static> = Details {
        names: None,
        descriptions: None,
    };

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

    /// The name that the document gives the value at `index`, if it makes an identifier.
    fn name(&self, index: usize) -> Option<String> {
        let name = self.names?.get(index)?.as_str()?;
        let usable = name.chars().any(char::is_alphanumeric);
        usable.then(|| identifier(name, Case::Camel))
    }

    fn docs(&self) -> impl Iterator<Item = Docs> {
        let mut descriptions = self.descriptions.into_iter().flatten();
        std::iter::from_fn(move || {
            let description = descriptions.next().and_then(Value::as_str).map(str::to_owned);
            Some(Docs {
                description,
                ..Docs::default()
            })
        })
    }
}
