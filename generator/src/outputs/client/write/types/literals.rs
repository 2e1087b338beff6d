//! Enums over listed values, each of which also keeps any other value.

use super::super::context::{Context, Module};
use super::super::docs::{DocComment, code};
use super::super::source::{Source, literal};
use super::super::table::Table;
use crate::outputs::client::plan::{Docs, IntegerEnum, LiteralEnum, RustName, StringEnum, TypeDef};

/// An enum for strings.
pub(super) fn strings(context: &Context<'_>, def: &TypeDef, strings: &StringEnum, source: &mut Source) {
    let listed = strings.variants.iter().map(|variant| Listed {
        name: &variant.name,
        docs: &variant.docs,
        shown: variant.wire.clone(),
        literal: literal(&variant.wire).to_string(),
    });
    let other = Other {
        name: &strings.unknown,
        what: "string",
        ty: context.prelude("String", Module::Types),
    };
    emit(def, "string_enum", &listed.collect::<Vec<_>>(), &other, source);
}

/// An enum for integers.
pub(super) fn integers(def: &TypeDef, integers: &IntegerEnum, source: &mut Source) {
    let listed = integers.variants.iter().map(|variant| Listed {
        name: &variant.name,
        docs: &variant.docs,
        shown: variant.wire.to_string(),
        literal: variant.wire.to_string(),
    });
    let other = Other {
        name: &integers.unknown,
        what: "integer",
        ty: "i64",
    };
    emit(def, "integer_enum", &listed.collect::<Vec<_>>(), &other, source);
}

/// An enum for JSON scalars of several types.
pub(super) fn mixed(def: &TypeDef, literals: &LiteralEnum, source: &mut Source) {
    let listed = literals.variants.iter().map(|variant| Listed {
        name: &variant.name,
        docs: &variant.docs,
        shown: variant.wire.to_string(),
        literal: literal(&variant.wire.to_string()).to_string(),
    });
    let other = Other {
        name: &literals.unknown,
        what: "JSON value",
        ty: "specwright_runtime::Value",
    };
    emit(def, "literal_enum", &listed.collect::<Vec<_>>(), &other, source);
}

/// A listed value.
struct Listed<'a> {
    name: &'a RustName,
    docs: &'a Docs,
    /// The value for people.
    shown: String,
    /// The value in the table.
    literal: String,
}

/// The variant for any other value.
struct Other<'a> {
    name: &'a RustName,
    what: &'static str,
    ty: &'static str,
}

fn emit(def: &TypeDef, table: &'static str, listed: &[Listed<'_>], other: &Other<'_>, source: &mut Source) {
    super::derives(def, source);
    source.block(format_args!("pub enum {}", def.name), |source| {
        for value in listed {
            source.docs(&DocComment::of(value.docs, &code(&value.shown)));
            source.line(format_args!("{},", value.name));
        }
        source.doc(format_args!("Any other {}.", other.what));
        source.line(format_args!("{}({}),", other.name, other.ty));
    });
    let mut table = Table::new(table, &def.name);
    for value in listed {
        table.row(format_args!("{} = {}", value.name, value.literal));
    }
    table.end(other.name);
    table.write(source);
}
