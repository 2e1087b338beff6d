//! Values as bodies, by the media type.

use bytes::Bytes;
use serde_json::Value;
use specwright_values::Content;

use crate::api::Api;

/// How the values of a schema are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Json,
    Xml,
    /// Items of a stream, each between these texts.
    Items(&'static str, &'static str),
}

impl Form {
    /// Returns how values of a media type are written, if they are.
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        let essence = media_type.split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        let is = |name: &str| {
            let rest = essence.strip_suffix(name);
            rest.is_some_and(|rest| rest.ends_with(['/', '+']))
        };
        match essence.as_str() {
            "*/*" => Some(Self::Json),
            "text/event-stream" => Some(Self::Items("data: ", "\n\n")),
            "application/json-seq" => Some(Self::Items("\u{1e}", "\n")),
            lines if lines.contains("jsonl") || lines.contains("ndjson") => Some(Self::Items("", "\n")),
            _ if is("json") => Some(Self::Json),
            _ if is("xml") => Some(Self::Xml),
            _ => None,
        }
    }

    /// Returns streams without an item.
    pub(crate) fn without_items(self) -> &'static [&'static str] {
        match self {
            Self::Items("data: ", _) => &["", ": only a comment\n\n"],
            Self::Items(..) => &[""],
            Self::Json | Self::Xml => &[],
        }
    }
}

/// A schema whose values are bodies.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Described<'c> {
    /// The reference to it.
    pub(crate) schema: &'c str,
    pub(crate) form: Form,
}

impl<'c> Described<'c> {
    /// Returns the schema of a content, if it says what bodies are. Texts of XML that the document shows say more than a schema does.
    pub(crate) fn of(content: &'c Content) -> Option<Self> {
        let form = Form::of(&content.media_type)?;
        let is_shown = form == Form::Xml && content.examples.iter().any(Value::is_string);
        Some(Described {
            schema: content.schema.as_deref().filter(|_| !is_shown)?,
            form,
        })
    }

    /// Returns the body that a value is; `None` if it can't be written so.
    pub(crate) fn body(self, api: &Api, value: &Value) -> Option<Bytes> {
        match self.form {
            Form::Json => Some(value.to_string().into()),
            Form::Xml => {
                let schema = api.keywords(self.schema)?;
                api.xml().write(value, schema).ok().map(Bytes::from)
            }
            // A schema of the whole stream is a list of its items.
            Form::Items(..) => Some(match value {
                Value::Array(items) if !self.schema.ends_with("/itemSchema") => {
                    let items = items.iter().map(|value| item(self.form, value));
                    items.collect::<Vec<_>>().concat().into()
                }
                value => item(self.form, value),
            }),
        }
    }
}

/// Returns an item of a stream.
pub(crate) fn item(form: Form, value: &Value) -> Bytes {
    match form {
        Form::Items(before, behind) => format!("{before}{value}{behind}").into(),
        Form::Json | Form::Xml => value.to_string().into(),
    }
}

/// Returns the body that the caller means with a value.
pub(crate) fn given(api: &Api, content: &Content, value: &Value) -> Bytes {
    match (value, Described::of(content)) {
        // What is no JSON is a text as it stands.
        (Value::String(text), _) if Form::of(&content.media_type) != Some(Form::Json) => text.clone().into(),
        (value, Some(described)) => described.body(api, value).unwrap_or_default(),
        (value, None) => value.to_string().into(),
    }
}
