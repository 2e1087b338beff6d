//! When the request of a call is sent again.

use std::pin::pin;
use std::time::Duration;

use http::header::{ACCEPT, CACHE_CONTROL, HeaderName, HeaderValue};
use http::{Response, StatusCode};

use super::Exchange;
use crate::call::retry::{Outcome, Retry};
use crate::codec::stream::{RepeatFuture, Resume, ResumeFuture};
use crate::error::{ErrorKind, Fault, InvalidRequest};
use crate::message::Body;
use crate::platform::clock::{Instant, sleep};

/// A mark, among the extensions of a response, that only the client's budget kept it from being the cause of a retry.
#[derive(Clone, Copy)]
pub(super) struct BudgetSpent;

/// Whether there is another attempt.
pub(super) enum Again {
    After(Duration),
    BudgetSpent,
    No,
}

impl Resume for Exchange {
    fn resume<'a>(&'a mut self, last_event_id: &'a str) -> ResumeFuture<'a> {
        Box::pin(self.send_again(last_event_id))
    }

    fn repeat<'a>(&'a mut self, fault: &'a Fault, deadline: Option<Instant>) -> RepeatFuture<'a> {
        Box::pin(async move {
            match self.repeats_after(fault, deadline).await {
                true => Some(self.send(deadline).await),
                false => None,
            }
        })
    }

    fn goes_on(&self) -> bool {
        self.call.operation.method == "GET"
    }
}

impl Exchange {
    /// Returns itself, if another request may be sent for a body that breaks.
    pub(crate) fn resumable(self) -> Option<Box<dyn Resume>> {
        let repeats = self.retry().repeats(self.call.method_of_repetition()) || self.goes_on();
        match repeats && self.body.is_some() {
            true => Some(Box::new(self)),
            false => None,
        }
    }

    pub(super) fn retry(&self) -> &Retry {
        self.call.retry.as_ref().unwrap_or(&self.call.client.retry)
    }

    /// Decides whether there is another attempt, and counts it.
    pub(super) fn again(&mut self, outcome: &Outcome<'_>, deadline: Option<Instant>) -> Again {
        let Some(wait) = self
            .retry()
            .wait(self.call.method_of_repetition(), outcome, self.retries)
        else {
            return Again::No;
        };
        let upload = self.upload.as_ref();
        let uploading = upload.map(|upload| upload.duration()).unwrap_or_default();
        let deadline = deadline.and_then(|deadline| deadline.checked_add(uploading));
        let in_time = deadline.is_none_or(|deadline| {
            Instant::now()
                .checked_add(wait)
                .is_some_and(|next| next < deadline)
        });
        if self.body.is_none() || !in_time {
            return Again::No;
        }
        if !self.call.client.budget.take() {
            return Again::BudgetSpent;
        }
        self.retries += 1;
        Again::After(wait)
    }

    /// Tells that another attempt follows behind a wait.
    pub(super) fn retrying(&self, wait: Duration, status: Option<StatusCode>, fault: Option<&Fault>) {
        if let Some(watch) = &self.watch {
            let error = fault.and_then(|fault| match fault {
                Fault::Transport(error) => Some(ErrorKind::of(error)),
                Fault::Timeout(_) => Some(ErrorKind::Timeout),
                _ => None,
            });
            watch.retrying(wait, status, error);
        }
    }

    /// Waits for another attempt after the body of a response broke. Returns whether there is one.
    pub(crate) async fn repeats_after(&mut self, fault: &Fault, deadline: Option<Instant>) -> bool {
        match fault {
            Fault::Transport(_) => match self.again(&Outcome::Broken, deadline) {
                Again::After(wait) => {
                    self.retrying(wait, None, Some(fault));
                    sleep(wait).await;
                    true
                }
                Again::BudgetSpent | Again::No => false,
            },
            _ => false,
        }
    }

    /// Sends the request again, to go on behind an event.
    async fn send_again(&mut self, last_event_id: &str) -> Result<Response<Body>, Fault> {
        if !last_event_id.is_empty() {
            let id = HeaderValue::try_from(last_event_id)
                .map_err(|_| self.refused(InvalidRequest::new("the event's id can't stand in a header")))?;
            self.call.set_header(HeaderName::from_static("last-event-id"), id);
        }
        self.call
            .set_header(ACCEPT, HeaderValue::from_static("text/event-stream"));
        self.call
            .set_header(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        // The stream itself connects again, with longer waits.
        self.call.retry = Some(self.retry().clone().without_broken_connections());
        (self.retries, self.renewed) = (0, false);
        let limits = self.limits();
        limits.within(pin!(self.send(limits.deadline))).await?
    }
}
