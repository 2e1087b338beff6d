use std::collections::HashSet;

use openapiv3::{AnySchema, ReferenceOr, SchemaKind, Type};
use serde_json::Value;

use crate::diagnostic::Code;
use crate::normalise::at::At;
use crate::normalise::lift::Lift;
use crate::normalise::scalar::{number_in, whole, written};
use crate::source::Node;

use super::BoxedSchema;
use super::draft::Draft;
use super::primitive::Primitive;

/// A value of `enum`, or the one of `const`.
pub(in crate::normalise) struct Listed {
    value: Value,
    /// As its author wrote it.
    written: String,
}

impl Listed {
    pub(in crate::normalise) fn new(node: &Node) -> Self {
        Self {
            value: node.to_json(),
            written: written(node),
        }
    }

    fn text(text: &str) -> Self {
        Self {
            value: text.into(),
            written: text.to_owned(),
        }
    }

    /// The value as a type has it, if it has a meaning in it.
    fn fit(&self, primitive: Primitive) -> Option<Value> {
        if fits(primitive, &self.value) {
            return Some(self.value.clone());
        }
        match (primitive, &self.value) {
            (Primitive::String, Value::Number(_) | Value::Bool(_)) => Some(self.written.as_str().into()),
            (Primitive::Integer, Value::Number(number)) => whole(number).map(Value::from),
            (Primitive::Integer, Value::String(text)) => {
                number_in(text).as_ref().and_then(whole).map(Value::from)
            }
            (Primitive::Number, Value::String(text)) => number_in(text).map(Value::from),
            (Primitive::Boolean, Value::String(text)) => text.trim().parse::<bool>().ok().map(Value::from),
            _ => None,
        }
    }
}

impl<'d> Lift<'_, 'd> {
    pub(super) fn gather_enum(&mut self, draft: &mut Draft, at: &At<'d, '_>) {
        draft.listed = match at.node {
            Node::Sequence(items) => items.iter().map(Listed::new).collect(),
            Node::Null => return,
            Node::String(text) if text.contains(',') => {
                self.expected(at, "a list", "it is split at its commas");
                text.split(',').map(|value| Listed::text(value.trim())).collect()
            }
            Node::Mapping(mapping) => {
                self.expected(at, "a list", "its keys are read as the values");
                mapping.keys().map(Listed::text).collect()
            }
            scalar => {
                self.expected(at, "a list", "it is read as a list of one");
                vec![Listed::new(scalar)]
            }
        };
        if draft.listed.is_empty() {
            self.warn(
                Code::EmptyEnum,
                at,
                "`enum` lists no values; it is left out",
                "list the values, or remove `enum`",
            );
        }
        let nulls = draft
            .listed
            .iter()
            .filter(|listed| listed.value.is_null())
            .count();
        draft.data.nullable |= nulls > 0;
        draft.only_null |= nulls > 0 && nulls == draft.listed.len();
    }
}

impl Draft {
    /// Makes the values of `enum` and the types agree, without `null` and each value once.
    pub(super) fn settle_enum<'d>(&mut self, lift: &mut Lift<'_, 'd>, at: &At<'d, '_>) {
        let length = self.listed.len();
        let mut listed = std::mem::take(&mut self.listed);
        let mut places: Vec<usize> = (0..length).collect();
        places.retain(|&place| listed.get(place).is_some_and(|listed| !listed.value.is_null()));
        listed.retain(|listed| !listed.value.is_null());
        if listed.is_empty() {
            return;
        }
        if self.types == [Primitive::Array] && !listed.iter().all(|listed| listed.value.is_array()) {
            self.move_enum_to_items(listed, lift, at);
            return;
        }
        let values = self.settle_values(listed, lift, at);
        let mut seen = HashSet::new();
        let mut twice = Vec::new();
        let mut kept = Vec::new();
        for (value, place) in values.into_iter().zip(places) {
            if seen.insert(value.to_string()) {
                self.enumeration.push(value);
                kept.push(place);
            } else {
                twice.push(format!("`{value}`"));
            }
        }
        if !twice.is_empty() {
            lift.warn(
                Code::DuplicateValue,
                at,
                format!("`enum` lists a value more than once: {}", twice.join(", ")),
                "list each value once",
            );
        }
        if kept.len() < length {
            self.keep_details(&kept, length);
        }
    }

    /// The values, with the type that they have or that makes them what their author meant.
    fn settle_values<'d>(
        &mut self,
        listed: Vec<Listed>,
        lift: &mut Lift<'_, 'd>,
        at: &At<'d, '_>,
    ) -> Vec<Value> {
        if let [primitive] = *self.types.as_slice() {
            if listed.iter().all(|listed| fits(primitive, &listed.value)) {
                return listed.into_iter().map(|listed| listed.value).collect();
            }
            let fitted: Option<Vec<Value>> = listed.iter().map(|listed| listed.fit(primitive)).collect();
            if let Some(fitted) = fitted {
                mismatch(lift, at, primitive, "they are read as that");
                return fitted;
            }
            mismatch(lift, at, primitive, "the values count, and `type` is left out");
        }
        let values: Vec<Value> = listed.into_iter().map(|listed| listed.value).collect();
        self.types = shared_type(&values).into_iter().collect();
        values
    }

    /// Names and descriptions of the values stand in extensions, in the order of the values.
    fn keep_details(&mut self, kept: &[usize], length: usize) {
        for (key, details) in &mut self.data.extensions {
            if let Value::Array(details) = details
                && key.starts_with("x-enum")
                && details.len() == length
            {
                let mut place = 0;
                details.retain(|_| {
                    place += 1;
                    kept.contains(&(place - 1))
                });
            }
        }
    }

    /// `enum` beside `type: array` is what its items may be.
    fn move_enum_to_items<'d>(&mut self, listed: Vec<Listed>, lift: &mut Lift<'_, 'd>, at: &At<'d, '_>) {
        lift.warn(
            Code::EnumType,
            at,
            "`enum` of an array lists no arrays; it is read as that of its items",
            "move `enum` into `items`",
        );
        if self.items.as_ref().is_none_or(lists_no_values) {
            let mut item = Box::<Draft>::default();
            item.listed = listed;
            if let Some(ReferenceOr::Item(schema)) = self.items.take() {
                item.data = schema.schema_data;
            }
            self.items = Some(item.settle(lift, at));
        }
    }
}

/// Whether a schema is a scalar of which any value is taken.
fn lists_no_values(schema: &BoxedSchema) -> bool {
    let ReferenceOr::Item(schema) = schema else {
        return false;
    };
    match &schema.schema_kind {
        SchemaKind::Type(Type::String(string)) => string.enumeration.is_empty(),
        SchemaKind::Type(Type::Integer(integer)) => integer.enumeration.is_empty(),
        SchemaKind::Any(any) => *any == AnySchema::default(),
        _ => false,
    }
}

fn mismatch(lift: &mut Lift<'_, '_>, at: &At<'_, '_>, primitive: Primitive, read: &str) {
    let name = primitive.as_str();
    lift.warn(
        Code::EnumType,
        at,
        format!("values of `enum` are not of the type `{name}`; {read}"),
        format!("write the values as `{name}`, or mend `type`"),
    );
}

/// The one type that all values have.
fn shared_type(values: &[Value]) -> Option<Primitive> {
    [
        Primitive::String,
        Primitive::Integer,
        Primitive::Number,
        Primitive::Boolean,
        Primitive::Array,
        Primitive::Object,
    ]
    .into_iter()
    .find(|primitive| values.iter().all(|value| fits(*primitive, value)))
}

fn fits(primitive: Primitive, value: &Value) -> bool {
    match primitive {
        Primitive::String => value.is_string(),
        Primitive::Number => value.is_number(),
        Primitive::Integer => value.is_i64(),
        Primitive::Boolean => value.is_boolean(),
        Primitive::Array => value.is_array(),
        Primitive::Object => value.is_object(),
    }
}
