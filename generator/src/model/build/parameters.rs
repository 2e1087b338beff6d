//! Parameters of operations.

use openapiv3::{
    CookieStyle, HeaderStyle, Operation as Source, Parameter as SourceParameter, ParameterData,
    ParameterSchemaOrContent, PathItem, PathStyle, QueryStyle, ReferenceOr,
};

use super::origin::Trail;
use super::part::Part;
use super::pointer::escape;
use super::reference::{Standing, follow};
use super::{Builder, docs};
use crate::model::{Docs, Location, Origin, Parameter, ParameterEncoding, Step, Style, Type};
use crate::normalise::extension;

impl<'a> Builder<'a> {
    /// The parameters of an operation: those of the path in its order, then the rest in the document's order.
    pub(super) fn parameters(
        &mut self,
        item: &'a PathItem,
        source: &'a Source,
        path: &str,
        pointer: &str,
        trail: &Trail<'_>,
    ) -> Vec<Parameter> {
        let item_pointer = pointer.rsplit_once('/').map_or("", |(item, _)| item);
        let mut standing: Vec<Standing<'a, SourceParameter>> = Vec::new();
        let of_item = item
            .parameters
            .iter()
            .enumerate()
            .map(|(index, list)| (item_pointer, index, list));
        let of_operation = source
            .parameters
            .iter()
            .enumerate()
            .map(|(index, list)| (pointer, index, list));
        for (owner, index, parameter) in of_item.chain(of_operation) {
            let Some(parameter) = self.parameter_at(parameter, format!("{owner}/parameters/{index}")) else {
                continue;
            };
            match standing.iter_mut().find(|known| same(known.item, parameter.item)) {
                Some(known) => *known = parameter,
                None => standing.push(parameter),
            }
        }
        standing.retain(|standing| !is_set_elsewhere(standing.item));
        let place = |standing: &Standing<'a, SourceParameter>| match standing.item {
            SourceParameter::Path { parameter_data, .. } => path
                .find(&format!("{{{}}}", parameter_data.name))
                .unwrap_or(path.len()),
            _ => usize::MAX,
        };
        standing.sort_by_key(place);
        standing
            .into_iter()
            .map(|standing| self.parameter(standing, trail))
            .collect()
    }

    pub(super) fn parameter_at(
        &self,
        parameter: &'a ReferenceOr<SourceParameter>,
        pointer: String,
    ) -> Option<Standing<'a, SourceParameter>> {
        let components = self.openapi.components.as_ref();
        follow(
            parameter,
            pointer,
            "parameters",
            components.map(|components| &components.parameters),
        )
    }

    fn parameter(&mut self, standing: Standing<'a, SourceParameter>, trail: &Trail<'_>) -> Parameter {
        let data = data(standing.item);
        let trail = match standing.component {
            Some(component) => Trail::root(Origin::Parameter(component.to_owned())),
            None => trail.step(Step::Parameter(data.name.clone())),
        };
        let (schema, content) = match &data.format {
            ParameterSchemaOrContent::Schema(schema) => (Some((schema, "schema".to_owned())), None),
            ParameterSchemaOrContent::Content(content) => match content.first() {
                Some((media_type, content)) => {
                    let keyword = format!("content/{}/schema", escape(media_type));
                    (
                        content.schema.as_ref().map(|schema| (schema, keyword)),
                        Some(media_type.clone()),
                    )
                }
                None => (None, None),
            },
        };
        let mut docs = Docs {
            description: docs::text(self.copied(&data.description)),
            ..Docs::default()
        };
        let ty = match schema {
            None => Type::String,
            Some((schema, keyword)) => {
                let part = Part::new(schema, format!("{}/{keyword}", standing.pointer));
                let merged = self.merge(std::slice::from_ref(&part));
                docs.notes = docs::limits(&merged);
                if docs.description.is_none() {
                    docs.description = docs::text(merged.data.and_then(|data| data.description.clone()));
                }
                self.shared_type(part, &trail)
            }
        };
        let ty = match ty {
            Type::Nullable(inner) if content.is_none() => *inner,
            ty => ty,
        };
        let (location, style, allow_reserved, required) = location(standing.item);
        let explode = data
            .explode
            .unwrap_or(matches!(style, Style::Form | Style::DeepObject));
        let encoding = match content {
            Some(media_type) => ParameterEncoding::Content { media_type },
            None => ParameterEncoding::Style {
                style,
                explode,
                allow_reserved,
            },
        };
        Parameter {
            wire: data.name.clone(),
            location,
            required: required || data.required,
            ty,
            encoding,
            docs,
            deprecated: data.deprecated.unwrap_or(false),
        }
    }

    /// The type of a schema that stands at one place but is asked for by several operations: made once.
    pub(super) fn shared_type(&mut self, part: Part<'a>, trail: &Trail<'_>) -> Type {
        let pointer = part.pointer.to_string();
        self.note_reached(&pointer);
        if let Some(ty) = self.shared.get(&pointer) {
            return ty.clone();
        }
        let ty = self.type_of(part, trail);
        self.shared.insert(pointer, ty.clone());
        ty
    }
}

pub(super) fn data(parameter: &SourceParameter) -> &ParameterData {
    parameter.parameter_data_ref()
}

fn same(a: &SourceParameter, b: &SourceParameter) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b) && data(a).name == data(b).name
}

/// Headers that the specification leaves to other parts of the document.
fn is_set_elsewhere(parameter: &SourceParameter) -> bool {
    let name = &data(parameter).name;
    matches!(parameter, SourceParameter::Header { .. })
        && ["accept", "content-type", "authorization"]
            .iter()
            .any(|set| name.eq_ignore_ascii_case(set))
}

fn location(parameter: &SourceParameter) -> (Location, Style, bool, bool) {
    let data = data(parameter);
    match parameter {
        SourceParameter::Path { style, .. } => {
            let style = match style {
                PathStyle::Matrix => Style::Matrix,
                PathStyle::Label => Style::Label,
                PathStyle::Simple => Style::Simple,
            };
            (Location::Path, style, false, true)
        }
        SourceParameter::Query {
            style,
            allow_reserved,
            ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            let style = if extension::is_tab_delimited(&data.extensions) {
                Style::TabDelimited
            } else {
                style
            };
            let whole = extension::is_query_string(&data.extensions);
            (
                if whole {
                    Location::QueryString
                } else {
                    Location::Query
                },
                style,
                *allow_reserved,
                false,
            )
        }
        SourceParameter::Header {
            style: HeaderStyle::Simple,
            ..
        } => (Location::Header, Style::Simple, false, false),
        SourceParameter::Cookie {
            style: CookieStyle::Form,
            ..
        } => (Location::Cookie, Style::Form, false, false),
    }
}
