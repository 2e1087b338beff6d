//! How values are given to methods.

use serde::Serialize;

use super::named::{Type, TypeKind};
use super::scope::Scope;
use super::{Name, RustType};

/// An argument of a function.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Argument {
    /// Its name.
    pub name: Name,
    /// Its type, which says how it is passed: small values by value, all others by reference.
    pub ty: RustType,
}

/// What of a value is given on to the runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Handover {
    /// The value: `x`.
    Value,
    /// A reference to it: `&x`.
    Reference,
    /// What it converts to: `x.into()`.
    Into,
    /// The form that its parts make: `x.into_form()`.
    IntoForm,
}

/// How a value is given to a method.
#[derive(Clone, Copy, Debug)]
enum Passing<'t> {
    /// `T`, which is `Copy`.
    Value,
    /// `&T`.
    Reference,
    /// `&str`.
    Text,
    /// `&[T]`.
    Slice(&'t Type),
    /// `Option` of an argument.
    Optional(&'t Type),
}

impl Scope<'_> {
    /// Returns the type of an argument: borrowed, unless it is small.
    pub(super) fn argument(&self, ty: &Type) -> RustType {
        match self.passing(ty) {
            Passing::Value => self.ty(ty),
            Passing::Reference => self.ty(ty).reference(),
            Passing::Text => RustType::primitive("str").reference(),
            Passing::Slice(items) => RustType::Slice(Box::new(self.ty(items))).reference(),
            Passing::Optional(inner) => self.option(self.argument(inner)),
        }
    }

    /// Returns how an argument becomes a `&dyn Encode`.
    pub(super) fn encodable(&self, ty: &Type) -> Handover {
        match self.passing(ty) {
            Passing::Reference => Handover::Value,
            Passing::Value | Passing::Text | Passing::Slice(_) | Passing::Optional(_) => Handover::Reference,
        }
    }

    fn passing<'t>(&'t self, ty: &'t Type) -> Passing<'t> {
        match ty {
            Type::Boolean | Type::Integer(_) | Type::Float | Type::Double | Type::Null => Passing::Value,
            Type::DateTime | Type::DateTimeWithOffset | Type::Date | Type::Uuid => Passing::Value,
            Type::String => Passing::Text,
            Type::Array(items) => Passing::Slice(items),
            Type::Nullable(inner) => Passing::Optional(inner),
            Type::Boxed(inner) => self.passing(inner),
            Type::Decimal | Type::Base64 | Type::Binary | Type::Json | Type::Map(_) | Type::Tuple(_) => {
                Passing::Reference
            }
            Type::Named(id) => {
                let def = self.api.type_def(*id);
                match &def.kind {
                    TypeKind::Alias(target) => self.passing(target),
                    _ if def.derives.copy => Passing::Value,
                    _ => Passing::Reference,
                }
            }
        }
    }
}
