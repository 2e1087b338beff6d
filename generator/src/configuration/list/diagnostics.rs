//! Which diagnostics are silenced, and which are errors.

use super::PLACE;
use crate::configuration::setting::{Call, Entry, Form, Group, Setting, Words};
use crate::generator::{Generator, Levels};
use specwright_document::diagnostic::{Code, Codes};

const CODE: Words = Words::OneOf("CODE", codes);

pub(super) const SETTINGS: &[Setting] = &[
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
];

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

fn level(
    generator: Generator,
    entry: &Entry<'_>,
    call: fn(Generator, Codes, String) -> Generator,
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
