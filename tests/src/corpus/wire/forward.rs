//! Requests that are passed on to another server, whose responses the client gets.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use super::http::{header, read_body, read_headers};
use super::server::{Received, Reply};

/// Where requests are passed on to.
#[derive(Clone, Debug)]
pub(super) struct Forward {
    pub(super) address: SocketAddr,
    /// The value of a `Prefer` header ([RFC 7240](https://www.rfc-editor.org/rfc/rfc7240)) that is added.
    pub(super) prefer: String,
}

impl Forward {
    /// Sends the request, and gives what comes back.
    pub(super) fn ask(&self, received: &Received) -> io::Result<Reply> {
        let stream = TcpStream::connect(self.address)?;
        stream.set_read_timeout(Some(Duration::from_secs(30)))?;
        let mut stream = BufReader::new(stream);
        stream.get_mut().write_all(&self.request(received))?;
        let mut line = String::new();
        stream.read_line(&mut line)?;
        let status = line
            .split_whitespace()
            .nth(1)
            .and_then(|status| status.parse().ok());
        let status = status.ok_or_else(|| io::Error::other(format!("no status line: {line}")))?;
        let headers = read_headers(&mut stream)?;
        let has_body = received.method != "HEAD" && !matches!(status, 204 | 304);
        let mut body = Vec::new();
        if has_body {
            match read_body(&mut stream, &headers)? {
                Some(whole) => body = whole,
                None => drop(stream.read_to_end(&mut body)?),
            }
        }
        Ok(Reply {
            status,
            content_type: header(&headers, "content-type").map(str::to_owned),
            body,
        })
    }

    fn request(&self, received: &Received) -> Vec<u8> {
        let query = if received.query.is_empty() { "" } else { "?" };
        let mut head = format!(
            "{} {}{query}{} HTTP/1.1\r\n",
            received.method, received.path, received.query
        );
        let of_connection = [
            "host",
            "connection",
            "accept-encoding",
            "content-length",
            "transfer-encoding",
            "expect",
        ];
        for (name, value) in &received.headers {
            if !of_connection.contains(&name.to_ascii_lowercase().as_str()) {
                head += &format!("{name}: {value}\r\n");
            }
        }
        let length = received.body.len();
        if length > 0 || matches!(received.method.as_str(), "POST" | "PUT" | "PATCH") {
            head += &format!("content-length: {length}\r\n");
        }
        head += &format!(
            "host: {}\r\nconnection: close\r\nprefer: {}\r\n\r\n",
            self.address, self.prefer
        );
        let mut bytes = head.into_bytes();
        bytes.extend(&received.body);
        bytes
    }
}
