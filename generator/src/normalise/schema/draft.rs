use indexmap::IndexMap;
use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaData};
use serde_json::{Number, Value};

use crate::diagnostic::{Code, nearest};
use crate::source::Node;

use super::enumeration::Listed;
use super::keyword::{KEYWORDS, is_parameter_field, says_nothing_of_types};
use super::primitive::Primitive;
use crate::normalise::at::At;
use crate::normalise::lift::Lift;
use crate::normalise::{extension, openapi31};

/// The keywords of a schema, before it is settled which kind it is.
#[derive(Default)]
pub(in crate::normalise) struct Draft {
    pub(in crate::normalise) data: SchemaData,
    /// The types in `type`, without `null`.
    pub(in crate::normalise) types: Vec<Primitive>,
    /// There is nothing that the schema takes, or nothing but `null`.
    pub(in crate::normalise) only_null: bool,
    /// `null` was taken out of `oneOf` or `anyOf`.
    pub(in crate::normalise) lost_null: bool,
    pub(in crate::normalise) format: Option<String>,
    pub(in crate::normalise) pattern: Option<String>,
    pub(in crate::normalise) min_length: Option<usize>,
    pub(in crate::normalise) max_length: Option<usize>,
    pub(in crate::normalise) multiple_of: Option<Number>,
    pub(in crate::normalise) minimum: Bound,
    pub(in crate::normalise) maximum: Bound,
    pub(in crate::normalise) properties: IndexMap<String, ReferenceOr<Box<Schema>>>,
    pub(in crate::normalise) required: Vec<String>,
    pub(in crate::normalise) additional_properties: Option<AdditionalProperties>,
    pub(in crate::normalise) pattern_properties: IndexMap<String, ReferenceOr<Schema>>,
    pub(in crate::normalise) unevaluated_properties: Option<AdditionalProperties>,
    pub(in crate::normalise) min_properties: Option<usize>,
    pub(in crate::normalise) max_properties: Option<usize>,
    pub(in crate::normalise) items: Option<ReferenceOr<Box<Schema>>>,
    pub(in crate::normalise) prefix_items: Vec<ReferenceOr<Schema>>,
    pub(in crate::normalise) min_items: Option<usize>,
    pub(in crate::normalise) max_items: Option<usize>,
    pub(in crate::normalise) unique_items: bool,
    /// `enum` or `const` as it stands.
    pub(in crate::normalise) listed: Vec<Listed>,
    /// `enum` or `const` as it is settled.
    pub(in crate::normalise) enumeration: Vec<Value>,
    pub(in crate::normalise) one_of: Vec<ReferenceOr<Schema>>,
    pub(in crate::normalise) all_of: Vec<ReferenceOr<Schema>>,
    pub(in crate::normalise) any_of: Vec<ReferenceOr<Schema>>,
    pub(in crate::normalise) not: Option<Box<ReferenceOr<Schema>>>,
    /// `then`, `else` and `dependentSchemas`: what may hold besides.
    pub(in crate::normalise) conditional: Vec<ReferenceOr<Schema>>,
    pub(in crate::normalise) content_encoding: Option<String>,
    pub(in crate::normalise) content_media_type: Option<String>,
}

/// A lower or upper bound.
#[derive(Clone, Default)]
pub(in crate::normalise) struct Bound {
    pub(in crate::normalise) value: Option<Number>,
    pub(in crate::normalise) exclusive: Option<bool>,
}

/// Which keywords count.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extent {
    /// All.
    Full,
    /// Beside a `$ref` up to OpenAPI 3.0: what describes, and what people mean although it is to be ignored.
    Annotations,
    /// In a Swagger 2.0 parameter or header: what describes the value, not the parameter.
    Parameter,
}

impl Draft {
    /// Whether a reference beside this would lose nothing if it stood alone.
    pub(super) fn says_nothing(&self) -> bool {
        let data = &self.data;
        let annotated = data.nullable
            || data.read_only
            || data.write_only
            || data.deprecated
            || data.external_docs.is_some()
            || data.example.is_some()
            || data.title.is_some()
            || data.description.is_some()
            || data.discriminator.is_some()
            || data.default.is_some()
            || data
                .extensions
                .keys()
                .any(|key| key.starts_with(extension::PREFIX));
        !annotated && self.types.is_empty() && !self.is_constrained()
    }

    fn is_constrained(&self) -> bool {
        self.only_null
            || self.format.is_some()
            || !self.listed.is_empty()
            || self.has_string_keywords()
            || self.has_number_keywords()
            || self.has_object_keywords()
            || self.has_array_keywords()
            || self.is_composed()
    }

    pub(super) fn has_string_keywords(&self) -> bool {
        self.pattern.is_some()
            || self.min_length.is_some()
            || self.max_length.is_some()
            || self.content_encoding.is_some()
            || self.content_media_type.is_some()
    }

    pub(super) fn has_number_keywords(&self) -> bool {
        self.multiple_of.is_some() || self.minimum.value.is_some() || self.maximum.value.is_some()
    }

    pub(super) fn has_object_keywords(&self) -> bool {
        !self.properties.is_empty()
            || !self.required.is_empty()
            || self.additional_properties.is_some()
            || !self.pattern_properties.is_empty()
            || self.unevaluated_properties.is_some()
            || self.min_properties.is_some()
            || self.max_properties.is_some()
    }

    pub(super) fn has_array_keywords(&self) -> bool {
        self.items.is_some()
            || !self.prefix_items.is_empty()
            || self.min_items.is_some()
            || self.max_items.is_some()
            || self.unique_items
    }

    /// Makes the schema one that a component describes too.
    pub(super) fn refer_to(&mut self, reference: String) {
        self.all_of.insert(0, ReferenceOr::Reference { reference });
    }

    /// Sets an extension to `true`.
    pub(super) fn mark(&mut self, extension: &str) {
        self.data.extensions.insert(extension.to_owned(), true.into());
    }

    pub(super) fn is_composed(&self) -> bool {
        !self.one_of.is_empty() || !self.all_of.is_empty() || !self.any_of.is_empty() || self.not.is_some()
    }
}

impl<'d> Lift<'_, 'd> {
    /// Reads the keywords of a schema.
    pub(super) fn gather(&mut self, draft: &mut Draft, at: &At<'d, '_>, extent: Extent) {
        for (key, value) in at.entries() {
            if extent == Extent::Parameter && is_parameter_field(key) {
                continue;
            }
            if self.gather_annotation(draft, key, &value) || extent == Extent::Annotations {
                continue;
            }
            if key == "items" {
                self.gather_items(draft, at, &value);
                continue;
            }
            let known = self.gather_constraint(draft, key, &value)
                || openapi31::gather(self, draft, key, &value)
                || says_nothing_of_types(key);
            if !known {
                self.unknown_field(&value, key, "a schema", KEYWORDS);
            }
        }
    }

    fn gather_annotation(&mut self, draft: &mut Draft, key: &str, value: &At<'d, '_>) -> bool {
        let data = &mut draft.data;
        match key {
            "description" => data.description = self.text(value),
            "example" => data.example = not_null(value.node),
            "title" => data.title = self.text(value),
            "default" => data.default = not_null(value.node),
            "nullable" | "x-nullable" | "x-isnullable" | "x-isNullable" => {
                data.nullable |= self.flag(value).unwrap_or(false);
            }
            "readOnly" => data.read_only = self.flag(value).unwrap_or(false),
            "writeOnly" => data.write_only = self.flag(value).unwrap_or(false),
            "deprecated" => data.deprecated = self.flag(value).unwrap_or(false),
            "externalDocs" => data.external_docs = self.external_docs(value),
            "examples" => self.gather_examples(data, value),
            "xml" => {
                data.extensions
                    .insert(extension::XML.to_owned(), value.node.to_json());
            }
            _ if key.starts_with("x-") => {
                data.extensions.insert(key.to_owned(), value.node.to_json());
            }
            _ => return false,
        }
        true
    }

    fn gather_examples(&mut self, data: &mut SchemaData, value: &At<'d, '_>) {
        let first = match value.node {
            Node::Sequence(items) => items.first(),
            Node::Mapping(mapping) => mapping.iter().next().map(|(_, example)| {
                let wrapped = example.as_mapping().and_then(|example| example.get("value"));
                wrapped.unwrap_or(example)
            }),
            other => Some(other),
        };
        if data.example.is_none() {
            data.example = first.and_then(not_null);
        }
    }

    fn gather_constraint(&mut self, draft: &mut Draft, key: &str, value: &At<'d, '_>) -> bool {
        match key {
            "type" => self.gather_type(draft, value),
            "properties" => self.gather_properties(draft, value),
            "format" => draft.format = self.text(value),
            "enum" => self.gather_enum(draft, value),
            "required" => self.gather_required(draft, value),
            "additionalProperties" => draft.additional_properties = self.additional_properties(value),
            "oneOf" => draft.one_of = self.alternatives(draft, value),
            "anyOf" => draft.any_of = self.alternatives(draft, value),
            "allOf" => draft.all_of = self.schemas(value),
            "not" => draft.not = Some(self.pointed_at(value)),
            "discriminator" => draft.data.discriminator = self.discriminator(value),
            "pattern" => draft.pattern = self.text(value),
            "minLength" => draft.min_length = self.count(value),
            "maxLength" => draft.max_length = self.count(value),
            "minimum" => self.gather_bound(&mut draft.minimum, value, true),
            "maximum" => self.gather_bound(&mut draft.maximum, value, false),
            "exclusiveMinimum" => self.gather_exclusive(&mut draft.minimum, value, true),
            "exclusiveMaximum" => self.gather_exclusive(&mut draft.maximum, value, false),
            "multipleOf" => draft.multiple_of = self.number(value),
            "minItems" => draft.min_items = self.count(value),
            "maxItems" => draft.max_items = self.count(value),
            "uniqueItems" => draft.unique_items = self.flag(value).unwrap_or(false),
            "minProperties" => draft.min_properties = self.count(value),
            "maxProperties" => draft.max_properties = self.count(value),
            _ => return false,
        }
        true
    }

    fn gather_bound(&mut self, bound: &mut Bound, value: &At<'d, '_>, lower: bool) {
        if let Some(number) = self.number(value) {
            tighten(bound, number, false, lower);
        }
    }

    /// `exclusiveMinimum` and `exclusiveMaximum`: a boolean beside the bound up to OpenAPI 3.0, the bound itself
    /// since 3.1.
    fn gather_exclusive(&mut self, bound: &mut Bound, value: &At<'d, '_>, lower: bool) {
        match value.node {
            Node::Number(number) => tighten(bound, number.value().clone(), true, lower),
            _ => bound.exclusive = self.flag(value),
        }
    }

    pub(in crate::normalise) fn unknown_field(
        &mut self,
        at: &At<'d, '_>,
        key: &str,
        of: &str,
        known: &[&str],
    ) {
        let help = match nearest(key, known.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "remove it, or let its name begin with `x-`".to_owned(),
        };
        self.warn(
            Code::UnknownField,
            at,
            format!("`{key}` is no field of {of}; it is left out"),
            help,
        );
    }
}

fn tighten(bound: &mut Bound, number: Number, exclusive: bool, lower: bool) {
    let (new, old) = (number.as_f64(), bound.value.as_ref().and_then(Number::as_f64));
    let tighter = match (new, old) {
        (Some(new), Some(old)) if lower => new > old || (new == old && exclusive),
        (Some(new), Some(old)) => new < old || (new == old && exclusive),
        _ => true,
    };
    if tighter {
        bound.value = Some(number);
        if exclusive || old.is_some() {
            bound.exclusive = Some(exclusive);
        }
    }
}

fn not_null(node: &Node) -> Option<Value> {
    match node {
        Node::Null => None,
        node => Some(node.to_json()),
    }
}
