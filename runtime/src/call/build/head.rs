//! The last step of building a call: the head of one HTTP request.

use bytes::Bytes;
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, COOKIE, Entry, HeaderMap, HeaderName, HeaderValue};
use http::uri::{self, Authority, PathAndQuery, Scheme};
use http::{Method, Request, Uri};
use secrecy::{ExposeSecret, SecretString};

use super::{Call, append, remove_pairs};
use crate::call::credential::Placement;
use crate::call::url::{BaseUrl, path};
#[cfg(feature = "cassette")]
use crate::cassette::Called;
use crate::codec::parameter::{Location, encode_text_pair};
use crate::error::{BuildError, InvalidRequest, Problem};
use crate::message::Body;
use crate::transport::Anonymous;

/// The head of a request, to which credentials can still be added.
pub(crate) struct HeadBuilder<'a> {
    call: &'a Call,
    method: Method,
    scheme: Scheme,
    authority: Authority,
    /// The path, and the query behind it.
    target: String,
    /// Where the query begins, with its question mark if there is one.
    path_length: usize,
    cookies: String,
    headers: HeaderMap,
    /// Whether the transport may prove who calls, as a credential.
    proven: bool,
}

impl Call {
    /// Builds the head without credentials.
    pub(crate) fn head(&self) -> Result<HeadBuilder<'_>, InvalidRequest> {
        if let Some(error) = &self.error {
            return Err(error.clone());
        }
        let own_server = self
            .server()
            .map_err(|error| InvalidRequest::new(Problem::of(error)))?;
        let server = own_server.as_ref().unwrap_or(self.home());
        let mut head = HeadBuilder {
            call: self,
            method: self.method()?,
            scheme: server.scheme.clone(),
            authority: server.authority.clone(),
            target: String::new(),
            path_length: 0,
            cookies: self.cookies.clone(),
            headers: self.own_headers()?,
            proven: false,
        };
        match (&self.target, &self.receiver) {
            (Some(url), _) => head.set_target(url.path().to_owned(), &[url.query().unwrap_or_default()]),
            (None, Some(receiver)) => head.set_target(receiver.path.clone(), &[&receiver.query, &self.query]),
            (None, None) => {
                let queries = [server.query.as_str(), &self.query];
                let more = queries.iter().filter(|query| !query.is_empty());
                let more = more.map(|query| "?".len() + query.len()).sum();
                let target = match &self.custom {
                    None => path::fill(&server.path, self.operation.path, &self.path, more)?,
                    Some(custom) => path::checked(&server.path, &custom.path)?,
                };
                head.set_target(target.path, &[&server.query, &target.query, &self.query]);
            }
        }
        Ok(head)
    }

    /// Adds the operation to what a request has among its extensions, and what a cassette is to know.
    pub(crate) fn describe(&self, request: &mut Request<Body>) {
        request.extensions_mut().insert(self.operation);
        #[cfg(feature = "cassette")]
        request.extensions_mut().insert(self.called());
    }

    /// Returns what a cassette is to know of the request.
    #[cfg(feature = "cassette")]
    fn called(&self) -> Called {
        let client = &self.client;
        let operation = self.operation;
        Called {
            operation: self
                .custom
                .is_none()
                .then_some([operation.id, operation.method, operation.path]),
            query: client.credentials.query_parameters().map(str::to_owned).collect(),
            secrets: client.secrets.clone(),
        }
    }

    fn method(&self) -> Result<Method, InvalidRequest> {
        let method = self.operation.method;
        match &self.custom {
            Some(custom) => Ok(custom.method.clone()),
            None => Method::from_bytes(method.as_bytes())
                .map_err(|_| InvalidRequest::new(format!("{method:?} is no HTTP method"))),
        }
    }

    /// Returns the operation's own server, unless the client calls one for all. It may be relative to the client's.
    fn server(&self) -> Result<Option<BaseUrl>, BuildError> {
        match self.operation.server {
            Some(url) if !self.client.base_url_for_all && self.receiver.is_none() => {
                self.client.base_url.join(url).map(Some)
            }
            _ => Ok(None),
        }
    }

    /// Returns the headers that the call sets itself, with room for those that are still to come.
    fn own_headers(&self) -> Result<HeaderMap, InvalidRequest> {
        const CREDENTIALS: usize = 2;
        let most = self.headers.len() + 2 + CREDENTIALS + self.client.headers.len();
        let mut headers = HeaderMap::with_capacity(most);
        if let Some(media_type) = &self.content_type {
            headers.insert(CONTENT_TYPE, media_type.clone());
        }
        for (name, value) in &self.headers {
            headers.insert(name, value.clone());
        }
        if !self.operation.accept.is_empty()
            && let Entry::Vacant(entry) = headers.entry(ACCEPT)
        {
            let accept = HeaderValue::from_maybe_shared(Bytes::from_static(self.operation.accept.as_bytes()))
                .map_err(|_| {
                    InvalidRequest::new("the media types of the responses can't stand in a header")
                })?;
            entry.insert(accept);
        }
        Ok(headers)
    }
}

impl HeadBuilder<'_> {
    fn set_target(&mut self, path: String, queries: &[&str]) {
        self.path_length = path.len();
        self.target = path;
        queries.iter().for_each(|query| self.append_query(query));
    }

    fn append_query(&mut self, query: &str) {
        if !query.is_empty() {
            let is_first = self.target.len() == self.path_length;
            self.target.push(if is_first { '?' } else { '&' });
            self.target.push_str(query);
        }
    }

    /// Adds a credential. A header that the call sets itself stays.
    pub(crate) fn authorize(
        &mut self,
        placement: &Placement,
        secret: &SecretString,
    ) -> Result<(), InvalidRequest> {
        let secret = secret.expose_secret();
        match placement {
            Placement::Authorization(scheme) => {
                self.secret_header(AUTHORIZATION, [scheme.as_str(), " ", secret].concat())
            }
            Placement::Header(name) => {
                let name = HeaderName::try_from(name.as_str())
                    .map_err(|_| InvalidRequest::new(format!("{name:?} can't be the name of a header")))?;
                self.secret_header(name, secret.to_owned())
            }
            Placement::Query(name) => {
                let mut query = self.target.split_off(self.path_length);
                if !query.is_empty() {
                    query.remove(0);
                }
                remove_pairs(&mut query, name);
                self.append_query(&query);
                self.append_query(&encode_text_pair(Location::Query, name, secret));
                Ok(())
            }
            Placement::Cookie(name) => {
                append(
                    &mut self.cookies,
                    "; ",
                    &encode_text_pair(Location::Cookie, name, secret),
                );
                Ok(())
            }
            Placement::Transport => {
                self.proven = true;
                Ok(())
            }
        }
    }

    fn secret_header(&mut self, name: HeaderName, secret: String) -> Result<(), InvalidRequest> {
        if !self.headers.contains_key(&name) {
            let value = sensitive(&name, secret)?;
            self.headers.insert(name, value);
        }
        Ok(())
    }

    /// Returns the URL, with the credentials so far.
    pub(crate) fn url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.authority, self.target)
    }

    /// Builds the request that is sent.
    pub(crate) fn finish(mut self, body: Body) -> Result<Request<Body>, InvalidRequest> {
        if !self.cookies.is_empty() {
            if let Some(Ok(given)) = self.headers.get(COOKIE).map(HeaderValue::to_str) {
                self.cookies = format!("{given}; {}", self.cookies);
            }
            self.headers.insert(COOKIE, sensitive(&COOKIE, self.cookies)?);
        }
        for (name, value) in &self.call.client.headers {
            if let Entry::Vacant(entry) = self.headers.entry(name) {
                entry.insert(value.clone());
            }
        }
        let home = self.call.home();
        let at_home = self.scheme == home.scheme && self.authority == home.authority;
        let mut request = Request::new(body);
        if self.call.client.shows_calls() {
            self.call.describe(&mut request);
        }
        if !at_home && !self.proven {
            request.extensions_mut().insert(Anonymous);
        }
        *request.method_mut() = self.method;
        *request.uri_mut() = uri(self.scheme, self.authority, self.target)?;
        *request.headers_mut() = self.headers;
        Ok(request)
    }
}

/// Builds the URL, of which only what stands behind the server is read.
fn uri(scheme: Scheme, authority: Authority, target: String) -> Result<Uri, InvalidRequest> {
    let invalid = |problem: Problem| InvalidRequest::new(problem.prefixed("the URL can't be used: "));
    // Where in a path its query begins is kept in 16 bits.
    if target.len() >= usize::from(u16::MAX) {
        return Err(invalid("it is too long".into()));
    }
    // A boxed text is taken over as it is; one with room behind it would get a counter of references at once.
    let target = PathAndQuery::from_maybe_shared(Bytes::from(target.into_boxed_str().into_boxed_bytes()))
        .map_err(|error| invalid(Problem::of(error)))?;
    let mut parts = uri::Parts::default();
    parts.scheme = Some(scheme);
    parts.authority = Some(authority);
    parts.path_and_query = Some(target);
    Uri::from_parts(parts).map_err(|error| invalid(Problem::of(error)))
}

/// Makes the value of a header that is a secret.
fn sensitive(name: &HeaderName, secret: String) -> Result<HeaderValue, InvalidRequest> {
    let mut value = HeaderValue::try_from(secret).map_err(|_| {
        InvalidRequest::new(format!(
            "the header {name} has a character that HTTP forbids there"
        ))
    })?;
    value.set_sensitive(true);
    Ok(value)
}
