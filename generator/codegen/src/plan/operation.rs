//! Operations: a method of the client each, and a request with setters where anything is optional.

use std::borrow::Cow;

use super::argument::{Argument, Handover};
use super::body::{self, BodyItem, SendBody};
use super::docs::{Doc, Span};
use super::form::{Form, Switch};
use super::named::{Body, Docs, Operation, Parameter, ParameterEncoding, Repetition};
use super::pages::{self, PagesMethods};
use super::parameter::{self, Descriptor};
use super::response::{self, Reader, ResponseEnum};
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Gate, Name, Path, RustType};

/// A method of the client.
#[derive(Clone, PartialEq)]
pub struct Method<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Whether it is marked as deprecated.
    pub deprecated: bool,
    /// The type of the group that it is of, if not of the client itself.
    pub group: Option<&'a Name>,
    /// Its name.
    pub name: Name,
    /// The argument for the URL that it is sent to, where the document has none.
    pub url: Option<Argument>,
    /// What it takes: what is required.
    pub arguments: Vec<Argument>,
    /// What it gives: a request.
    pub result: RustType,
    /// What the runtime has to know of the operation.
    pub description: Description<'a>,
    /// What of the call is filled in by the arguments.
    pub sends: Vec<Send<'a>>,
    /// What asks for a stream, or for none.
    pub switch: Option<Switch>,
    /// What makes it safe to send the request again, beyond its method.
    pub repetition: &'a Repetition,
    /// The statuses other than 2XX that are successes.
    pub succeeds_with: Vec<String>,
    /// How a success is read.
    pub reader: Reader,
    /// The type of its own around the request, if it has one.
    pub wrapped: Option<Path>,
}

/// What the runtime has to know of an operation.
#[derive(Clone, PartialEq)]
pub struct Description<'a> {
    /// The runtime's type.
    pub path: Path,
    /// What errors and logs call it.
    pub id: Cow<'a, str>,
    /// The HTTP method.
    pub method: &'a str,
    /// The path, with `{parameters}`.
    pub template: &'a str,
    /// The `Accept` header.
    pub accept: &'a str,
    /// Alternatives of keys of security schemes.
    pub security: &'a [Vec<String>],
    /// A URL of its own in place of the client's server.
    pub server: Option<&'a str>,
    /// Its tags.
    pub tags: &'a [String],
}

/// A statement that gives a value to a call.
#[derive(Clone, PartialEq)]
pub struct Send<'a> {
    /// What is given.
    pub value: Sent,
    /// What it is.
    pub what: SendWhat<'a>,
}

/// What has the value that is given to a call.
#[derive(Clone, PartialEq)]
pub enum Sent {
    /// An argument.
    Argument(Name),
    /// The one value that it can be, which has a path.
    Only(Path),
}

/// What is given to a call.
#[derive(Clone, PartialEq)]
pub enum SendWhat<'a> {
    /// A parameter.
    Parameter(Descriptor<'a>, Handover),
    /// The body.
    Body(SendBody<'a>),
}

/// The items of an operation's own, in the module `operations`.
#[derive(Clone, PartialEq)]
pub struct OperationItems<'a> {
    /// The types of its requests: one for each form.
    pub requests: Vec<Request<'a>>,
    /// The types of its body.
    pub body: Vec<BodyItem<'a>>,
    /// The enums over its responses.
    pub responses: Vec<ResponseEnum<'a>>,
}

/// The type of an operation's request, on which its setters live. It has its name also where there are none, so that the method keeps
/// its type when the first one comes.
#[derive(Clone, PartialEq)]
pub struct Request<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// The type that it is another name for: the runtime's request, or that of requests with setters.
    pub ty: RustType,
    /// What a success gives.
    pub success: RustType,
    /// What a failure gives.
    pub failure: RustType,
    /// Whether it has methods of its own, and so a marker that tells it from others.
    pub is_own: bool,
    /// A setter for each parameter, and body, that is optional.
    pub setters: Vec<Setter<'a>>,
    /// The methods that give its pages, if it is known how they follow each other.
    pub pages: Option<PagesMethods<'a>>,
}

/// A method of a request that sets something optional.
#[derive(Clone, PartialEq)]
pub struct Setter<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Whether it is marked as deprecated.
    pub deprecated: bool,
    /// Its name, and that of its argument, with the argument's type.
    pub argument: Argument,
    /// What of the call it fills in.
    pub send: Send<'a>,
    /// Whether it fills in nothing where the argument is none, of which the call knows nothing.
    pub unless_none: bool,
    /// Whether the argument may be null, which is another thing than none.
    pub takes_null: bool,
    /// What asks for a stream, or for none.
    pub switch: Option<Switch>,
}

/// Plans the methods of the client: one, and one more where there is a form that responds with a stream.
pub(super) fn methods<'a>(scope: &Scope<'a>, operation: &'a Operation) -> Vec<Method<'a>> {
    let gate = scope.item(&operation.features);
    let forms = Form::of(operation).into_iter();
    forms.map(|form| method(scope, form, &gate)).collect()
}

fn method<'a>(scope: &Scope<'a>, form: Form<'a>, gate: &Gate<'a>) -> Method<'a> {
    let operation = form.operation;
    let wrapped = wrapper(scope, form).map(|name| scope.operations(name));
    let body = required_body(operation);
    let arguments = asked(scope, operation).map(|parameter| argument(scope, parameter));
    let sends = required(operation).map(|parameter| send(scope, parameter));
    Method {
        gate: gate.clone(),
        docs: docs(scope, form),
        deprecated: operation.deprecated,
        group: operation.group.as_ref(),
        name: form.name.clone(),
        url: None,
        arguments: arguments
            .chain(body.map(|body| body::argument(scope, body)))
            .collect(),
        result: RustType::at(scope.operations(form.request)),
        description: description(scope, form),
        sends: sends
            .chain(body.and_then(|body| send_body(scope, body)))
            .collect(),
        switch: form.switch(scope, body),
        repetition: &operation.repetition,
        succeeds_with: response::successes_beyond_2xx(form.success),
        reader: response::success_reader(scope, form.success),
        wrapped,
    }
}

/// Plans the items that are the operation's own.
pub(super) fn items<'a>(scope: &Scope<'a>, operation: &'a Operation) -> OperationItems<'a> {
    let gate = scope.item(&operation.features);
    let forms = Form::of(operation).into_iter();
    OperationItems {
        requests: forms.map(|form| request(scope, form, &gate)).collect(),
        body: body::items(scope, operation, &gate),
        responses: response::enums(scope, operation, &gate),
    }
}

fn required(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.required)
}

/// Returns the parameters that the method asks for: those that are required and may have several values.
fn asked<'o>(scope: &Scope<'_>, operation: &'o Operation) -> impl Iterator<Item = &'o Parameter> {
    required(operation).filter(|parameter| scope.only_value(&parameter.ty).is_none())
}

fn optional(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation
        .parameters
        .iter()
        .filter(|parameter| !parameter.required)
}

fn required_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| body.required)
}

fn optional_body(operation: &Operation) -> Option<&Body> {
    operation.body.as_ref().filter(|body| !body.required)
}

/// Returns the type of requests that have setters, if this form's request is one.
fn wrapper<'s>(scope: &'s Scope<'_>, form: Form<'_>) -> Option<&'s Name> {
    let is_own = form.operation.has_optional() || form.has_pages();
    debug_assert!(scope.request_type().is_some() || !is_own, "setters need a type");
    scope.request_type().filter(|_| is_own)
}

/// Plans the type of requests that have setters, in the module of operations.
pub(super) fn request_type(scope: &Scope<'_>) -> Option<Name> {
    let name = scope.request_type()?;
    scope.item(&[]);
    scope.uses_runtime();
    Some(name.clone())
}

fn argument(scope: &Scope<'_>, parameter: &Parameter) -> Argument {
    Argument {
        name: parameter.name.clone(),
        ty: match parameter.required {
            true => scope.argument(&parameter.ty),
            false => scope.optional_argument(&parameter.ty),
        },
    }
}

fn send<'a>(scope: &Scope<'a>, parameter: &'a Parameter) -> Send<'a> {
    let descriptor = parameter::descriptor(scope, parameter);
    let only = parameter
        .required
        .then(|| scope.only_value(&parameter.ty))
        .flatten();
    let handover = scope.encodable(&parameter.ty);
    Send {
        value: match only {
            Some(only) => Sent::Only(only),
            None => Sent::Argument(parameter.name.clone()),
        },
        what: SendWhat::Parameter(descriptor, handover),
    }
}

fn send_body<'a>(scope: &Scope<'a>, body: &'a Body) -> Option<Send<'a>> {
    Some(Send {
        value: Sent::Argument(body.name.clone()),
        what: SendWhat::Body(body::send(scope, body)?),
    })
}

fn type_of_request(scope: &Scope<'_>, form: Form<'_>) -> RustType {
    let success = response::success(scope, form.success);
    let failure = response::failure(scope, &form.operation.failure);
    match wrapper(scope, form) {
        Some(name) => {
            let marker = RustType::at(Path::Item("marker::", form.request.clone()));
            RustType::Path(scope.operations(name), vec![success, failure, marker])
        }
        None => RustType::Path(scope.runtime(RuntimeItem::Request), vec![success, failure]),
    }
}

fn request<'a>(scope: &Scope<'a>, form: Form<'a>, gate: &Gate<'a>) -> Request<'a> {
    let is_own = wrapper(scope, form).is_some();
    if is_own {
        scope.uses_runtime();
    }
    let operation = form.operation;
    let body = optional_body(operation);
    let setters = optional(operation).map(|parameter| Setter {
        docs: setter_docs(parameter),
        deprecated: parameter.deprecated,
        argument: argument(scope, parameter),
        send: send(scope, parameter),
        // As JSON, none would be null.
        unless_none: matches!(parameter.encoding, ParameterEncoding::Content { .. }),
        takes_null: false,
        switch: None,
    });
    let body = body.and_then(|body| {
        Some(Setter {
            docs: Doc::of(&body.docs),
            deprecated: false,
            argument: body::argument(scope, body),
            send: send_body(scope, body)?,
            unless_none: body::may_be_none(body),
            takes_null: body::takes_null(scope, body),
            switch: form.switch(scope, Some(body)),
        })
    });
    let mut setters: Vec<Setter<'a>> = setters.chain(body).collect();
    setters.shrink_to_fit();
    Request {
        gate: gate.clone(),
        docs: Doc::own([
            "A request of ".into(),
            scope.method(operation.group.as_ref(), form.name),
            ".".into(),
        ]),
        name: form.request.clone(),
        ty: type_of_request(scope, form),
        success: response::success(scope, form.success),
        failure: response::failure(scope, &operation.failure),
        is_own,
        setters,
        pages: match form.has_pages() {
            true => pages::methods(scope, operation),
            false => None,
        },
    }
}

fn setter_docs(parameter: &Parameter) -> Doc<'_> {
    let mut docs = Doc::of(&parameter.docs);
    let wire = Span::code(&parameter.wire);
    let spans = ["The parameter ".into(), wire, ".".into()];
    docs.wire(&parameter.name, &parameter.wire, spans);
    docs
}

fn description<'a>(scope: &Scope<'a>, form: Form<'a>) -> Description<'a> {
    let operation = form.operation;
    Description {
        path: scope.runtime(RuntimeItem::Operation),
        id: match &operation.id {
            Some(id) => Cow::Borrowed(id),
            None => Cow::Owned(request_line(operation)),
        },
        method: &operation.method,
        template: &operation.path,
        accept: form.accept,
        security: &operation.security,
        server: operation.server.as_deref(),
        tags: &operation.tags,
    }
}

fn request_line(operation: &Operation) -> String {
    format!("{} {}", operation.method, operation.path)
}

fn docs<'a>(scope: &Scope<'_>, form: Form<'a>) -> Doc<'a> {
    let operation = form.operation;
    let mut docs = Doc::of(&operation.docs);
    docs.paragraph([Span::code(request_line(operation))]);
    if let Some((before, other)) = form.other {
        docs.paragraph([before.into(), Span::code(other.as_str()), ".".into()]);
    }
    let body = required_body(operation);
    let arguments: Vec<(&str, &Docs)> = asked(scope, operation)
        .map(|parameter| (parameter.name.as_str(), &parameter.docs))
        .chain(body.map(|body| (body.name.as_str(), &body.docs)))
        .collect();
    if arguments.iter().any(|(_, docs)| **docs != Docs::default()) {
        docs.paragraph(["# Arguments".into()]);
        docs.list(arguments.into_iter());
    }
    docs
}
