//! How an operation's pages follow each other: where a setting or the document says so, and only what is certain.

mod extension;

use openapiv3::{Link, LinkOperation, ParameterSchemaOrContent, ReferenceOr, StatusCode};
use serde_json::Value;

use self::extension::Read;
use super::Builder;
use super::operations::Standing;
use super::parameters::data;
use super::pointer::escape;
use super::selection::{names, near_operation};
use crate::diagnostic::{Code, Place};
use crate::model::{Location, Paging, Parameter, Payload, Response};

/// What to do where the pages of an operation are not understood.
const HELP: &str = "say it in the build script, by `Generator::paginate`";

impl<'a> Builder<'a> {
    /// Reports settings that no operation takes: a misspelt one must not be without effect.
    pub(super) fn check_paging(&mut self, standing: &[Standing<'a>]) {
        for (text, paging) in &self.settings.paging {
            let Some(operation) = standing.iter().find(|operation| names(text, operation)) else {
                let help = match near_operation(standing, text) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        "`specwright inspect` shows the operations with their methods and paths".to_owned()
                    }
                };
                let message = format!("there is no operation `{text}`, whose pages are set");
                self.diagnostics
                    .error(Code::Pagination, Place::default(), message, help);
                continue;
            };
            let known = |name: &str| self.query_parameter(operation, name).is_some();
            if let Some(parameter) = paging.parameter().filter(|name| !known(name)) {
                let message = format!(
                    "`{text}` has no parameter `{parameter}` in its query, which is to lead to its pages"
                );
                self.diagnostics.error(
                    Code::Pagination,
                    self.origins_of_document.place(&operation.pointer),
                    message,
                    "name a parameter of the query as it is sent",
                );
            }
        }
    }

    /// How the operation's pages follow each other, if that is certain: by the settings, an extension, a link, or a
    /// `Link` header.
    pub(super) fn paging(
        &mut self,
        standing: &Standing<'a>,
        parameters: &[Parameter],
        success: &[Response],
    ) -> Option<Paging> {
        let mut set = self.settings.paging.iter().rev();
        if let Some((_, paging)) = set.find(|(text, _)| names(text, standing)) {
            return Some(paging.clone());
        }
        for name in extension::NAMES {
            if let Some(stated) = standing.operation.extensions.get(name) {
                return self.paging_of_extension(standing, name, stated, parameters, success);
            }
        }
        let of_document = self
            .linked_page(standing, parameters)
            .or_else(|| has_link_header(success).then_some(Paging::Link))?;
        problem(&of_document, standing, parameters, success)
            .is_none()
            .then_some(of_document)
    }

    fn paging_of_extension(
        &mut self,
        standing: &Standing<'a>,
        name: &str,
        stated: &Value,
        parameters: &[Parameter],
        success: &[Response],
    ) -> Option<Paging> {
        let first = |parameter: &str| self.first_page(standing, parameter);
        let read = extension::read(stated, first);
        let message = match read {
            Read::OnePage => return None,
            Read::NotUnderstood(what) => what.to_owned(),
            Read::Paging(paging) => match problem(&paging, standing, parameters, success) {
                None => return Some(paging),
                Some(problem) => problem,
            },
        };
        self.warn(
            Code::Pagination,
            &format!("{}/{}", standing.pointer, escape(name)),
            format!("`{name}` is not used: {message}"),
            HELP,
        );
        None
    }

    /// The number of the first page, where the document says it: the default of the parameter. One that must be given
    /// says it by itself.
    fn first_page(&self, standing: &Standing<'a>, name: &str) -> Option<u64> {
        let data = data(self.query_parameter(standing, name)?);
        let default = match &data.format {
            ParameterSchemaOrContent::Schema(ReferenceOr::Item(schema)) => {
                schema.schema_data.default.as_ref().and_then(Value::as_u64)
            }
            _ => None,
        };
        default.or(data.required.then_some(1))
    }

    fn query_parameter(&self, standing: &Standing<'a>, name: &str) -> Option<&'a openapiv3::Parameter> {
        let listed = standing
            .operation
            .parameters
            .iter()
            .chain(&standing.item.parameters);
        listed
            .filter_map(|parameter| self.parameter_at(parameter, String::new()))
            .map(|parameter| parameter.item)
            .find(|parameter| {
                matches!(parameter, openapiv3::Parameter::Query { parameter_data, .. } if parameter_data.name == name)
            })
    }

    /// A link of a success that leads back to the operation, with a value of the body as a parameter.
    fn linked_page(&self, standing: &Standing<'a>, parameters: &[Parameter]) -> Option<Paging> {
        let responses = standing.operation.responses.responses.iter();
        let mut candidates = Vec::new();
        for (status, response) in responses {
            if !matches!(status, StatusCode::Code(200..=299) | StatusCode::Range(2)) {
                continue;
            }
            let Some(response) = self.response_at(response, String::new()) else {
                continue;
            };
            for (name, link) in &response.item.links {
                let ReferenceOr::Item(link) = link else { continue };
                if leads_back(link, standing) {
                    candidates
                        .extend(cursor(link, parameters).map(|paging| (name.to_ascii_lowercase(), paging)));
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
            (None, [(name, paging)]) if !elsewhere(name) => Some(paging.clone()),
            _ => None,
        }
    }
}

fn leads_back(link: &Link, standing: &Standing<'_>) -> bool {
    match &link.operation {
        LinkOperation::OperationId(id) => standing.operation.operation_id.as_ref() == Some(id),
        LinkOperation::OperationRef(reference) => {
            let pointer = reference.replace("%7B", "{").replace("%7D", "}");
            pointer.strip_prefix('#') == Some(standing.pointer.as_str())
        }
    }
}

/// The cursor of a link that sets one parameter of the query by a value of the body, and leaves the others as they are.
fn cursor(link: &Link, parameters: &[Parameter]) -> Option<Paging> {
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
                found = Some(Paging::cursor(name, pointer));
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
        .any(|(name, _, _)| name.eq_ignore_ascii_case("link"))
}

/// Why pages can't follow each other so.
fn problem(
    paging: &Paging,
    standing: &Standing<'_>,
    parameters: &[Parameter],
    success: &[Response],
) -> Option<String> {
    let is_json = |payload: &Payload| matches!(payload, Payload::Json(_));
    if !success.iter().any(|response| is_json(&response.payload)) {
        return Some("the operation does not answer JSON".to_owned());
    }
    match paging.parameter() {
        Some(name) => {
            let known = parameters
                .iter()
                .any(|parameter| parameter.location == Location::Query && parameter.wire == name);
            (!known).then(|| format!("the operation has no parameter `{name}` in its query"))
        }
        None if standing.method != "GET" => {
            Some("a URL leads to the next page, which is fetched by GET".to_owned())
        }
        None => None,
    }
}
