//! Operations, and what belongs to them from the path item and the document.

use super::origin::Trail;
use super::pagination::Paged;
use super::reach::Owner;
use super::{Builder, docs, servers};
use crate::description::{self, Component, Id, Parameter, PathItem};
use crate::model::{Docs, Operation, Origin};
use crate::source::Text;

/// An operation with the path item that has it.
#[derive(Clone, Copy)]
pub(super) struct Endpoint<'a> {
    pub(super) item: &'a PathItem,
    pub(super) operation: &'a description::Operation,
}

impl<'a> Endpoint<'a> {
    /// Returns the parameters that are listed for it, with the component that each is: those of the path item, then its own.
    pub(super) fn listed(
        &self,
        components: &'a [Component<Parameter>],
    ) -> impl Iterator<Item = (&'a Parameter, Option<Id<Parameter>>)> {
        let listed = self.item.parameters.iter().chain(&self.operation.parameters);
        listed.filter_map(|parameter| parameter.resolve(components))
    }

    /// Returns method and key of the path, which the operation alone has.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.operation.method, path_key(self.item))
    }
}

/// Returns the operations of a path item.
pub(super) fn endpoints_of(item: &PathItem) -> impl Iterator<Item = Endpoint<'_>> {
    let operations = item.operations.iter();
    operations.map(move |operation| Endpoint { item, operation })
}

impl<'a> Builder<'a> {
    /// Returns the operations, in the document's order.
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let endpoints: Vec<Endpoint<'a>> = self.description.paths.iter().flat_map(endpoints_of).collect();
        let is_whole = self.settings.selection.is_whole();
        let selected = self.selected(&endpoints);
        self.check_pagination(&endpoints);
        self.check_settings(&endpoints);
        let mut operations = Vec::new();
        let mut unsent: Vec<&Parameter> = Vec::new();
        for (endpoint, selected) in endpoints.iter().zip(selected) {
            self.is_selected = selected && !is_whole;
            self.owner = Owner::Operation { selected };
            let trail = Trail::root(Origin::Operation(operations.len()));
            let operation = match self.needed.is_some() && !selected {
                true => unbuilt(endpoint),
                false => self.operation(endpoint, &trail, selected),
            };
            if selected && operation.security.iter().all(Vec::is_empty) {
                unsent.extend(self.authorization_parameter(endpoint));
            }
            operations.push(operation);
        }
        self.report_authorization(&unsent);
        self.check_pagination_patterns();
        operations
    }

    pub(super) fn operation(
        &mut self,
        endpoint: &Endpoint<'a>,
        trail: &Trail<'_>,
        selected: bool,
    ) -> Operation {
        let Endpoint { item, operation } = *endpoint;
        let parameters = self.parameters(endpoint, trail);
        let body = self.request_body(operation, trail);
        let mut responses = self.responses(operation, trail);
        self.read_as_json_streams(endpoint, &mut responses.success);
        let streaming = self.streaming(operation, body.as_ref(), &mut responses);
        let paged = Paged {
            endpoint,
            parameters: &parameters,
            body: body.as_ref(),
            success: &responses.success,
        };
        let pages = self.pagination(&paged, selected);
        let repetition = self.repetition(endpoint, &parameters);
        let security = operation.security.as_ref().or(self.description.security.as_ref());
        let servers = match operation.servers.is_empty() {
            true => &item.servers,
            false => &operation.servers,
        };
        Operation {
            docs: self.operation_docs(operation, item),
            parameters,
            body,
            security: security.map(|list| self.requirements(list)).unwrap_or_default(),
            server: servers.first().map(servers::default_url),
            success: responses.success,
            failure: responses.failure,
            accept: responses.accept,
            pages,
            streaming,
            repetition,
            selected,
            ..unbuilt(endpoint)
        }
    }
}

impl Builder<'_> {
    /// Returns the docs of an operation: where many paths share a path item, each operation has a copy.
    fn operation_docs(&self, operation: &description::Operation, item: &PathItem) -> Docs {
        docs_of(operation, item, |text| self.work.spend_text(text))
    }
}

/// Returns what an operation is called, without what it takes and gives.
fn unbuilt(endpoint: &Endpoint<'_>) -> Operation {
    let Endpoint { item, operation } = *endpoint;
    Operation {
        id: operation.operation_id.as_ref().map(|id| id.to_string()),
        source: operation.source,
        method: operation.method.to_string(),
        key: path_key(item),
        path: item.path.to_string(),
        deprecated: operation.deprecated,
        tags: operation.tags.iter().map(|tag| tag.to_string()).collect(),
        ..Operation::default()
    }
}

fn path_key(item: &PathItem) -> String {
    match &item.fragment {
        Some(fragment) => format!("{}#{fragment}", item.path),
        None => item.path.to_string(),
    }
}

fn docs_of(operation: &description::Operation, item: &PathItem, may_copy: impl Fn(&Text) -> bool) -> Docs {
    let summary = operation.summary.as_ref().or(item.summary.as_ref());
    let description = operation.description.as_ref().or(item.description.as_ref());
    let summary = docs::text(summary.filter(|text| may_copy(text)));
    let description = docs::text(description.filter(|text| may_copy(text)));
    Docs {
        description: description.filter(|description| summary.as_ref() != Some(description)),
        summary,
        notes: operation
            .external_docs
            .as_ref()
            .and_then(docs::external)
            .into_iter()
            .collect(),
    }
}
