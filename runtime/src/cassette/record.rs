//! The transport that records.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex, PoisonError};

use http::header::{
    AUTHORIZATION, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, COOKIE, PROXY_AUTHORIZATION,
    TRANSFER_ENCODING,
};
use http::{HeaderMap, request, response};
use secrecy::{ExposeSecret, SecretString};

use super::error::CassetteError;
use super::recording::{RecordedBody, RecordedMessage, Recording, Side};
use super::redact::{self, Context, MARK, Rules};
use super::tee::{Copy, Room};
use super::{Called, Cassette, Mode, file};
use crate::error::{Secrets, TransportError};
use crate::message::Body;
use crate::transport::Transport;

/// How long a body may be unless set, in bytes.
const MAX_BODY: usize = 16 * 1024 * 1024;

/// How long all bodies together may be, in bytes.
const MAX_CASSETTE: usize = 128 * 1024 * 1024;

/// Headers that travel with one connection, or speak of the bytes that were sent.
const HOP_BY_HOP: [http::HeaderName; 3] = [CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING];

/// What begins a cassette that records: see [`Cassette::record`].
pub struct Recorder {
    path: PathBuf,
    transport: Arc<dyn Transport>,
    max_body: usize,
    rules: Rules,
    error: Option<CassetteError>,
}

impl Recorder {
    pub(super) fn new(path: PathBuf, transport: Arc<dyn Transport>) -> Self {
        Recorder {
            path,
            transport,
            max_body: MAX_BODY,
            rules: Rules::default(),
            error: None,
        }
    }

    /// Leaves out one thing more, in requests and responses: a property of JSON bodies by its JSONPath, which has names, indices, `*` and
    /// `..`, as in `$..email` or `$.items[*].address`; or whatever has this name: a property at any depth, a field of a form, a
    /// parameter of a path or a query, a header. `_`, `-` and case do not count in a name.
    pub fn redact(mut self, rule: &str) -> Self {
        if let Err(error) = self.rules.add(rule) {
            self.error.get_or_insert(error);
        }
        self
    }

    /// Sets the document, in JSON and of OpenAPI 3: what it says is `writeOnly` or of `format: password` is left out, by
    /// the operation that is called, also in what is composed by `allOf`, `anyOf` and `oneOf`. Of a request for no operation of it, what has
    /// the name of any such property is.
    pub fn document(mut self, document: &str) -> Self {
        if let Err(error) = self.rules.describe(document) {
            self.error.get_or_insert(error);
        }
        self
    }

    /// Sets how long a body may be: 16 MiB unless set. In bytes. All of a cassette may be 128 MiB.
    pub fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = bytes;
        self
    }

    /// Creates the cassette.
    ///
    /// # Errors
    /// A path can't be read, or the document is none.
    pub fn build(self) -> Result<Cassette, CassetteError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        Ok(Cassette(Mode::Record(Arc::new(Deck {
            path: self.path,
            transport: self.transport,
            rules: self.rules,
            room: Arc::new(Room {
                body: self.max_body,
                left: AtomicUsize::new(MAX_CASSETTE),
            }),
            exchanges: Mutex::default(),
        }))))
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// What records.
pub(super) struct Deck {
    path: PathBuf,
    transport: Arc<dyn Transport>,
    rules: Rules,
    room: Arc<Room>,
    /// In the order in which their requests were sent.
    exchanges: Mutex<Vec<Arc<Exchange>>>,
}

/// A request, and its response once there is one.
struct Exchange {
    called: Option<Called>,
    head: request::Parts,
    body: Arc<Copy>,
    response: Mutex<Option<(response::Parts, Arc<Copy>)>>,
}

impl Deck {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) async fn send(
        &self,
        request: http::Request<Body>,
    ) -> Result<http::Response<Body>, TransportError> {
        let (head, body) = request.into_parts();
        let (copy, body) = Copy::begin(body, &self.room);
        let exchange = Arc::new(Exchange {
            called: head.extensions.get::<Called>().cloned(),
            head: head.clone(),
            body: copy,
            response: Mutex::default(),
        });
        self.exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(exchange.clone());
        let response = self.transport.send(http::Request::from_parts(head, body)).await?;
        let (head, body) = response.into_parts();
        let (copy, body) = Copy::begin(body, &self.room);
        let kept = (head.clone(), copy);
        *exchange.response.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
        Ok(http::Response::from_parts(head, body))
    }

    pub(super) fn save(&self) -> Result<(), CassetteError> {
        let exchanges = self
            .exchanges
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        let mut recordings = Vec::new();
        let mut secrets: Vec<SecretString> = Vec::new();
        let mut of_clients: Vec<Arc<Secrets>> = Vec::new();
        for exchange in exchanges {
            let number = recordings.len() + 1;
            let wrong = |what: &str| CassetteError::new(&self.path, format!("recording {number}: {what}"));
            let Some(mut recording) = exchange.recording().map_err(wrong)? else {
                continue;
            };
            let called = exchange.called.as_ref();
            let operation = called.and_then(|called| called.operation);
            let context = Context {
                operation: operation.map(|[_, method, path]| (method, path)),
                query: called.map_or(&[], |called| &called.query),
            };
            secrets.extend(self.rules.apply(&mut recording, context));
            secrets.extend(exchange.credentials());
            if let Some(called) = called
                && !of_clients.iter().any(|known| Arc::ptr_eq(known, &called.secrets))
            {
                of_clients.push(called.secrets.clone());
            }
            recordings.push(recording);
        }
        // What is left out already, as of a cassette that is recorded once more, would hide itself.
        secrets.retain(|secret| !MARK.contains(secret.expose_secret()));
        let own = Secrets::new(secrets);
        for (index, recording) in recordings.iter_mut().enumerate() {
            let is_in_bytes = of_clients
                .iter()
                .fold(redact::hide(recording, &own), |is, secrets| {
                    redact::hide(recording, secrets) || is
                });
            if is_in_bytes {
                let message = format!(
                    "recording {}: a body that is no text has a secret; nothing is written",
                    index + 1
                );
                return Err(CassetteError::new(&self.path, message));
            }
        }
        file::write(&self.path, &recordings)
    }
}

impl Exchange {
    /// Returns what the request carries of credentials, as it is written there: a server may repeat it so.
    fn credentials(&self) -> Vec<SecretString> {
        let headers = self.head.headers.iter().filter(|(name, value)| {
            value.is_sensitive() || [AUTHORIZATION, PROXY_AUTHORIZATION, COOKIE].contains(name)
        });
        let mut found: Vec<&str> = Vec::new();
        for value in headers.filter_map(|(_, value)| value.to_str().ok()) {
            found.push(value);
            // `Bearer TOKEN`, and `name=value; name=value`.
            found.extend(value.split_once(' ').map(|(_, secret)| secret));
            let cookies = value.split("; ").filter_map(|cookie| cookie.split_once('='));
            found.extend(cookies.map(|(_, secret)| secret));
        }
        let names = self.called.as_ref().map_or(&[][..], |called| &called.query);
        for pair in self.head.uri.query().unwrap_or_default().split('&') {
            let decoded = url::form_urlencoded::parse(pair.as_bytes()).next();
            if decoded.is_some_and(|(name, _)| names.iter().any(|known| *known == name)) {
                found.extend(pair.split_once('=').map(|(_, secret)| secret));
            }
        }
        found.into_iter().map(SecretString::from).collect()
    }

    /// Returns the recording with its secrets. `None` if there was no response.
    fn recording(&self) -> Result<Option<Recording>, &'static str> {
        let response = self.response.lock().unwrap_or_else(PoisonError::into_inner);
        let Some((head, body)) = &*response else {
            return Ok(None);
        };
        let query = self.head.uri.query().unwrap_or_default();
        Ok(Some(Recording {
            operation: self
                .called
                .as_ref()
                .and_then(|called| Some(called.operation?[0].to_owned())),
            method: self.head.method.to_string(),
            path: self.head.uri.path().to_owned(),
            query: url::form_urlencoded::parse(query.as_bytes())
                .into_owned()
                .collect(),
            request: message(Side::Request, &self.head.headers, &self.body)?,
            status: head.status.as_u16(),
            response: message(Side::Response, &head.headers, body)?,
        }))
    }
}

fn message(side: Side, headers: &HeaderMap, body: &Copy) -> Result<RecordedMessage, &'static str> {
    let (bytes, cut) = body
        .taken()
        .ok_or("a body is longer than max_body, or all are longer than 128 MiB")?;
    let encoding = headers
        .get(CONTENT_ENCODING)
        .map_or(b"".as_slice(), |value| value.as_bytes());
    if !matches!(encoding, b"" | b"identity") && !bytes.is_empty() {
        return Err("a body is compressed, so that secrets in it can't be found; nothing is written");
    }
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    Ok(RecordedMessage {
        headers: headers
            .iter()
            .filter(|(name, _)| !HOP_BY_HOP.contains(name))
            .map(|(name, value)| {
                let text = match value.is_sensitive() {
                    true => MARK.to_owned(),
                    false => String::from_utf8_lossy(value.as_bytes()).into_owned(),
                };
                (name.as_str().to_owned(), text)
            })
            .collect(),
        body: RecordedBody::new(side, content_type.unwrap_or_default(), &bytes),
        cut,
    })
}
