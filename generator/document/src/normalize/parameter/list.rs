//! Lists of parameters, and how they fit the path.

use super::{Scope, StatedLocation};
use crate::description::{Location, Parameter, ParameterValue, RequestBody, Shared, Style};
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::header::is_token;
use crate::normalize::normalizer::{LEFT_OUT, Normalizer};
use crate::normalize::scalar::written;
use crate::normalize::version::Version;
use crate::source::{Node, Text};

impl<'d> Normalizer<'_, 'd> {
    /// Reads `parameters` of a path item.
    pub(in crate::normalize) fn path_item_parameters(
        &mut self,
        at: &Cursor<'d, '_>,
        scope: &mut Scope,
    ) -> Vec<Shared<Parameter>> {
        let Some(field) = at.field("parameters") else {
            return Vec::new();
        };
        let (parameters, body) = self.parameters(&field, scope, false);
        scope.body = body;
        parameters
    }

    /// Reads `parameters` of an operation, completed by what the path's template names; and the body, if it is among
    /// them.
    pub(in crate::normalize) fn operation_parameters(
        &mut self,
        at: &Cursor<'d, '_>,
        scope: &mut Scope,
    ) -> (Vec<Shared<Parameter>>, Option<Shared<RequestBody>>) {
        let field = at.field("parameters");
        let (mut parameters, body) = match &field {
            Some(field) => self.parameters(field, scope, true),
            None => (Vec::new(), None),
        };
        let body = body
            .or_else(|| scope.body.take())
            .or_else(|| self.form(std::mem::take(&mut scope.form)));
        for name in std::mem::take(&mut scope.undeclared) {
            self.warn(
                Code::UndeclaredPathParameter,
                at,
                format!("undeclared path parameter `{name}`; read as a string"),
                format!("declare `{name}` in `parameters` with `in: path`"),
            );
            let parameter = Parameter {
                required: true,
                ..self.string_parameter(at, name, Location::Path, Style::Simple)
            };
            parameters.push(Shared::Inline(parameter));
        }
        for name in std::mem::take(&mut scope.query) {
            let parameter = self.string_parameter(at, name, Location::Query, Style::Form);
            parameters.push(Shared::Inline(parameter));
        }
        (parameters, body)
    }

    fn parameters(
        &mut self,
        at: &Cursor<'d, '_>,
        scope: &mut Scope,
        of_operation: bool,
    ) -> (Vec<Shared<Parameter>>, Option<Shared<RequestBody>>) {
        let by_name = at
            .mapping()
            .is_some_and(|mapping| mapping.get("in").is_none() && mapping.get("$ref").is_none());
        let items: Vec<Cursor<'d, '_>> = if by_name {
            self.expected(at, "a list", "its values are the list");
            at.entries().map(|(_, parameter)| parameter).collect()
        } else {
            self.list(at).collect()
        };
        let declared = self.declared_path_parameters(&items, scope);
        let mut read: Vec<(Text, Location, Shared<Parameter>)> = Vec::new();
        let mut in_body = Vec::new();
        for item in &items {
            let Some((name, location)) = self.identity(item, scope) else {
                continue;
            };
            let StatedLocation::Known(location) = location else {
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
                in_body.push((item, location));
                continue;
            };
            let Some((name, location, parameter)) =
                self.checked(item, name, location, scope, of_operation && declared == 1)
            else {
                continue;
            };
            scope.declare(&name, location);
            let twice = read
                .iter()
                .position(|(known, place, _)| *known == name && *place == location);
            if let Some(earlier) = twice {
                self.warn(
                    Code::DuplicateParameter,
                    item,
                    format!("duplicate parameter `{name}`; the last one wins"),
                    "remove one of them",
                );
                read.remove(earlier);
            }
            read.push((name, location, parameter));
        }
        let body = self.swagger20_body(at, &in_body, &mut scope.form);
        let mut parameters: Vec<_> = read.into_iter().map(|(_, _, parameter)| parameter).collect();
        parameters.shrink_to_fit();
        (parameters, body)
    }

    /// Returns how many path parameters are declared that the template doesn't have.
    fn declared_path_parameters(&mut self, items: &[Cursor<'d, '_>], scope: &Scope) -> usize {
        items
            .iter()
            .filter_map(|item| self.peek_through(item))
            .filter(|node| StatedLocation::of(node) == Some(StatedLocation::Known(Location::Path)))
            .filter_map(|node| node.as_mapping()?.get("name")?.as_str())
            .filter(|name| !scope.template.iter().any(|known| **known == **name))
            .filter(|name| scope.in_query(name).is_none() && !scope.is_unsent(name))
            .count()
    }

    /// Returns the name and the location of a parameter, behind all references.
    pub(super) fn identity(&mut self, at: &Cursor<'d, '_>, scope: &Scope) -> Option<(Text, StatedLocation)> {
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
        let Some(mapping) = node.as_mapping() else {
            self.expected(at, "a parameter", "ignored");
            return None;
        };
        let stated = mapping.get("in").and_then(Node::as_str);
        let Some(name) = self.parameter_name(at, mapping.get("name")) else {
            if stated.and_then(StatedLocation::read) == Some(StatedLocation::Body) {
                return Some(("body".into(), StatedLocation::Body));
            }
            self.warn(
                Code::MissingField,
                at,
                "missing `name` of the parameter; ignored",
                "give it a `name`",
            );
            return None;
        };
        let location = match stated.map(|stated| (stated, StatedLocation::read(stated))) {
            Some((_, Some(location))) => location,
            unknown => {
                let guess = if scope.template.contains(&name) {
                    StatedLocation::Known(Location::Path)
                } else if mapping.get("in").is_none() && mapping.get("content").is_some() {
                    StatedLocation::Body
                } else {
                    StatedLocation::Known(Location::Query)
                };
                let is = match unknown {
                    Some((stated, _)) => format!("unknown location `{stated}`"),
                    None => "missing `in`".to_owned(),
                };
                self.warn_of_field(
                    Code::ParameterLocation,
                    at,
                    "in",
                    format!("{is} of the parameter `{name}`; read as `{}`", guess.as_str()),
                    "write one of `path`, `query`, `header`, `cookie`",
                );
                guess
            }
        };
        Some((name, location))
    }

    /// Returns the name of a parameter at `at`. One that is no text is reported where it stands itself.
    fn parameter_name(&mut self, at: &Cursor<'d, '_>, name: Option<&'d Node>) -> Option<Text> {
        if let Some(field) = at.field("name") {
            return self.text(&field);
        }
        match name? {
            Node::Null | Node::Sequence(_) | Node::Mapping(_) => None,
            scalar => Some(written(scalar)),
        }
    }

    /// Reads a parameter, if it can be sent: a path parameter must be in the template, or in its query.
    fn checked(
        &mut self,
        at: &Cursor<'d, '_>,
        name: Text,
        location: Location,
        scope: &Scope,
        is_only_one: bool,
    ) -> Option<(Text, Location, Shared<Parameter>)> {
        let in_template = !scope.has_template || scope.template.contains(&name);
        if location != Location::Path || in_template {
            // The component says that its name can't be sent.
            if location == Location::Header && at.reference().is_some() && !is_token(name.trim()) {
                return None;
            }
            let parameter = self.parameter(at, &name, location)?;
            return Some((name, location, parameter));
        }
        if scope.is_unsent(&name) {
            return None;
        }
        if let Some(name) = scope.in_query(&name) {
            return self.parameter_as(at, name.clone(), Location::Query);
        }
        let Some(meant) = scope.meant_by(&name, is_only_one) else {
            self.warn_of_field(
                Code::UnusedPathParameter,
                at,
                "name",
                format!("the path has no parameter `{name}`; ignored"),
                format!("put `{{{name}}}` into the path, or remove the parameter"),
            );
            return None;
        };
        self.warn_of_field(
            Code::UnusedPathParameter,
            at,
            "name",
            format!("the path has no parameter `{name}`; read as `{meant}`"),
            format!("name it `{meant}`"),
        );
        self.parameter_as(at, meant, location)
    }

    /// Reads a parameter that has another name, or is elsewhere, than it says.
    fn parameter_as(
        &mut self,
        at: &Cursor<'d, '_>,
        name: Text,
        location: Location,
    ) -> Option<(Text, Location, Shared<Parameter>)> {
        let parameter = self.follow(at, LEFT_OUT, |normalizer, at| {
            normalizer.parameter_here(at, name.clone(), location)
        })??;
        Some((name, location, Shared::Inline(parameter)))
    }

    /// Creates an optional parameter of which nothing but the name is known.
    fn string_parameter(
        &mut self,
        at: &Cursor<'d, '_>,
        name: Text,
        location: Location,
        style: Style,
    ) -> Parameter {
        Parameter {
            name,
            location,
            description: None,
            required: false,
            deprecated: false,
            value: ParameterValue::Schema {
                schema: self.string_schema(at),
                style,
                explode: style == Style::Form,
                allow_reserved: false,
            },
            example: None,
            extensions: crate::description::Extensions::default(),
            source: self.source(at),
        }
    }
}
