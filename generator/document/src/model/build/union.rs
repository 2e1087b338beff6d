//! `oneOf` and `anyOf`: one of several types.

use super::alternatives::Alternatives;
use super::combined::Combined;
use super::origin::Trail;
use super::tagging::{Selection, Tags};
use super::{Builder, docs};
use crate::description::{JsonType, SchemaId, Source};
use crate::diagnostic::Code;
use crate::model::{Docs, Label, Origin, Step, Tagging, Type, TypeKind, Union, Variant};
use crate::order;

/// More alternatives than this are any JSON.
const MOST_ALTERNATIVES: usize = 1_000;

impl<'a> Builder<'a> {
    /// Returns what a schema with `oneOf` or `anyOf` is.
    pub(super) fn choice(&mut self, combined: &Combined<'a>, trail: &Trail<'_>) -> TypeKind {
        let source = combined.keywords.source;
        let Some(alternatives) = self.alternatives(combined) else {
            return TypeKind::Alias(self.any_json(source, "several lists of alternatives at once"));
        };
        self.warn_of_circles(combined);
        if alternatives.schemas.is_empty() {
            let without = combined.without_choices(alternatives.demanded);
            return self.kind_of(&without, trail);
        }
        if let Some(kind) = self.enumeration_of(&alternatives) {
            return kind;
        }
        if let [only] = *alternatives.schemas {
            return TypeKind::Alias(self.type_of(only, &trail.step(Step::OnlyAlternative)));
        }
        if alternatives.schemas.len() > MOST_ALTERNATIVES {
            return TypeKind::Alias(self.any_json(source, "more alternatives than a union holds"));
        }
        self.union(alternatives, source, trail)
    }

    /// Warns of alternatives that only lead back to their list.
    fn warn_of_circles(&mut self, combined: &Combined<'a>) {
        for choice in &combined.choices {
            let is_own = self.schemas.get(choice.owner).source == combined.keywords.source;
            if is_own && self.is_circular(choice) {
                self.diagnostics.warning(
                    Code::ReferenceCycle,
                    self.description.sources.place(combined.keywords.source),
                    "an alternative leads to nothing but its own list of alternatives; ignored",
                    "take it out of the list",
                );
            }
        }
    }

    pub(super) fn union(
        &mut self,
        alternatives: Alternatives<'a>,
        source: Source,
        trail: &Trail<'_>,
    ) -> TypeKind {
        let tagging = self.tagging(&alternatives);
        let mut candidates: Vec<Candidate> = Vec::new();
        for (index, &alternative) in alternatives.schemas.iter().enumerate() {
            let Selection {
                tags,
                may_be_untagged,
            } = tagging
                .as_ref()
                .map(|tagging| tagging.alternatives[index].clone())
                .unwrap_or_default();
            let is_fallback = tagging
                .as_ref()
                .is_some_and(|tagging| tagging.fallback == Some(index));
            let combined = self.combined(alternative);
            let label = self.label(alternative, &combined, &tags, index);
            let ty = self.type_of(alternative, &trail.step(Step::Alternative(label.clone())));
            // Where an alternative allows `null`, the union as a whole does.
            let ty = match ty {
                Type::Nullable(inner) => *inner,
                other => other,
            };
            if let Some(tagging) = &tagging
                && self.schemas.parts(alternative).is_some()
            {
                self.add_implied_tag(&ty, &tagging.property);
            }
            match candidates.iter_mut().find(|candidate| candidate.ty == ty) {
                Some(known) => {
                    known.tags.extend(tags);
                    known.may_be_untagged |= may_be_untagged;
                    known.is_fallback |= is_fallback;
                }
                None => candidates.push(Candidate {
                    rank: rank(&combined, &ty),
                    label: self.label_of_type(&ty).unwrap_or(label),
                    tags,
                    may_be_untagged,
                    is_fallback,
                    docs: docs::of_variant(&combined.keywords),
                    ty,
                    required: combined.object().required.len(),
                }),
            }
        }
        if let [only] = candidates.as_slice()
            && (tagging.is_none() || !alternatives.are_some)
        {
            return TypeKind::Alias(only.ty.clone());
        }
        let is_sure = |tags: &Tags| {
            tags.alternatives
                .iter()
                .all(|selection| !selection.may_be_untagged)
        };
        let several = match &tagging {
            Some(tags) if is_sure(tags) => None,
            tags => self.overlap(&alternatives, tags.as_ref(), source, trail),
        };
        let order = |candidate: &Candidate| (candidate.rank, std::cmp::Reverse(candidate.required));
        let tagging = match tagging {
            None => {
                order::sort_by_key(&mut candidates, order);
                Tagging::Untagged
            }
            Some(tags) => {
                let mut untagged: Vec<usize> = (0..candidates.len()).collect();
                untagged.retain(|&index| candidates[index].may_be_untagged);
                order::sort_by_key(&mut untagged, |&index| order(&candidates[index]));
                let mut fallback = candidates.iter().position(|candidate| candidate.is_fallback);
                if !untagged.is_empty()
                    && let Some(fallback) = fallback.take()
                {
                    untagged.retain(|&index| index != fallback);
                    untagged.insert(0, fallback);
                }
                Tagging::Property {
                    name: tags.property,
                    fallback,
                    untagged,
                }
            }
        };
        let several = several.map(|ty| {
            candidates.push(Candidate::for_several(ty));
            candidates.len() - 1
        });
        let variants: Vec<Variant> = candidates
            .into_iter()
            .map(|candidate| Variant {
                label: candidate.label,
                ty: candidate.ty,
                tags: candidate.tags,
                docs: candidate.docs,
            })
            .collect();
        TypeKind::Union(Union {
            variants,
            tagging,
            several,
        })
    }

    /// Returns what tells an alternative from the others where its type does.
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

    /// Returns what tells an inline alternative from the others: its title, its tag, a property that it demands, its
    /// type.
    fn label(&self, id: SchemaId, combined: &Combined<'a>, tags: &[String], index: usize) -> Label {
        let last = self
            .schemas
            .parts(id)
            .and_then(|parts| parts.last())
            .copied()
            .unwrap_or(id);
        if self.schemas.is_component(last) {
            return Label::Component(self.component_name(last).to_owned());
        }
        let own = self.schemas.get(last);
        let titled = own.title.as_deref();
        if let Some(title) =
            titled.filter(|title| title.chars().any(char::is_alphanumeric) && title.len() < 60)
        {
            return Label::Title(title.to_owned());
        }
        if let Some(tag) = tags.first() {
            return Label::Tag(tag.clone());
        }
        let object = combined.object();
        let required = object.required.iter().map(|name| name.as_str());
        if let Some(constant) = self.constant_of(combined, required) {
            return Label::Constant(constant);
        }
        let own_required = own.object.as_deref().and_then(|object| object.required.first());
        if let Some(required) = own_required {
            return Label::Requires(required.to_string());
        }
        let properties = object.properties.iter().take(LOOKED_AT);
        let properties = properties.map(|(name, _)| name.as_str());
        if let Some(constant) = self.constant_of(combined, properties) {
            return Label::Constant(constant);
        }
        match combined.json_type {
            Some(JsonType::String) if !combined.keywords.values.is_empty() => Label::Choice,
            Some(json_type) => Label::Json(json_type),
            None => Label::SourcePointer(index),
        }
    }

    /// Returns the constant that the first of these properties has which has one.
    fn constant_of<'n>(
        &self,
        combined: &Combined<'a>,
        mut properties: impl Iterator<Item = &'n str>,
    ) -> Option<String> {
        properties.find_map(|name| {
            let property = self.combined(combined.property(name)?);
            match property.keywords.values.as_slice() {
                [only] => only.value.as_str().map(str::to_owned),
                _ => None,
            }
        })
    }
}

/// How many properties of an alternative are looked at for one with a constant, where it requires none.
const LOOKED_AT: usize = 32;

struct Candidate {
    label: Label,
    ty: Type,
    tags: Vec<String>,
    may_be_untagged: bool,
    is_fallback: bool,
    docs: Docs,
    rank: u8,
    required: usize,
}

impl Candidate {
    /// Creates the variant for values that fit several others.
    fn for_several(ty: Type) -> Self {
        Self {
            label: Label::Several,
            ty,
            tags: Vec::new(),
            may_be_untagged: false,
            is_fallback: false,
            docs: Docs {
                summary: Some("A value that fits several of the other variants at once.".into()),
                ..Docs::default()
            },
            rank: 0,
            required: 0,
        }
    }
}

/// Returns the place of a type in the order in which alternatives are tried, narrow ones first: a later one takes whatever an earlier one takes, not the other way round.
fn rank(combined: &Combined<'_>, ty: &Type) -> u8 {
    match ty {
        Type::Null => 0,
        Type::Boolean => 1,
        _ if !combined.keywords.values.is_empty() => 2,
        Type::Uuid | Type::DateTime | Type::DateTimeWithOffset | Type::Date => 3,
        Type::Base64 | Type::Binary => 5,
        Type::Integer(_) => 3,
        Type::Replaced(_) => 3,
        Type::Float | Type::Double | Type::Decimal => 4,
        Type::String => 6,
        Type::Array(_) | Type::Tuple(_) => 2,
        Type::Named(_) => 2,
        Type::Nullable(inner) | Type::Boxed(inner) => rank(combined, inner),
        Type::Map(_) => 7,
        Type::Json => 8,
    }
}
