//! Operation Objects.

use crate::description::keyword::Object;
use crate::description::{Operation, RequestBody, Responses, Shared};
use crate::diagnostic::Code;
use crate::source::{Node, Text};

use super::cursor::Cursor;
use super::info::extensions;
use super::normalizer::Normalizer;
use super::parameter::Scope;
use super::reference::Otherwise;
use super::vendor;

impl<'d> Normalizer<'_, 'd> {
    /// Reads an operation; `None` when there is nothing there.
    pub(super) fn operation(
        &mut self,
        method: &Text,
        at: &Cursor<'d, '_>,
        scope: &Scope,
    ) -> Option<Operation> {
        match at.node {
            // An operation of which nothing is said is one nevertheless.
            Node::Null => {
                self.is_mapping(at);
                let mut scope = scope.clone();
                let (parameters, _) = self.operation_parameters(at, &mut scope);
                Some(Operation {
                    method: method.clone(),
                    parameters,
                    source: self.source(at),
                    ..Operation::default()
                })
            }
            _ => {
                self.note_misplaced(at, "an operation");
                self.follow(at, Otherwise::Fail, |normalizer, at| {
                    normalizer.operation_here(method, at, scope)
                })?
            }
        }
    }

    fn operation_here(&mut self, method: &Text, at: &Cursor<'d, '_>, scope: &Scope) -> Option<Operation> {
        if !self.is_mapping(at) {
            return None;
        }
        let outer = self.media_types.enter(at);
        self.take_given_name_field(at);
        let mut scope = scope.clone();
        let (parameters, body) = self.operation_parameters(at, &mut scope);
        let operation_id = self
            .text_field(at, "operationId")
            .and_then(super::vendor::names::significant);
        let operation = Operation {
            method: method.clone(),
            tags: self.operation_tags(at),
            summary: self.text_field(at, "summary"),
            description: self.text_field(at, "description"),
            external_docs: self.external_docs_field(at),
            parameters,
            request_body: self.operation_body(at, body),
            responses: self.operation_responses(at),
            callbacks: self.callbacks(at, operation_id.as_deref()),
            operation_id,
            deprecated: self.flag_field(at, "deprecated"),
            security: self.security(at),
            servers: self.servers(at),
            pagination: None,
            extensions: match self.wants_extensions {
                true => extensions(at),
                false => vendor::pagination::extensions(at),
            },
            source: self.source(at),
        };
        self.known_fields(at, Object::Operation);
        self.media_types = outer;
        Some(operation)
    }

    fn operation_tags(&mut self, at: &Cursor<'d, '_>) -> Vec<Text> {
        let Some(tags) = at.field("tags") else {
            return Vec::new();
        };
        let tags: Vec<_> = self.list(&tags).collect();
        tags.iter()
            .filter_map(|tag| match tag.field("name") {
                Some(name) => self.text(&name),
                None => self.text(tag),
            })
            .collect()
    }

    fn operation_body(
        &mut self,
        at: &Cursor<'d, '_>,
        from_parameters: Option<Shared<RequestBody>>,
    ) -> Option<Shared<RequestBody>> {
        let stated = at
            .field_with_value("requestBody")
            .and_then(|body| self.request_body(&body));
        stated.or(from_parameters)
    }

    fn operation_responses(&mut self, at: &Cursor<'d, '_>) -> Responses {
        match at.field_with_value("responses") {
            Some(responses) => self
                .follow_misplaced(&responses, "`responses`", Self::responses)
                .unwrap_or_default(),
            None => {
                self.warn(
                    Code::MissingField,
                    at,
                    "missing `responses` of the operation; any success is accepted, and its body is not read",
                    "describe what the operation answers in `responses`",
                );
                Responses::new()
            }
        }
    }
}
