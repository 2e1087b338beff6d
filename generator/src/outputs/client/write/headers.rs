//! The headers of answers: one view for all of them.

use super::context::{Context, Module};
use super::docs::{DocComment, code};
use super::source::{Source, literal};
use crate::outputs::client::plan::{Header, Headers};

pub(super) fn emit(context: &Context<'_>, headers: &Headers, source: &mut Source) {
    source.block("specwright_runtime::headers!", |source| {
        source.block(&headers.type_name, |source| {
            for header in &headers.headers {
                source.docs(&docs(context, header));
                let (name, wire) = (&header.name, literal(&header.wire));
                match &header.ty {
                    Some(ty) => {
                        let ty = context.ty(ty, Module::Operations);
                        source.line(format_args!("{name} = {wire} as {ty},"));
                    }
                    None => source.line(format_args!("{name} = {wire},")),
                }
            }
        });
    });
}

fn docs(context: &Context<'_>, header: &Header) -> DocComment {
    let mut docs = DocComment::of(&header.docs, &format!("The header {}.", code(&header.wire)));
    if header.ty.is_none() {
        docs.paragraph("The document gives it different types, so the caller chooses one.");
    }
    // A link must not lead to a method that is left out.
    let all_there = context.api.features.is_empty();
    let operations = header
        .operations
        .iter()
        .map(|name| match all_there {
            true => format!("[`{0}`](super::Client::{0})", name.as_str()),
            false => code(name.as_str()),
        })
        .collect::<Vec<_>>()
        .join(", ");
    docs.paragraph(match header.more {
        0 => format!("In answers of {operations}."),
        more => format!("In answers of {operations} and {more} more."),
    });
    docs
}
