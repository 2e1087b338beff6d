//! The headers of responses: one view for all of them.

use super::super::plan::Headers;
use super::source::{Source, literal};

pub(super) fn write(headers: &Headers<'_>, source: &mut Source) {
    source.item();
    source.block("rt::headers!", |source| {
        source.block(&headers.name, |source| {
            for method in &headers.methods {
                source.docs(&method.docs);
                let (name, wire) = (&method.name, literal(method.wire));
                match &method.ty {
                    Some(ty) if method.is_json => source.line(format_args!("{name} = {wire} as {ty}: json,")),
                    Some(ty) => source.line(format_args!("{name} = {wire} as {ty},")),
                    None => source.line(format_args!("{name} = {wire},")),
                }
            }
        });
    });
}
