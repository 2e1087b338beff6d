//! The bodies of calls, by their media types.

use serde_json::Value;

use super::{Call, append};
use crate::body::{Body, Form};
use crate::json::{self, Encode};
use crate::parameter::{Encoded, Parameter, encode_form_property};
#[cfg(feature = "xml")]
use crate::xml::{self, XmlSchema};

impl Call {
    /// The body is a JSON value.
    pub fn json(&mut self, media_type: &str, value: &dyn Encode) {
        match json::to_vec(value) {
            Ok(bytes) => self.body(media_type, bytes.into()),
            Err(error) => self.refuse(format!("the body can't be written as JSON: {error}")),
        }
    }

    /// The body is text.
    pub fn text(&mut self, media_type: &str, text: &str) {
        let body = Body::from(text.to_owned());
        if media_type.contains("charset") {
            self.body(media_type, body);
        } else {
            self.body(&format!("{media_type}; charset=utf-8"), body);
        }
    }

    /// The body is bytes, from memory, a file or a stream.
    pub fn binary(&mut self, media_type: &str, body: Body) {
        self.body(media_type, body);
    }

    /// The body is a list of JSON values, one a line; anything but a list is one line.
    pub fn json_lines(&mut self, media_type: &str, values: &dyn Encode) {
        let values = match json::to_value(values) {
            Ok(Value::Array(values)) => values,
            Ok(value) => vec![value],
            Err(error) => return self.refuse(format!("the body can't be written as JSON lines: {error}")),
        };
        let lines: String = values.iter().map(|value| format!("{value}\n")).collect();
        self.body(media_type, lines.into());
    }

    /// The body is XML, written as the schema says.
    #[cfg(feature = "xml")]
    pub fn xml(&mut self, media_type: &str, value: &dyn Encode, schema: &XmlSchema) {
        let written = json::to_value(value)
            .map_err(|error| error.to_string())
            .and_then(|value| xml::write(&value, schema));
        match written {
            Ok(text) => self.body(media_type, text.into()),
            Err(problem) => self.refuse(format!("the body can't be written as XML: {problem}")),
        }
    }

    /// The body is a form of parts.
    pub fn multipart(&mut self, media_type: &str, form: Form) {
        match form.finish() {
            Ok((boundary, body)) => self.body(&format!("{media_type}; boundary={boundary}"), body),
            Err(problem) => self.refuse(problem),
        }
    }

    /// The body is an object, form-encoded. `encodings` has the properties with an encoding of their own.
    pub fn form(&mut self, media_type: &str, value: &dyn Encode, encodings: &[(&str, Parameter)]) {
        let properties = match json::to_value(value) {
            Ok(Value::Object(properties)) => properties,
            Ok(_) => return self.refuse("only an object can be a form".to_owned()),
            Err(error) => return self.refuse(format!("the body can't be written as a form: {error}")),
        };
        let mut form = String::new();
        for (name, value) in &properties {
            let encoding = encodings
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, encoding)| encoding);
            if let Encoded::Pairs(pairs) = encode_form_property(name, encoding, value) {
                pairs.iter().for_each(|pair| append(&mut form, "&", pair));
            }
        }
        self.body(media_type, form.into());
    }
}
