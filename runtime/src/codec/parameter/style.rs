//! The tables of the specification's section "Style Examples", over any JSON value.

use super::percent::Escape;
use super::{Location, Parameter, Style};
use crate::codec::json::{self, DecodeError, Tree};

/// An encoded parameter.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Encoded {
    /// Nothing is sent: an absent value, or an empty list.
    Nothing,
    /// Text for a path or header, or for a query.
    Text(String),
    /// `name=value` pairs for a query, form or cookie, each encoded.
    Pairs(Vec<String>),
}

/// Encodes a value, given as its JSON, as `parameter` says.
pub(crate) fn encode_json(parameter: &Parameter, json: Vec<u8>) -> Result<Encoded, DecodeError> {
    let plain = match (parameter.location, parameter.style, parameter.content) {
        (Location::Path | Location::Header, Style::Simple, None) => plain_scalar(json),
        (Location::Query, Style::Form, None) if parameter.name.bytes().all(is_unreserved) => {
            plain_scalar(json).map(|mut text| {
                text.insert(0, '=');
                text.insert_str(0, parameter.name);
                text
            })
        }
        _ => Err(json),
    };
    match plain {
        Ok(text) => Ok(Encoded::Text(text)),
        Err(json) => json::from_slice(&json).map(|value| encode_value(parameter, &value)),
    }
}

/// Returns the text of a scalar that is not encoded anywhere: an integer of an identifier's usual length, or a string of
/// unreserved characters. Its JSON is not read for that, and becomes the text where it stands.
fn plain_scalar(mut json: Vec<u8>) -> Result<String, Vec<u8>> {
    const LONGEST_INTEGER: usize = 18;
    let is_plain = match json.as_slice() {
        [b'"', text @ .., b'"'] => text.iter().all(|byte| is_unreserved(*byte)),
        digits => digits.len() <= LONGEST_INTEGER && digits.iter().all(u8::is_ascii_digit),
    };
    if !is_plain {
        return Err(json);
    }
    if json.first() == Some(&b'"') {
        json.pop();
        json.remove(0);
    }
    String::from_utf8(json).map_err(|error| error.into_bytes())
}

/// Tells whether a character is unreserved: RFC 3986, section 2.3.
fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// Encodes `value` as `parameter` says.
fn encode_value(parameter: &Parameter, value: &Tree) -> Encoded {
    let escape = match (parameter.location, parameter.allow_reserved) {
        (Location::Path, _) if parameter.segments => Escape::Segments,
        (Location::Path, false) | (Location::Query, false) => Escape::Strict,
        (Location::Path, true) => Escape::PathReserved,
        (Location::Query, true) | (Location::QueryString, true) => Escape::QueryReserved,
        (Location::QueryString, false) => Escape::Strict,
        (Location::Header, _) => Escape::None,
        (Location::Cookie, _) => Escape::Cookie,
    };
    encode_with(parameter, value, escape)
}

/// Encodes a property of a form body. Without an encoding of its own a list is repeated, and an object is JSON, as
/// the specification's example of such a body shows.
pub(crate) fn encode_form_property(name: &str, encoding: Option<&Parameter>, value: &Tree) -> Encoded {
    match (encoding, value) {
        (_, Tree::Null) => Encoded::Nothing,
        (None, Tree::Object(_)) => Encoded::Pairs(vec![
            form_encoder(name, Style::Form, true).pair(&scalar_text(value)),
        ]),
        (None, _) => form_encoder(name, Style::Form, true).pairs(value),
        (
            Some(Parameter {
                content: Some(media_type),
                ..
            }),
            _,
        ) => Encoded::Pairs(vec![
            form_encoder(name, Style::Form, true).pair(&content_text(media_type, value)),
        ]),
        (Some(parameter), _) => {
            let mut encoder = form_encoder(name, parameter.style, parameter.explode);
            if parameter.allow_reserved {
                encoder.escape = Escape::QueryReserved;
            }
            encoder.pairs(value)
        }
    }
}

/// Returns the names and the texts of the parts that a value is in a multipart form: nothing in them is escaped, for a part has an end
/// of its own.
pub(crate) fn form_parts(parameter: &Parameter, value: &Tree) -> Vec<(String, String)> {
    let mut parts = Vec::new();
    if !value.is_null() {
        let encoder = Encoder {
            escape: Escape::None,
            ..form_encoder(parameter.name, parameter.style, parameter.explode)
        };
        encoder.each_pair(value, &mut |name, text| {
            let (Text::Plain(text) | Text::Encoded(text)) = text;
            parts.push((name.to_owned(), text.to_owned()));
        });
    }
    parts
}

/// Encodes `name=text` for a form body.
#[cfg(feature = "oauth2")]
pub(crate) fn form_pair(name: &str, text: &str) -> String {
    form_encoder(name, Style::Form, true).pair(text)
}

fn form_encoder(name: &str, style: Style, explode: bool) -> Encoder<'_> {
    Encoder {
        name,
        style,
        explode,
        escape: Escape::Form,
    }
}

/// Encodes `name=text` for a query or cookie.
pub(crate) fn encode_text_pair(location: Location, name: &str, text: &str) -> String {
    let escape = if location == Location::Cookie {
        Escape::Cookie
    } else {
        Escape::Strict
    };
    Encoder {
        name,
        style: Style::Form,
        explode: true,
        escape,
    }
    .pair(text)
}

fn encode_with(parameter: &Parameter, value: &Tree, escape: Escape) -> Encoded {
    if value.is_null() && parameter.content.is_none() {
        return Encoded::Nothing;
    }
    let encoder = Encoder {
        name: parameter.name,
        style: parameter.style,
        explode: parameter.explode,
        escape,
    };
    match parameter.location {
        Location::Path => Encoded::Text(match parameter.content {
            Some(media_type) => encoder.escaped(&content_text(media_type, value)),
            None => encoder.text(value),
        }),
        Location::Header => Encoded::Text(match parameter.content {
            Some(media_type) => content_text(media_type, value),
            None => encoder.text(value),
        }),
        Location::Query | Location::Cookie => match parameter.content {
            Some(media_type) => Encoded::Pairs(vec![encoder.pair(&content_text(media_type, value))]),
            None => encoder.pairs(value),
        },
        Location::QueryString => match parameter.content {
            Some(media_type) if !is_form(media_type) => {
                Encoded::Text(encoder.escaped(&content_text(media_type, value)))
            }
            _ => match encoder.pairs(value) {
                Encoded::Pairs(pairs) => Encoded::Text(pairs.join("&")),
                other => other,
            },
        },
    }
}

fn is_form(media_type: &str) -> bool {
    media_type.starts_with("application/x-www-form-urlencoded")
}

/// Returns the text of a value in a media type: a string as it is where the type is text, JSON otherwise.
fn content_text(media_type: &str, value: &Tree) -> String {
    match value {
        Tree::String(text) if media_type.starts_with("text/") => text.clone(),
        _ => value.to_string(),
    }
}

/// Returns the text of a value where only a scalar can stand; lists and objects become JSON.
pub(crate) fn scalar_text(value: &Tree) -> std::borrow::Cow<'_, str> {
    match value {
        Tree::String(text) => text.into(),
        other => other.to_string().into(),
    }
}

/// The text of a pair.
enum Text<'a> {
    /// As it is.
    Plain(&'a str),
    /// Escaped, for its delimiters are not.
    Encoded(&'a str),
}

struct Encoder<'a> {
    name: &'a str,
    style: Style,
    explode: bool,
    escape: Escape,
}

impl Encoder<'_> {
    fn escaped(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        self.escape.push(text, &mut out);
        out
    }

    fn scalar(&self, value: &Tree) -> String {
        self.escaped(&scalar_text(value))
    }

    /// Encodes `name=text`.
    fn pair(&self, text: &str) -> String {
        let mut pair = String::with_capacity(self.name.len() + 1 + text.len());
        self.push_name(&mut pair);
        pair.push('=');
        self.escape.push(text, &mut pair);
        pair
    }

    /// Appends the name. That of a cookie or a form follows the rules of a value; a reserved character in a query's name would end it.
    fn push_name(&self, out: &mut String) {
        let escape = match self.escape {
            Escape::QueryReserved | Escape::PathReserved => Escape::Strict,
            other => other,
        };
        escape.push(self.name, out);
    }

    fn escaped_name(&self) -> String {
        let mut name = String::with_capacity(self.name.len());
        self.push_name(&mut name);
        name
    }

    /// Encodes a value in a style of paths and headers.
    fn text(&self, value: &Tree) -> String {
        let (prefix, exploded) = match self.style {
            Style::Label => (".", "."),
            Style::Matrix => return self.matrix(value),
            _ => ("", ","),
        };
        format!(
            "{prefix}{}",
            self.joined(value, if self.explode { exploded } else { "," })
        )
    }

    fn matrix(&self, value: &Tree) -> String {
        let name = self.escaped_name();
        let named = |text: String| {
            if text.is_empty() {
                format!(";{name}")
            } else {
                format!(";{name}={text}")
            }
        };
        match value {
            Tree::Array(items) if self.explode => items.iter().map(|item| named(self.scalar(item))).collect(),
            Tree::Object(_) if self.explode => format!(";{}", self.joined(value, ";")),
            _ => named(self.joined(value, ",")),
        }
    }

    /// Joins items, or names and values, with a separator between them.
    fn joined(&self, value: &Tree, separator: &str) -> String {
        match value {
            Tree::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.scalar(item)).collect();
                items.join(separator)
            }
            Tree::Object(properties) => {
                let inner = if self.explode { "=" } else { separator };
                let properties: Vec<String> = properties
                    .iter()
                    .filter(|(_, value)| !value.is_null())
                    .map(|(name, value)| format!("{}{inner}{}", self.escaped(name), self.scalar(value)))
                    .collect();
                properties.join(separator)
            }
            scalar => self.scalar(scalar),
        }
    }

    /// Encodes a value in a style of queries, forms and cookies.
    fn pairs(&self, value: &Tree) -> Encoded {
        let mut pairs = Vec::new();
        self.each_pair(value, &mut |name, text| {
            let named = Encoder { name, ..*self };
            pairs.push(match text {
                Text::Plain(text) => named.pair(text),
                Text::Encoded(text) => format!("{}={text}", named.escaped_name()),
            });
        });
        if pairs.is_empty() {
            Encoded::Nothing
        } else {
            Encoded::Pairs(pairs)
        }
    }

    /// Calls `add` with each name, as it is, and its text.
    fn each_pair(&self, value: &Tree, add: &mut dyn FnMut(&str, Text<'_>)) {
        match (self.style, value) {
            (_, Tree::Array(items)) if items.is_empty() => {}
            (Style::DeepObject, Tree::Object(_) | Tree::Array(_)) => deep(self.name.to_owned(), value, add),
            (_, Tree::Array(items)) if self.explode => {
                for item in items {
                    add(self.name, Text::Plain(&scalar_text(item)));
                }
            }
            (_, Tree::Object(properties)) if self.explode => {
                for (name, value) in properties {
                    exploded_property(name, value, add);
                }
            }
            (style, Tree::Array(_) | Tree::Object(_)) => {
                let mut delimiter = String::new();
                match style {
                    Style::SpaceDelimited => self.escape.delimiter(' ', &mut delimiter),
                    Style::PipeDelimited if self.escape == Escape::None => delimiter.push('|'),
                    Style::PipeDelimited => Escape::Strict.delimiter('|', &mut delimiter),
                    Style::TabDelimited => self.escape.delimiter('\t', &mut delimiter),
                    _ => delimiter.push(','),
                }
                add(self.name, Text::Encoded(&self.joined(value, &delimiter)));
            }
            (_, scalar) => add(self.name, Text::Plain(&scalar_text(scalar))),
        }
    }
}

/// Gives a property that stands as a parameter of its own; the specification leaves lists in it open, and repeating the name is what it
/// says for a list that is a parameter.
fn exploded_property(name: &str, value: &Tree, add: &mut dyn FnMut(&str, Text<'_>)) {
    match value {
        Tree::Null => {}
        Tree::Array(items) => {
            for item in items {
                add(name, Text::Plain(&scalar_text(item)));
            }
        }
        other => add(name, Text::Plain(&scalar_text(other))),
    }
}

/// Gives `name[a][b]=value`, with indices for items: the specification defines one level of scalars, and this is how the servers that
/// read more (Express's `qs`, PHP, Stripe) read it.
fn deep(name: String, value: &Tree, add: &mut dyn FnMut(&str, Text<'_>)) {
    match value {
        Tree::Null => {}
        Tree::Object(properties) => {
            for (property, value) in properties {
                deep(format!("{name}[{property}]"), value, add);
            }
        }
        Tree::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                deep(format!("{name}[{index}]"), item, add);
            }
        }
        scalar => add(&name, Text::Plain(&scalar_text(scalar))),
    }
}
