//! How values are given to methods.

use super::named::{Tagging, Type, TypeKind};
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Name, RustType};
use specwright_document::model::ReplacementForm;

/// An argument of a function.
#[derive(Clone, Debug, PartialEq)]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// Its type: that of a small value, or all that stands for a value.
    pub ty: RustType,
}

/// What of a value is given on to the runtime.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Handover {
    /// The value: `x`.
    Value,
    /// A reference to it: `&x`.
    Reference,
    /// What it stands for, where its own JSON would be something else: `&rt::__private::argument(&x)`.
    Argument,
    /// What it converts to: `x.into()`.
    Into,
    /// The form that its parts make: `x.into_form()`.
    IntoForm,
}

impl Scope<'_> {
    /// Returns the type of an argument for what is required: the value, if it is small; else what stands for it, and for what may be
    /// null also none.
    pub(super) fn argument(&self, ty: &Type) -> RustType {
        match self.is_small(ty) {
            true => self.ty(ty),
            false if self.is_nullable(ty) => self.optional_argument(ty),
            false => self.argument_trait(RuntimeItem::Argument, ty),
        }
    }

    /// Returns the type of an argument for what is optional: what stands for the value, or none.
    pub(super) fn optional_argument(&self, ty: &Type) -> RustType {
        self.argument_trait(RuntimeItem::Optional, ty)
    }

    /// Returns the type of an argument for what is optional and may be null: what stands for the value, null, or none.
    pub(super) fn optional_or_null_argument(&self, ty: &Type) -> RustType {
        self.argument_trait(RuntimeItem::OptionalOrNull, ty)
    }

    /// Returns how an argument becomes a `&dyn Encode`.
    pub(super) fn encodable(&self, ty: &Type) -> Handover {
        match self.is_written_otherwise(ty) {
            true => {
                self.uses_runtime();
                Handover::Argument
            }
            false => Handover::Reference,
        }
    }

    fn argument_trait(&self, item: RuntimeItem, ty: &Type) -> RustType {
        let mut ty = ty;
        loop {
            match self.api.plain(ty) {
                Type::Nullable(inner) | Type::Boxed(inner) => ty = inner,
                // What several places share is taken under the place's own name.
                Type::Named(_) => break,
                plain => {
                    ty = plain;
                    break;
                }
            }
        }
        RustType::Impl(Box::new(RustType::of(
            self.runtime(item),
            self.trait_parameter(ty),
        )))
    }

    /// Returns what the parameter of `Argument` is for a type.
    fn trait_parameter(&self, ty: &Type) -> RustType {
        match self.api.plain(ty) {
            Type::String => RustType::primitive("str"),
            Type::Array(items) => RustType::of(self.runtime(RuntimeItem::List), self.trait_parameter(items)),
            Type::Map(values) => {
                RustType::of(self.runtime(RuntimeItem::Entries), self.trait_parameter(values))
            }
            Type::Boxed(inner) => self.trait_parameter(inner),
            _ => self.ty(ty),
        }
    }

    pub(super) fn is_nullable(&self, ty: &Type) -> bool {
        match self.api.plain(ty) {
            Type::Nullable(_) => true,
            Type::Boxed(inner) => self.is_nullable(inner),
            _ => false,
        }
    }

    /// Returns whether what stands for a value may have another JSON than the value: pairs, whose own is no object, and what a union is
    /// made of, whose own has no tag.
    fn is_written_otherwise(&self, ty: &Type) -> bool {
        match self.api.plain(ty) {
            Type::Map(_) => true,
            Type::Array(inner) | Type::Nullable(inner) | Type::Boxed(inner) => {
                self.is_written_otherwise(inner)
            }
            Type::Named(id) => match &self.api.type_def(*id).kind {
                TypeKind::Union(union) => union.tagging != Tagging::Untagged,
                _ => false,
            },
            _ => false,
        }
    }

    /// Returns whether a value is `Copy`, so that nobody has a reference to it at hand.
    fn is_small(&self, ty: &Type) -> bool {
        match self.api.plain(ty) {
            Type::Boolean | Type::Integer(_) | Type::Float | Type::Double | Type::Null => true,
            Type::DateTime | Type::DateTimeWithOffset | Type::Date | Type::Uuid => true,
            // What it is made of is no argument for it.
            Type::Replaced(replacement) => !matches!(replacement.form, ReplacementForm::Json(_)),
            Type::Boxed(inner) => self.is_small(inner),
            Type::Named(id) => {
                let def = self.api.type_def(*id);
                !matches!(def.kind, TypeKind::Alias(_)) && def.derives.copy
            }
            _ => false,
        }
    }
}
