use openapiv3::{AnySchema, ReferenceOr};

use super::{any_of, boxed, unconstrained, value};
use crate::outputs::openapi::Conversion;
use specwright_document::description::{self, ArrayKeywords};

impl Conversion<'_> {
    /// Converts keywords for arrays. `items`, which OpenAPI 3.0 requires of an array, is always there.
    pub(super) fn array_keywords(&mut self, schema: &description::Schema, any: &mut AnySchema) {
        let none = ArrayKeywords::default();
        let keywords = schema.array.as_deref().unwrap_or(&none);
        any.min_items = keywords.min_items.and_then(value::size);
        any.max_items = keywords.max_items.and_then(value::size);
        any.unique_items = keywords.unique_items.then_some(true);
        if keywords.contains.is_some() {
            self.not_in_openapi_30(schema.source, "`contains`", "left out");
        }
        if keywords.prefix_items.is_empty() {
            any.items = match keywords.items {
                Some(items) => Some(self.boxed_schema(items)),
                None => schema
                    .json_type
                    .map(|_| ReferenceOr::Item(Box::new(unconstrained()))),
            };
        } else {
            self.tuple(schema, keywords, any);
        }
    }

    /// Converts a tuple: each of its items fits one of the schemas that it has.
    fn tuple(&mut self, schema: &description::Schema, keywords: &ArrayKeywords, any: &mut AnySchema) {
        let length = keywords.prefix_items.len();
        let ends = keywords
            .items
            .is_some_and(|items| self.description.schemas[items].never);
        if ends {
            any.max_items = Some(any.max_items.map_or(length, |items| items.min(length)));
        }
        let mut items = self.schemas(&keywords.prefix_items);
        let goes_on = any.max_items.is_none_or(|items| items > length);
        let further = match keywords.items {
            _ if !goes_on => None,
            Some(further) => Some(self.schema(further)),
            None => Some(ReferenceOr::Item(unconstrained())),
        };
        let is_any = matches!(&further, Some(ReferenceOr::Item(schema)) if *schema == unconstrained());
        any.items = Some(boxed(if is_any {
            ReferenceOr::Item(unconstrained())
        } else {
            items.extend(further);
            any_of(items)
        }));
        self.not_in_openapi_30(
            schema.source,
            "`prefixItems`",
            "replaced by `items` that fit any of them",
        );
    }
}
