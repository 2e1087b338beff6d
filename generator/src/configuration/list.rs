//! The one list of settings. The reader of `specwright.toml`, the options of the command, the JSON Schema, the file that
//! `specwright init` writes and the table of `docs/settings.md` are made from it; a test fails when a method of `Generator` has no row.

use super::setting::{Call, Entry, Form, Group, Setting, Words};
use crate::diagnostic::Code;
use crate::generator::{As, Generator, Levels};
use crate::model::{Format, Pagination, Select};

const OPERATION: Words = Words::Any("OPERATION");
const CODE: Words = Words::OneOf("CODE", codes);
const PLACE: Words = Words::Any("PLACE");

/// All settings, in the order in which they are shown.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "document",
        method: "new",
        flag: None,
        group: Group::Document,
        help: "The document: YAML, JSON, or a Markdown page with a fenced OpenAPI block",
        more: "",
        example: r#""spec/api.yaml""#,
        form: Form::Document,
    },
    Setting {
        key: "",
        method: "name",
        flag: Some("name"),
        group: Group::Document,
        help: "The client's name: that of its file, module or crate",
        more: "",
        example: "",
        form: Form::ClientName,
    },
    Setting {
        key: "root",
        method: "root",
        flag: Some("root"),
        group: Group::Document,
        help: "The folder that references in the document may lead to, if not its own",
        more: "",
        example: r#""spec""#,
        form: Form::Path(|generator, path| generator.root(path)),
    },
    Setting {
        key: "include.operations",
        method: "include",
        flag: Some("operation"),
        group: Group::Selection,
        help: "Take only the operation with this operationId, or with this method and path: \"GET /pets/{id}\"",
        more: "",
        example: r#"["listPets", "GET /pets/{id}"]"#,
        form: list(Words::Any("ID"), |generator, entry| {
            Ok(generator.include(Select::operation(entry.value)))
        }),
    },
    Setting {
        key: "include.tags",
        method: "include",
        flag: Some("tag"),
        group: Group::Selection,
        help: "Take only the operations with this tag",
        more: "",
        example: r#"["pets"]"#,
        form: list(Words::Any("TAG"), |generator, entry| {
            Ok(generator.include(Select::tag(entry.value)))
        }),
    },
    Setting {
        key: "include.paths",
        method: "include",
        flag: Some("path"),
        group: Group::Selection,
        help: "Take only the operations of this path, or of all paths that begin so: \"/pets/*\"",
        more: "",
        example: r#"["/pets/*"]"#,
        form: list(Words::Any("PATH"), |generator, entry| {
            Ok(generator.include(Select::path(entry.value)))
        }),
    },
    Setting {
        key: "exclude.operations",
        method: "exclude",
        flag: Some("exclude-operation"),
        group: Group::Selection,
        help: "Leave out an operation",
        more: "",
        example: r#"["DELETE /pets/{id}"]"#,
        form: list(Words::Any("ID"), |generator, entry| {
            Ok(generator.exclude(Select::operation(entry.value)))
        }),
    },
    Setting {
        key: "exclude.tags",
        method: "exclude",
        flag: Some("exclude-tag"),
        group: Group::Selection,
        help: "Leave out the operations with this tag",
        more: "",
        example: r#"["internal"]"#,
        form: list(Words::Any("TAG"), |generator, entry| {
            Ok(generator.exclude(Select::tag(entry.value)))
        }),
    },
    Setting {
        key: "exclude.paths",
        method: "exclude",
        flag: Some("exclude-path"),
        group: Group::Selection,
        help: "Leave out the operations of this path, or of all paths that begin so",
        more: "",
        example: r#"["/internal/*"]"#,
        form: list(Words::Any("PATH"), |generator, entry| {
            Ok(generator.exclude(Select::path(entry.value)))
        }),
    },
    Setting {
        key: "tag-features",
        method: "tag_features",
        flag: Some("tag-features"),
        group: Group::Selection,
        help: "Give the client a Cargo feature for each tag; what only operations of a tag need is there with its feature",
        more: "",
        example: "true",
        form: Form::Switch(Generator::tag_features),
    },
    Setting {
        key: "trim-operation-ids",
        method: "trim_operation_ids",
        flag: Some("trim-operation-ids"),
        group: Group::Operations,
        help: "Take off operation ids what repeats path, method and tag: \"read_user_users__user_id__get\" is \"read_user\"",
        more: "",
        example: "true",
        form: Form::Switch(Generator::trim_operation_ids),
    },
    Setting {
        key: "paginate",
        method: "paginate",
        flag: Some("paginate"),
        group: Group::Operations,
        help: "Say how pages follow each other: \"listUsers=cursor page_token /next_page_token\"",
        more: "HOW is one of \"link\", \"next-url POINTER\", \"cursor INPUT POINTER\", \"last-item INPUT ITEMS VALUE\", \
               \"page INPUT FIRST ITEMS\" and \"offset INPUT ITEMS\", then perhaps \"has-more POINTER\" and \"items POINTER\". \
               An INPUT is a parameter of the query, or a JSON pointer into the body of the request. The last that fits an \
               operation counts.",
        example: r#"{ "GET *" = "last-item after /data /id has-more /has_more", listPets = "link" }"#,
        form: table(OPERATION, Words::Any("HOW"), |generator, entry| {
            let pagination = entry.value.parse::<Pagination>();
            let pagination = pagination.map_err(|error| error.to_string())?;
            Ok(generator.paginate(entry.key, pagination))
        }),
    },
    Setting {
        key: "safe",
        method: "safe",
        flag: Some("safe"),
        group: Group::Operations,
        help: "Say that an operation changes nothing, whatever its method: it is sent again as a GET is",
        more: "",
        example: r#"["POST /pets/search"]"#,
        form: list(OPERATION, |generator, entry| Ok(generator.safe(entry.value))),
    },
    Setting {
        key: "idempotency-key",
        method: "idempotency_key",
        flag: Some("idempotency-key"),
        group: Group::Operations,
        help: "Give requests a key in a header, by which the server knows one that it saw before: \"POST *=Idempotency-Key\"",
        more: "",
        example: r#"{ "POST *" = "Idempotency-Key" }"#,
        form: table(OPERATION, Words::Any("HEADER"), |generator, entry| {
            Ok(generator.idempotency_key(entry.key, entry.value))
        }),
    },
    Setting {
        key: "stream",
        method: "stream",
        flag: Some("stream"),
        group: Group::Operations,
        help: "Read the JSON of an operation's successes as a stream, one value a line",
        more: "",
        example: r#"["watchPets"]"#,
        form: list(OPERATION, |generator, entry| Ok(generator.stream(entry.value))),
    },
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
        key: "allow",
        method: "allow",
        flag: Some("allow"),
        group: Group::Diagnostics,
        help: "Silence warnings of a kind, at or below a place: \"null-value=#/components/schemas/*\"",
        more: "Without a place, everywhere. A CODE is what \"specwright explain\" lists, or \"*\" for all. The narrowest place counts, \
               then one code before all, then the strictest level. An error is never silenced.",
        example: r##"{ null-value = "#/components/schemas/*", unknown-field = ["#/paths", "#/info"] }"##,
        form: levels(|generator, entry| level(generator, entry, Generator::allow)),
    },
    Setting {
        key: "warn",
        method: "warn",
        flag: Some("warn"),
        group: Group::Diagnostics,
        help: "Let diagnostics of a kind be warnings where a wider place is allowed or denied",
        more: "",
        example: r##"{ null-value = "#/paths" }"##,
        form: levels(|generator, entry| level(generator, entry, Generator::warn)),
    },
    Setting {
        key: "deny",
        method: "deny",
        flag: Some("deny"),
        group: Group::Diagnostics,
        help: "Make errors of warnings of a kind, at or below a place: \"duplicate-key\", \"*\"",
        more: "",
        example: r##"{ duplicate-key = "#" }"##,
        form: levels(|generator, entry| level(generator, entry, Generator::deny)),
    },
    Setting {
        key: "out-dir",
        method: "out_dir",
        flag: None,
        group: Group::Output,
        help: "The folder that a build script writes the client to, instead of OUT_DIR",
        more: "",
        example: r#""src/generated""#,
        form: Form::Path(|generator, path| generator.out_dir(path)),
    },
    Setting {
        key: "crate",
        method: "write_crate",
        flag: Some("out"),
        group: Group::Output,
        help: "The folder of the crate that the command writes; made if it is not there",
        more: "",
        example: r#""crates/pets""#,
        form: Form::CommandPath(|settings, path| settings.crate_folder = Some(path)),
    },
    Setting {
        key: "runtime-path",
        method: "Runtime::Path",
        flag: Some("runtime-path"),
        group: Group::Output,
        help: "Depend on `specwright-runtime` in this folder instead of a version of it",
        more: "",
        example: r#""vendor/specwright-runtime""#,
        form: Form::CommandPath(|settings, path| settings.runtime_path = Some(path)),
    },
];

/// Formats of strings, as documents name them.
const FORMATS: &[(&str, Format)] = &[
    ("date-time", Format::DateTime),
    ("date", Format::Date),
    ("uuid", Format::Uuid),
    ("byte", Format::Byte),
];

const AS: &[(&str, As)] = &[("typed", As::Typed), ("string", As::String)];

const fn list(items: Words, call: Call) -> Form {
    Form::List { items, call }
}

const fn table(keys: Words, values: Words, call: Call) -> Form {
    Form::Table {
        keys,
        values,
        default: None,
        call,
    }
}

const fn levels(call: Call) -> Form {
    Form::Table {
        keys: CODE,
        values: PLACE,
        default: Some("#"),
        call,
    }
}

fn codes() -> Vec<&'static str> {
    let all = Code::ALL.iter().map(|code| code.as_str());
    all.chain(["*"]).collect()
}

fn format(generator: Generator, entry: &Entry<'_>) -> Result<Generator, String> {
    let format = FORMATS.iter().find(|(name, _)| *name == entry.key);
    let what = AS.iter().find(|(name, _)| *name == entry.value);
    match (format, what) {
        (Some((_, format)), Some((_, what))) => Ok(generator.format(*format, *what)),
        _ => Err("expected a format and what it becomes".to_owned()),
    }
}

fn level(
    generator: Generator,
    entry: &Entry<'_>,
    call: fn(Generator, crate::diagnostic::Codes, String) -> Generator,
) -> Result<Generator, String> {
    let pointer = entry.value.split_once('#').map(|(_, pointer)| pointer);
    if !pointer.is_some_and(|pointer| pointer.is_empty() || pointer.starts_with('/')) {
        return Err(
            "expected a place such as `#`, `#/components/schemas/Pet` or `common.yaml#/paths`".to_owned(),
        );
    }
    if generator.levels.is_full() {
        return Err(format!("expected at most {} levels of diagnostics", Levels::MOST));
    }
    let codes = entry
        .key
        .parse()
        .map_err(|_| "expected a code of a diagnostic".to_owned())?;
    let mut generator = call(generator, codes, entry.value.to_owned());
    generator.levels.locate_last((entry.span)());
    Ok(generator)
}
