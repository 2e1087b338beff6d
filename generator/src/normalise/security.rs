//! Security Scheme and Security Requirement Objects.

use indexmap::IndexMap;
use openapiv3::{
    APIKeyLocation, AuthorizationCodeOAuth2Flow, ClientCredentialsOAuth2Flow, ImplicitOAuth2Flow,
    OAuth2Flows, PasswordOAuth2Flow, ReferenceOr, SecurityRequirement, SecurityScheme,
};

use crate::diagnostic::{Code, nearest};
use crate::source::Node;

use super::at::At;
use super::extension;
use super::lift::{LEFT_OUT, Lift};

const FIELDS: &[&str] = &[
    "type",
    "description",
    "name",
    "in",
    "scheme",
    "bearerFormat",
    "flows",
    "openIdConnectUrl",
    // 3.2
    "oauth2MetadataUrl",
    "deprecated",
    // Swagger 2.0
    "flow",
    "authorizationUrl",
    "tokenUrl",
    "refreshUrl",
    "scopes",
];

impl<'d> Lift<'_, 'd> {
    /// The security schemes that a document declares.
    pub(super) fn security_schemes(&mut self, at: &At<'d, '_>) {
        for (name, scheme) in self.entries(at) {
            let lifted = self.follow(&scheme, LEFT_OUT, Self::security_scheme).flatten();
            if let Some(lifted) = lifted {
                self.components
                    .security_schemes
                    .insert(name.to_owned(), ReferenceOr::Item(lifted));
            }
        }
    }

    fn security_scheme(&mut self, at: &At<'d, '_>) -> Option<SecurityScheme> {
        if !self.is_mapping(at) {
            return None;
        }
        self.known_fields(at, "a security scheme", FIELDS);
        let description = self.text_field(at, "description");
        let mut extensions = self.extensions(at);
        let stated = self.text_field(at, "type").unwrap_or_default();
        let scheme = self.text_field(at, "scheme");
        let http = |scheme: &str, bearer_format, description, extensions| SecurityScheme::HTTP {
            scheme: scheme.to_owned(),
            bearer_format,
            description,
            extensions,
        };
        Some(match stated.to_ascii_lowercase().as_str() {
            "apikey" | "api_key" => SecurityScheme::APIKey {
                location: self.api_key_location(at),
                name: self.text_field(at, "name").unwrap_or_else(|| {
                    self.warn(
                        Code::MissingField,
                        at,
                        "the API key has no `name`; it is sent as `Authorization`",
                        "give it the `name` of its header, query parameter or cookie",
                    );
                    "Authorization".to_owned()
                }),
                description,
                extensions,
            },
            // Swagger 2.0 has it.
            "basic" => http("basic", None, description, extensions),
            "bearer" => {
                self.warn(
                    Code::SecurityScheme,
                    at,
                    "`bearer` is no type of security scheme; it is read as `http` with the scheme `bearer`",
                    "write `type: http` and `scheme: bearer`",
                );
                http("bearer", None, description, extensions)
            }
            "http" => {
                let bearer_format = self.text_field(at, "bearerFormat");
                let scheme = scheme.unwrap_or_else(|| {
                    let scheme = if bearer_format.is_some() {
                        "bearer"
                    } else {
                        "basic"
                    };
                    self.warn(
                        Code::MissingField,
                        at,
                        format!("the security scheme has no `scheme`; it is read as `{scheme}`"),
                        "give it a `scheme`, such as `bearer` or `basic`",
                    );
                    scheme.to_owned()
                });
                http(scheme.trim(), bearer_format, description, extensions)
            }
            "oauth2" | "oauth" => SecurityScheme::OAuth2 {
                flows: self.oauth2_flows(at),
                description,
                extensions,
            },
            "openidconnect" => SecurityScheme::OpenIDConnect {
                open_id_connect_url: self.text_field(at, "openIdConnectUrl").unwrap_or_default(),
                description,
                extensions,
            },
            "mutualtls" => {
                extensions.insert(extension::MUTUAL_TLS.to_owned(), true.into());
                http("mutualTLS", None, description, extensions)
            }
            _ => {
                self.warn(
                    Code::SecurityScheme,
                    at,
                    format!("no type `{stated}` of security scheme is known; the scheme is left out"),
                    "write one of `apiKey`, `http`, `oauth2`, `openIdConnect`, `mutualTLS`",
                );
                return None;
            }
        })
    }

    fn api_key_location(&mut self, at: &At<'d, '_>) -> APIKeyLocation {
        let stated = self.text_field(at, "in").unwrap_or_default();
        match stated.to_ascii_lowercase().as_str() {
            "query" => APIKeyLocation::Query,
            "cookie" => APIKeyLocation::Cookie,
            "header" => APIKeyLocation::Header,
            _ => {
                self.warn(
                    Code::SecurityScheme,
                    at,
                    format!("`in: {stated}` is no place for an API key; it is sent as a header"),
                    "write one of `header`, `query`, `cookie`",
                );
                APIKeyLocation::Header
            }
        }
    }

    fn oauth2_flows(&mut self, at: &At<'d, '_>) -> OAuth2Flows {
        let mut flows = OAuth2Flows::default();
        let Some(stated) = at.field("flows") else {
            // In Swagger 2.0 the scheme itself is the one flow.
            if let Some(flow) = self.text_field(at, "flow") {
                self.oauth2_flow(&mut flows, &flow, at);
            }
            return flows;
        };
        flows.extensions = self.extensions(&stated);
        for (name, flow) in self.entries(&stated) {
            if !name.starts_with("x-") {
                self.oauth2_flow(&mut flows, name, &flow);
            }
        }
        flows
    }

    fn oauth2_flow(&mut self, flows: &mut OAuth2Flows, name: &str, at: &At<'d, '_>) {
        let authorization_url = self.text_field(at, "authorizationUrl").unwrap_or_default();
        let token_url = self.text_field(at, "tokenUrl").unwrap_or_default();
        let refresh_url = self.text_field(at, "refreshUrl");
        let scopes = self.scopes(at);
        let extensions = self.extensions(at);
        match name {
            "implicit" => {
                flows.implicit = Some(ImplicitOAuth2Flow {
                    authorization_url,
                    refresh_url,
                    scopes,
                    extensions,
                });
            }
            "password" => {
                flows.password = Some(PasswordOAuth2Flow {
                    refresh_url,
                    token_url,
                    scopes,
                    extensions,
                });
            }
            "clientCredentials" | "application" => {
                flows.client_credentials = Some(ClientCredentialsOAuth2Flow {
                    refresh_url,
                    token_url,
                    scopes,
                    extensions,
                });
            }
            "authorizationCode" | "accessCode" => {
                flows.authorization_code = Some(AuthorizationCodeOAuth2Flow {
                    authorization_url,
                    token_url,
                    refresh_url,
                    scopes,
                    extensions,
                });
            }
            // OpenAPI 3.2: a person types a code in on another device; the client is then given a token.
            "deviceAuthorization" => {}
            _ => self.unknown_field(
                at,
                name,
                "`flows`",
                &[
                    "implicit",
                    "password",
                    "clientCredentials",
                    "authorizationCode",
                    "deviceAuthorization",
                ],
            ),
        }
    }

    fn scopes(&mut self, flow: &At<'d, '_>) -> IndexMap<String, String> {
        let Some(at) = flow.field("scopes") else {
            return IndexMap::new();
        };
        if let Node::Sequence(_) = at.node {
            self.expected(&at, "a mapping", "its items are read as the scopes");
            return at
                .items()
                .filter_map(|scope| Some((scope.text()?.to_owned(), String::new())))
                .collect();
        }
        let mut scopes = IndexMap::new();
        for (scope, description) in self.entries(&at) {
            if !scope.starts_with("x-") {
                scopes.insert(scope.to_owned(), self.text(&description).unwrap_or_default());
            }
        }
        scopes
    }

    /// `security` of a document or an operation: the alternatives, each a set of schemes.
    pub(super) fn security(&mut self, holder: &At<'d, '_>) -> Option<Vec<SecurityRequirement>> {
        let at = holder.field("security")?;
        match at.node {
            Node::Null => return None,
            Node::Mapping(_) => {
                self.expected(&at, "a list", "it is read as a list of one");
                return Some(self.security_requirement(&at).into_iter().collect());
            }
            _ => {}
        }
        let alternatives: Vec<_> = self.list(&at).collect();
        let lifted: Vec<_> = alternatives
            .iter()
            .filter_map(|alternative| self.security_requirement(alternative))
            .collect();
        Some(lifted)
    }

    /// `None` when the requirement names a scheme that nobody declares.
    fn security_requirement(&mut self, at: &At<'d, '_>) -> Option<SecurityRequirement> {
        if let Some(name) = at.text() {
            self.expected(at, "a mapping", "it is read as the name of a scheme");
            let name = self.scheme_name(at, name)?;
            return Some(SecurityRequirement::from_iter([(name, Vec::new())]));
        }
        let mut requirement = SecurityRequirement::new();
        for (name, scopes) in self.entries(at) {
            if name.starts_with("x-") {
                continue;
            }
            let name = self.scheme_name(&scopes, name)?;
            let scopes: Vec<_> = match scopes.node {
                Node::Sequence(_) => scopes.items().filter_map(|scope| scope.text()).collect(),
                Node::String(scope) => vec![scope.as_str()],
                _ => Vec::new(),
            };
            requirement.insert(name, scopes.into_iter().map(str::to_owned).collect());
        }
        Some(requirement)
    }

    /// The declared scheme that a requirement names; since OpenAPI 3.2 also by a reference.
    fn scheme_name(&mut self, at: &At<'d, '_>, name: &str) -> Option<String> {
        let schemes = &self.components.security_schemes;
        if schemes.contains_key(name) {
            return Some(name.to_owned());
        }
        let last = name.rsplit('/').next().unwrap_or(name);
        if schemes.contains_key(last) {
            return Some(last.to_owned());
        }
        let cased = schemes
            .keys()
            .find(|known| known.eq_ignore_ascii_case(last))
            .cloned();
        if let Some(known) = cased {
            self.warn(
                Code::UnknownSecurityScheme,
                at,
                format!("no security scheme `{name}` is declared; `{known}` is taken"),
                format!("write `{known}`"),
            );
            return Some(known);
        }
        let help = match nearest(name, schemes.keys().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it in the security schemes of the document".to_owned(),
        };
        self.warn(
            Code::UnknownSecurityScheme,
            at,
            format!("no security scheme `{name}` is declared; the requirement is left out"),
            help,
        );
        None
    }
}
