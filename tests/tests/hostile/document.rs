//! A document in which every field that can reach the output holds text of its own.

use serde_json::{Value, json};

/// A field and the text that stands in it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Slot<'t> {
    pub(crate) field: &'t str,
    pub(crate) text: &'t str,
}

impl Slot<'_> {
    /// The slot's text in its field, `usual` in all others.
    fn or(self, field: &str, usual: &str) -> String {
        if self.field == field {
            self.text.to_owned()
        } else if self.field == ALL {
            format!("{usual}{}", self.text)
        } else {
            usual.to_owned()
        }
    }
}

/// In place of a field: the text stands in all of them, behind what usually does.
pub(crate) const ALL: &str = "all";

/// A field: what it is called, and what stands there usually.
pub(crate) type Field = (&'static str, &'static str);

macro_rules! fields {
    ($($name:ident = $usual:literal)+) => {
        /// The fields of [`document`].
        pub(crate) const FIELDS: &[Field] = &[$((stringify!($name), $usual)),+];
        $(pub(crate) const fn $name() -> Field { (stringify!($name), $usual) })+
    };
}

fields! {
    title = "Harmless title"
    info_summary = "Harmless summary."
    info_description = "Harmless description."
    version = "1.0-harmless"
    terms_of_service = "https://harmless.example/terms"
    contact = "Harmless contact"
    license = "Harmless license"
    server_url = "https://harmless.example/base"
    server_description = "Harmless server"
    server_name = "harmless name"
    templated_server_url = "https://{zone}.harmless.example/"
    variable_default = "harmless-default"
    variable_value = "harmless-value"
    variable_description = "Harmless variable."
    tag = "harmless tag"
    tag_description = "Harmless tag."
    path = "/harmless/path"
    operation_id = "harmlessOperation"
    operation_summary = "Harmless summary."
    operation_description = "Harmless description."
    operation_tag = "harmless group"
    external_docs = "https://harmless.example/docs"
    query_parameter = "harmlessQuery"
    header_parameter = "X-Harmless-Header"
    cookie_parameter = "harmless_cookie"
    required_parameter = "harmlessRequired"
    parameter_description = "Harmless parameter."
    parameter_default = "harmless-parameter-default"
    parameter_example = "harmless-example"
    request_description = "Harmless body."
    request_media_type = "application/x-harmless"
    response_media_type = "application/x-harmless-answer"
    response_description = "Harmless answer."
    response_header = "X-Harmless-Answer"
    response_header_description = "Harmless header."
    form_field = "harmlessField"
    form_field_media_type = "image/x-harmless"
    link = "harmlessLink"
    next_page = "harmlessNextPage"
    next_link = "harmlessNextLink"
    callback = "harmlessCallback"
    callback_url = "{$request.body#/harmless}"
    webhook = "harmlessWebhook"
    schema = "HarmlessSchema"
    schema_title = "Harmless schema"
    schema_description = "Harmless schema."
    property = "harmlessProperty"
    required_property = "harmlessRequiredProperty"
    property_title = "Harmless property"
    property_description = "Harmless property."
    property_default = "harmless-property-default"
    property_format = "harmless-format"
    property_pattern = "^harmless$"
    property_example = "harmless-property-example"
    key_pattern = "^harmless-"
    enum_value = "harmless-value"
    enum_default = "harmless-enum-default"
    enum_varname = "HarmlessVarname"
    enum_description = "Harmless value."
    mixed_enum_value = "harmless-mixed"
    constant = "harmless-constant"
    constant_title = "Harmless constant"
    discriminator = "harmlessKind"
    mapping_tag = "harmless-tag"
    mapping_target = "HarmlessTarget"
    union_title = "Harmless alternative"
    inline_title = "Harmless inline"
    definition = "HarmlessDefinition"
    xml_name = "harmless-element"
    xml_namespace = "https://harmless.example/namespace"
    xml_prefix = "hl"
    deprecated_note = "Harmless note."
    extension = "Harmless extension."
    security_scheme = "harmlessScheme"
    security_description = "Harmless credential."
    api_key = "X-Harmless-Key"
    api_key_in_query = "harmless_key"
    api_key_in_cookie = "harmless_key_cookie"
    http_scheme = "HarmlessAuth"
    bearer_format = "harmless-format"
    credential_name = "harmlessToken"
    token_url = "https://harmless.example/token"
    refresh_url = "https://harmless.example/refresh"
    authorization_url = "https://harmless.example/authorize"
    scope = "harmless:scope"
    scope_description = "Harmless scope."
    open_id_url = "https://harmless.example/.well-known/openid-configuration"
}

/// The document with the text of `slot` in its field.
pub(crate) fn document(slot: Slot<'_>) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    json!({
        "openapi": "3.2.0",
        "info": {
            "title": at(title()),
            "summary": at(info_summary()),
            "description": at(info_description()),
            "version": at(version()),
            "termsOfService": at(terms_of_service()),
            "contact": {"name": at(contact())},
            "license": {"name": at(license())},
            "x-note": at(extension()),
        },
        "servers": [
            {"url": at(server_url()), "description": at(server_description())},
            {"url": "https://named.example", "name": at(server_name())},
            {
                "url": at(templated_server_url()),
                "description": "Templated",
                "variables": {"zone": {
                    "default": at(variable_default()),
                    "enum": [at(variable_default()), at(variable_value())],
                    "description": at(variable_description()),
                }},
            },
        ],
        "tags": [{"name": at(tag()), "description": at(tag_description())}],
        "externalDocs": {"url": at(external_docs())},
        "security": [{(at(security_scheme())): [at(scope())]}],
        "paths": {
            (at(path())): {"post": operation(slot)},
            "/form": {"post": form(slot)},
            "/events/{id}": {"get": event()},
            "/linked": {"get": linked(slot)},
            "/pageable": {"get": pageable(slot)},
        },
        "webhooks": {(at(webhook())): {"post": {"responses": {"200": {"description": "Done."}}}}},
        "components": {
            "schemas": schemas(slot),
            "securitySchemes": security_schemes(slot),
        },
    })
}

/// An operation that leads to its next page by a link.
fn linked(slot: Slot<'_>) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    let cursor = format!("$response.body#/{}", at(next_page()));
    json!({
        "operationId": "listLinked",
        "parameters": [{"name": at(next_page()), "in": "query", "schema": {"type": "string"}}],
        "responses": {"200": {
            "description": "A page.",
            "content": {"application/json": {"schema": {"type": "string"}}},
            "links": {"next": {"operationId": "listLinked", "parameters": {(at(next_page())): cursor}}},
        }},
    })
}

/// An operation that leads to its next page by an extension.
fn pageable(slot: Slot<'_>) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    json!({
        "operationId": "listPageable",
        "x-ms-pageable": {"nextLinkName": at(next_link())},
        "responses": {"200": {
            "description": "A page.",
            "content": {"application/json": {"schema": {"type": "string"}}},
        }},
    })
}

fn operation(slot: Slot<'_>) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    json!({
        "operationId": at(operation_id()),
        "summary": at(operation_summary()),
        "description": at(operation_description()),
        "tags": [at(operation_tag())],
        "deprecated": true,
        "x-deprecated-reason": at(deprecated_note()),
        "parameters": [
            {
                "name": at(query_parameter()), "in": "query",
                "description": at(parameter_description()),
                "example": at(parameter_example()),
                "schema": {"type": "string", "default": at(parameter_default())},
            },
            {"name": at(header_parameter()), "in": "header", "schema": {"type": "string"}},
            {"name": at(cookie_parameter()), "in": "cookie", "schema": {"type": "string"}},
            {"name": at(required_parameter()), "in": "query", "required": true, "schema": {"type": "string"}},
        ],
        "requestBody": {
            "required": true,
            "description": at(request_description()),
            "content": {(at(request_media_type())): {"schema": {"type": "string", "format": "binary"}}},
        },
        "responses": {
            "200": {
                "description": at(response_description()),
                "headers": {(at(response_header())): {
                    "description": at(response_header_description()),
                    "schema": {"type": "integer"},
                }},
                "content": {(at(response_media_type())): {"schema": {"type": "string", "format": "binary"}}},
                "links": {(at(link())): {"operationId": "addForm"}},
            },
            "404": {
                "description": at(response_description()),
                "content": {"application/json": {"schema": reference(slot)}},
            },
        },
        "callbacks": {(at(callback())): {
            (at(callback_url())): {"post": {"responses": {"200": {"description": "Done."}}}},
        }},
    })
}

fn form(slot: Slot<'_>) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    json!({
        "operationId": "addForm",
        "requestBody": {"required": true, "content": {"multipart/form-data": {
            "schema": {"type": "object", "required": ["id"], "properties": {
                "id": {"type": "string"},
                (at(form_field())): {"type": "string", "format": "binary"},
            }},
            "encoding": {(at(form_field())): {"contentType": at(form_field_media_type())}},
        }}},
        "responses": {
            "200": {"description": "Done.", "content": {"application/json": {"schema": reference(slot)}}},
        },
    })
}

fn event() -> Value {
    json!({
        "operationId": "getEvent",
        "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
        "responses": {
            "200": {"description": "It.", "content": {"application/xml": {
                "schema": {"$ref": "#/components/schemas/Element"},
            }}},
        },
    })
}

fn reference(slot: Slot<'_>) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    json!({"$ref": format!("#/components/schemas/{}", in_reference(&at(schema())))})
}

fn schemas(slot: Slot<'_>) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    json!({
        (at(schema())): {
            "type": "object",
            "title": at(schema_title()),
            "description": at(schema_description()),
            "required": [at(required_property())],
            "properties": {
                (at(required_property())): {"type": "string"},
                (at(property())): {
                    "type": "string",
                    "title": at(property_title()),
                    "description": at(property_description()),
                    "default": at(property_default()),
                    "format": at(property_format()),
                    "pattern": at(property_pattern()),
                    "example": at(property_example()),
                    "deprecated": true,
                },
                "chosen": {"$ref": "#/components/schemas/Chosen"},
                "mixed": {"enum": [1, true, at(mixed_enum_value())]},
                "constant": {"const": at(constant()), "title": at(constant_title())},
                "either": {"oneOf": [
                    {"type": "integer"},
                    {"type": "object", "title": at(union_title()), "properties": {"a": {"type": "string"}}},
                ]},
                "inline": {"type": "object", "title": at(inline_title()), "properties": {"b": {"type": "string"}}},
                "union": {"$ref": "#/components/schemas/Union"},
                "element": {"$ref": "#/components/schemas/Element"},
                "local": {"$ref": format!("#/components/schemas/Local/$defs/{}", in_reference(&at(definition())))},
            },
            "patternProperties": {(at(key_pattern())): {"type": "integer"}},
        },
        "Chosen": {
            "type": "string",
            "enum": ["first", at(enum_value())],
            "default": at(enum_default()),
            "x-enum-varnames": ["First", at(enum_varname())],
            "x-enum-descriptions": ["The first.", at(enum_description())],
        },
        "Union": {
            "oneOf": [
                {"$ref": format!("#/components/schemas/{}", in_reference(&at(mapping_target())))},
                {"$ref": "#/components/schemas/Other"},
            ],
            "discriminator": {
                "propertyName": at(discriminator()),
                "mapping": {
                    (at(mapping_tag())): format!("#/components/schemas/{}", in_reference(&at(mapping_target()))),
                    "other": "Other",
                },
            },
        },
        (at(mapping_target())): variant(slot, "c"),
        "Other": variant(slot, "d"),
        "Local": {"type": "object", "$defs": {(at(definition())): {"type": "object", "properties": {"e": {"type": "string"}}}}},
        "Element": {
            "type": "object",
            "properties": {"text": {"type": "string"}},
            "xml": {"name": at(xml_name()), "namespace": at(xml_namespace()), "prefix": at(xml_prefix())},
        },
    })
}

fn variant(slot: Slot<'_>, own: &str) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    json!({
        "type": "object",
        "required": [at(discriminator())],
        "properties": {(at(discriminator())): {"type": "string"}, (own): {"type": "string"}},
    })
}

fn security_schemes(slot: Slot<'_>) -> Value {
    let at = |(field, usual): Field| slot.or(field, usual);
    json!({
        (at(security_scheme())): {
            "type": "oauth2",
            "description": at(security_description()),
            "flows": {
                "clientCredentials": {
                    "tokenUrl": at(token_url()),
                    "refreshUrl": at(refresh_url()),
                    "scopes": {(at(scope())): at(scope_description())},
                },
                "authorizationCode": {
                    "authorizationUrl": at(authorization_url()),
                    "tokenUrl": at(token_url()),
                    "scopes": {(at(scope())): at(scope_description())},
                },
            },
        },
        "headerKey": {"type": "apiKey", "in": "header", "name": at(api_key())},
        "queryKey": {"type": "apiKey", "in": "query", "name": at(api_key_in_query())},
        "cookieKey": {"type": "apiKey", "in": "cookie", "name": at(api_key_in_cookie())},
        "other": {"type": "http", "scheme": at(http_scheme())},
        "bearer": {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": at(bearer_format()),
            "x-fern-bearer": {"name": at(credential_name())},
        },
        "openId": {"type": "openIdConnect", "openIdConnectUrl": at(open_id_url())},
    })
}

/// `name` as a token of the pointer in a `$ref`.
fn in_reference(name: &str) -> String {
    name.bytes()
        .map(|byte| match byte {
            b'~' => "~0".to_owned(),
            b'/' => "~1".to_owned(),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        })
        .collect()
}
