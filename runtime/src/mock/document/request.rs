//! How the bodies of requests are read.

use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::message::{Body, BoxError};
use crate::platform::clock::timeout;
use crate::server::description::{Content, Operation};
use crate::server::kinds::Kinds;
use crate::server::media_type;
use crate::server::received::{BodyForm, BodyKind, Limits};

/// Returns how the bodies of an operation are read.
pub(super) fn forms(operation: &'static Operation) -> &'static [BodyForm] {
    let contents = operation.body.iter().flat_map(|body| &body.content);
    let forms = contents.map(|content| BodyForm {
        media_type: &content.media_type,
        kind: kind(content),
    });
    // It is kept as long as the description is.
    Vec::leak(forms.collect())
}

/// Returns how a body is read. What is read as bytes is not checked: XML, whose schema is not known here, among it.
fn kind(content: &Content) -> BodyKind {
    let essence = media_type::essence(&content.media_type);
    let takes = |kinds| {
        content
            .schema
            .as_ref()
            .is_some_and(|schema| schema.kinds().has(kinds))
    };
    match essence.as_str() {
        range if range.contains('*') => BodyKind::Binary,
        _ if media_type::is_json(&essence) => BodyKind::Json,
        "application/x-www-form-urlencoded" if content.schema.is_some() => BodyKind::Form,
        lines if media_type::is_json_lines(lines) => BodyKind::Lines,
        "text/event-stream" | "text/xml" => BodyKind::Binary,
        multipart if multipart.starts_with("multipart/") => BodyKind::Parts,
        text if text.starts_with("text/") && takes(Kinds::STRING) => BodyKind::Text,
        _ => BodyKind::Binary,
    }
}

/// The body of a request, of which the rest can be read when its response is known.
#[derive(Clone, Debug)]
pub(super) struct Shared(Arc<Mutex<Body>>);

impl Shared {
    pub(super) fn new(body: Body) -> Self {
        Shared(Arc::new(Mutex::new(body)))
    }

    fn body(&self) -> MutexGuard<'_, Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the rest, so that the client can send all of it before it looks for a response, and the connection stays: at most so many
    /// bytes, if there is a limit.
    pub(super) async fn drain(self, limits: Limits, mut most: Option<usize>) {
        let mut rest = Body::wrap(self);
        while let Ok(Some(Ok(chunk))) = timeout(limits.idle, rest.chunk()).await {
            most = match most.map(|most| most.checked_sub(chunk.len())) {
                Some(None) => return,
                Some(left) => left,
                None => None,
            };
        }
    }
}

impl http_body::Body for Shared {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let mut body = self.body();
        Pin::new(&mut *body).poll_frame(context).map_err(Into::into)
    }

    fn is_end_stream(&self) -> bool {
        self.body().is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        http_body::Body::size_hint(&*self.body())
    }
}
