//! What an operation gives: the type of a success, and the enums over documented responses.

use serde::Serialize;

use super::docs::{Block, Doc, Span};
use super::named::{Operation, Payload, Response, Responses, StatusPattern};
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Gate, Name, Path, RustType};

/// The runtime's function that reads a response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reader {
    /// The function.
    pub function: &'static str,
    /// The constant that says how XML is read, where the function takes one.
    pub xml: Option<Path>,
}

/// The enum over the successes, or the failures, of an operation.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResponseEnum<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// What it is.
    pub kind: ResponseEnumKind<'a>,
}

/// What an enum over responses is.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ResponseEnumKind<'a> {
    /// Another name for the enum of an earlier operation with the same responses.
    SameAs(Name),
    /// An enum of its own.
    Own {
        /// The traits that it derives.
        derives: &'static [&'static str],
        /// A variant for each documented response.
        variants: Vec<ResponseVariant<'a>>,
        /// The variant for any other response, and the type of what it keeps.
        undocumented: Option<(Name, RustType)>,
    },
}

/// A documented response.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ResponseVariant<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The variant.
    pub name: Name,
    /// What it holds, if the response has a body.
    pub payload: Option<RustType>,
    /// The statuses.
    pub status: Status,
    /// The media type that tells it from another response of the same status.
    pub media_type: Option<&'a str>,
    /// How its body is read.
    pub reader: Reader,
}

/// The statuses of a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// One status: `404`.
    Exact(u16),
    /// A hundred: `4` for `4XX`.
    Range(u16),
    /// All that are not named.
    Default,
}

impl From<StatusPattern> for Status {
    fn from(pattern: StatusPattern) -> Self {
        match pattern {
            StatusPattern::Exact(status) => Self::Exact(status),
            StatusPattern::Range(hundred) => Self::Range(hundred),
            StatusPattern::Default => Self::Default,
        }
    }
}

/// Returns the type of a success.
pub(super) fn success(scope: &Scope<'_>, responses: &Responses) -> RustType {
    match (&responses.type_name, responses.cases.first()) {
        (Some(name), _) => RustType::at(scope.operations(name)),
        (None, Some(response)) => payload_type(scope, &response.payload).unwrap_or(RustType::UNIT),
        (None, None) => RustType::UNIT,
    }
}

/// Returns the function that reads a success.
pub(super) fn success_reader(scope: &Scope<'_>, responses: &Responses) -> Reader {
    let function = match (&responses.type_name, responses.cases.first()) {
        (Some(_), _) => "documented",
        (None, Some(response)) => return reader(scope, &response.payload),
        (None, None) => "empty",
    };
    Reader { function, xml: None }
}

/// Returns the statuses of successes that are not 2XX, as the runtime takes them.
pub(super) fn successes_beyond_2xx(responses: &Responses) -> Vec<String> {
    let beyond = responses
        .cases
        .iter()
        .filter_map(|response| match response.status {
            StatusPattern::Exact(200..=299) | StatusPattern::Range(2) | StatusPattern::Default => None,
            StatusPattern::Exact(status) => Some(status.to_string()),
            StatusPattern::Range(hundred) => Some(format!("{hundred}XX")),
        });
    beyond.collect()
}

/// Returns the type of a failure's body.
pub(super) fn failure(scope: &Scope<'_>, responses: &Responses) -> RustType {
    match &responses.type_name {
        Some(name) => RustType::at(scope.operations(name)),
        None => scope.runtime_type(RuntimeItem::Bytes),
    }
}

/// Plans the enums over an operation's responses.
pub(super) fn enums<'a>(
    scope: &Scope<'a>,
    operation: &'a Operation,
    gate: &Gate<'a>,
) -> Vec<ResponseEnum<'a>> {
    let streams = operation.streaming.as_ref();
    let sides = [
        (&operation.success, &operation.name, "The successes of "),
        (&operation.failure, &operation.name, "The failures of "),
    ];
    let streams = streams.map(|streaming| (&streaming.success, &streaming.name, "The successes of "));
    let named = sides
        .into_iter()
        .chain(streams)
        .filter_map(|(responses, method, what)| {
            Some((responses, method, what, responses.type_name.as_ref()?))
        });
    named
        .map(|(responses, method, what, name)| ResponseEnum {
            gate: gate.clone(),
            docs: Doc::own([what.into(), Span::method(method), ".".into()]),
            name: name.clone(),
            kind: match &responses.same_as {
                Some(known) => ResponseEnumKind::SameAs(known.clone()),
                None => own(scope, responses),
            },
        })
        .collect()
}

fn own<'a>(scope: &Scope<'a>, responses: &'a Responses) -> ResponseEnumKind<'a> {
    scope.uses_runtime();
    let streams = responses
        .cases
        .iter()
        .any(|response| is_stream(&response.payload));
    let variants = responses.cases.iter().map(|response| ResponseVariant {
        docs: docs(response),
        name: response.name.clone(),
        payload: payload_type(scope, &response.payload),
        status: response.status.into(),
        media_type: response.media_type.as_deref(),
        reader: reader(scope, &response.payload),
    });
    ResponseEnumKind::Own {
        derives: match streams {
            true => &["Debug"],
            false => &["Clone", "Debug", "PartialEq"],
        },
        variants: variants.collect(),
        undocumented: responses
            .undocumented
            .clone()
            .map(|name| (name, scope.runtime_type(RuntimeItem::Bytes))),
    }
}

fn docs(response: &Response) -> Doc<'_> {
    let status = match response.status {
        StatusPattern::Exact(status) => format!("Status {status}"),
        StatusPattern::Range(hundred) => format!("A status from {hundred}00 to {hundred}99"),
        StatusPattern::Default => "Any other status".to_owned(),
    };
    let mut lead = vec![Span::from(status)];
    if let Some(media_type) = &response.media_type {
        lead.extend([" with ".into(), Span::code(media_type)]);
    }
    let mut docs = Doc {
        blocks: vec![Block::Lead(lead)],
    };
    docs.document(&response.docs);
    if !response.headers.is_empty() {
        docs.paragraph(["Headers:".into()]);
        docs.list(
            response
                .headers
                .iter()
                .map(|(name, _, header)| (name.as_str(), header)),
        );
    }
    docs
}

/// Returns the type of a response's body; `None` where there is none.
pub(super) fn payload_type(scope: &Scope<'_>, payload: &Payload) -> Option<RustType> {
    let stream = |item, ty| RustType::of(scope.runtime(item), scope.ty(ty));
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) | Payload::Xml(ty, _) => Some(scope.ty(ty)),
        Payload::Text => Some(scope.string()),
        Payload::Binary => Some(scope.runtime_type(RuntimeItem::ByteStream)),
        Payload::EventStream(ty) => Some(stream(RuntimeItem::EventStream, ty)),
        Payload::JsonLines(ty) => Some(stream(RuntimeItem::JsonLines, ty)),
    }
}

fn is_stream(payload: &Payload) -> bool {
    matches!(
        payload,
        Payload::Binary | Payload::EventStream(_) | Payload::JsonLines(_)
    )
}

fn reader(scope: &Scope<'_>, payload: &Payload) -> Reader {
    let function = match payload {
        Payload::Empty => "empty",
        Payload::Json(_) => "json",
        Payload::Text => "text",
        Payload::Xml(..) => "xml",
        Payload::Binary => "binary",
        Payload::EventStream(_) => "events",
        Payload::JsonLines(_) => "json_lines",
    };
    let xml = match payload {
        Payload::Xml(_, schema) => Some(scope.xml(*schema)),
        _ => None,
    };
    Reader { function, xml }
}
