use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::lines::Lines;
use super::{Bounds, StreamError, decode_item};
use crate::codec::json::{self, Decode};
use crate::message::Body;

/// A response of one JSON value a line (`application/jsonl`, `application/x-ndjson`, and `application/json-seq`, whose
/// separators are skipped).
///
/// It is a `Stream`; without a crate for streams, [`next`](Self::next) gives its items.
pub struct JsonLines<T> {
    lines: Lines,
    bounds: Bounds,
    marker: PhantomData<fn() -> T>,
}

impl<T: Decode> JsonLines<T> {
    pub(crate) fn new(body: Body, bounds: Bounds) -> Self {
        JsonLines {
            lines: Lines::new(body, &bounds),
            bounds,
            marker: PhantomData,
        }
    }

    /// Reads the next value. Returns `None` at the end.
    ///
    /// # Errors
    /// The connection broke, or a line is no such value; the stream goes on behind such a line.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }
}

impl<T: Decode> Stream for JsonLines<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let line = ready!(poll_item(&mut self.lines, context));
        Poll::Ready(line.map(|line| decode_item(&line?, &self.bounds, json::from_slice_within)))
    }
}

/// Reads the next line that is not blank.
pub(super) fn poll_item(
    lines: &mut Lines,
    context: &mut Context<'_>,
) -> Poll<Option<Result<Bytes, StreamError>>> {
    const RECORD_SEPARATOR: u8 = 0x1e;
    loop {
        match ready!(lines.poll_line(true, context)) {
            Some(Ok(mut line)) => {
                if line.first() == Some(&RECORD_SEPARATOR) {
                    line = line.slice(1..);
                }
                if !line.trim_ascii().is_empty() {
                    return Poll::Ready(Some(Ok(line)));
                }
            }
            other => return Poll::Ready(other),
        }
    }
}

impl<T> fmt::Debug for JsonLines<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JsonLines")
    }
}
