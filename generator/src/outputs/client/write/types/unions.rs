//! Enums for one of several types.

use super::super::context::{Context, Module};
use super::super::docs::{DocComment, code};
use super::super::source::{Source, literal};
use super::super::table::Table;
use crate::outputs::client::plan::{Tagging, Type, TypeDef, Union, Variant};

pub(super) fn emit(context: &Context<'_>, def: &TypeDef, union: &Union, source: &mut Source) {
    super::derives(def, source);
    source.block(format_args!("pub enum {}", def.name), |source| {
        for variant in &union.variants {
            source.docs(&DocComment::of(&variant.docs, &fallback(context, variant)));
            source.line(format_args!(
                "{}({}),",
                variant.name,
                context.ty(&variant.ty, Module::Types)
            ));
        }
        if let Tagging::Property { unknown, .. } = &union.tagging {
            source.doc("A value whose tag is not documented.");
            source.line(format_args!("{unknown}(specwright_runtime::Value),"));
        }
    });
    table(def, union).write(source);
}

fn fallback(context: &Context<'_>, variant: &Variant) -> String {
    let mut ty = &variant.ty;
    while let Type::Boxed(inner) | Type::Nullable(inner) = ty {
        ty = inner;
    }
    match (variant.tags.first(), ty) {
        (Some(tag), _) => format!("Tagged {}.", code(tag)),
        (None, Type::Named(id)) => format!("The schema [`{0}`].", context.api.type_def(*id).name.as_str()),
        (None, Type::Array(_)) => "A list.".to_owned(),
        (None, Type::Tuple(_)) => "A tuple.".to_owned(),
        (None, Type::Map(_)) => "An object.".to_owned(),
        (None, Type::Boolean) => "A boolean.".to_owned(),
        (None, Type::Integer(_)) => "An integer.".to_owned(),
        (None, Type::Float | Type::Double) => "A number.".to_owned(),
        (None, Type::Null) => "`null`.".to_owned(),
        (None, Type::Json) => "Any JSON value.".to_owned(),
        (None, _) => "A string.".to_owned(),
    }
}

fn table(def: &TypeDef, union: &Union) -> Table {
    match &union.tagging {
        Tagging::Property {
            name,
            unknown,
            fallback,
        } => {
            let mut table = Table::new("tagged_union", format_args!("{} by {}", def.name, literal(name)));
            for variant in &union.variants {
                let tags: Vec<String> = variant.tags.iter().map(|tag| literal(tag).to_string()).collect();
                table.row(format_args!("{} = {}", variant.name, tags.join(" | ")));
            }
            match fallback.and_then(|place| union.variants.get(place)) {
                Some(variant) => table.end(format_args!("{unknown}, fallback {}", variant.name)),
                None => table.end(unknown),
            }
            table
        }
        Tagging::Untagged => {
            let mut table = Table::new("untagged_union", &def.name);
            union.variants.iter().for_each(|variant| table.row(&variant.name));
            table
        }
    }
}
