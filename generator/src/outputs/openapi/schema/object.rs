use openapiv3::{AdditionalProperties, AnySchema, ReferenceOr, Schema};

use super::{any_of, unconstrained, value};
use crate::outputs::openapi::Conversion;
use specwright_document::description::{self, ObjectKeywords};

impl Conversion<'_> {
    /// Converts keywords for objects.
    pub(super) fn object_keywords(
        &mut self,
        schema: &description::Schema,
        keywords: &ObjectKeywords,
        any: &mut AnySchema,
    ) {
        any.min_properties = keywords.min_properties.and_then(value::size);
        any.max_properties = keywords.max_properties.and_then(value::size);
        any.required = keywords.required.iter().map(ToString::to_string).collect();
        for (name, property) in &keywords.properties {
            let property = self.boxed_schema(*property);
            any.properties.insert(name.to_string(), property);
        }
        any.additional_properties = if keywords.pattern_properties.is_empty() {
            keywords.additional_properties.map(|additional| match additional {
                description::AdditionalProperties::Any => AdditionalProperties::Any(true),
                description::AdditionalProperties::None => AdditionalProperties::Any(false),
                description::AdditionalProperties::Schema(id) => {
                    AdditionalProperties::Schema(Box::new(self.schema(id)))
                }
            })
        } else {
            self.pattern_properties(schema, keywords)
        };
        if keywords.property_names.is_some() {
            self.not_in_openapi_30(schema.source, "`propertyNames`", "left out");
        }
        if keywords.closed_when_composed {
            self.not_in_openapi_30(schema.source, "`unevaluatedProperties`", "left out");
        }
    }

    /// Converts `patternProperties`: a further property fits the schema of one of the patterns, or that of additional
    /// ones.
    fn pattern_properties(
        &mut self,
        schema: &description::Schema,
        keywords: &ObjectKeywords,
    ) -> Option<AdditionalProperties> {
        let additional: Option<ReferenceOr<Schema>> = match keywords.additional_properties {
            Some(description::AdditionalProperties::None) => None,
            Some(description::AdditionalProperties::Schema(id)) => Some(self.schema(id)),
            Some(description::AdditionalProperties::Any) | None => Some(ReferenceOr::Item(unconstrained())),
        };
        if matches!(&additional, Some(ReferenceOr::Item(schema)) if *schema == unconstrained()) {
            self.not_in_openapi_30(schema.source, "`patternProperties`", "left out");
            return keywords
                .additional_properties
                .map(|_| AdditionalProperties::Any(true));
        }
        let patterns: Vec<_> = keywords.pattern_properties.values().copied().collect();
        let mut alternatives = self.schemas(&patterns);
        alternatives.extend(additional);
        self.not_in_openapi_30(
            schema.source,
            "`patternProperties`",
            "replaced by `additionalProperties` that fit any of them",
        );
        Some(AdditionalProperties::Schema(Box::new(any_of(alternatives))))
    }
}
