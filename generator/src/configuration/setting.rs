//! What a setting is: a row of the [list](super::list).

use std::path::PathBuf;

use crate::generator::Generator;
use specwright_document::diagnostic::{SourceSpan, Suggestions};
use specwright_document::overlay::Patches;

/// A setting, wherever it is written: a key of `specwright.toml`, a method of [`Generator`], an option of the command.
#[derive(Debug)]
pub struct Setting {
    /// The key below `[clients.NAME]`. Of `include.tags`, `include` is a table.
    pub key: &'static str,
    /// The method of `Generator`; of `Generator::new` and of what only the command does, its name.
    pub method: &'static str,
    /// The option of the command, without dashes.
    pub flag: Option<&'static str>,
    /// What it is about.
    pub group: Group,
    /// What it does, in one line.
    pub help: &'static str,
    /// What else there is to know; often nothing.
    pub more: &'static str,
    /// A value, as TOML.
    pub example: &'static str,
    /// What values it has, and what is called with them.
    pub form: Form,
}

/// What a setting is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Group {
    Document,
    Selection,
    Names,
    Operations,
    Types,
    Diagnostics,
    Output,
}

impl Group {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 7] = [
        Self::Document,
        Self::Selection,
        Self::Names,
        Self::Operations,
        Self::Types,
        Self::Diagnostics,
        Self::Output,
    ];

    /// Returns its heading.
    pub fn heading(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Selection => "Selection (each may be repeated)",
            Self::Names => "Names (each may be repeated)",
            Self::Operations => {
                "Operations (each may be repeated; an OPERATION is an operationId, or method and path, and a * in it stands for anything)"
            }
            Self::Types => "Types",
            Self::Diagnostics => {
                "Diagnostics (each may be repeated; a PLACE is a JSON pointer, and a * in it stands for anything)"
            }
            Self::Output => "Output",
        }
    }
}

/// What values a setting has, and what is called with them.
#[derive(Debug)]
pub enum Form {
    /// The document.
    Document,
    /// The client's name, which is the key of its table.
    ClientName,
    /// `true` or `false`; an option without a value.
    Switch(fn(Generator, bool) -> Generator),
    /// A path, from the configuration's folder.
    Path(fn(Generator, PathBuf) -> Generator),
    /// A file, from the configuration's folder.
    File(fn(Generator, PathBuf) -> Generator),
    /// A list of files, from the configuration's folder: a call for each.
    Files(fn(Generator, PathBuf) -> Generator),
    /// A list of files and folders, from the configuration's folder: a call for each.
    Paths(fn(Generator, PathBuf) -> Generator),
    /// A list of tables, each a change of the document: a call for all of a client.
    Patches(fn(Generator, Patches) -> Generator),
    /// A path that only the command uses.
    CommandPath(fn(&mut CommandSettings, PathBuf)),
    /// A list: a call for each item.
    List {
        /// What an item is.
        items: Words,
        /// What is called.
        call: Call,
    },
    /// A table: a call for each key, or for each item of a list that a key has.
    Table {
        /// What a key is.
        keys: Words,
        /// What a value is.
        values: Words,
        /// The value of an option that has none: `KEY` instead of `KEY=VALUE`.
        default: Option<&'static str>,
        /// What is called.
        call: Call,
    },
}

/// What is called with an item of a list, or with a key and a value of a table. An error is what was expected instead.
pub(super) type Call = fn(Generator, &Entry<'_>) -> Result<Generator, String>;

/// An item of a list, or a key with a value.
pub struct Entry<'a> {
    /// The key; empty for an item of a list.
    pub key: &'a str,
    /// The item, or the value.
    pub value: &'a str,
    /// Returns where a configuration has it.
    pub span: &'a dyn Fn() -> Option<SourceSpan>,
}

/// What a text may be.
#[derive(Debug)]
pub enum Words {
    /// Any text, by what it is called: `OPERATION`.
    Any(&'static str),
    /// One of these, by what they are called.
    OneOf(&'static str, fn() -> Vec<&'static str>),
}

impl Words {
    /// Returns what such a text is called.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Any(name) | Self::OneOf(name, _) => name,
        }
    }

    /// Returns the texts that there are, if not any.
    pub fn all(&self) -> Option<Vec<&'static str>> {
        match self {
            Self::Any(_) => None,
            Self::OneOf(_, all) => Some(all()),
        }
    }

    /// Checks that a text is one of those that there are.
    ///
    /// # Errors
    ///
    /// What was expected instead.
    pub fn check(&self, text: &str) -> Result<(), String> {
        let Some(all) = self.all() else { return Ok(()) };
        if all.contains(&text) {
            return Ok(());
        }
        match all.split_last() {
            Some((last, others)) if !others.is_empty() && others.len() < 6 => {
                let others: Vec<String> = others.iter().map(|one| format!("`{one}`")).collect();
                Err(format!(
                    "expected {} or `{last}`, found `{text}`",
                    others.join(", ")
                ))
            }
            _ => Err(format!(
                "expected a {}, found `{text}`",
                self.name().to_lowercase()
            )),
        }
    }

    /// Returns the nearest text that there is.
    pub fn nearest(&self, text: &str, suggestions: &mut Suggestions) -> Option<&'static str> {
        let all = self.all()?;
        let near = suggestions.nearest(text, all.iter().copied())?;
        all.into_iter().find(|one| *one == near)
    }
}

/// What only the command does with a client.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommandSettings {
    /// The folder of the crate that `specwright generate` writes.
    pub crate_folder: Option<PathBuf>,
    /// The folder of the modules that `specwright generate` writes.
    pub module_folder: Option<PathBuf>,
    /// The folder of the runtime that the crate depends on, instead of a version.
    pub runtime_path: Option<PathBuf>,
}

impl Setting {
    /// Returns the generator with an option of the command: `text` is `ITEM`, `KEY=VALUE` or, where there is a default, `KEY`.
    ///
    /// # Errors
    ///
    /// When `text` is no value of the setting: what was expected.
    pub fn apply_flag(&self, generator: Generator, text: &str) -> Result<Generator, String> {
        let check = |words: &Words, text: &str| {
            words.check(text).map_err(
                |expected| match words.nearest(text, &mut Suggestions::default()) {
                    Some(near) => format!("{expected}; did you mean `{near}`?"),
                    None => expected,
                },
            )
        };
        let entry = |key, value| Entry {
            key,
            value,
            span: &|| None,
        };
        match &self.form {
            Form::Document | Form::ClientName | Form::CommandPath(_) | Form::Patches(_) => Ok(generator),
            Form::Switch(call) => Ok(call(generator, true)),
            Form::Path(call) | Form::File(call) | Form::Files(call) | Form::Paths(call) => {
                Ok(call(generator, text.into()))
            }
            Form::List { items, call } => {
                check(items, text)?;
                call(generator, &entry("", text))
            }
            Form::Table {
                keys,
                values,
                default,
                call,
            } => {
                let (key, value) = match (text.split_once('='), default) {
                    (Some(parts), _) => parts,
                    (None, Some(default)) => (text, *default),
                    (None, None) => {
                        let (key, value) = (keys.name(), values.name());
                        return Err(format!("expected {key}={value}, found no `=`"));
                    }
                };
                check(keys, key)?;
                check(values, value)?;
                call(generator, &entry(key, value))
            }
        }
    }

    /// Returns what stands for a value of the option in the command's help: `OPERATION=HEADER`.
    pub fn value_name(&self) -> String {
        match &self.form {
            Form::Document => "DOCUMENT".to_owned(),
            Form::ClientName => "NAME".to_owned(),
            Form::Switch(_) | Form::Patches(_) => String::new(),
            Form::Path(_) | Form::CommandPath(_) => "DIR".to_owned(),
            Form::File(_) | Form::Files(_) => "FILE".to_owned(),
            Form::Paths(_) => "PATH".to_owned(),
            Form::List { items, .. } => items.name().to_owned(),
            Form::Table {
                keys,
                values,
                default: None,
                ..
            } => format!("{}={}", keys.name(), values.name()),
            Form::Table { keys, values, .. } => format!("{}[={}]", keys.name(), values.name()),
        }
    }
}
