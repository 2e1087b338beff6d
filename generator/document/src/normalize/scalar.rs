//! Scalars, read as their author meant them.

use crate::description::Number;
use crate::diagnostic::Code;
use crate::source::{Node, Text};

use super::cursor::Cursor;
use super::normalizer::Normalizer;

impl<'d> Normalizer<'_, 'd> {
    /// Returns the text at a field. A number or a boolean is read as it is written, with a warning.
    pub(super) fn text_field(&mut self, at: &Cursor<'d, '_>, name: &'static str) -> Option<Text> {
        let field = at.field(name)?;
        self.text(&field)
    }

    /// Returns a text. `null` is no text.
    pub(super) fn text(&mut self, at: &Cursor<'d, '_>) -> Option<Text> {
        match at.node {
            Node::String(text) => Some(text.clone()),
            Node::Null => None,
            Node::Number(_) | Node::Boolean(_) => {
                let text = written(at.node);
                self.warn(
                    Code::WrongType,
                    at,
                    format!("expected a string, found {}; read as \"{text}\"", at.node.kind()),
                    format!("write \"{text}\" in quotes"),
                );
                Some(text)
            }
            Node::Sequence(items) if items.iter().all(|item| item.as_str().is_some()) => {
                self.expected(at, "a string", "its lines are joined");
                let lines: Vec<&str> = items.iter().filter_map(Node::as_str).collect();
                Some(lines.join("\n").into())
            }
            Node::Mapping(_) if at.reference().is_some() => {
                self.follow_misplaced(at, "text", |normalizer, at| normalizer.text(at))?
            }
            Node::Sequence(_) | Node::Mapping(_) => {
                self.expected(at, "a string", "ignored");
                None
            }
        }
    }

    /// Returns the boolean at a field; `false` when there is none.
    pub(super) fn flag_field(&mut self, at: &Cursor<'d, '_>, name: &'static str) -> bool {
        match at.field(name) {
            Some(field) => self.flag(&field).unwrap_or(false),
            None => false,
        }
    }

    /// Returns a boolean. `null` is none.
    pub(super) fn flag(&mut self, at: &Cursor<'d, '_>) -> Option<bool> {
        let meant = match at.node {
            Node::Boolean(flag) => return Some(*flag),
            Node::Null => return None,
            Node::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "1" => Some(true),
                "false" | "no" | "off" | "0" => Some(false),
                _ => None,
            },
            Node::Number(number) => match number.as_i64() {
                Some(0) => Some(false),
                Some(1) => Some(true),
                _ => None,
            },
            Node::Sequence(_) | Node::Mapping(_) => None,
        };
        match meant {
            Some(flag) => self.expected(at, "`true` or `false`", &format!("read as `{flag}`")),
            None => self.expected(at, "`true` or `false`", "ignored"),
        }
        meant
    }

    /// Returns a number. `null` is none.
    pub(super) fn number(&mut self, at: &Cursor<'d, '_>) -> Option<Number> {
        let meant = match at.node {
            Node::Number(number) => return Some(number.into()),
            Node::Null => return None,
            Node::String(text) => Number::parse(text),
            _ => None,
        };
        match &meant {
            Some(number) => self.expected(at, "a number", &format!("read as {number}")),
            None => self.expected(at, "a number", "ignored"),
        }
        meant
    }

    /// Returns a count, such as `maxLength`. `null` is none, and so is what is no count; one that is larger than any
    /// length bounds nothing.
    pub(super) fn count(&mut self, at: &Cursor<'d, '_>) -> Option<u64> {
        let number = self.number(at)?;
        match number.as_integer() {
            Some(integer) if integer >= 0 => u64::try_from(integer).ok(),
            None if number.as_f64() > 1e38 => None,
            _ => {
                self.expected(at, "a count", "ignored");
                None
            }
        }
    }

    /// Returns the items of a list. `null` is an empty list and a single value a list of one, with a warning.
    pub(super) fn list<'c>(
        &mut self,
        at: &'c Cursor<'d, 'c>,
    ) -> impl Iterator<Item = Cursor<'d, 'c>> + use<'c, 'd> {
        let single = match at.node {
            Node::Sequence(_) => None,
            Node::Null => {
                self.expected_not_null(at, "a list");
                None
            }
            _ => {
                self.expected(at, "a list", "read as a list of one");
                Some(at.clone())
            }
        };
        single.into_iter().chain(at.items())
    }

    /// Returns the entries of a mapping. `null` is an empty mapping, with a warning, and so is anything else.
    pub(super) fn entries<'c>(
        &mut self,
        at: &'c Cursor<'d, 'c>,
    ) -> impl Iterator<Item = (&'d Text, Cursor<'d, 'c>)> + use<'c, 'd> {
        self.is_mapping(at);
        at.entries()
    }

    /// Returns whether this is a mapping; a warning if not.
    pub(super) fn is_mapping(&mut self, at: &Cursor<'d, '_>) -> bool {
        match at.node {
            Node::Mapping(_) => return true,
            Node::Null => self.expected_not_null(at, "a mapping"),
            _ => self.expected(at, "a mapping", "ignored"),
        }
        false
    }

    pub(super) fn expected(&mut self, at: &Cursor<'d, '_>, what: &str, repair: &str) {
        let found = at.node.kind();
        self.warn(
            Code::WrongType,
            at,
            format!("expected {what}, found {found}; {repair}"),
            format!("write {what}"),
        );
    }

    fn expected_not_null(&mut self, at: &Cursor<'d, '_>, what: &str) {
        self.warn(
            Code::NullValue,
            at,
            format!("expected {what}, found null; read as an empty one"),
            "remove the key, or give it a value",
        );
    }
}

/// Returns a scalar as its author wrote it.
pub(super) fn written(node: &Node) -> Text {
    match node {
        Node::String(text) => text.clone(),
        Node::Boolean(flag) => if *flag { "true" } else { "false" }.into(),
        Node::Number(number) => number.to_string().into(),
        Node::Null => "null".into(),
        Node::Sequence(_) | Node::Mapping(_) => node.to_json().to_string().into(),
    }
}
