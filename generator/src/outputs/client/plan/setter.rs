//! Methods that set the properties of a struct, so that a program names only those that it sends.

use std::collections::BTreeSet;

use serde::Serialize;

use super::argument::Argument;
use super::docs::{Doc, Span};
use super::named::{self, Access, Part, PartKind, Presence, Type, TypeKind};
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
    /// The argument, an `Option`, whose value is converted; within the path if there is one.
    Each(Option<Path>, Conversion),
    /// A value that has a path: `Nullable::Null`.
    Value(Path),
}

/// How what a caller gives becomes the value of a field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Conversion {
    /// As it is: `x`.
    None,
    /// What it converts to: `x.into()`.
    Into,
    /// Behind a pointer: `Box::new(x)`.
    Boxed(Path, Box<Conversion>),
    /// All that it gives: `x.into_iter().collect()`.
    Items,
    /// What all that it gives converts to: `x.into_iter().map(Into::into).collect()`.
    ItemsInto(Path),
    /// Entries, whose names convert, and the values, too, where it is so.
    Entries {
        /// Whether the values convert.
        values: bool,
    },
}

impl Scope<'_> {
    /// Returns what a function takes for a value that it keeps, and how the value comes of it.
    pub(super) fn kept(&self, ty: &Type) -> (RustType, Conversion) {
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
                TypeKind::Alias(target) => self.kept(target),
                _ => self.kept_value(ty),
            },
            _ => self.kept_value(ty),
        }
    }

    /// Returns what a function takes for a part of a multipart body, and how the part comes of it.
    pub(super) fn kept_part(&self, part: &Part) -> (RustType, Conversion) {
        let (item, converts) = match &part.kind {
            PartKind::File => (self.runtime_type(RuntimeItem::FilePart), false),
            PartKind::Text(ty) | PartKind::Json(ty) if part.repeated => self.kept_inside(ty),
            PartKind::Text(ty) | PartKind::Json(ty) => {
                let value = FieldForm::of_part(self.api, part);
                return self.kept(value.as_ref().map_or(ty, |(_, value)| value));
            }
        };
        match (part.repeated, converts) {
            (false, _) => (item, Conversion::None),
            (true, false) => (self.iterator_of(item), Conversion::Items),
            (true, true) => (
                self.iterator_of(item),
                Conversion::ItemsInto(self.prelude("Into")),
            ),
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
                TypeKind::Alias(target) => return self.kept_inside(target),
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

    /// Returns the one value that a type has, if it has only one.
    pub(super) fn only_value(&self, ty: &Type) -> Option<Path> {
        let Type::Named(id) = ty else {
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
            TypeKind::Alias(target) => return self.only_value(target),
            TypeKind::Struct(_) | TypeKind::Union(_) | TypeKind::Newtype(_) => return None,
        };
        match self.ty(ty) {
            RustType::Path(path, _) => Some(Path::Variant(Box::new(path), only.clone())),
            _ => None,
        }
    }
}

/// A field that may be left as `new` makes it.
struct Settable {
    name: Name,
    /// What its setter takes, and how the value comes of it.
    kept: (RustType, Conversion),
    /// What the field is; `None` where it is a list that may be empty.
    form: Option<FieldForm>,
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
        Settable {
            name: field.name.clone(),
            kept: scope.kept(&value),
            form: Some(form),
            deprecated: field.deprecated,
            read_only: field.access == Access::ReadOnly,
        }
    });
    of_all(scope, settable.collect())
}

/// Plans the setters of the parts that may be absent.
pub(super) fn part_setters<'a>(scope: &Scope<'a>, parts: &'a [Part]) -> Vec<FieldSetter<'a>> {
    let optional = parts.iter().filter(|part| !part.required);
    let settable = optional.map(|part| Settable {
        name: part.name.clone(),
        kept: scope.kept_part(part),
        form: (!part.repeated).then(|| match FieldForm::of_part(scope.api, part) {
            Some((form, _)) => form,
            None => FieldForm::Optional,
        }),
        deprecated: false,
        read_only: false,
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
    let setter = |mut docs: Doc<'a>, name, ty: Option<RustType>, value| FieldSetter {
        docs: {
            if field.read_only {
                docs.paragraph(["Only in responses: the server sets it.".into()]);
            }
            docs
        },
        name,
        argument: ty.map(|ty| Argument {
            name: field.name.clone(),
            ty,
        }),
        field: field.name.clone(),
        value,
        deprecated: field.deprecated,
    };
    let (ty, conversion) = &field.kept;
    let is_nullable = field.form == Some(FieldForm::Nullable);
    let mut setters = vec![setter(
        Doc::own(["Sets ".into(), shown(), ".".into()]),
        plain,
        Some(ty.clone()),
        Assigned::Converted(
            field.form.and_then(|form| scope.present(form)),
            conversion.clone(),
        ),
    )];
    if field.form.is_some() {
        setters.push(setter(
            Doc::own(["Sets ".into(), shown(), ", or leaves it out.".into()]),
            name::unique(&format!("set_{}", field.name.as_str()), "option", taken),
            Some(scope.option(ty.clone())),
            Assigned::Each(
                is_nullable.then(|| scope.runtime(RuntimeItem::Nullable).member("from_option")),
                conversion.clone(),
            ),
        ));
    }
    if is_nullable {
        setters.push(setter(
            Doc::own(["Sets ".into(), shown(), " to null.".into()]),
            name::unique(&format!("clear_{}", field.name.as_str()), "property", taken),
            None,
            Assigned::Value(scope.runtime(RuntimeItem::Nullable).member("Null")),
        ));
    }
    setters
}
