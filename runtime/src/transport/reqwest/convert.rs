//! Requests, responses and errors in the types of `reqwest`.

use std::fmt;
use std::pin::Pin;
use std::sync::OnceLock;
use std::task::{Context, Poll};

use ::reqwest;
use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, PathAndQuery, Scheme};
use http_body::{Frame, SizeHint};
use url::Url;

use crate::error::TransportError;
use crate::message::Body;
use crate::transport::certificate::is_certificate;

/// The first server that was called.
#[derive(Clone, Debug, Default)]
pub(super) struct Servers(OnceLock<Origin>);

/// A request, with what reqwest's own type has no place for.
pub(super) struct Native {
    pub(super) request: reqwest::Request,
    #[cfg_attr(
        not(feature = "reqwest-middleware"),
        expect(dead_code, reason = "only middleware looks at them")
    )]
    pub(super) extensions: http::Extensions,
}

/// A server, and its URL in the other type.
#[derive(Clone)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: Url,
}

/// Without what a hook may have put before the host.
impl fmt::Debug for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.scheme, self.authority.host())
    }
}

impl Servers {
    /// Converts a request to reqwest's types.
    pub(super) fn native_request(&self, request: http::Request<Body>) -> Result<Native, TransportError> {
        let (head, body) = request.into_parts();
        let url = self.url(&head.uri).map_err(TransportError::new)?;
        let mut native = reqwest::Request::new(head.method, url);
        *native.headers_mut() = head.headers;
        *native.version_mut() = head.version;
        *native.body_mut() = Some(match body.into_bytes() {
            Ok(bytes) => bytes.into(),
            Err(body) if body.length() == Some(0) => reqwest::Body::default(),
            Err(body) => reqwest::Body::wrap(body),
        });
        Ok(Native {
            request: native,
            extensions: head.extensions,
        })
    }

    /// Converts a URL to the other type, to which there is no way but text. Most clients have one server: its name, the
    /// most work by far, is read once.
    fn url(&self, uri: &Uri) -> Result<Url, url::ParseError> {
        let (Some(scheme), Some(authority)) = (uri.scheme(), uri.authority()) else {
            return Url::parse(&uri.to_string());
        };
        let origin = match self.0.get() {
            Some(origin) => origin,
            None => {
                let url = Url::parse(&format!("{scheme}://{authority}/"))?;
                self.0.get_or_init(|| Origin {
                    scheme: scheme.clone(),
                    authority: authority.clone(),
                    url,
                })
            }
        };
        let target = uri.path_and_query().map_or("/", PathAndQuery::as_str);
        // Behind two slashes, whichever, there would be another server.
        let is_path = target.starts_with('/') && !target[1..].starts_with(['/', '\\']);
        if is_path && origin.scheme == *scheme && origin.authority.as_str() == authority.as_str() {
            origin.url.join(target)
        } else {
            Url::parse(&uri.to_string())
        }
    }
}

/// Converts a response to the types of `http`.
pub(super) fn native_response(mut response: reqwest::Response) -> http::Response<Body> {
    let (mut head, ()) = http::Response::new(()).into_parts();
    head.status = response.status();
    head.version = response.version();
    std::mem::swap(&mut head.headers, response.headers_mut());
    std::mem::swap(&mut head.extensions, response.extensions_mut());
    http::Response::from_parts(head, Body::wrap(Incoming(response)))
}

/// The body of a response. Taken out of the response by reqwest's own conversion, it would be boxed once more.
struct Incoming(reqwest::Response);

impl http_body::Body for Incoming {
    type Data = Bytes;
    type Error = reqwest::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, reqwest::Error>>> {
        // The future of a chunk has no state beside that of the body, so that a new one goes on where the last waited.
        let chunk = std::pin::pin!(self.0.chunk()).poll(context);
        chunk.map(|chunk| match chunk {
            Ok(chunk) => chunk.map(|chunk| Ok(Frame::data(chunk))),
            Err(error) => Some(Err(error.without_url())),
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .content_length()
            .map(SizeHint::with_exact)
            .unwrap_or_default()
    }
}

/// Converts an error, without the URL, in which there may be secrets.
pub(super) fn transport_error(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    if is_certificate(&error) {
        TransportError::certificate(error)
    } else if error.is_connect() && error.is_timeout() {
        TransportError::connect_timeout(error)
    } else if error.is_connect() {
        TransportError::connect(error)
    } else if error.is_timeout() {
        TransportError::timeout(error)
    } else {
        TransportError::new(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_url_is_read_as_it_is_whole_whatever_server_was_called_before() {
        let servers = Servers::default();
        for server in [
            "http://example.com",
            "https://example.com",
            "http://[::1]:8080",
            "http://example.com:80",
        ] {
            for target in [
                "",
                "/",
                "/a/b?c=d&e=%20",
                "/?a=//b",
                "//b/c",
                "//example.org/",
                "///",
                "/a//b",
                "/a/../../b",
                "/%2e%2e/b",
                "/./a/.",
                "/a;b=c:d@e/f",
                "/http://example.org/",
                "/a?b?c=/../'",
            ] {
                let uri: Uri = format!("{server}{target}").parse().expect("a URL");
                let whole = Url::parse(&uri.to_string());
                assert_eq!(servers.url(&uri), whole, "{uri}");
            }
        }
    }
}
