//! The named types: one item of the module `types` each, with the table by which the runtime reads and writes it.

mod literals;
mod structs;
mod unions;

use super::context::{Context, Module};
use super::docs::{DocComment, code};
use super::source::Source;
use crate::outputs::client::plan::{TypeDef, TypeKind};

/// Writes a type.
pub(super) fn emit(context: &Context<'_>, def: &TypeDef, source: &mut Source) {
    source.gate();
    source.docs(&docs(def));
    let name = &def.name;
    match &def.kind {
        TypeKind::Struct(object) => structs::emit(context, def, object, source),
        TypeKind::StringEnum(strings) => literals::strings(context, def, strings, source),
        TypeKind::IntegerEnum(integers) => literals::integers(def, integers, source),
        TypeKind::LiteralEnum(literals) => literals::mixed(def, literals, source),
        TypeKind::Union(union) => unions::emit(context, def, union, source),
        TypeKind::Alias(target) => {
            source.line(format_args!(
                "pub type {name} = {};",
                context.ty(target, Module::Types)
            ));
        }
        TypeKind::Newtype(inner) => {
            derives(def, source);
            source.line(format_args!("pub struct {name}("));
            source.nested(|source| {
                source.doc("The value.");
                source.line(format_args!("pub {},", context.ty(inner, Module::Types)));
            });
            source.line(");");
            source.gate();
            source.line(format_args!("specwright_runtime::newtype! {{ {name} }}"));
        }
    }
}

fn docs(def: &TypeDef) -> DocComment {
    let fallback = match &def.component {
        Some(component) => format!("The schema {}.", code(component)),
        None => format!("The schema at {}.", code(&def.pointer)),
    };
    let mut docs = DocComment::of(&def.docs, &fallback);
    docs.deprecated(def.deprecated);
    docs
}

fn derives(def: &TypeDef, source: &mut Source) {
    let copy = if def.derives.copy { "Copy, " } else { "" };
    let eq_hash = if def.derives.eq_hash { ", Eq, Hash" } else { "" };
    let default = if def.derives.default { ", Default" } else { "" };
    source.line(format_args!(
        "#[derive(Clone, {copy}Debug, PartialEq{eq_hash}{default})]"
    ));
}
