//! Methods of a union that return what a certain variant holds.

use super::named::{self, Tagging, Type};
use super::scope::Scope;
use super::{Name, RustType, name};
use specwright_document::order;

/// Names that would hide methods of traits which programs call.
const RESERVED: [&str; 6] = [
    "as_mut",
    "as_ref",
    "as_str",
    "into_future",
    "into_iter",
    "into_owned",
];

/// The methods for what one variant holds: `fn as_circle(&self) -> Option<&Circle>` and
/// `fn into_circle(self) -> Option<Circle>`.
#[derive(Clone, Debug, PartialEq)]
pub struct Accessors {
    /// The variant.
    pub variant: Name,
    /// The method that borrows, and its result.
    pub borrow: (Name, RustType),
    /// The method that moves, and its result.
    pub take: (Name, RustType),
    /// Whether the variant holds a pointer to the value.
    pub is_boxed: bool,
}

/// Plans the methods of a union, for each variant that holds something.
pub(super) fn accessors(scope: &Scope<'_>, union: &named::Union) -> Vec<Accessors> {
    let has_others = union.variants.len() > 1 || matches!(union.tagging, Tagging::Property { .. });
    if !has_others {
        return Vec::new();
    }
    let mut taken = order::set(RESERVED.map(str::to_owned));
    let variants = union.variants.iter().filter_map(|variant| {
        let (held, is_boxed) = match &variant.ty {
            Type::Null => return None,
            Type::Boxed(inner) => (inner.as_ref(), true),
            ty => (ty, false),
        };
        let word = variant.name.snake();
        let mut name = |prefix: &str| name::unique(&format!("{prefix}_{word}"), "variant", &mut taken);
        let ty = scope.ty(held);
        Some(Accessors {
            borrow: (name("as"), scope.option(ty.clone().reference())),
            take: (name("into"), scope.option(ty)),
            variant: variant.name.clone(),
            is_boxed,
        })
    });
    variants.collect()
}
