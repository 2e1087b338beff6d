//! Responses, Response and Header Objects.

use indexmap::IndexMap;
use openapiv3::{Header, HeaderStyle, Link, LinkOperation, ReferenceOr, Response, Responses, StatusCode};

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::At;
use super::body::json;
use super::lift::{LEFT_OUT, Lift};
use super::reference::{Kind, Target};
use super::schema;
use super::swagger20;
use super::version::Version;

/// How many statuses may stand in one key.
const AT_ONE_KEY: usize = 8;

/// What a key of `responses` means.
enum Status {
    Default,
    Codes(Vec<StatusCode>),
    Unknown,
}

impl<'d> Lift<'_, 'd> {
    pub(super) fn responses(&mut self, at: &At<'d, '_>) -> Responses {
        let mut responses = Responses {
            extensions: self.extensions(at),
            ..Responses::default()
        };
        for (key, value) in self.entries(at) {
            if key.starts_with("x-") {
                continue;
            }
            match self.status(&value, key) {
                Status::Default => responses.default = Some(self.response(&value)),
                Status::Codes(codes) => {
                    let response = self.response(&value);
                    for code in codes {
                        responses.responses.insert(code, response.clone());
                    }
                }
                Status::Unknown => {}
            }
        }
        responses
    }

    fn status(&mut self, at: &At<'d, '_>, key: &str) -> Status {
        let canonical = |code: &StatusCode| code.to_string() == key;
        let codes: Vec<StatusCode> = key
            .split([',', '|'])
            .take(AT_ONE_KEY)
            .filter_map(|part| status_code(part.trim()).or_else(|| described_status(part)))
            .collect();
        match codes.as_slice() {
            [code] if canonical(code) => return Status::Codes(codes),
            [] if key == "default" => return Status::Default,
            _ => {}
        }
        let read = match codes.as_slice() {
            [] if is_default(key) => "default".to_owned(),
            [] => String::new(),
            codes => codes
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" and "),
        };
        let help = "write a status such as `404`, a range such as `4XX`, or `default`";
        if read.is_empty() {
            let message = format!("`{key}` is no status; the response is left out");
            self.warn(Code::StatusCode, at, message, help);
            return Status::Unknown;
        }
        self.warn(
            Code::StatusCode,
            at,
            format!("`{key}` is no status; it is read as {read}"),
            help,
        );
        if codes.is_empty() {
            Status::Default
        } else {
            Status::Codes(codes)
        }
    }

    /// A response, or a reference to one.
    fn response(&mut self, at: &At<'d, '_>) -> ReferenceOr<Response> {
        if let Some(reference) = at.reference() {
            if let Some(schema) = self.refers_to_schema(at, reference) {
                return ReferenceOr::Item(Response {
                    content: json(schema),
                    ..Response::default()
                });
            }
            return match self.component_reference(Kind::Response, at, reference) {
                Some(reference) => ReferenceOr::Reference { reference },
                None => ReferenceOr::Item(Response {
                    content: json(ReferenceOr::Item(schema::unresolved())),
                    ..Response::default()
                }),
            };
        }
        if self.references.is_inner(at.node) {
            let target = Target {
                place: at.place(),
                node: at.node,
            };
            let reference = self.component(Kind::Response, target);
            return ReferenceOr::Reference { reference };
        }
        ReferenceOr::Item(self.response_here(at))
    }

    pub(super) fn response_here(&mut self, at: &At<'d, '_>) -> Response {
        if let Some(description) = at.text() {
            self.expected(at, "a response", "it is read as its description");
            return Response {
                description: description.to_owned(),
                ..Response::default()
            };
        }
        if !self.is_mapping(at) {
            return Response::default();
        }
        let content = if self.version(at.file()) == Version::Swagger20 && at.field("content").is_none() {
            swagger20::response_content(self, at)
        } else {
            self.content_or_schema(at)
        };
        self.known_fields(
            at,
            "a response",
            &[
                "summary",
                "description",
                "headers",
                "content",
                "links",
                "schema",
                "examples",
            ],
        );
        Response {
            description: self.text_field(at, "description").unwrap_or_default(),
            headers: self.headers(at),
            content,
            links: self.links(at),
            extensions: self.extensions(at),
        }
    }

    /// `links` that name an operation; of references, those to components of the document.
    fn links(&mut self, at: &At<'d, '_>) -> IndexMap<String, ReferenceOr<Link>> {
        let mut links = IndexMap::new();
        let Some(field) = at.field("links").filter(|links| links.mapping().is_some()) else {
            return links;
        };
        for (name, link) in field.entries() {
            let is_local = |reference: &str| reference.starts_with("#/components/links/");
            if link.reference().is_none_or(is_local) {
                let lifted = self.follow(&link, LEFT_OUT, |_, at| link_here(at)).flatten();
                links.extend(lifted.map(|link| (name.to_owned(), ReferenceOr::Item(link))));
            }
        }
        links
    }

    /// `headers` of a response or an encoding.
    pub(super) fn headers(&mut self, at: &At<'d, '_>) -> IndexMap<String, ReferenceOr<Header>> {
        let mut headers = IndexMap::new();
        let Some(field) = at.field("headers") else {
            return headers;
        };
        self.follow_misplaced(&field, "`headers`", |lift, at| {
            for (name, header) in lift.entries(at) {
                if name.starts_with("x-") && header.mapping().is_none() {
                    continue;
                }
                let Some(name) = lift.header_name(&header, name) else {
                    continue;
                };
                if let Some(lifted) = lift.header(&header) {
                    headers.insert(name, lifted);
                }
            }
        });
        headers
    }

    /// The name of a header, if it can be sent.
    pub(super) fn header_name(&mut self, at: &At<'d, '_>, name: &str) -> Option<String> {
        let bare = name.trim().trim_end_matches(':');
        if is_token(bare) {
            return Some(bare.to_owned());
        }
        self.warn(
            Code::HeaderName,
            at,
            format!("`{name}` is no name of a header; it is left out"),
            "a header's name has letters, digits and `-`",
        );
        None
    }

    /// A header, or a reference to one.
    pub(super) fn header(&mut self, at: &At<'d, '_>) -> Option<ReferenceOr<Header>> {
        if let Some(reference) = at.reference() {
            let reference = self.component_reference(Kind::Header, at, reference)?;
            return Some(ReferenceOr::Reference { reference });
        }
        match at.node {
            Node::Mapping(_) => Some(ReferenceOr::Item(self.header_here(at))),
            _ => {
                self.is_mapping(at);
                None
            }
        }
    }

    pub(super) fn header_here(&mut self, at: &At<'d, '_>) -> Header {
        Header {
            description: self.text_field(at, "description"),
            style: HeaderStyle::Simple,
            required: self.flag_field(at, "required"),
            deprecated: self.flag_field(at, "deprecated").then_some(true),
            format: self.format(at),
            example: None,
            examples: IndexMap::new(),
            extensions: self.extensions(at),
        }
    }
}

fn link_here(at: &At<'_, '_>) -> Option<Link> {
    let text = |key: &str| at.field(key)?.text().map(str::to_owned);
    let operation = match (text("operationId"), text("operationRef")) {
        (Some(id), _) => LinkOperation::OperationId(id),
        (None, Some(reference)) => LinkOperation::OperationRef(reference),
        (None, None) => return None,
    };
    let parameters = at.field("parameters");
    let parameters = parameters.iter().flat_map(At::entries);
    Some(Link {
        description: None,
        operation,
        request_body: at.field("requestBody").map(|body| body.node.to_json()),
        parameters: parameters
            .map(|(name, value)| (name.to_owned(), value.node.to_json()))
            .collect(),
        server: None,
        extensions: IndexMap::new(),
    })
}

/// A status, or a range of a hundred: `404`, `4XX`, `4xx`, `40X`.
fn status_code(text: &str) -> Option<StatusCode> {
    if let Ok(code) = text.parse::<u16>() {
        return (100..=999).contains(&code).then_some(StatusCode::Code(code));
    }
    let hundred = text
        .chars()
        .next()?
        .to_digit(10)
        .filter(|hundred| (1..=5).contains(hundred))?;
    let rest = text.get(1..)?;
    let is_range = !rest.is_empty()
        && rest
            .chars()
            .all(|character| matches!(character, 'x' | 'X' | '*' | '0'..='9'))
        && rest.contains(['x', 'X', '*']);
    is_range.then(|| u16::try_from(hundred).ok().map(StatusCode::Range))?
}

/// The status in a text that goes on to describe it: `200 OK`, `201 - created`, `success`.
fn described_status(text: &str) -> Option<StatusCode> {
    let text = text.trim();
    match text.to_ascii_lowercase().as_str() {
        "ok" | "success" => return Some(StatusCode::Range(2)),
        _ => {}
    }
    let (status, rest) = (text.get(..3)?, text.get(3..)?);
    let ends = rest.starts_with(|next: char| !next.is_alphanumeric());
    ends.then(|| status_code(status))?
}

fn is_default(text: &str) -> bool {
    matches!(
        text.trim().to_ascii_lowercase().as_str(),
        "default" | "error" | "other"
    )
}

/// Whether a text is a token of [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2), as names of
/// headers are.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
