/// Returns whether an extension says that `null` fits a schema, as `nullable` does since OpenAPI 3.0.
pub(in crate::normalize) fn is_nullable(name: &str) -> bool {
    matches!(name, "x-nullable" | "x-isnullable" | "x-isNullable")
}
