//! serde's traits for types with [`Decode`] and [`Encode`], by way of [`Value`].

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Decode, Encode};

/// Serializes a value by serde.
///
/// # Errors
///
/// When the value has no JSON, or the serializer fails.
pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    super::to_value(value)
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

/// Deserializes a value by serde.
///
/// # Errors
///
/// When the deserializer fails, or its value is none of a `T`.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    super::from_value(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
}
