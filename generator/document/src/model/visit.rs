//! Walks over the types that the parts of an API use.

use super::{BodyKind, Operation, PartKind, Payload, Type, TypeId, TypeKind};

impl Type {
    /// Calls `see` with this type and every type within it.
    pub fn for_each_mut(&mut self, see: &mut impl FnMut(&mut Type)) {
        see(self);
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.for_each_mut(see);
            }
            Self::Tuple(items) => items.iter_mut().for_each(|item| item.for_each_mut(see)),
            _ => {}
        }
    }

    /// Adds the named types within this type to `ids`.
    pub fn named(&self, ids: &mut Vec<TypeId>) {
        match self {
            Self::Named(id) => ids.push(*id),
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                inner.named(ids)
            }
            Self::Tuple(items) => items.iter().for_each(|item| item.named(ids)),
            _ => {}
        }
    }
}

impl Payload {
    /// Returns the type of the body, if it has one.
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty)
            | Self::Any(ty)
            | Self::Xml(ty, _)
            | Self::EventStream(ty)
            | Self::JsonLines(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary => None,
        }
    }
}

impl TypeKind {
    /// Returns the types that a named type uses.
    pub fn uses(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter().map(|field| &field.ty);
                fields.chain(&object.extra).collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Alias(ty) => vec![ty],
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::LiteralEnum(_) => Vec::new(),
        }
    }
}

impl Operation {
    /// Returns the types that this operation sends and receives.
    pub fn types(&self) -> Vec<&Type> {
        let mut types: Vec<&Type> = self.parameters.iter().map(|parameter| &parameter.ty).collect();
        for variant in self.body.iter().flat_map(|body| &body.variants) {
            match &variant.kind {
                BodyKind::Json(ty)
                | BodyKind::Form { ty, .. }
                | BodyKind::Xml(ty, _)
                | BodyKind::JsonLines(ty)
                | BodyKind::Items(ty) => types.push(ty),
                BodyKind::Multipart(parts) => {
                    types.extend(parts.iter().filter_map(|part| match &part.kind {
                        PartKind::Text(ty) | PartKind::Json(ty) => Some(ty),
                        PartKind::File => None,
                    }));
                }
                BodyKind::OpenMultipart | BodyKind::Text | BodyKind::Binary => {}
            }
        }
        let streams = self.streaming.iter().flat_map(|streaming| &streaming.success);
        for response in self.success.iter().chain(streams).chain(&self.failure) {
            types.extend(response.payload.ty());
            types.extend(response.headers.iter().map(|header| &header.ty));
        }
        types
    }
}
