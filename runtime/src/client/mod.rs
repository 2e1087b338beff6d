//! The client: what all calls share.

mod base_url;
mod builder;
mod hooks;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::call::Call;
use crate::credential::Credentials;
use crate::execute::{Budget, Retry};
use crate::transport::Transport;

pub(crate) use base_url::BaseUrl;
pub use builder::ClientBuilder;
#[cfg(feature = "oauth2")]
pub(crate) use builder::default_transport;
pub(crate) use hooks::Hooks;

/// A client. It is cheap to clone; clones share connections and tokens.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

/// What the clones of a client share.
pub(crate) struct Shared {
    pub(crate) base_url: BaseUrl,
    /// Whether the base URL also replaces the servers that single operations have.
    pub(crate) base_url_for_all: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Credentials,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) max_body: usize,
    pub(crate) retry: Retry,
    pub(crate) budget: Budget,
    pub(crate) hooks: Hooks,
}

impl Client {
    /// Settings of a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Begins a call of `operation`.
    pub fn call(&self, operation: &Operation) -> Call {
        Call::new(self.shared.clone(), *operation)
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.shared.base_url)
            .field("credentials", &self.shared.credentials)
            .finish_non_exhaustive()
    }
}

/// What the document says about an operation: plain data that generated code fills in.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// `operationId`, or method and path: for messages.
    pub id: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path with `{parameters}`.
    pub path: &'static str,
    /// The `Accept` header; empty for none.
    pub accept: &'static str,
    /// Names of security schemes: alternatives, each needing all of its schemes. Empty: none needed. An empty
    /// alternative: the call may go without.
    pub security: &'static [&'static [&'static str]],
    /// A server of the operation's own.
    pub server: Option<&'static str>,
}
