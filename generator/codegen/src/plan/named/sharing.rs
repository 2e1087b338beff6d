//! Types that are the same: one definition, and a name for it at each place.
//!
//! Documents repeat inline schemas by the hundred. Each place keeps a name of its own, which doesn't depend on what else the document
//! holds, but the compiler sees the type once: under a name that speaks of none of the places, since it stands in what the compiler
//! says, and in what `Debug` shows, of all of them.

use foldhash::HashMap;
use foldhash::fast::RandomState;
use std::collections::BTreeMap;
use std::hash::{BuildHasher, Hash, Hasher};

use super::{Added, Derives, Sharing, Type, TypeDef, TypeId, TypeKind};
use crate::plan::names::{SharedNames, TypeWords};
use specwright_document::model::Docs;
use specwright_document::order;

/// Types of one outline that another is compared with: more that differ in their docs alone are not worth the time.
const MOST_COMPARED: usize = 16;

/// Has types that are the same share a definition, of which each is an alias then.
///
/// What a component, or a name that is chosen, says is true at all places: such a type is the definition itself.
pub(super) fn share(types: &mut Vec<TypeDef>, names: &mut SharedNames) {
    let order = inner_first(types);
    // Without the types that it uses, a type can be compared as it is, with all its texts; what it uses is compared by
    // what that stands for.
    let mut uses: Vec<Vec<Type>> = types.iter_mut().map(|def| take_uses(&mut def.kind)).collect();
    let mut stands_for: Vec<usize> = (0..types.len()).collect();
    let mut groups = groups(types, order, &uses, &mut stands_for);
    let count = types.len();
    for (known, places) in &mut groups {
        let is_defined =
            |place: &&usize| types[**place].component.is_some() || types[**place].sharing.is_chosen;
        let definition = match places.iter().find(is_defined) {
            Some(&place) if place == *known => place,
            Some(&place) => {
                types[place].kind = take_kind(&mut types[*known]);
                uses.swap(place, *known);
                place
            }
            None => {
                let definition = define(types, *known, places, names);
                types.push(definition);
                let used = std::mem::take(&mut uses[*known]);
                uses.push(used);
                stands_for.push(types.len() - 1);
                types.len() - 1
            }
        };
        for place in places.iter().copied().filter(|&place| place != definition) {
            types[place].kind = TypeKind::Alias(Type::Null);
            uses[place] = vec![Type::Named(TypeId(definition))];
            stands_for[place] = definition;
        }
    }
    // What no place has shows the names of no place.
    for used in &mut uses[count..] {
        *used = represented(used, &stands_for);
    }
    for (def, used) in types.iter_mut().zip(uses) {
        for (place, ty) in def.kind.uses_mut().into_iter().zip(used) {
            *place = ty;
        }
    }
}

/// Returns the types that are the same as others: by the first one that was found, all of them in the document's order.
fn groups(
    types: &[TypeDef],
    order: Vec<usize>,
    uses: &[Vec<Type>],
    stands_for: &mut [usize],
) -> BTreeMap<usize, Vec<usize>> {
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut defined: HashMap<u64, Vec<usize>> = HashMap::default();
    let hashes = RandomState::default();
    for index in order {
        let used = represented(&uses[index], stands_for);
        let Some(hash) = outline(&types[index].kind, &used, &hashes) else {
            continue;
        };
        let alike = defined.entry(hash).or_default();
        let known = alike.iter().copied().take(MOST_COMPARED).find(|&known| {
            types[known].kind == types[index].kind && represented(&uses[known], stands_for) == used
        });
        match known {
            Some(known) if types[index].component.is_none() => {
                stands_for[index] = known;
                groups.entry(known).or_insert_with(|| vec![known]).push(index);
            }
            Some(_) => {}
            None => alike.push(index),
        }
    }
    for places in groups.values_mut() {
        order::sort(places);
    }
    groups
}

/// Returns the definition that these places share, which is that of the known one.
fn define(types: &mut [TypeDef], known: usize, places: &[usize], names: &mut SharedNames) -> TypeDef {
    let kind = take_kind(&mut types[known]);
    let sharing: Vec<&Sharing> = places.iter().map(|&place| &types[place].sharing).collect();
    let titles = places
        .iter()
        .filter_map(|&place| types[place].docs.summary.as_deref());
    let name = names.name_type(&sharing, &titles.collect::<Vec<_>>(), &words(&kind));
    let first = &types[known];
    let is_said_by_all = places.iter().all(|&place| types[place].docs == first.docs);
    TypeDef {
        name,
        component: None,
        described: first.described.clone(),
        pointer: first.pointer.clone(),
        file: first.file,
        docs: match is_said_by_all {
            true => first.docs.clone(),
            false => Docs::default(),
        },
        deprecated: false,
        features: Vec::new(),
        derives: Derives::default(),
        is_sent: false,
        added: Added::default(),
        sharing: Sharing::default(),
        is_shared: true,
        kind,
    }
}

/// Returns what a type is, as far as it gives a name.
fn words(kind: &TypeKind) -> TypeWords<'_> {
    match kind {
        TypeKind::Struct(object) => {
            TypeWords::Properties(object.fields.iter().map(|field| field.name.as_str()).collect())
        }
        TypeKind::Union(union) => TypeWords::Alternatives(
            union
                .variants
                .iter()
                .map(|variant| variant.name.as_str())
                .collect(),
        ),
        TypeKind::StringEnum(list) => TypeWords::Values(
            list.variants
                .iter()
                .map(|variant| variant.name.as_str())
                .collect(),
        ),
        TypeKind::IntegerEnum(list) => TypeWords::Values(
            list.variants
                .iter()
                .map(|variant| variant.name.as_str())
                .collect(),
        ),
        TypeKind::LiteralEnum(list) => TypeWords::Values(
            list.variants
                .iter()
                .map(|variant| variant.name.as_str())
                .collect(),
        ),
        TypeKind::Alias(_) | TypeKind::Newtype(_) => TypeWords::Properties(Vec::new()),
    }
}

fn take_kind(def: &mut TypeDef) -> TypeKind {
    std::mem::replace(&mut def.kind, TypeKind::Alias(Type::Null))
}

fn take_uses(kind: &mut TypeKind) -> Vec<Type> {
    let uses = kind.uses_mut().into_iter();
    uses.map(|ty| std::mem::replace(ty, Type::Null)).collect()
}

/// Returns every type after those that it uses, as far as cycles allow; components before inline types of the same
/// depth.
fn inner_first(types: &[TypeDef]) -> Vec<usize> {
    let mut order = Vec::with_capacity(types.len());
    let mut seen = vec![false; types.len()];
    let mut stack = Vec::new();
    let mut used = Vec::new();
    for start in 0..types.len() {
        stack.push((start, false));
        while let Some((index, done)) = stack.pop() {
            if done {
                order.push(index);
                continue;
            }
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            stack.push((index, true));
            types[index].kind.for_each_use(&mut |ty| ty.named(&mut used));
            stack.extend(used.drain(..).rev().map(|TypeId(used)| (used, false)));
        }
    }
    order
}

/// Returns the types in which each name is the one that it stands for.
fn represented(types: &[Type], stands_for: &[usize]) -> Vec<Type> {
    let mut types = types.to_vec();
    for ty in &mut types {
        ty.for_each_mut(&mut |ty| {
            if let Type::Named(id) = ty {
                *id = TypeId(stands_for[id.0]);
            }
        });
    }
    types
}

/// Returns a hash that equal types have in common; `None` for aliases, which are names already.
fn outline(kind: &TypeKind, uses: &[Type], hashes: &RandomState) -> Option<u64> {
    let mut hasher = hashes.build_hasher();
    uses.hash(&mut hasher);
    match kind {
        TypeKind::Alias(_) | TypeKind::Newtype(_) => return None,
        TypeKind::Struct(object) => object
            .fields
            .iter()
            .for_each(|field| field.wire.hash(&mut hasher)),
        TypeKind::StringEnum(list) => list
            .variants
            .iter()
            .for_each(|variant| variant.wire.hash(&mut hasher)),
        TypeKind::IntegerEnum(list) => list
            .variants
            .iter()
            .for_each(|variant| variant.wire.hash(&mut hasher)),
        TypeKind::LiteralEnum(list) => list
            .variants
            .iter()
            .for_each(|variant| variant.name.hash(&mut hasher)),
        TypeKind::Union(union) => union
            .variants
            .iter()
            .for_each(|variant| variant.name.hash(&mut hasher)),
    }
    Some(hasher.finish())
}
