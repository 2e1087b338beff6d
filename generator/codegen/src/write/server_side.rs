//! The server's side: the modules `server`, `webhooks`, `sender` and `mock`, each within a macro that is empty where the runtime's feature is off.

use super::super::plan::{
    BodyReader, CallbackUrl, Sender, ServedForm, ServedModule, ServedOperation, ServedRequest,
    ServedResponses, ServedVariant, ServerSide, Status, UrlPiece, UrlSource,
};
use super::body;
use super::operation::{self, argument};
use super::source::{Source, literal};

/// Writes the modules.
pub(super) fn write(side: &ServerSide<'_>, source: &mut Source) {
    source.item();
    source.block("specwright_runtime::server_side!", |source| {
        source.doc("The server's side: a trait with a method for each operation, and a service around it.");
        source.block("pub mod server", |source| module(&side.server, &SERVER, source));
    });
    if let Some(webhooks) = &side.webhooks {
        source.item();
        source.block("specwright_runtime::server_side!", |source| {
            source
                .doc("Webhooks and callbacks: a trait with a method for each, and a service around it that receives them.");
            source.block("pub mod webhooks", |source| module(webhooks, &WEBHOOKS, source));
        });
    }
    if let Some(sender) = &side.sender {
        source.item();
        source.block("specwright_runtime::server_side!", |source| {
            source.doc("What sends webhooks and callbacks: a method for each, which takes the URL that it is sent to.");
            source.block("pub mod sender", |source| self::sender(sender, source));
        });
    }
    if side.has_mock {
        source.item();
        source.block("specwright_runtime::mock_side!", |source| {
            source.doc("A mock of the server, for tests.");
            source.block("pub mod mock", |source| mock(side, source));
        });
    }
}

/// What a module is called by.
struct Words {
    /// The trait.
    name: &'static str,
    docs: &'static str,
    service: &'static str,
    service_docs: &'static str,
    /// The function that reads the description.
    read: &'static str,
}

const SERVER: Words = Words {
    name: "Api",
    docs: "What answers requests: a method for each operation. Those that a program does not have respond with 501.",
    service: "rt::server::Service",
    service_docs: "Returns a service of `tower` that answers requests by a program.",
    read: "read",
};

const WEBHOOKS: Words = Words {
    name: "Receiver",
    docs: "What receives webhooks and callbacks: a method for each. Those that a program does not have respond with 501.",
    service: "rt::server::WebhookService",
    service_docs: "Returns a service of `tower` that receives webhooks and callbacks for a program.",
    read: "read_webhooks",
};

fn module(served: &ServedModule<'_>, words: &Words, source: &mut Source) {
    source.imports(&served.imports);
    source.item();
    source.doc(words.docs);
    source.block(
        format_args!(
            "pub trait {}: ::core::marker::Send + ::core::marker::Sync + 'static",
            words.name
        ),
        |source| {
            served
                .operations
                .iter()
                .for_each(|operation| method(operation, source))
        },
    );
    service(served, words, source);
    served.bodies.iter().for_each(|item| body::item(item, source));
    for operation in &served.operations {
        request(operation, &operation.request, source);
        responses(operation, &operation.responses, source);
        operation
            .forms
            .iter()
            .for_each(|form| self::form(operation, form, source));
    }
}

fn sender(sender: &Sender<'_>, source: &mut Source) {
    let (name, builder) = &sender.names;
    source.imports(&sender.imports);
    source.item();
    source.doc("Sends webhooks and callbacks to those that receive them.");
    source.derives(&["Clone", "Debug"]);
    source.block(format_args!("pub struct {name}"), |source| {
        source.line("inner: rt::__private::Client,");
    });
    source.item();
    source.block(format_args!("impl {name}"), |source| {
        source.item();
        source.doc("Creates a builder with the default settings.");
        source.function("pub fn builder", &[], builder.to_string(), |source| {
            source.line(format_args!(
                "{builder} {{ inner: rt::__private::ClientBuilder::sender() }}"
            ));
        });
        for method in &sender.methods {
            operation::method(method, source);
        }
    });
    source.item();
    source.doc(format!("Settings of a [`{name}`]."));
    source.derives(&["Debug"]);
    source.line("#[must_use]");
    source.block(format_args!("pub struct {builder}"), |source| {
        source.line("inner: rt::__private::ClientBuilder,");
    });
    source.item();
    source.line(format_args!("rt::client_settings! {{ {builder} => {name} }}"));
    for items in &sender.items {
        operation::items(items, source);
    }
    operation::markers(&sender.items, source);
    if let Some(name) = &sender.request {
        operation::request_type(name, source);
    }
}

fn method(operation: &ServedOperation<'_>, source: &mut Source) {
    let responses = &operation.responses.name;
    source.gated_item(&operation.gate);
    source.docs(&operation.docs);
    let head = format!("fn {}", operation.method);
    let arguments = ["&self".to_owned(), format!("request: {}", operation.request.name)];
    let result = format!("impl ::core::future::Future<Output = {responses}> + ::core::marker::Send");
    source.function(&head, &arguments, &result, |source| {
        source.line("let _ = request;");
        let response = "rt::__private::server::not_implemented_response()";
        let raw = &operation.responses.raw;
        source.line(format_args!("async {{ {responses}::{raw}({response}) }}"));
    });
}

fn service(served: &ServedModule<'_>, words: &Words, source: &mut Source) {
    let Words { name, service, .. } = words;
    source.item();
    source.doc(words.service_docs);
    let arguments = ["api: A".to_owned()];
    source.function(
        &format!("pub fn service<A: {name}>"),
        &arguments,
        service,
        |source| {
            source.line(match served.operations.is_empty() {
                true => "let _ = api;",
                false => "let api = ::std::sync::Arc::new(api);",
            });
            source.line("let handlers = rt::__private::server::Handlers::new(description());");
            for operation in &served.operations {
                source.gate(&operation.gate);
                let (request, method) = (&operation.request.name, &operation.method);
                source.line(format_args!(
                    "let handlers = handlers.with(rt::server_handler!(api: A as {name}, {request} => {method}));"
                ));
            }
            source.line(format_args!("{service}::new(handlers)"));
        },
    );
    source.item();
    source.doc("Returns what the document describes, as it is read once.");
    let result = "&'static rt::__private::server::Description";
    source.function("pub(super) fn description", &[], result, |source| {
        let once = "::std::sync::OnceLock";
        source.line(format_args!(
            "static DESCRIPTION: {once}<rt::__private::server::Description> = {once}::new();"
        ));
        let read = words.read;
        source.line(format_args!(
            "DESCRIPTION.get_or_init(|| rt::__private::server::Description::{read}(super::DESCRIPTION))"
        ));
    });
}

fn request(operation: &ServedOperation<'_>, request: &ServedRequest<'_>, source: &mut Source) {
    let name = &request.name;
    source.gated_item(&operation.gate);
    source.docs(&request.docs);
    source.derives(&["Debug"]);
    source.block(format_args!("pub struct {name}"), |source| {
        for parameter in &request.parameters {
            source.docs(&parameter.docs);
            source.line(format_args!("pub {}: {},", parameter.name, parameter.ty));
        }
        if let Some(body) = &request.body {
            source.docs(&body.docs);
            source.line(format_args!("pub {}: {},", body.name, body.ty));
        }
        let (credentials, ty) = &request.credentials;
        source.doc("What the request carries for the security schemes.");
        source.line(format_args!("pub {credentials}: {ty},"));
        let (headers, ty) = &request.headers;
        source.doc("All headers.");
        source.line(format_args!("pub {headers}: {ty},"));
        if let Some((raw, ty)) = &request.raw {
            source.doc("The body as it came: what a signature is of.");
            source.line(format_args!("pub {raw}: {ty},"));
        }
    });
    if !operation.callback_urls.is_empty() {
        source.gated_item(&operation.gate);
        source.block(format_args!("impl {name}"), |source| {
            for url in &operation.callback_urls {
                callback_url(url, source);
            }
        });
    }
    source.gated_item(&operation.gate);
    source.block("rt::server_request!", |source| {
        source.block(format_args!("{name} {}", literal(&operation.key)), |source| {
            for parameter in &request.parameters {
                source.line(format_args!(
                    "{} = {} {},",
                    parameter.name,
                    parameter.reader,
                    literal(&parameter.wire)
                ));
            }
            if let Some(body) = &request.body {
                let presence = body.presence;
                let reader = match &body.reader {
                    BodyReader::One(reader) => (*reader).to_owned(),
                    BodyReader::Choice(path, variants) => {
                        let last = variants.len().saturating_sub(1);
                        let variants = variants.iter().enumerate().map(|(index, (variant, reader))| {
                            match index == last {
                                true => format!("_ => {path}::{variant}({reader})"),
                                false => format!("{index} => {path}::{variant}({reader})"),
                            }
                        });
                        format!("[{}]", variants.collect::<Vec<_>>().join(", "))
                    }
                };
                source.line(format_args!("; {} = {presence} {reader}", body.name));
            }
        });
        let raw = request.raw.as_ref();
        let raw = raw.map_or(String::new(), |(raw, _)| format!(", {raw}"));
        let (credentials, headers) = (&request.credentials.0, &request.headers.0);
        source.line(format_args!("{credentials}, {headers}{raw};"));
        for (media_type, kind, xml) in &request.media_types {
            match xml {
                None => source.line(format_args!("{} {kind},", literal(media_type))),
                Some(schema) => source.line(format_args!("{} {kind} {schema},", literal(media_type))),
            }
        }
    });
}

/// Writes the function that gives the URL of a callback.
fn callback_url(url: &CallbackUrl<'_>, source: &mut Source) {
    source.item();
    source.docs(&url.docs);
    let arguments = ["&self".to_owned()].into_iter();
    let arguments: Vec<String> = arguments.chain(url.arguments.iter().map(argument)).collect();
    let head = format!("pub fn {}", url.name);
    let result = "::core::option::Option<::std::string::String>";
    source.function(&head, &arguments, result, |source| {
        source.line("let mut url = rt::__private::server::CallbackUrl::default();");
        url.pieces.iter().for_each(|piece| url_piece(piece, source));
        source.line("url.finish()");
    });
}

fn url_piece(piece: &UrlPiece<'_>, source: &mut Source) {
    let of = |value: &UrlSource| match value {
        UrlSource::Field(name) => format!("&self.{name}"),
        UrlSource::Part(body, part) => format!("&self.{body}.{part}"),
        UrlSource::Argument(name) => name.to_string(),
    };
    match piece {
        UrlPiece::Text(text) => source.line(format_args!("url.text({});", literal(text))),
        UrlPiece::Value(value, pointer) => {
            source.line(format_args!("url.value({}, {});", of(value), literal(pointer)));
        }
        UrlPiece::Header(headers, name) => {
            source.line(format_args!("url.header({}, {});", of(headers), literal(name)));
        }
        UrlPiece::Status(status) => source.line(format_args!("url.text({status}.as_str());")),
        UrlPiece::Choice(choice) => {
            source.block(format_args!("match &self.{}", choice.field), |source| {
                for variant in &choice.variants {
                    let pattern = match &variant.path {
                        Some(path) => format!("{path}(body)"),
                        None => "body".to_owned(),
                    };
                    let pattern = match choice.is_optional {
                        true => format!("::core::option::Option::Some({pattern})"),
                        false => pattern,
                    };
                    let value = match &variant.part {
                        Some(part) => format!("&body.{part}"),
                        None => "body".to_owned(),
                    };
                    let pointer = literal(variant.pointer);
                    source.line(format_args!("{pattern} => url.value({value}, {pointer}),"));
                }
                if choice.is_optional || !choice.is_whole {
                    source.line("_ => url.unknown(),");
                }
            });
        }
    }
}

fn responses(operation: &ServedOperation<'_>, responses: &ServedResponses<'_>, source: &mut Source) {
    let (name, raw, with_headers) = (&responses.name, &responses.raw, &responses.with_headers);
    source.gated_item(&operation.gate);
    source.docs(&responses.docs);
    source.derives(&["Debug"]);
    source.block(format_args!("pub enum {name}"), |source| {
        for variant in &responses.variants {
            source.docs(&variant.docs);
            let status = match variant.status {
                Status::Exact(_) => None,
                Status::Range(_) | Status::Default => Some("rt::StatusCode".to_owned()),
            };
            let payload = variant.payload.as_ref().map(ToString::to_string);
            let held: Vec<String> = status.into_iter().chain(payload).collect();
            match held.is_empty() {
                true => source.line(format_args!("{},", variant.name)),
                false => source.line(format_args!("{}({}),", variant.name, held.join(", "))),
            }
        }
        source.doc("Any other response, as it is: what the document does not describe is sent on purpose.");
        source.line(format_args!("{raw}(rt::http::Response<rt::Body>),"));
        source.doc("One of the others with further headers: see [`with_header`](Self::with_header).");
        source.line(format_args!(
            "{with_headers}(::std::boxed::Box<Self>, rt::HeaderMap),"
        ));
    });
    source.gated_item(&operation.gate);
    source.block("rt::server_responses!", |source| {
        source.block(name, |source| {
            responses
                .variants
                .iter()
                .for_each(|variant| source.line(row(variant)));
        });
        source.line(format_args!("{raw}, {with_headers}"));
    });
    if let Some((variant, ty)) = &responses.from {
        source.gated_item(&operation.gate);
        source.block(
            format_args!("impl ::core::convert::From<{ty}> for {name}"),
            |source| {
                let has_payload = ty.to_string() != "()";
                let argument = if has_payload { "body" } else { "(): ()" };
                let arguments = [match has_payload {
                    true => format!("{argument}: {ty}"),
                    false => argument.to_owned(),
                }];
                source.function("fn from", &arguments, "Self", |source| match has_payload {
                    true => source.line(format_args!("Self::{variant}(body)")),
                    false => source.line(format_args!("Self::{variant}")),
                });
            },
        );
    }
}

fn row(variant: &ServedVariant<'_>) -> String {
    let status = match variant.status {
        Status::Exact(status) => status.to_string(),
        Status::Range(_) | Status::Default => "given".to_owned(),
    };
    let media_types = variant
        .media_types
        .iter()
        .map(|media_type| literal(media_type).to_string());
    let media_types = media_types.collect::<Vec<_>>().join(", ");
    let writer = match &variant.xml {
        None => variant.writer.to_owned(),
        Some(schema) => format!("xml {schema}"),
    };
    format!("{} = {status} {writer} [{media_types}],", variant.name)
}

fn form(operation: &ServedOperation<'_>, form: &ServedForm<'_>, source: &mut Source) {
    source.gated_item(&operation.gate);
    source.block("rt::server_form!", |source| {
        source.block(&form.path, |source| {
            for (name, reader, part) in &form.fields {
                source.line(format_args!("{name} = {reader} {},", literal(part)));
            }
        });
    });
}

fn mock(side: &ServerSide<'_>, source: &mut Source) {
    source.line("use specwright_runtime as rt;");
    source.line("use super::server;");
    source.item();
    source.line("rt::mock! { Mock => super::Client, super::ClientBuilder, server::description }");
    source.item();
    source.block("impl Mock", |source| {
        for operation in &side.server.operations {
            let (request, responses) = (&operation.request.name, &operation.responses.name);
            source.gated_item(&operation.gate);
            source.docs(&operation.docs);
            source.line("#[track_caller]");
            let head = format!("pub fn {}", operation.mock_method);
            let result = format!("rt::mock::Expectation<'_, server::{request}, server::{responses}>");
            source.function(&head, &["&self".to_owned()], &result, |source| {
                source.line("self.inner.expect()");
            });
        }
    });
}
