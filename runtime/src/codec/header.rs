//! Headers of a response as values.

use serde_json::Value;

use crate::codec::json::{self, Decode, DecodeError};
use crate::error::Failure;
use crate::message::{Head, Response};

impl Head {
    /// Reads a header as a value: a number, a boolean or other JSON, text, or a list of these with commas between them,
    /// whichever `T` reads. What stands in quotes, as an `ETag` does, is text with its quotes.
    ///
    /// Returns `None` where there is no such header.
    ///
    /// # Errors
    /// The header has another value.
    ///
    /// ```
    /// # fn read(response: specwright_runtime::Response<()>) -> Result<(), Box<dyn std::error::Error>> {
    /// let left: Option<u32> = response.header("x-ratelimit-remaining")?;
    /// let tags: Option<Vec<String>> = response.head().header("x-tags")?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn header<T: Decode>(&self, name: &str) -> Result<Option<T>, DecodeError> {
        let Some(value) = self.headers.get(name) else {
            return Ok(None);
        };
        let text = String::from_utf8_lossy(value.as_bytes());
        let json_or_text = |item: &str| serde_json::from_str(item).unwrap_or_else(|_| Value::from(item));
        let whole = || json::from_value(&Value::from(&*text));
        let json = match text.starts_with('"') {
            true => whole(),
            false => json::from_slice(text.as_bytes()),
        };
        json.or_else(|error| {
            whole()
                .or_else(|_| json::from_value(&items(&text).map(json_or_text).collect()))
                .or_else(|_| json::from_value(&items(&text).map(Value::from).collect()))
                .map_err(|_| {
                    DecodeError::custom(format!("the header {name}: {}", error.message()), error.offset())
                })
        })
        .map(Some)
    }
}

/// Returns the items of a list with commas between them.
fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

impl<T> Response<T> {
    /// Reads a header as a value: see [`Head::header`].
    ///
    /// # Errors
    /// The header has another value.
    pub fn header<H: Decode>(&self, name: &str) -> Result<Option<H>, DecodeError> {
        self.head().header(name)
    }
}

impl<E> Failure<E> {
    /// Reads a header as a value: see [`Head::header`].
    ///
    /// # Errors
    /// The header has another value.
    pub fn header<H: Decode>(&self, name: &str) -> Result<Option<H>, DecodeError> {
        self.head().header(name)
    }
}
