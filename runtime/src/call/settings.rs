use std::sync::Arc;
use std::time::Duration;

use http::HeaderMap;

use crate::call::credential::Credentials;
use crate::call::observe::Hooks;
use crate::call::retry::{Budget, Retry};
use crate::call::url::BaseUrl;
use crate::error::Secrets;
#[cfg(feature = "record")]
use crate::record::Recorder;
use crate::transport::Transport;

/// The settings of a client, which all of its calls share.
pub(crate) struct Settings {
    pub(crate) base_url: BaseUrl,
    /// Whether the base URL also replaces the servers that single operations have.
    pub(crate) base_url_for_all: bool,
    pub(crate) transport: Arc<dyn Transport>,
    pub(crate) credentials: Credentials,
    /// What no error may show.
    pub(crate) secrets: Arc<Secrets>,
    pub(crate) headers: HeaderMap,
    pub(crate) timeout: Duration,
    pub(crate) idle_timeout: Duration,
    /// In bytes.
    pub(crate) max_body: usize,
    /// In bytes.
    pub(crate) max_memory: usize,
    pub(crate) max_pages: usize,
    pub(crate) retry: Retry,
    pub(crate) budget: Budget,
    pub(crate) hooks: Arc<Hooks>,
    #[cfg(feature = "record")]
    pub(crate) recorder: Option<Recorder>,
}

impl Settings {
    /// Returns whether something may look at the extensions of a request. They cost three allocations.
    pub(crate) fn shows_calls(&self) -> bool {
        self.transport.reads_extensions() || !self.hooks.is_empty()
    }
}
