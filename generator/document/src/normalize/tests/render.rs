//! A description as JSON in the form of a document, so that an expectation reads like one.
//!
//! What no document says so is under the name of its field: `unresolved`, `onlyNull`, `constant`.

use serde_json::{Map, Value, json};

use crate::description::{
    AdditionalProperties, ApiKeyLocation, Components, Description, Discriminator, Encoding, Extensions,
    ExternalDocs, Flow, Header, Info, LinkTarget, Location, MediaType, Number, Operation, Parameter,
    ParameterValue, PathItem, RequestBody, Response, Schema, SchemaId, SecurityRequirement, SecurityScheme,
    SecuritySchemeKind, Server, Shared, StatusPattern, Style, Tag,
};
use crate::normalize::schema::json_type::name as json_type_name;
use crate::source::{Text, pointer};

/// An object that only has what is there.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn set(&mut self, name: &str, value: impl Into<Value>) {
        self.0.insert(name.to_owned(), value.into());
    }

    fn text(&mut self, name: &str, text: &Option<Text>) {
        if let Some(text) = text {
            self.set(name, text.as_str());
        }
    }

    fn flag(&mut self, name: &str, flag: bool) {
        if flag {
            self.set(name, true);
        }
    }

    fn count(&mut self, name: &str, count: Option<u64>) {
        if let Some(count) = count {
            self.set(name, count);
        }
    }

    fn number(&mut self, name: &str, number: Option<Number>) {
        if let Some(number) = number {
            let whole = number.as_integer().map(Number::Integer);
            self.set(name, whole.unwrap_or(number).to_json());
        }
    }

    fn value(&mut self, name: &str, value: &Option<Box<Value>>) {
        if let Some(value) = value {
            self.set(name, (**value).clone());
        }
    }

    fn list(&mut self, name: &str, items: Vec<Value>) {
        if !items.is_empty() {
            self.set(name, items);
        }
    }

    fn map(&mut self, name: &str, entries: Map<String, Value>) {
        if !entries.is_empty() {
            self.set(name, entries);
        }
    }

    fn docs(&mut self, docs: Option<&ExternalDocs>) {
        if let Some(docs) = docs {
            let mut fields = Self::default();
            fields.text("description", &docs.description);
            fields.set("url", docs.url.as_str());
            self.set("externalDocs", fields.0);
        }
    }

    fn extensions(&mut self, extensions: &Extensions) {
        for (name, value) in extensions.iter() {
            self.set(name, value.clone());
        }
    }
}

fn texts(texts: &[Text]) -> Vec<Value> {
    texts.iter().map(|text| text.as_str().into()).collect()
}

/// Renders a whole description.
pub(super) fn document(description: &Description) -> Value {
    let render = Render(description);
    let mut fields = Fields::default();
    fields.set("info", info(&description.info));
    fields.list("servers", description.servers.iter().map(server).collect());
    fields.list("tags", description.tags.iter().map(tag).collect());
    fields.docs(description.external_docs.as_ref());
    if let Some(security) = &description.security {
        fields.set("security", requirements(security));
    }
    fields.set("paths", render.path_items(&description.paths));
    fields.map("webhooks", render.path_items(&description.webhooks));
    fields.map("components", render.components(&description.components));
    fields.extensions(&description.extensions);
    fields.0.into()
}

fn info(info: &Info) -> Map<String, Value> {
    let mut fields = Fields::default();
    fields.set("title", info.title.as_str());
    fields.text("summary", &info.summary);
    fields.text("description", &info.description);
    fields.text("termsOfService", &info.terms_of_service);
    if let Some(contact) = &info.contact {
        let mut contact_fields = Fields::default();
        contact_fields.text("name", &contact.name);
        contact_fields.text("url", &contact.url);
        contact_fields.text("email", &contact.email);
        fields.set("contact", contact_fields.0);
    }
    if let Some(license) = &info.license {
        let mut license_fields = Fields::default();
        license_fields.set("name", license.name.as_str());
        license_fields.text("identifier", &license.identifier);
        license_fields.text("url", &license.url);
        fields.set("license", license_fields.0);
    }
    fields.set("version", info.version.as_str());
    fields.extensions(&info.extensions);
    fields.0
}

fn server(server: &Server) -> Value {
    let mut fields = Fields::default();
    fields.set("url", server.url.as_str());
    fields.text("name", &server.name);
    fields.text("description", &server.description);
    let mut variables = Map::new();
    for variable in &server.variables {
        let mut variable_fields = Fields::default();
        variable_fields.set("default", variable.default.as_str());
        variable_fields.list("enum", texts(&variable.values));
        variable_fields.text("description", &variable.description);
        variables.insert(variable.name.to_string(), variable_fields.0.into());
    }
    fields.map("variables", variables);
    fields.extensions(&server.extensions);
    fields.0.into()
}

fn tag(tag: &Tag) -> Value {
    let mut fields = Fields::default();
    fields.set("name", tag.name.as_str());
    fields.text("summary", &tag.summary);
    fields.text("description", &tag.description);
    fields.docs(tag.external_docs.as_ref());
    fields.text("parent", &tag.parent);
    fields.text("kind", &tag.kind);
    fields.extensions(&tag.extensions);
    fields.0.into()
}

fn requirements(requirements: &[SecurityRequirement]) -> Vec<Value> {
    let requirement = |requirement: &SecurityRequirement| {
        let schemes: Map<String, Value> = requirement
            .iter()
            .map(|(key, scopes)| (key.to_string(), texts(scopes).into()))
            .collect();
        schemes.into()
    };
    requirements.iter().map(requirement).collect()
}

fn scheme(scheme: &SecurityScheme) -> Value {
    let mut fields = Fields::default();
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { name, location } => {
            fields.set("type", "apiKey");
            fields.set("name", name.as_str());
            fields.set(
                "in",
                match location {
                    ApiKeyLocation::Header => "header",
                    ApiKeyLocation::Query => "query",
                    ApiKeyLocation::Cookie => "cookie",
                },
            );
        }
        SecuritySchemeKind::Http {
            scheme,
            bearer_format,
        } => {
            fields.set("type", "http");
            fields.set("scheme", scheme.as_str());
            fields.text("bearerFormat", bearer_format);
        }
        SecuritySchemeKind::OAuth2 { flows, metadata_url } => {
            fields.set("type", "oauth2");
            fields.text("oauth2MetadataUrl", metadata_url);
            let mut flow_fields = Fields::default();
            for (name, stated) in [
                ("implicit", &flows.implicit),
                ("password", &flows.password),
                ("clientCredentials", &flows.client_credentials),
                ("authorizationCode", &flows.authorization_code),
                ("deviceAuthorization", &flows.device_authorization),
            ] {
                if let Some(stated) = stated {
                    flow_fields.set(name, flow(stated));
                }
            }
            fields.set("flows", flow_fields.0);
        }
        SecuritySchemeKind::OpenIdConnect { url } => {
            fields.set("type", "openIdConnect");
            fields.set("openIdConnectUrl", url.as_str());
        }
        SecuritySchemeKind::MutualTls => fields.set("type", "mutualTLS"),
    }
    fields.text("credential", &scheme.name);
    fields.text("description", &scheme.description);
    fields.flag("deprecated", scheme.deprecated);
    fields.extensions(&scheme.extensions);
    fields.0.into()
}

fn flow(flow: &Flow) -> Map<String, Value> {
    let mut fields = Fields::default();
    for (name, url) in [
        ("authorizationUrl", &flow.authorization_url),
        ("tokenUrl", &flow.token_url),
    ] {
        if !url.is_empty() {
            fields.set(name, url.as_str());
        }
    }
    fields.text("refreshUrl", &flow.refresh_url);
    let scopes: Map<String, Value> = flow
        .scopes
        .iter()
        .map(|(scope, description)| (scope.to_string(), description.as_str().into()))
        .collect();
    fields.set("scopes", scopes);
    fields.0
}

struct Render<'a>(&'a Description);

impl Render<'_> {
    fn path_items(&self, items: &[PathItem]) -> Map<String, Value> {
        let key = |item: &PathItem| match &item.fragment {
            Some(fragment) => format!("{}#{fragment}", item.path),
            None => item.path.to_string(),
        };
        items
            .iter()
            .map(|item| (key(item), self.path_item(item)))
            .collect()
    }

    fn path_item(&self, item: &PathItem) -> Value {
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

    fn operation(&self, operation: &Operation) -> Map<String, Value> {
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
    fn shared<T>(
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

    fn shared_response(&self, response: &Shared<Response>) -> Value {
        self.shared(response, "responses", &self.0.components.responses, |response| {
            self.response(response)
        })
    }

    fn shared_header(&self, header: &Shared<Header>) -> Value {
        self.shared(header, "headers", &self.0.components.headers, |header| {
            self.header(header)
        })
    }

    fn shared_parameter(&self, parameter: &Shared<Parameter>) -> Value {
        let components = &self.0.components.parameters;
        self.shared(parameter, "parameters", components, |parameter| {
            self.parameter(parameter)
        })
    }

    fn parameters(&self, parameters: &[Shared<Parameter>]) -> Vec<Value> {
        parameters
            .iter()
            .map(|parameter| self.shared_parameter(parameter))
            .collect()
    }

    fn parameter(&self, parameter: &Parameter) -> Value {
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
    fn parameter_value(&self, fields: &mut Fields, value: &ParameterValue, default: Style) {
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

    fn header(&self, header: &Header) -> Value {
        let mut fields = Fields::default();
        fields.text("description", &header.description);
        fields.flag("required", header.required);
        fields.flag("deprecated", header.deprecated);
        self.parameter_value(&mut fields, &header.value, Style::Simple);
        fields.extensions(&header.extensions);
        fields.0.into()
    }

    fn request_body(&self, body: &RequestBody) -> Value {
        let mut fields = Fields::default();
        fields.text("description", &body.description);
        fields.set("content", self.content(&body.content));
        fields.flag("required", body.required);
        fields.text("name", &body.name);
        fields.extensions(&body.extensions);
        fields.0.into()
    }

    fn response(&self, response: &Response) -> Value {
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

    fn headers(&self, headers: &[(Text, Shared<Header>)]) -> Map<String, Value> {
        headers
            .iter()
            .map(|(name, header)| (name.to_string(), self.shared_header(header)))
            .collect()
    }

    fn content(&self, content: &[MediaType]) -> Map<String, Value> {
        content
            .iter()
            .map(|media_type| (media_type.name.to_string(), self.media_type(media_type)))
            .collect()
    }

    fn media_type(&self, media_type: &MediaType) -> Value {
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

    fn encoding(&self, encoding: &Encoding) -> Value {
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

    fn components(&self, components: &Components) -> Map<String, Value> {
        let mut fields = Fields::default();
        let schemas = components.schemas.iter();
        let schemas = schemas.map(|(name, id)| (name.to_string(), self.schema_here(&self.0.schemas[*id])));
        fields.map("schemas", schemas.collect());
        let responses = components.responses.iter();
        let responses = responses.map(|component| (&component.name, self.shared_response(&component.item)));
        fields.map("responses", named(responses));
        let parameters = components.parameters.iter();
        let parameters =
            parameters.map(|component| (&component.name, self.shared_parameter(&component.item)));
        fields.map("parameters", named(parameters));
        let bodies = components.request_bodies.iter().map(|component| {
            let bodies = &components.request_bodies;
            let body = self.shared(&component.item, "requestBodies", bodies, |body| {
                self.request_body(body)
            });
            (&component.name, body)
        });
        fields.map("requestBodies", named(bodies));
        let headers = components.headers.iter();
        let headers = headers.map(|component| (&component.name, self.shared_header(&component.item)));
        fields.map("headers", named(headers));
        let schemes = components.security_schemes.iter();
        fields.map(
            "securitySchemes",
            named(schemes.map(|stated| (&stated.key, scheme(stated)))),
        );
        fields.0
    }

    /// Renders a component as a reference, and any other schema as it is.
    fn schema(&self, id: SchemaId) -> Value {
        let schema = &self.0.schemas[id];
        match &schema.component {
            Some(name) => reference("schemas", name),
            None => self.schema_here(schema),
        }
    }

    fn schema_list(&self, ids: &[SchemaId]) -> Vec<Value> {
        ids.iter().map(|id| self.schema(*id)).collect()
    }

    fn schema_here(&self, schema: &Schema) -> Value {
        if schema.never {
            return json!({"not": {}});
        }
        let mut fields = Fields::default();
        fields.flag("nullable", schema.nullable);
        fields.flag("onlyNull", schema.only_null);
        fields.flag("unresolved", schema.unresolved);
        fields.flag("constant", schema.constant);
        fields.flag("readOnly", schema.read_only);
        fields.flag("writeOnly", schema.write_only);
        fields.flag("deprecated", schema.deprecated);
        fields.text("title", &schema.title);
        fields.text("description", &schema.description);
        fields.text("format", &schema.format);
        fields.value("default", &schema.default);
        fields.value("example", &schema.example);
        fields.docs(schema.external_docs.as_deref());
        if let Some(json_type) = schema.json_type {
            fields.set("type", json_type_name(json_type));
        }
        let values = schema.values.iter().map(|value| value.value.clone());
        fields.list("enum", values.collect());
        let names = schema.values.iter().filter_map(|value| value.name.clone());
        fields.list("names", texts(&names.collect::<Vec<_>>()));
        let descriptions = schema.values.iter().filter_map(|value| value.description.clone());
        fields.list("descriptions", texts(&descriptions.collect::<Vec<_>>()));
        self.groups(&mut fields, schema);
        if let Some(xml) = &schema.xml {
            let mut xml_fields = Fields::default();
            xml_fields.text("name", &xml.name);
            xml_fields.text("namespace", &xml.namespace);
            xml_fields.text("prefix", &xml.prefix);
            xml_fields.flag("attribute", xml.attribute);
            xml_fields.flag("wrapped", xml.wrapped);
            xml_fields.text("nodeType", &xml.node_type);
            fields.set("xml", xml_fields.0);
        }
        fields.extensions(&schema.extensions);
        fields.0.into()
    }

    fn groups(&self, fields: &mut Fields, schema: &Schema) {
        if let Some(number) = &schema.number {
            fields.number("minimum", number.minimum);
            fields.flag("exclusiveMinimum", number.exclusive_minimum);
            fields.number("maximum", number.maximum);
            fields.flag("exclusiveMaximum", number.exclusive_maximum);
            fields.number("multipleOf", number.multiple_of);
        }
        if let Some(string) = &schema.string {
            fields.count("minLength", string.min_length);
            fields.count("maxLength", string.max_length);
            fields.text("pattern", &string.pattern);
            fields.text("contentEncoding", &string.content_encoding);
            fields.text("contentMediaType", &string.content_media_type);
            if let Some(content) = string.content_schema {
                fields.set("contentSchema", self.schema(content));
            }
        }
        if let Some(object) = &schema.object {
            let render = |(name, id): (&Text, &SchemaId)| (name.to_string(), self.schema(*id));
            fields.map("properties", object.properties.iter().map(render).collect());
            fields.list("required", texts(&object.required));
            match object.additional_properties {
                None => {}
                Some(AdditionalProperties::Any) => fields.set("additionalProperties", true),
                Some(AdditionalProperties::None) => fields.set("additionalProperties", false),
                Some(AdditionalProperties::Schema(id)) => fields.set("additionalProperties", self.schema(id)),
            }
            if object.closed_when_composed {
                fields.set("unevaluatedProperties", false);
            }
            fields.map(
                "patternProperties",
                object.pattern_properties.iter().map(render).collect(),
            );
            if let Some(names) = object.property_names {
                fields.set("propertyNames", self.schema(names));
            }
            fields.count("minProperties", object.min_properties);
            fields.count("maxProperties", object.max_properties);
        }
        if let Some(array) = &schema.array {
            if let Some(items) = array.items {
                fields.set("items", self.schema(items));
            }
            fields.list("prefixItems", self.schema_list(&array.prefix_items));
            if let Some(contains) = array.contains {
                fields.set("contains", self.schema(contains));
            }
            fields.count("minItems", array.min_items);
            fields.count("maxItems", array.max_items);
            fields.flag("uniqueItems", array.unique_items);
        }
        if let Some(composition) = &schema.composition {
            fields.list("allOf", self.schema_list(&composition.all_of));
            fields.list("oneOf", self.schema_list(&composition.one_of));
            fields.list("anyOf", self.schema_list(&composition.any_of));
            if let Some(not) = composition.not {
                fields.set("not", self.schema(not));
            }
            if let Some(discriminator) = &composition.discriminator {
                fields.set("discriminator", self.discriminator(discriminator));
            }
        }
    }

    fn discriminator(&self, discriminator: &Discriminator) -> Value {
        let target = |id: SchemaId| self.schema(id)["$ref"].clone();
        let mut fields = Fields::default();
        fields.set("propertyName", discriminator.property_name.as_str());
        let mapping = discriminator
            .mapping
            .iter()
            .map(|(value, id)| (value.to_string(), target(*id)));
        fields.map("mapping", mapping.collect());
        if let Some(id) = discriminator.default_mapping {
            fields.set("defaultMapping", target(id));
        }
        fields.0.into()
    }
}

fn named<'a>(components: impl Iterator<Item = (&'a Text, Value)>) -> Map<String, Value> {
    components
        .map(|(name, value)| (name.to_string(), value))
        .collect()
}

fn reference(kind: &str, name: &str) -> Value {
    let mut reference = format!("#/components/{kind}");
    pointer::push_key(&mut reference, name);
    json!({"$ref": reference})
}
