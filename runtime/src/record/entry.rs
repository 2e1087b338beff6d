//! What is written down: one shape, and how often it was seen.

use serde::{Deserialize, Serialize};

use super::word::is_word;

/// The longest text that a record may have, in bytes.
const LONGEST_TEXT: usize = 4096;

/// A shape that was seen, and how often. It holds no value of a response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Record {
    /// The `operationId`, or method and path.
    pub operation: String,
    /// The status of the responses.
    pub status: u16,
    /// The media type that the server named, without parameters. Empty if it named none, `*/*` if it is not made of words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub media_type: String,
    /// Where in the body: `$.items[*].name`. Names that the document does not know are `*`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub path: String,
    /// Where the document describes it, as `#` and a JSON pointer: of a value, where its schema or the reference to it stands; else
    /// the schema itself, or the operation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub at: String,
    /// What was seen there.
    #[serde(flatten)]
    pub seen: Seen,
    /// How often.
    pub count: u64,
}

/// What was seen at a place.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "seen", rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Seen {
    /// A response.
    Response,
    /// A response with a status that the document does not describe.
    UndocumentedStatus,
    /// A response of a media type that the document does not describe for the status.
    UndocumentedMediaType,
    /// A body that was to be JSON, and is not, or nests more than 128 levels.
    NotJson,
    /// A body that is larger than what is looked at.
    TooLarge,
    /// A JSON value.
    Value {
        /// Its kind.
        kind: Kind,
    },
    /// An object that was compared with a schema: the total of what may be missing or undeclared there.
    Object,
    /// An object without a property that the schema requires.
    Missing {
        /// The name of the property.
        name: String,
    },
    /// A property that no schema describes.
    Undeclared {
        /// Its name, if it is a word.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// The kind of its value.
        kind: Kind,
    },
    /// A string or number that is not in the `enum`.
    UnknownValue {
        /// The value, if it is a string and a word.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<String>,
    },
    /// A value that fits no alternative of a union.
    NoAlternative {
        /// Its kind.
        kind: Kind,
    },
    /// A value of a union whose alternative was not found within the steps that a body may take. What is in it is not looked at.
    Undecided {
        /// Its kind.
        kind: Kind,
    },
}

/// A kind of JSON values. A number without a fraction is an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Kind {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Kind {
    /// Returns the kind of a value.
    pub fn of(value: &serde_json::Value) -> Self {
        use serde_json::Value;
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) => match number.as_f64() {
                Some(float) if float.fract() == 0.0 => Self::Integer,
                _ => Self::Number,
            },
            Value::String(_) => Self::String,
            Value::Array(_) => Self::Array,
            Value::Object(_) => Self::Object,
        }
    }

    /// Returns its name in JSON Schema.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

/// A record without its count.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Shape {
    pub(super) operation: String,
    pub(super) status: u16,
    pub(super) media_type: String,
    pub(super) path: String,
    pub(super) at: String,
    pub(super) seen: Seen,
}

impl Shape {
    pub(super) fn counted(&self, count: u64) -> Record {
        let Shape {
            operation,
            status,
            media_type,
            path,
            at,
            seen,
        } = self.clone();
        Record {
            operation,
            status,
            media_type,
            path,
            at,
            seen,
            count,
        }
    }
}

impl Record {
    /// Returns the shape, as far as a recorder could have written it: a file may come from anywhere.
    pub(super) fn checked(self) -> Result<(Shape, u64), &'static str> {
        let texts = [&self.operation, &self.media_type, &self.path, &self.at];
        if texts.iter().any(|text| text.len() > LONGEST_TEXT) {
            return Err("a text of more than 4,096 bytes");
        }
        // Where nothing describes a body, its names are not those of the document.
        if self.at.is_empty() && !is_free_path(&self.path) {
            return Err("expected a path of words");
        }
        let is_status = (100..1000).contains(&self.status);
        if !is_status {
            return Err("expected a status from 100 to 999");
        }
        let seen = match self.seen {
            Seen::Missing { name } if name.len() > LONGEST_TEXT => {
                return Err("a name of more than 4,096 bytes");
            }
            Seen::Undeclared { name, kind } => Seen::Undeclared {
                name: name.filter(|name| is_word(name)),
                kind,
            },
            Seen::UnknownValue { value } => Seen::UnknownValue {
                value: value.filter(|value| is_word(value)),
            },
            other => other,
        };
        let shape = Shape {
            operation: self.operation,
            status: self.status,
            media_type: self.media_type,
            path: self.path,
            at: self.at,
            seen,
        };
        Ok((shape, self.count))
    }
}

/// Returns whether a path in a body that nothing describes is one that a recorder writes: `$.errors[*].code`.
fn is_free_path(path: &str) -> bool {
    path.split('.').enumerate().all(|(index, segment)| {
        let name = segment.split("[*]").next().unwrap_or_default();
        let rest = &segment[name.len()..];
        let is_name = match index {
            0 => name == "$" || path.is_empty(),
            _ => name == "*" || is_word(name),
        };
        is_name && rest.replace("[*]", "").is_empty()
    })
}
