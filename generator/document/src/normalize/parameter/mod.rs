//! Parameter Objects, alone and in the lists of path items and operations.

mod list;
mod location;
mod scope;

use crate::description::keyword::Object;
use crate::description::{Location, Parameter, ParameterValue, Shared, Style};
use crate::diagnostic::Code;
use crate::source::Text;

use super::cursor::Cursor;
use super::info::extensions;
use super::normalizer::Normalizer;
use super::version::Version;

pub(in crate::normalize) use location::StatedLocation;
pub(in crate::normalize) use scope::Scope;

impl<'d> Normalizer<'_, 'd> {
    /// Reads a parameter, or a reference to one.
    fn parameter(
        &mut self,
        at: &Cursor<'d, '_>,
        name: &Text,
        location: Location,
    ) -> Option<Shared<Parameter>> {
        if let Some(reference) = at.reference() {
            return self.reference_to(at, reference);
        }
        if let Some(component) = self.inner_component(at) {
            return Some(component);
        }
        self.parameter_here(at, name.clone(), location)
            .map(Shared::Inline)
    }

    /// Reads a parameter among the components.
    pub(in crate::normalize) fn parameter_component(
        &mut self,
        at: &Cursor<'d, '_>,
    ) -> Option<Shared<Parameter>> {
        if let Some(reference) = at.reference() {
            return self.reference_to(at, reference);
        }
        let (name, location) = self.identity(at, &Scope::default())?;
        let location = match location {
            StatedLocation::Known(location) => location,
            StatedLocation::Body | StatedLocation::Form => Location::Query,
        };
        self.parameter_here(at, name, location).map(Shared::Inline)
    }

    /// Reads a parameter that stands here.
    fn parameter_here(&mut self, at: &Cursor<'d, '_>, name: Text, location: Location) -> Option<Parameter> {
        let name = match location {
            Location::Header => self.header_name(at, &name)?,
            _ => name,
        };
        let (style, explode) = self.style(at, location);
        self.take_given_name_field(at);
        let parameter = Parameter {
            description: self.text_field(at, "description"),
            required: self.flag_field(at, "required") || self.must_be_required(at, &name, location),
            deprecated: self.flag_field(at, "deprecated"),
            value: self.parameter_value(at, Object::Parameter, style, explode),
            example: self.example(at),
            extensions: extensions(at),
            source: self.source(at),
            name,
            location,
        };
        self.known_fields(at, Object::Parameter);
        Some(parameter)
    }

    /// Returns whether a parameter has to be required, though it is not said, which is reported.
    fn must_be_required(&mut self, at: &Cursor<'d, '_>, name: &str, location: Location) -> bool {
        if location != Location::Path {
            return false;
        }
        self.warn(
            Code::PathParameterNotRequired,
            at,
            format!("missing `required: true` of the path parameter `{name}`; read as required"),
            "write `required: true`",
        );
        true
    }

    /// Returns `style` and `explode`, or what `collectionFormat` of Swagger 2.0 says of them.
    fn style(&mut self, at: &Cursor<'d, '_>, location: Location) -> (Style, Option<bool>) {
        let (stated, explode) = match self.collection_format(at) {
            Some(Some((style, explode))) => return (style, explode),
            Some(None) => (None, None),
            None => {
                let explode = at.field("explode").and_then(|explode| self.flag(&explode));
                (at.text_at("style"), explode)
            }
        };
        let default = match location {
            Location::Path | Location::Header => Style::Simple,
            Location::Query | Location::QueryString | Location::Cookie => Style::Form,
        };
        let style = match (location, stated) {
            (_, None) => default,
            (Location::Path | Location::Header, Some("simple")) => Style::Simple,
            (Location::Path, Some("label")) => Style::Label,
            (Location::Path, Some("matrix")) => Style::Matrix,
            // OpenAPI 3.2 has `cookie` besides, which differs only in what it doesn't escape.
            (Location::Cookie, Some("form" | "cookie")) => Style::Form,
            (Location::Query | Location::QueryString, Some("form")) => Style::Form,
            (Location::Query | Location::QueryString, Some("spaceDelimited")) => Style::SpaceDelimited,
            (Location::Query | Location::QueryString, Some("pipeDelimited")) => Style::PipeDelimited,
            (Location::Query | Location::QueryString, Some("deepObject")) => Style::DeepObject,
            (_, Some(unknown)) => {
                let read = if default == Style::Form { "form" } else { "simple" };
                self.warn_of_field(
                    Code::UnknownStyle,
                    at,
                    "style",
                    format!("invalid style `{unknown}` in this location; read as `{read}`"),
                    format!("write `style: {read}`"),
                );
                default
            }
        };
        (style, explode)
    }

    /// Reads what a parameter or header holds, and how it is written.
    pub(in crate::normalize) fn parameter_value(
        &mut self,
        at: &Cursor<'d, '_>,
        object: Object,
        style: Style,
        explode: Option<bool>,
    ) -> ParameterValue {
        let allow_reserved = self.flag_field(at, "allowReserved");
        let by_schema = |schema| ParameterValue::Schema {
            schema,
            style,
            explode: explode.unwrap_or(style == Style::Form),
            allow_reserved,
        };
        if let Some(schema) = at.field_with_value("schema") {
            return by_schema(self.schema(&schema));
        }
        if let Some(content) = at.field("content") {
            let media_types = self.content(&content);
            if media_types.len() > 1 {
                self.warn(
                    Code::MediaType,
                    &content,
                    format!(
                        "expected one media type, found {}; the first one wins",
                        media_types.len()
                    ),
                    "keep one of them",
                );
            }
            if let Some(media_type) = media_types.into_iter().next() {
                return ParameterValue::Content(Box::new(media_type));
            }
        }
        if at.has_any(&["type", "enum", "items", "format"]) {
            if self.version(at.file()) != Version::Swagger20 {
                self.warn(
                    Code::MissingSchema,
                    at,
                    "expected `schema`, found keywords of a schema; read as the `schema`",
                    "move them into `schema`",
                );
            }
            return by_schema(self.schema_of_parameter(at, object));
        }
        self.warn(
            Code::MissingSchema,
            at,
            "missing schema; read as a string",
            "give it a `schema`",
        );
        by_schema(self.string_schema(at))
    }
}
