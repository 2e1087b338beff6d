//! Where a callback is sent.

use http::HeaderMap;

use crate::codec::json::{Encode, Tree};
use crate::codec::parameter::encode_value;

/// The URL that a callback is sent to, of the values that a request and its response have for it.
///
/// A URL at the beginning stands as it is; values behind it are percent-encoded: they stay within their segment, or their pair of the query.
#[derive(Debug)]
pub struct CallbackUrl(Option<String>);

impl Default for CallbackUrl {
    fn default() -> Self {
        Self(Some(String::new()))
    }
}

impl CallbackUrl {
    /// Adds a text.
    pub fn text(&mut self, text: &str) {
        if let Some(url) = &mut self.0 {
            url.push_str(text);
        }
    }

    /// Adds what a JSON pointer leads to in a value: a string, a number or a boolean.
    pub fn value(&mut self, value: &dyn Encode, pointer: &str) {
        let value = Tree::of(value).ok();
        match value.as_ref().and_then(|value| value.at(pointer)) {
            Some(Tree::String(text)) => self.add(text),
            Some(value @ (Tree::Number(_) | Tree::Bool(_))) => self.add(&value.to_string()),
            _ => self.unknown(),
        }
    }

    /// Adds a header.
    pub fn header(&mut self, headers: &HeaderMap, name: &str) {
        match headers.get(name).and_then(|value| value.to_str().ok()) {
            Some(text) => self.add(text),
            None => self.unknown(),
        }
    }

    /// Notes that a value is missing.
    pub fn unknown(&mut self) {
        self.0 = None;
    }

    /// Returns the URL. `None` if a value is missing.
    pub fn finish(self) -> Option<String> {
        self.0
    }

    fn add(&mut self, text: &str) {
        match &mut self.0 {
            Some(url) if url.is_empty() => url.push_str(text),
            Some(url) => url.push_str(&encode_value(text)),
            None => {}
        }
    }
}
