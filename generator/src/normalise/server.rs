//! Server and Server Variable Objects.

use indexmap::IndexMap;
use openapiv3::{Server, ServerVariable};

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::At;
use super::extension;
use super::lift::Lift;

impl<'d> Lift<'_, 'd> {
    /// `servers` of a document, a path item or an operation.
    pub(super) fn servers(&mut self, holder: &At<'d, '_>) -> Vec<Server> {
        let Some(at) = holder.field("servers") else {
            return Vec::new();
        };
        let servers: Vec<_> = self.list(&at).collect();
        servers
            .iter()
            .filter_map(|server| self.follow_misplaced(server, "a server", Self::server)?)
            .collect()
    }

    fn server(&mut self, at: &At<'d, '_>) -> Option<Server> {
        if let Node::String(_) = at.node {
            self.expected(at, "a mapping", "it is read as the server's `url`");
            return Some(Server {
                url: self.server_url(at)?,
                ..Server::default()
            });
        }
        if !self.is_mapping(at) {
            return None;
        }
        let url = match at.field("url") {
            Some(url) => self.server_url(&url)?,
            None => {
                self.warn(
                    Code::MissingField,
                    at,
                    "the server has no `url`; it is left out",
                    "give it a `url`",
                );
                return None;
            }
        };
        let mut server = Server {
            description: self.text_field(at, "description"),
            variables: self.server_variables(at, &url),
            extensions: self.extensions(at),
            url,
        };
        self.carry(&mut server.extensions, extension::NAME, at, "name");
        self.known_fields(at, "a server", &["url", "description", "variables", "name"]);
        Some(server)
    }

    /// A URL, with the scheme that its author forgot.
    fn server_url(&mut self, at: &At<'d, '_>) -> Option<String> {
        let url = self.text(at)?;
        let url = url.trim();
        let host = url.split(['/', '?', '#']).next().unwrap_or_default();
        let without_scheme = !url.contains("://") && !url.starts_with(['/', '.', '{', '#', '?']);
        let mended = if let Some(rest) = url.strip_prefix("//") {
            format!("https://{rest}")
        } else if without_scheme && host.starts_with("localhost") {
            format!("http://{url}")
        } else if without_scheme && host.contains('.') {
            format!("https://{url}")
        } else {
            return Some(url.to_owned());
        };
        self.warn(
            Code::ServerUrl,
            at,
            format!("`{url}` has no scheme; it is read as `{mended}`"),
            format!("write `{mended}`"),
        );
        Some(mended)
    }

    fn server_variables(
        &mut self,
        server: &At<'d, '_>,
        url: &str,
    ) -> Option<IndexMap<String, ServerVariable>> {
        let mut variables = IndexMap::new();
        if let Some(at) = server.field("variables") {
            for (name, variable) in self.entries(&at) {
                if let Some(lifted) = self.server_variable(&variable) {
                    variables.insert(name.to_owned(), lifted);
                }
            }
        }
        self.undeclared_variables(&mut variables, server, url);
        (!variables.is_empty()).then_some(variables)
    }

    /// Adds the variables of a URL that nobody declares.
    pub(super) fn undeclared_variables(
        &mut self,
        variables: &mut IndexMap<String, ServerVariable>,
        at: &At<'d, '_>,
        url: &str,
    ) {
        for name in super::path::parameters_of(url) {
            if !variables.contains_key(name) {
                self.warn(
                    Code::UndeclaredVariable,
                    at,
                    format!("the URL has a variable `{name}` that `variables` doesn't declare; its default is empty"),
                    format!("declare `{name}` in `variables` with a `default`"),
                );
                variables.insert(name.to_owned(), ServerVariable::default());
            }
        }
    }

    fn server_variable(&mut self, at: &At<'d, '_>) -> Option<ServerVariable> {
        if !matches!(at.node, Node::Mapping(_)) {
            let default = self.text(at)?;
            return Some(ServerVariable {
                default,
                ..ServerVariable::default()
            });
        }
        let enumeration = match at.field("enum") {
            Some(values) => {
                let values: Vec<_> = self.list(&values).collect();
                values.iter().filter_map(|value| self.text(value)).collect()
            }
            None => Vec::new(),
        };
        let default = match self.text_field(at, "default") {
            Some(default) => default,
            None => {
                self.warn(
                    Code::MissingField,
                    at,
                    "the variable has no `default`; the first documented value is taken",
                    "give it a `default`",
                );
                enumeration.first().cloned().unwrap_or_default()
            }
        };
        self.known_fields(at, "a server variable", &["enum", "default", "description"]);
        Some(ServerVariable {
            enumeration,
            default,
            description: self.text_field(at, "description"),
            extensions: self.extensions(at),
        })
    }
}
