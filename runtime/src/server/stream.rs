//! Bodies whose items are sent, and read, one after the other.

use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream as Items;
use http::StatusCode;

use super::received::{Limits, MEMORY_PER_BODY, SILENT};
use super::rejection::Violation;
use super::schema::Schema;
use crate::codec::json::distinct::Distinct;
use crate::codec::json::{self, Decode, Memory};
use crate::codec::stream::{Bounds, CheckItem, ItemForm, RawItems, StreamError};
use crate::error::Secrets;
use crate::message::{Body, BoxError};

pub use crate::codec::stream::ItemStream as Stream;

/// Takes what is wrong with an item of a stream, whose response is sent already.
pub(crate) type Report = Arc<dyn Fn(&Violation) + Send + Sync>;

/// Returns what looks at the items of a response.
pub(super) fn check_of(status: StatusCode, schema: &'static Schema, report: Report) -> CheckItem {
    Box::new(move |item| {
        let value = serde_json::from_slice(item)?;
        let Some(violation) = schema.violations(&value).into_iter().next() else {
            return Ok(());
        };
        let violation = violation.of(format!("an item of response {}", status.as_u16()));
        report(&violation);
        Err(violation.to_string().into())
    })
}

/// The items of a request's body, read while they arrive: the data of server-sent events, or a JSON value a line. Each is checked by the schema
/// of the document.
struct Reader<T> {
    items: RawItems,
    schema: Option<&'static Schema>,
    max_body: usize,
    max_memory: usize,
    read: usize,
    marker: PhantomData<fn() -> T>,
}

/// Reads the items of the body of a request for `operation`.
pub(super) fn read_items<T: Decode + Send + 'static>(
    operation: &'static str,
    body: Body,
    form: ItemForm,
    schema: Option<&'static Schema>,
    limits: Limits,
) -> Stream<T> {
    let max_memory = limits.max_body.saturating_mul(MEMORY_PER_BODY);
    let bounds = Bounds {
        max_body: limits.max_body,
        max_memory,
        idle: limits.idle,
        operation,
        secrets: Arc::new(Secrets::default()),
    };
    Stream::read(Reader {
        items: RawItems::new(body, form, bounds),
        schema,
        max_body: limits.max_body,
        max_memory,
        read: 0,
        marker: PhantomData,
    })
}

impl<T: Decode> Reader<T> {
    fn decode(&self, item: &Bytes) -> Result<T, ItemError> {
        let place = self.read;
        let unfit = |problem: String| ItemError {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            message: format!("item {place}: {problem}"),
        };
        // A text without quotes is the data of an event, too.
        let value = json::from_slice_within(item, Memory::new(self.max_memory));
        let value = value
            .map(|Distinct(value)| value)
            .or_else(|error| match self.items.form() {
                _ if error.is_too_large() => Err(ItemError {
                    status: StatusCode::PAYLOAD_TOO_LARGE,
                    message: format!("item {place} becomes too large a value"),
                }),
                ItemForm::Event => Ok(String::from_utf8_lossy(item).into_owned().into()),
                _ => Err(unfit(format!("expected JSON: {error}"))),
            })?;
        let violation = self
            .schema
            .and_then(|schema| schema.violations(&value).into_iter().next());
        if let Some(violation) = violation {
            return Err(unfit(violation.to_string()));
        }
        let memory = Memory::new(self.max_memory);
        let read = match &value {
            serde_json::Value::String(_) => json::from_value_within(&value, memory),
            _ => json::from_slice_within(item, memory),
        };
        read.map_err(|error| unfit(format!("at {}: {}", error.path(), error.message())))
    }
}

impl<T: Decode> Items for Reader<T> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let item = match ready!(self.items.poll_item(context)) {
            None => return Poll::Ready(None),
            Some(Err(error)) => return Poll::Ready(Some(Err(ItemError::of(&error).into()))),
            // It came in one piece.
            Some(Ok(item)) if item.len() > self.max_body => {
                let limit = self.max_body;
                let error = ItemError::of(&StreamError::TooLarge { limit });
                return Poll::Ready(Some(Err(error.into())));
            }
            Some(Ok(item)) => item,
        };
        let item = self.decode(&item);
        self.read += 1;
        Poll::Ready(Some(item.map_err(Into::into)))
    }
}

/// The error of a request's body that is read while it arrives: it broke off or was silent for too long, or an item is too long or not what the
/// document says; behind such an item the body goes on.
///
/// The error of a body of bytes that is silent is one, too.
#[derive(Debug)]
pub struct ItemError {
    status: StatusCode,
    message: String,
}

impl ItemError {
    fn of(error: &StreamError) -> Self {
        let (status, message) = match error {
            StreamError::Timeout(_) => return ItemError::silent(),
            StreamError::TooLarge { limit } => (
                StatusCode::PAYLOAD_TOO_LARGE,
                format!("an item is longer than {limit} bytes"),
            ),
            other => (StatusCode::BAD_REQUEST, format!("the body broke off: {other}")),
        };
        ItemError { status, message }
    }

    /// Returns the error of a body that is silent.
    pub(super) fn silent() -> Self {
        ItemError {
            status: StatusCode::REQUEST_TIMEOUT,
            message: SILENT.to_owned(),
        }
    }

    /// Returns the status that says so to the client: 400, 408, 413 or 422.
    pub fn status(&self) -> StatusCode {
        self.status
    }
}

impl fmt::Display for ItemError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ItemError {}
