//! Server and Server Variable Objects.

use crate::description::keyword::Object;
use crate::description::{Server, ServerVariable};
use crate::diagnostic::Code;
use crate::source::{Node, Text};

use super::cursor::Cursor;
use super::info::{extensions, extensions_but};
use super::normalizer::Normalizer;
use super::repair::path::parameters_of;
use super::vendor::names;

impl<'d> Normalizer<'_, 'd> {
    /// Reads `servers` of a document, a path item or an operation.
    pub(super) fn servers(&mut self, holder: &Cursor<'d, '_>) -> Vec<Server> {
        let Some(at) = holder.field("servers") else {
            return Vec::new();
        };
        let servers: Vec<_> = self.list(&at).collect();
        servers
            .iter()
            .filter_map(|server| self.follow_misplaced(server, "a server", Self::server)?)
            .collect()
    }

    fn server(&mut self, at: &Cursor<'d, '_>) -> Option<Server> {
        let source = self.source(at);
        if let Node::String(_) = at.node {
            self.expected(at, "a mapping", "read as the server's `url`");
            return Some(Server {
                url: self.server_url(at)?,
                source,
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
                    "missing `url` of the server; ignored",
                    "give it a `url`",
                );
                return None;
            }
        };
        let server = Server {
            name: self
                .text_field(at, "name")
                .and_then(names::significant)
                .or_else(|| names::of_server(at)),
            description: self.text_field(at, "description"),
            variables: self.server_variables(at, &url),
            extensions: extensions_but(at, names::SERVER),
            url,
            source,
        };
        self.known_fields(at, Object::Server);
        Some(server)
    }

    fn server_variables(&mut self, server: &Cursor<'d, '_>, url: &str) -> Vec<ServerVariable> {
        let mut variables = Vec::new();
        if let Some(at) = server.field("variables") {
            for (name, variable) in self.entries(&at) {
                let read = self.server_variable(name, &variable);
                variables.extend(read);
            }
        }
        self.undeclared_variables(&mut variables, server, url);
        variables.retain(|variable| parameters_of(url).any(|name| variable.name == *name));
        variables
    }

    /// Adds the variables of a URL that nobody declares.
    pub(super) fn undeclared_variables(
        &mut self,
        variables: &mut Vec<ServerVariable>,
        at: &Cursor<'d, '_>,
        url: &str,
    ) {
        for name in parameters_of(url) {
            if !variables.iter().any(|variable| variable.name == *name) {
                self.warn_of_field(
                    Code::UndeclaredVariable,
                    at,
                    "url",
                    format!("undeclared variable `{name}` of the URL; its default is empty"),
                    format!("declare `{name}` in `variables` with a `default`"),
                );
                variables.push(ServerVariable {
                    name: name.into(),
                    ..ServerVariable::default()
                });
            }
        }
    }

    fn server_variable(&mut self, name: &Text, at: &Cursor<'d, '_>) -> Option<ServerVariable> {
        if !matches!(at.node, Node::Mapping(_)) {
            let default = self.text(at)?;
            return Some(ServerVariable {
                name: name.clone(),
                default,
                ..ServerVariable::default()
            });
        }
        let values: Vec<Text> = match at.field("enum") {
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
                    "missing `default` of the variable; the first value wins",
                    "give it a `default`",
                );
                values.first().cloned().unwrap_or_default()
            }
        };
        self.known_fields(at, Object::ServerVariable);
        Some(ServerVariable {
            name: name.clone(),
            default,
            values,
            description: self.text_field(at, "description"),
            extensions: extensions(at),
        })
    }
}
