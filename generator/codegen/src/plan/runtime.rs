//! The runtime's items that types of the client are made of, and its optional features: the one place that names them.

/// The runtime, and what modules of the client call it. No item of a document has this name: types begin with a capital
/// letter.
pub(super) const RUNTIME: (&str, &str) = ("specwright_runtime", "rt");

/// An item of the runtime that the client's signatures name.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub(super) enum RuntimeItem {
    Argument,
    Base64,
    Body,
    BasicCredentials,
    ByteStream,
    Bytes,
    Credentials,
    DateTime,
    Decimal,
    Entries,
    Error,
    EventStream,
    FilePart,
    FixedOffset,
    Form,
    HeaderMap,
    IntoNullable,
    IntoOptional,
    IntoPresence,
    ItemStream,
    Items,
    JsonLines,
    List,
    Map,
    NaiveDate,
    Nullable,
    Operation,
    Optional,
    OptionalOrNull,
    Pages,
    Pagination,
    Parameter,
    Request,
    SecretString,
    Stream,
    Style,
    TokenSource,
    UndecodedBody,
    Utc,
    Uuid,
    Value,
    Via,
    ViaNumber,
    ViaSerde,
    ViaText,
    ViaUnixMilliseconds,
    ViaUnixSeconds,
}

/// A feature of `specwright-runtime` that only some clients need.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuntimeFeature {
    /// Requests that are sent without `async`.
    Blocking,
    /// Types for dates and times.
    Chrono,
    /// The flow `clientCredentials` of OAuth2.
    OAuth2,
    /// Shapes of responses.
    Record,
    /// A type for UUIDs.
    Uuid,
    /// Bodies as XML.
    Xml,
}

impl RuntimeItem {
    /// Returns the module that the item is imported from.
    pub(super) fn module(self) -> &'static str {
        match self {
            Self::DateTime | Self::FixedOffset | Self::NaiveDate | Self::Utc => "specwright_runtime::chrono",
            Self::Uuid => "specwright_runtime::uuid",
            Self::Via
            | Self::ViaNumber
            | Self::ViaSerde
            | Self::ViaText
            | Self::ViaUnixMilliseconds
            | Self::ViaUnixSeconds => "specwright_runtime::via",
            Self::Operation | Self::Parameter | Self::Style => "specwright_runtime::__private",
            Self::BasicCredentials | Self::Credentials | Self::Stream => "specwright_runtime::server",
            _ => "specwright_runtime",
        }
    }

    /// Returns the item's name.
    pub(super) fn name(self) -> &'static str {
        let name = self.path().rsplit("::").next();
        name.unwrap_or(self.path())
    }

    /// Returns the item's path from the runtime, which modules of the client know as [`RUNTIME`].
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Argument => "rt::Argument",
            Self::Base64 => "rt::Base64",
            Self::Body => "rt::Body",
            Self::BasicCredentials => "rt::server::BasicCredentials",
            Self::ByteStream => "rt::ByteStream",
            Self::Bytes => "rt::Bytes",
            Self::Credentials => "rt::server::Credentials",
            Self::DateTime => "rt::chrono::DateTime",
            Self::Decimal => "rt::Decimal",
            Self::Entries => "rt::Entries",
            Self::Error => "rt::Error",
            Self::EventStream => "rt::EventStream",
            Self::FilePart => "rt::FilePart",
            Self::FixedOffset => "rt::chrono::FixedOffset",
            Self::Form => "rt::Form",
            Self::HeaderMap => "rt::HeaderMap",
            Self::IntoNullable => "rt::IntoNullable",
            Self::IntoOptional => "rt::IntoOptional",
            Self::IntoPresence => "rt::IntoPresence",
            Self::ItemStream => "rt::ItemStream",
            Self::Items => "rt::Items",
            Self::JsonLines => "rt::JsonLines",
            Self::List => "rt::List",
            Self::Map => "rt::Map",
            Self::NaiveDate => "rt::chrono::NaiveDate",
            Self::Nullable => "rt::Nullable",
            Self::Operation => "rt::__private::Operation",
            Self::Optional => "rt::Optional",
            Self::OptionalOrNull => "rt::OptionalOrNull",
            Self::Pages => "rt::Pages",
            Self::Pagination => "rt::Pagination",
            Self::Parameter => "rt::__private::Parameter",
            Self::Request => "rt::Request",
            Self::SecretString => "rt::SecretString",
            Self::Stream => "rt::server::Stream",
            Self::Style => "rt::__private::Style",
            Self::TokenSource => "rt::TokenSource",
            Self::UndecodedBody => "rt::UndecodedBody",
            Self::Utc => "rt::chrono::Utc",
            Self::Uuid => "rt::uuid::Uuid",
            Self::Value => "rt::Value",
            Self::Via => "rt::via::Via",
            Self::ViaNumber => "rt::via::Number",
            Self::ViaSerde => "rt::via::Serde",
            Self::ViaText => "rt::via::Text",
            Self::ViaUnixMilliseconds => "rt::via::UnixMilliseconds",
            Self::ViaUnixSeconds => "rt::via::UnixSeconds",
        }
    }

    /// Returns the feature that the item is part of.
    pub(super) fn feature(self) -> Option<RuntimeFeature> {
        match self {
            Self::DateTime | Self::FixedOffset | Self::NaiveDate | Self::Utc => Some(RuntimeFeature::Chrono),
            Self::Uuid => Some(RuntimeFeature::Uuid),
            _ => None,
        }
    }
}

impl RuntimeFeature {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Blocking,
        Self::Chrono,
        Self::OAuth2,
        Self::Record,
        Self::Uuid,
        Self::Xml,
    ];

    /// Returns whether a client that needs it does not compile without it.
    pub(super) fn is_required(self) -> bool {
        match self {
            Self::Blocking | Self::Chrono | Self::Uuid | Self::Xml => true,
            // The method that gets tokens is left out, and shapes are text for whom the feature is on.
            Self::OAuth2 | Self::Record => false,
        }
    }

    /// Returns what it is needed for.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Blocking => "requests that are sent without `async`, and the transport for it",
            Self::Chrono => "dates and times",
            Self::OAuth2 => "tokens for the id and the secret of a client",
            Self::Record => "shapes of responses, for `specwright learn`",
            Self::Uuid => "UUIDs",
            Self::Xml => "bodies as XML",
        }
    }

    /// Returns the feature's name in the manifest.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blocking => "blocking",
            Self::Chrono => "chrono",
            Self::OAuth2 => "oauth2",
            Self::Record => "record",
            Self::Uuid => "uuid",
            Self::Xml => "xml",
        }
    }
}
