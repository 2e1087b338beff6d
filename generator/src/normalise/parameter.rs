//! Parameter Objects, alone and in the lists of path items and operations.

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr, RequestBody, Schema, SchemaData, SchemaKind, StringType, Type,
};

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::At;
use super::extension;
use super::lift::{LEFT_OUT, Lift};
use super::name::folded;
use super::path::{Template, parameters_of};
use super::reference::{Kind, Target};
use super::swagger20;
use super::version::Version;

/// What the path around says of parameters.
#[derive(Clone, Default)]
pub(super) struct Scope {
    /// Names in the template that no parameter is declared for yet.
    undeclared: Vec<String>,
    /// All names in the template.
    template: Vec<String>,
    /// Names in the template's query that no parameter is declared for yet.
    query: Vec<String>,
    /// Without a template there is nothing to check: a webhook.
    has_template: bool,
}

impl Scope {
    pub(super) fn of(template: &Template) -> Self {
        let path = template.key.split(['?', '#']).next().unwrap_or_default();
        let names: Vec<String> = parameters_of(path).map(str::to_owned).collect();
        Self {
            undeclared: names.clone(),
            template: names,
            query: template.query.clone(),
            has_template: true,
        }
    }

    fn declare(&mut self, name: &str, location: Location) {
        match location {
            Location::Path => self.undeclared.retain(|known| known != name),
            Location::Query => self.query.retain(|known| known != name),
            _ => {}
        }
    }

    /// The name in the template that a declared path parameter means, if it is another one.
    fn meant_by(&self, name: &str, only: bool) -> Option<String> {
        let alike = self.undeclared.iter().find(|known| folded(known) == folded(name));
        match (alike, self.undeclared.as_slice()) {
            (Some(alike), _) => Some(alike.clone()),
            (None, [single]) if only => Some(single.clone()),
            _ => None,
        }
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    QueryString,
    Header,
    Cookie,
    /// Swagger 2.0: the body.
    Body,
    /// Swagger 2.0: a field of a form, which is the body.
    Form,
}

impl Location {
    fn read(text: &str) -> Option<Self> {
        Some(match text.trim().to_ascii_lowercase().as_str() {
            "path" | "url" | "uri" => Self::Path,
            "query" | "params" => Self::Query,
            "querystring" => Self::QueryString,
            "header" | "headers" => Self::Header,
            "cookie" | "cookies" => Self::Cookie,
            "body" => Self::Body,
            "formdata" | "form" | "form-data" => Self::Form,
            _ => return None,
        })
    }

    pub(super) fn of(node: &Node) -> Option<Self> {
        Self::read(node.as_mapping()?.get("in")?.as_str()?)
    }
}

impl<'d> Lift<'_, 'd> {
    /// `parameters` of a path item.
    pub(super) fn path_item_parameters(
        &mut self,
        at: &At<'d, '_>,
        scope: &mut Scope,
    ) -> Vec<ReferenceOr<Parameter>> {
        let Some(field) = at.field("parameters") else {
            return Vec::new();
        };
        let (parameters, body) = self.parameters(&field, scope, false);
        if body.is_some() {
            self.warn(
                Code::ParameterLocation,
                &field,
                "a body is described in the parameters of a path; it is left out",
                "describe it in the operations that have it",
            );
        }
        parameters
    }

    /// `parameters` of an operation, completed by what the path's template names; and the body, if it is among
    /// them.
    pub(super) fn operation_parameters(
        &mut self,
        at: &At<'d, '_>,
        scope: &mut Scope,
    ) -> (Vec<ReferenceOr<Parameter>>, Option<ReferenceOr<RequestBody>>) {
        let field = at.field("parameters");
        let (mut parameters, body) = match &field {
            Some(field) => self.parameters(field, scope, true),
            None => (Vec::new(), None),
        };
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
    fn identity(&mut self, at: &At<'d, '_>, scope: &Scope) -> Option<(String, Location)> {
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
            Node::String(text) => text.clone(),
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

    fn parameter(&mut self, at: &At<'d, '_>, location: Location) -> Option<ReferenceOr<Parameter>> {
        if let Some(reference) = at.reference() {
            let reference = self.component_reference(Kind::Parameter, at, reference)?;
            return Some(ReferenceOr::Reference { reference });
        }
        if self.references.is_inner(at.node) {
            let target = Target {
                place: at.place(),
                node: at.node,
            };
            let reference = self.component(Kind::Parameter, target);
            return Some(ReferenceOr::Reference { reference });
        }
        self.parameter_here(at, location).map(ReferenceOr::Item)
    }

    /// A parameter among the components.
    pub(super) fn parameter_component(&mut self, at: &At<'d, '_>) -> Option<ReferenceOr<Parameter>> {
        if let Some(reference) = at.reference() {
            let reference = self.component_reference(Kind::Parameter, at, reference)?;
            return Some(ReferenceOr::Reference { reference });
        }
        let (_, location) = self.identity(at, &Scope::default())?;
        self.parameter_here(at, location).map(ReferenceOr::Item)
    }

    fn parameter_here(&mut self, at: &At<'d, '_>, location: Location) -> Option<Parameter> {
        let name = self.text_field(at, "name")?;
        let (style, explode) = self.style(at);
        let mut data = ParameterData {
            name,
            description: self.text_field(at, "description"),
            required: self.flag_field(at, "required"),
            deprecated: self.flag_field(at, "deprecated").then_some(true),
            format: self.format(at),
            example: at
                .field("example")
                .filter(|example| !matches!(example.node, Node::Null))
                .map(|example| example.node.to_json()),
            examples: indexmap::IndexMap::new(),
            explode,
            extensions: self.extensions(at),
        };
        self.known_fields(at, "a parameter", FIELDS);
        Some(match location {
            Location::Path => {
                if !data.required {
                    self.warn(
                        Code::PathParameterNotRequired,
                        at,
                        format!(
                            "the path parameter `{}` is not `required: true`, though a path needs it",
                            data.name
                        ),
                        "write `required: true`",
                    );
                    data.required = true;
                }
                Parameter::Path {
                    style: match style {
                        None | Some("simple") => PathStyle::Simple,
                        Some("label") => PathStyle::Label,
                        Some("matrix") => PathStyle::Matrix,
                        Some(style) => self.unknown_style(at, style, "simple", PathStyle::Simple),
                    },
                    parameter_data: data,
                }
            }
            Location::Header => {
                if !matches!(style, None | Some("simple")) {
                    self.unknown_style(at, style.unwrap_or_default(), "simple", ());
                }
                Parameter::Header {
                    parameter_data: data,
                    style: HeaderStyle::Simple,
                }
            }
            Location::Cookie => {
                // OpenAPI 3.2 has `cookie` besides, which differs only in what it doesn't escape.
                if !matches!(style, None | Some("form" | "cookie")) {
                    self.unknown_style(at, style.unwrap_or_default(), "form", ());
                }
                Parameter::Cookie {
                    parameter_data: data,
                    style: CookieStyle::Form,
                }
            }
            Location::Query | Location::QueryString | Location::Body | Location::Form => {
                if location == Location::QueryString {
                    data.extensions
                        .insert(extension::LOCATION.to_owned(), "querystring".into());
                }
                Parameter::Query {
                    style: match style {
                        None | Some("form") => QueryStyle::Form,
                        Some("spaceDelimited") => QueryStyle::SpaceDelimited,
                        Some("pipeDelimited") => QueryStyle::PipeDelimited,
                        Some("deepObject") => QueryStyle::DeepObject,
                        Some(extension::TAB_DELIMITED) => {
                            data.extensions
                                .insert(extension::STYLE.to_owned(), extension::TAB_DELIMITED.into());
                            QueryStyle::Form
                        }
                        Some(style) => self.unknown_style(at, style, "form", QueryStyle::Form),
                    },
                    allow_reserved: self.flag_field(at, "allowReserved"),
                    allow_empty_value: self.flag_field(at, "allowEmptyValue").then_some(true),
                    parameter_data: data,
                }
            }
        })
    }

    fn unknown_style<S>(&mut self, at: &At<'d, '_>, style: &str, read: &str, value: S) -> S {
        self.warn(
            Code::UnknownStyle,
            at,
            format!("there is no style `{style}` in that location; it is read as `{read}`"),
            format!("write `style: {read}`"),
        );
        value
    }

    /// `style` and `explode`, or what `collectionFormat` of Swagger 2.0 says of them.
    fn style(&mut self, at: &At<'d, '_>) -> (Option<&'d str>, Option<bool>) {
        if let Some(style) = swagger20::style(self, at) {
            return style;
        }
        let style = at.field("style").and_then(|style| style.text());
        let explode = at.field("explode").and_then(|explode| self.flag(&explode));
        (style, explode)
    }

    /// The schema or the content of a parameter or header.
    pub(super) fn format(&mut self, at: &At<'d, '_>) -> ParameterSchemaOrContent {
        if let Some(schema) = at
            .field("schema")
            .filter(|schema| !matches!(schema.node, Node::Null))
        {
            return ParameterSchemaOrContent::Schema(self.schema(&schema));
        }
        if let Some(content) = at.field("content") {
            let content = self.content(&content);
            if !content.is_empty() {
                return ParameterSchemaOrContent::Content(content);
            }
        }
        let is_swagger = self.version(at.file()) == Version::Swagger20;
        let stated = at.mapping().is_some_and(|mapping| {
            ["type", "enum", "items", "format"]
                .iter()
                .any(|key| mapping.get(key).is_some())
        });
        if stated {
            if !is_swagger {
                self.warn(
                    Code::MissingSchema,
                    at,
                    "keywords of a schema stand beside the parameter's fields; they are read as its `schema`",
                    "move them into `schema`",
                );
            }
            return ParameterSchemaOrContent::Schema(self.schema_of_parameter(at));
        }
        self.warn(
            Code::MissingSchema,
            at,
            "nothing says of which type this is; it is taken to be a string",
            "give it a `schema`",
        );
        ParameterSchemaOrContent::Schema(ReferenceOr::Item(string()))
    }
}

impl Location {
    fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::QueryString => "querystring",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
            Self::Form => "formData",
        }
    }
}

const FIELDS: &[&str] = &[
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "allowReserved",
    "schema",
    "example",
    "examples",
    "content",
    // Swagger 2.0
    "type",
    "format",
    "items",
    "collectionFormat",
    "default",
    "enum",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "uniqueItems",
];

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

fn string() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::String(StringType::default())),
    }
}
