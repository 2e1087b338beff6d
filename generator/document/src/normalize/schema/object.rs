use foldhash::HashSet;

use super::reading::Reading;
use super::{Read, json_type};
use crate::description::{AdditionalProperties, JsonType, ObjectKeywords};
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::source::{Node, Text};

impl<'d> Reading<'d> {
    /// Warns of `properties` beside the one type of what is no object: they say nothing of it, and are left out.
    pub(super) fn check_properties(&self, normalizer: &mut Normalizer<'_, 'd>, at: &Cursor<'d, '_>) {
        let [json_type] = *self.types else { return };
        let has_properties = self
            .schema
            .object
            .as_ref()
            .is_some_and(|object| !object.properties.is_empty());
        if json_type == JsonType::Object || !has_properties || self.is_composed() {
            return;
        }
        let Some(properties) = at.field("properties") else {
            return;
        };
        let help = match json_type {
            JsonType::Array => {
                "write `type: object`, or move `properties` into `items`, beside `type: object`"
            }
            _ => "write `type: object`, or remove `properties`",
        };
        normalizer.warn(
            Code::PropertiesWithoutObject,
            &properties,
            format!(
                "expected `type: object` beside `properties`, found `type: {}`; ignored",
                json_type::name(json_type)
            ),
            help,
        );
    }
}

impl Reading<'_> {
    /// Returns the keywords for objects.
    pub(super) fn object(&mut self) -> &mut ObjectKeywords {
        self.schema.object.get_or_insert_default()
    }
}

impl<'d> Normalizer<'_, 'd> {
    /// Reads `properties`.
    pub(super) fn read_properties(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>) {
        if at.reference().is_some() {
            self.follow_misplaced(at, "`properties`", |normalizer, at| {
                normalizer.read_named_properties(reading, at);
            });
        } else {
            self.read_named_properties(reading, at);
        }
    }

    fn read_named_properties(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>) {
        if let Some(mapping) = at.mapping() {
            reading.object().properties.reserve_exact(mapping.len());
        }
        for (name, property) in self.entries(at) {
            self.read_required_of_property(reading, name, &property);
            let schema = match property.node {
                Node::Null => {
                    self.is_mapping(&property);
                    let any = self.any(&property);
                    self.add_schema(any)
                }
                _ => self.schema(&property),
            };
            reading.object().properties.insert(name.clone(), schema);
        }
    }

    /// Reads `required: true` on a property: what JSON Schema had before draft 4, and people still write.
    fn read_required_of_property(
        &mut self,
        reading: &mut Reading<'d>,
        name: &Text,
        property: &Cursor<'d, '_>,
    ) {
        let Some(field) = property.field("required") else {
            return;
        };
        let is_required = match field.node {
            Node::Boolean(required) => *required,
            Node::String(text) if *text == *"true" || *text == *"false" => *text == *"true",
            _ => return,
        };
        self.warn(
            Code::RequiredOnProperty,
            &field,
            "`required` on a property has no effect; read as if the object listed the property",
            format!("list \"{name}\" in `required` of the object"),
        );
        if is_required {
            reading.object().required.push(name.clone());
        }
    }

    /// Reads `required` of the schema at `object`.
    pub(super) fn read_required(
        &mut self,
        reading: &mut Reading<'d>,
        object: &Cursor<'d, '_>,
        at: &Cursor<'d, '_>,
    ) {
        let is_flag = match at.node {
            Node::Boolean(_) => true,
            Node::String(text) => *text == *"true" || *text == *"false",
            _ => false,
        };
        match at.node {
            // It belongs to the object around, which reads it.
            _ if is_flag && object.key_around() == Some("properties") => {}
            _ if is_flag => self.expected(at, "a list of the names of properties", "ignored"),
            Node::Mapping(_) => self.expected(at, "a list", "ignored"),
            _ => {
                for name in self.list(at) {
                    if let Some(name) = self.text(&name) {
                        reading.object().required.push(name);
                    }
                }
            }
        }
    }

    /// Warns of required properties that are not described, where another has a name near to theirs.
    pub(super) fn check_required(&mut self, reading: &Reading<'d>, at: &Cursor<'d, '_>) {
        let Some(object) = &reading.schema.object else {
            return;
        };
        // What is described elsewhere is not known here.
        let is_part = matches!(at.key_around(), Some("allOf" | "anyOf" | "oneOf" | "not"));
        if is_part || object.properties.is_empty() || reading.is_composed() {
            return;
        }
        let mut missing = object
            .required
            .iter()
            .filter(|name| !object.properties.contains_key(*name))
            .peekable();
        if missing.peek().is_none() {
            return;
        }
        let required: HashSet<&Text> = object.required.iter().collect();
        let others = object.properties.keys().filter(|known| !required.contains(known));
        let others: Vec<&str> = others.map(Text::as_str).collect();
        for name in missing {
            let near = self
                .diagnostics
                .suggestions()
                .nearest(name, others.iter().copied());
            if let (Some(near), Some(required)) = (near, at.field("required")) {
                self.warn(
                    Code::UndeclaredProperty,
                    &required,
                    format!("`required` lists `{name}`, which `properties` does not describe; read as a property of any value"),
                    format!("did you mean `{near}`?"),
                );
            }
        }
    }

    /// Reads `additionalProperties` or `unevaluatedProperties`.
    pub(super) fn additional_properties(&mut self, at: &Cursor<'d, '_>) -> Option<AdditionalProperties> {
        let is_allowed = |allowed: bool| match allowed {
            true => AdditionalProperties::Any,
            false => AdditionalProperties::None,
        };
        match at.node {
            Node::Null => None,
            Node::Boolean(allowed) => Some(is_allowed(*allowed)),
            Node::Mapping(mapping) if mapping.is_empty() => Some(AdditionalProperties::Any),
            Node::String(text) if *text == *"true" || *text == *"false" => self.flag(at).map(is_allowed),
            _ => Some(AdditionalProperties::Schema(self.schema(at))),
        }
    }

    /// Reads `patternProperties`.
    pub(super) fn read_pattern_properties(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>) {
        for (pattern, schema) in self.entries(at) {
            let schema = self.schema(&schema);
            reading
                .object()
                .pattern_properties
                .insert(pattern.clone(), schema);
        }
    }

    /// Reads `dependentSchemas`. In `dependencies`, which both keywords were before, a list is one of required
    /// properties.
    pub(super) fn read_dependencies(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>) {
        for (_, dependent) in self.entries(at) {
            if !matches!(dependent.node, Node::Sequence(_)) {
                self.read_conditional(reading, &dependent);
            }
        }
    }

    /// Reads a schema that holds in some cases: its properties may be there.
    pub(super) fn read_conditional(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>) {
        if let Read::Inline(schema) = self.read_schema(at)
            && let Some(object) = schema.object
        {
            for (name, property) in object.properties {
                let conditional = reading.conditional.get_or_insert_default();
                conditional.entry(name).or_insert(property);
            }
        }
    }
}
