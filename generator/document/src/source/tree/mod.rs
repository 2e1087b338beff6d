//! Text to a tree of [`Node`]s: JSON by a reader of its own (`json`), YAML through that of `serde` (`visit`).

pub(super) mod json;
mod texts;
mod visit;

use std::cell::OnceCell;

use serde::de::{DeserializeSeed, Deserializer, Error};

use texts::Texts;
use visit::NodeSeed;

use super::lines::YamlLines;
use super::{Node, Number, Text};

/// Deeper nesting than this is refused in JSON. The YAML reader has a bound of its own, 128.
pub const JSON_DEPTH: usize = 500;

/// What aliases may add to the size of a document, in bytes.
const ALIAS_ALLOWANCE: usize = 64 << 20;

/// What a value costs in memory beside its text, in bytes, near enough to bound what aliases can ask for.
const NODE_COST: usize = 32;

/// Which grammar a text is read by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Syntax {
    Json,
    Yaml,
}

/// Something worth a warning that does not stop the reading.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Remark {
    pub(super) kind: RemarkKind,
    /// The JSON pointer.
    pub(super) pointer: String,
}

#[derive(Debug, PartialEq, Eq)]
pub(super) enum RemarkKind {
    /// A key that stands more than once in its mapping.
    Duplicate(String),
    /// A YAML tag that has no meaning here.
    Tag(String),
    /// A key that YAML takes for a number, a boolean or null: the first of the text, and how many there are.
    UnquotedKey(String, usize),
}

/// A bound of ours that a text goes beyond.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Excess {
    Depth,
    Aliases,
}

/// The state of reading one text.
pub(super) struct Reading<'text> {
    text: &'text str,
    syntax: Syntax,
    depth: usize,
    /// How much more may be made of this text; only aliases can use it up.
    allowance: usize,
    texts: Texts,
    /// The entries and the items of all mappings and lists that are open, the innermost last.
    entries: Vec<(Text, Node)>,
    items: Vec<Node>,
    yaml_lines: OnceCell<YamlLines>,
    /// The value of a YAML number whose text has to be looked up: its visitor fails on purpose, since only an
    /// error of the YAML reader says where a scalar stands.
    pending: Option<Pending>,
    remarks: Vec<Remark>,
    /// The place of the first remark about an unquoted key.
    unquoted_key: Option<usize>,
    pub(super) excess: Option<Excess>,
}

enum Pending {
    Number(serde_json::Number),
    /// Infinity or not a number: JSON, and so OpenAPI, has neither; the text stands for itself.
    NotFinite,
}

/// One step of the way from the root to the value that is being read.
#[derive(Clone, Copy)]
enum Step<'path> {
    Key(&'path Path<'path>, &'path str),
    Item(&'path Path<'path>, usize),
}

/// The way from the root to a value: on the stack, so that it costs nothing until a remark needs it.
pub(super) struct Path<'path>(Option<Step<'path>>);

impl Path<'_> {
    pub(super) const ROOT: Path<'static> = Path(None);

    fn pointer(&self) -> String {
        let mut pointer = match self.0 {
            None => return String::new(),
            Some(Step::Key(parent, _) | Step::Item(parent, _)) => parent.pointer(),
        };
        match self.0 {
            Some(Step::Key(_, key)) => super::pointer::push_key(&mut pointer, key),
            Some(Step::Item(_, index)) => super::pointer::push_index(&mut pointer, index),
            None => {}
        }
        pointer
    }
}

impl<'text> Reading<'text> {
    pub(super) fn new(text: &'text str, syntax: Syntax) -> Self {
        Self {
            text,
            syntax,
            depth: 0,
            allowance: text.len() * (NODE_COST / 2) + ALIAS_ALLOWANCE,
            texts: Texts::for_text(text.len()),
            entries: Vec::new(),
            items: Vec::new(),
            yaml_lines: OnceCell::new(),
            pending: None,
            remarks: Vec::new(),
            unquoted_key: None,
            excess: None,
        }
    }

    /// Reads one value. A YAML text may have several; the bounds are for all of them together.
    pub(super) fn read<'de, D: Deserializer<'de>>(
        &mut self,
        deserializer: D,
    ) -> Result<(Node, Vec<Remark>), D::Error> {
        self.depth = 0;
        self.entries.clear();
        self.items.clear();
        self.remarks.clear();
        self.unquoted_key = None;
        let node = self.read_root(deserializer)?;
        Ok((node, std::mem::take(&mut self.remarks)))
    }

    fn read_root<'de, D: Deserializer<'de>>(&mut self, deserializer: D) -> Result<Node, D::Error> {
        let seed = NodeSeed {
            reading: self,
            path: &Path::ROOT,
        };
        match seed.deserialize(deserializer) {
            Ok(node) => Ok(node),
            Err(error) => self.pending_number(error),
        }
    }

    fn enter<E: Error>(&mut self) -> Result<(), E> {
        self.depth += 1;
        if self.depth > JSON_DEPTH {
            self.excess = Some(Excess::Depth);
            return Err(E::custom("nested too deeply"));
        }
        Ok(())
    }

    fn spend<E: Error>(&mut self, bytes: usize) -> Result<(), E> {
        match self.allowance.checked_sub(bytes + NODE_COST) {
            Some(rest) => {
                self.allowance = rest;
                Ok(())
            }
            None => {
                self.excess = Some(Excess::Aliases);
                Err(E::custom("aliases repeat too much"))
            }
        }
    }

    /// Notes something about the entry `key` of the value at `path`, or about the value itself.
    fn remark<E: Error>(&mut self, kind: RemarkKind, path: &Path<'_>, key: Option<&str>) -> Result<(), E> {
        let mut pointer = path.pointer();
        if let Some(key) = key {
            super::pointer::push_key(&mut pointer, key);
        }
        // Remarks repeat what is above them, which may be long.
        self.spend(pointer.len())?;
        self.remarks.push(Remark { kind, pointer });
        Ok(())
    }

    fn whole_number<E: Error>(&mut self, value: serde_json::Number) -> Result<Node, E> {
        self.spend(0)?;
        match self.syntax {
            Syntax::Json => Ok(Node::Number(value.into())),
            // Written in another base or with a sign, perhaps.
            Syntax::Yaml if self.yaml_lines().has_odd_integers => {
                self.pending = Some(Pending::Number(value));
                Err(E::custom(""))
            }
            Syntax::Yaml => Ok(Node::Number(value.into())),
        }
    }

    fn other_number<E: Error>(&mut self, value: f64) -> Result<Node, E> {
        self.spend(0)?;
        let number = serde_json::Number::from_f64(value);
        if self.syntax == Syntax::Json {
            return Ok(number.map_or(Node::Null, |number| spelled(number, None)));
        }
        self.pending = Some(number.map_or(Pending::NotFinite, Pending::Number));
        Err(E::custom(""))
    }

    /// Returns the number that was put aside when its visitor failed on purpose, with its text; or the error that was
    /// none of ours.
    fn pending_number<E: Error>(&mut self, error: E) -> Result<Node, E> {
        let Some(pending) = self.pending.take() else {
            return Err(error);
        };
        let text = self.yaml_lines().scalar_at(self.text, &error.to_string());
        Ok(match (pending, text) {
            (Pending::Number(number), text) => spelled(number, text),
            (Pending::NotFinite, Some(text)) if text.ends_with(['f', 'F', 'n', 'N']) => {
                Node::String(text.into())
            }
            (Pending::NotFinite, _) => Node::Null,
        })
    }

    fn unquoted_key<E: Error>(&mut self, key: &str, path: &Path<'_>) -> Result<(), E> {
        let first = self.unquoted_key.and_then(|first| self.remarks.get_mut(first));
        if let Some(Remark {
            kind: RemarkKind::UnquotedKey(_, count),
            ..
        }) = first
        {
            *count += 1;
            return Ok(());
        }
        self.unquoted_key = Some(self.remarks.len());
        self.remark(RemarkKind::UnquotedKey(key.to_owned(), 1), path, Some(key))
    }

    fn yaml_lines(&self) -> &YamlLines {
        self.yaml_lines.get_or_init(|| YamlLines::new(self.text))
    }

    /// Returns whether `key`, a part of the text, stands there without quotes and would be another type than a
    /// string.
    fn is_unquoted(&self, key: &str) -> bool {
        let looks_typed = match key.as_bytes().first() {
            None => false,
            Some(first) => {
                (first.is_ascii_digit() && key.parse::<f64>().is_ok() && !is_plain_number(key))
                    || matches!(key, "true" | "false" | "null" | "~")
            }
        };
        if !looks_typed {
            return false;
        }
        let offset = (key.as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        match offset
            .checked_sub(1)
            .and_then(|before| self.text.as_bytes().get(before))
        {
            Some(before) => !matches!(before, b'"' | b'\''),
            None => true,
        }
    }
}

/// Returns whether a key is a number that any reader writes as it stands here, as that of a status is: it can only be
/// meant as text.
fn is_plain_number(key: &str) -> bool {
    /// Any whole number of so many digits is a float exactly.
    const MOST_DIGITS: usize = 15;
    let has_leading_zero = key.len() > 1 && key.starts_with('0');
    key.len() <= MOST_DIGITS && !has_leading_zero && key.bytes().all(|byte| byte.is_ascii_digit())
}

/// Creates a number with its text, if that is what the text says.
fn spelled(number: serde_json::Number, text: Option<&str>) -> Node {
    let value = number.as_f64();
    let is_its_text = |text: &&str| {
        let digits = text.trim_start_matches(['+', '-']);
        let based = [("0x", 16), ("0o", 8), ("0b", 2)]
            .iter()
            .find_map(|&(prefix, radix)| u128::from_str_radix(digits.strip_prefix(prefix)?, radix).ok());
        match based {
            Some(based) => value.is_some_and(|value| value.abs() == based as f64),
            None => text.trim_start_matches('+').parse().ok() == value,
        }
    };
    Node::Number(match text.filter(is_its_text) {
        Some(text) => Number::spelled(number, text),
        None => number.into(),
    })
}
