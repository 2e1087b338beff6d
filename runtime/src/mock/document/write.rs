//! A value as the text of a media type, and as that of a header.

use bytes::Bytes;
use http::HeaderValue;
use serde_json::Value;

use super::value::Made;
use crate::codec::json::Tree;
use crate::codec::parameter::scalar_text;
use crate::server::description::{Content, Form};
use crate::server::media_type;

/// What stands between the parts of a body.
const BOUNDARY: &str = "specwright-mock-part";

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Json,
    Xml,
    Form,
    Parts,
    /// Items, each between these texts.
    Items(&'static str, &'static str),
    Text,
}

impl Written {
    /// Returns how a body of a media type is written.
    pub(super) fn of(media_type: &str) -> Self {
        let essence = media_type::essence(media_type);
        match essence.as_str() {
            _ if media_type::is_json(&essence) => Self::Json,
            "application/x-www-form-urlencoded" => Self::Form,
            "text/event-stream" => Self::Items("data: ", "\n\n"),
            "application/json-seq" => Self::Items("\u{1e}", "\n"),
            lines if media_type::is_json_lines(lines) => Self::Items("", "\n"),
            _ if essence.ends_with("/xml") || essence.ends_with("+xml") => Self::Xml,
            _ if essence.starts_with("multipart/") => Self::Parts,
            _ => Self::Text,
        }
    }

    /// Returns the media type, with what the body's reader has to know.
    pub(super) fn content_type(self, media_type: &str) -> String {
        match self {
            Self::Parts => format!("{}; boundary={BOUNDARY}", media_type::essence(media_type)),
            _ => media_type.to_owned(),
        }
    }
}

/// Returns the body.
///
/// # Errors
/// The value can't be written so.
pub(super) fn body(made: Made, content: &Content, written: Written) -> Result<Bytes, String> {
    let value = match made {
        Made::Text(text) => return Ok(text.into()),
        Made::Value(value) => value,
    };
    let text = match written {
        Written::Json => value.to_string(),
        Written::Xml => xml(&value, content)?,
        Written::Form => form(&value),
        Written::Parts => parts(&value),
        Written::Items(before, behind) => {
            let items = match (value, &content.item_schema) {
                (Value::Array(items), None) => items,
                (value, _) => vec![value],
            };
            let items = items.iter().map(|item| format!("{before}{item}{behind}"));
            items.collect()
        }
        Written::Text => plain(&value),
    };
    Ok(text.into())
}

/// Returns a text as it is, and all else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(feature = "xml")]
fn xml(value: &Value, content: &Content) -> Result<String, String> {
    super::xml::write(value, content.schema.as_ref())
}

#[cfg(not(feature = "xml"))]
fn xml(value: &Value, _: &Content) -> Result<String, String> {
    Ok(plain(value))
}

fn form(value: &Value) -> String {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in value.as_object().into_iter().flatten() {
        match value {
            Value::Null => {}
            Value::Array(items) => {
                for item in items {
                    form.append_pair(name, &plain(item));
                }
            }
            value => drop(form.append_pair(name, &plain(value))),
        }
    }
    form.finish()
}

fn parts(value: &Value) -> String {
    let mut text = String::new();
    for (name, value) in value.as_object().into_iter().flatten() {
        let name = name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A");
        let kind = match value {
            Value::String(_) => "text/plain; charset=utf-8",
            _ => "application/json",
        };
        text.push_str(&format!(
            "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\nContent-Type: {kind}\r\n\r\n{}\r\n",
            plain(value)
        ));
    }
    format!("{text}--{BOUNDARY}--\r\n")
}

/// Returns the value of a header, if it can be one.
pub(super) fn header(value: &Value, form: &Form) -> Option<HeaderValue> {
    let text = match form {
        Form::Content(media_type) if !media_type.starts_with("text/") => value.to_string(),
        Form::Content(_) => plain(value),
        Form::Style { explode, .. } => simple(value, *explode)?,
    };
    // Spaces around it would get lost.
    if text.trim() != text {
        return None;
    }
    HeaderValue::try_from(text).ok()
}

/// Returns a value in the style `simple`.
fn simple(value: &Value, explode: bool) -> Option<String> {
    let scalar = |value: &Value| {
        let tree = Tree::of(value).ok()?;
        (!value.is_null()).then(|| scalar_text(&tree).into_owned())
    };
    match value {
        Value::Array(items) => {
            let items = items.iter().map(scalar);
            Some(items.collect::<Option<Vec<_>>>()?.join(","))
        }
        Value::Object(fields) => {
            let between = if explode { '=' } else { ',' };
            let fields = fields
                .iter()
                .map(|(name, value)| Some(format!("{name}{between}{}", scalar(value)?)));
            Some(fields.collect::<Option<Vec<_>>>()?.join(","))
        }
        value => scalar(value),
    }
}
