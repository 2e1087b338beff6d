//! Webhooks: the server calls them, so they have no method; what they send gets types.

use super::Builder;
use super::media_type::MediaKind;
use super::origin::Trail;
use crate::model::Origin;

impl Builder<'_> {
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
