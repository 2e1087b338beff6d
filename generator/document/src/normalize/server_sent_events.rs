//! Items of `text/event-stream`, of which OpenAPI 3.2 says how they are described: as objects of the fields that an event has.
//!
//! The name and the id of an event are texts for all events, and whoever reads one has them beside its data. So what an item is here is the
//! schema of its data.

use crate::description::{Composition, Schema, SchemaId};
use crate::diagnostic::FileId;
use crate::source::Node;

use super::cursor::{self, Cursor};
use super::normalizer::Normalizer;
use super::schema;

/// The fields of an event, by the [WHATWG](https://html.spec.whatwg.org/multipage/server-sent-events.html).
const FIELDS: [&str; 4] = ["event", "data", "id", "retry"];

/// The keywords of the schemas that one is composed of, of which one holds or all do.
const ALTERNATIVES: [&str; 2] = ["oneOf", "anyOf"];

/// How deep schemas of events may be composed; a reference is a level, too.
const DEPTH: usize = 16;

/// How many schemas are looked at for one of events: a few lines of references can stand for very many.
const LOOKED_AT: usize = 2_000;

/// What was seen of a schema that may be one of events.
struct Look {
    has_data: bool,
    /// How many schemas may still be looked at.
    left: usize,
}

/// The data of an event.
#[derive(Clone, PartialEq)]
enum Data {
    /// Text as it comes.
    Text,
    /// JSON.
    Json(SchemaId),
}

impl<'d> Normalizer<'_, 'd> {
    /// Reads `itemSchema` of `text/event-stream`: what the data of each event is, where it describes events, and what each is elsewhere.
    pub(super) fn event_schema(&mut self, at: &Cursor<'d, '_>) -> SchemaId {
        if !self.is_event(at.file(), at.node) {
            return self.schema(at);
        }
        let mut alternatives = Vec::new();
        self.data_of_event(at, None, false, &mut alternatives);
        let source = self.source(at);
        let mut ids = Vec::with_capacity(alternatives.len());
        for data in &alternatives {
            ids.push(match data {
                Data::Text => self.string_schema(at),
                Data::Json(id) => *id,
            });
        }
        match ids.as_slice() {
            [alone] => *alone,
            _ => self.schemas.add(Schema {
                source,
                composition: Some(Box::new(Composition {
                    any_of: ids,
                    ..Composition::default()
                })),
                ..Schema::default()
            }),
        }
    }

    /// Returns whether a schema describes the fields of an event, and nothing else.
    fn is_event(&mut self, file: FileId, node: &'d Node) -> bool {
        let mut look = Look {
            has_data: false,
            left: LOOKED_AT,
        };
        self.has_fields_of_event(file, node, &mut look, DEPTH) && look.has_data
    }

    fn has_fields_of_event(&mut self, file: FileId, node: &'d Node, look: &mut Look, depth: usize) -> bool {
        let (Some(left), Some(depth)) = (look.left.checked_sub(1), depth.checked_sub(1)) else {
            return false;
        };
        look.left = left;
        if let Some(reference) = cursor::reference(node) {
            let target = self.peek(file, reference);
            return target
                .is_some_and(|target| self.has_fields_of_event(target.place.file, target.node, look, depth));
        }
        let Some(schema) = node.as_mapping() else {
            return false;
        };
        if schema
            .get("type")
            .and_then(Node::as_str)
            .is_some_and(|name| name != "object")
        {
            return false;
        }
        if let Some(properties) = schema.get("properties").and_then(Node::as_mapping) {
            let mut names = properties.entries().iter().map(|(name, _)| name.as_str());
            if !names.all(|name| FIELDS.contains(&name)) {
                return false;
            }
            look.has_data |= properties.get("data").is_some();
        }
        ["allOf"].iter().chain(&ALTERNATIVES).all(|keyword| {
            let parts = schema
                .get(keyword)
                .and_then(Node::as_sequence)
                .unwrap_or_default();
            parts
                .iter()
                .all(|part| self.has_fields_of_event(file, part, look, depth))
        })
    }

    /// Adds what the data of an event may be. `outer` is what the schema around says of it; `is_shared` says that others may refer to it.
    fn data_of_event(
        &mut self,
        at: &Cursor<'d, '_>,
        outer: Option<Data>,
        is_shared: bool,
        found: &mut Vec<Data>,
    ) {
        if let Some(reference) = at.reference() {
            if let Some(target) = self.peek(at.file(), reference) {
                let target = self.cursor_at(&target);
                self.data_of_event(&target, outer, true, found);
            }
            return;
        }
        let stated = at.field("properties");
        let stated = stated.as_ref().and_then(|properties| properties.field("data"));
        let mut data = stated.and_then(|data| self.data(&data, is_shared)).or(outer);
        let mut has_alternatives = false;
        for part in at.field("allOf").iter().flat_map(Cursor::items) {
            let mut of_part = Vec::new();
            self.data_of_event(&part, data.clone(), is_shared, &mut of_part);
            match of_part.as_slice() {
                [] => {}
                [alone] => data = Some(alone.clone()),
                [..] => {
                    has_alternatives = true;
                    found.extend(of_part);
                }
            }
        }
        for keyword in ALTERNATIVES {
            for part in at.field(keyword).iter().flat_map(Cursor::items) {
                has_alternatives = true;
                self.data_of_event(&part, data.clone(), is_shared, found);
            }
        }
        let data = data.unwrap_or(Data::Text);
        if !has_alternatives && !found.contains(&data) {
            found.push(data);
        }
    }

    /// Reads a schema of `data`, which is text by the grammar of events: what the text is written in, or what it is. `None` if it says nothing.
    fn data(&mut self, at: &Cursor<'d, '_>, is_shared: bool) -> Option<Data> {
        let says_more = [
            "$ref",
            "enum",
            "const",
            "properties",
            "items",
            "additionalProperties",
            "allOf",
            "oneOf",
            "anyOf",
        ];
        let stated = at.node.get("type");
        let is_text = stated.is_none_or(|name| name.as_str() == Some("string"));
        let content = at.field("contentSchema");
        let schema = match (&content, is_text, at.text_at("contentMediaType")) {
            (Some(content), ..) => content,
            (None, true, Some(media_type)) if media_type.ends_with("json") => {
                return Some(Data::Json(self.any_schema(at)));
            }
            (None, true, _) if !at.has_any(&says_more) => return stated.map(|_| Data::Text),
            _ => at,
        };
        // What several streams refer to is one type.
        let id = match is_shared && schema::needs_name(schema.node) {
            true => self.hoist_schema(schema),
            false => self.schema(schema),
        };
        Some(Data::Json(id))
    }
}
