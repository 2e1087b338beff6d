//! Swagger 2.0: one host, bodies among the parameters, media types beside the schemas.

mod body;
mod content;
mod style;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Server};

use super::at::{Anchor, At};
use super::lift::Lift;
use super::parameter::Location;
use super::reference::Kind;
use super::{Webhooks, openapi31};
use crate::diagnostic::Code;

pub(in crate::normalise) use body::body;
pub(in crate::normalise) use content::{MediaTypes, response_content};
pub(in crate::normalise) use style::style;

const FIELDS: &[&str] = &[
    "swagger",
    "info",
    "host",
    "basePath",
    "schemes",
    "consumes",
    "produces",
    "paths",
    "definitions",
    "parameters",
    "responses",
    "securityDefinitions",
    "security",
    "tags",
    "externalDocs",
];

/// Lifts a whole document.
pub(super) fn document<'d>(lift: &mut Lift<'_, 'd>, root: &At<'d, '_>) -> (OpenAPI, Webhooks) {
    lift.media_types.enter(root);
    let kinds = [
        (Kind::Schema, root.field("definitions")),
        (Kind::Response, root.field("responses")),
    ];
    lift.component_kinds(&kinds);
    parameters(lift, root);
    if let Some(schemes) = root.field("securityDefinitions") {
        let anchor = Anchor {
            place: schemes.place(),
            canonical: "/components/securitySchemes".to_owned(),
        };
        lift.origins
            .insert(anchor.canonical.clone(), anchor.place.clone());
        lift.security_schemes(&At::anchored(schemes.node, &anchor));
    }
    let openapi = OpenAPI {
        openapi: super::CANONICAL_VERSION.to_owned(),
        info: lift.info(root),
        servers: servers(lift, root),
        paths: lift.paths(root),
        components: None,
        security: lift.security(root),
        tags: lift.tags(root),
        external_docs: root
            .field("externalDocs")
            .and_then(|docs| lift.external_docs(&docs)),
        extensions: openapi31::without_webhooks(root),
    };
    lift.known_fields(root, "a document", FIELDS);
    (openapi, Webhooks::new())
}

/// Shared parameters. Those that are in the body have their component made when an operation refers to them.
fn parameters<'d>(lift: &mut Lift<'_, 'd>, root: &At<'d, '_>) {
    let Some(field) = root.field("parameters") else {
        return;
    };
    let anchor = Anchor {
        place: field.place(),
        canonical: "/components/parameters".to_owned(),
    };
    lift.origins
        .insert(anchor.canonical.clone(), anchor.place.clone());
    for (name, parameter) in lift.entries(&field) {
        let location = lift.peek_through(&parameter).and_then(Location::of);
        if !matches!(location, Some(Location::Body | Location::Form)) {
            lift.references
                .name_component(Kind::Parameter, name, parameter.node);
        }
    }
    let at = At::anchored(field.node, &anchor);
    for (name, parameter) in at.entries() {
        let location = lift.peek_through(&parameter).and_then(Location::of);
        if matches!(location, Some(Location::Body | Location::Form)) {
            continue;
        }
        if let Some(parameter) = lift.parameter_component(&parameter) {
            lift.components.parameters.insert(name.to_owned(), parameter);
        }
    }
}

/// `schemes`, `host` and `basePath` as servers. Without a host they are relative to where the document is.
fn servers<'d>(lift: &mut Lift<'_, 'd>, root: &At<'d, '_>) -> Vec<Server> {
    let base = lift.text_field(root, "basePath").unwrap_or_default();
    let base = base.trim().trim_end_matches('/');
    let base = match base {
        "" => String::new(),
        base if base.starts_with('/') => base.to_owned(),
        base => format!("/{base}"),
    };
    let server = |url: String| Server {
        url,
        ..Server::default()
    };
    let host = lift.text_field(root, "host").unwrap_or_default();
    let host = host.trim().trim_end_matches('/');
    if host.is_empty() {
        return if base.is_empty() {
            Vec::new()
        } else {
            vec![server(base)]
        };
    }
    if host.contains("://") {
        lift.warn(
            Code::ServerUrl,
            root,
            format!("`host: {host}` holds a scheme, which is kept"),
            "write the scheme in `schemes`",
        );
        return vec![server(format!("{host}{base}"))];
    }
    let mut schemes: Vec<String> = Vec::new();
    if let Some(field) = root.field("schemes") {
        let stated: Vec<_> = lift.list(&field).collect();
        schemes = stated.iter().filter_map(|scheme| lift.text(scheme)).collect();
    }
    // The client speaks HTTP alone, and the safe way is the first choice.
    schemes.retain(|scheme| scheme == "http" || scheme == "https");
    schemes.sort_by_key(|scheme| scheme != "https");
    if schemes.is_empty() {
        schemes.push("https".to_owned());
    }
    let mut variables = IndexMap::new();
    lift.undeclared_variables(&mut variables, root, &format!("{host}{base}"));
    let variables = (!variables.is_empty()).then_some(variables);
    schemes
        .into_iter()
        .map(|scheme| Server {
            url: format!("{scheme}://{host}{base}"),
            variables: variables.clone(),
            ..Server::default()
        })
        .collect()
}
