//! The server's side: a request and a response for each operation, and the trait that has a method for each; likewise for webhooks.

mod credentials;
mod request;
mod responses;
mod sender;
mod url;

use std::collections::BTreeSet;

pub use sender::Sender;
pub use url::{CallbackUrl, UrlChoice, UrlPiece, UrlSource};

use super::docs::{Doc, Span};
use super::name;
use super::named::{Api, Operation};
use super::names::snake;
use super::presence::FieldForm;
use super::response::Status;
use super::scope::{Module, Scope, names_of_body};
use super::{BodyItem, Gate, Import, Name, Path, RuntimeFeature, RustType, body};
use specwright_document::order;

/// The names that the modules `server` and `webhooks` have besides those of operations.
const ITEMS: [&str; 4] = ["Api", "Receiver", "description", "service"];

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
#[derive(Clone, PartialEq)]
pub struct ServerSide<'a> {
    /// The module `server`: requests to the document's server.
    pub server: ServedModule<'a>,
    /// The module `webhooks`: requests that the document's server sends, and callbacks among them.
    pub webhooks: Option<ServedModule<'a>>,
    /// The module `sender`, beside that.
    pub sender: Option<Sender<'a>>,
    /// Whether there is a mock, too.
    pub has_mock: bool,
}

/// A module of requests that a program receives.
#[derive(Clone, PartialEq)]
pub struct ServedModule<'a> {
    /// What it imports.
    pub imports: Vec<Import<'a>>,
    /// The operations.
    pub operations: Vec<ServedOperation<'a>>,
    /// The types of bodies that are its own.
    pub bodies: Vec<BodyItem<'a>>,
}

/// An operation as the server's side has it.
#[derive(Clone, PartialEq)]
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
    /// The functions that give the URLs of its callbacks.
    pub callback_urls: Vec<CallbackUrl<'a>>,
}

/// A request as the server's side has it: a struct.
#[derive(Clone, PartialEq)]
pub struct ServedRequest<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// A field for each parameter, and for each security scheme that the operation asks for.
    pub parameters: Vec<ServedParameter<'a>>,
    /// The field of the body.
    pub body: Option<ServedBody<'a>>,
    /// The media types of the body: what the client sends, how it is read, and how XML is.
    pub media_types: Vec<(&'a str, &'static str, Option<Path>)>,
    /// The field of the credentials, with its type.
    pub credentials: (Name, RustType),
    /// The field of the headers, with its type.
    pub headers: (Name, RustType),
    /// The field of the body as it came, with its type: of webhooks, which are signed.
    pub raw: Option<(Name, RustType)>,
}

/// A parameter, or a credential: a field of a request.
#[derive(Clone, PartialEq)]
pub struct ServedParameter<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The field.
    pub name: Name,
    /// Its type.
    pub ty: RustType,
    /// The function of the runtime that gives it.
    pub reader: &'static str,
    /// The location and the name of the parameter, or the key of the security scheme.
    pub wire: String,
}

/// A body: a field of a request.
#[derive(Clone, PartialEq)]
pub struct ServedBody<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The field.
    pub name: Name,
    /// Its type.
    pub ty: RustType,
    /// Whether it must be there, and whether null is told from nothing: the word of the runtime's table.
    pub presence: &'static str,
    /// The function of the runtime that gives it; of several media types for each variant.
    pub reader: BodyReader,
}

impl ServedBody<'_> {
    /// Returns whether it must be there.
    fn is_required(&self) -> bool {
        self.presence == FieldForm::Required.word()
    }
}

/// How the value of a body is taken from a request.
#[derive(Clone, PartialEq)]
pub enum BodyReader {
    /// By a function of the runtime.
    One(&'static str),
    /// By one for each variant of an enum.
    Choice(Path, Vec<(Name, &'static str)>),
}

/// The responses of an operation: an enum.
#[derive(Clone, PartialEq)]
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
#[derive(Clone, PartialEq)]
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
#[derive(Clone, PartialEq)]
pub struct ServedForm<'a> {
    /// The struct.
    pub path: Path,
    /// The fields, the functions of the runtime that read them, and the parts' names.
    pub fields: Vec<(Name, &'static str, &'a str)>,
}

/// Plans the server's side.
pub(super) fn server_side<'a>(
    api: &'a Api,
    has_mock: bool,
    features: &mut BTreeSet<RuntimeFeature>,
) -> ServerSide<'a> {
    let sends = !api.webhooks.is_empty();
    ServerSide {
        server: module(api, Module::Server, &api.operations, features),
        webhooks: sends.then(|| module(api, Module::Webhooks, &api.webhooks, features)),
        sender: sends.then(|| sender::sender(api, features)),
        has_mock,
    }
}

fn module<'a>(
    api: &'a Api,
    module: Module,
    operations: &'a [Operation],
    features: &mut BTreeSet<RuntimeFeature>,
) -> ServedModule<'a> {
    // Webhooks have no client, whose module would have the types of their bodies.
    let has_bodies = module == Module::Webhooks;
    let names = names(operations, has_bodies);
    let taken = names
        .iter()
        .flat_map(|names| [names.request.as_str(), names.responses.as_str()]);
    let of_bodies = operations.iter().filter(|_| has_bodies).flat_map(names_of_body);
    let taken = taken.chain(of_bodies.map(Name::as_str)).chain(ITEMS);
    let scope = Scope::of_server(api, module, order::set(taken.map(str::to_owned)));
    let served = operations.iter().zip(&names);
    let served = served.map(|(operation, names)| self::operation(&scope, operation, names, has_bodies));
    let served = served.collect();
    let own = operations.iter().filter(|_| has_bodies);
    let bodies = own.flat_map(|operation| {
        let gate = scope.item(&operation.features);
        body::items(&scope, operation, &gate)
    });
    let bodies = bodies.collect();
    scope.item(&[]);
    scope.uses_runtime();
    scope.add_runtime_features(features);
    ServedModule {
        operations: served,
        bodies,
        imports: scope.imports(),
    }
}

/// Returns the server's side of an API with its mock, for tools that write programs around them.
pub fn served(api: &Api) -> ServerSide<'_> {
    server_side(api, true, &mut BTreeSet::new())
}

/// The names of an operation in the modules `server` and `mock`.
struct Names {
    method: Name,
    mock_method: Name,
    request: Name,
    responses: Name,
}

impl Names {
    /// Returns a link to the trait's method.
    fn link<'a>(&self, is_webhook: bool) -> Span<'a> {
        let path = match is_webhook {
            true => format!("Receiver::{}", self.method),
            false => format!("Api::{}", self.method),
        };
        Span::link(path.clone(), path)
    }
}

/// Names what there is of each operation; beside the types of their bodies, where these are in the same module.
fn names(operations: &[Operation], has_bodies: bool) -> Vec<Names> {
    let set = |names: &[&str]| order::set(names.iter().map(|name| (*name).to_owned()));
    let (mut items, mut methods, mut mock_methods) = (set(&ITEMS), BTreeSet::new(), set(&MOCK_METHODS));
    let of_bodies = operations.iter().filter(|_| has_bodies).flat_map(names_of_body);
    items.extend(of_bodies.map(|name| name.as_str().to_owned()));
    // Requests are called as in the client; what stands behind them yields.
    let requests: Vec<Name> = operations
        .iter()
        .map(|operation| name::unique(operation.request.as_str(), "Request", &mut items))
        .collect();
    let operations = operations.iter().zip(requests);
    let names = operations.map(|(operation, request)| {
        // The plural: what a success holds is often called `…Response`, and both are imported side by side.
        let responses = format!("{}Responses", operation.request.as_str());
        // In groups, methods of the same name may be of different operations.
        let method = match operation.group {
            None => operation.name.as_str().to_owned(),
            Some(_) => snake(operation.request.as_str()).into_owned(),
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

fn operation<'a>(
    scope: &Scope<'a>,
    operation: &'a Operation,
    names: &Names,
    is_webhook: bool,
) -> ServedOperation<'a> {
    let gate = scope.item(&operation.features);
    let line = format!("{} {}", operation.method, operation.path);
    let mut docs = Doc::of(&operation.docs);
    docs.paragraph([Span::code(line)]);
    if let Some(callback) = &operation.callback {
        docs.paragraph([
            "A callback, which is sent to ".into(),
            Span::code(&callback.expression),
            ".".into(),
        ]);
    }
    let mut request = request::request(scope, operation, names, is_webhook);
    let forms = request::forms(scope, operation);
    let key = format!("{} {}", operation.method, operation.key);
    let callback_urls = match is_webhook {
        true => Vec::new(),
        false => url::callback_urls(scope, &key, &mut request, &forms),
    };
    ServedOperation {
        callback_urls,
        key,
        docs,
        method: names.method.clone(),
        mock_method: names.mock_method.clone(),
        request,
        responses: responses::responses(scope, operation, names, is_webhook),
        forms,
        gate,
    }
}
