//! What comes back, and the functions that read it.
//!
//! Each function takes an [`Answer`] whose body is not read yet. One that needs the whole body gives the answer back
//! as [`Undecoded`]; it is then called again with the body in memory. So one way of execution serves bodies
//! that are read at once and streams, and reading is the only step that knows a type.

mod decode;
mod head;

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;
use tokio::time::Instant;

use crate::body::{Body, CollectError};
use crate::error::{DecodeFailure, Fault, TransportError};
use crate::execute::Exchange;

#[cfg(feature = "xml")]
pub use decode::xml;
pub use decode::{binary, documented, empty, events, json, json_lines, raw, text};
pub use head::{Head, Response};

/// An answer: status, headers, and a body that may not be read yet.
#[derive(Debug)]
pub struct Answer {
    head: Arc<Head>,
    body: AnswerBody,
    limits: Limits,
    /// The request, where it may be sent again.
    exchange: Option<Box<Exchange>>,
}

#[derive(Debug)]
pub(crate) enum AnswerBody {
    Unread(Box<Body>),
    Whole(Bytes),
}

/// How much of an answer may be kept, and until when.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    pub(crate) max_body: usize,
    pub(crate) timeout: Duration,
    /// `None` for a limit beyond what the clock can express.
    pub(crate) deadline: Option<Instant>,
}

impl Limits {
    /// Runs `future` until the deadline.
    pub(crate) async fn within<F: Future>(&self, future: F) -> Result<F::Output, Fault> {
        match self.deadline {
            Some(deadline) => tokio::time::timeout_at(deadline, future)
                .await
                .map_err(|_| Fault::Timeout(self.timeout)),
            None => Ok(future.await),
        }
    }

    /// All of `body`. How long that may take is not limited here.
    pub(crate) async fn collect(&self, body: Body) -> Result<Bytes, Fault> {
        body.collect(self.max_body).await.map_err(|error| match error {
            CollectError::TooLarge => Fault::TooLarge(self.max_body),
            CollectError::Read(error) => Fault::Transport(TransportError::new(error)),
        })
    }
}

impl Answer {
    pub(crate) fn new(
        head: Arc<Head>,
        body: AnswerBody,
        limits: Limits,
        exchange: Option<Box<Exchange>>,
    ) -> Self {
        Answer {
            head,
            body,
            limits,
            exchange,
        }
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    pub(crate) fn head(&self) -> &Arc<Head> {
        &self.head
    }

    /// The body, if it is in memory.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            AnswerBody::Whole(bytes) => bytes.clone(),
            AnswerBody::Unread(_) => Bytes::new(),
        }
    }

    /// The whole body, or the answer back if it must be read first.
    fn whole(self) -> Result<(Arc<Head>, Bytes), Undecoded> {
        match self.body {
            AnswerBody::Whole(bytes) => Ok((self.head, bytes)),
            AnswerBody::Unread(_) => Err(Undecoded(Reason::Unread(self))),
        }
    }

    /// The body as it arrives, and how much of it may be kept.
    fn into_stream(self) -> (Body, usize, Option<Box<Exchange>>) {
        let body = match self.body {
            AnswerBody::Unread(body) => *body,
            AnswerBody::Whole(bytes) => bytes.into(),
        };
        (body, self.limits.max_body, self.exchange)
    }

    /// Reads the body into memory.
    pub(crate) async fn read(mut self) -> Result<Answer, Fault> {
        if let AnswerBody::Unread(body) = self.body {
            let limits = self.limits;
            self.body = AnswerBody::Whole(limits.within(limits.collect(*body)).await??);
        }
        Ok(self)
    }
}

/// Why a function did not read an answer.
#[derive(Debug)]
pub struct Undecoded(Reason);

#[derive(Debug)]
enum Reason {
    /// The body must be in memory first.
    Unread(Answer),
    /// It is not what the document says.
    Mismatch { path: String, message: String },
}

impl Undecoded {
    /// The body is not what the document says, at a path inside it (`$.detail[0]`; empty for no place in it).
    pub fn mismatch(path: impl Into<String>, message: impl Into<String>) -> Self {
        Undecoded(Reason::Mismatch {
            path: path.into(),
            message: message.into(),
        })
    }

    /// The document has no answer with this status.
    pub fn undocumented(answer: &Answer) -> Self {
        Undecoded::mismatch(
            "",
            format!("the document does not describe the status {}", answer.status()),
        )
    }

    /// What to do now: read the body, or fail.
    pub(crate) fn next(self, head: &Head, body: Bytes) -> Result<Answer, Fault> {
        match self.0 {
            Reason::Unread(answer) => Ok(answer),
            Reason::Mismatch { path, message } => Err(Fault::Decode(Box::new(DecodeFailure {
                status: head.status,
                headers: head.headers.clone(),
                path,
                message,
                body,
            }))),
        }
    }
}

/// The answers of an operation: an enum with a variant for each. [`answers!`](crate::answers) implements it.
pub trait FromAnswer: Sized {
    /// Reads the variant for the answer's status.
    ///
    /// # Errors
    /// The body must be read first, or is not what the document says.
    fn from_answer(answer: Answer) -> Result<Self, Undecoded>;

    /// Whether the document names this status, or its hundred. A redirect that it names is not followed.
    fn documents(status: StatusCode) -> bool;
}

/// Where the document describes no failure: any body as it came.
impl FromAnswer for Bytes {
    fn from_answer(answer: Answer) -> Result<Self, Undecoded> {
        raw(answer)
    }

    fn documents(_: StatusCode) -> bool {
        false
    }
}

/// Whether `status` fits the tokens of a row of [`answers!`](crate::answers): `404` or `"4XX"`.
#[doc(hidden)]
pub fn status_matches(status: StatusCode, row: &str) -> bool {
    let pattern = row.trim_matches('"').as_bytes();
    let digits = status.as_str().as_bytes();
    pattern.len() == digits.len()
        && pattern
            .iter()
            .zip(digits)
            .all(|(wanted, digit)| wanted.eq_ignore_ascii_case(&b'x') || wanted == digit)
}

/// Whether the server calls the body by this media type, parameters aside.
#[doc(hidden)]
pub fn is_called(answer: &Answer, media_type: &str) -> bool {
    let called = answer.head().text(http::header::CONTENT_TYPE).unwrap_or_default();
    let essence = called.split(';').next().unwrap_or_default().trim();
    essence.eq_ignore_ascii_case(media_type)
}
