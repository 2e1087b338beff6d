//! Lists of parameters, and how they fit the path.

use openapiv3::{
    Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr, RequestBody,
};

use super::{Location, Scope, string};
use crate::diagnostic::Code;
use crate::normalise::at::At;
use crate::normalise::lift::{LEFT_OUT, Lift};
use crate::normalise::swagger20;
use crate::normalise::version::Version;
use crate::source::Node;

impl<'d> Lift<'_, 'd> {
    /// `parameters` of a path item.
    pub(in crate::normalise) fn path_item_parameters(
        &mut self,
        at: &At<'d, '_>,
        scope: &mut Scope,
    ) -> Vec<ReferenceOr<Parameter>> {
        let Some(field) = at.field("parameters") else {
            return Vec::new();
        };
        let (parameters, body) = self.parameters(&field, scope, false);
        scope.body = body;
        parameters
    }

    /// `parameters` of an operation, completed by what the path's template names; and the body, if it is among
    /// them.
    pub(in crate::normalise) fn operation_parameters(
        &mut self,
        at: &At<'d, '_>,
        scope: &mut Scope,
    ) -> (Vec<ReferenceOr<Parameter>>, Option<ReferenceOr<RequestBody>>) {
        let field = at.field("parameters");
        let (mut parameters, body) = match &field {
            Some(field) => self.parameters(field, scope, true),
            None => (Vec::new(), None),
        };
        let body = body.or_else(|| scope.body.take());
        for name in std::mem::take(&mut scope.undeclared) {
            self.warn(
                Code::UndeclaredPathParameter,
                at,
                format!("the path has a parameter `{name}` that is not declared; it is taken to be a string"),
                format!("declare `{name}` in `parameters` with `in: path`"),
            );
            parameters.push(ReferenceOr::Item(Parameter::Path {
                parameter_data: ParameterData {
                    required: true,
                    ..string_parameter(name)
                },
                style: PathStyle::default(),
            }));
        }
        for name in std::mem::take(&mut scope.query) {
            parameters.push(ReferenceOr::Item(Parameter::Query {
                parameter_data: string_parameter(name),
                allow_reserved: false,
                style: QueryStyle::default(),
                allow_empty_value: None,
            }));
        }
        (parameters, body)
    }

    fn parameters(
        &mut self,
        at: &At<'d, '_>,
        scope: &mut Scope,
        of_operation: bool,
    ) -> (Vec<ReferenceOr<Parameter>>, Option<ReferenceOr<RequestBody>>) {
        let by_name = at
            .mapping()
            .is_some_and(|mapping| mapping.get("in").is_none() && mapping.get("$ref").is_none());
        let items: Vec<At<'d, '_>> = if by_name {
            self.expected(at, "a list", "its values are read as the list");
            at.entries().map(|(_, parameter)| parameter).collect()
        } else {
            self.list(at).collect()
        };
        let declared = self.declared_path_parameters(&items, scope);
        let mut lifted: Vec<(String, Location, ReferenceOr<Parameter>)> = Vec::new();
        let mut in_body = Vec::new();
        for item in &items {
            let Some((name, location)) = self.identity(item, scope) else {
                continue;
            };
            if matches!(location, Location::Body | Location::Form) {
                if self.version(item.file()) != Version::Swagger20 {
                    self.warn(
                        Code::ParameterLocation,
                        item,
                        format!(
                            "the parameter `{name}` is in the body; since OpenAPI 3.0 that is `requestBody`"
                        ),
                        "describe the body in `requestBody`",
                    );
                }
                in_body.push((*item, location));
                continue;
            }
            let Some((name, parameter)) =
                self.checked(item, name, location, scope, of_operation && declared == 1)
            else {
                continue;
            };
            scope.declare(&name, location);
            let twice = lifted
                .iter()
                .position(|(known, place, _)| *known == name && *place == location);
            if let Some(earlier) = twice {
                self.warn(
                    Code::DuplicateParameter,
                    item,
                    format!("the parameter `{name}` stands twice in the list; this one counts"),
                    "remove one of them",
                );
                lifted.remove(earlier);
            }
            lifted.push((name, location, parameter));
        }
        let body = swagger20::body(self, &in_body);
        (
            lifted.into_iter().map(|(_, _, parameter)| parameter).collect(),
            body,
        )
    }

    /// How many path parameters are declared that the template doesn't have.
    fn declared_path_parameters(&mut self, items: &[At<'d, '_>], scope: &Scope) -> usize {
        items
            .iter()
            .filter_map(|item| self.peek_through(item))
            .filter(|node| Location::of(node) == Some(Location::Path))
            .filter_map(|node| node.as_mapping()?.get("name")?.as_str())
            .filter(|name| !scope.template.iter().any(|known| known == name))
            .count()
    }

    /// The name and the location of a parameter, behind all references.
    pub(super) fn identity(&mut self, at: &At<'d, '_>, scope: &Scope) -> Option<(String, Location)> {
        if matches!(at.node, Node::Null) {
            self.is_mapping(at);
            return None;
        }
        let Some(node) = self.peek_through(at) else {
            // Reports what is wrong with the reference.
            at.reference()
                .and_then(|reference| self.end_of_chain(at, reference, LEFT_OUT));
            return None;
        };
        let there = At::key(at, "", node);
        let Some(mapping) = node.as_mapping() else {
            self.expected(at, "a parameter", "it is left out");
            return None;
        };
        let stated = there.field("in").and_then(|location| location.text());
        let Some(name) = there.field("name").map(|name| match name.node {
            Node::String(text) => text.as_str().to_owned(),
            other => other.to_json().to_string(),
        }) else {
            let body = stated.and_then(Location::read) == Some(Location::Body);
            if body {
                return Some(("body".to_owned(), Location::Body));
            }
            self.warn(
                Code::MissingField,
                at,
                "the parameter has no `name`; it is left out",
                "give it a `name`",
            );
            return None;
        };
        let location = match stated.map(|stated| (stated, Location::read(stated))) {
            Some((_, Some(location))) => location,
            unknown => {
                let guess = if scope.template.contains(&name) {
                    Location::Path
                } else if mapping.get("in").is_none() && mapping.get("content").is_some() {
                    Location::Body
                } else {
                    Location::Query
                };
                let is = match unknown {
                    Some((stated, _)) => format!("has an unknown location `{stated}`"),
                    None => "has no `in`".to_owned(),
                };
                self.warn(
                    Code::ParameterLocation,
                    at,
                    format!("the parameter `{name}` {is}; it is read as `{}`", guess.as_str()),
                    "write one of `path`, `query`, `header`, `cookie`",
                );
                guess
            }
        };
        Some((name, location))
    }

    /// The parameter, if it can be sent: a path parameter must be in the template.
    fn checked(
        &mut self,
        at: &At<'d, '_>,
        name: String,
        location: Location,
        scope: &Scope,
        only: bool,
    ) -> Option<(String, ReferenceOr<Parameter>)> {
        let in_template = !scope.has_template || scope.template.contains(&name);
        if location != Location::Path || in_template {
            let parameter = self.parameter(at, location)?;
            return Some((name, parameter));
        }
        let Some(meant) = scope.meant_by(&name, only) else {
            self.warn(
                Code::UnusedPathParameter,
                at,
                format!("the path has no parameter `{name}`; it is left out"),
                format!("put `{{{name}}}` into the path, or remove the parameter"),
            );
            return None;
        };
        self.warn(
            Code::UnusedPathParameter,
            at,
            format!("the path has no parameter `{name}`; it is taken for `{meant}`"),
            format!("name it `{meant}`"),
        );
        let mut parameter = self.follow(at, LEFT_OUT, |lift, at| lift.parameter_here(at, location))??;
        if let Parameter::Path { parameter_data, .. } = &mut parameter {
            parameter_data.name.clone_from(&meant);
        }
        Some((meant, ReferenceOr::Item(parameter)))
    }
}

/// An optional parameter of which nothing but the name is known.
fn string_parameter(name: String) -> ParameterData {
    ParameterData {
        name,
        description: None,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(string())),
        example: None,
        examples: indexmap::IndexMap::new(),
        explode: None,
        extensions: indexmap::IndexMap::new(),
    }
}
