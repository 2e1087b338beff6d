//! What is wrong with a request, and its response as problem details.

use http::header::{ACCEPT, ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::error::shown;
use crate::message::Body;

/// How long a text about a violation may be.
const LONGEST: usize = 300;

/// A place in a request at which it is not what the document says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// What has it: `body`, or `query limit`; empty until it is known.
    pub(crate) place: String,
    /// Where in the value: `$.name`.
    pub(crate) path: String,
    pub(crate) message: String,
}

impl Violation {
    pub(crate) fn new(path: impl Into<String>, message: impl Into<String>) -> Self {
        let message: String = message.into();
        Violation {
            place: String::new(),
            path: path.into(),
            message: shown(&message, LONGEST),
        }
    }

    /// Returns it as that of a value within another one, at a step of a JSON path.
    pub(crate) fn within(self, step: &str) -> Self {
        let rest = self.path.strip_prefix('$').unwrap_or(&self.path);
        Violation {
            path: format!("${step}{rest}"),
            ..self
        }
    }

    /// Sets what has it.
    pub(crate) fn of(self, place: impl Into<String>) -> Self {
        Violation {
            place: place.into(),
            ..self
        }
    }
}

impl Violation {
    /// Returns what has it: `body`, or a parameter by its location and name, `query limit`.
    pub fn place(&self) -> &str {
        &self.place
    }

    /// Returns where in the value it is, as a JSON path: `$.name`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns what is wrong, without the value.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl std::fmt::Display for Violation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.path.as_str() {
            "" | "$" => write!(f, "{}: {}", self.place, self.message),
            path => write!(f, "{} at {path}: {}", self.place, self.message),
        }
    }
}

/// The reason why a request is refused before the program sees it: what [`Service::on_rejection`](super::Service::on_rejection) responds to.
#[derive(Clone, Debug)]
pub struct Rejection(Box<Parts>);

#[derive(Clone, Debug)]
struct Parts {
    status: StatusCode,
    detail: String,
    violations: Vec<Violation>,
    header: Option<(HeaderName, String)>,
    /// The place of the operation that the request is for, and its id.
    operation: Option<(usize, &'static str)>,
}

impl Rejection {
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Self {
        Rejection(Box::new(Parts {
            status,
            detail: detail.into(),
            violations: Vec::new(),
            header: None,
            operation: None,
        }))
    }

    /// Creates the rejection of parameters that are not what the document says.
    pub(crate) fn parameters(violations: Vec<Violation>) -> Self {
        Rejection::new(
            StatusCode::BAD_REQUEST,
            "the parameters are not what the document describes",
        )
        .with(violations)
    }

    /// Creates the rejection of a body that can be read and is not what the document says.
    pub(crate) fn body(violations: Vec<Violation>) -> Self {
        let detail = "the body is not what the document describes";
        Rejection::new(StatusCode::UNPROCESSABLE_ENTITY, detail).with(violations)
    }

    /// Creates the rejection of a body that can't be read.
    pub(crate) fn unreadable(message: impl Into<String>) -> Self {
        let violation = Violation::new("", message).of("body");
        Rejection::new(StatusCode::BAD_REQUEST, "the body can't be read").with(vec![violation])
    }

    pub(crate) fn not_allowed(methods: &[&str]) -> Self {
        let detail = "the path has no operation with this method";
        Rejection::new(StatusCode::METHOD_NOT_ALLOWED, detail).header(ALLOW, methods.join(", "))
    }

    pub(crate) fn unsupported_media_type(known: &[&str]) -> Self {
        let detail = "the operation takes no body of this media type";
        Rejection::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, detail).header(ACCEPT, known.join(", "))
    }

    pub(crate) fn unauthorized(challenge: String) -> Self {
        let detail = "the operation needs a credential that the request does not have";
        Rejection::new(StatusCode::UNAUTHORIZED, detail).header(WWW_AUTHENTICATE, challenge)
    }

    fn with(mut self, violations: Vec<Violation>) -> Self {
        self.0.violations = violations;
        self
    }

    fn header(mut self, name: HeaderName, value: String) -> Self {
        self.0.header = Some((name, value));
        self
    }

    /// Sets which operation the request is for.
    pub(crate) fn of_operation(mut self, place: usize, id: &'static str) -> Self {
        self.0.operation = Some((place, id));
        self
    }

    /// Returns the place of the operation that the request is for.
    #[cfg(feature = "mock")]
    pub(crate) fn place(&self) -> Option<usize> {
        self.0.operation.map(|(place, _)| place)
    }

    /// Returns the id of the operation that the request is for, as the document has it; or its method and path where it has none. `None` where no
    /// operation has its path and method.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation.map(|(_, id)| id)
    }

    /// Returns the status that says so.
    pub fn status(&self) -> StatusCode {
        self.0.status
    }

    /// Returns the reason, in a sentence.
    pub fn detail(&self) -> &str {
        &self.0.detail
    }

    /// Returns the places at which the request is not what the document says; none where it is refused as a whole.
    pub fn violations(&self) -> &[Violation] {
        &self.0.violations
    }

    /// Returns the response that it has unless the program gives another one: problem details
    /// ([RFC 9457](https://www.rfc-editor.org/rfc/rfc9457)).
    pub fn response(&self) -> http::Response<Body> {
        let mut response = http::Response::new(Body::from(self.problem().to_string()));
        *response.status_mut() = self.status();
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        self.complete(&mut response);
        response
    }

    /// Returns the problem details.
    pub(crate) fn problem(&self) -> Value {
        let parts = &self.0;
        let mut problem = json!({
            "title": parts.status.canonical_reason().unwrap_or("Refused"),
            "status": parts.status.as_u16(),
            "detail": parts.detail,
        });
        if !parts.violations.is_empty() {
            let errors = parts.violations.iter().map(|violation| {
                json!({ "in": violation.place, "path": violation.path, "message": violation.message })
            });
            problem["errors"] = Value::Array(errors.collect());
        }
        problem
    }

    /// Adds the header that belongs to the status, as `Allow`, unless it is there.
    pub(crate) fn complete<T>(&self, response: &mut http::Response<T>) {
        if let Some((name, value)) = &self.0.header
            && let Ok(value) = HeaderValue::try_from(value.as_str())
        {
            response.headers_mut().entry(name).or_insert(value);
        }
    }
}

impl std::fmt::Display for Rejection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.detail)?;
        for violation in &self.0.violations {
            write!(f, "\n  {violation}")?;
        }
        Ok(())
    }
}
