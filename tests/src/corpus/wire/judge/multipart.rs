//! `multipart/form-data`, taken apart by [RFC 7578](https://www.rfc-editor.org/rfc/rfc7578).

use serde_json::Value;

use super::text::{says, says_parts};

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

/// Takes the parts that a property in a style is out of `parts`; whether they say the value.
pub(super) fn take_styled(
    name: &str,
    value: &Value,
    (style, explode): (&str, bool),
    parts: &mut Vec<Part>,
) -> bool {
    let mut take = |name: &str, is_right: &dyn Fn(&str) -> bool| {
        let place = parts.iter().position(|part| part.name.as_deref() == Some(name));
        place.is_some_and(|place| is_right(&String::from_utf8_lossy(&parts.remove(place).body)))
    };
    let delimiter = match style {
        "spaceDelimited" => " ",
        "pipeDelimited" => "|",
        "tabDelimited" => "\t",
        _ => ",",
    };
    match value {
        Value::Object(entries) if style == "deepObject" => entries
            .iter()
            .all(|(key, value)| take_styled(&format!("{name}[{key}]"), value, (style, explode), parts)),
        Value::Array(items) if style == "deepObject" => items
            .iter()
            .enumerate()
            .all(|(index, item)| take_styled(&format!("{name}[{index}]"), item, (style, explode), parts)),
        Value::Array(items) if explode => items.iter().all(|item| take(name, &|text| says(text, item))),
        Value::Object(entries) if explode => entries
            .iter()
            .all(|(key, value)| take(key, &|text| says(text, value))),
        Value::Array(_) | Value::Object(_) => take(name, &|text| {
            says_parts(text, value, &[delimiter], false, &str::to_owned)
        }),
        scalar => take(name, &|text| says(text, scalar)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

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

    #[test]
    fn parts_say_a_property_by_its_style() {
        let part = |name: &str, text: &str| Part {
            name: Some(name.to_owned()),
            body: text.as_bytes().to_vec(),
            file_name: None,
            content_type: None,
        };
        let list = json!(["a b", "c"]);
        let object = json!({"r": 1, "name": "x,y"});
        for (value, style, expected) in [
            (&list, ("form", false), vec![part("p", "a b,c")]),
            (&list, ("pipeDelimited", false), vec![part("p", "a b|c")]),
            (&list, ("form", true), vec![part("p", "a b"), part("p", "c")]),
            (&object, ("form", true), vec![part("r", "1"), part("name", "x,y")]),
            (
                &object,
                ("deepObject", true),
                vec![part("p[name]", "x,y"), part("p[r]", "1")],
            ),
        ] {
            let mut parts = expected;
            assert!(take_styled("p", value, style, &mut parts), "{value} {style:?}");
            assert!(parts.is_empty());
            assert!(!take_styled("p", value, style, &mut vec![part("p", "a b;c")]));
        }
    }
}
