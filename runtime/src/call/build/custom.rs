//! Calls of what the document does not describe.

use std::sync::Arc;

use http::Method;

use super::Call;
use crate::call::operation::Operation;
use crate::call::settings::Settings;
use crate::codec::parameter::encode_value;
use crate::error::InvalidRequest;

/// The method and the path of a call that the document does not describe.
#[derive(Clone)]
pub(crate) struct CustomTarget {
    pub(super) method: Method,
    /// With those parameters in braces that are not set yet.
    pub(super) path: String,
    /// The security schemes whose credentials it carries, instead of what the operation says.
    schemes: Option<Vec<&'static str>>,
}

/// What errors, observers and spans call it: what it is sent to has no bound.
const ID: &str = "client.request";

/// Methods that observers are told by their name, as OpenTelemetry does; of all others they are told `_OTHER`.
const KNOWN_METHODS: [&str; 10] = [
    "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE",
];

impl Call {
    /// Begins a call of what the document does not describe.
    pub(crate) fn custom(
        client: Arc<Settings>,
        method: &str,
        path: &str,
        security: &'static [&'static [&'static str]],
    ) -> Self {
        let known = KNOWN_METHODS.into_iter().find(|known| *known == method);
        let operation = Operation {
            id: ID,
            method: known.unwrap_or("_OTHER"),
            path: "",
            accept: "application/json, */*;q=0.5",
            security,
            server: None,
            tags: &[],
        };
        let mut call = Call::new(client, operation);
        let method = Method::from_bytes(method.as_bytes()).unwrap_or_else(|_| {
            call.refuse(format!("{method:?} is no HTTP method"));
            Method::GET
        });
        call.custom = Some(Box::new(CustomTarget {
            method,
            path: path.to_owned(),
            schemes: None,
        }));
        call
    }

    /// Fills in a parameter of the path: as one segment, or a piece of one.
    pub(crate) fn path_parameter(&mut self, name: &str, value: &str) {
        let Some(custom) = &mut self.custom else {
            return;
        };
        let parameter = format!("{{{name}}}");
        if !custom.path.contains(&parameter) {
            return self.refuse(format!("the path has no parameter {name:?}"));
        }
        if value.is_empty() {
            return self.refuse(format!(
                "the path parameter {name:?} is empty: the request would reach another route"
            ));
        }
        // No brace is left in what is encoded.
        custom.path = custom.path.replace(&parameter, &encode_value(value));
    }

    /// Has the call carry the credential of this scheme, besides those that are named so already.
    pub(crate) fn use_credential(&mut self, scheme: &'static str) {
        if let Some(custom) = &mut self.custom {
            custom.schemes.get_or_insert_default().push(scheme);
        }
    }

    /// Has the call carry no credential.
    pub(crate) fn use_no_credential(&mut self) {
        if let Some(custom) = &mut self.custom {
            custom.schemes = Some(Vec::new());
        }
    }

    /// Returns the security schemes whose credentials the call carries.
    pub(crate) fn schemes(&self) -> Result<&[&'static str], InvalidRequest> {
        let credentials = &self.client.credentials;
        match self.custom.as_ref().and_then(|custom| custom.schemes.as_deref()) {
            Some(schemes) => credentials.require(schemes),
            None => credentials.choose(self.operation.security),
        }
    }
}
