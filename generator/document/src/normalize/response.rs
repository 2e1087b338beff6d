//! Responses, Response and Link Objects.

use crate::description::keyword::Object;
use crate::description::{Link, LinkTarget, Response, Responses, Shared};
use crate::source::Text;

use super::cursor::Cursor;
use super::info::extensions;
use super::normalizer::{LEFT_OUT, Normalizer};
use super::version::Version;

impl<'d> Normalizer<'_, 'd> {
    /// Reads `responses` of an operation.
    pub(super) fn responses(&mut self, at: &Cursor<'d, '_>) -> Responses {
        let mut responses = Responses::new();
        for (key, value) in self.entries(at) {
            if key.starts_with("x-") {
                continue;
            }
            let statuses = self.statuses(&value, key);
            if statuses.is_empty() {
                continue;
            }
            let response = self.response(&value);
            let count = statuses.len();
            for (status, response) in statuses.into_iter().zip(std::iter::repeat_n(response, count)) {
                match responses.iter_mut().find(|(known, _)| *known == status) {
                    Some((_, known)) => *known = response,
                    None => responses.push((status, response)),
                }
            }
        }
        responses.shrink_to_fit();
        responses
    }

    /// Reads a response, or a reference to one.
    fn response(&mut self, at: &Cursor<'d, '_>) -> Shared<Response> {
        let Some(reference) = at.reference() else {
            return self
                .inner_component(at)
                .unwrap_or_else(|| Shared::Inline(self.response_here(at)));
        };
        let content = match self.refers_to_schema(at, reference, Object::Response) {
            Some(schema) => self.json(schema, at),
            None => match self.reference_to(at, reference) {
                Some(component) => return component,
                None => self.unresolved_content(at),
            },
        };
        Shared::Inline(Response {
            content,
            source: self.source(at),
            ..Response::default()
        })
    }

    /// Reads a response that stands here.
    pub(super) fn response_here(&mut self, at: &Cursor<'d, '_>) -> Response {
        let source = self.source(at);
        if let Some(description) = at.text() {
            self.expected(at, "a response", "read as its description");
            return Response {
                description: description.clone(),
                source,
                ..Response::default()
            };
        }
        if !self.is_mapping(at) {
            return Response {
                source,
                ..Response::default()
            };
        }
        let content = if self.version(at.file()) == Version::Swagger20 && at.field("content").is_none() {
            self.swagger20_response_content(at)
        } else {
            self.content_or_schema(at)
        };
        self.known_fields(at, Object::Response);
        Response {
            summary: self.text_field(at, "summary"),
            description: self.text_field(at, "description").unwrap_or_default(),
            headers: self.headers(at),
            content,
            links: self.links(at),
            extensions: extensions(at),
            source,
        }
    }

    /// Reads `links` that name an operation; of references, those to components of the document.
    fn links(&mut self, at: &Cursor<'d, '_>) -> Vec<(Text, Link)> {
        let mut links = Vec::new();
        let Some(field) = at.field("links").filter(|links| links.mapping().is_some()) else {
            return links;
        };
        for (name, link) in field.entries() {
            let is_local = |reference: &str| reference.starts_with("#/components/links/");
            if link.reference().is_none_or(is_local) {
                let read = self.follow(&link, LEFT_OUT, |_, at| link_here(at)).flatten();
                links.extend(read.map(|link| (name.clone(), link)));
            }
        }
        links
    }
}

fn link_here(at: &Cursor<'_, '_>) -> Option<Link> {
    let text = |name: &'static str| at.field(name)?.text().cloned();
    let target = match (text("operationId"), text("operationRef")) {
        (Some(id), _) => LinkTarget::OperationId(id),
        (None, Some(reference)) => LinkTarget::OperationRef(reference),
        (None, None) => return None,
    };
    let parameters = at.field("parameters");
    let parameters = parameters.iter().flat_map(Cursor::entries);
    Some(Link {
        target,
        request_body: at.field("requestBody").map(|body| body.node.to_json()),
        parameters: parameters
            .map(|(name, value)| (name.clone(), value.node.to_json()))
            .collect(),
    })
}
