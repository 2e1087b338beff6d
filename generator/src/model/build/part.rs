//! A schema where it stands.

use openapiv3::{ReferenceOr, Schema};

use super::pointer::Pointer;

/// A schema and the JSON pointer at which it stands in the normalised document.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) schema: SchemaRef<'a>,
    pub(super) pointer: Pointer<'a>,
}

/// A schema or a reference to a component.
#[derive(Clone, Copy, Debug)]
pub(super) enum SchemaRef<'a> {
    Component(&'a str),
    Inline(&'a Schema),
}

impl<'a> Part<'a> {
    pub(super) fn new(schema: &'a ReferenceOr<Schema>, pointer: impl Into<Pointer<'a>>) -> Self {
        let schema = match schema {
            ReferenceOr::Reference { reference } => SchemaRef::Component(component_token(reference)),
            ReferenceOr::Item(schema) => SchemaRef::Inline(schema),
        };
        Self {
            schema,
            pointer: pointer.into(),
        }
    }

    pub(super) fn boxed(schema: &'a ReferenceOr<Box<Schema>>, pointer: Pointer<'a>) -> Self {
        let schema = match schema {
            ReferenceOr::Reference { reference } => SchemaRef::Component(component_token(reference)),
            ReferenceOr::Item(schema) => SchemaRef::Inline(schema),
        };
        Self { schema, pointer }
    }
}

/// The component that a reference of the normalised document names, as the token of a JSON pointer: the form in
/// which this stage names component schemas until it makes text of them.
pub(super) fn component_token(reference: &str) -> &str {
    reference.rsplit('/').next().unwrap_or(reference)
}
