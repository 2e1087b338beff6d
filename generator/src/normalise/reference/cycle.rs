//! Components that are references in a circle.

use indexmap::IndexMap;
use openapiv3::{ReferenceOr, RequestBody, Response};

use crate::diagnostic::Code;

use super::{Kind, component_pointer};
use crate::normalise::lift::Lift;
use crate::normalise::{extension, schema};

impl Lift<'_, '_> {
    /// Reports components that refer to each other in a circle with nothing in between, and breaks the circle.
    ///
    /// Whoever refers to a component meets its name and goes no further, so a circle is only seen from the whole.
    pub(in crate::normalise) fn break_alias_cycles(&mut self) {
        let components = &self.components;
        let circular = [
            (Kind::Schema, in_circles(&components.schemas)),
            (Kind::Response, in_circles(&components.responses)),
            (Kind::Parameter, in_circles(&components.parameters)),
            (Kind::RequestBody, in_circles(&components.request_bodies)),
            (Kind::Header, in_circles(&components.headers)),
        ];
        for (kind, names) in circular {
            for name in names {
                let pointer = component_pointer(kind, &name);
                self.diagnostics.error(
                    Code::ReferenceCycle,
                    self.origins.place(pointer.trim_start_matches('#')),
                    format!("`{name}` is a reference that leads back to itself"),
                    "let one of those in the circle be a definition",
                );
                self.remove_alias(kind, name);
            }
        }
    }

    fn remove_alias(&mut self, kind: Kind, name: String) {
        let components = &mut self.components;
        match kind {
            Kind::Schema => {
                components
                    .schemas
                    .insert(name, ReferenceOr::Item(schema::unresolved()));
            }
            Kind::Response => {
                components
                    .responses
                    .insert(name, ReferenceOr::Item(Response::default()));
            }
            Kind::RequestBody => {
                components
                    .request_bodies
                    .insert(name, ReferenceOr::Item(RequestBody::default()));
            }
            Kind::Parameter => {
                components.parameters.shift_remove(&name);
            }
            Kind::Header => {
                components.headers.shift_remove(&name);
            }
        }
    }
}

/// The names of components that lead back to themselves through nothing but references.
fn in_circles<T>(components: &IndexMap<String, ReferenceOr<T>>) -> Vec<String> {
    let next = |component: &ReferenceOr<T>| match component {
        ReferenceOr::Reference { reference } => {
            let name = extension::component_name(reference)?;
            components.get_key_value(name.as_ref())
        }
        ReferenceOr::Item(_) => None,
    };
    components
        .iter()
        .filter(|(name, component)| {
            let mut here = next(component);
            for _ in 0..components.len() {
                match here {
                    Some((there, _)) if there == *name => return true,
                    Some((_, component)) => here = next(component),
                    None => return false,
                }
            }
            false
        })
        .map(|(name, _)| name.clone())
        .collect()
}
