//! The server's side: a request and a response for each operation, and the trait that has a method for each.

mod request;
mod responses;

use std::collections::BTreeSet;

use serde::Serialize;

use super::docs::{Doc, Span};
use super::name;
use super::named::{Api, Operation};
use super::names::snake;
use super::response::Status;
use super::scope::Scope;
use super::{Gate, Import, Name, Path, RustType};

/// The names that the module `server` has besides those of operations.
const ITEMS: [&str; 3] = ["Api", "description", "service"];

/// The methods that a mock has besides those of operations.
const MOCK_METHODS: [&str; 9] = [
    "client",
    "client_builder",
    "clone",
    "default",
    "fmt",
    "new",
    "serve",
    "take_problems",
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

/// Returns the mock's methods, in the order of the operations.
pub fn mock_methods(api: &Api) -> Vec<Name> {
    names(api).into_iter().map(|names| names.mock_method).collect()
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
        request: request::request(scope, operation, names),
        responses: responses::responses(scope, operation, names),
        forms: request::forms(scope, operation),
        gate,
    }
}
