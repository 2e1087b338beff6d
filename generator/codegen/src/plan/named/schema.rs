use crate::plan::named::{Added, FeatureId, RustName, Sharing};
use specwright_document::diagnostic::FileId;
use specwright_document::model::{Access, Docs, Presence, Type};

/// A type with a name: one item of the module `types`.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// The name of the item.
    pub name: RustName,
    /// The name of the component schema that it comes from, if it has one: the exact text of the document.
    pub component: Option<String>,
    /// Where the document describes an object, where that is in the document's first file.
    pub described: Option<Described>,
    /// JSON pointer of the schema in its file.
    pub pointer: String,
    /// The file that it is in; not serialized if it is the document's first one.
    pub file: FileId,
    /// From the schema.
    pub docs: Docs,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// The features any of which brings it; empty: it is always there.
    pub features: Vec<FeatureId>,
    /// Beyond `Clone`, `Debug` and `PartialEq`.
    pub derives: Derives,
    /// Clients send it, so that setters keep values of it.
    pub is_sent: bool,
    /// What a user adds.
    pub added: Added,
    /// What it contributes to the name of a definition that it shares.
    pub sharing: Sharing,
    /// It is the definition that several places share, of which each has a name of its own for it.
    pub is_shared: bool,
    /// What it is.
    pub kind: TypeKind,
}

/// Which further traits a type can derive, since all that it holds has them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Derives {
    /// `Eq` and `Hash`.
    pub eq_hash: bool,
    /// `PartialOrd` and `Ord`: it may be a key, or a part of one.
    pub ord: bool,
    /// `Copy`.
    pub copy: bool,
    /// `Default`: every field is optional.
    pub default: bool,
}

/// What a named type is.
#[derive(Clone, Debug, PartialEq)]
pub enum TypeKind {
    /// An object with named properties.
    Struct(Struct),
    /// Strings from a list.
    StringEnum(StringEnum),
    /// Integers from a list.
    IntegerEnum(IntegerEnum),
    /// JSON scalars of different types from a list.
    LiteralEnum(LiteralEnum),
    /// `oneOf`, `anyOf`, or a list of types.
    Union(Union),
    /// Another name for a type.
    Alias(Type),
    /// A struct around one value, where an alias would be its own expansion.
    Newtype(Type),
}

/// Where the document describes an object.
#[derive(Clone, Debug, PartialEq)]
pub struct Described {
    /// The schema: `#/…`.
    pub schema: String,
    /// Of the properties that stand elsewhere: their names and schemas.
    pub elsewhere: Vec<(String, String)>,
}

/// An object with named properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Struct {
    /// Its fields, in the document's order.
    pub fields: Vec<Field>,
    /// Where properties without a field of their own are kept; without it they are dropped.
    pub extra: Option<Extra>,
    /// Emit `new`, which takes the required fields, and setters of the others: the type is part of a request.
    pub constructor: bool,
    /// `additionalProperties: false`: a property without a field means that the value is of another type.
    pub closed: bool,
    /// Numbers are read from strings, too.
    pub reads_text: bool,
}

/// A map beside named fields: `additionalProperties` or `patternProperties`.
#[derive(Clone, Debug, PartialEq)]
pub struct Extra {
    /// The field's name.
    pub name: RustName,
    /// The type of each value.
    pub values: Type,
}

/// A property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field's name.
    pub name: RustName,
    /// The property's name in JSON, exactly.
    pub wire: String,
    /// The type of the value when there is one. That an optional field may be absent is not part of it; a
    /// [`Type::Nullable`] is.
    pub ty: Type,
    /// Whether it may be absent.
    pub presence: Presence,
    /// Who sends it.
    pub access: Access,
    /// Only responses have it.
    pub only_received: bool,
    /// From the property's schema.
    pub docs: Docs,
    /// `deprecated: true`.
    pub deprecated: bool,
}

/// Strings from a list, and whatever a server adds to it later.
#[derive(Clone, Debug, PartialEq)]
pub struct StringEnum {
    /// The documented values.
    pub variants: Vec<StringVariant>,
    /// The variant that keeps any other string.
    pub unknown: RustName,
}

/// One documented string.
#[derive(Clone, Debug, PartialEq)]
pub struct StringVariant {
    /// The variant's name.
    pub name: RustName,
    /// The string on the wire.
    pub wire: String,
    /// From `x-enum-descriptions` and alike.
    pub docs: Docs,
}

/// Integers from a list, and whatever a server adds to it later.
#[derive(Clone, Debug, PartialEq)]
pub struct IntegerEnum {
    /// The documented values.
    pub variants: Vec<IntegerVariant>,
    /// The variant that keeps any other integer, as `i64`.
    pub unknown: RustName,
}

/// One documented integer.
#[derive(Clone, Debug, PartialEq)]
pub struct IntegerVariant {
    /// The variant's name.
    pub name: RustName,
    /// The number on the wire.
    pub wire: i64,
    /// From `x-enum-descriptions` and alike.
    pub docs: Docs,
}

/// JSON scalars of different types from a list, and whatever a server adds to it later.
#[derive(Clone, Debug, PartialEq)]
pub struct LiteralEnum {
    /// The documented values.
    pub variants: Vec<LiteralVariant>,
    /// The variant that keeps any other JSON value.
    pub unknown: RustName,
}

/// One documented JSON value.
#[derive(Clone, Debug, PartialEq)]
pub struct LiteralVariant {
    /// The variant's name.
    pub name: RustName,
    /// The value on the wire.
    pub wire: serde_json::Value,
    /// From `x-enum-descriptions` and alike.
    pub docs: Docs,
}

/// One of several types.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// The alternatives. For an untagged union they are in the order in which they are tried: no variant
    /// hides a later one.
    pub variants: Vec<Variant>,
    /// How the right one is found.
    pub tagging: Tagging,
    /// The place in `variants` of one that holds values that fit several of the others at once.
    pub several: Option<usize>,
    /// Methods take it as an argument, or a list or map of it.
    pub is_argument: bool,
}

/// One alternative of a [`Union`].
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The variant's name.
    pub name: RustName,
    /// What it holds.
    pub ty: Type,
    /// The values of the tag that select it: strings, and other scalars as their JSON; empty where it has none of its own.
    pub tags: Vec<String>,
    /// From the alternative's schema.
    pub docs: Docs,
}

/// How the right alternative of a [`Union`] is found.
#[derive(Clone, Debug, PartialEq)]
pub enum Tagging {
    /// By the scalar in a property. `unknown` is the variant that keeps an object whose tag is not listed, as any JSON.
    Property {
        /// The property's name in JSON.
        name: String,
        /// The variant for other tags.
        unknown: RustName,
        /// The place in `variants` of the alternative for a missing or unlisted tag, if the document names one
        /// (`defaultMapping`).
        fallback: Option<usize>,
        /// The places in `variants` of alternatives that may have no tag, or one that others have, too, in the order in
        /// which they are tried.
        untagged: Vec<usize>,
    },
    /// By trying: the first alternative that takes the value whole wins, or else the one that loses least.
    Untagged,
}
