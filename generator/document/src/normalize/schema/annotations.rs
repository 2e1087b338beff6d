//! Parts of `allOf`, and alternatives, that say nothing of values: `allOf: [{$ref: …}, {nullable: true, description: …}]` is how documents
//! before OpenAPI 3.1 annotate a reference, beside which nothing else counts there.

use super::Read;
use super::reading::Reading;
use crate::description::{JsonType, Schema};

impl Reading<'_> {
    /// Takes over what parts of `allOf` say that only annotate, first those that stand first. What the schema itself says
    /// counts more.
    pub(super) fn settle_annotations(&mut self) {
        for part in std::mem::take(&mut self.annotations) {
            annotate(&mut self.schema, part);
        }
    }

    /// Drops the alternatives of a stated type that say nothing of values: they tell people what the values mean.
    pub(super) fn settle_alternatives(&mut self) {
        if self.types.is_empty() {
            return;
        }
        for alternatives in [&mut self.one_of, &mut self.any_of] {
            let only_describe = |read: &Read| match read {
                Read::Inline(schema) => schema.json_type.is_none() && says_at_most_object(schema),
                Read::Component(_) => false,
            };
            if alternatives.iter().all(only_describe) {
                for alternative in alternatives.drain(..) {
                    if let Read::Inline(schema) = alternative {
                        self.schema.nullable |= schema.nullable;
                    }
                }
            }
        }
    }

    /// Adds a part of `allOf`. Returns what is left of it: nothing, where it only annotates.
    pub(super) fn without_annotations(&mut self, part: Read) -> Option<Read> {
        match part {
            Read::Inline(mut part) if says_at_most_object(&part) => {
                let left = part.json_type.is_some().then(|| Schema {
                    source: part.source,
                    json_type: part.json_type.take(),
                    ..Schema::default()
                });
                self.annotations.push(*part);
                left.map(|left| Read::Inline(Box::new(left)))
            }
            part => Some(part),
        }
    }
}

/// Returns whether a schema says nothing of values, unless that they are objects.
fn says_at_most_object(schema: &Schema) -> bool {
    let says_more = schema
        .json_type
        .is_some_and(|json_type| json_type != JsonType::Object)
        || schema.only_null
        || schema.never
        || schema.unresolved
        || schema.text_of_number
        || schema.format.is_some()
        || !schema.values.is_empty()
        || schema.number.is_some()
        || schema.string.is_some()
        || schema.object.is_some()
        || schema.array.is_some()
        || schema.composition.is_some();
    !says_more
}

/// Adds the annotations of `other` to those of a schema, which has its own.
fn annotate(schema: &mut Schema, other: Schema) {
    schema.nullable |= other.nullable;
    schema.read_only |= other.read_only;
    schema.write_only |= other.write_only;
    schema.deprecated |= other.deprecated;
    schema.title = schema.title.take().or(other.title);
    schema.description = schema.description.take().or(other.description);
    schema.default = schema.default.take().or(other.default);
    schema.example = schema.example.take().or(other.example);
    schema.xml = schema.xml.take().or(other.xml);
    schema.external_docs = schema.external_docs.take().or(other.external_docs);
    for (name, value) in other.extensions.iter() {
        if schema.extensions.get(name).is_none() {
            schema.extensions.insert(name.into(), value.clone());
        }
    }
}
