//! What an operation gives: how a success is read, and the enums over documented responses.

use super::super::plan::{
    Name, Reader, ResponseEnum, ResponseEnumKind, ResponseRow, ResponseVariant, RustType, Status,
};
use super::source::{Source, literal};
use super::table::Table;

/// Returns the function that reads a success.
pub(super) fn reader(reader: &Reader) -> String {
    let function = format!("rt::__private::decode::{}", reader.function);
    match &reader.xml {
        Some(schema) => format!("|response| {function}(response, &{schema})"),
        None => function,
    }
}

/// Writes the enum over an operation's successes or failures.
pub(super) fn enumeration(responses: &ResponseEnum<'_>, source: &mut Source) {
    let name = &responses.name;
    source.gated_item(&responses.gate);
    source.docs(&responses.docs);
    match &responses.kind {
        ResponseEnumKind::SameAs(known) => source.line(format_args!("pub type {name} = {known};")),
        ResponseEnumKind::Own {
            derives,
            variants,
            undocumented,
            undecoded,
            rows,
        } => {
            source.derives(derives);
            own(name, variants, undocumented.as_ref(), undecoded.as_ref(), source);
            let mut table = Table::new("responses", name);
            rows.iter().for_each(|each| table.row(row(each)));
            if let Some((undocumented, _)) = undocumented {
                table.row(format_args!("_ => {undocumented}"));
            }
            if let Some((undecoded, _)) = undecoded {
                table.end(format_args!("else {undecoded}"));
            }
            table.write(&responses.gate, source);
        }
    }
}

fn own(
    name: &Name,
    variants: &[ResponseVariant<'_>],
    undocumented: Option<&(Name, RustType)>,
    undecoded: Option<&(Name, RustType)>,
    source: &mut Source,
) {
    source.block(format_args!("pub enum {name}"), |source| {
        for variant in variants {
            source.docs(&variant.docs);
            match &variant.payload {
                Some(ty) => source.line(format_args!("{}({ty}),", variant.name)),
                None => source.line(format_args!("{},", variant.name)),
            }
        }
        if let Some((undocumented, ty)) = undocumented {
            source.doc("A response that the document does not describe: its body as it came.");
            source.line(format_args!("{undocumented}({ty}),"));
        }
        if let Some((undecoded, ty)) = undecoded {
            source.doc("A body that is not what the document says of its status, and why.");
            source.line(format_args!("{undecoded}({ty}),"));
        }
    });
}

fn row(planned: &ResponseRow<'_>) -> String {
    let mut row = match planned.status {
        Status::Exact(status) => status.to_string(),
        Status::Range(hundred) => literal(&format!("{hundred}XX")).to_string(),
        Status::Default => "default".to_owned(),
    };
    if let Some(media_type) = &planned.media_type {
        row += &format!(" {}", literal(media_type));
    }
    let (name, reader) = (&planned.variant, &planned.reader);
    match &reader.xml {
        Some(schema) => format!("{row} => {name}({} {schema})", reader.function),
        None => format!("{row} => {name}({})", reader.function),
    }
}
