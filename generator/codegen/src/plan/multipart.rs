//! Bodies of several parts: a struct of them, and how each is sent.

use super::argument::{Argument, Handover};
use super::constructor::{Constructor, Init};
use super::docs::{Doc, Span};
use super::kept::TypeParameters;
use super::named::{Part, PartKind};
use super::parameter::{self, Descriptor};
use super::presence::FieldForm;
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::setter::{FieldSetter, part_setters};
use super::{Gate, Name, Path, RustType};

/// A struct whose fields are the parts of a multipart body.
#[derive(Clone, PartialEq)]
pub struct Multipart<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// The traits that it derives.
    pub derives: &'static [&'static str],
    /// Whether it is `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// Its fields.
    pub parts: Vec<PartField<'a>>,
    /// The function that takes the required parts, if there are any.
    pub constructor: Constructor<'a>,
    /// The methods that set the others.
    pub setters: Vec<FieldSetter>,
    /// The type that `into_form` gives.
    pub form: RustType,
    /// The path by which parts that are there are taken apart: `Some`.
    pub some: Path,
}

/// A part of a multipart body: a field.
#[derive(Clone, PartialEq)]
pub struct PartField<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The field.
    pub name: Name,
    /// Its type.
    pub ty: RustType,
    /// How often the part is sent.
    pub sent: PartSent,
    /// The form's method.
    pub method: &'static str,
    /// The part's name.
    pub wire: &'a str,
    /// How it is written.
    pub written: PartWritten<'a>,
    /// What of the value is given.
    pub handover: Handover,
}

/// How a part is written.
#[derive(Clone, PartialEq)]
pub enum PartWritten<'a> {
    /// As itself: the path and the value of the argument for the `Content-Type`.
    Whole(Path, Option<&'a str>),
    /// In a style.
    Styled(Descriptor<'a>),
}

/// How often a part is sent.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum PartSent {
    /// Once for each item.
    ForEach,
    /// Once.
    Once,
    /// Once if it is there.
    IfSome,
    /// Once if it is there; it is null where the field says so.
    UnlessAbsent,
}

/// Plans the struct of a body's parts.
pub(super) fn multipart<'a>(
    scope: &Scope<'a>,
    name: &Name,
    parts: &'a [Part],
    docs: Doc<'a>,
    gate: &Gate<'a>,
) -> Multipart<'a> {
    let all_optional = parts.iter().all(|part| !part.required);
    let fields: Vec<PartField<'a>> = parts.iter().map(|part| part_field(scope, part)).collect();
    let mut parameters = TypeParameters::default();
    let mut arguments = Vec::new();
    let inits: Vec<_> = parts
        .iter()
        .map(|part| {
            let init = match (part.required, part.repeated) {
                (true, _) => {
                    let (ty, conversion) = scope.kept_part(part, &mut parameters);
                    let name = part.name.clone();
                    arguments.push(Argument { name, ty });
                    Init::Argument(conversion)
                }
                (false, true) => Init::Call(scope.prelude("Vec"), "new"),
                (false, false) => Init::Value(scope.absent(part_form(scope, part))),
            };
            (part.name.clone(), init)
        })
        .collect();
    let constructor = Constructor {
        docs: Doc::own([match all_optional {
            true => "Creates a body without parts.".into(),
            false => "Creates a body of the required parts.".into(),
        }]),
        parameters: parameters.used(),
        arguments,
        fields: match all_optional {
            true => Vec::new(),
            false => inits,
        },
        default: None,
    };
    Multipart {
        non_exhaustive: false,
        gate: gate.clone(),
        docs,
        name: name.clone(),
        derives: match all_optional {
            true => &["Debug", "Default"],
            false => &["Debug"],
        },
        parts: fields,
        constructor,
        setters: part_setters(scope, parts),
        form: scope.runtime_type(RuntimeItem::Form),
        some: scope.prelude("Some"),
    }
}

fn part_form(scope: &Scope<'_>, part: &Part) -> FieldForm {
    FieldForm::of_part(scope.api, part).map_or(FieldForm::Optional, |(form, _)| form)
}

fn part_field<'a>(scope: &Scope<'a>, part: &'a Part) -> PartField<'a> {
    let item = match &part.kind {
        PartKind::File => scope.runtime_type(RuntimeItem::FilePart),
        PartKind::Text(ty) | PartKind::Json(ty) => scope.ty(ty),
    };
    let (ty, sent) = match (part.repeated, part.required, FieldForm::of_part(scope.api, part)) {
        (true, ..) => (
            scope.vec(item),
            match part.style {
                Some(_) => PartSent::Once,
                None => PartSent::ForEach,
            },
        ),
        (false, true, _) => (item, PartSent::Once),
        (false, false, Some((form, value))) => (
            scope.field_type(form, scope.ty(&value)),
            match form {
                FieldForm::Nullable => PartSent::UnlessAbsent,
                _ => PartSent::IfSome,
            },
        ),
        (false, false, None) => (scope.option(item), PartSent::IfSome),
    };
    let (method, handover) = match &part.kind {
        _ if part.style.is_some() => ("styled", Handover::Reference),
        PartKind::File => ("file", Handover::Value),
        PartKind::Text(_) => ("text", Handover::Reference),
        PartKind::Json(_) => ("json", Handover::Reference),
    };
    let content_type = part.content_type.as_deref();
    let mut docs = Doc::of(&part.docs);
    let wire = Span::code(&part.wire);
    docs.wire(&part.name, &part.wire, ["The part ".into(), wire, ".".into()]);
    PartField {
        docs,
        name: part.name.clone(),
        ty,
        sent,
        method,
        wire: &part.wire,
        written: match (&part.style, content_type) {
            (Some(style), _) => PartWritten::Styled(parameter::form_property(scope, &part.wire, style)),
            (None, Some(content_type)) => PartWritten::Whole(scope.prelude("Some"), Some(content_type)),
            (None, None) => PartWritten::Whole(scope.prelude("None"), None),
        },
        handover,
    }
}
