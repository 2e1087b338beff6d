//! Operations: their names, and what belongs to them from the path item and the document.

use openapiv3::{Operation as Source, PathItem, ReferenceOr};

use super::origin::Trail;
use super::pointer::escape;
use super::{Builder, docs};
use crate::diagnostic::Code;
use crate::model::{Docs, Operation, Origin};
use crate::normalise::extension;

/// An operation where it stands.
pub(super) struct Standing<'a> {
    pub(super) path: &'a str,
    pub(super) method: String,
    pub(super) item: &'a PathItem,
    pub(super) operation: &'a Source,
    pub(super) pointer: String,
}

impl<'a> Builder<'a> {
    /// The operations, in the document's order.
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let standing = self.standing_operations();
        let is_whole = self.settings.selection.is_whole();
        let selected = self.selected(&standing);
        self.check_paging(&standing);
        let mut operations = Vec::new();
        for (standing, selected) in standing.iter().zip(selected) {
            self.is_selected = selected && !is_whole;
            let trail = Trail::root(Origin::Operation(operations.len()));
            operations.push(self.operation(standing, &trail, selected));
        }
        operations
    }

    fn standing_operations(&self) -> Vec<Standing<'a>> {
        let mut standing = Vec::new();
        for (path, item) in &self.openapi.paths.paths {
            let ReferenceOr::Item(item) = item else { continue };
            let pointer = format!("/paths/{}", escape(path));
            for (method, operation) in methods(item) {
                let pointer = format!("{pointer}/{method}");
                standing.push(Standing {
                    path,
                    method: method.to_uppercase(),
                    item,
                    operation,
                    pointer,
                });
            }
            for (method, operation) in extension::additional_operations(item) {
                let pointer = format!("{pointer}/additionalOperations/{}", escape(&method));
                let operation = self.operations_kept.alloc(operation);
                standing.push(Standing {
                    path,
                    method,
                    item,
                    operation,
                    pointer,
                });
            }
        }
        standing
    }

    fn operation(&mut self, standing: &Standing<'a>, trail: &Trail<'_>, selected: bool) -> Operation {
        let source = standing.operation;
        let parameters = self.parameters(standing.item, source, standing.path, &standing.pointer, trail);
        let body = self.body(source, &standing.pointer, trail);
        let responses = self.responses(source, standing.method == "HEAD", &standing.pointer, trail);
        let paging = self.paging(standing, &parameters, &responses.success);
        let security = source.security.as_ref().or(self.openapi.security.as_ref());
        let servers = if source.servers.is_empty() {
            &standing.item.servers
        } else {
            &source.servers
        };
        Operation {
            id: source.operation_id.clone(),
            pointer: standing.pointer.clone(),
            place: self.origins_of_document.place(&standing.pointer),
            method: standing.method.clone(),
            key: standing.path.to_owned(),
            path: extension::wire_path(standing.path).to_owned(),
            docs: operation_docs(source, standing.item),
            deprecated: source.deprecated,
            tags: source.tags.clone(),
            parameters,
            body,
            security: security.map(|list| self.requirements(list)).unwrap_or_default(),
            server: servers.first().map(super::servers::default_url),
            success: responses.success,
            failure: responses.failure,
            accept: responses.accept,
            paging,
            selected,
        }
    }

    /// Adds a warning about a place in the normalised document.
    pub(super) fn warn(
        &mut self,
        code: Code,
        pointer: &str,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.diagnostics
            .warning(code, self.origins_of_document.place(pointer), message, help);
    }
}

fn operation_docs(source: &Source, item: &PathItem) -> Docs {
    let summary = docs::text(source.summary.clone().or_else(|| item.summary.clone()));
    let description = docs::text(source.description.clone().or_else(|| item.description.clone()));
    let description = description.filter(|description| summary.as_ref() != Some(description));
    Docs {
        summary,
        description,
        notes: Vec::new(),
    }
}

/// The operations of a path item, by their methods.
pub(super) fn methods(item: &PathItem) -> impl Iterator<Item = (&'static str, &Source)> {
    let all = [
        ("get", &item.get),
        ("put", &item.put),
        ("post", &item.post),
        ("delete", &item.delete),
        ("options", &item.options),
        ("head", &item.head),
        ("patch", &item.patch),
        ("trace", &item.trace),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}
