//! TOML as values with the places where they stand, in the order of the text.

use toml::de::{DeTable, DeValue};

/// A value, and where it begins.
pub(super) struct Value {
    pub(super) offset: usize,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    Text(String),
    Switch(bool),
    List(Vec<Value>),
    Table(Vec<(Key, Value)>),
    /// Digits, and what they are written by.
    Integer {
        text: String,
        radix: u32,
    },
    Float(String),
    Date,
}

/// A key, and where it begins.
pub(super) struct Key {
    pub(super) offset: usize,
    pub(super) name: String,
}

/// A mistake in the text.
pub(super) struct Mistake {
    pub(super) offset: usize,
    pub(super) message: String,
}

/// Reads a text. Values nest at most 80 levels, a bound of the parser.
pub(super) fn parse(text: &str) -> Result<Vec<(Key, Value)>, Vec<Mistake>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Ok(entries(table.get_ref()));
    }
    let mistakes = errors.iter().map(|error| Mistake {
        offset: error.span().map_or(0, |span| span.start),
        message: error.message().to_owned(),
    });
    Err(mistakes.collect())
}

impl Kind {
    /// Returns what it is called in a message.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "a string",
            Self::Switch(_) => "a boolean",
            Self::List(_) => "a list",
            Self::Table(_) => "a table",
            Self::Integer { .. } => "an integer",
            Self::Float(_) => "a float",
            Self::Date => "a date",
        }
    }
}

fn entries(table: &DeTable<'_>) -> Vec<(Key, Value)> {
    let entries = table.iter().map(|(key, value)| {
        let name = key.get_ref().to_string();
        let offset = key.span().start;
        (
            Key { offset, name },
            self::value(value.span().start, value.get_ref()),
        )
    });
    let mut entries: Vec<_> = entries.collect();
    entries.sort_by_key(|(key, _)| key.offset);
    entries
}

fn value(offset: usize, value: &DeValue<'_>) -> Value {
    let kind = match value {
        DeValue::String(text) => Kind::Text(text.to_string()),
        DeValue::Boolean(is) => Kind::Switch(*is),
        DeValue::Integer(number) => Kind::Integer {
            text: number.as_str().to_owned(),
            radix: number.radix(),
        },
        DeValue::Float(number) => Kind::Float(number.as_str().to_owned()),
        DeValue::Datetime(_) => Kind::Date,
        DeValue::Array(items) => {
            let items = items
                .iter()
                .map(|item| self::value(item.span().start, item.get_ref()));
            Kind::List(items.collect())
        }
        DeValue::Table(table) => Kind::Table(entries(table)),
    };
    Value { offset, kind }
}
