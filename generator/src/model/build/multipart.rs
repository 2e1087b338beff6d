//! Bodies of `multipart/…`: the parts that their schemas name.

use indexmap::{IndexMap, IndexSet};
use openapiv3::{MediaType, ReferenceOr, Schema, SchemaData, SchemaKind};

use super::alternatives::schema_of;
use super::bodies::{MediaKind, essence};
use super::merged::Merged;
use super::origin::Trail;
use super::part::Part;
use super::{Builder, docs};
use crate::model::{BodyKind, JsonType, Part as FormPart, PartKind, Step, Type};

/// How deep alternatives within alternatives are looked for parts.
const DEEPEST: usize = 8;

/// The properties of a schema and of all its alternatives.
#[derive(Default)]
struct Parts<'a> {
    /// For each name: what the schema says of it, and each alternative that says something else.
    described: IndexMap<&'a str, Vec<Vec<Part<'a>>>>,
    /// Those that are required whatever the alternative.
    required: IndexSet<&'a str>,
}

impl<'a> Builder<'a> {
    pub(super) fn multipart(
        &mut self,
        part: Part<'a>,
        content: &'a MediaType,
        trail: &Trail<'_>,
    ) -> BodyKind {
        let merged = self.merge(&[part]);
        let all = self.parts(&merged, 0);
        if all.described.is_empty() {
            return BodyKind::OpenMultipart;
        }
        let form = trail.step(Step::Form);
        let mut parts = Vec::new();
        for (wire, alternatives) in all.described {
            let property = self.any_of(alternatives);
            let described = self.merge(&property);
            let list = described.json_type == Some(JsonType::Array) && !described.items.is_empty();
            let encoding = content.encoding.get(wire);
            let content_type = encoding.and_then(|encoding| encoding.content_type.clone());
            let (kind, repeated) = match self.files(&described) {
                Some(several) => (PartKind::File, several),
                None => {
                    let item = if list { described.items.clone() } else { property };
                    let of_item = self.merge(&item);
                    let kind = self.part_kind(item, &of_item, content_type.as_deref(), &form.property(wire));
                    (kind, list)
                }
            };
            parts.push(FormPart {
                wire: wire.to_owned(),
                required: all.required.contains(wire),
                repeated,
                kind,
                content_type,
                docs: docs::of_property(&described),
            });
        }
        BodyKind::Multipart(parts)
    }

    /// The parts that a schema names, itself or in its alternatives: a form has them all, and the caller gives those of
    /// one alternative.
    fn parts(&self, merged: &Merged<'a>, depth: usize) -> Parts<'a> {
        let mut all = Parts {
            described: merged
                .properties
                .iter()
                .map(|(&name, parts)| (name, vec![parts.clone()]))
                .collect(),
            required: merged.required.iter().copied().collect(),
        };
        if depth == DEEPEST {
            return all;
        }
        for choice in &merged.choices {
            let mut required: Option<IndexSet<&'a str>> = None;
            for alternative in &choice.parts {
                if !self.work.spend(1) {
                    return all;
                }
                let inner = self.parts(&self.merge(std::slice::from_ref(alternative)), depth + 1);
                for (name, ways) in inner.described {
                    let known = all.described.entry(name).or_default();
                    for way in ways {
                        if !known.iter().any(|other| same(other, &way)) {
                            known.push(way);
                        }
                    }
                }
                required = Some(match required {
                    Some(present) => present.intersection(&inner.required).copied().collect(),
                    None => inner.required,
                });
            }
            all.required.extend(required.into_iter().flatten());
        }
        all
    }

    /// One schema for several that a value may be of.
    fn any_of(&self, mut alternatives: Vec<Vec<Part<'a>>>) -> Vec<Part<'a>> {
        if alternatives.len() == 1 {
            return alternatives.pop().unwrap_or_default();
        }
        let pointer = alternatives
            .iter()
            .flatten()
            .next()
            .map(|part| part.pointer.clone())
            .unwrap_or_default();
        let schema = Schema {
            schema_data: SchemaData::default(),
            schema_kind: SchemaKind::AnyOf {
                any_of: alternatives
                    .iter()
                    .map(|parts| schema_of(parts).unbox())
                    .collect(),
            },
        };
        vec![Part::new(self.arena.alloc(ReferenceOr::Item(schema)), pointer)]
    }

    /// Whether a part that has alternatives is a file by one of them, and whether it may be several.
    fn files(&self, described: &Merged<'a>) -> Option<bool> {
        let [choice] = described.choices.as_slice() else {
            return None;
        };
        let is_file = |merged: &Merged<'a>| merged.format.as_deref() == Some("binary");
        let mut found = None;
        for alternative in &choice.parts {
            let merged = self.merge(std::slice::from_ref(alternative));
            if is_file(&merged) {
                found.get_or_insert(false);
            } else if is_file(&self.merge(&merged.items)) {
                found = Some(true);
            }
        }
        found
    }

    fn part_kind(
        &mut self,
        item: Vec<Part<'a>>,
        merged: &Merged<'a>,
        content_type: Option<&str>,
        trail: &Trail<'_>,
    ) -> PartKind {
        let textual = content_type.is_none_or(|content_type| {
            content_type.starts_with("text/") || MediaKind::of(&essence(content_type)) == MediaKind::Json
        });
        let binary = merged.format.as_deref() == Some("binary")
            || (merged.json_type == Some(JsonType::String) && !textual);
        if binary || (merged.is_unconstrained() && merged.data.is_some_and(|data| !data.nullable) && !textual)
        {
            return PartKind::File;
        }
        let ty = self.type_of_all(item, trail);
        let ty = match ty {
            Type::Nullable(inner) => *inner,
            ty => ty,
        };
        let json =
            content_type.is_some_and(|content_type| MediaKind::of(&essence(content_type)) == MediaKind::Json);
        // A value of several types is text where it is a scalar, and JSON where it is not.
        let composite = matches!(merged.json_type, Some(JsonType::Object | JsonType::Array));
        if !composite && !json {
            PartKind::Text(ty)
        } else {
            PartKind::Json(ty)
        }
    }
}

/// Whether two descriptions are the same.
fn same(a: &[Part<'_>], b: &[Part<'_>]) -> bool {
    a.len() == b.len()
        && a.iter()
            .zip(b)
            .all(|(a, b)| schema_of(std::slice::from_ref(a)) == schema_of(std::slice::from_ref(b)))
}
