//! Operations: a method of the client each, and a request with setters where anything is optional.

use super::context::{Context, Module};
use super::docs::{DocComment, code, method_link};
use super::source::{Source, literal};
use super::{answers, body, parameter};
use crate::outputs::client::plan::{Body, Docs, Operation, Pages, Paging, Parameter};

/// The method of the client.
pub(super) fn method(context: &Context<'_>, operation: &Operation, source: &mut Source) {
    let mut arguments = vec!["&self".to_owned()];
    arguments.extend(self::arguments(context, operation, Module::Root));
    let has_request = has_request(operation);
    let request = operation.request.to_string();
    let result = if has_request {
        format!("operations::{request}")
    } else {
        request_type(context, operation, Module::Root)
    };

    source.gate();
    source.docs(&method_docs(operation));
    if operation.deprecated {
        source.line("#[deprecated]");
    }
    source.function(
        &format!("pub fn {}", operation.name),
        &arguments,
        &result,
        |source| {
            let successes = answers::successes_beyond_2xx(&operation.success);
            let filled_in = arguments.len() > 1 || !successes.is_empty();
            let mutable = if filled_in { "mut " } else { "" };
            description(operation, mutable, source);
            for parameter in required(operation) {
                send(context, parameter, "call", source);
            }
            if let Some(body) = required_body(operation) {
                body::send(context, body, "call", Module::Root, source);
            }
            if !successes.is_empty() {
                source.line(format_args!("call.succeeds_with(&[{}]);", successes.join(", ")));
            }
            let reader = answers::success_reader(context, &operation.success);
            if has_request {
                source.line(format_args!("operations::{request}(call.request({reader}))"));
            } else {
                source.line(format_args!("call.request({reader})"));
            }
        },
    );
}

/// The arguments of the method after `&self`.
pub(super) fn arguments(context: &Context<'_>, operation: &Operation, module: Module) -> Vec<String> {
    let parameters = required(operation).map(|parameter| argument(context, parameter, module));
    let body = required_body(operation)
        .map(|body| format!("{}: {}", body.name, body::argument(context, body, module)));
    parameters.chain(body).collect()
}

/// The setters of the request, each as its name and its argument's type.
pub(super) fn setters(context: &Context<'_>, operation: &Operation, module: Module) -> Vec<String> {
    let parameters = optional(operation).map(|parameter| argument(context, parameter, module));
    let body = optional_body(operation)
        .map(|body| format!("{}: {}", body.name, body::argument(context, body, module)));
    parameters.chain(body).collect()
}

fn argument(context: &Context<'_>, parameter: &Parameter, module: Module) -> String {
    format!("{}: {}", parameter.name, context.argument(&parameter.ty, module))
}

/// The request's type, where anything is optional or there are pages, and the other types of the operation's own.
pub(super) fn items(context: &Context<'_>, operation: &Operation, source: &mut Source) {
    if has_request(operation) {
        request(context, operation, source);
    }
    if let Some(body) = &operation.body {
        body::items(context, operation, body, source);
    }
    answers::enums(context, operation, source);
}

fn required(operation: &Operation) -> impl Iterator<Item = &Parameter> {
    operation.parameters.iter().filter(|parameter| parameter.required)
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

/// Whether the request has methods of its own.
fn has_request(operation: &Operation) -> bool {
    optional(operation).next().is_some() || optional_body(operation).is_some() || operation.pages.is_some()
}

fn request_type(context: &Context<'_>, operation: &Operation, module: Module) -> String {
    let success = answers::success(context, &operation.success, module);
    let failure = answers::failure(&operation.failure, module);
    format!("specwright_runtime::Request<{success}, {failure}>")
}

fn request(context: &Context<'_>, operation: &Operation, source: &mut Source) {
    let name = &operation.request;
    source.gate();
    source.doc(format_args!("A request of {}.", method_link(operation)));
    source.line("#[must_use = \"a request is sent when it is awaited\"]");
    source.line("#[derive(Debug)]");
    let inner = request_type(context, operation, Module::Operations);
    source.line(format_args!("pub struct {name}(pub(super) {inner});"));
    let success = answers::success(context, &operation.success, Module::Operations);
    let failure = answers::failure(&operation.failure, Module::Operations);
    source.gate();
    source.block(format_args!("impl {name}"), |source| {
        for parameter in optional(operation) {
            let fallback = format!("The parameter {}.", code(&parameter.wire));
            source.docs(&DocComment::of(&parameter.docs, &fallback));
            if parameter.deprecated {
                source.line("#[deprecated]");
            }
            let arguments = [
                "mut self".to_owned(),
                argument(context, parameter, Module::Operations),
            ];
            source.function(
                &format!("pub fn {}", parameter.name),
                &arguments,
                "Self",
                |source| {
                    send(context, parameter, "self.0", source);
                    source.line("self");
                },
            );
        }
        if let Some(body) = optional_body(operation) {
            source.docs(&DocComment::of(&body.docs, "The body."));
            let argument = body::argument(context, body, Module::Operations);
            let arguments = ["mut self".to_owned(), format!("{}: {argument}", body.name)];
            source.function(&format!("pub fn {}", body.name), &arguments, "Self", |source| {
                body::send(context, body, "self.0", Module::Operations, source);
                source.line("self");
            });
        }
        if let Some(pages) = &operation.pages {
            let result = format!("specwright_runtime::Pages<{success}, {failure}>");
            self::pages(pages, &result, source);
        }
    });
    source.gate();
    source.line(format_args!(
        "specwright_runtime::request! {{ {name}({success}, {failure}) }}"
    ));
}

/// The method that gives all pages.
fn pages(pages: &Pages, result: &str, source: &mut Source) {
    let paging = match &pages.paging {
        Paging::Link => "link()".to_owned(),
        Paging::NextUrl { pointer } => format!("next_url({})", literal(pointer)),
        Paging::Cursor { parameter, pointer } => {
            format!("cursor({}, {})", literal(parameter), literal(pointer))
        }
        Paging::Page {
            parameter,
            first,
            items,
        } => format!("page({}, {first}, {})", literal(parameter), literal(items)),
        Paging::Offset { parameter, items } => {
            format!("offset({}, {})", literal(parameter), literal(items))
        }
    };
    source.doc("The page that this request asks for and those behind it, as a stream.");
    source.function(
        &format!("pub fn {}", pages.name),
        &["self".to_owned()],
        result,
        |source| {
            source.line(format_args!(
                "specwright_runtime::Pages::new(self.0, specwright_runtime::Paging::{paging})"
            ));
        },
    );
}

/// The statement that gives a parameter to the call.
fn send(context: &Context<'_>, parameter: &Parameter, call: &str, source: &mut Source) {
    let arguments = [
        parameter::descriptor(parameter),
        context.encodable(&parameter.name, &parameter.ty),
    ];
    source.list(&format!("{call}.parameter("), &arguments, ");");
}

/// The statement that tells the runtime what it has to know of an operation.
fn description(operation: &Operation, mutable: &str, source: &mut Source) {
    let named = format!("{} {}", operation.method, operation.path);
    let id = operation.id.as_ref().unwrap_or(&named);
    let security = operation.security.iter().map(|schemes| {
        let schemes: Vec<String> = schemes.iter().map(|scheme| literal(scheme).to_string()).collect();
        format!("&[{}]", schemes.join(", "))
    });
    let security = security.collect::<Vec<_>>().join(", ");
    source.line(format_args!(
        "let {mutable}call = self.inner.call(&specwright_runtime::Operation {{"
    ));
    source.nested(|source| {
        source.line(format_args!("id: {},", literal(id)));
        source.line(format_args!("method: {},", literal(&operation.method)));
        source.line(format_args!("path: {},", literal(&operation.path)));
        source.line(format_args!("accept: {},", literal(&operation.accept)));
        source.line(format_args!("security: &[{security}],"));
        match &operation.server {
            Some(url) => source.line(format_args!("server: Some({}),", literal(url))),
            None => source.line("server: None,"),
        }
    });
    source.line("});");
}

fn method_docs(operation: &Operation) -> DocComment {
    let request = code(&format!("{} {}", operation.method, operation.path));
    let mut docs = DocComment::of(&operation.docs, &request);
    if operation.docs != Docs::default() {
        docs.paragraph(request);
    }
    let body = required_body(operation);
    let arguments: Vec<(&str, &Docs)> = required(operation)
        .map(|parameter| (parameter.name.as_str(), &parameter.docs))
        .chain(body.map(|body| (body.name.as_str(), &body.docs)))
        .collect();
    if arguments.iter().any(|(_, docs)| **docs != Docs::default()) {
        docs.paragraph("# Arguments");
        docs.list(arguments.into_iter());
    }
    docs
}
