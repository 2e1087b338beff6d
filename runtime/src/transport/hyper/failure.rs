//! Why a request was not sent, or its response not received.

use std::error::Error;
use std::{fmt, io};

use hyper_util::client::legacy;

use super::socks::NameTooLong;
use crate::error::TransportError;
use crate::transport::certificate::is_certificate;
use crate::transport::refusal::Refusal;

/// The error of a connection that took too long to come up.
#[derive(Debug)]
pub(super) struct TooSlow;

impl fmt::Display for TooSlow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("it took longer than connect_timeout")
    }
}

impl Error for TooSlow {}

/// Converts an error of the client.
pub(super) fn of(error: legacy::Error) -> TransportError {
    if is_certificate(&error) {
        TransportError::certificate(error)
    } else if error.is_connect() && causes(&error).any(is_too_slow) {
        TransportError::connect_timeout(error)
    } else if causes(&error).any(|cause| cause.is::<NameTooLong>()) {
        TransportError::permanent(error)
    } else if causes(&error).any(is_lasting_refusal) {
        TransportError::proxy_refused(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else if is_unprocessed(&error) {
        TransportError::unprocessed(error)
    } else {
        TransportError::new(error)
    }
}

/// Tells whether the connection took too long, or each of the addresses its part of the time.
fn is_too_slow(cause: &(dyn Error + 'static)) -> bool {
    let error = cause.downcast_ref::<io::Error>();
    cause.is::<TooSlow>() || error.is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}

fn is_lasting_refusal(cause: &(dyn Error + 'static)) -> bool {
    cause.downcast_ref().is_some_and(Refusal::is_lasting)
}

fn causes<'a>(error: &'a (dyn Error + 'static)) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    std::iter::successors(Some(error), |cause| (*cause).source())
}

/// Tells whether the server says that it did nothing with the request: RFC 9113, 8.7.
#[cfg(feature = "http2")]
fn is_unprocessed(error: &legacy::Error) -> bool {
    let mut causes = causes(error).filter_map(|cause| cause.downcast_ref::<h2::Error>());
    causes.any(|error| {
        let is_refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
        let is_leaving = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
        error.is_remote() && (is_refused || is_leaving)
    })
}

#[cfg(not(feature = "http2"))]
fn is_unprocessed(_: &legacy::Error) -> bool {
    false
}
