//! Types that contain themselves: a pointer where a value would have no end, a newtype where an alias would be its
//! own expansion.

use crate::model::{Type, TypeDef, TypeId, TypeKind};

/// Closes every cycle in `types`.
pub(super) fn close(types: &mut [TypeDef]) {
    name_recursive_aliases(types);
    let mut state = vec![Visit::New; types.len()];
    for start in 0..types.len() {
        if state[start] == Visit::New {
            visit(types, &mut state, start);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

/// Walks the values that a type contains, depth first without recursion, and boxes each step back to a type that
/// is still open.
fn visit(types: &mut [TypeDef], state: &mut [Visit], start: usize) {
    let mut stack = vec![(start, 0usize)];
    state[start] = Visit::Open;
    while let Some(&(current, next)) = stack.last() {
        let resolved: Vec<usize> = contained(&types[current].kind)
            .map(|id| value_type(types, id))
            .collect();
        let Some(&target) = resolved.get(next) else {
            state[current] = Visit::Done;
            stack.pop();
            continue;
        };
        if let Some(top) = stack.last_mut() {
            top.1 += 1;
        }
        match state[target] {
            Visit::New => {
                state[target] = Visit::Open;
                stack.push((target, 0));
            }
            Visit::Open => {
                box_step(&mut types[current].kind, next);
                if let Some(top) = stack.last_mut() {
                    top.1 -= 1;
                }
            }
            Visit::Done => {}
        }
    }
}

/// The type at the end of a chain of aliases: a cycle is closed where a struct or union holds the alias.
fn value_type(types: &[TypeDef], id: TypeId) -> usize {
    let mut id = id;
    for _ in 0..types.len() {
        match &types[id.0].kind {
            TypeKind::Alias(ty) => match innermost(ty) {
                Some(next) => id = next,
                None => break,
            },
            _ => break,
        }
    }
    id.0
}

fn innermost(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => innermost(inner),
        _ => None,
    }
}

/// The types whose values a value of this kind contains directly, not behind a list, a map or a pointer.
fn contained(kind: &TypeKind) -> impl Iterator<Item = TypeId> {
    let mut uses: Vec<&Type> = Vec::new();
    match kind {
        TypeKind::Struct(object) => uses.extend(object.fields.iter().map(|field| &field.ty)),
        TypeKind::Union(union) => uses.extend(union.variants.iter().map(|variant| &variant.ty)),
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => uses.push(ty),
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::LiteralEnum(_) => {}
    }
    let mut ids = Vec::new();
    for ty in uses {
        direct(ty, &mut ids);
    }
    ids.into_iter()
}

fn direct(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::Nullable(inner) => direct(inner, ids),
        Type::Tuple(items) => items.iter().for_each(|item| direct(item, ids)),
        _ => {}
    }
}

/// Puts the `step`th contained type of `kind` behind a pointer.
fn box_step(kind: &mut TypeKind, step: usize) {
    let mut remaining = step;
    let mut uses: Vec<&mut Type> = Vec::new();
    match kind {
        TypeKind::Struct(object) => uses.extend(object.fields.iter_mut().map(|field| &mut field.ty)),
        TypeKind::Union(union) => uses.extend(union.variants.iter_mut().map(|variant| &mut variant.ty)),
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => uses.push(ty),
        TypeKind::StringEnum(_) | TypeKind::IntegerEnum(_) | TypeKind::LiteralEnum(_) => {}
    }
    for ty in uses {
        if box_within(ty, &mut remaining) {
            return;
        }
    }
}

fn box_within(ty: &mut Type, remaining: &mut usize) -> bool {
    match ty {
        Type::Named(id) => {
            if *remaining == 0 {
                *ty = Type::Boxed(Box::new(Type::Named(*id)));
                return true;
            }
            *remaining -= 1;
            false
        }
        Type::Nullable(inner) => box_within(inner, remaining),
        Type::Tuple(items) => items.iter_mut().any(|item| box_within(item, remaining)),
        _ => false,
    }
}

/// An alias that leads back to itself through aliases, lists and maps alone becomes a newtype.
fn name_recursive_aliases(types: &mut [TypeDef]) {
    for start in 0..types.len() {
        if let TypeKind::Alias(ty) = &types[start].kind
            && leads_back(types, ty, start)
        {
            let ty = if innermost(ty) == Some(TypeId(start)) {
                Type::Json
            } else {
                ty.clone()
            };
            types[start].kind = TypeKind::Newtype(ty);
        }
    }
}

fn leads_back(types: &[TypeDef], ty: &Type, start: usize) -> bool {
    let mut seen = vec![false; types.len()];
    let mut open = Vec::new();
    named_within(ty, &mut open);
    while let Some(TypeId(id)) = open.pop() {
        if id == start {
            return true;
        }
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        if let TypeKind::Alias(ty) = &types[id].kind {
            named_within(ty, &mut open);
        }
    }
    false
}

fn named_within(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::Nullable(inner) | Type::Array(inner) | Type::Map(inner) | Type::Boxed(inner) => {
            named_within(inner, ids);
        }
        Type::Tuple(items) => items.iter().for_each(|item| named_within(item, ids)),
        _ => {}
    }
}
