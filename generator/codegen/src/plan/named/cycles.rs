//! Types that contain themselves: a pointer where a value would have no end, a newtype where an alias would be its
//! own expansion.

use foldhash::HashSet;

use crate::plan::named::{Type, TypeDef, TypeId, TypeKind};

/// Steps from alias to alias in all.
const MOST_ALIAS_STEPS: usize = 5_000_000;

/// Closes every cycle in `types`.
pub(super) fn close(types: &mut [TypeDef]) {
    name_recursive_aliases(types);
    let ends = value_types(types);
    let mut state = vec![Visit::New; types.len()];
    for start in 0..types.len() {
        if state[start] == Visit::New {
            visit(types, &ends, &mut state, start);
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    Open,
    Done,
}

/// A type whose values are walked.
struct Open {
    index: usize,
    /// The types that its values contain.
    contained: Vec<usize>,
    /// How many of them were looked at.
    next: usize,
    /// Those that lead back to an open type.
    boxed: HashSet<usize>,
}

impl Open {
    fn new(types: &[TypeDef], ends: &[usize], state: &mut [Visit], index: usize) -> Self {
        state[index] = Visit::Open;
        Self {
            index,
            contained: contained(&types[index].kind).map(|id| ends[id.0]).collect(),
            next: 0,
            boxed: HashSet::default(),
        }
    }
}

/// Walks the values that a type contains, depth first without recursion, and boxes each step back to a type that
/// is still open.
fn visit(types: &mut [TypeDef], ends: &[usize], state: &mut [Visit], start: usize) {
    let mut stack = vec![Open::new(types, ends, state, start)];
    while let Some(open) = stack.last_mut() {
        let step = open.next;
        open.next += 1;
        match open.contained.get(step) {
            None => {
                state[open.index] = Visit::Done;
                box_steps(&mut types[open.index].kind, &open.boxed);
                stack.pop();
            }
            Some(&target) => match state[target] {
                Visit::New => stack.push(Open::new(types, ends, state, target)),
                Visit::Open => {
                    open.boxed.insert(step);
                }
                Visit::Done => {}
            },
        }
    }
}

/// Returns for each type the one at the end of its chain of aliases: a cycle is closed where a struct or union holds
/// the alias.
fn value_types(types: &[TypeDef]) -> Vec<usize> {
    let mut ends: Vec<Option<usize>> = vec![None; types.len()];
    for start in 0..types.len() {
        let mut chain = Vec::new();
        let mut current = start;
        let end = loop {
            if let Some(end) = ends[current] {
                break end;
            }
            chain.push(current);
            match &types[current].kind {
                TypeKind::Alias(ty) if chain.len() <= types.len() => match innermost(ty) {
                    Some(TypeId(next)) => current = next,
                    None => break current,
                },
                _ => break current,
            }
        };
        chain.into_iter().for_each(|link| ends[link] = Some(end));
    }
    ends.into_iter()
        .enumerate()
        .map(|(index, end)| end.unwrap_or(index))
        .collect()
}

fn innermost(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => innermost(inner),
        _ => None,
    }
}

/// Returns the types whose values a value of this kind contains directly, not behind a list, a map or a pointer.
pub(super) fn contained(kind: &TypeKind) -> impl Iterator<Item = TypeId> {
    let mut ids = Vec::new();
    kind.for_each_held(&mut |ty| direct(ty, &mut ids));
    ids.into_iter()
}

/// Adds the named types whose values a value of this type holds itself.
fn direct(ty: &Type, ids: &mut Vec<TypeId>) {
    match ty {
        Type::Named(id) => ids.push(*id),
        Type::Nullable(inner) => direct(inner, ids),
        Type::Tuple(items) => items.iter().for_each(|item| direct(item, ids)),
        _ => {}
    }
}

/// Puts these of the contained types of `kind` behind a pointer.
fn box_steps(kind: &mut TypeKind, boxed: &HashSet<usize>) {
    if boxed.is_empty() {
        return;
    }
    let mut step = 0;
    kind.for_each_held_mut(&mut |ty| box_within(ty, boxed, &mut step));
}

fn box_within(ty: &mut Type, boxed: &HashSet<usize>, step: &mut usize) {
    match ty {
        Type::Named(id) => {
            if boxed.contains(step) {
                *ty = Type::Boxed(Box::new(Type::Named(*id)));
            }
            *step += 1;
        }
        Type::Nullable(inner) => box_within(inner, boxed, step),
        Type::Tuple(items) => items.iter_mut().for_each(|item| box_within(item, boxed, step)),
        _ => {}
    }
}

/// Turns an alias that leads back to itself through aliases, lists and maps alone into a newtype.
///
/// Looking for the way back takes time: when aliases lead to each other without measure, all the rest are newtypes,
/// which is right for any of them.
fn name_recursive_aliases(types: &mut [TypeDef]) {
    let mut patience = MOST_ALIAS_STEPS;
    for start in 0..types.len() {
        if let TypeKind::Alias(ty) = &types[start].kind
            && leads_back(types, ty, start, &mut patience)
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

fn leads_back(types: &[TypeDef], ty: &Type, start: usize, patience: &mut usize) -> bool {
    let mut seen = HashSet::default();
    let mut open = Vec::new();
    named_within(ty, &mut open);
    while let Some(TypeId(id)) = open.pop() {
        *patience = patience.saturating_sub(1);
        if id == start || *patience == 0 {
            return true;
        }
        if !seen.insert(id) {
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
