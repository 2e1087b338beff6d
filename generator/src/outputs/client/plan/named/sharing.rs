//! Types that say the same: one of them is defined, the others are names for it.
//!
//! Documents repeat inline schemas and lists of failures by the hundred. Each place keeps a name of its own, which
//! doesn't depend on what else the document holds, but the compiler sees the type once.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::outputs::client::plan::named::{
    FeatureId, Operation, Response, RustName, Type, TypeDef, TypeId, TypeKind,
};

/// Types of one outline that another is compared with: more that differ in their docs alone are not worth the time.
const MOST_COMPARED: usize = 16;

/// Turns each type that an earlier one equals into an alias of it.
pub(super) fn share(types: &mut [TypeDef]) {
    let order = inner_first(types);
    // Without the types that it uses, a type can be compared as it is, with all its texts; what it uses is compared by
    // what that stands for.
    let mut uses: Vec<Vec<Type>> = types.iter_mut().map(|def| take_uses(&mut def.kind)).collect();
    let mut defined: HashMap<u64, Vec<usize>> = HashMap::new();
    let mut stands_for: Vec<usize> = (0..types.len()).collect();
    for index in order {
        let used = represented(&uses[index], &stands_for);
        let Some(hash) = outline(&types[index].kind, &used) else {
            continue;
        };
        let alike = defined.entry(hash).or_default();
        let known = alike.iter().copied().take(MOST_COMPARED).find(|&known| {
            types[known].kind == types[index].kind && represented(&uses[known], &stands_for) == used
        });
        match known {
            Some(known) if types[index].component.is_none() => {
                stands_for[index] = known;
                types[index].kind = TypeKind::Alias(Type::Null);
                uses[index] = vec![Type::Named(TypeId(known))];
            }
            Some(_) => {}
            None => alike.push(index),
        }
    }
    for (def, used) in types.iter_mut().zip(uses) {
        for (place, ty) in def.kind.uses_mut().into_iter().zip(used) {
            *place = ty;
        }
    }
}

fn take_uses(kind: &mut TypeKind) -> Vec<Type> {
    let uses = kind.uses_mut().into_iter();
    uses.map(|ty| std::mem::replace(ty, Type::Null)).collect()
}

/// Turns the responses of each operation that are those of an earlier one into an alias of its enum. Both are there with
/// the same features: an alias is of no use without what it stands for.
pub(super) fn share_responses(operations: &mut [Operation]) {
    type Outline<'a> = (&'a [FeatureId], &'a [Response], [Option<&'a RustName>; 2]);
    let mut defined: HashMap<Outline<'_>, &RustName> = HashMap::new();
    for operation in operations {
        let features = &operation.features;
        let streams = operation
            .streaming
            .as_mut()
            .map(|streaming| &mut streaming.success);
        let forms = [&mut operation.success, &mut operation.failure]
            .into_iter()
            .chain(streams);
        for responses in forms {
            let Some(name) = &responses.type_name else {
                continue;
            };
            let outline = (
                features.as_slice(),
                responses.cases.as_slice(),
                [responses.undocumented.as_ref(), responses.undecoded.as_ref()],
            );
            match defined.get(&outline) {
                Some(&known) => responses.same_as = Some(known.clone()),
                None => drop(defined.insert(outline, name)),
            }
        }
    }
}

/// Returns every type after those that it uses, as far as cycles allow; components before inline types of the same
/// depth.
fn inner_first(types: &[TypeDef]) -> Vec<usize> {
    let mut order = Vec::with_capacity(types.len());
    let mut seen = vec![false; types.len()];
    for start in 0..types.len() {
        let mut stack = vec![(start, false)];
        while let Some((index, done)) = stack.pop() {
            if done {
                order.push(index);
                continue;
            }
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            stack.push((index, true));
            let mut used = Vec::new();
            types[index].kind.uses().iter().for_each(|ty| ty.named(&mut used));
            stack.extend(used.into_iter().rev().map(|TypeId(used)| (used, false)));
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
fn outline(kind: &TypeKind, uses: &[Type]) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
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
