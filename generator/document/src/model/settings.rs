//! What a user decides about the model.

use foldhash::HashMap;
use std::collections::BTreeSet;
use std::fmt;

use super::{Pagination, Replacement, Selection};
use crate::diagnostic::{Code, Diagnostics, Severity, SourcePointer, SourceSpan};
use crate::lock::LockedNames;

/// A format of strings that has a type of its own in Rust.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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

/// What a user adds to types.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedSetting {
    /// Which schemas or types: a `*` stands for anything.
    pub schemas: String,
    /// Traits, with spaces between them, or attributes.
    pub text: String,
    /// Where a configuration or a build script says so.
    pub span: Option<SourceSpan>,
}

/// What a user decides about the model.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Formats that stay `String`.
    pub strings: BTreeSet<Format>,
    /// Which operations the client has.
    pub selection: Selection,
    /// Whether there are only types, and no client.
    pub types_only: bool,
    /// Whether programs send requests without `async`.
    pub blocking: bool,
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
    /// Whether what a rename or a replacement names may be missing: one of two documents that are compared may not have it.
    pub items_may_miss: bool,
    /// Names that are kept, if there is a lock.
    pub lock: Option<LockedNames>,
    /// Traits that types derive, besides their own.
    pub derives: Vec<AddedSetting>,
    /// Attributes that types have.
    pub attributes: Vec<AddedSetting>,
    /// Types that are replaced.
    pub replacements: Vec<ReplacementSetting>,
    /// Where a configuration has settings.
    pub spans: SettingSpans,
}

/// Where a configuration has settings: by their keys, and what they name.
#[derive(Clone, Default)]
pub struct SettingSpans(HashMap<(&'static str, String), SourceSpan>);

impl SettingSpans {
    /// Sets where a setting stands.
    pub fn insert(&mut self, key: &'static str, text: &str, span: SourceSpan) {
        self.0.insert((key, text.to_owned()), span);
    }
}

/// Where a setting stands changes nothing of what it does.
impl fmt::Debug for SettingSpans {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("SettingSpans")
    }
}

impl Settings {
    /// Reports what is wrong with a setting, where a configuration has it.
    pub fn report(
        &self,
        (key, text): (&'static str, &str),
        code: Code,
        message: String,
        help: impl Into<String>,
        diagnostics: &mut Diagnostics,
    ) {
        let place = SourcePointer::default();
        match self.spans.0.get(&(key, text.to_owned())) {
            Some(span) => diagnostics.push_at(Severity::Error, code, place, span.clone(), message, help),
            None => diagnostics.error(code, place, message, help),
        }
    }
}
