use crate::description::JsonType;

/// What a word in `type` means.
pub(in crate::normalize) enum Meaning {
    /// A type, and the format that comes with it.
    Type(JsonType, Option<&'static str>),
    /// The value `null`.
    Null,
    /// Any value.
    Anything,
}

/// Returns what a word that is no type is likely to mean; it is in lower case.
pub(in crate::normalize) fn meaning(word: &str) -> Option<Meaning> {
    let (json_type, format) = match word {
        "string" | "str" | "text" | "varchar" | "char" | "character" | "enum" => (JsonType::String, None),
        "uuid" | "guid" => (JsonType::String, Some("uuid")),
        "date" => (JsonType::String, Some("date")),
        "datetime" | "date-time" | "timestamp" | "date_time" => (JsonType::String, Some("date-time")),
        "time" => (JsonType::String, Some("time")),
        "uri" | "url" => (JsonType::String, Some("uri")),
        "email" => (JsonType::String, Some("email")),
        "password" => (JsonType::String, Some("password")),
        "byte" | "bytes" | "base64" => (JsonType::String, Some("byte")),
        "binary" | "file" | "blob" => (JsonType::String, Some("binary")),
        "int" | "integer" | "bigint" => (JsonType::Integer, None),
        "int32" | "short" | "int16" => (JsonType::Integer, Some("int32")),
        "int64" | "long" => (JsonType::Integer, Some("int64")),
        "number" | "decimal" | "numeric" | "num" => (JsonType::Number, None),
        "float" => (JsonType::Number, Some("float")),
        "double" => (JsonType::Number, Some("double")),
        "boolean" | "bool" => (JsonType::Boolean, None),
        "array" | "list" | "set" | "tuple" => (JsonType::Array, None),
        "object" | "dict" | "dictionary" | "map" | "hash" | "struct" | "record" | "json" => {
            (JsonType::Object, None)
        }
        "null" | "none" | "nil" | "void" => return Some(Meaning::Null),
        "any" | "mixed" | "unknown" | "undefined" | "" | "*" => return Some(Meaning::Anything),
        _ => return None,
    };
    Some(Meaning::Type(json_type, format))
}
