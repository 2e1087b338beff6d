use std::ops::Index;

use crate::order::IndexMap;
use serde_json::Value;

use super::{Extensions, ExternalDocs, Number, Source};
use crate::source::Text;

/// The place of a [`Schema`] in [`Schemas`].
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SchemaId(u32);

/// All schemas of a description, each held once.
#[derive(Default)]
pub struct Schemas(Vec<Schema>);

impl Schemas {
    /// Adds a schema.
    pub fn add(&mut self, schema: Schema) -> SchemaId {
        // A list of so many schemas would not fit into memory.
        let id = SchemaId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(schema);
        id
    }

    /// Adds a schema of which nothing is known yet: others can refer to it before it is read.
    pub fn reserve(&mut self) -> SchemaId {
        self.add(Schema::default())
    }

    /// Sets what a reserved schema says.
    pub fn define(&mut self, id: SchemaId, schema: Schema) {
        if let Some(reserved) = self.0.get_mut(id.0 as usize) {
            *reserved = schema;
        }
    }

    /// Returns the discriminator of a schema, to add to it.
    pub fn discriminator_mut(&mut self, id: SchemaId) -> Option<&mut Discriminator> {
        let composition = self.0.get_mut(id.index())?.composition.as_deref_mut();
        composition?.discriminator.as_mut()
    }

    /// Returns how many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns all schemas, with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (SchemaId, &Schema)> {
        (0..).map(SchemaId).zip(&self.0)
    }
}

impl SchemaId {
    /// Returns the place in the list.
    pub fn index(self) -> usize {
        self.0 as usize
    }

    /// Returns the id of the schema at `index`.
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

impl Index<SchemaId> for Schemas {
    type Output = Schema;

    fn index(&self, id: SchemaId) -> &Schema {
        &self.0[id.0 as usize]
    }
}

/// A [Schema Object](https://spec.openapis.org/oas/v3.2.0#schema-object): what every version's dialect of JSON Schema
/// says, in one form.
///
/// Keywords that only few schemas have stand behind a pointer, so that the many small ones are small.
#[derive(Clone, Default, PartialEq)]
pub struct Schema {
    /// Where it stands: what describes it, not what refers to it.
    pub source: Source,
    /// The name of the component that it is.
    pub component: Option<Text>,
    /// It is nothing but a reference to the one schema in `allOf`.
    pub alias: bool,
    /// `type`, stated or implied. `None` where several types fit, or where `oneOf`, `anyOf` or `allOf` decide.
    pub json_type: Option<JsonType>,
    /// `json_type` is not stated, but implied by keywords, which say nothing of values of other types.
    pub is_type_implied: bool,
    /// `null` fits: `nullable`, `null` in `type`, or `null` beside other alternatives.
    pub nullable: bool,
    /// Nothing but `null` fits.
    pub only_null: bool,
    /// No value fits: the schema `false`, or `not: {}` alone.
    pub never: bool,
    /// It stands in place of a reference that leads nowhere, and so takes any value.
    pub unresolved: bool,
    /// A string that is the text of a number fits a number, too.
    pub text_of_number: bool,
    /// The one value of `values` was given by `const`.
    pub constant: bool,
    /// `readOnly`: only the server sends it.
    pub read_only: bool,
    /// `writeOnly`: only the client sends it.
    pub write_only: bool,
    /// `deprecated`.
    pub deprecated: bool,
    /// `title`.
    pub title: Option<Text>,
    /// `description`, in CommonMark.
    pub description: Option<Text>,
    /// `format`; `contentEncoding: base64` is `byte`, binary `contentMediaType` is `binary`.
    pub format: Option<Text>,
    /// `default`, if it is not `null`.
    pub default: Option<Box<Value>>,
    /// `example`, or the first of `examples`, if it is not `null`.
    pub example: Option<Box<Value>>,
    /// `enum` or `const`: values of `json_type`, each once, without `null`. Empty for any value.
    pub values: Vec<EnumValue>,
    /// Keywords for numbers.
    pub number: Option<Box<NumberKeywords>>,
    /// Keywords for strings.
    pub string: Option<Box<StringKeywords>>,
    /// Keywords for objects.
    pub object: Option<Box<ObjectKeywords>>,
    /// Keywords for arrays.
    pub array: Option<Box<ArrayKeywords>>,
    /// `allOf`, `oneOf`, `anyOf`, `not`, `discriminator`.
    pub composition: Option<Box<Composition>>,
    /// `xml`.
    pub xml: Option<Box<Xml>>,
    /// `externalDocs`.
    pub external_docs: Option<Box<ExternalDocs>>,
    /// Extensions.
    pub extensions: Extensions,
}

/// A type of JSON values. `null` is said elsewhere: see [`Schema::nullable`].
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum JsonType {
    String,
    Integer,
    Number,
    Boolean,
    Object,
    Array,
}

/// A value of an `enum`, and what extensions in common use say of it.
#[derive(Clone, PartialEq)]
pub struct EnumValue {
    /// The value.
    pub value: Value,
    /// Its name: `x-enum-varnames` and alike.
    pub name: Option<Text>,
    /// What it means: `x-enum-descriptions` and alike.
    pub description: Option<Text>,
}

/// Keywords for numbers.
#[derive(Clone, Default, PartialEq)]
pub struct NumberKeywords {
    /// `minimum`, or a numeric `exclusiveMinimum`.
    pub minimum: Option<Number>,
    /// Whether `minimum` itself does not fit.
    pub exclusive_minimum: bool,
    /// `maximum`, or a numeric `exclusiveMaximum`.
    pub maximum: Option<Number>,
    /// Whether `maximum` itself does not fit.
    pub exclusive_maximum: bool,
    /// `multipleOf`.
    pub multiple_of: Option<Number>,
}

/// Keywords for strings. Lengths are counted in characters.
#[derive(Clone, Default, PartialEq)]
pub struct StringKeywords {
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`: a regular expression of ECMA-262.
    pub pattern: Option<Text>,
    /// `contentEncoding`.
    pub content_encoding: Option<Text>,
    /// `contentMediaType`.
    pub content_media_type: Option<Text>,
    /// `contentSchema`: what the text holds.
    pub content_schema: Option<SchemaId>,
}

/// Keywords for objects.
#[derive(Clone, Default, PartialEq)]
pub struct ObjectKeywords {
    /// `properties`, in the document's order; those in `then`, `else` and `dependentSchemas` come last.
    pub properties: IndexMap<Text, SchemaId>,
    /// `required`, each name once.
    pub required: Vec<Text>,
    /// `additionalProperties`, or `unevaluatedProperties` where nothing is composed.
    pub additional_properties: Option<AdditionalProperties>,
    /// `unevaluatedProperties: false` beside `allOf`, `oneOf` or `anyOf`: no property that none of these names.
    pub closed_when_composed: bool,
    /// `patternProperties`: patterns of names, and the schema of each.
    pub pattern_properties: IndexMap<Text, SchemaId>,
    /// `propertyNames`: what names must fit.
    pub property_names: Option<SchemaId>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
}

/// What `additionalProperties` says of properties that nothing else names.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum AdditionalProperties {
    /// `true` or `{}`: any value.
    Any,
    /// `false`: there are none.
    None,
    /// Values that fit a schema.
    Schema(SchemaId),
}

/// Keywords for arrays.
#[derive(Clone, Default, PartialEq)]
pub struct ArrayKeywords {
    /// `items`: of those that `prefix_items` does not describe.
    pub items: Option<SchemaId>,
    /// `prefixItems`: the items of a tuple.
    pub prefix_items: Vec<SchemaId>,
    /// `contains`: what at least one item fits.
    pub contains: Option<SchemaId>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
}

/// Schemas that hold together or instead of each other.
#[derive(Clone, Default, PartialEq)]
pub struct Composition {
    /// `allOf`; a reference beside other keywords comes first.
    pub all_of: Vec<SchemaId>,
    /// `oneOf`, without alternatives that are only `null`.
    pub one_of: Vec<SchemaId>,
    /// `anyOf`, without alternatives that are only `null`.
    pub any_of: Vec<SchemaId>,
    /// `not`.
    pub not: Option<SchemaId>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
}

/// A [Discriminator Object](https://spec.openapis.org/oas/v3.2.0#discriminator-object).
#[derive(Clone, Default, PartialEq)]
pub struct Discriminator {
    /// `propertyName`.
    pub property_name: Text,
    /// `mapping`: values of the property, and the component schema of each.
    pub mapping: Vec<(Text, SchemaId)>,
    /// `defaultMapping`: the component schema for a missing or unlisted value, since OpenAPI 3.2.
    pub default_mapping: Option<SchemaId>,
}

/// An [XML Object](https://spec.openapis.org/oas/v3.2.0#xml-object): how a property is written as XML.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Xml {
    /// `name`: of the element or attribute, if it is not the property's.
    pub name: Option<Text>,
    /// `namespace`.
    pub namespace: Option<Text>,
    /// `prefix`: of the name.
    pub prefix: Option<Text>,
    /// `attribute`: it is an attribute.
    pub attribute: bool,
    /// `wrapped`: the items of a list stand in an element of their own.
    pub wrapped: bool,
    /// `nodeType`: `element`, `attribute`, `text`, `cdata` or `none`, since OpenAPI 3.2.
    pub node_type: Option<Text>,
}

const EMPTY_NUMBER: &NumberKeywords = &NumberKeywords {
    minimum: None,
    exclusive_minimum: false,
    maximum: None,
    exclusive_maximum: false,
    multiple_of: None,
};

impl Schema {
    /// Returns the keywords for numbers; empty ones where there are none.
    pub fn number(&self) -> &NumberKeywords {
        self.number.as_deref().unwrap_or(EMPTY_NUMBER)
    }

    /// Returns `allOf`.
    pub fn all_of(&self) -> &[SchemaId] {
        self.composition
            .as_deref()
            .map_or(&[], |composition| &composition.all_of)
    }

    /// Returns `oneOf`.
    pub fn one_of(&self) -> &[SchemaId] {
        self.composition
            .as_deref()
            .map_or(&[], |composition| &composition.one_of)
    }

    /// Returns `anyOf`.
    pub fn any_of(&self) -> &[SchemaId] {
        self.composition
            .as_deref()
            .map_or(&[], |composition| &composition.any_of)
    }

    /// Returns `discriminator`.
    pub fn discriminator(&self) -> Option<&Discriminator> {
        self.composition.as_deref()?.discriminator.as_ref()
    }

    /// Returns the schema of the property `name`, where this schema itself has one.
    pub fn property(&self, name: &str) -> Option<SchemaId> {
        self.object.as_deref()?.properties.get(name).copied()
    }
}
