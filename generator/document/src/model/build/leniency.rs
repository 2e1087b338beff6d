//! Required properties that a user accepts to be missing in responses.

use super::reach::reachable;
use crate::diagnostic::{Code, Diagnostics, FileId, SourcePointer};
use crate::model::{Api, FieldSource, Presence, Settings, TypeKind};
use crate::source::pointer;

/// Makes the required properties of responses optional that are at or below one of these places of the document's first file: `#` is
/// everywhere, `#/components/schemas/Pet` a schema, `#/components/schemas/Pet/properties/name` a property. A place without
/// such a property is an error.
pub(super) fn accept_missing(api: &mut Api, settings: &Settings, diagnostics: &mut Diagnostics) {
    let places = &settings.accept_missing;
    if places.is_empty() {
        return;
    }
    let mut used = vec![false; places.len()];
    let mut types = Vec::new();
    for operation in &api.operations {
        let responses = operation.success.iter().chain(&operation.failure);
        let bodies = responses.filter_map(|response| response.payload.ty());
        bodies.for_each(|ty| ty.named(&mut types));
    }
    let received = reachable(&api.types, types);
    for (def, _) in api
        .types
        .iter_mut()
        .zip(received)
        .filter(|(_, received)| *received)
    {
        let TypeKind::Struct(object) = &mut def.kind else {
            continue;
        };
        let of_type = api.sources.place(def.source);
        let required = object.fields.iter_mut();
        for field in required.filter(|field| field.presence == Presence::Required) {
            let property = property_pointer(&field.wire);
            let of_field = match field.source {
                Some(FieldSource::Here(source)) => api.sources.place(source),
                Some(FieldSource::PropertyOf(source)) => below(api.sources.place(source), &property),
                None => below(of_type.clone(), &property),
            };
            let mut is_accepted = false;
            for (place, used) in places.iter().zip(&mut used) {
                if is_within(&of_type, place) || is_within(&of_field, place) {
                    is_accepted = true;
                    *used = true;
                }
            }
            if is_accepted {
                field.presence = Presence::Optional;
                field
                    .docs
                    .notes
                    .push("Required, but accepted to be missing.".to_owned());
            }
        }
    }
    for (place, _) in places.iter().zip(used).filter(|(_, used)| !used) {
        settings.report(
            ("accept-missing", place),
            Code::EmptySelection,
            format!("no required property of a response is at or below `{place}`"),
            "a place is that of a schema or a property, as errors of a client name it: `#/components/schemas/Pet/properties/name`; \
             `#` is everywhere",
            diagnostics,
        );
    }
}

/// Returns the pointer from a schema to its property.
pub fn property_pointer(name: &str) -> String {
    let mut text = String::new();
    pointer::push_key(&mut text, "properties");
    pointer::push_key(&mut text, name);
    text
}

fn below(mut place: SourcePointer, pointer: &str) -> SourcePointer {
    place.pointer.push_str(pointer);
    place
}

fn is_within(place: &SourcePointer, setting: &str) -> bool {
    let setting = setting.strip_prefix('#').unwrap_or(setting);
    let rest = place.pointer.strip_prefix(setting);
    place.file == FileId(0) && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
