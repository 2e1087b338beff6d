//! How a field holds a property that may be absent, or null.
//!
//! Absent and null are two things in what a client sends, and the same to whoever reads a response.

use std::borrow::Cow;

use super::named::{Api, BodyKind, Field, Part, PartKind, Presence, Type};
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::{Path, RustType};

/// What a field is, around the type of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldForm {
    /// `T`.
    Required,
    /// `Option<T>`.
    Optional,
    /// `Option<T>`, where `T` takes null itself.
    HoldsNull,
    /// `Option<T>`, to which null is as good as absent.
    Received,
    /// `Nullable<T>`.
    Nullable,
}

impl FieldForm {
    /// Returns the form of a field, and the type of its value.
    pub(super) fn of<'t>(api: &'t Api, field: &'t Field) -> (Self, Cow<'t, Type>) {
        match (field.presence, without_null(api, &field.ty)) {
            (Presence::Required, _) => (Self::Required, Cow::Borrowed(&field.ty)),
            (Presence::Optional, Some(inner)) if field.only_received => (Self::Received, inner),
            (Presence::Optional, Some(inner)) => (Self::Nullable, inner),
            (Presence::Optional, None) if api.takes_null(&field.ty) => {
                (Self::HoldsNull, Cow::Borrowed(&field.ty))
            }
            (Presence::Optional, None) => (Self::Optional, Cow::Borrowed(&field.ty)),
        }
    }

    /// Returns the form of the field for a part of a form that is sent at most once, and the type of its value; `None` for a file.
    pub(super) fn of_part<'t>(api: &'t Api, part: &'t Part) -> Option<(Self, Cow<'t, Type>)> {
        let (ty, null_is_sent) = match &part.kind {
            PartKind::File => return None,
            // There is no text for null.
            PartKind::Text(ty) => (ty, false),
            // And a style writes texts.
            PartKind::Json(ty) => (ty, part.style.is_none()),
        };
        Some(match (part.required, without_null(api, ty), null_is_sent) {
            (true, ..) => (Self::Required, Cow::Borrowed(ty)),
            (false, Some(inner), true) => (Self::Nullable, inner),
            (false, Some(inner), false) => (Self::Optional, inner),
            (false, None, _) => (Self::Optional, Cow::Borrowed(ty)),
        })
    }

    /// Returns the form of the field for the body that a server receives, and the type of its value.
    pub(super) fn of_body<'t>(
        api: &'t Api,
        required: bool,
        kind: &'t BodyKind,
        ty: &'t Type,
    ) -> (Self, Cow<'t, Type>) {
        // JSON alone has null.
        let null_is_sent = matches!(kind, BodyKind::Json(_));
        match (required, without_null(api, ty)) {
            (true, _) => (Self::Required, Cow::Borrowed(ty)),
            (false, Some(inner)) if null_is_sent => (Self::Nullable, inner),
            (false, Some(inner)) => (Self::Optional, inner),
            (false, None) => (Self::Optional, Cow::Borrowed(ty)),
        }
    }

    /// Returns the word of the runtime's table.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Required => "required",
            Self::Optional => "optional",
            Self::HoldsNull => "holds_null",
            Self::Received => "received",
            Self::Nullable => "nullable",
        }
    }
}

impl Scope<'_> {
    /// Returns the type of a field of a form.
    pub(super) fn field_type(&self, form: FieldForm, value: RustType) -> RustType {
        match form {
            FieldForm::Required => value,
            FieldForm::Optional | FieldForm::HoldsNull | FieldForm::Received => self.option(value),
            FieldForm::Nullable => self.nullable(value),
        }
    }

    /// Returns how a value is put into a field of a form; `None` where it is the field.
    pub(super) fn present(&self, form: FieldForm) -> Option<Path> {
        match form {
            FieldForm::Required => None,
            FieldForm::Optional | FieldForm::HoldsNull | FieldForm::Received => Some(self.prelude("Some")),
            FieldForm::Nullable => Some(self.runtime(RuntimeItem::Nullable).member("Value")),
        }
    }

    /// Returns the value of a field of a form without a value.
    pub(super) fn absent(&self, form: FieldForm) -> Path {
        match form {
            FieldForm::Nullable => self.runtime(RuntimeItem::Nullable).member("Absent"),
            _ => self.prelude("None"),
        }
    }
}

/// Returns the type of the values that are not null; `None` where null is none of the values, or is one that the type has itself.
fn without_null<'t>(api: &'t Api, ty: &'t Type) -> Option<Cow<'t, Type>> {
    match api.plain(ty) {
        Type::Nullable(inner) => Some(without_null(api, inner).unwrap_or(Cow::Borrowed(inner))),
        Type::Boxed(inner) => {
            let inner = without_null(api, inner)?.into_owned();
            Some(Cow::Owned(match inner {
                Type::Boxed(_) => inner,
                inner => Type::Boxed(Box::new(inner)),
            }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::operation;
    use super::super::{TypeItemKind, plan};

    /// Returns the fields of the schema `Thing`, which is used in these places.
    fn fields(places: &str) -> Vec<String> {
        let api = operation(
            places,
            "Thing:\n  type: object\n  properties:\n    plain: { type: string }\n    null: { type: string, nullable: true }\n    \
             other: { $ref: '#/components/schemas/Other' }\n    \
             seen: { type: string, nullable: true, readOnly: true }\n    any: {}\n\
             Other: { type: string, nullable: true }",
        );
        let plan = plan(&api);
        let things = plan.types.items.iter().find_map(|item| match &item.kind {
            TypeItemKind::Struct(thing) => Some(thing),
            _ => None,
        });
        let fields = things.expect("there is a struct").fields.iter();
        fields
            .map(|field| format!("{}: {} = {}", field.name, field.ty, field.presence))
            .collect()
    }

    const THING: &str = "content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } }";

    #[test]
    fn absent_and_null_are_told_apart_where_clients_send_them() {
        let sent = format!("requestBody: {{ {THING} }}\nresponses: {{ '204': {{ description: Done }} }}");
        let both =
            format!("requestBody: {{ {THING} }}\nresponses: {{ '200': {{ description: Done, {THING} }} }}");
        let expected = [
            "plain: Option<String> = optional",
            "null: Nullable<String> = nullable",
            "other: Nullable<Other> = nullable",
            "seen: Option<String> = received",
            "any: Option<Value> = holds_null",
        ];
        assert_eq!(fields(&both), expected);
        assert_eq!(fields(&sent), expected);
    }

    #[test]
    fn null_reads_as_absent_where_only_servers_send_it() {
        let received = format!("responses: {{ '200': {{ description: Done, {THING} }} }}");
        assert_eq!(
            fields(&received),
            [
                "plain: Option<String> = optional",
                "null: Option<String> = received",
                "other: Option<Other> = received",
                "seen: Option<String> = received",
                "any: Option<Value> = holds_null",
            ]
        );
    }

    #[test]
    fn absent_and_null_are_told_apart_in_what_no_operation_uses() {
        let unused = fields("responses: { '204': { description: Done } }");
        assert_eq!(unused[1], "null: Nullable<String> = nullable");
    }
}
