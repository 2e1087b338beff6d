use foldhash::HashSet;

use serde_json::Value;

use super::json_type;
use super::reading::Reading;
use crate::description::{EnumValue, JsonType, Number, Schema};
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::normalize::scalar::written;
use crate::normalize::vendor::enumeration::ListedValue;
use crate::source::{Node, Text};

/// Up to this many values, looking at each is faster than a set of them.
const FEW_VALUES: usize = 16;

/// A value of `enum`, or the one of `const`.
pub(in crate::normalize) struct Listed {
    value: Value,
    /// As its author wrote it, where that is another text than the value's.
    written: Option<Text>,
}

impl Listed {
    pub(super) fn new(node: &Node) -> Self {
        Self {
            value: node.to_json(),
            written: match node {
                Node::Number(_) | Node::Boolean(_) => Some(written(node)),
                _ => None,
            },
        }
    }

    fn text(text: &str) -> Self {
        Self {
            value: text.into(),
            written: None,
        }
    }

    /// Returns the value as a type has it, if it has a meaning in it.
    fn fit(&self, json_type: JsonType) -> Option<Value> {
        if fits(json_type, &self.value) {
            return Some(self.value.clone());
        }
        let integer = |number: Number| {
            number
                .as_integer()
                .map(|integer| Number::Integer(integer).to_json())
        };
        match (json_type, &self.value) {
            (JsonType::String, Value::Number(_) | Value::Bool(_)) => {
                self.written.as_ref().map(|written| written.as_str().into())
            }
            (JsonType::Integer, Value::Number(number)) => integer(number.into()),
            (JsonType::Integer, Value::String(text)) => Number::parse(text).and_then(integer),
            (JsonType::Number, Value::String(text)) => Number::parse(text).map(Number::to_json),
            (JsonType::Boolean, Value::String(text)) => text.trim().parse::<bool>().ok().map(Value::from),
            _ => None,
        }
    }
}

impl<'d> Normalizer<'_, 'd> {
    /// Reads `enum`.
    pub(super) fn read_enum(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>) {
        reading.listed = match at.node {
            Node::Sequence(items) => items.iter().map(Listed::new).collect(),
            Node::Null => return,
            Node::String(text) if text.contains(',') => {
                self.expected(at, "a list", "split at its commas");
                text.split(',').map(|value| Listed::text(value.trim())).collect()
            }
            Node::Mapping(mapping) => {
                self.expected(at, "a list", "its keys are the values");
                mapping.keys().map(Listed::text).collect()
            }
            scalar => {
                self.expected(at, "a list", "read as a list of one");
                vec![Listed::new(scalar)]
            }
        };
        if reading.listed.is_empty() {
            self.warn(
                Code::EmptyEnum,
                at,
                "empty `enum`; ignored",
                "list the values, or remove `enum`",
            );
        }
        let nulls = reading
            .listed
            .iter()
            .filter(|listed| listed.value.is_null())
            .count();
        reading.schema.nullable |= nulls > 0;
        reading.only_null |= nulls > 0 && nulls == reading.listed.len();
    }
}

impl<'d> Reading<'d> {
    /// Makes the values of `enum` and the types agree, without `null` and each value once.
    pub(super) fn settle_enum(&mut self, normalizer: &mut Normalizer<'_, 'd>, at: &Cursor<'d, '_>) {
        if self.listed.is_empty() {
            return;
        }
        let length = self.listed.len();
        let (indices, listed): (Vec<usize>, Vec<Listed>) = std::mem::take(&mut self.listed)
            .into_iter()
            .enumerate()
            .filter(|(_, listed)| !listed.value.is_null())
            .unzip();
        if listed.is_empty() {
            return;
        }
        if *self.types == [JsonType::Array] && !listed.iter().all(|listed| listed.value.is_array()) {
            self.move_enum_to_items(listed, normalizer, at);
            return;
        }
        let values = self.settle_values(listed, normalizer, at);
        let (kept, repeated) = distinct(indices.into_iter().zip(values).collect());
        if !repeated.is_empty() {
            let repeated: Vec<String> = repeated.iter().map(|value| format!("`{value}`")).collect();
            normalizer.warn(
                Code::DuplicateValue,
                at,
                format!("duplicate values in `enum`: {}", repeated.join(", ")),
                "list each value once",
            );
        }
        let count = kept.len();
        self.schema.values.reserve_exact(count);
        for (kept_index, (index, value)) in kept.into_iter().enumerate() {
            let place = ListedValue {
                index,
                of: length,
                kept_index,
                kept_of: count,
            };
            self.schema.values.push(EnumValue {
                name: self.details.name(place, &value),
                description: self.details.description(place, &value),
                value,
            });
        }
    }

    /// Returns the values, with the type that they have or that makes them what their author meant.
    fn settle_values(
        &mut self,
        listed: Vec<Listed>,
        normalizer: &mut Normalizer<'_, 'd>,
        at: &Cursor<'d, '_>,
    ) -> Vec<Value> {
        if let [json_type] = *self.types {
            if listed.iter().all(|listed| fits(json_type, &listed.value)) {
                return listed.into_iter().map(|listed| listed.value).collect();
            }
            let fitted: Option<Vec<Value>> = listed.iter().map(|listed| listed.fit(json_type)).collect();
            if let Some(fitted) = fitted {
                report_mismatch(normalizer, at, json_type, "read as that");
                return fitted;
            }
            report_mismatch(normalizer, at, json_type, "the values win over `type`");
        }
        let values: Vec<Value> = listed.into_iter().map(|listed| listed.value).collect();
        self.types = shared_type(&values).into();
        values
    }

    /// Moves `enum` beside `type: array` to where it belongs: its items.
    fn move_enum_to_items(
        &mut self,
        listed: Vec<Listed>,
        normalizer: &mut Normalizer<'_, 'd>,
        at: &Cursor<'d, '_>,
    ) {
        normalizer.warn(
            Code::EnumType,
            at,
            "`enum` of an array lists no arrays; read as that of its items",
            "move `enum` into `items`",
        );
        let items = self.array().items;
        if items.is_some_and(|items| !takes_any_scalar(&normalizer.schemas[items])) {
            return;
        }
        let mut item = Box::<Self>::default();
        item.schema.source = self.schema.source;
        if let Some(items) = items {
            item.schema = normalizer.schemas[items].clone();
            item.schema.json_type = None;
            item.schema.format = None;
            item.schema.string = None;
            item.schema.number = None;
        }
        item.listed = listed;
        item.details = std::mem::take(&mut self.details);
        let item = item.settle(normalizer, at);
        self.array().items = Some(match (item, items) {
            (super::Read::Inline(schema), Some(items)) => {
                normalizer.schemas.define(items, *schema);
                items
            }
            (item, _) => normalizer.add_schema(item),
        });
    }
}

/// Returns whether a schema is a scalar of which any value is taken, and stands in its own place.
fn takes_any_scalar(schema: &Schema) -> bool {
    let is_scalar = matches!(
        schema.json_type,
        None | Some(JsonType::String | JsonType::Integer)
    );
    is_scalar
        && schema.component.is_none()
        && schema.values.is_empty()
        && schema.composition.is_none()
        && schema.object.is_none()
        && schema.array.is_none()
        && (schema.json_type.is_some() || (schema.number.is_none() && schema.string.is_none()))
}

fn report_mismatch<'d>(
    normalizer: &mut Normalizer<'_, 'd>,
    at: &Cursor<'d, '_>,
    json_type: JsonType,
    read: &str,
) {
    let name = json_type::name(json_type);
    normalizer.warn(
        Code::EnumType,
        at,
        format!("expected values of the type `{name}` in `enum`; {read}"),
        format!("write the values as `{name}`, or fix `type`"),
    );
}

/// Returns the values that stand there for the first time, and those that are repeated.
fn distinct(values: Vec<(usize, Value)>) -> (Vec<(usize, Value)>, Vec<Value>) {
    let mut kept: Vec<(usize, Value)> = Vec::with_capacity(values.len());
    let mut repeated = Vec::new();
    let mut seen = HashSet::default();
    let is_long = values.len() > FEW_VALUES;
    for (index, value) in values {
        let is_new = if is_long {
            seen.insert(value.to_string())
        } else {
            !kept.iter().any(|(_, known)| *known == value)
        };
        if is_new {
            kept.push((index, value));
        } else {
            repeated.push(value);
        }
    }
    (kept, repeated)
}

/// Returns the one type that all values have.
fn shared_type(values: &[Value]) -> Option<JsonType> {
    json_type::ALL
        .into_iter()
        .find(|json_type| values.iter().all(|value| fits(*json_type, value)))
}

fn fits(json_type: JsonType, value: &Value) -> bool {
    match json_type {
        JsonType::String => value.is_string(),
        JsonType::Number => value.is_number(),
        JsonType::Integer => value.is_i64() || value.is_u64(),
        JsonType::Boolean => value.is_boolean(),
        JsonType::Array => value.is_array(),
        JsonType::Object => value.is_object(),
    }
}
