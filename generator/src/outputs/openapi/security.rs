//! Security schemes and requirements.
//!
//! `mutualTLS` is no scheme of OpenAPI 3.0. A client's certificate belongs to the connection, not to the request, so
//! that a requirement without it still says truly what a request needs: `{tls: [], key: []}` becomes `{key: []}`, and
//! `{tls: []}` becomes `{}`, a request without credentials.

use foldhash::HashSet;

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    PasswordOAuth2Flow, SecurityRequirement,
};
use serde_json::{Value, json};

use super::{Conversion, extensions, text};
use specwright_document::description::{
    self, ApiKeyLocation, Flow, SecurityScheme, SecuritySchemeKind, Source,
};

impl Conversion<'_> {
    /// Converts a scheme; `None` for `mutualTLS`.
    pub(super) fn security_scheme(&mut self, scheme: &SecurityScheme) -> Option<openapiv3::SecurityScheme> {
        if scheme.deprecated {
            self.not_in_openapi_30(scheme.source, "`deprecated` of a security scheme", "left out");
        }
        let description = text(&scheme.description);
        let mut extensions = extensions(&scheme.extensions);
        let mut name_credential = |extension: &str| {
            if let Some(name) = &scheme.name
                && !extensions.values().any(|value| value["name"] == name.as_str())
            {
                extensions.insert(extension.to_owned(), json!({ "name": name.as_str() }));
            }
        };
        Some(match &scheme.kind {
            SecuritySchemeKind::ApiKey { name, location } => {
                name_credential("x-fern-header");
                openapiv3::SecurityScheme::APIKey {
                    location: match location {
                        ApiKeyLocation::Header => APIKeyLocation::Header,
                        ApiKeyLocation::Query => APIKeyLocation::Query,
                        ApiKeyLocation::Cookie => APIKeyLocation::Cookie,
                    },
                    name: name.to_string(),
                    description,
                    extensions,
                }
            }
            SecuritySchemeKind::Http {
                scheme,
                bearer_format,
            } => {
                name_credential(match scheme.eq_ignore_ascii_case("basic") {
                    true => "x-fern-basic",
                    false => "x-fern-bearer",
                });
                openapiv3::SecurityScheme::HTTP {
                    scheme: scheme.to_string(),
                    bearer_format: text(bearer_format),
                    description,
                    extensions,
                }
            }
            SecuritySchemeKind::OAuth2 { flows, metadata_url } => {
                name_credential("x-fern-bearer");
                if metadata_url.is_some() {
                    self.not_in_openapi_30(scheme.source, "`oauth2MetadataUrl`", "left out");
                }
                if flows.device_authorization.is_some() {
                    self.not_in_openapi_30(scheme.source, "the flow `deviceAuthorization`", "left out");
                }
                openapiv3::SecurityScheme::OAuth2 {
                    flows: self::flows(flows),
                    description,
                    extensions,
                }
            }
            SecuritySchemeKind::OpenIdConnect { url } => {
                name_credential("x-fern-bearer");
                openapiv3::SecurityScheme::OpenIDConnect {
                    open_id_connect_url: url.to_string(),
                    description,
                    extensions,
                }
            }
            SecuritySchemeKind::MutualTls => {
                self.not_in_openapi_30(
                    scheme.source,
                    "the security scheme `mutualTLS`",
                    "left out of the schemes and of what requires it",
                );
                return None;
            }
        })
    }

    /// Converts requirements, any one of which has to be met: each alternative once.
    pub(super) fn security(
        &mut self,
        security: &[description::SecurityRequirement],
        source: Source,
    ) -> Vec<SecurityRequirement> {
        let mut seen = HashSet::default();
        let converted = security
            .iter()
            .map(|requirement| self.requirement(requirement, source));
        converted
            .filter(|requirement| seen.insert(requirement.iter().map(owned).collect::<Vec<_>>()))
            .collect()
    }

    fn requirement(
        &mut self,
        requirement: &description::SecurityRequirement,
        source: Source,
    ) -> SecurityRequirement {
        let mut converted = IndexMap::new();
        for (key, scopes) in requirement {
            let Some((name, index)) = self.names.security_scheme(key) else {
                continue;
            };
            let Some(scheme) = self.description.components.security_schemes.get(index) else {
                continue;
            };
            let name = name.to_owned();
            let has_scopes = match scheme.kind {
                SecuritySchemeKind::MutualTls => continue,
                SecuritySchemeKind::OAuth2 { .. } | SecuritySchemeKind::OpenIdConnect { .. } => true,
                SecuritySchemeKind::ApiKey { .. } | SecuritySchemeKind::Http { .. } => false,
            };
            if !has_scopes && !scopes.is_empty() {
                self.not_in_openapi_30(
                    source,
                    &format!("a role that the scheme `{key}` is required with"),
                    "left out",
                );
            }
            let scopes = scopes.iter().filter(|_| has_scopes).map(ToString::to_string);
            converted.insert(name, scopes.collect());
        }
        converted
    }
}

fn owned((key, scopes): (&String, &Vec<String>)) -> (String, Vec<String>) {
    (key.clone(), scopes.clone())
}

fn flows(flows: &description::OAuth2Flows) -> openapiv3::OAuth2Flows {
    let extensions = IndexMap::<String, Value>::new;
    openapiv3::OAuth2Flows {
        implicit: flows.implicit.as_ref().map(|flow| ImplicitOAuth2Flow {
            authorization_url: flow.authorization_url.to_string(),
            refresh_url: text(&flow.refresh_url),
            scopes: scopes(flow),
            extensions: extensions(),
        }),
        password: flows.password.as_ref().map(|flow| PasswordOAuth2Flow {
            refresh_url: text(&flow.refresh_url),
            token_url: flow.token_url.to_string(),
            scopes: scopes(flow),
            extensions: extensions(),
        }),
        client_credentials: flows
            .client_credentials
            .as_ref()
            .map(|flow| ClientCredentialsOAuth2Flow {
                refresh_url: text(&flow.refresh_url),
                token_url: flow.token_url.to_string(),
                scopes: scopes(flow),
                extensions: extensions(),
            }),
        authorization_code: flows
            .authorization_code
            .as_ref()
            .map(|flow| AuthorizationCodeOAuth2Flow {
                authorization_url: flow.authorization_url.to_string(),
                token_url: flow.token_url.to_string(),
                refresh_url: text(&flow.refresh_url),
                scopes: scopes(flow),
                extensions: extensions(),
            }),
        extensions: extensions(),
    }
}

fn scopes(flow: &Flow) -> IndexMap<String, String> {
    flow.scopes
        .iter()
        .map(|(name, description)| (name.to_string(), description.to_string()))
        .collect()
}
