//! Bodies that a server compressed, decoded by [`tower_http`].

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll};

use ::hyper::body::Incoming;
use http::header::{ACCEPT_ENCODING, CONTENT_ENCODING, Entry, HeaderMap, HeaderValue};
use http::{Request, Response};
use tower_http::decompression::Decompression;
use tower_service::Service as _;

use crate::message::Body;

/// The encodings that are understood.
const ENCODINGS: &str = match (
    cfg!(feature = "zstd"),
    cfg!(feature = "brotli"),
    cfg!(feature = "gzip"),
) {
    (true, true, true) => "zstd,gzip,br",
    (true, true, false) => "zstd,br",
    (true, false, true) => "zstd,gzip",
    (true, false, false) => "zstd",
    (false, true, true) => "gzip,br",
    (false, true, false) => "br",
    (false, false, _) => "gzip",
};

/// Tells the server which encodings are understood, unless the caller did.
pub(super) fn accept(headers: &mut HeaderMap) {
    if let Entry::Vacant(entry) = headers.entry(ACCEPT_ENCODING) {
        entry.insert(HeaderValue::from_static(ENCODINGS));
    }
}

pub(super) fn is_encoded(response: &Response<Incoming>) -> bool {
    response.headers().contains_key(CONTENT_ENCODING)
}

/// Returns the response with its body decoded, if it is encoded in a way that is understood.
pub(super) async fn decoded(response: Response<Incoming>) -> Response<Body> {
    let mut decoder = Decompression::new(Received(Some(response)));
    let Ok(response) = decoder.call(Request::new(())).await;
    response.map(Body::wrap)
}

/// A response that is there, as the service that `tower_http` takes. Around the client itself it would cost each call, encoded or not.
struct Received(Option<Response<Incoming>>);

impl tower_service::Service<Request<()>> for Received {
    type Response = Response<Incoming>;
    type Error = Infallible;
    type Future = Ready<Result<Response<Incoming>, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<()>) -> Self::Future {
        ready(Ok(self.0.take().expect("it is called once")))
    }
}
