//! Security schemes and requirements.

use serde_json::{Map, Value, json};

use super::Fields;
use specwright_document::description::{
    ApiKeyLocation, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
use specwright_document::source::Text;

pub(super) fn requirements(requirements: &[SecurityRequirement]) -> Vec<Value> {
    let requirement = |requirement: &SecurityRequirement| {
        let schemes = requirement.iter().map(|(key, scopes)| {
            let scopes: Vec<&str> = scopes.iter().map(Text::as_str).collect();
            (key.to_string(), json!(scopes))
        });
        schemes.collect::<Map<String, Value>>().into()
    };
    requirements.iter().map(requirement).collect()
}

/// Writes where a credential is carried; how it is had is left out.
pub(super) fn scheme(scheme: &SecurityScheme) -> Value {
    let mut fields = Fields::default();
    match &scheme.kind {
        SecuritySchemeKind::ApiKey { name, location } => {
            fields.set("type", "apiKey");
            fields.set("name", name.as_str());
            let location = match location {
                ApiKeyLocation::Header => "header",
                ApiKeyLocation::Query => "query",
                ApiKeyLocation::Cookie => "cookie",
            };
            fields.set("in", location);
        }
        SecuritySchemeKind::Http { scheme, .. } => {
            fields.set("type", "http");
            fields.set("scheme", scheme.as_str());
        }
        SecuritySchemeKind::OAuth2 { .. } => {
            fields.set("type", "oauth2");
            fields.set("flows", Map::new());
        }
        SecuritySchemeKind::OpenIdConnect { url } => {
            fields.set("type", "openIdConnect");
            fields.set("openIdConnectUrl", url.as_str());
        }
        SecuritySchemeKind::MutualTls => fields.set("type", "mutualTLS"),
    }
    fields.0.into()
}
