//! What a user decides about the model.

use std::collections::HashSet;

use super::{Pagination, Replacement, Selection};
use crate::diagnostic::SourceSpan;

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

/// A name that a user chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rename {
    /// What has the name, as the user wrote it.
    pub item: String,
    /// The name.
    pub name: String,
    /// Where a configuration or a build script says so.
    pub span: Option<SourceSpan>,
}

/// A type of the user's in place of one of the document's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplacementSetting {
    /// What has the type, as the user wrote it.
    pub item: String,
    /// The type.
    pub replacement: Replacement,
    /// Where a configuration or a build script says so.
    pub span: Option<SourceSpan>,
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
    /// Whether a program is the server as well, and makes what responses hold.
    pub serves: bool,
    /// Whether operations are put into groups by their tags.
    pub group_by_tag: bool,
    /// Whether an `operationId` is taken without what repeats path, method and tag.
    pub trim_operation_ids: bool,
    /// Places of the document at or below which a required property may be missing in a response.
    pub accept_missing: Vec<String>,
    /// How operations say where their next page is, by `operationId`, or method and path.
    pub pagination: Vec<(String, Pagination)>,
    /// Whether instants keep the offset that they are written with.
    pub keep_offsets: bool,
    /// Whether numbers of the format `decimal` keep all of their digits.
    pub exact_decimals: bool,
    /// Whether numbers of the format `float` are `f32`.
    pub f32_for_float: bool,
    /// Operations that change nothing, whatever their method.
    pub safe: Vec<String>,
    /// Operations whose requests have a key by which the server knows them again, with the header for it.
    pub idempotency_keys: Vec<(String, String)>,
    /// Operations that respond with one JSON value a line.
    pub streams: Vec<String>,
    /// Names that are chosen.
    pub renames: Vec<Rename>,
    /// Types that are replaced.
    pub replacements: Vec<ReplacementSetting>,
}
