//! Just enough of HTTP/1.1 to read messages from a socket.

use std::io::{self, BufRead};

/// Header fields, in their order.
pub(super) type Headers = Vec<(String, String)>;

/// The value of the header, if it came just once.
pub(super) fn header<'h>(headers: &'h Headers, name: &str) -> Option<&'h str> {
    let mut values = headers
        .iter()
        .filter(|(known, _)| known.eq_ignore_ascii_case(name));
    let value = values.next().map(|(_, value)| value.as_str());
    value.filter(|_| values.next().is_none())
}

/// Reads header fields, and the empty line after them.
pub(super) fn read_headers(stream: &mut impl BufRead) -> io::Result<Headers> {
    let mut headers = Headers::new();
    loop {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line);
        let Some((name, value)) = line.trim_end_matches(['\r', '\n']).split_once(':') else {
            return Ok(headers);
        };
        headers.push((
            name.to_owned(),
            value.strip_prefix(' ').unwrap_or(value).to_owned(),
        ));
    }
}

/// Reads a body; `None` where the headers do not say how long it is.
pub(super) fn read_body(stream: &mut impl BufRead, headers: &Headers) -> io::Result<Option<Vec<u8>>> {
    if let Some(length) = header(headers, "content-length").and_then(|length| length.parse().ok()) {
        let mut body = vec![0; length];
        stream.read_exact(&mut body)?;
        return Ok(Some(body));
    }
    if header(headers, "transfer-encoding").is_none() {
        return Ok(None);
    }
    let mut body = Vec::new();
    loop {
        let mut size = String::new();
        stream.read_line(&mut size)?;
        let size = usize::from_str_radix(size.trim(), 16).map_err(io::Error::other)?;
        let start = body.len();
        body.resize(start + size, 0);
        stream.read_exact(&mut body[start..])?;
        stream.read_line(&mut String::new())?;
        if size == 0 {
            return Ok(Some(body));
        }
    }
}
