//! Webhooks: the server calls them, so they have no method; what they send gets types. They are operations for a program that receives
//! them.

use super::Builder;
use super::media_type::MediaKind;
use super::operations::endpoints_of;
use super::origin::Trail;
use super::reach::Owner;
use crate::model::{Operation, Origin};

impl Builder<'_> {
    /// Returns the webhooks as operations, whose paths are their names.
    pub(super) fn received_webhooks(&mut self) -> Vec<Operation> {
        let description = self.description;
        let mut received = Vec::new();
        for webhook in &description.webhooks {
            let trail = Trail::root(Origin::Webhook(webhook.path.to_string()));
            for endpoint in endpoints_of(webhook) {
                self.owner = Owner::Operation { selected: true };
                let operation = self.operation(&endpoint, &trail, true);
                let name = match webhook.operations.len() {
                    1 => webhook.path.to_string(),
                    _ => format!("{} {}", operation.method, webhook.path),
                };
                // What the document says of all operations is for those of its own server.
                let security = endpoint.operation.security.as_ref();
                received.push(Operation {
                    id: operation.id.or(Some(name)),
                    is_webhook: true,
                    tags: Vec::new(),
                    security: security.map(|list| self.requirements(list)).unwrap_or_default(),
                    server: None,
                    pages: None,
                    streaming: None,
                    ..operation
                });
            }
        }
        received
    }

    /// Makes the types of what webhooks send.
    pub(super) fn webhooks(&mut self) {
        let description = self.description;
        for webhook in &description.webhooks {
            let trail = Trail::root(Origin::Webhook(webhook.path.to_string()));
            let bodies = webhook.operations.iter();
            let bodies = bodies.filter_map(|operation| operation.request_body.as_ref());
            for body in bodies.filter_map(|body| body.resolve(&description.components.request_bodies)) {
                for content in &body.0.content {
                    if MediaKind::of(&content.name) == MediaKind::Json
                        && let Some(schema) = content.schema
                        && !self.schemas.is_component(schema)
                    {
                        self.shared_type(schema, &trail);
                    }
                }
            }
        }
    }
}
