use std::sync::Arc;

use http::{request, response};

type Before = Arc<dyn Fn(&mut request::Parts) + Send + Sync>;
type After = Arc<dyn Fn(&response::Parts) + Send + Sync>;

/// What the caller runs before each request and after each answer.
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

    pub(crate) fn before(&self, head: &mut request::Parts) {
        self.before.iter().for_each(|hook| hook(head));
    }

    pub(crate) fn after(&self, head: &response::Parts) {
        self.after.iter().for_each(|hook| hook(head));
    }
}
