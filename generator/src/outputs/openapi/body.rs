//! Request bodies, media types and encodings.

use indexmap::IndexMap;
use openapiv3::ReferenceOr;

use super::parameter::{query_style, style_name};
use super::schema::unconstrained;
use super::{Conversion, extensions, text};
use specwright_document::description::{Encoding, Id, Kind, MediaType, RequestBody, Shared, Source, Style};
use specwright_document::source::Text;

impl Conversion<'_> {
    pub(super) fn component_request_bodies(
        &mut self,
    ) -> IndexMap<String, ReferenceOr<openapiv3::RequestBody>> {
        let mut bodies = IndexMap::new();
        for (index, component) in self.description.components.request_bodies.iter().enumerate() {
            let id = Id::<RequestBody>::new(index);
            if let Some(key) = self.names.component(Kind::RequestBody, id).map(str::to_owned) {
                let body = self.shared_request_body(&component.item);
                bodies.insert(key, body);
            }
        }
        bodies
    }

    /// Converts what an operation takes.
    pub(super) fn shared_request_body(
        &mut self,
        body: &Shared<RequestBody>,
    ) -> ReferenceOr<openapiv3::RequestBody> {
        match body {
            Shared::Inline(body) => ReferenceOr::Item(self.request_body(body)),
            Shared::Component(id) => match self.names.component(Kind::RequestBody, *id) {
                Some(key) => ReferenceOr::Reference {
                    reference: format!("#/components/requestBodies/{key}"),
                },
                None => ReferenceOr::Item(self.request_body(&RequestBody::default())),
            },
        }
    }

    fn request_body(&mut self, body: &RequestBody) -> openapiv3::RequestBody {
        let mut content = self.content(&body.content);
        if content.is_empty() {
            // OpenAPI 3.0 requires `content`; nothing is said of the body by this.
            content.insert("*/*".to_owned(), openapiv3::MediaType::default());
        }
        let mut extensions = extensions(&body.extensions);
        if let Some(name) = &body.name {
            extensions
                .entry("x-codegen-request-body-name".to_owned())
                .or_insert_with(|| name.as_str().into());
        }
        openapiv3::RequestBody {
            description: text(&body.description),
            content,
            required: body.required,
            extensions,
        }
    }

    /// Converts media types. Of two with the same name, the first counts.
    pub(super) fn content(&mut self, content: &[MediaType]) -> IndexMap<String, openapiv3::MediaType> {
        let mut converted = IndexMap::new();
        for media_type in content {
            if !converted.contains_key(media_type.name.as_str()) {
                converted.insert(media_type.name.to_string(), self.media_type(media_type));
            }
        }
        converted
    }

    fn media_type(&mut self, media_type: &MediaType) -> openapiv3::MediaType {
        if media_type.item_schema.is_some() {
            self.not_in_openapi_30(media_type.source, "`itemSchema`", "left out");
        }
        openapiv3::MediaType {
            schema: match media_type.schema {
                Some(schema) => Some(self.schema(schema)),
                // It says the same as no schema, and more tools read it.
                None => is_json(&media_type.name).then(|| ReferenceOr::Item(unconstrained())),
            },
            example: media_type.example.as_deref().cloned(),
            examples: IndexMap::new(),
            encoding: media_type
                .encoding
                .iter()
                .map(|(name, encoding)| {
                    let converted = self.encoding(name, encoding, media_type.source);
                    (name.to_string(), converted)
                })
                .collect(),
            extensions: extensions(&media_type.extensions),
        }
    }

    fn encoding(&mut self, property: &Text, encoding: &Encoding, source: Source) -> openapiv3::Encoding {
        let style = encoding.style.and_then(query_style);
        if let Some(stated) = encoding.style.filter(|_| style.is_none()) {
            self.not_in_openapi_30(
                source,
                &format!("the style `{}` of the property `{property}`", style_name(stated)),
                "left out",
            );
        }
        let mut extensions = extensions(&encoding.extensions);
        if encoding.explode == Some(false) && encoding.style.unwrap_or(Style::Form) == Style::Form {
            extensions.insert("explode".to_owned(), false.into());
        }
        openapiv3::Encoding {
            content_type: text(&encoding.content_type),
            headers: self.headers(&encoding.headers),
            style,
            explode: encoding.explode.unwrap_or_default(),
            allow_reserved: encoding.allow_reserved,
            extensions,
        }
    }
}

/// Returns whether a media type is JSON: `application/json`, or one whose name ends in `+json`.
fn is_json(name: &str) -> bool {
    let name = name.split(';').next().unwrap_or_default().trim_end();
    name.ends_with("/json") || name.ends_with("+json")
}
