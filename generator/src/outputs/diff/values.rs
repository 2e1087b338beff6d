//! Uses of types: a property, a parameter, a body.

use super::Comparison;
use super::change::{Changes, Subject};
use super::fits::Fits;
use super::kind::ChangeKind;
use super::verdict::Code;
use specwright_codegen::plan::named::{Api, Type, TypeKind};

/// A value whose type may have changed.
pub(super) struct Value<'a> {
    /// What a person calls it: ``the property `x` ``.
    pub(super) item: &'a str,
    /// Whether it may be absent, before and after.
    pub(super) optional: bool,
    /// What its type is in Rust, before and after.
    pub(super) rust: (&'a str, &'a str),
    /// The code that breaks where that has changed.
    pub(super) code: &'a [Code],
}

impl Comparison<'_> {
    /// Compares the types of a value.
    pub(super) fn value(
        &self,
        subject: &Subject,
        value: &Value<'_>,
        old: &Type,
        new: &Type,
        changes: &mut Changes,
    ) {
        let (before, after) = value.rust;
        let unboxed = |text: &str| text.replace("Box<", "").replace('>', "");
        let differs = before != after;
        let only_boxing = differs && unboxed(before) == unboxed(after);
        let as_option = |text: &str| unboxed(text).replace("Nullable<", "Option<");
        let only_null_form = differs && !only_boxing && as_option(before) == as_option(after);
        let mut code = if differs && !only_boxing {
            value.code.to_vec()
        } else {
            Vec::new()
        };
        if only_null_form {
            // What they share is all that the contract lets a program use.
            code.retain(|code| *code != Code::FieldReads);
        }
        let detail = match differs && !only_boxing {
            true => format!("`{before}` before, `{after}` now"),
            false => String::new(),
        };
        let start = changes.len();
        let mut add = |kind| changes.add_with(kind, subject, value.item, &detail, &code);

        let (was_null, is_null) = match (old, new) {
            (Type::Named(_), Type::Named(_)) => (false, false),
            _ => (takes_null(self.old.api, old), takes_null(self.new.api, new)),
        };
        match (was_null, is_null, value.optional) {
            (false, true, false) => add(ChangeKind::Nullable),
            (false, true, true) => add(ChangeKind::OptionalNullable),
            (true, false, false) => add(ChangeKind::NotNullable),
            (true, false, true) => add(ChangeKind::OptionalNotNullable),
            _ => {}
        }
        let (old, new) = (not_null(old), not_null(new));
        if !self.is_told_elsewhere(old, new)
            && let Some(kind) = self.relation(old, new)
        {
            add(kind);
        }
        if differs && changes.len() == start {
            let kind = match (only_boxing, only_null_form) {
                (true, _) => ChangeKind::BoxingChanged,
                (false, true) => ChangeKind::NullFormChanged,
                (false, false) => ChangeKind::RustTypeChanged,
            };
            changes.add_with(kind, subject, value.item, &detail, &code);
        }
    }

    /// Returns how the values of two types differ; `None` where they are the same.
    fn relation(&self, old: &Type, new: &Type) -> Option<ChangeKind> {
        match (self.kind(self.old.api, old), self.kind(self.new.api, new)) {
            (Some(TypeKind::StringEnum(_)), _) if *new == Type::String => {
                return Some(ChangeKind::EnumOpened);
            }
            (_, Some(TypeKind::StringEnum(_))) if *old == Type::String => {
                return Some(ChangeKind::EnumClosed);
            }
            _ => {}
        }
        let is_pair = |old, new| self.pairs.sides(old, new).is_some();
        let holds_old = Fits::new(self.new.api, self.old.api, &|new, old| is_pair(old, new)).holds(new, old);
        let holds_new = Fits::new(self.old.api, self.new.api, &is_pair).holds(old, new);
        match (holds_old, holds_new) {
            (true, true) => None,
            (true, false) => Some(ChangeKind::TypeWidened),
            (false, true) => Some(ChangeKind::TypeNarrowed),
            (false, false) => Some(ChangeKind::TypeReplaced),
        }
    }

    /// Returns the relation of two named types of different kinds, as schemas.
    pub(super) fn schemas(&self, old: &Type, new: &Type) -> ChangeKind {
        // The pair itself is what is asked about.
        let no_pair = |_, _| false;
        let holds_old = Fits::new(self.new.api, self.old.api, &no_pair).holds(new, old);
        let holds_new = Fits::new(self.old.api, self.new.api, &no_pair).holds(old, new);
        match (holds_old, holds_new) {
            (true, _) => ChangeKind::SchemaWidened,
            (false, true) => ChangeKind::SchemaNarrowed,
            (false, false) => ChangeKind::SchemaReplaced,
        }
    }

    /// Returns whether what differs between two types is told of the named types in them.
    fn is_told_elsewhere(&self, old: &Type, new: &Type) -> bool {
        match (old, new) {
            (Type::Boxed(old), _) => self.is_told_elsewhere(old, new),
            (_, Type::Boxed(new)) => self.is_told_elsewhere(old, new),
            (Type::Named(_), Type::Named(_)) => true,
            (Type::Named(_), _) | (_, Type::Named(_)) => false,
            (Type::Array(old), Type::Array(new)) | (Type::Map(old), Type::Map(new)) => {
                takes_null(self.old.api, old) == takes_null(self.new.api, new)
                    && self.is_told_elsewhere(not_null(old), not_null(new))
            }
            (Type::Tuple(old), Type::Tuple(new)) => {
                old.len() == new.len()
                    && old
                        .iter()
                        .zip(new)
                        .all(|(old, new)| self.is_told_elsewhere(old, new))
            }
            (Type::Nullable(old), Type::Nullable(new)) => self.is_told_elsewhere(old, new),
            _ => old == new,
        }
    }

    fn kind<'a>(&self, api: &'a Api, ty: &Type) -> Option<&'a TypeKind> {
        match ty {
            Type::Named(id) => Some(&api.type_def(*id).kind),
            _ => None,
        }
    }
}

/// Returns whether a use of a type allows null. What a union allows is told of the union.
fn takes_null(api: &Api, ty: &Type) -> bool {
    match api.resolve(ty) {
        Type::Nullable(_) => true,
        Type::Boxed(inner) => takes_null(api, inner),
        _ => false,
    }
}

fn not_null(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) | Type::Boxed(inner) => not_null(inner),
        other => other,
    }
}
