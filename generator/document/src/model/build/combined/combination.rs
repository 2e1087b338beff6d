//! How schemas become one.

use foldhash::HashSet;

use super::{Choice, Combined, DEEPEST, Keywords};
use crate::description::{AdditionalProperties, EnumValue, JsonType, ObjectKeywords, Schema, SchemaId};
use crate::model::build::Builder;
use crate::model::build::schemas::AllSchemas;
use crate::source::Text;

impl<'a> Combined<'a> {
    fn add_type(&mut self, json_type: JsonType) {
        match self.json_type {
            None => self.json_type = Some(json_type),
            Some(known) if known == json_type => {}
            Some(JsonType::Number) if json_type == JsonType::Integer => self.json_type = Some(json_type),
            Some(JsonType::Integer) if json_type == JsonType::Number => {}
            Some(_) => self.is_contradictory = true,
        }
    }

    /// Drops the keywords for objects and arrays, of a value that is neither.
    fn drop_keywords_of_other_types(&mut self) {
        let Some(json_type) = self.json_type.filter(|_| !self.is_contradictory) else {
            return;
        };
        if json_type != JsonType::Object && self.keywords.object.is_some() {
            self.keywords.to_mut().object = None;
        }
        if json_type != JsonType::Array && self.keywords.array.is_some() {
            self.keywords.to_mut().array = None;
        }
    }

    pub(super) fn of(keywords: Keywords<'a>) -> Self {
        Self {
            json_type: keywords.json_type,
            nullable: keywords.nullable,
            keywords,
            is_contradictory: false,
            choices: Vec::new(),
            demanded: Vec::new(),
            discriminator: None,
            components: Vec::new(),
            component: None,
        }
    }
}

/// Schemas that are being combined.
pub(super) struct Combination<'b, 'a> {
    builder: &'b Builder<'a>,
    result: Combined<'a>,
    /// Whether it is described by a schema already.
    is_described: bool,
    /// The components that were met.
    seen: HashSet<SchemaId>,
    /// The schemas whose `allOf` leads to the one that is added.
    extending: Vec<SchemaId>,
    /// The schemas that list, as an alternative, one that extends them and is combined here, too: what they list beside it
    /// does not apply.
    bases: HashSet<SchemaId>,
    /// The types that no schema states, and that keywords imply.
    implied: Vec<JsonType>,
    /// The names that are required.
    required: HashSet<Text>,
    outer_nullable: bool,
    inner_nullable: Option<bool>,
}

impl<'b, 'a> Combination<'b, 'a> {
    /// Creates a combination of no schemas.
    pub(super) fn new(builder: &'b Builder<'a>) -> Self {
        Self {
            builder,
            result: Combined::of(Keywords::none()),
            is_described: false,
            seen: HashSet::default(),
            extending: Vec::new(),
            bases: HashSet::default(),
            implied: Vec::new(),
            required: HashSet::default(),
            outer_nullable: false,
            inner_nullable: None,
        }
    }

    fn schemas(&self) -> &AllSchemas<'a> {
        &self.builder.schemas
    }

    pub(super) fn add(&mut self, id: SchemaId, depth: Depth) {
        if depth.total > DEEPEST {
            return;
        }
        let schema = self.schemas().get(id);
        self.note_base(id, schema);
        let depth = match schema.component {
            Some(_) if !self.seen.insert(id) => return,
            Some(_) => depth.through_reference(),
            None => depth,
        };
        if !self.builder.work.spend_merged(schema) {
            return;
        }
        if schema.alias {
            self.result.components.push(id);
            self.add_parts(id, schema, depth);
            return;
        }
        self.result
            .components
            .extend(schema.component.as_ref().map(|_| id));
        self.add_keywords(id, schema);
        self.add_nullable(schema, depth);
        self.add_parts(id, schema, depth.through_all_of());
    }

    fn add_parts(&mut self, id: SchemaId, schema: &Schema, depth: Depth) {
        self.extending.push(id);
        schema.all_of().iter().for_each(|part| self.add(*part, depth));
        self.extending.pop();
    }

    /// Notes a schema that lists one of those that extend it.
    fn note_base(&mut self, id: SchemaId, schema: &'a Schema) {
        if self.extending.is_empty() {
            return;
        }
        let builder = self.builder;
        for choice in choices(id, schema) {
            builder.work.spend(choice.alternatives.len());
            let is_listed = choice.alternatives.iter().any(|alternative| {
                self.extending.contains(alternative)
                    || self.extending.contains(&builder.schemas.essence(*alternative))
            });
            if is_listed {
                self.bases.insert(id);
            }
        }
    }

    /// Notes that `null` is allowed where an outermost schema says so, or where every schema that says anything does.
    fn add_nullable(&mut self, schema: &Schema, depth: Depth) {
        self.outer_nullable |= depth.all_of == 0 && schema.nullable;
        if constrains(schema) {
            self.inner_nullable = Some(self.inner_nullable.unwrap_or(true) && schema.nullable);
        }
    }

    fn add_keywords(&mut self, id: SchemaId, schema: &'a Schema) {
        let builder = self.builder;
        let required = &mut self.required;
        let is_first = !std::mem::replace(&mut self.is_described, true);
        let result = &mut self.result;
        match schema.json_type {
            // Keywords say nothing of values of other types than their own, where another schema states one.
            Some(json_type) if schema.is_type_implied => self.implied.push(json_type),
            Some(json_type) => result.add_type(json_type),
            None => {}
        }
        result.choices.extend(choices(id, schema));
        result.discriminator = result.discriminator.or(schema.discriminator());
        let keywords = result.keywords.to_mut();
        if is_first {
            describe(keywords, schema);
        }
        keywords.unresolved |= schema.unresolved;
        keywords.only_null |= schema.only_null;
        keywords.never |= schema.never;
        keywords.text_of_number |= schema.text_of_number;
        if keywords.format.is_none() {
            keywords.format.clone_from(&schema.format);
        }
        add_values(&mut keywords.values, &schema.values);
        if let Some(number) = &schema.number {
            let known = keywords.number.get_or_insert_default();
            if known.minimum.is_none() {
                known.minimum = number.minimum;
                known.exclusive_minimum = number.exclusive_minimum;
            }
            if known.maximum.is_none() {
                known.maximum = number.maximum;
                known.exclusive_maximum = number.exclusive_maximum;
            }
            known.multiple_of = known.multiple_of.or(number.multiple_of);
        }
        if let Some(string) = &schema.string {
            let known = keywords.string.get_or_insert_default();
            known.min_length = known.min_length.or(string.min_length);
            known.max_length = known.max_length.or(string.max_length);
            if known.pattern.is_none() {
                known.pattern.clone_from(&string.pattern);
            }
        }
        if let Some(object) = &schema.object {
            add_object(
                &builder.schemas,
                keywords.object.get_or_insert_default(),
                object,
                required,
            );
        }
        if let Some(array) = &schema.array {
            let known = keywords.array.get_or_insert_default();
            known.items = match (known.items, array.items) {
                (Some(one), Some(other)) => Some(builder.schemas.both(one, other)),
                (one, other) => one.or(other),
            };
            for (index, &item) in array.prefix_items.iter().enumerate() {
                match known.prefix_items.get_mut(index) {
                    Some(known) => *known = builder.schemas.both(*known, item),
                    None => known.prefix_items.push(item),
                }
            }
            known.min_items = known.min_items.or(array.min_items);
            known.max_items = known.max_items.or(array.max_items);
            known.unique_items |= array.unique_items;
        }
    }

    pub(super) fn finish(self) -> Combined<'a> {
        let mut result = self.result;
        result
            .choices
            .retain(|choice| !self.bases.contains(&choice.owner));
        result.nullable = self.outer_nullable || self.inner_nullable == Some(true);
        if result.json_type.is_none() {
            self.implied
                .into_iter()
                .for_each(|json_type| result.add_type(json_type));
        }
        result.json_type = result.json_type.or(implied_type(&result));
        result.drop_keywords_of_other_types();
        result
    }
}

/// How far a schema is from the one that was asked for.
#[derive(Clone, Copy, Default)]
pub(super) struct Depth {
    all_of: usize,
    total: usize,
}

impl Depth {
    fn through_reference(self) -> Self {
        Self {
            total: self.total + 1,
            ..self
        }
    }

    fn through_all_of(self) -> Self {
        Self {
            total: self.total + 1,
            all_of: self.all_of + 1,
        }
    }
}

/// Describes `keywords` as `schema` is.
fn describe(keywords: &mut Schema, schema: &Schema) {
    keywords.source = schema.source;
    keywords.title.clone_from(&schema.title);
    keywords.description.clone_from(&schema.description);
    keywords.default.clone_from(&schema.default);
    keywords.example.clone_from(&schema.example);
    keywords.external_docs.clone_from(&schema.external_docs);
    keywords.deprecated = schema.deprecated;
    keywords.read_only = schema.read_only;
    keywords.write_only = schema.write_only;
}

/// Adds values: both lists must hold a value. The common ones count, or all where none is common.
fn add_values(known: &mut Vec<EnumValue>, values: &[EnumValue]) {
    if known.is_empty() || values.is_empty() {
        known.extend_from_slice(values);
        return;
    }
    let theirs: HashSet<String> = values.iter().map(|value| value.value.to_string()).collect();
    let is_common = |value: &EnumValue| theirs.contains(&value.value.to_string());
    if known.iter().any(is_common) {
        known.retain(is_common);
    } else {
        known.extend_from_slice(values);
    }
}

fn add_object(
    schemas: &AllSchemas<'_>,
    known: &mut ObjectKeywords,
    object: &ObjectKeywords,
    required: &mut HashSet<Text>,
) {
    let maps = [
        (&mut known.properties, &object.properties),
        (&mut known.pattern_properties, &object.pattern_properties),
    ];
    for (known, properties) in maps {
        for (name, schema) in properties {
            match known.get_mut(name) {
                Some(known) => *known = schemas.both(*known, *schema),
                None => drop(known.insert(name.clone(), *schema)),
            }
        }
    }
    known.min_properties = known.min_properties.or(object.min_properties);
    known.max_properties = known.max_properties.or(object.max_properties);
    known.property_names = match (known.property_names, object.property_names) {
        (Some(one), Some(other)) => Some(schemas.both(one, other)),
        (one, other) => one.or(other),
    };
    let names = object.required.iter();
    known
        .required
        .extend(names.filter(|name| required.insert((*name).clone())).cloned());
    known.additional_properties = match (known.additional_properties, object.additional_properties) {
        (Some(AdditionalProperties::Schema(one)), Some(AdditionalProperties::Schema(other))) => {
            Some(AdditionalProperties::Schema(schemas.both(one, other)))
        }
        (_, Some(schema @ AdditionalProperties::Schema(_)))
        | (Some(schema @ AdditionalProperties::Schema(_)), _) => Some(schema),
        (Some(AdditionalProperties::Any), _) | (_, Some(AdditionalProperties::Any)) => {
            Some(AdditionalProperties::Any)
        }
        (known, new) => known.or(new),
    };
}

/// Returns the lists of alternatives of a schema.
pub(super) fn choices(owner: SchemaId, schema: &Schema) -> impl Iterator<Item = Choice<'_>> {
    let discriminator = schema.discriminator();
    [(schema.one_of(), false), (schema.any_of(), true)]
        .into_iter()
        .filter(|(alternatives, _)| !alternatives.is_empty())
        .map(move |(alternatives, is_any)| Choice {
            alternatives,
            owner,
            discriminator,
            is_any,
        })
}

/// Returns whether a schema itself says anything of values.
fn constrains(schema: &Schema) -> bool {
    schema.json_type.is_some()
        || !schema.values.is_empty()
        || schema.format.is_some()
        || schema.object.is_some()
        || schema.array.is_some()
        || !schema.one_of().is_empty()
        || !schema.any_of().is_empty()
        || schema.only_null
}

/// Returns the type that keywords imply which stand beside a composition, where none of the schemas states one.
pub(super) fn implied_type(combined: &Combined<'_>) -> Option<JsonType> {
    if !combined.choices.is_empty() || !combined.keywords.values.is_empty() {
        return None;
    }
    let object = combined.object();
    if !object.properties.is_empty()
        || !object.pattern_properties.is_empty()
        || object.additional_properties.is_some()
    {
        Some(JsonType::Object)
    } else if combined.array().items.is_some() || !combined.array().prefix_items.is_empty() {
        Some(JsonType::Array)
    } else {
        None
    }
}
