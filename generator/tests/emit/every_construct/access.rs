//! Servers and security schemes.

use specwright::codegen::plan::named::*;

use super::{name, text};

pub(super) fn servers() -> Vec<Server> {
    vec![
        Server {
            name: name("Production"),
            url: "https://api.example.com/v1".to_owned(),
            docs: text("Where it matters"),
            variables: Vec::new(),
        },
        Server {
            name: name("Regional"),
            url: "https://{region}.example.com:{port}/{{odd}".to_owned(),
            docs: Docs::default(),
            variables: vec![
                ServerVariable {
                    name: name("region"),
                    wire: "region".to_owned(),
                    default: "eu".to_owned(),
                    type_name: name("RegionalRegion"),
                    values: vec![(name("Us"), "us".to_owned()), (name("Eu"), "eu".to_owned())],
                    docs: text("A region"),
                },
                ServerVariable {
                    name: name("port"),
                    wire: "port".to_owned(),
                    default: "443".to_owned(),
                    type_name: name("RegionalPort"),
                    values: Vec::new(),
                    docs: Docs::default(),
                },
            ],
        },
        zoned("EU"),
        zoned("Eu"),
    ]
}

/// A server that differs from another one by the case of its name only.
fn zoned(server: &str) -> Server {
    Server {
        name: name(server),
        url: "https://{zone}.example.org".to_owned(),
        docs: Docs::default(),
        variables: vec![ServerVariable {
            name: name("zone"),
            wire: "zone".to_owned(),
            default: "a".to_owned(),
            type_name: name("Zone"),
            values: Vec::new(),
            docs: Docs::default(),
        }],
    }
}

pub(super) fn security_schemes() -> Vec<SecurityScheme> {
    let scheme = |key: &str, method: &str, credential| SecurityScheme {
        key: key.to_owned(),
        name: name(method),
        source: None,
        client_credentials: None,
        credential,
        docs: Docs::default(),
    };
    let with_source = |scheme: SecurityScheme| SecurityScheme {
        source: Some(name(&format!("{}_source", scheme.name))),
        ..scheme
    };
    let with_client_credentials = |scheme: SecurityScheme| SecurityScheme {
        client_credentials: Some(name(&format!("{}_client_credentials", scheme.name))),
        ..scheme
    };
    vec![
        with_source(scheme("bearer", "token", Credential::Bearer)),
        scheme("basic", "login", Credential::Basic),
        scheme(
            "hoba",
            "hoba",
            Credential::Http {
                scheme: "HOBA".to_owned(),
            },
        ),
        scheme(
            "key",
            "api_key",
            Credential::Header {
                name: "X-Api-Key".to_owned(),
            },
        ),
        scheme(
            "query key",
            "query_key",
            Credential::Query {
                name: "key".to_owned(),
            },
        ),
        scheme(
            "session",
            "session",
            Credential::Cookie {
                name: "sid".to_owned(),
            },
        ),
        with_client_credentials(scheme(
            "oauth",
            "oauth",
            Credential::OAuth2 {
                client_credentials: Some(ClientCredentials {
                    token_url: "https://example.com/token".to_owned(),
                    refresh_url: Some("/refresh".to_owned()),
                    scopes: vec![("read".to_owned(), Docs::default())],
                }),
            },
        )),
        scheme(
            "oidc",
            "oidc",
            Credential::OpenIdConnect {
                url: "https://example.com".to_owned(),
            },
        ),
        scheme("mtls", "mtls", Credential::MutualTls),
    ]
}
