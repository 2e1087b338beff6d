use crate::order::IndexMap;

use super::Read;
use super::enumeration::Listed;
use super::type_list::TypeList;
use crate::description::keyword::{Keyword, Object, known_names};
use crate::description::{AdditionalProperties, NumberKeywords, Schema, SchemaId, StringKeywords, Xml};
use crate::normalize::cursor::Cursor;
use crate::normalize::media_type::{first_of_examples, not_null};
use crate::normalize::normalizer::Normalizer;
use crate::normalize::vendor;
use crate::source::{Node, Text};

/// A schema as far as its keywords are read, and what has to be seen with others before it is a part of the schema.
#[derive(Default)]
pub(in crate::normalize) struct Reading<'d> {
    pub(super) schema: Schema,
    /// The types in `type`, without `null`.
    pub(super) types: TypeList,
    /// There is nothing that the schema takes, or nothing but `null`.
    pub(super) only_null: bool,
    /// `null` was taken out of `oneOf` or `anyOf`.
    pub(super) lost_null: bool,
    /// Whether a bound is exclusive, where that is said.
    pub(super) exclusive_minimum: Option<bool>,
    pub(super) exclusive_maximum: Option<bool>,
    pub(super) unevaluated_properties: Option<AdditionalProperties>,
    /// `enum` or `const` as it stands.
    pub(super) listed: Vec<Listed>,
    /// What extensions say of the values in `listed`.
    pub(super) details: vendor::enumeration::Details<'d>,
    pub(super) all_of: Vec<SchemaId>,
    /// The parts of `allOf` that say nothing of values.
    pub(super) annotations: Vec<Schema>,
    pub(super) one_of: Vec<Read>,
    pub(super) any_of: Vec<Read>,
    pub(super) not: Option<SchemaId>,
    /// The properties in `then`, `else` and `dependentSchemas`: they may be there besides.
    pub(super) conditional: Option<IndexMap<Text, SchemaId>>,
}

/// Which keywords count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All.
    Full,
    /// Beside a `$ref` up to OpenAPI 3.0: what describes, and what people mean although it is to be ignored.
    Annotations,
    /// In a parameter or header of Swagger 2.0: what describes the value, not the object.
    Beside(Object),
}

impl Reading<'_> {
    /// Returns whether a reference beside this would lose nothing if it stood alone.
    pub(super) fn is_empty(&self) -> bool {
        let schema = &self.schema;
        let is_annotated = schema.nullable
            || schema.read_only
            || schema.write_only
            || schema.deprecated
            || schema.constant
            || schema.external_docs.is_some()
            || schema.example.is_some()
            || schema.title.is_some()
            || schema.description.is_some()
            || schema.default.is_some()
            || schema.xml.is_some()
            || schema
                .string
                .as_ref()
                .is_some_and(|string| string.content_schema.is_some())
            || schema.composition.is_some();
        !is_annotated && self.types.is_empty() && !self.is_constrained()
    }

    fn is_constrained(&self) -> bool {
        self.only_null
            || self.schema.format.is_some()
            || !self.listed.is_empty()
            || self.has_string_keywords()
            || self.has_content_keywords()
            || self.has_number_keywords()
            || self.has_object_keywords()
            || self.has_array_keywords()
            || self.is_composed()
    }

    fn has_content_keywords(&self) -> bool {
        self.schema
            .string
            .as_ref()
            .is_some_and(|string| string.content_encoding.is_some() || string.content_media_type.is_some())
    }

    pub(super) fn has_string_keywords(&self) -> bool {
        self.schema.string.as_ref().is_some_and(|string| {
            string.pattern.is_some() || string.min_length.is_some() || string.max_length.is_some()
        })
    }

    pub(super) fn has_number_keywords(&self) -> bool {
        self.schema.number.as_ref().is_some_and(|number| {
            number.multiple_of.is_some() || number.minimum.is_some() || number.maximum.is_some()
        })
    }

    pub(super) fn has_object_keywords(&self) -> bool {
        self.unevaluated_properties.is_some()
            || self.schema.object.as_ref().is_some_and(|object| {
                !object.properties.is_empty()
                    || !object.required.is_empty()
                    || object.additional_properties.is_some()
                    || !object.pattern_properties.is_empty()
                    || object.min_properties.is_some()
                    || object.max_properties.is_some()
            })
    }

    pub(super) fn has_array_keywords(&self) -> bool {
        self.schema.array.as_ref().is_some_and(|array| {
            array.items.is_some()
                || !array.prefix_items.is_empty()
                || array.min_items.is_some()
                || array.max_items.is_some()
                || array.unique_items
        })
    }

    pub(super) fn is_composed(&self) -> bool {
        !self.one_of.is_empty() || !self.all_of.is_empty() || !self.any_of.is_empty() || self.not.is_some()
    }

    /// Makes the schema one that a component describes too.
    pub(super) fn refer_to(&mut self, component: SchemaId) {
        self.all_of.insert(0, component);
    }

    fn number(&mut self) -> &mut NumberKeywords {
        self.schema.number.get_or_insert_default()
    }

    pub(super) fn string(&mut self) -> &mut StringKeywords {
        self.schema.string.get_or_insert_default()
    }
}

impl<'d> Normalizer<'_, 'd> {
    /// Reads the keywords of a schema.
    pub(super) fn read_keywords(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>, extent: Extent) {
        for (key, value) in at.entries() {
            let Some(keyword) = Keyword::of(key) else {
                self.read_extension(reading, key, (at, &value), extent);
                continue;
            };
            let counts = match extent {
                Extent::Full => true,
                Extent::Annotations => keyword.is_annotation(),
                Extent::Beside(_) => !keyword.is_of_parameter(),
            };
            if counts {
                self.read_keyword(reading, keyword, at, &value);
            }
        }
    }

    fn read_extension(
        &mut self,
        reading: &mut Reading<'d>,
        key: &Text,
        (at, value): (&Cursor<'d, '_>, &Cursor<'d, '_>),
        extent: Extent,
    ) {
        if vendor::nullable::is_nullable(key) {
            reading.schema.nullable |= self.flag(value).unwrap_or(false);
        } else if reading.details.read(key, value.node) {
        } else if key.starts_with("x-") {
            if key.as_str() == vendor::names::RUST {
                self.take_given_name(at, value);
            }
            reading
                .schema
                .extensions
                .insert(key.clone(), value.node.to_json());
        } else {
            match extent {
                Extent::Annotations => {}
                Extent::Beside(object) if known_names(object).contains(&key.as_str()) => {}
                Extent::Beside(_) | Extent::Full => self.unknown_field(value, key, Object::Schema),
            }
        }
    }

    /// Reads a keyword of the schema at `at`, whose value is `value`.
    fn read_keyword(
        &mut self,
        reading: &mut Reading<'d>,
        keyword: Keyword,
        at: &Cursor<'d, '_>,
        value: &Cursor<'d, '_>,
    ) {
        match keyword {
            Keyword::Type => self.read_type(reading, value),
            Keyword::Format => reading.schema.format = self.text(value),
            Keyword::Nullable => reading.schema.nullable |= self.flag(value).unwrap_or(false),
            Keyword::Enum => self.read_enum(reading, value),
            Keyword::Const => read_const(reading, value.node),
            Keyword::Properties => self.read_properties(reading, value),
            Keyword::Required => self.read_required(reading, at, value),
            Keyword::AdditionalProperties => {
                let additional = self.additional_properties(value);
                reading.object().additional_properties = additional;
            }
            Keyword::PatternProperties => self.read_pattern_properties(reading, value),
            Keyword::UnevaluatedProperties => {
                reading.unevaluated_properties = self.additional_properties(value);
            }
            Keyword::PropertyNames => {
                let names = self.schema(value);
                reading.object().property_names = Some(names);
            }
            Keyword::MinProperties => {
                let count = self.count(value);
                reading.object().min_properties = count;
            }
            Keyword::MaxProperties => {
                let count = self.count(value);
                reading.object().max_properties = count;
            }
            Keyword::DependentSchemas | Keyword::Dependencies => self.read_dependencies(reading, value),
            Keyword::Then | Keyword::Else => self.read_conditional(reading, value),
            Keyword::Items => self.read_items(reading, at, value),
            Keyword::PrefixItems => {
                let items = self.schemas(value);
                reading.array().prefix_items = items;
            }
            Keyword::Contains => {
                let contains = self.schema(value);
                reading.array().contains = Some(contains);
            }
            Keyword::MinItems => {
                let count = self.count(value);
                reading.array().min_items = count;
            }
            Keyword::MaxItems => {
                let count = self.count(value);
                reading.array().max_items = count;
            }
            Keyword::UniqueItems => {
                let is_unique = self.flag(value).unwrap_or(false);
                reading.array().unique_items = is_unique;
            }
            Keyword::AllOf => {
                for part in self.list(value) {
                    let part = self.read_schema(&part);
                    if let Some(part) = reading.without_annotations(part) {
                        let part = self.add_schema(part);
                        reading.all_of.push(part);
                    }
                }
            }
            Keyword::Extends => {
                let mut schemas = match value.node {
                    Node::Mapping(_) => vec![self.schema(value)],
                    _ => self.schemas(value),
                };
                reading.all_of.append(&mut schemas);
            }
            Keyword::OneOf => {
                let mut alternatives = self.alternatives(reading, value);
                reading.one_of.append(&mut alternatives);
            }
            Keyword::AnyOf => {
                let mut alternatives = self.alternatives(reading, value);
                reading.any_of.append(&mut alternatives);
            }
            Keyword::Not => reading.not = Some(self.schema(value)),
            Keyword::Discriminator => {
                if let Some(discriminator) = self.discriminator(value) {
                    reading.schema.composition.get_or_insert_default().discriminator = Some(discriminator);
                }
            }
            Keyword::Minimum => self.read_bound(reading, value, Side::Lower),
            Keyword::Maximum => self.read_bound(reading, value, Side::Upper),
            Keyword::ExclusiveMinimum => self.read_exclusive_bound(reading, value, Side::Lower),
            Keyword::ExclusiveMaximum => self.read_exclusive_bound(reading, value, Side::Upper),
            Keyword::MultipleOf => {
                let number = self.number(value);
                reading.number().multiple_of = number;
            }
            Keyword::MinLength => {
                let count = self.count(value);
                reading.string().min_length = count;
            }
            Keyword::MaxLength => {
                let count = self.count(value);
                reading.string().max_length = count;
            }
            Keyword::Pattern => {
                let pattern = self.text(value);
                reading.string().pattern = pattern;
            }
            Keyword::ReadOnly => reading.schema.read_only = self.flag(value).unwrap_or(false),
            Keyword::WriteOnly => reading.schema.write_only = self.flag(value).unwrap_or(false),
            Keyword::ContentEncoding => {
                let encoding = self.text(value);
                reading.string().content_encoding = encoding;
            }
            Keyword::ContentMediaType => {
                let media_type = self.text(value);
                reading.string().content_media_type = media_type;
            }
            Keyword::ContentSchema => {
                let schema = self.schema(value);
                reading.string().content_schema = Some(schema);
            }
            Keyword::Title => reading.schema.title = self.text(value),
            Keyword::Description => reading.schema.description = self.text(value),
            Keyword::Default => reading.schema.default = not_null(value.node),
            Keyword::Example => reading.schema.example = not_null(value.node),
            Keyword::Examples => {
                if reading.schema.example.is_none() {
                    reading.schema.example = first_of_examples(value.node);
                }
            }
            Keyword::Deprecated => reading.schema.deprecated = self.flag(value).unwrap_or(false),
            Keyword::ExternalDocs => reading.schema.external_docs = self.external_docs(value).map(Box::new),
            Keyword::Xml => reading.schema.xml = self.xml(value).map(Box::new),
            // Where references lead, and what says nothing of values.
            Keyword::Ref
            | Keyword::DynamicRef
            | Keyword::RecursiveRef
            | Keyword::Defs
            | Keyword::Definitions
            | Keyword::Id
            | Keyword::OldId
            | Keyword::Anchor
            | Keyword::DynamicAnchor
            | Keyword::RecursiveAnchor
            | Keyword::Schema
            | Keyword::Vocabulary
            | Keyword::Comment
            | Keyword::CollectionFormat
            | Keyword::AllowEmptyValue => {}
            // What is for validation alone.
            Keyword::DependentRequired
            | Keyword::If
            | Keyword::MinContains
            | Keyword::MaxContains
            | Keyword::UnevaluatedItems
            | Keyword::AdditionalItems => {}
        }
    }

    fn read_bound(&mut self, reading: &mut Reading<'d>, value: &Cursor<'d, '_>, side: Side) {
        if let Some(number) = self.number(value) {
            reading.tighten(number, false, side);
        }
    }

    /// Reads `exclusiveMinimum` or `exclusiveMaximum`: a boolean beside the bound up to OpenAPI 3.0, the bound itself
    /// since 3.1.
    fn read_exclusive_bound(&mut self, reading: &mut Reading<'d>, value: &Cursor<'d, '_>, side: Side) {
        match value.node {
            Node::Number(number) => reading.tighten(number.into(), true, side),
            _ => *reading.exclusive(side) = self.flag(value),
        }
    }

    fn xml(&mut self, at: &Cursor<'d, '_>) -> Option<Xml> {
        at.mapping()?;
        self.known_fields(at, Object::Xml);
        Some(Xml {
            name: self.text_field(at, "name"),
            namespace: self.text_field(at, "namespace"),
            prefix: self.text_field(at, "prefix"),
            attribute: self.flag_field(at, "attribute"),
            wrapped: self.flag_field(at, "wrapped"),
            node_type: self.text_field(at, "nodeType"),
        })
    }
}

/// A side of the numbers that fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Lower,
    Upper,
}

impl Reading<'_> {
    fn exclusive(&mut self, side: Side) -> &mut Option<bool> {
        match side {
            Side::Lower => &mut self.exclusive_minimum,
            Side::Upper => &mut self.exclusive_maximum,
        }
    }

    /// Takes over a bound, if it is tighter than the one that is known.
    fn tighten(&mut self, new: crate::description::Number, is_exclusive: bool, side: Side) {
        let bound = match side {
            Side::Lower => &mut self.number().minimum,
            Side::Upper => &mut self.number().maximum,
        };
        let is_first = bound.is_none();
        let is_tighter = match (*bound, side) {
            (None, _) => true,
            (Some(old), Side::Lower) => new > old || (new == old && is_exclusive),
            (Some(old), Side::Upper) => new < old || (new == old && is_exclusive),
        };
        if is_tighter {
            *bound = Some(new);
            if is_exclusive || !is_first {
                *self.exclusive(side) = Some(is_exclusive);
            }
        }
    }
}

/// Reads `const`: an `enum` of one value.
fn read_const(reading: &mut Reading<'_>, node: &Node) {
    if matches!(node, Node::Null) {
        reading.schema.nullable = true;
        reading.only_null = true;
        return;
    }
    reading.listed = vec![Listed::new(node)];
    reading.schema.constant = true;
}
