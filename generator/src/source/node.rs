use serde_json::Number;

/// A value of a document, in the order and with the duplicates of its text.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)]
pub enum Node {
    Null,
    Boolean(bool),
    Number(Number),
    String(String),
    Sequence(Vec<Node>),
    Mapping(Mapping),
}

/// A mapping: its entries in order. Where a key stands twice, the last one counts, as in the parsers that the
/// document's author is likely to have used; `load` warns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    entries: Vec<(String, Node)>,
}

impl Mapping {
    /// A mapping of these entries, whose keys are distinct.
    pub fn new(entries: Vec<(String, Node)>) -> Self {
        Self { entries }
    }

    /// The value at `key`.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries
            .iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value)
    }

    /// The entries in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, &Node)> {
        self.entries.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl Node {
    /// The mapping, if it is one.
    pub fn as_mapping(&self) -> Option<&Mapping> {
        match self {
            Self::Mapping(mapping) => Some(mapping),
            _ => None,
        }
    }

    /// The text, if it is a string.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// The same value as JSON, for places that hold any value: defaults, examples, extensions.
    pub fn to_json(&self) -> serde_json::Value {
        use serde_json::Value;
        match self {
            Self::Null => Value::Null,
            Self::Boolean(boolean) => Value::Bool(*boolean),
            Self::Number(number) => Value::Number(number.clone()),
            Self::String(text) => Value::String(text.clone()),
            Self::Sequence(items) => Value::Array(items.iter().map(Self::to_json).collect()),
            Self::Mapping(mapping) => Value::Object(
                mapping
                    .iter()
                    .map(|(key, value)| (key.to_owned(), value.to_json()))
                    .collect(),
            ),
        }
    }
}
