//! What an operation gives: the type of a success, and the enums over documented responses.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::docs::{Block, Doc, Span};
use super::named::{Api, Docs, Operation, Payload, Response, Responses, StatusPattern};
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Gate, Name, Path, RustType};
use specwright_document::order;

/// The runtime's function that reads a response.
#[derive(Clone, PartialEq)]
pub struct Reader {
    /// The function.
    pub function: &'static str,
    /// The constant that says how XML is read, where the function takes one.
    pub xml: Option<Path>,
}

/// The enum over the successes, or the failures, of an operation.
#[derive(Clone, PartialEq)]
pub struct ResponseEnum<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// Whether it is `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// What it is.
    pub kind: ResponseEnumKind<'a>,
}

/// What an enum over responses is.
#[derive(Clone, PartialEq)]
pub enum ResponseEnumKind<'a> {
    /// Another name for the enum that operations with the same responses share.
    SameAs(Path),
    /// An enum of its own.
    Own {
        /// The traits that it derives.
        derives: &'static [&'static str],
        /// A variant for each documented response.
        variants: Vec<ResponseVariant<'a>>,
        /// The variants for responses that are not as documented.
        kept: Vec<KeptBody>,
        /// How the runtime finds and reads the variant of a response: the first row that fits is the one.
        rows: Vec<ResponseRow<'a>>,
    },
}

/// A documented response.
#[derive(Clone, PartialEq)]
pub struct ResponseVariant<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The variant.
    pub name: Name,
    /// What it holds, if the response has a body.
    pub payload: Option<RustType>,
}

/// A variant that keeps the body of a response that is not as documented.
#[derive(Clone, PartialEq)]
pub struct KeptBody {
    /// Which responses it is for.
    pub of: Kept,
    /// The variant.
    pub name: Name,
    /// What it keeps.
    pub ty: RustType,
}

/// The responses that are not as documented.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// Those of a status that is not documented.
    Undocumented,
    /// Those whose body is not what the document says of their status.
    Undecoded,
}

/// A row by which the runtime finds a variant.
#[derive(Clone, PartialEq)]
pub struct ResponseRow<'a> {
    /// The statuses.
    pub status: Status,
    /// The media type or range, if the others of the same statuses have another one.
    pub media_type: Option<Cow<'a, str>>,
    /// The variant.
    pub variant: Name,
    /// How its body is read.
    pub reader: Reader,
}

/// The statuses of a response.
#[derive(Clone, Copy, PartialEq, Eq)]
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
            non_exhaustive: false,
            gate: gate.clone(),
            docs: {
                let method = scope.method(operation.group.as_ref(), method);
                let mut docs = Doc::own([what.into(), method, ".".into()]);
                said_alone(scope.api, responses, &mut docs);
                docs
            },
            name: name.clone(),
            kind: match &responses.same_as {
                Some(known) => ResponseEnumKind::SameAs(scope.operations(known)),
                None => own(scope, responses),
            },
        })
        .collect()
}

/// Adds what an operation alone says of responses whose enum it shares.
fn said_alone<'a>(api: &Api, responses: &'a Responses, docs: &mut Doc<'a>) {
    let Some(known) = &responses.same_as else {
        return;
    };
    let shared = &api.shared_responses;
    let Ok(place) = shared.binary_search_by(|shared| shared.name.cmp(known)) else {
        return;
    };
    let cases = responses.cases.iter().zip(&shared[place].responses.cases);
    let alone = cases.filter(|(case, shared)| (&case.docs, &case.headers) != (&shared.docs, &shared.headers));
    let alone: Vec<&Response> = alone.map(|(case, _)| case).collect();
    let said = alone.iter().filter(|case| case.docs != Docs::default());
    let said: Vec<(&str, &Docs)> = said.map(|case| (case.name.as_str(), &case.docs)).collect();
    if !said.is_empty() {
        docs.list(said.into_iter());
    }
    for case in alone.into_iter().filter(|case| !case.headers.is_empty()) {
        docs.paragraph(["Headers of ".into(), Span::code(case.name.as_str()), ":".into()]);
        let headers = case.headers.iter();
        docs.list(headers.map(|header| (header.wire.as_str(), &header.docs)));
    }
}

/// Plans the enums that operations with the same responses share.
pub(super) fn shared<'a>(scope: &Scope<'a>) -> Vec<ResponseEnum<'a>> {
    let shared = scope.api.shared_responses.iter();
    let shared = shared.map(|shared| ResponseEnum {
        non_exhaustive: false,
        gate: scope.item(&shared.features),
        docs: Doc::own([
            match shared.succeeds {
                true => "The successes of several operations.",
                false => "The failures of several operations.",
            }
            .into(),
            " Each operation has a name of its own for them, which stays when the document grows.".into(),
        ]),
        name: shared.name.clone(),
        kind: own(scope, &shared.responses),
    });
    shared.collect()
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
    });
    ResponseEnumKind::Own {
        derives: match streams {
            true => &["Debug"],
            false => &["Clone", "Debug", "PartialEq"],
        },
        variants: variants.collect(),
        kept: kept(scope, responses),
        rows: rows(scope, responses),
    }
}

fn kept(scope: &Scope<'_>, responses: &Responses) -> Vec<KeptBody> {
    let kinds = [
        (Kept::Undocumented, &responses.undocumented, RuntimeItem::Bytes),
        (Kept::Undecoded, &responses.undecoded, RuntimeItem::UndecodedBody),
    ];
    let kept = kinds.into_iter().filter_map(|(of, name, item)| {
        Some(KeptBody {
            of,
            name: name.clone()?,
            ty: scope.runtime_type(item),
        })
    });
    kept.collect()
}

/// Plans the rows: of each status the narrowest media types first, and then the first response for all others.
fn rows<'a>(scope: &Scope<'a>, responses: &'a Responses) -> Vec<ResponseRow<'a>> {
    let of_status = responses.cases.chunk_by(|one, other| one.status == other.status);
    of_status.flat_map(|cases| rows_of_status(scope, cases)).collect()
}

fn rows_of_status<'a>(scope: &Scope<'a>, cases: &'a [Response]) -> Vec<ResponseRow<'a>> {
    let row = |case: &'a Response, media_type| ResponseRow {
        status: case.status.into(),
        media_type,
        variant: case.name.clone(),
        reader: reader(scope, &case.payload),
    };
    let Some(first) = cases.first() else {
        return Vec::new();
    };
    let typed = cases.iter().flat_map(|case| {
        let media_types = case.media_types.iter();
        media_types.map(move |media_type| (case, without_charset(media_type)))
    });
    let mut typed: Vec<(&Response, Cow<'a, str>)> = typed.collect();
    order::sort_by_key(&mut typed, |(case, media_type)| {
        (Reverse(narrowness(media_type)), case.name == first.name)
    });
    // What no media type takes is one without its parameters, if no other response has that.
    for (case, media_type) in typed.clone() {
        if let Some((essence, _)) = media_type.split_once(';')
            && !typed.iter().any(|(_, known)| known == essence.trim())
        {
            typed.push((case, Cow::Owned(essence.trim().to_owned())));
        }
    }
    // What the last row takes needs no other behind those of other responses.
    let needed = typed.iter().rposition(|(case, _)| case.name != first.name);
    let takes_all = typed.iter().position(|(_, media_type)| media_type == "*/*");
    let end = match takes_all {
        Some(index) => index,
        None => needed.map_or(0, |last| last + 1),
    };
    let last = takes_all.map_or(first, |index| typed[index].0);
    let narrow = typed[..end]
        .iter()
        .map(|(case, media_type)| row(case, Some(media_type.clone())));
    narrow.chain([row(last, None)]).collect()
}

/// Returns a media type without its charset, which tells nothing apart.
fn without_charset(media_type: &str) -> Cow<'_, str> {
    let is_charset = |parameter: &str| {
        let name = parameter.split('=').next().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("charset")
    };
    if !media_type.split(';').any(is_charset) {
        return Cow::Borrowed(media_type);
    }
    let kept = media_type.split(';').filter(|parameter| !is_charset(parameter));
    Cow::Owned(kept.collect::<Vec<_>>().join(";").trim().to_owned())
}

/// Returns how narrow a media type or range is: of two that a response fits the higher one is meant.
fn narrowness(media_type: &str) -> (bool, usize, usize) {
    let mut parts = media_type.split(';');
    let essence = parts.next().unwrap_or_default().trim();
    (
        !essence.contains('*'),
        essence.replace('*', "").len(),
        parts.count(),
    )
}

pub(super) fn docs(response: &Response) -> Doc<'_> {
    let status = match response.status {
        StatusPattern::Exact(status) => format!("Status {status}"),
        StatusPattern::Range(hundred) => format!("A status from {hundred}00 to {hundred}99"),
        StatusPattern::Default => "Any other status".to_owned(),
    };
    let mut lead = vec![Span::from(status)];
    for (index, media_type) in response.media_types.iter().enumerate() {
        lead.extend([
            if index == 0 { " with " } else { " or " }.into(),
            Span::code(media_type),
        ]);
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
                .map(|header| (header.wire.as_str(), &header.docs)),
        );
    }
    docs
}

/// Returns the type of a response's body; `None` where there is none.
pub(super) fn payload_type(scope: &Scope<'_>, payload: &Payload) -> Option<RustType> {
    let stream = |item, ty| RustType::of(scope.runtime(item), scope.ty(ty));
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) | Payload::Any(ty) | Payload::Xml(ty, _) => Some(scope.ty(ty)),
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
        Payload::Any(_) => "any",
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
