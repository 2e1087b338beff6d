//! What a value of a union can be made of where one of its alternatives is a union itself.

use foldhash::HashMap;

use super::Name;
use super::kept::Conversion;
use super::named::{self, Type, TypeKind};
use super::scope::Scope;
use super::union::{self, LiteralKinds, SourceForm, UnionSource};

/// How many alternatives a union in a union may have to lend what it is made of. Many unions that all hold a larger one would be most of
/// a client.
const MOST: usize = 64;

/// Plans what the alternatives that are unions are made of, without what `direct` has, and what more than one of them is made of:
/// nobody could say which one is meant. One level deep: more would count each path through a document of unions.
///
/// Text and whole numbers are left out where the union has either itself, even where it has two, which `direct` does not tell.
pub(super) fn nested_sources<'a>(
    scope: &Scope<'a>,
    name: &Name,
    union: &'a named::Union,
    direct: &[UnionSource],
) -> Vec<UnionSource> {
    let variants = union.variants.iter();
    let mut sources: Vec<UnionSource> = variants.flat_map(|variant| lent(scope, variant)).collect();
    if sources.is_empty() {
        return sources;
    }
    let mut counts: HashMap<String, usize> = HashMap::default();
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

/// Plans what the union that an alternative is, if it is one, is made of itself.
fn lent(scope: &Scope<'_>, variant: &named::Variant) -> Vec<UnionSource> {
    let (unboxed, pointer) = match &variant.ty {
        Type::Boxed(inner) => (inner.as_ref(), Some(scope.prelude("Box"))),
        ty => (ty, None),
    };
    let Type::Named(id) = scope.api.plain(unboxed) else {
        return Vec::new();
    };
    let TypeKind::Union(inner) = &scope.api.type_def(*id).kind else {
        return Vec::new();
    };
    if inner.variants.len() > MOST {
        return Vec::new();
    }
    // Nobody makes what stands for several alternatives at once.
    let several = inner.several.and_then(|place| inner.variants.get(place));
    let mut sources = union::direct_sources(scope, inner);
    sources.retain(|source| match (&source.form, several) {
        (SourceForm::Variant(name, _), Some(several)) => *name != several.name,
        _ => true,
    });
    for source in &mut sources {
        let conversion = match &pointer {
            Some(pointer) => Conversion::Boxed(pointer.clone(), Box::new(Conversion::Into)),
            None => Conversion::Into,
        };
        source.form = SourceForm::Variant(variant.name.clone(), conversion);
    }
    sources
}

#[cfg(test)]
mod tests {
    use crate::plan::tests::api;
    use crate::plan::{TypeItemKind, plan};

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
                "&[String]",
                "[&str; N]",
                "Vec<&str>",
                "&[&str]",
                "[Vec<f64>; N]",
                "&[Vec<f64>]",
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
