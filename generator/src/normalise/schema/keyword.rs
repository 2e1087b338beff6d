//! The names of keywords.

/// The fields of a Swagger 2.0 parameter or header that say nothing of its value.
pub(super) fn is_parameter_field(key: &str) -> bool {
    matches!(
        key,
        "name"
            | "in"
            | "description"
            | "required"
            | "collectionFormat"
            | "allowEmptyValue"
            | "schema"
            | "deprecated"
            | "example"
            | "examples"
            | "style"
            | "explode"
            | "allowReserved"
            | "content"
            | "$ref"
    )
}

/// Keywords that don't change what type a value has.
pub(super) fn says_nothing_of_types(key: &str) -> bool {
    matches!(
        key,
        "$ref"
            | "$dynamicRef"
            | "$recursiveRef"
            | "$defs"
            | "definitions"
            | "$id"
            | "id"
            | "$schema"
            | "$anchor"
            | "$dynamicAnchor"
            | "$recursiveAnchor"
            | "$comment"
            | "$vocabulary"
            | "collectionFormat"
            | "allowEmptyValue"
            | "propertyNames"
            | "dependentRequired"
            | "contains"
            | "minContains"
            | "maxContains"
            | "unevaluatedItems"
            | "additionalItems"
            | "if"
    )
}

/// Whether a key is a keyword of schemas.
pub(in crate::normalise) fn is_keyword(key: &str) -> bool {
    KEYWORDS.contains(&key)
}

/// The keywords that a misspelt one may have meant.
pub(super) const KEYWORDS: &[&str] = &[
    "type",
    "properties",
    "items",
    "format",
    "enum",
    "required",
    "additionalProperties",
    "oneOf",
    "anyOf",
    "allOf",
    "not",
    "discriminator",
    "pattern",
    "minLength",
    "maxLength",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
    "description",
    "example",
    "examples",
    "title",
    "default",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "externalDocs",
    "xml",
    "const",
    "prefixItems",
    "patternProperties",
    "propertyNames",
    "dependentRequired",
    "dependentSchemas",
    "if",
    "then",
    "else",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contains",
    "minContains",
    "maxContains",
    "$defs",
    "$ref",
];
