//! Bodies of several parts: what separates the parts is random, so that they are kept and compared part by part.

use bytes::{Bytes, BytesMut};

/// What separates the parts that are written.
pub(super) const BOUNDARY: &str = "cassette";

/// How many parts a body may have that is taken apart.
const MOST: usize = 10_000;

/// One part.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Part {
    /// `name` of its `Content-Disposition`.
    pub(super) name: Option<String>,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Bytes,
}

/// Takes a body apart. `None` if it is not what its `Content-Type` says.
pub(super) fn parse(content_type: &str, body: &Bytes) -> Option<Vec<Part>> {
    let boundary = parameter(content_type, "boundary")?;
    let delimiter = format!("--{boundary}");
    let mut parts = Vec::new();
    let mut position = find(body, delimiter.as_bytes(), 0)? + delimiter.len();
    while !body[position..].starts_with(b"--") {
        let start = position + body[position..].strip_prefix(b"\r\n").map(|_| 2)?;
        let next = format!("\r\n{delimiter}");
        // A part without headers begins with the empty line.
        let end = find(body, next.as_bytes(), start.saturating_sub(2))?;
        parts.push(part(body, start, end.max(start))?);
        position = end + next.len();
        if parts.len() > MOST {
            return None;
        }
    }
    Some(parts)
}

fn part(body: &Bytes, start: usize, end: usize) -> Option<Part> {
    let text = body.get(start..end)?;
    let (head, body_start) = match text.starts_with(b"\r\n") {
        true => (0, 2),
        false => {
            let head = find(text, b"\r\n\r\n", 0)?;
            (head, head + 4)
        }
    };
    let mut part = Part {
        body: body.slice(start + body_start..end),
        ..Part::default()
    };
    for line in std::str::from_utf8(&text[..head]).ok()?.split("\r\n") {
        let Some((name, value)) = line.split_once(':') else {
            continue;
        };
        let (name, value) = (name.trim().to_ascii_lowercase(), value.trim());
        if name == "content-disposition" {
            part.name = parameter(value, "name");
        }
        part.headers.push((name, value.to_owned()));
    }
    Some(part)
}

/// Puts parts together.
pub(super) fn write(parts: &[Part]) -> Bytes {
    let mut body = BytesMut::new();
    for part in parts {
        body.extend_from_slice(format!("--{BOUNDARY}\r\n").as_bytes());
        for (name, value) in &part.headers {
            body.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        body.extend_from_slice(b"\r\n");
        body.extend_from_slice(&part.body);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
    body.freeze()
}

/// Returns a parameter of a header's value, without its quotes.
fn parameter(value: &str, name: &str) -> Option<String> {
    value.split(';').skip(1).find_map(|parameter| {
        let (known, value) = parameter.split_once('=')?;
        let is_it = known.trim().eq_ignore_ascii_case(name);
        is_it.then(|| value.trim().trim_matches('"').to_owned())
    })
}

fn find(text: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let found = rest.windows(wanted.len()).position(|window| window == wanted);
    found.map(|position| from + position)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_told_apart_whatever_separates_them() {
        let body = "--x1\r\ncontent-disposition: form-data; name=\"a\"\r\n\r\none\r\n\
                    --x1\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f.bin\"\r\n\
                    content-type: application/octet-stream\r\n\r\n--x\r\n\r\n\r\n--x1--\r\n";
        let body = Bytes::from(body);
        let parts = parse("multipart/form-data; boundary=\"x1\"", &body).expect("parts");
        let names: Vec<_> = parts.iter().map(|part| part.name.as_deref()).collect();
        assert_eq!(names, [Some("a"), Some("f")]);
        assert_eq!(parts[0].body, "one");
        assert_eq!(parts[1].body, "--x\r\n\r\n");
        let again = write(&parts);
        assert_eq!(
            parse(&format!("multipart/form-data; boundary={BOUNDARY}"), &again),
            Some(parts)
        );
    }

    #[test]
    fn what_is_no_such_body_is_left_as_it_is() {
        for body in ["", "--x", "--x\r\n", "--x\r\nno end", "text"] {
            assert_eq!(
                parse("multipart/form-data; boundary=x", &Bytes::from(body)),
                None,
                "{body}"
            );
        }
        assert_eq!(parse("multipart/form-data", &Bytes::from("--x--")), None);
    }
}
