//! Bodies that are sent, and read, as their items come.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::codec::json::{self, Encode};
use crate::message::BoxError;

/// A body that is sent as its items come: server-sent events, each with an item as its data, or a JSON value a line, as its media type says.
///
/// A list is one, too. The body can be sent once, so that a request with it is never repeated.
///
/// A server gets one of the items that a client sends, each checked by the schema of the document. It is a `Stream`; without a crate for
/// streams, [`next`](Self::next) gives its items.
///
/// ```
/// use specwright_runtime::ItemStream;
///
/// let three = ItemStream::of([1, 2, 3]);
/// let four: ItemStream<i32> = vec![1, 2, 3, 4].into();
/// ```
pub struct ItemStream<T>(Pin<Box<dyn Stream<Item = Result<T, BoxError>> + Send>>);

impl<T: Encode + Send + 'static> ItemStream<T> {
    /// Creates one of a stream of items. An error ends the body, so that the other side sees that it broke off.
    pub fn new<S, E>(items: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        ItemStream(Box::pin(Fallible(Box::pin(items))))
    }

    /// Creates one of items that are there already.
    pub fn of<I>(items: I) -> Self
    where
        I: IntoIterator<Item = T>,
        I::IntoIter: Send + 'static,
    {
        ItemStream(Box::pin(Ready(Box::new(items.into_iter()))))
    }
}

impl<T> ItemStream<T> {
    /// Creates one of items that are read.
    #[cfg(feature = "server")]
    pub(crate) fn read(items: impl Stream<Item = Result<T, BoxError>> + Send + 'static) -> Self {
        ItemStream(Box::pin(items))
    }

    /// Returns the next item; `None` at the end.
    ///
    /// # Errors
    /// Whatever gives the items has an error. On the server's side that is a
    #[cfg_attr(feature = "server", doc = "[`ItemError`](crate::server::ItemError).")]
    #[cfg_attr(not(feature = "server"), doc = "`server::ItemError`.")]
    pub async fn next(&mut self) -> Option<Result<T, BoxError>> {
        poll_fn(|context| self.0.as_mut().poll_next(context)).await
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context)
    }
}

impl<T: Encode + Send + 'static> From<Vec<T>> for ItemStream<T> {
    fn from(items: Vec<T>) -> Self {
        ItemStream::of(items)
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ItemStream")
    }
}

struct Fallible<S>(Pin<Box<S>>);

impl<S, T, E> Stream for Fallible<S>
where
    S: Stream<Item = Result<T, E>>,
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

impl<T> Stream for Ready<T> {
    type Item = Result<T, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

/// How an item stands in a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemForm {
    /// The data of a server-sent event.
    Event,
    /// A line.
    Line,
    /// A line behind a record separator: RFC 7464.
    Sequence,
}

impl ItemForm {
    /// Returns how items stand in a body of a media type.
    pub(crate) fn of(media_type: &str) -> Self {
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        match essence {
            _ if essence.eq_ignore_ascii_case(super::EVENT_STREAM) => Self::Event,
            _ if essence.eq_ignore_ascii_case("application/json-seq") => Self::Sequence,
            _ => Self::Line,
        }
    }

    /// Returns the text of an item, of its JSON.
    fn write(self, json: &str) -> String {
        match self {
            Self::Event => format!("data: {json}\n\n"),
            Self::Line => format!("{json}\n"),
            Self::Sequence => format!("\u{1e}{json}\n"),
        }
    }
}

/// Looks at the JSON of an item before it is sent.
pub(crate) type CheckItem = Box<dyn Fn(&[u8]) -> Result<(), BoxError> + Send + Sync>;

/// Items as text.
pub(crate) struct WrittenItems<T> {
    pub(crate) items: ItemStream<T>,
    pub(crate) form: ItemForm,
    pub(crate) check: Option<CheckItem>,
}

impl<T: Encode> Stream for WrittenItems<T> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let WrittenItems { items, form, check } = &mut *self;
        items.0.as_mut().poll_next(context).map(|item| {
            item.map(|item| {
                let text = json::to_vec(&item?)?;
                if let Some(check) = check {
                    check(&text)?;
                }
                Ok(form.write(&String::from_utf8_lossy(&text)).into())
            })
        })
    }
}
