//! When requests are sent again.

mod budget;

use std::time::{Duration, SystemTime};

use http::{HeaderValue, Method, StatusCode};

use crate::error::TransportError;
use crate::random::random;

pub(crate) use budget::Budget;

/// The rule by which a request is sent again.
///
/// Only what is safe to repeat: any request when no connection came up, and one with an idempotent method (`GET`,
/// `HEAD`, `OPTIONS`, `PUT`, `DELETE`, `TRACE`) when the connection broke or the server responded 429, 502, 503 or 504.
/// A body that is a stream is never sent again.
///
/// A client that is not told otherwise tries twice again at most, and takes a status that the document describes for
/// the response that it is, unless the server asks with `Retry-After` for another try. The waits double, with a random
/// part; a `Retry-After` of the server counts instead, and one that is longer than the longest wait ends the call. No
/// retry begins after the call's limit of time, and a client that has used up its budget (50, of which ten successful
/// calls give one back) makes none.
///
/// ```
/// # use std::time::Duration;
/// use specwright_runtime::Retry;
///
/// let patient = Retry::new(5).first_wait(Duration::from_secs(1));
/// let never = Retry::none();
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retry {
    most: u32,
    first_wait: Duration,
    longest_wait: Duration,
    unsafe_methods: bool,
    /// Whether statuses that the document describes are retried without `Retry-After`.
    documented: bool,
    /// Whether requests are retried that got no response.
    broken_connections: bool,
}

impl Default for Retry {
    fn default() -> Self {
        let mut retry = Retry::new(2);
        retry.documented = false;
        retry
    }
}

impl Retry {
    /// Allows so many retries at most.
    pub fn new(most: u32) -> Self {
        Retry {
            most,
            first_wait: Duration::from_millis(250),
            longest_wait: Duration::from_secs(30),
            unsafe_methods: false,
            documented: true,
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

    /// Returns how long to wait before the next attempt, if there may be one.
    pub(crate) fn wait(&self, method: &str, outcome: &Outcome<'_>, retries: u32) -> Option<Duration> {
        let is_idempotent =
            || Method::from_bytes(method.as_bytes()).is_ok_and(|method| method.is_idempotent());
        let repeatable = self.unsafe_methods || is_idempotent();
        let (again, asked) = match outcome {
            Outcome::Error(error) => {
                let again = self.broken_connections && (repeatable || error.is_connect());
                (again, None)
            }
            Outcome::Response {
                status,
                documented,
                retry_after,
            } => {
                let temporary = matches!(status.as_u16(), 429 | 502 | 503 | 504);
                let counts = self.documented || !documented || retry_after.is_some();
                (
                    repeatable && temporary && counts,
                    retry_after.and_then(asked_wait),
                )
            }
        };
        if !again || retries >= self.most {
            return None;
        }
        match asked {
            Some(wait) => (wait <= self.longest_wait).then_some(wait),
            None => Some(self.backoff(retries)),
        }
    }

    /// Returns between half and all of the wait, which doubles with each retry.
    fn backoff(&self, retries: u32) -> Duration {
        let wait = self
            .first_wait
            .saturating_mul(1 << retries.min(20))
            .min(self.longest_wait);
        let jitter = (random() % 1024) as u32;
        wait / 2 + wait / 2 * jitter / 1024
    }
}

/// The outcome of an attempt that is no success.
#[derive(Debug)]
pub(crate) enum Outcome<'a> {
    Error(&'a TransportError),
    Response {
        status: StatusCode,
        /// Whether the document describes this status.
        documented: bool,
        retry_after: Option<&'a HeaderValue>,
    },
}

/// Reads `Retry-After`: seconds or a date.
fn asked_wait(value: &HeaderValue) -> Option<Duration> {
    let value = value.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let date = httpdate::parse_http_date(value).ok()?;
    Some(date.duration_since(SystemTime::now()).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait(
        retry: &Retry,
        method: Method,
        status: u16,
        after: Option<&str>,
        retries: u32,
    ) -> Option<Duration> {
        let after = after.map(|text| HeaderValue::from_str(text).expect("a value"));
        let status = StatusCode::from_u16(status).expect("a status");
        let outcome = Outcome::Response {
            status,
            documented: false,
            retry_after: after.as_ref(),
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
    fn a_documented_status_is_a_response_unless_the_server_or_the_caller_asks() {
        let after = HeaderValue::from_static("1");
        let wait = |retry: &Retry, retry_after| {
            let outcome = Outcome::Response {
                status: StatusCode::TOO_MANY_REQUESTS,
                documented: true,
                retry_after,
            };
            retry.wait("GET", &outcome, 0)
        };
        assert_eq!(wait(&Retry::default(), None), None);
        assert_eq!(
            wait(&Retry::default(), Some(&after)),
            Some(Duration::from_secs(1))
        );
        assert!(wait(&Retry::new(1), None).is_some());
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
        assert!(seconds("soon").is_some_and(|wait| wait < 1));
    }
}
