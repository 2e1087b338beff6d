//! What makes it safe to send the request of an operation again: settings, and headers that the document has for it.

use super::Builder;
use super::operations::Endpoint;
use super::selection::{names, near_operation};
use crate::diagnostic::Code;
use crate::model::{Location, Parameter, Repetition};

/// The headers by which servers know a request that they saw before, in lower case.
const KEYS: [&str; 2] = ["idempotency-key", "x-idempotency-key"];

impl<'a> Builder<'a> {
    /// Reports settings for operations that the document does not have: a misspelt one must not be without effect.
    pub(super) fn check_settings(&mut self, endpoints: &[Endpoint<'a>]) {
        let settings = self.settings;
        let safe = settings.safe.iter();
        let safe = safe.map(|text| ("safe", text, "is set to be safe"));
        let keys = settings.idempotency_keys.iter();
        let keys = keys.map(|(text, _)| ("idempotency-key", text, "is to have an idempotency key"));
        let streams = settings.streams.iter();
        let streams = streams.map(|text| ("stream", text, "is set to stream"));
        for (key, text, what) in safe.chain(keys).chain(streams) {
            if endpoints.iter().any(|endpoint| names(text, endpoint)) {
                continue;
            }
            let help = match near_operation(endpoints, text, self.diagnostics.suggestions()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "`specwright inspect` shows the operations with their methods and paths".to_owned(),
            };
            let message = format!("there is no operation `{text}`, which {what}");
            let code = Code::OperationSetting;
            settings.report((key, text), code, message, help, self.diagnostics);
        }
        for (text, header) in &settings.idempotency_keys {
            if !is_header_name(header) {
                settings.report(
                    ("idempotency-key", text),
                    Code::OperationSetting,
                    format!("`{header}` can't be the name of a header, which is to have an idempotency key"),
                    "name a header of letters, digits and hyphens",
                    self.diagnostics,
                );
            }
        }
    }

    /// Returns what makes it safe to send the operation's request again, beyond its method.
    pub(super) fn repetition(&self, endpoint: &Endpoint<'a>, parameters: &[Parameter]) -> Repetition {
        let is_named = |text: &String| names(text, endpoint);
        let keys = self.settings.idempotency_keys.iter();
        let set = keys
            .rev()
            .find(|(text, _)| is_named(text))
            .map(|(_, header)| header.clone());
        let documented = || {
            let mut headers = parameters
                .iter()
                .filter(|parameter| parameter.location == Location::Header);
            headers
                .find(|header| KEYS.iter().any(|key| header.wire.eq_ignore_ascii_case(key)))
                .map(|header| header.wire.clone())
        };
        let method = &*endpoint.operation.method;
        let is_idempotent = ["GET", "HEAD", "OPTIONS", "PUT", "DELETE", "TRACE"].contains(&method);
        Repetition {
            is_safe: !is_idempotent && self.settings.safe.iter().any(is_named),
            idempotency_key: match is_idempotent {
                true => None,
                false => set.or_else(documented),
            },
        }
    }
}

fn is_header_name(name: &str) -> bool {
    !name.is_empty()
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}
