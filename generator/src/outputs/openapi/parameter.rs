//! Parameters and headers.

use indexmap::IndexMap;
use openapiv3::{
    CookieStyle, HeaderStyle, ParameterData, ParameterSchemaOrContent, PathStyle, QueryStyle, ReferenceOr,
    Schema, SchemaData, SchemaKind, StringType, Type,
};
use serde_json::Value;

use super::{Conversion, extensions, text};
use specwright_document::description::{
    Header, Kind, Location, MediaType, Parameter, ParameterValue, Shared, Source, Style,
};

/// What a parameter or a header holds, as it can be said.
struct Holds<S> {
    format: ParameterSchemaOrContent,
    style: S,
    explode: Option<bool>,
    allow_reserved: bool,
}

impl Conversion<'_> {
    pub(super) fn component_parameters(&mut self) -> IndexMap<String, ReferenceOr<openapiv3::Parameter>> {
        let mut parameters = IndexMap::new();
        for (index, component) in self.description.components.parameters.iter().enumerate() {
            let id = specwright_document::description::Id::<Parameter>::new(index);
            let key = self.names.component(Kind::Parameter, id).map(str::to_owned);
            let parameter = match &component.item {
                Shared::Inline(parameter) => self.parameter(parameter).map(ReferenceOr::Item),
                Shared::Component(_) => self.shared_parameter(&component.item),
            };
            if let (Some(key), Some(parameter)) = (key, parameter) {
                parameters.insert(key, parameter);
            }
        }
        parameters
    }

    pub(super) fn component_headers(&mut self) -> IndexMap<String, ReferenceOr<openapiv3::Header>> {
        let mut headers = IndexMap::new();
        for (index, component) in self.description.components.headers.iter().enumerate() {
            let id = specwright_document::description::Id::<Header>::new(index);
            if let Some(key) = self.names.component(Kind::Header, id).map(str::to_owned) {
                let header = self.shared_header(&component.item);
                headers.insert(key, header);
            }
        }
        headers
    }

    /// Converts a list of parameters.
    pub(super) fn parameters(
        &mut self,
        parameters: &[Shared<Parameter>],
    ) -> Vec<ReferenceOr<openapiv3::Parameter>> {
        parameters
            .iter()
            .filter_map(|parameter| self.shared_parameter(parameter))
            .collect()
    }

    /// Converts a parameter; `None` for one that OpenAPI 3.0 has no place for.
    fn shared_parameter(
        &mut self,
        parameter: &Shared<Parameter>,
    ) -> Option<ReferenceOr<openapiv3::Parameter>> {
        match parameter {
            Shared::Inline(parameter) => self.parameter(parameter).map(ReferenceOr::Item),
            Shared::Component(id) => {
                let (resolved, _) = parameter.resolve(&self.description.components.parameters)?;
                if is_left_out(resolved) {
                    return None;
                }
                let key = self.names.component(Kind::Parameter, *id)?;
                Some(ReferenceOr::Reference {
                    reference: format!("#/components/parameters/{key}"),
                })
            }
        }
    }

    fn parameter(&mut self, parameter: &Parameter) -> Option<openapiv3::Parameter> {
        if is_left_out(parameter) {
            self.not_in_openapi_30(
                parameter.source,
                &format!("the parameter `{}` in `querystring`", parameter.name),
                "left out",
            );
            return None;
        }
        let source = parameter.source;
        let value = &parameter.value;
        Some(match parameter.location {
            Location::Query => {
                let holds = self.holds(value, source, query_style);
                openapiv3::Parameter::Query {
                    allow_reserved: holds.allow_reserved,
                    style: holds.style.clone(),
                    allow_empty_value: None,
                    parameter_data: data(parameter, holds),
                }
            }
            Location::QueryString => {
                let holds = Holds {
                    format: self.form_of_query(value),
                    style: QueryStyle::Form,
                    explode: None,
                    allow_reserved: false,
                };
                openapiv3::Parameter::Query {
                    allow_reserved: false,
                    style: QueryStyle::Form,
                    allow_empty_value: None,
                    parameter_data: data(parameter, holds),
                }
            }
            Location::Header => {
                let holds = self.holds(value, source, header_style);
                self.only_queries_reserve(&holds, source);
                openapiv3::Parameter::Header {
                    style: holds.style.clone(),
                    parameter_data: data(parameter, holds),
                }
            }
            Location::Path => {
                let holds = self.holds(value, source, path_style);
                self.only_queries_reserve(&holds, source);
                openapiv3::Parameter::Path {
                    style: holds.style.clone(),
                    parameter_data: data(parameter, holds),
                }
            }
            Location::Cookie => {
                let holds = self.holds(value, source, cookie_style);
                self.only_queries_reserve(&holds, source);
                openapiv3::Parameter::Cookie {
                    style: holds.style.clone(),
                    parameter_data: data(parameter, holds),
                }
            }
        })
    }

    /// Converts headers of a response or of a part.
    pub(super) fn headers(
        &mut self,
        headers: &[(specwright_document::source::Text, Shared<Header>)],
    ) -> IndexMap<String, ReferenceOr<openapiv3::Header>> {
        headers
            .iter()
            .map(|(name, header)| (name.to_string(), self.shared_header(header)))
            .collect()
    }

    fn shared_header(&mut self, header: &Shared<Header>) -> ReferenceOr<openapiv3::Header> {
        match header {
            Shared::Inline(header) => ReferenceOr::Item(self.header(header)),
            Shared::Component(id) => match self.names.component(Kind::Header, *id) {
                Some(key) => ReferenceOr::Reference {
                    reference: format!("#/components/headers/{key}"),
                },
                None => ReferenceOr::Item(any_header()),
            },
        }
    }

    fn header(&mut self, header: &Header) -> openapiv3::Header {
        let holds = self.holds(&header.value, header.source, header_style);
        self.only_queries_reserve(&holds, header.source);
        let mut extensions = extensions(&header.extensions);
        if let Some(explode) = holds.explode {
            extensions.insert("explode".to_owned(), explode.into());
        }
        openapiv3::Header {
            description: text(&header.description),
            style: holds.style,
            required: header.required,
            deprecated: header.deprecated.then_some(true),
            format: holds.format,
            example: None,
            examples: IndexMap::new(),
            extensions,
        }
    }

    /// Converts what a parameter holds. A style that its location does not have becomes any text.
    fn holds<S: Default>(
        &mut self,
        value: &ParameterValue,
        source: Source,
        style_of: fn(Style) -> Option<S>,
    ) -> Holds<S> {
        match value {
            ParameterValue::Content(media_type) => Holds {
                format: ParameterSchemaOrContent::Content(self.content(std::slice::from_ref(&**media_type))),
                style: S::default(),
                explode: None,
                allow_reserved: false,
            },
            ParameterValue::Schema {
                schema,
                style,
                explode,
                allow_reserved,
            } => match style_of(*style) {
                Some(converted) => Holds {
                    format: ParameterSchemaOrContent::Schema(self.schema(*schema)),
                    style: converted,
                    explode: (*explode != (*style == Style::Form)).then_some(*explode),
                    allow_reserved: *allow_reserved,
                },
                None => {
                    self.not_in_openapi_30(
                        source,
                        &format!("the style `{}` here", style_name(*style)),
                        "the schema is replaced by that of any string",
                    );
                    Holds {
                        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(any_string())),
                        style: S::default(),
                        explode: None,
                        allow_reserved: *allow_reserved,
                    }
                }
            },
        }
    }

    /// Converts the whole query, as a form: each property is a parameter.
    fn form_of_query(&mut self, value: &ParameterValue) -> ParameterSchemaOrContent {
        let schema = match value {
            ParameterValue::Schema { schema, .. } => Some(*schema),
            ParameterValue::Content(media_type) => media_type.schema,
        };
        ParameterSchemaOrContent::Schema(match schema {
            Some(schema) => self.schema(schema),
            None => ReferenceOr::Item(Schema {
                schema_data: SchemaData::default(),
                schema_kind: SchemaKind::Type(Type::Object(openapiv3::ObjectType::default())),
            }),
        })
    }

    fn only_queries_reserve<S>(&mut self, holds: &Holds<S>, source: Source) {
        if holds.allow_reserved {
            self.not_in_openapi_30(source, "`allowReserved` outside of queries", "left out");
        }
    }
}

/// Returns whether OpenAPI 3.0 has no place for a parameter: the whole query, unless it is a form.
fn is_left_out(parameter: &Parameter) -> bool {
    let is_form = |media_type: &MediaType| {
        let name = media_type.name.split(';').next().unwrap_or_default();
        name.trim() == "application/x-www-form-urlencoded"
    };
    parameter.location == Location::QueryString
        && match &parameter.value {
            ParameterValue::Content(media_type) => !is_form(media_type),
            ParameterValue::Schema { .. } => false,
        }
}

fn data<S>(parameter: &Parameter, holds: Holds<S>) -> ParameterData {
    ParameterData {
        name: parameter.name.to_string(),
        description: text(&parameter.description),
        required: parameter.required,
        deprecated: parameter.deprecated.then_some(true),
        format: holds.format,
        example: parameter.example.as_deref().cloned(),
        examples: IndexMap::new(),
        explode: holds.explode,
        extensions: extensions(&parameter.extensions),
    }
}

/// Returns a style of a query, or of a property of a form.
pub(super) fn query_style(style: Style) -> Option<QueryStyle> {
    match style {
        Style::Form => Some(QueryStyle::Form),
        Style::SpaceDelimited => Some(QueryStyle::SpaceDelimited),
        Style::PipeDelimited => Some(QueryStyle::PipeDelimited),
        Style::DeepObject => Some(QueryStyle::DeepObject),
        Style::Simple | Style::Label | Style::Matrix | Style::TabDelimited => None,
    }
}

fn path_style(style: Style) -> Option<PathStyle> {
    match style {
        Style::Simple => Some(PathStyle::Simple),
        Style::Label => Some(PathStyle::Label),
        Style::Matrix => Some(PathStyle::Matrix),
        _ => None,
    }
}

fn header_style(style: Style) -> Option<HeaderStyle> {
    (style == Style::Simple).then_some(HeaderStyle::Simple)
}

fn cookie_style(style: Style) -> Option<CookieStyle> {
    (style == Style::Form).then_some(CookieStyle::Form)
}

/// Returns the name that a document gives the style.
pub(super) fn style_name(style: Style) -> String {
    match serde_json::to_value(style) {
        Ok(Value::String(name)) => name,
        _ => String::new(),
    }
}

fn any_string() -> Schema {
    Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Type(Type::String(StringType::default())),
    }
}

fn any_header() -> openapiv3::Header {
    openapiv3::Header {
        description: None,
        style: HeaderStyle::Simple,
        required: false,
        deprecated: None,
        format: ParameterSchemaOrContent::Schema(ReferenceOr::Item(any_string())),
        example: None,
        examples: IndexMap::new(),
        extensions: IndexMap::new(),
    }
}
