use std::task::{Context, Poll, ready};

use bytes::Bytes;

use super::events::Parser;
use super::json_lines;
use super::lines::Lines;
use super::{Bounds, ItemForm, StreamError};
use crate::message::Body;

/// The items of a body before they are decoded: lines, or the data of events.
pub(crate) struct RawItems {
    lines: Lines,
    form: ItemForm,
    parser: Parser,
    max_body: usize,
    ended: bool,
}

impl RawItems {
    /// Splits a body into items.
    pub(crate) fn new(body: Body, form: ItemForm, bounds: Bounds) -> Self {
        RawItems {
            lines: match form {
                ItemForm::Event => Lines::with_carriage_returns(body, &bounds),
                ItemForm::Line | ItemForm::Sequence => Lines::new(body, &bounds),
            },
            form,
            parser: Parser::default(),
            max_body: bounds.max_body,
            ended: false,
        }
    }

    /// Returns how items stand in the body.
    pub(crate) fn form(&self) -> ItemForm {
        self.form
    }

    /// Reads the next item.
    pub(crate) fn poll_item(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, StreamError>>> {
        if self.ended {
            return Poll::Ready(None);
        }
        if self.form != ItemForm::Event {
            return json_lines::poll_item(&mut self.lines, context);
        }
        loop {
            let line = match ready!(self.lines.poll_line(false, context)) {
                Some(Ok(line)) => line,
                other => {
                    self.ended = true;
                    return Poll::Ready(other);
                }
            };
            if let Some(event) = self.parser.line(&line) {
                return Poll::Ready(Some(Ok(event.data.into())));
            }
            if self.parser.length() > self.max_body {
                self.ended = true;
                let limit = self.max_body;
                return Poll::Ready(Some(Err(StreamError::TooLarge { limit })));
            }
        }
    }
}
