//! Encoding Objects.

use crate::order::IndexMap;

use crate::description::keyword::Object;
use crate::description::{Encoding, Style};
use crate::diagnostic::Code;
use crate::source::{Node, Text};

use super::cursor::Cursor;
use super::info::extensions;
use super::normalizer::Normalizer;

impl<'d> Normalizer<'_, 'd> {
    /// Reads `encoding` of a media type.
    pub(super) fn encodings(&mut self, at: &Cursor<'d, '_>) -> IndexMap<Text, Encoding> {
        let mut encodings = IndexMap::default();
        let Some(field) = at.field("encoding") else {
            return encodings;
        };
        for (name, encoding) in self.entries(&field) {
            if encoding.mapping().is_some() {
                let read = self.encoding(&encoding);
                encodings.insert(name.clone(), read);
            }
        }
        encodings
    }

    fn encoding(&mut self, at: &Cursor<'d, '_>) -> Encoding {
        self.known_fields(at, Object::Encoding);
        let content_type = at.field("contentType");
        let explode = at.field("explode").and_then(|explode| self.flag(&explode));
        Encoding {
            content_type: content_type
                .as_ref()
                .and_then(|content_type| match content_type.node {
                    Node::Sequence(types) => {
                        let types: Vec<&str> = types.iter().filter_map(Node::as_str).collect();
                        Some(types.join(", ").into())
                    }
                    _ => self.text(content_type),
                }),
            headers: self.headers(at),
            style: match at.text_at("style") {
                Some("form") => Some(Style::Form),
                Some("spaceDelimited") => Some(Style::SpaceDelimited),
                Some("pipeDelimited") => Some(Style::PipeDelimited),
                Some("deepObject") => Some(Style::DeepObject),
                Some(unknown) => {
                    self.warn_of_field(
                        Code::UnknownStyle,
                        at,
                        "style",
                        format!("invalid style `{unknown}` of a property; left out"),
                        "write `form`, `spaceDelimited`, `pipeDelimited` or `deepObject`",
                    );
                    None
                }
                // `explode` is about a style, and `form` the one that there is by default.
                None if content_type.is_none() => explode.map(|_| Style::Form),
                None => None,
            },
            explode,
            allow_reserved: self.flag_field(at, "allowReserved"),
            extensions: extensions(at),
            source: self.source(at),
        }
    }
}
