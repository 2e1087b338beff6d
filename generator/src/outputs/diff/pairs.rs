//! Which type of the one document is which of the other: by the places where they stand, by the names of components, and by the
//! names that programs know.

use foldhash::HashMap;
use std::collections::BTreeMap;

use super::union;
use super::verdict::Sides;
use specwright_codegen::plan::named::{
    Access, Api, BodyKind, Part, PartKind, Payload, Responses, Type, TypeId, TypeKind,
};
use specwright_document::order;

/// The pairs of types that are compared, and who sends each.
#[derive(Debug, Default)]
pub(super) struct Pairs(BTreeMap<(TypeId, TypeId), Sides>);

impl Pairs {
    /// Finds the pairs that the paired operations and the components lead to.
    pub(super) fn of(old: &Api, new: &Api, operations: &[(usize, usize)]) -> Self {
        let mut walk = Walk {
            old,
            new,
            found: Self::default(),
            open: Vec::new(),
        };
        for &(before, after) in operations {
            walk.operation(before, after);
            walk.close();
        }
        // What no operation leads to has an item of Rust nevertheless.
        let components = |api: &Api| -> HashMap<(String, usize), TypeId> {
            let components = api.types.iter().enumerate();
            components
                .filter_map(|(index, def)| Some(((def.component.clone()?, def.file.0), TypeId(index))))
                .collect()
        };
        let after = components(new);
        let mut both: Vec<(TypeId, TypeId)> = components(old)
            .into_iter()
            .filter_map(|(name, before)| Some((before, *after.get(&name)?)))
            .collect();
        // Programs see what has the same name as the same type, wherever it comes from.
        let names = |api: &'_ Api| -> HashMap<String, TypeId> {
            let types = api.types.iter().enumerate();
            types
                .filter(|(_, def)| !def.is_shared)
                .map(|(index, def)| (def.name.as_str().to_owned(), TypeId(index)))
                .collect()
        };
        let after = names(new);
        both.extend(
            names(old)
                .into_iter()
                .filter_map(|(name, before)| Some((before, *after.get(&name)?))),
        );
        order::sort(&mut both);
        for (before, after) in both {
            walk.meet(before, after, Sides::default());
            walk.close();
        }
        walk.found
    }

    /// Returns who sends the types of a pair; `None` if it is none.
    pub(super) fn sides(&self, old: TypeId, new: TypeId) -> Option<Sides> {
        self.0.get(&(old, new)).copied()
    }

    /// Returns the pairs, and who sends each.
    pub(super) fn iter(&self) -> impl Iterator<Item = (TypeId, TypeId, Sides)> + '_ {
        self.0.iter().map(|(&(old, new), &sides)| (old, new, sides))
    }
}

/// Returns who sends a property, of those who send the object.
pub(super) fn senders(sides: Sides, access: Access) -> Sides {
    sides.and(match access {
        Access::Both => Sides::REQUEST.or(Sides::RESPONSE),
        Access::ReadOnly => Sides::RESPONSE,
        Access::WriteOnly => Sides::REQUEST,
    })
}

/// Returns the type of a response's body.
pub(super) fn payload_type(payload: &Payload) -> Option<&Type> {
    match payload {
        Payload::Json(ty)
        | Payload::Any(ty)
        | Payload::Xml(ty, _)
        | Payload::EventStream(ty)
        | Payload::JsonLines(ty) => Some(ty),
        Payload::Empty | Payload::Text | Payload::Binary => None,
    }
}

/// Returns the type of a request's body, where it is one type.
pub(super) fn body_type(kind: &BodyKind) -> Option<&Type> {
    match kind {
        BodyKind::Json(ty)
        | BodyKind::Form { ty, .. }
        | BodyKind::Xml(ty, _)
        | BodyKind::JsonLines(ty)
        | BodyKind::Items(ty) => Some(ty),
        BodyKind::Multipart { .. } | BodyKind::OpenMultipart | BodyKind::Text | BodyKind::Binary => None,
    }
}

/// Returns the type of a part.
pub(super) fn part_type(part: &Part) -> Option<&Type> {
    match &part.kind {
        PartKind::Text(ty) | PartKind::Json(ty) => Some(ty),
        PartKind::File => None,
    }
}

struct Walk<'a> {
    old: &'a Api,
    new: &'a Api,
    found: Pairs,
    open: Vec<(TypeId, TypeId, Sides)>,
}

impl<'a> Walk<'a> {
    fn meet(&mut self, old: TypeId, new: TypeId, sides: Sides) {
        let known = self.found.0.get(&(old, new)).copied();
        let all = known.unwrap_or_default().or(sides);
        if known != Some(all) {
            self.found.0.insert((old, new), all);
            self.open.push((old, new, all));
        }
    }

    fn close(&mut self) {
        while let Some((old, new, sides)) = self.open.pop() {
            self.inside(old, new, sides);
        }
    }

    fn ty(&mut self, old: &'a Type, new: &'a Type, sides: Sides) {
        match (old, new) {
            (Type::Nullable(inner) | Type::Boxed(inner), _) => self.ty(inner, new, sides),
            (_, Type::Nullable(inner) | Type::Boxed(inner)) => self.ty(old, inner, sides),
            (Type::Array(old), Type::Array(new)) | (Type::Map(old), Type::Map(new)) => {
                self.ty(old, new, sides);
            }
            (Type::Tuple(old), Type::Tuple(new)) => old
                .iter()
                .zip(new)
                .for_each(|(old, new)| self.ty(old, new, sides)),
            (&Type::Named(old), &Type::Named(new)) => self.meet(old, new, sides),
            _ => {}
        }
    }

    fn inside(&mut self, old_id: TypeId, new_id: TypeId, sides: Sides) {
        let (old_api, new_api) = (self.old, self.new);
        let (old, new) = (&old_api.type_def(old_id).kind, &new_api.type_def(new_id).kind);
        match (old, new) {
            (
                TypeKind::Alias(old) | TypeKind::Newtype(old),
                TypeKind::Alias(new) | TypeKind::Newtype(new),
            ) => {
                self.ty(old, new, sides);
            }
            (TypeKind::Alias(old), _) => self.half(old, |walk, old| walk.meet(old, new_id, sides)),
            (_, TypeKind::Alias(new)) => self.half(new, |walk, new| walk.meet(old_id, new, sides)),
            (TypeKind::Struct(old), TypeKind::Struct(new)) => {
                for before in &old.fields {
                    if let Some(after) = new.fields.iter().find(|after| after.wire == before.wire) {
                        let sides = senders(sides, before.access).or(senders(sides, after.access));
                        self.ty(&before.ty, &after.ty, sides);
                    }
                }
                if let (Some(old), Some(new)) = (&old.extra, &new.extra) {
                    self.ty(&old.values, &new.values, sides);
                }
            }
            (TypeKind::Union(old), TypeKind::Union(new)) => {
                for (before, after) in union::alternatives(old_api, old, new_api, new) {
                    if let (Some(before), Some(after)) = (before, after) {
                        self.ty(&before.ty, &after.ty, sides);
                    }
                }
            }
            _ => {}
        }
    }

    /// Goes on with the type that a name is another one for.
    fn half(&mut self, target: &Type, go_on: impl FnOnce(&mut Self, TypeId)) {
        match target {
            Type::Named(id) => go_on(self, *id),
            Type::Boxed(inner) | Type::Nullable(inner) => self.half(inner, go_on),
            _ => {}
        }
    }

    fn operation(&mut self, old: usize, new: usize) {
        let (old, new) = (&self.old.operations[old], &self.new.operations[new]);
        for before in &old.parameters {
            let after = new
                .parameters
                .iter()
                .find(|after| after.wire == before.wire && after.location == before.location);
            if let Some(after) = after {
                self.ty(&before.ty, &after.ty, Sides::REQUEST);
            }
        }
        if let (Some(old), Some(new)) = (&old.body, &new.body) {
            for before in &old.variants {
                let same = |after: &&_| super::request::is_same_media_type(before, after);
                if let Some(after) = new.variants.iter().find(same) {
                    self.body(&before.kind, &after.kind);
                }
            }
        }
        self.responses(&old.success, &new.success);
        self.responses(&old.failure, &new.failure);
        if let (Some(old), Some(new)) = (&old.streaming, &new.streaming) {
            self.responses(&old.success, &new.success);
        }
    }

    fn body(&mut self, old: &'a BodyKind, new: &'a BodyKind) {
        if let (Some(old), Some(new)) = (body_type(old), body_type(new)) {
            self.ty(old, new, Sides::REQUEST);
        }
        if let (BodyKind::Multipart { parts: old, .. }, BodyKind::Multipart { parts: new, .. }) = (old, new) {
            for before in old {
                let after = new.iter().find(|after| after.wire == before.wire);
                if let (Some(old), Some(new)) = (part_type(before), after.and_then(part_type)) {
                    self.ty(old, new, Sides::REQUEST);
                }
            }
        }
    }

    fn responses(&mut self, old: &'a Responses, new: &'a Responses) {
        for before in &old.cases {
            let same = |after: &&_| super::responses::is_same(before, after);
            if let Some(after) = new.cases.iter().find(same)
                && let (Some(old), Some(new)) = (payload_type(&before.payload), payload_type(&after.payload))
            {
                self.ty(old, new, Sides::RESPONSE);
            }
        }
    }
}
