//! serde's traits for types with [`Decode`] and [`Encode`], by way of [`Value`].

use serde::de::Error as _;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Decode, Encode};

pub fn serialize<S: Serializer>(value: &dyn Encode, serializer: S) -> Result<S::Ok, S::Error> {
    super::to_value(value)
        .map_err(S::Error::custom)?
        .serialize(serializer)
}

pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    super::from_value(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
}
