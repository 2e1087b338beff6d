//! The last step of a call: the head of one HTTP request.

use http::header::{ACCEPT, AUTHORIZATION, COOKIE, HeaderMap, HeaderName, HeaderValue};
use http::request::Parts;
use http::{Method, Request, Uri};
use secrecy::{ExposeSecret, SecretString};

use super::{Call, append, path, remove_pairs};
use crate::client::BaseUrl;
use crate::credential::Place;
use crate::error::{BuildError, InvalidRequest};
use crate::parameter::{Location, encode_text_pair};

/// The head of a request, to which credentials can still be added.
#[derive(Clone)]
pub(crate) struct Draft {
    method: Method,
    base_url: BaseUrl,
    path: String,
    query: String,
    cookies: String,
    headers: HeaderMap,
    defaults: HeaderMap,
}

impl Call {
    /// Puts the pieces together.
    pub(crate) fn draft(&mut self) -> Result<Draft, InvalidRequest> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let mut base_url = self
            .server()
            .map_err(|error| InvalidRequest::new(error.to_string()))?;
        let (path, query) = match &self.target {
            Some(url) => {
                base_url.path.clear();
                (url.path().to_owned(), url.query().unwrap_or_default().to_owned())
            }
            None => {
                let target = path::fill(self.operation.path, &self.path)?;
                let mut query = base_url.query.clone();
                append(&mut query, "&", &target.query);
                append(&mut query, "&", &self.query);
                (target.path, query)
            }
        };
        let mut headers = std::mem::take(&mut self.headers);
        if !self.operation.accept.is_empty() && !headers.contains_key(ACCEPT) {
            let accept = HeaderValue::from_str(self.operation.accept)
                .map_err(|_| InvalidRequest::new("the media types of the answers can't stand in a header"))?;
            headers.insert(ACCEPT, accept);
        }
        Ok(Draft {
            method: Method::from_bytes(self.operation.method.as_bytes())
                .map_err(|_| InvalidRequest::new(format!("{:?} is no HTTP method", self.operation.method)))?,
            base_url,
            path,
            query,
            cookies: std::mem::take(&mut self.cookies),
            headers,
            defaults: self.client.headers.clone(),
        })
    }

    /// The operation's own server, unless the client calls one for all. It may be relative to the client's.
    fn server(&self) -> Result<BaseUrl, BuildError> {
        match self.operation.server {
            Some(url) if !self.client.base_url_for_all => self.client.base_url.join(url),
            _ => Ok(self.client.base_url.clone()),
        }
    }
}

impl Draft {
    pub(crate) fn method(&self) -> &Method {
        &self.method
    }

    /// Sets a header.
    pub(crate) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        self.headers.insert(name, value);
    }

    /// Adds a credential. A header that the call sets itself stays.
    pub(crate) fn authorize(&mut self, place: &Place, secret: &SecretString) -> Result<(), InvalidRequest> {
        let secret = secret.expose_secret();
        match place {
            Place::Authorization(scheme) => self.secret_header(AUTHORIZATION, &format!("{scheme} {secret}")),
            Place::Header(name) => {
                let name = HeaderName::try_from(name.as_str())
                    .map_err(|_| InvalidRequest::new(format!("{name:?} can't be the name of a header")))?;
                self.secret_header(name, secret)
            }
            Place::Query(name) => {
                remove_pairs(&mut self.query, name);
                append(
                    &mut self.query,
                    "&",
                    &encode_text_pair(Location::Query, name, secret),
                );
                Ok(())
            }
            Place::Cookie(name) => {
                append(
                    &mut self.cookies,
                    "; ",
                    &encode_text_pair(Location::Cookie, name, secret),
                );
                Ok(())
            }
            Place::Transport => Ok(()),
        }
    }

    fn secret_header(&mut self, name: HeaderName, secret: &str) -> Result<(), InvalidRequest> {
        if !self.headers.contains_key(&name) {
            let value = sensitive(&name, secret)?;
            self.headers.insert(name, value);
        }
        Ok(())
    }

    /// The URL, with the credentials so far.
    pub(crate) fn url(&self) -> String {
        let mut url = format!("{}{}{}", self.base_url.origin, self.base_url.path, self.path);
        if !self.query.is_empty() {
            url.push('?');
            url.push_str(&self.query);
        }
        url
    }

    /// The head that is sent.
    pub(crate) fn finish(mut self) -> Result<Parts, InvalidRequest> {
        if !self.cookies.is_empty() {
            if let Some(Ok(given)) = self.headers.get(COOKIE).map(HeaderValue::to_str) {
                self.cookies = format!("{given}; {}", self.cookies);
            }
            self.headers.insert(COOKIE, sensitive(&COOKIE, &self.cookies)?);
        }
        for (name, value) in &self.defaults {
            if !self.headers.contains_key(name) {
                self.headers.insert(name, value.clone());
            }
        }
        let uri = Uri::try_from(self.url())
            .map_err(|error| InvalidRequest::new(format!("the URL can't be used: {error}")))?;
        let mut request = Request::new(());
        *request.method_mut() = self.method;
        *request.uri_mut() = uri;
        *request.headers_mut() = self.headers;
        Ok(request.into_parts().0)
    }
}

fn sensitive(name: &HeaderName, secret: &str) -> Result<HeaderValue, InvalidRequest> {
    let mut value = HeaderValue::try_from(secret).map_err(|_| {
        InvalidRequest::new(format!(
            "the header {name} has a character that HTTP forbids there"
        ))
    })?;
    value.set_sensitive(true);
    Ok(value)
}
