//! From a text to clients.

use foldhash::HashMap;
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::bounds::{Bounds, Excess};
use super::list::settings;
use super::patches::patches;
use super::paths::Paths;
use super::problems::{Problems, unreadable, whole_file};
use super::setting::{Call, CommandSettings, Entry, Form, Setting, Words};
use super::toml::{self, Key, Kind, Value};
use super::{Configuration, ConfiguredClient};
use crate::generator::{Error, Generator, is_name};
use specwright_document::diagnostic::{Code, Suggestions};

/// How many clients a configuration may have.
const CLIENTS: usize = 1000;

/// Reads the configuration at `path`.
pub(super) fn read(path: &Path, root: Option<&Path>) -> Result<Configuration, Error> {
    let mut paths = Paths::new(path, root).map_err(|refusal| unreadable(path, &refusal))?;
    let bytes = paths.read(path).map_err(|refusal| unreadable(path, &refusal))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let problem = format!(
            "expected UTF-8, found another byte at offset {}",
            error.utf8_error().valid_up_to()
        );
        let help = "save it as UTF-8";
        Error::Configuration(vec![whole_file(path, Code::NotText, problem, help)])
    })?;
    let text: Arc<str> = text.into();
    let mut reader = Reader {
        path,
        text: Arc::clone(&text),
        paths,
        problems: Problems::new(path, &text),
        suggestions: Suggestions::default(),
        spans: Cell::new(1000),
        bounds: Bounds::default(),
    };
    let clients = match toml::parse(&text) {
        Ok(top) => reader.clients(top),
        Err(mistakes) => {
            for mistake in mistakes {
                let help = "see https://toml.io for what TOML is";
                reader
                    .problems
                    .push(Code::Syntax, mistake.offset, mistake.message, help);
            }
            Vec::new()
        }
    };
    let problems = reader.problems.into_list();
    if !problems.is_empty() {
        return Err(Error::Configuration(problems));
    }
    let path = path.to_owned();
    Ok(Configuration { path, clients })
}

struct Reader<'a> {
    path: &'a Path,
    text: Arc<str>,
    paths: Paths,
    problems: Problems<'a>,
    suggestions: Suggestions,
    /// How many more entries are located: the line of a place may be as long as the text.
    spans: Cell<usize>,
    bounds: Bounds,
}

impl Reader<'_> {
    fn clients(&mut self, top: Vec<(Key, Value)>) -> Vec<ConfiguredClient> {
        let mut clients: Vec<ConfiguredClient> = Vec::new();
        let mut names: HashMap<String, String> = HashMap::default();
        for (key, value) in top {
            if key.name != "clients" {
                let known = ["clients"].into_iter().chain(first_keys());
                let near = self.suggestions.nearest(&key.name, known);
                let help = match near {
                    Some("clients") => "did you mean `clients`?".to_owned(),
                    Some(setting) => {
                        format!("settings are those of a client: write `{setting}` below `[clients.NAME]`")
                    }
                    None => "expected `[clients.NAME]`".to_owned(),
                };
                self.unknown(&key, help);
                continue;
            }
            let Some(tables) = self.table(value) else { continue };
            if let Some((key, _)) = tables.get(CLIENTS) {
                let message = format!("expected at most {CLIENTS} clients, found {}", tables.len());
                self.problems
                    .push(Code::TooLarge, key.offset, message, "divide the file");
                continue;
            }
            for (key, value) in tables {
                // Files that differ by the case of letters only are one on some disks.
                let same = key.name.to_ascii_lowercase().replace('-', "_");
                if let Some(before) = names.insert(same, key.name.clone()) {
                    let message = format!("the name `{}` is that of the client `{before}`", key.name);
                    let help = "choose names that differ in more than case, `-` and `_`";
                    self.problems.push(Code::SettingValue, key.offset, message, help);
                }
                clients.extend(self.client(key, value));
            }
        }
        if clients.is_empty() && self.problems.is_empty() {
            let help = "write `[clients.NAME]` and below it `document = \"spec/api.yaml\"`; `specwright init DOCUMENT` does";
            self.problems
                .push(Code::SettingValue, 0, "expected a client, found none", help);
        }
        clients
    }

    fn client(&mut self, key: Key, value: Value) -> Option<ConfiguredClient> {
        let entries = self.table(value)?;
        if !is_name(&key.name) {
            let message = format!("the name `{}` can't be a client's", key.name);
            let help = "use letters, digits, `_` and `-`, with a letter first, and no keyword or name of a crate that every crate has";
            self.problems.push(Code::SettingValue, key.offset, message, help);
            return None;
        }
        let document = entries.iter().find(|(key, _)| key.name == "document");
        let document = match document {
            Some((
                _,
                Value {
                    offset,
                    kind: Kind::Text(path),
                },
            )) => self.path(path, *offset),
            Some((_, value)) => {
                self.wrong_type("a string", value);
                None
            }
            None => {
                let help = "write `document = \"spec/api.yaml\"`";
                let message = format!("expected `document` of the client `{}`, found none", key.name);
                self.problems.push(Code::SettingValue, key.offset, message, help);
                None
            }
        };
        let mut client = ConfiguredClient {
            generator: Generator::new(document.clone().unwrap_or_default())
                .name(&key.name)
                .configured_by(self.path),
            name: key.name,
            command: CommandSettings::default(),
        };
        for (key, value) in entries {
            self.setting(&mut client, "", key, value);
        }
        document.map(|_| client)
    }

    /// Reads a setting, or the settings of a table such as `include`.
    fn setting(&mut self, client: &mut ConfiguredClient, table: &str, key: Key, value: Value) {
        // A quoted key is no way into a table.
        let full = match key.name.contains('.') {
            true => String::new(),
            false => format!("{table}{}", key.name),
        };
        if let Some(setting) = settings().find(|setting| setting.key == full && !full.is_empty()) {
            return self.value(client, setting, value);
        }
        let below = format!("{full}.");
        if table.is_empty() && !full.is_empty() && settings().any(|setting| setting.key.starts_with(&below)) {
            for (key, value) in self.table(value).unwrap_or_default() {
                self.setting(client, &below, key, value);
            }
            return;
        }
        let known: Vec<&str> = match table {
            "" => first_keys().collect(),
            table => {
                let keys = settings();
                keys.filter_map(|setting| setting.key.strip_prefix(table))
                    .collect()
            }
        };
        let help = match self.suggestions.nearest(&key.name, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("expected one of {}", listed(&known)),
        };
        self.unknown(&key, help);
    }

    fn value(&mut self, client: &mut ConfiguredClient, setting: &'static Setting, value: Value) {
        match (&setting.form, &value.kind) {
            // Read before all others.
            (Form::Document, _) | (Form::ClientName, _) => {}
            (Form::Switch(call), Kind::Switch(is)) => client.change(|generator| call(generator, *is)),
            (Form::Path(call) | Form::File(call), Kind::Text(text)) => {
                if let Some(path) = self.path(text, value.offset) {
                    client.change(|generator| call(generator, path));
                }
            }
            (Form::Files(call) | Form::Paths(call), Kind::List(list)) => {
                for item in list {
                    match &item.kind {
                        Kind::Text(text) => {
                            if let Some(path) = self.path(text, item.offset) {
                                client.change(|generator| call(generator, path));
                            }
                        }
                        _ => self.wrong_type("a string", item),
                    }
                }
            }
            (Form::CommandPath(call), Kind::Text(text)) => {
                if let Some(path) = self.path(text, value.offset) {
                    call(&mut client.command, path);
                }
            }
            (Form::List { items, call }, Kind::List(list)) => {
                for item in list {
                    self.entry(client, setting.key, (None, items), item, *call);
                }
            }
            (
                Form::Table {
                    keys,
                    values,
                    call,
                    default,
                },
                Kind::Table(entries),
            ) => {
                for (key, value) in entries {
                    if !self.check(keys, &key.name, key.offset) {
                        continue;
                    }
                    match &value.kind {
                        // What has a default may be said several times of a key.
                        Kind::List(list) if default.is_some() => {
                            for item in list {
                                self.entry(client, setting.key, (Some(key), values), item, *call);
                            }
                        }
                        _ => self.entry(client, setting.key, (Some(key), values), value, *call),
                    }
                }
            }
            (Form::Patches(call), Kind::List(_)) => {
                let Kind::List(tables) = value.kind else { return };
                let patches = patches(self.path, &self.text, tables, &mut self.problems);
                client.change(|generator| call(generator, patches));
            }
            (Form::Switch(_), _) => self.wrong_type("a boolean", &value),
            (Form::Path(_) | Form::File(_) | Form::CommandPath(_), _) => self.wrong_type("a string", &value),
            (Form::List { .. } | Form::Files(_) | Form::Paths(_), Kind::Text(_)) => {
                let message = "expected a list, found a string";
                let help = "put it in brackets: `[\"…\"]`";
                self.problems
                    .push(Code::SettingValue, value.offset, message, help);
            }
            (Form::List { .. } | Form::Files(_) | Form::Paths(_) | Form::Patches(_), _) => {
                self.wrong_type("a list", &value)
            }
            (Form::Table { .. }, _) => self.wrong_type("a table", &value),
        }
    }

    fn entry(
        &mut self,
        client: &mut ConfiguredClient,
        setting: &'static str,
        (key, words): (Option<&Key>, &Words),
        value: &Value,
        call: Call,
    ) {
        let Kind::Text(text) = &value.kind else {
            return self.wrong_type("a string", value);
        };
        let offset = key.map_or(value.offset, |key| key.offset);
        let named = key.map_or(text.as_str(), |key| &key.name);
        if !self.has_room(named, offset) || !self.check(words, text, value.offset) {
            return;
        }
        let (problems, spans) = (&self.problems, &self.spans);
        let entry = Entry {
            key: key.map_or("", |key| &key.name),
            value: text,
            span: &|| {
                let left = spans.get().checked_sub(1)?;
                spans.set(left);
                Some(problems.span(offset))
            },
        };
        // What is lost with an error is needed no more.
        let generator = std::mem::replace(&mut client.generator, Generator::new(""));
        match call(generator, &entry) {
            Ok(generator) => {
                client.generator = match (entry.span)() {
                    Some(span) => generator.locate_setting(setting, named, span),
                    None => generator,
                };
            }
            Err(expected) => self.problems.push(Code::SettingValue, value.offset, expected, ""),
        }
    }

    /// Returns whether an entry is within the bounds of a configuration, and reports the first that is not.
    fn has_room(&mut self, named: &str, offset: usize) -> bool {
        match self.bounds.take(named, offset) {
            Ok(()) => true,
            Err(Excess::Said) => false,
            Err(Excess::New(message)) => {
                let help = "divide the file, or say it with fewer";
                self.problems.push(Code::TooLarge, offset, message, help);
                false
            }
        }
    }

    /// Returns whether a text is one of those that there are, and reports it otherwise.
    fn check(&mut self, words: &Words, text: &str, offset: usize) -> bool {
        let Err(expected) = words.check(text) else {
            return true;
        };
        let help = match words.nearest(text, &mut self.suggestions) {
            Some(near) => format!("did you mean `{near}`?"),
            None => String::new(),
        };
        self.problems.push(Code::SettingValue, offset, expected, help);
        false
    }

    fn path(&mut self, text: &str, offset: usize) -> Option<PathBuf> {
        if text.is_empty() || text.contains('\0') {
            self.problems
                .push(Code::SettingValue, offset, "expected a path, found none", "");
            return None;
        }
        match self.paths.resolve(text) {
            Ok(path) => Some(path),
            Err(leads) => {
                let message = format!("`{text}` {leads}");
                let help = "move one of them, or name a folder that has both: `Configuration::read_within`, `--config-root`";
                self.problems.push(Code::SettingValue, offset, message, help);
                None
            }
        }
    }

    fn table(&mut self, value: Value) -> Option<Vec<(Key, Value)>> {
        match value.kind {
            Kind::Table(entries) => Some(entries),
            _ => {
                self.wrong_type("a table", &value);
                None
            }
        }
    }

    fn wrong_type(&mut self, expected: &str, value: &Value) {
        let message = format!("expected {expected}, found {}", value.kind.name());
        self.problems.push(Code::SettingValue, value.offset, message, "");
    }

    fn unknown(&mut self, key: &Key, help: String) {
        let message = format!("there is no setting `{}`", key.name);
        self.problems
            .push(Code::UnknownSetting, key.offset, message, help);
    }
}

impl ConfiguredClient {
    fn change(&mut self, call: impl FnOnce(Generator) -> Generator) {
        let generator = std::mem::replace(&mut self.generator, Generator::new(""));
        self.generator = call(generator);
    }
}

/// Returns the keys that stand directly below `[clients.NAME]`.
fn first_keys() -> impl Iterator<Item = &'static str> {
    let keys = settings().filter(|setting| !setting.key.is_empty());
    let mut last = "";
    keys.filter_map(move |setting| {
        let first = setting.key.split('.').next().unwrap_or_default();
        (std::mem::replace(&mut last, first) != first).then_some(first)
    })
}

fn listed(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    names.join(", ")
}
