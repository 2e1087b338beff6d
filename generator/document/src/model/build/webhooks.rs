//! Webhooks and callbacks: the server calls them, so they have no method; what webhooks send gets types. They are operations for a program
//! that receives them.

use super::Builder;
use super::media_type::MediaKind;
use super::operations::endpoints_of;
use super::origin::Trail;
use super::reach::Owner;
use crate::description::PathItem;
use crate::model::{Callback, Operation, Origin};

impl<'a> Builder<'a> {
    /// Returns the webhooks and callbacks as operations, whose paths are their names.
    pub(super) fn received(&mut self) -> Vec<Operation> {
        let description = self.description;
        let mut received = Vec::new();
        for webhook in &description.webhooks {
            let trail = Trail::root(Origin::Webhook(webhook.path.to_string()));
            received.extend(self.received_item(webhook, &trail));
        }
        let mut operations: Vec<Vec<String>> = vec![Vec::new(); description.callbacks.len()];
        for endpoint in description.paths.iter().flat_map(endpoints_of) {
            for id in &endpoint.operation.callbacks {
                operations[id.index()].push(endpoint.key());
            }
        }
        for (callback, operations) in description.callbacks.iter().zip(operations) {
            let trail = Trail::root(Origin::Callback(callback.item.path.to_string()));
            self.types_of_bodies(&callback.item, &trail);
            let of_item = self.received_item(&callback.item, &trail);
            received.extend(of_item.into_iter().map(|operation| Operation {
                callback: Some(Callback {
                    expression: callback.expression.to_string(),
                    operations: operations.clone(),
                }),
                ..operation
            }));
        }
        received
    }

    fn received_item(&mut self, item: &'a PathItem, trail: &Trail<'_>) -> Vec<Operation> {
        let endpoints = endpoints_of(item).map(|endpoint| {
            self.owner = Owner::Operation { selected: true };
            let operation = self.operation(&endpoint, trail, true);
            let name = match item.operations.len() {
                1 => item.path.to_string(),
                _ => format!("{} {}", operation.method, item.path),
            };
            // What the document says of all operations is for those of its own server.
            let security = endpoint.operation.security.as_ref();
            Operation {
                id: operation.id.or(Some(name)),
                is_webhook: true,
                tags: Vec::new(),
                security: security.map(|list| self.requirements(list)).unwrap_or_default(),
                server: None,
                pages: None,
                streaming: None,
                ..operation
            }
        });
        endpoints.collect()
    }

    /// Makes the types of what webhooks send.
    pub(super) fn webhooks(&mut self) {
        for webhook in &self.description.webhooks {
            let trail = Trail::root(Origin::Webhook(webhook.path.to_string()));
            self.types_of_bodies(webhook, &trail);
        }
    }

    /// Makes the types of the bodies that are sent, which are called by the trail alone.
    fn types_of_bodies(&mut self, item: &'a PathItem, trail: &Trail<'_>) {
        let bodies = item.operations.iter();
        let bodies = bodies.filter_map(|operation| operation.request_body.as_ref());
        for body in bodies.filter_map(|body| body.resolve(&self.description.components.request_bodies)) {
            for content in &body.0.content {
                if MediaKind::of(&content.name) == MediaKind::Json
                    && let Some(schema) = content.schema
                    && !self.schemas.is_component(schema)
                {
                    self.shared_type(schema, trail);
                }
            }
        }
    }
}
