use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};

use super::idle::Timed;
use super::{Bounds, StreamError};
use crate::message::Body;

/// The lines of a body, without their ends.
pub(super) struct Lines {
    body: Timed,
    buffer: BytesMut,
    /// How much of the buffer is known to hold no end of a line.
    searched: usize,
    limit: usize,
    /// Whether `\r` ends a line too.
    carriage_return: bool,
    /// A `\n` that belongs to the `\r` before it.
    skip_line_feed: bool,
    ended: bool,
}

impl Lines {
    /// Splits a body into lines that end with `\n` or `\r\n`. A line longer than the bounds is an error.
    pub(super) fn new(body: Body, bounds: &Bounds) -> Self {
        Lines {
            body: Timed::new(body, bounds),
            buffer: BytesMut::new(),
            searched: 0,
            limit: bounds.max_body,
            carriage_return: false,
            skip_line_feed: false,
            ended: false,
        }
    }

    /// Splits a body into lines that may end with a lone `\r`, too.
    pub(super) fn with_carriage_returns(body: Body, bounds: &Bounds) -> Self {
        Lines {
            carriage_return: true,
            ..Lines::new(body, bounds)
        }
    }

    /// Reads the next line. What stands behind the last end of a line is a line if `allow_rest`.
    pub(super) fn poll_line(
        &mut self,
        allow_rest: bool,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StreamError>>> {
        loop {
            if let Some(line) = self.take_line() {
                return Poll::Ready(Some(Ok(line)));
            }
            if self.ended {
                let rest = self.buffer.split().freeze();
                self.searched = 0;
                return Poll::Ready((allow_rest && !rest.is_empty()).then_some(Ok(rest)));
            }
            if self.buffer.len() > self.limit {
                self.ended = true;
                self.buffer.clear();
                self.body.close();
                return Poll::Ready(Some(Err(StreamError::TooLarge { limit: self.limit })));
            }
            match ready!(self.body.poll_chunk(context)) {
                Some(Ok(chunk)) => self.buffer.extend_from_slice(&chunk),
                Some(Err(error)) => {
                    self.ended = true;
                    self.buffer.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => self.ended = true,
            }
        }
    }

    fn take_line(&mut self) -> Option<Bytes> {
        if self.skip_line_feed && !self.buffer.is_empty() {
            self.skip_line_feed = false;
            if self.buffer.starts_with(b"\n") {
                let _ = self.buffer.split_to(1);
            }
        }
        let is_end = |byte: &u8| *byte == b'\n' || (self.carriage_return && *byte == b'\r');
        let found = self.buffer.iter().skip(self.searched).position(is_end);
        let Some(found) = found else {
            self.searched = self.buffer.len();
            return None;
        };
        let length = self.searched + found;
        self.searched = 0;
        let mut line = self.buffer.split_to(length + 1);
        if line.last() == Some(&b'\r') {
            self.skip_line_feed = true;
        }
        line.truncate(length);
        if !self.carriage_return && line.last() == Some(&b'\r') {
            line.truncate(length - 1);
        }
        Some(line.freeze())
    }
}
