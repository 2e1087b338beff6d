//! What a media type holds.

/// The kinds of bodies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::corpus::wire) enum Kind {
    Json,
    JsonLines,
    Events,
    Form,
    Multipart,
    Xml,
    Text,
    Bytes,
}

/// What bodies of this media type are.
pub(in crate::corpus::wire) fn kind(media_type: &str) -> Kind {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    match essence.as_str() {
        "*/*" | "application/json" | "text/json" => Kind::Json,
        "application/x-ndjson"
        | "application/ndjson"
        | "application/jsonl"
        | "application/x-jsonlines"
        | "application/json-seq"
        | "application/stream+json" => Kind::JsonLines,
        "text/event-stream" => Kind::Events,
        "application/x-www-form-urlencoded" => Kind::Form,
        "application/xml" | "text/xml" => Kind::Xml,
        other if other.ends_with("+json") => Kind::Json,
        other if other.ends_with("+xml") => Kind::Xml,
        other if other.starts_with("multipart/") => Kind::Multipart,
        other if other.starts_with("text/") => Kind::Text,
        // YAML is UTF-8 by RFC 9512, a JWT ASCII by RFC 7519; the others are languages that people write.
        "application/yaml" | "application/x-yaml" | "application/jwt" => Kind::Text,
        "application/graphql"
        | "application/javascript"
        | "application/sql"
        | "application/toml"
        | "application/x-sh" => Kind::Text,
        other if other.ends_with("+yaml") => Kind::Text,
        _ => Kind::Bytes,
    }
}
