//! The named types: one item of the module `types` each, with the table by which the runtime reads and writes it.

use super::super::plan::{
    Enum, EnumValue, KeptFrom, SourceForm, Struct, TypeItem, TypeItemKind, Union, UnionSource, WireAttribute,
    WirePart,
};
use super::body;
use super::source::{Source, literal};
use super::table::Table;

/// Writes a type.
pub(super) fn item(item: &TypeItem<'_>, source: &mut Source) {
    let name = &item.name;
    source.gated_item(&item.gate);
    source.docs(&item.docs);
    source.derives(&item.derives);
    item.attributes
        .iter()
        .for_each(|attribute| source.line(attribute));
    told(&item.wire, source);
    source.non_exhaustive(item.non_exhaustive);
    match &item.kind {
        TypeItemKind::Struct(object) => structure(item, object, source),
        TypeItemKind::Enum(listed) => enumeration(item, listed, source),
        TypeItemKind::Union(alternatives) => union(item, alternatives, source),
        TypeItemKind::Alias(target) => source.line(format_args!("pub type {name} = {target};")),
        TypeItemKind::Newtype(inner) => {
            source.line(format_args!("pub struct {name}(pub {inner});"));
            source.gated_item(&item.gate);
            source.line(format_args!("rt::newtype! {{ {name} }}"));
        }
    }
    if let Some(kept) = item.kept {
        let from = match kept {
            KeptFrom::Itself => "",
            KeptFrom::Conversions => "into ",
        };
        source.gated_item(&item.gate);
        source.line(format_args!("rt::kept! {{ {from}{name} }}"));
    }
}

/// Writes what derived traits are told of the wire.
fn told(attributes: &[WireAttribute<'_>], source: &mut Source) {
    for attribute in attributes {
        let parts = attribute.parts.iter().map(|part| match part {
            WirePart::Word(word) => (*word).to_owned(),
            WirePart::Rename(wire) => format!("rename = {}", literal(wire)),
            WirePart::Text(key, ty) => format!("{key} = {}", literal(&ty.to_string())),
            WirePart::Type(key, ty) => format!("{key} = {ty}"),
        });
        let parts = parts.collect::<Vec<_>>().join(", ");
        source.line(format_args!("#[{}({parts})]", attribute.name));
    }
}

fn structure(item: &TypeItem<'_>, object: &Struct<'_>, source: &mut Source) {
    let name = &item.name;
    source.block(format_args!("pub struct {name}"), |source| {
        for field in &object.fields {
            source.docs(&field.docs);
            told(&field.told, source);
            source.line(format_args!("pub {}: {},", field.name, field.ty));
        }
        if let Some((docs, name, ty)) = &object.extra {
            source.docs(docs);
            told(&object.extra_wire, source);
            source.line(format_args!("pub {name}: {ty},"));
        }
    });
    if let Some(constructor) = &object.constructor {
        source.gated_item(&item.gate);
        source.block(format_args!("impl {name}"), |source| {
            body::constructor(constructor, source);
            body::setters(&object.setters, source);
        });
        if let Some(default) = &constructor.default {
            source.gated_item(&item.gate);
            source.block(format_args!("impl {default} for {name}"), |source| {
                source.function("fn default", &[], "Self", |source| source.line("Self::new()"));
            });
        }
    }
    let closed = if object.closed { "closed " } else { "" };
    let reads_text = if object.reads_text { "numbers_in_text " } else { "" };
    let at =
        |schema: Option<&str>| schema.map_or_else(String::new, |schema| format!(" at {}", literal(schema)));
    let mut table = Table::new(
        "object",
        format_args!("{reads_text}{closed}{name}{}", at(object.schema)),
    );
    for field in &object.fields {
        let (name, presence, wire) = (&field.name, field.presence, literal(field.wire));
        table.row(format_args!("{name} = {presence} {wire}{}", at(field.schema)));
    }
    if let Some((_, name, _)) = &object.extra {
        table.row(format_args!("..{name}"));
    }
    table.write(&item.gate, source);
}

fn enumeration(item: &TypeItem<'_>, listed: &Enum<'_>, source: &mut Source) {
    let (docs, other, ty) = &listed.other;
    source.block(format_args!("pub enum {}", item.name), |source| {
        for variant in &listed.variants {
            source.docs(&variant.docs);
            told(&variant.told, source);
            source.line(format_args!("{},", variant.name));
        }
        source.docs(docs);
        told(&listed.other_wire, source);
        source.line(format_args!("{other}({ty}),"));
    });
    let mut table = Table::new(listed.table, &item.name);
    for variant in &listed.variants {
        let name = &variant.name;
        match &variant.value {
            EnumValue::Text(text) => table.row(format_args!("{name} = {}", literal(text))),
            EnumValue::Json(json) => table.row(format_args!("{name} = {}", literal(json))),
            EnumValue::Integer(integer) => table.row(format_args!("{name} = {integer}")),
        }
    }
    table.end(other);
    table.write(&item.gate, source);
}

fn union(item: &TypeItem<'_>, union: &Union<'_>, source: &mut Source) {
    let name = &item.name;
    source.block(format_args!("pub enum {name}"), |source| {
        for variant in &union.variants {
            source.docs(&variant.docs);
            source.line(format_args!("{}({}),", variant.name, variant.ty));
        }
        if let Some(tag) = &union.tag {
            let (docs, unknown, ty) = &tag.unknown;
            source.docs(docs);
            source.line(format_args!("{unknown}({ty}),"));
        }
    });
    let table = match &union.tag {
        Some(tag) => {
            let mut table = Table::new("tagged_union", format_args!("{name} by {}", literal(tag.wire)));
            for variant in union.variants.iter().filter(|variant| !variant.tags.is_empty()) {
                let tags: Vec<String> = variant.tags.iter().map(|tag| literal(tag).to_string()).collect();
                table.row(format_args!("{} = {}", variant.name, tags.join(" | ")));
            }
            let (_, unknown, _) = &tag.unknown;
            let untagged: Vec<&str> = tag.untagged.iter().map(|name| name.as_str()).collect();
            match &tag.fallback {
                Some(fallback) => table.end(format_args!("{unknown}, fallback {fallback}")),
                None if untagged.is_empty() => table.end(unknown),
                None => table.end(match &union.several {
                    None => format!("{unknown}, untagged {}", untagged.join(" | ")),
                    Some(several) => {
                        format!("{unknown}, untagged {}, several {several}", untagged.join(" | "))
                    }
                }),
            }
            table
        }
        None => {
            let mut table = Table::new("untagged_union", name);
            let variants = union.variants.iter().map(|variant| &variant.name);
            variants
                .filter(|name| Some(*name) != union.several.as_ref())
                .for_each(|name| table.row(name));
            if let Some(several) = &union.several {
                table.end(format_args!("several {several}"));
            }
            table
        }
    };
    table.write(&item.gate, source);
    if union.is_id {
        let mut table = Table::new("text_union", name);
        let variants = union.variants.iter().map(|variant| &variant.name);
        variants.for_each(|name| table.row(name));
        table.write(&item.gate, source);
    }
    accessors(item, union, source);
    conversions(item, union, source);
    if !union.arguments.is_empty() {
        let mut table = Table::new("union_argument", name);
        for argument in &union.arguments {
            let length = if argument.has_length { "const N => " } else { "" };
            let tag = argument.tag.map_or_else(String::new, |(wire, tags)| {
                let tags: Vec<String> = tags.iter().map(|tag| literal(tag).to_string()).collect();
                format!("{} = {} => ", literal(wire), tags.join(" | "))
            });
            table.row(format_args!("{length}{tag}{}", argument.ty));
        }
        table.write(&item.gate, source);
    }
}

/// Writes the implementations of `From` for a union.
fn conversions(item: &TypeItem<'_>, union: &Union<'_>, source: &mut Source) {
    let name = &item.name;
    for UnionSource { ty, has_length, form } in &union.sources {
        source.gated_item(&item.gate);
        let length = if *has_length { "<const N: usize>" } else { "" };
        let head = format!("impl{length} {}<{ty}> for {name}", union.from);
        source.block(head, |source| {
            source.function(
                "fn from",
                &[format!("value: {ty}")],
                "Self",
                |source| match form {
                    SourceForm::Variant(variant, conversion) => {
                        let value = body::converted("value", conversion);
                        source.line(format_args!("Self::{variant}({value})"));
                    }
                    SourceForm::Text(enums, other) => {
                        let enums = enums.iter().map(|(variant, ty)| format!("{variant}({ty})"));
                        let enums = enums.collect::<Vec<_>>().join(", ");
                        source.line(format_args!("rt::text_variant! {{ value: {enums}; {other} }}"));
                    }
                },
            );
        });
    }
}

fn accessors(item: &TypeItem<'_>, union: &Union<'_>, source: &mut Source) {
    if union.accessors.is_empty() {
        return;
    }
    let [some, none] = &union.options;
    source.gated_item(&item.gate);
    source.block(format_args!("impl {}", item.name), |source| {
        for accessors in &union.accessors {
            let variant = &accessors.variant;
            let pointer = if accessors.is_boxed { "*" } else { "" };
            let methods = [
                ("&self", &accessors.borrow, "value".to_owned()),
                ("self", &accessors.take, format!("{pointer}value")),
            ];
            for (receiver, (name, result), value) in methods {
                source.item();
                source.doc(format_args!(
                    "Returns the value of the variant [`{variant}`](Self::{variant})."
                ));
                let function = format!("pub fn {name}");
                source.function(&function, &[receiver.to_owned()], result, |source| {
                    source.block("match self", |source| {
                        source.line(format_args!("Self::{variant}(value) => {some}({value}),"));
                        source.line(format_args!("_ => {none},"));
                    });
                });
            }
        }
    });
}
