//! Path items, operations, parameters, bodies and responses.

use serde_json::{Map, Value, json};

use super::reach::{Component, reference};
use super::{Fields, Writer, security};
use specwright_document::description::{
    Encoding, Header, MediaType, Operation, Parameter, ParameterValue, PathItem, RequestBody, Response,
    Shared, StatusPattern, Style,
};
use specwright_document::source::Text;

/// The methods that have a field of their own; all others stand in `additionalOperations`.
const METHODS: [&str; 8] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE",
];

impl Writer<'_> {
    pub(super) fn path_item(&mut self, item: &PathItem, operations: &[&Operation]) -> Value {
        let mut fields = Fields::default();
        fields.list("servers", item.servers.iter().map(super::server).collect());
        let parameters = self.parameters(&item.parameters);
        fields.list("parameters", parameters);
        let mut additional = Map::new();
        for operation in operations {
            let written = self.operation(operation);
            let method = operation.method.as_str();
            match METHODS.contains(&method) {
                true => fields.set(&method.to_ascii_lowercase(), written),
                false => drop(additional.insert(method.to_owned(), written)),
            }
        }
        fields.map("additionalOperations", additional);
        fields.0.into()
    }

    fn operation(&mut self, operation: &Operation) -> Value {
        let mut fields = Fields::default();
        fields.text("operationId", operation.operation_id.as_deref());
        let parameters = self.parameters(&operation.parameters);
        fields.list("parameters", parameters);
        if let Some(body) = &operation.request_body {
            let body = self.request_body(body);
            fields.set("requestBody", body);
        }
        let mut responses = Map::new();
        for (status, response) in &operation.responses {
            let status = match status {
                StatusPattern::Exact(status) => status.to_string(),
                StatusPattern::Range(hundred) => format!("{hundred}XX"),
                StatusPattern::Default => "default".to_owned(),
            };
            let response = self.response(response);
            responses.insert(status, response);
        }
        fields.map("responses", responses);
        if let Some(requirements) = &operation.security {
            fields.set("security", security::requirements(requirements));
        }
        fields.list("servers", operation.servers.iter().map(super::server).collect());
        fields.0.into()
    }

    fn parameters(&mut self, parameters: &[Shared<Parameter>]) -> Vec<Value> {
        parameters
            .iter()
            .map(|parameter| self.parameter(parameter))
            .collect()
    }

    pub(super) fn parameter(&mut self, parameter: &Shared<Parameter>) -> Value {
        let parameter = match parameter {
            Shared::Component(id) => {
                let name = &self.description.components.parameters[id.index()].name;
                let name = reference("parameters", name);
                return self.referred(Component::Parameter(id.index()), &name);
            }
            Shared::Inline(parameter) => parameter,
        };
        let mut fields = Fields::default();
        fields.set("name", parameter.name.as_str());
        fields.set("in", json!(parameter.location));
        fields.flag("required", parameter.required);
        self.parameter_value(&parameter.value, &mut fields);
        if let Some(example) = parameter.example.as_deref() {
            fields.set("example", example.clone());
        }
        fields.0.into()
    }

    fn parameter_value(&mut self, value: &ParameterValue, fields: &mut Fields) {
        match value {
            ParameterValue::Schema {
                schema,
                style,
                explode,
                allow_reserved,
            } => {
                fields.set("style", json!(style));
                // It is not defined otherwise.
                fields.set("explode", *explode || *style == Style::DeepObject);
                fields.flag("allowReserved", *allow_reserved);
                let schema = self.schema(*schema);
                fields.set("schema", schema);
            }
            ParameterValue::Content(content) => {
                let written = self.media_type(content);
                fields.set("content", Map::from_iter([(content.name.to_string(), written)]));
            }
        }
    }

    pub(super) fn request_body(&mut self, body: &Shared<RequestBody>) -> Value {
        let body = match body {
            Shared::Component(id) => {
                let name = &self.description.components.request_bodies[id.index()].name;
                let name = reference("requestBodies", name);
                return self.referred(Component::RequestBody(id.index()), &name);
            }
            Shared::Inline(body) => body,
        };
        let mut fields = Fields::default();
        fields.flag("required", body.required);
        let content = self.content(&body.content);
        fields.set("content", content);
        fields.0.into()
    }

    pub(super) fn response(&mut self, response: &Shared<Response>) -> Value {
        let response = match response {
            Shared::Component(id) => {
                let name = &self.description.components.responses[id.index()].name;
                let name = reference("responses", name);
                return self.referred(Component::Response(id.index()), &name);
            }
            Shared::Inline(response) => response,
        };
        let mut fields = Fields::default();
        fields.set("description", "");
        let headers = self.headers(&response.headers);
        fields.map("headers", headers);
        let content = self.content(&response.content);
        fields.map("content", content);
        fields.0.into()
    }

    fn headers(&mut self, headers: &[(Text, Shared<Header>)]) -> Map<String, Value> {
        headers
            .iter()
            .map(|(name, header)| (name.to_string(), self.header(header)))
            .collect()
    }

    pub(super) fn header(&mut self, header: &Shared<Header>) -> Value {
        let header = match header {
            Shared::Component(id) => {
                let name = &self.description.components.headers[id.index()].name;
                let name = reference("headers", name);
                return self.referred(Component::Header(id.index()), &name);
            }
            Shared::Inline(header) => header,
        };
        let mut fields = Fields::default();
        fields.flag("required", header.required);
        self.parameter_value(&header.value, &mut fields);
        fields.0.into()
    }

    fn content(&mut self, content: &[MediaType]) -> Map<String, Value> {
        content
            .iter()
            .map(|content| (content.name.to_string(), self.media_type(content)))
            .collect()
    }

    fn media_type(&mut self, content: &MediaType) -> Value {
        let mut fields = Fields::default();
        for (name, id) in [("schema", content.schema), ("itemSchema", content.item_schema)] {
            if let Some(id) = id {
                let schema = self.schema(id);
                fields.set(name, schema);
            }
        }
        let encoding = content.encoding.iter();
        let encoding = encoding.map(|(name, encoding)| (name.to_string(), self.encoding(encoding)));
        let encoding = encoding.collect();
        fields.map("encoding", encoding);
        match (content.example.as_deref(), content.examples.as_slice()) {
            (_, [_, ..]) if self.for_mock => {
                let examples = content.examples.iter();
                let examples = examples.map(|(name, value)| (name.to_string(), json!({ "value": value })));
                fields.map("examples", examples.collect());
            }
            (Some(example), _) => fields.set("example", example.clone()),
            (None, _) => {}
        }
        fields.0.into()
    }

    fn encoding(&mut self, encoding: &Encoding) -> Value {
        let mut fields = Fields::default();
        fields.text("contentType", encoding.content_type.as_deref());
        let headers = self.headers(&encoding.headers);
        fields.map("headers", headers);
        if let Some(style) = encoding.style {
            fields.set("style", json!(style));
            let explode = encoding.explode.unwrap_or(style == Style::Form);
            fields.set("explode", explode || style == Style::DeepObject);
        }
        fields.flag("allowReserved", encoding.allow_reserved);
        fields.0.into()
    }

    /// Returns a reference to a component, which is then reached.
    fn referred(&mut self, component: Component, reference: &str) -> Value {
        self.reached.note(component);
        json!({ "$ref": reference })
    }
}
