//! Parameter Objects, alone and in the lists of path items and operations.

mod list;
mod location;
mod scope;

use openapiv3::{
    CookieStyle, HeaderStyle, Parameter, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle,
    ReferenceOr, Schema, SchemaData, SchemaKind, StringType, Type,
};

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::At;
use super::extension;
use super::lift::Lift;
use super::reference::{Kind, Target};
use super::swagger20;
use super::version::Version;

pub(in crate::normalise) use location::Location;
pub(in crate::normalise) use scope::Scope;

impl<'d> Lift<'_, 'd> {
    /// A parameter, or a reference to one.
    pub(super) fn parameter(
        &mut self,
        at: &At<'d, '_>,
        location: Location,
    ) -> Option<ReferenceOr<Parameter>> {
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
    pub(in crate::normalise) fn parameter_component(
        &mut self,
        at: &At<'d, '_>,
    ) -> Option<ReferenceOr<Parameter>> {
        if let Some(reference) = at.reference() {
            let reference = self.component_reference(Kind::Parameter, at, reference)?;
            return Some(ReferenceOr::Reference { reference });
        }
        let (_, location) = self.identity(at, &Scope::default())?;
        self.parameter_here(at, location).map(ReferenceOr::Item)
    }

    pub(super) fn parameter_here(&mut self, at: &At<'d, '_>, location: Location) -> Option<Parameter> {
        let name = self.text_field(at, "name")?;
        let name = match location {
            Location::Header => self.header_name(at, &name)?,
            _ => name,
        };
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
    pub(in crate::normalise) fn format(&mut self, at: &At<'d, '_>) -> ParameterSchemaOrContent {
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

/// The schema of what nobody described.
fn string() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::String(StringType::default())),
    }
}
