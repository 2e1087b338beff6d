//! Media types, by what they mean for a body.

use std::borrow::Cow;

use crate::source::byte_set::{ByteSet, trim};

/// What a media type means for a body.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum MediaKind {
    Json,
    JsonLines,
    EventStream,
    Xml,
    Form,
    Multipart,
    Text,
    Other,
}

impl MediaKind {
    /// Returns what a media type or range means.
    pub(super) fn of(media_type: &str) -> Self {
        let essence = &*essence(media_type);
        match essence {
            "application/json" | "text/json" | "*/*" | "application/*" => Self::Json,
            "text/event-stream" => Self::EventStream,
            "application/jsonl"
            | "application/x-ndjson"
            | "application/ndjson"
            | "application/json-seq"
            | "application/x-jsonlines"
            | "application/stream+json" => Self::JsonLines,
            "application/xml" | "text/xml" => Self::Xml,
            "application/x-www-form-urlencoded" => Self::Form,
            _ if essence.ends_with("+json") || essence.ends_with("/json") => Self::Json,
            _ if essence.ends_with("+xml") => Self::Xml,
            _ if essence.starts_with("multipart/") => Self::Multipart,
            _ if essence.starts_with("text/") || is_textual(essence) => Self::Text,
            _ => Self::Other,
        }
    }
}

/// Returns whether the media type is one of text, although it does not start with `text/`.
fn is_textual(essence: &str) -> bool {
    let texts = [
        "application/graphql",
        "application/javascript",
        "application/jwt",
        "application/sql",
        "application/toml",
        "application/x-sh",
        "application/x-yaml",
        "application/yaml",
    ];
    texts.contains(&essence) || essence.ends_with("+yaml")
}

/// Returns a media type without its parameters.
pub(super) fn essence(media_type: &str) -> Cow<'_, str> {
    static UPPERCASE: ByteSet = ByteSet::range(b'A', b'Z');
    static PARAMETERS: ByteSet = ByteSet::of(b";");
    let essence = PARAMETERS
        .find(media_type)
        .map_or(media_type, |end| &media_type[..end]);
    let essence = trim(essence);
    match UPPERCASE.is_in(essence) {
        true => Cow::Owned(essence.to_ascii_lowercase()),
        false => Cow::Borrowed(essence),
    }
}
