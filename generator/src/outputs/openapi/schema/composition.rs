use foldhash::HashSet;

use openapiv3::Discriminator;

use crate::outputs::openapi::Conversion;
use specwright_document::description::{self, SchemaId};

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
        let mapped: HashSet<SchemaId> = discriminator.mapping.iter().map(|(_, target)| *target).collect();
        let alternatives = schema.one_of().iter().chain(schema.any_of());
        let children = self.names.renamed_children(id).iter();
        for target in alternatives
            .chain(children)
            .filter(|target| !mapped.contains(target))
        {
            if let (Some(name), Some(reference)) =
                (self.names.renamed_schema(*target), self.schema_reference(*target))
            {
                converted.mapping.entry(name.to_string()).or_insert(reference);
            }
        }
        Some(converted)
    }
}
