//! What functions take for a value that they keep, and how the value comes of it.

use super::named::{Part, PartKind, Type, TypeKind};
use super::presence::FieldForm;
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Name, Path, RustType};
use specwright_document::model::ReplacementForm;

/// How what a caller gives becomes the value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conversion {
    /// As it is: `x`.
    None,
    /// What it converts to: `x.into()`.
    Into,
    /// Behind a pointer: `Box::new(x)`.
    Boxed(Path, Box<Conversion>),
    /// An `Option` of what it may be: `x.into_optional()`, its value behind a pointer if there is one.
    Optional(Option<Path>),
    /// A `Nullable` of what it may be: `x.into_presence()`, its value behind a pointer if there is one.
    Presence(Option<Path>),
    /// An `Option` of what it is if it is not null: `x.into_nullable()`, its value behind a pointer if there is one.
    Nullable(Option<Path>),
    /// All that it gives: `x.into_iter().collect()`.
    Items,
    /// What all that it gives converts to: `x.into_iter().map(Into::into).collect()`.
    ItemsInto(Path),
    /// Copies of all in a slice: `x.to_vec()`.
    Copied,
    /// What copies of all in a slice convert to: `x.iter().copied().map(Into::into).collect()`.
    CopiedInto(Path),
    /// Entries, whose names convert, and the values, too, where it is so.
    Entries {
        /// Whether the values convert.
        values: bool,
    },
}

impl Conversion {
    /// Returns whether it is of the entries of a map.
    pub(super) fn is_of_entries(&self) -> bool {
        match self {
            Self::Entries { .. } => true,
            Self::Boxed(_, inner) => inner.is_of_entries(),
            _ => false,
        }
    }
}

/// The type parameters of a function while it is planned.
#[derive(Default)]
pub(super) struct TypeParameters {
    used: Vec<Name>,
}

impl TypeParameters {
    /// Adds a parameter.
    fn take(&mut self, scope: &Scope<'_>) -> Name {
        let name = scope.type_parameter(self.used.len());
        self.used.push(name.clone());
        name
    }

    /// Returns the parameters that were added.
    pub(super) fn used(self) -> Vec<Name> {
        self.used
    }
}

impl Scope<'_> {
    /// Returns what a function takes for a value that it keeps, or none, and how an `Option` of the value comes of it.
    pub(super) fn kept_optional(&self, ty: &Type, parameters: &mut TypeParameters) -> (RustType, Conversion) {
        let (value, pointer) = self.without_pointer(ty);
        match self.is_of_the_user(value) {
            true => (self.into(self.option(self.ty(ty))), Conversion::Into),
            false => (
                self.kept_by(RuntimeItem::IntoOptional, self.ty(value), parameters),
                Conversion::Optional(pointer),
            ),
        }
    }

    /// Returns what a function takes for a value that it keeps, null or none, and how a `Nullable` of the value comes of it.
    pub(super) fn kept_presence(&self, ty: &Type, parameters: &mut TypeParameters) -> (RustType, Conversion) {
        let (value, pointer) = self.without_pointer(ty);
        match self.is_of_the_user(value) {
            true => (self.into(self.nullable(self.ty(ty))), Conversion::Into),
            false => (
                self.kept_by(RuntimeItem::IntoPresence, self.ty(value), parameters),
                Conversion::Presence(pointer),
            ),
        }
    }

    /// Returns what a function takes for a value that it keeps, which may be null, and how the value comes of it.
    pub(super) fn kept_required(&self, ty: &Type, parameters: &mut TypeParameters) -> (RustType, Conversion) {
        let (unboxed, outer) = self.without_pointer(ty);
        let Type::Nullable(inner) = self.api.plain(unboxed) else {
            return self.kept(ty);
        };
        let (value, pointer) = self.without_pointer(inner);
        let (ty, conversion) = match self.is_of_the_user(value) {
            true => (self.into(self.ty(unboxed)), Conversion::Into),
            false => (
                self.kept_by(RuntimeItem::IntoNullable, self.ty(value), parameters),
                Conversion::Nullable(pointer),
            ),
        };
        match outer {
            Some(outer) => (ty, Conversion::Boxed(outer, Box::new(conversion))),
            None => (ty, conversion),
        }
    }

    /// Returns all that stands for a value by a trait of the runtime, whose second parameter tells how.
    fn kept_by(&self, item: RuntimeItem, value: RustType, parameters: &mut TypeParameters) -> RustType {
        let by = RustType::Parameter(parameters.take(self));
        RustType::Impl(Box::new(RustType::Path(self.runtime(item), vec![value, by])))
    }

    fn without_pointer<'t>(&self, ty: &'t Type) -> (&'t Type, Option<Path>) {
        match ty {
            Type::Boxed(inner) => (inner, Some(self.prelude("Box"))),
            ty => (ty, None),
        }
    }

    /// Returns whether a type is one of the user's, or a list or map of it, of which the runtime does not know what becomes one.
    fn is_of_the_user(&self, ty: &Type) -> bool {
        match self.api.plain(ty) {
            Type::Replaced(replacement) => matches!(replacement.form, ReplacementForm::Json(_)),
            Type::Array(inner) | Type::Map(inner) | Type::Boxed(inner) => self.is_of_the_user(inner),
            _ => false,
        }
    }

    /// Returns what a function takes for a value that it keeps, and how the value comes of it.
    fn kept(&self, ty: &Type) -> (RustType, Conversion) {
        match ty {
            Type::Array(items) => {
                let (item, converts) = self.kept_inside(items);
                let conversion = match converts {
                    true => Conversion::ItemsInto(self.prelude("Into")),
                    false => Conversion::Items,
                };
                (self.iterator_of(item), conversion)
            }
            Type::Map(values) => {
                let (value, values) = self.kept_inside(values);
                let entry = RustType::Tuple(vec![self.into(self.string()), value]);
                (self.iterator_of(entry), Conversion::Entries { values })
            }
            Type::Boxed(inner) => {
                let (ty, conversion) = self.kept(inner);
                (ty, Conversion::Boxed(self.prelude("Box"), Box::new(conversion)))
            }
            Type::Named(id) => match &self.api.type_def(*id).kind {
                // What several places share is taken under the place's own name.
                TypeKind::Alias(target) if !matches!(self.api.plain(target), Type::Named(_)) => {
                    self.kept(target)
                }
                _ => self.kept_value(ty),
            },
            _ => self.kept_value(ty),
        }
    }

    /// Returns what a function takes for a part of a multipart body that may be sent several times, and how the parts come of it.
    pub(super) fn kept_parts(&self, part: &Part) -> (RustType, Conversion) {
        let (item, converts) = match &part.kind {
            PartKind::File => (self.into(self.runtime_type(RuntimeItem::FilePart)), true),
            PartKind::Text(ty) | PartKind::Json(ty) => self.kept_inside(ty),
        };
        let conversion = match converts {
            true => Conversion::ItemsInto(self.prelude("Into")),
            false => Conversion::Items,
        };
        (self.iterator_of(item), conversion)
    }

    /// Returns what a function takes for a part of a multipart body that is sent once, and how the part comes of it.
    pub(super) fn kept_part(&self, part: &Part, parameters: &mut TypeParameters) -> (RustType, Conversion) {
        match &part.kind {
            _ if part.repeated => self.kept_parts(part),
            PartKind::File => (
                self.into(self.runtime_type(RuntimeItem::FilePart)),
                Conversion::Into,
            ),
            PartKind::Text(ty) | PartKind::Json(ty) => self.kept_required(ty, parameters),
        }
    }

    /// Returns what a function takes for a part of a multipart body that is sent at most once, and how an `Option` or
    /// a `Nullable` of the part comes of it.
    pub(super) fn kept_optional_part(
        &self,
        part: &Part,
        parameters: &mut TypeParameters,
    ) -> (RustType, Conversion) {
        match &part.kind {
            PartKind::File => {
                let file = self.runtime_type(RuntimeItem::FilePart);
                let taken = self.kept_by(RuntimeItem::IntoOptional, file, parameters);
                (taken, Conversion::Optional(None))
            }
            PartKind::Text(ty) | PartKind::Json(ty) => match FieldForm::of_part(self.api, part) {
                Some((FieldForm::Nullable, value)) => self.kept_presence(&value, parameters),
                Some((_, value)) => self.kept_optional(&value, parameters),
                None => self.kept_optional(ty, parameters),
            },
        }
    }

    fn kept_value(&self, ty: &Type) -> (RustType, Conversion) {
        match self.kept_inside(ty) {
            (ty, true) => (ty, Conversion::Into),
            (ty, false) => (ty, Conversion::None),
        }
    }

    /// Returns what stands for a value in a list that a function takes, and whether it has to be converted.
    fn kept_inside(&self, ty: &Type) -> (RustType, bool) {
        let converts = match ty {
            Type::String | Type::Json | Type::Base64 | Type::Binary | Type::Replaced(_) => true,
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::StringEnum(_) | TypeKind::Union(_) => true,
                TypeKind::Alias(target) => match self.api.plain(target) {
                    Type::Named(id) => {
                        matches!(
                            self.api.type_def(*id).kind,
                            TypeKind::StringEnum(_) | TypeKind::Union(_)
                        )
                    }
                    _ => return self.kept_inside(target),
                },
                TypeKind::Struct(_)
                | TypeKind::IntegerEnum(_)
                | TypeKind::LiteralEnum(_)
                | TypeKind::Newtype(_) => false,
            },
            _ => false,
        };
        match converts {
            true => (self.into(self.ty(ty)), true),
            false => (self.ty(ty), false),
        }
    }

    /// Returns the one value that a type has, if it has only one, under the type's own name.
    pub(super) fn only_value(&self, ty: &Type) -> Option<Path> {
        let Type::Named(id) = self.api.plain(ty) else {
            return None;
        };
        let only = match &self.api.type_def(*id).kind {
            TypeKind::StringEnum(values) => match values.variants.as_slice() {
                [only] => &only.name,
                _ => return None,
            },
            TypeKind::IntegerEnum(values) => match values.variants.as_slice() {
                [only] => &only.name,
                _ => return None,
            },
            TypeKind::LiteralEnum(values) => match values.variants.as_slice() {
                [only] => &only.name,
                _ => return None,
            },
            TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Newtype(_) | TypeKind::Alias(_) => {
                return None;
            }
        };
        match self.ty(ty) {
            RustType::Path(path, _) => Some(Path::Variant(Box::new(path), only.clone())),
            _ => None,
        }
    }
}
