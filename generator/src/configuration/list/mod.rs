//! The one list of settings. The reader of `specwright.toml`, the options of the command, the JSON Schema, the file that
//! `specwright init` writes and the table of `docs/settings.md` are made from it; a test fails when a method of `Generator` has no row.
//!
//! A file has the rows of a group, as the files of `generator/settings` have their methods.

mod diagnostics;
mod document;
mod names;
mod operations;
mod output;
mod selection;
mod types;

use super::setting::{Call, Form, Setting, Words};

const PLACE: Words = Words::Any("PLACE");

/// Returns all settings, in the order in which they are shown.
pub fn settings() -> impl Iterator<Item = &'static Setting> {
    let groups = [
        document::SETTINGS,
        selection::SETTINGS,
        names::SETTINGS,
        operations::SETTINGS,
        types::SETTINGS,
        diagnostics::SETTINGS,
        output::SETTINGS,
    ];
    groups.into_iter().flatten()
}

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
