use std::fmt;

use crate::codec::json::{Decode, DecodeError, from_slice};
use crate::error::ApiError;

impl ApiError {
    /// Decodes the body as JSON: what several operations say in the same form of a failure is read in one place.
    ///
    /// # Errors
    /// The body is no JSON, or not of this type; it is empty where no response came.
    ///
    /// ```
    /// # use specwright_runtime::{ApiError, Value};
    /// # fn handle(error: &ApiError) {
    /// if let Ok(body) = error.decode::<Value>() {
    ///     println!("{}", body["code"]);
    /// }
    /// # }
    /// ```
    pub fn decode<T: Decode>(&self) -> Result<T, DecodeError> {
        from_slice(self.body())
    }
}

/// Shows a variant of an enum of failures, with the tokens of its row in `responses!`.
#[doc(hidden)]
pub fn show_failure(f: &mut fmt::Formatter<'_>, variant: &str, row: &str) -> fmt::Result {
    match row.trim_matches('"') {
        "_" | "default" => f.write_str(variant),
        status => write!(f, "{variant} ({status})"),
    }
}
