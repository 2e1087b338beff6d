//! What a value of a union can be made of where one of its alternatives is a union itself.

use std::collections::HashMap;

use super::named::{self, Type, TypeKind};
use super::scope::Scope;
use super::setter::Conversion;
use super::union::{self, LiteralKinds, UnionSource};
use super::{Name, Path};

/// How many unions deep a source may be: a union in a union in a union. More would count each path through a document of unions.
const DEPTH: usize = 2;

/// Plans what the alternatives that are unions are made of, without what `direct` has, and what more than one of them is made of:
/// nobody could say which one is meant.
///
/// Text and whole numbers are left out where the union has either itself, even where it has two, which `direct` does not tell.
pub(super) fn nested_sources<'a>(
    scope: &Scope<'a>,
    name: &Name,
    union: &'a named::Union,
    direct: &[UnionSource],
) -> Vec<UnionSource> {
    sources_within(scope, name, union, direct, DEPTH)
}

fn sources_within<'a>(
    scope: &Scope<'a>,
    name: &Name,
    union: &'a named::Union,
    direct: &[UnionSource],
    depth: usize,
) -> Vec<UnionSource> {
    let mut sources: Vec<UnionSource> = union
        .variants
        .iter()
        .filter_map(|variant| inner_union(scope, variant))
        .flat_map(|inner| inner.sources(scope, depth))
        .collect();
    if sources.is_empty() {
        return sources;
    }
    let mut counts: HashMap<String, usize> = HashMap::new();
    for source in direct.iter().chain(&sources) {
        *counts.entry(source.ty.to_string()).or_default() += 1;
    }
    let own = LiteralKinds::of(scope, union);
    sources.retain(|source| {
        let ty = source.ty.to_string();
        counts[&ty] == 1 && !own.has(scope, &source.ty) && ty != name.as_str()
    });
    sources
}

/// An alternative that is a union.
struct Inner<'a> {
    variant: &'a Name,
    name: &'a Name,
    union: &'a named::Union,
    pointer: Option<Path>,
}

fn inner_union<'a>(scope: &Scope<'a>, variant: &'a named::Variant) -> Option<Inner<'a>> {
    let (unboxed, pointer) = match &variant.ty {
        Type::Boxed(inner) => (inner.as_ref(), Some(scope.prelude("Box"))),
        ty => (ty, None),
    };
    let Type::Named(id) = scope.api.plain(unboxed) else {
        return None;
    };
    let def = scope.api.type_def(*id);
    let TypeKind::Union(union) = &def.kind else {
        return None;
    };
    Some(Inner {
        variant: &variant.name,
        name: &def.name,
        union,
        pointer,
    })
}

impl<'a> Inner<'a> {
    /// Plans what the outer union is made of by way of this one.
    fn sources(&self, scope: &Scope<'a>, depth: usize) -> Vec<UnionSource> {
        let mut sources = union::direct_sources(scope, self.union);
        if depth > 1 {
            let nested = sources_within(scope, self.name, self.union, &sources, depth - 1);
            sources.extend(nested);
        }
        // Nobody makes what stands for several alternatives at once.
        let several = self
            .union
            .several
            .and_then(|place| self.union.variants.get(place));
        sources.retain(|source| several.is_none_or(|several| source.variant != several.name));
        for source in &mut sources {
            source.variant = self.variant.clone();
            source.conversion = match &self.pointer {
                Some(pointer) => Conversion::Boxed(pointer.clone(), Box::new(Conversion::Into)),
                None => Conversion::Into,
            };
        }
        sources
    }
}

#[cfg(test)]
mod tests {
    use crate::outputs::client::plan::tests::api;
    use crate::outputs::client::plan::{TypeItemKind, plan};

    /// Returns what values of the schema `Union` can be made of.
    fn sources(schemas: &str) -> Vec<String> {
        let api = api(&format!(
            "components:\n  schemas:\n    {}\n",
            schemas.replace('\n', "\n    ")
        ));
        let plan = plan(&api);
        let item = plan.types.items.iter().find(|item| item.name.as_str() == "Union");
        match &item.expect("there is one").kind {
            TypeItemKind::Union(union) => union
                .sources
                .iter()
                .map(|source| source.ty.short().to_string())
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn lists_and_maps_that_are_written_out_become_a_union() {
        let union = "Union: { oneOf: [{ type: array, items: { type: string } }, { type: array, items: { type: array, items: { type: number } } }] }";
        assert_eq!(
            sources(union),
            [
                "Vec<String>",
                "Vec<Vec<f64>>",
                "[String; N]",
                "[&str; N]",
                "Vec<&str>",
                "[Vec<f64>; N]"
            ]
        );
        let union =
            "Union: { oneOf: [{ type: object, additionalProperties: { type: string } }, { type: boolean }] }";
        assert_eq!(
            sources(union),
            ["bool", "Map<String>", "[(&str, String); N]", "[(&str, &str); N]"]
        );
    }

    #[test]
    fn a_union_is_made_of_what_a_union_in_it_is_made_of() {
        let cat = "Cat: { type: object, required: [lives], properties: { lives: { type: integer } } }\n\
                   Dog: { type: object, required: [bark], properties: { bark: { type: string } } }\n";
        let inner = format!(
            "{cat}Inner: {{ oneOf: [{{ $ref: '#/components/schemas/Cat' }}, {{ type: string }}] }}\n"
        );
        let of = |alternatives: &[&str]| {
            let alternatives: Vec<String> = alternatives
                .iter()
                .map(|name| match name.split_once(' ') {
                    Some((keyword, value)) => format!("{{ {keyword} {value} }}"),
                    None => format!("{{ $ref: '#/components/schemas/{name}' }}"),
                })
                .collect();
            sources(&format!(
                "{inner}Union: {{ oneOf: [{}] }}",
                alternatives.join(", ")
            ))
        };
        assert_eq!(of(&["Inner", "Dog"]), ["Dog", "Inner", "Cat", "String", "&str"]);
        // What the union holds itself goes first: also texts of two kinds, of which none is the one that is meant.
        assert_eq!(of(&["Inner", "Cat"]), ["Cat", "Inner", "String", "&str"]);
        assert_eq!(
            of(&["Inner", "type: string, format: uuid", "type: string, enum: [a]"]),
            ["Inner", "UnionChoice", "Uuid", "&str", "String", "Cat"]
        );
    }
}
