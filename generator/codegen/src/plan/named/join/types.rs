//! The types with their names.

use super::super::super::names::{Names, TypeNames};
use super::super::{
    Added, Derives, Described, Extra, Field, IntegerEnum, IntegerVariant, LiteralEnum, LiteralVariant,
    RustName, StringEnum, StringVariant, Struct, Tagging, TypeDef, TypeKind, Union, Variant,
};
use super::new_ids::NewIds;
use super::without_title_that_repeats;
use specwright_document::description::{Source, Sources};
use specwright_document::diagnostic::{FileId, SourcePointer};
use specwright_document::model::{self, Docs, EnumValue, FieldSource, Origin, property_pointer};

/// Returns the selected types, in the order in which they were named.
pub(super) fn types(
    origins: &[Origin],
    sources: &Sources,
    types: Vec<model::TypeDef>,
    names: &mut Names,
    new_ids: &NewIds,
) -> Vec<TypeDef> {
    let types = types.into_iter().zip(std::mem::take(&mut names.types));
    let mut types: Vec<Option<_>> = types.map(Some).collect();
    let in_order = names.type_order.iter().filter_map(|&index| types[index].take());
    in_order
        .filter(|(def, _)| def.selected)
        .map(|(def, names)| type_def(&origins[def.origin.0], sources, def, names, new_ids))
        .collect()
}

fn type_def(
    origin: &Origin,
    sources: &Sources,
    def: model::TypeDef,
    names: TypeNames,
    new_ids: &NewIds,
) -> TypeDef {
    let place = sources.place(def.source);
    let described = match &def.kind {
        model::TypeKind::Struct(object) => described(sources, (def.source, &place), object),
        _ => None,
    };
    let mut docs = def.docs;
    if names.is_titled_so {
        docs.summary = None;
    }
    TypeDef {
        component: match origin {
            Origin::Component(key) => Some(key.clone()),
            _ => None,
        },
        described,
        pointer: place.pointer,
        file: place.file,
        docs,
        deprecated: def.deprecated,
        features: Vec::new(),
        derives: Derives::default(),
        is_sent: false,
        added: Added::default(),
        sharing: names.sharing,
        is_shared: false,
        kind: type_kind(def.kind, &names.name, names.members, names.rest, new_ids),
        name: names.name,
    }
}

fn type_kind(
    kind: model::TypeKind,
    name: &RustName,
    members: Vec<RustName>,
    rest: Option<RustName>,
    new_ids: &NewIds,
) -> TypeKind {
    // Every list has this variant; its name is never that of the type.
    let unknown = || rest.clone().unwrap_or_else(|| name.clone());
    let members = members.into_iter();
    match kind {
        model::TypeKind::Struct(object) => TypeKind::Struct(Struct {
            fields: object
                .fields
                .into_iter()
                .zip(members)
                .map(|(field, name)| named_field(field, name, new_ids))
                .collect(),
            extra: object.extra.zip(rest).map(|(values, name)| Extra {
                name,
                values: new_ids.ty(values),
            }),
            constructor: false,
            closed: object.closed,
            reads_text: object.reads_text,
        }),
        model::TypeKind::StringEnum(values) => TypeKind::StringEnum(StringEnum {
            variants: enum_variants(values, members, |name, wire, docs| StringVariant {
                name,
                wire,
                docs,
            }),
            unknown: unknown(),
        }),
        model::TypeKind::IntegerEnum(values) => TypeKind::IntegerEnum(IntegerEnum {
            variants: enum_variants(values, members, |name, wire, docs| IntegerVariant {
                name,
                wire,
                docs,
            }),
            unknown: unknown(),
        }),
        model::TypeKind::LiteralEnum(values) => TypeKind::LiteralEnum(LiteralEnum {
            variants: enum_variants(values, members, |name, wire, docs| LiteralVariant {
                name,
                wire,
                docs,
            }),
            unknown: unknown(),
        }),
        model::TypeKind::Union(union) => TypeKind::Union(Union {
            tagging: match union.tagging {
                model::Tagging::Property {
                    name,
                    fallback,
                    untagged,
                } => Tagging::Property {
                    name,
                    unknown: unknown(),
                    fallback,
                    untagged,
                },
                model::Tagging::Untagged => Tagging::Untagged,
            },
            several: union.several,
            is_argument: false,
            variants: union
                .variants
                .into_iter()
                .zip(members)
                .map(|(variant, name)| Variant {
                    name,
                    ty: new_ids.ty(variant.ty),
                    tags: variant.tags,
                    docs: variant.docs,
                })
                .collect(),
        }),
        model::TypeKind::Alias(ty) => TypeKind::Alias(new_ids.ty(ty)),
    }
}

/// Returns where an object is described, where all of it is in the document's first file.
fn described(
    sources: &Sources,
    (own, place): (Source, &SourcePointer),
    object: &model::Struct,
) -> Option<Described> {
    let mut elsewhere = Vec::new();
    for field in &object.fields {
        let is_here = match field.source {
            None => true,
            Some(FieldSource::Here(source)) => sources.is_property(source, &field.wire, own),
            Some(FieldSource::PropertyOf(source)) => source == own,
        };
        if is_here {
            continue;
        }
        let property = property_pointer(&field.wire);
        let at = match field.source {
            None => continue,
            Some(FieldSource::Here(source)) => sources.place(source),
            Some(FieldSource::PropertyOf(source)) => {
                let mut place = sources.place(source);
                place.pointer.push_str(&property);
                place
            }
        };
        let rest = at.pointer.strip_prefix(&place.pointer);
        if at.file != FileId(0) {
            return None;
        }
        if rest != Some(&property) {
            elsewhere.push((field.wire.clone(), format!("#{}", at.pointer)));
        }
    }
    (place.file == FileId(0)).then(|| Described {
        schema: format!("#{}", place.pointer),
        elsewhere,
    })
}

fn enum_variants<T, V>(
    values: Vec<EnumValue<T>>,
    names: impl Iterator<Item = RustName>,
    variant: impl Fn(RustName, T, Docs) -> V,
) -> Vec<V> {
    values
        .into_iter()
        .zip(names)
        .map(|(value, name)| variant(name, value.value, value.docs))
        .collect()
}

fn named_field(field: model::Field, name: RustName, new_ids: &NewIds) -> Field {
    Field {
        name,
        docs: without_title_that_repeats(field.docs, &field.wire),
        wire: field.wire,
        ty: new_ids.ty(field.ty),
        presence: field.presence,
        access: field.access,
        only_received: false,
        deprecated: field.deprecated,
    }
}
