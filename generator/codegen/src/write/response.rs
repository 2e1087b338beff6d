//! What an operation gives: how a success is read, and the enums over documented responses.

use super::super::plan::{
    Kept, KeptBody, Name, Reader, ResponseEnum, ResponseEnumKind, ResponseRow, ResponseVariant, Status,
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
            kept,
            rows,
        } => {
            source.derives(derives);
            source.non_exhaustive(responses.non_exhaustive);
            own(name, variants, kept, source);
            let mut table = Table::new("responses", name);
            rows.iter().for_each(|each| table.row(row(each)));
            for KeptBody { of, name, .. } in kept {
                match of {
                    Kept::Undocumented => table.row(format_args!("_ => {name}")),
                    Kept::Undecoded => table.end(format_args!("else {name}")),
                }
            }
            table.write(&responses.gate, source);
        }
    }
}

fn own(name: &Name, variants: &[ResponseVariant<'_>], kept: &[KeptBody], source: &mut Source) {
    source.block(format_args!("pub enum {name}"), |source| {
        for variant in variants {
            source.docs(&variant.docs);
            match &variant.payload {
                Some(ty) => source.line(format_args!("{}({ty}),", variant.name)),
                None => source.line(format_args!("{},", variant.name)),
            }
        }
        for KeptBody { of, name, ty } in kept {
            source.doc(match of {
                Kept::Undocumented => "A response that the document does not describe: its body as it came.",
                Kept::Undecoded => "A body that is not what the document says of its status, and why.",
            });
            source.line(format_args!("{name}({ty}),"));
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
