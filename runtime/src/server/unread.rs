//! A request whose operation is found, and whose body is not read yet.

use std::cmp::Reverse;

use http::{HeaderMap, StatusCode, request};

use super::credentials::Credentials;
use super::decode::Pairs;
use super::decode::parameter::{self, Sources};
use super::description::{Content, Description, Operation, PathValues};
use super::media_type;
use super::rejection::Rejection;
use crate::codec::json::Tree;
use crate::message::Body;

/// A request whose body is not read yet.
#[derive(Debug)]
pub(crate) struct Unread {
    pub(super) description: &'static Description,
    pub(crate) operation: usize,
    pub(super) parameters: Vec<Option<Tree>>,
    pub(super) credentials: Credentials,
    pub(super) head: request::Parts,
    pub(super) body: Body,
}

impl Unread {
    /// Finds the operation of a request, and decodes and checks all but the body. Of several operations that have its path it is the first
    /// that it fits, and of these one that `is_wanted`, or else the one that asks for most.
    ///
    /// # Errors
    /// There is no operation for it, it has not the credentials, or its parameters are not what the document says.
    pub(crate) fn new(
        description: &'static Description,
        request: http::Request<Body>,
        is_wanted: &dyn Fn(usize) -> bool,
    ) -> Result<Self, Rejection> {
        let (head, body) = request.into_parts();
        let raw_query = head.uri.query().unwrap_or_default();
        let mut found = description.find(&head.method, head.uri.path(), raw_query)?;
        found.sort_by_key(|(index, _)| {
            let parameters = description.operations[*index].parameters.iter();
            let required = parameters.filter(|parameter| parameter.required).count();
            (!is_wanted(*index), Reverse(required))
        });
        let mut first = None;
        for (operation, path) in &found {
            match Self::fitting(description, *operation, path, &head) {
                Ok((parameters, credentials)) => {
                    return Ok(Unread {
                        description,
                        operation: *operation,
                        parameters,
                        credentials,
                        head,
                        body,
                    });
                }
                Err(rejection) => {
                    let id = &description.operations[*operation].id;
                    first.get_or_insert_with(|| rejection.of_operation(*operation, id));
                }
            }
        }
        // Whatever is found is one at least.
        Err(first.unwrap_or_else(|| Rejection::new(StatusCode::NOT_FOUND, "no operation has this path")))
    }

    /// Decodes and checks what an operation takes beside the body.
    fn fitting(
        description: &'static Description,
        operation: usize,
        path: &PathValues,
        head: &request::Parts,
    ) -> Result<(Vec<Option<Tree>>, Credentials), Rejection> {
        let raw_query = head.uri.query().unwrap_or_default();
        let operation = &description.operations[operation];
        let cookies = head.headers.get_all(http::header::COOKIE).iter();
        let sources = Sources {
            path,
            raw_query,
            query: Pairs::of_query(raw_query),
            headers: &head.headers,
            cookies: Pairs::of_cookies(cookies.filter_map(|text| text.to_str().ok())),
        };
        let credentials = Credentials::of(description, &head.headers, &sources.query, &sources.cookies);
        credentials.check(description, operation)?;
        let parameters = parameter::decode(operation, &sources)?;
        check_accept(operation, &head.headers)?;
        Ok((parameters, credentials))
    }
}

/// Checks that the client accepts one of the media types of the responses.
fn check_accept(operation: &Operation, headers: &HeaderMap) -> Result<(), Rejection> {
    let accepted = media_type::accepted(headers);
    let mut known = operation
        .responses
        .iter()
        .flat_map(|response| response.content.iter())
        .peekable();
    let fits = |content: &Content| media_type::weight(&accepted, &content.media_type) > 0;
    if accepted.is_empty() || known.peek().is_none() || known.any(fits) {
        return Ok(());
    }
    let detail = "no response of the operation is of a media type that the request accepts";
    Err(Rejection::new(StatusCode::NOT_ACCEPTABLE, detail))
}
