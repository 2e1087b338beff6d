//! Unions: their alternatives, and how these are told apart.

use super::Comparison;
use super::change::{Changes, Subject, quoted};
use super::fits::Fits;
use super::kind::ChangeKind;
use super::values::Value;
use super::verdict::Code;
use specwright_codegen::plan;
use specwright_codegen::plan::named::{Api, Tagging, Type, Union, Variant};

/// How many pairs of alternatives without a common name are compared by what they hold.
const MOST_COMPARED: usize = 64;

/// A rule by which two alternatives are the same one.
type Rule<'r> = &'r dyn Fn(&Variant, &Variant) -> bool;

/// Returns the alternatives of two unions, paired by their tags, by the component that they are, or by their names.
pub(super) fn alternatives<'a>(
    old_api: &Api,
    old: &'a Union,
    new_api: &Api,
    new: &'a Union,
) -> Vec<(Option<&'a Variant>, Option<&'a Variant>)> {
    let mut rest: Vec<&Variant> = new.variants.iter().collect();
    let mut pairs: Vec<(Option<&Variant>, Option<&Variant>)> = Vec::new();
    let rules: [Rule<'_>; 3] = [
        &|old, new| old.tags.iter().any(|tag| new.tags.contains(tag)),
        &|old, new| {
            let before = component(old_api, &old.ty);
            before.is_some() && before == component(new_api, &new.ty)
        },
        &|old, new| old.name == new.name,
    ];
    let mut waiting: Vec<&Variant> = old.variants.iter().collect();
    for rule in rules {
        waiting.retain(|old| match rest.iter().position(|new| rule(old, new)) {
            Some(place) => {
                pairs.push((Some(old), Some(rest.remove(place))));
                false
            }
            None => true,
        });
    }
    // A component with another name.
    if waiting.len() * rest.len() <= MOST_COMPARED {
        let no_pair = |_, _| false;
        let fits = |old: &Variant, new: &Variant| {
            Fits::new(new_api, old_api, &no_pair).holds(&new.ty, &old.ty)
                && Fits::new(old_api, new_api, &no_pair).holds(&old.ty, &new.ty)
        };
        waiting.retain(|old| match rest.iter().position(|new| fits(old, new)) {
            Some(place) => {
                pairs.push((Some(old), Some(rest.remove(place))));
                false
            }
            None => true,
        });
    }
    pairs.extend(waiting.into_iter().map(|old| (Some(old), None)));
    pairs.extend(rest.into_iter().map(|new| (None, Some(new))));
    pairs
}

fn component<'a>(api: &'a Api, ty: &Type) -> Option<&'a str> {
    match ty {
        Type::Named(id) => api.type_def(*id).component.as_deref(),
        Type::Boxed(inner) | Type::Nullable(inner) => component(api, inner),
        _ => None,
    }
}

/// Compares two unions.
pub(super) fn compare(
    comparison: &Comparison<'_>,
    (old, old_item): (&Union, &plan::Union<'_>),
    (new, new_item): (&Union, &plan::Union<'_>),
    subject: &Subject,
    changes: &mut Changes,
) {
    let tag = |union: &Union| match &union.tagging {
        Tagging::Property { name, .. } => Some(name.clone()),
        Tagging::Untagged => None,
    };
    let (old_tag, new_tag) = (tag(old), tag(new));
    if old_tag != new_tag {
        let by = match &new_tag {
            Some(name) => format!("the property {}", quoted(name)),
            None => "trying them".to_owned(),
        };
        changes.add(ChangeKind::TaggingChanged, subject, &by);
    }
    let is_tagged = old_tag.is_some() && new_tag.is_some();
    for pair in alternatives(comparison.old.api, old, comparison.new.api, new) {
        match pair {
            (Some(before), Some(after)) => {
                let label = label(after);
                if before.name != after.name {
                    changes.add(ChangeKind::VariantRenamed, subject, &label);
                }
                let rust = (
                    (comparison.old.rust)(&before.ty).short().to_string(),
                    (comparison.new.rust)(&after.ty).short().to_string(),
                );
                let value = Value {
                    item: &format!("the alternative {label}"),
                    optional: false,
                    rust: (&rust.0, &rust.1),
                    code: &[Code::Calls, Code::FieldReads],
                };
                comparison.value(subject, &value, &before.ty, &after.ty, changes);
            }
            (Some(before), None) => changes.add(
                match is_tagged {
                    true => ChangeKind::AlternativeRemoved,
                    false => ChangeKind::UntaggedAlternativeRemoved,
                },
                subject,
                &label(before),
            ),
            (None, Some(after)) => changes.add(
                match is_tagged {
                    true => ChangeKind::AlternativeAdded,
                    false => ChangeKind::UntaggedAlternativeAdded,
                },
                subject,
                &label(after),
            ),
            (None, None) => {}
        }
    }
    let sources = |item: &plan::Union<'_>| -> Vec<String> {
        item.sources
            .iter()
            .map(|source| source.ty.short().to_string())
            .collect()
    };
    let after = sources(new_item);
    for source in sources(old_item) {
        if !after.contains(&source) {
            changes.add(ChangeKind::ConversionRemoved, subject, &quoted(&source));
        }
    }
}

fn label(variant: &Variant) -> String {
    quoted(variant.tags.first().map_or(variant.name.as_str(), String::as_str))
}
