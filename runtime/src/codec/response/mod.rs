//! The decoding of responses.
//!
//! Each function of [`decode`] takes a [`RawResponse`] whose body is not read yet. One that needs the whole body gives
//! the response back as [`Undecoded`]; it is then called again with the body in memory. So there is one way of sending for
//! bodies that are read at once and for streams, and decoding is the only step that knows a type.

mod api_error;
pub mod decode;
mod limits;
mod media_type;
mod raw;
mod raw_body;

use bytes::Bytes;
use http::StatusCode;

use crate::codec::json::DecodeError;
use crate::error::{DecodeFailure, Fault, Mismatch, Secrets, UndecodedBody};
use crate::message::{BoxError, Head};

pub use api_error::show_failure;
pub(crate) use limits::Limits;
pub(crate) use raw::RawBody;
pub use raw::RawResponse;

/// The reason why a function did not decode a response.
#[derive(Debug)]
pub struct Undecoded(Reason);

#[derive(Debug)]
enum Reason {
    /// The body must be in memory first.
    Unread(RawResponse),
    /// It takes more memory than these bytes.
    TooLarge(usize),
    /// It is not what the document says.
    Mismatch(Unfit),
}

/// What is wrong with a body, before secrets are hidden.
#[derive(Debug)]
struct Unfit {
    path: String,
    message: String,
    source: Option<BoxError>,
}

impl Undecoded {
    /// Creates the error of a body that is not what the document says, without a path.
    pub(crate) fn mismatch(message: impl Into<String>) -> Self {
        Undecoded(Reason::Mismatch(Unfit {
            path: String::new(),
            message: message.into(),
            source: None,
        }))
    }

    /// Creates the error of a body that would take more memory than so many bytes.
    pub(crate) fn too_large(limit: usize) -> Self {
        Undecoded(Reason::TooLarge(limit))
    }

    /// Sets where in the body it went wrong (`$.detail[0]`), and what the decoder reported.
    pub(crate) fn because(self, at: impl Into<String>, error: impl Into<BoxError>) -> Self {
        match self.0 {
            Reason::Mismatch(unfit) => Undecoded(Reason::Mismatch(Unfit {
                path: at.into(),
                source: Some(error.into()),
                ..unfit
            })),
            other => Undecoded(other),
        }
    }

    /// Creates the error of a status that the document does not describe.
    pub fn undocumented(response: &RawResponse) -> Self {
        Undecoded::mismatch(format!(
            "the document does not describe the status {}",
            response.status()
        ))
    }

    /// Returns the response whose body must be read first, or else the fault of a success.
    pub(crate) fn of_success(
        self,
        head: &Head,
        body: Bytes,
        secrets: &Secrets,
    ) -> Result<RawResponse, Fault> {
        match self.0 {
            Reason::Unread(response) => Ok(response),
            Reason::TooLarge(limit) => Err(Fault::TooLarge(limit)),
            Reason::Mismatch(unfit) => {
                let mismatch = unfit.finish(body, secrets);
                let failure = DecodeFailure::new(head, mismatch, secrets);
                Err(Fault::Decode(Box::new(failure)))
            }
        }
    }

    /// Returns the response whose body must be read first, or else what a failure keeps of its body.
    pub(crate) fn of_failure(self, body: Bytes, secrets: &Secrets) -> Result<RawResponse, UndecodedBody> {
        let unfit = match self.0 {
            Reason::Unread(response) => return Ok(response),
            Reason::TooLarge(limit) => Unfit {
                path: String::new(),
                message: format!("the body takes more than {limit} bytes of memory"),
                source: None,
            },
            Reason::Mismatch(unfit) => unfit,
        };
        Err(unfit.finish(body, secrets).body)
    }
}

impl Unfit {
    fn finish(self, body: Bytes, secrets: &Secrets) -> Mismatch {
        let mut schema = None;
        let source = self.source.map(|source| match source.downcast::<DecodeError>() {
            Ok(error) => {
                schema = error.schema();
                error.without(secrets).into()
            }
            Err(other) => other,
        });
        Mismatch::new(body, &self.path, &self.message, schema, source, secrets)
    }
}

/// An enum with a variant for each response of an operation. The macro `responses!` implements it.
pub trait FromResponse: Sized {
    /// Decodes the variant for the status of the response.
    ///
    /// # Errors
    /// The body must be read first, or is not what the document says.
    fn from_response(response: RawResponse) -> Result<Self, Undecoded>;

    /// Tells whether the document names this status, or its hundred. A redirect that it names is not followed.
    fn documents(status: StatusCode) -> bool;
}

/// The type of what a failure holds: any response that is no success has a value.
pub trait FromFailure: FromResponse {
    /// Returns the variant for a body that is not what the document says.
    fn undecoded(body: UndecodedBody) -> Self;
}

impl FromFailure for Bytes {
    fn undecoded(body: UndecodedBody) -> Self {
        body.body
    }
}

/// Where the document describes no failure: any body as it came.
impl FromResponse for Bytes {
    fn from_response(response: RawResponse) -> Result<Self, Undecoded> {
        decode::raw(response)
    }

    fn documents(_: StatusCode) -> bool {
        false
    }
}

/// Tells whether `status` fits the tokens of a row of `responses!`: `404` or `"4XX"`.
pub fn status_matches(status: StatusCode, row: &str) -> bool {
    let pattern = row.trim_matches('"').as_bytes();
    let digits = status.as_str().as_bytes();
    pattern.len() == digits.len()
        && pattern
            .iter()
            .zip(digits)
            .all(|(wanted, digit)| wanted.eq_ignore_ascii_case(&b'x') || wanted == digit)
}

/// Tells whether the server calls the body by this media type, or one of this range.
pub fn has_media_type(response: &RawResponse, media_type: &str) -> bool {
    media_type::fits(response.head(), media_type)
}
