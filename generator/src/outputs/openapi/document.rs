//! The document itself.

use foldhash::HashSet;

use indexmap::IndexMap;
use openapiv3::{
    Components, Contact, ExternalDocumentation, Info, License, OpenAPI, ReferenceOr, SecurityScheme, Server,
    ServerVariable, Tag,
};

use super::{Conversion, described, extensions, text};
use specwright_document::description;

impl Conversion<'_> {
    /// Converts everything.
    pub(super) fn document(&mut self) -> OpenAPI {
        let description = self.description;
        let paths = self.paths();
        OpenAPI {
            openapi: super::VERSION.to_owned(),
            info: self.info(&description.info),
            servers: servers(&description.servers),
            paths,
            security: description
                .security
                .as_deref()
                .map(|security| self.security(security, description.info.source)),
            tags: self.tags(&description.tags),
            external_docs: description.external_docs.as_ref().map(external_docs),
            extensions: extensions(&description.extensions),
            components: Some(self.components()).filter(|components| *components != Components::default()),
        }
    }

    fn info(&mut self, info: &description::Info) -> Info {
        if let Some(license) = &info.license
            && license.identifier.is_some()
        {
            self.not_in_openapi_30(info.source, "`identifier` of a license", "left out");
        }
        Info {
            title: info.title.to_string(),
            description: described(&info.summary, &info.description),
            terms_of_service: text(&info.terms_of_service),
            contact: info.contact.as_ref().map(|contact| Contact {
                name: text(&contact.name),
                url: text(&contact.url),
                email: text(&contact.email),
                extensions: IndexMap::new(),
            }),
            license: info.license.as_ref().map(|license| License {
                name: license.name.to_string(),
                url: text(&license.url),
                extensions: IndexMap::new(),
            }),
            version: info.version.to_string(),
            extensions: extensions(&info.extensions),
        }
    }

    /// Converts tags; of those with the same name, the first one.
    fn tags(&mut self, tags: &[description::Tag]) -> Vec<Tag> {
        let mut names = HashSet::default();
        let mut converted = Vec::new();
        for tag in tags.iter().filter(|tag| names.insert(tag.name.clone())) {
            let fields = [("`parent`", tag.parent.is_some()), ("`kind`", tag.kind.is_some())];
            for (field, _) in fields.iter().filter(|(_, is_there)| *is_there) {
                self.not_in_openapi_30(tag.source, &format!("{field} of a tag"), "left out");
            }
            converted.push(Tag {
                name: tag.name.to_string(),
                description: described(&tag.summary, &tag.description),
                external_docs: tag.external_docs.as_ref().map(external_docs),
                extensions: extensions(&tag.extensions),
            });
        }
        converted
    }

    fn components(&mut self) -> Components {
        Components {
            schemas: self.component_schemas(),
            responses: self.component_responses(),
            parameters: self.component_parameters(),
            request_bodies: self.component_request_bodies(),
            headers: self.component_headers(),
            security_schemes: self.component_security_schemes(),
            ..Components::default()
        }
    }

    fn component_security_schemes(&mut self) -> IndexMap<String, ReferenceOr<SecurityScheme>> {
        let mut schemes = IndexMap::new();
        for scheme in &self.description.components.security_schemes {
            let key = self.names.security_scheme(&scheme.key);
            let Some(key) = key.map(|(key, _)| key.to_owned()) else {
                continue;
            };
            if let Some(converted) = self.security_scheme(scheme) {
                schemes.insert(key, ReferenceOr::Item(converted));
            }
        }
        schemes
    }
}

/// Converts servers.
pub(super) fn servers(servers: &[description::Server]) -> Vec<Server> {
    servers.iter().map(server).collect()
}

fn server(server: &description::Server) -> Server {
    let variables: IndexMap<String, ServerVariable> = server
        .variables
        .iter()
        .map(|variable| (variable.name.to_string(), server_variable(variable)))
        .collect();
    let mut extensions = extensions(&server.extensions);
    if let Some(name) = &server.name
        && !extensions.values().any(|value| value.as_str() == Some(name))
    {
        extensions.insert("x-name".to_owned(), name.as_str().into());
    }
    Server {
        url: server.url.to_string(),
        description: text(&server.description),
        variables: (!variables.is_empty()).then_some(variables),
        extensions,
    }
}

fn server_variable(variable: &description::ServerVariable) -> ServerVariable {
    ServerVariable {
        enumeration: variable.values.iter().map(ToString::to_string).collect(),
        default: variable.default.to_string(),
        description: text(&variable.description),
        extensions: extensions(&variable.extensions),
    }
}

/// Converts a link to documentation.
pub(super) fn external_docs(docs: &description::ExternalDocs) -> ExternalDocumentation {
    ExternalDocumentation {
        description: text(&docs.description),
        url: docs.url.to_string(),
        extensions: IndexMap::new(),
    }
}
