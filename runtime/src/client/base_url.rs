use std::fmt;

use http::uri::{Authority, Scheme};
use url::{Position, Url};

use crate::error::BuildError;

/// A server's URL, in the pieces that a request's URL is made of.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct BaseUrl {
    pub(crate) scheme: Scheme,
    /// `example.com:8443`.
    pub(crate) authority: Authority,
    /// `/api/v1`, without a slash at the end.
    pub(crate) path: String,
    /// `key=value`, encoded; may be empty.
    pub(crate) query: String,
}

impl BaseUrl {
    pub(crate) fn parse(text: &str) -> Result<Self, BuildError> {
        let invalid = |problem: &str| BuildError::InvalidBaseUrl {
            url: public_part(text),
            problem: problem.to_owned(),
        };
        if text.contains(['{', '}']) {
            return Err(invalid("a variable in braces has no value"));
        }
        let url = Url::parse(text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => {
                invalid("it must be absolute, such as https://example.com/v1")
            }
            error => invalid(&error.to_string()),
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid("only http and https can be called"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid(
                "a user and a password belong into a credential, not into the URL",
            ));
        }
        let scheme = match url.scheme() {
            "https" => Scheme::HTTPS,
            _ => Scheme::HTTP,
        };
        let authority = Authority::try_from(&url[Position::BeforeHost..Position::BeforePath])
            .map_err(|error| invalid(&error.to_string()))?;
        Ok(BaseUrl {
            scheme,
            authority,
            path: url.path().trim_end_matches('/').to_owned(),
            query: url.query().unwrap_or_default().to_owned(),
        })
    }
}

impl BaseUrl {
    /// A URL that may be relative to this one.
    pub(crate) fn join(&self, text: &str) -> Result<Self, BuildError> {
        if text.contains("://") {
            return BaseUrl::parse(text);
        }
        let base = Url::parse(&format!("{self:?}/"));
        match base.and_then(|base| base.join(text)) {
            Ok(url) => BaseUrl::parse(url.as_str()),
            Err(error) => Err(BuildError::InvalidBaseUrl {
                url: public_part(text),
                problem: error.to_string(),
            }),
        }
    }
}

#[cfg(feature = "oauth2")]
impl BaseUrl {
    /// A token endpoint's URL, which may be relative to this one.
    pub(crate) fn token_url(&self, text: &str) -> Result<String, BuildError> {
        let invalid = |problem: &str| BuildError::InvalidTokenUrl {
            url: public_part(text),
            problem: problem.to_owned(),
        };
        let base = Url::parse(&format!("{self:?}/"));
        let url = base
            .and_then(|base| base.join(text))
            .map_err(|error| invalid(&error.to_string()))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid("only http and https can be called"));
        }
        Ok(url.into())
    }
}

/// The URL without user, password and query, which may be secrets.
fn public_part(text: &str) -> String {
    let text = text.split(['?', '#']).next().unwrap_or_default();
    match (text.split_once("//"), text.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}//{host}"),
        _ => text.to_owned(),
    }
}

/// Without the query, in which there may be a secret.
impl fmt::Debug for BaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}{}", self.scheme, self.authority, self.path)
    }
}
