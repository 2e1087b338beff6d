use serde_json::Value;

use crate::diagnostic::Code;
use crate::source::Node;

use super::draft::Draft;
use super::primitive::Primitive;
use crate::normalise::at::At;
use crate::normalise::lift::Lift;
use crate::normalise::scalar::{number_in, whole, written};

impl<'d> Lift<'_, 'd> {
    /// `enum`: the values, each once; `null` among them makes the schema nullable.
    pub(super) fn gather_enum(&mut self, draft: &mut Draft, at: &At<'d, '_>) {
        let values: Vec<Value> = match at.node {
            Node::Sequence(items) => {
                let items = items.iter().filter(|item| !matches!(item, Node::Null));
                draft.written = items.map(written).collect();
                at.items().map(|item| item.node.to_json()).collect()
            }
            Node::Null => return,
            Node::String(text) if text.contains(',') => {
                self.expected(at, "a list", "it is split at its commas");
                text.split(',').map(|value| Value::from(value.trim())).collect()
            }
            Node::Mapping(mapping) => {
                self.expected(at, "a list", "its keys are read as the values");
                mapping.iter().map(|(key, _)| Value::from(key)).collect()
            }
            scalar => {
                self.expected(at, "a list", "it is read as a list of one");
                draft.written = vec![written(scalar)];
                vec![scalar.to_json()]
            }
        };
        if values.is_empty() {
            self.warn(
                Code::EmptyEnum,
                at,
                "`enum` lists no values; it is left out",
                "list the values, or remove `enum`",
            );
            return;
        }
        draft.data.nullable |= values.contains(&Value::Null);
        let values: Vec<Value> = values.into_iter().filter(|value| !value.is_null()).collect();
        draft.only_null |= values.is_empty();
        draft.enumeration = Some(values);
    }
}

impl Draft {
    /// Makes the values of `enum` and the types agree, and removes values that stand twice.
    pub(super) fn settle_enum(&mut self, lift: &mut Lift<'_, '_>, at: &At<'_, '_>) {
        let Some(values) = self.enumeration.take() else {
            return;
        };
        if values.is_empty() {
            return;
        }
        if let [Primitive::Array] = self.types.as_slice()
            && !values.iter().all(Value::is_array)
        {
            self.move_enum_to_items(values, lift, at);
            return;
        }
        let fitting = match self.types.as_slice() {
            [] => None,
            [primitive] => fit_all(*primitive, &values, &self.written),
            // The values say which of the types they have.
            _ => Some(values.clone()),
        };
        let (values, changed) = match fitting {
            Some(fitting) => {
                let changed = fitting != values;
                (fitting, changed)
            }
            None => (values, false),
        };
        if changed {
            mismatch(lift, at, self.types.first(), "they are read as that");
        } else if let ([primitive], false) = (self.types.as_slice(), self.types.is_empty())
            && !values.iter().all(|value| fits(*primitive, value))
        {
            mismatch(
                lift,
                at,
                Some(primitive),
                "the values count, and `type` is left out",
            );
            self.types.clear();
        }
        if self.types.len() != 1 {
            self.types = shared_type(&values).into_iter().collect();
        }
        let mut distinct: Vec<Value> = Vec::with_capacity(values.len());
        let mut twice = Vec::new();
        let mut seen = std::collections::HashSet::new();
        for value in values {
            if seen.insert(value.to_string()) {
                distinct.push(value);
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
        self.enumeration = Some(distinct);
    }

    /// `enum` beside `type: array` is what its items may be.
    fn move_enum_to_items(&mut self, values: Vec<Value>, lift: &mut Lift<'_, '_>, at: &At<'_, '_>) {
        use openapiv3::{ReferenceOr, Schema, SchemaKind, Type};
        lift.warn(
            Code::EnumType,
            at,
            "`enum` of an array lists no arrays; it is read as that of its items",
            "move `enum` into `items`",
        );
        let unlisted = match &self.items {
            None => true,
            Some(ReferenceOr::Item(item)) => match &item.schema_kind {
                SchemaKind::Type(Type::String(string)) => string.enumeration.is_empty(),
                SchemaKind::Type(Type::Integer(integer)) => integer.enumeration.is_empty(),
                SchemaKind::Any(any) => *any == openapiv3::AnySchema::default(),
                _ => false,
            },
            Some(ReferenceOr::Reference { .. }) => false,
        };
        if unlisted {
            let mut item = Box::<Draft>::default();
            item.enumeration = Some(values);
            if let Some(ReferenceOr::Item(schema)) = self.items.take() {
                let Schema { schema_data, .. } = *schema;
                item.data = schema_data;
            }
            self.items = Some(item.settle(lift, at));
        }
    }
}

fn mismatch(lift: &mut Lift<'_, '_>, at: &At<'_, '_>, primitive: Option<&Primitive>, read: &str) {
    let name = primitive.map_or("any", |primitive| primitive.as_str());
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

/// The values as a type has them, if they all have a meaning in it.
fn fit_all(primitive: Primitive, values: &[Value], written: &[String]) -> Option<Vec<Value>> {
    let mut written = written.iter();
    values
        .iter()
        .map(|value| fit(primitive, value, written.next()))
        .collect()
}

fn fit(primitive: Primitive, value: &Value, written: Option<&String>) -> Option<Value> {
    if fits(primitive, value) {
        return Some(value.clone());
    }
    match (primitive, value) {
        (Primitive::String, Value::Number(_) | Value::Bool(_)) => Some(Value::from(
            written.map_or_else(|| value.to_string(), Clone::clone),
        )),
        (Primitive::Integer, Value::Number(number)) => whole(number).map(Value::from),
        (Primitive::Integer, Value::String(text)) => {
            number_in(text).as_ref().and_then(whole).map(Value::from)
        }
        (Primitive::Number, Value::String(text)) => number_in(text).map(Value::from),
        (Primitive::Boolean, Value::String(text)) => text.trim().parse::<bool>().ok().map(Value::from),
        _ => None,
    }
}
