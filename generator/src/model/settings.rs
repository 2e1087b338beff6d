//! What a user decides about the model.

use std::collections::HashSet;

use super::{Pagination, Selection};

/// A format of strings that has a type of its own in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// `date-time`: `chrono::DateTime<Utc>`.
    DateTime,
    /// `date`: `chrono::NaiveDate`.
    Date,
    /// `uuid`: `uuid::Uuid`.
    Uuid,
    /// `byte`: bytes in base64.
    Byte,
}

/// What a user decides about the model.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Formats that stay `String`.
    pub strings: HashSet<Format>,
    /// Which operations the client has.
    pub selection: Selection,
    /// Whether there is a feature for each tag.
    pub tag_features: bool,
    /// Places of the document at or below which a required property may be missing in a response.
    pub accept_missing: Vec<String>,
    /// How operations say where their next page is, by `operationId`, or method and path.
    pub pagination: Vec<(String, Pagination)>,
}
