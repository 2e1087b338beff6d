//! The forms of an operation: it responds with the whole, or with a stream.

use super::Name;
use super::Path;
use super::named::{Body, BodyKind, Operation, Responses, StreamSwitch, Type};
use super::presence::FieldForm;
use super::scope::Scope;

/// A form of an operation: a method of the client.
#[derive(Clone, Copy)]
pub(super) struct Form<'a> {
    pub(super) operation: &'a Operation,
    /// The method.
    pub(super) name: &'a Name,
    /// The type of its request.
    pub(super) request: &'a Name,
    pub(super) success: &'a Responses,
    /// The `Accept` header.
    pub(super) accept: &'a str,
    /// The method of the other form, and what is said before it.
    pub(super) other: Option<(&'static str, &'a Name)>,
    is_stream: bool,
}

/// What of a request asks for a stream, or for none.
#[derive(Clone, PartialEq)]
pub enum Switch {
    /// A value of the JSON body, by its pointer, is set.
    Set(&'static str, bool),
    /// A value of the JSON body is set to `false` if it is `true`.
    Clear(&'static str),
    /// A field of the argument that is a form is set before the form is sent.
    Field {
        /// The argument.
        argument: Name,
        /// The field.
        field: Name,
        /// What is around the value, from the inside: `Some`.
        within: Vec<Path>,
    },
}

impl<'a> Form<'a> {
    /// Returns the forms of an operation, the whole first.
    pub(super) fn of(operation: &'a Operation) -> Vec<Self> {
        let streaming = operation.streaming.as_ref();
        let whole = Form {
            operation,
            name: &operation.name,
            request: &operation.request,
            success: &operation.success,
            accept: &operation.accept,
            other: streaming.map(|streaming| ("As a stream: ", &streaming.name)),
            is_stream: false,
        };
        let stream = streaming.map(|streaming| Form {
            operation,
            name: &streaming.name,
            request: &streaming.request,
            success: &streaming.success,
            accept: &streaming.accept,
            other: Some(("This is the stream; the whole: ", &operation.name)),
            is_stream: true,
        });
        [whole].into_iter().chain(stream).collect()
    }

    /// Returns whether its responses are pages.
    pub(super) fn has_pages(self) -> bool {
        self.operation.pages.is_some() && !self.is_stream
    }

    /// Plans what asks for this form, behind a body that is given, or for a request without one.
    pub(super) fn switch(self, scope: &Scope<'_>, body: Option<&Body>) -> Option<Switch> {
        let switch = self.operation.streaming.as_ref()?.switch?;
        match (switch, self.is_stream) {
            (StreamSwitch::Json { pointer, .. }, true) => Some(Switch::Set(pointer, true)),
            (StreamSwitch::Json { pointer, is_on: true }, false) => Some(Switch::Set(pointer, false)),
            (StreamSwitch::Json { pointer, .. }, false) => body.map(|_| Switch::Clear(pointer)),
            (StreamSwitch::Part(wire), true) => {
                let body = body?;
                let parts = body.variants.iter().find_map(|variant| match &variant.kind {
                    BodyKind::Multipart { parts, .. } => Some(parts),
                    _ => None,
                })?;
                let part = parts.iter().find(|part| part.wire == wire)?;
                let (form, value) = FieldForm::of_part(scope.api, part)?;
                let is_nullable = matches!(scope.api.plain(&value), Type::Nullable(_));
                let inner = is_nullable.then(|| scope.prelude("Some"));
                Some(Switch::Field {
                    argument: body.name.clone(),
                    field: part.name.clone(),
                    within: inner.into_iter().chain(scope.present(form)).collect(),
                })
            }
            (StreamSwitch::Part(_), false) => None,
        }
    }
}
