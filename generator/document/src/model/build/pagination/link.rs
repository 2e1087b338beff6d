//! Links of a response that lead to the next page.

use super::super::Builder;
use super::super::operations::Endpoint;
use crate::description::{Link, LinkTarget, StatusPattern};
use crate::model::{Location, Pagination, Parameter};
use crate::source::pointer;

impl<'a> Builder<'a> {
    /// Returns the cursor of a link of a success that leads back to the operation, with a value of the body as a
    /// parameter.
    pub(super) fn linked_page(
        &self,
        endpoint: &Endpoint<'a>,
        parameters: &[Parameter],
    ) -> Option<Pagination> {
        let components = &self.description.components.responses;
        let mut candidates = Vec::new();
        for (status, response) in &endpoint.operation.responses {
            if !matches!(status, StatusPattern::Exact(200..=299) | StatusPattern::Range(2)) {
                continue;
            }
            let Some((response, _)) = response.resolve(components) else {
                continue;
            };
            for (name, link) in &response.links {
                if leads_back(link, endpoint) {
                    let cursor = cursor(link, parameters);
                    candidates.extend(cursor.map(|cursor| (name.to_ascii_lowercase(), cursor)));
                }
            }
        }
        let elsewhere = |name: &str| {
            ["prev", "first", "last", "self"]
                .iter()
                .any(|word| name.contains(word))
        };
        let named = candidates.iter().position(|(name, _)| name.contains("next"));
        match (named, candidates.as_slice()) {
            (Some(next), _) => Some(candidates.swap_remove(next).1),
            (None, [(name, cursor)]) if !elsewhere(name) => Some(cursor.clone()),
            _ => None,
        }
    }
}

fn leads_back(link: &Link, endpoint: &Endpoint<'_>) -> bool {
    match &link.target {
        LinkTarget::OperationId(id) => endpoint.operation.operation_id.as_ref() == Some(id),
        LinkTarget::OperationRef(reference) => {
            let mut here = "#/paths".to_owned();
            pointer::push_key(&mut here, &endpoint.item.path);
            pointer::push_key(&mut here, &endpoint.operation.method.to_ascii_lowercase());
            reference.replace("%7B", "{").replace("%7D", "}") == here
        }
    }
}

/// Returns the cursor of a link that sets one parameter of the query by a value of the body, and leaves the others as
/// they are.
fn cursor(link: &Link, parameters: &[Parameter]) -> Option<Pagination> {
    let mut found = None;
    for (key, value) in &link.parameters {
        let name = match key.split_once('.') {
            Some(("query" | "path" | "header" | "cookie", name)) => name,
            _ => key,
        };
        let expression = value.as_str()?;
        let is_query =
            |parameter: &Parameter| parameter.location == Location::Query && parameter.wire == name;
        match expression.strip_prefix("$response.body#") {
            Some(pointer)
                if found.is_none() && pointer.starts_with('/') && parameters.iter().any(is_query) =>
            {
                found = Some(Pagination::cursor(name, pointer));
            }
            Some(_) => return None,
            None => {
                let same = expression.strip_prefix("$request.")?.split_once('.')?;
                (same.1 == name).then_some(())?;
            }
        }
    }
    found
}
