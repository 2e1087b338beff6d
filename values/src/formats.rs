//! Texts of a format, by the registry of formats of OpenAPI and JSON Schema.

/// Returns texts of a format, the most usual one first. None for a format that allows any text, or is not known.
pub(crate) fn texts(format: &str) -> &'static [&'static str] {
    match format {
        "date-time" => &[
            "2024-02-29T23:59:59Z",
            "2024-01-01T00:00:00.123456Z",
            "1999-12-31T23:59:59+05:30",
        ],
        "date" => &["2024-02-29", "0001-01-01"],
        "time" => &["23:59:59Z", "12:30:00.5+02:00"],
        "duration" => &["P1DT2H", "PT0S", "P3W"],
        "uuid" | "guid" => &[
            "67e55044-10b1-426f-9247-bb680e5fe0c8",
            "00000000-0000-0000-0000-000000000000",
        ],
        "byte" => &["aGVsbG8=", "", "/+8="],
        "base64url" => &["aGVsbG8", "", "_-8"],
        "email" | "idn-email" => &["tom@example.com", "a.b+c@sub.example.org"],
        "hostname" | "idn-hostname" => &["example.com", "a-b.example.org"],
        "ipv4" => &["192.0.2.1", "255.255.255.255"],
        "ipv6" => &["2001:db8::1", "::"],
        "uri" | "iri" | "url" => &["https://example.com/a?b=c#d", "urn:isbn:9780131103627"],
        "uri-reference" | "iri-reference" => &["/a/b?c=d", "https://example.com/"],
        "uri-template" => &["/pets/{id}", "https://example.com/{?q}"],
        "json-pointer" => &["/a/0", ""],
        "relative-json-pointer" => &["1/a", "0#"],
        "regex" => &["^[a-z]+$", ".*"],
        "decimal" => &["12.50", "-0.001"],
        _ => &[],
    }
}

/// Returns the least and the largest integer of a format. Those of a format that is not known have 64 bits with a sign.
pub(crate) fn integers(format: Option<&str>) -> (i128, i128) {
    match format {
        Some("int8") => (i8::MIN.into(), i8::MAX.into()),
        Some("int16") => (i16::MIN.into(), i16::MAX.into()),
        Some("int32") => (i32::MIN.into(), i32::MAX.into()),
        Some("uint8") => (0, u8::MAX.into()),
        Some("uint16") => (0, u16::MAX.into()),
        Some("uint32") => (0, u32::MAX.into()),
        Some("uint64" | "uint" | "unsigned64") => (0, u64::MAX.into()),
        _ => (i64::MIN.into(), i64::MAX.into()),
    }
}
