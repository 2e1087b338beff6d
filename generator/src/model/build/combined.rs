//! What schemas say that all hold together: one, with what it refers to, and the parts of its `allOf`.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::LazyLock;

use super::Builder;
use super::schemas::AllSchemas;
use crate::description::{
    AdditionalProperties, ArrayKeywords, Discriminator, EnumValue, JsonType, ObjectKeywords, Schema, SchemaId,
};
use crate::source::Text;

/// How deep `allOf` and references within it may nest.
const DEEPEST: usize = 64;

/// A list of alternatives: `oneOf` or `anyOf`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice<'a> {
    pub(super) alternatives: &'a [SchemaId],
    pub(super) discriminator: Option<&'a Discriminator>,
}

/// What schemas say together: from this a type is chosen.
///
/// Most schemas have no `allOf` and so are this as they stand.
#[derive(Clone, Debug)]
pub(super) struct Combined<'a> {
    /// The keywords of all of them, `allOf` and what `choices` has left out. It is described as the first one is.
    pub(super) keywords: Cow<'a, Schema>,
    /// The one type of values, stated or implied by all keywords.
    pub(super) json_type: Option<JsonType>,
    /// `null` fits.
    pub(super) nullable: bool,
    /// They demand different types.
    pub(super) is_contradictory: bool,
    /// The lists of alternatives, all of which apply.
    pub(super) choices: Vec<Choice<'a>>,
    /// The first discriminator.
    pub(super) discriminator: Option<&'a Discriminator>,
    /// The components that are among the schemas, in order.
    pub(super) components: Vec<SchemaId>,
}

impl Combined<'_> {
    /// Returns the keywords for objects.
    pub(super) fn object(&self) -> &ObjectKeywords {
        static NONE: LazyLock<ObjectKeywords> = LazyLock::new(ObjectKeywords::default);
        self.keywords.object.as_deref().unwrap_or(&NONE)
    }

    /// Returns the keywords for arrays.
    pub(super) fn array(&self) -> &ArrayKeywords {
        static NONE: LazyLock<ArrayKeywords> = LazyLock::new(ArrayKeywords::default);
        self.keywords.array.as_deref().unwrap_or(&NONE)
    }

    /// Returns the schema of a property.
    pub(super) fn property(&self, name: &str) -> Option<SchemaId> {
        self.object().properties.get(name).copied()
    }

    /// Returns whether there are named properties.
    pub(super) fn has_properties(&self) -> bool {
        !self.object().properties.is_empty()
    }

    /// Returns whether a property must be there.
    pub(super) fn requires(&self, name: &str) -> bool {
        self.object().required.iter().any(|required| *required == *name)
    }

    /// Returns the format.
    pub(super) fn format(&self) -> Option<&str> {
        self.keywords.format.as_deref()
    }

    /// Returns the same without `oneOf` and `anyOf`.
    pub(super) fn without_choices(&self) -> Self {
        Self {
            choices: Vec::new(),
            ..self.clone()
        }
    }

    /// Returns whether it says nothing about the type of a value.
    pub(super) fn is_unconstrained(&self) -> bool {
        self.json_type.is_none()
            && self.keywords.values.is_empty()
            && self.choices.is_empty()
            && !self.has_properties()
            && !self.keywords.only_null
    }
}

impl<'a> Builder<'a> {
    /// Returns what a schema says, with all that it refers to.
    pub(super) fn combined(&self, id: SchemaId) -> Rc<Combined<'a>> {
        if let Some(Some(known)) = self.combined.borrow().get(id.index()) {
            return Rc::clone(known);
        }
        let combined = Rc::new(self.combine(id));
        let mut all = self.combined.borrow_mut();
        if all.len() <= id.index() {
            all.resize(self.schemas.len(), None);
        }
        all[id.index()] = Some(Rc::clone(&combined));
        combined
    }

    fn combine(&self, id: SchemaId) -> Combined<'a> {
        let schema = self.schemas.get(id);
        if schema.all_of().is_empty() {
            self.work.spend(size(schema));
            let mut alone = Combined::of(Cow::Borrowed(schema));
            alone.choices = choices(schema).collect();
            alone.discriminator = schema.discriminator();
            alone.components.extend(schema.component.as_ref().map(|_| id));
            alone.json_type = schema.json_type.or(implied_type(&alone));
            return alone;
        }
        let mut combination = Combination {
            builder: self,
            result: Combined::of(Cow::Owned(Schema::default())),
            is_described: false,
            seen: HashSet::new(),
            required: HashSet::new(),
            outer_nullable: false,
            inner_nullable: None,
        };
        match self.schemas.parts(id) {
            Some(parts) => parts
                .iter()
                .for_each(|part| combination.add(*part, Depth::default())),
            None => combination.add(id, Depth::default()),
        }
        combination.finish()
    }

    /// Returns whether `null` fits: by the schema itself, or by one of its alternatives.
    pub(super) fn allows_null(&self, combined: &Combined<'a>) -> bool {
        self.alternative_allows_null(combined, &mut HashSet::new(), 0)
    }

    fn alternative_allows_null(
        &self,
        combined: &Combined<'a>,
        seen: &mut HashSet<SchemaId>,
        depth: usize,
    ) -> bool {
        if combined.nullable {
            return true;
        }
        let [choice] = combined.choices.as_slice() else {
            return false;
        };
        let stands_beside = combined.has_properties() || !combined.keywords.values.is_empty();
        depth < DEEPEST
            && !stands_beside
            && choice.alternatives.iter().any(|&alternative| {
                let is_first = !self.schemas.is_component(alternative) || seen.insert(alternative);
                is_first && self.alternative_allows_null(&self.combined(alternative), seen, depth + 1)
            })
    }

    /// Returns what a schema says by itself, without what it refers to: enough for docs and limits. `None` for a
    /// reference alone.
    pub(super) fn described(&self, id: SchemaId) -> Option<&'a Schema> {
        let parts = self.schemas.parts(id).unwrap_or(std::slice::from_ref(&id));
        let inline = parts.iter().find(|part| !self.schemas.is_component(**part));
        inline.map(|part| self.schemas.get(*part))
    }
}

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

    fn of(keywords: Cow<'a, Schema>) -> Self {
        Self {
            json_type: keywords.json_type,
            nullable: keywords.nullable,
            keywords,
            is_contradictory: false,
            choices: Vec::new(),
            discriminator: None,
            components: Vec::new(),
        }
    }
}

/// Schemas that are being combined.
struct Combination<'b, 'a> {
    builder: &'b Builder<'a>,
    result: Combined<'a>,
    /// Whether it is described by a schema already.
    is_described: bool,
    /// The components that were met.
    seen: HashSet<SchemaId>,
    /// The names that are required.
    required: HashSet<Text>,
    outer_nullable: bool,
    inner_nullable: Option<bool>,
}

impl<'a> Combination<'_, 'a> {
    fn schemas(&self) -> &AllSchemas<'a> {
        &self.builder.schemas
    }

    fn add(&mut self, id: SchemaId, depth: Depth) {
        if depth.total > DEEPEST {
            return;
        }
        let schema = self.schemas().get(id);
        let depth = match schema.component {
            Some(_) if !self.seen.insert(id) => return,
            Some(_) => depth.through_reference(),
            None => depth,
        };
        if !self.builder.work.spend(size(schema)) {
            return;
        }
        if schema.alias {
            self.result.components.push(id);
            schema.all_of().iter().for_each(|other| self.add(*other, depth));
            return;
        }
        self.result
            .components
            .extend(schema.component.as_ref().map(|_| id));
        self.add_keywords(schema);
        self.add_nullable(schema, depth);
        for part in schema.all_of() {
            self.add(*part, depth.through_all_of());
        }
    }

    /// Notes that `null` is allowed where an outermost schema says so, or where every schema that says anything does.
    fn add_nullable(&mut self, schema: &Schema, depth: Depth) {
        self.outer_nullable |= depth.all_of == 0 && schema.nullable;
        if constrains(schema) {
            self.inner_nullable = Some(self.inner_nullable.unwrap_or(true) && schema.nullable);
        }
    }

    fn add_keywords(&mut self, schema: &'a Schema) {
        let builder = self.builder;
        let required = &mut self.required;
        let is_first = !std::mem::replace(&mut self.is_described, true);
        let result = &mut self.result;
        if let Some(json_type) = schema.json_type {
            result.add_type(json_type);
        }
        result.choices.extend(choices(schema));
        result.discriminator = result.discriminator.or(schema.discriminator());
        let keywords = result.keywords.to_mut();
        if is_first {
            describe(keywords, schema);
        }
        keywords.unresolved |= schema.unresolved;
        keywords.only_null |= schema.only_null;
        keywords.never |= schema.never;
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
            known.prefix_items.extend(&array.prefix_items);
            known.min_items = known.min_items.or(array.min_items);
            known.max_items = known.max_items.or(array.max_items);
            known.unique_items |= array.unique_items;
        }
    }

    fn finish(self) -> Combined<'a> {
        let mut result = self.result;
        result.nullable = self.outer_nullable || self.inner_nullable == Some(true);
        result.json_type = result.json_type.or(implied_type(&result));
        result
    }
}

/// How far a schema is from the one that was asked for.
#[derive(Clone, Copy, Debug, Default)]
struct Depth {
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
fn choices(schema: &Schema) -> impl Iterator<Item = Choice<'_>> {
    let discriminator = schema.discriminator();
    [schema.one_of(), schema.any_of()]
        .into_iter()
        .filter(|alternatives| !alternatives.is_empty())
        .map(move |alternatives| Choice {
            alternatives,
            discriminator,
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
fn implied_type(combined: &Combined<'_>) -> Option<JsonType> {
    if !combined.choices.is_empty() || !combined.keywords.values.is_empty() {
        return None;
    }
    let object = combined.object();
    if !object.properties.is_empty()
        || !object.pattern_properties.is_empty()
        || object.additional_properties.is_some()
    {
        Some(JsonType::Object)
    } else if combined.array().items.is_some() {
        Some(JsonType::Array)
    } else {
        None
    }
}

/// Returns what `schema` lists itself: steps that combining it takes.
fn size(schema: &Schema) -> usize {
    let object = schema.object.as_deref();
    let object = object.map_or(0, |object| object.properties.len() + object.required.len());
    let composition = schema.composition.as_deref();
    let composition = composition.map_or(0, |composition| {
        composition.all_of.len() + composition.one_of.len() + composition.any_of.len()
    });
    1 + object + composition + schema.values.len()
}
