use crate::call::build::Call;
use crate::codec::json;
use crate::codec::json::pointer::{raw_at, text_of};
use crate::error::InvalidRequest;

/// The place in a request that says which page is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Input {
    /// A parameter of the query, by its name. Its value is text.
    Query(String),
    /// A place in the JSON body, by a JSON pointer. Its value is JSON.
    Body(String),
}

impl Input {
    /// Returns the input of a name, or of a JSON pointer, which begins with a slash.
    pub(super) fn new(name: String) -> Self {
        match name.starts_with('/') {
            true => Input::Body(name),
            false => Input::Query(name),
        }
    }

    /// Returns a value of a response as it is sent: `None` for what leads nowhere, such as `null` and an empty text.
    pub(super) fn value(&self, raw: &[u8]) -> Option<String> {
        match (self, raw.first()?) {
            (Input::Query(_), _) => text_of(raw),
            (Input::Body(_), b'{' | b'[') => String::from_utf8(raw.to_vec()).ok(),
            (Input::Body(_), _) => {
                text_of(raw)?;
                String::from_utf8(raw.to_vec()).ok()
            }
        }
    }

    /// Returns the number that a request has here.
    pub(super) fn number(&self, call: &Call) -> Option<u64> {
        match self {
            Input::Query(name) => call.query_value(name)?.parse().ok(),
            Input::Body(pointer) => text_of(raw_at(call.body_bytes()?, pointer)?)?.parse().ok(),
        }
    }

    /// Puts a value into a request, instead of the one that it has.
    pub(super) fn set(&self, call: &mut Call, value: &str) -> Result<(), InvalidRequest> {
        match self {
            Input::Query(name) => call.replace_query(name, value),
            Input::Body(pointer) => {
                if json::from_slice::<serde_json::Value>(value.as_bytes()).is_err() {
                    return Err(InvalidRequest::new("the token of the page is no JSON value"));
                }
                call.set_in_body(pointer, value)?;
            }
        }
        Ok(())
    }
}
