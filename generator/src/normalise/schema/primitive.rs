use openapiv3::ReferenceOr;

use crate::diagnostic::Code;
use crate::source::Node;

use super::draft::Draft;
use crate::normalise::at::At;
use crate::normalise::lift::Lift;
use crate::normalise::reference::{Kind, component_pointer};

/// The types of JSON Schema, `null` apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::normalise) enum Primitive {
    String,
    Number,
    Integer,
    Boolean,
    Array,
    Object,
}

impl Primitive {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::Boolean => "boolean",
            Self::Array => "array",
            Self::Object => "object",
        }
    }

    fn read(text: &str) -> Option<Self> {
        [
            Self::String,
            Self::Number,
            Self::Integer,
            Self::Boolean,
            Self::Array,
            Self::Object,
        ]
        .into_iter()
        .find(|primitive| primitive.as_str() == text)
    }
}

/// What a word in `type` means.
enum Meaning {
    Primitive(Primitive, Option<&'static str>),
    Null,
    Anything,
}

impl<'d> Lift<'_, 'd> {
    /// `type`: a name, or a list of names since OpenAPI 3.1.
    pub(super) fn gather_type(&mut self, draft: &mut Draft, at: &At<'d, '_>) {
        match at.node {
            Node::Sequence(_) => {
                for name in at.items() {
                    self.gather_type_name(draft, &name, true);
                }
            }
            _ => self.gather_type_name(draft, at, false),
        }
        // Every integer is a number.
        if draft.types.contains(&Primitive::Number) {
            draft.types.retain(|primitive| *primitive != Primitive::Integer);
        }
        if draft.types.is_empty() && draft.data.nullable && !draft.lost_null && says_only_null(at.node) {
            draft.only_null = true;
        }
    }

    fn gather_type_name(&mut self, draft: &mut Draft, at: &At<'d, '_>, in_list: bool) {
        match at.node {
            Node::String(text) => match Primitive::read(text) {
                Some(primitive) => add(draft, primitive),
                None if text == "null" => draft.data.nullable = true,
                None => self.gather_odd_type(draft, at, text),
            },
            Node::Null => {
                self.warn(
                    Code::WrongType,
                    at,
                    "the type `null` is written as the value null",
                    "write \"null\" in quotes",
                );
                draft.data.nullable |= in_list;
            }
            Node::Mapping(_) if in_list => {
                self.expected(at, "the name of a type", "it is read as one of `anyOf`");
                let schema = self.schema(at);
                draft.any_of.push(schema);
            }
            _ => self.expected(at, "the name of a type", "it is left out"),
        }
    }

    /// A `type` that the specification doesn't know.
    fn gather_odd_type(&mut self, draft: &mut Draft, at: &At<'d, '_>, text: &str) {
        let folded = text.trim().to_ascii_lowercase();
        if folded.contains(['|', ',']) {
            self.odd_type(at, text, "it is read as a list of types");
            for word in folded.split(['|', ',']) {
                if let Some(meaning) = meaning(word.trim()) {
                    draft.mean(meaning);
                }
            }
            return;
        }
        if folded == "file" {
            // Swagger 2.0 has it.
            draft.mean(Meaning::Primitive(Primitive::String, Some("binary")));
            return;
        }
        if let Some(item) = folded.strip_suffix("[]") {
            self.odd_type(at, text, "it is read as an array");
            add(draft, Primitive::Array);
            if let Some(Meaning::Primitive(primitive, format)) = meaning(item) {
                let mut item = Box::<Draft>::default();
                item.mean(Meaning::Primitive(primitive, format));
                draft.items = Some(item.settle(self, at));
            }
            return;
        }
        if let Some(meaning) = meaning(&folded) {
            let read = match &meaning {
                Meaning::Primitive(primitive, None) => format!("it is read as `{}`", primitive.as_str()),
                Meaning::Primitive(primitive, Some(format)) => {
                    format!("it is read as `{}` of the format `{format}`", primitive.as_str())
                }
                Meaning::Null => "it is read as `null`".to_owned(),
                Meaning::Anything => "any value is taken".to_owned(),
            };
            self.odd_type(at, text, &read);
            draft.mean(meaning);
            return;
        }
        let name = text.rsplit('/').next().unwrap_or(text);
        if self.references.has_component(Kind::Schema, name) {
            self.odd_type(at, text, "it is read as a reference to the schema of that name");
            draft.all_of.push(ReferenceOr::Reference {
                reference: component_pointer(Kind::Schema, name),
            });
            return;
        }
        self.odd_type(at, text, "it is left out");
    }

    fn odd_type(&mut self, at: &At<'d, '_>, text: &str, read: &str) {
        self.warn(
            Code::UnknownType,
            at,
            format!("no type `{text}` is known; {read}"),
            "write one of `string`, `number`, `integer`, `boolean`, `array`, `object`",
        );
    }
}

impl Draft {
    fn mean(&mut self, meaning: Meaning) {
        match meaning {
            Meaning::Null => self.data.nullable = true,
            Meaning::Anything => {}
            Meaning::Primitive(primitive, format) => {
                add(self, primitive);
                if self.format.is_none() {
                    self.format = format.map(str::to_owned);
                }
            }
        }
    }
}

fn add(draft: &mut Draft, primitive: Primitive) {
    if !draft.types.contains(&primitive) {
        draft.types.push(primitive);
    }
}

/// Whether a `type` names `null` and nothing else.
pub(super) fn says_only_null(node: &Node) -> bool {
    match node {
        Node::String(text) => text == "null",
        Node::Sequence(items) => !items.is_empty() && items.iter().all(says_only_null),
        Node::Null => true,
        _ => false,
    }
}

/// What a word that is no type is likely to mean, in lower case.
fn meaning(word: &str) -> Option<Meaning> {
    let (primitive, format) = match word {
        "string" | "str" | "text" | "varchar" | "char" | "character" | "enum" => (Primitive::String, None),
        "uuid" | "guid" => (Primitive::String, Some("uuid")),
        "date" => (Primitive::String, Some("date")),
        "datetime" | "date-time" | "timestamp" | "date_time" => (Primitive::String, Some("date-time")),
        "time" => (Primitive::String, Some("time")),
        "uri" | "url" => (Primitive::String, Some("uri")),
        "email" => (Primitive::String, Some("email")),
        "password" => (Primitive::String, Some("password")),
        "byte" | "bytes" | "base64" => (Primitive::String, Some("byte")),
        "binary" | "file" | "blob" => (Primitive::String, Some("binary")),
        "int" | "integer" | "bigint" => (Primitive::Integer, None),
        "int32" | "short" | "int16" => (Primitive::Integer, Some("int32")),
        "int64" | "long" => (Primitive::Integer, Some("int64")),
        "number" | "decimal" | "numeric" | "num" => (Primitive::Number, None),
        "float" => (Primitive::Number, Some("float")),
        "double" => (Primitive::Number, Some("double")),
        "boolean" | "bool" => (Primitive::Boolean, None),
        "array" | "list" | "set" | "tuple" => (Primitive::Array, None),
        "object" | "dict" | "dictionary" | "map" | "hash" | "struct" | "record" | "json" => {
            (Primitive::Object, None)
        }
        "null" | "none" | "nil" | "void" => return Some(Meaning::Null),
        "any" | "mixed" | "unknown" | "undefined" | "" | "*" => return Some(Meaning::Anything),
        _ => return None,
    };
    Some(Meaning::Primitive(primitive, format))
}
