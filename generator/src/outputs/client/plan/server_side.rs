//! The server's side: a request and a response for each operation, and the trait that has a method for each.

use std::collections::BTreeSet;

use serde::Serialize;

use super::docs::{Doc, Span};
use super::name;
use super::named::{
    Api, BodyKind, BodyVariant, Location, Operation, Parameter, Part, PartKind, Payload, Response,
};
use super::names::snake;
use super::response::Status;
use super::runtime::RuntimeItem;
use super::scope::{Module, Scope};
use super::{Gate, Import, Name, Path, RustType};

/// The names that the module `server` has besides those of operations.
const ITEMS: [&str; 3] = ["Api", "description", "service"];

/// The methods that a mock has besides those of operations.
const MOCK_METHODS: [&str; 8] = [
    "client",
    "client_builder",
    "clone",
    "default",
    "fmt",
    "new",
    "serve",
    "verify",
];

/// The server's side of a client.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServerSide<'a> {
    /// What the module `server` imports.
    pub imports: Vec<Import<'a>>,
    /// The operations.
    pub operations: Vec<ServedOperation<'a>>,
    /// Whether there is a mock, too.
    pub has_mock: bool,
}

/// An operation as the server's side has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServedOperation<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// Method and key of its path: how the runtime finds it.
    pub key: String,
    /// What is said of the trait's method.
    pub docs: Doc<'a>,
    /// The trait's method.
    pub method: Name,
    /// The mock's method.
    pub mock_method: Name,
    /// Its request.
    pub request: ServedRequest<'a>,
    /// Its responses.
    pub responses: ServedResponses<'a>,
    /// The structs of parts that its body may be.
    pub forms: Vec<ServedForm<'a>>,
}

/// A request as the server's side has it: a struct.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServedRequest<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// A field for each parameter.
    pub parameters: Vec<ServedParameter<'a>>,
    /// The field of the body.
    pub body: Option<ServedBody<'a>>,
    /// The media types of the body: what the client sends, how it is read, and how XML is.
    pub media_types: Vec<(&'a str, &'static str, Option<Path>)>,
    /// The field of the credentials, with its type.
    pub credentials: (Name, RustType),
    /// The field of the headers, with its type.
    pub headers: (Name, RustType),
}

/// A parameter: a field of a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServedParameter<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The field.
    pub name: Name,
    /// Its type.
    pub ty: RustType,
    /// Whether it must be there.
    pub required: bool,
    /// Its location and its name.
    pub parameter: String,
}

/// A body: a field of a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServedBody<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The field.
    pub name: Name,
    /// Its type.
    pub ty: RustType,
    /// Whether it must be there.
    pub required: bool,
    /// The function of the runtime that gives it; of several media types for each variant.
    pub reader: BodyReader,
}

/// How the value of a body is taken from a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum BodyReader {
    /// By a function of the runtime.
    One(&'static str),
    /// By one for each variant of an enum.
    Choice(Path, Vec<(Name, &'static str)>),
}

/// The responses of an operation: an enum.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServedResponses<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// A variant for each documented response.
    pub variants: Vec<ServedVariant<'a>>,
    /// The variant for any other response.
    pub raw: Name,
    /// The variant of a response with headers.
    pub with_headers: Name,
    /// The variant that what the only success holds becomes, and its type.
    pub from: Option<(Name, RustType)>,
}

/// A documented response: a variant.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServedVariant<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// The statuses; where it is not one, the variant holds it.
    pub status: Status,
    /// The body's type.
    pub payload: Option<RustType>,
    /// The runtime's function that writes it.
    pub writer: &'static str,
    /// How it is written as XML.
    pub xml: Option<Path>,
    /// The media types that tell it from others of the status.
    pub media_types: Vec<&'a str>,
}

/// A struct of parts, as it is read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ServedForm<'a> {
    /// The struct.
    pub path: Path,
    /// The fields, the functions of the runtime that read them, and the parts' names.
    pub fields: Vec<(Name, &'static str, &'a str)>,
}

/// Plans the server's side.
pub(super) fn server_side(api: &Api, has_mock: bool) -> ServerSide<'_> {
    let names = names(api);
    let taken = names
        .iter()
        .flat_map(|names| [names.request.as_str(), names.responses.as_str()]);
    let scope = Scope::of_server(api, taken.chain(ITEMS).map(str::to_owned).collect());
    let operations = api.operations.iter().zip(&names);
    let operations = operations
        .map(|(operation, names)| served(&scope, operation, names))
        .collect();
    scope.item(&[]);
    scope.uses_runtime();
    ServerSide {
        operations,
        imports: scope.imports(),
        has_mock,
    }
}

/// The names of an operation in the modules `server` and `mock`.
#[derive(Debug)]
struct Names {
    method: Name,
    mock_method: Name,
    request: Name,
    responses: Name,
}

fn names(api: &Api) -> Vec<Names> {
    let set = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    let (mut items, mut methods, mut mock_methods) = (set(&ITEMS), BTreeSet::new(), set(&MOCK_METHODS));
    // Requests are called as in the client; what stands behind them yields.
    let requests: Vec<Name> = api
        .operations
        .iter()
        .map(|operation| name::unique(operation.request.as_str(), "Request", &mut items))
        .collect();
    let operations = api.operations.iter().zip(requests);
    let names = operations.map(|(operation, request)| {
        let responses = format!("{}Response", operation.request.as_str());
        // In groups, methods of the same name may be of different operations.
        let method = match operation.group {
            None => operation.name.as_str().to_owned(),
            Some(_) => snake(operation.request.as_str()),
        };
        Names {
            method: name::unique(&method, "operation", &mut methods),
            mock_method: name::unique(&method, "operation", &mut mock_methods),
            responses: name::unique(&responses, "Enum", &mut items),
            request,
        }
    });
    names.collect()
}

fn served<'a>(scope: &Scope<'a>, operation: &'a Operation, names: &Names) -> ServedOperation<'a> {
    let gate = scope.item(&operation.features);
    let line = format!("{} {}", operation.method, operation.path);
    let mut docs = Doc::of(&operation.docs);
    docs.paragraph([Span::code(line)]);
    ServedOperation {
        key: format!("{} {}", operation.method, operation.key),
        docs,
        method: names.method.clone(),
        mock_method: names.mock_method.clone(),
        request: request(scope, operation, names),
        responses: responses(scope, operation, names),
        forms: forms(scope, operation),
        gate,
    }
}

fn request<'a>(scope: &Scope<'a>, operation: &'a Operation, names: &Names) -> ServedRequest<'a> {
    let mut taken = BTreeSet::new();
    let parameters = operation.parameters.iter().map(|parameter| ServedParameter {
        docs: Doc::of(&parameter.docs),
        name: name::unique(parameter.name.as_str(), "parameter", &mut taken),
        ty: parameter_type(scope, parameter),
        required: parameter.required,
        parameter: wire(parameter),
    });
    let parameters = parameters.collect();
    let body = operation.body.as_ref().and_then(|body| {
        let first = body.variants.first()?;
        let (ty, reader) = match &body.type_name {
            None => (body_type(scope, first), BodyReader::One(body_reader(first))),
            Some(choice) => {
                let path = scope.operations(choice);
                let variants = body.variants.iter();
                let variants = variants.map(|variant| (variant.name.clone(), body_reader(variant)));
                (
                    RustType::at(path.clone()),
                    BodyReader::Choice(path, variants.collect()),
                )
            }
        };
        Some(ServedBody {
            docs: Doc::of_or(&body.docs, ["The body.".into()]),
            name: name::unique(body.name.as_str(), "of_request", &mut taken),
            ty: match body.required {
                true => ty,
                false => scope.option(ty),
            },
            required: body.required,
            reader,
        })
    });
    let media_types = operation.body.iter().flat_map(|body| &body.variants);
    let media_types = media_types.map(|variant| {
        let (kind, xml) = match &variant.kind {
            BodyKind::Json(_) => ("Json", None),
            BodyKind::Form { .. } => ("Form", None),
            BodyKind::Xml(_, schema) => ("Xml", Some(scope.xml(*schema))),
            BodyKind::JsonLines(_) => ("Lines", None),
            BodyKind::Text => ("Text", None),
            BodyKind::Binary => ("Binary", None),
            BodyKind::Multipart { .. } | BodyKind::OpenMultipart => ("Parts", None),
        };
        (variant.media_type.as_str(), kind, xml)
    });
    ServedRequest {
        docs: Doc::own([
            "A request of ".into(),
            Span::Link(format!("Api::{}", names.method), format!("Api::{}", names.method)),
            ".".into(),
        ]),
        name: names.request.clone(),
        parameters,
        body,
        media_types: media_types.collect(),
        credentials: (
            name::unique("credentials", "of_request", &mut taken),
            scope.runtime_type(RuntimeItem::Credentials),
        ),
        headers: (
            name::unique("headers", "of_request", &mut taken),
            scope.runtime_type(RuntimeItem::HeaderMap),
        ),
    }
}

fn parameter_type(scope: &Scope<'_>, parameter: &Parameter) -> RustType {
    match parameter.required {
        true => scope.ty(&parameter.ty),
        false => scope.option(scope.ty(&parameter.ty)),
    }
}

/// Returns the location and the name of a parameter, as the runtime writes them.
fn wire(parameter: &Parameter) -> String {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    format!("{location} {}", parameter.wire)
}

fn body_type(scope: &Scope<'_>, variant: &BodyVariant) -> RustType {
    match &variant.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } | BodyKind::Xml(ty, _) | BodyKind::JsonLines(ty) => {
            scope.ty(ty)
        }
        BodyKind::Multipart { type_name, .. } => RustType::at(scope.operations(type_name)),
        BodyKind::OpenMultipart => scope.runtime_type(RuntimeItem::Form),
        BodyKind::Text => scope.string(),
        BodyKind::Binary => scope.runtime_type(RuntimeItem::Body),
    }
}

fn body_reader(variant: &BodyVariant) -> &'static str {
    match variant.kind {
        BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Xml(..) | BodyKind::JsonLines(_) => "value",
        BodyKind::Multipart { .. } => "parts_as",
        BodyKind::OpenMultipart => "any_form",
        BodyKind::Text => "text",
        BodyKind::Binary => "binary",
    }
}

fn responses<'a>(scope: &Scope<'a>, operation: &'a Operation, names: &Names) -> ServedResponses<'a> {
    let streams = operation
        .streaming
        .iter()
        .flat_map(|streaming| &streaming.success.cases);
    let successes = operation.success.cases.iter().chain(streams);
    let mut documented: Vec<&Response> = Vec::new();
    for response in successes.chain(&operation.failure.cases) {
        // What `default` says is both.
        let is_same = |known: &&&Response| {
            known.status == response.status
                && known.payload == response.payload
                && known.media_types == response.media_types
        };
        if documented.iter().find(is_same).is_none() {
            documented.push(response);
        }
    }
    let mut taken = BTreeSet::new();
    let variants: Vec<ServedVariant<'a>> = documented
        .into_iter()
        .map(|response| ServedVariant {
            docs: super::response::docs(response),
            name: variant_name(response, &mut taken),
            status: response.status.into(),
            payload: payload_type(scope, &response.payload),
            writer: writer(&response.payload),
            xml: match response.payload {
                Payload::Xml(_, schema) => Some(scope.xml(schema)),
                _ => None,
            },
            media_types: response.media_types.iter().map(String::as_str).collect(),
        })
        .collect();
    let mut successes = variants
        .iter()
        .filter(|variant| matches!(variant.status, Status::Exact(200..=299)));
    let from = match (successes.next(), successes.next()) {
        (Some(only), None) => Some((only.name.clone(), only.payload.clone().unwrap_or(RustType::UNIT))),
        _ => None,
    };
    ServedResponses {
        docs: Doc::own([
            "The responses of ".into(),
            Span::Link(format!("Api::{}", names.method), format!("Api::{}", names.method)),
            ".".into(),
        ]),
        name: names.responses.clone(),
        raw: name::unique("Raw", "Response", &mut taken),
        with_headers: name::unique("WithHeaders", "Response", &mut taken),
        variants,
        from,
    }
}

/// Names a variant as the client does; of two enums that become one, the second name says what its body is.
fn variant_name(response: &Response, taken: &mut BTreeSet<String>) -> Name {
    let own = response.name.as_str();
    if !taken.contains(own) {
        return name::unique(own, "Response", taken);
    }
    let word = match response.payload {
        Payload::EventStream(_) => "Events",
        Payload::JsonLines(_) => "Lines",
        _ => "Response",
    };
    name::unique(&format!("{own}{word}"), "Response", taken)
}

fn payload_type(scope: &Scope<'_>, payload: &Payload) -> Option<RustType> {
    match payload {
        Payload::Empty => None,
        Payload::Json(ty) | Payload::Any(ty) | Payload::Xml(ty, _) => Some(scope.ty(ty)),
        Payload::Text => Some(scope.string()),
        Payload::Binary => Some(scope.runtime_type(RuntimeItem::Body)),
        Payload::EventStream(ty) | Payload::JsonLines(ty) => {
            Some(RustType::of(scope.runtime(RuntimeItem::Stream), scope.ty(ty)))
        }
    }
}

fn writer(payload: &Payload) -> &'static str {
    match payload {
        Payload::Empty => "empty",
        Payload::Json(_) | Payload::Any(_) => "json",
        Payload::Text => "text",
        Payload::Xml(..) => "xml",
        Payload::Binary => "binary",
        Payload::EventStream(_) => "events",
        Payload::JsonLines(_) => "lines",
    }
}

fn forms<'a>(scope: &Scope<'a>, operation: &'a Operation) -> Vec<ServedForm<'a>> {
    let variants = operation.body.iter().flat_map(|body| &body.variants);
    let forms = variants.filter_map(|variant| match &variant.kind {
        BodyKind::Multipart { type_name, parts } => Some(ServedForm {
            path: scope.operations(type_name),
            fields: parts
                .iter()
                .map(|part| (part.name.clone(), part_reader(part), part.wire.as_str()))
                .collect(),
        }),
        _ => None,
    });
    forms.collect()
}

fn part_reader(part: &Part) -> &'static str {
    match (&part.kind, part.repeated, part.required) {
        (PartKind::File, true, _) => "files",
        (PartKind::File, false, true) => "file",
        (PartKind::File, false, false) => "optional_file",
        (PartKind::Text(_) | PartKind::Json(_), true, _) => "values",
        (PartKind::Text(_) | PartKind::Json(_), false, _) => "value",
    }
}
