//! The document of OpenAPI 3.0, which the later versions extend.

use openapiv3::{OpenAPI, ReferenceOr};

use super::at::{Anchor, At, escape};
use super::lift::Lift;
use super::reference::Kind;
use super::{Webhooks, openapi31};

const FIELDS: &[&str] = &[
    "openapi",
    "info",
    "servers",
    "paths",
    "components",
    "security",
    "tags",
    "externalDocs",
    // 3.1
    "webhooks",
    "jsonSchemaDialect",
    // 3.2
    "$self",
];

const COMPONENTS: &[&str] = &[
    "schemas",
    "responses",
    "parameters",
    "requestBodies",
    "headers",
    "securitySchemes",
    "examples",
    "links",
    "callbacks",
    // 3.1
    "pathItems",
    // 3.2
    "mediaTypes",
];

/// Lifts a whole document.
pub(super) fn document<'d>(lift: &mut Lift<'_, 'd>, root: &At<'d, '_>) -> (OpenAPI, Webhooks) {
    if let Some(components) = root.field("components") {
        lift.follow_misplaced(&components, "`components`", Lift::components);
    }
    let openapi = OpenAPI {
        openapi: super::CANONICAL_VERSION.to_owned(),
        info: lift.info(root),
        servers: lift.servers(root),
        paths: lift.paths(root),
        components: None,
        security: lift.security(root),
        tags: lift.tags(root),
        external_docs: root
            .field("externalDocs")
            .and_then(|docs| lift.external_docs(&docs)),
        extensions: openapi31::without_webhooks(root),
    };
    let webhooks = openapi31::webhooks(lift, root);
    lift.known_fields(root, "a document", FIELDS);
    (openapi, webhooks)
}

impl<'d> Lift<'_, 'd> {
    fn components(&mut self, at: &At<'d, '_>) {
        if !self.is_mapping(at) {
            return;
        }
        self.known_fields(at, "`components`", COMPONENTS);
        let kinds = [
            (Kind::Schema, at.field(Kind::Schema.key())),
            (Kind::Response, at.field(Kind::Response.key())),
            (Kind::Parameter, at.field(Kind::Parameter.key())),
            (Kind::RequestBody, at.field(Kind::RequestBody.key())),
            (Kind::Header, at.field(Kind::Header.key())),
        ];
        self.component_kinds(&kinds);
        if let Some(schemes) = at.field("securitySchemes") {
            self.follow_misplaced(&schemes, "`securitySchemes`", Self::security_schemes);
        }
    }

    /// Lifts components. All of them are named before any is lifted.
    pub(super) fn component_kinds(&mut self, kinds: &[(Kind, Option<At<'d, '_>>)]) {
        let mut elsewhere = Vec::with_capacity(kinds.len());
        for (kind, components) in kinds {
            elsewhere.push(match components {
                Some(components) => self.name_components(*kind, components),
                None => std::collections::HashMap::new(),
            });
        }
        for ((kind, components), elsewhere) in kinds.iter().zip(elsewhere) {
            let Some(components) = components else { continue };
            for (name, component) in self.entries(components) {
                let anchor = Anchor {
                    canonical: format!("/components/{}/{}", kind.key(), escape(name)),
                    place: match elsewhere.get(name) {
                        Some(target) => target.place.clone(),
                        None => component.place(),
                    },
                };
                if anchor.canonical != anchor.place.pointer || elsewhere.contains_key(name) {
                    self.origins
                        .insert(anchor.canonical.clone(), anchor.place.clone());
                }
                let node = elsewhere.get(name).map_or(component.node, |target| target.node);
                self.component_here(*kind, name, &At::anchored(node, &anchor));
            }
        }
    }

    /// Lifts what became a component by being referred to.
    pub(super) fn hoisted_components(&mut self) {
        while let Some(hoisted) = self.references.next_hoisted() {
            let anchor = Anchor {
                canonical: format!("/components/{}/{}", hoisted.kind.key(), escape(&hoisted.name)),
                place: hoisted.target.place,
            };
            self.origins
                .insert(anchor.canonical.clone(), anchor.place.clone());
            self.component_here(
                hoisted.kind,
                &hoisted.name,
                &At::anchored(hoisted.target.node, &anchor),
            );
        }
    }

    fn component_here(&mut self, kind: Kind, name: &str, at: &At<'d, '_>) {
        let name = name.to_owned();
        match kind {
            Kind::Schema => {
                let schema = self.schema_here(at);
                self.components.schemas.insert(name, schema);
            }
            Kind::Parameter => {
                if let Some(parameter) = self.parameter_component(at) {
                    self.components.parameters.insert(name, parameter);
                }
            }
            Kind::Response => {
                let response = self.reference_or(kind, at, |lift, at| Some(lift.response_here(at)));
                self.components
                    .responses
                    .extend(response.map(|response| (name, response)));
            }
            Kind::RequestBody => {
                let body = self.reference_or(kind, at, |lift, at| {
                    Some(lift.request_body_here(at).unwrap_or_default())
                });
                self.components
                    .request_bodies
                    .extend(body.map(|body| (name, body)));
            }
            Kind::Header => {
                let header = self.reference_or(kind, at, |lift, at| Some(lift.header_here(at)));
                self.components
                    .headers
                    .extend(header.map(|header| (name, header)));
            }
        }
    }

    fn reference_or<T>(
        &mut self,
        kind: Kind,
        at: &At<'d, '_>,
        lift: impl FnOnce(&mut Self, &At<'d, '_>) -> Option<T>,
    ) -> Option<ReferenceOr<T>> {
        match at.reference() {
            Some(reference) => {
                let reference = self.component_reference(kind, at, reference)?;
                Some(ReferenceOr::Reference { reference })
            }
            None => lift(self, at).map(ReferenceOr::Item),
        }
    }
}
