//! The client: what all calls share.

mod builder;

use std::fmt;
use std::sync::Arc;

use crate::call::build::Call;
use crate::call::custom::CustomRequest;
use crate::call::operation::Operation;
use crate::call::settings::Settings;

pub use builder::ClientBuilder;

/// A client. It is cheap to clone; clones share connections and tokens.
#[derive(Clone)]
pub struct Client {
    settings: Arc<Settings>,
}

impl Client {
    /// Creates the builder of a client.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    /// Begins a call of `operation`.
    pub fn call(&self, operation: &Operation) -> Call {
        Call::new(self.settings.clone(), *operation)
    }

    /// Begins a call of `operation` to this URL, whatever the client's server is.
    pub fn call_to(&self, url: &str, operation: &Operation) -> Call {
        Call::to(self.settings.clone(), url, *operation)
    }

    /// Begins a call of what the document does not describe. `security` has the alternatives of credentials of which it carries one.
    pub fn request(
        &self,
        method: &str,
        path: &str,
        security: &'static [&'static [&'static str]],
    ) -> CustomRequest {
        CustomRequest::new(Call::custom(self.settings.clone(), method, path, security))
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("base_url", &self.settings.base_url)
            .field("credentials", &self.settings.credentials)
            .finish_non_exhaustive()
    }
}
