use super::{Docs, Label, OriginId, Replacement};
use crate::description::Source;
use crate::source::Text;

/// The place of a [`TypeDef`] in [`Api::types`](super::Api::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(pub usize);

/// A use of a type.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// `bool`.
    Boolean,
    /// An integer of a width.
    Integer(Integer),
    /// `f32`: format `float`.
    Float,
    /// `f64`.
    Double,
    /// A number with all of its digits: format `decimal`, on request.
    Decimal,
    /// `String`.
    String,
    /// An instant: format `date-time`.
    DateTime,
    /// An instant with the offset that it was written with: format `date-time`, on request.
    DateTimeWithOffset,
    /// A day: format `date`.
    Date,
    /// Format `uuid`.
    Uuid,
    /// Bytes in a JSON string, in base64: format `byte`, or `contentEncoding: base64`.
    Base64,
    /// Raw bytes outside JSON: format `binary`.
    Binary,
    /// Any JSON value.
    Json,
    /// Only `null`.
    Null,
    /// A list.
    Array(Box<Type>),
    /// An object whose values share a type.
    Map(Box<Type>),
    /// `prefixItems`: a tuple of fixed length.
    Tuple(Vec<Type>),
    /// The type or `null`.
    Nullable(Box<Type>),
    /// The type behind a pointer, to close a cycle or because it is large.
    Boxed(Box<Type>),
    /// A type of the user's.
    Replaced(Box<Replacement>),
    /// A type with a name.
    Named(TypeId),
}

/// The width of an integer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum Integer {
    I8,
    I16,
    I32,
    I64,
    U8,
    U16,
    U32,
    U64,
}

/// A type with a name.
#[derive(Clone, PartialEq)]
pub struct TypeDef {
    /// Where it comes from.
    pub origin: OriginId,
    /// Where the document describes it.
    pub source: Source,
    /// From the schema. The summary is its title.
    pub docs: Docs,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// What it is.
    pub kind: TypeKind,
    /// Whether a selected operation uses it.
    pub selected: bool,
}

/// What a named type is.
#[derive(Clone, PartialEq)]
pub enum TypeKind {
    /// An object with named properties.
    Struct(Struct),
    /// Strings from a list, and whatever a server adds to it later.
    StringEnum(Vec<EnumValue<String>>),
    /// Integers from a list, and whatever a server adds to it later.
    IntegerEnum(Vec<EnumValue<i64>>),
    /// JSON scalars of different types from a list, and whatever a server adds to it later.
    LiteralEnum(Vec<EnumValue<serde_json::Value>>),
    /// `oneOf`, `anyOf`, or a list of types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
}

/// An object with named properties.
#[derive(Clone, Default, PartialEq)]
pub struct Struct {
    /// Its properties, in the document's order.
    pub fields: Vec<Field>,
    /// The values of properties that are not named, where they are kept; without it they are dropped.
    pub extra: Option<Type>,
    /// `additionalProperties: false`: a property without a field means that the value is of another type.
    pub closed: bool,
    /// Numbers are read from strings, too.
    pub reads_text: bool,
}

/// A property.
#[derive(Clone, PartialEq)]
pub struct Field {
    /// The property's name in JSON, exactly.
    pub wire: String,
    /// The type of the value when there is one. That an optional field may be absent is not part of it; a
    /// [`Type::Nullable`] is.
    pub ty: Type,
    /// Whether it may be absent.
    pub presence: Presence,
    /// Who sends it.
    pub access: Access,
    /// From the property's schema. The summary is its title.
    pub docs: Docs,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// Where the document describes it, unless it is the property of this name at the type's own place.
    pub source: Option<FieldSource>,
}

/// Where the document describes a property that a type has from elsewhere.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum FieldSource {
    /// At this place.
    Here(Source),
    /// As the property of its name in the schema at this place.
    PropertyOf(Source),
}

/// One documented value of an `enum`.
#[derive(Clone, PartialEq)]
pub struct EnumValue<T> {
    /// The value on the wire.
    pub value: T,
    /// The name that the document gives it: `x-enum-varnames` and alike.
    pub name: Option<Text>,
    /// Where the document describes it, if it is a schema of its own: `oneOf: [{const: …}]`.
    pub source: Option<Source>,
    /// From `x-enum-descriptions` and alike.
    pub docs: Docs,
}

/// One of several types.
#[derive(Clone, PartialEq)]
pub struct Union {
    /// The alternatives. For an untagged union they are in the order in which they are tried: no alternative
    /// hides a later one.
    pub variants: Vec<Variant>,
    /// How the right one is found.
    pub tagging: Tagging,
    /// The place in `variants` of one that is no alternative of the document's: it holds values that fit several
    /// alternatives at once, and has the properties of all.
    pub several: Option<usize>,
}

/// One alternative of a [`Union`].
#[derive(Clone, PartialEq)]
pub struct Variant {
    /// What tells it from the others.
    pub label: Label,
    /// What it holds.
    pub ty: Type,
    /// The values of the tag that select it: strings, and other scalars as their JSON; empty where it has none of its own.
    pub tags: Vec<String>,
    /// From the alternative's schema.
    pub docs: Docs,
}

/// How the right alternative of a [`Union`] is found.
#[derive(Clone, PartialEq, Eq)]
pub enum Tagging {
    /// By the scalar in a property. An object whose tag is not listed is kept as any JSON, if nothing else takes it.
    Property {
        /// The property's name in JSON.
        name: String,
        /// The place in `variants` of the alternative for a missing or unlisted tag, if the document names one
        /// (`defaultMapping`).
        fallback: Option<usize>,
        /// The places in `variants` of alternatives that may have no tag, or one that others have, too, in the order in
        /// which they are tried: where the tag is not listed, and where what it selects loses something.
        untagged: Vec<usize>,
    },
    /// By trying: the first alternative that takes the value whole wins, or else the one that loses least.
    Untagged,
}

/// Whether a property may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always there: the field is `T`.
    Required,
    /// May be absent: the field is `Option<T>`. A received `null` reads as absent unless `T` is nullable.
    Optional,
}

/// Who sends a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Both sides.
    #[default]
    Both,
    /// `readOnly`: only the server.
    ReadOnly,
    /// `writeOnly`: only the client.
    WriteOnly,
}

/// A place where the document left no choice but any JSON value.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Untyped {
    /// Where it is.
    pub source: Source,
    /// Why, in a few words: the same reason is always the same text.
    pub reason: &'static str,
}
