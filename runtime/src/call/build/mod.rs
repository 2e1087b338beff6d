//! A call: an operation with its parameters and body filled in.

mod body;
mod custom;
mod head;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use http::header::{CONTENT_TYPE, HeaderName, HeaderValue};
use url::Url;

use crate::call::operation::Operation;
use crate::call::retry::Retry;
use crate::call::settings::Settings;
use crate::call::url::BaseUrl;
use crate::call::url::path::Values;
use crate::codec::json::{self, Encode};
use crate::codec::parameter::{Encoded, Location, Parameter, encode_json, encode_text_pair};
use crate::error::{InvalidRequest, Problem, shown};
use crate::message::Body;
use crate::platform::random_uuid;

pub(crate) use custom::CustomTarget;

/// An operation that is being filled in. What can't be sent is kept as an error until the request is awaited.
pub struct Call {
    pub(crate) client: Arc<Settings>,
    pub(crate) operation: Operation,
    path: Values,
    query: String,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// The media type of the body, unless the headers have another.
    content_type: Option<HeaderValue>,
    cookies: String,
    /// The URL of a further page, instead of the operation's path and the query.
    target: Option<Box<Url>>,
    pub(crate) body: Option<Body>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) retry: Option<Retry>,
    pub(crate) documents: fn(StatusCode) -> bool,
    /// Statuses beyond 2XX that are successes: `302` or `3XX`.
    pub(crate) successes: &'static [&'static str],
    /// Whether it may be sent again although its method says that it may change something.
    repeatable: bool,
    /// The URL that it goes to, whatever the client's server and the operation's path are.
    receiver: Option<Box<BaseUrl>>,
    /// Where it goes, and by which method, if the document does not describe it.
    pub(crate) custom: Option<Box<CustomTarget>>,
    /// The header that has a key by which the server knows the request again.
    key_header: Option<&'static str>,
    error: Option<InvalidRequest>,
}

impl Call {
    pub(crate) fn new(client: Arc<Settings>, operation: Operation) -> Self {
        Call {
            client,
            operation,
            path: Values::new(),
            query: String::new(),
            headers: Vec::new(),
            content_type: None,
            cookies: String::new(),
            target: None,
            receiver: None,
            custom: None,
            body: None,
            timeout: None,
            retry: None,
            documents: |_| false,
            successes: &[],
            repeatable: false,
            key_header: None,
            error: None,
        }
    }

    /// Begins a call to this URL.
    pub(crate) fn to(client: Arc<Settings>, url: &str, operation: Operation) -> Self {
        let mut call = Call::new(client, operation);
        match BaseUrl::whole(url) {
            Ok(url) => call.receiver = Some(Box::new(url)),
            Err(error) => call.refuse(Problem::of(error)),
        }
        call
    }

    /// Returns the server that the call is meant for, which its credentials go to.
    pub(crate) fn home(&self) -> &BaseUrl {
        self.receiver.as_deref().unwrap_or(&self.client.base_url)
    }

    /// Sets a parameter. `null` and an empty list are left out, except in a path, where something must stand.
    pub fn parameter(&mut self, parameter: Parameter, value: &dyn Encode) {
        let encoded = json::to_vec(value)
            .map_err(Problem::of)
            .and_then(|json| encode_json(&parameter, json).map_err(Problem::of));
        match encoded {
            Ok(encoded) => self.encoded_parameter(&parameter, encoded),
            Err(problem) => {
                let prefix = format!("the parameter {:?} has no text: ", parameter.name);
                self.refuse(problem.prefixed(&prefix));
            }
        }
    }

    /// Sets a parameter that is encoded already.
    fn encoded_parameter(&mut self, parameter: &Parameter, encoded: Encoded) {
        match (parameter.location, encoded) {
            (Location::Path, Encoded::Nothing) => self.path.push((parameter.name, String::new())),
            (_, Encoded::Nothing) => {}
            (Location::Path, Encoded::Text(text)) => self.path.push((parameter.name, text)),
            (Location::Header, Encoded::Text(text)) => self.header(parameter.name, &text),
            (_, Encoded::Text(text)) if self.query.is_empty() => self.query = text,
            (_, Encoded::Text(text)) => append(&mut self.query, "&", &text),
            (Location::Cookie, Encoded::Pairs(pairs)) => {
                pairs
                    .iter()
                    .for_each(|pair| append(&mut self.cookies, "; ", pair));
            }
            (_, Encoded::Pairs(pairs)) => pairs.iter().for_each(|pair| append(&mut self.query, "&", pair)),
        }
    }

    /// Copies the call, unless its body is a stream.
    pub(crate) fn try_clone(&self) -> Option<Call> {
        let body = match &self.body {
            Some(body) => Some(body.try_clone()?),
            None => None,
        };
        Some(Call {
            client: self.client.clone(),
            operation: self.operation,
            path: self.path.clone(),
            query: self.query.clone(),
            headers: self.headers.clone(),
            content_type: self.content_type.clone(),
            cookies: self.cookies.clone(),
            target: self.target.clone(),
            receiver: self.receiver.clone(),
            custom: self.custom.clone(),
            body,
            timeout: self.timeout,
            retry: self.retry.clone(),
            documents: self.documents,
            successes: self.successes,
            repeatable: self.repeatable,
            key_header: self.key_header,
            error: self.error.clone(),
        })
    }

    /// Sets a parameter of the query instead of what it has under that name.
    pub(crate) fn replace_query(&mut self, name: &str, value: &str) {
        remove_pairs(&mut self.query, name);
        self.add_query(name, value);
    }

    /// Returns what the query has under a name, as it is sent.
    pub(crate) fn query_value(&self, name: &str) -> Option<&str> {
        let prefix = encode_text_pair(Location::Query, name, "");
        self.query.split('&').find_map(|pair| pair.strip_prefix(&*prefix))
    }

    /// Goes to this URL of the same server instead of the operation's; it may be relative to where the call goes now.
    pub(crate) fn go_to(&mut self, url: &str) -> Result<(), InvalidRequest> {
        let here = match &self.target {
            Some(target) => Ok(Url::clone(target)),
            None => Url::parse(&self.head()?.url()),
        };
        let target = here.and_then(|here| Ok((here.join(url)?, here)));
        match target {
            Ok((target, here)) if target.origin() == here.origin() => {
                self.target = Some(Box::new(target));
                Ok(())
            }
            Ok((target, _)) => Err(InvalidRequest::new(format!(
                "the next page is on another server, {}, which the credentials are not meant for",
                shown(&target.origin().ascii_serialization(), 100)
            ))),
            Err(error) => Err(InvalidRequest::new(
                Problem::of(error).prefixed("the next page has no valid URL: "),
            )),
        }
    }

    /// Returns where it goes, from the path on, if that is another page. Credentials that a server's link repeats are left out.
    pub(crate) fn target_without_secrets(&self) -> String {
        let Some(target) = &self.target else {
            return String::new();
        };
        let mut query = target.query().unwrap_or_default().to_owned();
        for name in self.client.credentials.query_parameters() {
            remove_pairs(&mut query, name);
        }
        match query.is_empty() {
            true => target.path().to_owned(),
            false => format!("{}?{query}", target.path()),
        }
    }

    /// Returns the body, if it is in memory in one piece.
    pub(crate) fn body_bytes(&self) -> Option<&[u8]> {
        self.body.as_ref()?.as_bytes()
    }

    /// Adds a parameter of the query.
    pub(crate) fn add_query(&mut self, name: &str, value: &str) {
        append(
            &mut self.query,
            "&",
            &encode_text_pair(Location::Query, name, value),
        );
    }

    /// Sets a header.
    pub(crate) fn header(&mut self, name: &str, value: &str) {
        let Ok(header) = HeaderName::try_from(name) else {
            return self.refuse(format!("{name:?} can't be the name of a header"));
        };
        match HeaderValue::try_from(value) {
            Ok(value) => self.set_header(header, value),
            Err(_) => self.refuse(forbidden_character(name)),
        }
    }

    /// Returns the text of a header that the call sets itself.
    pub(crate) fn header_text(&self, name: &HeaderName) -> Option<&str> {
        let (_, value) = self.headers.iter().find(|(known, _)| known == name)?;
        value.to_str().ok()
    }

    /// Sets a header whose name and value are known to be valid.
    pub(crate) fn set_header(&mut self, name: HeaderName, value: HeaderValue) {
        match self.headers.iter_mut().find(|(known, _)| *known == name) {
            Some((_, known)) => *known = value,
            None => self.headers.push((name, value)),
        }
    }

    /// Sets how long the call may take.
    pub(crate) fn timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    /// Sets a body that is encoded already.
    fn body(&mut self, media_type: &str, body: Body) {
        const JSON: HeaderValue = HeaderValue::from_static("application/json");
        let value = match media_type {
            "application/json" => Ok(JSON),
            other => HeaderValue::try_from(other),
        };
        match value {
            Ok(media_type) => self.content_type = Some(media_type),
            Err(_) => self.refuse(forbidden_character(CONTENT_TYPE.as_str())),
        }
        self.headers.retain(|(name, _)| name != CONTENT_TYPE);
        self.body = Some(body);
    }

    /// Sets the statuses that are successes although they are not 2XX, as in a document that has nothing but a redirect:
    /// `302`, or `3XX`. Such a redirect is not followed.
    pub fn succeeds_with(&mut self, statuses: &'static [&'static str]) {
        self.successes = statuses;
    }

    /// Marks the call as one that changes nothing, whatever its method.
    pub fn safe(&mut self) {
        self.repeatable = true;
    }

    /// Has the call carry a key in a header, by which the server knows the request again: one of its own, unless the caller sets it.
    pub fn idempotency_key(&mut self, header: &'static str) {
        self.key_header = Some(header);
        self.repeatable = true;
    }

    /// Makes the key that stays the same however often the call is sent.
    pub(crate) fn make_key(&mut self) {
        let Some(name) = self.key_header else {
            return;
        };
        let is_set =
            HeaderName::try_from(name).is_ok_and(|name| self.headers.iter().any(|(known, _)| *known == name));
        if !is_set {
            self.header(name, &random_uuid());
        }
    }

    /// Returns the method that says whether the request may be sent again.
    pub(crate) fn method_of_repetition(&self) -> &'static str {
        match self.repeatable {
            true => "GET",
            false => self.operation.method,
        }
    }

    /// Keeps the first reason why the call can't be sent.
    fn refuse(&mut self, problem: impl Into<Problem>) {
        self.error.get_or_insert_with(|| InvalidRequest::new(problem));
    }
}

fn forbidden_character(name: &str) -> String {
    format!("the header {name:?} has a character that HTTP forbids there")
}

/// Removes the pairs of a name from an encoded query.
fn remove_pairs(query: &mut String, name: &str) {
    let prefix = encode_text_pair(Location::Query, name, "");
    let kept: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.starts_with(&prefix))
        .collect();
    *query = kept.join("&");
}

/// Appends `text`, with a separator if something is there already.
fn append(list: &mut String, separator: &str, text: &str) {
    if !list.is_empty() && !text.is_empty() {
        list.push_str(separator);
    }
    list.push_str(text);
}

impl fmt::Debug for Call {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Call")
            .field("operation", &self.operation.id)
            .field("method", &self.operation.method)
            .field("path", &self.operation.path)
            .finish_non_exhaustive()
    }
}
