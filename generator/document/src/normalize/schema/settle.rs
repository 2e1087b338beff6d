//! What keywords say together.

use foldhash::{HashSet, HashSetExt};

use super::reading::Reading;
use super::{Read, json_type};
use crate::description::{AdditionalProperties, JsonType, Number, Schema, SchemaId};
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::source::Text;

/// Up to this many names, looking at each is faster than a set of them.
const FEW_NAMES: usize = 16;

impl<'d> Reading<'d> {
    /// Returns the schema that the keywords make.
    pub(super) fn settle(
        mut self: Box<Self>,
        normalizer: &mut Normalizer<'_, 'd>,
        at: &Cursor<'d, '_>,
    ) -> Read {
        self.settle_annotations();
        self.settle_alternatives();
        self.settle_content();
        self.settle_object();
        self.settle_enum(normalizer, at);
        if self.only_null && !self.is_composed() && self.types.is_empty() && self.schema.values.is_empty() {
            self.schema.only_null = true;
            self.schema.nullable = true;
        }
        if let Some(alone) = self.lone_alternative() {
            return Read::Inline(around(alone, self.schema));
        }
        self.infer_type();
        self.settle_whole_numbers();
        self.settle_bounds();
        self.settle_text_of_number(normalizer, at);
        self.check_properties(normalizer, at);
        self.settle_types(normalizer);
        self.settle_composition(normalizer);
        self.drop_empty();
        Read::Inline(Box::new(self.schema))
    }

    /// Reads `contentEncoding` and `contentMediaType` as the formats that said the same before OpenAPI 3.1.
    fn settle_content(&mut self) {
        let Some(string) = &self.schema.string else {
            return;
        };
        if self.schema.format.is_some() {
            return;
        }
        let encoding = string.content_encoding.as_deref().map(str::to_ascii_lowercase);
        let format = match (encoding.as_deref(), &string.content_media_type) {
            (Some("base64" | "base64url"), _) => "byte",
            (Some("binary"), None) => "binary",
            (None | Some("binary" | "8bit"), Some(media_type)) if !is_text(media_type) => "binary",
            _ => return,
        };
        self.schema.format = Some(format.into());
        if self.types.is_empty() && !self.is_composed() {
            self.types.add(JsonType::String);
        }
    }

    /// Folds what says of further properties into `properties` and `additionalProperties`.
    fn settle_object(&mut self) {
        for (name, property) in self.conditional.take().into_iter().flatten() {
            self.object().properties.entry(name).or_insert(property);
        }
        let is_composed = self.is_composed();
        if let Some(unevaluated) = self.unevaluated_properties.take() {
            let object = self.object();
            match unevaluated {
                _ if object.additional_properties.is_some() => {}
                AdditionalProperties::None if is_composed => object.closed_when_composed = true,
                unevaluated => object.additional_properties = Some(unevaluated),
            }
        }
        if let Some(object) = &mut self.schema.object {
            remove_repeated(&mut object.required);
        }
    }

    /// Takes what is left of `oneOf` or `anyOf` when `null` is taken out, if it is one schema and nothing stands beside.
    fn lone_alternative(&mut self) -> Option<Read> {
        let is_alone = self.lost_null
            && self.types.is_empty()
            && self.schema.values.is_empty()
            && self.not.is_none()
            && self.all_of.is_empty()
            && self.one_of.len() + self.any_of.len() == 1
            && !self.has_object_keywords()
            && !self.has_array_keywords();
        if !is_alone {
            return None;
        }
        self.one_of.pop().or_else(|| self.any_of.pop())
    }

    /// Infers the type that the other keywords imply, where `type` is missing.
    fn infer_type(&mut self) {
        if !self.types.is_empty() || self.is_composed() || self.only_null {
            return;
        }
        let implied = [
            (self.has_object_keywords(), JsonType::Object),
            (self.has_array_keywords(), JsonType::Array),
            (self.has_number_keywords(), JsonType::Number),
            (self.has_string_keywords(), JsonType::String),
        ];
        let mut implied = implied
            .iter()
            .filter(|(is_implied, _)| *is_implied)
            .map(|(_, json_type)| *json_type);
        let implied = match (implied.next(), implied.next()) {
            (Some(_), Some(_)) => None,
            (None, _) if !self.schema.values.is_empty() => None,
            (None, _) => self.schema.format.as_deref().and_then(json_type::of_format),
            (alone, None) => alone,
        };
        self.schema.is_type_implied = implied.is_some();
        self.types = implied.into();
    }

    /// Takes numbers as integers that no float holds, by what their format means, or whose values are all whole. What a float holds stays
    /// one: then a server may send more than its document says.
    fn settle_whole_numbers(&mut self) {
        if *self.types != [JsonType::Number] {
            return;
        }
        let mut values = self.schema.values.iter().map(|listed| &listed.value);
        let are_whole = values.all(|value| value.is_i64() || value.is_u64());
        let is_whole = match self.schema.format.as_deref() {
            Some("int64" | "uint64" | "unsigned64") => are_whole && !self.is_fractional(),
            Some(format) if json_type::of_format(format) != Some(JsonType::Integer) => false,
            _ => are_whole && !self.schema.values.is_empty(),
        };
        if is_whole {
            self.types = Some(JsonType::Integer).into();
        }
    }

    /// Returns whether the schema names a number that is not whole.
    fn is_fractional(&self) -> bool {
        let number = self.schema.number();
        let bounds = [number.minimum, number.maximum, number.multiple_of];
        let shown = [&self.schema.example, &self.schema.default].into_iter().flatten();
        let shown = shown.filter_map(|value| value.as_number()).map(Number::from);
        let mut named = bounds.into_iter().flatten().chain(shown);
        named.any(|number| number.as_integer().is_none())
    }

    fn settle_bounds(&mut self) {
        if let Some(number) = &mut self.schema.number {
            number.exclusive_minimum = self.exclusive_minimum.unwrap_or(false) && number.minimum.is_some();
            number.exclusive_maximum = self.exclusive_maximum.unwrap_or(false) && number.maximum.is_some();
        }
    }

    /// Sets the one type. Several types are `anyOf` with a schema for each, unless there is something else that they
    /// stand beside.
    fn settle_types(&mut self, normalizer: &mut Normalizer<'_, 'd>) {
        match *self.types {
            [] => {}
            [json_type] => {
                self.schema.json_type = Some(json_type);
                if !self.is_composed() {
                    keep_keywords_of(&mut self.schema, json_type);
                }
            }
            _ if self.is_composed() || !self.schema.values.is_empty() => {}
            _ => self.split_by_type(normalizer),
        }
    }

    /// Gives each of several types a schema with its keywords, as alternatives.
    fn split_by_type(&mut self, normalizer: &mut Normalizer<'_, 'd>) {
        let mut format = self.schema.format.take();
        let of_format = format.as_deref().and_then(json_type::of_format);
        let is_format_numeric = of_format.is_some_and(json_type::is_numeric)
            && self
                .types
                .iter()
                .any(|json_type| json_type::is_numeric(*json_type));
        for &json_type in std::mem::take(&mut self.types).iter() {
            let takes_format = if is_format_numeric {
                json_type::is_numeric(json_type)
            } else {
                json_type == JsonType::String
            };
            let mut alone = Schema {
                source: self.schema.source,
                json_type: Some(json_type),
                format: if takes_format { format.take() } else { None },
                ..Schema::default()
            };
            match json_type {
                JsonType::String => alone.string = self.schema.string.take(),
                JsonType::Number | JsonType::Integer => alone.number = self.schema.number.take(),
                JsonType::Boolean => {}
                JsonType::Array => alone.array = self.schema.array.take(),
                JsonType::Object => alone.object = self.schema.object.take(),
            }
            drop_empty_keywords(&mut alone);
            let id = normalizer.schemas.add(alone);
            self.any_of.push(Read::Component(id));
        }
        self.schema.string = None;
        self.schema.number = None;
        self.schema.array = None;
        self.schema.object = None;
    }

    /// Gives the composed schemas ids.
    fn settle_composition(&mut self, normalizer: &mut Normalizer<'_, 'd>) {
        if !self.is_composed() {
            return;
        }
        if let Some(not) = self.not
            && self.is_not_alone()
            && is_unconstrained(&normalizer.schemas[not])
        {
            self.schema.never = true;
            self.not = None;
            return;
        }
        let mut ids = |schemas: &mut Vec<Read>| -> Vec<SchemaId> {
            std::mem::take(schemas)
                .into_iter()
                .map(|schema| normalizer.add_schema(schema))
                .collect()
        };
        let one_of = ids(&mut self.one_of);
        let any_of = ids(&mut self.any_of);
        let composition = self.schema.composition.get_or_insert_default();
        composition.all_of = std::mem::take(&mut self.all_of);
        composition.one_of = one_of;
        composition.any_of = any_of;
        composition.not = self.not;
    }

    fn is_not_alone(&self) -> bool {
        self.types.is_empty()
            && self.schema.values.is_empty()
            && self.all_of.is_empty()
            && self.one_of.is_empty()
            && self.any_of.is_empty()
            && self.schema.format.is_none()
            && !self.has_string_keywords()
            && !self.has_number_keywords()
            && !self.has_object_keywords()
            && !self.has_array_keywords()
    }

    fn drop_empty(&mut self) {
        drop_empty_keywords(&mut self.schema);
    }
}

/// Drops the keywords that say nothing of a type.
fn keep_keywords_of(schema: &mut Schema, json_type: JsonType) {
    if json_type != JsonType::String {
        schema.string = None;
    }
    if !json_type::is_numeric(json_type) {
        schema.number = None;
    }
    // The values of an array or object with `enum` are all there is to say.
    if json_type != JsonType::Array || !schema.values.is_empty() {
        schema.array = None;
    }
    if json_type != JsonType::Object || !schema.values.is_empty() {
        schema.object = None;
    }
    if matches!(json_type, JsonType::Boolean | JsonType::Array | JsonType::Object) {
        schema.format = None;
    }
}

/// Drops groups of keywords that have none.
fn drop_empty_keywords(schema: &mut Schema) {
    schema.string.take_if(|string| **string == Default::default());
    schema.number.take_if(|number| **number == Default::default());
    schema.object.take_if(|object| **object == Default::default());
    schema.array.take_if(|array| **array == Default::default());
    schema
        .composition
        .take_if(|composition| **composition == Default::default());
}

/// Returns whether every value fits a schema.
fn is_unconstrained(schema: &Schema) -> bool {
    schema.component.is_none()
        && schema.json_type.is_none()
        && schema.values.is_empty()
        && schema.format.is_none()
        && schema.string.is_none()
        && schema.number.is_none()
        && schema.object.is_none()
        && schema.array.is_none()
        && schema.composition.is_none()
        && !schema.only_null
        && !schema.never
        && !schema.unresolved
}

/// Returns a schema with the annotations of the schema around it, which come first.
fn around(inner: Read, outer: Schema) -> Box<Schema> {
    let mut inner = match inner {
        Read::Component(id) => {
            let mut schema = outer;
            let composition = schema.composition.get_or_insert_default();
            composition.all_of.push(id);
            schema.number = None;
            schema.string = None;
            schema.format = None;
            return Box::new(schema);
        }
        Read::Inline(inner) => inner,
    };
    inner.source = outer.source;
    inner.nullable |= outer.nullable;
    inner.read_only |= outer.read_only;
    inner.write_only |= outer.write_only;
    inner.deprecated |= outer.deprecated;
    inner.unresolved |= outer.unresolved;
    inner.external_docs = outer.external_docs.or(inner.external_docs);
    inner.example = outer.example.or(inner.example);
    inner.title = outer.title.or(inner.title);
    inner.description = outer.description.or(inner.description);
    inner.default = outer.default.or(inner.default);
    inner.xml = outer.xml.or(inner.xml);
    if let Some(discriminator) = outer
        .composition
        .and_then(|composition| composition.discriminator)
    {
        inner.composition.get_or_insert_default().discriminator = Some(discriminator);
    }
    for (name, value) in outer.extensions.iter() {
        inner.extensions.insert(name.into(), value.clone());
    }
    inner
}

/// Removes names that stand there before.
fn remove_repeated(names: &mut Vec<Text>) {
    if names.len() <= FEW_NAMES {
        for index in (1..names.len()).rev() {
            if names[..index].contains(&names[index]) {
                names.remove(index);
            }
        }
        return;
    }
    let mut seen = HashSet::with_capacity(names.len());
    names.retain(|name| seen.insert(name.clone()));
}

/// Returns whether content of a media type is text, and not raw bytes.
fn is_text(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    essence.starts_with("text/")
        || essence.ends_with("json")
        || essence.ends_with("xml")
        || essence.ends_with("yaml")
        || essence == "application/x-www-form-urlencoded"
}
