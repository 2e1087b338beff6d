//! Responses and links.

use indexmap::IndexMap;
use openapiv3::{LinkOperation, ReferenceOr, StatusCode};

use super::{Conversion, described, extensions};
use specwright_document::description::{
    Id, Kind, Link, LinkTarget, Response, Responses, Shared, StatusPattern,
};

impl Conversion<'_> {
    pub(super) fn component_responses(&mut self) -> IndexMap<String, ReferenceOr<openapiv3::Response>> {
        let mut responses = IndexMap::new();
        for (index, component) in self.description.components.responses.iter().enumerate() {
            let id = Id::<Response>::new(index);
            if let Some(key) = self.names.component(Kind::Response, id).map(str::to_owned) {
                let response = self.shared_response(&component.item);
                responses.insert(key, response);
            }
        }
        responses
    }

    /// Converts the responses of an operation. OpenAPI 3.0 requires at least one.
    pub(super) fn responses(&mut self, responses: &Responses) -> openapiv3::Responses {
        let mut converted = openapiv3::Responses::default();
        for (pattern, response) in responses {
            let response = self.shared_response(response);
            match pattern {
                StatusPattern::Default => converted.default = Some(response),
                StatusPattern::Exact(status) => {
                    converted.responses.insert(StatusCode::Code(*status), response);
                }
                StatusPattern::Range(hundred) => {
                    converted.responses.insert(StatusCode::Range(*hundred), response);
                }
            }
        }
        if responses.is_empty() {
            converted.default = Some(ReferenceOr::Item(any_response()));
        }
        converted
    }

    fn shared_response(&mut self, response: &Shared<Response>) -> ReferenceOr<openapiv3::Response> {
        match response {
            Shared::Inline(response) => ReferenceOr::Item(self.response(response)),
            Shared::Component(id) => match self.names.component(Kind::Response, *id) {
                Some(key) => ReferenceOr::Reference {
                    reference: format!("#/components/responses/{key}"),
                },
                None => ReferenceOr::Item(any_response()),
            },
        }
    }

    fn response(&mut self, response: &Response) -> openapiv3::Response {
        let description = (!response.description.is_empty()).then(|| response.description.clone());
        openapiv3::Response {
            description: described(&response.summary, &description).unwrap_or_default(),
            headers: self.headers(&response.headers),
            content: self.content(&response.content),
            links: response
                .links
                .iter()
                .map(|(name, link)| (name.to_string(), ReferenceOr::Item(self::link(link))))
                .collect(),
            extensions: extensions(&response.extensions),
        }
    }
}

fn link(link: &Link) -> openapiv3::Link {
    openapiv3::Link {
        description: None,
        operation: match &link.target {
            LinkTarget::OperationId(id) => LinkOperation::OperationId(id.to_string()),
            LinkTarget::OperationRef(reference) => LinkOperation::OperationRef(reference.to_string()),
        },
        request_body: link.request_body.clone(),
        parameters: link
            .parameters
            .iter()
            .map(|(name, value)| (name.to_string(), value.clone()))
            .collect(),
        server: None,
        extensions: IndexMap::new(),
    }
}

/// Returns a response of which nothing is said.
fn any_response() -> openapiv3::Response {
    openapiv3::Response {
        description: "Any response.".to_owned(),
        ..openapiv3::Response::default()
    }
}
