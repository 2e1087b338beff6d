//! The transport that responds from what was recorded.

use std::fmt;
use std::fs::OpenOptions;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue};

use super::difference::{Sent, differences};
use super::error::CassetteError;
use super::recording::{RecordedBody, RecordedMessage, Recording, Side};
use super::{Called, file};
use crate::error::TransportError;
use crate::message::{Body, BoxError};

/// How long the body of a request may be, in bytes.
const MAX_BODY: usize = 128 * 1024 * 1024;

/// How many differences are told.
const TOLD: usize = 3;

/// What responds.
pub(super) struct Player {
    path: PathBuf,
    recordings: Vec<Recording>,
    used: Mutex<Vec<bool>>,
    log: Mutex<Option<PathBuf>>,
}

impl Player {
    pub(super) fn new(path: PathBuf) -> Result<Self, CassetteError> {
        let recordings = file::read(&path)?;
        Ok(Player {
            used: Mutex::new(vec![false; recordings.len()]),
            recordings,
            path,
            log: Mutex::default(),
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn log_uses(&self, path: PathBuf) {
        *self.log.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    }

    pub(super) fn unused(&self) -> Vec<usize> {
        let used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let unused = used.iter().enumerate().filter(|(_, is_used)| !**is_used);
        unused.map(|(index, _)| index + 1).collect()
    }

    pub(super) async fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let body = body.bytes(MAX_BODY).await?;
        let content_type = head
            .headers
            .get(CONTENT_TYPE)
            .and_then(|value| value.to_str().ok());
        let query = head.uri.query().unwrap_or_default();
        let called = head.extensions.get::<Called>();
        let sent = Sent {
            operation: called.and_then(|called| Some(called.operation?[0])),
            method: head.method.as_str(),
            path: head.uri.path(),
            query: url::form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            body: RecordedBody::new(Side::Request, content_type.unwrap_or_default(), &body),
        };
        let index = self.find(&sent).map_err(TransportError::permanent)?;
        let recording = &self.recordings[index];
        self.log(index).map_err(TransportError::permanent)?;
        response(recording).map_err(TransportError::permanent)
    }

    /// Takes the first recording of this request that was not used yet.
    fn find(&self, sent: &Sent<'_>) -> Result<usize, Miss> {
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        let mut times = 0;
        let mut nearest: Option<(usize, usize, Vec<String>)> = None;
        for (index, recording) in self.recordings.iter().enumerate() {
            if !sent.may_be(recording) {
                continue;
            }
            let found = differences(recording, sent);
            if found.is_empty() && !used[index] {
                used[index] = true;
                return Ok(index);
            }
            times += usize::from(found.is_empty());
            // One that was used is near, too: a test may have sent twice what it meant to send once.
            let distance = found.len() * 2 + usize::from(used[index]);
            if !found.is_empty() && nearest.as_ref().is_none_or(|(least, ..)| distance < *least) {
                nearest = Some((distance, index, found));
            }
        }
        let path = self.path.display();
        if times > 0 {
            return Err(Miss {
                message: format!("{path} has {sent} {times} times, and it was sent once more"),
                nearest: None,
            });
        }
        let nearest = match nearest {
            Some((_, index, found)) => {
                let more = found.len().saturating_sub(TOLD);
                let mut told = found[..found.len().min(TOLD)].join("; ");
                if more > 0 {
                    told.push_str(&format!("; and {more} more"));
                }
                format!("the nearest, recording {}, differs: {told}", index + 1)
            }
            None => format!(
                "none of its {} recordings is of this operation",
                self.recordings.len()
            ),
        };
        Err(Miss {
            message: format!("{path} has no recording of {sent}"),
            nearest: Some(Box::new(Miss {
                message: nearest,
                nearest: None,
            })),
        })
    }

    /// Appends to the log of uses, a whole line at once.
    fn log(&self, index: usize) -> Result<(), BoxError> {
        let log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(path) = &*log else { return Ok(()) };
        let cassette = std::fs::canonicalize(&self.path)?;
        let line = serde_json::json!({
            "cassette": cassette.to_string_lossy(),
            "recording": index + 1,
            "digest": file::digest(&self.recordings[index]),
        });
        let appended = (|| {
            if let Some(folder) = path.parent() {
                std::fs::create_dir_all(folder)?;
            }
            let mut log = OpenOptions::new().create(true).append(true).open(path)?;
            log.write_all(format!("{line}\n").as_bytes())
        })();
        appended.map_err(|error| format!("{}: can't be written: {error}", path.display()).into())
    }
}

fn response(recording: &Recording) -> Result<http::Response<Body>, BoxError> {
    let RecordedMessage { headers, body, cut } = &recording.response;
    let mut response = http::Response::new(match cut {
        None => Body::from(body.bytes()),
        Some(reason) => Body::stream(Cut(vec![
            Err(format!("the recording ends here: {reason}").into()),
            Ok(body.bytes()),
        ])),
    });
    *response.status_mut() = http::StatusCode::from_u16(recording.status)?;
    for (name, value) in headers {
        let name = HeaderName::try_from(name)?;
        response.headers_mut().append(name, HeaderValue::try_from(value)?);
    }
    Ok(response)
}

/// A body that breaks: what comes, in reverse order.
struct Cut(Vec<Result<Bytes, BoxError>>);

impl Stream for Cut {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.pop())
    }
}

/// The error of a request that no recording is of.
#[derive(Debug)]
struct Miss {
    message: String,
    nearest: Option<Box<Miss>>,
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Miss {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let nearest = self.nearest.as_deref();
        nearest.map(|nearest| nearest as &(dyn std::error::Error + 'static))
    }
}
