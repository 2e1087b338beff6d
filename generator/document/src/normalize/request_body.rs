//! Request Body Objects.

use crate::description::keyword::Object;
use crate::description::{MediaType, RequestBody, SchemaId, Shared};
use crate::diagnostic::Code;

use super::cursor::Cursor;
use super::info::extensions;
use super::normalizer::Normalizer;

impl<'d> Normalizer<'_, 'd> {
    /// Reads a request body, or a reference to one.
    pub(super) fn request_body(&mut self, at: &Cursor<'d, '_>) -> Option<Shared<RequestBody>> {
        if let Some(reference) = at.reference() {
            let source = self.source(at);
            if let Some(schema) = self.refers_to_schema(at, reference, Object::RequestBody) {
                return Some(Shared::Inline(RequestBody {
                    content: self.json(schema, at),
                    required: true,
                    source,
                    ..RequestBody::default()
                }));
            }
            return Some(match self.reference_to(at, reference) {
                Some(component) => component,
                None => Shared::Inline(RequestBody {
                    content: self.unresolved_content(at),
                    source,
                    ..RequestBody::default()
                }),
            });
        }
        if let Some(component) = self.inner_component(at) {
            return Some(component);
        }
        self.request_body_here(at).map(Shared::Inline)
    }

    /// Returns the schema that a reference leads to from where a body or a response should be.
    pub(super) fn refers_to_schema(
        &mut self,
        at: &Cursor<'d, '_>,
        reference: &'d str,
        expected: Object,
    ) -> Option<SchemaId> {
        let target = self.peek(at.file(), reference)?;
        let mapping = target.node.as_mapping()?;
        let is_schema = ["/components/schemas/", "/definitions/"]
            .iter()
            .any(|place| target.place.pointer.starts_with(place))
            && mapping.get("content").is_none();
        if !is_schema {
            return None;
        }
        self.warn(
            Code::MisplacedReference,
            at.field_of_reference(reference).as_ref().unwrap_or(at),
            format!(
                "expected {}, found the schema `{reference}`; read as the schema of a JSON body",
                expected.as_str()
            ),
            "write `content`, then `application/json`, then `schema` around the reference",
        );
        self.schema_reference(at, reference)
    }

    /// Reads a request body that stands here, or in Swagger 2.0 a parameter that is the body.
    pub(super) fn request_body_here(&mut self, at: &Cursor<'d, '_>) -> Option<RequestBody> {
        if !self.is_mapping(at) {
            return None;
        }
        self.known_fields(at, Object::RequestBody);
        Some(RequestBody {
            description: self.text_field(at, "description"),
            content: self.content_or_schema(at),
            required: self.flag_field(at, "required"),
            name: None,
            extensions: extensions(at),
            source: self.source(at),
        })
    }

    /// Creates a JSON body of a schema.
    pub(super) fn json(&mut self, schema: SchemaId, at: &Cursor<'d, '_>) -> Vec<MediaType> {
        vec![MediaType {
            name: "application/json".into(),
            schema: Some(schema),
            source: self.source(at),
            ..MediaType::default()
        }]
    }

    /// Creates a JSON body in place of a reference that leads to nothing.
    pub(super) fn unresolved_content(&mut self, at: &Cursor<'d, '_>) -> Vec<MediaType> {
        let schema = self.unresolved_schema(at);
        self.json(schema, at)
    }
}
