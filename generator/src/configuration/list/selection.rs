//! Which operations the client has, and with which features.

use super::list;
use crate::configuration::setting::{Form, Group, Setting, Words};
use crate::generator::Generator;
use specwright_document::model::Select;

pub(super) const SETTINGS: &[Setting] = &[
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
        key: "include.used-in",
        method: "include_used_in",
        flag: Some("used-in"),
        group: Group::Selection,
        help: "Take only what a program uses: the operations and types whose names stand in this file, or in the files of Rust in this folder",
        more: "",
        example: r#"["src", "tests"]"#,
        form: Form::Paths(|generator, path| generator.include_used_in(path)),
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
        key: "types-only",
        method: "types_only",
        flag: Some("types-only"),
        group: Group::Selection,
        help: "Leave out the client: only the module `types` is made, with the names that it has beside operations",
        more: "",
        example: "true",
        form: Form::Switch(Generator::types_only),
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
];
