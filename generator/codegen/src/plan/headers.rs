//! The headers of responses: one view for all of them.

use super::docs::{Doc, Span};
use super::named::{self, MethodPath};
use super::scope::Scope;
use super::{Name, RustType};

/// The type by which the headers of responses are read.
#[derive(Clone, PartialEq)]
pub struct Headers<'a> {
    /// Its name.
    pub name: Name,
    /// A method for each header.
    pub methods: Vec<HeaderMethod<'a>>,
}

/// A method that reads a header.
#[derive(Clone, PartialEq)]
pub struct HeaderMethod<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// The header's name.
    pub wire: &'a str,
    /// What it gives; `None` where the caller chooses.
    pub ty: Option<RustType>,
    /// Whether it is JSON.
    pub is_json: bool,
}

pub(super) fn headers<'a>(scope: &Scope<'a>) -> Option<Headers<'a>> {
    let headers = scope.api.headers.as_ref()?;
    scope.item(&[]);
    scope.uses_runtime();
    let methods = headers.headers.iter().map(|header| HeaderMethod {
        docs: docs(scope, header),
        name: header.name.clone(),
        wire: &header.wire,
        ty: header.ty.as_ref().map(|ty| scope.ty(ty)),
        is_json: header.is_json,
    });
    Some(Headers {
        name: headers.type_name.clone(),
        methods: methods.collect(),
    })
}

fn docs<'a>(scope: &Scope<'a>, header: &'a named::Header) -> Doc<'a> {
    let mut docs = Doc::of_or(
        &header.docs,
        ["Returns the header ".into(), Span::code(&header.wire), ".".into()],
    );
    if header.ty.is_none() {
        docs.paragraph(["The document gives it different types, so the caller chooses one.".into()]);
    }
    if header.operations.is_empty() {
        return docs;
    }
    // A link must not lead to a method that is left out.
    let all_there = scope.api.features.is_empty();
    let mut spans = vec![Span::from("In responses of ")];
    for (index, MethodPath { group, name }) in header.operations.iter().enumerate() {
        if index > 0 {
            spans.push(", ".into());
        }
        spans.push(match (all_there, group) {
            (true, Some(group)) => scope.method(Some(group), name),
            (true, None) => Span::link(
                name.as_str().to_owned(),
                format!("super::Client::{}", name.as_str()),
            ),
            (false, _) => Span::code(name.as_str()),
        });
    }
    spans.push(match header.more {
        0 => ".".into(),
        more => format!(" and {more} more.").into(),
    });
    docs.spans(spans);
    docs
}
