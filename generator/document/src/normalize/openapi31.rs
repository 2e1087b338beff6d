//! What OpenAPI 3.1 brought beside JSON Schema 2020-12: `webhooks`.
//!
//! Documents of other versions use the keywords of 2020-12 too, and are then understood just the same.

use crate::description::{Extensions, PathItem};

use super::cursor::Cursor;
use super::info::extensions_but;
use super::normalizer::Normalizer;
use super::parameter::Scope;
use super::vendor::webhooks;

impl<'d> Normalizer<'_, 'd> {
    /// Reads `webhooks`, or `x-webhooks` of OpenAPI 3.0: requests that the API's server sends.
    pub(super) fn webhooks(&mut self, root: &Cursor<'d, '_>) -> Vec<PathItem> {
        let mut items = Vec::new();
        let Some(field) = root.field("webhooks").or_else(|| root.field(webhooks::NAME)) else {
            return items;
        };
        let is_outside = !std::mem::replace(&mut self.is_in_callback, self.callbacks.is_some());
        for (name, item) in field.entries() {
            if name.starts_with("x-") {
                continue;
            }
            if let Some(item) = self.path_item(&item, &Scope::default()) {
                items.push(PathItem {
                    path: name.clone(),
                    ..item
                });
            }
        }
        self.is_in_callback &= !is_outside;
        items
    }
}

/// Returns the extensions of a document, without its webhooks.
pub(super) fn document_extensions(root: &Cursor<'_, '_>) -> Extensions {
    extensions_but(root, &[webhooks::NAME])
}
