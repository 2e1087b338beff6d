//! Bodies of requests: how one is given to a call, and the types for a choice of media types and for multipart.

use super::super::plan::{
    BodyChoice, BodyItem, Constructor, Conversion, FieldSetter, Init, Multipart, Name, PartField, PartSent,
    PartWritten, Path, SendBody, SendVariant,
};
use super::operation::{argument, handover};
use super::parameter;
use super::source::{Source, literal};

/// Writes the statement that gives a body to the call.
pub(super) fn send(body: &SendBody<'_>, name: &str, call: &str, source: &mut Source) {
    match body {
        SendBody::One(variant) => send_variant(variant, name, call, source),
        SendBody::Choice(variants) => source.block(format_args!("match {name}"), |source| {
            for (path, variant) in variants {
                source.block(format_args!("{path}(value) =>"), |source| {
                    send_variant(variant, "value", call, source);
                });
            }
        }),
    }
}

fn send_variant(variant: &SendVariant<'_>, name: &str, call: &str, source: &mut Source) {
    let mut arguments = vec![
        literal(variant.media_type).to_string(),
        handover(name, variant.handover),
    ];
    arguments.extend(variant.xml.as_ref().map(|schema| format!("&{schema}")));
    arguments.extend(variant.encodings.as_ref().map(|encodings| {
        let encodings = encodings
            .iter()
            .map(|(name, descriptor)| format!("({}, {})", literal(name), parameter::descriptor(descriptor)));
        format!("&[{}]", encodings.collect::<Vec<_>>().join(", "))
    }));
    source.list(&format!("{call}.{}(", variant.method), &arguments, ");");
}

/// Writes a type of the body's own.
pub(super) fn item(item: &BodyItem<'_>, source: &mut Source) {
    match item {
        BodyItem::Choice(choice) => self::choice(choice, source),
        BodyItem::Multipart(multipart) => self::multipart(multipart, source),
    }
}

fn choice(choice: &BodyChoice<'_>, source: &mut Source) {
    source.gated_item(&choice.gate);
    source.docs(&choice.docs);
    source.line("#[derive(Debug)]");
    source.non_exhaustive(choice.non_exhaustive);
    source.block(format_args!("pub enum {}", choice.name), |source| {
        for (docs, name, ty) in &choice.variants {
            source.docs(docs);
            source.line(format_args!("{name}({ty}),"));
        }
    });
}

/// Writes a struct whose fields are the parts of a multipart body.
fn multipart(multipart: &Multipart<'_>, source: &mut Source) {
    let name = &multipart.name;
    source.gated_item(&multipart.gate);
    source.docs(&multipart.docs);
    source.derives(multipart.derives);
    source.non_exhaustive(multipart.non_exhaustive);
    source.block(format_args!("pub struct {name}"), |source| {
        for part in &multipart.parts {
            source.docs(&part.docs);
            source.line(format_args!("pub {}: {},", part.name, part.ty));
        }
    });
    source.gated_item(&multipart.gate);
    source.block(format_args!("impl {name}"), |source| {
        self::constructor(&multipart.constructor, source);
        self::setters(&multipart.setters, source);
        let form = &multipart.form;
        source.item();
        source.function("pub(super) fn into_form", &["self".to_owned()], form, |source| {
            source.line(format_args!("let mut form = {form}::new();"));
            for part in &multipart.parts {
                send_part(part, multipart, source);
            }
            source.line("form");
        });
    });
}

/// Writes a function `new`.
pub(super) fn constructor(constructor: &Constructor<'_>, source: &mut Source) {
    let arguments: Vec<String> = constructor.arguments.iter().map(argument).collect();
    source.item();
    source.docs(&constructor.docs);
    let head = format!("pub fn new{}", type_parameters(&constructor.parameters));
    source.function(&head, &arguments, "Self", |source| {
        if constructor.fields.is_empty() {
            return source.line("Self::default()");
        }
        source.block("Self", |source| {
            for (name, init) in &constructor.fields {
                match init {
                    Init::Argument(Conversion::None) => source.line(format_args!("{name},")),
                    Init::Argument(conversion) => {
                        let value = converted(&name.to_string(), conversion);
                        source.line(format_args!("{name}: {value},"));
                    }
                    Init::Value(path) => source.line(format_args!("{name}: {path},")),
                    Init::Call(path, function) => source.line(format_args!("{name}: {path}::{function}(),")),
                }
            }
        });
    });
}

/// Writes the methods that set fields.
pub(super) fn setters(setters: &[FieldSetter], source: &mut Source) {
    for setter in setters {
        source.item();
        source.doc(format_args!("Sets `{}`.", setter.field()));
        if setter.read_only {
            source.line("///");
            source.doc("Only in responses: the server sets it.");
        }
        source.deprecated(setter.deprecated);
        let arguments = ["mut self".to_owned(), argument(&setter.argument)];
        let head = format!("pub fn {}{}", setter.name, type_parameters(&setter.parameters));
        source.function(&head, &arguments, "Self", |source| {
            let field = setter.field();
            let value = converted(&field.to_string(), &setter.value);
            source.line(format_args!("self.{field} = {value};"));
            source.line("self");
        });
    }
}

/// Returns the list of a function's type parameters: `<By, By2>`.
fn type_parameters(parameters: &[Name]) -> String {
    match parameters {
        [] => String::new(),
        parameters => {
            let parameters: Vec<String> = parameters.iter().map(Name::to_string).collect();
            format!("<{}>", parameters.join(", "))
        }
    }
}

/// Returns the expression for what `value` becomes.
pub(super) fn converted(value: &str, conversion: &Conversion) -> String {
    match conversion {
        Conversion::None => value.to_owned(),
        Conversion::Into => format!("{value}.into()"),
        Conversion::Boxed(path, inner) => format!("{path}::new({})", converted(value, inner)),
        Conversion::Optional(pointer) => format!("{value}.into_optional(){}", pointed(pointer)),
        Conversion::Presence(None) => format!("{value}.into_presence()"),
        Conversion::Presence(Some(path)) => format!("{value}.into_presence().map_value({path}::new)"),
        Conversion::Nullable(pointer) => format!("{value}.into_nullable(){}", pointed(pointer)),
        Conversion::Copied => format!("{value}.to_vec()"),
        Conversion::CopiedInto(into) => {
            format!("{value}.iter().copied().map({into}::into).collect()")
        }
        Conversion::Items => format!("{value}.into_iter().collect()"),
        Conversion::ItemsInto(into) => format!("{value}.into_iter().map({into}::into).collect()"),
        Conversion::Entries { values: false } => {
            format!("{value}.into_iter().map(|(name, value)| (name.into(), value)).collect()")
        }
        Conversion::Entries { values: true } => {
            format!("{value}.into_iter().map(|(name, value)| (name.into(), value.into())).collect()")
        }
    }
}

/// Returns what puts the value of an `Option` behind a pointer.
fn pointed(pointer: &Option<Path>) -> String {
    match pointer {
        Some(path) => format!(".map({path}::new)"),
        None => String::new(),
    }
}

fn send_part(part: &PartField<'_>, multipart: &Multipart<'_>, source: &mut Source) {
    let written = match &part.written {
        PartWritten::Whole(path, content_type) => {
            let content_type = match content_type {
                Some(content_type) => format!("{path}({})", literal(content_type)),
                None => path.to_string(),
            };
            vec![literal(part.wire).to_string(), content_type]
        }
        PartWritten::Styled(descriptor) => vec![format!("&{}", parameter::descriptor(descriptor))],
    };
    let send = |source: &mut Source, value: &str| {
        let mut arguments = written.clone();
        arguments.push(handover(value, part.handover));
        source.list(&format!("form.{}(", part.method), &arguments, ");");
    };
    let field = format!("self.{}", part.name);
    match part.sent {
        PartSent::ForEach => source.block(format_args!("for item in {field}"), |source| send(source, "item")),
        PartSent::Once => send(source, &field),
        PartSent::UnlessAbsent => {
            source.block(format_args!("if !{field}.is_absent()"), |source| {
                send(source, &field)
            });
        }
        PartSent::IfSome => {
            let some = &multipart.some;
            source.block(format_args!("if let {some}(value) = {field}"), |source| {
                send(source, "value");
            });
        }
    }
}
