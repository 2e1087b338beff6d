//! `multipart/form-data`: RFC 7578.

use std::path::PathBuf;

use bytes::Bytes;
use http::HeaderValue;

use crate::codec::json::{self, Encode};
use crate::codec::parameter::scalar_text;
use crate::message::{Body, Segment};
use crate::random::random;

/// The body of a `multipart/form-data` request: parts in the order in which they are added.
///
/// ```
/// # use specwright_runtime::{FilePart, Form};
/// let mut form = Form::new();
/// form.text("title", None, &"A cat");
/// form.file("photo", None, FilePart::path("photos/cat.jpg"));
/// ```
#[derive(Debug)]
pub struct Form {
    boundary: String,
    body: Body,
    problem: Option<String>,
}

/// A file in a multipart body.
///
/// ```
/// # use specwright_runtime::FilePart;
/// let from_disk = FilePart::path("photos/cat.jpg").content_type("image/jpeg");
/// let in_memory = FilePart::new("id,name\n1,Ada\n").file_name("users.csv").content_type("text/csv");
/// ```
#[derive(Debug)]
pub struct FilePart {
    body: Body,
    file_name: Option<String>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
}

impl FilePart {
    /// Creates a file of this content. Unless it gets a name, it is sent under the name of its part.
    pub fn new(body: impl Into<Body>) -> Self {
        FilePart {
            body: body.into(),
            file_name: None,
            content_type: None,
            headers: Vec::new(),
        }
    }

    /// Creates a file that is read from the disk while it is sent, under its own name.
    pub fn path(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        FilePart {
            file_name,
            ..FilePart::new(Body::file(path))
        }
    }

    /// Sets the name that the server sees.
    pub fn file_name(mut self, name: impl Into<String>) -> Self {
        self.file_name = Some(name.into());
        self
    }

    /// Sets the media type: that of the document, or `application/octet-stream`, unless set.
    pub fn content_type(mut self, media_type: impl Into<String>) -> Self {
        self.content_type = Some(media_type.into());
        self
    }

    /// Adds a header of the part.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }
}

impl<B: Into<Body>> From<B> for FilePart {
    fn from(body: B) -> Self {
        FilePart::new(body)
    }
}

impl Default for Form {
    fn default() -> Self {
        Form::new()
    }
}

impl Form {
    /// Creates a form without parts.
    pub fn new() -> Self {
        Form {
            boundary: format!("{:016x}{:016x}", random(), random()),
            body: Body::empty(),
            problem: None,
        }
    }

    /// Adds a part: a scalar as text, a list or an object as JSON, nothing for `null`.
    pub fn text(&mut self, name: &str, content_type: Option<&str>, value: &dyn Encode) {
        match json::to_value(value) {
            Ok(serde_json::Value::Null) => {}
            Ok(value @ (serde_json::Value::Array(_) | serde_json::Value::Object(_))) => {
                self.json(name, content_type, &value);
            }
            Ok(value) => {
                self.part(
                    name,
                    None,
                    content_type,
                    &[],
                    scalar_text(&value).into_owned().into(),
                );
            }
            Err(error) => self.refuse(format!("the part {name:?} has no text: {error}")),
        }
    }

    /// Adds a part with a value as JSON.
    pub fn json(&mut self, name: &str, content_type: Option<&str>, value: &dyn Encode) {
        match json::to_vec(value) {
            Ok(bytes) => self.part(
                name,
                None,
                content_type.or(Some("application/json")),
                &[],
                bytes.into(),
            ),
            Err(error) => self.refuse(format!("the part {name:?} can't be written as JSON: {error}")),
        }
    }

    /// Adds a part with a file. `content_type` is that of the document: one media type, or several or a wildcard to choose
    /// from.
    pub fn file(&mut self, name: &str, content_type: Option<&str>, file: impl Into<FilePart>) {
        let file = file.into();
        let file_name = file.file_name.as_deref().unwrap_or(name);
        let content_type = file
            .content_type
            .as_deref()
            .or_else(|| first_concrete(content_type?))
            .unwrap_or("application/octet-stream");
        self.part(
            name,
            Some(file_name),
            Some(content_type),
            &file.headers,
            file.body,
        );
    }

    fn part(
        &mut self,
        name: &str,
        file_name: Option<&str>,
        content_type: Option<&str>,
        headers: &[(String, String)],
        body: Body,
    ) {
        let mut head = format!(
            "--{}\r\nContent-Disposition: form-data; name=\"{}\"",
            self.boundary,
            quoted(name)
        );
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        let content_type = content_type.map(|media_type| ("Content-Type", media_type));
        let headers = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));
        for (header, value) in content_type.into_iter().chain(headers) {
            if http::HeaderName::try_from(header).is_err() || HeaderValue::try_from(value).is_err() {
                return self.refuse(format!("the part {name:?} can't have the header {header:?}"));
            }
            head.push_str(&format!("\r\n{header}: {value}"));
        }
        head.push_str("\r\n\r\n");
        self.body.push(Segment::Bytes(head.into()));
        self.body.append(body);
        self.body.push(Segment::Bytes(Bytes::from_static(b"\r\n")));
    }

    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    /// Returns the boundary and the body.
    pub(crate) fn finish(mut self) -> Result<(String, Body), String> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let end = format!("--{}--\r\n", self.boundary);
        self.body.push(Segment::Bytes(end.into()));
        Ok((self.boundary, self.body))
    }
}

/// Returns the first media type of a list that has no wildcard.
fn first_concrete(list: &str) -> Option<&str> {
    list.split(',')
        .map(str::trim)
        .find(|media_type| !media_type.is_empty() && !media_type.contains('*'))
}

/// Escapes a name for quotes: `"` and line breaks as browsers do, other control characters likewise, and a backslash where
/// a server could take it for the escape of a quote.
fn quoted(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let escapes_quote = matches!(characters.peek(), None | Some('"'));
        match character {
            '"' => text.push_str("%22"),
            '\\' if escapes_quote => text.push_str("%5C"),
            control if control.is_ascii_control() => {
                text.push_str(&format!("%{:02X}", u32::from(control)));
            }
            other => text.push(other),
        }
    }
    text
}
