use std::sync::Arc;

use http::{Request, Response, request, response};

use crate::message::Body;

type Before = Arc<dyn Fn(&mut request::Parts) + Send + Sync>;
type After = Arc<dyn Fn(&response::Parts) + Send + Sync>;

/// The functions that run before each request and after each response.
#[derive(Clone, Default)]
pub(crate) struct Hooks {
    before: Vec<Before>,
    after: Vec<After>,
}

impl Hooks {
    pub(crate) fn add_before(&mut self, hook: impl Fn(&mut request::Parts) + Send + Sync + 'static) {
        self.before.push(Arc::new(hook));
    }

    pub(crate) fn add_after(&mut self, hook: impl Fn(&response::Parts) + Send + Sync + 'static) {
        self.after.push(Arc::new(hook));
    }

    /// Runs the hooks before a request.
    pub(crate) fn before(&self, request: Request<Body>) -> Request<Body> {
        if self.before.is_empty() {
            return request;
        }
        let (mut head, body) = request.into_parts();
        self.before.iter().for_each(|hook| hook(&mut head));
        Request::from_parts(head, body)
    }

    /// Runs the hooks after a response.
    pub(crate) fn after(&self, response: Response<Body>) -> Response<Body> {
        if self.after.is_empty() {
            return response;
        }
        let (head, body) = response.into_parts();
        self.after.iter().for_each(|hook| hook(&head));
        Response::from_parts(head, body)
    }
}
