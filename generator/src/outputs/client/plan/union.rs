//! Enums for one of several types.

use serde::Serialize;

use super::docs::{Doc, Span};
use super::named::{self, Tagging};
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Name, RustType};

/// An enum with a variant for each alternative.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Union<'a> {
    /// Its variants.
    pub variants: Vec<UnionVariant<'a>>,
    /// How the right one is found, if it is by a tag; else by trying them in their order.
    pub tag: Option<UnionTag<'a>>,
    /// The variant for values that fit several of the others at once.
    pub several: Option<Name>,
}

/// An alternative.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnionVariant<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The variant.
    pub name: Name,
    /// What it holds.
    pub ty: RustType,
    /// The values of the tag that choose it.
    pub tags: &'a [String],
}

/// The property that says which alternative a value is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct UnionTag<'a> {
    /// The property's name.
    pub wire: &'a str,
    /// The variant for other values: what is said of it, its name, and what it holds.
    pub unknown: (Doc<'a>, Name, RustType),
    /// The variant for other values that the document names.
    pub fallback: Option<Name>,
    /// The variants that may have no tag, or one that others have, too: in the order in which they are tried.
    pub untagged: Vec<Name>,
}

pub(super) fn union<'a>(scope: &Scope<'a>, union: &'a named::Union) -> Union<'a> {
    let variants = union.variants.iter().map(|variant| UnionVariant {
        docs: docs(variant),
        name: variant.name.clone(),
        ty: scope.ty(&variant.ty),
        tags: &variant.tags,
    });
    let tag = match &union.tagging {
        Tagging::Property {
            name,
            unknown,
            fallback,
            untagged,
        } => Some(UnionTag {
            wire: name,
            unknown: (
                Doc::own(["A value whose tag is not documented.".into()]),
                unknown.clone(),
                scope.runtime_type(RuntimeItem::Value),
            ),
            fallback: fallback
                .and_then(|place| union.variants.get(place))
                .map(|variant| variant.name.clone()),
            untagged: untagged
                .iter()
                .filter_map(|&place| union.variants.get(place))
                .map(|variant| variant.name.clone())
                .collect(),
        }),
        Tagging::Untagged => None,
    };
    let several = union.several.and_then(|place| union.variants.get(place));
    Union {
        variants: variants.collect(),
        tag,
        several: several.map(|variant| variant.name.clone()),
    }
}

fn docs(variant: &named::Variant) -> Doc<'_> {
    let mut docs = Doc::of(&variant.docs);
    if let Some(tag) = variant.tags.first() {
        docs.wire(
            &variant.name,
            tag,
            ["Tagged ".into(), Span::code(tag), ".".into()],
        );
    }
    docs
}
