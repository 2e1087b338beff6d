//! What things are called.

use super::table;
use crate::configuration::setting::{Form, Group, Setting, Words};

pub(super) const SETTINGS: &[Setting] = &[
    Setting {
        key: "rename",
        method: "rename",
        flag: Some("rename"),
        group: Group::Names,
        help: "Choose the name of an operation, a schema, or what a pointer leads to: \"PostPaymentIntents=create_payment_intent\"",
        more: "An ITEM is an operationId, method and path, a component, a JSON pointer to a schema, a property, a parameter, a value of an enum \
           or an alternative, or \"tag:\", \"server:\", \"security:\" or \"parameter:\" and a name. On the wire it keeps its own name. \
           docs/shaping.md has more.",
        example: r##"{ "#/components/schemas/Pet/properties/nm" = "name", listPets = "pets" }"##,
        form: table(Words::Any("ITEM"), Words::Any("NAME"), |generator, entry| {
            Ok(generator
                .rename(entry.key, entry.value)
                .locate_rename((entry.span)()))
        }),
    },
    Setting {
        key: "lock",
        method: "lock",
        flag: Some("lock"),
        group: Group::Names,
        help: "Keep all names in this file: a change of the document changes none of them",
        more: "A build script only reads it; `specwright lock` and `specwright generate` write it.",
        example: r#""specwright.lock""#,
        form: Form::File(|generator, path| generator.lock(path)),
    },
];
