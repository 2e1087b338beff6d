//! Bodies of parts: `multipart/form-data` of RFC 7578, and `multipart/related` of RFC 2387.

#[cfg(not(target_family = "wasm"))]
use std::path::PathBuf;

use bytes::Bytes;
use http::HeaderValue;

use crate::codec::json::{self, Encode, Tree};
use crate::codec::parameter::{Parameter, form_parts, scalar_text};
use crate::message::{Body, Segment};
use crate::platform::random;

/// The body of a `multipart/form-data` request: parts in the order in which they are added.
///
/// Other media types of several parts are written likewise, but for `multipart/related`: its parts have no names, and the first one is the
/// root.
///
/// ```
/// # use specwright_runtime::{FilePart, Form};
/// let mut form = Form::new();
/// form.text("title", None, &"A cat");
/// form.file("photo", None, FilePart::path("photos/cat.jpg"));
/// ```
#[derive(Debug)]
pub struct Form {
    parts: Vec<Part>,
    problem: Option<String>,
}

#[derive(Debug)]
struct Part {
    name: String,
    /// Of a file: its name, if it has one of its own.
    file_name: Option<Option<String>>,
    content_type: Option<String>,
    headers: Vec<(String, String)>,
    body: Body,
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

    /// Creates a file that is read from the disk while it is sent, under its own name. Not on `wasm32`.
    #[cfg(not(target_family = "wasm"))]
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

    /// Returns the name that it has, if it has one of its own. Of a file that a client sent it is as the client says, which may be a path that leads
    /// anywhere: see [`base_name`](Self::base_name).
    pub fn name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// Returns the name without folders before it, if anything is left that can name a file.
    ///
    /// ```
    /// # use specwright_runtime::FilePart;
    /// assert_eq!(FilePart::new("").file_name("../../etc/passwd").base_name(), Some("passwd"));
    /// assert_eq!(FilePart::new("").file_name("C:\\photos\\cat.jpg").base_name(), Some("cat.jpg"));
    /// assert_eq!(FilePart::new("").file_name("..").base_name(), None);
    /// ```
    pub fn base_name(&self) -> Option<&str> {
        let base = self.file_name.as_deref()?.rsplit(['/', '\\']).next()?;
        (!matches!(base, "" | "." | "..") && !base.contains('\0')).then_some(base)
    }

    /// Returns its media type, if it has one of its own.
    pub fn media_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// Returns its content.
    pub fn into_body(self) -> Body {
        self.body
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
            parts: Vec::new(),
            problem: None,
        }
    }

    /// Adds a part: a scalar as text, a list or an object as JSON, nothing for `null`.
    pub fn text(&mut self, name: &str, content_type: Option<&str>, value: &dyn Encode) {
        match Tree::of(value) {
            Ok(Tree::Null) => {}
            Ok(value @ (Tree::Array(_) | Tree::Object(_))) => {
                self.json(name, content_type, &value);
            }
            Ok(value) => {
                self.value(name, content_type, scalar_text(&value).into_owned().into());
            }
            Err(error) => self.refuse(format!("the part {name:?} has no text: {error}")),
        }
    }

    /// Adds a part with a value as JSON.
    pub fn json(&mut self, name: &str, content_type: Option<&str>, value: &dyn Encode) {
        match json::to_vec(value) {
            Ok(bytes) => self.value(name, content_type.or(Some("application/json")), bytes.into()),
            Err(error) => self.refuse(format!("the part {name:?} can't be written as JSON: {error}")),
        }
    }

    /// Adds the part, or the parts, that a value is by the style of a property: nothing for `null` and for an empty list.
    #[doc(hidden)]
    pub fn styled(&mut self, property: &Parameter, value: &dyn Encode) {
        match Tree::of(value) {
            Ok(value) => {
                for (name, text) in form_parts(property, &value) {
                    self.value(&name, None, text.into());
                }
            }
            Err(error) => self.refuse(format!("the part {:?} has no text: {error}", property.name)),
        }
    }

    /// Adds a part with a file. `content_type` is that of the document: one media type, or several or a wildcard to choose
    /// from.
    pub fn file(&mut self, name: &str, content_type: Option<&str>, file: impl Into<FilePart>) {
        let file = file.into();
        let content_type = file
            .content_type
            .or_else(|| Some(first_concrete(content_type?)?.to_owned()))
            .unwrap_or_else(|| "application/octet-stream".to_owned());
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: Some(file.file_name),
            content_type: Some(content_type),
            headers: file.headers,
            body: file.body,
        });
    }

    fn value(&mut self, name: &str, content_type: Option<&str>, body: Body) {
        self.parts.push(Part {
            name: name.to_owned(),
            file_name: None,
            content_type: content_type.map(str::to_owned),
            headers: Vec::new(),
            body,
        });
    }

    fn refuse(&mut self, problem: String) {
        self.problem.get_or_insert(problem);
    }

    /// Returns the `Content-Type` and the body, for a media type.
    pub(crate) fn finish(self, media_type: &str) -> Result<(String, Body), String> {
        if let Some(problem) = self.problem {
            return Err(problem);
        }
        let essence = media_type.split(';').next().unwrap_or_default().trim();
        let is_related = essence.eq_ignore_ascii_case("multipart/related");
        let boundary = format!("{:016x}{:016x}", random(), random());
        let mut content_type = format!("{media_type}; boundary={boundary}");
        if let (true, Some(root)) = (is_related, self.parts.first()) {
            let root = root.content_type.as_deref().unwrap_or(TEXT);
            let root = root.split(';').next().unwrap_or_default().trim();
            content_type.push_str(&format!("; type=\"{root}\""));
        }
        let mut body = Body::empty();
        for part in self.parts {
            let head = part.head(&boundary, is_related)?;
            body.push(Segment::Bytes(head.into()));
            body.append(part.body);
            body.push(Segment::Bytes(Bytes::from_static(b"\r\n")));
        }
        body.push(Segment::Bytes(format!("--{boundary}--\r\n").into()));
        Ok((content_type, body))
    }
}

impl Part {
    /// Returns what stands before the body of the part.
    fn head(&self, boundary: &str, is_related: bool) -> Result<String, String> {
        let disposition = match (&self.file_name, is_related) {
            (Some(Some(file_name)), true) => Some(format!("attachment; filename=\"{}\"", quoted(file_name))),
            (_, true) => None,
            (file_name, false) => {
                let mut disposition = format!("form-data; name=\"{}\"", quoted(&self.name));
                if let Some(file_name) = file_name {
                    let file_name = file_name.as_ref().unwrap_or(&self.name);
                    disposition.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
                }
                Some(disposition)
            }
        };
        let mut head = format!("--{boundary}");
        if let Some(disposition) = disposition {
            head.push_str(&format!("\r\nContent-Disposition: {disposition}"));
        }
        let content_type = self.content_type.as_deref().or(is_related.then_some(TEXT));
        let content_type = content_type.map(|media_type| ("Content-Type", media_type));
        let headers = self.headers.iter();
        let headers = headers.map(|(name, value)| (name.as_str(), value.as_str()));
        for (header, value) in content_type.into_iter().chain(headers) {
            if http::HeaderName::try_from(header).is_err() || HeaderValue::try_from(value).is_err() {
                return Err(format!(
                    "the part {:?} can't have the header {header:?}",
                    self.name
                ));
            }
            head.push_str(&format!("\r\n{header}: {value}"));
        }
        head.push_str("\r\n\r\n");
        Ok(head)
    }
}

/// The media type of a related part that has no other.
const TEXT: &str = "text/plain; charset=utf-8";

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
