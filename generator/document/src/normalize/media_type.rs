//! Media Type Objects.

use crate::description::keyword::{Keyword, Object, known_names};
use crate::description::{MediaType, SchemaId};
use crate::diagnostic::Code;
use crate::source::{Mapping, Node, Text};

use super::cursor::Cursor;
use super::info::extensions;
use super::normalizer::{LEFT_OUT, Normalizer};
use super::schema;
use super::version::Version;

impl<'d> Normalizer<'_, 'd> {
    /// Reads `content`, or what a `schema` in its place says.
    pub(super) fn content_or_schema(&mut self, at: &Cursor<'d, '_>) -> Vec<MediaType> {
        if let Some(content) = at.field_with_value("content") {
            return self.content(&content);
        }
        let Some(schema) = at.field("schema") else {
            return Vec::new();
        };
        self.warn(
            Code::MissingField,
            at,
            "expected `content`, found `schema`; read as the schema of `application/json`",
            "write `content`, then `application/json` around `schema`",
        );
        let id = self.schema(&schema);
        self.json(id, at)
    }

    /// Reads media types by their names.
    pub(super) fn content(&mut self, at: &Cursor<'d, '_>) -> Vec<MediaType> {
        self.follow_misplaced(at, "`content`", |normalizer, at| {
            if at
                .field("schema")
                .is_some_and(|schema| schema.field("schema").is_none())
            {
                return normalizer.content_without_media_type(at);
            }
            let mut content = Vec::with_capacity(at.mapping().map_or(0, Mapping::len));
            for (name, media_type) in normalizer.entries(at) {
                if name.starts_with("x-") && !name.contains('/') {
                    continue;
                }
                normalizer.named_media_type(&mut content, name, &media_type);
            }
            content
        })
        .unwrap_or_default()
    }

    fn content_without_media_type(&mut self, at: &Cursor<'d, '_>) -> Vec<MediaType> {
        self.warn(
            Code::MediaType,
            at,
            "missing media type between `content` and `schema`; read as `application/json`",
            "write `application/json` between them",
        );
        let media_type = self.media_type(at, "", false).map(|media_type| MediaType {
            name: "application/json".into(),
            ..media_type
        });
        media_type.into_iter().collect()
    }

    fn named_media_type(&mut self, content: &mut Vec<MediaType>, key: &Text, at: &Cursor<'d, '_>) {
        let names = self.media_type_names(at, key);
        let media_type = match at.node {
            Node::Null => Some(MediaType {
                source: self.source(at),
                ..MediaType::default()
            }),
            _ => {
                let is_shared = at.reference().is_some();
                self.follow(at, LEFT_OUT, |normalizer, at| {
                    normalizer.media_type(at, key, is_shared)
                })
                .flatten()
            }
        };
        let Some(mut media_type) = media_type else {
            return;
        };
        // Of parts, OpenAPI 3.1 was the first to say what a style of theirs is.
        if self.version(at.file()) == Version::OpenApi30
            && names.iter().any(|name| name.starts_with("multipart/"))
        {
            for encoding in media_type.encoding.values_mut() {
                encoding.style = None;
                encoding.explode = None;
            }
        }
        let count = names.len();
        for (name, media_type) in names.into_iter().zip(std::iter::repeat_n(media_type, count)) {
            let named = MediaType { name, ..media_type };
            match content.iter_mut().find(|known| known.name == named.name) {
                Some(known) => *known = named,
                None => content.push(named),
            }
        }
    }

    /// Reads a media type. The schema of one that is shared becomes a component, if it is to have a name.
    fn media_type(&mut self, at: &Cursor<'d, '_>, name: &str, is_shared: bool) -> Option<MediaType> {
        if !self.is_mapping(at) {
            return None;
        }
        let schema = match at.field("schema") {
            Some(schema) if is_shared && schema::needs_name(schema.node) => Some(self.hoist_schema(&schema)),
            Some(schema) if !matches!(schema.node, Node::Null) => Some(self.schema(&schema)),
            Some(_) => None,
            None => self.bare_schema(at),
        };
        Some(MediaType {
            name: Text::default(),
            schema,
            item_schema: at.field("itemSchema").map(|schema| match is_of_events(name) {
                true => self.event_schema(&schema),
                false => self.schema(&schema),
            }),
            encoding: self.encodings(at),
            example: self.example_of_body(at),
            examples: self.named_examples(at),
            extensions: extensions(at),
            source: self.source(at),
        })
    }

    /// Reads Example Objects by their names, where both sides are asked for: only a server responds with one of them.
    fn named_examples(&mut self, at: &Cursor<'d, '_>) -> Vec<(Text, serde_json::Value)> {
        let Some(examples) = at.field("examples").filter(|_| self.callbacks.is_some()) else {
            return Vec::new();
        };
        let mut named = Vec::new();
        for (name, example) in examples.entries() {
            if let Some(value) = self.peek_through(&example).and_then(held) {
                named.push((name.clone(), value.to_json()));
            }
        }
        named
    }

    /// Returns `example`, or the first of `examples`, of a media type. They are long, and most clients have nothing of them.
    fn example_of_body(&mut self, at: &Cursor<'d, '_>) -> Option<Box<serde_json::Value>> {
        let wants_examples = self.wants_examples;
        self.stated_example(at)
            .filter(|_| wants_examples)
            .and_then(not_null)
    }

    /// Returns `example`, or the first of `examples`.
    pub(super) fn example(&mut self, at: &Cursor<'d, '_>) -> Option<Box<serde_json::Value>> {
        self.stated_example(at).and_then(not_null)
    }

    fn stated_example(&mut self, at: &Cursor<'d, '_>) -> Option<&'d Node> {
        if let Some(example) = at
            .field("example")
            .filter(|example| !matches!(example.node, Node::Null))
        {
            return Some(example.node);
        }
        let examples = at.field("examples")?;
        match examples.node {
            Node::Mapping(_) => {
                let mut examples = examples.entries();
                examples.find_map(|(_, example)| self.peek_through(&example).and_then(held))
            }
            node => first_example(node),
        }
    }

    /// Reads a schema that stands in place of the media type that should hold it.
    fn bare_schema(&mut self, at: &Cursor<'d, '_>) -> Option<SchemaId> {
        if !at.has_any(&["type", "properties", "items", "allOf", "oneOf", "anyOf"]) {
            let known = known_names(Object::MediaType);
            for (key, value) in at.entries() {
                if !known.contains(&key.as_str()) && !key.starts_with("x-") && Keyword::of(key).is_none() {
                    self.unknown_field(&value, key, Object::MediaType);
                }
            }
            return None;
        }
        self.warn(
            Code::MissingSchema,
            at,
            "expected a media type, found a schema; read as the media type's schema",
            "put it into `schema`",
        );
        Some(self.schema(at))
    }
}

/// Returns what an Example Object holds, or the value itself that stands in place of one; none where that is in another file.
fn held(example: &Node) -> Option<&Node> {
    let Some(mapping) = example.as_mapping() else {
        return Some(example);
    };
    let value = mapping.get("value").or_else(|| mapping.get("dataValue"));
    value.or((!mapping.contains_key("externalValue")).then_some(example))
}

/// Returns the first of `examples`: a list, or Example Objects by their names.
pub(super) fn first_of_examples(examples: &Node) -> Option<Box<serde_json::Value>> {
    first_example(examples).and_then(not_null)
}

fn first_example(examples: &Node) -> Option<&Node> {
    match examples {
        Node::Sequence(items) => items.first(),
        Node::Mapping(mapping) => mapping.iter().find_map(|(_, example)| held(example)),
        other => Some(other),
    }
}

/// Returns a value that is not `null`.
pub(super) fn not_null(node: &Node) -> Option<Box<serde_json::Value>> {
    match node {
        Node::Null => None,
        node => Some(Box::new(node.to_json())),
    }
}

/// Returns whether a media type is that of server-sent events.
fn is_of_events(name: &str) -> bool {
    let essence = name.split(';').next().unwrap_or_default();
    essence.trim().eq_ignore_ascii_case("text/event-stream")
}
