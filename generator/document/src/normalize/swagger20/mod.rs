//! Swagger 2.0: one host, bodies among the parameters, media types beside the schemas.

mod body;
mod collection_format;
mod content;

use super::cursor::Cursor;
use super::normalizer::Normalizer;
use super::openapi31;
use crate::description::keyword::Object;
use crate::description::{Description, Kind, Server};
use crate::diagnostic::Code;
use crate::order;
use crate::source::Text;

pub(in crate::normalize) use body::Form;
pub(in crate::normalize) use content::MediaTypes;

impl<'d> Normalizer<'_, 'd> {
    /// Reads a whole document of Swagger 2.0.
    pub(super) fn swagger20(&mut self, root: &Cursor<'d, '_>) -> Description {
        self.media_types.enter(root);
        // Shared parameters that are in the body make a body of each operation that refers to them.
        self.read_components(
            root,
            &[
                (Kind::Schema, "definitions"),
                (Kind::Response, "responses"),
                (Kind::Parameter, "parameters"),
            ],
        );
        if let Some(schemes) = root.field("securityDefinitions") {
            self.follow_misplaced(&schemes, "`securityDefinitions`", Self::security_schemes);
        }
        let description = Description {
            info: self.info(root),
            servers: self.swagger20_servers(root),
            paths: self.paths(root),
            security: self.security(root),
            tags: self.tags(root),
            external_docs: self.external_docs_field(root),
            extensions: openapi31::document_extensions(root),
            ..Description::default()
        };
        self.known_fields(root, Object::Document);
        description
    }

    /// Reads `schemes`, `host` and `basePath` as servers. Without a host they are relative to where the document is.
    fn swagger20_servers(&mut self, root: &Cursor<'d, '_>) -> Vec<Server> {
        let base = self.text_field(root, "basePath").unwrap_or_default();
        let base = base.trim().trim_end_matches('/');
        let base = match base {
            "" => String::new(),
            base if base.starts_with('/') => base.to_owned(),
            base => format!("/{base}"),
        };
        let source = self.source(root);
        let server = |url: String| Server {
            url: url.into(),
            source,
            ..Server::default()
        };
        let host = self.text_field(root, "host").unwrap_or_default();
        let host = host.trim().trim_end_matches('/');
        if host.is_empty() {
            return if base.is_empty() {
                Vec::new()
            } else {
                vec![server(base)]
            };
        }
        if host.contains("://") {
            self.warn(
                Code::ServerUrl,
                root,
                format!("unexpected scheme in `host: {host}`; used"),
                "write the scheme in `schemes`",
            );
            return vec![server(format!("{host}{base}"))];
        }
        let mut variables = Vec::new();
        self.undeclared_variables(&mut variables, root, &format!("{host}{base}"));
        self.schemes(root)
            .into_iter()
            .map(|scheme| Server {
                variables: variables.clone(),
                ..server(format!("{scheme}://{host}{base}"))
            })
            .collect()
    }

    /// Reads `schemes`. The client speaks HTTP alone, and the safe way is the first choice.
    fn schemes(&mut self, root: &Cursor<'d, '_>) -> Vec<Text> {
        let mut schemes: Vec<Text> = Vec::new();
        if let Some(field) = root.field("schemes") {
            let stated: Vec<_> = self.list(&field).collect();
            schemes = stated.iter().filter_map(|scheme| self.text(scheme)).collect();
        }
        schemes.retain(|scheme| matches!(scheme.as_str(), "http" | "https"));
        order::sort_by_key(&mut schemes, |scheme| scheme.as_str() != "https");
        if schemes.is_empty() {
            schemes.push("https".into());
        }
        schemes
    }
}
