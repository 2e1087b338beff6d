//! Operation Objects.

use openapiv3::{Operation, ReferenceOr, RequestBody, Responses};

use crate::diagnostic::Code;
use crate::source::Node;

use super::at::At;
use super::lift::Lift;
use super::parameter::Scope;
use super::reference::Otherwise;

const FIELDS: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "callbacks",
    "deprecated",
    "security",
    "servers",
    // Swagger 2.0
    "consumes",
    "produces",
    "schemes",
];

impl<'d> Lift<'_, 'd> {
    /// An operation; `None` when there is nothing there.
    pub(super) fn operation(&mut self, at: &At<'d, '_>, scope: &Scope) -> Option<Operation> {
        match at.node {
            // An operation of which nothing is said is one nevertheless.
            Node::Null => {
                self.is_mapping(at);
                let mut scope = scope.clone();
                let (parameters, _) = self.operation_parameters(at, &mut scope);
                Some(Operation {
                    parameters,
                    ..Operation::default()
                })
            }
            _ => {
                if let Some(reference) = at.reference() {
                    self.references.misplaced.note(at, "an operation", reference);
                }
                self.follow(at, Otherwise::Fail, |lift, at| lift.operation_here(at, scope))?
            }
        }
    }

    fn operation_here(&mut self, at: &At<'d, '_>, scope: &Scope) -> Option<Operation> {
        if !self.is_mapping(at) {
            return None;
        }
        let outer = self.media_types.enter(at);
        let mut scope = scope.clone();
        let (parameters, body) = self.operation_parameters(at, &mut scope);
        let operation = Operation {
            tags: self.operation_tags(at),
            summary: self.text_field(at, "summary"),
            description: self.text_field(at, "description"),
            external_docs: at
                .field("externalDocs")
                .and_then(|docs| self.external_docs(&docs)),
            operation_id: self
                .text_field(at, "operationId")
                .map(|id| id.trim().to_owned())
                .filter(|id| !id.is_empty()),
            parameters,
            request_body: self.operation_body(at, body),
            responses: self.operation_responses(at),
            callbacks: indexmap::IndexMap::new(),
            deprecated: self.flag_field(at, "deprecated"),
            security: self.security(at),
            servers: self.servers(at),
            extensions: self.extensions(at),
        };
        self.known_fields(at, "an operation", FIELDS);
        self.media_types = outer;
        Some(operation)
    }

    fn operation_tags(&mut self, at: &At<'d, '_>) -> Vec<String> {
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
        at: &At<'d, '_>,
        from_parameters: Option<ReferenceOr<RequestBody>>,
    ) -> Option<ReferenceOr<RequestBody>> {
        let stated = at
            .field("requestBody")
            .filter(|body| !matches!(body.node, Node::Null))
            .and_then(|body| self.request_body(&body));
        stated.or(from_parameters)
    }

    fn operation_responses(&mut self, at: &At<'d, '_>) -> Responses {
        let responses = at
            .field("responses")
            .filter(|responses| !matches!(responses.node, Node::Null));
        match responses {
            Some(responses) => self
                .follow_misplaced(&responses, "`responses`", Self::responses)
                .unwrap_or_default(),
            None => {
                self.warn(
                    Code::MissingField,
                    at,
                    "the operation has no `responses`; any success is taken, and its body is not read",
                    "describe what the operation answers in `responses`",
                );
                Responses::default()
            }
        }
    }
}
