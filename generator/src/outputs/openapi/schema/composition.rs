use openapiv3::Discriminator;

use crate::description::{self, SchemaId};
use crate::outputs::openapi::Conversion;

impl Conversion<'_> {
    /// Converts a discriminator. `id` is the schema that has it.
    pub(super) fn discriminator(
        &mut self,
        id: SchemaId,
        schema: &description::Schema,
    ) -> Option<Discriminator> {
        let discriminator = schema.discriminator()?;
        if discriminator.default_mapping.is_some() {
            self.not_in_openapi_30(schema.source, "`defaultMapping` of a discriminator", "left out");
        }
        let mut converted = Discriminator {
            property_name: discriminator.property_name.to_string(),
            ..Discriminator::default()
        };
        for (value, target) in &discriminator.mapping {
            if let Some(reference) = self.schema_reference(*target) {
                converted.mapping.insert(value.to_string(), reference);
            }
        }
        // A value that is not mapped is the key of a component: where that key changed, the mapping has to be stated.
        for (renamed, name) in self.names.renamed_schemas() {
            let is_mapped = discriminator.mapping.iter().any(|(_, target)| target == renamed);
            if !is_mapped
                && (schema.one_of().contains(renamed)
                    || schema.any_of().contains(renamed)
                    || self.extends(*renamed, id))
                && let Some(reference) = self.schema_reference(*renamed)
            {
                converted.mapping.entry(name.to_string()).or_insert(reference);
            }
        }
        Some(converted)
    }

    /// Returns whether `schema` has `parent` in its `allOf`, or in that of one of those in it.
    fn extends(&self, schema: SchemaId, parent: SchemaId) -> bool {
        let mut seen = std::collections::HashSet::new();
        let mut left = vec![schema];
        while let Some(id) = left.pop() {
            for &of in self.description.schemas[id].all_of() {
                if of == parent {
                    return true;
                }
                if seen.insert(of) {
                    left.push(of);
                }
            }
        }
        false
    }
}
