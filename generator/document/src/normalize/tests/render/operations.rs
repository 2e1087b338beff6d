//! Paths, operations, and what is sent and received.

use serde_json::{Map, Value};

use crate::description::{
    Encoding, Header, LinkTarget, Location, MediaType, Operation, Parameter, ParameterValue, PathItem,
    RequestBody, Response, Shared, StatusPattern, Style,
};
use crate::source::Text;

use super::security::requirements;
use super::{Fields, Render, reference, server, texts};

impl Render<'_> {
    pub(super) fn path_items(&self, items: &[PathItem]) -> Map<String, Value> {
        let key = |item: &PathItem| match &item.fragment {
            Some(fragment) => format!("{}#{fragment}", item.path),
            None => item.path.to_string(),
        };
        items
            .iter()
            .map(|item| (key(item), self.path_item(item)))
            .collect()
    }

    pub(super) fn path_item(&self, item: &PathItem) -> Value {
        let mut fields = Fields::default();
        fields.text("summary", &item.summary);
        fields.text("description", &item.description);
        fields.list("servers", item.servers.iter().map(server).collect());
        fields.list("parameters", self.parameters(&item.parameters));
        let mut additional = Map::new();
        for operation in &item.operations {
            let rendered = self.operation(operation);
            match operation.method.as_str() {
                "GET" | "PUT" | "POST" | "DELETE" | "OPTIONS" | "HEAD" | "PATCH" | "TRACE" => {
                    fields.set(&operation.method.to_ascii_lowercase(), rendered);
                }
                other => {
                    additional.insert(other.to_owned(), rendered.into());
                }
            }
        }
        fields.map("additionalOperations", additional);
        fields.extensions(&item.extensions);
        fields.0.into()
    }

    pub(super) fn operation(&self, operation: &Operation) -> Map<String, Value> {
        let mut fields = Fields::default();
        fields.list("tags", texts(&operation.tags));
        fields.text("summary", &operation.summary);
        fields.text("description", &operation.description);
        fields.docs(operation.external_docs.as_ref());
        fields.text("operationId", &operation.operation_id);
        fields.list("parameters", self.parameters(&operation.parameters));
        if let Some(body) = &operation.request_body {
            let body = self.shared(body, "requestBodies", &self.0.components.request_bodies, |body| {
                self.request_body(body)
            });
            fields.set("requestBody", body);
        }
        let responses: Map<String, Value> = operation
            .responses
            .iter()
            .map(|(status, response)| {
                let status = match status {
                    StatusPattern::Exact(code) => code.to_string(),
                    StatusPattern::Range(hundred) => format!("{hundred}XX"),
                    StatusPattern::Default => "default".to_owned(),
                };
                (status, self.shared_response(response))
            })
            .collect();
        fields.set("responses", responses);
        fields.flag("deprecated", operation.deprecated);
        if let Some(security) = &operation.security {
            fields.set("security", requirements(security));
        }
        fields.list("servers", operation.servers.iter().map(server).collect());
        fields.extensions(&operation.extensions);
        fields.0
    }

    /// Renders a component as a reference, and anything else by `render`.
    pub(super) fn shared<T>(
        &self,
        item: &Shared<T>,
        kind: &str,
        components: &[crate::description::Component<T>],
        render: impl Fn(&T) -> Value,
    ) -> Value {
        match item {
            Shared::Inline(item) => render(item),
            Shared::Component(id) => reference(kind, &components[id.index()].name),
        }
    }

    pub(super) fn shared_response(&self, response: &Shared<Response>) -> Value {
        self.shared(response, "responses", &self.0.components.responses, |response| {
            self.response(response)
        })
    }

    pub(super) fn shared_header(&self, header: &Shared<Header>) -> Value {
        self.shared(header, "headers", &self.0.components.headers, |header| {
            self.header(header)
        })
    }

    pub(super) fn shared_parameter(&self, parameter: &Shared<Parameter>) -> Value {
        let components = &self.0.components.parameters;
        self.shared(parameter, "parameters", components, |parameter| {
            self.parameter(parameter)
        })
    }

    pub(super) fn parameters(&self, parameters: &[Shared<Parameter>]) -> Vec<Value> {
        parameters
            .iter()
            .map(|parameter| self.shared_parameter(parameter))
            .collect()
    }

    pub(super) fn parameter(&self, parameter: &Parameter) -> Value {
        let mut fields = Fields::default();
        fields.set("name", parameter.name.as_str());
        fields.set(
            "in",
            serde_json::to_value(parameter.location).expect("it is JSON"),
        );
        fields.text("description", &parameter.description);
        fields.flag("required", parameter.required);
        fields.flag("deprecated", parameter.deprecated);
        fields.value("example", &parameter.example);
        let default = match parameter.location {
            Location::Path | Location::Header => Style::Simple,
            _ => Style::Form,
        };
        self.parameter_value(&mut fields, &parameter.value, default);
        fields.extensions(&parameter.extensions);
        fields.0.into()
    }

    /// Renders `style` and `explode` where they are no defaults.
    pub(super) fn parameter_value(&self, fields: &mut Fields, value: &ParameterValue, default: Style) {
        match value {
            ParameterValue::Schema {
                schema,
                style,
                explode,
                allow_reserved,
            } => {
                fields.set("schema", self.schema(*schema));
                if *style != default {
                    fields.set("style", serde_json::to_value(style).expect("it is JSON"));
                }
                if *explode != (*style == Style::Form) {
                    fields.set("explode", *explode);
                }
                fields.flag("allowReserved", *allow_reserved);
            }
            ParameterValue::Content(media_type) => {
                fields.set("content", self.content(std::slice::from_ref(media_type)));
            }
        }
    }

    pub(super) fn header(&self, header: &Header) -> Value {
        let mut fields = Fields::default();
        fields.text("description", &header.description);
        fields.flag("required", header.required);
        fields.flag("deprecated", header.deprecated);
        self.parameter_value(&mut fields, &header.value, Style::Simple);
        fields.extensions(&header.extensions);
        fields.0.into()
    }

    pub(super) fn request_body(&self, body: &RequestBody) -> Value {
        let mut fields = Fields::default();
        fields.text("description", &body.description);
        fields.set("content", self.content(&body.content));
        fields.flag("required", body.required);
        fields.text("name", &body.name);
        fields.extensions(&body.extensions);
        fields.0.into()
    }

    pub(super) fn response(&self, response: &Response) -> Value {
        let mut fields = Fields::default();
        fields.text("summary", &response.summary);
        fields.set("description", response.description.as_str());
        fields.map("headers", self.headers(&response.headers));
        fields.map("content", self.content(&response.content));
        let links = response.links.iter().map(|(name, link)| {
            let mut fields = Fields::default();
            match &link.target {
                LinkTarget::OperationId(id) => fields.set("operationId", id.as_str()),
                LinkTarget::OperationRef(reference) => fields.set("operationRef", reference.as_str()),
            }
            let parameters = link
                .parameters
                .iter()
                .map(|(name, value)| (name.to_string(), value.clone()));
            fields.map("parameters", parameters.collect());
            (name.to_string(), fields.0.into())
        });
        fields.map("links", links.collect());
        fields.extensions(&response.extensions);
        fields.0.into()
    }

    pub(super) fn headers(&self, headers: &[(Text, Shared<Header>)]) -> Map<String, Value> {
        headers
            .iter()
            .map(|(name, header)| (name.to_string(), self.shared_header(header)))
            .collect()
    }

    pub(super) fn content(&self, content: &[MediaType]) -> Map<String, Value> {
        content
            .iter()
            .map(|media_type| (media_type.name.to_string(), self.media_type(media_type)))
            .collect()
    }

    pub(super) fn media_type(&self, media_type: &MediaType) -> Value {
        let mut fields = Fields::default();
        if let Some(schema) = media_type.schema {
            fields.set("schema", self.schema(schema));
        }
        if let Some(schema) = media_type.item_schema {
            fields.set("itemSchema", self.schema(schema));
        }
        let encoding = media_type
            .encoding
            .iter()
            .map(|(name, encoding)| (name.to_string(), self.encoding(encoding)));
        fields.map("encoding", encoding.collect());
        fields.value("example", &media_type.example);
        fields.extensions(&media_type.extensions);
        fields.0.into()
    }

    pub(super) fn encoding(&self, encoding: &Encoding) -> Value {
        let mut fields = Fields::default();
        fields.text("contentType", &encoding.content_type);
        fields.map("headers", self.headers(&encoding.headers));
        if let Some(style) = encoding.style {
            fields.set("style", serde_json::to_value(style).expect("it is JSON"));
        }
        if let Some(explode) = encoding.explode {
            fields.set("explode", explode);
        }
        fields.flag("allowReserved", encoding.allow_reserved);
        fields.extensions(&encoding.extensions);
        fields.0.into()
    }
}
