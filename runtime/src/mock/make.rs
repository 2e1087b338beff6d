//! What a client returns, made by a test.

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::{Failure, Secrets};
use crate::message::{Head, Response};

/// Creates the failure of a call: the error `Error::Api` of a client has one.
///
/// ```
/// use specwright_runtime::{Error, StatusCode, mock};
///
/// let error = Error::Api(mock::failure(StatusCode::NOT_FOUND, "no such pet"));
/// assert_eq!(error.status(), Some(StatusCode::NOT_FOUND));
/// ```
pub fn failure<E>(status: StatusCode, body: E) -> Failure<E> {
    Failure::new(
        response(status, HeaderMap::new(), body),
        Bytes::new(),
        &Secrets::default(),
    )
}

/// Creates the response of a call: what `with_response` of a client gives.
///
/// ```
/// use specwright_runtime::{HeaderMap, StatusCode, mock};
///
/// let response = mock::response(StatusCode::OK, HeaderMap::new(), 7);
/// assert_eq!(response.into_body(), 7);
/// ```
pub fn response<T>(status: StatusCode, headers: HeaderMap, body: T) -> Response<T> {
    Response::new(Arc::new(Head::new("mock", status, headers)), body)
}
