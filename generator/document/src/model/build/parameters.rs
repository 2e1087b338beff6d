//! Parameters of operations.

use super::operations::Endpoint;
use super::origin::Trail;
use super::reach::Owner;
use super::{Builder, docs};
use crate::description::{Id, Location, Parameter as Source, ParameterValue, SchemaId, Style};
use crate::model::{Origin, Parameter, ParameterEncoding, Step, Type};
use crate::order;

impl<'a> Builder<'a> {
    /// Returns the parameters of an operation: those of the path in its order, then the rest in the document's order.
    pub(super) fn parameters(&mut self, endpoint: &Endpoint<'a>, trail: &Trail<'_>) -> Vec<Parameter> {
        let components = &self.description.components.parameters;
        let mut parameters: Vec<(&'a Source, Option<Id<Source>>)> = Vec::new();
        for parameter in endpoint.listed(components) {
            match parameters.iter_mut().find(|known| are_one(known.0, parameter.0)) {
                Some(known) => *known = parameter,
                None => parameters.push(parameter),
            }
        }
        parameters.retain(|(parameter, _)| !is_set_elsewhere(parameter));
        let path = &endpoint.item.path;
        order::sort_by_key(&mut parameters, |(parameter, _)| match parameter.location {
            Location::Path => path
                .find(&format!("{{{}}}", parameter.name))
                .unwrap_or(path.len()),
            _ => usize::MAX,
        });
        parameters
            .into_iter()
            .map(|(parameter, component)| self.parameter(parameter, component, trail))
            .collect()
    }

    fn parameter(
        &mut self,
        source: &'a Source,
        component: Option<Id<Source>>,
        trail: &Trail<'_>,
    ) -> Parameter {
        let component = component.map(|id| {
            let component = &self.description.components.parameters[id.index()];
            component.name.to_string()
        });
        let trail = match &component {
            Some(key) => Trail::root(Origin::Parameter(key.clone())),
            None => trail.step(Step::Parameter(source.name.to_string())),
        };
        let (schema, encoding) = match &source.value {
            ParameterValue::Schema {
                schema,
                style,
                explode,
                allow_reserved,
            } => (
                Some(*schema),
                ParameterEncoding::Style {
                    style: *style,
                    // It is not defined otherwise.
                    explode: *explode || *style == Style::DeepObject,
                    allow_reserved: *allow_reserved,
                },
            ),
            ParameterValue::Content(content) => (
                content.schema,
                ParameterEncoding::Content {
                    media_type: content.name.to_string(),
                },
            ),
        };
        let mut docs = self.copied(source.description.as_ref());
        let ty = match schema {
            None => Type::String,
            Some(schema) => {
                let combined = self.combined(schema);
                docs.notes = docs::limits(&combined.keywords);
                if docs.description.is_none() {
                    docs.description = docs::text(combined.keywords.description.as_ref());
                }
                self.shared_type(schema, &trail)
            }
        };
        docs.notes
            .extend(docs::value("Example", source.example.as_deref()));
        let ty = match (ty, &encoding) {
            (Type::Nullable(inner), ParameterEncoding::Style { .. }) => *inner,
            (ty, _) => ty,
        };
        Parameter {
            is_several_segments: source.location == Location::Path
                && schema.is_some_and(|schema| {
                    let combined = self.combined(schema);
                    let pattern = combined.keywords.string.as_ref();
                    let pattern = pattern.and_then(|string| string.pattern.as_deref());
                    pattern.is_some_and(demands_slash)
                }),
            wire: source.name.to_string(),
            source: source.source,
            component,
            location: source.location,
            required: source.required,
            ty,
            encoding,
            docs,
            deprecated: source.deprecated,
        }
    }

    /// Returns the type of a schema that stands at one place but is asked for by several operations: made once.
    pub(super) fn shared_type(&mut self, schema: SchemaId, trail: &Trail<'_>) -> Type {
        self.note_reached(schema);
        if let Some(ty) = self.shared.get(&schema) {
            return ty.clone();
        }
        let outer = std::mem::replace(&mut self.owner, Owner::Shared(schema));
        let ty = self.type_of(schema, trail);
        self.owner = outer;
        self.shared.insert(schema, ty.clone());
        ty
    }
}

/// Returns whether all texts that a regular expression takes have a slash: one stands outside of its classes.
fn demands_slash(pattern: &str) -> bool {
    let (mut in_class, mut is_escaped) = (false, false);
    for character in pattern.chars() {
        match character {
            '/' if !in_class => return true,
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
    }
    false
}

/// Returns whether the second of two parameters overrides the first.
fn are_one(a: &Source, b: &Source) -> bool {
    let is_query = |location| matches!(location, Location::Query | Location::QueryString);
    (a.location == b.location || (is_query(a.location) && is_query(b.location))) && a.name == b.name
}

/// Returns whether the specification leaves a header to other parts of the document.
fn is_set_elsewhere(parameter: &Source) -> bool {
    parameter.location == Location::Header
        && ["accept", "content-type", "authorization"]
            .iter()
            .any(|set| parameter.name.eq_ignore_ascii_case(set))
}
