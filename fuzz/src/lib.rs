//! A generated client, and the transport beneath it, for the targets.

use std::sync::{Arc, Mutex, PoisonError};

use specwright_runtime::transport::{SendFuture, Transport};
use specwright_runtime::{Body, Bytes, http};

specwright_runtime::include_client!("fuzzed");

/// What stands for a secret of the client, which nothing may show.
pub const SECRET: &str = "the-secret-of-this-client";

/// A transport that responds with what it was given, piece by piece, and keeps the last request.
#[derive(Clone, Default)]
pub struct Canned {
    /// The status.
    pub status: u16,
    /// Header fields.
    pub headers: http::HeaderMap,
    /// The body, in the pieces in which it arrives.
    pub pieces: Vec<Bytes>,
    /// The last request, with its whole body.
    pub sent: Arc<Mutex<Option<(http::request::Parts, Vec<u8>)>>>,
}

impl Transport for Canned {
    fn send(&self, request: http::Request<Body>) -> SendFuture<'_> {
        Box::pin(async move {
            let (head, mut body) = request.into_parts();
            let mut sent = Vec::new();
            while let Some(Ok(chunk)) = body.chunk().await {
                sent.extend_from_slice(&chunk);
            }
            *self.sent.lock().unwrap_or_else(PoisonError::into_inner) = Some((head, sent));
            let pieces = self.pieces.clone().into_iter().map(Ok::<_, std::convert::Infallible>);
            let mut response = http::Response::new(Body::stream(futures_util::stream::iter(pieces)));
            *response.status_mut() = http::StatusCode::from_u16(self.status).unwrap_or_default();
            *response.headers_mut() = self.headers.clone();
            Ok(response)
        })
    }
}

/// Runs a future at once: where it waits, the clock is put forward.
pub fn run<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .start_paused(true)
        .build();
    runtime.expect("a runtime").block_on(future)
}
