//! Bodies of requests: how one is given to a method, and the types for a choice of media types and for multipart.

use super::context::{Context, Module};
use super::docs::{DocComment, code, method_link};
use super::parameter;
use super::source::{Source, literal};
use super::xml;
use crate::outputs::client::plan::{Body, BodyKind, BodyVariant, Operation, Part, PartKind, RustName, Type};

/// The type of a body as an argument.
pub(super) fn argument(context: &Context<'_>, body: &Body, module: Module) -> String {
    if let Some(name) = &body.type_name {
        return in_operations(name, module);
    }
    let into = context.prelude("Into", module);
    match body.variants.first().map(|variant| &variant.kind) {
        Some(BodyKind::Multipart { type_name, .. }) => in_operations(type_name, module),
        Some(BodyKind::OpenMultipart) => "specwright_runtime::Form".to_owned(),
        Some(BodyKind::Text) => "&str".to_owned(),
        Some(BodyKind::Binary) | None => format!("impl {into}<specwright_runtime::Body>"),
        Some(kind) => value_type(kind)
            .map(|ty| context.argument(ty, module))
            .unwrap_or_default(),
    }
}

/// The type of a body that is a value of the document's types.
fn value_type(kind: &BodyKind) -> Option<&Type> {
    match kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } | BodyKind::Xml(ty, _) | BodyKind::JsonLines(ty) => {
            Some(ty)
        }
        BodyKind::Multipart { .. } | BodyKind::OpenMultipart | BodyKind::Text | BodyKind::Binary => None,
    }
}

fn in_operations(name: &RustName, module: Module) -> String {
    match module {
        Module::Operations => name.to_string(),
        Module::Root | Module::Types => format!("operations::{name}"),
    }
}

/// The statement that gives a body to the call.
pub(super) fn send(context: &Context<'_>, body: &Body, call: &str, module: Module, source: &mut Source) {
    if let Some(choice) = &body.type_name {
        let choice = in_operations(choice, module);
        source.block(format_args!("match {}", body.name), |source| {
            for variant in &body.variants {
                let value = match variant.kind {
                    BodyKind::Multipart { .. } | BodyKind::OpenMultipart | BodyKind::Binary => "value",
                    _ => "&value",
                };
                source.block(format_args!("{choice}::{}(value) =>", variant.name), |source| {
                    send_one(context, variant, (call, module), value, source);
                });
            }
        });
    } else if let Some(variant) = body.variants.first() {
        let value = match (&variant.kind, value_type(&variant.kind)) {
            (_, Some(ty)) => context.encodable(&body.name, ty),
            (BodyKind::Binary, None) => format!("{}.into()", body.name),
            (_, None) => body.name.to_string(),
        };
        send_one(context, variant, (call, module), &value, source);
    }
}

/// `call` is the call in the module in which the statement stands.
fn send_one(
    context: &Context<'_>,
    variant: &BodyVariant,
    (call, module): (&str, Module),
    value: &str,
    source: &mut Source,
) {
    let (method, value) = match &variant.kind {
        BodyKind::Json(_) => ("json", value.to_owned()),
        BodyKind::Xml(..) => ("xml", value.to_owned()),
        BodyKind::JsonLines(_) => ("json_lines", value.to_owned()),
        BodyKind::Text => ("text", value.to_owned()),
        BodyKind::Binary => ("binary", value.to_owned()),
        BodyKind::Multipart { .. } => ("multipart", format!("{value}.into_form()")),
        BodyKind::OpenMultipart => ("multipart", value.to_owned()),
        BodyKind::Form { .. } => ("form", value.to_owned()),
    };
    let mut arguments = vec![literal(&variant.media_type).to_string(), value];
    if let BodyKind::Xml(_, schema) = variant.kind {
        arguments.push(format!("&{}", xml::path(context, schema, module)));
    }
    if let BodyKind::Form { encodings, .. } = &variant.kind {
        let encodings = encodings.iter().map(|(name, encoding)| {
            format!(
                "({}, {})",
                literal(name),
                parameter::form_property(name, encoding)
            )
        });
        arguments.push(format!("&[{}]", encodings.collect::<Vec<_>>().join(", ")));
    }
    source.list(&format!("{call}.{method}("), &arguments, ");");
}

/// The types of a body's own.
pub(super) fn items(context: &Context<'_>, operation: &Operation, body: &Body, source: &mut Source) {
    if let Some(name) = &body.type_name {
        choice(context, operation, body, name, source);
    }
    for variant in &body.variants {
        if let BodyKind::Multipart { type_name, parts } = &variant.kind {
            multipart(context, operation, type_name, parts, source);
        }
    }
}

fn body_doc(operation: &Operation, source: &mut Source) {
    source.gate();
    source.doc(format_args!("The body of {}.", method_link(operation)));
}

fn choice(context: &Context<'_>, operation: &Operation, body: &Body, name: &RustName, source: &mut Source) {
    body_doc(operation, source);
    source.line("#[derive(Debug)]");
    source.block(format_args!("pub enum {name}"), |source| {
        for variant in &body.variants {
            let ty = match (&variant.kind, value_type(&variant.kind)) {
                (_, Some(ty)) => context.ty(ty, Module::Operations),
                (BodyKind::Multipart { type_name, .. }, None) => type_name.to_string(),
                (BodyKind::OpenMultipart, None) => "specwright_runtime::Form".to_owned(),
                (BodyKind::Text, None) => context.prelude("String", Module::Operations).to_owned(),
                (_, None) => "specwright_runtime::Body".to_owned(),
            };
            source.doc(code(&variant.media_type));
            source.line(format_args!("{}({ty}),", variant.name));
        }
    });
}

/// A struct whose fields are the parts of a multipart body.
fn multipart(
    context: &Context<'_>,
    operation: &Operation,
    name: &RustName,
    parts: &[Part],
    source: &mut Source,
) {
    let required: Vec<&Part> = parts.iter().filter(|part| part.required).collect();
    body_doc(operation, source);
    source.line(if required.is_empty() {
        "#[derive(Debug, Default)]"
    } else {
        "#[derive(Debug)]"
    });
    source.block(format_args!("pub struct {name}"), |source| {
        for part in parts {
            source.docs(&DocComment::of(
                &part.docs,
                &format!("The part {}.", code(&part.wire)),
            ));
            source.line(format_args!("pub {}: {},", part.name, part_type(context, part)));
        }
    });
    source.gate();
    source.block(format_args!("impl {name}"), |source| {
        if !required.is_empty() {
            constructor(context, parts, &required, source);
        }
        source.function(
            "pub(super) fn into_form",
            &["self".to_owned()],
            "specwright_runtime::Form",
            |source| {
                source.line("let mut form = specwright_runtime::Form::new();");
                parts.iter().for_each(|part| send_part(part, source));
                source.line("form");
            },
        );
    });
}

fn constructor(context: &Context<'_>, parts: &[Part], required: &[&Part], source: &mut Source) {
    let arguments: Vec<String> = required
        .iter()
        .map(|part| format!("{}: {}", part.name, part_type(context, part)))
        .collect();
    source.doc("A body of the required parts.");
    source.function("pub fn new", &arguments, "Self", |source| {
        source.block("Self", |source| {
            for part in parts {
                match part.required {
                    true => source.line(format_args!("{},", part.name)),
                    false => source.line(format_args!(
                        "{}: ::core::default::Default::default(),",
                        part.name
                    )),
                }
            }
        });
    });
}

fn part_type(context: &Context<'_>, part: &Part) -> String {
    let item = match &part.kind {
        PartKind::File => "specwright_runtime::FilePart".to_owned(),
        PartKind::Text(ty) | PartKind::Json(ty) => context.ty(ty, Module::Operations),
    };
    match (part.repeated, part.required) {
        (true, _) => format!("{}<{item}>", context.prelude("Vec", Module::Operations)),
        (false, true) => item,
        (false, false) => format!("{}<{item}>", context.prelude("Option", Module::Operations)),
    }
}

fn send_part(part: &Part, source: &mut Source) {
    let content_type = match &part.content_type {
        Some(content_type) => format!("::core::option::Option::Some({})", literal(content_type)),
        None => "::core::option::Option::None".to_owned(),
    };
    let send = |source: &mut Source, value: &str| {
        let (method, value) = match &part.kind {
            PartKind::File => ("file", value.to_owned()),
            PartKind::Text(_) => ("text", format!("&{value}")),
            PartKind::Json(_) => ("json", format!("&{value}")),
        };
        let arguments = [literal(&part.wire).to_string(), content_type.clone(), value];
        source.list(&format!("form.{method}("), &arguments, ");");
    };
    let field = format!("self.{}", part.name);
    if part.repeated {
        source.block(format_args!("for item in {field}"), |source| send(source, "item"));
    } else if part.required {
        send(source, &field);
    } else {
        source.block(
            format_args!("if let ::core::option::Option::Some(value) = {field}"),
            |source| {
                send(source, "value");
            },
        );
    }
}
