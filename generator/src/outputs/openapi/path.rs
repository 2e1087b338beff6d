//! Path items and operations.

use openapiv3::{PathItem, Paths, ReferenceOr};

use super::document::{external_docs, servers};
use super::{Conversion, extensions, text};
use specwright_document::description::{self, Operation};

impl Conversion<'_> {
    /// Converts all paths.
    pub(super) fn paths(&mut self) -> Paths {
        let mut paths = Paths::default();
        for item in &self.description.paths {
            let fragment = item.fragment.as_deref().map(str::to_owned);
            let numbers = (2..).map(|number: usize| number.to_string());
            // What follows a `#` is not sent, and keeps two path items of one path apart.
            let key = std::iter::once(item.path.to_string())
                .chain(
                    fragment
                        .into_iter()
                        .chain(numbers)
                        .map(|end| format!("{}#{end}", item.path)),
                )
                .find(|key| !paths.paths.contains_key(key));
            let Some(key) = key else { continue };
            if key != *item.path {
                self.not_in_openapi_30(
                    item.source,
                    &format!("a second path item of the path `{}`", item.path),
                    &format!("its key is `{key}`"),
                );
            }
            let item = self.path_item(item);
            paths.paths.insert(key, ReferenceOr::Item(item));
        }
        for webhook in &self.description.webhooks {
            self.not_in_openapi_30(
                webhook.source,
                &format!("the webhook `{}`", webhook.path),
                "left out",
            );
        }
        paths
    }

    fn path_item(&mut self, item: &description::PathItem) -> PathItem {
        let mut converted = PathItem {
            summary: text(&item.summary),
            description: text(&item.description),
            servers: servers(&item.servers),
            parameters: self.parameters(&item.parameters),
            extensions: extensions(&item.extensions),
            ..PathItem::default()
        };
        for operation in &item.operations {
            let field = match operation.method.as_str() {
                "GET" => &mut converted.get,
                "PUT" => &mut converted.put,
                "POST" => &mut converted.post,
                "DELETE" => &mut converted.delete,
                "OPTIONS" => &mut converted.options,
                "HEAD" => &mut converted.head,
                "PATCH" => &mut converted.patch,
                "TRACE" => &mut converted.trace,
                method => {
                    self.not_in_openapi_30(
                        operation.source,
                        &format!("the method `{method}`"),
                        "the operation is left out",
                    );
                    continue;
                }
            };
            *field = Some(self.operation(item, operation));
        }
        converted
    }

    fn operation(&mut self, item: &description::PathItem, operation: &Operation) -> openapiv3::Operation {
        openapiv3::Operation {
            tags: operation.tags.iter().map(ToString::to_string).collect(),
            summary: text(&operation.summary),
            description: text(&operation.description),
            external_docs: operation.external_docs.as_ref().map(external_docs),
            operation_id: self.operation_ids.get(item, operation).map(str::to_owned),
            parameters: self.parameters(&operation.parameters),
            request_body: operation
                .request_body
                .as_ref()
                .map(|body| self.shared_request_body(body)),
            responses: self.responses(&operation.responses),
            deprecated: operation.deprecated,
            security: operation
                .security
                .as_deref()
                .map(|security| self.security(security, operation.source)),
            servers: servers(&operation.servers),
            extensions: extensions(&operation.extensions),
            ..openapiv3::Operation::default()
        }
    }
}
