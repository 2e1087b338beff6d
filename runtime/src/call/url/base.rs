use std::fmt;

use http::uri::{Authority, Scheme};
use url::{Position, Url};

use crate::error::{BuildError, Problem};

/// The URL of a server, in the pieces that the URL of a request is made of.
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
    /// Reads an absolute URL.
    pub(crate) fn parse(text: &str) -> Result<Self, BuildError> {
        let invalid = |problem: Problem| BuildError::InvalidBaseUrl {
            url: public_part(text),
            problem,
        };
        if text.contains(['{', '}']) {
            return Err(invalid("a variable in braces has no value".into()));
        }
        let url = Url::parse(text).map_err(|error| match error {
            url::ParseError::RelativeUrlWithoutBase => {
                let problem = Problem::new("it must be absolute, such as https://example.com/v1");
                invalid(problem.because(error))
            }
            error => invalid(Problem::of(error)),
        })?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid("only http and https can be called".into()));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid(
                "a user and a password belong into a credential, not into the URL".into(),
            ));
        }
        let scheme = match url.scheme() {
            "https" => Scheme::HTTPS,
            _ => Scheme::HTTP,
        };
        let authority = Authority::try_from(&url[Position::BeforeHost..Position::BeforePath])
            .map_err(|error| invalid(Problem::of(error)))?;
        Ok(BaseUrl {
            scheme,
            authority,
            path: url.path().trim_end_matches('/').to_owned(),
            query: url.query().unwrap_or_default().to_owned(),
        })
    }
}

impl BaseUrl {
    /// Reads an absolute URL that is called itself, with nothing behind it.
    pub(crate) fn whole(text: &str) -> Result<Self, BuildError> {
        let mut base = Self::parse(text)?;
        if let Ok(url) = Url::parse(text) {
            base.path = url.path().to_owned();
        }
        Ok(base)
    }

    /// Returns the port, that of the scheme if the URL has none.
    #[cfg(feature = "tracing")]
    pub(crate) fn port(&self) -> u16 {
        let of_scheme = if self.scheme == Scheme::HTTPS { 443 } else { 80 };
        self.authority.port_u16().unwrap_or(of_scheme)
    }

    /// Resolves a URL that may be relative to this one.
    pub(crate) fn join(&self, text: &str) -> Result<Self, BuildError> {
        if text.contains("://") {
            return BaseUrl::parse(text);
        }
        let base = Url::parse(&format!("{self:?}/"));
        match base.and_then(|base| base.join(text)) {
            Ok(url) => BaseUrl::parse(url.as_str()),
            Err(error) => Err(BuildError::InvalidBaseUrl {
                url: public_part(text),
                problem: Problem::of(error),
            }),
        }
    }
}

#[cfg(feature = "oauth2")]
impl BaseUrl {
    /// Returns the server.
    pub(crate) fn origin(&self) -> Option<url::Origin> {
        Some(Url::parse(&format!("{self:?}")).ok()?.origin())
    }

    /// Resolves the URL of a token endpoint, which may be relative to this one.
    pub(crate) fn token_url(&self, text: &str) -> Result<String, BuildError> {
        let invalid = |problem: Problem| BuildError::InvalidTokenUrl {
            url: public_part(text),
            problem,
        };
        let base = Url::parse(&format!("{self:?}/"));
        let url = base
            .and_then(|base| base.join(text))
            .map_err(|error| invalid(Problem::of(error)))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(invalid("only http and https can be called".into()));
        }
        Ok(url.into())
    }
}

/// Returns the URL without user, password and query, which may be secrets.
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
