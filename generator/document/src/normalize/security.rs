//! Security Scheme and Security Requirement Objects.

use crate::description::keyword::Object;
use crate::description::{
    ApiKeyLocation, Flow, OAuth2Flows, SecurityRequirement, SecurityScheme, SecuritySchemeKind,
};
use crate::diagnostic::Code;
use crate::source::{Node, Text};

use super::cursor::Cursor;
use super::info::extensions_but;
use super::normalizer::{LEFT_OUT, Normalizer};
use super::vendor::names;

impl<'d> Normalizer<'_, 'd> {
    /// Reads the security schemes that a document declares.
    pub(super) fn security_schemes(&mut self, at: &Cursor<'d, '_>) {
        for (key, scheme) in self.entries(at) {
            let read = self
                .follow(&scheme, LEFT_OUT, |normalizer, at| {
                    normalizer.security_scheme(key, at)
                })
                .flatten();
            self.components.security_schemes.extend(read);
        }
    }

    fn security_scheme(&mut self, key: &Text, at: &Cursor<'d, '_>) -> Option<SecurityScheme> {
        if !self.is_mapping(at) {
            return None;
        }
        self.known_fields(at, Object::SecurityScheme);
        Some(SecurityScheme {
            key: key.clone(),
            description: self.text_field(at, "description"),
            kind: self.security_scheme_kind(at)?,
            name: names::of_credential(at),
            deprecated: self.flag_field(at, "deprecated"),
            extensions: extensions_but(at, names::CREDENTIAL),
            source: self.source(at),
        })
    }

    fn security_scheme_kind(&mut self, at: &Cursor<'d, '_>) -> Option<SecuritySchemeKind> {
        let http = |scheme: &str| SecuritySchemeKind::Http {
            scheme: scheme.into(),
            bearer_format: None,
        };
        let stated = self.text_field(at, "type").unwrap_or_default();
        Some(match stated.to_ascii_lowercase().as_str() {
            "apikey" | "api_key" => SecuritySchemeKind::ApiKey {
                location: self.api_key_location(at),
                name: self.text_field(at, "name").unwrap_or_else(|| {
                    self.warn(
                        Code::MissingField,
                        at,
                        "missing `name` of the API key; read as `Authorization`",
                        "give it the `name` of its header, query parameter or cookie",
                    );
                    "Authorization".into()
                }),
            },
            // Swagger 2.0 has it.
            "basic" => http("basic"),
            "bearer" => {
                self.warn_of_field(
                    Code::SecurityScheme,
                    at,
                    "type",
                    "unknown security scheme type `bearer`; read as `http` with the scheme `bearer`",
                    "write `type: http` and `scheme: bearer`",
                );
                http("bearer")
            }
            "http" => self.http_scheme(at),
            "oauth2" | "oauth" => SecuritySchemeKind::OAuth2 {
                flows: self.oauth2_flows(at),
                metadata_url: self.text_field(at, "oauth2MetadataUrl"),
            },
            "openidconnect" => SecuritySchemeKind::OpenIdConnect {
                url: self.text_field(at, "openIdConnectUrl").unwrap_or_default(),
            },
            "mutualtls" => SecuritySchemeKind::MutualTls,
            _ => {
                self.warn_of_field(
                    Code::SecurityScheme,
                    at,
                    "type",
                    format!("unknown security scheme type `{stated}`; scheme ignored"),
                    "write one of `apiKey`, `http`, `oauth2`, `openIdConnect`, `mutualTLS`",
                );
                return None;
            }
        })
    }

    fn http_scheme(&mut self, at: &Cursor<'d, '_>) -> SecuritySchemeKind {
        let bearer_format = self.text_field(at, "bearerFormat");
        let scheme = self.text_field(at, "scheme").unwrap_or_else(|| {
            let scheme = if bearer_format.is_some() {
                "bearer"
            } else {
                "basic"
            };
            self.warn(
                Code::MissingField,
                at,
                format!("missing `scheme` of the security scheme; read as `{scheme}`"),
                "give it a `scheme`, such as `bearer` or `basic`",
            );
            scheme.into()
        });
        SecuritySchemeKind::Http {
            scheme: scheme.trim().into(),
            bearer_format,
        }
    }

    fn api_key_location(&mut self, at: &Cursor<'d, '_>) -> ApiKeyLocation {
        let stated = self.text_field(at, "in").unwrap_or_default();
        match stated.to_ascii_lowercase().as_str() {
            "query" => ApiKeyLocation::Query,
            "cookie" => ApiKeyLocation::Cookie,
            "header" => ApiKeyLocation::Header,
            _ => {
                self.warn_of_field(
                    Code::SecurityScheme,
                    at,
                    "in",
                    format!("invalid location `{stated}` of an API key; read as `header`"),
                    "write one of `header`, `query`, `cookie`",
                );
                ApiKeyLocation::Header
            }
        }
    }

    fn oauth2_flows(&mut self, at: &Cursor<'d, '_>) -> OAuth2Flows {
        let mut flows = OAuth2Flows::default();
        let Some(stated) = at.field("flows") else {
            // In Swagger 2.0 the scheme itself is the one flow.
            if let Some(flow) = self.text_field(at, "flow") {
                self.oauth2_flow(&mut flows, &flow, at);
            }
            return flows;
        };
        for (name, flow) in self.entries(&stated) {
            if !name.starts_with("x-") {
                self.oauth2_flow(&mut flows, name, &flow);
            }
        }
        flows
    }

    fn oauth2_flow(&mut self, flows: &mut OAuth2Flows, name: &str, at: &Cursor<'d, '_>) {
        let slot = match name {
            "implicit" => &mut flows.implicit,
            "password" => &mut flows.password,
            "clientCredentials" | "application" => &mut flows.client_credentials,
            "authorizationCode" | "accessCode" => &mut flows.authorization_code,
            "deviceAuthorization" => &mut flows.device_authorization,
            _ => return self.unknown_field(at, name, Object::OAuthFlows),
        };
        let url = match name {
            "deviceAuthorization" => "deviceAuthorizationUrl",
            _ => "authorizationUrl",
        };
        *slot = Some(Flow {
            authorization_url: self.text_field(at, url).unwrap_or_default(),
            token_url: self.text_field(at, "tokenUrl").unwrap_or_default(),
            refresh_url: self.text_field(at, "refreshUrl"),
            scopes: self.scopes(at),
        });
    }

    fn scopes(&mut self, flow: &Cursor<'d, '_>) -> Vec<(Text, Text)> {
        let Some(at) = flow.field("scopes") else {
            return Vec::new();
        };
        if let Node::Sequence(_) = at.node {
            self.expected(&at, "a mapping", "its items are the scopes");
            return at
                .items()
                .filter_map(|scope| Some((scope.text()?.clone(), Text::default())))
                .collect();
        }
        let mut scopes = Vec::new();
        for (scope, description) in self.entries(&at) {
            if !scope.starts_with("x-") {
                scopes.push((scope.clone(), self.text(&description).unwrap_or_default()));
            }
        }
        scopes
    }

    /// Reads `security` of a document or an operation: the alternatives, each a set of schemes.
    pub(super) fn security(&mut self, holder: &Cursor<'d, '_>) -> Option<Vec<SecurityRequirement>> {
        let at = holder.field("security")?;
        match at.node {
            Node::Null => return None,
            Node::Mapping(_) => {
                self.expected(&at, "a list", "read as a list of one");
                return Some(self.security_requirement(&at).into_iter().collect());
            }
            _ => {}
        }
        let alternatives: Vec<_> = self.list(&at).collect();
        let read: Vec<_> = alternatives
            .iter()
            .filter_map(|alternative| self.security_requirement(alternative))
            .collect();
        Some(read)
    }

    /// Reads a requirement. `None` when it names a scheme that nobody declares.
    fn security_requirement(&mut self, at: &Cursor<'d, '_>) -> Option<SecurityRequirement> {
        if let Some(name) = at.text() {
            self.expected(at, "a mapping", "read as the name of a scheme");
            let name = self.scheme_name(at, name)?;
            return Some(vec![(name, Vec::new())]);
        }
        let mut requirement = SecurityRequirement::new();
        for (name, scopes) in self.entries(at) {
            if name.starts_with("x-") {
                continue;
            }
            let name = self.scheme_name(&scopes, name)?;
            let scopes = match scopes.node {
                Node::Sequence(_) => scopes.items().filter_map(|scope| scope.text().cloned()).collect(),
                Node::String(scope) => vec![scope.clone()],
                _ => Vec::new(),
            };
            requirement.retain(|(known, _): &(Text, Vec<Text>)| *known != name);
            requirement.push((name, scopes));
        }
        Some(requirement)
    }

    /// Returns the declared scheme that a requirement names; since OpenAPI 3.2 also by a reference.
    fn scheme_name(&mut self, at: &Cursor<'d, '_>, name: &str) -> Option<Text> {
        let schemes = &self.components.security_schemes;
        let keys = || schemes.iter().map(|scheme| &scheme.key);
        let last = name.rsplit('/').next().unwrap_or(name);
        let declared = keys()
            .find(|key| **key == *name)
            .or_else(|| keys().find(|key| **key == *last));
        if let Some(key) = declared {
            return Some(key.clone());
        }
        if let Some(known) = keys().find(|key| key.eq_ignore_ascii_case(last)).cloned() {
            self.warn(
                Code::UnknownSecurityScheme,
                at,
                format!("undeclared security scheme `{name}`; using `{known}`"),
                format!("write `{known}`"),
            );
            return Some(known);
        }
        let help = match self
            .diagnostics
            .suggestions()
            .nearest(name, keys().map(Text::as_str))
        {
            Some(near) => format!("did you mean `{near}`?"),
            None => "declare it in the security schemes of the document".to_owned(),
        };
        self.warn(
            Code::UnknownSecurityScheme,
            at,
            format!("undeclared security scheme `{name}`; requirement ignored"),
            help,
        );
        None
    }
}
