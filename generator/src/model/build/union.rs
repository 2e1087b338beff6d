//! `oneOf` and `anyOf`: one of several types.

use std::collections::HashSet;

use super::alternatives::Alternatives;

use super::merged::Merged;
use super::origin::Trail;
use super::part::{Part, SchemaRef};
use super::pointer::unescape;
use super::{Builder, docs};
use crate::model::{Docs, EnumValue, JsonType, Label, Origin, Step, Tagging, Type, TypeKind, Union, Variant};

/// More alternatives than this are any JSON.
const MOST_ALTERNATIVES: usize = 1_000;

impl<'a> Builder<'a> {
    /// What a schema with `oneOf` or `anyOf` is.
    pub(super) fn choice(&mut self, merged: &Merged<'a>, trail: &Trail<'_>) -> TypeKind {
        let Some(alternatives) = self.alternatives(merged) else {
            let ty = self.any_json(&merged.pointer, "several lists of alternatives at once");
            return TypeKind::Alias(ty);
        };
        if alternatives.lists.is_empty() {
            let without = merged.without_choices();
            return self.kind_of(&without, trail);
        }
        if let Some(kind) = self.all_strings(&alternatives) {
            return kind;
        }
        if let [only] = alternatives.lists.as_slice() {
            return TypeKind::Alias(self.type_of_all(only.clone(), &trail.step(Step::OnlyAlternative)));
        }
        if alternatives.lists.len() > MOST_ALTERNATIVES {
            let ty = self.any_json(&merged.pointer, "more alternatives than a union holds");
            return TypeKind::Alias(ty);
        }
        self.union(alternatives, trail)
    }

    /// One enum for alternatives that are all strings: listed ones, and any other where one alternative is a plain
    /// string.
    fn all_strings(&mut self, alternatives: &Alternatives<'a>) -> Option<TypeKind> {
        let mut values: Vec<(String, Docs)> = Vec::new();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut sole_component = None;
        let mut plain = 0usize;
        for (list, merged) in alternatives.lists.iter().zip(&alternatives.merged) {
            if merged.json_type.is_some_and(|ty| ty != JsonType::String) || !merged.choices.is_empty() {
                return None;
            }
            if merged.values.is_empty() {
                let any_string = merged.json_type.is_some() && self.string_is_plain(merged.format.as_deref());
                if !any_string {
                    return None;
                }
                plain += 1;
                continue;
            }
            if let [
                Part {
                    schema: SchemaRef::Component(name),
                    ..
                },
            ] = list.as_slice()
            {
                sole_component = Some(*name);
            }
            for value in &merged.values {
                let wire = value.as_str()?;
                if seen.insert(wire) {
                    let docs = if merged.values.len() == 1 {
                        docs::of_constant(merged)
                    } else {
                        Docs::default()
                    };
                    values.push((wire.to_owned(), docs));
                }
            }
        }
        if values.is_empty() {
            return Some(TypeKind::Alias(Type::String));
        }
        if let Some(name) = sole_component
            && plain + 1 == alternatives.lists.len()
        {
            return Some(TypeKind::Alias(self.component_type(name)));
        }
        let listed = values.into_iter().map(|(value, docs)| EnumValue {
            value,
            name: None,
            docs,
        });
        Some(TypeKind::StringEnum(listed.collect()))
    }

    fn string_is_plain(&self, format: Option<&str>) -> bool {
        !matches!(format, Some("date-time" | "date" | "uuid" | "byte"))
    }

    fn union(&mut self, alternatives: Alternatives<'a>, trail: &Trail<'_>) -> TypeKind {
        let tagging = self.tagging(&alternatives);
        let mut candidates: Vec<Candidate> = Vec::new();
        for (index, list) in alternatives.lists.iter().enumerate() {
            let tags = tagging
                .as_ref()
                .map(|tagging| tagging.tags[index].clone())
                .unwrap_or_default();
            let merged = &alternatives.merged[index];
            let label = self.label(list, merged, &tags, index);
            let ty = self.type_of_all(list.clone(), &trail.step(Step::Alternative(label.clone())));
            // Where an alternative allows `null`, the union as a whole does.
            let ty = match ty {
                Type::Nullable(inner) => *inner,
                other => other,
            };
            match candidates.iter_mut().find(|candidate| candidate.ty == ty) {
                Some(known) => known.tags.extend(tags),
                None => candidates.push(Candidate {
                    rank: rank(merged, &ty),
                    label: self.label_of_type(&ty).unwrap_or(label),
                    tags,
                    docs: docs::of_variant(merged),
                    ty,
                    required: merged.required.len(),
                }),
            }
        }
        if let [only] = candidates.as_slice() {
            return TypeKind::Alias(only.ty.clone());
        }
        let tagging = tagging.filter(|_| candidates.iter().all(|candidate| candidate.ty != Type::Null));
        if tagging.is_none() {
            candidates.sort_by_key(|candidate| (candidate.rank, std::cmp::Reverse(candidate.required)));
        }
        let variants: Vec<Variant> = candidates
            .into_iter()
            .map(|candidate| Variant {
                label: candidate.label,
                ty: candidate.ty,
                tags: if tagging.is_some() {
                    candidate.tags
                } else {
                    Vec::new()
                },
                docs: candidate.docs,
            })
            .collect();
        let tagging = match tagging {
            None => Tagging::Untagged,
            Some(tags) => Tagging::Property {
                name: tags.property,
                fallback: tags.fallback.filter(|&index| index < variants.len()),
            },
        };
        TypeKind::Union(Union { variants, tagging })
    }

    /// What tells an alternative from the others where its type does.
    fn label_of_type(&self, ty: &Type) -> Option<Label> {
        match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => self.label_of_type(inner),
            Type::Named(id) => {
                let origin = &self.origins[self.types[id.0].origin.0];
                matches!(origin, Origin::Component(_)).then_some(Label::Type)
            }
            _ => Some(Label::Type),
        }
    }

    /// What tells an inline alternative from the others: its title, its tag, a property that it demands, its type.
    fn label(&self, list: &[Part<'a>], merged: &Merged<'a>, tags: &[String], index: usize) -> Label {
        if let Some(Part {
            schema: SchemaRef::Component(name),
            ..
        }) = list.last()
        {
            return Label::Component(unescape(name));
        }
        let own = list.last().map(|part| self.described(std::slice::from_ref(part)));
        let titled = own
            .as_ref()
            .and_then(|own| own.data)
            .and_then(|data| data.title.as_deref());
        if let Some(title) =
            titled.filter(|title| title.chars().any(char::is_alphanumeric) && title.len() < 60)
        {
            return Label::Title(title.to_owned());
        }
        if let Some(tag) = tags.first() {
            return Label::Tag(tag.clone());
        }
        if let Some(constant) = constant_of(self, merged) {
            return Label::Constant(constant);
        }
        let own_required = own.as_ref().and_then(|own| own.required.first().copied());
        if let Some(required) = own_required {
            return Label::Requires(required.to_owned());
        }
        match merged.json_type {
            Some(JsonType::String) if !merged.values.is_empty() => Label::Choice,
            Some(json_type) => Label::Json(json_type),
            None => Label::Place(index),
        }
    }
}

struct Candidate {
    label: Label,
    ty: Type,
    tags: Vec<String>,
    docs: Docs,
    rank: u8,
    required: usize,
}

/// Narrow types first: a later one takes whatever an earlier one takes, not the other way round.
fn rank(merged: &Merged<'_>, ty: &Type) -> u8 {
    match ty {
        Type::Null => 0,
        Type::Boolean => 1,
        _ if !merged.values.is_empty() => 2,
        Type::Uuid | Type::DateTime | Type::Date => 3,
        Type::Base64 | Type::Binary => 5,
        Type::Integer(_) => 3,
        Type::Float | Type::Double => 4,
        Type::String => 6,
        Type::Array(_) | Type::Tuple(_) => 2,
        Type::Named(_) => 2,
        Type::Nullable(inner) | Type::Boxed(inner) => rank(merged, inner),
        Type::Map(_) => 7,
        Type::Json => 8,
    }
}

/// The constant that a required property of an object has.
fn constant_of<'a>(builder: &Builder<'a>, merged: &Merged<'a>) -> Option<String> {
    merged.required.iter().find_map(|name| {
        let property = builder.merge(merged.properties.get(name)?);
        match property.values.as_slice() {
            [serde_json::Value::String(value)] => Some(value.clone()),
            _ => None,
        }
    })
}
