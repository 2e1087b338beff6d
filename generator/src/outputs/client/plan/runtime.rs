//! The runtime's items that types of the client are made of, and its optional features: the one place that names them.

use serde::Serialize;

/// An item of the runtime that the client's signatures name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub(super) enum RuntimeItem {
    Base64,
    Body,
    ByteStream,
    Bytes,
    DateTime,
    EventStream,
    FilePart,
    Form,
    JsonLines,
    Map,
    NaiveDate,
    Operation,
    Pages,
    Pagination,
    Parameter,
    Request,
    SecretString,
    Style,
    TokenSource,
    Utc,
    Uuid,
    Value,
}

/// A feature of `specwright-runtime` that only some clients need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RuntimeFeature {
    /// Types for dates and times.
    Chrono,
    /// The flow `clientCredentials` of OAuth2.
    OAuth2,
    /// A type for UUIDs.
    Uuid,
    /// Bodies as XML.
    Xml,
}

impl RuntimeItem {
    /// The item's path.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Base64 => "specwright_runtime::Base64",
            Self::Body => "specwright_runtime::Body",
            Self::ByteStream => "specwright_runtime::ByteStream",
            Self::Bytes => "specwright_runtime::Bytes",
            Self::DateTime => "specwright_runtime::chrono::DateTime",
            Self::EventStream => "specwright_runtime::EventStream",
            Self::FilePart => "specwright_runtime::FilePart",
            Self::Form => "specwright_runtime::Form",
            Self::JsonLines => "specwright_runtime::JsonLines",
            Self::Map => "specwright_runtime::Map",
            Self::NaiveDate => "specwright_runtime::chrono::NaiveDate",
            Self::Operation => "specwright_runtime::__private::Operation",
            Self::Pages => "specwright_runtime::Pages",
            Self::Pagination => "specwright_runtime::Pagination",
            Self::Parameter => "specwright_runtime::__private::Parameter",
            Self::Request => "specwright_runtime::Request",
            Self::SecretString => "specwright_runtime::SecretString",
            Self::Style => "specwright_runtime::__private::Style",
            Self::TokenSource => "specwright_runtime::TokenSource",
            Self::Utc => "specwright_runtime::chrono::Utc",
            Self::Uuid => "specwright_runtime::uuid::Uuid",
            Self::Value => "specwright_runtime::Value",
        }
    }

    /// The feature that the item is part of.
    pub(super) fn feature(self) -> Option<RuntimeFeature> {
        match self {
            Self::DateTime | Self::NaiveDate | Self::Utc => Some(RuntimeFeature::Chrono),
            Self::Uuid => Some(RuntimeFeature::Uuid),
            _ => None,
        }
    }
}

impl RuntimeFeature {
    /// The feature's name in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Chrono => "chrono",
            Self::OAuth2 => "oauth2",
            Self::Uuid => "uuid",
            Self::Xml => "xml",
        }
    }
}
