//! The types of fields, variants, arguments and results.

use super::super::Path;
use super::super::RustType;
use super::super::named::{Integer, Type};
use super::super::runtime::RuntimeItem;
use super::Scope;
use specwright_document::model::{Replacement, ReplacementForm, absolute};

impl Scope<'_> {
    /// Returns a type of the runtime.
    pub(in super::super) fn runtime_type(&self, item: RuntimeItem) -> RustType {
        RustType::at(self.runtime(item))
    }

    /// Returns the type `String`.
    pub(in super::super) fn string(&self) -> RustType {
        RustType::at(self.prelude("String"))
    }

    /// Returns a `Vec` of a type.
    pub(in super::super) fn vec(&self, items: RustType) -> RustType {
        RustType::of(self.prelude("Vec"), items)
    }

    /// Returns an `Option` of a type.
    pub(in super::super) fn option(&self, inner: RustType) -> RustType {
        RustType::of(self.prelude("Option"), inner)
    }

    /// Returns the type of a body of items that are sent as they come.
    pub(in super::super) fn items(&self, item: &Type) -> RustType {
        RustType::of(self.runtime(RuntimeItem::ItemStream), self.ty(item))
    }

    /// Returns a `Nullable` of a type.
    pub(in super::super) fn nullable(&self, inner: RustType) -> RustType {
        RustType::of(self.runtime(RuntimeItem::Nullable), inner)
    }

    /// Returns an `impl Into` of a type.
    pub(in super::super) fn into(&self, inner: RustType) -> RustType {
        RustType::Impl(Box::new(RustType::of(self.prelude("Into"), inner)))
    }

    /// Returns an `impl IntoIterator` of a type.
    pub(in super::super) fn iterator_of(&self, item: RustType) -> RustType {
        let items = RustType::Items(self.prelude("IntoIterator"), Box::new(item));
        RustType::Impl(Box::new(items))
    }

    /// Returns a type of the user's, with how it is read and written.
    fn replaced(&self, replacement: &Replacement) -> RustType {
        let via = |value, codec| RustType::Path(self.runtime(RuntimeItem::Via), vec![value, codec]);
        let chosen = |path: &str| RustType::at(Path::Chosen(absolute(path)));
        match &replacement.form {
            ReplacementForm::Json(path) => chosen(path),
            ReplacementForm::Serde(path) => via(chosen(path), self.runtime_type(RuntimeItem::ViaSerde)),
            ReplacementForm::Text { path, is_number } => {
                let codec = match is_number {
                    true => RuntimeItem::ViaNumber,
                    false => RuntimeItem::ViaText,
                };
                via(chosen(path), self.runtime_type(codec))
            }
            ReplacementForm::With { codec, path } => via(chosen(path), chosen(codec)),
            ReplacementForm::UnixSeconds => via(
                self.ty(&Type::DateTime),
                self.runtime_type(RuntimeItem::ViaUnixSeconds),
            ),
            ReplacementForm::UnixMilliseconds => via(
                self.ty(&Type::DateTime),
                self.runtime_type(RuntimeItem::ViaUnixMilliseconds),
            ),
            ReplacementForm::Base64 => self.ty(&Type::Base64),
        }
    }

    /// Returns the type of a field, a variant or a result.
    pub(in super::super) fn ty(&self, ty: &Type) -> RustType {
        match ty {
            Type::Boolean => RustType::primitive("bool"),
            Type::Integer(integer) => RustType::primitive(integer_type(*integer)),
            Type::Float => RustType::primitive("f32"),
            Type::Double => RustType::primitive("f64"),
            Type::String => self.string(),
            Type::DateTime => RustType::of(
                self.runtime(RuntimeItem::DateTime),
                self.runtime_type(RuntimeItem::Utc),
            ),
            Type::DateTimeWithOffset => RustType::of(
                self.runtime(RuntimeItem::DateTime),
                self.runtime_type(RuntimeItem::FixedOffset),
            ),
            Type::Decimal => self.runtime_type(RuntimeItem::Decimal),
            Type::Date => self.runtime_type(RuntimeItem::NaiveDate),
            Type::Uuid => self.runtime_type(RuntimeItem::Uuid),
            Type::Base64 => self.runtime_type(RuntimeItem::Base64),
            Type::Binary => self.runtime_type(RuntimeItem::Bytes),
            Type::Json => self.runtime_type(RuntimeItem::Value),
            Type::Null => RustType::UNIT,
            Type::Array(items) => self.vec(self.ty(items)),
            Type::Map(values) => RustType::of(self.runtime(RuntimeItem::Map), self.ty(values)),
            Type::Tuple(items) => RustType::Tuple(items.iter().map(|item| self.ty(item)).collect()),
            Type::Nullable(inner) => self.option(self.ty(inner)),
            Type::Boxed(inner) => RustType::of(self.prelude("Box"), self.ty(inner)),
            Type::Replaced(replacement) => self.replaced(replacement),
            Type::Named(id) => RustType::at(self.types(&self.api.type_def(*id).name)),
        }
    }
}

fn integer_type(integer: Integer) -> &'static str {
    match integer {
        Integer::I8 => "i8",
        Integer::I16 => "i16",
        Integer::I32 => "i32",
        Integer::I64 => "i64",
        Integer::U8 => "u8",
        Integer::U16 => "u16",
        Integer::U32 => "u32",
        Integer::U64 => "u64",
    }
}
