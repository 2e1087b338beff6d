use std::fmt;
use std::time::Duration;

/// A limit of time that ran out, and how long it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Timeout {
    /// That of the whole call, retries included: `timeout` of the client or the request.
    Call(Duration),
    /// That of one attempt, and no further one was allowed: [`Retry::attempt_timeout`](crate::Retry::attempt_timeout).
    Attempt(Duration),
    /// That for which a stream may be silent, or an upload make no progress: `idle_timeout` of the client.
    Idle(Duration),
}

impl Timeout {
    /// Returns how long the limit was.
    pub fn limit(&self) -> Duration {
        match self {
            Timeout::Call(limit) | Timeout::Attempt(limit) | Timeout::Idle(limit) => *limit,
        }
    }
}

impl fmt::Display for Timeout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Timeout::Call(limit) => write!(f, "no response within {limit:?}, the limit of the call"),
            Timeout::Attempt(limit) => write!(f, "no response within {limit:?}, the limit of an attempt"),
            Timeout::Idle(limit) => write!(
                f,
                "nothing came or could be sent for {limit:?}, the limit of a stream's silence"
            ),
        }
    }
}
