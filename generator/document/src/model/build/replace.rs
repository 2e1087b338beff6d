//! Types of the user's in place of those that the document gives.

use foldhash::HashSet;

use super::leniency::property_pointer;
use super::reach::reachable;
use crate::description::Source;
use crate::diagnostic::{Code, Diagnostics, Severity, SourcePointer};
use crate::model::{
    Api, FieldSource, Item, Items, Missing, Origin, Replacement, ReplacementForm, ReplacementSetting,
    Settings, Type, TypeId, TypeKind,
};

/// What begins the name of a format.
const FORMAT: &str = "format:";

/// Returns the replacement of a format, and which of the settings it is.
pub(super) fn of_format<'s>(
    settings: &'s [ReplacementSetting],
    format: &str,
) -> Option<(usize, &'s Replacement)> {
    let mut settings = settings.iter().enumerate();
    let (index, setting) =
        settings.rfind(|(_, setting)| setting.item.strip_prefix(FORMAT) == Some(format))?;
    Some((index, &setting.replacement))
}

/// Returns the type that a replacement is for a number, or for any other value.
pub(super) fn replaced(replacement: &Replacement, is_a_number: bool) -> Type {
    let mut replacement = replacement.clone();
    if let ReplacementForm::Text { is_number, .. } = &mut replacement.form {
        *is_number = is_a_number;
    }
    Type::Replaced(Box::new(replacement))
}

/// A schema that is replaced: which of the settings says so, the type, and where it is.
pub(super) struct Replaced {
    pub(super) setting: usize,
    pub(super) ty: Type,
    pub(super) place: SourcePointer,
}

/// Puts the types of the user's in place of those of schemas, properties and parameters. `formats` are the settings for formats that schemas have.
/// Returns what is replaced, but for formats.
pub(super) fn apply(
    api: &mut Api,
    Settings {
        replacements: settings,
        items_may_miss,
        ..
    }: &Settings,
    formats: &HashSet<usize>,
    diagnostics: &mut Diagnostics,
) -> Vec<Replaced> {
    let mut all = Vec::new();
    if settings.is_empty() {
        return all;
    }
    let items = Items::of(api, false);
    let before = used(api);
    for (index, setting) in settings.iter().enumerate() {
        let result = setting
            .replacement
            .check()
            .and_then(|()| match setting.item.strip_prefix(FORMAT) {
                Some(_) if formats.contains(&index) => Ok(()),
                Some(_) => Err((
                    "no string or number of the document has that format".to_owned(),
                    "a later setting for the same format counts alone; values of an `enum` keep their type"
                        .to_owned(),
                )),
                None => {
                    let replaced = replace(api, &items, setting, diagnostics)?;
                    all.extend(replaced.into_iter().map(|(ty, place)| Replaced {
                        setting: index,
                        ty,
                        place,
                    }));
                    Ok(())
                }
            });
        if let Err((message, help)) = result
            && !items_may_miss
        {
            let message = format!("cannot replace `{}`: {message}", setting.item);
            let place = SourcePointer::default();
            match &setting.span {
                Some(span) => diagnostics.push_at(
                    Severity::Error,
                    Code::Replacement,
                    place,
                    span.clone(),
                    message,
                    help,
                ),
                None => diagnostics.error(Code::Replacement, place, message, help),
            }
        }
    }
    // What was described within a schema that is replaced is no part of the client any more.
    let after = used(api);
    for (index, def) in api.types.iter_mut().enumerate() {
        if before[index] && !after[index] {
            def.selected = false;
        }
    }
    all
}

/// Returns which types there is a use of: in an operation, or in a component.
fn used(api: &Api) -> Vec<bool> {
    let components = api.types.iter().enumerate();
    let components = components.filter(|(_, def)| matches!(api.origin(def.origin), Origin::Component(_)));
    let mut roots: Vec<TypeId> = components.map(|(index, _)| TypeId(index)).collect();
    for operation in &api.operations {
        operation.types().iter().for_each(|ty| ty.named(&mut roots));
    }
    reachable(&api.types, roots)
}

fn replace(
    api: &mut Api,
    items: &Items,
    setting: &ReplacementSetting,
    diagnostics: &mut Diagnostics,
) -> Result<Vec<(Type, SourcePointer)>, Missing> {
    let mut place = setting.item.as_str();
    // Below a property or parameter: what its list or map has.
    let mut below = 0;
    let found = loop {
        match items.find(api, place, "", diagnostics.suggestions()) {
            Ok(found) => break found,
            Err(missing) => {
                let outer = place
                    .strip_suffix("/items")
                    .or_else(|| place.strip_suffix("/additionalProperties"));
                match outer {
                    Some(outer) => place = outer,
                    None if below == 0 => return Err(missing),
                    None => {
                        return items
                            .find(api, &setting.item, "", diagnostics.suggestions())
                            .map(|_| Vec::new());
                    }
                }
                below += 1;
            }
        }
    };
    let mut all = Vec::new();
    for item in found {
        // Read before it is replaced.
        let own = place_of(api, item, &setting.item[place.len()..]);
        let is_done = match item {
            Item::Type(index) if below == 0 => {
                let is_number = match &api.types[index].kind {
                    TypeKind::Alias(ty) => is_number(api, ty),
                    TypeKind::IntegerEnum(_) => true,
                    _ => false,
                };
                api.types[index].kind = TypeKind::Alias(replaced(&setting.replacement, is_number));
                true
            }
            Item::Type(index) => match &api.types[index].kind {
                TypeKind::Alias(ty) => {
                    let ty = replaced_within(api, ty.clone(), below, &setting.replacement);
                    ty.map(|ty| api.types[index].kind = TypeKind::Alias(ty)).is_some()
                }
                _ => false,
            },
            Item::Member(index, number) => {
                let ty = match &api.types[index].kind {
                    TypeKind::Struct(object) => Some(object.fields[number].ty.clone()),
                    TypeKind::Union(union) => Some(union.variants[number].ty.clone()),
                    _ => None,
                };
                let ty = ty.and_then(|ty| replaced_within(api, ty, below, &setting.replacement));
                match (ty, &mut api.types[index].kind) {
                    (Some(ty), TypeKind::Struct(object)) => object.fields[number].ty = ty,
                    (Some(ty), TypeKind::Union(union)) => union.variants[number].ty = ty,
                    _ => return Err(unfit()),
                }
                true
            }
            Item::Parameter(index, number) => {
                let ty = api.operations[index].parameters[number].ty.clone();
                let ty = replaced_within(api, ty, below, &setting.replacement);
                ty.map(|ty| api.operations[index].parameters[number].ty = ty)
                    .is_some()
            }
            Item::Operation(_) | Item::Server(_) | Item::SecurityScheme(_) | Item::Tag(_) => false,
        };
        if !is_done {
            return Err(unfit());
        }
        if let Some((is_number, own)) = own {
            all.push((replaced(&setting.replacement, is_number), own));
        }
    }
    Ok(all)
}

/// Returns where a schema is, and whether its values are numbers; `below` is the way to it from the item.
fn place_of(api: &Api, item: Item, below: &str) -> Option<(bool, SourcePointer)> {
    let (mut place, ty) = match item {
        Item::Type(index) => {
            let def = &api.types[index];
            let ty = Type::Named(TypeId(index));
            (api.sources.place(def.source), ty)
        }
        Item::Member(index, number) => {
            let def = &api.types[index];
            let TypeKind::Struct(object) = &def.kind else {
                return None;
            };
            let field = &object.fields[number];
            let place = match field.source {
                Some(FieldSource::Here(source)) => api.sources.place(source),
                Some(FieldSource::PropertyOf(source)) => property_of(api, source, &field.wire),
                None => property_of(api, def.source, &field.wire),
            };
            (place, field.ty.clone())
        }
        Item::Parameter(index, number) => {
            let parameter = &api.operations[index].parameters[number];
            let mut place = api.sources.place(parameter.source);
            place.pointer.push_str("/schema");
            (place, parameter.ty.clone())
        }
        Item::Operation(_) | Item::Server(_) | Item::SecurityScheme(_) | Item::Tag(_) => return None,
    };
    place.pointer.push_str(below);
    Some((is_number(api, innermost(&ty)), place))
}

fn property_of(api: &Api, source: Source, wire: &str) -> SourcePointer {
    let mut place = api.sources.place(source);
    place.pointer.push_str(&property_pointer(wire));
    place
}

/// Returns what the lists and maps of a type hold.
fn innermost(ty: &Type) -> &Type {
    match ty {
        Type::Nullable(inner) | Type::Array(inner) | Type::Map(inner) => innermost(inner),
        other => other,
    }
}

fn unfit() -> Missing {
    (
        "it has no type".to_owned(),
        "name a schema, a property, an alternative, a parameter, or a format: `format:decimal`".to_owned(),
    )
}

/// Returns a type with the replacement in it, so many lists or maps deep. What may be null still may.
fn replaced_within(api: &Api, ty: Type, below: usize, replacement: &Replacement) -> Option<Type> {
    Some(match ty {
        Type::Nullable(inner) => Type::Nullable(Box::new(replaced_within(api, *inner, below, replacement)?)),
        ty if below == 0 => replaced(replacement, is_number(api, &ty)),
        Type::Array(items) => Type::Array(Box::new(replaced_within(api, *items, below - 1, replacement)?)),
        Type::Map(values) => Type::Map(Box::new(replaced_within(api, *values, below - 1, replacement)?)),
        _ => return None,
    })
}

/// Returns whether values of a type are numbers in JSON.
fn is_number(api: &Api, ty: &Type) -> bool {
    let mut ty = ty;
    // Aliases lead to no cycle, but for those of a document that has errors.
    for _ in 0..64 {
        ty = match ty {
            Type::Nullable(inner) | Type::Boxed(inner) => inner,
            Type::Named(id) => match &api.type_def(*id).kind {
                TypeKind::Alias(target) => target,
                TypeKind::IntegerEnum(_) => return true,
                _ => return false,
            },
            _ => break,
        };
    }
    matches!(ty, Type::Integer(_) | Type::Float | Type::Double | Type::Decimal)
}
