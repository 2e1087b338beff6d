//! Walks over the types that the parts of an API use.

use foldhash::HashSet;

use super::{Api, Body, BodyKind, Operation, Responses, TypeKind};
use specwright_document::model::{PartKind, Payload, Type};

impl TypeKind {
    /// Returns the types that a named type uses.
    pub fn uses_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                let extra = object.extra.as_mut().map(|extra| &mut extra.values);
                object
                    .fields
                    .iter_mut()
                    .map(|field| &mut field.ty)
                    .chain(extra)
                    .collect()
            }
            other => {
                let mut uses = Vec::new();
                other.for_each_held_mut(&mut |ty| uses.push(ty));
                uses
            }
        }
    }

    /// Returns the types that a named type uses.
    pub fn uses(&self) -> Vec<&Type> {
        let mut uses = Vec::new();
        self.for_each_use(&mut |ty| uses.push(ty));
        uses
    }

    /// Calls `see` with each type that a named type uses.
    pub fn for_each_use<'a>(&'a self, see: &mut dyn FnMut(&'a Type)) {
        self.for_each_held(see);
        if let Self::Struct(object) = self {
            object.extra.iter().for_each(|extra| see(&extra.values));
        }
    }

    /// Calls `see` with each type of the values that a named type holds itself: all that it uses, but for those in the map of a
    /// struct.
    pub fn for_each_held<'a>(&'a self, see: &mut dyn FnMut(&'a Type)) {
        match self {
            Self::Struct(object) => object.fields.iter().for_each(|field| see(&field.ty)),
            Self::Union(union) => union.variants.iter().for_each(|variant| see(&variant.ty)),
            Self::Alias(ty) | Self::Newtype(ty) => see(ty),
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::LiteralEnum(_) => {}
        }
    }

    /// Calls `see` with each type of the values that a named type holds itself, to change it.
    pub fn for_each_held_mut<'a>(&'a mut self, see: &mut dyn FnMut(&'a mut Type)) {
        match self {
            Self::Struct(object) => object.fields.iter_mut().for_each(|field| see(&mut field.ty)),
            Self::Union(union) => union.variants.iter_mut().for_each(|variant| see(&mut variant.ty)),
            Self::Alias(ty) | Self::Newtype(ty) => see(ty),
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::LiteralEnum(_) => {}
        }
    }
}

impl Operation {
    /// Returns the types that a request of this operation sends.
    pub fn request_types_mut(&mut self) -> Vec<&mut Type> {
        let body = self.body.as_mut().map(Body::types_mut).unwrap_or_default();
        self.parameters
            .iter_mut()
            .map(|parameter| &mut parameter.ty)
            .chain(body)
            .collect()
    }

    /// Returns the types that this operation sends and gets.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        let streams = self.streaming.iter_mut();
        let body = self.body.as_mut().map(Body::types_mut).unwrap_or_default();
        self.parameters
            .iter_mut()
            .map(|parameter| &mut parameter.ty)
            .chain(body)
            .chain(self.success.types_mut())
            .chain(streams.flat_map(|streaming| streaming.success.types_mut()))
            .chain(self.failure.types_mut())
            .collect()
    }

    /// Returns the types that a response to this operation holds.
    pub fn response_types_mut(&mut self) -> Vec<&mut Type> {
        let mut types = self.success.types_mut();
        let streams = self.streaming.iter_mut();
        types.extend(streams.flat_map(|streaming| streaming.success.types_mut()));
        types.extend(self.failure.types_mut());
        types
    }
}

impl Body {
    fn types_mut(&mut self) -> Vec<&mut Type> {
        let mut types = Vec::new();
        for variant in &mut self.variants {
            match &mut variant.kind {
                BodyKind::Json(ty)
                | BodyKind::Form { ty, .. }
                | BodyKind::Xml(ty, _)
                | BodyKind::JsonLines(ty)
                | BodyKind::Items(ty) => {
                    types.push(ty);
                }
                BodyKind::Multipart { parts, .. } => {
                    types.extend(parts.iter_mut().filter_map(|part| match &mut part.kind {
                        PartKind::Text(ty) | PartKind::Json(ty) => Some(ty),
                        PartKind::File => None,
                    }));
                }
                BodyKind::OpenMultipart | BodyKind::Text | BodyKind::Binary => {}
            }
        }
        types
    }
}

impl Responses {
    /// Returns the types that these responses hold.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        let mut types = Vec::new();
        for case in &mut self.cases {
            match &mut case.payload {
                Payload::Json(ty)
                | Payload::Any(ty)
                | Payload::Xml(ty, _)
                | Payload::EventStream(ty)
                | Payload::JsonLines(ty) => {
                    types.push(ty);
                }
                Payload::Empty | Payload::Text | Payload::Binary => {}
            }
            types.extend(case.headers.iter_mut().map(|header| &mut header.ty));
        }
        types
    }
}

impl Api {
    /// Calls `see` with every use of a type.
    pub fn for_each_type_mut(&mut self, see: &mut impl FnMut(&mut Type)) {
        for def in &mut self.types {
            for ty in def.kind.uses_mut() {
                ty.for_each_mut(see);
            }
        }
        let operations = self.operations.iter_mut().chain(&mut self.webhooks);
        for operation in operations.chain(&mut self.left_out) {
            for ty in operation.types_mut() {
                ty.for_each_mut(see);
            }
        }
        for shared in &mut self.shared_responses {
            for ty in shared.responses.types_mut() {
                ty.for_each_mut(see);
            }
        }
        let headers = self.headers.iter_mut().flat_map(|headers| &mut headers.headers);
        for ty in headers.filter_map(|header| header.ty.as_mut()) {
            ty.for_each_mut(see);
        }
    }

    /// Returns the type at the end of a chain of aliases.
    pub fn resolve<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut ty = ty;
        for _ in 0..self.types.len() {
            match ty {
                Type::Named(id) => match &self.type_def(*id).kind {
                    TypeKind::Alias(next) => ty = next,
                    _ => return ty,
                },
                _ => return ty,
            }
        }
        ty
    }

    /// Returns whether a value of the type can be `null` itself.
    pub fn takes_null(&self, ty: &Type) -> bool {
        let mut seen = HashSet::default();
        let mut waiting = vec![ty];
        while let Some(ty) = waiting.pop() {
            match self.resolve(ty) {
                Type::Nullable(_) | Type::Json | Type::Null => return true,
                Type::Boxed(inner) => waiting.push(inner),
                Type::Named(id) if seen.insert(*id) => match &self.type_def(*id).kind {
                    TypeKind::Newtype(inner) => waiting.push(inner),
                    TypeKind::Union(union) => {
                        waiting.extend(union.variants.iter().map(|variant| &variant.ty));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
        false
    }
}
