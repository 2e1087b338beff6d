//! Bodies that are sent as their items come.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream as Items;
use http::StatusCode;

use super::rejection::Violation;
use super::schema::Schema;
use crate::codec::json::{self, Encode};
use crate::message::BoxError;

/// Takes what is wrong with an item of a stream, whose response is sent already.
pub(crate) type Report = Arc<dyn Fn(&Violation) + Send + Sync>;

/// A body that is sent as its items come: server-sent events, each with an item as its data, or a JSON value a line.
///
/// ```
/// use specwright_runtime::server::Stream;
///
/// let three = Stream::of([1, 2, 3]);
/// ```
pub struct Stream<T>(Pin<Box<dyn Items<Item = Result<T, BoxError>> + Send>>);

impl<T: Encode + Send + 'static> Stream<T> {
    /// Creates one of a stream of items. An error ends the body, so that the client sees that it broke off.
    pub fn new<S, E>(items: S) -> Self
    where
        S: Items<Item = Result<T, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        Stream(Box::pin(Fallible(Box::pin(items))))
    }

    /// Creates one of items that are there already.
    pub fn of<I>(items: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        Stream(Box::pin(Ready(Box::new(items.into_iter()))))
    }
}

impl<T> fmt::Debug for Stream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Stream")
    }
}

struct Fallible<S>(Pin<Box<S>>);

impl<S, T, E> Items for Fallible<S>
where
    S: Items<Item = Result<T, E>>,
    E: Into<BoxError>,
{
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0
            .as_mut()
            .poll_next(context)
            .map(|item| item.map(|item| item.map_err(Into::into)))
    }
}

struct Ready<T>(Box<dyn Iterator<Item = T> + Send>);

impl<T> Unpin for Ready<T> {}

impl<T> Items for Ready<T> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// Items as text.
pub(super) struct Written<T> {
    pub(super) items: Stream<T>,
    pub(super) write: fn(&str) -> String,
    pub(super) check: Option<ItemCheck>,
}

/// What the items of a stream are checked by.
pub(super) struct ItemCheck {
    pub(super) status: StatusCode,
    pub(super) schema: &'static Schema,
    pub(super) report: Report,
}

impl ItemCheck {
    fn check(&self, item: &[u8]) -> Result<(), BoxError> {
        let value = serde_json::from_slice(item)?;
        let Some(violation) = self.schema.violations(&value).into_iter().next() else {
            return Ok(());
        };
        let violation = violation.of(format!("an item of response {}", self.status.as_u16()));
        (self.report)(&violation);
        Err(violation.to_string().into())
    }
}

impl<T: Encode> Items for Written<T> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Written { items, write, check } = &mut *self;
        items.0.as_mut().poll_next(context).map(|item| {
            item.map(|item| {
                let text = json::to_vec(&item?)?;
                if let Some(check) = check {
                    check.check(&text)?;
                }
                Ok(write(&String::from_utf8_lossy(&text)).into())
            })
        })
    }
}
