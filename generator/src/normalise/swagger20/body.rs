//! Bodies and forms, which stand among the parameters.

use indexmap::IndexMap;
use openapiv3::{
    Content, MediaType, ObjectType, ReferenceOr, RequestBody, Schema, SchemaData, SchemaKind, StringType,
    Type,
};

use super::content::{content_of, media_types};
use super::style::{form_encoding, style};
use crate::diagnostic::Code;
use crate::normalise::at::At;
use crate::normalise::lift::{LEFT_OUT, Lift};
use crate::normalise::parameter::Location;
use crate::normalise::schema::boxed;

/// The body that parameters `in: body` or `in: formData` make.
pub(in crate::normalise) fn body<'d>(
    lift: &mut Lift<'_, 'd>,
    parameters: &[(At<'d, '_>, Location)],
) -> Option<ReferenceOr<RequestBody>> {
    let is_body = |location: &Location| *location == Location::Body;
    if let Some((at, _)) = parameters.iter().find(|(_, location)| is_body(location)) {
        if parameters.len() > 1 {
            lift.warn(
                Code::ParameterLocation,
                at,
                "there is more than one body; this one counts",
                "describe one body with all that it holds",
            );
        }
        return lift
            .follow(at, LEFT_OUT, body_of_parameter)?
            .map(ReferenceOr::Item);
    }
    form(lift, parameters).map(ReferenceOr::Item)
}

fn body_of_parameter<'d>(lift: &mut Lift<'_, 'd>, at: &At<'d, '_>) -> Option<RequestBody> {
    let consumes = lift.media_types.consumes.clone();
    let names = media_types(lift, at, &consumes, "application/json");
    let canonical = at.canonical();
    let pointer = match canonical.rfind("/parameters/") {
        Some(end) => format!("{}/requestBody/content", canonical.get(..end).unwrap_or_default()),
        None => canonical,
    };
    Some(RequestBody {
        description: lift.text_field(at, "description"),
        content: match at.field("schema") {
            Some(schema) => content_of(lift, &schema, names, &pointer),
            None => lift.content_or_schema(at),
        },
        required: lift.flag_field(at, "required"),
        extensions: lift.extensions(at),
    })
}

/// `in: formData`: the fields of a form.
fn form<'d>(lift: &mut Lift<'_, 'd>, parameters: &[(At<'d, '_>, Location)]) -> Option<RequestBody> {
    let (first, _) = parameters.first()?;
    let mut object = ObjectType::default();
    let mut encoding = IndexMap::new();
    let mut has_file = false;
    for (at, _) in parameters {
        lift.follow(at, LEFT_OUT, |lift, at| {
            let Some(name) = lift.text_field(at, "name") else {
                return;
            };
            has_file |= at.field("type").and_then(|kind| kind.text()) == Some("file");
            let mut schema = match at.field("schema") {
                Some(schema) => lift.schema(&schema),
                None if at.field("type").is_some() || at.field("enum").is_some() => {
                    lift.schema_of_parameter(at)
                }
                None => ReferenceOr::Item(Schema {
                    schema_data: SchemaData::default(),
                    schema_kind: SchemaKind::Type(Type::String(StringType::default())),
                }),
            };
            if let ReferenceOr::Item(schema) = &mut schema {
                schema.schema_data.description = lift.text_field(at, "description");
            }
            if lift.flag_field(at, "required") {
                object.required.push(name.clone());
            }
            if let Some((style, Some(explode))) = style(lift, at)
                && at.field("type").and_then(|kind| kind.text()) == Some("array")
            {
                encoding.insert(name.clone(), form_encoding(style, explode));
            }
            object.properties.insert(name, boxed(schema));
        });
    }
    let consumes = lift.media_types.consumes.clone();
    let urlencoded = "application/x-www-form-urlencoded";
    let stated = |name: &str| consumes.iter().any(|stated| stated.trim().starts_with(name));
    let name = if has_file || (stated("multipart/form-data") && !stated(urlencoded)) {
        "multipart/form-data"
    } else {
        urlencoded
    };
    let pointer = first.canonical();
    if let Some(end) = pointer.rfind("/parameters/") {
        let operation = pointer.get(..end).unwrap_or_default();
        lift.origins
            .insert(format!("{operation}/requestBody"), first.place());
    }
    Some(RequestBody {
        required: !object.required.is_empty(),
        content: Content::from_iter([(
            name.to_owned(),
            MediaType {
                schema: Some(ReferenceOr::Item(Schema {
                    schema_data: SchemaData::default(),
                    schema_kind: SchemaKind::Type(Type::Object(object)),
                })),
                encoding,
                ..MediaType::default()
            },
        )]),
        ..RequestBody::default()
    })
}
