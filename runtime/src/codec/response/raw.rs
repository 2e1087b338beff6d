use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::StatusCode;

use super::{Limits, Reason, Undecoded};
use crate::codec::stream::{Bounds, Resume};
use crate::error::{Fault, Secrets};
use crate::message::{Body, Head};
#[cfg(feature = "record")]
use crate::record::{Recorder, Tap};

/// A response whose body is not decoded, and may not be read yet.
#[derive(Debug)]
pub struct RawResponse {
    head: Arc<Head>,
    body: RawBody,
    limits: Limits,
    secrets: Arc<Secrets>,
    /// The request, where it may be sent again.
    resume: Option<Box<dyn Resume>>,
}

#[derive(Debug)]
pub(crate) enum RawBody {
    Unread(Box<Body>),
    Whole(Bytes),
}

impl RawResponse {
    pub(crate) fn new(
        head: Arc<Head>,
        body: RawBody,
        limits: Limits,
        secrets: Arc<Secrets>,
        resume: Option<Box<dyn Resume>>,
    ) -> Self {
        RawResponse {
            head,
            body,
            limits,
            secrets,
            resume,
        }
    }

    /// Returns what a recorder is told of the response.
    #[cfg(feature = "record")]
    pub(crate) fn tap(&self, recorder: &Recorder) -> Tap {
        let body = match &self.body {
            // It was not read, since it is too large.
            RawBody::Whole(_) if self.limits.is_exceeded => None,
            RawBody::Whole(bytes) => Some(bytes.clone()),
            RawBody::Unread(_) => None,
        };
        Tap {
            recorder: recorder.clone(),
            head: self.head.clone(),
            body,
            secrets: self.secrets.clone(),
        }
    }

    /// Returns what no error about it may show.
    pub(crate) fn secrets(&self) -> &Arc<Secrets> {
        &self.secrets
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.head.status
    }

    pub(crate) fn head(&self) -> &Arc<Head> {
        &self.head
    }

    /// Returns the body if it is in memory, else nothing.
    pub(crate) fn bytes(&self) -> Bytes {
        match &self.body {
            RawBody::Whole(bytes) => bytes.clone(),
            RawBody::Unread(_) => Bytes::new(),
        }
    }

    pub(super) fn is_unread(&self) -> bool {
        matches!(self.body, RawBody::Unread(_))
    }

    /// Returns how much memory the decoded value may take, in bytes.
    pub(super) fn max_memory(&self) -> usize {
        self.limits.max_memory
    }

    /// Returns the length of the body, as far as it is known.
    pub(crate) fn length(&self) -> Option<u64> {
        match &self.body {
            RawBody::Whole(_) if self.limits.is_exceeded => None,
            RawBody::Whole(bytes) => Some(bytes.len() as u64),
            RawBody::Unread(body) => body.length(),
        }
    }

    /// Returns the whole body, or the response itself if its body must be read first, or the limit that it is beyond.
    pub(super) fn whole(self) -> Result<(Arc<Head>, Bytes), Undecoded> {
        match self.body {
            RawBody::Whole(_) if self.limits.is_exceeded => Err(Undecoded::too_large(self.limits.max_body)),
            RawBody::Whole(bytes) => Ok((self.head, bytes)),
            RawBody::Unread(_) => Err(Undecoded(Reason::Unread(self))),
        }
    }

    /// Returns the body as it arrives, what holds for its items, and the request to go on with.
    pub(super) fn into_stream(self) -> (Body, Bounds, Option<Box<dyn Resume>>) {
        let body = match self.body {
            RawBody::Unread(body) => *body,
            RawBody::Whole(bytes) => bytes.into(),
        };
        let bounds = Bounds {
            max_body: self.limits.max_body,
            max_memory: self.limits.max_memory,
            idle: Duration::from_millis(self.limits.idle.into()),
            operation: self.head.operation,
            secrets: self.secrets,
        };
        (body, bounds, self.resume.filter(|resume| resume.goes_on()))
    }

    /// Reads the body into memory. One that breaks is asked for again, where that is allowed; its status may be another one then.
    pub(crate) async fn read(mut self) -> Result<RawResponse, Fault> {
        let limits = self.limits;
        while let RawBody::Unread(body) = self.body {
            self.body = match limits.within(limits.collect(*body, &self.secrets)).await? {
                Ok(bytes) => RawBody::Whole(bytes),
                Err(Fault::TooLarge(_)) => {
                    self.limits.is_exceeded = true;
                    RawBody::Whole(Bytes::new())
                }
                Err(fault) => {
                    let Some(resume) = &mut self.resume else {
                        return Err(fault);
                    };
                    let Some(response) = limits.within(resume.repeat(&fault, limits.deadline)).await? else {
                        return Err(fault);
                    };
                    let (parts, body) = response?.into_parts();
                    self.head = Arc::new(Head::new(self.head.operation, parts.status, parts.headers));
                    RawBody::Unread(Box::new(body))
                }
            };
        }
        Ok(self)
    }
}
