//! The document of OpenAPI 3.0, which the later versions extend.

use crate::description::keyword::Object;
use crate::description::{Description, Kind};

use super::cursor::Cursor;
use super::normalizer::Normalizer;
use super::openapi31;

impl<'d> Normalizer<'_, 'd> {
    /// Reads a whole document of OpenAPI 3.
    pub(super) fn openapi30(&mut self, root: &Cursor<'d, '_>) -> Description {
        if let Some(components) = root.field("components") {
            self.follow_misplaced(&components, "`components`", Self::openapi30_components);
        }
        let description = Description {
            info: self.info(root),
            servers: self.servers(root),
            paths: self.paths(root),
            security: self.security(root),
            tags: self.tags(root),
            external_docs: self.external_docs_field(root),
            extensions: openapi31::document_extensions(root),
            webhooks: self.webhooks(root),
            ..Description::default()
        };
        self.known_fields(root, Object::Document);
        description
    }

    fn openapi30_components(&mut self, at: &Cursor<'d, '_>) {
        if !self.is_mapping(at) {
            return;
        }
        self.known_fields(at, Object::Components);
        let kinds = [
            Kind::Schema,
            Kind::Response,
            Kind::Parameter,
            Kind::RequestBody,
            Kind::Header,
        ];
        self.read_components(at, &kinds.map(|kind| (kind, kind.key())));
        if let Some(schemes) = at.field("securitySchemes") {
            self.follow_misplaced(&schemes, "`securitySchemes`", Self::security_schemes);
        }
    }
}
