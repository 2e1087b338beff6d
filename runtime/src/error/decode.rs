use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::secrets::Secrets;
use super::text::{Shown, shown};
use crate::message::{BoxError, Head};

/// A success whose body is not what the document says. A failure keeps its status: see [`UndecodedBody`].
///
/// Its text has no secret of the client, also where the server repeated one; `body` and `headers` are as they came.
#[non_exhaustive]
pub struct DecodeFailure {
    /// The `operationId` of the operation, or its method and path.
    pub operation: &'static str,
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// Where in the body it went wrong: `$.detail[0].loc`. Empty when it is not about a place in the body.
    pub path: String,
    /// What is wrong there.
    pub message: String,
    /// Where the document describes what the body does not fit: `#/components/schemas/Pet/properties/name`. Empty where that is not
    /// known.
    pub schema: String,
    /// The body as it came.
    pub body: Bytes,
    excerpt: Excerpt,
    /// What the decoder of the body reported.
    decoder: Option<BoxError>,
}

impl fmt::Debug for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeFailure")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("path", &self.path)
            .field("message", &self.message)
            .field("body", &format_args!("{}", self.excerpt.of(&self.body)))
            .finish_non_exhaustive()
    }
}

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: the response {} can't be read: ",
            self.operation, self.status
        )?;
        write_mismatch(f, &self.path, &self.message, &self.schema)?;
        if !self.body.is_empty() {
            write!(f, "; the body is {}", self.excerpt.of(&self.body))?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeFailure {}

/// How many characters of a message are shown, and of a path.
const MESSAGE: usize = 600;
const PATH: usize = 200;

impl DecodeFailure {
    /// Creates the error of a success.
    pub(crate) fn new(head: &Head, mismatch: Mismatch, secrets: &Secrets) -> Self {
        let UndecodedBody {
            body,
            path,
            message,
            schema,
        } = mismatch.body;
        DecodeFailure {
            operation: head.operation,
            status: head.status,
            headers: head.headers.clone(),
            path,
            message,
            schema,
            excerpt: Excerpt::new(&body, secrets),
            body,
            decoder: mismatch.source,
        }
    }

    /// Returns what the decoder of the body reported, such as a [`DecodeError`](crate::json::DecodeError). It says nothing that the text
    /// does not say, so it is no [`source`](std::error::Error::source).
    pub fn get_ref(&self) -> Option<&(dyn std::error::Error + Send + Sync + 'static)> {
        self.decoder.as_deref()
    }
}

/// The body of a failure that is not what the document says of its status, and why: what enums over the failures of an operation keep
/// in their variant `Undecoded`.
///
/// ```
/// # use specwright_runtime::UndecodedBody;
/// # fn log(body: &UndecodedBody) {
/// println!("{} bytes that are not as documented: {body}", body.body.len());
/// # }
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UndecodedBody {
    /// The body as it came; empty if it is longer than what may be kept in memory.
    pub body: Bytes,
    /// Where in the body it went wrong: `$.detail[0].loc`. Empty when it is not about a place in the body.
    pub path: String,
    /// What is wrong there.
    pub message: String,
    /// Where the document describes what the body does not fit: `#/components/schemas/Pet/properties/name`. Empty where that is not
    /// known.
    pub schema: String,
}

impl fmt::Display for UndecodedBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_mismatch(f, &self.path, &self.message, &self.schema)
    }
}

/// Without the body, which may be large and repeat a secret.
impl fmt::Debug for UndecodedBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UndecodedBody")
            .field("path", &self.path)
            .field("message", &self.message)
            .field("schema", &self.schema)
            .finish_non_exhaustive()
    }
}

fn write_mismatch(f: &mut fmt::Formatter<'_>, path: &str, message: &str, schema: &str) -> fmt::Result {
    if !path.is_empty() {
        write!(f, "at {path}: ")?;
    }
    f.write_str(message)?;
    match schema {
        "" => Ok(()),
        schema => write!(f, " (see {schema})"),
    }
}

/// A body that is not what the document says, and what its decoder reported.
#[derive(Debug)]
pub(crate) struct Mismatch {
    pub(crate) body: UndecodedBody,
    pub(crate) source: Option<BoxError>,
}

impl Mismatch {
    /// Creates one of a message and a path that nothing was done to yet.
    pub(crate) fn new(
        body: Bytes,
        path: &str,
        message: &str,
        schema: Option<String>,
        source: Option<BoxError>,
        secrets: &Secrets,
    ) -> Self {
        Mismatch {
            body: UndecodedBody {
                body,
                path: shown(&secrets.hide(path, false), PATH),
                message: shown(&secrets.hide(message, false), MESSAGE),
                schema: schema.unwrap_or_default(),
            },
            source,
        }
    }
}

/// The beginning of a body as errors show it.
pub(super) enum Excerpt {
    /// There is no secret in it.
    AsItIs,
    /// Without the secrets that are in it.
    Hidden(Box<str>),
}

impl Excerpt {
    /// In characters.
    pub(super) const LENGTH: usize = 300;
    /// In bytes; more than are shown, since what is hidden may be long.
    const WINDOW: usize = 16 * 1024;

    pub(super) fn new(body: &[u8], secrets: &Secrets) -> Self {
        let window = body.get(..Excerpt::WINDOW).unwrap_or(body);
        let text = String::from_utf8_lossy(window);
        match secrets.hide(&text, window.len() < body.len()) {
            Cow::Borrowed(_) => Excerpt::AsItIs,
            Cow::Owned(hidden) => Excerpt::Hidden(shown(&hidden, Excerpt::LENGTH).into()),
        }
    }

    /// Shows the excerpt of the body that it was made of.
    pub(super) fn of<'a>(&'a self, body: &'a [u8]) -> impl fmt::Display + 'a {
        ExcerptOf { excerpt: self, body }
    }
}

struct ExcerptOf<'a> {
    excerpt: &'a Excerpt,
    body: &'a [u8],
}

impl fmt::Display for ExcerptOf<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.excerpt {
            Excerpt::Hidden(text) => f.write_str(text),
            Excerpt::AsItIs => {
                let window = self.body.get(..Excerpt::LENGTH * 4 + 4).unwrap_or(self.body);
                let text = String::from_utf8_lossy(window);
                let most = Excerpt::LENGTH;
                write!(f, "{}", Shown { text: &text, most })
            }
        }
    }
}
