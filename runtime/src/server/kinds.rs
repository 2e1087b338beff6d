//! Kinds of JSON values, as sets.

use serde_json::Value;

/// The kinds of values that may fit a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Kinds(u8);

impl Kinds {
    pub(crate) const STRING: Kinds = Kinds(1);
    pub(crate) const INTEGER: Kinds = Kinds(2);
    pub(crate) const NUMBER: Kinds = Kinds(4);
    pub(crate) const BOOLEAN: Kinds = Kinds(8);
    pub(crate) const NULL: Kinds = Kinds(16);
    pub(crate) const ARRAY: Kinds = Kinds(32);
    pub(crate) const OBJECT: Kinds = Kinds(64);
    /// Any kind.
    pub(super) const ALL: Kinds = Kinds(127);
    pub(super) const NONE: Kinds = Kinds(0);

    /// Tells whether one of these kinds may fit.
    pub(crate) fn has(self, kinds: Kinds) -> bool {
        self.0 & kinds.0 != 0
    }

    /// Tells whether any kind may fit: nothing is said of it.
    pub(crate) fn is_open(self) -> bool {
        self == Kinds::ALL
    }

    /// Tells whether nothing but null may fit beside `kinds`.
    pub(crate) fn is_only(self, kinds: Kinds) -> bool {
        self.has(kinds) && !Kinds(self.0 & !(kinds.0 | Kinds::NULL.0)).has(Kinds::ALL)
    }

    pub(super) fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    pub(super) fn and(self, other: Kinds) -> Kinds {
        Kinds(self.0 & other.0)
    }

    pub(super) fn named(name: &str) -> Kinds {
        match name {
            "string" => Kinds::STRING,
            "integer" => Kinds::INTEGER,
            "number" => Kinds::NUMBER.or(Kinds::INTEGER),
            "boolean" => Kinds::BOOLEAN,
            "null" => Kinds::NULL,
            "array" => Kinds::ARRAY,
            "object" => Kinds::OBJECT,
            _ => Kinds::ALL,
        }
    }

    pub(super) fn of_value(value: &Value) -> Kinds {
        match value {
            Value::Null => Kinds::NULL,
            Value::Bool(_) => Kinds::BOOLEAN,
            Value::Number(number) if number.is_f64() => Kinds::NUMBER,
            Value::Number(_) => Kinds::INTEGER,
            Value::String(_) => Kinds::STRING,
            Value::Array(_) => Kinds::ARRAY,
            Value::Object(_) => Kinds::OBJECT,
        }
    }
}
