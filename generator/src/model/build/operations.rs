//! Operations: their names, and what belongs to them from the path item and the document.

use openapiv3::{Operation as Source, PathItem, ReferenceOr};

use super::naming::{Case, Scope, snake};
use super::pointer::escape;
use super::{Builder, docs, features};
use crate::diagnostic::Code;
use crate::model::{Docs, Operation, Pages};
use crate::normalise::extension;

/// Names that the client has besides its operations.
const CLIENT_METHODS: [&str; 4] = ["builder", "clone", "inner", "default"];

/// An operation where it stands.
pub(super) struct Standing<'a> {
    pub(super) path: &'a str,
    pub(super) method: String,
    pub(super) item: &'a PathItem,
    pub(super) operation: &'a Source,
    pub(super) pointer: String,
}

impl<'a> Builder<'a> {
    /// The selected operations, in the document's order.
    pub(super) fn operations(&mut self) -> Vec<Operation> {
        let standing = self.standing_operations();
        let is_whole = self.settings.selection.is_whole();
        let selected = self.selected(&standing);
        if self.settings.tag_features {
            self.features = features::of_tags(&standing);
        }
        self.check_paging(&standing);
        let mut methods = Scope::with_reserved(&CLIENT_METHODS);
        let mut named: std::collections::HashMap<&str, &str> = Default::default();
        // What is not selected is modelled nevertheless: a name depends on those before it.
        let mut operations = Vec::new();
        for (standing, selected) in standing.iter().zip(selected) {
            let text = self.operation_text(standing, &mut named);
            let name = methods.claim(&text, Case::Snake, &[]);
            self.is_selected = selected && !is_whole;
            let operation = self.operation(standing, name);
            self.header_names.claim(&operation);
            if selected {
                operations.push(operation);
            }
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

    /// The text from which a method's name is made: the `operationId`, or method and path where it is missing or
    /// stands twice.
    fn operation_text(
        &mut self,
        standing: &Standing<'a>,
        named: &mut std::collections::HashMap<&'a str, &'a str>,
    ) -> String {
        let from_path = || format!("{} {}", standing.method.to_lowercase(), path_words(standing.path));
        let id = standing
            .operation
            .operation_id
            .as_deref()
            .filter(|id| !snake(id).is_empty());
        let Some(id) = id else {
            self.warn(
                Code::MissingOperationId,
                &standing.pointer,
                format!("`{} {}` has no operationId", standing.method, standing.path),
                format!(
                    "its method is `{}`, from method and path; add an operationId to choose",
                    snake(&from_path())
                ),
            );
            return from_path();
        };
        if let Some(first) = named.insert(id, standing.path) {
            self.warn(
                Code::DuplicateOperationId,
                &format!("{}/operationId", standing.pointer),
                format!("operationId `{id}` is also that of an operation of `{first}`"),
                format!(
                    "its method is `{}`, from method and path; give it an operationId of its own",
                    snake(&from_path())
                ),
            );
            return from_path();
        }
        id.to_owned()
    }

    fn operation(&mut self, standing: &Standing<'a>, name: crate::model::RustName) -> Operation {
        let source = standing.operation;
        let title = super::naming::camel(name.as_str());
        let request = self
            .operation_names
            .claim(name.as_str(), Case::Camel, &["Request"]);
        let mut arguments = Scope::with_reserved(&super::parameters::RESERVED);
        let parameters = self.parameters(
            standing.item,
            source,
            standing.path,
            &standing.pointer,
            &title,
            &mut arguments,
        );
        let body = self.body(source, &standing.pointer, &title, &mut arguments);
        let answers = self.answers(source, standing.method == "HEAD", &standing.pointer, &title);
        let paging = self.paging(standing, &parameters, &answers.success);
        let security = source.security.as_ref().or(self.openapi.security.as_ref());
        let servers = if source.servers.is_empty() {
            &standing.item.servers
        } else {
            &source.servers
        };
        Operation {
            name,
            request,
            id: source.operation_id.clone(),
            pointer: standing.pointer.clone(),
            method: standing.method.clone(),
            path: extension::wire_path(standing.path).to_owned(),
            docs: operation_docs(source, standing.item),
            deprecated: source.deprecated,
            tags: source.tags.clone(),
            features: Vec::new(),
            parameters,
            body,
            security: security.map(|list| self.requirements(list)).unwrap_or_default(),
            server: servers.first().map(super::servers::default_url),
            success: answers.success,
            failure: answers.failure,
            accept: answers.accept,
            pages: paging.map(|paging| Pages {
                name: arguments.claim("pages", Case::Snake, &["stream"]),
                paging,
            }),
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
            .warning(code, self.origins.place(pointer), message, help);
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

/// `/users/{id}` as `users by id`.
fn path_words(path: &str) -> String {
    let words: Vec<String> = path
        .split(['/', '?', '&'])
        .filter(|segment| !segment.is_empty())
        .map(|segment| segment.replace('{', " by ").replace('}', " "))
        .collect();
    if words.is_empty() {
        "root".to_owned()
    } else {
        words.join(" ")
    }
}
