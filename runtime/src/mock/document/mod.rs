//! A mock of a whole document, without generated code: it checks requests, and responds with the document's examples and with values that are
//! made of its schemas.
//!
//! `specwright mock` is this at a port.

// | module    | what it owns                                                    |
// |-----------|-----------------------------------------------------------------|
// | `prefer`  | what a request asks for: `Prefer` of RFC 7240                   |
// | `choose`  | which of the responses it gets, and in which media type         |
// | `value`   | the value of a body or a header                                 |
// | `xml`     | a value as XML                                                  |
// | `write`   | a value as the text of a media type, and as that of a header    |
// | `pages`   | where a list ends                                               |
// | `reply`   | the response that is made of all that, and those made before    |
// | `refuse`  | the document's own response to a mistake                        |
// | `request` | how the bodies of requests are read                             |
// | `origins` | pages of other origins: CORS                                    |
// | `log`     | a line for each request                                         |
// | `listen`  | connections                                                     |

mod choose;
mod listen;
mod log;
mod origins;
mod pages;
mod prefer;
mod refuse;
mod reply;
mod request;
#[cfg(test)]
mod tests;
mod value;
mod write;
#[cfg(feature = "xml")]
mod xml;

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, HeaderValue, Method, StatusCode};

use self::choose::choose;
pub use self::log::Exchange;
pub use self::pages::{DocumentPages, UntilEmpty};
use self::prefer::Preferences;
use self::reply::Replies;
#[cfg(feature = "xml")]
pub use self::xml::XmlValues;
use crate::message::Body;
use crate::server::arriving::Rest;
use crate::server::description::Description;
use crate::server::incoming::Incoming;
use crate::server::received::{BodyForm, Limits};
use crate::server::rejection::Rejection;
use crate::server::unread::Unread;

/// A mock of a whole document.
#[derive(Clone)]
pub struct DocumentMock {
    state: Arc<State>,
    /// The pages of operations, by their places.
    pages: Arc<HashMap<usize, DocumentPages>>,
    log: Option<Arc<Log>>,
}

/// What is told of a request.
type Log = dyn Fn(&Exchange<'_>) + Send + Sync;

struct State {
    description: &'static Description,
    /// The media types of the bodies of each operation.
    forms: Vec<&'static [BodyForm]>,
    replies: Replies,
    /// Whether pages of any origin may call it.
    any_origin: bool,
}

/// Settings of a mock.
#[derive(Clone, Copy, Debug, Default)]
pub struct DocumentMockSettings {
    /// Whether operations ask for no credentials.
    pub no_auth: bool,
    /// By which seed values vary; the document's examples if there is none.
    pub seed: Option<u64>,
    /// Whether pages of any origin may call it.
    pub any_origin: bool,
}

impl DocumentMock {
    /// Creates a mock by the text that the generator writes of a document. What is read of it is kept until the program ends.
    ///
    /// # Errors
    /// The text is not what the generator writes.
    pub fn new(text: &str, settings: DocumentMockSettings) -> Result<Self, String> {
        let mut description = Description::try_read(text)?;
        if settings.no_auth {
            description.without_credentials();
        }
        // Requests and responses borrow it, as they do that of a client, which is a constant.
        let description: &'static Description = Box::leak(Box::new(description));
        let forms = description.operations.iter().map(request::forms);
        let state = State {
            description,
            forms: forms.collect(),
            replies: Replies::new(settings.seed),
            any_origin: settings.any_origin,
        };
        Ok(DocumentMock {
            state: Arc::new(state),
            pages: Arc::default(),
            log: None,
        })
    }

    /// Has the lists of these operations end behind one page. Operations that the document does not have are left out.
    pub fn pages(mut self, pages: impl IntoIterator<Item = DocumentPages>) -> Self {
        let description = self.state.description;
        let pages = pages.into_iter();
        let pages = pages.filter_map(|pages| Some((description.index(&pages.operation)?, pages)));
        self.pages = Arc::new(pages.collect());
        self
    }

    /// Has each request be told once its response is known.
    pub fn log(mut self, log: impl Fn(&Exchange<'_>) + Send + Sync + 'static) -> Self {
        self.log = Some(Arc::new(log));
        self
    }

    /// Returns the paths of the document's servers, under which its operations are as well.
    pub fn base_paths(&self) -> &[String] {
        self.state.description.base_paths()
    }

    /// Responds to a request.
    pub async fn respond(&self, request: http::Request<Body>) -> http::Response<Body> {
        let state = &*self.state;
        let method = request.method().clone();
        let path = request.uri().path().to_owned();
        let origin = state
            .any_origin
            .then(|| origins::Page::of(request.headers()))
            .flatten();
        let done = match &origin {
            Some(page) if method == Method::OPTIONS && page.asks_first() => Done::Other("asked by a page"),
            _ => state.done(request, &self.pages).await,
        };
        let mut response = done.response(&method);
        if let Some(page) = &origin {
            page.allow(&mut response);
        }
        if let Some(log) = &self.log {
            log(&Exchange::new(
                state.description,
                &method,
                &path,
                response.status(),
                &done,
            ));
        }
        response
    }
}

/// What became of a request.
enum Done {
    /// It has a response of an operation.
    Replied(&'static str, http::Response<Bytes>),
    /// It is not what the document describes, or there is no response for it; with the document's own response to that.
    Rejected(Rejection, Option<http::Response<Bytes>>),
    /// The methods of a path were asked for.
    Methods(HeaderValue),
    /// Something that the document does not describe.
    Other(&'static str),
}

impl Done {
    fn response(&self, method: &Method) -> http::Response<Body> {
        let mut response = match self {
            Done::Replied(_, response) => response.clone().map(Body::from),
            Done::Rejected(_, Some(own)) => own.clone().map(Body::from),
            Done::Rejected(rejection, None) => rejection.response(),
            Done::Methods(allowed) => {
                let mut response = no_content();
                response
                    .headers_mut()
                    .insert(http::header::ALLOW, allowed.clone());
                response
            }
            Done::Other(_) => no_content(),
        };
        if method == Method::HEAD {
            let length = response.body().length().unwrap_or_default();
            if length > 0 {
                let headers = response.headers_mut();
                headers.insert(http::header::CONTENT_LENGTH, HeaderValue::from(length));
            }
            *response.body_mut() = Body::empty();
        }
        response
    }
}

fn no_content() -> http::Response<Body> {
    let mut response = http::Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

impl State {
    async fn done(&self, request: http::Request<Body>, pages: &HashMap<usize, DocumentPages>) -> Done {
        let is_options = request.method() == Method::OPTIONS;
        let is_waiting = request.headers().contains_key(http::header::EXPECT);
        let (head, body) = request.into_parts();
        let headers = head.headers.clone();
        let rest = Rest::new(body);
        let request = http::Request::from_parts(head, rest.body());
        let reply = self.reply(request, pages).await;
        let limits = Limits::default();
        match &reply {
            // What is read as bytes may be as long as it likes.
            Ok(_) => rest.drain(limits.idle, None).await,
            // It is not sent before the response.
            Err(_) if is_waiting => {}
            Err(_) => rest.drain(limits.idle, Some(limits.max_body)).await,
        }
        match reply {
            Ok((id, response)) => Done::Replied(id, response),
            Err(rejection) if is_options && rejection.status() == StatusCode::METHOD_NOT_ALLOWED => {
                let allowed = rejection.response().headers().get(http::header::ALLOW).cloned();
                Done::Methods(allowed.unwrap_or_else(|| HeaderValue::from_static("")))
            }
            Err(rejection) => {
                let own = self.own(&rejection, &headers);
                Done::Rejected(rejection, own)
            }
        }
    }

    /// Returns the response that the document describes for a mistake.
    fn own(&self, rejection: &Rejection, headers: &HeaderMap) -> Option<http::Response<Bytes>> {
        let operation = &self.description.operations[rejection.place()?];
        let choice = refuse::described(operation, headers, rejection)?;
        let told = |made| refuse::told(made, &choice, rejection);
        let mut response = reply::made(&choice, None, None, &told).ok()?;
        rejection.complete(&mut response);
        Some(response)
    }

    async fn reply(
        &self,
        request: http::Request<Body>,
        pages: &HashMap<usize, DocumentPages>,
    ) -> Result<(&'static str, http::Response<Bytes>), Rejection> {
        let preferences = Preferences::of(request.headers())?;
        let unread = Unread::new(self.description, request, &|_| false)?;
        let place = unread.operation;
        let incoming = Incoming::read(unread, self.forms[place], Limits::default()).await?;
        let operation = incoming.operation();
        let choice = choose(operation, incoming.headers(), &preferences)?;
        let pages = pages.get(&place);
        let pages = pages.map(|pages| (pages, pages.is_behind(&incoming)));
        let response = self.replies.reply(place, &choice, pages)?;
        Ok((&operation.id, response))
    }
}

impl fmt::Debug for DocumentMock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DocumentMock").finish_non_exhaustive()
    }
}
