//! What generated types read from JSON and write as JSON.

mod against_serde_json;
mod arguments;
mod depth;
mod enums;
mod hygiene;
mod nullable;
mod numbers;
mod objects;
mod round_trips;
mod serde_bridge;
mod strings;
mod syntax;
mod tagged_unions;
mod times;
mod tuples;
mod union_scores;
mod untagged_unions;
mod values;
mod word_edges;
mod written_tags;

use specwright_runtime::json::{self, Decode, Encode};

/// Reads a value that must be readable.
#[track_caller]
fn read<T: Decode>(text: &str) -> T {
    json::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// The error of a text that must not be readable.
#[track_caller]
fn refuse<T: Decode>(text: &[u8]) -> String {
    match json::from_slice::<T>(text) {
        Ok(_) => panic!("{} was read", String::from_utf8_lossy(text)),
        Err(error) => error.to_string(),
    }
}

/// The text of a value that must be writable.
#[track_caller]
fn write<T: Encode + ?Sized>(value: &T) -> String {
    String::from_utf8(json::to_vec(value).unwrap()).unwrap()
}
