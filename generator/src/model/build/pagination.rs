//! How an operation's pages follow each other: where a setting or the document says so, and only what is certain.

use super::Builder;
use super::operations::Endpoint;
use super::selection::{names, near_operation};
use crate::description::{self, Link, LinkTarget, PaginationMeaning, StatusPattern};
use crate::diagnostic::{Code, SourcePointer};
use crate::model::{Location, Pagination, Parameter, Payload, Response};
use crate::source::pointer;

/// What to do where the pages of an operation are not understood.
const HELP: &str = "say it in the build script, by `Generator::paginate`";

impl<'a> Builder<'a> {
    /// Reports settings that no operation takes: a misspelt one must not be without effect.
    pub(super) fn check_pagination(&mut self, endpoints: &[Endpoint<'a>]) {
        for (text, pagination) in &self.settings.pagination {
            let Some(operation) = endpoints.iter().find(|endpoint| names(text, endpoint)) else {
                let help = match near_operation(endpoints, text) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "`specwright inspect` shows the operations with their methods and paths".to_owned()
                    }
                };
                let message = format!("there is no operation `{text}`, whose pages are set");
                self.diagnostics
                    .error(Code::Pagination, SourcePointer::default(), message, help);
                continue;
            };
            let known = |name: &str| self.query_parameter(operation, name).is_some();
            if let Some(parameter) = parameter_of(pagination).filter(|name| !known(name)) {
                let message = format!(
                    "`{text}` has no parameter `{parameter}` in its query, which is to lead to its pages"
                );
                self.diagnostics.error(
                    Code::Pagination,
                    self.description.sources.place(operation.operation.source),
                    message,
                    "name a parameter of the query as it is sent",
                );
            }
        }
    }

    /// Returns how the operation's pages follow each other, if that is certain: by the settings, an extension, a link, or
    /// a `Link` header.
    pub(super) fn pagination(
        &mut self,
        endpoint: &Endpoint<'a>,
        parameters: &[Parameter],
        success: &[Response],
    ) -> Option<Pagination> {
        let mut set = self.settings.pagination.iter().rev();
        if let Some((_, pagination)) = set.find(|(text, _)| names(text, endpoint)) {
            return Some(pagination.clone());
        }
        let problem = |pagination: &Pagination| problem(pagination, endpoint, parameters, success);
        let Some(extension) = &endpoint.operation.pagination else {
            let of_document = self
                .linked_page(endpoint, parameters)
                .or_else(|| has_link_header(success).then_some(Pagination::Link));
            return of_document.filter(|pagination| problem(pagination).is_none());
        };
        let message = match &extension.meaning {
            PaginationMeaning::OnePage => return None,
            PaginationMeaning::Unknown(what) => (*what).to_owned(),
            PaginationMeaning::Pages(pagination) => match problem(pagination) {
                None => return Some(pagination.clone()),
                Some(problem) => problem,
            },
        };
        self.diagnostics.warning(
            Code::Pagination,
            self.description.sources.place(extension.source),
            format!("`{}` is not used: {message}", extension.name),
            HELP,
        );
        None
    }

    fn query_parameter(&self, endpoint: &Endpoint<'a>, name: &str) -> Option<&'a description::Parameter> {
        let components = &self.description.components.parameters;
        let listed = endpoint
            .operation
            .parameters
            .iter()
            .chain(&endpoint.item.parameters);
        listed
            .filter_map(|parameter| parameter.resolve(components))
            .map(|(parameter, _)| parameter)
            .find(|parameter| {
                matches!(parameter.location, Location::Query | Location::QueryString)
                    && *parameter.name == *name
            })
    }

    /// Returns the cursor of a link of a success that leads back to the operation, with a value of the body as a
    /// parameter.
    fn linked_page(&self, endpoint: &Endpoint<'a>, parameters: &[Parameter]) -> Option<Pagination> {
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

fn has_link_header(success: &[Response]) -> bool {
    let headers = success.iter().flat_map(|response| &response.headers);
    headers
        .into_iter()
        .any(|header| header.wire.eq_ignore_ascii_case("link"))
}

/// Returns the parameter of the query that leads to a page.
fn parameter_of(pagination: &Pagination) -> Option<&str> {
    match pagination {
        Pagination::Link | Pagination::NextUrl { .. } => None,
        Pagination::Cursor { parameter, .. }
        | Pagination::Page { parameter, .. }
        | Pagination::Offset { parameter, .. } => Some(parameter),
    }
}

/// Returns why pages can't follow each other so.
fn problem(
    pagination: &Pagination,
    endpoint: &Endpoint<'_>,
    parameters: &[Parameter],
    success: &[Response],
) -> Option<String> {
    let is_json = |payload: &Payload| matches!(payload, Payload::Json(_) | Payload::Any(_));
    if !success.iter().any(|response| is_json(&response.payload)) {
        return Some("the operation does not respond with JSON".to_owned());
    }
    match parameter_of(pagination) {
        Some(name) => {
            let known = parameters
                .iter()
                .any(|parameter| parameter.location == Location::Query && parameter.wire == name);
            (!known).then(|| format!("the operation has no parameter `{name}` in its query"))
        }
        None if endpoint.operation.method != *"GET" => {
            Some("a URL leads to the next page, which is fetched by GET".to_owned())
        }
        None => None,
    }
}
