//! When requests are sent again.

mod budget;

use std::borrow::Cow;
use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::error::TransportError;
use crate::message::retry_after;
use crate::platform::random;

pub(crate) use budget::Budget;

/// The statuses that pass by, unless others are set.
const TEMPORARY: &[u16] = &[429, 502, 503, 504];

/// The rule by which a request is sent again.
///
/// Only what is safe to repeat: any request when no connection came up, and one with an idempotent method (`GET`,
/// `HEAD`, `OPTIONS`, `PUT`, `DELETE`, `TRACE`) when the connection broke, in the head or in the body of a response that is read whole,
/// when an attempt took too long, or the server responded 429, 502, 503 or 504. A body that is a stream is never sent again, nor
/// a request after a certificate was not accepted.
///
/// A client that is not told otherwise tries twice again at most. The waits double, with a random part; a `Retry-After` of the server counts instead, also with a random part behind it, and one that is longer than
/// the longest wait ends the call. No retry begins after the call's limit of time, and a client that has used up its budget makes none:
/// 50 retries, or two for each call in flight, unless the client's `retry_budget` is set; ten successful calls give one back.
///
/// ```
/// # use std::time::Duration;
/// use specwright_runtime::Retry;
///
/// let patient = Retry::new(5)
///     .first_wait(Duration::from_secs(1))
///     .attempt_timeout(Duration::from_secs(10))
///     .statuses([408, 429, 500, 502, 503, 504]);
/// let never = Retry::none();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    most: u32,
    first_wait: Duration,
    longest_wait: Duration,
    /// `None` for the longest wait.
    longest_retry_after: Option<Duration>,
    /// In percent.
    jitter: u32,
    statuses: Cow<'static, [u16]>,
    attempt_timeout: Option<Duration>,
    unsafe_methods: bool,
    /// Whether requests are retried that got no response.
    broken_connections: bool,
}

impl Default for Retry {
    fn default() -> Self {
        Retry::new(2)
    }
}

impl Retry {
    /// Allows so many retries at most.
    pub fn new(most: u32) -> Self {
        Retry {
            most,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(30),
            longest_retry_after: None,
            jitter: 50,
            statuses: Cow::Borrowed(TEMPORARY),
            attempt_timeout: None,
            unsafe_methods: false,
            broken_connections: true,
        }
    }

    /// Allows no retry.
    pub fn none() -> Self {
        Retry::new(0)
    }

    /// Sets the wait before the first retry: 250 ms unless set.
    pub fn first_wait(mut self, wait: Duration) -> Self {
        self.first_wait = wait;
        self
    }

    /// Sets the longest wait: 30 s unless set.
    pub fn longest_wait(mut self, wait: Duration) -> Self {
        self.longest_wait = wait;
        self
    }

    /// Sets the longest `Retry-After` of a server that is waited for; with a longer one, the response is that of the call. The longest
    /// wait unless set.
    pub fn longest_retry_after(mut self, wait: Duration) -> Self {
        self.longest_retry_after = Some(wait);
        self
    }

    /// Sets which part of each wait is random, in percent: 50 unless set. It keeps the calls that one outage ended from
    /// coming back at one moment. Behind a `Retry-After`, it is that part of a fifth of it, or of the first wait if that is longer.
    pub fn jitter(mut self, percent: u32) -> Self {
        self.jitter = percent.min(100);
        self
    }

    /// Sets the statuses with which a request is sent again: 429, 502, 503 and 504 unless set.
    pub fn statuses(mut self, statuses: impl IntoIterator<Item = u16>) -> Self {
        self.statuses = statuses.into_iter().collect();
        self
    }

    /// Sets how long one attempt may take until the head of its response is there, without the time in which an upload makes progress;
    /// without limit unless set, but for that of the call.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.attempt_timeout = Some(timeout);
        self
    }

    /// Repeats also `POST` and `PATCH`, which may then happen twice: for servers that recognize a repetition.
    pub fn unsafe_methods(mut self) -> Self {
        self.unsafe_methods = true;
        self
    }

    /// Leaves what got no response to the caller.
    pub(crate) fn without_broken_connections(mut self) -> Self {
        self.broken_connections = false;
        self
    }

    pub(crate) fn attempt_limit(&self) -> Option<Duration> {
        self.attempt_timeout
    }

    /// Tells whether a request with this method may be repeated once the server saw it.
    pub(crate) fn repeats(&self, method: &str) -> bool {
        let is_idempotent =
            || Method::from_bytes(method.as_bytes()).is_ok_and(|method| method.is_idempotent());
        self.most > 0 && (self.unsafe_methods || is_idempotent())
    }

    /// Returns how long to wait before the next attempt, if there may be one.
    pub(crate) fn wait(&self, method: &str, outcome: &Outcome<'_>, retries: u32) -> Option<Duration> {
        if retries >= self.most {
            return None;
        }
        let (again, asked) = match outcome {
            Outcome::Error(_) | Outcome::Broken if !self.broken_connections => (false, None),
            Outcome::Error(error) if error.is_permanent() => (false, None),
            Outcome::Error(error) => (error.is_unprocessed() || self.repeats(method), None),
            Outcome::Broken => (self.repeats(method), None),
            Outcome::Response { status, headers } => {
                let is_temporary = self.statuses.contains(&status.as_u16());
                (is_temporary && self.repeats(method), retry_after(headers))
            }
        };
        match asked {
            _ if !again => None,
            Some(wait) if wait > self.longest_retry_after.unwrap_or(self.longest_wait) => None,
            Some(wait) => Some(wait.saturating_add(self.random_part(self.first_wait.max(wait / 5)))),
            None => Some(self.backoff(retries)),
        }
    }

    /// Returns the wait, which doubles with each retry, less a random part.
    fn backoff(&self, retries: u32) -> Duration {
        let wait = self
            .first_wait
            .saturating_mul(1 << retries.min(20))
            .min(self.longest_wait);
        wait.saturating_sub(self.random_part(wait))
    }

    /// Returns a random part of a wait.
    fn random_part(&self, wait: Duration) -> Duration {
        let share = (random() % 1024) as u32;
        wait / 100 * self.jitter / 1024 * share
    }
}

/// The outcome of an attempt that is no success.
#[derive(Debug)]
pub(crate) enum Outcome<'a> {
    Error(&'a TransportError),
    /// The response began and did not end, or not in time.
    Broken,
    Response {
        status: StatusCode,
        headers: &'a HeaderMap,
    },
}

#[cfg(test)]
mod tests {
    use super::*;
    use http::HeaderValue;
    use http::header::{DATE, RETRY_AFTER};

    fn wait(
        retry: &Retry,
        method: Method,
        status: u16,
        after: Option<&str>,
        retries: u32,
    ) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        if let Some(after) = after {
            headers.insert(RETRY_AFTER, HeaderValue::from_str(after).expect("a value"));
        }
        let status = StatusCode::from_u16(status).expect("a status");
        let outcome = Outcome::Response {
            status,
            headers: &headers,
        };
        retry.wait(method.as_str(), &outcome, retries)
    }

    #[test]
    fn only_temporary_failures_of_repeatable_requests_are_retried() {
        let retry = Retry::default();
        for status in [429, 502, 503, 504] {
            assert!(wait(&retry, Method::GET, status, None, 0).is_some());
            assert!(wait(&retry, Method::DELETE, status, None, 1).is_some());
            assert_eq!(wait(&retry, Method::POST, status, None, 0), None);
            assert_eq!(wait(&retry, Method::PATCH, status, None, 0), None);
            assert!(wait(&retry.clone().unsafe_methods(), Method::POST, status, None, 0).is_some());
        }
        for status in [200, 400, 401, 404, 409, 500, 501] {
            assert_eq!(wait(&retry, Method::GET, status, None, 0), None);
        }
        assert_eq!(wait(&retry, Method::GET, 503, None, 2), None);
        assert_eq!(wait(&Retry::none(), Method::GET, 503, None, 0), None);
    }

    #[test]
    fn a_request_that_was_not_sent_is_retried_whatever_it_does() {
        let retry = Retry::default();
        let unsent = TransportError::connect("refused");
        let broken = TransportError::new("reset");
        assert!(retry.wait("POST", &Outcome::Error(&unsent), 0).is_some());
        assert_eq!(retry.wait("POST", &Outcome::Error(&broken), 0), None);
        assert!(retry.wait("PUT", &Outcome::Error(&broken), 0).is_some());
    }

    #[test]
    fn waits_double_up_to_the_longest_with_a_random_part() {
        let retry = Retry::new(100)
            .first_wait(Duration::from_secs(1))
            .longest_wait(Duration::from_secs(10));
        for (retries, longest) in [(0, 1), (1, 2), (2, 4), (3, 8), (4, 10), (60, 10)] {
            let waits: Vec<Duration> = (0..20)
                .filter_map(|_| wait(&retry, Method::GET, 503, None, retries))
                .collect();
            let longest = Duration::from_secs(longest);
            assert!(
                waits.iter().all(|wait| *wait >= longest / 2 && *wait <= longest),
                "{waits:?}"
            );
            assert!(waits.iter().any(|wait| wait != &waits[0]), "no jitter");
        }
    }

    #[test]
    fn what_the_server_asks_for_counts() {
        let retry = Retry::default();
        let seconds = |text: &str| wait(&retry, Method::GET, 429, Some(text), 0).map(|wait| wait.as_secs());
        assert_eq!(seconds("7"), Some(7));
        assert_eq!(seconds("Sun, 06 Nov 1994 08:49:37 GMT"), Some(0));
        assert_eq!(seconds("31"), None);
        assert_eq!(seconds("Tue, 31 Dec 2999 23:59:59 GMT"), None);
        assert_eq!(seconds("99999999999999999999999"), None);
        assert!(seconds("soon").is_some_and(|wait| wait < 1));
        let patient = retry.clone().longest_retry_after(Duration::from_secs(60));
        assert!(wait(&patient, Method::GET, 429, Some("31"), 0).is_some());
    }

    #[test]
    fn a_date_counts_from_that_of_the_response() {
        let headers = HeaderMap::from_iter([
            (
                RETRY_AFTER,
                HeaderValue::from_static("Sun, 06 Nov 1994 08:49:47 GMT"),
            ),
            (DATE, HeaderValue::from_static("Sun, 06 Nov 1994 08:49:37 GMT")),
        ]);
        assert_eq!(retry_after(&headers), Some(Duration::from_secs(10)));
    }

    #[test]
    fn calls_that_a_server_sends_off_for_the_same_time_come_back_at_different_ones() {
        let waits: Vec<Duration> = (0..40)
            .filter_map(|_| wait(&Retry::default(), Method::GET, 429, Some("1"), 0))
            .collect();
        let (first, last) = (
            waits.iter().min().expect("waits"),
            waits.iter().max().expect("waits"),
        );
        assert!(*first >= Duration::from_secs(1), "{first:?}");
        assert!(
            *last - *first > Duration::from_millis(50),
            "{first:?} to {last:?}"
        );
    }

    #[test]
    fn which_statuses_pass_by_is_a_setting() {
        let retry = Retry::new(1).statuses([500]);
        assert!(wait(&retry, Method::GET, 500, None, 0).is_some());
        assert_eq!(wait(&retry, Method::GET, 503, None, 0), None);
    }

    #[test]
    fn a_certificate_that_is_not_accepted_is_no_reason_to_try_again() {
        let error = TransportError::certificate("unknown issuer");
        assert_eq!(Retry::new(9).wait("GET", &Outcome::Error(&error), 0), None);
    }
}
