//! Large types behind pointers, so that values of the types that hold them stay small.
//!
//! A value is moved many times while it is read, and lies on the stack each time: a struct that holds a hundred
//! structs of a hundred strings would overflow it, in a build without optimisation at the first level already.

use super::cycles::contained;
use crate::plan::named::{Integer, Presence, Type, TypeDef, TypeKind};

/// Bytes of a value beyond which whatever holds it keeps it behind a pointer.
const LARGE: usize = 256;

/// Bytes of a struct beyond which it keeps all values behind pointers that are not smaller than [`SMALL`].
const WIDE: usize = 2048;

/// Bytes of a value that a wide struct holds itself.
const SMALL: usize = 64;

const POINTER: usize = 8;
const LIST: usize = 24;
const MAP: usize = 72;
const JSON: usize = 72;

/// Boxes what is large in `types`, which contain no cycles of values.
pub(super) fn bound(types: &mut [TypeDef]) {
    let mut sizes = vec![POINTER; types.len()];
    for index in innermost_first(types) {
        let kind = &mut types[index].kind;
        box_larger_than(LARGE, kind, &sizes);
        if size_of_kind(kind, &sizes) > WIDE {
            box_larger_than(SMALL, kind, &sizes);
        }
        sizes[index] = size_of_kind(kind, &sizes);
    }
}

/// Returns the types, each behind all those whose values it holds.
fn innermost_first(types: &[TypeDef]) -> Vec<usize> {
    enum Step {
        Enter(usize),
        Leave(usize),
    }
    let mut order = Vec::with_capacity(types.len());
    let mut seen = vec![false; types.len()];
    let mut steps: Vec<Step> = (0..types.len()).rev().map(Step::Enter).collect();
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(index) => order.push(index),
            Step::Enter(index) if std::mem::replace(&mut seen[index], true) => {}
            Step::Enter(index) => {
                steps.push(Step::Leave(index));
                steps.extend(contained(&types[index].kind).map(|id| Step::Enter(id.0)));
            }
        }
    }
    order
}

/// Boxes the named types of more than `most` bytes that a struct or union holds. The values of a struct's map are on
/// the heap already.
fn box_larger_than(most: usize, kind: &mut TypeKind, sizes: &[usize]) {
    if matches!(kind, TypeKind::Struct(_) | TypeKind::Union(_)) {
        kind.for_each_held_mut(&mut |ty| box_larger_within(most, ty, sizes));
    }
}

fn box_larger_within(most: usize, ty: &mut Type, sizes: &[usize]) {
    match ty {
        Type::Named(id) if sizes[id.0] > most => *ty = Type::Boxed(Box::new(Type::Named(*id))),
        Type::Nullable(inner) => box_larger_within(most, inner, sizes),
        Type::Tuple(items) => items
            .iter_mut()
            .for_each(|item| box_larger_within(most, item, sizes)),
        _ => {}
    }
}

/// Returns about how many bytes a value takes where pointers have 64 bits.
fn size_of_kind(kind: &TypeKind, sizes: &[usize]) -> usize {
    match kind {
        TypeKind::Struct(object) => {
            let fields = object.fields.iter().map(|field| {
                let size = size_of(&field.ty, sizes);
                let is_optional = field.presence == Presence::Optional;
                size + if is_optional { room_for_none(&field.ty) } else { 0 }
            });
            fields.sum::<usize>() + object.extra.as_ref().map_or(0, |_| MAP)
        }
        TypeKind::Union(union) => {
            let largest = union
                .variants
                .iter()
                .map(|variant| size_of(&variant.ty, sizes))
                .max();
            largest.unwrap_or_default().max(JSON) + POINTER
        }
        TypeKind::Alias(ty) | TypeKind::Newtype(ty) => size_of(ty, sizes),
        TypeKind::StringEnum(_) => LIST,
        TypeKind::IntegerEnum(_) => 2 * POINTER,
        TypeKind::LiteralEnum(_) => JSON,
    }
}

fn size_of(ty: &Type, sizes: &[usize]) -> usize {
    match ty {
        Type::Boolean | Type::Integer(Integer::I8 | Integer::U8) => 1,
        Type::Integer(Integer::I16 | Integer::U16) => 2,
        Type::Integer(Integer::I32 | Integer::U32) | Type::Float | Type::Date => 4,
        Type::Integer(Integer::I64 | Integer::U64) | Type::Double | Type::Boxed(_) => POINTER,
        Type::DateTime | Type::DateTimeWithOffset | Type::Uuid => 2 * POINTER,
        Type::String | Type::Decimal | Type::Base64 | Type::Array(_) => LIST,
        Type::Binary | Type::Replaced(_) => 4 * POINTER,
        Type::Json => JSON,
        Type::Null => 0,
        Type::Map(_) => MAP,
        Type::Tuple(items) => items.iter().map(|item| size_of(item, sizes)).sum(),
        Type::Nullable(inner) => size_of(inner, sizes) + room_for_none(inner),
        Type::Named(id) => sizes[id.0],
    }
}

/// Returns what an `Option` adds, where the type has no value to spare for `None`.
fn room_for_none(ty: &Type) -> usize {
    match ty {
        Type::Integer(_) | Type::Float | Type::Double | Type::Uuid => POINTER,
        _ => 0,
    }
}
