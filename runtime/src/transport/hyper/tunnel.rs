//! Tunnels that a proxy of HTTP opens: RFC 9110, 9.3.6.

use http::{HeaderValue, StatusCode, Uri};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, Take};

use crate::message::BoxError;
use crate::transport::refusal::Refusal;

/// How many bytes the heads have that a proxy answers with.
const MAX_HEADS: u64 = 8 * 1024;

/// Asks the proxy at the other end of `stream` for a tunnel to the server of a URL that has a port. Not a byte of what comes behind its answer is
/// read.
pub(super) async fn open(
    stream: &mut (impl AsyncRead + AsyncWrite + Unpin),
    server: &Uri,
    auth: Option<&HeaderValue>,
) -> Result<(), BoxError> {
    let authority = server.authority().ok_or("expected a host")?.as_str();
    let mut request = format!("CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n").into_bytes();
    if let Some(auth) = auth {
        request.extend_from_slice(b"Proxy-Authorization: ");
        request.extend_from_slice(auth.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    stream.write_all(&request).await?;
    stream.flush().await?;
    let mut heads = stream.take(MAX_HEADS);
    loop {
        let status = read_status(&mut heads).await?;
        if status.is_success() {
            return Ok(());
        }
        if !status.is_informational() {
            return Err(Refusal::of_status(status, auth.is_some()).into());
        }
    }
}

/// Reads a head, and gives its status.
async fn read_status(heads: &mut Take<impl AsyncRead + Unpin>) -> Result<StatusCode, BoxError> {
    let mut head = Vec::new();
    while !(head.ends_with(b"\r\n\r\n") || head.ends_with(b"\n\n")) {
        let mut byte = [0];
        if heads.read(&mut byte).await? == 0 {
            return Err(match heads.limit() {
                0 => "the head of the proxy's answer has more than 8 KiB",
                _ => "the proxy hangs up without an answer",
            }
            .into());
        }
        head.extend(byte);
        // What is no head may have no end, either.
        if head.iter().zip(START).any(|(byte, expected)| byte != expected) {
            return Err(OTHER.into());
        }
    }
    // A version, the status, and what the proxy likes to say.
    let status = match &head[START.len()..] {
        [b'0' | b'1', b' ', status @ ..] => status.get(..3),
        _ => None,
    };
    let status = status.and_then(|status| StatusCode::from_bytes(status).ok());
    status.ok_or_else(|| OTHER.into())
}

/// What a head begins with.
const START: &[u8] = b"HTTP/1.";

/// What is said of a proxy that does not keep to the protocol.
const OTHER: &str = "what answers is no proxy of HTTP";
