use super::json_type;
use super::reading::Reading;
use crate::description::{JsonType, Kind, Schema, SchemaId};
use crate::diagnostic::Code;
use crate::normalize::cursor::Cursor;
use crate::normalize::normalizer::Normalizer;
use crate::normalize::repair::type_name::{Meaning, meaning};
use crate::source::{Node, Text};

impl<'d> Normalizer<'_, 'd> {
    /// Reads `type`: a name, or a list of names since OpenAPI 3.1.
    pub(super) fn read_type(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>) {
        match at.node {
            Node::Sequence(_) => {
                for name in at.items() {
                    self.read_type_name(reading, &name, true);
                }
            }
            _ => self.read_type_name(reading, at, false),
        }
        // Every integer is a number.
        if reading.types.contains(&JsonType::Number) {
            reading.types.remove(JsonType::Integer);
        }
        if reading.types.is_empty() && reading.schema.nullable && !reading.lost_null && is_null_type(at.node)
        {
            reading.only_null = true;
        }
    }

    fn read_type_name(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>, is_in_list: bool) {
        match at.node {
            Node::String(text) => match json_type::of_name(text) {
                Some(json_type) => reading.add_type(json_type),
                None if *text == *"null" => reading.schema.nullable = true,
                None => self.read_unknown_type(reading, at, text),
            },
            Node::Null => {
                self.warn(
                    Code::WrongType,
                    at,
                    "expected the name of a type, found null; read as the type `null`",
                    "write \"null\" in quotes",
                );
                reading.schema.nullable |= is_in_list;
            }
            Node::Mapping(_) if is_in_list => {
                self.expected(at, "the name of a type", "read as one of `anyOf`");
                let schema = self.read_schema(at);
                reading.any_of.push(schema);
            }
            _ => self.expected(at, "the name of a type", "ignored"),
        }
    }

    /// Reads a `type` that the specification doesn't know.
    fn read_unknown_type(&mut self, reading: &mut Reading<'d>, at: &Cursor<'d, '_>, text: &Text) {
        let folded = text.trim().to_ascii_lowercase();
        if folded.contains(['|', ',']) {
            self.unknown_type(at, text, "read as a list of types");
            for word in folded.split(['|', ',']) {
                if let Some(meaning) = meaning(word.trim()) {
                    reading.take_meaning(meaning);
                }
            }
            return;
        }
        if folded == "file" {
            // Swagger 2.0 has it.
            reading.take_meaning(Meaning::Type(JsonType::String, Some("binary")));
            return;
        }
        if let Some(item) = folded.strip_suffix("[]") {
            self.unknown_type(at, text, "read as an array");
            reading.add_type(JsonType::Array);
            if let Some(Meaning::Type(json_type, format)) = meaning(item) {
                let item = Schema {
                    source: self.source(at),
                    json_type: Some(json_type),
                    format: format.map(Text::from),
                    ..Schema::default()
                };
                reading.array().items = Some(self.schemas.add(item));
            }
            return;
        }
        if let Some(meaning) = meaning(&folded) {
            let read = match &meaning {
                Meaning::Type(json_type, None) => {
                    format!("read as `{}`", json_type::name(*json_type))
                }
                Meaning::Type(json_type, Some(format)) => format!(
                    "read as `{}` of the format `{format}`",
                    json_type::name(*json_type)
                ),
                Meaning::Null => "read as `null`".to_owned(),
                Meaning::Anything => "read as any value".to_owned(),
            };
            self.unknown_type(at, text, &read);
            reading.take_meaning(meaning);
            return;
        }
        let name = text.rsplit('/').next().unwrap_or(text);
        if let Some(index) = self.references.component_named(Kind::Schema, name) {
            self.unknown_type(at, text, "read as a reference to the schema of that name");
            reading.all_of.push(SchemaId::new(index));
            return;
        }
        self.unknown_type(at, text, "ignored");
    }

    fn unknown_type(&mut self, at: &Cursor<'d, '_>, text: &str, read: &str) {
        self.warn(
            Code::UnknownType,
            at,
            format!("unknown type `{text}`; {read}"),
            "write one of `string`, `number`, `integer`, `boolean`, `array`, `object`",
        );
    }
}

impl Reading<'_> {
    fn take_meaning(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Null => self.schema.nullable = true,
            Meaning::Anything => {}
            Meaning::Type(json_type, format) => {
                self.add_type(json_type);
                if self.schema.format.is_none() {
                    self.schema.format = format.map(Text::from);
                }
            }
        }
    }

    fn add_type(&mut self, json_type: JsonType) {
        self.types.add(json_type);
    }
}

/// Returns whether a `type` names `null` and nothing else.
pub(super) fn is_null_type(node: &Node) -> bool {
    match node {
        Node::String(text) => *text == *"null",
        Node::Sequence(items) => !items.is_empty() && items.iter().all(is_null_type),
        Node::Null => true,
        _ => false,
    }
}
