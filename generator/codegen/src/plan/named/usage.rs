//! What follows from where a type is used: constructors, who must send a property, and who sends it at all.

use crate::plan::named::{Access, Api, Derives, Operation, Presence, Type, TypeDef, TypeId, TypeKind};

/// Marks constructors, derives and what only servers send, and frees each side from properties that only the other one sends.
///
/// A program that `serves` makes what responses hold, too.
pub(super) fn apply(api: &mut Api, serves: bool) {
    let mut sent = Vec::new();
    let mut received = Vec::new();
    for operation in &mut api.operations {
        operation
            .request_types_mut()
            .iter()
            .for_each(|ty| ty.named(&mut sent));
        operation
            .response_types_mut()
            .iter()
            .for_each(|ty| ty.named(&mut received));
    }
    for id in arguments(api) {
        if let TypeKind::Union(union) = &mut api.types[id.0].kind {
            union.is_argument = true;
        }
    }
    let sent = reachable(&api.types, sent);
    let received = reachable(&api.types, received);
    for (index, def) in api.types.iter_mut().enumerate() {
        def.derives = Derives::default();
        def.is_sent = sent[index] || serves && received[index];
        let TypeKind::Struct(object) = &mut def.kind else {
            continue;
        };
        for field in &mut object.fields {
            let others = match field.access {
                Access::Both => false,
                Access::ReadOnly => sent[index],
                Access::WriteOnly => received[index],
            };
            if others {
                field.presence = Presence::Optional;
            }
            field.only_received = field.access == Access::ReadOnly || (received[index] && !sent[index]);
        }
        let some_required = object
            .fields
            .iter()
            .any(|field| field.presence == Presence::Required);
        object.constructor = def.is_sent;
        def.derives.default = !some_required;
    }
}

/// How many lists and maps are looked into for a union that is an argument.
const DEEPEST: usize = 16;

/// Returns the types that methods take as arguments, or lists or maps of them.
fn arguments(api: &mut Api) -> Vec<TypeId> {
    let operations = &mut api.operations;
    let sent = operations.iter_mut().flat_map(Operation::request_types_mut);
    let sent: Vec<Type> = sent.map(|ty| ty.clone()).collect();
    let sent = sent.iter().filter_map(|ty| {
        let mut ty = ty;
        // A list may hold itself, since cycles are not closed yet: no type is that deep otherwise.
        for _ in 0..DEEPEST {
            match api.resolve(ty) {
                Type::Nullable(inner) | Type::Boxed(inner) | Type::Array(inner) | Type::Map(inner) => {
                    ty = inner
                }
                Type::Named(id) => return Some(*id),
                _ => return None,
            }
        }
        None
    });
    sent.collect()
}

/// Returns the types that can be reached from `open`.
pub(super) fn reachable(types: &[TypeDef], mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; types.len()];
    while let Some(TypeId(index)) = open.pop() {
        if !std::mem::replace(&mut reached[index], true) {
            types[index].kind.for_each_use(&mut |ty| ty.named(&mut open));
        }
    }
    reached
}
