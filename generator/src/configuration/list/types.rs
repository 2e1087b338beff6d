//! What formats and schemas become.

use super::{PLACE, list, table};
use crate::configuration::setting::{Entry, Form, Group, Setting, Words};
use crate::generator::{As, Generator};
use specwright_document::model::{Format, Replacement};

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "accept-missing",
        method: "accept_missing",
        flag: Some("accept-missing"),
        group: Group::Types,
        help: "Accept responses that lack a required property at or below a place: \"#/components/schemas/Pet/properties/name\"",
        more: "\"#\" is everywhere, \"#/components/schemas/Pet\" a schema. May be repeated.",
        example: r##"["#/components/schemas/Pet"]"##,
        form: list(
            PLACE,
            |generator, entry| Ok(generator.accept_missing(entry.value)),
        ),
    },
    Setting {
        key: "formats",
        method: "format",
        flag: Some("format-as"),
        group: Group::Types,
        help: "Say what strings of a format become: a type of its own, or a String: \"date-time=string\"",
        more: "",
        example: r#"{ date-time = "string" }"#,
        form: table(
            Words::OneOf("FORMAT", || FORMATS.iter().map(|(name, _)| *name).collect()),
            Words::OneOf("TYPE", || AS.iter().map(|(name, _)| *name).collect()),
            format,
        ),
    },
    Setting {
        key: "replace",
        method: "replace",
        flag: Some("replace"),
        group: Group::Types,
        help: "Put a type of yours in place of a schema's, a property's or a format's: \"Money=json crate::Money\"",
        more: "An ITEM is a component, a JSON pointer, \"parameter:NAME\" or \"format:NAME\". A TYPE is one of \"json PATH\", \"serde PATH\", \
               \"text PATH\", \"with CODEC PATH\", \"unix-seconds\", \"unix-milliseconds\" and \"base64\", then perhaps \"derives\" and some of Eq, Hash, \
               PartialOrd and Ord. docs/shaping.md has more.",
        example: r#"{ Money = "json crate::Money", "format:decimal" = "text rust_decimal::Decimal" }"#,
        form: table(Words::Any("ITEM"), Words::Any("TYPE"), |generator, entry| {
            let replacement = entry.value.parse::<Replacement>();
            let replacement = replacement.map_err(|error| error.to_string())?;
            Ok(generator
                .replace(entry.key, replacement)
                .locate_replacement((entry.span)()))
        }),
    },
    Setting {
        key: "derive",
        method: "derive",
        flag: Some("derive"),
        group: Group::Types,
        help: "Derive further traits for schemas: \"*Id=Eq Hash\"",
        more: "A trait is Eq, Hash, PartialOrd, Ord, Copy, Default, or a path: \"schemars::JsonSchema\". A * in the name stands for anything; those \
               of its schemas are meant that can have the trait.",
        example: r#"{ "*" = "schemars::JsonSchema", "*Id" = "Eq Hash" }"#,
        form: table(SCHEMA, Words::Any("TRAITS"), |generator, entry| {
            Ok(generator
                .derive(entry.key, entry.value.split_whitespace())
                .locate_derive((entry.span)()))
        }),
    },
    Setting {
        key: "attribute",
        method: "attribute",
        flag: Some("attribute"),
        group: Group::Types,
        help: "Put an attribute before the types of schemas: \"Pet=#[non_exhaustive]\"",
        more: "A * in the name stands for anything.",
        example: r##"{ Pet = "#[non_exhaustive]" }"##,
        form: table(SCHEMA, Words::Any("ATTRIBUTE"), |generator, entry| {
            Ok(generator
                .attribute(entry.key, entry.value)
                .locate_attribute((entry.span)()))
        }),
    },
    Setting {
        key: "keep-offsets",
        method: "keep_offsets",
        flag: Some("keep-offsets"),
        group: Group::Types,
        help: "Let date-time keep the offset that it is written with",
        more: "",
        example: "true",
        form: Form::Switch(Generator::keep_offsets),
    },
    Setting {
        key: "exact-decimals",
        method: "exact_decimals",
        flag: Some("exact-decimals"),
        group: Group::Types,
        help: "Let numbers of the format decimal keep all of their digits",
        more: "",
        example: "true",
        form: Form::Switch(Generator::exact_decimals),
    },
    Setting {
        key: "f32-for-float",
        method: "f32_for_float",
        flag: Some("f32-for-float"),
        group: Group::Types,
        help: "Make numbers of the format float an f32, so that 0.1 travels as 0.1",
        more: "",
        example: "true",
        form: Form::Switch(Generator::f32_for_float),
    },
    Setting {
        key: "exhaustive",
        method: "exhaustive",
        flag: Some("exhaustive"),
        group: Group::Types,
        help: "Leave the structs and enums of a crate without \"#[non_exhaustive]\"",
        more: "",
        example: "true",
        form: Form::Switch(Generator::exhaustive),
    },
];

const SCHEMA: Words = Words::Any("SCHEMA");

/// Formats of strings, as documents name them.
const FORMATS: &[(&str, Format)] = &[
    ("date-time", Format::DateTime),
    ("date", Format::Date),
    ("uuid", Format::Uuid),
    ("byte", Format::Byte),
];

const AS: &[(&str, As)] = &[("typed", As::Typed), ("string", As::String)];

fn format(generator: Generator, entry: &Entry<'_>) -> Result<Generator, String> {
    let format = FORMATS.iter().find(|(name, _)| *name == entry.key);
    let what = AS.iter().find(|(name, _)| *name == entry.value);
    match (format, what) {
        (Some((_, format)), Some((_, what))) => Ok(generator.format(*format, *what)),
        _ => Err("expected a format and what it becomes".to_owned()),
    }
}
