//! Requests for what the document does not describe.

use std::fmt;
use std::future::IntoFuture;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use serde::de::DeserializeOwned;

use crate::call::build::Call;
use crate::call::detached::DetachedFuture;
use crate::call::request::{Request, ResponseFuture, call_mut};
use crate::call::retry::Retry;
use crate::codec::json::{Decode, Encode};
use crate::codec::response::decode;
use crate::codec::stream::ByteStream;
use crate::error::ApiError;
use crate::message::{Body, Response};

/// A request for what the document does not describe, with the server, the credentials, the hooks, the retries and the limits of the
/// client that makes it: its `request(method, path)`.
///
/// Awaited, it gives the response of a success, whose body is read as a stream, [`bytes`](Response::bytes), [`text`](Response::text) or a
/// [type](Response::decode_as). A response that is no success is an [`ApiError`].
///
/// The path stands behind that of the client's server. It is sent as it is, but for characters that no URL may contain, which are
/// percent-encoded: what is encoded already stays. `{name}` is a parameter of the path, which [`path_parameter`](Self::path_parameter)
/// fills in, encoded. A path that is not absolute, that has a segment `.` or `..`, a query or a fragment is an error of the call.
///
/// A call carries the credentials that the document asks for by its own `security`, or, if it has none, those that its operations ask for: the
/// first alternative that the client has. [`credential`](Self::credential) and [`without_credentials`](Self::without_credentials)
/// choose others. Redirects, and what other servers are told, are as for every call.
///
/// ```no_run
/// # include!(concat!(env!("CARGO_MANIFEST_DIR"), "/doc/store.rs"));
/// use specwright_runtime::{ApiError, Value, serde_json::json};
///
/// # async fn call(client: store::Client) -> Result<(), ApiError> {
/// let response = client
///     .request("POST", "/pets/{id}/walks")
///     .path_parameter("id", 7)
///     .query("beta", true)
///     .json(&json!({"minutes": 30}))
///     .await?;
/// println!("{}", response.status());
/// let walk: Value = response.decode_as().await?;
/// # Ok(())
/// # }
/// # fn main() {}
/// ```
#[must_use = "a request is sent when it is awaited, or by `send`"]
pub struct CustomRequest(Request<ByteStream, Bytes>);

impl CustomRequest {
    pub(crate) fn new(call: Call) -> Self {
        CustomRequest(call.request(decode::binary))
    }

    /// Fills in a parameter of the path, `{name}`. The value is percent-encoded: it stays within its segment.
    pub fn path_parameter(mut self, name: &str, value: impl fmt::Display) -> Self {
        call_mut(&mut self.0).path_parameter(name, &value.to_string());
        self
    }

    /// Adds a parameter of the query. Name and value are percent-encoded.
    pub fn query(self, name: &str, value: impl fmt::Display) -> Self {
        CustomRequest(self.0.query(name, value))
    }

    /// Sets a header. It replaces one of the client, and a credential in the same header.
    pub fn header(self, name: &str, value: impl fmt::Display) -> Self {
        CustomRequest(self.0.header(name, value))
    }

    /// Sets a body of a JSON value, such as a type of the client's or a [`Value`](crate::Value).
    pub fn json(mut self, value: &impl Encode) -> Self {
        call_mut(&mut self.0).json("application/json", value);
        self
    }

    /// Sets a body of an object, form-encoded.
    pub fn form(mut self, value: &impl Encode) -> Self {
        call_mut(&mut self.0).form("application/x-www-form-urlencoded", value, &[]);
        self
    }

    /// Sets a body of bytes, from memory, a file or a stream, with its media type.
    pub fn body(mut self, body: impl Into<Body>, content_type: &str) -> Self {
        call_mut(&mut self.0).binary(content_type, body.into());
        self
    }

    /// Has the request carry the credential for the security scheme of this name in the document, instead of those that the document
    /// asks for. Of several calls, all are carried.
    pub fn credential(mut self, scheme: &'static str) -> Self {
        call_mut(&mut self.0).use_credential(scheme);
        self
    }

    /// Has the request carry no credential.
    pub fn without_credentials(mut self) -> Self {
        call_mut(&mut self.0).use_no_credential();
        self
    }

    /// Sets how long this call may take until its response begins, instead of the limit of the client.
    pub fn timeout(self, timeout: Duration) -> Self {
        CustomRequest(self.0.timeout(timeout))
    }

    /// Sets when this request is sent again, instead of the setting of the client.
    pub fn retry(self, retry: Retry) -> Self {
        CustomRequest(self.0.retry(retry))
    }

    /// Returns the request with a success that is decoded to a type of the caller's: as JSON, or as text where the server calls it so.
    pub fn decode_as<T: Decode>(self) -> Request<T, Bytes> {
        self.0.decode_as()
    }

    /// Returns the request with a success that is decoded to a type of the caller's by serde.
    pub fn decode_serde<T: DeserializeOwned>(self) -> Request<T, Bytes> {
        self.0.decode_serde()
    }

    /// Returns the request as one of HTTP, with its credentials, and what decodes its response: see [`Request::into_http`].
    pub fn into_http(self) -> DetachedFuture<ByteStream, Bytes> {
        self.0.into_http()
    }

    /// Copies the request, to send it twice. `None` if its body is a stream.
    pub fn try_clone(&self) -> Option<Self> {
        self.0.try_clone().map(CustomRequest)
    }

    /// Returns the request whose success is the body alone.
    pub fn into_request(self) -> Request<ByteStream, Bytes> {
        self.0
    }
}

impl fmt::Debug for CustomRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CustomRequest").field(&self.0).finish()
    }
}

impl IntoFuture for CustomRequest {
    type Output = Result<Response<ByteStream>, ApiError>;
    type IntoFuture = CustomResponseFuture;

    fn into_future(self) -> CustomResponseFuture {
        CustomResponseFuture(self.0.with_response())
    }
}

/// The future of a [`CustomRequest`].
#[must_use = "a request is sent when it is awaited, or by `send`"]
#[derive(Debug)]
pub struct CustomResponseFuture(ResponseFuture<ByteStream, Bytes>);

impl Future for CustomResponseFuture {
    type Output = Result<Response<ByteStream>, ApiError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map_err(ApiError::from)
    }
}
