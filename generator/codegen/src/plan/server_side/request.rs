//! Requests, with the parts of forms.

use std::collections::BTreeSet;

use super::super::RustType;
use super::super::docs::Doc;
use super::super::name;
use super::super::named::{BodyKind, BodyVariant, Location, Operation, Parameter, Part, PartKind};
use super::super::presence::FieldForm;
use super::super::runtime::RuntimeItem;
use super::super::scope::Scope;
use super::credentials;
use super::{BodyReader, Names, ServedBody, ServedForm, ServedParameter, ServedRequest};

pub(super) fn request<'a>(
    scope: &Scope<'a>,
    operation: &'a Operation,
    names: &Names,
    is_webhook: bool,
) -> ServedRequest<'a> {
    let mut taken = BTreeSet::new();
    let parameters = operation.parameters.iter().map(|parameter| ServedParameter {
        docs: Doc::of(&parameter.docs),
        name: name::unique(parameter.name.as_str(), "parameter", &mut taken),
        ty: parameter_type(scope, parameter),
        reader: match parameter.required {
            true => "required",
            false => "optional",
        },
        wire: wire(parameter),
    });
    let mut parameters: Vec<ServedParameter<'a>> = parameters.collect();
    let body = operation.body.as_ref().and_then(|body| {
        let first = body.variants.first()?;
        let (form, ty, reader) = match &body.type_name {
            None => {
                let (form, ty) = body_form(scope, body.required, first);
                (form, ty, BodyReader::One(body_reader(first)))
            }
            Some(choice) => {
                let path = scope.operations(choice);
                let variants = body.variants.iter();
                let variants = variants.map(|variant| (variant.name.clone(), body_reader(variant)));
                (
                    missing(body.required),
                    RustType::at(path.clone()),
                    BodyReader::Choice(path, variants.collect()),
                )
            }
        };
        Some(ServedBody {
            docs: Doc::of_or(&body.docs, ["The body.".into()]),
            name: name::unique(body.name.as_str(), "of_request", &mut taken),
            ty: scope.field_type(form, ty),
            presence: form.word(),
            reader,
        })
    });
    parameters.extend(credentials::credentials(scope, operation, &mut taken));
    let media_types = operation.body.iter().flat_map(|body| &body.variants);
    let media_types = media_types.map(|variant| {
        let (kind, xml) = match &variant.kind {
            BodyKind::Json(_) => ("Json", None),
            BodyKind::Form { .. } => ("Form", None),
            BodyKind::Xml(_, schema) => ("Xml", Some(scope.xml(*schema))),
            BodyKind::JsonLines(_) => ("Lines", None),
            BodyKind::Items(_) => ("Items", None),
            BodyKind::Text => ("Text", None),
            BodyKind::Binary => ("Binary", None),
            BodyKind::Multipart { .. } | BodyKind::OpenMultipart => ("Parts", None),
        };
        (variant.media_type.as_str(), kind, xml)
    });
    ServedRequest {
        docs: Doc::own(["A request of ".into(), names.link(is_webhook), ".".into()]),
        name: names.request.clone(),
        parameters,
        body,
        media_types: media_types.collect(),
        credentials: (
            name::unique("credentials", "of_request", &mut taken),
            scope.runtime_type(RuntimeItem::Credentials),
        ),
        headers: (
            name::unique("headers", "of_request", &mut taken),
            scope.runtime_type(RuntimeItem::HeaderMap),
        ),
        raw: is_webhook.then(|| {
            (
                name::unique("raw", "body", &mut taken),
                scope.runtime_type(RuntimeItem::Bytes),
            )
        }),
    }
}

fn parameter_type(scope: &Scope<'_>, parameter: &Parameter) -> RustType {
    match parameter.required {
        true => scope.ty(&parameter.ty),
        false => scope.option(scope.ty(&parameter.ty)),
    }
}

/// Returns the location and the name of a parameter, as the runtime writes them.
fn wire(parameter: &Parameter) -> String {
    let location = match parameter.location {
        Location::Path => "path",
        Location::Query | Location::QueryString => "query",
        Location::Header => "header",
        Location::Cookie => "cookie",
    };
    format!("{location} {}", parameter.wire)
}

/// Returns what the field is for a body of one media type, and the type of its value.
fn body_form(scope: &Scope<'_>, required: bool, variant: &BodyVariant) -> (FieldForm, RustType) {
    match &variant.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } | BodyKind::Xml(ty, _) => {
            let (form, ty) = FieldForm::of_body(scope.api, required, &variant.kind, ty);
            (form, scope.ty(&ty))
        }
        _ => (missing(required), body_type(scope, variant)),
    }
}

/// Returns what the field is for a body that is never null.
fn missing(required: bool) -> FieldForm {
    match required {
        true => FieldForm::Required,
        false => FieldForm::Optional,
    }
}

fn body_type(scope: &Scope<'_>, variant: &BodyVariant) -> RustType {
    match &variant.kind {
        BodyKind::Json(ty) | BodyKind::Form { ty, .. } | BodyKind::Xml(ty, _) | BodyKind::JsonLines(ty) => {
            scope.ty(ty)
        }
        BodyKind::Multipart { type_name, .. } => RustType::at(scope.operations(type_name)),
        BodyKind::Items(ty) => scope.items(ty),
        BodyKind::OpenMultipart => scope.runtime_type(RuntimeItem::Form),
        BodyKind::Text => scope.string(),
        BodyKind::Binary => scope.runtime_type(RuntimeItem::Body),
    }
}

fn body_reader(variant: &BodyVariant) -> &'static str {
    match variant.kind {
        BodyKind::Json(_) | BodyKind::Form { .. } | BodyKind::Xml(..) | BodyKind::JsonLines(_) => "value",
        BodyKind::Multipart { .. } => "parts_as",
        BodyKind::OpenMultipart => "any_form",
        BodyKind::Items(_) => "items",
        BodyKind::Text => "text",
        BodyKind::Binary => "binary",
    }
}

pub(super) fn forms<'a>(scope: &Scope<'a>, operation: &'a Operation) -> Vec<ServedForm<'a>> {
    let variants = operation.body.iter().flat_map(|body| &body.variants);
    let forms = variants.filter_map(|variant| match &variant.kind {
        BodyKind::Multipart { type_name, parts } => Some(ServedForm {
            path: scope.operations(type_name),
            fields: parts
                .iter()
                .map(|part| (part.name.clone(), part_reader(part), part.wire.as_str()))
                .collect(),
        }),
        _ => None,
    });
    forms.collect()
}

fn part_reader(part: &Part) -> &'static str {
    match (&part.kind, part.repeated, part.required) {
        (PartKind::File, true, _) => "files",
        (PartKind::File, false, true) => "file",
        (PartKind::File, false, false) => "optional_file",
        (PartKind::Text(_) | PartKind::Json(_), true, _) => "values",
        (PartKind::Text(_) | PartKind::Json(_), false, _) => "value",
    }
}
