//! Operations: a method of the client each, and a request with setters where anything is optional.

use super::super::plan::{
    Argument, Description, Handover, Method, Name, OperationItems, Request, Send, SendWhat, Sent, Setter,
    Switch,
};
use super::source::{Source, literal};
use super::{body, pages, parameter, response};

/// The call of a request that is still being filled in.
const SELF_CALL: &str = "rt::__private::call_mut(&mut self.0)";

/// Writes the method of the client.
pub(super) fn method(method: &Method<'_>, source: &mut Source) {
    let arguments = ["&self".to_owned()].into_iter();
    let given = method.url.iter().chain(&method.arguments).map(argument);
    let arguments: Vec<String> = arguments.chain(given).collect();
    source.gated_item(&method.gate);
    source.docs(&method.docs);
    source.deprecated(method.deprecated);
    let head = format!("pub fn {}", method.name);
    source.function(&head, &arguments, &method.result, |source| {
        let constant = method.sends.is_empty()
            && method.succeeds_with.is_empty()
            && method.switch.is_none()
            && method.repetition.is_none();
        let call = match &method.url {
            None => "call(".to_owned(),
            Some(url) => format!("call_to({}, ", url.name),
        };
        let binding = if constant { "call" } else { "mut call" };
        description(&method.description, binding, &call, source);
        before(method.switch.as_ref(), source);
        for send in &method.sends {
            self::send(send, "call", source);
        }
        behind(method.switch.as_ref(), "call", source);
        if method.repetition.is_safe {
            source.line("call.safe();");
        }
        if let Some(header) = &method.repetition.idempotency_key {
            source.line(format_args!("call.idempotency_key({});", literal(header)));
        }
        if !method.succeeds_with.is_empty() {
            let statuses = method.succeeds_with.iter();
            let statuses: Vec<String> = statuses.map(|status| literal(status).to_string()).collect();
            source.line(format_args!("call.succeeds_with(&[{}]);", statuses.join(", ")));
        }
        let reader = response::reader(&method.reader);
        match &method.wrapped {
            Some(path) => {
                let fields = [
                    format!("call.request({reader})"),
                    "rt::__private::PhantomData".to_owned(),
                ];
                source.list(&format!("{path}("), &fields, ")");
            }
            None => source.line(format_args!("call.request({reader})")),
        }
    });
}

/// Writes the items of the operation's own.
pub(super) fn items(items: &OperationItems<'_>, source: &mut Source) {
    for request in &items.requests {
        self::request(request, source);
    }
    items.body.iter().for_each(|item| body::item(item, source));
    items
        .responses
        .iter()
        .for_each(|responses| response::enumeration(responses, source));
}

/// Returns an argument of a function: its name and its type.
pub(super) fn argument(argument: &Argument) -> String {
    format!("{}: {}", argument.name, argument.ty)
}

/// Returns what of a value is given on, as an expression.
pub(super) fn handover(name: &str, handover: Handover) -> String {
    match handover {
        Handover::Value => name.to_owned(),
        Handover::Reference => format!("&{name}"),
        Handover::Argument => format!("&rt::__private::argument(&{name})"),
        Handover::Into => format!("{name}.into()"),
        Handover::IntoForm => format!("{name}.into_form()"),
    }
}

fn request(request: &Request<'_>, source: &mut Source) {
    let name = &request.name;
    source.gated_item(&request.gate);
    source.docs(&request.docs);
    source.line(format_args!("pub type {name} = {};", request.ty));
    if !request.is_own {
        return;
    }
    source.gated_item(&request.gate);
    source.block(format_args!("impl {name}"), |source| {
        request
            .setters
            .iter()
            .for_each(|setter| self::setter(setter, source));
        if let Some(methods) = &request.pages {
            pages::methods(methods, source);
        }
    });
}

/// Writes the type of requests that have setters.
pub(super) fn request_type(name: &Name, source: &mut Source) {
    source.item();
    source.line(format_args!("rt::request! {{ {name} }}"));
}

/// Writes what tells these requests from each other, if any has setters.
pub(super) fn markers<'i>(items: impl IntoIterator<Item = &'i OperationItems<'i>>, source: &mut Source) {
    let requests = items.into_iter().flat_map(|items| &items.requests);
    let mut own = requests.filter(|request| request.is_own).peekable();
    if own.peek().is_none() {
        return;
    }
    source.item();
    source.line("// What tells requests that have setters from each other.");
    source.line("#[allow(missing_debug_implementations)]");
    source.block("mod marker", |source| {
        for request in own {
            source.gate(&request.gate);
            source.line(format_args!("pub enum {} {{}}", request.name));
        }
    });
}

fn setter(setter: &Setter<'_>, source: &mut Source) {
    source.item();
    source.docs(&setter.docs);
    source.deprecated(setter.deprecated);
    let head = format!("pub fn {}", setter.argument.name);
    let arguments = ["mut self".to_owned(), argument(&setter.argument)];
    source.function(&head, &arguments, "Self", |source| {
        before(setter.switch.as_ref(), source);
        if setter.takes_null {
            let name = &setter.argument.name;
            source.line(format_args!("let {name} = rt::__private::or_null(&{name});"));
        }
        match setter.unless_none {
            true => {
                let is_none = format!("rt::json::Encode::is_absent(&{})", setter.argument.name);
                source.block(format_args!("if !{is_none}"), |source| {
                    send(&setter.send, SELF_CALL, source);
                });
            }
            false => send(&setter.send, SELF_CALL, source),
        }
        behind(setter.switch.as_ref(), SELF_CALL, source);
        source.line("self");
    });
}

/// Writes what asks for a stream before a body is given to the call.
fn before(switch: Option<&Switch>, source: &mut Source) {
    if let Some(Switch::Field {
        argument,
        field,
        within,
    }) = switch
    {
        let value = within
            .iter()
            .fold("true".to_owned(), |value, path| format!("{path}({value})"));
        source.line(format_args!("let mut {argument} = {argument};"));
        source.line(format_args!("{argument}.{field} = {value};"));
    }
}

/// Writes what asks for a stream, or for none, behind a body.
fn behind(switch: Option<&Switch>, call: &str, source: &mut Source) {
    match switch {
        Some(Switch::Set(pointer, on)) => {
            source.line(format_args!("{call}.set_flag({}, {on});", literal(pointer)));
        }
        Some(Switch::Clear(pointer)) => {
            source.line(format_args!("{call}.clear_flag({});", literal(pointer)));
        }
        Some(Switch::Field { .. }) | None => {}
    }
}

/// Writes the statement that gives a value to the call.
fn send(send: &Send<'_>, call: &str, source: &mut Source) {
    let name = match &send.value {
        Sent::Argument(name) => name.to_string(),
        Sent::Only(path) => path.to_string(),
    };
    match &send.what {
        SendWhat::Parameter(descriptor, handover) => {
            let arguments = [
                parameter::descriptor(descriptor),
                self::handover(&name, *handover),
            ];
            source.list(&format!("{call}.parameter("), &arguments, ");");
        }
        SendWhat::Body(body) => body::send(body, &name, call, source),
    }
}

/// Writes the statement that tells the runtime what it has to know of an operation.
fn description(description: &Description<'_>, binding: &str, call: &str, source: &mut Source) {
    let security = description.security.iter().map(|schemes| {
        let schemes: Vec<String> = schemes.iter().map(|scheme| literal(scheme).to_string()).collect();
        format!("&[{}]", schemes.join(", "))
    });
    let security = security.collect::<Vec<_>>().join(", ");
    source.line(format_args!(
        "let {binding} = self.inner.{call}&{} {{",
        description.path
    ));
    source.nested(|source| {
        source.line(format_args!("id: {},", literal(&description.id)));
        source.line(format_args!("method: {},", literal(description.method)));
        source.line(format_args!("path: {},", literal(description.template)));
        source.line(format_args!("accept: {},", literal(description.accept)));
        source.line(format_args!("security: &[{security}],"));
        match description.server {
            Some(url) => source.line(format_args!("server: Some({}),", literal(url))),
            None => source.line("server: None,"),
        }
        let tags = description.tags.iter().map(|tag| literal(tag).to_string());
        let tags = tags.collect::<Vec<_>>().join(", ");
        source.line(format_args!("tags: &[{tags}],"));
    });
    source.line("});");
}
