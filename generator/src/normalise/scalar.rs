//! Scalars, read as their author meant them.

use serde_json::Number;

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::At;
use super::lift::Lift;

impl<'d> Lift<'_, 'd> {
    /// The text at a key. A number or a boolean is read as it is written, with a warning.
    pub(super) fn text_field(&mut self, at: &At<'d, '_>, key: &str) -> Option<String> {
        let field = at.field(key)?;
        self.text(&field)
    }

    /// A text. `null` is no text.
    pub(super) fn text(&mut self, at: &At<'d, '_>) -> Option<String> {
        match at.node {
            Node::String(text) => Some(text.as_str().to_owned()),
            Node::Null => None,
            Node::Number(_) | Node::Boolean(_) => {
                let text = written(at.node);
                self.warn(
                    Code::WrongType,
                    at,
                    format!(
                        "text is meant here, and this is {}; it is read as \"{text}\"",
                        at.node.kind()
                    ),
                    format!("write \"{text}\" in quotes"),
                );
                Some(text)
            }
            Node::Sequence(items) if items.iter().all(|item| item.as_str().is_some()) => {
                self.expected(at, "text", "its lines are joined");
                let lines: Vec<&str> = items.iter().filter_map(Node::as_str).collect();
                Some(lines.join("\n"))
            }
            Node::Mapping(_) if at.reference().is_some() => {
                self.follow_misplaced(at, "text", |lift, at| lift.text(at))?
            }
            Node::Sequence(_) | Node::Mapping(_) => {
                self.expected(at, "text", "it is left out");
                None
            }
        }
    }

    /// A boolean at a key; `false` when there is none.
    pub(super) fn flag_field(&mut self, at: &At<'d, '_>, key: &str) -> bool {
        match at.field(key) {
            Some(field) => self.flag(&field).unwrap_or(false),
            None => false,
        }
    }

    /// A boolean. `null` is none.
    pub(super) fn flag(&mut self, at: &At<'d, '_>) -> Option<bool> {
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
            Some(flag) => self.expected(at, "`true` or `false`", &format!("it is read as `{flag}`")),
            None => self.expected(at, "`true` or `false`", "it is left out"),
        }
        meant
    }

    /// A number. `null` is none.
    pub(super) fn number(&mut self, at: &At<'d, '_>) -> Option<Number> {
        let meant = match at.node {
            Node::Number(number) => return Some(number.value().clone()),
            Node::Null => return None,
            Node::String(text) => number_in(text),
            _ => None,
        };
        match &meant {
            Some(number) => self.expected(at, "a number", &format!("it is read as {number}")),
            None => self.expected(at, "a number", "it is left out"),
        }
        meant
    }

    /// A count, such as `maxLength`. `null` is none, and so is what is no count.
    pub(super) fn count(&mut self, at: &At<'d, '_>) -> Option<usize> {
        let number = self.number(at)?;
        let count = whole(&number).and_then(|whole| usize::try_from(whole).ok());
        if count.is_none() && !number.is_f64() && !number.is_u64() {
            self.expected(at, "a count", "it is left out");
        }
        count
    }

    /// The items of a list. `null` is an empty list and a single value a list of one, with a warning.
    pub(super) fn list<'c>(&mut self, at: &'c At<'d, 'c>) -> impl Iterator<Item = At<'d, 'c>> + use<'c, 'd> {
        let single = match at.node {
            Node::Sequence(_) => None,
            Node::Null => {
                self.expected_not_null(at, "a list");
                None
            }
            _ => {
                self.expected(at, "a list", "it is read as a list of one");
                Some(*at)
            }
        };
        single.into_iter().chain(at.items())
    }

    /// The entries of a mapping. `null` is an empty mapping, with a warning, and so is anything else.
    pub(super) fn entries<'c>(
        &mut self,
        at: &'c At<'d, 'c>,
    ) -> impl Iterator<Item = (&'d str, At<'d, 'c>)> + use<'c, 'd> {
        self.is_mapping(at);
        at.entries()
    }

    /// Whether this is a mapping; a warning if not.
    pub(super) fn is_mapping(&mut self, at: &At<'d, '_>) -> bool {
        match at.node {
            Node::Mapping(_) => return true,
            Node::Null => self.expected_not_null(at, "a mapping"),
            _ => self.expected(at, "a mapping", "it is left out"),
        }
        false
    }

    pub(super) fn expected(&mut self, at: &At<'d, '_>, what: &str, mended: &str) {
        let found = at.node.kind();
        self.warn(
            Code::WrongType,
            at,
            format!("{what} is meant here, and this is {found}; {mended}"),
            format!("write {what}"),
        );
    }

    fn expected_not_null(&mut self, at: &At<'d, '_>, what: &str) {
        self.warn(
            Code::NullValue,
            at,
            format!("{what} is meant here, and this is `null`; it is read as an empty one"),
            "remove the key, or give it a value",
        );
    }
}

/// A scalar as its author wrote it.
pub(super) fn written(node: &Node) -> String {
    match node {
        Node::String(text) => text.as_str().to_owned(),
        Node::Boolean(flag) => flag.to_string(),
        Node::Number(number) => number.to_string(),
        Node::Null => "null".to_owned(),
        Node::Sequence(_) | Node::Mapping(_) => node.to_json().to_string(),
    }
}

/// A number as an integer, if it is a whole one.
pub(super) fn whole(number: &Number) -> Option<i64> {
    if let Some(integer) = number.as_i64() {
        return Some(integer);
    }
    let float = number.as_f64()?;
    #[allow(clippy::cast_possible_truncation)] // the range is checked
    (float.fract() == 0.0 && float.abs() < 9.0e18).then_some(float as i64)
}

/// The number that a text holds.
pub(super) fn number_in(text: &str) -> Option<Number> {
    let text = text.trim();
    if let Ok(integer) = text.parse::<i64>() {
        return Some(integer.into());
    }
    text.parse::<f64>().ok().and_then(Number::from_f64)
}
