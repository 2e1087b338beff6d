//! The alternatives of `oneOf` and `anyOf`, each with what stands beside them.

use std::rc::Rc;

use openapiv3::{AnySchema, Discriminator, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::Builder;
use super::merged::Merged;
use super::part::{Part, SchemaRef};
use crate::model::JsonType;

/// Two lists of alternatives that both apply become the list of their pairs, up to this many.
const MOST_PAIRS: usize = 64;

/// Steps that the copy of a schema, with all that is in it, counts for.
const COPY: usize = 64;

/// The alternatives of a schema: each a list of schemas that all apply.
pub(super) struct Alternatives<'a> {
    pub(super) lists: Vec<Vec<Part<'a>>>,
    /// What each of them says.
    pub(super) merged: Vec<Rc<Merged<'a>>>,
    pub(super) discriminator: Option<&'a Discriminator>,
}

impl<'a> Builder<'a> {
    /// The alternatives of a schema, each with what the schema says beside them. Alternatives that only demand
    /// properties are left out: they say nothing about types.
    pub(super) fn alternatives(&self, merged: &Merged<'a>) -> Option<Alternatives<'a>> {
        let beside = self.says_beside(merged);
        let mut lists: Vec<Vec<Part<'a>>> = vec![Vec::new()];
        let mut discriminator = merged.discriminator;
        let mut any = false;
        for choice in &merged.choices {
            let demands_only = choice.parts.iter().all(|part| self.only_demands(part));
            if demands_only && beside.is_some() {
                continue;
            }
            any = true;
            discriminator = choice.discriminator.or(discriminator);
            if lists.len() * choice.parts.len() > MOST_PAIRS && lists.len() > 1 {
                return None;
            }
            lists = lists
                .iter()
                .flat_map(|list| {
                    choice.parts.iter().map(move |part| {
                        let mut list = list.clone();
                        list.push(part.clone());
                        list
                    })
                })
                .collect();
        }
        if !any {
            return Some(Alternatives {
                lists: Vec::new(),
                merged: Vec::new(),
                discriminator,
            });
        }
        if let Some(beside) = beside {
            for list in &mut lists {
                list.insert(0, beside.clone());
            }
        }
        let merged = lists.iter().map(|list| self.merge(list)).collect();
        Some(Alternatives {
            lists,
            merged,
            discriminator,
        })
    }

    /// The part of a schema that stands beside its alternatives, if it constrains anything.
    fn says_beside(&self, merged: &Merged<'a>) -> Option<Part<'a>> {
        if merged.properties.is_empty() && merged.values.is_empty() {
            return None;
        }
        let inline = merged.properties.values().flatten();
        let inline = inline.filter(|part| matches!(part.schema, SchemaRef::Inline(_)));
        if !self.work.spend(COPY * inline.count()) {
            return None;
        }
        let schema = beside_schema(merged);
        Some(Part::new(self.arena.alloc(schema), merged.pointer.clone()))
    }

    /// `{required: […]}` and alike.
    fn only_demands(&self, part: &Part<'a>) -> bool {
        let SchemaRef::Inline(schema) = part.schema else {
            return false;
        };
        let alone = match &schema.schema_kind {
            SchemaKind::Type(_) | SchemaKind::Not { .. } => true,
            SchemaKind::Any(any) => any.all_of.is_empty(),
            SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } | SchemaKind::AllOf { .. } => false,
        };
        if !alone {
            return false;
        }
        let merged = self.described(std::slice::from_ref(part));
        merged.is_unconstrained()
            || (merged.properties.is_empty()
                && matches!(merged.json_type, Some(JsonType::Object))
                && !merged.required.is_empty())
    }
}

/// The schema that stands beside a list of alternatives, without them.
fn beside_schema(merged: &Merged<'_>) -> ReferenceOr<Schema> {
    let properties = merged
        .properties
        .iter()
        .map(|(&name, parts)| (name.to_owned(), schema_of(parts)))
        .collect();
    let typ = match merged.json_type {
        Some(JsonType::String) => Some("string"),
        Some(JsonType::Integer) => Some("integer"),
        Some(JsonType::Number) => Some("number"),
        Some(JsonType::Boolean) => Some("boolean"),
        Some(JsonType::Object) => Some("object"),
        Some(JsonType::Array) => Some("array"),
        None => None,
    };
    let any = AnySchema {
        typ: typ.map(str::to_owned),
        properties,
        required: merged.required.iter().map(|&name| name.to_owned()).collect(),
        enumeration: merged.values.clone(),
        ..AnySchema::default()
    };
    ReferenceOr::Item(Schema {
        schema_data: SchemaData::default(),
        schema_kind: SchemaKind::Any(any),
    })
}

/// A schema that says what all of `parts` say.
pub(super) fn schema_of(parts: &[Part<'_>]) -> ReferenceOr<Box<Schema>> {
    let of_one = |part: &Part<'_>| match part.schema {
        SchemaRef::Component(name) => ReferenceOr::Reference {
            reference: format!("#/components/schemas/{name}"),
        },
        SchemaRef::Inline(schema) => ReferenceOr::Item(Box::new(schema.clone())),
    };
    match parts {
        [only] => of_one(only),
        several => ReferenceOr::Item(Box::new(Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::AllOf {
                all_of: several.iter().map(|part| of_one(part).unbox()).collect(),
            },
        })),
    }
}
