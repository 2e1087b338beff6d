//! Header Objects.

use crate::description::keyword::Object;
use crate::description::{Header, Shared, Style};
use crate::diagnostic::Code;
use crate::source::{Node, Text};

use super::cursor::Cursor;
use super::info::extensions;
use super::normalizer::Normalizer;

impl<'d> Normalizer<'_, 'd> {
    /// Reads `headers` of a response or an encoding.
    pub(super) fn headers(&mut self, at: &Cursor<'d, '_>) -> Vec<(Text, Shared<Header>)> {
        let mut headers: Vec<(Text, Shared<Header>)> = Vec::new();
        let Some(field) = at.field("headers") else {
            return headers;
        };
        self.follow_misplaced(&field, "`headers`", |normalizer, at| {
            for (name, header) in normalizer.entries(at) {
                if name.starts_with("x-") && header.mapping().is_none() {
                    continue;
                }
                let Some(name) = normalizer.header_name(&header, name) else {
                    continue;
                };
                if let Some(read) = normalizer.header(&header) {
                    match headers.iter_mut().find(|(known, _)| *known == name) {
                        Some((_, known)) => *known = read,
                        None => headers.push((name, read)),
                    }
                }
            }
        });
        headers
    }

    /// Returns the name of a header, if it can be sent.
    pub(super) fn header_name(&mut self, at: &Cursor<'d, '_>, name: &Text) -> Option<Text> {
        let bare = name.trim().trim_end_matches(':');
        if is_token(bare) {
            return Some(if bare.len() == name.len() {
                name.clone()
            } else {
                bare.into()
            });
        }
        self.warn(
            Code::HeaderName,
            at,
            format!("invalid header name `{name}`; ignored"),
            "a header's name has letters, digits and `-`",
        );
        None
    }

    /// Reads a header, or a reference to one.
    fn header(&mut self, at: &Cursor<'d, '_>) -> Option<Shared<Header>> {
        if let Some(reference) = at.reference() {
            return self.reference_to(at, reference);
        }
        match at.node {
            Node::Mapping(_) => Some(Shared::Inline(self.header_here(at))),
            _ => {
                self.is_mapping(at);
                None
            }
        }
    }

    /// Reads a header that stands here.
    pub(super) fn header_here(&mut self, at: &Cursor<'d, '_>) -> Header {
        let explode = at.field("explode").and_then(|explode| self.flag(&explode));
        Header {
            description: self.text_field(at, "description"),
            required: self.flag_field(at, "required"),
            deprecated: self.flag_field(at, "deprecated"),
            value: self.parameter_value(at, Object::Header, Style::Simple, explode),
            extensions: extensions(at),
            source: self.source(at),
        }
    }
}

/// Returns whether a text is a token of [RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2), as names of
/// headers are.
pub(super) fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
