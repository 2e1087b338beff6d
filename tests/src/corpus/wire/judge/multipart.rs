//! `multipart/form-data`, taken apart by [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578).

/// A part of a multipart body.
pub(super) struct Part {
    /// Only parts of a form have one.
    pub(super) name: Option<String>,
    pub(super) file_name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) body: Vec<u8>,
}

/// The parts of a body; or what is wrong with it.
pub(super) fn parts(content_type: &str, body: &[u8]) -> Result<Vec<Part>, String> {
    let boundary = content_type
        .split(';')
        .find_map(|parameter| parameter.trim().strip_prefix("boundary="))
        .ok_or("there is no boundary")?
        .trim_matches('"');
    let delimiter = format!("\r\n--{boundary}").into_bytes();
    // The first delimiter has no line break before it.
    let mut rest = [b"\r\n", body].concat();
    let mut parts = Vec::new();
    let start = find(&rest, &delimiter).ok_or("the boundary does not occur")?;
    rest.drain(..start + delimiter.len());
    loop {
        if rest.starts_with(b"--") {
            return Ok(parts);
        }
        let end = find(&rest, &delimiter).ok_or("the last boundary is missing")?;
        let part = rest
            .get(2..end)
            .ok_or("a boundary is not followed by a line break")?;
        parts.push(read(part)?);
        rest.drain(..end + delimiter.len());
    }
}

fn read(part: &[u8]) -> Result<Part, String> {
    let end = find(part, b"\r\n\r\n").ok_or("a part has no empty line after its headers")?;
    let head = String::from_utf8_lossy(&part[..end]).into_owned();
    let disposition = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-disposition"))
        .map(|(_, value)| value);
    let content_type = head
        .lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"))
        .map(|(_, value)| value.trim().to_owned());
    let parameter = |key: &str| {
        disposition?.split("; ").find_map(|parameter| {
            let text = parameter
                .trim()
                .strip_prefix(key)?
                .strip_prefix("=\"")?
                .strip_suffix('"')?;
            Some(
                text.replace("%22", "\"")
                    .replace("%0D", "\r")
                    .replace("%0A", "\n"),
            )
        })
    };
    Ok(Part {
        name: parameter("name"),
        content_type,
        file_name: parameter("filename"),
        body: part[end + 4..].to_vec(),
    })
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_taken_apart_at_the_boundary() {
        let body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none\r\ntwo\r\n\
                    --b\r\ncontent-disposition: form-data; name=\"f\"; filename=\"x.bin\"\r\n\r\n\r\n--b--\r\n";
        let parts = parts("multipart/form-data; boundary=b", body.as_bytes()).unwrap();
        let read: Vec<(&str, Option<&str>, &[u8])> = parts
            .iter()
            .map(|part| {
                (
                    part.name.as_deref().unwrap_or_default(),
                    part.file_name.as_deref(),
                    part.body.as_slice(),
                )
            })
            .collect();
        assert_eq!(read, [("a", None, &b"one\r\ntwo"[..]), ("f", Some("x.bin"), b"")]);
    }

    #[test]
    fn a_body_that_is_cut_is_told() {
        let cut = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\none";
        assert!(parts("multipart/form-data; boundary=b", cut.as_bytes()).is_err());
        assert!(parts("multipart/form-data", b"").is_err());
    }
}
