//! Redirects. They are followed here and not in the transport, because only here is known which of them the document
//! describes as responses.

use http::header::{
    ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap,
    LOCATION, TRANSFER_ENCODING, USER_AGENT,
};
use http::request::Parts;
use http::{Method, Response, StatusCode, Uri};
use url::Url;

use crate::message::Body;
use crate::transport::Anonymous;

const LIMIT: usize = 10;

/// What may be told to another server than the one that the request was meant for.
const FOR_ANYONE: [http::HeaderName; 4] = [ACCEPT, ACCEPT_ENCODING, ACCEPT_LANGUAGE, USER_AGENT];

/// The step after a response.
pub(super) enum Next {
    /// Follow nothing: it is the response of the call.
    Stop,
    /// Send this request.
    Follow(Box<Parts>, Body),
}

/// Tells whether a response with this status may be a redirect that is followed, behind so many that were.
pub(super) fn may_follow(status: StatusCode, followed: usize) -> bool {
    status.is_redirection() && followed < LIMIT
}

/// Follows a redirect that the document does not describe.
///
/// A redirect to another origin gets no credential, certificates included, no cookie and no other header of the caller, and is not followed
/// where the body would go with it, or from `https` to `http`. What is not followed is the response of the call.
pub(super) fn next(response: &Response<Body>, mut head: Parts, body: Option<Body>) -> Next {
    let keeps_method = match response.status() {
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => head.method != Method::POST,
        StatusCode::SEE_OTHER => matches!(head.method, Method::GET | Method::HEAD),
        StatusCode::TEMPORARY_REDIRECT | StatusCode::PERMANENT_REDIRECT => true,
        _ => return Next::Stop,
    };
    let Some((from, to)) = urls(&head.uri, response.headers()) else {
        return Next::Stop;
    };
    let Ok(uri) = Uri::try_from(to.as_str()) else {
        return Next::Stop;
    };
    let body = if keeps_method { body } else { Some(Body::empty()) };
    let Some(body) = body else { return Next::Stop };
    if !keeps_method {
        head.method = Method::GET;
        for name in [CONTENT_TYPE, CONTENT_LENGTH, CONTENT_ENCODING, TRANSFER_ENCODING] {
            head.headers.remove(name);
        }
    }
    if from.origin() != to.origin() {
        let safe = matches!(head.method, Method::GET | Method::HEAD) && body.length() == Some(0);
        if !safe || (from.scheme() == "https" && to.scheme() != "https") {
            return Next::Stop;
        }
        head.headers = FOR_ANYONE
            .into_iter()
            .filter_map(|name| head.headers.get(&name).cloned().map(|value| (name, value)))
            .collect();
        head.extensions.insert(Anonymous);
    }
    head.uri = uri;
    Next::Follow(Box::new(head), body)
}

/// Returns the URL of the request, and the one that it is sent on to.
fn urls(uri: &Uri, headers: &HeaderMap) -> Option<(Url, Url)> {
    let from = Url::parse(&uri.to_string()).ok()?;
    let mut to = from.join(headers.get(LOCATION)?.to_str().ok()?).ok()?;
    to.set_fragment(None);
    let callable =
        matches!(to.scheme(), "http" | "https") && to.username().is_empty() && to.password().is_none();
    callable.then_some((from, to))
}

/// Tells whether two URLs have the same scheme, host and port.
pub(super) fn have_one_origin(one: &Uri, other: &Uri) -> bool {
    match (Url::parse(&one.to_string()), Url::parse(&other.to_string())) {
        (Ok(one), Ok(other)) => one.origin() == other.origin(),
        _ => false,
    }
}
