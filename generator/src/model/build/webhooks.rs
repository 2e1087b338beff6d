//! Webhooks: the server calls them, so they have no method; what they send gets types.

use openapiv3::{Operation, ReferenceOr};

use super::Builder;
use super::bodies::{MediaKind, essence};
use super::operations::methods;
use super::origin::Trail;
use super::part::Part;
use super::pointer::escape;
use super::reference::{Standing, follow};
use crate::model::Origin;
use crate::normalise::Webhooks;

impl<'a> Builder<'a> {
    /// Makes the types of what webhooks send.
    pub(super) fn webhooks(&mut self, webhooks: &'a Webhooks) {
        for (name, item) in webhooks {
            let pointer = format!("/webhooks/{}", escape(name));
            for (method, operation) in methods(item) {
                self.webhook(
                    operation,
                    &format!("{pointer}/{method}"),
                    &Trail::root(Origin::Webhook(name.clone())),
                );
            }
        }
    }

    fn webhook(&mut self, operation: &'a Operation, pointer: &str, trail: &Trail<'_>) {
        let Some(body) = &operation.request_body else {
            return;
        };
        let components = self
            .openapi
            .components
            .as_ref()
            .map(|components| &components.request_bodies);
        let here = format!("{pointer}/requestBody");
        let Some(Standing {
            item: body, pointer, ..
        }) = follow(body, here, "requestBodies", components)
        else {
            return;
        };
        for (media_type, content) in &body.content {
            let Some(schema @ ReferenceOr::Item(_)) = &content.schema else {
                continue;
            };
            if MediaKind::of(&essence(media_type)) == MediaKind::Json {
                let pointer = format!("{pointer}/content/{}/schema", escape(media_type));
                self.shared_type(Part::new(schema, pointer), trail);
            }
        }
    }
}
