//! Structs for objects with named properties.

use super::super::context::{Context, Module};
use super::super::docs::{DocComment, code};
use super::super::source::{Source, literal};
use super::super::table::Table;
use crate::outputs::client::plan::{Access, Field, Presence, Struct, Type, TypeDef};

pub(super) fn emit(context: &Context<'_>, def: &TypeDef, object: &Struct, source: &mut Source) {
    super::derives(def, source);
    source.block(format_args!("pub struct {}", def.name), |source| {
        for field in &object.fields {
            source.docs(&field_docs(field));
            let ty = match field.presence {
                Presence::Required => context.ty(&field.ty, Module::Types),
                Presence::Optional => context.optional(&field.ty, Module::Types),
            };
            source.line(format_args!("pub {}: {ty},", field.name));
        }
        if let Some(extra) = &object.extra {
            source.doc("All other properties.");
            let values = context.ty(&extra.values, Module::Types);
            source.line(format_args!(
                "pub {}: specwright_runtime::Map<{values}>,",
                extra.name
            ));
        }
    });
    if object.constructor {
        source.gate();
        source.block(format_args!("impl {}", def.name), |source| {
            constructor(context, object, source)
        });
    }
    table(context, def, object).write(source);
}

fn field_docs(field: &Field) -> DocComment {
    let mut docs = DocComment::of(&field.docs, &format!("The property {}.", code(&field.wire)));
    match field.access {
        Access::Both => {}
        Access::ReadOnly => docs.paragraph("Only in answers: the server sets it."),
        Access::WriteOnly => docs.paragraph("Only in requests: the server never shows it."),
    }
    docs.deprecated(field.deprecated);
    docs
}

/// `new`, which takes the required fields.
fn constructor(context: &Context<'_>, object: &Struct, source: &mut Source) {
    let required = object
        .fields
        .iter()
        .filter(|field| field.presence == Presence::Required);
    let arguments: Vec<String> = required
        .map(|field| match (&field.ty, context.ty(&field.ty, Module::Types)) {
            (Type::String, ty) => {
                format!(
                    "{}: impl {}<{ty}>",
                    field.name,
                    context.prelude("Into", Module::Types)
                )
            }
            (_, ty) => format!("{}: {ty}", field.name),
        })
        .collect();
    source.doc(match arguments.len() == object.fields.len() {
        true => "A value of these properties.",
        false => "A value of the required properties; all others are absent.",
    });
    source.function("pub fn new", &arguments, "Self", |source| {
        source.block("Self", |source| {
            for field in &object.fields {
                let name = &field.name;
                match (field.presence, &field.ty) {
                    (Presence::Required, Type::String) => source.line(format_args!("{name}: {name}.into(),")),
                    (Presence::Required, _) => source.line(format_args!("{name},")),
                    (Presence::Optional, _) => {
                        source.line(format_args!(
                            "{name}: {},",
                            context.prelude("None", Module::Types)
                        ));
                    }
                }
            }
            if let Some(extra) = &object.extra {
                source.line(format_args!("{}: specwright_runtime::Map::new(),", extra.name));
            }
        });
    });
}

fn table(context: &Context<'_>, def: &TypeDef, object: &Struct) -> Table {
    let closed = if object.closed { "closed " } else { "" };
    let mut table = Table::new("object", format_args!("{closed}{}", def.name));
    for field in &object.fields {
        let presence = match (field.presence, &field.ty) {
            (Presence::Required, _) => "required",
            (Presence::Optional, ty) if context.api.takes_null(ty) => "nullable",
            (Presence::Optional, _) => "optional",
        };
        table.row(format_args!(
            "{} = {presence} {}",
            field.name,
            literal(&field.wire)
        ));
    }
    if let Some(extra) = &object.extra {
        table.row(format_args!("..{}", extra.name));
    }
    table
}
