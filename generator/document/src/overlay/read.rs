//! An overlay from the tree of its file.

use super::jsonpath::{self, Mistake};
use super::{Action, Change, Overlay, Version};
use crate::diagnostic::{Code, Diagnostics, FileId, Severity, SourcePointer};
use crate::source::{Loading, Mapping, Node};

/// Reads an overlay. `None` when it has errors, which are in `diagnostics`.
pub(super) fn read(
    tree: &Node,
    file: FileId,
    loading: &Loading,
    diagnostics: &mut Diagnostics,
) -> Option<Overlay> {
    let mut reader = Reader {
        file,
        loading,
        diagnostics,
        is_broken: false,
    };
    let overlay = reader.overlay(tree);
    overlay.filter(|_| !reader.is_broken)
}

/// Reads actions that stand in no overlay, by version 1.1. `None` when they have errors, which are in `diagnostics`.
pub(super) fn actions(
    actions: &[Node],
    file: FileId,
    loading: &Loading,
    diagnostics: &mut Diagnostics,
) -> Option<Vec<Action>> {
    let mut reader = Reader {
        file,
        loading,
        diagnostics,
        is_broken: false,
    };
    let actions = reader.actions(actions, Version::V1_1);
    (!reader.is_broken).then_some(actions)
}

struct Reader<'read> {
    file: FileId,
    loading: &'read Loading,
    diagnostics: &'read mut Diagnostics,
    is_broken: bool,
}

impl Reader<'_> {
    fn overlay(&mut self, tree: &Node) -> Option<Overlay> {
        let Node::Mapping(fields) = tree else {
            let message = format!("expected a mapping, found {}", tree.kind());
            self.error(
                Code::NotAMapping,
                "",
                message,
                "an overlay is a mapping whose first key is `overlay`",
            );
            return None;
        };
        let version = self.version(fields);
        if !fields.contains_key("overlay") {
            return None;
        }
        self.known_fields(fields, "", &["overlay", "info", "extends", "actions"]);
        let title = self.info(fields);
        let extends = match fields.get("extends") {
            None => None,
            Some(extends) => self.string(extends, "/extends"),
        };
        let actions = match fields.get("actions") {
            Some(Node::Sequence(actions)) if !actions.is_empty() => actions,
            Some(Node::Sequence(_)) => {
                self.error(
                    Code::MissingField,
                    "/actions",
                    "expected an action, found none",
                    "add one, or remove the overlay",
                );
                return None;
            }
            Some(other) => {
                self.wrong_type("/actions", "a list", other);
                return None;
            }
            None => {
                self.missing("", "actions", "add a list of actions, each with a `target`");
                return None;
            }
        };
        let version = version?;
        let actions = self.actions(actions, version);
        Some(Overlay {
            version,
            title: title?,
            extends,
            actions,
        })
    }

    fn version(&mut self, fields: &Mapping) -> Option<Version> {
        let help = "write `overlay: 1.0.0` or `overlay: 1.1.0`";
        let text = match fields.get("overlay") {
            Some(Node::String(text)) => text.as_str().to_owned(),
            Some(Node::Number(number)) => number.to_string(),
            Some(other) => {
                self.wrong_type("/overlay", "a string", other);
                return None;
            }
            None if fields.contains_key("openapi") || fields.contains_key("swagger") => {
                self.missing(
                    "",
                    "overlay",
                    "this is a document; name an overlay to apply to one",
                );
                return None;
            }
            None => {
                self.missing("", "overlay", help);
                return None;
            }
        };
        let mut numbers = text.splitn(3, '.');
        let numbers = (numbers.next(), numbers.next(), numbers.next());
        match numbers {
            (Some("1"), Some("0"), Some(patch)) if is_number(patch) => Some(Version::V1_0),
            (Some("1"), Some("1"), Some(patch)) if is_number(patch) => Some(Version::V1_1),
            _ => {
                let message = format!("unknown version \"{text}\" of an overlay");
                self.error(Code::UnknownVersion, "/overlay", message, help);
                None
            }
        }
    }

    fn info(&mut self, fields: &Mapping) -> Option<String> {
        let help = "add `info: {title: …, version: …}`";
        let info = match fields.get("info") {
            Some(Node::Mapping(info)) => info,
            Some(other) => {
                self.wrong_type("/info", "a mapping", other);
                return None;
            }
            None => {
                self.missing("", "info", help);
                return None;
            }
        };
        self.known_fields(info, "/info", &["title", "version", "description"]);
        if let Some(description) = info.get("description") {
            self.string(description, "/info/description");
        }
        let mut text = |name: &str| match info.get(name) {
            // A version that looks like a number is its text.
            Some(Node::Number(number)) if name == "version" => Some(number.to_string()),
            Some(value) => self.string(value, &format!("/info/{name}")),
            None => {
                self.missing("/info", name, help);
                None
            }
        };
        let (title, version) = (text("title"), text("version"));
        version.and(title)
    }

    fn actions(&mut self, actions: &[Node], version: Version) -> Vec<Action> {
        let actions = actions.iter().enumerate();
        let actions =
            actions.filter_map(|(index, action)| self.action(action, &format!("/actions/{index}"), version));
        actions.collect()
    }

    fn action(&mut self, action: &Node, pointer: &str, version: Version) -> Option<Action> {
        let Node::Mapping(fields) = action else {
            self.wrong_type(pointer, "a mapping", action);
            return None;
        };
        let at = |name: &str| format!("{pointer}/{name}");
        if version == Version::V1_0 && fields.contains_key("copy") {
            self.error(
                Code::UnknownField,
                &at("copy"),
                "unknown field `copy` of version 1.0",
                "write `overlay: 1.1.0`",
            );
        }
        self.known_fields(
            fields,
            pointer,
            &["target", "description", "update", "remove", "copy"],
        );
        let target = match fields.get("target") {
            Some(target) => self.path(target, &at("target")),
            None => {
                self.missing(pointer, "target", "add a JSONPath: `target: $.info`");
                None
            }
        };
        let description = match fields.get("description") {
            Some(description) => self.string(description, &at("description")),
            None => None,
        };
        let copy = match fields.get("copy") {
            Some(copy) => Some(self.path(copy, &at("copy"))?),
            None => None,
        };
        let remove = match fields.get("remove") {
            None | Some(Node::Boolean(false)) => false,
            Some(Node::Boolean(true)) => true,
            Some(other) => {
                self.wrong_type(&at("remove"), "a boolean", other);
                return None;
            }
        };
        let change = match (remove, fields.get("update"), copy) {
            (true, ..) => Change::Remove,
            (false, Some(_), Some(_)) => {
                let message = "both `update` and `copy`, of which either makes the other have no effect";
                self.error(
                    Code::OverlayAction,
                    &at("copy"),
                    message,
                    "write an action for each",
                );
                return None;
            }
            (false, Some(value), None) => Change::Update(value.clone()),
            (false, None, Some(source)) => Change::Copy(source),
            (false, None, None) => Change::None,
        };
        Some(Action {
            target: target?,
            description,
            change,
        })
    }

    /// Reads a JSONPath.
    fn path(&mut self, value: &Node, pointer: &str) -> Option<String> {
        let text = self.string(value, pointer)?;
        let Err(mistake) = jsonpath::parse(&text) else {
            return Some(text);
        };
        let Mistake {
            offset,
            message,
            help,
        } = mistake;
        let character = text.get(..offset).map_or(0, |before| before.chars().count()) + 1;
        let message = format!("invalid JSONPath: {message} (character {character})");
        let place = self.place(pointer);
        self.is_broken = true;
        match self.loading.span_within(&place, &text, offset) {
            Some(span) => {
                self.diagnostics
                    .push_at(Severity::Error, Code::JsonPath, place, span, message, help)
            }
            None => self.diagnostics.error(Code::JsonPath, place, message, help),
        }
        None
    }

    fn string(&mut self, value: &Node, pointer: &str) -> Option<String> {
        match value {
            Node::String(text) => Some(text.as_str().to_owned()),
            other => {
                self.wrong_type(pointer, "a string", other);
                None
            }
        }
    }

    fn known_fields(&mut self, fields: &Mapping, pointer: &str, known: &[&'static str]) {
        for name in fields.keys() {
            if known.contains(&name) || name.starts_with("x-") {
                continue;
            }
            let near = self
                .diagnostics
                .suggestions()
                .nearest(name, known.iter().copied());
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("there are {}, and extensions that begin with `x-`", listed(known)),
            };
            let mut place = pointer.to_owned();
            crate::source::pointer::push_key(&mut place, name);
            self.error(
                Code::UnknownField,
                &place,
                format!("unknown field `{name}`"),
                help,
            );
        }
    }

    fn wrong_type(&mut self, pointer: &str, wanted: &str, found: &Node) {
        let message = format!("expected {wanted}, found {}", found.kind());
        self.error(Code::WrongType, pointer, message, "");
    }

    fn missing(&mut self, pointer: &str, name: &str, help: &str) {
        self.error(
            Code::MissingField,
            pointer,
            format!("missing field `{name}`"),
            help,
        );
    }

    fn error(&mut self, code: Code, pointer: &str, message: impl Into<String>, help: impl Into<String>) {
        self.is_broken = true;
        let place = self.place(pointer);
        self.diagnostics.error(code, place, message, help);
    }

    fn place(&self, pointer: &str) -> SourcePointer {
        SourcePointer {
            file: self.file,
            pointer: pointer.to_owned(),
        }
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit())
}

fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
