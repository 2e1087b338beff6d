//! Pages of other origins: what browsers ask for before a page may see a response (CORS of the Fetch Standard).

use http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS,
    ACCESS_CONTROL_ALLOW_ORIGIN, ACCESS_CONTROL_EXPOSE_HEADERS, ACCESS_CONTROL_MAX_AGE,
    ACCESS_CONTROL_REQUEST_HEADERS, ACCESS_CONTROL_REQUEST_METHOD, ORIGIN, VARY,
};
use http::{HeaderMap, HeaderValue};

use crate::message::Body;

/// A page that sends a request.
#[derive(Debug)]
pub(super) struct Page {
    origin: HeaderValue,
    /// The method that it asks for before it sends the request.
    method: Option<HeaderValue>,
    headers: Option<HeaderValue>,
}

impl Page {
    /// Returns the page that a request is from, if it is from one.
    pub(super) fn of(headers: &HeaderMap) -> Option<Self> {
        Some(Page {
            origin: headers.get(ORIGIN)?.clone(),
            method: headers.get(ACCESS_CONTROL_REQUEST_METHOD).cloned(),
            headers: headers.get(ACCESS_CONTROL_REQUEST_HEADERS).cloned(),
        })
    }

    /// Tells whether it asks before it sends the request.
    pub(super) fn asks_first(&self) -> bool {
        self.method.is_some()
    }

    /// Lets the page see a response.
    pub(super) fn allow(&self, response: &mut http::Response<Body>) {
        let exposed: Vec<&str> = response.headers().keys().map(|name| name.as_str()).collect();
        let exposed = HeaderValue::try_from(exposed.join(", ")).ok();
        let headers = response.headers_mut();
        headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, self.origin.clone());
        headers.insert(ACCESS_CONTROL_ALLOW_CREDENTIALS, HeaderValue::from_static("true"));
        headers.append(VARY, HeaderValue::from_static("origin"));
        match &self.method {
            Some(method) => {
                headers.insert(ACCESS_CONTROL_ALLOW_METHODS, method.clone());
                headers.insert(ACCESS_CONTROL_MAX_AGE, HeaderValue::from_static("600"));
                if let Some(asked) = &self.headers {
                    headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, asked.clone());
                }
            }
            None => {
                // Of a request with credentials, `*` would be the name of a header.
                if let Some(exposed) = exposed.filter(|exposed| !exposed.is_empty()) {
                    headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
                }
            }
        }
    }
}
