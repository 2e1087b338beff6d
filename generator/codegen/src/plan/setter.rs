//! Methods that set the properties of a struct, so that a program names only those that it sends.

use super::argument::Argument;
use super::kept::{Conversion, TypeParameters};
use super::named::{self, Access, Part, Presence};
use super::presence::FieldForm;
use super::scope::Scope;
use super::{Name, RustType, name};
use specwright_document::order;

/// Methods of a struct that would hide those of traits which generated code or programs call.
const RESERVED: [&str; 14] = [
    "borrow",
    "borrow_mut",
    "clone",
    "clone_from",
    "clone_into",
    "decode",
    "default",
    "encode",
    "eq",
    "fmt",
    "into",
    "new",
    "to_owned",
    "try_into",
];

/// A method that sets a field: `fn customer(mut self, customer: impl Into<String>) -> Self`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldSetter {
    /// The method.
    pub name: Name,
    /// Its type parameters, by which the compiler tells a value from an `Option`.
    pub parameters: Vec<Name>,
    /// What it takes, under the name of the field.
    pub argument: Argument,
    /// How the field comes of the argument.
    pub value: Conversion,
    /// Whether the method is for deprecated properties.
    pub deprecated: bool,
    /// Whether the document says that only the server sends the property.
    pub read_only: bool,
}

impl FieldSetter {
    /// Returns the field that it sets.
    pub fn field(&self) -> &Name {
        &self.argument.name
    }

    /// Returns whether each call of another setter is one of this one, too: it has the same name and takes the same, or null besides.
    pub fn stands_for(&self, other: &Self) -> bool {
        let takes_null_besides = matches!(
            (&other.value, &self.value),
            (Conversion::Optional(_), Conversion::Presence(_))
        );
        let takes_same = match takes_null_besides {
            true => self.argument.ty.kept().map(shown) == other.argument.ty.kept().map(shown),
            false => shown(&self.argument.ty) == shown(&other.argument.ty),
        };
        self.name == other.name && takes_same
    }
}

/// Returns a type as two documents can be compared by it.
fn shown(ty: &RustType) -> String {
    ty.short().to_string()
}

/// A field that may be left as `new` makes it.
struct Settable {
    name: Name,
    /// What its setter takes, and how the field comes of it: an `Option`, a `Nullable`, or a list that may be empty.
    kept: (RustType, Conversion),
    parameters: Vec<Name>,
    deprecated: bool,
    /// Whether the document says that only the server sends it.
    read_only: bool,
}

/// Plans the setters of the fields that may be absent.
pub(super) fn setters<'a>(scope: &Scope<'a>, object: &'a named::Struct) -> Vec<FieldSetter> {
    let fields = object.fields.iter();
    let optional = fields.filter(|field| field.presence == Presence::Optional);
    let settable = optional.map(|field| {
        let (form, value) = FieldForm::of(scope.api, field);
        let mut parameters = TypeParameters::default();
        Settable {
            name: field.name.clone(),
            kept: match form {
                FieldForm::Nullable => scope.kept_presence(&value, &mut parameters),
                _ => scope.kept_optional(&value, &mut parameters),
            },
            parameters: parameters.used(),
            deprecated: field.deprecated,
            read_only: field.access == Access::ReadOnly,
        }
    });
    of_all(settable.collect())
}

/// Plans the setters of the parts that may be absent.
pub(super) fn part_setters<'a>(scope: &Scope<'a>, parts: &'a [Part]) -> Vec<FieldSetter> {
    let optional = parts.iter().filter(|part| !part.required);
    let settable = optional.map(|part| {
        let mut parameters = TypeParameters::default();
        Settable {
            name: part.name.clone(),
            kept: match part.repeated {
                true => scope.kept_parts(part),
                false => scope.kept_optional_part(part, &mut parameters),
            },
            parameters: parameters.used(),
            deprecated: false,
            read_only: false,
        }
    });
    of_all(settable.collect())
}

fn of_all(settable: Vec<Settable>) -> Vec<FieldSetter> {
    let mut taken = order::set(RESERVED.map(str::to_owned));
    let setter = |field: Settable| {
        let (ty, value) = field.kept;
        FieldSetter {
            name: name::unique(field.name.as_str(), "property", &mut taken),
            parameters: field.parameters,
            argument: Argument { name: field.name, ty },
            value,
            deprecated: field.deprecated,
            read_only: field.read_only,
        }
    };
    settable.into_iter().map(setter).collect()
}
