use super::Effect::{Docs, Read, Used};
use super::Holds::{One, Reference, Scalar, Schema as OneSchema, SchemaMap, Schemas, Value};
use super::Versions::{All, Only20, Since30, Since31, UpTo30};
use super::{Field, Object};

/// Defines [`Keyword`] from rows of a name in Rust, the name in a document, its versions, what stands in it, what becomes
/// of it, and the note of the specification's page.
macro_rules! keywords {
    ($($variant:ident = $name:literal, $versions:expr, $holds:expr, $effect:expr, $note:literal;)*) => {
        /// A keyword of JSON Schema, in any of its drafts or of OpenAPI's dialects.
        #[derive(Clone, Copy, PartialEq, Eq, Hash)]
        #[allow(missing_docs)]
        pub enum Keyword {
            $($variant,)*
        }

        impl Keyword {
            /// Returns the keyword of this name.
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }

            /// Returns the name as it is written.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }

        /// The rows, in the order of the specification's page.
        pub(super) static FIELDS: &[Field] = &[
            $(Field {
                object: Object::Schema,
                name: $name,
                versions: $versions,
                holds: $holds,
                effect: $effect,
                note: $note,
            },)*
        ];
    };
}

keywords! {
    Type = "type", All, Scalar, Used, "inferred where it is missing; a list of types, `null` and `file`, too; repaired: `int`, `float`, `str`, `bool`, `list`, `dict`, `any`, `date`, `string[]`, `string|null`, the name of a schema, `null` without quotes, and alike";
    Format = "format", All, Scalar, Used, "`int64` and `uint64` make a `number` an integer, since no float holds them, unless the schema names one that is not whole; `guid` is `uuid`, `unsigned64` is `uint64`";
    Nullable = "nullable", Since30, Scalar, Used, "`x-nullable` in 2.0";
    Enum = "enum", All, Value, Used, "of a `number`, unless its format is one of floats, values that are all whole are integers; repaired: values of another type, values that stand twice, no list, an `enum` that belongs to the items";
    Const = "const", Since31, Value, Used, "";
    Properties = "properties", All, SchemaMap, Used, "";
    Required = "required", All, Scalar, Used, "repaired: `required: true` on a property, `required` that is a name";
    AdditionalProperties = "additionalProperties", All, OneSchema, Used, "repaired: text in place of the boolean";
    PatternProperties = "patternProperties", Since31, SchemaMap, Used, "beside `properties`, names that no pattern may match have any JSON";
    UnevaluatedProperties = "unevaluatedProperties", Since31, OneSchema, Used, "";
    PropertyNames = "propertyNames", Since31, OneSchema, Docs, "";
    MinProperties = "minProperties", All, Scalar, Docs, "";
    MaxProperties = "maxProperties", All, Scalar, Docs, "";
    DependentRequired = "dependentRequired", Since31, Scalar, Read, "";
    DependentSchemas = "dependentSchemas", Since31, SchemaMap, Used, "their properties are optional ones";
    Dependencies = "dependencies", Since31, SchemaMap, Used, "as `dependentSchemas`, which it was called before";
    If = "if", Since31, OneSchema, Read, "";
    Then = "then", Since31, OneSchema, Used, "its properties are optional ones";
    Else = "else", Since31, OneSchema, Used, "its properties are optional ones";
    Items = "items", All, OneSchema, Used, "repaired up to 3.0: a list of schemas is `anyOf`";
    PrefixItems = "prefixItems", Since31, Schemas, Used, "a tuple";
    Contains = "contains", Since31, OneSchema, Read, "";
    MinContains = "minContains", Since31, Scalar, Read, "";
    MaxContains = "maxContains", Since31, Scalar, Read, "";
    UnevaluatedItems = "unevaluatedItems", Since31, OneSchema, Read, "";
    AdditionalItems = "additionalItems", Since31, OneSchema, Read, "";
    MinItems = "minItems", All, Scalar, Used, "where it makes a tuple; docs";
    MaxItems = "maxItems", All, Scalar, Docs, "";
    UniqueItems = "uniqueItems", All, Scalar, Docs, "";
    AllOf = "allOf", All, Schemas, Used, "";
    Extends = "extends", UpTo30, Schemas, Used, "as `allOf`, which it was called before; one schema or a list";
    OneOf = "oneOf", Since30, Schemas, Used, "`null` among the alternatives is `nullable`; a variant for values that fit several of `anyOf`";
    AnyOf = "anyOf", Since30, Schemas, Used, "`null` among the alternatives is `nullable`; a variant for values that fit several of `anyOf`";
    Not = "not", Since30, OneSchema, Read, "a schema that nothing fits is any JSON";
    Discriminator = "discriminator", All, One(Object::Discriminator), Used, "repaired: text in 3.0";
    Minimum = "minimum", All, Scalar, Used, "where it decides a type; docs";
    Maximum = "maximum", All, Scalar, Used, "where it decides a type; docs";
    ExclusiveMinimum = "exclusiveMinimum", All, Scalar, Used, "where it decides a type; docs";
    ExclusiveMaximum = "exclusiveMaximum", All, Scalar, Used, "where it decides a type; docs";
    MultipleOf = "multipleOf", All, Scalar, Docs, "";
    MinLength = "minLength", All, Scalar, Docs, "";
    MaxLength = "maxLength", All, Scalar, Docs, "";
    Pattern = "pattern", All, Scalar, Docs, "";
    ReadOnly = "readOnly", All, Scalar, Used, "";
    WriteOnly = "writeOnly", Since30, Scalar, Used, "";
    ContentEncoding = "contentEncoding", Since31, Scalar, Used, "base64 and raw bytes";
    ContentMediaType = "contentMediaType", Since31, Scalar, Used, "raw bytes";
    ContentSchema = "contentSchema", Since31, OneSchema, Read, "";
    Title = "title", All, Scalar, Docs, "";
    Description = "description", All, Scalar, Docs, "";
    Default = "default", All, Value, Docs, "";
    Example = "example", All, Value, Docs, "";
    Examples = "examples", Since31, Value, Docs, "the first of them";
    Deprecated = "deprecated", All, Scalar, Docs, "";
    ExternalDocs = "externalDocs", All, One(Object::ExternalDocs), Docs, "";
    Xml = "xml", All, One(Object::Xml), Used, "";
    Ref = "$ref", All, Reference, Used, "what stands beside it counts since 3.1; up to 3.0 only what describes, `nullable`, `deprecated`, `readOnly`, `writeOnly`, `default`";
    DynamicRef = "$dynamicRef", Since31, Reference, Used, "";
    RecursiveRef = "$recursiveRef", Since31, Reference, Used, "";
    Defs = "$defs", Since31, SchemaMap, Used, "where they are referred to";
    Definitions = "definitions", All, SchemaMap, Used, "where they are referred to";
    Id = "$id", Since31, Scalar, Used, "references may name it";
    OldId = "id", UpTo30, Scalar, Read, "";
    Anchor = "$anchor", Since31, Scalar, Used, "references may name it";
    DynamicAnchor = "$dynamicAnchor", Since31, Scalar, Used, "references may name it";
    RecursiveAnchor = "$recursiveAnchor", Since31, Scalar, Read, "";
    Schema = "$schema", Since31, Scalar, Read, "";
    Vocabulary = "$vocabulary", Since31, Value, Read, "";
    Comment = "$comment", Since31, Scalar, Read, "";
    CollectionFormat = "collectionFormat", Only20, Scalar, Read, "of the items of a parameter";
    AllowEmptyValue = "allowEmptyValue", Only20, Scalar, Read, "";
}

impl Keyword {
    /// Returns whether a schema that has the keyword is of a type that is to have a name, and so should be one type
    /// wherever it is used.
    pub fn needs_name(self) -> bool {
        matches!(
            self,
            Self::Properties | Self::AllOf | Self::OneOf | Self::AnyOf | Self::Enum
        )
    }

    /// Returns whether the keyword only describes: such keywords count beside a `$ref` up to OpenAPI 3.0, too.
    pub fn is_annotation(self) -> bool {
        matches!(
            self,
            Self::Title
                | Self::Description
                | Self::Default
                | Self::Example
                | Self::Examples
                | Self::Nullable
                | Self::ReadOnly
                | Self::WriteOnly
                | Self::Deprecated
                | Self::ExternalDocs
                | Self::Xml
        )
    }

    /// Returns whether the keyword says something of the parameter or header of Swagger 2.0 that it stands in, and not
    /// of its value.
    pub fn is_of_parameter(self) -> bool {
        matches!(
            self,
            Self::Description
                | Self::Required
                | Self::CollectionFormat
                | Self::AllowEmptyValue
                | Self::Deprecated
                | Self::Example
                | Self::Examples
                | Self::Ref
        )
    }
}
