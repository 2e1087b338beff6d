//! Security schemes and requirements.

use serde_json::{Map, Value};

use crate::description::{ApiKeyLocation, Flow, SecurityRequirement, SecurityScheme, SecuritySchemeKind};

use super::{Fields, texts};

pub(super) fn requirements(requirements: &[SecurityRequirement]) -> Vec<Value> {
    let requirement = |requirement: &SecurityRequirement| {
        let schemes: Map<String, Value> = requirement
            .iter()
            .map(|(key, scopes)| (key.to_string(), texts(scopes).into()))
            .collect();
        schemes.into()
    };
    requirements.iter().map(requirement).collect()
}

pub(super) fn scheme(scheme: &SecurityScheme) -> Value {
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

pub(super) fn flow(flow: &Flow) -> Map<String, Value> {
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
