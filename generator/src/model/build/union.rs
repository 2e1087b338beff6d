//! `oneOf` and `anyOf`: one of several types.

use std::rc::Rc;

use openapiv3::{Discriminator, SchemaKind};

use super::enumeration::{Details, string_enum, unknown_variant};
use super::naming::{Case, Scope, camel};
use super::part::{JsonType, Merged, Part, SchemaRef};
use super::{Builder, docs};
use crate::model::{Docs, Integer, StringEnum, Tagging, Type, TypeKind, Union, Variant};

/// Two lists of alternatives that both apply become the list of their pairs, up to this many.
const MOST_PAIRS: usize = 64;

impl<'a> Builder<'a> {
    /// What a schema with `oneOf` or `anyOf` is.
    pub(super) fn choice(&mut self, merged: &Merged<'a>, hint: &str) -> TypeKind {
        let Some(alternatives) = self.alternatives(merged) else {
            let ty = self.any_json(&merged.pointer, "several lists of alternatives at once");
            return TypeKind::Alias(ty);
        };
        if alternatives.lists.is_empty() {
            let without = merged.without_choices();
            return self.kind_of(&without, hint);
        }
        if let Some(kind) = self.all_strings(&alternatives) {
            return kind;
        }
        if let [only] = alternatives.lists.as_slice() {
            return TypeKind::Alias(self.type_of_all(only.clone(), hint));
        }
        self.union(alternatives, hint)
    }

    /// The alternatives of a schema, each with what the schema says beside them. Alternatives that only demand
    /// properties are left out: they say nothing about types.
    fn alternatives(&self, merged: &Merged<'a>) -> Option<Alternatives<'a>> {
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

    /// One enum for alternatives that are all strings: listed ones, and any other where one alternative is a plain
    /// string.
    fn all_strings(&mut self, alternatives: &Alternatives<'a>) -> Option<TypeKind> {
        let mut values: Vec<(String, Docs)> = Vec::new();
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
                if !values.iter().any(|(known, _)| known == wire) {
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
        let listed: StringEnum = string_enum(values.into_iter(), &Details::NONE);
        Some(TypeKind::StringEnum(listed))
    }

    fn string_is_plain(&self, format: Option<&str>) -> bool {
        !matches!(format, Some("date-time" | "date" | "uuid" | "byte"))
    }

    fn union(&mut self, alternatives: Alternatives<'a>, hint: &str) -> TypeKind {
        let tagging = self.tagging(&alternatives);
        let mut candidates: Vec<Candidate> = Vec::new();
        for (index, list) in alternatives.lists.iter().enumerate() {
            let tags = tagging
                .as_ref()
                .map(|tagging| tagging.tags[index].clone())
                .unwrap_or_default();
            let merged = &alternatives.merged[index];
            let title = self.variant_title(list, merged, &tags, index);
            let ty = self.type_of_all(list.clone(), &format!("{hint}{}", camel(&title)));
            let (nullable, ty) = match ty {
                Type::Nullable(inner) => (true, *inner),
                other => (false, other),
            };
            if nullable && !candidates.iter().any(|candidate| candidate.ty == Type::Null) {
                candidates.push(Candidate::null());
            }
            match candidates.iter_mut().find(|candidate| candidate.ty == ty) {
                Some(known) => known.tags.extend(tags),
                None => candidates.push(Candidate {
                    rank: rank(merged, &ty),
                    title,
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
        self.finish_union(candidates, tagging)
    }

    fn finish_union(
        &mut self,
        candidates: Vec<Candidate>,
        tagging: Option<super::tagging::Tags>,
    ) -> TypeKind {
        let mut names = Scope::default();
        let arrays = candidates
            .iter()
            .filter(|candidate| matches!(candidate.ty, Type::Array(_)))
            .count();
        let variants: Vec<Variant> = candidates
            .into_iter()
            .map(|candidate| {
                let text = match &candidate.ty {
                    Type::Array(items) if arrays > 1 => format!("{}Array", self.type_word(items)),
                    ty => match self.type_word(ty) {
                        word if word.is_empty() => candidate.title.clone(),
                        word => word,
                    },
                };
                Variant {
                    name: names.claim(&text, Case::Camel, &["Value"]),
                    ty: candidate.ty,
                    tags: if tagging.is_some() {
                        candidate.tags
                    } else {
                        Vec::new()
                    },
                    docs: candidate.docs,
                }
            })
            .collect();
        let tagging = match tagging {
            None => Tagging::Untagged,
            Some(tags) => Tagging::Property {
                name: tags.property,
                unknown: unknown_variant(&mut names),
                fallback: tags.fallback.filter(|&index| index < variants.len()),
            },
        };
        TypeKind::Union(Union { variants, tagging })
    }

    /// A word for a type, as the name of a variant.
    fn type_word(&self, ty: &Type) -> String {
        match ty {
            Type::Boolean => "Boolean".to_owned(),
            Type::Integer(Integer::I64 | Integer::U64 | Integer::I32 | Integer::U32) => "Integer".to_owned(),
            Type::Integer(_) => "SmallInteger".to_owned(),
            Type::Float | Type::Double => "Number".to_owned(),
            Type::String => "String".to_owned(),
            Type::DateTime => "DateTime".to_owned(),
            Type::Date => "Date".to_owned(),
            Type::Uuid => "Uuid".to_owned(),
            Type::Base64 | Type::Binary => "Bytes".to_owned(),
            Type::Json => "Json".to_owned(),
            Type::Null => "Null".to_owned(),
            Type::Array(_) => "Array".to_owned(),
            Type::Map(_) => "Map".to_owned(),
            Type::Tuple(_) => "Tuple".to_owned(),
            Type::Nullable(inner) | Type::Boxed(inner) => self.type_word(inner),
            Type::Named(id) => match self.types[id.0].component {
                Some(_) => self.types[id.0].name.as_str().to_owned(),
                None => String::new(),
            },
        }
    }

    /// What tells an inline alternative from the others: its title, its tag, a property that it demands, its type.
    fn variant_title(&self, list: &[Part<'a>], merged: &Merged<'a>, tags: &[String], index: usize) -> String {
        if let Some(Part {
            schema: SchemaRef::Component(name),
            ..
        }) = list.last()
        {
            return (*name).to_owned();
        }
        let own = list.last().map(|part| self.described(std::slice::from_ref(part)));
        let titled = own
            .as_ref()
            .and_then(|own| own.data)
            .and_then(|data| data.title.as_deref());
        if let Some(title) =
            titled.filter(|title| title.chars().any(char::is_alphanumeric) && title.len() < 60)
        {
            return title.to_owned();
        }
        if let Some(tag) = tags.first() {
            return tag.clone();
        }
        if let Some(constant) = constant_of(self, merged) {
            return constant;
        }
        let own_required = own.as_ref().and_then(|own| own.required.first().copied());
        if let Some(required) = own_required {
            return format!("with {required}");
        }
        match merged.json_type {
            Some(JsonType::String) if !merged.values.is_empty() => "Choice".to_owned(),
            Some(JsonType::String) => "String".to_owned(),
            Some(JsonType::Integer) => "Integer".to_owned(),
            Some(JsonType::Number) => "Number".to_owned(),
            Some(JsonType::Boolean) => "Boolean".to_owned(),
            Some(JsonType::Array) => "Array".to_owned(),
            Some(JsonType::Object) => "Object".to_owned(),
            None => format!("Variant {}", index + 1),
        }
    }
}

/// The alternatives of a schema: each a list of schemas that all apply.
pub(super) struct Alternatives<'a> {
    pub(super) lists: Vec<Vec<Part<'a>>>,
    /// What each of them says.
    pub(super) merged: Vec<Rc<Merged<'a>>>,
    pub(super) discriminator: Option<&'a Discriminator>,
}

struct Candidate {
    title: String,
    ty: Type,
    tags: Vec<String>,
    docs: Docs,
    rank: u8,
    required: usize,
}

impl Candidate {
    fn null() -> Self {
        Self {
            title: "Null".to_owned(),
            ty: Type::Null,
            tags: Vec::new(),
            docs: Docs::default(),
            rank: 0,
            required: 0,
        }
    }
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

/// The schema that stands beside a list of alternatives, without them.
fn beside_schema(merged: &Merged<'_>) -> openapiv3::ReferenceOr<openapiv3::Schema> {
    use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};
    let as_reference = |part: &Part<'_>| match part.schema {
        SchemaRef::Component(name) => ReferenceOr::Reference {
            reference: format!("#/components/schemas/{name}"),
        },
        SchemaRef::Inline(schema) => ReferenceOr::Item(Box::new(schema.clone())),
    };
    let properties = merged
        .properties
        .iter()
        .map(|(&name, parts)| {
            let schema = match parts.as_slice() {
                [only] => as_reference(only),
                several => ReferenceOr::Item(Box::new(Schema {
                    schema_data: SchemaData::default(),
                    schema_kind: SchemaKind::AllOf {
                        all_of: several.iter().map(|part| as_reference(part).unbox()).collect(),
                    },
                })),
            };
            (name.to_owned(), schema)
        })
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
