//! `enum` and `const`: values from a list, or from alternatives with a value each.

use foldhash::HashSet;
use std::borrow::Cow;
use std::hash::Hash;

use serde_json::Value;

use super::alternatives::Alternatives;
use super::combined::Combined;
use super::{Builder, docs};
use crate::description::{EnumValue as Listed, JsonType, Schema, SchemaId};
use crate::model::{Docs, EnumValue, Integer, Type, TypeKind};

/// More values than this are a list of data rather than a type: they stay a plain scalar.
const MOST_VARIANTS: usize = 2_000;

/// A longer title tells of a value rather than names it.
const LONGEST_NAME: usize = 40;

/// The values of alternatives that are all of one scalar type.
struct Shared<T> {
    values: Vec<EnumValue<T>>,
    /// How many alternatives take any value of the type.
    plain: usize,
    /// The last alternative that lists values and is a component.
    component: Option<SchemaId>,
}

impl<'a> Builder<'a> {
    /// Returns the enum of a schema with `enum`; `None` where it has none.
    pub(super) fn enumeration(&mut self, combined: &Combined<'a>) -> Option<TypeKind> {
        if combined.keywords.values.is_empty() {
            return None;
        }
        let mut seen = HashSet::default();
        let values = combined.keywords.values.iter();
        let values: Vec<&Listed> = values
            .filter(|listed| seen.insert(spelled(&listed.value)))
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

    /// Returns one enum for alternatives that are all strings or all integers: listed ones, and any other where one alternative
    /// lists none. It is how JSON Schema says what each value means: `oneOf: [{const: 1, title: …, description: …}, …]`.
    pub(super) fn enumeration_of(&mut self, alternatives: &Alternatives<'a>) -> Option<TypeKind> {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        if let Some(strings) = self.shared(alternatives, JsonType::String, is_plain_text, text) {
            return Some(match self.component_of(&strings, alternatives) {
                Some(component) => TypeKind::Alias(component),
                None if strings.values.is_empty() => TypeKind::Alias(Type::String),
                None => TypeKind::StringEnum(strings.values),
            });
        }
        let mut integers = self.shared(alternatives, JsonType::Integer, is_plain_integer, Value::as_i64)?;
        if integers.values.is_empty() || integers.values.len() > MOST_VARIANTS {
            return None;
        }
        // The number is all that an integer has for a name.
        for value in &mut integers.values {
            if value.name.is_none() && value.docs.summary.as_deref().is_some_and(is_name) {
                value.name = value.docs.summary.take();
            }
        }
        Some(match self.component_of(&integers, alternatives) {
            Some(component) => TypeKind::Alias(component),
            None => TypeKind::IntegerEnum(integers.values),
        })
    }

    /// Returns the type of the one alternative that lists values, if it is a component and all others take any value.
    fn component_of<T>(&mut self, shared: &Shared<T>, alternatives: &Alternatives<'a>) -> Option<Type> {
        let component = shared.component?;
        (shared.plain + 1 == alternatives.schemas.len()).then(|| self.component_type(component))
    }

    /// Returns the values of alternatives that are all of a type.
    fn shared<T: Clone + Eq + Hash>(
        &self,
        alternatives: &Alternatives<'a>,
        json_type: JsonType,
        is_plain: fn(Option<&str>) -> bool,
        value: fn(&Value) -> Option<T>,
    ) -> Option<Shared<T>> {
        let mut shared = Shared {
            values: Vec::new(),
            plain: 0,
            component: None,
        };
        let mut seen = HashSet::default();
        for &alternative in &alternatives.schemas {
            let combined = self.combined(alternative);
            if combined.json_type.is_some_and(|ty| ty != json_type) || !combined.choices.is_empty() {
                return None;
            }
            let listed = &combined.keywords.values;
            if listed.is_empty() {
                if combined.json_type.is_none() || !is_plain(combined.format()) {
                    return None;
                }
                shared.plain += 1;
                continue;
            }
            if self.schemas.is_component(alternative) {
                shared.component = Some(alternative);
            }
            for one in listed {
                let value = value(&one.value)?;
                if seen.insert(value.clone()) {
                    shared.values.push(EnumValue {
                        value,
                        name: one.name.clone(),
                        source: (listed.len() == 1).then_some(combined.keywords.source),
                        docs: docs_of(one, listed.len(), &combined.keywords),
                    });
                }
            }
        }
        Some(shared)
    }
}

/// Returns the docs of a value that is one of `count` in the list of a schema.
fn docs_of(listed: &Listed, count: usize, schema: &Schema) -> Docs {
    match &listed.description {
        None if count == 1 => docs::of_constant(schema),
        description => docs::described(description.as_ref()),
    }
}

/// Returns what tells a value from others: whether it is a string, and its text.
fn spelled(value: &Value) -> (bool, Cow<'_, str>) {
    match value {
        Value::String(text) => (true, Cow::Borrowed(text)),
        value => (false, Cow::Owned(value.to_string())),
    }
}

/// Returns whether strings of a format stay strings.
fn is_plain_text(format: Option<&str>) -> bool {
    !matches!(format, Some("date-time" | "date" | "uuid" | "guid" | "byte"))
}

/// Returns whether all integers of a format are among those that an enum keeps.
fn is_plain_integer(format: Option<&str>) -> bool {
    matches!(format, None | Some("int8" | "int16" | "int32" | "int64"))
}

/// Returns whether a title is what people call a value.
fn is_name(title: &str) -> bool {
    title.len() <= LONGEST_NAME && title.starts_with(char::is_alphabetic)
}

/// Returns the values with what is said about each.
fn listed<T>(values: &[&Listed], value: impl Fn(&Value) -> Option<T>) -> Vec<EnumValue<T>> {
    let described = values.iter().filter_map(|listed| {
        Some(EnumValue {
            value: value(&listed.value)?,
            name: listed.name.clone(),
            source: None,
            docs: Docs {
                description: listed.description.clone(),
                ..Docs::default()
            },
        })
    });
    described.collect()
}
