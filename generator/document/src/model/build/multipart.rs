//! Bodies of `multipart/…`: the parts that their schemas name.

use crate::order::{IndexMap, IndexSet};

use super::combined::Combined;
use super::media_type::{MediaKind, essence};
use super::origin::Trail;
use super::request_bodies::style_of;
use super::{Builder, docs};
use crate::description::{AdditionalProperties, Encoding, JsonType, MediaType, SchemaId, Style};
use crate::diagnostic::{Code, nearest};
use crate::model::{BodyKind, ParameterEncoding, Part, PartKind, Step, Type};
use crate::source::Text;

/// How deep alternatives within alternatives are looked for parts.
const DEEPEST: usize = 8;

/// The properties of a schema and of all its alternatives.
#[derive(Default)]
pub(super) struct Parts {
    /// For each name: what the schema says of it, and each alternative that says something else.
    described: IndexMap<Text, Vec<SchemaId>>,
    /// Those that are required whatever the alternative.
    required: IndexSet<Text>,
    /// Whether the schema says what further ones are.
    pub(super) takes_more: bool,
}

/// Returns whether a value of this type is written otherwise than as one part, or one for each item.
fn has_effect(style: &ParameterEncoding, json_type: Option<JsonType>) -> bool {
    let ParameterEncoding::Style { style, explode, .. } = style else {
        return false;
    };
    match json_type {
        Some(JsonType::Array) => !explode || *style == Style::DeepObject,
        Some(JsonType::Object) => true,
        _ => false,
    }
}

impl<'a> Builder<'a> {
    /// Returns the body of a schema.
    pub(super) fn multipart(&mut self, schema: SchemaId, content: &MediaType, trail: &Trail<'_>) -> BodyKind {
        let all = self.parts(&self.combined(schema), 0);
        if all.described.is_empty() {
            return BodyKind::OpenMultipart;
        }
        self.warn_of_undeclared(content, &all);
        // The parts of other media types have no names that styles could write.
        let has_styles = matches!(&*essence(&content.name), "multipart/form-data" | "multipart/*");
        let form = trail.step(Step::Form);
        let mut parts = Vec::new();
        for (name, alternatives) in all.described {
            let property = match *alternatives {
                [only] => only,
                _ => {
                    let source = self.schemas.get(alternatives[0]).source;
                    self.schemas.any_of(alternatives, source)
                }
            };
            let described = self.combined(property);
            let items = described
                .array()
                .items
                .filter(|_| described.json_type == Some(JsonType::Array));
            let encoding = content.encoding.get(&name);
            let content_type = encoding.and_then(|encoding| encoding.content_type.as_deref());
            let (kind, repeated) = match self.files(&described) {
                Some(several) => (PartKind::File, several),
                None => {
                    let item = items.unwrap_or(property);
                    let kind = self.part_kind(item, content_type, &form.property(&name));
                    (kind, items.is_some())
                }
            };
            let stated = encoding.filter(|_| has_styles && kind != PartKind::File);
            if let (Some(stated), None) = (
                stated.filter(|stated| stated.style.is_some()),
                described.json_type,
            ) {
                self.warn_of_style(stated, &name);
            }
            let style = stated
                .and_then(style_of)
                .filter(|style| has_effect(style, described.json_type));
            // A style writes texts, which have no media type.
            let content_type = content_type.filter(|_| style.is_none());
            let content_type = match (&kind, encoding, content_type) {
                (PartKind::Json(_), Some(encoding), Some(xml)) if MediaKind::of(xml) == MediaKind::Xml => {
                    self.warn_of_xml(encoding, &name, xml);
                    Some("application/json")
                }
                _ => content_type,
            };
            parts.push(Part {
                wire: name.to_string(),
                required: all.required.contains(&name),
                repeated,
                kind,
                style,
                content_type: content_type.map(str::to_owned),
                docs: docs::of_property(&described.keywords),
            });
        }
        BodyKind::Multipart(parts)
    }

    /// Reports a part that would have to be written as XML, which only whole bodies are.
    fn warn_of_xml(&mut self, encoding: &Encoding, name: &str, media_type: &str) {
        self.warn_of_body(
            Code::MediaType,
            encoding.source,
            format!("the part `{name}` is sent as `application/json`, not as `{media_type}`"),
            format!(
                "write `contentType: application/json`, or make `{name}` a string of `format: binary`, which takes a text of XML"
            ),
        );
    }

    /// Reports a style that has no effect: how a value is written is decided by its type, and there is more than one.
    fn warn_of_style(&mut self, encoding: &Encoding, name: &str) {
        self.warn_of_body(
            Code::UnknownStyle,
            encoding.source,
            format!("the style of the part `{name}` is left out: its schema has no single type"),
            format!("give the schema of `{name}` the type `array` or `object`"),
        );
    }

    /// Reports the entries of `encoding` for properties that the schema does not have.
    pub(super) fn warn_of_undeclared(&mut self, content: &MediaType, all: &Parts) {
        if all.described.is_empty() {
            return;
        }
        let entries = content.encoding.iter();
        for (name, encoding) in entries.filter(|(name, _)| !all.described.contains_key(*name)) {
            let known = all.described.keys().map(|name| &**name);
            let help = match nearest(name, known) {
                Some(near) => format!("write `{near}`, which the schema has"),
                None => format!("declare `{name}` in `properties` of the schema, or remove the entry"),
            };
            self.warn_of_body(
                Code::UndeclaredProperty,
                encoding.source,
                format!("expected a property of the schema, found `{name}`; its encoding is left out"),
                help,
            );
        }
    }

    /// Returns the parts that a schema names, itself or in its alternatives: a form has them all, and the caller gives
    /// those of one alternative.
    pub(super) fn parts(&self, combined: &Combined<'a>, depth: usize) -> Parts {
        let object = combined.object();
        let properties = object.properties.iter();
        let mut all = Parts {
            described: properties
                .map(|(name, schema)| (name.clone(), vec![*schema]))
                .collect(),
            required: object.required.iter().cloned().collect(),
            takes_more: !matches!(
                object.additional_properties,
                None | Some(AdditionalProperties::None)
            ),
        };
        if depth == DEEPEST {
            return all;
        }
        for choice in &combined.choices {
            let mut required: Option<IndexSet<Text>> = None;
            for &alternative in choice.alternatives {
                if !self.work.spend(1) {
                    return all;
                }
                let inner = self.parts(&self.combined(alternative), depth + 1);
                all.takes_more |= inner.takes_more;
                for (name, schemas) in inner.described {
                    let known = all.described.entry(name).or_default();
                    for schema in schemas {
                        if !known
                            .iter()
                            .any(|&other| self.schemas.are_same(other, schema, true))
                        {
                            known.push(schema);
                        }
                    }
                }
                required = Some(match required {
                    Some(present) => present.intersection(&inner.required).cloned().collect(),
                    None => inner.required,
                });
            }
            all.required.extend(required.into_iter().flatten());
        }
        all
    }

    /// Returns whether a part that has alternatives is a file by one of them, and then whether it may be several.
    fn files(&self, described: &Combined<'a>) -> Option<bool> {
        let [choice] = described.choices.as_slice() else {
            return None;
        };
        let is_file = |combined: &Combined<'a>| combined.format() == Some("binary");
        let mut found = None;
        for &alternative in choice.alternatives {
            let combined = self.combined(alternative);
            if is_file(&combined) {
                found.get_or_insert(false);
            } else if combined
                .array()
                .items
                .is_some_and(|items| is_file(&self.combined(items)))
            {
                found = Some(true);
            }
        }
        found
    }

    fn part_kind(&mut self, item: SchemaId, content_type: Option<&str>, trail: &Trail<'_>) -> PartKind {
        let combined = self.combined(item);
        let is_json = |content_type: &str| MediaKind::of(content_type) == MediaKind::Json;
        let is_textual = content_type
            .is_none_or(|content_type| content_type.starts_with("text/") || is_json(content_type));
        let is_binary = combined.format() == Some("binary")
            || (combined.json_type == Some(JsonType::String) && !is_textual);
        if is_binary || (combined.is_unconstrained() && !combined.keywords.nullable && !is_textual) {
            return PartKind::File;
        }
        let ty = match self.type_of(item, trail) {
            Type::Nullable(inner) => *inner,
            ty => ty,
        };
        // A value of several types is text where it is a scalar, and JSON where it is not.
        let is_composite = matches!(combined.json_type, Some(JsonType::Object | JsonType::Array));
        if !is_composite && !content_type.is_some_and(is_json) {
            PartKind::Text(ty)
        } else {
            PartKind::Json(ty)
        }
    }
}
