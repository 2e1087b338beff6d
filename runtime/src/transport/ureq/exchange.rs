//! A request and its response, on the thread of the call.

use std::io::{self, Read};

use ::ureq::{Agent, SendBody, Timeout};
use bytes::{Buf, Bytes};
use http::header::{CONTENT_LENGTH, HeaderValue};
use http::{Method, Request, Version};

use super::carry::{Carrier, Unwanted};
use super::decode::{Packed, take_encoding, unpacked};
use crate::error::TransportError;
use crate::message::Body;
use crate::platform::block_on;
use crate::transport::certificate::is_certificate;
use crate::transport::refusal::Refusal;

/// How much of a response is read at once.
const CHUNK: usize = 16 * 1024;

/// Sends a request, and carries the response over while it arrives.
pub(super) fn run(agent: &Agent, request: Request<Body>, carrier: Carrier) {
    // Whoever drops the response needs no word of it.
    let _ = carry(agent, request, &carrier);
}

fn carry(agent: &Agent, request: Request<Body>, carrier: &Carrier) -> Result<(), Unwanted> {
    let is_head = request.method() == Method::HEAD;
    let (mut head, body) = match send(agent, request) {
        Ok(response) => response.into_parts(),
        Err(error) => {
            let proxy = agent.config().proxy();
            let has_user = proxy.is_some_and(|proxy| proxy.username().is_some());
            return carrier.failed(transport_error(error, has_user));
        }
    };
    let has_body = !is_head && !matches!(head.status.as_u16(), 204 | 304);
    let packed = match has_body {
        true => take_encoding(&mut head),
        false => Packed::No,
    };
    let length = match has_body {
        true => body.content_length().filter(|_| packed == Packed::No),
        false => Some(0),
    };
    carrier.head(head, length)?;
    let mut reader = match unpacked(body.into_reader(), packed) {
        Ok(reader) => reader,
        Err(error) => return carrier.broken(error.into()),
    };
    loop {
        let mut chunk = vec![0; CHUNK];
        match reader.read(&mut chunk) {
            Ok(0) => return carrier.end(),
            Ok(read) => {
                chunk.truncate(read);
                carrier.chunk(chunk.into())?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return carrier.broken(error.into()),
        }
    }
}

fn send(agent: &Agent, request: Request<Body>) -> Result<http::Response<::ureq::Body>, ::ureq::Error> {
    let (mut head, body) = request.into_parts();
    // What there is of versions above it, another transport speaks.
    head.version = Version::HTTP_11;
    let length = body.length();
    if length == Some(0) {
        let is_body_expected = matches!(head.method.as_str(), "POST" | "PUT" | "PATCH");
        return match is_body_expected {
            true => agent.run(Request::from_parts(head, &[][..])),
            false => agent.run(Request::from_parts(head, ())),
        };
    }
    if let Some(length) = length
        && !head.headers.contains_key(CONTENT_LENGTH)
    {
        head.headers.insert(CONTENT_LENGTH, HeaderValue::from(length));
    }
    let mut reader = Outgoing {
        body,
        chunk: Bytes::new(),
    };
    let body = SendBody::from_reader(&mut reader);
    let bodiless = match head.method {
        Method::GET => agent.get(head.uri.clone()),
        Method::HEAD => agent.head(head.uri.clone()),
        Method::DELETE => agent.delete(head.uri.clone()),
        Method::OPTIONS => agent.options(head.uri.clone()),
        Method::TRACE => agent.trace(head.uri.clone()),
        _ => return agent.run(Request::from_parts(head, body)),
    };
    // ureq sends a body with these if it is told so, which it can only be here.
    let mut forced = bodiless.force_send_body();
    if let Some(headers) = forced.headers_mut() {
        *headers = head.headers;
    }
    forced.send(body)
}

/// The body of a request, which this thread waits for.
struct Outgoing {
    body: Body,
    chunk: Bytes,
}

impl Read for Outgoing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.chunk.is_empty()
            && let Some(chunk) = block_on(self.body.chunk())
        {
            self.chunk = chunk.map_err(io::Error::other)?;
        }
        let read = self.chunk.len().min(buffer.len());
        self.chunk.copy_to_slice(&mut buffer[..read]);
        Ok(read)
    }
}

/// Converts an error, without the URL, in which there may be secrets. `has_user` tells whether the proxy is told a user.
fn transport_error(error: ::ureq::Error, has_user: bool) -> TransportError {
    use ::ureq::Error;
    match error {
        Error::Timeout(Timeout::Resolve | Timeout::Connect) => TransportError::connect_timeout(error),
        Error::Timeout(_) => TransportError::timeout(error),
        Error::ConnectProxyFailed(text) => by_proxy(&text, has_user),
        Error::HostNotFound | Error::ConnectionFailed | Error::InvalidProxyUrl | Error::Tls(_) => {
            TransportError::connect(error)
        }
        Error::Rustls(error) if is_certificate(&error) => TransportError::certificate(error),
        Error::Rustls(error) => TransportError::connect(error),
        Error::Io(error) if is_certificate(&error) => TransportError::certificate(error),
        Error::Io(error) if is_unconnected(&error) => TransportError::connect(error),
        Error::Io(error) => TransportError::new(error),
        // These name the URL.
        Error::BadUri(_) => TransportError::permanent("the URL can't be used"),
        Error::RequireHttpsOnly(_) => TransportError::permanent("the URL is none of https"),
        error => TransportError::new(error),
    }
}

/// Returns the error of a proxy that opens no tunnel, of which ureq says `proxy server responded 407/407`.
fn by_proxy(text: &str, has_user: bool) -> TransportError {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let status = digits
        .filter(|digits| digits.len() == 3)
        .find_map(|digits| digits.parse().ok());
    match status {
        Some(status) => Refusal::of_status(status, has_user).into(),
        None => TransportError::connect("the proxy hangs up without an answer"),
    }
}

/// Tells whether the server can't have seen the request.
fn is_unconnected(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    /// What Windows says of a host that has no address: `WSAHOST_NOT_FOUND` to `WSANO_DATA`.
    const NO_ADDRESS: std::ops::RangeInclusive<i32> = 11001..=11004;
    let is_lookup = match error.raw_os_error() {
        Some(code) => cfg!(windows) && NO_ADDRESS.contains(&code),
        // The standard library has no kind for it.
        None => error
            .to_string()
            .starts_with("failed to lookup address information"),
    };
    is_lookup
        || matches!(
            error.kind(),
            Kind::ConnectionRefused
                | Kind::HostUnreachable
                | Kind::NetworkUnreachable
                | Kind::NetworkDown
                | Kind::AddrNotAvailable
        )
}
