//! The bodies of calls, by their media types.

use super::{Call, append};
use crate::codec::json::{self, Encode, Tree};
use crate::codec::multipart::Form;
use crate::codec::parameter::{Encoded, Parameter, encode_form_property, scalar_text};
use crate::codec::stream::{ItemForm, ItemStream, WrittenItems};
#[cfg(feature = "xml")]
use crate::codec::xml::{self, XmlSchema};
use crate::error::{InvalidRequest, Problem};
use crate::message::Body;

impl Call {
    /// Sets a body of a JSON value.
    pub fn json(&mut self, media_type: &str, value: &dyn Encode) {
        match json::to_vec(value) {
            Ok(bytes) => self.body(media_type, bytes.into()),
            Err(error) => self.refuse(Problem::of(error).prefixed("the body can't be written as JSON: ")),
        }
    }

    /// Sets a value, which is JSON, at a JSON pointer of the JSON body. A call without a body gets one.
    pub(crate) fn set_in_body(&mut self, pointer: &str, value: &str) -> Result<(), InvalidRequest> {
        let text = match &self.body {
            None => b"{}",
            Some(body) => body.as_bytes().unwrap_or_default(),
        };
        let Some(changed) = json::pointer::with_value_at(text, pointer, value) else {
            return Err(InvalidRequest::new(format!(
                "the body of the request has no place for `{pointer}`"
            )));
        };
        if self.body.is_none() {
            self.body("application/json", Body::empty());
        }
        self.body = Some(changed.into());
        Ok(())
    }

    /// Sets a property of the JSON body.
    pub(crate) fn set_property(&mut self, name: &str, value: &dyn Encode) {
        let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        let written = json::to_vec(value)
            .map_err(|error| Problem::of(error).prefixed("the property can't be written as JSON: "));
        match written {
            Ok(text) => {
                if let Err(error) = self.set_in_body(&pointer, &String::from_utf8_lossy(&text)) {
                    self.error.get_or_insert(error);
                }
            }
            Err(problem) => self.refuse(problem),
        }
    }

    /// Sets a boolean at a JSON pointer of the JSON body.
    pub fn set_flag(&mut self, pointer: &str, on: bool) {
        if let Err(error) = self.set_in_body(pointer, if on { "true" } else { "false" }) {
            self.error.get_or_insert(error);
        }
    }

    /// Sets a boolean at a JSON pointer of the JSON body to `false` if it is `true`.
    pub fn clear_flag(&mut self, pointer: &str) {
        let body = self.body_bytes().unwrap_or_default();
        if json::pointer::is_true_at(body, pointer) {
            self.set_flag(pointer, false);
        }
    }

    /// Sets a body of text.
    pub fn text(&mut self, media_type: &str, text: &dyn Encode) {
        let body = match Tree::of(text) {
            Ok(value) => Body::from(scalar_text(&value).into_owned()),
            Err(error) => {
                return self.refuse(Problem::of(error).prefixed("the body can't be written as text: "));
            }
        };
        if media_type.contains("charset") {
            self.body(media_type, body);
        } else {
            self.body(&format!("{media_type}; charset=utf-8"), body);
        }
    }

    /// Sets a body of bytes, from memory, a file or a stream.
    pub fn binary(&mut self, media_type: &str, body: Body) {
        self.body(media_type, body);
    }

    /// Sets a body of a list of JSON values, one a line; anything but a list is one line.
    pub fn json_lines(&mut self, media_type: &str, values: &dyn Encode) {
        let values = match Tree::of(values) {
            Ok(Tree::Array(values)) => values,
            Ok(value) => vec![value],
            Err(error) => {
                return self.refuse(Problem::of(error).prefixed("the body can't be written as JSON lines: "));
            }
        };
        let lines: String = values.iter().map(|value| format!("{value}\n")).collect();
        self.body(media_type, lines.into());
    }

    /// Sets a body that is sent as its items come.
    pub fn items<T: Encode + Send + 'static>(&mut self, media_type: &str, items: ItemStream<T>) {
        let written = WrittenItems {
            items,
            form: ItemForm::of(media_type),
            check: None,
        };
        self.body(media_type, Body::stream(written));
    }

    /// Sets a body of XML, written as the schema says.
    #[cfg(feature = "xml")]
    pub fn xml(&mut self, media_type: &str, value: &dyn Encode, schema: &XmlSchema) {
        let written = Tree::of(value)
            .map_err(Problem::of)
            .and_then(|value| xml::write(&value, schema).map_err(Problem::new));
        match written {
            Ok(text) => self.body(media_type, text.into()),
            Err(problem) => self.refuse(problem.prefixed("the body can't be written as XML: ")),
        }
    }

    /// Sets a body of the parts of a form.
    pub fn multipart(&mut self, media_type: &str, form: Form) {
        match form.finish(media_type) {
            Ok((content_type, body)) => self.body(&content_type, body),
            Err(problem) => self.refuse(problem),
        }
    }

    /// Sets a body of an object, form-encoded. `encodings` has the properties with an encoding of their own.
    pub fn form(&mut self, media_type: &str, value: &dyn Encode, encodings: &[(&str, Parameter)]) {
        let properties = match Tree::of(value) {
            Ok(Tree::Object(properties)) => properties,
            Ok(_) => return self.refuse("only an object can be a form".to_owned()),
            Err(error) => {
                return self.refuse(Problem::of(error).prefixed("the body can't be written as a form: "));
            }
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
