//! The named types: one item of the module `types` each, with the table by which the runtime reads and writes it.

use super::argument::Argument;
use super::constructor::{Constructor, Init};
use super::docs::{Doc, Span};
use super::kept::TypeParameters;
use super::named::{self, Access, Docs, Presence, TypeKind};
use super::presence::FieldForm;
use super::runtime::RuntimeItem;
use super::scope::Scope;
use super::setter::{FieldSetter, setters};
use super::union::{self, Union};
use super::wire::{self, WireAttribute};
use super::{Gate, Name, RustType};

/// A named type.
#[derive(Clone, PartialEq)]
pub struct TypeItem<'a> {
    /// When it is there.
    pub gate: Gate<'a>,
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// The traits that it derives.
    pub derives: Vec<&'a str>,
    /// Further attributes, as Rust has them.
    pub attributes: Vec<&'a str>,
    /// What derived traits are told.
    pub wire: Vec<WireAttribute<'a>>,
    /// Whether it is `#[non_exhaustive]`.
    pub non_exhaustive: bool,
    /// What setters keep values of it from, if they do.
    pub kept: Option<KeptFrom>,
    /// What it is.
    pub kind: TypeItemKind<'a>,
}

/// What setters keep values of a type from.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum KeptFrom {
    /// From values of the type alone.
    Itself,
    /// From what converts to it.
    Conversions,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeItemKind<'a> {
    /// A struct with a field for each property.
    Struct(Struct<'a>),
    /// An enum of listed values.
    Enum(Enum<'a>),
    /// An enum of alternatives.
    Union(Union<'a>),
    /// Another name for a type.
    Alias(RustType),
    /// A struct around one value.
    Newtype(RustType),
}

/// A struct for an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Struct<'a> {
    /// Its fields.
    pub fields: Vec<Field<'a>>,
    /// The field that keeps properties without a field of their own: what is said of it, its name and type.
    pub extra: Option<(Doc<'a>, Name, RustType)>,
    /// What derived traits are told of that field.
    pub extra_wire: Vec<WireAttribute<'a>>,
    /// The function that takes the required fields.
    pub constructor: Option<Constructor<'a>>,
    /// The methods that set the others.
    pub setters: Vec<FieldSetter>,
    /// Whether a property without a field means that the value is of another type.
    pub closed: bool,
    /// Whether numbers are read from strings, too.
    pub reads_text: bool,
    /// Where the document describes it: `#/…`.
    pub schema: Option<&'a str>,
}

/// A field of a struct.
#[derive(Clone, Debug, PartialEq)]
pub struct Field<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: RustType,
    /// What derived traits are told.
    pub told: Vec<WireAttribute<'a>>,
    /// How it is read and written where there is no value: a word of the runtime's table.
    pub presence: &'static str,
    /// The property's name.
    pub wire: &'a str,
    /// Where the document describes it, unless it is below the struct's schema: `#/…`.
    pub schema: Option<&'a str>,
}

/// An enum over listed values, which also keeps any other value.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum<'a> {
    /// The runtime's table.
    pub table: &'static str,
    /// The listed values.
    pub variants: Vec<EnumVariant<'a>>,
    /// The variant for any other value: what is said of it, its name, and the type of the value.
    pub other: (Doc<'a>, Name, RustType),
    /// What derived traits are told of that variant.
    pub other_wire: Vec<WireAttribute<'a>>,
}

/// A listed value.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumVariant<'a> {
    /// What is said of it.
    pub docs: Doc<'a>,
    /// The variant.
    pub name: Name,
    /// The value.
    pub value: EnumValue<'a>,
    /// What derived traits are told.
    pub told: Vec<WireAttribute<'a>>,
}

/// A value as the runtime's table has it.
#[derive(Clone, Debug, PartialEq)]
pub enum EnumValue<'a> {
    /// A string.
    Text(&'a str),
    /// An integer.
    Integer(i64),
    /// Any JSON, as text.
    Json(String),
}

pub(super) fn type_item<'a>(scope: &Scope<'a>, def: &'a named::TypeDef) -> TypeItem<'a> {
    let gate = scope.item(&def.features);
    if !matches!(def.kind, TypeKind::Alias(_)) {
        scope.uses_runtime();
    }
    let helpers = || def.added.helpers.iter().copied();
    let kind = match &def.kind {
        TypeKind::Struct(object) => TypeItemKind::Struct(structure(scope, object, def)),
        TypeKind::StringEnum(strings) => {
            let variants = strings.variants.iter().map(|variant| {
                let value = EnumValue::Text(&variant.wire);
                let planned = enum_variant(&variant.docs, &variant.name, value, variant.wire.clone());
                EnumVariant {
                    told: wire::value(helpers(), variant.name.as_str(), &variant.wire),
                    ..planned
                }
            });
            TypeItemKind::Enum(Enum {
                table: "string_enum",
                variants: variants.collect(),
                other: (any_other("string"), strings.unknown.clone(), scope.string()),
                other_wire: wire::untagged(helpers()),
            })
        }
        TypeKind::IntegerEnum(integers) => {
            let variants = integers.variants.iter().map(|variant| {
                let value = EnumValue::Integer(variant.wire);
                enum_variant(&variant.docs, &variant.name, value, variant.wire.to_string())
            });
            let other = RustType::primitive("i64");
            TypeItemKind::Enum(Enum {
                table: "integer_enum",
                variants: variants.collect(),
                other: (any_other("integer"), integers.unknown.clone(), other),
                other_wire: Vec::new(),
            })
        }
        TypeKind::LiteralEnum(literals) => {
            let variants = literals.variants.iter().map(|variant| {
                let json = variant.wire.to_string();
                enum_variant(&variant.docs, &variant.name, EnumValue::Json(json.clone()), json)
            });
            let other = scope.runtime_type(RuntimeItem::Value);
            TypeItemKind::Enum(Enum {
                table: "literal_enum",
                variants: variants.collect(),
                other: (any_other("JSON value"), literals.unknown.clone(), other),
                other_wire: Vec::new(),
            })
        }
        TypeKind::Union(union) => TypeItemKind::Union(union::union(scope, &def.name, union)),
        TypeKind::Alias(target) => TypeItemKind::Alias(scope.ty(target)),
        TypeKind::Newtype(inner) => TypeItemKind::Newtype(scope.ty(inner)),
    };
    TypeItem {
        non_exhaustive: false,
        kept: match def.kind {
            _ if !def.is_sent => None,
            TypeKind::Alias(_) => None,
            TypeKind::StringEnum(_) | TypeKind::Union(_) => Some(KeptFrom::Conversions),
            TypeKind::Struct(_)
            | TypeKind::IntegerEnum(_)
            | TypeKind::LiteralEnum(_)
            | TypeKind::Newtype(_) => Some(KeptFrom::Itself),
        },
        gate,
        docs: docs(def),
        name: def.name.clone(),
        derives: derives(def),
        attributes: def.added.attributes.iter().map(String::as_str).collect(),
        wire: match def.kind {
            TypeKind::Union(_) => wire::untagged(helpers()),
            _ => Vec::new(),
        },
        kind,
    }
}

fn docs(def: &named::TypeDef) -> Doc<'_> {
    let mut docs = Doc::of(&def.docs);
    if let Some(component) = &def.component {
        let spans = ["The schema ".into(), Span::code(component), ".".into()];
        docs.wire(&def.name, component, spans);
    }
    if def.is_shared {
        docs.paragraph([
            "The document describes it in several places. Each place has a name of its own for it, which stays when the document grows."
                .into(),
        ]);
    }
    docs.deprecated(def.deprecated);
    docs
}

fn derives(def: &named::TypeDef) -> Vec<&str> {
    if let TypeKind::Alias(_) = def.kind {
        return Vec::new();
    }
    let mut derives = vec!["Clone"];
    if def.derives.copy {
        derives.push("Copy");
    }
    derives.extend(["Debug", "PartialEq"]);
    if def.derives.eq_hash {
        derives.extend(["Eq", "Hash"]);
    }
    if def.derives.ord {
        derives.extend(["PartialOrd", "Ord"]);
    }
    if def.derives.default {
        derives.push("Default");
    }
    derives.extend(def.added.derives.iter().map(String::as_str));
    derives
}

fn any_other(what: &'static str) -> Doc<'static> {
    Doc::own(["Any other ".into(), what.into(), ".".into()])
}

fn enum_variant<'a>(docs: &'a Docs, name: &Name, value: EnumValue<'a>, shown: String) -> EnumVariant<'a> {
    let mut docs = Doc::of(docs);
    docs.wire(name, &shown.clone(), [Span::code(shown)]);
    EnumVariant {
        docs,
        name: name.clone(),
        value,
        told: Vec::new(),
    }
}

fn structure<'a>(scope: &Scope<'a>, object: &'a named::Struct, def: &'a named::TypeDef) -> Struct<'a> {
    let described = def.described.as_ref();
    let helpers = || def.added.helpers.iter().copied();
    let fields: Vec<Field<'a>> = object
        .fields
        .iter()
        .map(|field| Field {
            told: wire::field(scope, helpers(), field),
            ..self::field(scope, field, described)
        })
        .collect();
    let extra_wire = object.extra.as_ref();
    let extra_wire = extra_wire.map(|extra| wire::extra(scope, helpers(), &extra.values));
    let extra = object.extra.as_ref().map(|extra| {
        let docs = Doc::own(["All other properties.".into()]);
        let map = RustType::of(scope.runtime(RuntimeItem::Map), scope.ty(&extra.values));
        (docs, extra.name.clone(), map)
    });
    Struct {
        constructor: object.constructor.then(|| constructor(scope, object)),
        setters: match object.constructor {
            true => setters(scope, object),
            false => Vec::new(),
        },
        fields,
        extra,
        extra_wire: extra_wire.unwrap_or_default(),
        closed: object.closed,
        reads_text: object.reads_text,
        schema: described.map(|described| described.schema.as_str()),
    }
}

fn field<'a>(
    scope: &Scope<'a>,
    field: &'a named::Field,
    described: Option<&'a named::Described>,
) -> Field<'a> {
    let mut elsewhere = described.iter().flat_map(|described| &described.elsewhere);
    let (form, value) = FieldForm::of(scope.api, field);
    Field {
        docs: field_docs(field),
        name: field.name.clone(),
        ty: scope.field_type(form, scope.ty(&value)),
        told: Vec::new(),
        presence: form.word(),
        wire: &field.wire,
        schema: elsewhere
            .find(|(wire, _)| *wire == field.wire)
            .map(|(_, schema)| schema.as_str()),
    }
}

fn field_docs(field: &named::Field) -> Doc<'_> {
    let wire = Span::code(&field.wire);
    let mut docs = Doc::of(&field.docs);
    docs.wire(
        &field.name,
        &field.wire,
        ["The property ".into(), wire, ".".into()],
    );
    match field.access {
        Access::Both => {}
        Access::ReadOnly => docs.paragraph(["Only in responses: the server sets it.".into()]),
        Access::WriteOnly => docs.paragraph(["Only in requests: the server never shows it.".into()]),
    }
    docs.deprecated(field.deprecated);
    docs
}

/// Plans `new`, which takes the required fields but those of one possible value.
fn constructor<'a>(scope: &Scope<'a>, object: &'a named::Struct) -> Constructor<'a> {
    let mut arguments = Vec::new();
    let mut fields = Vec::new();
    let mut parameters = TypeParameters::default();
    for field in &object.fields {
        let name = field.name.clone();
        let init = match (field.presence, scope.only_value(&field.ty)) {
            (Presence::Optional, _) => Init::Value(scope.absent(FieldForm::of(scope.api, field).0)),
            (Presence::Required, Some(only)) => Init::Value(only),
            (Presence::Required, None) => {
                let (ty, conversion) = scope.kept_required(&field.ty, &mut parameters);
                let argument = name.clone();
                arguments.push(Argument { name: argument, ty });
                Init::Argument(conversion)
            }
        };
        fields.push((name, init));
    }
    if let Some(extra) = &object.extra {
        let map = scope.runtime(RuntimeItem::Map);
        fields.push((extra.name.clone(), Init::Call(map, "new")));
    }
    let is_all_optional = object
        .fields
        .iter()
        .all(|field| field.presence == Presence::Optional);
    Constructor {
        docs: match (is_all_optional, arguments.len() == object.fields.len()) {
            (true, _) => Doc::own(["Creates a value in which all properties are absent.".into()]),
            (false, true) => Doc::default(),
            (false, false) => {
                Doc::own(["Creates a value of the required properties; all others are absent.".into()])
            }
        },
        default: (arguments.is_empty() && !is_all_optional).then(|| scope.prelude("Default")),
        fields: match is_all_optional {
            true => Vec::new(),
            false => fields,
        },
        parameters: parameters.used(),
        arguments,
    }
}
