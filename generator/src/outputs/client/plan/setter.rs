//! Methods that set the properties of a struct, so that a program names only those that it sends.

use std::collections::BTreeSet;

use serde::Serialize;

use super::argument::Argument;
use super::docs::{Doc, Span};
use super::kept::{Conversion, TypeParameters};
use super::named::{self, Access, Part, Presence};
use super::presence::FieldForm;
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Name, Path, RustType, name};

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
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FieldSetter<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The method.
    pub name: Name,
    /// Its type parameters, by which the compiler tells a value from an `Option`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Name>,
    /// What it takes; nothing where it sets one certain value.
    pub argument: Option<Argument>,
    /// The field.
    pub field: Name,
    /// What the field becomes.
    pub value: Assigned,
    /// Whether the method is for deprecated properties.
    pub deprecated: bool,
}

/// What a field becomes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Assigned {
    /// The argument, converted, within the path if there is one: `Some(x)`.
    Converted(Option<Path>, Conversion),
    /// A value that has a path: `Nullable::Null`.
    Value(Path),
}

/// A field that may be left as `new` makes it.
struct Settable {
    name: Name,
    /// What its setter takes, and how the field comes of it: an `Option`, or a list that may be empty.
    kept: (RustType, Conversion),
    parameters: Vec<Name>,
    is_nullable: bool,
    deprecated: bool,
    /// Whether the document says that only the server sends it.
    read_only: bool,
}

/// Plans the setters of the fields that may be absent.
pub(super) fn setters<'a>(scope: &Scope<'a>, object: &'a named::Struct) -> Vec<FieldSetter<'a>> {
    let fields = object.fields.iter();
    let optional = fields.filter(|field| field.presence == Presence::Optional);
    let settable = optional.map(|field| {
        let (form, value) = FieldForm::of(scope.api, field);
        let mut parameters = TypeParameters::default();
        Settable {
            name: field.name.clone(),
            kept: scope.kept_optional(&value, &mut parameters),
            parameters: parameters.used(),
            is_nullable: form == FieldForm::Nullable,
            deprecated: field.deprecated,
            read_only: field.access == Access::ReadOnly,
        }
    });
    of_all(scope, settable.collect())
}

/// Plans the setters of the parts that may be absent.
pub(super) fn part_setters<'a>(scope: &Scope<'a>, parts: &'a [Part]) -> Vec<FieldSetter<'a>> {
    let optional = parts.iter().filter(|part| !part.required);
    let settable = optional.map(|part| {
        let form = FieldForm::of_part(scope.api, part);
        let mut parameters = TypeParameters::default();
        Settable {
            name: part.name.clone(),
            kept: match part.repeated {
                true => scope.kept_parts(part),
                false => scope.kept_optional_part(part, &mut parameters),
            },
            parameters: parameters.used(),
            is_nullable: !part.repeated && form.is_some_and(|(form, _)| form == FieldForm::Nullable),
            deprecated: false,
            read_only: false,
        }
    });
    of_all(scope, settable.collect())
}

fn of_all<'a>(scope: &Scope<'a>, settable: Vec<Settable>) -> Vec<FieldSetter<'a>> {
    let mut taken: BTreeSet<String> = RESERVED.iter().map(|&name| name.to_owned()).collect();
    // First those that are named as their fields, so that no property of another name takes them.
    let plain: Vec<Name> = settable
        .iter()
        .map(|field| name::unique(field.name.as_str(), "property", &mut taken))
        .collect();
    settable
        .into_iter()
        .zip(plain)
        .flat_map(|(field, plain)| of_field(scope, field, plain, &mut taken))
        .collect()
}

fn of_field<'a>(
    scope: &Scope<'a>,
    field: Settable,
    plain: Name,
    taken: &mut BTreeSet<String>,
) -> Vec<FieldSetter<'a>> {
    let shown = || Span::code(field.name.to_string());
    let setter = |mut docs: Doc<'a>, name, parameters, ty: Option<RustType>, value| FieldSetter {
        docs: {
            if field.read_only {
                docs.paragraph(["Only in responses: the server sets it.".into()]);
            }
            docs
        },
        name,
        parameters,
        argument: ty.map(|ty| Argument {
            name: field.name.clone(),
            ty,
        }),
        field: field.name.clone(),
        value,
        deprecated: field.deprecated,
    };
    let (ty, conversion) = field.kept.clone();
    let nullable = || scope.runtime(RuntimeItem::Nullable);
    let mut setters = vec![setter(
        Doc::own(["Sets ".into(), shown(), ".".into()]),
        plain,
        field.parameters.clone(),
        Some(ty),
        Assigned::Converted(
            field.is_nullable.then(|| nullable().member("from_option")),
            conversion,
        ),
    )];
    if field.is_nullable {
        setters.push(setter(
            Doc::own(["Sets ".into(), shown(), " to null.".into()]),
            name::unique(&format!("clear_{}", field.name.as_str()), "property", taken),
            Vec::new(),
            None,
            Assigned::Value(nullable().member("Null")),
        ));
    }
    setters
}
