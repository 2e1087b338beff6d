//! Bodies of requests: how one is given to a method, and the types for a choice of media types.

use super::argument::{Argument, Handover};
use super::docs::{Doc, Span};
use super::multipart::{Multipart, multipart};
use super::named::{Body, BodyKind, BodyVariant, Operation, Type};
use super::parameter::{self, Descriptor};
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Gate, Name, Path, RustType};

/// The statement that gives a body to a call.
#[derive(Clone, PartialEq)]
pub enum SendBody<'a> {
    /// The value of the argument.
    One(SendVariant<'a>),
    /// The value of the variant that the argument is: the variant's path, and how its value is sent.
    Choice(Vec<(Path, SendVariant<'a>)>),
}

/// How a body of one media type is given to a call.
#[derive(Clone, PartialEq)]
pub struct SendVariant<'a> {
    /// The call's method.
    pub method: &'static str,
    /// The `Content-Type`.
    pub media_type: &'a str,
    /// What of the value is given.
    pub handover: Handover,
    /// The constant that says how it is written as XML.
    pub xml: Option<Path>,
    /// The properties of a form that have an encoding of their own; `None` for what is no form.
    pub encodings: Option<Vec<(&'a str, Descriptor<'a>)>>,
}

/// A type of a body's own.
#[derive(Clone, PartialEq)]
pub enum BodyItem<'a> {
    /// An enum over media types.
    Choice(BodyChoice<'a>),
    /// A struct of parts.
    Multipart(Box<Multipart<'a>>),
}

/// An enum over the media types of a body.
#[derive(Clone, PartialEq)]
pub struct BodyChoice<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// Whether it is `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// Its variants: what is said of each, its name and what it holds.
    pub variants: Vec<(Doc<'a>, Name, RustType)>,
}

/// Plans a body as an argument.
pub(super) fn argument(scope: &Scope<'_>, body: &Body) -> Argument {
    let value = |ty: &Type| match body.required {
        true => scope.argument(ty),
        false => scope.optional_argument(ty),
    };
    let ty = match (&body.type_name, body.variants.first()) {
        (Some(name), _) => RustType::at(scope.operations(name)),
        (None, Some(variant)) => match &variant.kind {
            BodyKind::Json(ty) if takes_null(scope, body) => scope.optional_or_null_argument(ty),
            BodyKind::Json(ty) | BodyKind::Form { ty, .. } => value(ty),
            BodyKind::Xml(ty, _) | BodyKind::JsonLines(ty) => value(ty),
            BodyKind::Multipart { type_name, .. } => RustType::at(scope.operations(type_name)),
            BodyKind::Items(ty) => scope.into(scope.items(ty)),
            BodyKind::OpenMultipart => scope.runtime_type(RuntimeItem::Form),
            BodyKind::Text => value(&Type::String),
            BodyKind::Binary => scope.into(scope.runtime_type(RuntimeItem::Body)),
        },
        (None, None) => scope.into(scope.runtime_type(RuntimeItem::Body)),
    };
    Argument {
        name: body.name.clone(),
        ty,
    }
}

/// Returns the type of a body that is a value of the document's types.
fn value_type(kind: &BodyKind) -> Option<&Type> {
    match kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } | BodyKind::Xml(ty, _) | BodyKind::JsonLines(ty) => {
            Some(ty)
        }
        BodyKind::Multipart { .. }
        | BodyKind::OpenMultipart
        | BodyKind::Items(_)
        | BodyKind::Text
        | BodyKind::Binary => None,
    }
}

/// Returns whether an optional body may be given as none.
pub(super) fn may_be_none(body: &Body) -> bool {
    match (&body.type_name, body.variants.first()) {
        (None, Some(variant)) => {
            matches!(variant.kind, BodyKind::Text) || value_type(&variant.kind).is_some()
        }
        _ => false,
    }
}

/// Returns whether an optional body may be null, which is another thing than none.
pub(super) fn takes_null(scope: &Scope<'_>, body: &Body) -> bool {
    match (
        &body.type_name,
        body.variants.first().map(|variant| &variant.kind),
    ) {
        (None, Some(BodyKind::Json(ty))) => !body.required && scope.is_nullable(ty),
        _ => false,
    }
}

/// Plans the statement that gives a body to the call.
pub(super) fn send<'a>(scope: &Scope<'a>, body: &'a Body) -> Option<SendBody<'a>> {
    match (&body.type_name, body.variants.first()) {
        (Some(choice), _) => {
            let choice = scope.operations(choice);
            let variants = body.variants.iter().map(|variant| {
                let handover = match variant.kind {
                    BodyKind::Multipart { .. } => Handover::IntoForm,
                    BodyKind::OpenMultipart | BodyKind::Items(_) | BodyKind::Binary => Handover::Value,
                    _ => Handover::Reference,
                };
                let path = Path::Variant(Box::new(choice.clone()), variant.name.clone());
                (path, send_variant(scope, variant, handover))
            });
            Some(SendBody::Choice(variants.collect()))
        }
        (None, Some(variant)) => {
            let handover = match (&variant.kind, value_type(&variant.kind)) {
                // The setter writes it as what it stands for.
                (_, Some(_)) if takes_null(scope, body) => Handover::Reference,
                (_, Some(ty)) => scope.encodable(ty),
                (BodyKind::Text, None) => Handover::Reference,
                (BodyKind::Binary | BodyKind::Items(_), None) => Handover::Into,
                (BodyKind::Multipart { .. }, None) => Handover::IntoForm,
                (_, None) => Handover::Value,
            };
            Some(SendBody::One(send_variant(scope, variant, handover)))
        }
        (None, None) => None,
    }
}

fn send_variant<'a>(scope: &Scope<'a>, variant: &'a BodyVariant, handover: Handover) -> SendVariant<'a> {
    let method = match &variant.kind {
        BodyKind::Json(_) => "json",
        BodyKind::Xml(..) => "xml",
        BodyKind::JsonLines(_) => "json_lines",
        BodyKind::Items(_) => "items",
        BodyKind::Text => "text",
        BodyKind::Binary => "binary",
        BodyKind::Multipart { .. } | BodyKind::OpenMultipart => "multipart",
        BodyKind::Form { .. } => "form",
    };
    let xml = match variant.kind {
        BodyKind::Xml(_, schema) => Some(scope.xml(schema)),
        _ => None,
    };
    let encodings = match &variant.kind {
        BodyKind::Form { encodings, .. } => Some(
            encodings
                .iter()
                .map(|(name, encoding)| (name.as_str(), parameter::form_property(scope, name, encoding)))
                .collect(),
        ),
        _ => None,
    };
    SendVariant {
        method,
        media_type: &variant.media_type,
        handover,
        xml,
        encodings,
    }
}

/// Plans the types of an operation's body's own.
pub(super) fn items<'a>(scope: &Scope<'a>, operation: &'a Operation, gate: &Gate<'a>) -> Vec<BodyItem<'a>> {
    let Some(body) = &operation.body else {
        return Vec::new();
    };
    let method = || scope.method(operation.group.as_ref(), &operation.name);
    let docs = || Doc::own(["The body of ".into(), method(), ".".into()]);
    let choice = body.type_name.iter().map(|name| {
        BodyItem::Choice(BodyChoice {
            non_exhaustive: false,
            gate: gate.clone(),
            docs: docs(),
            name: name.clone(),
            variants: body
                .variants
                .iter()
                .map(|variant| choice(scope, variant))
                .collect(),
        })
    });
    let multipart = body.variants.iter().filter_map(|variant| match &variant.kind {
        BodyKind::Multipart { type_name, parts } => Some(BodyItem::Multipart(Box::new(multipart(
            scope,
            type_name,
            parts,
            docs(),
            gate,
        )))),
        _ => None,
    });
    choice.chain(multipart).collect()
}

fn choice<'a>(scope: &Scope<'a>, variant: &'a BodyVariant) -> (Doc<'a>, Name, RustType) {
    let ty = match (&variant.kind, value_type(&variant.kind)) {
        (_, Some(ty)) => scope.ty(ty),
        (BodyKind::Multipart { type_name, .. }, None) => RustType::at(scope.operations(type_name)),
        (BodyKind::OpenMultipart, None) => scope.runtime_type(RuntimeItem::Form),
        (BodyKind::Items(ty), None) => scope.items(ty),
        (BodyKind::Text, None) => scope.string(),
        (_, None) => scope.runtime_type(RuntimeItem::Body),
    };
    (
        Doc::own([Span::code(&variant.media_type)]),
        variant.name.clone(),
        ty,
    )
}
