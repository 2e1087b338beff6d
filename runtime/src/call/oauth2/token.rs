use std::time::Duration;

use http::StatusCode;
use secrecy::{ExposeSecret, SecretString};
use serde_json::Value;

use crate::error::{Secrets, shown};
use crate::message::BoxError;
use crate::platform::clock::Instant;

/// How long before its end a token is no longer used, unless it is very short-lived.
const MARGIN: Duration = Duration::from_secs(30);

/// How many characters of an error's code and of its description are shown.
const REASON: usize = 100;
const DESCRIPTION: usize = 300;

/// A token of the authorization server.
pub(super) struct Token {
    access: SecretString,
    refresh: Option<SecretString>,
    /// `None` if it does not expire.
    expires: Option<Instant>,
}

impl Token {
    /// Reads a response of a token endpoint: a token (section 5.1) or an error (section 5.2).
    pub(super) fn parse(status: StatusCode, body: &[u8], secrets: &Secrets) -> Result<Self, BoxError> {
        let response: Value = serde_json::from_slice(body)
            .map_err(|_| format!("the token endpoint responded {status} with a body that is no JSON"))?;
        let text = |name: &str| response.get(name).and_then(Value::as_str);
        if !status.is_success() {
            let reason = text("error").unwrap_or("no reason");
            let reason = shown(&secrets.hide(reason, false), REASON);
            let description = text("error_description")
                .map(|text| format!(" ({})", shown(&secrets.hide(text, false), DESCRIPTION)))
                .unwrap_or_default();
            return Err(format!("the token endpoint responded {status}: {reason}{description}").into());
        }
        if text("token_type").is_some_and(|kind| !kind.eq_ignore_ascii_case("bearer")) {
            return Err("the token endpoint gave a token that is no bearer token".into());
        }
        let access = text("access_token").ok_or("the token endpoint gave no access_token")?;
        Ok(Token {
            access: access.into(),
            refresh: text("refresh_token").map(SecretString::from),
            expires: response.get("expires_in").and_then(seconds).map(end),
        })
    }

    pub(super) fn access(&self) -> SecretString {
        self.access.clone()
    }

    pub(super) fn refresh(&self) -> Option<SecretString> {
        self.refresh.clone()
    }

    pub(super) fn is_valid(&self) -> bool {
        self.expires.is_none_or(|expires| Instant::now() < expires)
    }

    /// Makes it expire, if it is this one.
    pub(super) fn expire_if(&mut self, token: &SecretString) {
        if self.access.expose_secret() == token.expose_secret() {
            self.expires = Some(Instant::now());
        }
    }
}

/// Reads a number of seconds; some servers write it as a string.
fn seconds(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}

/// Returns when a token is no longer used.
fn end(seconds: u64) -> Instant {
    const YEAR: u64 = 365 * 24 * 60 * 60;
    let lifetime = Duration::from_secs(seconds.min(YEAR));
    Instant::now() + lifetime.saturating_sub(MARGIN.min(lifetime / 10))
}
