use std::borrow::Cow;
use std::sync::Arc;

use bytes::Bytes;
use http::header::CONTENT_TYPE;

use super::Recorder;
use crate::error::Secrets;
use crate::message::Head;

/// A response on its way to its decoder, for a recorder.
pub(crate) struct Tap {
    pub(crate) recorder: Recorder,
    pub(crate) head: Arc<Head>,
    /// `None` for a body that is a stream.
    pub(crate) body: Option<Bytes>,
    pub(crate) secrets: Arc<Secrets>,
}

impl Tap {
    /// Writes down the shapes of the response.
    pub(crate) fn record(self) {
        let is_secret = |text: &str| matches!(self.secrets.hide(text, false), Cow::Owned(_));
        let content_type = self.head.text(CONTENT_TYPE).unwrap_or_default();
        self.recorder.response(
            self.head.operation,
            self.head.status.as_u16(),
            content_type,
            self.body.as_deref(),
            &is_secret,
        );
    }
}
