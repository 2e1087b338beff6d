//! Named types, pair by pair.

use super::change::{Changes, Subject, quoted};
use super::kind::ChangeKind;
use super::pairs::senders;
use super::union;
use super::values::Value;
use super::verdict::{Code, Sides};
use super::{Comparison, Side};
use specwright_codegen::plan::named::{Api, Field, Presence, Struct, Type, TypeDef, TypeId, TypeKind};
use specwright_codegen::plan::{self, FieldSetter, TypeItem, TypeItemKind};
use specwright_document::diagnostic::SourcePointer;
use specwright_document::model::property_pointer;

/// Compares the types of all pairs.
pub(super) fn compare(comparison: &Comparison<'_>, changes: &mut Changes) {
    for (old, new, sides) in comparison.pairs.iter() {
        let pair = Pair {
            old: comparison.old.api.type_def(old),
            new: comparison.new.api.type_def(new),
            items: (item(&comparison.old, old), item(&comparison.new, new)),
        };
        let subject = pair.subject(sides);
        kinds(comparison, &pair, (old, new), &subject, changes);
        if pair.new.deprecated && !pair.old.deprecated {
            changes.add(ChangeKind::Deprecated, &subject, "the schema");
        }
    }
}

fn item<'s, 'a>(side: &'s Side<'a>, id: TypeId) -> &'s TypeItem<'a> {
    &side.plan.types.items[id.0]
}

/// A type before and after.
struct Pair<'s, 'a> {
    old: &'s TypeDef,
    new: &'s TypeDef,
    items: (&'s TypeItem<'a>, &'s TypeItem<'a>),
}

impl Pair<'_, '_> {
    fn subject(&self, sides: Sides) -> Subject {
        Subject {
            name: match (&self.old.component, &self.new.component) {
                (Some(old), Some(new)) if old == new => format!("schema {}", quoted(old)),
                _ if self.old.is_shared => format!("type {}", quoted(self.new.name.as_str())),
                _ => format!("type {}", quoted(self.old.name.as_str())),
            },
            rust: quoted(self.new.name.as_str()),
            places: (Some(place(self.old)), Some(place(self.new))),
            sides,
        }
    }
}

/// Returns where a type is described.
pub(super) fn place(def: &TypeDef) -> SourcePointer {
    SourcePointer {
        file: def.file,
        pointer: def.pointer.clone(),
    }
}

fn kinds(
    comparison: &Comparison<'_>,
    pair: &Pair<'_, '_>,
    ids: (TypeId, TypeId),
    subject: &Subject,
    changes: &mut Changes,
) {
    match (&pair.old.kind, &pair.new.kind) {
        // What is shared is compared itself; programs don't call it by its name.
        (TypeKind::Alias(Type::Named(before)), TypeKind::Alias(Type::Named(after)))
            if comparison.old.api.type_def(*before).is_shared
                && comparison.new.api.type_def(*after).is_shared =>
        {
            let (old, new) = (comparison.old.api, comparison.new.api);
            if old.type_def(*before).name != new.type_def(*after).name
                && pair.old.name == pair.new.name
                && (parts((old, ids.0), (new, ids.1)) || parts((new, ids.1), (old, ids.0)))
            {
                changes.add(
                    ChangeKind::SharingChanged,
                    subject,
                    &quoted(pair.new.name.as_str()),
                );
            }
        }
        (TypeKind::Alias(old) | TypeKind::Newtype(old), TypeKind::Alias(new) | TypeKind::Newtype(new)) => {
            let (before, after) = (alias(pair.items.0), alias(pair.items.1));
            let value = Value {
                item: "the value",
                optional: false,
                rust: (&before, &after),
                code: &[Code::Calls, Code::FieldReads],
            };
            comparison.value(subject, &value, old, new, changes);
        }
        (TypeKind::Alias(Type::Named(_)), _) | (_, TypeKind::Alias(Type::Named(_))) => {
            // What the name stands for is compared as well.
            let is_inline = pair.old.component.is_none() || pair.new.component.is_none();
            if is_inline && pair.old.name == pair.new.name {
                changes.add(
                    ChangeKind::SharingChanged,
                    subject,
                    &quoted(pair.new.name.as_str()),
                );
            }
        }
        (TypeKind::Struct(old), TypeKind::Struct(new)) => {
            let start = changes.len();
            structs(comparison, pair, old, new, subject, changes);
            let new_changed = constructor(pair.items.0) != constructor(pair.items.1);
            if new_changed && constructor(pair.items.0).is_some() && !changes.breaks_since(start, Code::Calls)
            {
                let name = quoted(pair.new.name.as_str());
                changes.add(ChangeKind::ConstructorChanged, subject, &name);
            }
            traits(pair, start, subject, changes);
        }
        (TypeKind::Union(old), TypeKind::Union(new)) => {
            let items = (&pair.items.0.kind, &pair.items.1.kind);
            if let (TypeItemKind::Union(before), TypeItemKind::Union(after)) = items {
                union::compare(comparison, (old, before), (new, after), subject, changes);
            }
        }
        (TypeKind::StringEnum(_), TypeKind::StringEnum(_))
        | (TypeKind::IntegerEnum(_), TypeKind::IntegerEnum(_))
        | (TypeKind::LiteralEnum(_), TypeKind::LiteralEnum(_)) => {
            enums(pair, subject, changes);
            traits(pair, changes.len(), subject, changes);
        }
        _ => {
            let kind = comparison.schemas(&Type::Named(ids.0), &Type::Named(ids.1));
            changes.add(kind, subject, "");
        }
    }
}

/// Returns whether a type is the same as another in one document, and in the other document is not.
fn parts((one, in_one): (&Api, TypeId), (other, in_other): (&Api, TypeId)) -> bool {
    let named = |api: &'_ Api, id: TypeId| api.plain(&Type::Named(id)).clone();
    let (one_type, other_type) = (named(one, in_one), named(other, in_other));
    let places = one.types.iter().enumerate().filter(|(place, def)| {
        *place != in_one.0 && !def.is_shared && named(one, TypeId(*place)) == one_type
    });
    let mut partners = places.filter_map(|(_, def)| {
        // Those of the old document have the new names, and are not sorted by these.
        let place = other.types.iter().position(|known| known.name == def.name)?;
        Some(TypeId(place))
    });
    partners.any(|partner| named(other, partner) != other_type)
}

fn alias(item: &TypeItem<'_>) -> String {
    match &item.kind {
        TypeItemKind::Alias(ty) | TypeItemKind::Newtype(ty) => ty.short().to_string(),
        _ => String::new(),
    }
}

fn traits(pair: &Pair<'_, '_>, start: usize, subject: &Subject, changes: &mut Changes) {
    let (old, new) = pair.items;
    // `Default` goes with the first required property, of which `new` tells.
    let told = |name: &str| name == "Default" && changes.breaks_since(start, Code::Calls);
    let lost: Vec<&str> = old
        .derives
        .iter()
        .copied()
        .filter(|name| !new.derives.contains(name) && !told(name))
        .collect();
    for name in lost {
        changes.add(ChangeKind::TraitRemoved, subject, &quoted(name));
    }
}

fn as_struct<'s, 'a>(item: &'s TypeItem<'a>) -> Option<&'s plan::Struct<'a>> {
    match &item.kind {
        TypeItemKind::Struct(object) => Some(object),
        _ => None,
    }
}

/// Returns what `new` takes; `None` where there is none.
fn constructor(item: &TypeItem<'_>) -> Option<Vec<(String, String)>> {
    let constructor = as_struct(item)?.constructor.as_ref()?;
    let arguments = constructor.arguments.iter();
    Some(
        arguments
            .map(|argument| (argument.name.to_string(), argument.ty.short().to_string()))
            .collect(),
    )
}

/// Returns the method of a struct that sets a field.
fn setter<'t, 'a>(item: &'t TypeItem<'a>, field: &str) -> Option<&'t FieldSetter> {
    let mut setters = as_struct(item)?.setters.iter();
    setters.find(|setter| setter.field().as_str() == field)
}

/// Returns whether calls that give a field its value still compile.
fn same_calls(pair: &Pair<'_, '_>, old: &Field, new: &Field) -> bool {
    let argument = |item, field: &Field| {
        let arguments = constructor(item)?;
        arguments
            .into_iter()
            .find(|(name, _)| name == field.name.as_str())
    };
    let after = setter(pair.items.1, new.name.as_str());
    argument(pair.items.0, old) == argument(pair.items.1, new)
        && setter(pair.items.0, old.name.as_str())
            .is_none_or(|before| after.is_some_and(|after| after.stands_for(before)))
}

fn structs(
    comparison: &Comparison<'_>,
    pair: &Pair<'_, '_>,
    old: &Struct,
    new: &Struct,
    subject: &Subject,
    changes: &mut Changes,
) {
    let at = |field: &Field| {
        let sides = senders(subject.sides, field.access);
        subject.below(&property_pointer(&field.wire)).sent_by(sides)
    };
    for before in &old.fields {
        let item = quoted(&before.wire);
        match new.fields.iter().find(|after| after.wire == before.wire) {
            Some(after) => field(comparison, pair, before, after, subject, changes),
            None => changes.add(
                match before.presence {
                    Presence::Required => ChangeKind::RequiredPropertyRemoved,
                    Presence::Optional => ChangeKind::PropertyRemoved,
                },
                &at(before),
                &item,
            ),
        }
    }
    for after in &new.fields {
        if !old.fields.iter().any(|before| before.wire == after.wire) {
            let kind = match after.presence {
                Presence::Required => ChangeKind::RequiredPropertyAdded,
                Presence::Optional => ChangeKind::PropertyAdded,
            };
            changes.add(kind, &at(after), &quoted(&after.wire));
        }
    }
    match (&old.extra, &new.extra) {
        (None, Some(_)) => changes.add(ChangeKind::ExtraAdded, subject, ""),
        (Some(_), None) => changes.add(ChangeKind::ExtraRemoved, subject, ""),
        (Some(before), Some(after)) => {
            let rust = (
                (comparison.old.rust)(&before.values).short().to_string(),
                (comparison.new.rust)(&after.values).short().to_string(),
            );
            let value = Value {
                item: "the value of a property that is not named",
                optional: false,
                rust: (&rust.0, &rust.1),
                code: &[Code::FieldReads, Code::StructLiterals],
            };
            comparison.value(subject, &value, &before.values, &after.values, changes);
        }
        (None, None) => {}
    }
    match (old.closed, new.closed) {
        (false, true) => changes.add(ChangeKind::Closed, subject, ""),
        (true, false) => changes.add(ChangeKind::Opened, subject, ""),
        _ => {}
    }
}

fn field(
    comparison: &Comparison<'_>,
    pair: &Pair<'_, '_>,
    old: &Field,
    new: &Field,
    subject: &Subject,
    changes: &mut Changes,
) {
    let name = quoted(&new.wire);
    let sides = senders(subject.sides, old.access).or(senders(subject.sides, new.access));
    let subject = subject.below(&property_pointer(&new.wire)).sent_by(sides);
    let start = changes.len();
    match (old.presence, new.presence) {
        (Presence::Optional, Presence::Required) => {
            changes.add(ChangeKind::PropertyRequired, &subject, &name);
        }
        (Presence::Required, Presence::Optional) => {
            changes.add(ChangeKind::PropertyOptional, &subject, &name);
        }
        _ => {}
    }
    if old.access != new.access {
        let code: &[Code] = match same_calls(pair, old, new) {
            true => &[],
            false => &[Code::Calls],
        };
        changes.add_with(ChangeKind::AccessChanged, &subject, &name, "", code);
    }
    if old.name != new.name {
        changes.add(ChangeKind::PropertyRenamed, &subject, &name);
    }
    if new.deprecated && !old.deprecated {
        changes.add(ChangeKind::Deprecated, &subject, &format!("the property {name}"));
    }
    let rust = |item, field: &Field| {
        let object: Option<&plan::Struct<'_>> = as_struct(item);
        let planned =
            object.and_then(|object| object.fields.iter().find(|planned| planned.wire == field.wire));
        planned.map_or_else(String::new, |planned| planned.ty.short().to_string())
    };
    let (before, after) = (rust(pair.items.0, old), rust(pair.items.1, new));
    let mut code = vec![Code::StructLiterals];
    // What only requests hold is built by programs, and hardly read.
    if sides.response || !sides.request {
        code.push(Code::FieldReads);
    }
    if !same_calls(pair, old, new) {
        code.push(Code::Calls);
    }
    let presence_changed = changes.len() > start && old.presence != new.presence;
    let value = Value {
        item: &format!("the property {name}"),
        optional: new.presence == Presence::Optional,
        rust: match presence_changed {
            true => ("", ""),
            false => (&before, &after),
        },
        code: &code,
    };
    comparison.value(&subject, &value, &old.ty, &new.ty, changes);
}

/// Returns the listed values: on the wire, and their variants.
fn values(item: &TypeItem<'_>) -> Vec<(String, String)> {
    let TypeItemKind::Enum(listed) = &item.kind else {
        return Vec::new();
    };
    let variants = listed.variants.iter().map(|variant| {
        let wire = match &variant.value {
            plan::EnumValue::Text(text) => (*text).to_owned(),
            plan::EnumValue::Integer(integer) => integer.to_string(),
            plan::EnumValue::Json(json) => json.clone(),
        };
        (wire, variant.name.to_string())
    });
    variants.collect()
}

fn enums(pair: &Pair<'_, '_>, subject: &Subject, changes: &mut Changes) {
    let subject = &subject.below("/enum");
    let (old, new) = (values(pair.items.0), values(pair.items.1));
    for (wire, name) in &old {
        match new.iter().find(|(other, _)| other == wire) {
            None => changes.add(ChangeKind::ValueRemoved, subject, &quoted(wire)),
            Some((_, other)) if other != name => {
                changes.add(ChangeKind::VariantRenamed, subject, &quoted(wire));
            }
            Some(_) => {}
        }
    }
    for (wire, _) in &new {
        if !old.iter().any(|(other, _)| other == wire) {
            changes.add(ChangeKind::ValueAdded, subject, &quoted(wire));
        }
    }
}
