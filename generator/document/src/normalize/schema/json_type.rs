use crate::description::JsonType;

/// All types, `null` apart.
pub(super) const ALL: [JsonType; 6] = [
    JsonType::String,
    JsonType::Integer,
    JsonType::Number,
    JsonType::Boolean,
    JsonType::Array,
    JsonType::Object,
];

/// Returns the name in `type`.
pub(in crate::normalize) fn name(json_type: JsonType) -> &'static str {
    match json_type {
        JsonType::String => "string",
        JsonType::Number => "number",
        JsonType::Integer => "integer",
        JsonType::Boolean => "boolean",
        JsonType::Array => "array",
        JsonType::Object => "object",
    }
}

/// Returns the type of this name.
pub(super) fn of_name(text: &str) -> Option<JsonType> {
    ALL.into_iter().find(|json_type| name(*json_type) == text)
}

/// Returns whether numbers are of the type.
pub(super) fn is_numeric(json_type: JsonType) -> bool {
    matches!(json_type, JsonType::Number | JsonType::Integer)
}

/// Returns the type that a format is a format of, for the well-known ones.
pub(super) fn of_format(format: &str) -> Option<JsonType> {
    Some(match format {
        "int8" | "int16" | "int32" | "int64" | "uint8" | "uint16" | "uint32" | "uint64" | "unsigned64" => {
            JsonType::Integer
        }
        "float" | "double" | "decimal" => JsonType::Number,
        "date" | "date-time" | "time" | "duration" | "uuid" | "guid" | "uri" | "uri-reference" | "email"
        | "hostname" | "ipv4" | "ipv6" | "byte" | "binary" | "password" => JsonType::String,
        _ => return None,
    })
}
