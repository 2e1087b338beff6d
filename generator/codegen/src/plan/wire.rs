//! What derived traits are told of the wire, where the Rust of a type says something else.

use super::named::{self, Helper, Type, TypeKind};
use super::presence::FieldForm;
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Path, RustType};
use specwright_document::model::ReplacementForm;

/// An attribute of a derived trait: `#[schemars(rename = "a-b")]`.
#[derive(Clone, Debug, PartialEq)]
pub struct WireAttribute<'a> {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub parts: Vec<WirePart<'a>>,
}

/// What an attribute of a derived trait says.
#[derive(Clone, Debug, PartialEq)]
pub enum WirePart<'a> {
    /// `untagged`, `flatten`.
    Word(&'static str),
    /// `rename = "a-b"`.
    Rename(&'a str),
    /// `with = "Option<String>"`: the key, and a type as a text.
    Text(&'static str, RustType),
    /// `value_type = Option<String>`: the key, and a type.
    Type(&'static str, RustType),
}

/// Plans the attributes of a field.
pub(super) fn field<'a>(
    scope: &Scope<'a>,
    helpers: impl Iterator<Item = Helper>,
    field: &'a named::Field,
) -> Vec<WireAttribute<'a>> {
    let (form, value) = FieldForm::of(scope.api, field);
    let told = helpers.map(|helper| {
        let mut parts = Vec::new();
        if field.name.as_str() != field.wire {
            parts.push(WirePart::Rename(&field.wire));
        }
        if let Some(ty) = field_type(scope, form, &value) {
            parts.extend(other_type(helper, ty));
        }
        (helper, parts)
    });
    attributes(told)
}

/// Plans the attributes of the field that keeps all other properties.
pub(super) fn extra<'a>(
    scope: &Scope<'a>,
    helpers: impl Iterator<Item = Helper>,
    values: &Type,
) -> Vec<WireAttribute<'a>> {
    let told = helpers.map(|helper| {
        let ty = map_of(scope, values);
        let flatten = WirePart::Word("flatten");
        (
            helper,
            [flatten].into_iter().chain(other_type(helper, ty)).collect(),
        )
    });
    attributes(told)
}

/// Plans the attributes of the variant of a listed text.
pub(super) fn value<'a>(
    helpers: impl Iterator<Item = Helper>,
    name: &str,
    wire: &'a str,
) -> Vec<WireAttribute<'a>> {
    let is_other = name != wire;
    attributes(helpers.map(|helper| {
        (
            helper,
            is_other.then_some(WirePart::Rename(wire)).into_iter().collect(),
        )
    }))
}

/// Plans what says that a union, or a variant, is what it holds.
pub(super) fn untagged<'a>(helpers: impl Iterator<Item = Helper>) -> Vec<WireAttribute<'a>> {
    let helpers = helpers.filter(|helper| *helper != Helper::Schema);
    attributes(helpers.map(|helper| (helper, vec![WirePart::Word("untagged")])))
}

fn attributes<'a>(told: impl Iterator<Item = (Helper, Vec<WirePart<'a>>)>) -> Vec<WireAttribute<'a>> {
    let mut attributes = Vec::new();
    for (helper, parts) in told {
        if !parts.is_empty() {
            let name = helper.attribute();
            attributes.push(WireAttribute { name, parts });
        }
    }
    attributes
}

/// Returns what says that a field is of another type on the wire; nothing where the trait can't be told.
fn other_type<'a>(helper: Helper, ty: RustType) -> Option<WirePart<'a>> {
    match helper {
        Helper::Schemars => Some(WirePart::Text("with", ty)),
        Helper::Schema => Some(WirePart::Type("value_type", ty)),
        Helper::Ts => Some(WirePart::Text("as", ty)),
        Helper::Serde => None,
    }
}

/// Returns the type of a field in the words of the standard library, if it is another one.
fn field_type(scope: &Scope<'_>, form: FieldForm, value: &Type) -> Option<RustType> {
    match (form, std_type(scope, value)) {
        (FieldForm::Required, ty) => ty,
        (FieldForm::Nullable, ty) => Some(scope.option(ty.unwrap_or_else(|| scope.ty(value)))),
        (_, Some(ty)) => Some(scope.option(ty)),
        (_, None) => None,
    }
}

/// Returns a type in the words of the standard library, if it is made of types of the runtime.
fn std_type(scope: &Scope<'_>, ty: &Type) -> Option<RustType> {
    match ty {
        Type::Base64 | Type::Binary => Some(scope.string()),
        Type::Decimal => Some(RustType::primitive("f64")),
        Type::Map(values) => Some(map_of(scope, values)),
        Type::Array(items) => std_type(scope, items).map(|items| scope.vec(items)),
        Type::Nullable(inner) => std_type(scope, inner).map(|inner| scope.option(inner)),
        Type::Boxed(inner) => std_type(scope, inner),
        Type::Tuple(items) => {
            let other: Vec<Option<RustType>> = items.iter().map(|item| std_type(scope, item)).collect();
            if other.iter().all(Option::is_none) {
                return None;
            }
            let items = items.iter().zip(other);
            let items = items.map(|(item, other)| other.unwrap_or_else(|| scope.ty(item)));
            Some(RustType::Tuple(items.collect()))
        }
        Type::Named(id) => match &scope.api.type_def(*id).kind {
            TypeKind::IntegerEnum(_) => Some(RustType::primitive("i64")),
            TypeKind::LiteralEnum(_) => Some(scope.runtime_type(RuntimeItem::Value)),
            TypeKind::Alias(target) => std_type(scope, target),
            _ => None,
        },
        Type::Replaced(replacement) => match &replacement.form {
            ReplacementForm::Json(_) => None,
            ReplacementForm::Text { is_number: true, .. } => Some(RustType::primitive("f64")),
            ReplacementForm::Text { .. } | ReplacementForm::Base64 => Some(scope.string()),
            ReplacementForm::UnixSeconds | ReplacementForm::UnixMilliseconds => {
                Some(RustType::primitive("i64"))
            }
            ReplacementForm::Serde(_) | ReplacementForm::With { .. } => {
                Some(scope.runtime_type(RuntimeItem::Value))
            }
        },
        _ => None,
    }
}

fn map_of(scope: &Scope<'_>, values: &Type) -> RustType {
    let values = std_type(scope, values).unwrap_or_else(|| scope.ty(values));
    RustType::Path(
        Path::Known("::std::collections::BTreeMap"),
        vec![scope.string(), values],
    )
}

impl Helper {
    /// Returns the attribute's name.
    fn attribute(self) -> &'static str {
        match self {
            Self::Schemars => "schemars",
            Self::Schema => "schema",
            Self::Serde => "serde",
            Self::Ts => "ts",
        }
    }
}
